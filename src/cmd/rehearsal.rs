//! The changes of an act in words: the same after a rehearsal and after the real thing.

use super::context::Context;
use crate::app::{Mode, Outcome};
use crate::domain::event::Entry;
use crate::ui::event::words;
use serde_json::{Map, Value, json};

/// How many changes are printed one by one.
const SHOWN: usize = 200;

/// The changes of an act as JSON.
pub fn changes_json(entries: &[Entry]) -> Value {
    Value::Array(entries.iter().take(SHOWN).map(entry_json).collect())
}

fn entry_json(entry: &Entry) -> Value {
    json!({ "case": entry.case, "event": entry.event })
}

/// The lines that tell what an act changed.
pub fn changes_text<T>(context: &Context, outcome: &Outcome<T>) -> String {
    let mut lines = Vec::new();
    if context.mode == Mode::Rehearsal {
        for entry in outcome.entries.iter().take(SHOWN) {
            let case = entry.case.as_ref().map_or_else(String::new, |case| format!("{case}  "));
            lines.push(format!("  {case}{}", words(&context.messages, &entry.event)));
        }
        if outcome.count > SHOWN {
            lines.push(
                context.tell("report-more-changes", &[("count", &(outcome.count - SHOWN).to_string())]),
            );
        }
        lines.push(context.tell("report-rehearsal", &[("count", &outcome.count.to_string())]));
    }
    lines.join("\n")
}

/// The answer of a verb: its sentence, what scripts printed, the changes of a rehearsal.
pub fn answer<T>(
    context: &Context,
    sentence: String,
    outcome: &Outcome<T>,
    mut json: Map<String, Value>,
) -> super::Report {
    let mut parts = outcome.output.clone();
    if context.mode == Mode::Rehearsal {
        parts.push(changes_text(context, outcome));
    } else {
        parts.push(sentence);
    }
    json.insert("rehearsed".to_owned(), (context.mode == Mode::Rehearsal).into());
    json.insert("changes".to_owned(), changes_json(&outcome.entries));
    json.insert("changes_count".to_owned(), outcome.count.into());
    if !outcome.output.is_empty() {
        json.insert("output".to_owned(), json!(outcome.output));
    }
    super::Report::text(parts.join("\n"), Value::Object(json))
}

/// A JSON object of texts.
pub fn object(pairs: &[(&str, Value)]) -> Map<String, Value> {
    pairs.iter().map(|(k, v)| ((*k).to_owned(), v.clone())).collect()
}
