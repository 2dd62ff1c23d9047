//! `tasks`: what somebody owes.

use super::context::Context;
use super::failure::CmdError;
use super::report::{Report, Table};
use super::view::{date, name, task_json};
use crate::domain::actor::ActorKind;
use crate::domain::ids::ActorId;
use crate::flow::{FlowError, Run, find};
use crate::script::{Filter, ScriptHost};
use crate::store::{TaskRef, TasksBy};
use chrono::NaiveDate;
use clap::Args;
use serde_json::Value;
use std::rc::Rc;

/// Arguments of `tasks`.
#[derive(Debug, Args)]
pub struct TasksArgs {
    /// A Rhai expression over one task and its case: 't.key == "answer" && c.subject == "535"'
    pub filter: Option<String>,
    /// Only tasks past their due date
    #[arg(long)]
    pub overdue: bool,
    /// Only tasks owed by this actor: code or name
    #[arg(long, value_name = "ACTOR")]
    pub owner: Option<String>,
}

/// Lists the tasks that fit; without a filter, those that are owed.
pub fn run(args: &TasksArgs, context: &mut Context) -> Result<Report, CmdError> {
    let host = context.app.host();
    let filter = args.filter.as_deref().map(|text| host.filter(text)).transpose()?;
    let found = context
        .read(|run| {
            let mut rows = Vec::new();
            for at in candidates(run, args)? {
                if let Some(row) = row(run, &host, args, filter.as_ref(), &at)? {
                    rows.push(row);
                }
            }
            Ok(rows)
        })?
        .value;
    let headings =
        ["label-case", "label-task", "label-title", "label-owner", "label-state", "label-due", "label-late"];
    let rows = found.iter().map(|(_, cells)| {
        let mut cells = cells.clone();
        cells[4] = context.state(&cells[4]);
        if let Ok(days) = cells[6].parse::<i64>() {
            cells[6] = if days > 0 {
                context.tell("report-days-late", &[("days", &days.to_string())])
            } else {
                String::new()
            };
        }
        cells
    });
    let table = Table {
        headings: headings.iter().map(|key| context.say(key)).collect(),
        rows: rows.collect(),
        empty: context.say("report-no-tasks"),
    };
    let json = found.iter().map(|(json, _)| json.clone()).collect();
    Ok(Report::table(table, Value::Array(json)))
}

/// The tasks to look at, by the narrowest index.
fn candidates(run: &Run, args: &TasksArgs) -> Result<Vec<TaskRef>, FlowError> {
    if args.overdue {
        let yesterday = run.today().pred_opt().unwrap_or(run.today());
        return run.tx().task_refs(&TasksBy::Due(NaiveDate::MIN, yesterday));
    }
    match &args.owner {
        Some(typed) => Ok(run.tx().task_refs(&TasksBy::Owner(owner(run, typed)?))?),
        None => Ok(run.tx().task_refs(&TasksBy::All)?),
    }
}

/// The owner meant. A name that a commune shares with its district means the district, which owes far more.
fn owner(run: &Run, typed: &str) -> Result<ActorId, FlowError> {
    let usual = [ActorKind::Body, ActorKind::Board, ActorKind::Agency, ActorKind::District, ActorKind::Cadre];
    find::actor(run, &usual, typed).or_else(|_| find::actor(run, &[], typed))
}

type Row = (Value, Vec<String>);

fn row(
    run: &Rc<Run>,
    host: &ScriptHost,
    args: &TasksArgs,
    filter: Option<&Filter>,
    at: &TaskRef,
) -> Result<Option<Row>, FlowError> {
    let case = run.case(&at.case)?;
    let tasks = run.tasks(&at.case)?;
    let Some(task) = tasks.iter().find(|t| t.key == at.key && t.turn == at.turn) else { return Ok(None) };
    let fits = match filter {
        Some(filter) => host.fits_task(run, filter, at)?,
        None => task.state.is_live(),
    };
    let owned = match &args.owner {
        Some(typed) if args.overdue => task.owner == owner(run, typed)?,
        _ => true,
    };
    if !(fits && owned) {
        return Ok(None);
    }
    let today = run.today();
    let cells = vec![
        case.id.to_string(),
        task.key.to_string(),
        task.title.clone(),
        name(run, &task.owner)?,
        task.state.name().to_owned(),
        date(task.due()),
        if task.is_overdue(today) { task.days_late(today).to_string() } else { "0".to_owned() },
    ];
    Ok(Some((task_json(&case, task, today), cells)))
}
