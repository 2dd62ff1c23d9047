//! `scripts reference`.

use crate::cmd::context::Context;
use crate::cmd::report::Report;
use crate::script::reference;
use clap::Args;

/// Arguments of `scripts reference`.
#[derive(Debug, Args)]
pub struct ReferenceArgs {
    /// As a definition file (.d.rhai) for editors with a Rhai language server
    #[arg(long)]
    pub definitions: bool,
}

/// What scripts can call and define, in the language of the person.
pub(super) fn run(args: &ReferenceArgs, context: &Context) -> Report {
    let messages = &context.messages;
    let text =
        if args.definitions { reference::definitions(messages) } else { reference::markdown(messages) };
    let functions = reference::functions();
    let json = functions.iter().map(|function| reference::json(function, messages.lang())).collect();
    Report::text(text.trim_end(), json)
}
