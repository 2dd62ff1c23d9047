//! The store's tables as redb has them, for tests that alter them behind the program's back.

use super::Office;
use redb::{
    Builder, ConcurrencyMode, Database, ReadOnlyDatabase, ReadableTable, TableDefinition, WriteTransaction,
};
use sha2::{Digest, Sha256};
use std::path::Path;

pub type Rows<K> = TableDefinition<'static, K, &'static [u8]>;
pub type Index<K> = TableDefinition<'static, K, ()>;

pub const LOG: Rows<u64> = TableDefinition::new("log");
pub const ACTORS: Rows<&str> = TableDefinition::new("actors");
pub const CASES: Rows<&str> = TableDefinition::new("cases");
pub const TASKS: Rows<(&str, &str, u16)> = TableDefinition::new("tasks");
pub const DOCUMENTS: Rows<(&str, u32)> = TableDefinition::new("documents");
pub const OUTBOX: Rows<&str> = TableDefinition::new("outbox");
pub const EDITIONS: Rows<&str> = TableDefinition::new("editions");
pub const REFUSED: Rows<(&str, u64, u32)> = TableDefinition::new("refused");
pub const BLOBS: Rows<&str> = TableDefinition::new("blobs");
pub const PACKAGES: TableDefinition<'static, &str, &str> = TableDefinition::new("packages");
pub const COUNTERS: TableDefinition<'static, &str, u64> = TableDefinition::new("counters");
pub const ACTORS_BY_KIND: Index<(&str, &str)> = TableDefinition::new("actors_by_kind");
pub const ACTORS_BY_PARENT: Index<(&str, &str)> = TableDefinition::new("actors_by_parent");
pub const ACTOR_NAMES: Index<(&str, &str)> = TableDefinition::new("actor_names");
pub const CASES_BY_KIND: Index<(&str, &str, &str, &str)> = TableDefinition::new("cases_by_kind");
pub const CASES_BY_PARENT: Index<(&str, &str)> = TableDefinition::new("cases_by_parent");
pub const CASES_BY_SUBJECT: Index<(&str, &str)> = TableDefinition::new("cases_by_subject");
pub const TASKS_BY_OWNER: Index<(&str, &str, &str, u16)> = TableDefinition::new("tasks_by_owner");
pub const DUE: Index<(i32, &str, &str, u16)> = TableDefinition::new("due");
pub const RUNGS: Index<(i32, &str, &str, u16, &str)> = TableDefinition::new("rungs");
pub const EXPIRIES: Index<(i32, &str, &str, u16)> = TableDefinition::new("expiries");
pub const UNREACHED: Index<(i32, &str, &str, u16, &str)> = TableDefinition::new("unreached");
pub const OUTBOX_WAITING: Index<(&str, &str, &str)> = TableDefinition::new("outbox_waiting");
pub const OUTBOX_BY_DAY: Index<(i32, &str)> = TableDefinition::new("outbox_by_day");
pub const JOBS: Rows<&str> = TableDefinition::new("jobs");
pub const FACTS: TableDefinition<'static, &str, &str> = TableDefinition::new("facts");
pub const LOG_BY_CASE: Index<(&str, u64)> = TableDefinition::new("log_by_case");

/// The log while it is altered.
pub type LogTable<'a> = redb::Table<'a, u64, &'static [u8]>;

/// Opens a store's file with nothing in between.
pub fn open(path: &Path) -> Database {
    let mut builder = Builder::new();
    builder.set_concurrency_mode(ConcurrencyMode::MultiWriter).open(path).expect("the store opens")
}

/// Opens a store's file to read it as `verify` does: what redb keeps for writers is not looked at.
pub fn open_to_read(path: &Path) -> ReadOnlyDatabase {
    let mut builder = Builder::new();
    builder.set_concurrency_mode(ConcurrencyMode::MultiWriter).open_read_only(path).expect("the store opens")
}

/// Alters a store in a transaction.
pub fn alter_store(path: &Path, alter: impl FnOnce(&WriteTransaction)) {
    let db = open(path);
    let tx = db.begin_write().expect("a transaction");
    alter(&tx);
    tx.commit().expect("a commit");
}

/// An entry as it stands in the log: its hash, then its JSON.
pub fn row(log: &LogTable<'_>, seq: u64) -> Vec<u8> {
    log.get(seq).expect("the log").expect("an entry").value().to_vec()
}

/// Writes an entry as it is given.
pub fn put(log: &mut LogTable<'_>, seq: u64, row: &[u8]) {
    log.insert(seq, row).expect("a row");
}

/// Takes an entry out.
pub fn take(log: &mut LogTable<'_>, seq: u64) {
    assert!(log.remove(seq).expect("the log").is_some());
}

/// A row of the log as the program would write it after `before`.
pub fn chained(before: &[u8], json: &[u8]) -> Vec<u8> {
    let hash = Sha256::new().chain_update(&before[..32]).chain_update(json).finalize();
    [&hash[..], json].concat()
}

/// An entry with one word replaced by another.
pub fn reworded(row: &[u8], old: &str, new: &str) -> Vec<u8> {
    let text = std::str::from_utf8(&row[32..]).expect("JSON");
    assert!(text.contains(old), "{old} is not in {text}");
    text.replacen(old, new, 1).into_bytes()
}

/// Puts another name for who typed entry 3 into the log of a store, behind its hash.
pub fn forge_entry_3(path: &Path) {
    alter_store(path, |tx| {
        let mut log = tx.open_table(LOG).expect("the log");
        let other = [&row(&log, 3)[..32], &reworded(&row(&log, 3), "clerk", "clark")].concat();
        put(&mut log, 3, &other);
    });
}

/// An office whose store has a row in every table; `stage` is called between its acts.
pub fn furnished(mut stage: impl FnMut(&Office)) -> Office {
    let mut office = Office::new();
    office.ok(&["open", "round", "--subject", "BTCTU"]);
    stage(&office);
    office.on("2022-09-22");
    for case in ["VT-2022-001", "VT-2022-002"] {
        office.ok(&["done", case, "letter", "--doc", "01-CV/BTCTU 22/9/2022"]);
    }
    stage(&office);
    // A binding term, and a reminder that reaches nobody, for their indexes.
    let term = ["due", "VT-2022-002", "answer", "--term", "60 working days", "--binding", "no-reply"];
    office.ok(&[&term[..], &["--basis", "Công văn 01-CV/BTCTU"]].concat());
    office.ok(&["due", "VT-2022-001", "answer", "--remind", "extra +1 nobody-there due-soon"]);
    // A message that cannot leave stays in the index of those that wait; jobs have run.
    office.write("outbox", "a file where the folder should be");
    office.on("2022-10-14");
    assert_eq!(office.run(&["schedule", "--once"]).code, 4);
    office
}
