//! `calendar`: days off and working Saturdays; computing with terms.

use super::context::Context;
use super::done::parse_date;
use super::failure::CmdError;
use super::report::{Report, Table};
use super::view::date;
use super::why::arithmetic;
use crate::domain::calendar::Term;
use crate::flow::{FlowError, bad_term};
use chrono::Datelike as _;
use clap::{Args, Subcommand};
use serde_json::{Value, json};

/// Arguments of `calendar`.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct CalendarArgs {
    /// The year to list (this one if left out)
    pub year: Option<i32>,
    /// A computation
    #[command(subcommand)]
    pub compute: Option<Compute>,
}

/// Computations.
#[derive(Debug, Subcommand)]
pub enum Compute {
    /// The day on which a term from a date ends
    Add {
        /// The date: 22/4/2024
        date: String,
        /// The term: "10 working days"
        term: String,
    },
    /// Working days and days from one date to another
    Between {
        /// The first date
        from: String,
        /// The second date
        to: String,
    },
}

/// Lists a year, or computes.
pub fn run(args: &CalendarArgs, context: &mut Context) -> Result<Report, CmdError> {
    match &args.compute {
        Some(Compute::Add { date, term }) => add(context, date, term),
        Some(Compute::Between { from, to }) => between(context, from, to),
        None => year(context, args.year),
    }
}

fn year(context: &mut Context, year: Option<i32>) -> Result<Report, CmdError> {
    let now = context.now.unwrap_or_else(crate::clock::Now::system);
    let year = year.unwrap_or_else(|| now.today().year());
    let calendar = context.app.home().calendar()?;
    let days = calendar.year(year).map_err(FlowError::from)?;
    let headings = ["label-date", "label-weekday", "label-name", "label-kind", "label-decided"];
    let rows = days.iter().map(|day| {
        let kind = serde_json::to_value(day.kind).unwrap_or_default();
        vec![
            date(Some(day.date)),
            context.say(&format!("weekday-{}", day.date.weekday().number_from_monday())),
            day.name.clone().unwrap_or_default(),
            context.say(&format!("day-{}", kind.as_str().unwrap_or("holiday"))),
            context.say(if day.decided { "day-decided" } else { "day-expected" }),
        ]
    });
    let table = Table {
        headings: headings.iter().map(|key| context.say(key)).collect(),
        rows: rows.collect(),
        empty: String::new(),
    };
    Ok(Report::table(table, days.iter().map(|day| json!(day)).collect::<Value>()))
}

fn add(context: &mut Context, from: &str, typed: &str) -> Result<Report, CmdError> {
    let anchor = parse_date(from)?;
    let term: Term = typed.parse().map_err(|error| bad_term(typed, &error))?;
    let sum = context.app.home().calendar()?.add(anchor, term).map_err(FlowError::from)?;
    Ok(Report::text(arithmetic(context, &sum).join("\n"), json!({ "date": sum.date, "steps": sum.steps })))
}

fn between(context: &mut Context, from: &str, to: &str) -> Result<Report, CmdError> {
    let (from, to) = (parse_date(from)?, parse_date(to)?);
    let working = context.app.home().calendar()?.working_days_between(from, to);
    let days = (to - from).num_days();
    let text =
        context.tell("report-between", &[("working", &working.to_string()), ("days", &days.to_string())]);
    Ok(Report::text(text, json!({ "working_days": working, "days": days })))
}
