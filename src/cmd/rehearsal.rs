//! The changes of an act in words: the same after a rehearsal and after the real thing.

use super::context::Context;
use crate::app::{Mode, Outcome};
use crate::domain::event::{Entry, Event};
use serde_json::{Map, Value, json};

/// How many changes are printed one by one.
const SHOWN: usize = 200;

/// The changes of an act as JSON.
pub fn changes_json<T>(outcome: &Outcome<T>) -> Value {
    Value::Array(outcome.entries.iter().take(SHOWN).map(entry_json).collect())
}

fn entry_json(entry: &Entry) -> Value {
    json!({ "case": entry.case, "event": entry.event })
}

/// The words for an event, with its facts.
pub fn words(context: &Context, event: &Event) -> String {
    let facts = facts(event);
    let args: Vec<(&str, Value)> = facts.iter().map(|(k, v)| (k.as_str(), v.clone())).collect();
    context.messages.text(&format!("event-{}", event.name()), &args)
}

/// The facts of an event, one level deep, as the texts name them.
fn facts(event: &Event) -> Map<String, Value> {
    let value = serde_json::to_value(event).unwrap_or_default();
    let mut facts = Map::new();
    for (key, value) in value.as_object().cloned().unwrap_or_default() {
        match value {
            Value::Object(inner) => {
                for (name, value) in &inner {
                    facts.insert(format!("{key}-{name}"), flat(value));
                }
                let shown = ["id", "key", "name", "title"].iter().find_map(|name| inner.get(*name));
                facts.insert(key, shown.map_or(Value::Null, flat));
            }
            other => {
                facts.insert(key, flat(&other));
            }
        }
    }
    if let Event::DocumentRecorded { document, .. } = event {
        facts.insert("document".to_owned(), document.reference.to_string().into());
    }
    facts
}

fn flat(value: &Value) -> Value {
    match value {
        Value::Array(items) => items
            .iter()
            .map(|item| item.as_str().map_or_else(|| item.to_string(), ToOwned::to_owned))
            .collect::<Vec<_>>()
            .join(", ")
            .into(),
        Value::Object(_) => value.to_string().into(),
        Value::Null => "–".into(),
        other => other.clone(),
    }
}

/// The lines that tell what an act changed.
pub fn changes_text<T>(context: &Context, outcome: &Outcome<T>) -> String {
    let mut lines = Vec::new();
    if context.mode == Mode::Rehearsal {
        for entry in outcome.entries.iter().take(SHOWN) {
            let case = entry.case.as_ref().map_or_else(String::new, |case| format!("{case}  "));
            lines.push(format!("  {case}{}", words(context, &entry.event)));
        }
        if outcome.count > SHOWN {
            lines.push(context.tell("report-more-changes", &[("count", &(outcome.count - SHOWN).to_string())]));
        }
        lines.push(context.tell("report-rehearsal", &[("count", &outcome.count.to_string())]));
    }
    lines.join("\n")
}

/// The answer of a verb: its sentence, what scripts printed, the changes of a rehearsal.
pub fn answer<T>(context: &Context, sentence: String, outcome: &Outcome<T>, mut json: Map<String, Value>) -> super::Report {
    let mut parts = outcome.output.clone();
    if context.mode == Mode::Rehearsal {
        parts.push(changes_text(context, outcome));
    } else {
        parts.push(sentence);
    }
    json.insert("rehearsed".to_owned(), (context.mode == Mode::Rehearsal).into());
    json.insert("changes".to_owned(), changes_json(outcome));
    if !outcome.output.is_empty() {
        json.insert("output".to_owned(), json!(outcome.output));
    }
    super::Report::text(parts.join("\n"), Value::Object(json))
}

/// A JSON object of texts.
pub fn object(pairs: &[(&str, Value)]) -> Map<String, Value> {
    pairs.iter().map(|(k, v)| ((*k).to_owned(), v.clone())).collect()
}
