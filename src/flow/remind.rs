//! Firing the reminders whose day has come. Claiming a rung, recording it and queueing its message are one event.

use super::refusal::FlowError;
use super::run::Run;
use super::settle::act;
use crate::domain::actor::Actor;
use crate::domain::case::{Case, CaseStatus};
use crate::domain::day;
use crate::domain::event::Event;
use crate::domain::ids::ActorId;
use crate::domain::message::{About, Form, Message, MessageState};
use crate::domain::task::{Rung, Task};
use crate::notify::letter::{self, Letter};
use crate::store::TaskRef;
use serde::Serialize;
use serde_json::json;
use std::rc::Rc;

/// A reminder that fired.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fired {
    /// The case.
    pub case: String,
    /// The task.
    pub task: String,
    /// The rung.
    pub rung: String,
    /// To whom; none when nobody could be reached.
    pub to: Option<ActorId>,
    /// The key of its message.
    pub message: Option<String>,
    /// Whether its time had passed, so that nothing was sent.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub missed: bool,
}

/// Fires every reminder planned for today or before, earliest first. On a day off nothing fires.
pub fn fire_due(run: &Rc<Run>) -> Result<Vec<Fired>, FlowError> {
    let today = run.today();
    if !run.calendar()?.is_working(today) {
        return Ok(Vec::new());
    }
    let planned = run.tx().rungs_until(today)?;
    act(run, || {
        let mut fired = Vec::new();
        for (_, task, rung) in &planned {
            if let Some(one) = fire(run, task, rung)? {
                fired.push(one);
            }
        }
        Ok(fired)
    })
}

fn fire(run: &Rc<Run>, at: &TaskRef, name: &str) -> Result<Option<Fired>, FlowError> {
    let case = run.case(&at.case)?;
    let task = run.task(&at.case, &at.key)?;
    let rung =
        task.clock.as_ref().and_then(|clock| clock.rungs.iter().find(|rung| rung.name == name)).cloned();
    let Some(rung) = rung.filter(|_| task.turn == at.turn && case.status == CaseStatus::Open) else {
        return Ok(None);
    };
    // After nine days switched off nobody is told that something will soon be due which is late already.
    let missed = rung.offset < 0 && task.due().is_some_and(|due| due < run.today());
    let to = recipient(run, &case, &task, &rung)?;
    let message = match &to {
        Some(to) if !missed => Some(message(run, &case, &task, &rung, to)?),
        _ => None,
    };
    let fired = Fired {
        case: case.id.to_string(),
        task: task.key.to_string(),
        rung: name.to_owned(),
        to,
        message: message.as_ref().map(|m| m.key.clone()),
        missed,
    };
    let event = Event::RungFired {
        task: at.key.clone(),
        rung: name.to_owned(),
        on: run.today(),
        message: message.map(Box::new),
        missed,
    };
    run.record(Some(&at.case), event)?;
    Ok(Some(fired))
}

/// Who stands behind the role on this day.
fn recipient(run: &Run, case: &Case, task: &Task, rung: &Rung) -> Result<Option<ActorId>, FlowError> {
    match rung.to.as_str() {
        "owner" => Ok(Some(task.owner.clone())),
        "office" => Ok(run.hooks().package(run, &case.edition)?.office.clone()),
        code => match code.parse::<ActorId>() {
            Ok(id) => Ok(run.find_actor(&id)?.map(|actor| actor.id.clone())),
            Err(_) => Ok(None),
        },
    }
}

fn message(run: &Rc<Run>, case: &Case, task: &Task, rung: &Rung, to: &ActorId) -> Result<Message, FlowError> {
    let template = run.hooks().letter(run, &case.edition, &rung.letter)?;
    let facts = facts(run, case, task, to)?;
    let letter = match template {
        Some(template) => letter::render(&rung.letter, &template, &facts).unwrap_or_else(|e| plain(task, &e)),
        None => plain(task, &format!("letters/{}.txt", rung.letter)),
    };
    let epoch = task.clock.as_ref().map_or(0, |clock| clock.epoch);
    Ok(Message {
        key: format!("{}.{}.{}.{epoch}.{}.{to}", case.id, task.key, task.turn, rung.name),
        form: Form::Letter,
        about: Some(About {
            case: case.id.clone(),
            task: task.key.clone(),
            turn: task.turn,
            rung: rung.name.clone(),
        }),
        covers: Vec::new(),
        to: to.clone(),
        address: address(run.actor(to)?.as_ref()),
        on: run.today(),
        subject: letter.subject,
        body: letter.body,
        letterhead: None,
        state: MessageState::Queued,
        tries: 0,
        retry_at: None,
    })
}

/// What is sent when a template is missing or wrong: the reminder itself must not be lost.
fn plain(task: &Task, fault: &str) -> Letter {
    let due = task.due().map(day::vietnamese).unwrap_or_default();
    Letter {
        subject: format!("đôn đốc: {}", task.title),
        body: format!("{} (hạn: {due}).\n\n[{fault}]\n", task.title),
    }
}

/// How letters address an actor: as its reference data say, else by its name.
fn address(actor: &Actor) -> String {
    actor.text("address").unwrap_or(&actor.name).to_owned()
}

/// What a template may name.
fn facts(run: &Rc<Run>, case: &Case, task: &Task, to: &ActorId) -> Result<serde_json::Value, FlowError> {
    let hooks = run.hooks();
    let actor = |id: &ActorId| -> Result<serde_json::Value, FlowError> {
        let row = run.actor(id)?;
        Ok(json!({ "id": row.id, "name": row.name, "address": address(&row) }))
    };
    let office = match &hooks.package(run, &case.edition)?.office {
        Some(office) => actor(office)?,
        None => serde_json::Value::Null,
    };
    let today = run.today();
    let clock = task.clock.as_ref();
    Ok(json!({
        "case": { "id": case.id, "title": case.title, "subject": actor(&case.subject)? },
        "task": {
            "key": task.key,
            "title": task.title,
            "due": task.due().map(day::vietnamese),
            "days_late": task.days_late(today),
        },
        "owner": actor(&task.owner)?,
        "to": actor(to)?,
        "office": office,
        "today": day::vietnamese(today),
        "due_origin": clock.map(super::term::origin),
        "step": hooks.step_title(run, &case.edition, &case.kind, &task.step)?,
    }))
}
