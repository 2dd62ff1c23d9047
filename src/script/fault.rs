//! Errors across the border between Rhai and the host, both ways.

use super::parser;
use super::source::SourceMap;
use crate::domain::script_fault::{Place, ScriptFault, ScriptFaultKind};
use crate::flow::{FlowError, Refusal};
use rhai::{Dynamic, EvalAltResult, LexError, NativeCallContext, ParseError, ParseErrorType, Position};
use std::cell::RefCell;
use std::rc::Rc;

/// An error of the host on its way through a script. Rhai clones it; whoever gets it at the border takes it out.
#[derive(Debug, Clone)]
struct HostError {
    error: Rc<RefCell<Option<FlowError>>>,
    position: Position,
}

/// Wraps an error of the host so that its type and its place survive. A script can catch it, but not that a bound was
/// passed: else one that catches its own end would run on.
pub fn host_error(error: FlowError, position: Position) -> Box<EvalAltResult> {
    let limit = matches!(&error, FlowError::Script(fault) if is_limit(&fault.kind));
    let wrapped = Dynamic::from(HostError { error: Rc::new(RefCell::new(Some(error))), position });
    Box::new(match limit {
        true => EvalAltResult::ErrorTerminated(wrapped, position),
        false => EvalAltResult::ErrorRuntime(wrapped, position),
    })
}

/// Whether a script went beyond what it may use.
fn is_limit(kind: &ScriptFaultKind) -> bool {
    matches!(kind, ScriptFaultKind::Limit { .. })
}

/// A fault of the script itself, found by a host function.
pub fn fault<T>(ctx: &NativeCallContext<'_>, kind: ScriptFaultKind) -> Result<T, Box<EvalAltResult>> {
    Err(host_error(ScriptFault::new(kind).into(), ctx.call_position()))
}

/// What the host refused at the bottom of an error; none when something else went wrong.
pub fn refusal(error: &EvalAltResult) -> Option<Refusal> {
    let EvalAltResult::ErrorRuntime(value, _) = innermost(error).0 else { return None };
    let host = value.read_lock::<HostError>()?;
    match &*host.error.borrow() {
        Some(FlowError::Refused(refusal) | FlowError::RefusedAt(refusal, _)) => Some((**refusal).clone()),
        _ => None,
    }
}

/// Turns a result of the verbs into one of a host function.
pub trait InScript<T> {
    /// The value, or the error at the place of the call.
    fn in_script(self, ctx: &NativeCallContext<'_>) -> Result<T, Box<EvalAltResult>>;
}

impl<T, E: Into<FlowError>> InScript<T> for Result<T, E> {
    fn in_script(self, ctx: &NativeCallContext<'_>) -> Result<T, Box<EvalAltResult>> {
        self.map_err(|error| host_error(error.into(), ctx.call_position()))
    }
}

/// Who asked for a script to run, which decides what a refusal in it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caller {
    /// A hook of a procedure: a refusal that is not the script's own words is a fault of the script.
    Hook,
    /// A person at a door: a refusal is a refusal.
    Door,
    /// A test: a refusal is one, and it matters where.
    Test,
}

/// The error at the bottom, and the calls that led there.
fn innermost(error: &EvalAltResult) -> (&EvalAltResult, Vec<String>) {
    let mut calls = Vec::new();
    let mut inner = error;
    loop {
        match inner {
            EvalAltResult::ErrorInFunctionCall(name, _, cause, _) => {
                calls.push(name.clone());
                inner = cause;
            }
            EvalAltResult::ErrorInModule(_, cause, _) => inner = cause,
            _ => return (inner, calls),
        }
    }
}

/// Where a script was when something went wrong, in it or in what it called.
pub fn place_of(error: &EvalAltResult, sources: &SourceMap) -> Option<Place> {
    sources.place(innermost(error).0.position())
}

/// Turns what Rhai reports into an error of this program, with its place and the calls that led there.
pub fn from_rhai(error: &EvalAltResult, sources: &SourceMap, caller: Caller) -> FlowError {
    let (inner, calls) = innermost(error);
    let mut place = sources.place(inner.position());
    if let EvalAltResult::ErrorRuntime(value, _) | EvalAltResult::ErrorTerminated(value, _) = inner
        && let Some(host) = value.read_lock::<HostError>()
        && let Some(error) = host.error.borrow_mut().take()
    {
        // Rhai forgets where a script was stopped by a bound.
        place = sources.place(host.position).or(place);
        return match error {
            FlowError::Refused(refusal) => match (place, caller) {
                (Some(place), Caller::Test) => FlowError::RefusedAt(refusal, place),
                _ if matches!(*refusal, Refusal::ByScript { .. }) => FlowError::Refused(refusal),
                (Some(place), Caller::Door) => FlowError::RefusedAt(refusal, place),
                (None, Caller::Door | Caller::Test) => FlowError::Refused(refusal),
                (place, Caller::Hook) => {
                    let refusal = serde_json::to_value(&*refusal).unwrap_or_default();
                    let kind = ScriptFaultKind::Refused { refusal };
                    ScriptFault { kind, place, calls }.into()
                }
            },
            FlowError::Script(fault) if fault.place.is_none() => {
                ScriptFault { kind: fault.kind, place, calls }.into()
            }
            other => other,
        };
    }
    ScriptFault { kind: kind_of(inner), place, calls }.into()
}

/// Turns an error of Rhai's parser into a fault.
pub fn from_parser(error: &ParseError, sources: &SourceMap) -> ScriptFault {
    ScriptFault::new(parser::fault(error.err_type())).at(sources.place(error.position()))
}

/// Whether a text is only unfinished: a bracket or a string is still open at its end.
pub fn is_unfinished(error: &ParseError, text: &str) -> bool {
    let at_end = || {
        let Some(line) = error.position().line() else { return true };
        let column = error.position().position().unwrap_or(0);
        let rest = text.split('\n').skip(line - 1).enumerate();
        rest.flat_map(|(n, l)| l.chars().skip(if n == 0 { column.saturating_sub(1) } else { 0 }))
            .all(char::is_whitespace)
    };
    match error.err_type() {
        ParseErrorType::UnexpectedEOF | ParseErrorType::BadInput(LexError::UnterminatedString) => true,
        ParseErrorType::MissingToken(..) | ParseErrorType::ExprExpected(_) => at_end(),
        _ => false,
    }
}

fn limit(bound: &str) -> ScriptFaultKind {
    ScriptFaultKind::Limit { bound: bound.to_owned() }
}

fn kind_of(error: &EvalAltResult) -> ScriptFaultKind {
    use EvalAltResult as E;
    let value = |wanted: &str, given: &str| ScriptFaultKind::WrongValue {
        wanted: wanted.to_owned(),
        given: given.to_owned(),
    };
    match error {
        E::ErrorParsing(error, _) => parser::fault(error),
        E::ErrorFunctionNotFound(call, _) => {
            ScriptFaultKind::UnknownFunction { call: readable(call), near: Vec::new() }
        }
        E::ErrorVariableNotFound(name, _) => {
            ScriptFaultKind::UnknownVariable { name: name.clone(), near: Vec::new() }
        }
        E::ErrorPropertyNotFound(name, _) => {
            ScriptFaultKind::UnknownProperty { name: name.clone(), of: "map".to_owned(), near: Vec::new() }
        }
        E::ErrorDotExpr(text, _) | E::ErrorIndexingType(text, _) => unknown_property(text),
        E::ErrorMismatchDataType(wanted, given, _) | E::ErrorMismatchOutputType(wanted, given, _) => {
            value(&readable(wanted), &readable(given))
        }
        E::ErrorTooManyOperations(_) => limit("operations"),
        E::ErrorStackOverflow(_) => limit("depth"),
        E::ErrorDataTooLarge(..) => limit("size"),
        E::ErrorTooManyVariables(_) => limit("variables"),
        E::ErrorTooManyModules(_) => limit("import"),
        E::ErrorTerminated(bound, _) => limit(&bound.to_string()),
        E::ErrorRuntime(thrown, _) => ScriptFaultKind::Thrown { message: thrown.to_string() },
        other => ScriptFaultKind::Thrown { message: readable(&other.to_string()) },
    }
}

/// Rhai says "Unknown property 'x' - a getter is not registered for type 'y'".
fn unknown_property(text: &str) -> ScriptFaultKind {
    let mut quoted = text.split('\'').skip(1).step_by(2);
    let name = quoted.next().map_or_else(|| readable(text), readable);
    let of = quoted.next().map(readable).unwrap_or_default();
    ScriptFaultKind::UnknownProperty { name, of, near: Vec::new() }
}

/// Rust's names of types as the scripter knows them.
fn readable(text: &str) -> String {
    let mut text = text.to_owned();
    for (rust, ours) in [
        ("quytrinh::script::handle::", ""),
        ("alloc::string::String", "string"),
        ("&str | ImmutableString | String", "string"),
        ("ImmutableString", "string"),
    ] {
        text = text.replace(rust, ours);
    }
    text
}
