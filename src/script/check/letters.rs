//! Letter templates: names that are not there when the letter is written, and templates that nobody asks for.

use super::report::{Report, near};
use crate::domain::script_fault::{Place, ScriptFault, ScriptFaultKind};
use crate::flow::LETTER_NAMES as NAMES;
use crate::notify::letter;
use crate::script::package::Files;
use serde_json::{Value, json};

/// Checks every template.
pub fn check(files: &Files, report: &mut Report<'_>) {
    for (path, text) in
        files.iter().filter(|(path, _)| path.starts_with("letters/") && path.ends_with(".txt"))
    {
        let file = Template { path, text };
        letter::names(text).iter().for_each(|name| file.name(name, report));
        // With earlier letters and without: a template may ask which.
        let tried =
            [json!([]), json!(["01/01/2022"])].iter().find_map(|sent| letter::try_out(text, &sample(sent)));
        if let Some((line, message)) = tried.filter(|_| !report.has(path)) {
            report.add(file.fault(line, 1, ScriptFaultKind::Template { message }));
        }
    }
}

/// Facts such as a letter is filled with.
fn sample(sent_on: &Value) -> Value {
    let inner = |names: &[&str]| match names {
        [] => json!("x"),
        names => names.iter().map(|name| ((*name).to_owned(), json!("x"))).collect(),
    };
    let mut facts: serde_json::Map<String, Value> =
        NAMES.iter().map(|(name, names)| ((*name).to_owned(), inner(names))).collect();
    facts.insert("sent_on".to_owned(), sent_on.clone());
    Value::Object(facts)
}

struct Template<'a> {
    path: &'a str,
    text: &'a str,
}

impl Template<'_> {
    fn fault(&self, line: usize, column: usize, kind: ScriptFaultKind) -> ScriptFault {
        let excerpt = self.text.lines().nth(line.saturating_sub(1)).unwrap_or_default().to_owned();
        let place = Place { file: self.path.to_owned(), line: line.max(1), column, excerpt };
        ScriptFault::new(kind).at(Some(place))
    }

    /// Tells a name such as `task.titel` if nothing of that name is filled in.
    fn name(&self, name: &str, report: &mut Report<'_>) {
        let mut parts = name.split('.');
        let first = parts.next().unwrap_or_default();
        let known: Vec<String> = match NAMES.iter().find(|(known, _)| *known == first) {
            Some((_, inner)) => match parts.next() {
                Some(part) if *inner != [] as [&str; 0] && !inner.contains(&part) => {
                    inner.iter().map(|inner| format!("{first}.{inner}")).collect()
                }
                _ => return,
            },
            None => NAMES.iter().map(|(known, _)| (*known).to_owned()).collect(),
        };
        for (line, column) in self.places(name) {
            let mut listed = near(name, known.iter().map(String::as_str));
            if listed.is_empty() {
                listed.clone_from(&known);
            }
            let kind = ScriptFaultKind::UnknownWord {
                kind: "letter-name".to_owned(),
                word: name.to_owned(),
                near: listed,
            };
            report.add(self.fault(line, column, kind));
        }
    }

    fn places(&self, name: &str) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        let part_of_word = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
        for (number, line) in self.text.lines().enumerate() {
            for (at, _) in line.match_indices(name) {
                let (before, after) = (&line[..at], &line[at + name.len()..]);
                let whole =
                    !before.ends_with(part_of_word) && !after.starts_with(|c| part_of_word(c) && c != '.');
                let inside = before.rfind('{').is_some_and(|open| !before[open..].contains('}'));
                if whole && inside {
                    found.push((number + 1, before.chars().count() + 1));
                }
            }
        }
        found
    }
}
