//! `due`: a term for a task, or more time.

use super::context::Context;
use super::done::parse_date;
use super::failure::CmdError;
use super::rehearsal::{answer, object};
use super::report::Report;
use super::view::date;
use crate::domain::calendar::Term;
use crate::flow::{FlowError, Refusal, bad_term, find, term};
use clap::Args;
use serde_json::json;

/// Arguments of `due`.
#[derive(Debug, Args)]
pub struct DueArgs {
    /// The case
    pub case: String,
    /// The task's key
    pub task: String,
    /// The term: "10 working days", "10 ngày làm việc", 10d, 2w, 1m
    #[arg(long, value_name = "TERM", conflicts_with = "extend", allow_hyphen_values = true)]
    pub term: Option<String>,
    /// The day the term starts from (today if left out)
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    /// On what the term rests: "Công văn 12-CV/BTCTU"
    #[arg(long, value_name = "TEXT")]
    pub basis: Option<String>,
    /// More time, counted from the due date
    #[arg(long, value_name = "TERM", allow_hyphen_values = true)]
    pub extend: Option<String>,
    /// Why more time is given
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
}

/// Sets or extends the term.
pub fn run(args: &DueArgs, context: &mut Context) -> Result<Report, CmdError> {
    let (text, extends) = match (&args.term, &args.extend) {
        (Some(text), None) => (text, false),
        (None, Some(text)) => (text, true),
        _ => return Err(Refusal::NothingGiven { act: "due".to_owned() }.into()),
    };
    let length: Term = text.parse().map_err(|error| bad_term(text, &error))?;
    let from = args.from.as_deref().map(parse_date).transpose()?;
    let outcome = context.write(|run| {
        let id = find::case(run, &args.case)?;
        let key = find::task(run, &id, &args.task)?;
        let due = if extends {
            term::extend(run, &id, &key, length, args.reason.as_deref().unwrap_or_default())?
        } else {
            let basis = args.basis.as_deref().map(str::trim).filter(|b| !b.is_empty());
            let basis =
                basis.ok_or_else(|| FlowError::from(Refusal::MissingReason { act: "due".to_owned() }))?;
            term::set(run, &id, &key, length, from.unwrap_or_else(|| run.today()), basis)?
        };
        Ok((id, key, due))
    })?;
    let (id, key, due) = &outcome.value;
    let sentence = context
        .tell("report-due", &[("case", id.as_str()), ("task", key.as_str()), ("due", &date(Some(*due)))]);
    let json = object(&[("case", json!(id)), ("task", json!(key)), ("due", json!(due))]);
    Ok(answer(context, sentence, &outcome, json))
}
