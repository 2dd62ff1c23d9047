//! A store in the making. It gets its name once it is whole, so that whoever dies while making one leaves none.

use super::copy::{name_anew, sync_folder};
use super::error::StoreError;
use super::open::private_folder;
use super::turnstile::hold;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long to wait for another who makes one in the same place.
const PATIENCE: Duration = Duration::from_secs(10);

/// The place of a store that is being made; nobody else makes one there meanwhile.
#[derive(Debug)]
pub struct Making {
    path: PathBuf,
    lock: File,
}

impl Making {
    /// Takes the place at `path`, where there must be no store.
    pub fn at(path: &Path) -> Result<Self, StoreError> {
        if let Some(folder) = path.parent() {
            private_folder(folder).map_err(StoreError::from_io)?;
        }
        let making = Self { lock: hold(&path.with_extension("making"), PATIENCE)?, path: path.to_owned() };
        if path.exists() {
            return Err(StoreError::Exists { path: path.to_owned() });
        }
        match fs::remove_file(making.part()) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(StoreError::from_io(error)),
            _ => Ok(making),
        }
    }

    /// Where the store is made.
    pub fn part(&self) -> PathBuf {
        self.path.with_extension("part")
    }

    /// Gives the store, which nobody has open, its name.
    pub fn settle(self) -> Result<(), StoreError> {
        name_anew(&self.part(), &self.path).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => StoreError::Exists { path: self.path.clone() },
            _ => StoreError::from_io(error),
        })?;
        sync_folder(&self.path)
    }
}

impl Drop for Making {
    fn drop(&mut self) {
        // What has no other name is of no use. That it cannot be removed harms nobody: the next one does.
        let _ = fs::remove_file(self.part());
        let _ = fs::remove_file(self.path.with_extension("making"));
        let _ = self.lock.unlock();
    }
}
