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
