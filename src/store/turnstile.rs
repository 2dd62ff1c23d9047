//! Writers take turns. Everyone passes an advisory file lock before redb's own writer lock, and a waiter keeps it
//! while waiting, so that a process that commits in a loop cannot starve the others. Beside it a small file says who
//! writes; it is advice for people, the kernel's locks are the truth.

use super::error::{Holder, StoreError};
use redb::{Database, TransactionError, WriteTransaction};
use std::fs::{File, OpenOptions, TryLockError};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const NAP: Duration = Duration::from_micros(300);

/// The way to the writer's place.
#[derive(Debug)]
pub(super) struct Turnstile {
    gate: File,
    note: PathBuf,
}

impl Turnstile {
    /// The turnstile of the store at `path`.
    pub fn of(path: &Path) -> Result<Self, StoreError> {
        Ok(Self { gate: lock_file(&path.with_extension("turn"))?, note: note_path(path) })
    }

    /// Begins a write transaction, waiting at most `patience` for others.
    pub fn pass(&self, db: &Database, patience: Duration) -> Result<WriteTransaction, StoreError> {
        let start = Instant::now();
        wait_for(&self.gate, || self.nap(start, patience))?;
        let begun = loop {
            match db.try_begin_write() {
                Ok(tx) => break Ok(tx),
                Err(TransactionError::WouldBlock) => {
                    if let Err(busy) = self.nap(start, patience) {
                        break Err(busy);
                    }
                }
                Err(error) => break Err(error.into()),
            }
        };
        let unlocked = self.gate.unlock().map_err(StoreError::from_io);
        let tx = begun?;
        unlocked?;
        Ok(tx)
    }

    /// Says who writes from now on. That it cannot be said is no reason to fail.
    pub fn note(&self, holder: &Holder) {
        let mut options = OpenOptions::new();
        options.create(true).write(true).truncate(true);
        super::open::private(&mut options);
        if let (Ok(json), Ok(mut note)) = (serde_json::to_vec(holder), options.open(&self.note)) {
            let _ = note.write_all(&json);
        }
    }

    fn nap(&self, start: Instant, patience: Duration) -> Result<(), StoreError> {
        nap(start, patience, || read_note(&self.note))
    }
}

/// Holds the lock at `path` until the file is dropped or the process ends, waiting at most `patience` for another that
/// holds it.
pub fn hold(path: &Path, patience: Duration) -> Result<File, StoreError> {
    let (file, start) = (lock_file(path)?, Instant::now());
    wait_for(&file, || nap(start, patience, || None))?;
    Ok(file)
}

/// A file that is there to be locked.
fn lock_file(path: &Path) -> Result<File, StoreError> {
    let mut options = OpenOptions::new();
    options.create(true).read(true).write(true).truncate(false);
    super::open::private(&mut options);
    options.open(path).map_err(|error| StoreError::from_io(error).in_file(path))
}

fn wait_for(file: &File, mut nap: impl FnMut() -> Result<(), StoreError>) -> Result<(), StoreError> {
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(()),
            Err(TryLockError::WouldBlock) => nap()?,
            Err(TryLockError::Error(error)) => return Err(StoreError::from_io(error)),
        }
    }
}

fn nap(
    start: Instant,
    patience: Duration,
    holder: impl FnOnce() -> Option<Holder>,
) -> Result<(), StoreError> {
    let waited = start.elapsed();
    if waited > patience {
        return Err(StoreError::Busy { waited_ms: waited.as_millis(), holder: holder() });
    }
    std::thread::sleep(NAP);
    Ok(())
}

pub(super) fn note_path(path: &Path) -> PathBuf {
    path.with_extension("holder.json")
}

pub(super) fn read_note(path: &Path) -> Option<Holder> {
    serde_json::from_slice(&std::fs::read(path).ok()?).ok()
}
