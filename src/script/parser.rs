//! What the parser says, as this program tells it.

use crate::domain::script_fault::ScriptFaultKind;
use crate::domain::syntax::SyntaxFault;
use rhai::{LexError, ParseErrorType, is_valid_identifier};

/// The fault that an error of the parser is.
pub fn fault(error: &ParseErrorType) -> ScriptFaultKind {
    let limit = |bound: &str| ScriptFaultKind::Limit { bound: bound.to_owned() };
    match error {
        ParseErrorType::VariableUndefined(name) => {
            ScriptFaultKind::UnknownVariable { name: name.clone(), near: Vec::new() }
        }
        ParseErrorType::Reserved(word) if is_valid_identifier(word) => {
            ScriptFaultKind::ReservedWord { word: word.clone() }
        }
        ParseErrorType::ExprTooDeep => limit("expression"),
        ParseErrorType::TooManyFunctions => limit("functions"),
        ParseErrorType::LiteralTooLarge(..) => limit("size"),
        other => ScriptFaultKind::Syntax { error: syntax(other) },
    }
}

fn syntax(error: &ParseErrorType) -> SyntaxFault {
    use ParseErrorType as P;
    use SyntaxFault as S;
    match error {
        P::UnexpectedEOF => S::Ends,
        P::BadInput(error) => word(error),
        P::UnknownOperator(text) | P::Reserved(text) => S::Stray { text: text.clone() },
        P::MissingToken(token, purpose) => missing(token, purpose),
        P::MalformedIndexExpr(_) => S::Index,
        P::DuplicatedProperty(name) => S::KeyTwice { name: name.clone() },
        P::DuplicatedVariable(name) | P::VariableExists(name) | P::FnDuplicatedParam(_, name) => {
            S::NameTwice { name: name.clone() }
        }
        P::WrongSwitchIntegerCase => S::NumberAfterRange,
        P::WrongSwitchDefaultCase => S::DefaultNotLast,
        P::WrongSwitchCaseCondition => S::DefaultIf,
        P::PropertyExpected => S::NoProperty,
        P::VariableExpected => S::NoName,
        P::MismatchedType(wanted, is) => S::WrongKind { is: kind(is), wanted: kind(wanted) },
        P::ExprExpected(what) if what.ends_with("literal") => S::NoLabel,
        P::ExprExpected(_) => S::NoExpression,
        P::WrongDocComment => S::StrayComment,
        P::WrongFnDefinition => S::FunctionInside,
        P::FnDuplicatedDefinition(name, count) => S::FunctionTwice { name: name.clone(), count: *count },
        P::FnMissingName => S::FunctionNameless,
        P::FnMissingParams(name) => S::NoParameters { name: name.clone() },
        P::FnMissingBody(name) => S::NoBody { name: name.clone() },
        P::AssignmentToConstant(name) => S::Constant { name: name.clone() },
        P::AssignmentToInvalidLHS(_) => S::NotAssignable,
        P::ModuleUndefined(name) => S::UnknownModule { name: name.clone() },
        P::LoopBreak => S::NoLoop,
        other => S::Other { message: other.to_string() },
    }
}

/// A kind of value as the messages of this program name it.
fn kind(of: &str) -> String {
    let ours = match of {
        "a boolean expression" | "a boolean" => "true or false",
        "an iterable value" => "an array",
        "a number" => "a whole number",
        "a string" => "text",
        "an object map" => "a map",
        other => other,
    };
    ours.to_owned()
}

/// What a missing mark would be for.
fn missing(token: &str, purpose: &str) -> SyntaxFault {
    let token = token.to_owned();
    match token.as_str() {
        ";" => SyntaxFault::NoEnd,
        "," => SyntaxFault::NoComma,
        ":" => SyntaxFault::NoValue,
        "=>" => SyntaxFault::NoArrow,
        ")" | "]" | "}" | "|" => SyntaxFault::NotClosed { token },
        "{" if purpose.starts_with("to start") => SyntaxFault::NoBlock { token },
        _ => SyntaxFault::Missing { token },
    }
}

fn word(error: &LexError) -> SyntaxFault {
    match error {
        LexError::UnexpectedInput(text) => SyntaxFault::Stray { text: text.clone() },
        LexError::UnterminatedString => SyntaxFault::OpenText,
        LexError::MalformedEscapeSequence(text) => SyntaxFault::Escape { text: text.clone() },
        LexError::MalformedNumber(text) => SyntaxFault::Number { text: text.clone() },
        LexError::MalformedChar(text) => SyntaxFault::Character { text: text.clone() },
        LexError::MalformedIdentifier(text) => SyntaxFault::Name { text: text.clone() },
        LexError::ImproperSymbol(name, _) if is_valid_identifier(name) => {
            SyntaxFault::Unusable { name: name.clone() }
        }
        LexError::ImproperSymbol(text, _) => {
            SyntaxFault::Foreign { text: text.clone(), instead: instead(text).map(ToOwned::to_owned) }
        }
        other => SyntaxFault::Other { message: other.to_string() },
    }
}

/// How a mark of another language is written here.
fn instead(mark: &str) -> Option<&'static str> {
    Some(match mark {
        "===" | "=" => "==",
        "!==" => "!=",
        ":=" => "=",
        "<-" => "<=",
        "(*" | "*)" => "/* … */",
        "#" | "# {" => "#{",
        _ => return None,
    })
}
