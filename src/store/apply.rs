//! What each event does to the tables. Nothing is decided here; a replay of the log runs the same lines.

use super::error::StoreError;
use super::tx::{CALENDAR, SEVERAL, TaskRef};
use crate::domain::actor::Actor;
use crate::domain::case::{Case, CaseStatus, Remark};
use crate::domain::deadline::Pause;
use crate::domain::document::Document;
use crate::domain::event::{Edition, Entry, Event, When};
use crate::domain::ids::{ActorId, CaseId, TaskKey};
use crate::domain::job::JobState;
use crate::domain::message::{Form, Message, MessageState};
use crate::domain::task::{Task, TaskState};

/// Rows that events change: those of the store, or those in memory while the log is replayed.
pub(super) trait Rows {
    /// An actor by code.
    fn actor(&self, actor: &ActorId) -> Result<Option<Actor>, StoreError>;
    /// Adds or replaces an actor.
    fn put_actor(&mut self, actor: &Actor) -> Result<(), StoreError>;
    /// Adds an edition and makes it the one new cases get.
    fn put_edition(&mut self, edition: &Edition) -> Result<(), StoreError>;
    /// Keeps a fact about the whole store.
    fn put_fact(&mut self, name: &str, value: &str) -> Result<(), StoreError>;
    /// Keeps the last run of a scheduled script.
    fn put_job(&mut self, job: &str, state: &JobState) -> Result<(), StoreError>;
    /// Adds or replaces a message.
    fn put_message(&mut self, message: &Message) -> Result<(), StoreError>;
    /// Changes a message, which must be there; gives it as it is then.
    fn change_message(&mut self, key: &str, change: impl FnOnce(&mut Message))
    -> Result<Message, StoreError>;
    /// Adds a paper of a case.
    fn put_document(&mut self, case: &CaseId, document: &Document) -> Result<(), StoreError>;
    /// Adds a case.
    fn add_case(&mut self, case: &Case) -> Result<(), StoreError>;
    /// Changes a case, which must be there.
    fn change_case(&mut self, id: &CaseId, change: impl FnOnce(&mut Case)) -> Result<(), StoreError>;
    /// Adds a task.
    fn add_task(&mut self, case: &CaseId, task: &Task) -> Result<(), StoreError>;
    /// Puts a task back as it was.
    fn restore_task(&mut self, case: &CaseId, task: &Task) -> Result<(), StoreError>;
    /// Changes the last turn of a task, which must be there.
    fn change_task(
        &mut self,
        case: &CaseId,
        key: &TaskKey,
        change: impl FnOnce(&mut Task),
    ) -> Result<(), StoreError>;
    /// Changes the tasks of a case that are owed.
    fn change_live_tasks(&mut self, case: &CaseId, change: impl FnMut(&mut Task)) -> Result<(), StoreError>;
    /// Removes a task, if it is there.
    fn remove_task(&mut self, at: &TaskRef) -> Result<(), StoreError>;
    /// Notes that an entry is about a case.
    fn put_case_entry(&mut self, case: &CaseId, seq: u64) -> Result<(), StoreError>;

    /// Brings the rows to where they stand after `entry`.
    fn apply(&mut self, entry: &Entry) -> Result<(), StoreError> {
        match &entry.event {
            Event::StoreCreated { .. } | Event::StoreRestored { .. } => {}
            Event::ActorSet { actor } => self.put_actor(actor)?,
            Event::ActorSucceeded { actor, succession, .. } => {
                let absent = || StoreError::Absent { table: "actors", key: actor.to_string() };
                let mut actor = self.actor(actor)?.ok_or_else(absent)?;
                actor.succession.clone_from(succession);
                self.put_actor(&actor)?;
            }
            Event::EditionPublished { edition } => self.put_edition(edition)?,
            Event::CalendarAdopted { digest } => self.put_fact(CALENDAR, digest)?,
            Event::CalendarDiffers {} => self.put_fact(CALENDAR, SEVERAL)?,
            Event::JobRan { job, slot, error } => {
                self.put_job(job, &JobState { slot: *slot, at: entry.at, error: error.clone() })?;
            }
            Event::DigestQueued { message, .. } => {
                self.put_message(message)?;
                for key in &message.covers {
                    self.change_message(key, |item| item.state = MessageState::Folded(message.key.clone()))?;
                }
            }
            Event::NoteQueued { message } => self.put_message(message)?,
            Event::MessageDelivered { message, place } => self.deliver_message(message, place)?,
            Event::MessageFailed { message, error, retry_at } => {
                self.change_message(message, |message| {
                    message.tries += 1;
                    message.state = MessageState::Failed(error.clone());
                    message.retry_at = *retry_at;
                })?;
            }
            Event::MessageCancelled { message, reason } => {
                self.change_message(message, |message| {
                    message.state = MessageState::Cancelled(reason.clone());
                    message.retry_at = None;
                })?;
            }
            event => {
                let case = entry.case.as_ref().ok_or_else(|| StoreError::Absent {
                    table: "cases",
                    key: format!("case of entry {}", entry.seq),
                })?;
                self.apply_to_case(case, event)?;
            }
        }
        match &entry.case {
            Some(case) => self.put_case_entry(case, entry.seq),
            None => Ok(()),
        }
    }

    fn apply_to_case(&mut self, id: &CaseId, event: &Event) -> Result<(), StoreError> {
        match event {
            Event::CaseOpened { case } => self.add_case(case),
            Event::StepEntered { step } => self.change_case(id, |case| case.step = Some(step.clone())),
            Event::FieldSet { name, value, .. } => self.change_case(id, |case| {
                if value.is_null() {
                    case.fields.remove(name);
                } else {
                    case.fields.insert(name.clone(), value.clone());
                }
            }),
            Event::TitleSet { title } => self.change_case(id, |case| case.title.clone_from(title)),
            Event::VariationSet { variation } => {
                self.change_case(id, |case| case.variation.clone_from(variation))
            }
            Event::Remarked { on, text } => {
                self.change_case(id, |case| case.remarks.push(Remark { on: *on, text: text.clone() }))
            }
            Event::CaseMoved { to, when, .. } => self.change_case(id, |case| match when {
                When::Now => {
                    case.edition.clone_from(to);
                    case.next_edition = None;
                }
                When::NextStep => case.next_edition = Some(to.clone()),
                When::Keep => case.next_edition = None,
            }),
            Event::MoveReverted { case, tasks, gone, .. } => {
                self.change_case(id, |now| now.clone_from(case))?;
                for task in tasks {
                    self.restore_task(id, task)?;
                }
                for (key, turn) in gone {
                    self.remove_task(&TaskRef { case: id.clone(), key: key.clone(), turn: *turn })?;
                }
                Ok(())
            }
            Event::CaseSuspended { on, left, unsent, told, .. } => {
                self.change_case(id, |case| {
                    case.status = CaseStatus::Suspended;
                    case.suspended_on = Some(*on);
                })?;
                self.change_live_tasks(id, |task| {
                    if let Some(clock) = &mut task.clock {
                        clock.paused = Some(Pause { on: *on, left: left.get(&task.key).copied() });
                        let taken_back = unsent.get(&task.key).map_or(&[][..], Vec::as_slice);
                        let told = told.get(&task.key);
                        for rung in clock.rungs.iter_mut().filter(|rung| taken_back.contains(&rung.name)) {
                            rung.take_back(
                                told.and_then(|told| told.get(&rung.name)).map_or(&[], Vec::as_slice),
                            );
                        }
                    }
                })
            }
            Event::CaseResumed { clocks, .. } => {
                self.change_case(id, |case| {
                    case.status = CaseStatus::Open;
                    case.suspended_on = None;
                })?;
                self.change_live_tasks(id, |task| {
                    if let Some(clock) = clocks.get(&task.key) {
                        task.clock = Some(clock.clone());
                    }
                })
            }
            Event::CaseClosed { on, outcome, .. } => self.change_case(id, |case| {
                case.status = CaseStatus::Closed;
                case.outcome = Some(outcome.clone());
                case.closed_on = Some(*on);
                case.suspended_on = None;
                case.step = None;
            }),
            Event::DocumentRecorded { document, .. } => self.put_document(id, document),
            event => self.apply_to_task(id, event),
        }
    }

    fn apply_to_task(&mut self, case: &CaseId, event: &Event) -> Result<(), StoreError> {
        match event {
            Event::TaskAdded { task } => self.add_task(case, task),
            Event::TaskOpened { task, on } => self.change_task(case, task, |task| {
                task.state = TaskState::Open;
                task.opened_on = Some(*on);
            }),
            Event::TaskShut { task } => self.change_task(case, task, |task| {
                task.state = TaskState::Waiting;
                task.opened_on = None;
            }),
            Event::TermSet { task, clock } => {
                self.change_task(case, task, |task| task.clock = Some(clock.clone()))
            }
            Event::TermExtended { task, extension, due, rungs } => self.change_task(case, task, |task| {
                if let Some(clock) = &mut task.clock {
                    clock.extensions.push(extension.clone());
                    clock.due = *due;
                    clock.rungs.clone_from(rungs);
                    clock.epoch += 1;
                }
            }),
            Event::TermMoved { task, clock, opened_on, .. } => self.change_task(case, task, |task| {
                task.clock = Some(clock.clone());
                task.opened_on = opened_on.or(task.opened_on);
            }),
            Event::TermExpired { task, on, .. } => self.change_task(case, task, |task| {
                if let Some(expiry) = task.clock.as_mut().and_then(|clock| clock.expiry.as_mut()) {
                    expiry.reached_on = Some(*on);
                }
            }),
            Event::RungAdded { task, rung } => self.change_task(case, task, |task| {
                if let Some(clock) = &mut task.clock {
                    clock.rungs.push(rung.clone());
                }
            }),
            Event::TaskDone { task, outcome, on, document, note } => self.change_task(case, task, |task| {
                task.state = TaskState::Done;
                task.outcome = Some(outcome.clone());
                task.closed_on = Some(*on);
                task.document = *document;
                task.note.clone_from(note);
            }),
            Event::TaskCancelled { task, on, reason } => self.change_task(case, task, |task| {
                task.state = TaskState::Cancelled;
                task.closed_on = Some(*on);
                task.note = Some(reason.clone());
            }),
            Event::TaskPassed { task, to, stands_for, .. } => self.change_task(case, task, |task| {
                task.owner.clone_from(to);
                task.stands_for.clone_from(stands_for);
            }),
            Event::TaskReopened { task, .. } => self.change_task(case, task, |task| {
                task.state = TaskState::Open;
                task.outcome = None;
                task.closed_on = None;
                task.document = None;
                task.note = None;
            }),
            Event::TaskCorrected { task, on, document, note, .. } => self.change_task(case, task, |task| {
                task.closed_on = on.or(task.closed_on);
                task.document = document.or(task.document);
                if note.is_some() {
                    task.note.clone_from(note);
                }
            }),
            Event::RungFired { task, rung, on, fate, messages } => {
                self.change_task(case, task, |task| {
                    let rungs = task.clock.iter_mut().flat_map(|clock| &mut clock.rungs);
                    for planned in rungs.filter(|planned| planned.name == *rung) {
                        planned.fired_on = Some(*on);
                        planned.fate = Some(fate.clone());
                    }
                })?;
                messages.iter().try_for_each(|message| self.put_message(message))
            }
            // The events that are no task's were taken before.
            _ => Ok(()),
        }
    }

    /// A digest takes the reminders in it along, save those taken back before.
    fn deliver_message(&mut self, key: &str, place: &str) -> Result<(), StoreError> {
        let delivered = |message: &mut Message| {
            message.tries += 1;
            message.state = MessageState::Delivered(place.to_owned());
            message.retry_at = None;
        };
        let message = self.change_message(key, delivered)?;
        if message.form == Form::Digest {
            for key in &message.covers {
                self.change_message(key, |item| {
                    if item.state.waits() {
                        delivered(item);
                    }
                })?;
            }
        }
        Ok(())
    }
}
