//! `migrate`: moving open cases to another edition, by a plan that people read and sign.

mod carry;
mod file;
mod plan;

use super::context::Context;
use super::failure::CmdError;
use super::rehearsal::{answer, object};
use super::report::Report;
use crate::flow::revert::revert;
use crate::flow::{FlowError, Refusal, find};
use clap::{Args, Subcommand};
use serde_json::json;
use std::path::PathBuf;

/// The commands on moving cases.
#[derive(Debug, Subcommand)]
pub enum MigrateCommand {
    /// Write a plan that says for each open case whether and when it goes over, and why
    Plan(PlanArgs),
    /// Carry out a plan, a case at a time; given again it goes on where it was cut off
    Run(CarryArgs),
    /// Take back the last move of a case, until something else is done in it
    Revert(RevertArgs),
}

/// Arguments of `migrate plan`.
#[derive(Debug, Args)]
pub struct PlanArgs {
    /// The package (the only one if left out)
    pub package: Option<String>,
    /// The edition to go over to: the beginning of its hash (the active one if left out)
    #[arg(long, value_name = "EDITION")]
    pub to: Option<String>,
    /// Where to write the plan
    #[arg(long, value_name = "FILE", default_value = "migration.toml")]
    pub out: PathBuf,
    /// Why the cases are moved; kept with each move
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub reason: String,
}

/// Arguments of `migrate run`.
#[derive(Debug, Args)]
pub struct CarryArgs {
    /// The plan
    pub file: PathBuf,
}

/// Arguments of `migrate revert`.
#[derive(Debug, Args)]
pub struct RevertArgs {
    /// The case
    pub case: String,
    /// Why
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
}

/// Carries out one of them.
pub fn run(command: &MigrateCommand, context: &mut Context) -> Result<Report, CmdError> {
    match command {
        MigrateCommand::Plan(args) => plan::run(args, context),
        MigrateCommand::Run(args) => carry::run(args, context),
        MigrateCommand::Revert(args) => take_back(args, context),
    }
}

fn take_back(args: &RevertArgs, context: &mut Context) -> Result<Report, CmdError> {
    if args.reason.trim().is_empty() {
        return Err(FlowError::from(Refusal::MissingReason { act: "migrate".to_owned() }).into());
    }
    let outcome = context.write(|run| {
        let id = find::case(run, &args.case)?;
        let edition = revert(run, &id, &args.reason)?;
        Ok((id, edition))
    })?;
    let (case, edition) = &outcome.value;
    let sentence = context.tell("migrate-reverted", &[("case", case.as_str()), ("edition", edition.short())]);
    let json = object(&[("case", json!(case)), ("edition", json!(edition))]);
    Ok(answer(context, sentence, &outcome, json))
}
