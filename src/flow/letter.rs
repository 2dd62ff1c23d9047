//! The words of a reminder: its package's template, filled with what is known of the task on the day it fires.

use super::reckon;
use super::refusal::FlowError;
use super::run::Run;
use crate::domain::actor::Actor;
use crate::domain::case::Case;
use crate::domain::day;
use crate::domain::deadline::{Fate, Rung};
use crate::domain::ids::{ActorId, CaseId, TaskKey};
use crate::domain::task::Task;
use crate::notify::letter::Letter;
use serde::Serialize;

/// The reminder of a task to `to`. A template that is missing or wrong does not lose the reminder: it goes out plain,
/// and says what is wrong.
pub(super) fn write(
    run: &Run,
    case: &Case,
    task: &Task,
    rung: &Rung,
    to: &ActorId,
) -> Result<Letter, FlowError> {
    let facts = facts(run, case, task, rung, to)?;
    let Some(template) = run.hooks().letter(run, &case.edition, &rung.letter)? else {
        return Ok(plain(task, &format!("letters/{}.txt", rung.letter)));
    };
    Ok(template.fill(&facts).unwrap_or_else(|fault| plain(task, &fault)))
}

fn plain(task: &Task, fault: &str) -> Letter {
    let due = task.due().map(day::vietnamese).unwrap_or_default();
    Letter {
        subject: format!("đôn đốc: {}", task.title),
        body: format!("{} (hạn: {due}).\n\n[{fault}]\n", task.title),
    }
}

/// How letters address an actor: as its reference data say, else by its name.
pub(super) fn address(actor: &Actor) -> String {
    actor.text("address").unwrap_or(&actor.name).to_owned()
}

/// What a template may name, with what each has; `scripts/README.md` lists it too.
pub const NAMES: [(&str, &[&str]); 9] = [
    ("case", &["id", "title", "subject"]),
    ("task", &["key", "title", "due", "days_late"]),
    ("owner", &["id", "name", "address"]),
    ("to", &["id", "name", "address"]),
    ("office", &["id", "name", "address"]),
    ("today", &[]),
    ("due_origin", &[]),
    ("sent_on", &[]),
    ("step", &[]),
];

/// The facts of [`NAMES`].
#[derive(Serialize)]
struct Facts<'a> {
    case: CaseFacts<'a>,
    task: TaskFacts<'a>,
    owner: Party,
    to: Party,
    office: Option<Party>,
    today: String,
    due_origin: Option<String>,
    sent_on: Vec<String>,
    step: String,
}

#[derive(Serialize)]
struct CaseFacts<'a> {
    id: &'a CaseId,
    title: &'a str,
    subject: Party,
}

#[derive(Serialize)]
struct TaskFacts<'a> {
    key: &'a TaskKey,
    title: &'a str,
    due: Option<String>,
    days_late: i64,
}

#[derive(Serialize)]
struct Party {
    id: ActorId,
    name: String,
    address: String,
}

impl Party {
    fn of(run: &Run, id: &ActorId) -> Result<Self, FlowError> {
        let row = run.actor(id)?;
        Ok(Self { id: row.id.clone(), name: row.name.clone(), address: address(&row) })
    }
}

fn facts<'a>(
    run: &Run,
    case: &'a Case,
    task: &'a Task,
    rung: &Rung,
    to: &ActorId,
) -> Result<Facts<'a>, FlowError> {
    let hooks = run.hooks();
    let package = hooks.package(run, &case.edition)?;
    let clock = task.clock.as_ref();
    let sent =
        |earlier: &&Rung| earlier.to == rung.to && earlier.fate == Some(Fate::Queued) && earlier.offset > 0;
    let earlier = clock.into_iter().flat_map(|clock| &clock.rungs).filter(sent);
    Ok(Facts {
        case: CaseFacts { id: &case.id, title: &case.title, subject: Party::of(run, &case.subject)? },
        task: TaskFacts {
            key: &task.key,
            title: &task.title,
            due: task.due().map(day::vietnamese),
            days_late: task.days_late(run.today()),
        },
        owner: Party::of(run, &task.owner)?,
        to: Party::of(run, to)?,
        office: package.office.as_ref().map(|office| Party::of(run, office)).transpose()?,
        today: day::vietnamese(run.today()),
        due_origin: clock.map(reckon::origin),
        sent_on: earlier.filter_map(|earlier| earlier.fired_on.map(day::vietnamese)).collect(),
        step: hooks.step_title(run, &case.edition, &case.kind, &task.step)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;
    use std::collections::BTreeSet;

    #[test]
    fn a_template_may_name_what_is_there() {
        let party = || Party { id: "BTCTU".parse().unwrap(), name: String::new(), address: String::new() };
        let (id, key) = ("DOT-2022-01".parse().unwrap(), "letter".parse().unwrap());
        let facts = Facts {
            case: CaseFacts { id: &id, title: "", subject: party() },
            task: TaskFacts { key: &key, title: "", due: None, days_late: 0 },
            owner: party(),
            to: party(),
            office: Some(party()),
            today: String::new(),
            due_origin: None,
            sent_on: Vec::new(),
            step: String::new(),
        };
        let names = |value: &Value| -> BTreeSet<String> {
            value.as_object().into_iter().flat_map(|map| map.keys().cloned()).collect()
        };
        let facts = serde_json::to_value(&facts).unwrap();
        assert_eq!(names(&facts), NAMES.iter().map(|(name, _)| (*name).to_owned()).collect());
        for (name, inner) in NAMES {
            assert_eq!(
                names(&facts[name]),
                inner.iter().map(|inner| (*inner).to_owned()).collect(),
                "{name}"
            );
        }
    }
}
