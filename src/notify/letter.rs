//! Letters from templates.

use serde::Serialize;

/// A letter: its summary line and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// The summary line.
    pub subject: String,
    /// The text.
    pub body: String,
}

/// Fills a template. Its first line is the summary line; a name it does not know is an error.
pub fn render(name: &str, template: &str, facts: &impl Serialize) -> Result<Letter, String> {
    let mut environment = minijinja::Environment::new();
    environment.set_undefined_behavior(minijinja::UndefinedBehavior::Strict);
    let text = environment
        .render_named_str(name, template, minijinja::value::Serde(facts))
        .map_err(|error| format!("letters/{name}.txt: {error}"))?;
    let (subject, body) = text.split_once('\n').unwrap_or((text.as_str(), ""));
    Ok(Letter { subject: subject.trim().to_owned(), body: format!("{}\n", body.trim()) })
}

/// What is wrong with a template when it is filled with these facts: the line, and what the engine says.
pub fn try_out(template: &str, facts: &impl Serialize) -> Option<(usize, String)> {
    let mut environment = minijinja::Environment::new();
    environment.set_undefined_behavior(minijinja::UndefinedBehavior::Strict);
    let error = environment.render_str(template, minijinja::value::Serde(facts)).err()?;
    let text = error.detail().map_or_else(|| error.kind().to_string(), ToOwned::to_owned);
    Some((error.line().unwrap_or(1), text))
}

/// The names that a template asks for, with what is asked of them: `task.title`.
pub fn names(template: &str) -> Vec<String> {
    let environment = minijinja::Environment::new();
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
        let letter = render("first", "đôn đốc {{ to.name }}\n\nĐề nghị …", &facts).unwrap();
        assert_eq!(letter, Letter { subject: "đôn đốc Huyện Ba Tơ".into(), body: "Đề nghị …\n".into() });
        assert!(render("first", "{{ tos.name }}", &facts).unwrap_err().starts_with("letters/first.txt:"));
    }
}
