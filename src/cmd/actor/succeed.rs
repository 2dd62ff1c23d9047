//! `actor succeed`.

use crate::cmd::context::{Context, parse_day};
use crate::cmd::failure::CmdError;
use crate::cmd::rehearsal::{answer, object};
use crate::cmd::report::Report;
use crate::domain::actor::Succession;
use crate::domain::ids::TaskKey;
use crate::flow::succession::succeed;
use crate::flow::{FlowError, Run, find};
use chrono::NaiveDate;
use clap::Args;
use serde_json::json;
use std::collections::BTreeMap;

/// Arguments of `actor succeed`.
#[derive(Debug, Args)]
pub struct SucceedArgs {
    /// The actor that is no more: code or name
    pub actor: String,
    /// Who does what it had to do
    #[arg(required_unless_present = "none")]
    pub successor: Option<String>,
    /// For tasks of this key it is somebody else; may be given again
    #[arg(long, value_name = "TASK=ACTOR", value_parser = other)]
    pub task: Vec<(TaskKey, String)>,
    /// Since this day (today if left out): 3/10/2022
    #[arg(long, value_name = "DATE")]
    pub on: Option<String>,
    /// On what it rests; with --none, why it is taken back
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub basis: String,
    /// Take back what was said by mistake: the actor does again what it had to do
    #[arg(long, conflicts_with_all = ["successor", "task", "on"])]
    pub none: bool,
}

fn other(typed: &str) -> Result<(TaskKey, String), String> {
    let Some((task, actor)) = typed.split_once('=') else { return Err("TASK=ACTOR".to_owned()) };
    Ok((task.trim().parse().map_err(|error| format!("{error}"))?, actor.trim().to_owned()))
}

/// Names who follows an actor.
pub fn run(args: &SucceedArgs, context: &mut Context) -> Result<Report, CmdError> {
    let on = args.on.as_deref().map(parse_day).transpose()?;
    let outcome = context.write(|run| {
        let id = find::actor(run, &[], &args.actor)?;
        let succession = succession(run, args, on)?;
        let passed = succeed(run, &id, succession.clone(), &args.basis)?;
        Ok((id, succession, passed))
    })?;
    let (id, succession, passed) = &outcome.value;
    let count = passed.to_string();
    let sentence = match succession {
        Some(succession) => context.tell(
            "report-actor-succeeded",
            &[("actor", id.as_str()), ("by", succession.by.as_str()), ("count", &count)],
        ),
        None => context.tell("report-actor-unsucceeded", &[("actor", id.as_str()), ("count", &count)]),
    };
    let json = object(&[("actor", json!(id)), ("succession", json!(succession)), ("passed", json!(passed))]);
    Ok(answer(context, sentence, &outcome, json))
}

fn succession(run: &Run, args: &SucceedArgs, on: Option<NaiveDate>) -> Result<Option<Succession>, FlowError> {
    let Some(typed) = &args.successor else { return Ok(None) };
    let by = find::actor(run, &[], typed)?;
    let mut tasks = BTreeMap::new();
    for (task, typed) in &args.task {
        tasks.insert(task.clone(), find::actor(run, &[], typed)?);
    }
    Ok(Some(Succession { by, tasks, on: on.unwrap_or_else(|| run.today()), basis: args.basis.clone() }))
}
