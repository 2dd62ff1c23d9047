//! `correct` and `reopen`.

use super::context::{Context, parse_day};
use super::failure::CmdError;
use super::rehearsal::{answer, object};
use super::report::Report;
use crate::domain::document::DocumentRef;
use crate::flow::correct::RightFacts;
use crate::flow::fields::Setting;
use crate::flow::{self, FlowError, Refusal, find};
use clap::Args;
use serde_json::json;

/// Arguments of `correct`.
#[derive(Debug, Args)]
pub struct CorrectArgs {
    /// The case
    pub case: String,
    /// The task whose record is wrong; left out to correct fields only
    pub task: Option<String>,
    /// The right day
    #[arg(long, value_name = "DATE")]
    pub on: Option<String>,
    /// The right paper
    #[arg(long, value_name = "PAPER")]
    pub doc: Option<String>,
    /// The right note
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
    /// The right value of a field; may be given again
    #[arg(long, value_name = "FIELD=VALUE")]
    pub set: Vec<String>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
}

/// Arguments of `reopen`.
#[derive(Debug, Args)]
pub struct ReopenArgs {
    /// The case
    pub case: String,
    /// The task
    pub task: String,
    /// Why
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
}

/// Corrects facts of a task, fields of the case, or both.
pub fn run(args: &CorrectArgs, context: &mut Context) -> Result<Report, CmdError> {
    let facts = RightFacts {
        on: args.on.as_deref().map(parse_day).transpose()?,
        document: args.doc.as_deref().map(DocumentRef::parse).transpose().map_err(FlowError::from)?,
        note: args.note.clone(),
    };
    let settings = args.set.iter().map(|typed| Setting::parse(typed)).collect::<Result<Vec<_>, _>>()?;
    let of_task = facts.on.is_some() || facts.document.is_some() || facts.note.is_some();
    let outcome = context.act(|run| {
        let id = find::case(run, &args.case)?;
        let key = args.task.as_deref().map(|typed| find::task(run, &id, typed)).transpose()?;
        match (&key, of_task) {
            (Some(key), true) => flow::correct::task(run, &id, key, &facts, &args.reason)?,
            (None, true) => return Err(find::missing_task(run, &id)?),
            (_, false) if settings.is_empty() => {
                return Err(Refusal::NothingGiven { act: "correct".to_owned() }.into());
            }
            (_, false) => {}
        }
        if !settings.is_empty() {
            flow::correct::fields(run, &id, &settings, &args.reason)?;
        }
        Ok(id)
    })?;
    let sentence = context.tell("report-corrected", &[("case", outcome.value.as_str())]);
    let json = object(&[("case", json!(outcome.value))]);
    Ok(answer(context, sentence, &outcome, json))
}

/// Makes a task owed again.
pub fn reopen(args: &ReopenArgs, context: &mut Context) -> Result<Report, CmdError> {
    let outcome = context.act(|run| {
        let id = find::case(run, &args.case)?;
        let key = find::task(run, &id, &args.task)?;
        flow::correct::reopen(run, &id, &key, &args.reason)?;
        Ok((id, key))
    })?;
    let (id, key) = &outcome.value;
    let sentence = context.tell("report-reopened", &[("case", id.as_str()), ("task", key.as_str())]);
    Ok(answer(context, sentence, &outcome, object(&[("case", json!(id)), ("task", json!(key))])))
}
