//! The reference as Markdown.

use super::{Documented, functions};
use crate::script::shapes::Shape;
use crate::ui::messages::Messages;
use std::fmt::Write as _;

/// The reference as Markdown, in the language of the messages.
pub fn markdown(messages: &Messages) -> String {
    let say = |key: &str| messages.text(key, &[]);
    let mut text = format!("# {}\n\n{}\n", say("reference-title"), say("reference-intro"));
    let mut noun = "";
    for function in functions() {
        if function.noun != noun {
            noun = function.noun;
            let _ = write!(text, "\n## {}\n", say(&format!("reference-{noun}")));
        }
        let _ = write!(text, "\n### `{}`\n\n{}\n", function.signature, entry(&function, messages));
    }
    text
}

/// One function: what it does, the keys of its maps, an example.
pub fn entry(function: &Documented, messages: &Messages) -> String {
    let mut text = function.text.of(messages.lang()).to_owned();
    if let Some(place) = function.place {
        let _ = write!(text, " {}", messages.text(place.key, &[]));
    }
    for shape in function.shapes() {
        let _ = write!(text, "\n\n{}", keys(shape, messages));
    }
    if let Some(place) = function.place {
        let _ = write!(text, "\n\n{}", messages.text("reference-example-in", &[("file", place.file.into())]));
    }
    let _ = write!(text, "\n\n```rhai\n{}\n```", function.example);
    text
}

fn keys(shape: &Shape, messages: &Messages) -> String {
    let heading = match shape.below {
        Some(key) => messages.text("reference-keys-below", &[("key", key.into())]),
        None => messages.text("reference-keys", &[]),
    };
    let needed = messages.text("reference-needed", &[]);
    let rows = shape.keys.iter().map(|key| {
        let must = if key.needed { format!(" ({needed})") } else { String::new() };
        format!("* `{}`{must}: {}", key.name, key.said.of(messages.lang()))
    });
    std::iter::once(format!("{heading}\n")).chain(rows).collect::<Vec<_>>().join("\n")
}
