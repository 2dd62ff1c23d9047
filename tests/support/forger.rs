//! Somebody who holds the store's file and knows the program: makes a store anew, in order in itself, from entries that
//! are not those there were.

use super::tables::{BLOBS, LOG, open};
use quytrinh::domain::event::Entry;
use quytrinh::store::{GENESIS, Store, StoreError};
use redb::{ReadableDatabase as _, ReadableTable as _};
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(10);

/// The entries of a store as JSON, the first at place 0.
pub fn entries(path: &Path) -> Vec<Vec<u8>> {
    let db = open(path);
    let read = db.begin_read().expect("a snapshot");
    let log = read.open_table(LOG).expect("the log");
    log.iter().expect("rows").map(|row| row.expect("a row").1.value()[32..].to_vec()).collect()
}

/// Puts another store in the place of one: these entries, numbered anew and well chained, and the tables that follow.
/// The error is that of an entry that does not fit those before it.
pub fn rebuild(path: &Path, entries: &[Vec<u8>]) -> Result<(), StoreError> {
    let blobs: BTreeMap<String, Vec<u8>> = {
        let db = open(path);
        let read = db.begin_read().expect("a snapshot");
        let blobs = read.open_table(BLOBS).expect("the table");
        let rows = blobs.iter().expect("rows").map(|row| row.expect("a row"));
        rows.map(|(hash, text)| (hash.value().to_owned(), text.value().to_vec())).collect()
    };
    let forged = path.with_extension("forged");
    let _ = std::fs::remove_file(&forged);
    let store = Store::create(&forged)?;
    let tx = store.write("forger", String::new(), PATIENCE)?;
    let mut head = GENESIS;
    for (json, seq) in entries.iter().zip(1..) {
        let mut entry: Entry = serde_json::from_slice(json).expect("an entry");
        entry.seq = seq;
        head = tx.append(&entry, &head)?;
        tx.apply(&entry)?;
    }
    for hash in tx.editions()?.iter().flat_map(|edition| edition.files.values()) {
        tx.put_blob(hash, blobs.get(hash).expect("the script"))?;
    }
    tx.commit()?;
    drop(store);
    std::fs::rename(&forged, path).expect("the store is replaced");
    Ok(())
}
