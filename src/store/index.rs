//! Rows with their indexes. What stands in an index is a function of the row, so that old keys can be told from new
//! ones and a scan gives the same.

use super::error::StoreError;
use super::tables::*;
use super::tx::{TaskRef, Tx, day_key, decode, encode};
use crate::domain::actor::Actor;
use crate::domain::case::Case;
use crate::domain::deadline::{Fate, Rung, TaskClock};
use crate::domain::document::Document;
use crate::domain::event::Edition;
use crate::domain::ids::CaseId;
use crate::domain::job::JobState;
use crate::domain::message::Message;
use crate::domain::resolve;
use crate::domain::task::{Task, TaskState};
use redb::ReadableTable as _;
use std::collections::BTreeSet;

impl Tx {
    /// Writes an actor and its index rows.
    pub(super) fn put_actor(&self, actor: &Actor) -> Result<(), StoreError> {
        let tx = self.writer()?;
        let id = actor.id.as_str();
        let old: Option<Actor> = {
            let mut table = tx.open_table(ACTORS)?;
            let old = table.insert(id, encode(actor).as_slice())?;
            old.map(|row| decode("actors", &id, row.value())).transpose()?
        };
        let parents = |a: &Actor| -> BTreeSet<String> { a.parent.iter().map(ToString::to_string).collect() };
        let mut table = tx.open_table(ACTORS_BY_KIND)?;
        let (gone, come) = changes(old.as_ref().map(kinds), Some(kinds(actor)));
        for key in gone {
            table.remove((key, id))?;
        }
        for key in come {
            table.insert((key, id), ())?;
        }
        for (definition, before, after) in [
            (ACTORS_BY_PARENT, old.as_ref().map(parents), parents(actor)),
            (ACTOR_NAMES, old.as_ref().map(names), names(actor)),
        ] {
            let mut table = tx.open_table(definition)?;
            let (gone, come) = changes(before, Some(after));
            for key in gone {
                table.remove((key.as_str(), id))?;
            }
            for key in come {
                table.insert((key.as_str(), id), ())?;
            }
        }
        Ok(())
    }

    /// Writes a case and its index rows. `old` is the row before.
    pub(super) fn put_case(&self, old: Option<&Case>, case: &Case) -> Result<(), StoreError> {
        let tx = self.writer()?;
        let id = case.id.as_str();
        tx.open_table(CASES)?.insert(id, encode(case).as_slice())?;
        if old.map(|o| (&o.kind, o.status)) != Some((&case.kind, case.status)) {
            let mut table = tx.open_table(CASES_BY_KIND)?;
            if let Some(o) = old {
                table.remove((o.package.as_str(), o.kind.as_str(), o.status.name(), id))?;
            }
            table.insert((case.package.as_str(), case.kind.as_str(), case.status.name(), id), ())?;
        }
        // A case never changes its package, its parent or its subject.
        if old.is_none() {
            tx.open_table(CASES_BY_SUBJECT)?.insert((case.subject.as_str(), id), ())?;
            if let Some(parent) = &case.parent {
                tx.open_table(CASES_BY_PARENT)?.insert((parent.as_str(), id), ())?;
            }
            if let Some((prefix, number)) = numbered(&case.id) {
                let mut table = tx.open_table(COUNTERS)?;
                let last = table.get(prefix)?.map_or(0, |row| row.value());
                table.insert(prefix, last.max(number))?;
            }
        }
        Ok(())
    }

    /// Writes a task and its index rows. `old` is the row before.
    pub(super) fn put_task(&self, case: &CaseId, old: Option<&Task>, task: &Task) -> Result<(), StoreError> {
        let tx = self.writer()?;
        let (case, key, turn) = (case.as_str(), task.key.as_str(), task.turn);
        tx.open_table(TASKS)?.insert((case, key, turn), encode(task).as_slice())?;
        let (gone, come) = changes(old.map(owed_by), Some(owed_by(task)));
        if !(gone.is_empty() && come.is_empty()) {
            let mut table = tx.open_table(TASKS_BY_OWNER)?;
            for owner in gone {
                table.remove((owner, case, key, turn))?;
            }
            for owner in come {
                table.insert((owner, case, key, turn), ())?;
            }
        }
        let (gone, come) = changes(old.map(due_days), Some(due_days(task)));
        if !(gone.is_empty() && come.is_empty()) {
            let mut table = tx.open_table(DUE)?;
            for day in gone {
                table.remove((day, case, key, turn))?;
            }
            for day in come {
                table.insert((day, case, key, turn), ())?;
            }
        }
        let (gone, come) = changes(old.map(planned), Some(planned(task)));
        if !(gone.is_empty() && come.is_empty()) {
            let mut table = tx.open_table(RUNGS)?;
            for (day, rung) in gone {
                table.remove((day, case, key, turn, rung))?;
            }
            for (day, rung) in come {
                table.insert((day, case, key, turn, rung), ())?;
            }
        }
        let (gone, come) = changes(old.map(expires), Some(expires(task)));
        if !(gone.is_empty() && come.is_empty()) {
            let mut table = tx.open_table(EXPIRIES)?;
            for day in gone {
                table.remove((day, case, key, turn))?;
            }
            for day in come {
                table.insert((day, case, key, turn), ())?;
            }
        }
        let (gone, come) = changes(old.map(unreached), Some(unreached(task)));
        if !(gone.is_empty() && come.is_empty()) {
            let mut table = tx.open_table(UNREACHED)?;
            for (day, rung) in gone {
                table.remove((day, case, key, turn, rung))?;
            }
            for (day, rung) in come {
                table.insert((day, case, key, turn, rung), ())?;
            }
        }
        Ok(())
    }

    /// Removes a task and its index rows.
    pub(super) fn remove_task(&self, at: &TaskRef) -> Result<(), StoreError> {
        let Some(old) = self.task(at)? else { return Ok(()) };
        // A task that is owed no more stands in no index.
        let ended = Task { state: TaskState::Cancelled, ..old.clone() };
        self.put_task(&at.case, Some(&old), &ended)?;
        self.writer()?.open_table(TASKS)?.remove((at.case.as_str(), at.key.as_str(), at.turn))?;
        Ok(())
    }

    /// Writes a paper of a case.
    pub(super) fn put_document(&self, case: &CaseId, document: &Document) -> Result<(), StoreError> {
        let key = (case.as_str(), document.number_in_case);
        self.writer()?.open_table(DOCUMENTS)?.insert(key, encode(document).as_slice())?;
        Ok(())
    }

    /// Writes a message and whether it waits.
    pub(super) fn put_message(&self, message: &Message) -> Result<(), StoreError> {
        let tx = self.writer()?;
        let key = message.key.as_str();
        tx.open_table(OUTBOX)?.insert(key, encode(message).as_slice())?;
        tx.open_table(OUTBOX_BY_DAY)?.insert((day_key(message.on), key), ())?;
        let about = message.about.as_ref();
        let (case, task) = about.map_or(("", ""), |about| (about.case.as_str(), about.task.as_str()));
        let mut waiting = tx.open_table(OUTBOX_WAITING)?;
        if message.state.waits() {
            waiting.insert((case, task, key), ())?
        } else {
            waiting.remove((case, task, key))?
        };
        Ok(())
    }

    /// Writes an edition and makes it the one new cases get.
    pub(super) fn put_edition(&self, edition: &Edition) -> Result<(), StoreError> {
        let tx = self.writer()?;
        tx.open_table(EDITIONS)?.insert(edition.id.as_str(), encode(edition).as_slice())?;
        tx.open_table(PACKAGES)?.insert(edition.package.as_str(), edition.id.as_str())?;
        Ok(())
    }

    /// Writes the last run of a scheduled script.
    pub(super) fn put_job(&self, job: &str, state: &JobState) -> Result<(), StoreError> {
        self.writer()?.open_table(JOBS)?.insert(job, encode(state).as_slice())?;
        Ok(())
    }

    /// Writes a fact about the whole store.
    pub(super) fn put_fact(&self, name: &str, value: &str) -> Result<(), StoreError> {
        self.writer()?.open_table(FACTS)?.insert(name, value)?;
        Ok(())
    }

    /// Notes that an entry is about a case.
    pub(super) fn put_case_entry(&self, case: &CaseId, seq: u64) -> Result<(), StoreError> {
        self.writer()?.open_table(LOG_BY_CASE)?.insert((case.as_str(), seq), ())?;
        Ok(())
    }
}

/// The kinds an actor counts as.
pub(super) fn kinds(actor: &Actor) -> BTreeSet<&'static str> {
    std::iter::once(&actor.kind).chain(&actor.also).map(|kind| kind.name()).collect()
}

/// The names an actor is found by.
pub(super) fn names(actor: &Actor) -> BTreeSet<String> {
    resolve::keys(actor).into_iter().collect()
}

/// `LC-2022-017` → (`LC-2022`, 17).
pub(super) fn numbered(id: &CaseId) -> Option<(&str, u64)> {
    let (prefix, number) = id.as_str().rsplit_once('-')?;
    Some((prefix, number.parse().ok()?))
}

pub(super) fn owed_by(task: &Task) -> BTreeSet<&str> {
    task.state.is_live().then_some(task.owner.as_str()).into_iter().collect()
}

/// The clock of a task that is owed.
fn live_clock(task: &Task) -> Option<&TaskClock> {
    task.clock.as_ref().filter(|_| task.state.is_live())
}

/// The clock of a task that is owed, while it runs.
fn running(task: &Task) -> Option<&TaskClock> {
    live_clock(task).filter(|clock| clock.runs())
}

pub(super) fn due_days(task: &Task) -> BTreeSet<i32> {
    running(task).map(|clock| day_key(clock.due)).into_iter().collect()
}

pub(super) fn expires(task: &Task) -> BTreeSet<i32> {
    let binds = |clock: &&TaskClock| clock.expiry.as_ref().is_some_and(|expiry| expiry.reached_on.is_none());
    running(task).filter(binds).map(|clock| day_key(clock.due)).into_iter().collect()
}

pub(super) fn planned(task: &Task) -> BTreeSet<(i32, &str)> {
    let rungs = running(task).into_iter().flat_map(|clock| &clock.rungs);
    rungs.filter(|rung| rung.fired_on.is_none()).map(|rung| (day_key(rung.day), rung.name.as_str())).collect()
}

pub(super) fn unreached(task: &Task) -> BTreeSet<(i32, &str)> {
    let rungs = live_clock(task).into_iter().flat_map(|clock| &clock.rungs);
    let key = |rung: &'_ Rung| rung.fired_on.filter(|_| rung.fate == Some(Fate::Nobody)).map(day_key);
    rungs.filter_map(|rung| Some((key(rung)?, rung.name.as_str()))).collect()
}

/// The keys that go and the keys that come.
fn changes<K: Ord + Clone>(old: Option<BTreeSet<K>>, new: Option<BTreeSet<K>>) -> (Vec<K>, Vec<K>) {
    let (old, new) = (old.unwrap_or_default(), new.unwrap_or_default());
    (old.difference(&new).cloned().collect(), new.difference(&old).cloned().collect())
}
