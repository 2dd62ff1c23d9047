//! What is wrong with a command, in the language of the person; clap speaks English only.

use super::commands::Commands;
use super::help;
use crate::cmd::{CmdError, Context};
use crate::ui::failure::Failure;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use serde_json::json;

/// The failure for what clap could not read, with how the command is typed.
pub fn told(error: &clap::Error, commands: &Commands, words: &[String], context: &Context) -> CmdError {
    let Some((names, shape)) = commands.named(words) else { return CmdError::usage(first_line(error)) };
    let usage = help::usage(&names, shape);
    let arg = text(error, ContextKind::InvalidArg);
    let value = text(error, ContextKind::InvalidValue);
    let key = match error.kind() {
        ErrorKind::MissingRequiredArgument => "repl-missing",
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand => {
            "repl-missing-below"
        }
        ErrorKind::InvalidSubcommand => "repl-unknown-below",
        ErrorKind::UnknownArgument => "repl-unknown-argument",
        ErrorKind::InvalidValue if value.is_empty() => "repl-missing-value",
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => "repl-bad-value",
        ErrorKind::ArgumentConflict => "repl-conflict",
        _ => return CmdError::usage(first_line(error)),
    };
    let below: Vec<&str> = shape.below.iter().map(|shape| shape.name.as_str()).collect();
    let facts = json!({
        "arg": arg,
        "value": value,
        "typed": text(error, ContextKind::InvalidSubcommand),
        "other": text(error, ContextKind::PriorArg),
        "near": first_of(&[
            text(error, ContextKind::SuggestedArg),
            text(error, ContextKind::SuggestedSubcommand),
            text(error, ContextKind::ValidValue),
        ]),
        "below": below.join(", "),
        "command": names.join(" "),
    });
    let line = context.tell("repl-usage", &[("usage", &usage)]);
    CmdError::Told(Box::new(Failure::told(2, key, &facts, vec![line])))
}

fn first_line(error: &clap::Error) -> String {
    let text = error.render().to_string();
    text.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned()
}

fn first_of(texts: &[String]) -> &str {
    texts.iter().find(|text| !text.is_empty()).map(String::as_str).unwrap_or_default()
}

/// What clap says of a kind, in one line; empty when it says nothing.
fn text(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        Some(ContextValue::StyledStr(text)) => text.to_string(),
        Some(ContextValue::StyledStrs(texts)) => {
            texts.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
        }
        Some(ContextValue::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}
