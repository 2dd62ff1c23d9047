//! `history`: everything that happened to a case; and what was refused in it.

use super::context::Context;
use super::failure::CmdError;
use super::report::{Report, Table};
use super::view::time;
use crate::clock::to_local;
use crate::domain::hex::to_hex;
use crate::flow::find;
use crate::ui::event::words;
use crate::ui::failure::Failure;
use clap::Args;
use serde_json::{Value, json};

/// Arguments of `history`.
#[derive(Debug, Args)]
pub struct HistoryArgs {
    /// The case
    pub case: String,
    /// Instead, what the procedure refused: who tried what, when, and why not; kept until the case ends
    #[arg(long)]
    pub refused: bool,
}

/// Shows the history, or what was refused, oldest first.
pub fn run(args: &HistoryArgs, context: &mut Context) -> Result<Report, CmdError> {
    if args.refused { refused(args, context) } else { happened(args, context) }
}

fn happened(args: &HistoryArgs, context: &mut Context) -> Result<Report, CmdError> {
    let entries = context
        .read(|run| {
            let id = find::case(run, &args.case)?;
            run.tx().history(&id)
        })?
        .value;
    let json = entries.iter().map(|stored| {
        let entry = &stored.entry;
        json!({
            "seq": entry.seq,
            "at": entry.at,
            "by": entry.on_behalf.as_ref().unwrap_or(&entry.by),
            "typed_by": entry.by,
            "why": entry.why,
            "act": entry.act.unwrap_or(entry.seq),
            "cause": entry.cause,
            "edition": entry.edition,
            "event": entry.event,
            "hash": to_hex(&stored.hash),
        })
    });
    let headings = ["label-seq", "label-at", "label-by", "label-event"];
    let rows = entries.iter().map(|stored| {
        let entry = &stored.entry;
        vec![
            entry.seq.to_string(),
            time(to_local(entry.at)),
            person(&entry.by, entry.on_behalf.as_deref()),
            words(&context.messages, &entry.event),
        ]
    });
    let table = Table {
        headings: headings.iter().map(|key| context.say(key)).collect(),
        rows: rows.collect(),
        empty: String::new(),
    };
    Ok(Report::table(table, Value::Array(json.collect())))
}

fn refused(args: &HistoryArgs, context: &mut Context) -> Result<Report, CmdError> {
    let acts = context
        .read(|run| {
            let id = find::case(run, &args.case)?;
            run.tx().refused_of(&id)
        })?
        .value;
    let told = |refusal: &Value| Failure::refusal(refusal, None);
    let json = acts.iter().map(|(after, act)| {
        json!({
            "after": after,
            "at": act.at,
            "by": act.on_behalf.as_ref().unwrap_or(&act.by),
            "typed_by": act.by,
            "why": act.why,
            "verbs": act.verbs,
            "refusal": told(&act.refusal).json(&context.messages),
            "place": act.place,
        })
    });
    let json = Value::Array(json.collect());
    let rows = acts.iter().map(|(after, act)| {
        vec![
            after.to_string(),
            time(to_local(act.at)),
            person(&act.by, act.on_behalf.as_deref()),
            act.why.clone(),
            told(&act.refusal).words(&context.messages),
        ]
    });
    let headings = ["label-after", "label-at", "label-by", "label-tried", "label-refused"];
    let table = Table {
        headings: headings.iter().map(|key| context.say(key)).collect(),
        rows: rows.collect(),
        empty: context.say("report-none-refused"),
    };
    Ok(Report::table(table, json))
}

fn person(by: &str, on_behalf: Option<&str>) -> String {
    on_behalf.map_or_else(|| by.to_owned(), |behalf| format!("{by} → {behalf}"))
}
