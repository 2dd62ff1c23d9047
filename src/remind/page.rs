//! Messages on a page: by day and recipient, the same for what was sent and for what a rehearsal would send.

use crate::domain::day;
use crate::domain::message::{Form, Message, MessageState};
use serde_json::{Value, json};

/// The messages that go by themselves, in the order of day, recipient and key.
pub fn sorted(mut messages: Vec<Message>) -> Vec<Message> {
    messages.retain(|message| message.form != Form::Item);
    messages.sort_by(|a, b| (a.on, &a.to, &a.key).cmp(&(b.on, &b.to, &b.key)));
    messages
}

/// The page: a heading for each day, a line for each recipient, then each message with its key and summary line, and
/// its text if `full`. What is not delivered says so with the word that `state` gives.
pub fn text(messages: &[Message], full: bool, state: impl Fn(&MessageState) -> String) -> String {
    let mut lines = Vec::new();
    let (mut on, mut to) = (None, None);
    for message in messages {
        if on != Some(message.on) {
            (on, to) = (Some(message.on), None);
            lines.push(format!(
                "{}{}",
                if lines.is_empty() { "" } else { "\n" },
                day::vietnamese(message.on)
            ));
        }
        if to != Some(&message.to) {
            to = Some(&message.to);
            lines.push(format!("  {} ({})", message.address, message.to));
        }
        let state = match &message.state {
            MessageState::Delivered(_) => String::new(),
            other => format!(" · {}", state(other)),
        };
        lines.push(format!("    {} · {}{state}", message.key, message.subject));
        lines.extend(message.covers.iter().map(|key| format!("      + {key}")));
        if full {
            lines.extend(message.body.lines().map(|line| format!("      | {line}").trim_end().to_owned()));
        }
    }
    lines.join("\n")
}

/// A message for programs.
pub fn json(message: &Message) -> Value {
    let detail = match &message.state {
        MessageState::Failed(text) | MessageState::Cancelled(text) => Some(text),
        _ => None,
    };
    json!({
        "on": message.on,
        "key": message.key,
        "form": message.form,
        "to": message.to,
        "address": message.address,
        "subject": message.subject,
        "body": message.body,
        "covers": message.covers,
        "case": message.about.as_ref().map(|about| &about.case),
        "task": message.about.as_ref().map(|about| &about.task),
        "rung": message.about.as_ref().map(|about| &about.rung),
        "state": message.state.name(),
        "detail": detail,
        "tries": message.tries,
    })
}
