//! The small changes of a script: a flipped condition, a dropped statement, a changed number, outcome or comparison, a
//! removed blocker. Each is one place of the text put otherwise.

use super::tokens::{Kind, Token, tokens};
use serde::Serialize;
use std::collections::BTreeSet;

/// One change of a script.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mutant {
    /// The file, below the package.
    pub file: String,
    /// The line.
    pub line: usize,
    /// The column in characters.
    pub column: usize,
    /// What stands there.
    pub before: String,
    /// What is put there; empty when it is taken out.
    pub after: String,
    /// The lines of the function around it.
    #[serde(skip)]
    pub within: (usize, usize),
    #[serde(skip)]
    start: usize,
}

impl Mutant {
    /// The text with the change.
    pub fn applied(&self, text: &str) -> String {
        let (head, rest) = text.split_at(self.start);
        format!("{head}{}{}", self.after, &rest[self.before.len()..])
    }
}

/// What a bracket holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bracket {
    /// Statements.
    Block,
    /// The cases of a switch.
    Cases,
    /// Anything else: a map, an array, arguments.
    Other,
}

/// The scan of one file.
struct Scan<'a> {
    text: &'a str,
    tokens: Vec<Token<'a>>,
    /// For each token, the token that closes the bracket it opens.
    closes: Vec<usize>,
    holds: Vec<Bracket>,
    outcomes: &'a BTreeSet<String>,
    found: Vec<(usize, usize, String)>,
}

/// Every change of a file. `outcomes` are those that the package declares.
pub fn mutants(file: &str, text: &str, outcomes: &BTreeSet<String>) -> Vec<Mutant> {
    let tokens = tokens(text);
    let (closes, holds) = brackets(&tokens);
    let mut scan = Scan { text, tokens, closes, holds, outcomes, found: Vec::new() };
    for at in 0..scan.tokens.len() {
        scan.word(at);
        scan.condition(at);
        match scan.holds[at] {
            Bracket::Block => scan.statements(at),
            Bracket::Cases => scan.cases(at),
            Bracket::Other => {}
        }
        scan.blockers(at);
    }
    let functions = scan.functions();
    let mut found = std::mem::take(&mut scan.found);
    found.sort();
    found.dedup();
    found.into_iter().map(|(start, end, after)| mutant(file, text, &functions, start, end, after)).collect()
}

fn mutant(
    file: &str,
    text: &str,
    functions: &[(usize, usize)],
    start: usize,
    end: usize,
    after: String,
) -> Mutant {
    let line_of = |at: usize| text[..at].matches('\n').count() + 1;
    let around = functions.iter().find(|(from, to)| (*from..*to).contains(&start));
    let begin = text[..start].rfind('\n').map_or(0, |at| at + 1);
    Mutant {
        file: file.to_owned(),
        line: line_of(start),
        column: text[begin..start].chars().count() + 1,
        before: text[start..end].to_owned(),
        after,
        within: around.map_or((0, 0), |(from, to)| (line_of(*from), line_of(*to))),
        start,
    }
}

/// Which token closes what each one opens, and what the bracket holds.
fn brackets(tokens: &[Token<'_>]) -> (Vec<usize>, Vec<Bracket>) {
    let mut closes: Vec<usize> = (0..tokens.len()).collect();
    let mut holds = vec![Bracket::Other; tokens.len()];
    // Each open bracket, and whether a `switch` inside it waits for its cases.
    let mut open: Vec<(usize, bool)> = Vec::new();
    let mut outer = false;
    for (at, token) in tokens.iter().enumerate().filter(|(_, t)| matches!(t.kind, Kind::Symbol | Kind::Word))
    {
        let waits = open.last_mut().map_or(&mut outer, |(_, waits)| waits);
        match token.text {
            "switch" => *waits = true,
            "{" => {
                holds[at] = if std::mem::take(waits) { Bracket::Cases } else { Bracket::Block };
                open.push((at, false));
            }
            "(" | "[" | "#{" | "?[" => open.push((at, false)),
            ")" | "]" | "}" => {
                if let Some((start, _)) = open.pop() {
                    closes[start] = at;
                }
            }
            _ => {}
        }
    }
    (closes, holds)
}

impl Scan<'_> {
    fn add(&mut self, start: usize, end: usize, after: impl Into<String>) {
        let after = after.into();
        if self.text[start..end] != after {
            self.found.push((start, end, after));
        }
    }

    fn put(&mut self, at: usize, after: impl Into<String>) {
        let token = self.tokens[at];
        self.add(token.start, token.end(), after);
    }

    fn is(&self, at: usize, text: &str) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is(text))
    }

    /// A comparison, a logical word, a number, an outcome.
    fn word(&mut self, at: usize) {
        let token = self.tokens[at];
        let other = match (token.kind, token.text) {
            (Kind::Symbol, "==") => "!=",
            (Kind::Symbol, "!=") => "==",
            (Kind::Symbol, "<") => "<=",
            (Kind::Symbol, "<=") => "<",
            (Kind::Symbol, ">") => ">=",
            (Kind::Symbol, ">=") => ">",
            (Kind::Symbol, "&&") => "||",
            (Kind::Symbol, "||") => "&&",
            (Kind::Symbol, "!") => "",
            (Kind::Word, "true") => "false",
            (Kind::Word, "false") => "true",
            (Kind::Number, digits) => return self.number(at, digits),
            (Kind::Text, quoted) => return self.outcome(at, quoted),
            _ => return,
        };
        self.put(at, other);
    }

    fn number(&mut self, at: usize, digits: &str) {
        let Ok(number) = digits.parse::<u32>() else { return };
        self.put(at, (number.saturating_add(1)).to_string());
        if let Some(less) = number.checked_sub(1) {
            self.put(at, less.to_string());
        }
    }

    /// Another of the declared outcomes in the place of this one, but where they are given their words.
    fn outcome(&mut self, at: usize, quoted: &str) {
        let name = quoted.trim_matches('"');
        if !self.outcomes.contains(name) || self.is(at + 1, ":") {
            return;
        }
        let after = std::ops::Bound::Excluded(name.to_owned());
        let next = self.outcomes.range((after, std::ops::Bound::Unbounded)).next();
        if let Some(other) = next.or_else(|| self.outcomes.first()).filter(|other| *other != name) {
            self.put(at, format!("\"{other}\""));
        }
    }

    /// The condition of an `if` or `while` turned round.
    fn condition(&mut self, at: usize) {
        let token = self.tokens[at];
        if !(token.is("if") || token.is("while")) {
            return;
        }
        let mut end = at + 1;
        while end < self.tokens.len() && !self.is(end, "{") && !self.is(end, "=>") {
            end = self.closes[end] + 1;
        }
        if let (Some(first), Some(last)) = (self.tokens.get(at + 1), self.tokens.get(end - 1))
            && end > at + 1
        {
            let (start, end) = (first.start, last.end());
            let after = format!("!({})", &self.text[start..end]);
            self.add(start, end, after);
        }
    }

    /// Each statement of a block that ends with a semicolon, taken out. A variable that is not there is a mistake that
    /// checking finds.
    fn statements(&mut self, open: usize) {
        let close = self.closes[open];
        let mut at = open + 1;
        while at < close {
            let start = at;
            let mut end = None;
            while at < close {
                if self.is(at, ";") {
                    end = Some(at);
                    break;
                }
                let block = self.holds[at] != Bracket::Other;
                at = self.closes[at];
                // A statement that ends with a block needs no semicolon.
                let goes_on = ["else", "catch", ".", "?.", ",", ")", ";", "[", "??", "+", "&&", "||", "=="];
                if block && at > start && !goes_on.iter().any(|text| self.is(at + 1, text)) {
                    break;
                }
                at += 1;
            }
            if let Some(end) = end {
                let first = self.tokens[start];
                let kept = ["let", "const", "fn", "private", "import", "export"];
                if !kept.iter().any(|word| first.is(word)) {
                    self.add(first.start, self.tokens[end].end(), "");
                }
            }
            at += 1;
        }
    }

    /// What stands behind each arrow of a switch, put to nothing.
    fn cases(&mut self, open: usize) {
        let close = self.closes[open];
        let mut at = open + 1;
        while at < close {
            if self.is(at, "=>") {
                let start = at + 1;
                let mut end = start;
                while end < close && !self.is(end, ",") {
                    end = self.closes[end] + 1;
                }
                let (from, to) = (self.tokens[start].start, self.tokens[end - 1].end());
                self.add(from, to, "()");
                at = end;
            } else {
                at = self.closes[at];
            }
            at += 1;
        }
    }

    /// A step that nothing blocks.
    fn blockers(&mut self, at: usize) {
        if !(self.is(at, "fn") && self.is(at + 1, "blockers") && self.is(at + 2, "(")) {
            return;
        }
        let open = self.closes[at + 2] + 1;
        if self.is(open, "{") {
            let inside = self.tokens[open].end();
            self.add(inside, inside, " return [];");
        }
    }

    /// Where each function begins and ends, in bytes.
    fn functions(&self) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        for at in (0..self.tokens.len()).filter(|at| self.is(*at, "fn") && self.is(*at + 2, "(")) {
            let open = self.closes[at + 2] + 1;
            if self.is(open, "{") {
                found.push((self.tokens[at].start, self.tokens[self.closes[open]].end()));
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changes(text: &str) -> Vec<String> {
        let outcomes = ["agreed", "refused"].map(ToOwned::to_owned).into();
        let found = mutants("a.rhai", text, &outcomes);
        found.iter().map(|mutant| mutant.applied(text)).collect()
    }

    fn has(text: &str, changed: &str) {
        let all = changes(text);
        assert!(all.iter().any(|one| one == changed), "{changed}\n{all:#?}");
    }

    #[test]
    fn each_kind_of_change_is_made_once_at_its_place() {
        has("fn a(c) { if c.x == 1 { go(c); } }", "fn a(c) { if !(c.x == 1) { go(c); } }");
        has("fn a(c) { if c.x == 1 { go(c); } }", "fn a(c) { if c.x != 1 { go(c); } }");
        has("fn a(c) { if c.x == 1 { go(c); } }", "fn a(c) { if c.x == 2 { go(c); } }");
        has("fn a(c) { if c.x == 1 { go(c); } }", "fn a(c) { if c.x == 1 {  } }");
        has("fn a(c) {\n  c.add_task(\"k\", #{ n: [1] });\n  b()\n}", "fn a(c) {\n  \n  b()\n}");
        has("fn a(t) { t.done(\"agreed\"); }", "fn a(t) { t.done(\"refused\"); }");
        has("fn t() { #{ k: working_days(15) } }", "fn t() { #{ k: working_days(14) } }");
        has("fn blockers(c) { [x] }", "fn blockers(c) { return []; [x] }");
        has(
            "fn a(t) { switch t.k { \"x\" => go(t, [1]), _ => () } }",
            "fn a(t) { switch t.k { \"x\" => (), _ => () } }",
        );
        has("fn a(c) { if !c.b && c.d { } }", "fn a(c) { if c.b && c.d { } }");
        has("fn a(c) { for p in l { f(p); } g(c); }", "fn a(c) { for p in l { f(p); }  }");
    }

    #[test]
    fn what_only_gives_words_stays() {
        assert_eq!(changes("fn k() { #{ outcomes: #{ \"agreed\": \"đồng ý\" } } }"), Vec::<String>::new());
        assert_eq!(changes("fn k() { let x = `a ${b(1)}`; x }"), Vec::<String>::new());
    }

    #[test]
    fn the_place_is_that_of_the_change() {
        let text = "// ghi chú\nfn a(c) {\n    c.b == 1\n}\n";
        let found = mutants("a.rhai", text, &BTreeSet::new());
        let flipped = found.iter().find(|mutant| mutant.after == "!=").unwrap();
        assert_eq!((flipped.line, flipped.column, flipped.within), (3, 9, (2, 4)));
    }
}
