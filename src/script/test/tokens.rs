//! The words of a script with their places in the text. Rhai's own lexer needs its parser beside it to find the end of an
//! interpolated text, and its tokens do not say where they end.

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A name or a keyword.
    Word,
    /// A number.
    Number,
    /// A text in double quotes.
    Text,
    /// A text in backticks, or a letter in single quotes.
    Other,
    /// An operator or a bracket.
    Symbol,
}

/// A token: its kind and its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'a> {
    /// What it is.
    pub kind: Kind,
    /// As it is written.
    pub text: &'a str,
    /// Where it begins, in bytes.
    pub start: usize,
}

impl Token<'_> {
    /// Where it ends, in bytes.
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Whether it is this operator, bracket or keyword.
    pub fn is(&self, text: &str) -> bool {
        matches!(self.kind, Kind::Symbol | Kind::Word) && self.text == text
    }
}

/// Operators of more than one character, the longest first.
const LONG: [&str; 31] = [
    "<<=", ">>=", "**=", "..=", "===", "!==", "==", "!=", "<=", ">=", "&&", "||", "=>", "->", "<-", "::",
    "#{", "??", "?.", "?[", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "**", "..", "<<",
];

/// The tokens of a text that the language's parser accepts; comments are passed over.
pub fn tokens(text: &str) -> Vec<Token<'_>> {
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        let len = match first {
            _ if first.is_whitespace() => {
                at += first.len_utf8();
                continue;
            }
            '/' if rest.starts_with("//") => {
                at += rest.find('\n').unwrap_or(rest.len());
                continue;
            }
            '/' if rest.starts_with("/*") => {
                at += comment(rest);
                continue;
            }
            '"' | '\'' => quoted(rest, first),
            '`' => template(rest),
            _ if first.is_alphabetic() || first == '_' => {
                rest.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '$').unwrap_or(rest.len())
            }
            '0'..='9' => number(rest),
            _ => {
                LONG.iter().find(|long| rest.starts_with(**long)).map_or(first.len_utf8(), |long| long.len())
            }
        };
        let kind = match first {
            '"' => Kind::Text,
            '\'' | '`' => Kind::Other,
            '0'..='9' => Kind::Number,
            _ if first.is_alphabetic() || first == '_' => Kind::Word,
            _ => Kind::Symbol,
        };
        found.push(Token { kind, text: &rest[..len], start: at });
        at += len;
    }
    found
}

/// The length of a comment that may hold others.
fn comment(text: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while at < text.len() {
        let rest = &text[at..];
        if rest.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest.starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

fn quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == quote => return at + c.len_utf8(),
            _ => {}
        }
    }
    text.len()
}

/// The length of a text in backticks; what stands in `${ }` may hold texts itself.
fn template(text: &str) -> usize {
    let mut at = 1;
    while at < text.len() {
        let rest = &text[at..];
        if let Some(code) = rest.strip_prefix("${") {
            at += 2 + inner(code);
        } else if rest.starts_with('`') {
            return at + 1;
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

/// The length up to and with the bracket that closes `${`.
fn inner(text: &str) -> usize {
    let (mut depth, mut at) = (1_usize, 0);
    while at < text.len() {
        let rest = &text[at..];
        let Some(first) = rest.chars().next() else { break };
        at += match first {
            '"' | '\'' => quoted(rest, first),
            '`' => template(rest),
            other => other.len_utf8(),
        };
        match first {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    text.len()
}

/// A number; two dots after it are a range, one with a name after it is a method.
fn number(text: &str) -> usize {
    let digits = |text: &str| text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    let whole = digits(text);
    match text[whole..].strip_prefix('.') {
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit()) => whole + 1 + digits(rest),
        _ => whole,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_falls_into_its_words() {
        let text = "fn a(c) { // x\n  c.add(\"a \\\" b\", `t ${f(`u`, #{k: \"}\"})} t`, 1..20) /* y /* z */ */ != -2; }";
        let words: Vec<&str> = tokens(text).iter().map(|token| token.text).collect();
        let expected = [
            "fn",
            "a",
            "(",
            "c",
            ")",
            "{",
            "c",
            ".",
            "add",
            "(",
            "\"a \\\" b\"",
            ",",
            "`t ${f(`u`, #{k: \"}\"})} t`",
            ",",
            "1",
            "..",
            "20",
            ")",
            "!=",
            "-",
            "2",
            ";",
            "}",
        ];
        assert_eq!(words, expected);
        assert!(tokens(text).iter().all(|token| &text[token.start..token.end()] == token.text));
    }

    #[test]
    fn a_shipped_script_falls_into_what_the_parser_reads() {
        let text = include_str!("../../../scripts/rotation/package.rhai");
        let joined: String = tokens(text).iter().map(|token| format!("{} ", token.text)).collect();
        let mut engine = rhai::Engine::new_raw();
        engine.set_max_expr_depths(0, 0);
        // Nothing is one word in Rhai.
        let error = engine.compile(joined.replace("( )", "()")).err();
        assert!(error.is_none(), "{error:?}");
    }
}
