//! Every table of the store, with its key and value. `store/SCHEMA.md` says the same in words.

use super::error::StoreError;
use redb::{Key, ReadTransaction, ReadableDatabase, ReadableTable, TableDefinition, Value, WriteTransaction};
use std::cmp::Ordering;

/// A row that differs between a table and what the log gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The table.
    pub table: &'static str,
    /// The row's key.
    pub key: String,
    /// What is wrong: `missing`, `extra` or `different`.
    pub kind: &'static str,
}

macro_rules! tables {
    (derived { $($(#[$doc:meta])* $name:ident($text:literal): $key:ty => $value:ty;)* }
     kept { $($(#[$kdoc:meta])* $kname:ident($ktext:literal): $kkey:ty => $kvalue:ty;)* }) => {
        $($(#[$doc])* pub const $name: TableDefinition<'static, $key, $value> = TableDefinition::new($text);)*
        $($(#[$kdoc])* pub const $kname: TableDefinition<'static, $kkey, $kvalue> = TableDefinition::new($ktext);)*

        /// Makes every table, so that readers find them.
        pub fn create_all(tx: &WriteTransaction) -> Result<(), StoreError> {
            $(tx.open_table($name)?;)*
            $(tx.open_table($kname)?;)*
            Ok(())
        }

        /// Compares every table that follows from the log; gives the first row that differs.
        pub fn compare_all(kept: &ReadTransaction, replayed: &ReadTransaction) -> Result<Option<Difference>, StoreError> {
            $(if let Some(difference) = compare($text, $name, kept, replayed)? {
                return Ok(Some(difference));
            })*
            Ok(None)
        }
    };
}

tables! {
    derived {
        /// Actor code → actor, JSON.
        ACTORS("actors"): &str => &[u8];
        /// Kind, actor code. An actor stands under each kind it counts as.
        ACTORS_BY_KIND("actors_by_kind"): (&str, &str) => ();
        /// Parent's code, actor code.
        ACTORS_BY_PARENT("actors_by_parent"): (&str, &str) => ();
        /// Name without marks, actor code.
        ACTOR_NAMES("actor_names"): (&str, &str) => ();
        /// Case number → case, JSON.
        CASES("cases"): &str => &[u8];
        /// Package, kind, status, case number.
        CASES_BY_KIND("cases_by_kind"): (&str, &str, &str, &str) => ();
        /// Parent's number, case number.
        CASES_BY_PARENT("cases_by_parent"): (&str, &str) => ();
        /// Subject's code, case number.
        CASES_BY_SUBJECT("cases_by_subject"): (&str, &str) => ();
        /// Case number, task key, turn → task, JSON.
        TASKS("tasks"): (&str, &str, u16) => &[u8];
        /// Owner's code, case number, task key, turn; tasks that are owed.
        TASKS_BY_OWNER("tasks_by_owner"): (&str, &str, &str, u16) => ();
        /// Due day (days since 1/1/1), case number, task key, turn; tasks that are owed and whose clock runs.
        DUE("due"): (i32, &str, &str, u16) => ();
        /// Day, case number, task key, turn, rung; reminders that have not fired yet.
        RUNGS("rungs"): (i32, &str, &str, u16, &str) => ();
        /// Due day, case number, task key, turn; owed tasks with a binding term that has not run out.
        EXPIRIES("expiries"): (i32, &str, &str, u16) => ();
        /// Day it fired, case number, task key, turn, rung; reminders of owed tasks that reached nobody.
        UNREACHED("unreached"): (i32, &str, &str, u16, &str) => ();
        /// Case number, number in the case → document, JSON.
        DOCUMENTS("documents"): (&str, u32) => &[u8];
        /// Message key → message, JSON.
        OUTBOX("outbox"): &str => &[u8];
        /// Case number, task key, message key; messages not delivered yet. The first two are empty for a digest or a note.
        OUTBOX_WAITING("outbox_waiting"): (&str, &str, &str) => ();
        /// Day it was made, message key.
        OUTBOX_BY_DAY("outbox_by_day"): (i32, &str) => ();
        /// Edition hash → edition, JSON.
        EDITIONS("editions"): &str => &[u8];
        /// Package → hash of the edition that new cases get.
        PACKAGES("packages"): &str => &str;
        /// Case number prefix with year (`LC-2022`) → last number given.
        COUNTERS("counters"): &str => u64;
        /// Name of a scheduled script → its last run, JSON.
        JOBS("jobs"): &str => &[u8];
        /// `calendar` → digest of the days off that due dates follow.
        FACTS("facts"): &str => &str;
        /// Case number, entry number.
        LOG_BY_CASE("log_by_case"): (&str, u64) => ();
    }
    kept {
        /// Entry number → SHA-256 over the hash before and the entry (32 bytes), then the entry, JSON.
        LOG("log"): u64 => &[u8];
        /// SHA-256 of a script file, hexadecimal → its text.
        BLOBS("blobs"): &str => &[u8];
        /// Case number, last entry when it was refused, number → act that was refused, JSON; of cases that have not ended.
        REFUSED("refused"): (&str, u64, u32) => &[u8];
        /// `schema` → version of this layout.
        META("meta"): &str => &str;
    }
}

fn compare<K: Key + 'static, V: Value + 'static>(
    name: &'static str,
    table: TableDefinition<'static, K, V>,
    kept: &ReadTransaction,
    replayed: &ReadTransaction,
) -> Result<Option<Difference>, StoreError> {
    let (kept, replayed) = (kept.open_table(table)?, replayed.open_table(table)?);
    let (mut left, mut right) = (kept.iter()?, replayed.iter()?);
    let found =
        |kind, key: &dyn std::fmt::Debug| Some(Difference { table: name, key: format!("{key:?}"), kind });
    loop {
        match (left.next().transpose()?, right.next().transpose()?) {
            (None, None) => return Ok(None),
            (Some((key, _)), None) => return Ok(found("extra", &key.value())),
            (None, Some((key, _))) => return Ok(found("missing", &key.value())),
            (Some((lk, lv)), Some((rk, rv))) => {
                let (lkey, rkey) = (lk.value(), rk.value());
                match K::compare(K::as_bytes(&lkey).as_ref(), K::as_bytes(&rkey).as_ref()) {
                    Ordering::Less => return Ok(found("extra", &lkey)),
                    Ordering::Greater => return Ok(found("missing", &rkey)),
                    Ordering::Equal
                        if V::as_bytes(&lv.value()).as_ref() != V::as_bytes(&rv.value()).as_ref() =>
                    {
                        return Ok(found("different", &lkey));
                    }
                    Ordering::Equal => {}
                }
            }
        }
    }
}

/// Begins a read of a database, with this module's error.
pub fn begin_read(db: &impl ReadableDatabase) -> Result<ReadTransaction, StoreError> {
    Ok(db.begin_read()?)
}
