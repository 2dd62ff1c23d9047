//! Succession: an actor is no more, and whoever is named does what it had to do. What it owes passes on at once, what
//! scripts give it later is given to its successor.

use super::ladder;
use super::refusal::{FlowError, Refusal};
use super::run::Run;
use super::settle::act;
use crate::domain::actor::{Actor, Succession};
use crate::domain::event::{Event, Moved};
use crate::domain::ids::{ActorId, TaskKey};
use crate::store::{TaskRef, TasksBy};
use std::collections::BTreeSet;
use std::rc::Rc;

/// Names who follows an actor, names it otherwise, or takes that back with a reason; gives how many tasks passed.
pub fn succeed(
    run: &Rc<Run>,
    id: &ActorId,
    succession: Option<Succession>,
    reason: &str,
) -> Result<usize, FlowError> {
    act(run, || {
        let before = run.actor(id)?.succession.clone();
        match &succession {
            Some(new) => check(run, id, new)?,
            None if before.is_none() => return Err(Refusal::NeverSucceeded { actor: id.to_string() }.into()),
            None if reason.trim().is_empty() => {
                return Err(Refusal::MissingReason { act: "succeed".to_owned() }.into());
            }
            None => {}
        }
        if before == succession {
            return Ok(0);
        }
        let owed = owed(run, id, before.as_ref())?;
        let event = Event::ActorSucceeded { actor: id.clone(), succession, reason: reason.to_owned() };
        run.record(None, event)?;
        let mut passed = 0;
        for at in owed {
            passed += usize::from(pass(run, &at)?);
        }
        Ok(passed)
    })
}

/// Who does what was given to an actor: itself, or whoever follows it.
pub fn in_charge(run: &Run, named: Rc<Actor>, task: &TaskKey) -> Result<Rc<Actor>, FlowError> {
    last(run, named, |succession| succession.of_task(task))
}

/// The last of those who follow an actor, whatever the task.
pub fn successor(run: &Run, id: &ActorId) -> Result<Option<ActorId>, FlowError> {
    let last = last(run, run.actor(id)?, |succession| &succession.by)?;
    Ok(Some(last.id.clone()).filter(|last| last != id))
}

/// The last of a row in which one follows the other; nobody comes in it twice.
fn last(
    run: &Run,
    mut at: Rc<Actor>,
    next: impl Fn(&Succession) -> &ActorId,
) -> Result<Rc<Actor>, FlowError> {
    while let Some(succession) = &at.succession {
        at = run.actor(next(succession))?;
    }
    Ok(at)
}

/// A succession rests on something, has begun, and leads nobody back to where it started.
fn check(run: &Run, id: &ActorId, new: &Succession) -> Result<(), FlowError> {
    if new.basis.trim().is_empty() {
        return Err(Refusal::MissingReason { act: "succeed".to_owned() }.into());
    }
    if new.on > run.today() {
        return Err(
            Refusal::SuccessionAhead { actor: id.to_string(), day: new.on, today: run.today() }.into()
        );
    }
    let mut ahead: Vec<ActorId> = heirs(new).cloned().collect();
    let mut seen = BTreeSet::new();
    while let Some(next) = ahead.pop() {
        if next == *id {
            return Err(Refusal::SuccessionCircle { actor: id.to_string(), by: new.by.to_string() }.into());
        }
        let actor = run.actor(&next)?;
        if seen.insert(next) {
            ahead.extend(actor.succession.iter().flat_map(heirs).cloned());
        }
    }
    Ok(())
}

fn heirs(succession: &Succession) -> impl Iterator<Item = &ActorId> {
    std::iter::once(&succession.by).chain(succession.tasks.values())
}

/// The tasks that an actor owes, and those that passed from it to others.
fn owed(run: &Run, id: &ActorId, before: Option<&Succession>) -> Result<Vec<TaskRef>, FlowError> {
    let mut owners = BTreeSet::from([id.clone()]);
    let mut ahead: Vec<ActorId> = before.iter().flat_map(|succession| heirs(succession)).cloned().collect();
    while let Some(next) = ahead.pop() {
        ahead.extend(run.actor(&next)?.succession.iter().flat_map(heirs).cloned());
        owners.insert(next);
    }
    let mut found = Vec::new();
    for owner in owners {
        found.extend(run.tx().task_refs(&TasksBy::Owner(owner))?);
    }
    Ok(found)
}

/// Gives a task to whoever has to do it now; gives whether that is somebody else than before. The reminders to come are
/// those of the new owner.
pub(super) fn pass(run: &Rc<Run>, at: &TaskRef) -> Result<bool, FlowError> {
    let (id, key) = (&at.case, &at.key);
    let task = run.task(id, key)?;
    let given_to = task.stands_for.clone().unwrap_or_else(|| task.owner.clone());
    let to = in_charge(run, run.actor(&given_to)?, key)?.id.clone();
    if to == task.owner || !task.state.is_live() {
        return Ok(false);
    }
    let before = if task.clock.is_some() { run.hooks().ladder(run, id, key)? } else { Vec::new() };
    let stands_for = Some(given_to).filter(|first| *first != to);
    run.record(Some(id), Event::TaskPassed { task: key.clone(), from: task.owner, to, stands_for })?;
    if let Some(mut clock) = task.clock {
        ladder::plan_for_owner(run, id, key, &mut clock, &before)?;
        let because = Moved::Owner;
        run.record(Some(id), Event::TermMoved { task: key.clone(), clock, opened_on: None, because })?;
    }
    Ok(true)
}
