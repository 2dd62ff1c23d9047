//! Letters from templates.

use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior};
use serde::Serialize;
use std::io;

/// How many steps a template may take; one that lists a hundred days takes some thousand.
const STEPS: u64 = 100_000;
/// How long a letter may be, in bytes: some hundred pages.
const LONGEST: usize = 1 << 18;

/// A letter: its summary line and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// The summary line.
    pub subject: String,
    /// The text.
    pub body: String,
}

/// A template of letters, read once. Its first line is the summary line.
pub struct Template {
    name: String,
    environment: Result<Environment<'static>, String>,
}

impl Template {
    /// Reads a template. What is wrong with it is told by each letter that should be written from it.
    pub fn new(name: &str, text: &str) -> Self {
        let mut environment = strict();
        let read = environment.add_template_owned(name.to_owned(), text.to_owned());
        let environment = read.map(|()| environment).map_err(|error| told(name, &error));
        Self { name: name.to_owned(), environment }
    }

    /// Fills it. A name that it does not find among the facts is an error.
    pub fn fill(&self, facts: &impl Serialize) -> Result<Letter, String> {
        let environment = self.environment.as_ref().map_err(Clone::clone)?;
        let filled = environment.get_template(&self.name).and_then(|template| written(&template, facts));
        let text = filled.map_err(|error| told(&self.name, &error))?;
        let (subject, body) = text.split_once('\n').unwrap_or((text.as_str(), ""));
        Ok(Letter { subject: subject.trim().to_owned(), body: format!("{}\n", body.trim()) })
    }
}

/// An engine that knows every name it is asked for, and ends.
fn strict() -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_fuel(Some(STEPS));
    environment
}

/// The text of a letter, up to a bound.
fn written(
    template: &minijinja::Template<'_, '_>,
    facts: &impl Serialize,
) -> Result<String, minijinja::Error> {
    let mut page = Page(Vec::new());
    template.render_captured_to(Serde(facts), &mut page)?;
    Ok(String::from_utf8_lossy(&page.0).into_owned())
}

/// What a letter is written to: it takes no more than a letter can hold.
struct Page(Vec<u8>);

impl io::Write for Page {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        if self.0.len() + text.len() > LONGEST {
            return Err(io::Error::other(format!("the letter is longer than {LONGEST} bytes")));
        }
        self.0.extend_from_slice(text);
        Ok(text.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn told(name: &str, error: &minijinja::Error) -> String {
    format!("letters/{name}.txt: {error}")
}

/// What is wrong with a template when it is filled with these facts: the line, and what the engine says.
pub fn try_out(template: &str, facts: &impl Serialize) -> Option<(usize, String)> {
    let environment = strict();
    let read = environment.template_from_str(template);
    let error = read.and_then(|template| written(&template, facts)).err()?;
    let text = error.detail().map_or_else(|| error.kind().to_string(), ToOwned::to_owned);
    Some((error.line().unwrap_or(1), text))
}

/// The names that a template asks for, with what is asked of them: `task.title`.
pub fn names(template: &str) -> Vec<String> {
    let environment = Environment::new();
    let parsed = environment.template_from_str(template);
    let mut names: Vec<String> = parsed.iter().flat_map(|parsed| parsed.undeclared_variables(true)).collect();
    names.sort();
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_first_line_is_the_summary_and_an_unknown_name_is_an_error() {
        let facts = json!({ "to": { "name": "Huyện Ba Tơ" } });
        let fill = |text: &str| Template::new("first", text).fill(&facts);
        let letter = fill("đôn đốc {{ to.name }}\n\nĐề nghị …").unwrap();
        assert_eq!(letter, Letter { subject: "đôn đốc Huyện Ba Tơ".into(), body: "Đề nghị …\n".into() });
        for wrong in ["{{ tos.name }}", "{{ to.name"] {
            assert!(fill(wrong).unwrap_err().starts_with("letters/first.txt:"), "{wrong}");
        }
    }
}
