//! What a run gives out of its transaction. Every index, history and message is read through here, whoever asks – a list,
//! the REPL, a script, a report – so that of what a person may not read nothing is given out, not even that it is there.
//! A function that is added here has to say which case its rows belong to.

use super::refusal::FlowError;
use super::run::Run;
use crate::domain::document::Document;
use crate::domain::event::{Edition, Event};
use crate::domain::ids::{ActorId, CaseId, EditionId, PackageName, TaskKey};
use crate::domain::job::JobState;
use crate::domain::message::{Heading, Message};
use crate::domain::refused::RefusedAct;
use crate::domain::task::Task;
use crate::store::{ActorsBy, CasesBy, Hash, Stored, TaskRef, TasksBy, Tx};
use chrono::NaiveDate;

type Answer<T> = Result<T, FlowError>;

/// The transaction of a run, as far as whoever asked for the run may read it.
#[derive(Clone, Copy)]
pub struct View<'r> {
    run: &'r Run,
    tx: &'r Tx,
}

impl<'r> View<'r> {
    pub(super) fn new(run: &'r Run, tx: &'r Tx) -> Self {
        Self { run, tx }
    }

    /// The rows of cases that may be read.
    fn seen<T>(&self, rows: Vec<T>, case: impl Fn(&T) -> &CaseId) -> Answer<Vec<T>> {
        self.kept(rows, |row| self.run.sees(case(row)))
    }

    fn kept<T>(&self, rows: Vec<T>, keep: impl Fn(&T) -> Answer<bool>) -> Answer<Vec<T>> {
        if !self.run.is_partial() {
            return Ok(rows);
        }
        let mut kept = Vec::new();
        for row in rows {
            if keep(&row)? {
                kept.push(row);
            }
        }
        Ok(kept)
    }

    /// What belongs to a case, or what there is of one that is not there.
    fn of<T: Default>(&self, case: &CaseId, read: impl FnOnce() -> Answer<T>) -> Answer<T> {
        if self.run.sees(case)? { read() } else { Ok(T::default()) }
    }

    fn shows(&self, message: &Message) -> Answer<bool> {
        self.run.sees_message(message.about.as_ref().map(|about| &about.case), &message.to)
    }

    // Cases and what belongs to them.

    /// The numbers of cases, by index; in the order of numbers.
    pub fn case_ids(&self, by: &CasesBy) -> Answer<Vec<CaseId>> {
        self.seen(self.tx.case_ids(by)?, |id| id)
    }

    /// Which tasks, by index.
    pub fn task_refs(&self, by: &TasksBy) -> Answer<Vec<TaskRef>> {
        self.seen(self.tx.task_refs(by)?, |at| &at.case)
    }

    /// One task.
    pub fn task(&self, task: &TaskRef) -> Answer<Option<Task>> {
        self.of(&task.case, || Ok(self.tx.task(task)?))
    }

    /// The papers of a case, in the order in which they were recorded.
    pub fn documents_of(&self, case: &CaseId) -> Answer<Vec<Document>> {
        self.of(case, || Ok(self.tx.documents_of(case)?))
    }

    /// Everything that happened to a case, oldest first.
    pub fn history(&self, case: &CaseId) -> Answer<Vec<Stored>> {
        self.of(case, || Ok(self.tx.history(case)?))
    }

    /// What was refused in a case, each with the last entry of the log before it.
    pub fn refused_of(&self, case: &CaseId) -> Answer<Vec<(u64, RefusedAct)>> {
        self.of(case, || Ok(self.tx.refused_of(case)?))
    }

    /// Forgets what was refused in a case.
    pub fn forget_refused(&self, case: &CaseId) -> Answer<()> {
        Ok(self.tx.forget_refused(case)?)
    }

    /// The reminders planned for `day` or before that have not fired: day, task and rung, earliest first.
    pub fn rungs_until(&self, day: NaiveDate) -> Answer<Vec<(NaiveDate, TaskRef, String)>> {
        self.seen(self.tx.rungs_until(day)?, |(_, at, _)| &at.case)
    }

    /// Whether any reminder planned for `day` or before has not fired.
    pub fn any_rung_until(&self, day: NaiveDate) -> Answer<bool> {
        match self.run.is_partial() {
            true => Ok(!self.rungs_until(day)?.is_empty()),
            false => Ok(self.tx.any_rung_until(day)?),
        }
    }

    /// Reminders of owed tasks that reached nobody: the day they fired, the task and the rung.
    pub fn unreached(&self) -> Answer<Vec<(NaiveDate, TaskRef, String)>> {
        self.seen(self.tx.unreached()?, |(_, at, _)| &at.case)
    }

    /// Owed tasks with a binding term that ran out before `day`, earliest first.
    pub fn expired_before(&self, day: NaiveDate) -> Answer<Vec<TaskRef>> {
        self.seen(self.tx.expired_before(day)?, |at| &at.case)
    }

    // Messages.

    /// A message by key.
    pub fn message(&self, key: &str) -> Answer<Option<Message>> {
        match self.tx.message(key)? {
            Some(message) if self.shows(&message)? => Ok(Some(message)),
            _ => Ok(None),
        }
    }

    /// The messages whose keys begin so, in the order of keys.
    pub fn messages_keyed(&self, start: &str) -> Answer<Vec<Message>> {
        self.kept(self.tx.messages_keyed(start)?, |message| self.shows(message))
    }

    /// The messages about a task that are not delivered yet, in the order of keys.
    pub fn messages_about(&self, case: &CaseId, task: &TaskKey) -> Answer<Vec<Message>> {
        self.of(case, || Ok(self.tx.messages_about(case, task)?))
    }

    /// The messages made on these days (both included), by day and key.
    pub fn messages_made(&self, from: NaiveDate, to: NaiveDate) -> Answer<Vec<Message>> {
        self.kept(self.tx.messages_made(from, to)?, |message| self.shows(message))
    }

    /// Messages not delivered yet, those of digests first, then by case.
    pub fn messages_waiting(&self) -> Answer<Vec<Message>> {
        self.kept(self.tx.messages_waiting()?, |message| self.shows(message))
    }

    /// The same without their words.
    pub fn headings_waiting(&self) -> Answer<Vec<Heading>> {
        self.kept(self.tx.headings_waiting()?, |heading| Ok(self.message(&heading.key)?.is_some()))
    }

    // Actors.

    /// The codes of actors, by index; in the order of codes.
    pub fn actor_ids(&self, by: &ActorsBy) -> Answer<Vec<ActorId>> {
        self.kept(self.tx.actor_ids(by)?, |id| self.run.knows(id))
    }

    // The log.

    /// The last entry and its hash.
    pub fn head(&self) -> Answer<(u64, Hash)> {
        Ok(self.tx.head()?)
    }

    /// How many entries there are.
    pub fn log_len(&self) -> Answer<u64> {
        Ok(self.tx.log_len()?)
    }

    /// Entries from `from` on, at most `limit`. Of those that belong to no case, a person who may not read everything gets
    /// what tells of nobody.
    pub fn entries(&self, from: u64, limit: usize) -> Answer<Vec<Stored>> {
        self.kept(self.tx.entries(from, limit)?, |stored| match &stored.entry.case {
            Some(case) => self.run.sees(case),
            None => Ok(matches!(
                stored.entry.event,
                Event::StoreCreated { .. } | Event::EditionPublished { .. } | Event::CalendarAdopted { .. }
            )),
        })
    }

    // What tells of no case: editions, jobs, the calendar; numbers and counts that are never shown.

    /// An edition.
    pub fn edition(&self, edition: &EditionId) -> Answer<Option<Edition>> {
        Ok(self.tx.edition(edition)?)
    }

    /// Every edition, in the order of hashes.
    pub fn editions(&self) -> Answer<Vec<Edition>> {
        Ok(self.tx.editions()?)
    }

    /// The edition that new cases of a package get.
    pub fn active_edition(&self, package: &PackageName) -> Answer<Option<EditionId>> {
        Ok(self.tx.active_edition(package)?)
    }

    /// The packages that have an edition.
    pub fn packages(&self) -> Answer<Vec<PackageName>> {
        Ok(self.tx.packages()?)
    }

    /// A file of an edition, by the hash of its content.
    pub fn blob(&self, hash: &str) -> Answer<Option<Vec<u8>>> {
        Ok(self.tx.blob(hash)?)
    }

    /// Stores a file under the hash of its content.
    pub fn put_blob(&self, hash: &str, content: &[u8]) -> Answer<()> {
        Ok(self.tx.put_blob(hash, content)?)
    }

    /// When a job ran last.
    pub fn job(&self, job: &str) -> Answer<Option<JobState>> {
        Ok(self.tx.job(job)?)
    }

    /// The digest of the calendar that due dates follow.
    pub fn calendar_digest(&self) -> Answer<Option<String>> {
        Ok(self.tx.calendar_digest()?)
    }

    /// The last number given to a case whose number starts with `prefix`.
    pub fn counter(&self, prefix: &str) -> Answer<u64> {
        Ok(self.tx.counter(prefix)?)
    }

    /// Makes `last` the last number given.
    pub fn set_counter(&self, prefix: &str, last: u64) -> Answer<()> {
        Ok(self.tx.set_counter(prefix, last)?)
    }

    /// How many cases, tasks and actors there are: what a script may spend follows from it.
    pub fn counts(&self) -> Answer<(u64, u64, u64)> {
        Ok((self.tx.count_cases()?, self.tx.count_tasks()?, self.tx.count_actors()?))
    }
}
