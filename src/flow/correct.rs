//! Corrections: what was recorded wrongly is superseded with a reason; the old value stays in the log.

use super::done::day_of;
use super::fields::{self, Setting};
use super::open::close_refusal;
use super::refusal::{FlowError, Refusal};
use super::run::Run;
use super::settle::act;
use super::verb::Verb;
use super::{document, project, succession};
use crate::domain::case::CaseStatus;
use crate::domain::document::DocumentRef;
use crate::domain::event::{Correction, Event};
use crate::domain::ids::{CaseId, TaskKey};
use crate::domain::task::{Task, TaskState};
use crate::store::TaskRef;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// The right facts of a task that was recorded wrongly.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct RightFacts {
    /// The right day.
    pub on: Option<NaiveDate>,
    /// The right paper.
    pub document: Option<DocumentRef>,
    /// The right note.
    pub note: Option<String>,
}

impl RightFacts {
    fn is_empty(&self) -> bool {
        self.on.is_none() && self.document.is_none() && self.note.is_none()
    }
}

/// Corrects fields of a case, also of one that has ended.
pub fn fields(run: &Rc<Run>, case: &CaseId, settings: &[Setting], reason: &str) -> Result<(), FlowError> {
    let correction = || Verb::CorrectFields { settings: settings.to_vec(), reason: reason.to_owned() };
    need_reason(reason)?;
    run.attempt(case, correction);
    fields::set_by_person(run, case, settings, Some(reason))
}

/// Corrects the day, the paper or the note of a task that was done.
pub fn task(
    run: &Rc<Run>,
    id: &CaseId,
    key: &TaskKey,
    facts: &RightFacts,
    reason: &str,
) -> Result<(), FlowError> {
    run.attempt(id, || Verb::Correct { task: key.clone(), facts: facts.clone(), reason: reason.to_owned() });
    act(run, || {
        need_reason(reason)?;
        if facts.is_empty() {
            return Err(Refusal::NothingGiven { act: "correct".to_owned() }.into());
        }
        let task = done_task(run, id, key)?;
        let case = run.case(id)?;
        let on = facts.on.map(|on| day_of(run, &case, &task, Some(on))).transpose()?;
        let supersedes = entry_of(run, id, key)?;
        let document = match &facts.document {
            Some(reference) => Some(replace_document(run, id, &task, reference, supersedes, reason)?),
            None => None,
        };
        let event = Event::TaskCorrected {
            task: key.clone(),
            on,
            document,
            note: facts.note.clone(),
            reason: reason.to_owned(),
            supersedes,
        };
        run.record(Some(id), event)?;
        if on.is_some() {
            project::after_correction(run, id, key)?;
        }
        Ok(())
    })
}

/// Makes a task that was recorded done by mistake owed again. Refused once later acts rest on it.
pub fn reopen(run: &Rc<Run>, id: &CaseId, key: &TaskKey, reason: &str) -> Result<(), FlowError> {
    run.attempt(id, || Verb::Reopen { task: key.clone(), reason: reason.to_owned() });
    act(run, || {
        need_reason(reason)?;
        let task = done_task(run, id, key)?;
        let case = run.case(id)?;
        if case.status == CaseStatus::Closed {
            return Err(close_refusal(&case));
        }
        let later = later_acts(run, id, &task)?;
        if !later.is_empty() {
            return Err(Refusal::LaterActs { case: id.to_string(), task: key.to_string(), later }.into());
        }
        let supersedes = entry_of(run, id, key)?;
        take_back_followers(run, id, key, supersedes, reason)?;
        let event =
            Event::TaskReopened { task: key.clone(), on: run.today(), reason: reason.to_owned(), supersedes };
        run.record(Some(id), event)?;
        succession::pass(run, &TaskRef { case: id.clone(), key: key.clone(), turn: task.turn })?;
        Ok(())
    })
}

fn need_reason(reason: &str) -> Result<(), FlowError> {
    if reason.trim().is_empty() {
        Err(Refusal::MissingReason { act: "correct".to_owned() }.into())
    } else {
        Ok(())
    }
}

fn done_task(run: &Run, id: &CaseId, key: &TaskKey) -> Result<Task, FlowError> {
    let task = run.task(id, key)?;
    if task.state == TaskState::Done {
        return Ok(task);
    }
    Err(Refusal::TaskNotDone { case: id.to_string(), task: key.to_string() }.into())
}

/// The entry that recorded a task done.
fn entry_of(run: &Run, id: &CaseId, key: &TaskKey) -> Result<u64, FlowError> {
    let history = run.tx().history(id)?;
    let found = history
        .iter()
        .rev()
        .find(|stored| matches!(&stored.entry.event, Event::TaskDone { task, .. } if task == key));
    found
        .map(|stored| stored.entry.seq)
        .ok_or_else(|| Refusal::TaskNotDone { case: id.to_string(), task: key.to_string() }.into())
}

/// What was done in the case after a task and may rest on it: a later task done, or another step entered.
fn later_acts(run: &Run, id: &CaseId, task: &Task) -> Result<Vec<String>, FlowError> {
    let done = entry_of(run, id, &task.key)?;
    let mut later = Vec::new();
    for stored in run.tx().history(id)?.iter().filter(|stored| stored.entry.seq > done) {
        match &stored.entry.event {
            Event::StepEntered { step } => later.push(step.to_string()),
            Event::TaskDone { task: other, .. } => {
                let rests = run.find_task(id, other)?.is_some_and(|t| t.after.contains(&task.key));
                if rests || stored.entry.cause == Some(done) {
                    later.push(other.to_string());
                }
            }
            _ => {}
        }
    }
    Ok(later)
}

/// Cancels the tasks that the wrong completion had added, and shuts those it had opened.
fn take_back_followers(
    run: &Rc<Run>,
    id: &CaseId,
    key: &TaskKey,
    done: u64,
    reason: &str,
) -> Result<(), FlowError> {
    for stored in run.tx().history(id)? {
        if stored.entry.cause != Some(done) {
            continue;
        }
        if let Event::TaskAdded { task } = &stored.entry.event {
            super::tasks::cancel(run, id, &task.key, reason)?;
        }
    }
    for task in run.tasks(id)?.iter().filter(|t| t.state == TaskState::Open && t.after.contains(key)) {
        run.record(Some(id), Event::TaskShut { task: task.key.clone() })?;
    }
    Ok(())
}

fn replace_document(
    run: &Rc<Run>,
    id: &CaseId,
    task: &Task,
    reference: &DocumentRef,
    supersedes: u64,
    reason: &str,
) -> Result<u32, FlowError> {
    let next = u32::try_from(run.tx().documents_of(id)?.len() + 1).unwrap_or(u32::MAX);
    let number = task.document.unwrap_or(next);
    let document = document::build(run, id, task, reference.clone(), number)?;
    let correction = Some(Correction { reason: reason.to_owned(), supersedes: Some(supersedes) });
    run.record(Some(id), Event::DocumentRecorded { document, correction })?;
    Ok(number)
}
