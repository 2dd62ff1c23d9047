//! Files in TOML that people write: what is wrong with one, and where, with the usual mistakes told apart.

use crate::domain::script_fault::Place;
use crate::flow::find::near;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// What is wrong with a file, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {}: {mistake}", place.line)]
pub struct TomlFault {
    /// What.
    pub mistake: TomlMistake,
    /// Where.
    pub place: Place,
}

/// What can be wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "toml", rename_all = "kebab-case")]
pub enum TomlMistake {
    /// A key that has no meaning there.
    #[error("unknown key `{key}`")]
    UnknownKey {
        /// The key.
        key: String,
        /// Those like it.
        near: Vec<String>,
        /// Those that may stand there.
        known: Vec<String>,
    },
    /// A value that is none of the words that may stand there.
    #[error("unknown word `{typed}`")]
    UnknownWord {
        /// The word.
        typed: String,
        /// Those that may stand there.
        known: Vec<String>,
    },
    /// A key that must be there.
    #[error("missing key `{key}`")]
    MissingKey {
        /// The key.
        key: String,
    },
    /// A value of another kind than wanted.
    #[error("{wanted} wanted, {is} found")]
    WrongType {
        /// The kind of value, or the number, that is there.
        is: String,
        /// The kind of value that is wanted.
        wanted: String,
    },
    /// A key that is there twice.
    #[error("key `{key}` is there twice")]
    Twice {
        /// The key.
        key: String,
    },
    /// The text is no TOML.
    #[error("{reason}")]
    Syntax {
        /// Why, in the words of the parser.
        reason: String,
    },
    /// Anything else.
    #[error("{reason}")]
    Other {
        /// Why, in the words of the reader.
        reason: String,
    },
}

/// Reads a file's text; `file` is how people name it.
pub fn read<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, TomlFault> {
    toml::from_str(text).map_err(|error| {
        let is_toml = text.parse::<toml::Table>().is_ok();
        let mistake = if is_toml { misread(error.message()) } else { misspelt(text, &error) };
        TomlFault { mistake, place: place(file, text, error.span().map_or(0, |span| span.start)) }
    })
}

fn place(file: &str, text: &str, at: usize) -> Place {
    let before = text.get(..at).unwrap_or(text);
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    Place {
        file: file.to_owned(),
        line: before.matches('\n').count() + 1,
        column: before[start..].chars().count() + 1,
        excerpt: text[start..].lines().next().unwrap_or_default().to_owned(),
    }
}

/// What keeps a text from being TOML.
fn misspelt(text: &str, error: &toml::de::Error) -> TomlMistake {
    let key = error.span().and_then(|span| text.get(span)).filter(|_| error.message() == "duplicate key");
    match key {
        Some(key) => TomlMistake::Twice { key: key.trim().to_owned() },
        None => TomlMistake::Syntax { reason: error.message().to_owned() },
    }
}

/// What keeps TOML from being what is wanted, from the words in which serde says it.
fn misread(message: &str) -> TomlMistake {
    let mut quoted = message.split('`').skip(1).step_by(2).map(ToOwned::to_owned);
    let word = quoted.next().unwrap_or_default();
    let known: Vec<String> = quoted.collect();
    if message.starts_with("unknown field ") {
        let near = near(&word, known.iter().map(String::as_str));
        return TomlMistake::UnknownKey { key: word, near, known };
    }
    if message.starts_with("unknown variant ") {
        return TomlMistake::UnknownWord { typed: word, known };
    }
    if message.starts_with("missing field ") {
        return TomlMistake::MissingKey { key: word };
    }
    wrong_type(message).unwrap_or_else(|| TomlMistake::Other { reason: message.to_owned() })
}

/// `invalid type: integer `3`, expected a string`, in words that have a text in every language.
fn wrong_type(message: &str) -> Option<TomlMistake> {
    let rest = message.strip_prefix("invalid type: ").or_else(|| message.strip_prefix("invalid value: "))?;
    let (found, wanted) = rest.rsplit_once(", expected ")?;
    let wanted = match wanted {
        "a string" | "path string" | "string" => "text",
        "a boolean" => "true-or-false",
        "a nonzero u32" => "number-from-1",
        "u8" | "u16" | "u32" | "u64" | "i64" | "usize" => "number",
        wanted if wanted.starts_with("a sequence") => "list",
        wanted if wanted.starts_with("struct ") || wanted.starts_with("a map") => "section",
        _ => return None,
    };
    let is = match found.split([' ', '`']).next()? {
        "integer" | "floating" => found.split('`').nth(1)?,
        "string" => "text",
        "boolean" => "true-or-false",
        "sequence" => "list",
        "map" => "section",
        _ => return None,
    };
    Some(TomlMistake::WrongType { is: is.to_owned(), wanted: wanted.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    enum Way {
        Files,
        Mail,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only whether it can be read counts")]
    struct Section {
        server: String,
        way: Option<Way>,
        port: Option<u16>,
        wait: Option<std::num::NonZeroU32>,
        run: Option<Vec<String>>,
        safe: Option<bool>,
        file: Option<std::path::PathBuf>,
        inner: Option<Box<Section>>,
    }

    fn fault(text: &str) -> TomlFault {
        read::<Section>("a.toml", text).expect_err(text)
    }

    #[test]
    fn the_usual_mistakes_are_told_apart() {
        for (line, wanted) in [
            ("sever = 'a'", "unknown key `sever`"),
            ("way = 'fax'", "unknown word `fax`"),
            ("port = 'a'", "number wanted, text found"),
            ("port = 1.5", "number wanted, 1.5 found"),
            ("port = -1", "number wanted, -1 found"),
            ("wait = 0", "number-from-1 wanted, 0 found"),
            ("run = 'a'", "list wanted, text found"),
            ("run = [3]", "text wanted, 3 found"),
            ("safe = 1", "true-or-false wanted, 1 found"),
            ("file = true", "text wanted, true-or-false found"),
            ("file = ['a']", "text wanted, list found"),
            ("file = { a = 1 }", "text wanted, section found"),
            ("inner = 3", "section wanted, 3 found"),
            ("inner = {}", "missing key `server`"),
            ("port = 1\nport = 2", "key `port` is there twice"),
        ] {
            assert_eq!(fault(&format!("server = 'a'\n{line}\n")).mistake.to_string(), wanted, "{line}");
        }
        assert!(matches!(fault("server = 'a").mistake, TomlMistake::Syntax { .. }));
        assert!(matches!(fault("server 'a'").mistake, TomlMistake::Syntax { .. }));
        let TomlMistake::UnknownKey { near, known, .. } = fault("sever = 'a'").mistake else {
            panic!("an unknown key")
        };
        assert_eq!((near, known.len()), (vec!["server".to_owned()], 8));
        let TomlMistake::UnknownWord { known, .. } = fault("server = 'a'\nway = 'fax'").mistake else {
            panic!("an unknown word")
        };
        assert_eq!(known, ["files", "mail"]);
    }

    #[test]
    fn the_place_is_counted_in_characters() {
        let place = fault("# Tệp\nserver = 'a'\n\trun = ['ở', 3]\n").place;
        assert_eq!((place.line, place.column, place.excerpt.as_str()), (3, 14, "\trun = ['ở', 3]"));
        let place = fault("server = 'a'\r\nport 3\r\n").place;
        assert_eq!((place.line, place.excerpt.as_str()), (2, "port 3"));
        assert_eq!(fault("").place.line, 1);
    }
}
