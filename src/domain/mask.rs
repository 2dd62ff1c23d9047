//! Personal data taken out of data: whoever and whatever is known by a code becomes a number of its kind, the same
//! wherever it stands; texts of people are left out; what belongs to the procedure stays.

use chrono::{DateTime, NaiveDate};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The names under which texts of the procedure stand: they say nothing about a person.
const OF_THE_PROCEDURE: [&str; 34] = [
    "after",
    "anchor_of",
    "direction",
    "edition",
    "fate",
    "field",
    "form",
    "hash",
    "key",
    "kind",
    "kinds",
    "letter",
    "moment",
    "moved",
    "name",
    "needs",
    "next_edition",
    "outcome",
    "outcomes",
    "package",
    "refusal",
    "rung",
    "rungs",
    "state",
    "status",
    "step",
    "steps",
    "task",
    "term",
    "type",
    "unit",
    "unsent",
    "verb",
    "when",
];

/// Replaces what would name somebody. One mask gives the same number to the same thing.
pub struct Mask<F> {
    /// The kind of what a code stands for: `cadre`, `case`; none for a text that is no code.
    kind_of: F,
    numbers: BTreeMap<String, String>,
    counts: BTreeMap<String, usize>,
    order: Vec<String>,
}

impl<F: FnMut(&str) -> Option<String>> Mask<F> {
    /// A mask that asks `kind_of` what a text stands for.
    pub fn new(kind_of: F) -> Self {
        Self { kind_of, numbers: BTreeMap::new(), counts: BTreeMap::new(), order: Vec::new() }
    }

    /// What stands for a code of this kind.
    pub fn number(&mut self, code: &str, kind: &str) -> String {
        if let Some(number) = self.numbers.get(code) {
            return number.clone();
        }
        let count = self.counts.entry(kind.to_owned()).or_default();
        *count += 1;
        let number = format!("{kind}-{count}");
        self.numbers.insert(code.to_owned(), number.clone());
        self.order.push(code.to_owned());
        number
    }

    /// The codes that were replaced, in the order in which they came, and what stands for each.
    pub fn replaced(&self) -> impl Iterator<Item = (&str, &str)> {
        self.order.iter().filter_map(|code| Some((code.as_str(), self.numbers.get(code)?.as_str())))
    }

    /// The code itself when it stands for something.
    fn code(&mut self, text: &str) -> Option<String> {
        match self.numbers.get(text) {
            Some(number) => Some(number.clone()),
            None => (self.kind_of)(text).map(|kind| self.number(text, &kind)),
        }
    }

    /// Data with all of it replaced. `name` is that under which it stands.
    pub fn value(&mut self, name: &str, value: &Value) -> Value {
        match value {
            Value::Object(entries) => Value::Object(self.object(entries)),
            Value::Array(all) => all.iter().map(|one| self.value(name, one)).collect(),
            Value::String(text) => self.text(name, text).into(),
            Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
        }
    }

    fn object(&mut self, entries: &Map<String, Value>) -> Map<String, Value> {
        let masked = entries.iter().map(|(name, value)| {
            let shown = self.code(name).unwrap_or_else(|| name.clone());
            (shown, self.value(name, value))
        });
        masked.collect()
    }

    fn text(&mut self, name: &str, text: &str) -> String {
        if let Some(number) = self.code(text) {
            return number;
        }
        // The key of a message is made of what is known: case, task, turn, epoch, rung, recipient.
        let parts: Vec<&str> = text.split('.').collect();
        if parts.len() == 6 && self.code(parts[0]).is_some() {
            let parts = parts.iter().map(|part| self.code(part).unwrap_or_else(|| (*part).to_owned()));
            return parts.collect::<Vec<_>>().join(".");
        }
        if OF_THE_PROCEDURE.contains(&name) || is_time(text) {
            return text.to_owned();
        }
        left_out(text)
    }
}

fn is_time(text: &str) -> bool {
    text.parse::<NaiveDate>().is_ok() || DateTime::parse_from_rfc3339(text).is_ok()
}

/// A text that is left out still says how long it was.
fn left_out(text: &str) -> String {
    match text.split_whitespace().count() {
        0 => String::new(),
        words => format!("[{words}]"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn mask() -> Mask<impl FnMut(&str) -> Option<String>> {
        Mask::new(|text| match text {
            "535" => Some("district".to_owned()),
            "CB001" | "CB002" => Some("cadre".to_owned()),
            "LC-2022-001" => Some("case".to_owned()),
            _ => None,
        })
    }

    #[test]
    fn the_same_code_is_the_same_number_wherever_it_stands() {
        let mut mask = mask();
        let data = json!({ "subject": "CB002", "told": { "CB001": ["CB002", "535"] }, "on": "2022-09-21" });
        let masked = mask.value("", &data);
        assert_eq!(
            masked,
            json!({ "subject": "cadre-1", "told": { "cadre-2": ["cadre-1", "district-1"] }, "on": "2022-09-21" })
        );
        let replaced: Vec<_> = mask.replaced().collect();
        assert_eq!(replaced, [("CB002", "cadre-1"), ("CB001", "cadre-2"), ("535", "district-1")]);
    }

    #[test]
    fn texts_are_left_out_unless_they_are_of_the_procedure() {
        let mut mask = mask();
        let data = json!({
            "task": "answer", "note": "Đồng chí Nguyễn Văn A", "birth": 1990, "summary": "",
            "message": "LC-2022-001.answer.1.0.first-letter.535",
        });
        assert_eq!(
            mask.value("", &data),
            json!({
                "task": "answer", "note": "[5]", "birth": 1990, "summary": "",
                "message": "case-1.answer.1.0.first-letter.district-1",
            })
        );
    }
}
