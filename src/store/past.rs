//! The store as it stood once, made again in memory from the log.

use super::error::StoreError;
use super::memory::MemoryStore;
use super::tx::Tx;
use chrono::{DateTime, Utc};

/// The store after the last entry recorded at `until` or before; none when it began later. What was refused is there as far
/// as it is still kept.
pub fn as_it_stood(now: &Tx, until: DateTime<Utc>) -> Result<Option<MemoryStore>, StoreError> {
    let Some(last) = now.last_entry_until(until)? else { return Ok(None) };
    let past = MemoryStore::create()?;
    let tx = past.write()?;
    tx.copy_log(now, last)?;
    for edition in tx.editions()? {
        for hash in edition.files.values() {
            if let Some(content) = now.blob(hash)? {
                tx.put_blob(hash, &content)?;
            }
        }
    }
    tx.copy_refused(now, last)?;
    tx.commit()?;
    Ok(Some(past))
}
