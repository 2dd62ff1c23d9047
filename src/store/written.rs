//! The rows that events change as they stand in the store's tables, each with its indexes.

use super::apply::Rows;
use super::error::StoreError;
use super::tx::{TaskRef, Tx};
use crate::domain::actor::Actor;
use crate::domain::case::Case;
use crate::domain::document::Document;
use crate::domain::event::{Edition, Entry};
use crate::domain::ids::{ActorId, CaseId, TaskKey};
use crate::domain::job::JobState;
use crate::domain::message::Message;
use crate::domain::task::Task;

impl Tx {
    /// Brings the tables to where they stand after `entry`.
    pub fn apply(&self, entry: &Entry) -> Result<(), StoreError> {
        Written(self).apply(entry)
    }
}

/// The tables of an open transaction.
struct Written<'a>(&'a Tx);

impl Rows for Written<'_> {
    fn actor(&self, actor: &ActorId) -> Result<Option<Actor>, StoreError> {
        self.0.actor(actor)
    }

    fn put_actor(&mut self, actor: &Actor) -> Result<(), StoreError> {
        self.0.put_actor(actor)
    }

    fn put_edition(&mut self, edition: &Edition) -> Result<(), StoreError> {
        self.0.put_edition(edition)
    }

    fn put_fact(&mut self, name: &str, value: &str) -> Result<(), StoreError> {
        self.0.put_fact(name, value)
    }

    fn put_job(&mut self, job: &str, state: &JobState) -> Result<(), StoreError> {
        self.0.put_job(job, state)
    }

    fn put_message(&mut self, message: &Message) -> Result<(), StoreError> {
        self.0.put_message(message)
    }

    fn change_message(
        &mut self,
        key: &str,
        change: impl FnOnce(&mut Message),
    ) -> Result<Message, StoreError> {
        let absent = || StoreError::Absent { table: "outbox", key: key.to_owned() };
        let mut message = self.0.message(key)?.ok_or_else(absent)?;
        change(&mut message);
        self.0.put_message(&message)?;
        Ok(message)
    }

    fn put_document(&mut self, case: &CaseId, document: &Document) -> Result<(), StoreError> {
        self.0.put_document(case, document)
    }

    fn add_case(&mut self, case: &Case) -> Result<(), StoreError> {
        self.0.put_case(None, case)
    }

    fn change_case(&mut self, id: &CaseId, change: impl FnOnce(&mut Case)) -> Result<(), StoreError> {
        let absent = || StoreError::Absent { table: "cases", key: id.to_string() };
        let old = self.0.case(id)?.ok_or_else(absent)?;
        let mut new = old.clone();
        change(&mut new);
        self.0.put_case(Some(&old), &new)
    }

    fn add_task(&mut self, case: &CaseId, task: &Task) -> Result<(), StoreError> {
        self.0.put_task(case, None, task)
    }

    fn restore_task(&mut self, case: &CaseId, task: &Task) -> Result<(), StoreError> {
        let at = TaskRef { case: case.clone(), key: task.key.clone(), turn: task.turn };
        self.0.put_task(case, self.0.task(&at)?.as_ref(), task)
    }

    fn change_task(
        &mut self,
        case: &CaseId,
        key: &TaskKey,
        change: impl FnOnce(&mut Task),
    ) -> Result<(), StoreError> {
        let absent = || StoreError::Absent { table: "tasks", key: format!("{case} {key}") };
        let old = self.0.last_turn(case, key)?.ok_or_else(absent)?;
        let mut new = old.clone();
        change(&mut new);
        self.0.put_task(case, Some(&old), &new)
    }

    fn change_live_tasks(
        &mut self,
        case: &CaseId,
        mut change: impl FnMut(&mut Task),
    ) -> Result<(), StoreError> {
        for old in self.0.tasks_of(case)?.into_iter().filter(|task| task.state.is_live()) {
            let mut new = old.clone();
            change(&mut new);
            self.0.put_task(case, Some(&old), &new)?;
        }
        Ok(())
    }

    fn remove_task(&mut self, at: &TaskRef) -> Result<(), StoreError> {
        self.0.remove_task(at)
    }

    fn put_case_entry(&mut self, case: &CaseId, seq: u64) -> Result<(), StoreError> {
        self.0.put_case_entry(case, seq)
    }
}
