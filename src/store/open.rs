//! Making and opening the store's file.

use super::damage;
use super::disk::{Disk, FileSystem};
use super::error::{Holder, StoreError};
use super::tables::{self, META};
use super::turnstile::{self, Turnstile};
use super::tx::Tx;
use redb::{
    Builder, ConcurrencyMode, Database, DatabaseError, ReadOnlyDatabase, ReadTransaction, TableError,
};
use std::cell::{Cell, OnceCell};
use std::fs::OpenOptions;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, mpsc};
use std::time::Duration;

/// The version of the tables' layout this program writes.
pub const SCHEMA: u32 = 1;

/// The most that is kept of the file. Four times as much makes a sweep of ten thousand reminders no faster.
const CACHE_BYTES: usize = 64 << 20;
const MAGIC: &[u8] = b"redb";

/// An open store. It reads through a handle that never waits; the one that writes is opened at the first write.
pub struct Store {
    path: PathBuf,
    disk: Arc<dyn Disk>,
    reader: Option<ReadOnlyDatabase>,
    writer: OnceCell<Writer>,
    closing: Cell<Closing>,
    /// Which file it is, as far as the system tells.
    file: Option<FileId>,
}

/// A file, however it is called.
type FileId = (u64, u64);

/// What a process writes through.
struct Writer {
    db: Database,
    turnstile: Turnstile,
}

/// How a store lets go of its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Closing {
    /// Give unused space back and mark the file as closed. Takes about a commit's time.
    Tidy,
    /// Leave the file as the last commit left it; each commit is complete in itself. The next one to read finds it
    /// unmarked, opens it for writing and tidies.
    Leave,
}

impl Store {
    /// Makes an empty store. Refuses when the file exists.
    pub fn create(path: &Path) -> Result<Self, StoreError> {
        Self::create_on(Arc::new(FileSystem), path)
    }

    /// Makes an empty store, as [`Store::create`] does, on a disk.
    pub fn create_on(disk: Arc<dyn Disk>, path: &Path) -> Result<Self, StoreError> {
        if let Some(folder) = path.parent() {
            private_folder(folder).map_err(StoreError::from_io)?;
        }
        let mut options = OpenOptions::new();
        options.create_new(true).read(true).write(true);
        private(&mut options);
        let exists = |e: std::io::Error| match e.kind() {
            std::io::ErrorKind::AlreadyExists => StoreError::Exists { path: path.to_owned() },
            _ => StoreError::from_io(e),
        };
        drop(options.open(path).map_err(exists)?);
        let db = disk.create(&builder(), path).map_err(|e| sort(path, e))?;
        let tx = db.begin_write()?;
        tables::create_all(&tx)?;
        tx.open_table(META)?.insert("schema", SCHEMA.to_string().as_str())?;
        tx.commit()?;
        let writer = OnceCell::from(Writer { db, turnstile: Turnstile::of(path)? });
        let (path, file) = (path.to_owned(), file_id(path));
        Ok(Self { path, disk, reader: None, writer, closing: Cell::new(Closing::Tidy), file })
    }

    /// Opens a store. Only one that its last writer left open is opened for writing at once, and closed properly when
    /// nothing was written; that waits at most `patience` while another process is inside a write.
    pub fn open(path: &Path, patience: Duration) -> Result<Self, StoreError> {
        Self::open_on(Arc::new(FileSystem), path, patience)
    }

    /// Opens a store, as [`Store::open`] does, on a disk.
    pub fn open_on(disk: Arc<dyn Disk>, path: &Path, patience: Duration) -> Result<Self, StoreError> {
        let open = || check_magic(path).and_then(|()| Self::open_checked(disk, path, patience));
        damage::guard(path, open).map_err(|error| error.in_file(path))
    }

    fn open_checked(disk: Arc<dyn Disk>, path: &Path, patience: Duration) -> Result<Self, StoreError> {
        let file = file_id(path);
        let reader = match disk.open_read_only(&builder(), path) {
            Ok(reader) => Some(reader),
            Err(DatabaseError::RepairAborted) => None,
            Err(error) => return Err(sort(path, error)),
        };
        let closing = Cell::new(Closing::Leave);
        let store = Self { path: path.to_owned(), disk, reader, writer: OnceCell::new(), closing, file };
        if store.reader.is_none() {
            store.writer(patience)?;
            store.closing.set(Closing::Tidy);
        }
        store.check_schema()?;
        Ok(store)
    }

    /// Where its file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether the file in its place is still the one it opened, and no copy that was put there since.
    pub fn is_current(&self) -> bool {
        self.file.is_none() || self.file == file_id(&self.path)
    }

    /// A snapshot to read from. Never waits.
    pub fn read(&self) -> Result<Tx, StoreError> {
        Ok(Tx::Read(self.begin_read()?))
    }

    /// A transaction to write in; waits at most `patience` for other writers. `what` and `since` tell those who wait
    /// for this one.
    pub fn write(&self, what: &str, since: String, patience: Duration) -> Result<Tx, StoreError> {
        let writer = self.writer(patience)?;
        let tx = writer.turnstile.pass(&writer.db, patience)?;
        // Another may have taken its place while this one waited.
        if !self.is_current() {
            return Err(StoreError::Replaced { path: self.path.clone() });
        }
        self.closing.set(Closing::Leave);
        writer.turnstile.note(&Holder { pid: std::process::id(), what: what.to_owned(), since });
        Ok(Tx::Write(tx))
    }

    /// Lets go of the file after the disk failed. Then redb writes nothing more, so closing does not either.
    pub fn abandon(self) {
        let path = self.path.clone();
        self.closing.set(Closing::Tidy);
        // What it was abandoned for is told already.
        let _ = damage::guard(&path, || {
            drop(self);
            Ok::<(), StoreError>(())
        });
    }

    fn begin_read(&self) -> Result<ReadTransaction, StoreError> {
        match (self.writer.get(), &self.reader) {
            (Some(writer), _) => tables::begin_read(&writer.db),
            (None, Some(reader)) => tables::begin_read(reader),
            (None, None) => Err(StoreError::Missing { path: self.path.clone() }),
        }
    }

    fn writer(&self, patience: Duration) -> Result<&Writer, StoreError> {
        if let Some(writer) = self.writer.get() {
            return Ok(writer);
        }
        let db = self.open_within(patience)?;
        let writer = Writer { db, turnstile: Turnstile::of(&self.path)? };
        Ok(self.writer.get_or_init(|| writer))
    }

    /// redb's opening waits without bound while another process writes, so it is tried on a thread of its own.
    fn open_within(&self, patience: Duration) -> Result<Database, StoreError> {
        let (send, receive) = mpsc::channel();
        let (disk, file) = (Arc::clone(&self.disk), self.path.clone());
        std::thread::spawn(move || {
            let open = || disk.open(&builder(), &file).map_err(|e| sort(&file, e));
            // The receiver may have given up; then the database is just closed again.
            let _ = send.send(damage::guard(&file, open));
        });
        match receive.recv_timeout(patience) {
            Ok(opened) => opened,
            Err(_) => Err(StoreError::Busy {
                waited_ms: patience.as_millis(),
                holder: turnstile::read_note(&turnstile::note_path(&self.path)),
            }),
        }
    }

    fn check_schema(&self) -> Result<(), StoreError> {
        let no_store =
            |cause: redb::Error| StoreError::NotAStore { path: self.path.clone(), cause: Box::new(cause) };
        let read = self.begin_read()?;
        let meta = read.open_table(META).map_err(|error| match error {
            TableError::Storage(error) => error.into(),
            other => no_store(other.into()),
        })?;
        let schema = meta.get("schema")?.and_then(|text| text.value().parse::<u32>().ok());
        match schema {
            Some(SCHEMA) => Ok(()),
            Some(found) if found > SCHEMA => {
                Err(StoreError::Newer { path: self.path.clone(), found, known: SCHEMA })
            }
            _ => Err(no_store(redb::Error::Corrupted("no schema version".to_owned()))),
        }
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        // Closing writes the file's header once more and gives back space: as dear as an act. In this mode every
        // commit has already recorded the allocator's state, so the next opening needs no repair.
        if let (Closing::Leave, Some(writer)) = (self.closing.get(), self.writer.take()) {
            std::mem::forget(writer.db);
        }
    }
}

pub(super) fn builder() -> Builder {
    let mut builder = Builder::new();
    builder.set_concurrency_mode(ConcurrencyMode::MultiWriter).set_cache_size(CACHE_BYTES);
    builder
}

/// A file that does not start as a redb file is told apart before redb, which might take an empty one for new.
fn check_magic(path: &Path) -> Result<(), StoreError> {
    let missing = |e: std::io::Error| match e.kind() {
        std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory => {
            StoreError::Missing { path: path.to_owned() }
        }
        _ => StoreError::from_io(e),
    };
    let mut start = [0; MAGIC.len()];
    let mut file = std::fs::File::open(path).map_err(missing)?;
    match file.read_exact(&mut start) {
        Ok(()) if start == MAGIC => Ok(()),
        Ok(()) => Err(not_redb(path)),
        Err(e) if e.kind() == std::io::ErrorKind::UnexpectedEof => Err(not_redb(path)),
        Err(e) => Err(StoreError::from_io(e)),
    }
}

fn not_redb(path: &Path) -> StoreError {
    StoreError::damaged(path, "the file does not start as a store does")
}

fn sort(path: &Path, error: DatabaseError) -> StoreError {
    match StoreError::from_redb(error.into()) {
        StoreError::Redb(cause) => StoreError::NotAStore { path: path.to_owned(), cause },
        other => other.in_file(path),
    }
}

/// Makes a folder, if there is none, for its owner alone: what is typed is noted beside the store too.
pub fn private_folder(folder: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Only the owner may read and write the file.
pub fn private(options: &mut OpenOptions) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    #[cfg(not(unix))]
    let _ = options;
}

/// Writes a file that only its owner may read, and has it on the disk. It takes the place of no other.
pub fn write_private(path: &Path, content: &[u8]) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    private(&mut options);
    let mut file = options.open(path)?;
    file.write_all(content)?;
    file.sync_all()
}

/// What the group and others may do with a file.
pub const ANYTHING: u32 = 0o077;
/// That they may write to it.
pub const WRITE: u32 = 0o022;

/// Whether the group or others may do with a file what is asked. Elsewhere than on Unix that is the system's own business.
pub fn others_may(found: &std::fs::Metadata, what: u32) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        found.permissions().mode() & what != 0
    }
    #[cfg(not(unix))]
    {
        let _ = (found, what);
        false
    }
}

/// Which file is at `path`; none where the system has no lasting numbers for files.
fn file_id(path: &Path) -> Option<FileId> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        std::fs::metadata(path).ok().map(|found| (found.dev(), found.ino()))
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        None
    }
}
