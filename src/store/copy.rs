//! Copies of a store: one to keep elsewhere, and one put in the place of the store.

use super::damage::guard;
use super::error::StoreError;
use super::open::{Store, builder};
use super::tables;
use super::tx::Tx;
use super::verify::{Verdict, verify};
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::NamedTempFile;

/// Writes a copy of a store that may be in use into a new file, as a snapshot sees it. Nobody waits for it. It gets its
/// name once it is on the disk and verified; a copy that is not in order is thrown away, and its verdict says why.
pub fn back_up(store: &Store, to: &Path) -> Result<Verdict, StoreError> {
    if to.exists() {
        return Err(StoreError::Exists { path: to.to_owned() });
    }
    let (copy, verdict) = copied(store, to)?;
    if verdict.ok {
        copy.persist_noclobber(to).map_err(|error| match error.error.kind() {
            io::ErrorKind::AlreadyExists => StoreError::Exists { path: to.to_owned() },
            _ => StoreError::from_io(error.error),
        })?;
        sync_folder(to)?;
    }
    Ok(verdict)
}

/// Puts a copy of the store `from` in the place of the one at `path`, which is kept in the file `aside`; without one
/// there must be none. At every moment one of the two is in the place, whole. Processes that have the old one open find
/// out with their next command. A copy that is not in order is thrown away, and its verdict says why.
pub fn restore(
    from: &Store,
    path: &Path,
    aside: Option<&Path>,
    since: String,
    patience: Duration,
) -> Result<Verdict, StoreError> {
    if aside.is_none() && path.exists() {
        return Err(StoreError::Exists { path: path.to_owned() });
    }
    let (copy, verdict) = copied(from, path)?;
    if !verdict.ok {
        return Ok(verdict);
    }
    // Who writes now ends first; who waits finds another file in the place.
    let old = if path.exists() { hold(path, since, patience)? } else { None };
    if let Some(aside) = aside.filter(|_| path.exists()) {
        name_anew(path, aside).map_err(StoreError::from_io)?;
    }
    copy.persist(path).map_err(|error| StoreError::from_io(error.error))?;
    drop(old);
    sync_folder(path)?;
    Ok(verdict)
}

/// A verified copy on the disk, beside the place it is meant for. It is gone with this value unless it gets a name.
fn copied(store: &Store, beside: &Path) -> Result<(NamedTempFile, Verdict), StoreError> {
    let folder = beside.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = beside.file_name().unwrap_or_default();
    let file = tempfile::Builder::new()
        .prefix(name)
        .suffix(".part")
        .tempfile_in(folder)
        .map_err(StoreError::from_io)?;
    let source = store.path();
    guard(source, || write(store, file.path())).map_err(|error: StoreError| error.in_file(source))?;
    let verdict = verify(&Store::open(file.path(), Duration::ZERO)?, &[])?;
    file.as_file().sync_all().map_err(StoreError::from_io)?;
    Ok((file, verdict))
}

fn write(store: &Store, path: &Path) -> Result<(), StoreError> {
    let Tx::Read(from) = store.read()? else { return Err(StoreError::ReadOnly) };
    let copy = builder().create(path).map_err(|error| StoreError::from_redb(error.into()))?;
    let tx = copy.begin_write()?;
    tables::copy_all(&from, &tx)?;
    tx.commit()?;
    Ok(())
}

/// A store that is open, with the turn to write in it.
type Held = (Tx, Store);

/// Keeps others from writing in the store at `path`; one that cannot be opened nobody writes in.
fn hold(path: &Path, since: String, patience: Duration) -> Result<Option<Held>, StoreError> {
    let opened = Store::open(path, patience);
    match opened.and_then(|store| Ok((store.write("restore", since, patience)?, store))) {
        Ok(held) => Ok(Some(held)),
        Err(error @ StoreError::Busy { .. }) => Err(error),
        Err(_) => Ok(None),
    }
}

/// Gives a file a second name that no file has, or another where the file system gives none two.
pub(super) fn name_anew(path: &Path, name: &Path) -> io::Result<()> {
    match std::fs::hard_link(path, name) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
        Err(_) => std::fs::rename(path, name),
        Ok(()) => Ok(()),
    }
}

/// Where a store is kept that a copy takes the place of: a name that no file has yet.
pub fn aside_of(path: &Path, stamp: &str) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let first = path.with_file_name(format!("{name}.before-restore-{stamp}"));
    let more = (2_u32..).map(|n| path.with_file_name(format!("{name}.before-restore-{stamp}-{n}")));
    std::iter::once(first.clone()).chain(more).find(|path| !path.exists()).unwrap_or(first)
}

/// A new name in a folder is on the disk once the folder is.
pub(super) fn sync_folder(path: &Path) -> Result<(), StoreError> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if cfg!(unix) {
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(StoreError::from_io)?;
    }
    Ok(())
}
