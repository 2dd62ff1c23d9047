//! Whether a text typed so far is whole.

use super::fault::is_unfinished;

/// How complete a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Completeness {
    /// It can be run, or is wrong in a way more text does not mend.
    Whole,
    /// A bracket or a string is still open.
    Unfinished,
}

/// Tells whether a text is whole. A bare parser is asked: strict variables would hide an open bracket.
pub fn completeness(text: &str) -> Completeness {
    match rhai::Engine::new_raw().compile(text) {
        Err(error) if is_unfinished(&error, text) => Completeness::Unfinished,
        _ => Completeness::Whole,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_open_bracket_or_string_waits_for_more_and_a_mistake_does_not() {
        for text in ["let a = [1, 2", "fn f(x) {", "\"Nguyễn", "cases().filter(|c| c.kind =="] {
            assert_eq!(completeness(text), Completeness::Unfinished, "{text}");
        }
        for text in ["1 + 1", "let let = 3", "f(1)) + 2", "1 +* 2 }"] {
            assert_eq!(completeness(text), Completeness::Whole, "{text}");
        }
    }
}
