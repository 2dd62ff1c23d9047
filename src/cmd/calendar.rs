//! `calendar`: days off and working Saturdays; computing with terms.

use super::context::{Context, parse_day};
use super::failure::CmdError;
use super::report::{Report, Table};
use super::view::date;
use super::why::arithmetic;
use crate::domain::calendar::{Calendar, Term};
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
    /// With the days of one district or agency: 535
    #[arg(long, value_name = "CODE")]
    pub of: Option<String>,
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
        /// The term: "10 working days", "10 days (first day counts)"
        #[arg(allow_hyphen_values = true)]
        term: String,
        /// With the days of one district or agency: 535
        #[arg(long, value_name = "CODE")]
        of: Option<String>,
    },
    /// Working days and days from one date to another
    Between {
        /// The first date
        from: String,
        /// The second date
        to: String,
        /// With the days of one district or agency: 535
        #[arg(long, value_name = "CODE")]
        of: Option<String>,
    },
}

/// Lists a year, or computes.
pub fn run(args: &CalendarArgs, context: &mut Context) -> Result<Report, CmdError> {
    match &args.compute {
        Some(Compute::Add { date, term, of }) => add(context, date, term, of.as_deref()),
        Some(Compute::Between { from, to, of }) => between(context, from, to, of.as_deref()),
        None => year(context, args.year, args.of.as_deref()),
    }
}

/// Everybody's calendar, or that of the one who was named.
fn calendar(context: &Context, of: Option<&str>) -> Result<Calendar, CmdError> {
    let calendar = context.app.home().calendar()?;
    match of {
        Some(code) => Ok(calendar.calendar_of(code).map_err(FlowError::from)?),
        None => Ok(calendar.as_ref().clone()),
    }
}

fn year(context: &mut Context, year: Option<i32>, of: Option<&str>) -> Result<Report, CmdError> {
    let now = context.now.unwrap_or_else(crate::clock::Now::system);
    let year = year.unwrap_or_else(|| now.today().year());
    let calendar = calendar(context, of)?;
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

fn add(context: &mut Context, from: &str, typed: &str, of: Option<&str>) -> Result<Report, CmdError> {
    let anchor = parse_day(from)?;
    let term: Term = typed.parse().map_err(|error| bad_term(typed, &error))?;
    let sum = calendar(context, of)?.add(anchor, term).map_err(FlowError::from)?;
    Ok(Report::text(arithmetic(context, &sum).join("\n"), json!({ "date": sum.date, "steps": sum.steps })))
}

fn between(context: &mut Context, from: &str, to: &str, of: Option<&str>) -> Result<Report, CmdError> {
    let (from, to) = (parse_day(from)?, parse_day(to)?);
    let working = calendar(context, of)?.working_days_between(from, to);
    let days = (to - from).num_days();
    let text =
        context.tell("report-between", &[("working", &working.to_string()), ("days", &days.to_string())]);
    Ok(Report::text(text, json!({ "working_days": working, "days": days })))
}
