//! The hash-chained log.

use super::error::StoreError;
use super::tables::{LOG, LOG_BY_CASE};
use super::tx::{Tx, decode, read};
use crate::domain::event::Entry;
use crate::domain::ids::CaseId;
use chrono::{DateTime, Utc};
use redb::{ReadableTable, ReadableTableMetadata};
use sha2::{Digest, Sha256};

/// The hash of an entry.
pub type Hash = [u8; 32];

/// What stands before the first entry.
pub const GENESIS: Hash = [0; 32];

/// An entry as read back, with its hash.
#[derive(Debug, Clone)]
pub struct Stored {
    /// The entry.
    pub entry: Entry,
    /// Its hash.
    pub hash: Hash,
}

/// The hash of an entry's bytes, chained to the one before.
pub(super) fn chain(previous: &Hash, json: &[u8]) -> Hash {
    let mut digest = Sha256::new();
    digest.update(previous);
    digest.update(json);
    digest.finalize().into()
}

/// Splits a stored row into hash and JSON; `None` when it is too short to be one.
pub(super) fn split(row: &[u8]) -> Option<(Hash, &[u8])> {
    let (hash, json) = row.split_first_chunk::<32>()?;
    Some((*hash, json))
}

impl Tx {
    /// The number and hash of the last entry; 0 and [`GENESIS`] for an empty log.
    pub fn head(&self) -> Result<(u64, Hash), StoreError> {
        read!(self, LOG, |table| {
            let Some((seq, row)) = table.last()? else { return Ok((0, GENESIS)) };
            let (hash, _) = split(row.value()).ok_or_else(|| absent(seq.value()))?;
            Ok((seq.value(), hash))
        })
    }

    /// How many entries the log has.
    pub fn log_len(&self) -> Result<u64, StoreError> {
        read!(self, LOG, |table| Ok(table.len()?))
    }

    /// Appends an entry after `previous`; gives its hash.
    pub fn append(&self, entry: &Entry, previous: &Hash) -> Result<Hash, StoreError> {
        let json = super::tx::encode(entry);
        let hash = chain(previous, &json);
        let mut row = Vec::with_capacity(32 + json.len());
        row.extend_from_slice(&hash);
        row.extend_from_slice(&json);
        self.writer()?.open_table(LOG)?.insert(entry.seq, row.as_slice())?;
        Ok(hash)
    }

    /// The entries `from` and later, oldest first, at most `limit`.
    pub fn entries(&self, from: u64, limit: usize) -> Result<Vec<Stored>, StoreError> {
        read!(self, LOG, |table| {
            table.range(from..)?.take(limit).map(|row| row.map_err(Into::into).and_then(stored)).collect()
        })
    }

    /// The number of the last entry recorded at `until` or before; none when all are later.
    pub fn last_entry_until(&self, until: DateTime<Utc>) -> Result<Option<u64>, StoreError> {
        read!(self, LOG, |table| {
            for row in table.iter()?.rev() {
                let entry = stored(row?)?.entry;
                if entry.at <= until {
                    return Ok(Some(entry.seq));
                }
            }
            Ok(None)
        })
    }

    /// Takes over the log of another store up to an entry, with the tables that follow from it.
    pub fn copy_log(&self, from: &Self, last: u64) -> Result<(), StoreError> {
        let mut log = self.writer()?.open_table(LOG)?;
        read!(from, LOG, |table| {
            for row in table.range(..=last)? {
                let (seq, row) = row?;
                self.apply(&parse(seq.value(), row.value())?.entry)?;
                log.insert(seq.value(), row.value())?;
            }
            Ok(())
        })
    }

    /// The entries of a case, oldest first.
    pub fn history(&self, case: &CaseId) -> Result<Vec<Stored>, StoreError> {
        let seqs: Vec<u64> = read!(self, LOG_BY_CASE, |table| {
            let id = case.as_str();
            let keys = table.range((id, 0)..=(id, u64::MAX))?.map(|row| row.map(|(key, _)| key.value().1));
            keys.collect::<Result<_, _>>().map_err(StoreError::from)
        })?;
        read!(self, LOG, |table| {
            let found = seqs.iter().map(|seq| {
                let row = table.get(seq)?.ok_or_else(|| absent(*seq))?;
                parse(*seq, row.value())
            });
            found.collect()
        })
    }
}

fn absent(seq: u64) -> StoreError {
    StoreError::Absent { table: "log", key: seq.to_string() }
}

fn stored(
    (seq, row): (redb::AccessGuard<'_, u64>, redb::AccessGuard<'_, &[u8]>),
) -> Result<Stored, StoreError> {
    parse(seq.value(), row.value())
}

fn parse(seq: u64, row: &[u8]) -> Result<Stored, StoreError> {
    let (hash, json) = split(row).ok_or_else(|| absent(seq))?;
    Ok(Stored { entry: decode("log", &seq, json)?, hash })
}
