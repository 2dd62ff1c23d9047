//! The words of a reminder: its package's template, filled with what is known of the task on the day it fires.

use super::reckon;
use super::refusal::FlowError;
use super::run::Run;
use crate::domain::actor::Actor;
use crate::domain::case::Case;
use crate::domain::day;
use crate::domain::deadline::{Fate, Rung};
use crate::domain::ids::ActorId;
use crate::domain::task::Task;
use crate::notify::letter::Letter;
use serde_json::{Value, json};

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
fn facts(run: &Run, case: &Case, task: &Task, rung: &Rung, to: &ActorId) -> Result<Value, FlowError> {
    let hooks = run.hooks();
    let actor = |id: &ActorId| -> Result<Value, FlowError> {
        let row = run.actor(id)?;
        Ok(json!({ "id": row.id, "name": row.name, "address": address(&row) }))
    };
    let office = match &hooks.package(run, &case.edition)?.office {
        Some(office) => actor(office)?,
        None => Value::Null,
    };
    let clock = task.clock.as_ref();
    let sent =
        |earlier: &&Rung| earlier.to == rung.to && earlier.fate == Some(Fate::Queued) && earlier.offset > 0;
    let sent_on: Vec<String> = clock
        .into_iter()
        .flat_map(|clock| &clock.rungs)
        .filter(sent)
        .filter_map(|earlier| earlier.fired_on.map(day::vietnamese))
        .collect();
    let facts = json!({
        "case": { "id": case.id, "title": case.title, "subject": actor(&case.subject)? },
        "task": {
            "key": task.key,
            "title": task.title,
            "due": task.due().map(day::vietnamese),
            "days_late": task.days_late(run.today()),
        },
        "owner": actor(&task.owner)?,
        "to": actor(to)?,
        "office": office,
        "today": day::vietnamese(run.today()),
        "due_origin": clock.map(reckon::origin),
        "sent_on": sent_on,
        "step": hooks.step_title(run, &case.edition, &case.kind, &task.step)?,
    });
    debug_assert!(NAMES.iter().all(|(name, _)| facts.get(name).is_some()), "what may be named is there");
    Ok(facts)
}
