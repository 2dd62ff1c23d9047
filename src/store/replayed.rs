//! The rows that events change, in memory, while the log is replayed; and their comparison with the store's tables. An
//! index follows from the rows it leads to, so each is made once, at the end.

use super::apply::Rows;
use super::error::StoreError;
use super::index::{due_days, expires, kinds, names, numbered, owed_by, planned, unreached};
use super::tables::*;
use super::tx::{TaskRef, day_key, encode};
use crate::domain::actor::Actor;
use crate::domain::case::Case;
use crate::domain::document::Document;
use crate::domain::event::Edition;
use crate::domain::ids::{ActorId, CaseId, EditionId, PackageName, TaskKey};
use crate::domain::job::JobState;
use crate::domain::message::Message;
use crate::domain::task::Task;
use redb::{Key, ReadTransaction, TableDefinition, Value};
use std::collections::{BTreeMap, BTreeSet};

/// What the log gives.
#[derive(Default)]
pub(super) struct Replayed {
    actors: BTreeMap<ActorId, Actor>,
    cases: BTreeMap<CaseId, Case>,
    tasks: BTreeMap<CaseId, BTreeMap<(TaskKey, u16), Task>>,
    documents: BTreeMap<(CaseId, u32), Document>,
    messages: BTreeMap<String, Message>,
    messages_by_day: BTreeSet<(i32, String)>,
    editions: BTreeMap<EditionId, Edition>,
    packages: BTreeMap<PackageName, EditionId>,
    jobs: BTreeMap<String, JobState>,
    facts: BTreeMap<String, String>,
    entries: BTreeMap<CaseId, Vec<u64>>,
}

fn absent(table: &'static str, key: &impl ToString) -> StoreError {
    StoreError::Absent { table, key: key.to_string() }
}

impl Rows for Replayed {
    fn actor(&self, actor: &ActorId) -> Result<Option<Actor>, StoreError> {
        Ok(self.actors.get(actor).cloned())
    }

    fn put_actor(&mut self, actor: &Actor) -> Result<(), StoreError> {
        self.actors.insert(actor.id.clone(), actor.clone());
        Ok(())
    }

    fn put_edition(&mut self, edition: &Edition) -> Result<(), StoreError> {
        self.packages.insert(edition.package.clone(), edition.id.clone());
        self.editions.insert(edition.id.clone(), edition.clone());
        Ok(())
    }

    fn put_fact(&mut self, name: &str, value: &str) -> Result<(), StoreError> {
        self.facts.insert(name.to_owned(), value.to_owned());
        Ok(())
    }

    fn put_job(&mut self, job: &str, state: &JobState) -> Result<(), StoreError> {
        self.jobs.insert(job.to_owned(), state.clone());
        Ok(())
    }

    fn put_message(&mut self, message: &Message) -> Result<(), StoreError> {
        self.messages_by_day.insert((day_key(message.on), message.key.clone()));
        self.messages.insert(message.key.clone(), message.clone());
        Ok(())
    }

    fn change_message(
        &mut self,
        key: &str,
        change: impl FnOnce(&mut Message),
    ) -> Result<Message, StoreError> {
        let message = self.messages.get_mut(key).ok_or_else(|| absent("outbox", &key))?;
        change(message);
        Ok(message.clone())
    }

    fn put_document(&mut self, case: &CaseId, document: &Document) -> Result<(), StoreError> {
        self.documents.insert((case.clone(), document.number_in_case), document.clone());
        Ok(())
    }

    fn add_case(&mut self, case: &Case) -> Result<(), StoreError> {
        self.cases.insert(case.id.clone(), case.clone());
        Ok(())
    }

    fn change_case(&mut self, id: &CaseId, change: impl FnOnce(&mut Case)) -> Result<(), StoreError> {
        change(self.cases.get_mut(id).ok_or_else(|| absent("cases", id))?);
        Ok(())
    }

    fn add_task(&mut self, case: &CaseId, task: &Task) -> Result<(), StoreError> {
        let tasks = match self.tasks.get_mut(case) {
            Some(tasks) => tasks,
            None => self.tasks.entry(case.clone()).or_default(),
        };
        tasks.insert((task.key.clone(), task.turn), task.clone());
        Ok(())
    }

    fn restore_task(&mut self, case: &CaseId, task: &Task) -> Result<(), StoreError> {
        self.add_task(case, task)
    }

    fn change_task(
        &mut self,
        case: &CaseId,
        key: &TaskKey,
        change: impl FnOnce(&mut Task),
    ) -> Result<(), StoreError> {
        let turns = (key.clone(), 0)..=(key.clone(), u16::MAX);
        let last = self.tasks.get_mut(case).and_then(|tasks| tasks.range_mut(turns).next_back());
        let (_, task) = last.ok_or_else(|| absent("tasks", &format!("{case} {key}")))?;
        change(task);
        Ok(())
    }

    fn change_live_tasks(&mut self, case: &CaseId, change: impl FnMut(&mut Task)) -> Result<(), StoreError> {
        let tasks = self.tasks.get_mut(case).into_iter().flat_map(BTreeMap::values_mut);
        tasks.filter(|task| task.state.is_live()).for_each(change);
        Ok(())
    }

    fn remove_task(&mut self, at: &TaskRef) -> Result<(), StoreError> {
        if let Some(tasks) = self.tasks.get_mut(&at.case) {
            tasks.remove(&(at.key.clone(), at.turn));
        }
        Ok(())
    }

    fn put_case_entry(&mut self, case: &CaseId, seq: u64) -> Result<(), StoreError> {
        match self.entries.get_mut(case) {
            Some(entries) => entries.push(seq),
            None => drop(self.entries.insert(case.clone(), vec![seq])),
        }
        Ok(())
    }
}

impl Replayed {
    /// Compares every table that follows from the log; gives the first row that differs.
    pub(super) fn compare(&self, kept: &ReadTransaction) -> Result<Option<Difference>, StoreError> {
        let mut with = Comparison { kept, first: None };
        self.compare_actors(&mut with)?;
        self.compare_cases(&mut with)?;
        self.compare_tasks(&mut with)?;
        self.compare_messages(&mut with)?;
        let documents = self.documents.iter();
        with.rows(DOCUMENTS, documents.map(|((case, number), row)| ((case.as_str(), *number), encode(row))))?;
        with.rows(EDITIONS, self.editions.iter().map(|(id, row)| (id.as_str(), encode(row))))?;
        let packages = self.packages.iter();
        with.rows(PACKAGES, packages.map(|(name, id)| (name.as_str(), id.as_str().into())))?;
        with.rows(JOBS, self.jobs.iter().map(|(job, row)| (job.as_str(), encode(row))))?;
        with.rows(FACTS, self.facts.iter().map(|(name, fact)| (name.as_str(), fact.as_str().into())))?;
        let entries = self.entries.iter();
        let entries = entries.flat_map(|(case, seqs)| seqs.iter().map(|seq| (case.as_str(), *seq)));
        with.keys(LOG_BY_CASE, entries)?;
        Ok(with.first)
    }

    fn compare_actors(&self, with: &mut Comparison<'_>) -> Result<(), StoreError> {
        let actors = || self.actors.values().map(|actor| (actor.id.as_str(), actor));
        with.rows(ACTORS, actors().map(|(id, actor)| (id, encode(actor))))?;
        let of_kinds = actors().flat_map(|(id, actor)| kinds(actor).into_iter().map(move |kind| (kind, id)));
        with.keys(ACTORS_BY_KIND, of_kinds)?;
        let below = actors().filter_map(|(id, actor)| Some((actor.parent.as_ref()?.as_str(), id)));
        with.keys(ACTORS_BY_PARENT, below)?;
        let named = actors().flat_map(|(id, actor)| names(actor).into_iter().map(move |name| (name, id)));
        let named: Vec<(String, &str)> = named.collect();
        with.keys(ACTOR_NAMES, named.iter().map(|(name, id)| (name.as_str(), *id)))
    }

    fn compare_cases(&self, with: &mut Comparison<'_>) -> Result<(), StoreError> {
        let cases = || self.cases.values().map(|case| (case.id.as_str(), case));
        with.rows(CASES, cases().map(|(id, case)| (id, encode(case))))?;
        let kinds =
            cases().map(|(id, case)| (case.package.as_str(), case.kind.as_str(), case.status.name(), id));
        with.keys(CASES_BY_KIND, kinds)?;
        let below = cases().filter_map(|(id, case)| Some((case.parent.as_ref()?.as_str(), id)));
        with.keys(CASES_BY_PARENT, below)?;
        with.keys(CASES_BY_SUBJECT, cases().map(|(id, case)| (case.subject.as_str(), id)))?;
        let mut counters: BTreeMap<&str, u64> = BTreeMap::new();
        for (prefix, number) in cases().filter_map(|(_, case)| numbered(&case.id)) {
            let last = counters.entry(prefix).or_default();
            *last = number.max(*last);
        }
        with.rows(COUNTERS, counters.iter().map(|(prefix, last)| (*prefix, last.to_le_bytes().to_vec())))
    }

    fn compare_tasks(&self, with: &mut Comparison<'_>) -> Result<(), StoreError> {
        let tasks = || {
            let cases = self.tasks.iter().map(|(case, tasks)| (case.as_str(), tasks));
            cases.flat_map(|(case, tasks)| {
                tasks.values().map(move |task| ((case, task.key.as_str(), task.turn), task))
            })
        };
        with.rows(TASKS, tasks().map(|(at, task)| (at, encode(task))))?;
        let owners = tasks().flat_map(|((case, key, turn), task)| {
            owed_by(task).into_iter().map(move |owner| (owner, case, key, turn))
        });
        with.keys(TASKS_BY_OWNER, owners)?;
        let due = tasks().flat_map(|((case, key, turn), task)| {
            due_days(task).into_iter().map(move |day| (day, case, key, turn))
        });
        with.keys(DUE, due)?;
        let rungs = tasks().flat_map(|((case, key, turn), task)| {
            planned(task).into_iter().map(move |(day, rung)| (day, case, key, turn, rung))
        });
        with.keys(RUNGS, rungs)?;
        let expiries = tasks().flat_map(|((case, key, turn), task)| {
            expires(task).into_iter().map(move |day| (day, case, key, turn))
        });
        with.keys(EXPIRIES, expiries)?;
        let nobody = tasks().flat_map(|((case, key, turn), task)| {
            unreached(task).into_iter().map(move |(day, rung)| (day, case, key, turn, rung))
        });
        with.keys(UNREACHED, nobody)
    }

    fn compare_messages(&self, with: &mut Comparison<'_>) -> Result<(), StoreError> {
        with.rows(OUTBOX, self.messages.iter().map(|(key, row)| (key.as_str(), encode(row))))?;
        let waiting = self.messages.values().filter(|message| message.state.waits()).map(|message| {
            let about = message.about.as_ref();
            let (case, task) = about.map_or(("", ""), |about| (about.case.as_str(), about.task.as_str()));
            (case, task, message.key.as_str())
        });
        with.keys(OUTBOX_WAITING, waiting)?;
        with.keys(OUTBOX_BY_DAY, self.messages_by_day.iter().map(|(day, key)| (*day, key.as_str())))
    }
}

/// Tables compared one after the other, up to the first row that differs.
struct Comparison<'t> {
    kept: &'t ReadTransaction,
    first: Option<Difference>,
}

impl Comparison<'_> {
    /// Compares a table with its rows, in the order of their keys.
    fn rows<'r, K: Key + 'static, V: Value + 'static>(
        &mut self,
        table: TableDefinition<'static, K, V>,
        wanted: impl Iterator<Item = (K::SelfType<'r>, Vec<u8>)>,
    ) -> Result<(), StoreError> {
        if self.first.is_none() {
            self.first = compare(table, self.kept, wanted)?;
        }
        Ok(())
    }

    /// Compares an index with its keys, in any order.
    fn keys<'r, K: Key + 'static>(
        &mut self,
        index: TableDefinition<'static, K, ()>,
        wanted: impl Iterator<Item = K::SelfType<'r>>,
    ) -> Result<(), StoreError>
    where
        K::SelfType<'r>: Ord,
    {
        if self.first.is_some() {
            return Ok(());
        }
        let mut keys: Vec<_> = wanted.collect();
        keys.sort_unstable();
        self.rows(index, keys.into_iter().map(|key| (key, Vec::new())))
    }
}

#[cfg(test)]
mod tests {
    /// A table that is forgotten here would be vouched for without a look.
    #[test]
    fn every_table_that_follows_from_the_log_is_compared() {
        let (_, rest) = include_str!("tables.rs").split_once("    derived {").unwrap();
        let (derived, _) = rest.split_once("    kept {").unwrap();
        let names: Vec<&str> = derived
            .lines()
            .filter_map(|line| line.trim().split_once("(\"").map(|(name, _)| name))
            .filter(|name| name.chars().all(|c| c.is_ascii_uppercase() || c == '_'))
            .collect();
        assert!(names.len() > 20, "{names:?}");
        let own = include_str!("replayed.rs").split_whitespace().collect::<String>();
        for name in names {
            let compared = ["rows", "keys"].iter().any(|how| own.contains(&format!("with.{how}({name},")));
            assert!(compared, "{name}");
        }
    }
}
