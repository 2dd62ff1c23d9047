//! The scripts of a package as the check reads them: not optimised, and as much of a file as can be read when some of
//! its functions cannot.

use super::lex::{self, Token, What};
use crate::domain::script_fault::{Place, ScriptFault, ScriptFaultKind};
use crate::script::fault::from_parser;
use crate::script::source::{Source, SourceMap};
use rhai::{AST, ASTNode, Engine, FnAccess, ParseError, ParseErrorType, Position, Stmt};
use std::collections::{BTreeMap, BTreeSet};

/// What a file is to its package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role {
    /// `package.rhai`, and what stands beside it for all scripts.
    Package,
    /// `<kind>/kind.rhai`.
    Kind(String),
    /// `<kind>/<step>.rhai`.
    Step(String, String),
    /// A bulk script or a job.
    Door,
    /// None of them.
    Loose,
}

/// A function.
#[derive(Debug)]
pub struct Def {
    /// Its name.
    pub name: String,
    /// Its parameters; those of a closure begin with what it captures.
    pub params: Vec<String>,
    /// Whether only its own script may call it.
    pub private: bool,
    /// Whether it is written where it is used.
    pub closure: bool,
    /// Whether its text could be read.
    pub readable: bool,
    /// The statements.
    pub body: Vec<Stmt>,
    /// Where its name stands.
    pub at: Position,
    /// What a district may relax in it: names, or everything when empty.
    pub relax: Option<BTreeSet<String>>,
}

/// A file.
pub struct Script {
    /// Its path.
    pub path: String,
    /// The path of the file that a district's file is layered over; of any other file its own.
    pub base: String,
    /// What it is.
    pub role: Role,
    /// The district whose variation it is.
    pub district: Option<String>,
    /// Its functions.
    pub defs: Vec<Def>,
    /// The labels of each `switch`.
    pub labels: BTreeMap<Position, Vec<(String, Position)>>,
    /// Names of functions that cannot be read at all.
    pub lost: BTreeSet<String>,
    /// What of it can be run.
    pub ast: AST,
}

/// The mark in the documentation of a function that a district may relax it.
const RELAX: &str = "@relax";
/// How many broken functions of a file are told.
const MOST: usize = 40;

/// Reads every script; what cannot be read is told.
pub fn scripts(sources: &SourceMap, engine: &Engine, faults: &mut Vec<ScriptFault>) -> Vec<Script> {
    sources.iter().map(|source| script(source, sources, engine, faults)).collect()
}

fn script(source: &Source, sources: &SourceMap, engine: &Engine, faults: &mut Vec<ScriptFault>) -> Script {
    let mut text = Text::new(source);
    let ast = loop {
        match engine.compile(text.shifted()) {
            Ok(ast) => break ast,
            Err(error) => {
                let line =
                    error.position().line().map_or(usize::MAX, |line| line.saturating_sub(source.first));
                let unclosed = text.unclosed_before(line, error.err_type());
                let fault = match &unclosed {
                    Some(token) => unclosed_bracket(source, token),
                    None => before(from_parser(&error, sources), &error, source),
                };
                faults.push(fault.at(Some(first_line(source))));
                let at = unclosed.map_or(line, |token| token.line);
                if text.cut.len() >= MOST || !text.leave_out(at) {
                    text.give_up();
                    break AST::empty();
                }
            }
        }
    };
    let (role, district, base) = role(&source.path);
    let tokens = lex::tokens(&source.text);
    Script {
        path: source.path.clone(),
        base,
        role,
        district,
        defs: defs(&ast, source, &tokens, &text.cut),
        labels: labels(source, &tokens),
        lost: text.lost,
        ast,
    }
}

/// What is missing at the end of a line is missing there, not where the parser notices.
fn before(mut fault: ScriptFault, error: &ParseError, source: &Source) -> ScriptFault {
    if let (ParseErrorType::MissingToken(..), Some(place)) = (error.err_type(), &mut fault.place)
        && place.excerpt.chars().take(place.column - 1).all(char::is_whitespace)
    {
        let lines: Vec<&str> = source.text.lines().collect();
        let is_code = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with("//");
        if let Some(number) = lines[..place.line - 1].iter().rposition(is_code) {
            place.line = number + 1;
            place.column = lines[number].trim_end().chars().count() + 1;
            place.excerpt = lines[number].to_owned();
        }
    }
    fault
}

fn first_line(source: &Source) -> Place {
    let excerpt = source.text.lines().next().unwrap_or_default().to_owned();
    Place { file: source.path.clone(), line: 1, column: 1, excerpt }
}

fn unclosed_bracket(source: &Source, token: &Token) -> ScriptFault {
    let bracket = match token.what {
        What::Mark(mark) => mark.to_owned(),
        _ => String::new(),
    };
    let excerpt = source.text.lines().nth(token.line - 1).unwrap_or_default().to_owned();
    let place = Place { file: source.path.clone(), line: token.line, column: token.column, excerpt };
    ScriptFault::new(ScriptFaultKind::UnclosedBracket { bracket }).at(Some(place))
}

fn role(path: &str) -> (Role, Option<String>, String) {
    let (district, base) = match path.strip_prefix("districts/").and_then(|rest| rest.split_once('/')) {
        Some((code, base)) => (Some(code.to_owned()), base.to_owned()),
        None => (None, path.to_owned()),
    };
    let parts: Vec<&str> = base.trim_end_matches(".rhai").split('/').collect();
    let role = match parts.as_slice() {
        [_] => Role::Package,
        [kind, "kind"] => Role::Kind((*kind).to_owned()),
        [kind, step] => Role::Step((*kind).to_owned(), (*step).to_owned()),
        _ => Role::Loose,
    };
    (role, district, base)
}

/// The text of a file, with functions left out that cannot be read.
struct Text<'a> {
    source: &'a Source,
    lines: Vec<String>,
    /// First lines of the functions left out, from 1.
    cut: BTreeSet<usize>,
    lost: BTreeSet<String>,
}

impl<'a> Text<'a> {
    fn new(source: &'a Source) -> Self {
        let lines = source.text.lines().map(ToOwned::to_owned).collect();
        Self { source, lines, cut: BTreeSet::new(), lost: BTreeSet::new() }
    }

    fn shifted(&self) -> String {
        format!("{}{}\n", "\n".repeat(self.source.first), self.lines.join("\n"))
    }

    /// The lines, from 1, of the last function that begins before a line; a function begins at the left edge.
    fn function_before(&self, line: usize) -> Option<(usize, usize)> {
        let starts: Vec<usize> = self.headers().map(|(number, _)| number).collect();
        let at = starts.partition_point(|start| *start < line).checked_sub(1)?;
        let mut end = starts.get(at + 1).map_or(self.lines.len(), |next| next - 1);
        // The comments above the next function are its own.
        let texts: Vec<&str> = self.source.text.lines().collect();
        while end > starts[at] && (texts[end - 1].trim().is_empty() || texts[end - 1].starts_with("//")) {
            end -= 1;
        }
        Some((starts[at], end))
    }

    /// The lines of the function that a line belongs to.
    fn function_at(&self, line: usize) -> Option<(usize, usize)> {
        let found = self.function_before(line.saturating_add(1))?;
        (line <= found.1 || line > self.lines.len()).then_some(found)
    }

    /// The first lines of functions, with their numbers from 1.
    fn headers(&self) -> impl Iterator<Item = (usize, &'a str)> {
        let begins = |text: &str| text.starts_with("fn ") || text.starts_with("private fn ");
        let lines = self.source.text.lines().enumerate().map(|(n, text)| (n + 1, text));
        lines.filter(move |(_, text)| begins(text))
    }

    /// Gives the whole file up: nobody knows what its functions do.
    fn give_up(&mut self) {
        let names: Vec<String> = self.headers().map(|(_, header)| name_in(header)).collect();
        self.lost.extend(names);
    }

    /// Takes the function at a line out, so that the rest can be read. Its name and parameters stay if they can.
    fn leave_out(&mut self, line: usize) -> bool {
        let Some((start, end)) = self.function_at(line) else { return false };
        if !self.cut.insert(start) {
            return false;
        }
        let header = self.lines[start - 1].clone();
        for line in &mut self.lines[start - 1..end] {
            line.clear();
        }
        match header.split_once(')').filter(|(head, _)| is_header(head)) {
            Some((head, _)) => self.lines[start - 1] = format!("{head}) {{ }}"),
            None => {
                self.lost.insert(name_in(&header));
            }
        }
        true
    }

    /// The bracket that a function leaves open, when that is why the parser stumbles at the beginning of the next one
    /// or at the end.
    fn unclosed_before(&self, line: usize, error: &ParseErrorType) -> Option<Token> {
        let strayed = matches!(error, ParseErrorType::WrongFnDefinition | ParseErrorType::UnexpectedEOF)
            || self.function_at(line).is_none_or(|(start, _)| start == line)
            || line > self.lines.len();
        let (start, end) = self.function_before(line)?;
        let text = self.lines[start - 1..end].join("\n");
        let mut token = if strayed { unclosed(&text)? } else { return None };
        token.line += start - 1;
        Some(token)
    }
}

/// The name of the function that a first line begins.
fn name_in(header: &str) -> String {
    let name = header.split("fn ").nth(1).unwrap_or_default();
    name.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

fn is_header(head: &str) -> bool {
    let Some((name, params)) = head.trim_start_matches("private ").trim_start_matches("fn ").split_once('(')
    else {
        return false;
    };
    let is_name = |name: &str| rhai::is_valid_identifier(name.trim()) && !is_reserved(name.trim());
    is_name(name) && (params.trim().is_empty() || params.split(',').all(is_name))
}

/// Whether the language keeps a word for itself.
pub fn is_reserved(word: &str) -> bool {
    const RESERVED: [&str; 60] = [
        "case",
        "go",
        "goto",
        "new",
        "default",
        "match",
        "with",
        "is",
        "call",
        "curry",
        "exit",
        "module",
        "package",
        "public",
        "private",
        "protected",
        "static",
        "shared",
        "super",
        "spawn",
        "sync",
        "thread",
        "async",
        "await",
        "yield",
        "var",
        "void",
        "null",
        "nil",
        "use",
        "as",
        "fn",
        "let",
        "const",
        "if",
        "else",
        "switch",
        "while",
        "loop",
        "for",
        "in",
        "do",
        "until",
        "continue",
        "break",
        "return",
        "throw",
        "try",
        "catch",
        "import",
        "export",
        "this",
        "true",
        "false",
        "type_of",
        "print",
        "debug",
        "eval",
        "Fn",
        "global",
    ];
    RESERVED.contains(&word)
}

/// The bracket left open in a text whose brackets do not close; the first whose end does not stand below its beginning.
fn unclosed(text: &str) -> Option<Token> {
    let indents: Vec<usize> = text.lines().map(|line| line.len() - line.trim_start().len()).collect();
    let (mut open, mut suspect) = (Vec::new(), None);
    for token in lex::tokens(text) {
        match token.what {
            What::Mark("{" | "#{" | "(" | "[") => open.push(token),
            What::Mark("}" | ")" | "]") => {
                let start = open.pop()?;
                let begins_line = indents[token.line - 1] + 1 == token.column;
                if begins_line && indents[start.line - 1] != indents[token.line - 1] && suspect.is_none() {
                    suspect = Some(start);
                }
            }
            _ => {}
        }
    }
    let last = open.pop()?;
    Some(suspect.unwrap_or(last))
}

fn labels(source: &Source, tokens: &[Token]) -> BTreeMap<Position, Vec<(String, Position)>> {
    let position = |line: usize, column: usize| shifted(source, line, column);
    let found = lex::switches(tokens).into_iter().map(|switch| {
        let labels = switch.labels.into_iter().map(|(label, line, column)| (label, position(line, column)));
        (position(switch.line, switch.column), labels.collect())
    });
    found.collect()
}

/// A position in the file's own range of lines.
fn shifted(source: &Source, line: usize, column: usize) -> Position {
    let line = u16::try_from(source.first + line).unwrap_or(u16::MAX);
    Position::new(line.max(1), u16::try_from(column).unwrap_or(u16::MAX))
}

fn defs(ast: &AST, source: &Source, tokens: &[Token], cut: &BTreeSet<usize>) -> Vec<Def> {
    let mut spans = Vec::new();
    let mut defs: Vec<Def> = ast
        .iter_fn_def()
        .map(|def| {
            let (start, end) = (def.body.start_position(), def.body.end_position());
            spans.push((start, end));
            let closure = def.name.starts_with("anon$");
            let at = if closure { start } else { name_at(source, tokens, &def.name).unwrap_or(start) };
            Def {
                name: def.name.to_string(),
                params: def.params.iter().map(ToString::to_string).collect(),
                private: def.access == FnAccess::Private,
                closure,
                readable: at.line().is_none_or(|line| !cut.contains(&line.saturating_sub(source.first))),
                body: Vec::new(),
                at,
                relax: relax(def.comments.iter().flat_map(|text| text.lines())),
            }
        })
        .collect();
    // The statements of all functions come one after another; each belongs to the innermost function around it.
    ast.walk(&mut |path: &[ASTNode<'_>]| {
        if let [ASTNode::Stmt(stmt)] = path
            && let Some(at) = innermost(&spans, stmt.position())
        {
            defs[at].body.push((*stmt).clone());
        }
        true
    });
    defs
}

fn innermost(spans: &[(Position, Position)], at: Position) -> Option<usize> {
    let holds = |(start, end): &(Position, Position)| {
        if end.is_none() { *start == at } else { *start <= at && at <= *end }
    };
    let around = spans.iter().enumerate().filter(|(_, span)| holds(span));
    around.max_by_key(|(_, (start, _))| *start).map(|(at, _)| at)
}

fn name_at(source: &Source, tokens: &[Token], name: &str) -> Option<Position> {
    let is = |token: &Token, wanted: &str| matches!(&token.what, What::Word(word) if word == wanted);
    let found = tokens.windows(2).find(|pair| is(&pair[0], "fn") && is(&pair[1], name))?;
    Some(shifted(source, found[1].line, found[1].column))
}

fn relax<'a>(comments: impl Iterator<Item = &'a str>) -> Option<BTreeSet<String>> {
    let lines = comments.map(|line| line.trim().trim_start_matches('/').trim());
    let marks: Vec<&str> = lines.filter_map(|line| line.strip_prefix(RELAX)).collect();
    let names = marks.iter().flat_map(|mark| mark.split([' ', ',', ':'])).filter(|name| !name.is_empty());
    (!marks.is_empty()).then(|| names.map(ToOwned::to_owned).collect())
}
