//! The pieces of a line, for colours and completion, and whether a bracket or a string is still open after it.
//!
//! Whether a text is whole is for the parser to say; this only spares asking it after each of ten thousand lines.

use std::ops::Range;
use unicode_normalization::char::is_combining_mark;

/// The words of Rhai that a line of the REPL may hold.
pub const KEYWORDS: [&str; 22] = [
    "let", "const", "fn", "if", "else", "switch", "for", "in", "while", "loop", "do", "until", "break",
    "continue", "return", "throw", "try", "catch", "true", "false", "this", "private",
];

/// What a piece is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A name or a keyword.
    Word,
    /// A number.
    Number,
    /// A string with its quotes; without the last one when it is still open.
    Text,
    /// A comment.
    Comment,
    /// Anything else, spaces too.
    Other,
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// Where, in bytes.
    pub span: Range<usize>,
}

/// What is open after some text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Open {
    /// How many brackets, round, square or curly.
    brackets: usize,
    /// The quote of a string, or `*` for a comment of several lines.
    quote: Option<char>,
}

impl Open {
    /// What is open after one more line.
    pub fn after(self, line: &str) -> Self {
        let mut scan = Scan::new(line, self);
        while scan.token().is_some() {}
        // A string in plain quotes ends with its line, if only as a mistake.
        let quote = scan.open.quote.filter(|quote| *quote != '"');
        Self { quote, ..scan.open }
    }

    /// Whether nothing is.
    pub fn is_closed(self) -> bool {
        self == Self::default()
    }
}

/// The pieces of a text.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut scan = Scan::new(text, Open::default());
    std::iter::from_fn(|| scan.token()).collect()
}

/// Where the string that the cursor stands in starts, just after its quote; none outside of strings.
pub fn open_string(before: &str) -> Option<usize> {
    let mut scan = Scan::new(before, Open::default());
    let mut last = None;
    while let Some(token) = scan.token() {
        last = Some(token);
    }
    last.filter(|token| token.kind == Kind::Text && scan.open.quote.is_some())
        .map(|token| token.span.start + 1)
}

struct Scan<'a> {
    text: &'a str,
    at: usize,
    open: Open,
}

impl<'a> Scan<'a> {
    fn new(text: &'a str, open: Open) -> Self {
        Self { text, at: 0, open }
    }

    fn token(&mut self) -> Option<Token> {
        let start = self.at;
        let rest = &self.text[start..];
        let first = rest.chars().next()?;
        let kind = match self.open.quote {
            Some('*') => self.comment(rest),
            Some(quote) => self.string(rest, quote),
            None => self.piece(rest, first),
        };
        Some(Token { kind, span: start..self.at })
    }

    fn piece(&mut self, rest: &str, first: char) -> Kind {
        match first {
            '"' | '`' => {
                self.at += 1;
                self.open.quote = Some(first);
                self.string(&rest[1..], first)
            }
            '\'' => self.letter(rest),
            _ if rest.starts_with("//") => {
                self.at += rest.find('\n').unwrap_or(rest.len());
                Kind::Comment
            }
            _ if rest.starts_with("/*") => {
                self.at += 2;
                self.open.quote = Some('*');
                self.comment(&rest[2..])
            }
            '0'..='9' => self.run(rest, Kind::Number, is_of_word),
            _ if is_of_word(first) => self.run(rest, Kind::Word, is_of_word),
            _ => {
                match first {
                    '(' | '[' | '{' => self.open.brackets += 1,
                    ')' | ']' | '}' => self.open.brackets = self.open.brackets.saturating_sub(1),
                    _ => {}
                }
                self.at += first.len_utf8();
                Kind::Other
            }
        }
    }

    fn run(&mut self, rest: &str, kind: Kind, belongs: fn(char) -> bool) -> Kind {
        self.at += rest.find(|c| !belongs(c)).unwrap_or(rest.len());
        kind
    }

    fn string(&mut self, rest: &str, quote: char) -> Kind {
        let mut escaped = false;
        for (at, c) in rest.char_indices() {
            if c == quote && !escaped {
                self.open.quote = None;
                self.at += at + c.len_utf8();
                return Kind::Text;
            }
            escaped = c == '\\' && !escaped;
        }
        self.at += rest.len();
        Kind::Text
    }

    /// `'('` is one letter in quotes, and no bracket.
    fn letter(&mut self, rest: &str) -> Kind {
        const LONGEST: usize = 10;
        let mut inside =
            rest.char_indices().skip(1).take(LONGEST).skip_while(|(at, c)| *at == 1 && *c == '\'');
        let end = inside.find(|(at, c)| *c == '\'' && !rest[..*at].ends_with('\\'));
        self.at += end.map_or(1, |(at, _)| at + 1);
        if end.is_some() { Kind::Text } else { Kind::Other }
    }

    fn comment(&mut self, rest: &str) -> Kind {
        match rest.find("*/") {
            Some(end) => {
                self.open.quote = None;
                self.at += end + 2;
            }
            None => self.at += rest.len(),
        }
        Kind::Comment
    }
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<(Kind, &str)> {
        tokens(text).into_iter().filter(|t| t.kind != Kind::Other).map(|t| (t.kind, &text[t.span])).collect()
    }

    #[test]
    fn a_line_falls_into_words_numbers_strings_and_comments() {
        assert_eq!(
            pieces(r#"let x = tasks().due_on("3/10 \" a") + 15; // hạn"#),
            [
                (Kind::Word, "let"),
                (Kind::Word, "x"),
                (Kind::Word, "tasks"),
                (Kind::Word, "due_on"),
                (Kind::Text, r#""3/10 \" a""#),
                (Kind::Number, "15"),
                (Kind::Comment, "// hạn"),
            ]
        );
    }

    #[test]
    fn a_decomposed_word_is_one_piece() {
        assert_eq!(pieces("thoa\u{301}t"), [(Kind::Word, "thoa\u{301}t")]);
    }

    #[test]
    fn what_is_open_is_carried_from_line_to_line() {
        let open = Open::default().after("let a = [1, // (").after("\")\",");
        assert!(!open.is_closed());
        assert!(open.after("2]").is_closed());
        assert!(!Open::default().after("`Kính gửi").is_closed());
        assert!(Open::default().after("`Kính gửi").after("đồng chí`").is_closed());
        assert!(Open::default().after("x == '('").is_closed());
        assert!(Open::default().after("x == '\\'' || x == '['").is_closed());
        assert!(!Open::default().after("/* (").is_closed());
        assert!(Open::default().after("/* (").after("*/").is_closed());
    }

    #[test]
    fn the_string_under_the_cursor_is_found() {
        assert_eq!(open_string(r#"find_case("VT"#), Some(11));
        assert_eq!(open_string(r#"find_case("VT") "#), None);
        assert_eq!(open_string(""), None);
    }
}
