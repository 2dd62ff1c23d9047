//! `suspend`, `resume`, `withdraw`.

use super::context::Context;
use super::failure::CmdError;
use super::rehearsal::{answer, object};
use super::report::Report;
use crate::domain::ids::CaseId;
use crate::flow::{self, FlowError, Run, find};
use clap::Args;
use serde_json::json;
use std::rc::Rc;

/// Arguments of `suspend`.
#[derive(Debug, Args)]
pub struct SuspendArgs {
    /// The case
    pub case: String,
    /// Why
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
}

/// Arguments of `resume`.
#[derive(Debug, Args)]
pub struct ResumeArgs {
    /// The case
    pub case: String,
}

/// Arguments of `withdraw`.
#[derive(Debug, Args)]
pub struct WithdrawArgs {
    /// The case
    pub case: String,
    /// Why
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
}

/// Lets a case rest.
pub fn suspend(args: &SuspendArgs, context: &mut Context) -> Result<Report, CmdError> {
    change(context, &args.case, "report-suspended", |run, id| flow::suspend::suspend(run, id, &args.reason))
}

/// Lets a case run again.
pub fn resume(args: &ResumeArgs, context: &mut Context) -> Result<Report, CmdError> {
    change(context, &args.case, "report-resumed", flow::suspend::resume)
}

/// Withdraws a case.
pub fn withdraw(args: &WithdrawArgs, context: &mut Context) -> Result<Report, CmdError> {
    change(context, &args.case, "report-withdrawn", |run, id| flow::close::withdraw(run, id, &args.reason))
}

fn change(
    context: &mut Context,
    typed: &str,
    sentence: &str,
    verb: impl FnOnce(&Rc<Run>, &CaseId) -> Result<(), FlowError>,
) -> Result<Report, CmdError> {
    let outcome = context.act(|run| {
        let id = find::case(run, typed)?;
        verb(run, &id)?;
        Ok((id.clone(), run.case(&id)?.status))
    })?;
    let (id, status) = &outcome.value;
    let sentence = context.tell(sentence, &[("case", id.as_str())]);
    Ok(answer(context, sentence, &outcome, object(&[("case", json!(id)), ("status", json!(status))])))
}
