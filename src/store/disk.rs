//! What the store's file lies on.

use redb::{Builder, Database, DatabaseError, ReadOnlyDatabase};
use std::path::Path;

/// How redb gets at the store's file. What a test puts here fails, fills up or loses its power.
pub trait Disk: Send + Sync {
    /// Makes a database in an empty file.
    fn create(&self, builder: &Builder, path: &Path) -> Result<Database, DatabaseError> {
        builder.create(path)
    }

    /// Opens a database for reading and writing.
    fn open(&self, builder: &Builder, path: &Path) -> Result<Database, DatabaseError> {
        builder.open(path)
    }

    /// Opens a database for reading alone.
    fn open_read_only(&self, builder: &Builder, path: &Path) -> Result<ReadOnlyDatabase, DatabaseError> {
        builder.open_read_only(path)
    }
}

/// The file system of this machine.
#[derive(Debug, Clone, Copy)]
pub struct FileSystem;

impl Disk for FileSystem {}
