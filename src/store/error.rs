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
    /// The disk is full, or the file may grow no more.
    #[error("no space left for the store")]
    Full {
        /// The file, as far as it is known.
        path: Option<PathBuf>,
        /// What the system said.
        #[source]
        cause: io::Error,
    },
    /// The disk failed or refused.
    #[error("the store's file could not be read or written")]
    Io {
        /// The file, as far as it is known.
        path: Option<PathBuf>,
        /// What the system said.
        #[source]
        cause: io::Error,
    },
    /// The disk failed when a commit could no longer be taken back: it may stand, or not.
    #[error("`{}` may have been written or not", path.display())]
    Doubtful {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        cause: io::Error,
    },
    /// The file lies where no file can be locked, so that several processes would write over each other.
    #[error("the store's file cannot be locked")]
    NoLocks {
        /// The file, as far as it is known.
        path: Option<PathBuf>,
        /// What the system said.
        #[source]
        cause: io::Error,
    },
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
            redb::Error::Io(cause) => Self::from_io(cause),
            redb::Error::Unsupported => {
                Self::NoLocks { path: None, cause: io::ErrorKind::Unsupported.into() }
            }
            other => Self::Redb(Box::new(other)),
        }
    }

    /// Sorts an error of the file system.
    pub fn from_io(cause: io::Error) -> Self {
        let path = None;
        if is_full(&cause) {
            Self::Full { path, cause }
        } else if is_without_locks(&cause) {
            Self::NoLocks { path, cause }
        } else {
            Self::Io { path, cause }
        }
    }
}

fn is_full(error: &io::Error) -> bool {
    use io::ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
    matches!(error.kind(), StorageFull | QuotaExceeded | FileTooLarge)
}

/// What a network file system without a lock service says of a lock.
fn is_without_locks(error: &io::Error) -> bool {
    #[cfg(unix)]
    let no_service = error.raw_os_error() == Some(rustix::io::Errno::NOLCK.raw_os_error());
    #[cfg(not(unix))]
    let no_service = false;
    no_service || error.kind() == io::ErrorKind::Unsupported
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn a_disk_without_locks_is_told_apart_however_the_system_says_it() {
        let unsupported = || io::Error::from(io::ErrorKind::Unsupported);
        let mut told = vec![
            StoreError::from_io(unsupported()),
            StoreError::from_redb(redb::Error::Unsupported),
            StoreError::from_redb(redb::Error::Io(unsupported())),
        ];
        #[cfg(unix)]
        for error in [rustix::io::Errno::NOLCK, rustix::io::Errno::OPNOTSUPP, rustix::io::Errno::NOSYS] {
            told.push(StoreError::from_io(error.into()));
        }
        for error in told {
            match error.in_file(Path::new("quytrinh.redb")) {
                StoreError::NoLocks { path: Some(path), .. } => assert_eq!(path, Path::new("quytrinh.redb")),
                other => panic!("{other:?}"),
            }
        }
        assert!(matches!(StoreError::from_io(io::ErrorKind::PermissionDenied.into()), StoreError::Io { .. }));
    }

    #[test]
    fn a_disk_is_full_when_the_file_may_not_grow() {
        use io::ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
        for kind in [StorageFull, QuotaExceeded, FileTooLarge] {
            assert!(matches!(StoreError::from_io(kind.into()), StoreError::Full { .. }), "{kind}");
        }
    }
}
