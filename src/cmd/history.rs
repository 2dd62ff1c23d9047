//! `history`: everything that happened to a case.

use super::context::Context;
use super::failure::CmdError;
use super::report::{Report, Table};
use crate::clock::to_local;
use crate::flow::find;
use crate::store::hash_text;
use crate::ui::event::words;
use clap::Args;
use serde_json::{Value, json};

/// Arguments of `history`.
#[derive(Debug, Args)]
pub struct HistoryArgs {
    /// The case
    pub case: String,
}

/// Shows the history, oldest first.
pub fn run(args: &HistoryArgs, context: &mut Context) -> Result<Report, CmdError> {
    let entries = context
        .read(|run| {
            let id = find::case(run, &args.case)?;
            Ok(run.tx().history(&id)?)
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
            "hash": hash_text(&stored.hash),
        })
    });
    let headings = ["label-seq", "label-at", "label-by", "label-event"];
    let rows = entries.iter().map(|stored| {
        let entry = &stored.entry;
        let by = entry.on_behalf.as_ref().map_or_else(|| entry.by.clone(), |b| format!("{} → {b}", entry.by));
        vec![
            entry.seq.to_string(),
            to_local(entry.at).format("%d/%m/%Y %H:%M").to_string(),
            by,
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
