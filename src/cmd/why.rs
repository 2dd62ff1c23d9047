//! `why`: why a case does not go on, and how its due dates follow.

use super::context::Context;
use super::failure::CmdError;
use super::report::Report;
use super::view::{blocker_json, date, name};
use crate::domain::calendar::Sum;
use crate::domain::task::{Task, TaskState};
use crate::flow::{Blocker, FlowError, Run, find, reckon};
use clap::Args;
use serde_json::{Value, json};
use std::rc::Rc;

/// Arguments of `why`.
#[derive(Debug, Args)]
pub struct WhyArgs {
    /// The case
    pub case: String,
}

struct Answer {
    id: String,
    status: &'static str,
    outcome: Option<String>,
    blockers: Vec<(Blocker, Option<String>)>,
    tasks: Vec<(Task, String, Option<Sum>)>,
    today: chrono::NaiveDate,
}

/// Says why.
pub fn run(args: &WhyArgs, context: &mut Context) -> Result<Report, CmdError> {
    let answer = context
        .read(|run| {
            let id = find::case(run, &args.case)?;
            gather(run, &id)
        })?
        .value;
    let json = json!({
        "case": answer.id,
        "status": answer.status,
        "blockers": answer.blockers.iter().map(|(b, _)| blocker_json(b)).collect::<Vec<_>>(),
        "tasks": answer.tasks.iter().map(|(task, _, sum)| task_json(task, sum.as_ref(), answer.today)).collect::<Vec<_>>(),
    });
    Ok(Report::text(text(context, &answer), json))
}

fn gather(run: &Rc<Run>, id: &crate::domain::ids::CaseId) -> Result<Answer, FlowError> {
    let case = run.case(id)?;
    let mut blockers = Vec::new();
    for blocker in run.hooks().blockers(run, id)? {
        let owner = blocker.owner.as_ref().map(|owner| name(run, owner)).transpose()?;
        blockers.push((blocker, owner));
    }
    let mut tasks = Vec::new();
    for task in run.tasks(id)?.iter().filter(|t| t.state.is_live()) {
        let sum = match &task.clock {
            Some(clock) if clock.extensions.is_empty() => {
                Some(run.calendar()?.add(clock.anchor, clock.term)?)
            }
            _ => None,
        };
        tasks.push((task.clone(), name(run, &task.owner)?, sum));
    }
    Ok(Answer {
        id: id.to_string(),
        status: case.status.name(),
        outcome: case.outcome.clone(),
        blockers,
        tasks,
        today: run.today(),
    })
}

fn task_json(task: &Task, sum: Option<&Sum>, today: chrono::NaiveDate) -> Value {
    json!({
        "key": task.key,
        "state": task.state,
        "owner": task.owner,
        "after": task.after,
        "awaits": task.awaits,
        "due": task.due(),
        "due_origin": task.clock.as_ref().map(reckon::origin),
        "days_late": task.days_late(today),
        "arithmetic": sum.map(|s| json!(s.steps)),
        "rungs": task.clock.as_ref().map(|c| json!(c.rungs)),
    })
}

fn text(context: &Context, answer: &Answer) -> String {
    let mut lines = vec![format!("{} · {}", answer.id, context.state(answer.status))];
    if let Some(outcome) = &answer.outcome {
        lines.push(format!("{}: {outcome}", context.say("label-outcome")));
    }
    for (blocker, owner) in &answer.blockers {
        let owner = owner.as_ref().map(|o| format!(" — {o}")).unwrap_or_default();
        lines.push(format!("✋ {} [{}]{owner}", blocker.text, blocker.basis));
    }
    for (task, owner, sum) in &answer.tasks {
        let state = context.state(task.state.name());
        lines.push(format!("• {}  {} — {owner} · {state}", task.key, task.title));
        if task.state == TaskState::Waiting {
            let waits: Vec<String> =
                task.after.iter().map(ToString::to_string).chain(task.awaits.iter().cloned()).collect();
            lines.push(format!("    {}: {}", context.say("label-awaits"), waits.join(", ")));
        }
        if let Some(clock) = &task.clock {
            lines.push(format!(
                "    {} {} = {}",
                context.say("label-due"),
                date(Some(clock.due)),
                reckon::origin(clock)
            ));
            if let Some(sum) = sum {
                lines.extend(arithmetic(context, sum).into_iter().map(|l| format!("      {l}")));
            }
            for rung in &clock.rungs {
                let fired = rung.fired_on.map_or_else(
                    || context.say("label-planned"),
                    |on| context.tell("report-fired-on", &[("date", &date(Some(on)))]),
                );
                lines.push(format!(
                    "      ⏰ {} {} → {} · {fired}",
                    date(Some(rung.day)),
                    rung.name,
                    rung.to
                ));
            }
        }
    }
    if answer.blockers.is_empty() && answer.tasks.is_empty() {
        lines.push(context.say("report-nothing-holds"));
    }
    lines.join("\n")
}

/// A due date as arithmetic: what was skipped and what was counted.
pub(super) fn arithmetic(context: &Context, sum: &Sum) -> Vec<String> {
    let mut lines = Vec::new();
    for step in &sum.steps {
        let value = serde_json::to_value(step).unwrap_or_default();
        let key = value.get("step").and_then(Value::as_str).unwrap_or("anchor").to_owned();
        let args: Vec<(&str, Value)> =
            value.as_object().into_iter().flatten().map(|(k, v)| (k.as_str(), v.clone())).collect();
        lines.push(context.messages.text(&format!("calendar-step-{key}"), &args));
    }
    lines
}
