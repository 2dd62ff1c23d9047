//! `scripts`: check, test, publish, list, reference.

mod check;
mod diff;
mod doors;
mod gate;
mod list;
mod publish;
mod reference;
mod show;
mod test;
mod trace;
mod variations;

use super::context::Context;
use super::failure::CmdError;
use super::report::Report;
use crate::domain::ids::PackageName;
use crate::domain::script_fault::ScriptFault;
use crate::script::Files;
use crate::script::check::Actors;
use crate::script::folder::Folder;
use check::CheckArgs;
use clap::Subcommand;
use diff::DiffArgs;
use publish::PublishArgs;
use reference::ReferenceArgs;
use show::ShowArgs;
use std::path::Path;
use trace::TraceArgs;
use variations::VariationsArgs;

/// The commands on scripts.
#[derive(Debug, Subcommand)]
pub enum ScriptsCommand {
    /// Report every mistake in the packages, bulk scripts and jobs below scripts/
    Check(CheckArgs),
    /// Run the tests of the packages; --coverage and --mutate tell what they do not notice
    Test(test::TestArgs),
    /// Check the packages and make them the editions that new cases get
    Publish(PublishArgs),
    /// List the editions in the store
    List,
    /// Show an edition: what it rests on, who published it, what was accepted, the cases on it
    Show(ShowArgs),
    /// Say how the scripts in the folder, or an edition, differ from another, in the words of the office
    Diff(DiffArgs),
    /// Say how each district differs from the base
    Variations(VariationsArgs),
    /// Show which function of which script did what in the last act of a case
    Trace(TraceArgs),
    /// Print the reference of the functions that scripts have, in the language of --lang
    Reference(ReferenceArgs),
}

impl ScriptsCommand {
    /// What a policy calls it, where it concerns the whole office.
    pub(super) fn office_act(&self) -> Option<&'static str> {
        matches!(self, Self::Publish(_)).then_some("publish")
    }
}

/// Carries out one of them.
pub fn run(command: &ScriptsCommand, context: &mut Context) -> Result<Report, CmdError> {
    match command {
        ScriptsCommand::Check(args) => check::run(args, context),
        ScriptsCommand::Test(args) => test::run(args, context),
        ScriptsCommand::Publish(args) => publish::run(args, context),
        ScriptsCommand::List => list::run(context),
        ScriptsCommand::Show(args) => show::run(args, context),
        ScriptsCommand::Diff(args) => diff::run(args, context),
        ScriptsCommand::Variations(args) => variations::run(args, context),
        ScriptsCommand::Trace(args) => trace::run(args, context),
        ScriptsCommand::Reference(args) => Ok(reference::run(args, context)),
    }
}

fn packages(context: &Context, typed: Option<&str>) -> Result<Vec<PackageName>, CmdError> {
    let all = context.app.home().packages();
    match typed {
        None if all.is_empty() => {
            let scripts = context.app.home().scripts().display().to_string();
            Err(CmdError::usage(context.tell("usage-no-packages", &[("folder", &scripts)])))
        }
        None => Ok(all),
        Some(name) => match all.into_iter().find(|package| package.as_str() == name) {
            Some(package) => Ok(vec![package]),
            None => Err(CmdError::usage(context.tell("usage-unknown-package", &[("name", name)]))),
        },
    }
}

/// Everything wrong with the files of a package.
fn faults(context: &mut Context, package: &PackageName, files: &Files) -> Vec<ScriptFault> {
    // Without a store there is nobody to check owners against; what is wrong with it, its own commands tell.
    let actors = context.read(|run| Actors::read(run)).ok().map(|outcome| outcome.value);
    context.app.host().check(package, files, actors.as_ref())
}

/// The folder of a package, with a draft laid over it: a folder as given, or one below `scripts/`.
fn folder(context: &Context, package: &PackageName, draft: Option<&Path>) -> Folder {
    let scripts = context.app.home().scripts();
    let draft = draft.map(|given| if given.is_dir() { given.to_owned() } else { scripts.join(given) });
    Folder::new(scripts.join(package.as_str()), draft)
}
