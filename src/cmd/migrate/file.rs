//! The file of a plan: people read, change and sign it, the program carries it out.

use crate::app::toml_file::{self, TomlFault};
use crate::domain::event::When;
use crate::domain::ids::{CaseId, EditionId, PackageName};
use crate::flow::migrate::Class;
use serde::Deserialize;
use std::fmt::Write as _;

/// A plan.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// The package.
    pub package: PackageName,
    /// The edition to go over to.
    pub to: EditionId,
    /// Why.
    pub reason: String,
    /// The cases.
    #[serde(default)]
    pub case: Vec<Line>,
}

/// A case of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// Its number.
    pub id: CaseId,
    /// The edition it had when the plan was made.
    pub from: EditionId,
    /// When it goes over.
    #[serde(rename = "move")]
    pub when: When,
    /// Who decides.
    pub class: Class,
    /// What it is about, for the reader.
    #[serde(default)]
    pub title: String,
    /// Where it stands, for the reader.
    #[serde(default)]
    pub step: String,
    /// Why this is advised, for the reader.
    #[serde(default)]
    pub why: String,
}

impl Plan {
    /// Reads a plan; tells what is wrong with it and where. `file` is how people name it.
    pub fn read(file: &str, text: &str) -> Result<Self, TomlFault> {
        toml_file::read(file, text)
    }

    /// The plan as a file, under a head of comments.
    pub fn write(&self, head: &str) -> String {
        let mut text = String::new();
        for line in head.lines() {
            let _ = writeln!(text, "# {line}");
        }
        let _ = writeln!(text, "\npackage = {}", quoted(self.package.as_str()));
        let _ = writeln!(text, "to = {}", quoted(self.to.as_str()));
        let _ = writeln!(text, "reason = {}", quoted(&self.reason));
        for line in &self.case {
            let _ = writeln!(text, "\n[[case]]");
            let _ = writeln!(text, "id = {}", quoted(line.id.as_str()));
            let _ = writeln!(text, "title = {}", quoted(&line.title));
            let _ = writeln!(text, "step = {}", quoted(&line.step));
            let _ = writeln!(text, "from = {}", quoted(line.from.as_str()));
            let _ = writeln!(text, "move = {}", quoted(line.when.name()));
            let _ = writeln!(text, "class = {}", quoted(line.class.name()));
            let _ = writeln!(text, "why = {}", quoted(&line.why));
        }
        text
    }
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_is_read_as_it_was_written() {
        let edition: EditionId = "ab".repeat(32).parse().unwrap();
        let line = Line {
            id: "VT-2022-001".parse().unwrap(),
            from: edition.clone(),
            when: When::NextStep,
            class: Class::Decide,
            title: "Đề nghị \"Huyện ủy\"\nBa Tơ".to_owned(),
            step: "step1".to_owned(),
            why: String::new(),
        };
        let plan = Plan {
            package: "rotation".parse().unwrap(),
            to: edition,
            reason: "Công văn 20-CV/BTCTU".to_owned(),
            case: vec![line],
        };
        assert_eq!(Plan::read("plan.toml", &plan.write("Kế hoạch\nKý")), Ok(plan));
        let fault = Plan::read("plan.toml", "package = \"rotation\"\nto = 3").unwrap_err();
        assert_eq!((fault.place.line, fault.place.column), (2, 6), "{fault}");
    }
}
