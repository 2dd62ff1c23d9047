//! `scripts trace`.

use crate::clock::to_local;
use crate::cmd::context::Context;
use crate::cmd::failure::CmdError;
use crate::cmd::report::Report;
use crate::cmd::view::time;
use crate::domain::event::Entry;
use crate::domain::script_fault::Place;
use crate::flow::replay::Question;
use crate::flow::{FlowError, Refusal, find};
use crate::script::replay::history_on_stored;
use crate::ui::event::words;
use clap::Args;
use serde_json::{Value, json};

/// Arguments of `scripts trace`.
#[derive(Debug, Args)]
pub struct TraceArgs {
    /// The case
    pub case: String,
}

/// What the last act of a case made, entry by entry, with the line of the script that asked for it. The history of the
/// case is played again for this, on its own edition; nothing is written.
pub(super) fn run(args: &TraceArgs, context: &mut Context) -> Result<Report, CmdError> {
    let (id, trace, act) = context
        .read(|run| {
            let id = find::case(run, &args.case)?;
            let edition = run.case(&id)?.edition.clone();
            let unknown = || FlowError::from(Refusal::UnknownEdition { edition: edition.to_string() });
            let stored = run.tx().edition(&edition)?.ok_or_else(unknown)?;
            let question = Question { traced: Some(&id), ..Question::default() };
            let trace = history_on_stored(run, &stored, &question)?.trace;
            // What the act did in cases that the person may not read is not told.
            let mut seen = Vec::new();
            for step in trace {
                if step.0.case.as_ref().map_or(Ok(true), |case| run.sees(case))? {
                    seen.push(step);
                }
            }
            let trace = seen;
            let history = run.tx().history(&id)?;
            let act = history.iter().rev().find(|stored| {
                trace
                    .first()
                    .is_some_and(|(first, _)| stored.entry.at == first.at && stored.entry.why == first.why)
            });
            Ok((id.clone(), trace, act.map(|stored| stored.entry.act.unwrap_or(stored.entry.seq))))
        })?
        .value;
    let Some((first, _)) = trace.first() else {
        let text = context.tell("trace-none", &[("case", id.as_str())]);
        return Ok(Report::text(text, json!([])));
    };
    let at = time(to_local(first.at));
    let entry = act.unwrap_or_default().to_string();
    let head = [("case", id.as_str()), ("entry", &entry), ("at", &at), ("why", &first.why)];
    let mut lines = vec![context.tell("trace-head", &head)];
    let mut before: Option<&Place> = None;
    for (entry, place) in &trace {
        let case =
            entry.case.as_ref().filter(|case| **case != id).map_or(String::new(), |case| format!("{case}  "));
        let shown = place.as_ref().filter(|place| Some(*place) != before);
        lines.extend(shown.map(|place| format!("  {}:{}  {}", place.file, place.line, place.excerpt.trim())));
        let indent = if place.is_some() { "      " } else { "  " };
        lines.push(format!("{indent}{case}{}", words(&context.messages, &entry.event)));
        before = place.as_ref().or(before);
    }
    let row = |(entry, place): &(Entry, Option<Place>)| json!({ "case": entry.case, "event": entry.event, "place": place });
    Ok(Report::text(lines.join("\n"), trace.iter().map(row).collect::<Value>()))
}
