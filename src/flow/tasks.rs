//! Tasks: added by scripts, opened when what they wait for is there, cancelled with a reason.

use super::refusal::{FlowError, Refusal};
use super::run::Run;
use super::settle::act;
use super::succession;
use crate::domain::event::Event;
use crate::domain::ids::{ActorId, CaseId, TaskKey};
use crate::domain::task::{Need, Task, TaskState};
use chrono::NaiveDate;
use std::rc::Rc;

/// A task as a script asks for it.
#[derive(Debug, Clone)]
pub struct NewTask {
    /// Its key.
    pub key: TaskKey,
    /// What is to be done.
    pub title: String,
    /// Who owes it.
    pub owner: ActorId,
    /// The outcomes it may end with.
    pub outcomes: Vec<String>,
    /// What its end needs.
    pub needs: Vec<Need>,
    /// The usual kind of paper.
    pub paper: Option<String>,
    /// The tasks that must be done first.
    pub after: Vec<TaskKey>,
    /// What outside the case it waits for.
    pub awaits: Option<String>,
}

/// Adds a task to the present step. A key may come again once its last task has ended.
pub fn add(run: &Rc<Run>, id: &CaseId, new: NewTask) -> Result<(), FlowError> {
    act(run, || {
        let case = run.case(id)?;
        let Some(step) = case.step.clone() else { return Err(super::open::close_refusal(&case)) };
        let owner = succession::in_charge(run, run.actor(&new.owner)?, &new.key)?.id.clone();
        let tasks = run.tasks(id)?;
        let last = tasks.iter().rev().find(|t| t.key == new.key);
        if last.is_some_and(|t| t.state.is_live()) {
            return Err(Refusal::TaskExists { case: id.to_string(), task: new.key.to_string() }.into());
        }
        if let Some(after) = new.after.iter().find(|key| !tasks.iter().any(|t| t.key == **key)) {
            return Err(Refusal::UnknownAfter {
                case: id.to_string(),
                task: new.key.to_string(),
                after: after.to_string(),
            }
            .into());
        }
        let ready = new.awaits.is_none() && new.after.iter().all(|key| is_done(&tasks, key));
        let mut task = Task {
            turn: last.map_or(1, |t| t.turn + 1),
            order: u32::try_from(tasks.len()).unwrap_or(u32::MAX),
            step,
            state: if ready { TaskState::Open } else { TaskState::Waiting },
            opened_on: None,
            key: new.key,
            title: new.title,
            stands_for: Some(new.owner).filter(|named| *named != owner),
            owner,
            outcomes: if new.outcomes.is_empty() { vec!["done".to_owned()] } else { new.outcomes },
            needs: new.needs,
            paper: new.paper,
            after: new.after,
            awaits: new.awaits,
            clock: None,
            outcome: None,
            closed_on: None,
            note: None,
            document: None,
        };
        task.opened_on = ready.then(|| ready_since(&tasks, &task).unwrap_or_else(|| run.today()));
        run.record(Some(id), Event::TaskAdded { task: Box::new(task) })?;
        Ok(())
    })
}

/// Whether the last turn of a task is done.
pub(super) fn is_done(tasks: &[Task], key: &TaskKey) -> bool {
    tasks.iter().rev().find(|t| t.key == *key).is_some_and(|t| t.state == TaskState::Done)
}

/// Opens the waiting tasks of a case whose predecessors are done.
pub(super) fn open_ready(run: &Rc<Run>, case: &CaseId) -> Result<(), FlowError> {
    let tasks = run.tasks(case)?;
    for task in tasks.iter().filter(|t| t.state == TaskState::Waiting && t.awaits.is_none()) {
        if task.after.iter().all(|key| is_done(&tasks, key)) {
            let on = ready_since(&tasks, task).unwrap_or_else(|| run.today());
            run.record(Some(case), Event::TaskOpened { task: task.key.clone(), on })?;
        }
    }
    Ok(())
}

/// The day from which a task could be done: when the last of those it waited for was. None when it waited for none.
pub(super) fn ready_since(tasks: &[Task], task: &Task) -> Option<NaiveDate> {
    let last = |key: &TaskKey| tasks.iter().rev().find(|t| t.key == *key)?.closed_on;
    task.after.iter().filter_map(last).max()
}

/// Opens a task that waited for something outside its case. Only scripts do this.
pub fn release(run: &Rc<Run>, case: &CaseId, key: &TaskKey) -> Result<(), FlowError> {
    act(run, || {
        if run.task(case, key)?.state == TaskState::Waiting {
            run.record(Some(case), Event::TaskOpened { task: key.clone(), on: run.today() })?;
        }
        Ok(())
    })
}

/// Cancels a task that is still owed.
pub fn cancel(run: &Rc<Run>, case: &CaseId, key: &TaskKey, reason: &str) -> Result<(), FlowError> {
    act(run, || {
        if run.task(case, key)?.state.is_live() {
            let event =
                Event::TaskCancelled { task: key.clone(), on: run.today(), reason: reason.to_owned() };
            run.record(Some(case), event)?;
        }
        Ok(())
    })
}

/// Cancels everything owed in a case.
pub fn cancel_all(run: &Rc<Run>, case: &CaseId, reason: &str) -> Result<(), FlowError> {
    act(run, || {
        let live: Vec<TaskKey> =
            run.tasks(case)?.iter().filter(|t| t.state.is_live()).map(|t| t.key.clone()).collect();
        live.iter().try_for_each(|key| cancel(run, case, key, reason))
    })
}
