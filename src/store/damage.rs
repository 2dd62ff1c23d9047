//! A file that was damaged behind redb's back. redb trusts what it reads: some damage comes back as an error of the
//! disk, some as a panic. Here both become a fault of the file, with its name.

use super::error::StoreError;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, resume_unwind, set_hook, take_hook};
use std::path::Path;
use std::sync::Once;

thread_local! {
    /// Whether the last panic of this thread began in redb.
    static IN_REDB: Cell<bool> = const { Cell::new(false) };
}

/// Runs something that reads or writes the store at `path`; a panic of redb ends in an error.
pub fn guard<T, E: From<StoreError>>(path: &Path, work: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    listen();
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(result) => result,
        Err(_) if is_damage() => {
            Err(StoreError::damaged(path, "a page of the file is not what it must be").into())
        }
        Err(panic) => resume_unwind(panic),
    }
}

/// Whether the panic just caught came from a damaged file. Who catches panics lets such a one pass on to [`guard`].
pub fn is_damage() -> bool {
    IN_REDB.get()
}

/// Notes where panics begin, and keeps those of redb off the screen: the error that follows says it better.
fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = take_hook();
        set_hook(Box::new(move |info| {
            IN_REDB.set(is_in_redb(info));
            if !IN_REDB.get() {
                before(info);
            }
        }));
    });
}

fn is_in_redb(info: &PanicHookInfo<'_>) -> bool {
    info.location().is_some_and(|at| at.file().split(['/', '\\']).any(|part| part.starts_with("redb-")))
}

impl StoreError {
    /// A file that is damaged.
    pub(super) fn damaged(path: &Path, what: &str) -> Self {
        let cause = Box::new(redb::Error::Corrupted(what.to_owned()));
        Self::NotAStore { path: path.to_owned(), cause }
    }

    /// The same error with the file at `path` named. redb tells of content that makes no sense, or ends too early, as of
    /// an error of the disk: here that is a fault of the file.
    #[must_use]
    pub fn in_file(self, path: &Path) -> Self {
        use std::io::ErrorKind::{InvalidData, UnexpectedEof};
        let file = || Some(path.to_owned());
        match self {
            Self::Io { cause, .. } if matches!(cause.kind(), InvalidData | UnexpectedEof) => {
                Self::NotAStore { path: path.to_owned(), cause: Box::new(redb::Error::Io(cause)) }
            }
            Self::Redb(cause) if matches!(*cause, redb::Error::Corrupted(_)) => {
                Self::NotAStore { path: path.to_owned(), cause }
            }
            Self::Io { path: None, cause } => Self::Io { path: file(), cause },
            Self::Full { path: None, cause } => Self::Full { path: file(), cause },
            Self::NoLocks { path: None, cause } => Self::NoLocks { path: file(), cause },
            other => other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_panic_of_redb_is_taken_for_damage() {
        let path = Path::new("store.redb");
        let fine: Result<i32, StoreError> = guard(path, || Ok(3));
        assert_eq!(fine.ok(), Some(3));
        let ours = catch_unwind(|| guard::<(), StoreError>(path, || panic!("a mistake of the program")));
        assert!(ours.is_err() && !is_damage());
    }
}
