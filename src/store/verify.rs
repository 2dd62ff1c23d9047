//! Replays the log into memory and compares.

use super::apply::Rows as _;
use super::damage::guard;
use super::error::StoreError;
use super::log::{GENESIS, Hash, chain, split};
use super::open::Store;
use super::replayed::Replayed;
use super::seals::{Sealed, Walked, hold};
use super::tables::LOG;
use super::tx::{Tx, decode};
use crate::domain::event::Entry;
use crate::domain::hex::to_hex;
use crate::domain::seal::Seal;
use redb::ReadableTable as _;
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;

/// What `verify` found.
#[derive(Debug, Clone, Serialize)]
pub struct Verdict {
    /// Whether all is as it must be.
    pub ok: bool,
    /// How many entries were read, hashed and replayed.
    pub entries: u64,
    /// The hash of the last good entry, hexadecimal.
    pub head: String,
    /// The same hash.
    #[serde(skip)]
    pub last: Hash,
    /// The first thing that is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fault: Option<Fault>,
    /// What the seals say; none when none was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seals: Option<Sealed>,
}

/// Something wrong in a store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "fault", rename_all = "kebab-case")]
pub enum Fault {
    /// An entry is missing, or one stands where none should.
    Gap {
        /// The number expected.
        expected: u64,
        /// The number found.
        found: u64,
    },
    /// The hash of an entry does not follow from it and the entry before.
    Hash {
        /// The entry.
        seq: u64,
    },
    /// An entry cannot be read, or carries another number inside.
    Unreadable {
        /// The entry.
        seq: u64,
        /// Why.
        reason: String,
    },
    /// An entry does not fit the state that the entries before it give.
    Unfit {
        /// The entry.
        seq: u64,
        /// Why.
        reason: String,
    },
    /// A table or an index differs from what the log gives.
    Table {
        /// The table.
        table: String,
        /// The row.
        key: String,
        /// `missing`, `extra` or `different`.
        kind: String,
    },
    /// A file of an edition is missing, or its bytes do not match its hash.
    Edition {
        /// The edition.
        edition: String,
        /// The file.
        file: String,
    },
}

/// Checks a whole store, and holds seals against its log; reads only.
pub fn verify(store: &Store, seals: &[Seal]) -> Result<Verdict, StoreError> {
    let path = store.path();
    guard(path, || compare(store, seals)).map_err(|error: StoreError| error.in_file(path))
}

fn compare(store: &Store, seals: &[Seal]) -> Result<Verdict, StoreError> {
    let kept = store.read()?;
    let mut replayed = Replayed::default();
    let mut hashes = seals.iter().map(|seal| (seal.entry, None)).collect();
    let (entries, head, mut fault) = replay_log(&kept, &mut replayed, &mut hashes)?;
    let walked = Walked {
        last: entries,
        to_the_end: fault.is_none(),
        hashes: hashes.into_iter().filter_map(|(entry, hash)| Some((entry, hash?))).collect(),
    };
    if fault.is_none() {
        let Tx::Read(kept_tx) = &kept else { return Err(StoreError::ReadOnly) };
        let difference = replayed.compare(kept_tx)?;
        fault = difference.map(|d| Fault::Table { table: d.table, key: d.key, kind: d.kind.to_owned() });
    }
    if fault.is_none() {
        fault = check_editions(&kept)?;
    }
    let seals = (!seals.is_empty()).then(|| hold(seals, &walked));
    let ok = fault.is_none() && seals.as_ref().is_none_or(Sealed::all_fit);
    Ok(Verdict { ok, entries, head: to_hex(&head), last: head, fault, seals })
}

/// The hashes of the entries that seals name, as far as they are known.
type Asked = BTreeMap<u64, Option<Hash>>;

fn replay_log(
    kept: &Tx,
    replayed: &mut Replayed,
    asked: &mut Asked,
) -> Result<(u64, Hash, Option<Fault>), StoreError> {
    let Tx::Read(tx) = kept else { return Err(StoreError::ReadOnly) };
    let log = tx.open_table(LOG)?;
    let (mut count, mut head) = (0, GENESIS);
    for row in log.iter()? {
        let (seq, row) = row?;
        match check_entry(seq.value(), count + 1, row.value(), &head) {
            Ok((entry, hash)) => {
                if let Err(error) = replayed.apply(&entry) {
                    let fault = Fault::Unfit { seq: entry.seq, reason: error.to_string() };
                    return Ok((count, head, Some(fault)));
                }
                (count, head) = (entry.seq, hash);
                if let Some(known) = asked.get_mut(&count) {
                    *known = Some(hash);
                }
            }
            Err(fault) => return Ok((count, head, Some(fault))),
        }
    }
    Ok((count, head, None))
}

fn check_entry(seq: u64, expected: u64, row: &[u8], previous: &Hash) -> Result<(Entry, Hash), Fault> {
    if seq != expected {
        return Err(Fault::Gap { expected, found: seq });
    }
    let unreadable = |reason: String| Fault::Unreadable { seq, reason };
    let (hash, json) = split(row).ok_or_else(|| unreadable("too short".to_owned()))?;
    if hash != chain(previous, json) {
        return Err(Fault::Hash { seq });
    }
    let entry: Entry = decode("log", &seq, json).map_err(|e| unreadable(e.to_string()))?;
    if entry.seq == seq {
        Ok((entry, hash))
    } else {
        Err(unreadable(format!("numbered {} inside", entry.seq)))
    }
}

/// Every file of an edition must be there as it was published, and no file that belongs to none.
fn check_editions(kept: &Tx) -> Result<Option<Fault>, StoreError> {
    let mut strays = kept.blobs()?;
    for edition in kept.editions()? {
        for (file, hash) in &edition.files {
            strays.remove(hash);
            let good =
                kept.unchecked_blob(hash)?.is_some_and(|bytes| to_hex(&Sha256::digest(&bytes)) == *hash);
            if !good {
                return Ok(Some(Fault::Edition { edition: edition.id.to_string(), file: file.clone() }));
            }
        }
    }
    let stray = strays.pop_first();
    Ok(stray.map(|key| Fault::Table { table: "blobs".to_owned(), key, kind: "extra".to_owned() }))
}
