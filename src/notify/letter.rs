//! Letters from templates.

use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior};
use serde::Serialize;

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
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        let read = environment.add_template_owned(name.to_owned(), text.to_owned());
        let environment = read.map(|()| environment).map_err(|error| told(name, &error));
        Self { name: name.to_owned(), environment }
    }

    /// Fills it. A name that it does not find among the facts is an error.
    pub fn fill(&self, facts: &impl Serialize) -> Result<Letter, String> {
        let environment = self.environment.as_ref().map_err(Clone::clone)?;
        let filled = environment.get_template(&self.name).and_then(|template| template.render(Serde(facts)));
        let text = filled.map_err(|error| told(&self.name, &error))?;
        let (subject, body) = text.split_once('\n').unwrap_or((text.as_str(), ""));
        Ok(Letter { subject: subject.trim().to_owned(), body: format!("{}\n", body.trim()) })
    }
}

fn told(name: &str, error: &minijinja::Error) -> String {
    format!("letters/{name}.txt: {error}")
}

/// What is wrong with a template when it is filled with these facts: the line, and what the engine says.
pub fn try_out(template: &str, facts: &impl Serialize) -> Option<(usize, String)> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    let error = environment.render_str(template, Serde(facts)).err()?;
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
