//! Events in words.

use super::messages::{Facts, Messages};
use crate::domain::event::Event;
use serde_json::Value;

/// What happened, in one line.
pub fn words(messages: &Messages, event: &Event) -> String {
    messages.tell(&format!("event-{}", event.name()), &facts(event)).text
}

/// The facts of an event one level deep: the title of `case` is `case-title`, and `case` is its number.
fn facts(event: &Event) -> Facts {
    let mut facts = Facts::new();
    let value = serde_json::to_value(event).unwrap_or_default();
    for (name, value) in value.as_object().into_iter().flatten() {
        let Some(inner) = value.as_object() else {
            facts.insert(name.clone(), value.clone());
            continue;
        };
        let id = ["id", "key"].iter().find_map(|id| inner.get(*id)).cloned().unwrap_or(Value::Null);
        facts.insert(name.clone(), id);
        facts.extend(inner.iter().map(|(part, value)| (format!("{name}-{part}"), value.clone())));
    }
    match event {
        Event::DocumentRecorded { document, .. } => {
            facts.insert("document".to_owned(), document.reference.to_string().into());
        }
        Event::RungFired { messages, .. } => {
            let keys = messages.iter().map(|message| message.key.clone().into()).collect();
            facts.insert("messages".to_owned(), Value::Array(keys));
        }
        Event::DigestQueued { message, .. } => {
            facts.insert("message-covers-count".to_owned(), message.covers.len().into());
        }
        _ => {}
    }
    facts
}
