//! The words and marks of a script, for what the parser does not keep: the labels of a `switch`, open brackets.

use crate::script::limits::DEPTHS;

/// A word, a text or a mark, with its line and column from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub what: What,
    /// Its line.
    pub line: usize,
    /// Its column in characters.
    pub column: usize,
}

/// What a token is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A name, a keyword or a number.
    Word(String),
    /// A text between quotes.
    Text(String),
    /// A mark; `#{` and `=>` are one.
    Mark(&'static str),
    /// A character without meaning here.
    Other,
}

const MARKS: [&str; 10] = ["#{", "=>", "{", "}", "(", ")", "[", "]", ",", "|"];

/// The tokens of a text, comments left out.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut reader = Reader { rest: text, line: 1, column: 1 };
    let mut found = Vec::new();
    loop {
        reader.skip_blank();
        let (line, column) = (reader.line, reader.column);
        let Some(what) = reader.next() else { return found };
        found.push(Token { what, line, column });
    }
}

struct Reader<'a> {
    rest: &'a str,
    line: usize,
    column: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    fn take(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.rest = &self.rest[c.len_utf8()..];
        if c == '\n' {
            self.line += 1;
            self.column = 1;
        } else {
            self.column += 1;
        }
        Some(c)
    }

    fn skip(&mut self, text: &str) {
        for _ in text.chars() {
            self.take();
        }
    }

    fn skip_blank(&mut self) {
        loop {
            if self.rest.starts_with("//") {
                while self.peek().is_some_and(|c| c != '\n') {
                    self.take();
                }
            } else if self.rest.starts_with("/*") {
                self.skip_comment();
            } else if self.peek().is_some_and(char::is_whitespace) {
                self.take();
            } else {
                return;
            }
        }
    }

    fn skip_comment(&mut self) {
        let mut depth = 0;
        loop {
            if self.rest.starts_with("/*") {
                self.skip("/*");
                depth += 1;
            } else if self.rest.starts_with("*/") {
                self.skip("*/");
                depth -= 1;
            } else if self.take().is_none() {
                return;
            }
            if depth == 0 {
                return;
            }
        }
    }

    fn next(&mut self) -> Option<What> {
        if let Some(mark) = MARKS.iter().find(|mark| self.rest.starts_with(**mark)) {
            self.skip(mark);
            return Some(What::Mark(mark));
        }
        let c = self.take()?;
        Some(match c {
            '"' => What::Text(self.quoted('"')),
            '`' => {
                self.template();
                What::Other
            }
            '\'' => {
                self.quoted('\'');
                What::Other
            }
            c if c.is_alphanumeric() || c == '_' => {
                let mut word = String::from(c);
                while let Some(c) = self.peek().filter(|c| c.is_alphanumeric() || *c == '_') {
                    word.push(c);
                    self.take();
                }
                What::Word(word)
            }
            _ => What::Other,
        })
    }

    fn quoted(&mut self, quote: char) -> String {
        let mut text = String::new();
        while let Some(c) = self.take() {
            match c {
                '\\' => text.extend(self.take()),
                '\n' => return text,
                c if c == quote => return text,
                c => text.push(c),
            }
        }
        text
    }

    /// The rest of a text between backticks, with what it interpolates.
    fn template(&mut self) {
        while let Some(c) = self.take() {
            if c == '`' {
                return;
            }
            if c == '$' && self.peek() == Some('{') {
                self.take();
                self.interpolated();
            }
        }
    }

    fn interpolated(&mut self) {
        let mut depth = 1;
        while depth > 0 {
            self.skip_blank();
            match self.next() {
                Some(What::Mark("{" | "#{")) => depth += 1,
                Some(What::Mark("}")) => depth -= 1,
                Some(_) => {}
                None => return,
            }
        }
    }
}

/// The labels of a `switch` that are texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Switch {
    /// Where the word `switch` stands.
    pub line: usize,
    /// Its column.
    pub column: usize,
    /// The labels with line and column.
    pub labels: Vec<(String, usize, usize)>,
}

/// Every `switch` of a text.
pub fn switches(tokens: &[Token]) -> Vec<Switch> {
    let is_switch = |token: &Token| matches!(&token.what, What::Word(word) if word == "switch");
    let found = tokens.iter().enumerate().filter(|(_, token)| is_switch(token));
    found
        .map(|(at, token)| Switch {
            line: token.line,
            column: token.column,
            labels: labels(&tokens[at + 1..]),
        })
        .collect()
}

fn labels(tokens: &[Token]) -> Vec<(String, usize, usize)> {
    let mut found = Vec::new();
    let (mut depth, mut inside, mut in_label, mut after_brace) = (0_usize, false, true, false);
    for token in tokens {
        let ended = std::mem::take(&mut after_brace);
        // What lies deeper cannot be read anyway, nor one whose braces never come: each would be gone through to its end.
        if depth > DEPTHS.0 {
            return found;
        }
        match &token.what {
            What::Word(word) if !inside && depth == 0 && word == "switch" => return found,
            What::Mark("{") if depth == 0 && !inside => {
                inside = true;
                depth = 1;
            }
            What::Mark("{" | "#{" | "(" | "[") => depth += 1,
            What::Mark("}" | ")" | "]") => {
                depth = depth.saturating_sub(1);
                if inside && depth == 0 {
                    return found;
                }
                after_brace = depth == 1 && token.what == What::Mark("}");
            }
            What::Mark("=>") if inside && depth == 1 => in_label = false,
            What::Mark(",") if inside && depth == 1 => in_label = true,
            What::Text(text) if inside && depth == 1 && (in_label || ended) => {
                in_label = true;
                found.push((text.clone(), token.line, token.column));
            }
            What::Word(word) if inside && depth == 1 && word == "if" => in_label = false,
            What::Word(word) if inside && depth == 1 && ended && word == "_" => in_label = true,
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_labels_of_a_switch_are_found_and_nothing_else() {
        let text = "fn f(t) { // switch \"no\"\n    switch t.key + \":\" {\n        \"a\" => g(\"x\", [\"y\"]),\n        \
                    \"b\" | \"c\" => { h(`${#{ a: \"}\" }}`); }\n        \"d\" if t == \"e\" => switch t { \"f\" => 1, _ => 2 },\n        _ => \"z\"\n    }\n}";
        let found = switches(&tokens(text));
        let names: Vec<Vec<&str>> =
            found.iter().map(|s| s.labels.iter().map(|(label, ..)| label.as_str()).collect()).collect();
        assert_eq!(names, [vec!["a", "b", "c", "d"], vec!["f"]]);
        assert_eq!((found[0].line, found[0].column), (2, 5));
        assert_eq!(found[0].labels[1], ("b".to_owned(), 4, 9));
    }
}
