//! A store that lives in memory: the same tables under the same code, nothing on the disk. A closed one can be opened
//! again as often as is wanted, each time as it stood.

use super::error::StoreError;
use super::open::SCHEMA;
use super::tables::{self, META};
use super::tx::Tx;
use redb::{Builder, Database, StorageBackend};
use std::io;
use std::sync::{Arc, PoisonError, RwLock};

const CACHE_BYTES: usize = 16 << 20;

/// An open store in memory.
pub struct MemoryStore {
    db: Database,
    bytes: Bytes,
}

/// What a closed store in memory left: another opens as this one stood.
pub struct Image(Vec<u8>);

impl MemoryStore {
    /// An empty store.
    pub fn create() -> Result<Self, StoreError> {
        let store = Self::on(Bytes::default())?;
        let tx = store.db.begin_write()?;
        tables::create_all(&tx)?;
        tx.open_table(META)?.insert("schema", SCHEMA.to_string().as_str())?;
        tx.commit()?;
        Ok(store)
    }

    fn on(bytes: Bytes) -> Result<Self, StoreError> {
        let mut builder = Builder::new();
        builder.set_cache_size(CACHE_BYTES);
        let db = builder.create_with_backend(bytes.clone()).map_err(|e| StoreError::from_redb(e.into()))?;
        Ok(Self { db, bytes })
    }

    /// A snapshot to read from.
    pub fn read(&self) -> Result<Tx, StoreError> {
        Ok(Tx::Read(tables::begin_read(&self.db)?))
    }

    /// A transaction to write in.
    pub fn write(&self) -> Result<Tx, StoreError> {
        Ok(Tx::Write(self.db.begin_write()?))
    }

    /// Closes the store and keeps what it holds.
    pub fn close(self) -> Image {
        let Self { db, bytes } = self;
        drop(db);
        let held = std::mem::take(&mut *bytes.0.write().unwrap_or_else(PoisonError::into_inner));
        Image(held)
    }
}

impl Image {
    /// A store of its own that starts as the closed one stood.
    pub fn open(&self) -> Result<MemoryStore, StoreError> {
        MemoryStore::on(Bytes(Arc::new(RwLock::new(self.0.clone()))))
    }
}

/// The bytes of a database.
#[derive(Debug, Clone, Default)]
struct Bytes(Arc<RwLock<Vec<u8>>>);

/// The part of the bytes that begins at `offset`.
fn range(held: usize, offset: u64, len: usize) -> io::Result<std::ops::Range<usize>> {
    let start = usize::try_from(offset).map_err(io::Error::other)?;
    match start.checked_add(len) {
        Some(end) if end <= held => Ok(start..end),
        _ => Err(io::ErrorKind::UnexpectedEof.into()),
    }
}

impl StorageBackend for Bytes {
    fn len(&self) -> io::Result<u64> {
        let held = self.0.read().unwrap_or_else(PoisonError::into_inner);
        u64::try_from(held.len()).map_err(io::Error::other)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        let held = self.0.read().unwrap_or_else(PoisonError::into_inner);
        out.copy_from_slice(&held[range(held.len(), offset, out.len())?]);
        Ok(())
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        let len = usize::try_from(len).map_err(io::Error::other)?;
        self.0.write().unwrap_or_else(PoisonError::into_inner).resize(len, 0);
        Ok(())
    }

    fn sync_data(&self) -> io::Result<()> {
        Ok(())
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        let mut held = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let range = range(held.len(), offset, data.len())?;
        held[range].copy_from_slice(data);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_image_opens_as_it_stood_each_time() {
        let store = MemoryStore::create().unwrap();
        let Tx::Write(tx) = store.write().unwrap() else { unreachable!("it writes") };
        tx.open_table(META).unwrap().insert("mark", "base").unwrap();
        tx.commit().unwrap();
        let image = store.close();
        let mark = |store: &MemoryStore| {
            let Tx::Write(tx) = store.write().unwrap() else { unreachable!("it writes") };
            let table = tx.open_table(META).unwrap();
            redb::ReadableTable::get(&table, "mark").unwrap().map(|row| row.value().to_owned())
        };
        let first = image.open().unwrap();
        let Tx::Write(tx) = first.write().unwrap() else { unreachable!("it writes") };
        tx.open_table(META).unwrap().insert("mark", "first").unwrap();
        tx.commit().unwrap();
        assert_eq!(mark(&first).as_deref(), Some("first"));
        assert_eq!(mark(&image.open().unwrap()).as_deref(), Some("base"));
    }
}
