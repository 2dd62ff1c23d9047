//! A failure as a person sees it: what, where, why, and the way out; and as a program reads it.

use super::excerpt;
use super::facts;
use super::messages::{Facts, Messages, Told};
use super::paint::{Paint, Style};
use crate::domain::script_fault::{Place, ScriptFault};
use crate::domain::seal::SealFault;
use crate::store::StoreError;
use serde_json::{Value, json};
use std::io;

/// Why something was not done. The code is the exit code of the program: 1 refused, 2 usage, 3 script, 4 store; 0 for
/// a mere notice.
#[derive(Debug, Clone, PartialEq)]
pub struct Failure {
    /// The exit code.
    pub code: i32,
    /// The key of its text.
    pub key: String,
    /// Its facts.
    pub facts: Facts,
    /// Where in a script.
    pub place: Option<Place>,
    /// The calls that led there, outermost first.
    pub calls: Vec<String>,
    /// What lies behind it, outermost first, in the words of the system.
    pub causes: Vec<String>,
    /// More of it, line by line, ready to print.
    pub lines: Vec<String>,
}

impl Failure {
    fn new(code: i32, key: impl Into<String>, facts: Facts) -> Self {
        let key = key.into();
        Self { code, key, facts, place: None, calls: Vec::new(), causes: Vec::new(), lines: Vec::new() }
    }

    /// A refusal, as JSON with the tag `refusal`; with its place when a script at the door asked for it.
    pub fn refusal(refusal: &Value, place: Option<Place>) -> Self {
        Self { place, ..Self::new(1, tagged("refusal", refusal), facts::map(refusal.clone())) }
    }

    /// Something to know although the act was done, as JSON with the tag `notice`.
    pub fn notice(notice: &Value) -> Self {
        Self::new(0, tagged("notice", notice), facts::map(notice.clone()))
    }

    /// An error in a script.
    pub fn script(fault: &ScriptFault) -> Self {
        let kind = serde_json::to_value(&fault.kind).unwrap_or_default();
        let (place, calls) = (fault.place.clone(), fault.calls.clone());
        let key = match kind.get("what").and_then(Value::as_str) {
            Some(what) => format!("script-{what}"),
            None => "script-host".to_owned(),
        };
        Self { place, calls, ..Self::new(3, key, facts::map(kind)) }
    }

    /// A failure of the store.
    pub fn store(error: &StoreError) -> Self {
        let (key, facts) = facts::of_store(error);
        Self { causes: facts::causes(error), ..Self::new(4, key, facts) }
    }

    /// A command line that makes no sense.
    pub fn usage(text: &str) -> Self {
        let text = text.trim().trim_start_matches("error: ");
        Self::new(2, "usage", facts::map(json!({ "text": text })))
    }

    /// A file that cannot be read or written.
    pub fn file(path: &str, cause: &io::Error) -> Self {
        let (key, code) = facts::of_file(cause);
        Self { causes: vec![cause.to_string()], ..Self::new(code, key, facts::map(json!({ "path": path }))) }
    }

    /// A seal or a key that is none.
    pub fn of_seal(fault: &SealFault) -> Self {
        let facts = serde_json::to_value(fault).unwrap_or_default();
        Self::new(2, tagged("seal", &facts), facts::map(facts))
    }

    /// A failure whose text has a key of its own, with lines that say more.
    pub fn told(code: i32, key: &str, facts: &Value, lines: Vec<String>) -> Self {
        Self { lines, ..Self::new(code, key, facts::map(facts.clone())) }
    }

    /// The failure in words, without colours.
    pub fn print(&self, messages: &Messages) -> String {
        self.paint(messages, Paint::PLAIN)
    }

    /// The failure in words: what and where, the line of the script, what lies behind, the way out.
    pub fn paint(&self, messages: &Messages, paint: Paint) -> String {
        let Told { text, hint } = messages.tell(&self.key, &self.facts);
        let label = |key: &str, style| paint.paint(style, &messages.text(key, &[]));
        let style = if self.code == 0 { Style::Warn } else { Style::Bad };
        let mut lines = vec![format!("{}: {text}", label(self.heading(), style))];
        lines.extend(self.place.as_ref().map(|place| excerpt::draw(place, paint)));
        if self.calls.len() > 1 {
            lines.push(format!("{}: {}", label("failure-calls", Style::Faint), self.calls.join(" → ")));
        }
        lines.extend(self.lines.iter().map(|line| indented(line)));
        for cause in &self.causes {
            lines.push(format!("{}: {cause}", label("failure-cause", Style::Faint)));
        }
        lines.extend(hint.map(|hint| format!("{}: {}", label("failure-way", Style::Good), way(&hint))));
        lines.join("\n")
    }

    /// What it says, alone.
    pub fn words(&self, messages: &Messages) -> String {
        messages.tell(&self.key, &self.facts).text
    }

    /// The failure in one line as editors read it: `file:line:column: message`. `folder` is where the files are.
    pub fn line(&self, messages: &Messages, folder: &str) -> String {
        let Told { text, .. } = messages.tell(&self.key, &self.facts);
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        match &self.place {
            Some(place) => format!("{folder}{}:{}:{}: {text}", place.file, place.line, place.column),
            None => format!("{folder}:1:1: {text}"),
        }
    }

    /// The failure for programs. Facts are as they were given, not as they are printed.
    pub fn json(&self, messages: &Messages) -> Value {
        let Told { text, hint } = messages.tell(&self.key, &self.facts);
        json!({
            "error": self.key,
            "code": self.code,
            "message": text,
            "hint": hint,
            "facts": self.facts,
            "place": self.place,
            "calls": self.calls,
            "causes": self.causes,
            "lines": self.lines,
        })
    }

    fn heading(&self) -> &'static str {
        match self.code {
            0 => "failure-notice",
            1 => "failure-refused",
            2 if self.key.starts_with("config-") => "failure-settings",
            2 => "failure-usage",
            3 => "failure-script",
            _ => "failure-store",
        }
    }
}

fn tagged(tag: &str, value: &Value) -> String {
    let kind = value.get(tag).and_then(Value::as_str).unwrap_or_default();
    format!("{tag}-{kind}")
}

fn indented(text: &str) -> String {
    format!("  {}", text.replace('\n', "\n  "))
}

/// The way out behind its label; further lines, as a command to type, stand below it.
fn way(hint: &str) -> String {
    hint.replace('\n', "\n  ")
}
