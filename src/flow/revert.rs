//! Taking back a move to another edition: the case is as it was before, with all that its new scripts did to it undone.

use super::outbox::{self, Unsent};
use super::refusal::{FlowError, Refusal};
use super::run::Run;
use super::settle::act;
use crate::domain::event::{Entry, Event, When};
use crate::domain::ids::{CaseId, EditionId, TaskKey};
use crate::domain::task::Task;
use crate::store::{MemoryStore, Stored};
use std::collections::BTreeMap;
use std::rc::Rc;

/// How many entries are read at a time.
const CHUNK: usize = 500;

/// Takes back the last move of a case, until something else is done in it; gives the edition it has again.
pub fn revert(run: &Rc<Run>, id: &CaseId, reason: &str) -> Result<EditionId, FlowError> {
    act(run, || {
        let history = run.tx().history(id)?;
        let about_moves = |stored: &Stored| {
            matches!(stored.entry.event, Event::CaseMoved { .. } | Event::MoveReverted { .. })
        };
        let never = || Refusal::NeverMoved { case: id.to_string() };
        let at = history.iter().rposition(about_moves).ok_or_else(never)?;
        let moved = &history[at].entry;
        let Event::CaseMoved { from, to, when, .. } = &moved.event else { return Err(never().into()) };
        let is_later =
            |entry: &Entry| entry.act != Some(moved.seq) && !matches!(entry.event, Event::RungFired { .. });
        let later = history[at + 1..].iter().map(|stored| &stored.entry).filter(|entry| is_later(entry));
        let later: Vec<String> = later.map(|entry| entry.event.name().to_owned()).collect();
        if !later.is_empty() {
            return Err(Refusal::MovedSince { case: id.to_string(), later }.into());
        }
        let reason = reason.to_owned();
        let (from, to) = (from.clone(), to.clone());
        let event = match when {
            When::Now => as_before(run, id, &history, at, reason)?,
            When::NextStep => Event::CaseMoved { from: from.clone(), to, when: When::Keep, reason },
            When::Keep => Event::CaseMoved { from: from.clone(), to, when: When::NextStep, reason },
        };
        run.record(Some(id), event)?;
        Ok(from)
    })
}

/// The event that brings a case back to where it stood before the entry at `at` of its history moved it.
fn as_before(
    run: &Rc<Run>,
    id: &CaseId,
    history: &[Stored],
    at: usize,
    reason: String,
) -> Result<Event, FlowError> {
    let unsent = undone(run, id, &history[at].entry)?;
    let (store, earlier) = (MemoryStore::create()?, &history[..at]);
    let tx = store.write()?;
    // What was sent since then stays sent.
    let fired = |entry: &Entry| matches!(&entry.event, Event::RungFired { task, .. } if !added(earlier, history, task));
    let later = history[at + 1..].iter().filter(|stored| fired(&stored.entry));
    for stored in earlier.iter().chain(later) {
        tx.apply(&stored.entry)?;
    }
    let mut before = tx.tasks_of(id)?;
    for task in &mut before {
        if let (Some(names), Some(clock)) = (unsent.get(&task.key), &mut task.clock) {
            outbox::forget(&mut clock.rungs, names);
            clock.epoch += 1;
        }
    }
    let absent = || Refusal::NeverMoved { case: id.to_string() };
    let case = Box::new(tx.case(id)?.ok_or_else(absent)?);
    let now = run.tasks(id)?;
    let is_among = |tasks: &[Task], one: &Task| tasks.iter().any(|t| t.key == one.key && t.turn == one.turn);
    let gone = now.iter().filter(|task| !is_among(&before, task)).map(|task| (task.key.clone(), task.turn));
    let gone = gone.collect();
    before.retain(|task| !now.contains(task));
    let (from, to) = (run.case(id)?.edition.clone(), case.edition.clone());
    Ok(Event::MoveReverted { from, to, reason, case, tasks: before, gone })
}

/// Whether a task came only with the move.
fn added(earlier: &[Stored], history: &[Stored], key: &TaskKey) -> bool {
    let adds =
        |stored: &&Stored| matches!(&stored.entry.event, Event::TaskAdded { task } if task.key == *key);
    earlier.iter().filter(adds).count() != history.iter().filter(adds).count()
}

/// The reminders of each task that the move took back before they left. A move whose scripts changed other cases cannot
/// be taken back alone.
fn undone(run: &Run, id: &CaseId, moved: &Entry) -> Result<BTreeMap<TaskKey, Vec<Unsent>>, FlowError> {
    let (mut unsent, mut others) = (BTreeMap::<TaskKey, Vec<Unsent>>::new(), Vec::new());
    let mut from = moved.seq + 1;
    'act: loop {
        let chunk = run.tx().entries(from, CHUNK)?;
        for Stored { entry, .. } in &chunk {
            if entry.act != Some(moved.seq) {
                break 'act;
            }
            match (&entry.case, &entry.event) {
                (Some(other), _) if other != id => others.push(other.to_string()),
                (None, Event::MessageCancelled { message, .. }) => {
                    let Some(message) = run.tx().message(message)? else { continue };
                    if let Some(about) = message.about.filter(|about| about.case == *id) {
                        let one = outbox::one_unsent(run, &message.key, &message.to, about.rung)?;
                        unsent.entry(about.task).or_default().push(one);
                    }
                }
                _ => {}
            }
        }
        let Some(last) = chunk.last() else { break };
        from = last.entry.seq + 1;
    }
    others.sort_unstable();
    others.dedup();
    if others.is_empty() {
        return Ok(unsent);
    }
    Err(Refusal::MoveReached { case: id.to_string(), others }.into())
}
