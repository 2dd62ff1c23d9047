//! `actor`: list, show, set, succeed, import.

mod import;
mod list;
mod set;
mod succeed;

use super::context::Context;
use super::failure::CmdError;
use super::report::Report;
use clap::Subcommand;

/// The commands on actors.
#[derive(Debug, Subcommand)]
pub enum ActorCommand {
    /// List actors
    List(list::ListArgs),
    /// Show an actor: by code, or by name with or without marks
    Show(list::ShowArgs),
    /// Add an actor, or change what is known of one
    Set(set::SetArgs),
    /// Say who follows an actor that is no more: what it owes passes on
    Succeed(succeed::SucceedArgs),
    /// Read cadres from a CSV file
    Import(import::ImportArgs),
}

/// Carries out one of them.
pub fn run(command: &ActorCommand, context: &mut Context) -> Result<Report, CmdError> {
    match command {
        ActorCommand::List(args) => list::run(args, context),
        ActorCommand::Show(args) => list::show(args, context),
        ActorCommand::Set(args) => set::run(args, context),
        ActorCommand::Succeed(args) => succeed::run(args, context),
        ActorCommand::Import(args) => import::run(args, context),
    }
}

/// The import of a file, as another command gives it.
pub(super) fn import_command(file: std::path::PathBuf) -> ActorCommand {
    ActorCommand::Import(import::ImportArgs { file, skip_bad: false })
}
