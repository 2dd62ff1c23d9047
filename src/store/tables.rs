//! Every table of the store, with its key and value. `store/SCHEMA.md` says the same in words.

use super::error::StoreError;
use redb::{
    Key, ReadTransaction, ReadableDatabase, ReadableTable, TableDefinition, TableError, TableHandle as _,
    Value, WriteTransaction,
};
use std::cmp::Ordering;

/// A row that differs between a table and what the log gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The table.
    pub table: String,
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

        /// Copies every row of every table.
        pub fn copy_all(from: &ReadTransaction, to: &WriteTransaction) -> Result<(), StoreError> {
            $(copy($name, from, to)?;)*
            $(copy($kname, from, to)?;)*
            Ok(())
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

/// Copies a table; one that a store does not have yet is empty.
fn copy<K: Key + 'static, V: Value + 'static>(
    table: TableDefinition<'static, K, V>,
    from: &ReadTransaction,
    to: &WriteTransaction,
) -> Result<(), StoreError> {
    let mut copied = to.open_table(table)?;
    let rows = match from.open_table(table) {
        Err(TableError::TableDoesNotExist(_)) => return Ok(()),
        opened => opened?,
    };
    for row in rows.iter()? {
        let (key, value) = row?;
        copied.insert(key.value(), value.value())?;
    }
    Ok(())
}

/// Compares a table with the rows it must have, in the order of their keys; gives the first that differs.
pub fn compare<'r, K: Key + 'static, V: Value + 'static>(
    table: TableDefinition<'static, K, V>,
    kept: &ReadTransaction,
    wanted: impl IntoIterator<Item = (K::SelfType<'r>, Vec<u8>)>,
) -> Result<Option<Difference>, StoreError> {
    let rows = kept.open_table(table)?;
    let (mut rows, mut wanted) = (rows.iter()?, wanted.into_iter());
    let found = |kind, key: &dyn std::fmt::Debug| {
        Ok(Some(Difference { table: table.name().to_owned(), key: format!("{key:?}"), kind }))
    };
    loop {
        match (rows.next().transpose()?, wanted.next()) {
            (None, None) => return Ok(None),
            (Some((key, _)), None) => return found("extra", &key.value()),
            (None, Some((key, _))) => return found("missing", &key),
            (Some((key, value)), Some((wanted, bytes))) => {
                let key = key.value();
                match K::compare(K::as_bytes(&key).as_ref(), K::as_bytes(&wanted).as_ref()) {
                    Ordering::Less => return found("extra", &key),
                    Ordering::Greater => return found("missing", &wanted),
                    Ordering::Equal if V::as_bytes(&value.value()).as_ref() != bytes => {
                        return found("different", &key);
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
