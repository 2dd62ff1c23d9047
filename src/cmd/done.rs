//! `done`: a task was done.

use super::context::{Context, parse_day};
use super::failure::CmdError;
use super::rehearsal::{answer, object};
use super::report::Report;
use crate::domain::document::DocumentRef;
use crate::flow::done::{Completion, done};
use crate::flow::fields::Setting;
use crate::flow::find;
use clap::Args;
use serde_json::json;

/// Arguments of `done`.
#[derive(Debug, Args)]
pub struct DoneArgs {
    /// The case
    pub case: String,
    /// The task's key
    pub task: String,
    /// How it ended; the planned outcome if left out
    #[arg(long, short, value_name = "OUTCOME")]
    pub outcome: Option<String>,
    /// The day it was done (today if left out): 3/10/2022
    #[arg(long, value_name = "DATE")]
    pub on: Option<String>,
    /// A field of the case that becomes known with it; may be given again
    #[arg(long, value_name = "FIELD=VALUE")]
    pub set: Vec<String>,
    /// The paper that evidences it: "12-QĐ/BTCTU 3/11/2022"
    #[arg(long, value_name = "PAPER")]
    pub doc: Option<String>,
    /// A note
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
}

/// Records the task as done.
pub fn run(args: &DoneArgs, context: &mut Context) -> Result<Report, CmdError> {
    let completion = Completion {
        outcome: args.outcome.clone(),
        on: args.on.as_deref().map(parse_day).transpose()?,
        settings: args.set.iter().map(|typed| Setting::parse(typed)).collect::<Result<_, _>>()?,
        document: args
            .doc
            .as_deref()
            .map(DocumentRef::parse)
            .transpose()
            .map_err(crate::flow::FlowError::from)?,
        note: args.note.clone(),
    };
    let outcome = context.act(|run| {
        let id = find::case(run, &args.case)?;
        let key = find::task(run, &id, &args.task)?;
        let title = run.task(&id, &key)?.title;
        let result = done(run, &id, &key, &completion)?;
        let case = run.case(&id)?;
        let kind = run.hooks().kind(run, &case.edition, &case.kind)?;
        let open = run
            .tasks(&id)?
            .iter()
            .filter(|t| t.state.name() == "open")
            .map(|t| t.key.to_string())
            .collect::<Vec<_>>();
        Ok((id, key, title, result, kind, (*case).clone(), open))
    })?;
    let (id, key, title, result, kind, case, open) = &outcome.value;
    let mut sentence = context.tell(
        "report-done",
        &[
            ("case", id.as_str()),
            ("task", key.as_str()),
            ("title", title),
            ("outcome", &context.outcome(kind, result)),
        ],
    );
    sentence.push('\n');
    sentence.push_str(&match (&case.outcome, open.is_empty()) {
        (Some(end), _) => context
            .tell("report-case-closed", &[("case", id.as_str()), ("outcome", &context.outcome(kind, end))]),
        (None, false) => {
            context.tell("report-next-tasks", &[("case", id.as_str()), ("tasks", &open.join(", "))])
        }
        (None, true) => context.tell("report-case-waits", &[("case", id.as_str())]),
    });
    let json = object(&[
        ("case", json!(id)),
        ("task", json!(key)),
        ("outcome", json!(result)),
        ("step", json!(case.step)),
        ("status", json!(case.status)),
    ]);
    Ok(answer(context, sentence, &outcome, json))
}
