//! What can go wrong with the store.

use serde::{Deserialize, Serialize};
use std::io;
use std::path::PathBuf;

/// Who holds the store for writing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// The process.
    pub pid: u32,
    /// What it does: the command line.
    pub what: String,
    /// Since when, RFC 3339.
    pub since: String,
}

/// A failure of the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no store at this place.
    #[error("no store at `{}`", path.display())]
    Missing {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// There is a store already where one should be made.
    #[error("`{}` exists already", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The file is not a store of this program, or is damaged beyond reading.
    #[error("`{}` is not a store", path.display())]
    NotAStore {
        /// The file.
        path: PathBuf,
        /// What redb said.
        #[source]
        cause: Box<redb::Error>,
    },
    /// The file has a schema this program does not know yet.
    #[error("`{}` has schema {found}, this program knows up to {known}", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its schema version.
        found: u32,
        /// The newest this program knows.
        known: u32,
    },
    /// A copy was put in the store's place since it was opened.
    #[error("`{}` is another store now", path.display())]
    Replaced {
        /// The file.
        path: PathBuf,
    },
    /// Another process held the store for too long.
    #[error("the store was busy for {waited_ms} ms")]
    Busy {
        /// How long this process waited, in milliseconds.
        waited_ms: u128,
        /// Who holds it, as far as it says.
        holder: Option<Holder>,
    },
    /// The disk is full.
    #[error("no space left for the store")]
    Full(#[source] io::Error),
    /// The disk failed or refused.
    #[error("the store's file could not be read or written")]
    Io(#[source] io::Error),
    /// A row could not be decoded.
    #[error("row `{key}` of table `{table}` cannot be read")]
    Corrupt {
        /// The table.
        table: &'static str,
        /// The row's key.
        key: String,
        /// What is wrong.
        #[source]
        cause: serde_json::Error,
    },
    /// An event refers to a row that is not there.
    #[error("table `{table}` has no row `{key}`")]
    Absent {
        /// The table.
        table: &'static str,
        /// The row's key.
        key: String,
    },
    /// Something was written through a transaction that only reads.
    #[error("this transaction only reads")]
    ReadOnly,
    /// redb failed in another way.
    #[error("the store failed")]
    Redb(#[source] Box<redb::Error>),
}

impl StoreError {
    /// Sorts an error of redb by what a person can do about it.
    pub(super) fn from_redb(error: redb::Error) -> Self {
        match error {
            redb::Error::Io(io) if is_full(&io) => Self::Full(io),
            redb::Error::Io(io) => Self::Io(io),
            other => Self::Redb(Box::new(other)),
        }
    }

    /// Sorts an error of the file system.
    pub fn from_io(error: io::Error) -> Self {
        if is_full(&error) { Self::Full(error) } else { Self::Io(error) }
    }
}

fn is_full(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
}

macro_rules! from_redb {
    ($($kind:ident),*) => {$(
        impl From<redb::$kind> for StoreError {
            fn from(error: redb::$kind) -> Self {
                Self::from_redb(error.into())
            }
        }
    )*};
}
from_redb!(TransactionError, TableError, StorageError, CommitError);
