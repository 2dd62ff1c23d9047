//! Reading rows, from a snapshot or from the open write transaction alike.

use super::error::StoreError;
use super::tables::*;
use crate::domain::actor::{Actor, ActorKind};
use crate::domain::case::{Case, CaseStatus};
use crate::domain::document::Document;
use crate::domain::event::Edition;
use crate::domain::hex::to_hex;
use crate::domain::ids::{ActorId, CaseId, EditionId, KindName, PackageName, TaskKey};
use crate::domain::job::JobState;
use crate::domain::message::{Heading, Message};
use crate::domain::task::Task;
use chrono::{Datelike as _, NaiveDate};
use redb::{ReadTransaction, ReadableTable, ReadableTableMetadata as _, WriteTransaction};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeSet;
use std::fmt::Debug;

/// A transaction: a snapshot, or the one writer's.
#[expect(clippy::large_enum_variant, reason = "a run has one; a box would gain nothing")]
pub enum Tx {
    /// Reads a snapshot.
    Read(ReadTransaction),
    /// Reads and writes; dropped without a commit it leaves no trace.
    Write(WriteTransaction),
}

/// Runs an expression on a table of either kind of transaction.
macro_rules! read {
    ($tx:expr, $table:expr, |$name:ident| $body:expr) => {
        match $tx {
            $crate::store::tx::Tx::Read(tx) => {
                let $name = tx.open_table($table)?;
                $body
            }
            $crate::store::tx::Tx::Write(tx) => {
                let $name = tx.open_table($table)?;
                $body
            }
        }
    };
}
pub(super) use read;

/// Which task: its case, key and turn.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TaskRef {
    /// Its case.
    pub case: CaseId,
    /// Its key.
    pub key: TaskKey,
    /// Its turn.
    pub turn: u16,
}

/// The ways to find cases by index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CasesBy {
    /// All of them.
    All,
    /// Of a kind of a package.
    Kind(PackageName, KindName),
    /// Of a kind of a package, with a status.
    KindStatus(PackageName, KindName, CaseStatus),
    /// Below a case.
    Parent(CaseId),
    /// About an actor.
    Subject(ActorId),
}

/// The ways to find tasks by index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TasksBy {
    /// All of them.
    All,
    /// Of a case, in the order in which they were added.
    Case(CaseId),
    /// Owed by an actor.
    Owner(ActorId),
    /// Owed, with a due date on these days (both included) and a running clock; earliest first.
    Due(NaiveDate, NaiveDate),
}

/// The ways to find actors by index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ActorsBy {
    /// All of them.
    All,
    /// That count as a kind.
    Kind(ActorKind),
    /// That belong to an actor.
    Parent(ActorId),
    /// With this name, folded (without marks).
    Name(String),
}

/// The name under which the digest of the calendar is kept.
pub(super) const CALENDAR: &str = "calendar";
/// Stands for the digest of the calendar once due dates follow more than one.
pub const SEVERAL: &str = "several";

/// Encodes a row. The types stored are plain data, for which this cannot fail.
pub(super) fn encode<T: Serialize>(row: &T) -> Vec<u8> {
    serde_json::to_vec(row).expect("plain data always encodes")
}

/// Decodes a row of `table`.
pub(super) fn decode<T: DeserializeOwned>(
    table: &'static str,
    key: &impl Debug,
    json: &[u8],
) -> Result<T, StoreError> {
    serde_json::from_slice(json).map_err(|cause| StoreError::Corrupt {
        table,
        key: format!("{key:?}"),
        cause,
    })
}

/// A day as an index key.
pub(super) fn day_key(day: NaiveDate) -> i32 {
    day.num_days_from_ce()
}

/// A row of an index was not made from an identifier; only a damaged file can show one.
fn id<T: std::str::FromStr>(table: &'static str, text: &str) -> Result<T, StoreError> {
    text.parse().map_err(|_| StoreError::Absent { table, key: text.to_owned() })
}

/// The identifiers in the last place of a two-part index.
macro_rules! second {
    ($tx:expr, $table:expr, $name:literal, $first:expr) => {
        read!($tx, $table, |table| {
            let first: &str = $first;
            let mut found = Vec::new();
            for row in table.range((first, "")..)? {
                let (key, _) = row?;
                let (head, last) = key.value();
                if head != first {
                    break;
                }
                found.push(id($name, last)?);
            }
            Ok(found)
        })
    };
}

impl Tx {
    /// The redb transaction to write in.
    pub(super) fn writer(&self) -> Result<&WriteTransaction, StoreError> {
        match self {
            Self::Write(tx) => Ok(tx),
            Self::Read(_) => Err(StoreError::ReadOnly),
        }
    }

    /// Makes what was written durable and visible to all.
    pub fn commit(self) -> Result<(), StoreError> {
        match self {
            Self::Write(tx) => Ok(tx.commit()?),
            Self::Read(_) => Err(StoreError::ReadOnly),
        }
    }

    /// How many cases there are.
    pub fn count_cases(&self) -> Result<u64, StoreError> {
        read!(self, CASES, |table| Ok(table.len()?))
    }

    /// How many tasks there are.
    pub fn count_tasks(&self) -> Result<u64, StoreError> {
        read!(self, TASKS, |table| Ok(table.len()?))
    }

    /// How many actors there are.
    pub fn count_actors(&self) -> Result<u64, StoreError> {
        read!(self, ACTORS, |table| Ok(table.len()?))
    }

    /// An actor by code.
    pub fn actor(&self, actor: &ActorId) -> Result<Option<Actor>, StoreError> {
        read!(self, ACTORS, |table| {
            table.get(actor.as_str())?.map(|row| decode("actors", actor, row.value())).transpose()
        })
    }

    /// The codes of actors, by index; in the order of codes.
    pub fn actor_ids(&self, by: &ActorsBy) -> Result<Vec<ActorId>, StoreError> {
        match by {
            ActorsBy::All => read!(self, ACTORS, |table| {
                table.iter()?.map(|row| id("actors", row?.0.value())).collect()
            }),
            ActorsBy::Kind(kind) => second!(self, ACTORS_BY_KIND, "actors_by_kind", kind.name()),
            ActorsBy::Parent(parent) => second!(self, ACTORS_BY_PARENT, "actors_by_parent", parent.as_str()),
            ActorsBy::Name(folded) => second!(self, ACTOR_NAMES, "actor_names", folded),
        }
    }

    /// A case by number.
    pub fn case(&self, case: &CaseId) -> Result<Option<Case>, StoreError> {
        read!(self, CASES, |table| {
            table.get(case.as_str())?.map(|row| decode("cases", case, row.value())).transpose()
        })
    }

    /// The numbers of cases, by index; in the order of numbers.
    pub fn case_ids(&self, by: &CasesBy) -> Result<Vec<CaseId>, StoreError> {
        match by {
            CasesBy::All => {
                read!(self, CASES, |table| table.iter()?.map(|row| id("cases", row?.0.value())).collect())
            }
            CasesBy::Kind(package, kind) => {
                let mut found = Vec::new();
                for status in [CaseStatus::Closed, CaseStatus::Open, CaseStatus::Suspended] {
                    let by = CasesBy::KindStatus(package.clone(), kind.clone(), status);
                    found.extend(self.case_ids(&by)?);
                }
                found.sort_unstable();
                Ok(found)
            }
            CasesBy::KindStatus(package, kind, status) => read!(self, CASES_BY_KIND, |table| {
                let first = (package.as_str(), kind.as_str(), status.name());
                let mut found = Vec::new();
                for row in table.range((first.0, first.1, first.2, "")..)? {
                    let (key, _) = row?;
                    let (row_package, row_kind, row_status, case) = key.value();
                    if (row_package, row_kind, row_status) != first {
                        break;
                    }
                    found.push(id("cases_by_kind", case)?);
                }
                Ok(found)
            }),
            CasesBy::Parent(parent) => second!(self, CASES_BY_PARENT, "cases_by_parent", parent.as_str()),
            CasesBy::Subject(subject) => {
                second!(self, CASES_BY_SUBJECT, "cases_by_subject", subject.as_str())
            }
        }
    }

    /// The tasks of a case, in the order in which they were added.
    pub fn tasks_of(&self, case: &CaseId) -> Result<Vec<Task>, StoreError> {
        let mut tasks: Vec<Task> = read!(self, TASKS, |table| {
            let name = case.as_str();
            let mut found = Vec::new();
            for row in table.range((name, "", 0)..)? {
                let (key, json) = row?;
                if key.value().0 != name {
                    break;
                }
                found.push(decode("tasks", &key.value(), json.value())?);
            }
            Ok::<_, StoreError>(found)
        })?;
        tasks.sort_by_key(|task| task.order);
        Ok(tasks)
    }

    /// One task.
    pub fn task(&self, task: &TaskRef) -> Result<Option<Task>, StoreError> {
        let key = (task.case.as_str(), task.key.as_str(), task.turn);
        read!(self, TASKS, |table| table.get(key)?.map(|row| decode("tasks", &key, row.value())).transpose())
    }

    /// The last turn of the task of this key.
    pub fn last_turn(&self, case: &CaseId, task: &TaskKey) -> Result<Option<Task>, StoreError> {
        let (case, key) = (case.as_str(), task.as_str());
        read!(self, TASKS, |table| {
            let last = table.range((case, key, 0)..=(case, key, u16::MAX))?.next_back().transpose()?;
            last.map(|(row_key, row)| decode("tasks", &row_key.value(), row.value())).transpose()
        })
    }

    /// Which tasks, by index.
    pub fn task_refs(&self, by: &TasksBy) -> Result<Vec<TaskRef>, StoreError> {
        match by {
            TasksBy::All => read!(self, TASKS, |table| {
                table.iter()?.map(|row| task_ref("tasks", row?.0.value())).collect()
            }),
            TasksBy::Case(case) => {
                let tasks = self.tasks_of(case)?;
                Ok(tasks
                    .into_iter()
                    .map(|t| TaskRef { case: case.clone(), key: t.key, turn: t.turn })
                    .collect())
            }
            TasksBy::Owner(owner) => read!(self, TASKS_BY_OWNER, |table| {
                let owner = owner.as_str();
                let mut found = Vec::new();
                for row in table.range((owner, "", "", 0)..)? {
                    let (key, _) = row?;
                    let (row_owner, case, task, turn) = key.value();
                    if row_owner != owner {
                        break;
                    }
                    found.push(task_ref("tasks_by_owner", (case, task, turn))?);
                }
                Ok(found)
            }),
            TasksBy::Due(from, to) => read!(self, DUE, |table| {
                let range = (day_key(*from), "", "", 0)..(day_key(*to) + 1, "", "", 0);
                let rows = table.range(range)?.map(|row| {
                    let (key, _) = row?;
                    let (_, case, task, turn) = key.value();
                    task_ref("due", (case, task, turn))
                });
                rows.collect()
            }),
        }
    }

    /// The reminders planned for `day` or before that have not fired: day, task and rung, earliest first.
    pub fn rungs_until(&self, day: NaiveDate) -> Result<Vec<(NaiveDate, TaskRef, String)>, StoreError> {
        read!(self, RUNGS, |table| {
            let rows = table.range(..(day_key(day) + 1, "", "", 0, ""))?;
            rows.map(|row| rung_row("rungs", row?.0.value())).collect()
        })
    }

    /// Whether any reminder planned for `day` or before has not fired.
    pub fn any_rung_until(&self, day: NaiveDate) -> Result<bool, StoreError> {
        read!(self, RUNGS, |table| {
            let first = table.range(..(day_key(day) + 1, "", "", 0, ""))?.next().transpose()?;
            Ok(first.is_some())
        })
    }

    /// The papers of a case, in the order in which they were recorded.
    pub fn documents_of(&self, case: &CaseId) -> Result<Vec<Document>, StoreError> {
        read!(self, DOCUMENTS, |table| {
            let case = case.as_str();
            let rows = table.range((case, 0)..=(case, u32::MAX))?;
            rows.map(|row| {
                row.map_err(StoreError::from)
                    .and_then(|(key, json)| decode("documents", &key.value(), json.value()))
            })
            .collect()
        })
    }

    /// A message by key.
    pub fn message(&self, key: &str) -> Result<Option<Message>, StoreError> {
        read!(self, OUTBOX, |table| table
            .get(key)?
            .map(|row| decode("outbox", &key, row.value()))
            .transpose())
    }

    /// The messages whose keys begin so, in the order of keys.
    pub fn messages_keyed(&self, start: &str) -> Result<Vec<Message>, StoreError> {
        read!(self, OUTBOX, |table| {
            let mut found = Vec::new();
            for row in table.range(start..)? {
                let (key, row) = row?;
                if !key.value().starts_with(start) {
                    break;
                }
                found.push(decode("outbox", &key.value(), row.value())?);
            }
            Ok::<_, StoreError>(found)
        })
    }

    /// The messages about a task that are not delivered yet, in the order of keys.
    pub fn messages_about(&self, case: &CaseId, task: &TaskKey) -> Result<Vec<Message>, StoreError> {
        let (case, task) = (case.as_str(), task.as_str());
        let keys: Vec<String> = read!(self, OUTBOX_WAITING, |table| {
            let mut found = Vec::new();
            for row in table.range((case, task, "")..)? {
                let (key, _) = row?;
                let (row_case, row_task, message) = key.value();
                if (row_case, row_task) != (case, task) {
                    break;
                }
                found.push(message.to_owned());
            }
            Ok::<_, StoreError>(found)
        })?;
        self.messages(&keys)
    }

    /// The messages made on these days (both included), by day and key.
    pub fn messages_made(&self, from: NaiveDate, to: NaiveDate) -> Result<Vec<Message>, StoreError> {
        let keys: Vec<String> = read!(self, OUTBOX_BY_DAY, |table| {
            let rows = table.range((day_key(from), "")..(day_key(to) + 1, ""))?;
            rows.map(|row| row.map(|(key, _)| key.value().1.to_owned()))
                .collect::<Result<_, _>>()
                .map_err(StoreError::from)
        })?;
        self.messages(&keys)
    }

    fn messages<T: DeserializeOwned>(&self, keys: &[String]) -> Result<Vec<T>, StoreError> {
        let absent = |key: &String| StoreError::Absent { table: "outbox", key: key.clone() };
        read!(self, OUTBOX, |table| {
            let found = keys.iter().map(|key| {
                let row = table.get(key.as_str())?.ok_or_else(|| absent(key))?;
                decode("outbox", key, row.value())
            });
            found.collect()
        })
    }

    /// The last run of a scheduled script.
    pub fn job(&self, job: &str) -> Result<Option<JobState>, StoreError> {
        read!(self, JOBS, |table| table.get(job)?.map(|row| decode("jobs", &job, row.value())).transpose())
    }

    /// The digest of the days off that due dates follow, once any was adopted.
    pub fn calendar_digest(&self) -> Result<Option<String>, StoreError> {
        read!(self, FACTS, |table| Ok(table.get(CALENDAR)?.map(|row| row.value().to_owned())))
    }

    /// Owed tasks with a binding term that ran out before `day`, earliest first.
    pub fn expired_before(&self, day: NaiveDate) -> Result<Vec<TaskRef>, StoreError> {
        read!(self, EXPIRIES, |table| {
            let rows = table.range(..(day_key(day), "", "", 0))?.map(|row| {
                let (key, _) = row?;
                let (_, case, task, turn) = key.value();
                task_ref("expiries", (case, task, turn))
            });
            rows.collect()
        })
    }

    /// Reminders of owed tasks that reached nobody: the day they fired, the task and the rung.
    pub fn unreached(&self) -> Result<Vec<(NaiveDate, TaskRef, String)>, StoreError> {
        read!(self, UNREACHED, |table| table
            .iter()?
            .map(|row| rung_row("unreached", row?.0.value()))
            .collect())
    }

    /// Messages not delivered yet, those of digests first, then by case.
    pub fn messages_waiting(&self) -> Result<Vec<Message>, StoreError> {
        self.messages(&self.keys_waiting()?)
    }

    /// The same without their words.
    pub fn headings_waiting(&self) -> Result<Vec<Heading>, StoreError> {
        self.messages(&self.keys_waiting()?)
    }

    fn keys_waiting(&self) -> Result<Vec<String>, StoreError> {
        read!(self, OUTBOX_WAITING, |table| {
            let rows = table.iter()?.map(|row| row.map(|(key, _)| key.value().2.to_owned()));
            rows.collect::<Result<_, _>>().map_err(StoreError::from)
        })
    }

    /// An edition.
    pub fn edition(&self, edition: &EditionId) -> Result<Option<Edition>, StoreError> {
        read!(self, EDITIONS, |table| {
            table.get(edition.as_str())?.map(|row| decode("editions", edition, row.value())).transpose()
        })
    }

    /// Every edition, in the order of hashes.
    pub fn editions(&self) -> Result<Vec<Edition>, StoreError> {
        read!(self, EDITIONS, |table| {
            let rows = table.iter()?;
            rows.map(|row| {
                row.map_err(StoreError::from).and_then(|(k, v)| decode("editions", &k.value(), v.value()))
            })
            .collect()
        })
    }

    /// The edition that new cases of a package get.
    pub fn active_edition(&self, package: &PackageName) -> Result<Option<EditionId>, StoreError> {
        read!(self, PACKAGES, |table| {
            table.get(package.as_str())?.map(|row| id("packages", row.value())).transpose()
        })
    }

    /// The packages that have an edition.
    pub fn packages(&self) -> Result<Vec<PackageName>, StoreError> {
        read!(self, PACKAGES, |table| table.iter()?.map(|row| id("packages", row?.0.value())).collect())
    }

    /// A file of an edition, by the hash of its content; an error when the content is another.
    pub fn blob(&self, hash: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let content = self.unchecked_blob(hash)?;
        match &content {
            Some(bytes) if to_hex(&Sha256::digest(bytes)) != hash => {
                let what = format!("script file {hash} is not what it was when it was published");
                Err(StoreError::Redb(Box::new(redb::Error::Corrupted(what))))
            }
            _ => Ok(content),
        }
    }

    /// A file of an edition as it stands in the store.
    pub(super) fn unchecked_blob(&self, hash: &str) -> Result<Option<Vec<u8>>, StoreError> {
        read!(self, BLOBS, |table| Ok(table.get(hash)?.map(|row| row.value().to_vec())))
    }

    /// The hashes under which files of editions stand.
    pub(super) fn blobs(&self) -> Result<BTreeSet<String>, StoreError> {
        read!(self, BLOBS, |table| {
            let keys = table.iter()?.map(|row| row.map(|(hash, _)| hash.value().to_owned()));
            keys.collect::<Result<_, _>>().map_err(StoreError::from)
        })
    }

    /// Stores a file under the hash of its content.
    pub fn put_blob(&self, hash: &str, content: &[u8]) -> Result<(), StoreError> {
        self.writer()?.open_table(BLOBS)?.insert(hash, content)?;
        Ok(())
    }

    /// The last number given to a case whose number starts with `prefix` (`LC-2022`).
    pub fn counter(&self, prefix: &str) -> Result<u64, StoreError> {
        read!(self, COUNTERS, |table| Ok(table.get(prefix)?.map_or(0, |row| row.value())))
    }

    /// Makes `last` the last number given, so that a case that is opened again gets the number it had.
    pub fn set_counter(&self, prefix: &str, last: u64) -> Result<(), StoreError> {
        self.writer()?.open_table(COUNTERS)?.insert(prefix, last)?;
        Ok(())
    }
}

/// A row of an index of reminders.
fn rung_row(
    table: &'static str,
    (day, case, key, turn, rung): (i32, &str, &str, u16, &str),
) -> Result<(NaiveDate, TaskRef, String), StoreError> {
    let on = NaiveDate::from_num_days_from_ce_opt(day)
        .ok_or_else(|| StoreError::Absent { table, key: day.to_string() })?;
    Ok((on, task_ref(table, (case, key, turn))?, rung.to_owned()))
}

fn task_ref(table: &'static str, (case, key, turn): (&str, &str, u16)) -> Result<TaskRef, StoreError> {
    Ok(TaskRef { case: id(table, case)?, key: id(table, key)?, turn })
}
