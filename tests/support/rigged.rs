//! A disk that fails when it is told to, and that knows what a cut of power would leave of a file.
//!
//! Everything goes to a real file, with its locks. Beside that the disk notes each write, each change of length and each
//! sync. What was written before the last sync stays through a cut; of what came after it any part may stay, page by page,
//! some pages torn between their sectors, and each change of length or not.

use super::dice::Dice;
use quytrinh::store::Disk;
use redb::backends::FileBackend;
use redb::{BackendError, Builder, Database, DatabaseError, ReadOnlyDatabase, StorageBackend};
use std::fs::OpenOptions;
use std::io;
use std::ops::Bound;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, Weak};

const PAGE: usize = 4096;
const SECTOR: usize = 512;

/// Something that happened to the file.
#[derive(Debug, Clone)]
enum Change {
    Write(usize, Vec<u8>),
    Length(usize),
    Sync,
}

/// A kind of call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Call {
    Read,
    /// Writes, lengths and syncs.
    Write,
    /// Writes to where nothing is yet, for which a full disk has no place.
    Fill,
    Lock,
}

/// What a disk does wrong.
#[derive(Debug, Clone, Copy)]
pub struct Fault {
    /// The calls that fail.
    pub on: Call,
    /// How many of them still go well.
    pub after: u32,
    /// Whether all fail from then on, or that one alone.
    pub stays: bool,
    /// What they fail with.
    pub error: io::ErrorKind,
}

#[derive(Debug, Default)]
struct State {
    /// The file as it was when the record began.
    base: Vec<u8>,
    record: Option<Vec<Change>>,
    fault: Option<Fault>,
    met: u32,
    open: Vec<Weak<Open>>,
}

/// An open file; none once the process that had it has died.
type Open = RwLock<Option<FileBackend>>;

/// The disk. Copies are the same disk.
#[derive(Debug, Clone, Default)]
pub struct Rigged(Arc<Mutex<State>>);

/// Where a record stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(pub usize);

impl Rigged {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// From now on this goes wrong.
    pub fn breaks(&self, fault: Fault) {
        let mut state = self.state();
        (state.fault, state.met) = (Some(fault), 0);
    }

    /// Nothing goes wrong any more. Gives how often it did.
    pub fn heals(&self) -> u32 {
        let mut state = self.state();
        state.fault = None;
        std::mem::take(&mut state.met)
    }

    /// Whoever has files open here dies: nothing more comes of them, and their locks are gone.
    pub fn loses_all(&self) {
        let open = std::mem::take(&mut self.state().open);
        for file in open.iter().filter_map(Weak::upgrade) {
            file.write().unwrap_or_else(PoisonError::into_inner).take();
        }
    }

    /// Begins a record with the file as it is, all of it on the disk.
    pub fn records(&self, path: &Path) {
        let mut state = self.state();
        state.base = std::fs::read(path).expect("the file");
        state.record = Some(Vec::new());
    }

    /// Now, in the record.
    pub fn moment(&self) -> Moment {
        Moment(self.state().record.as_ref().map_or(0, Vec::len))
    }

    /// The file as a cut of power at this moment of the record may leave it.
    pub fn cut(&self, at: Moment, dice: &mut Dice) -> Vec<u8> {
        let state = self.state();
        let record = &state.record.as_ref().expect("a record")[..at.0];
        let synced = record.iter().rposition(|change| matches!(change, Change::Sync)).map_or(0, |at| at + 1);
        let mut file = state.base.clone();
        record[..synced].iter().for_each(|change| happen(&mut file, change));
        for change in &record[synced..] {
            match change {
                Change::Write(offset, bytes) => may_stay(&mut file, *offset, bytes, dice),
                Change::Length(_) if dice.below(2) == 0 => happen(&mut file, change),
                Change::Length(_) | Change::Sync => {}
            }
        }
        file
    }

    /// Whether this call fails.
    fn meets(&self, call: Call) -> io::Result<()> {
        let mut state = self.state();
        let state = &mut *state;
        let fits = |on: Call| on == call || (on, call) == (Call::Write, Call::Fill);
        let Some(fault) = state.fault.as_mut().filter(|fault| fits(fault.on)) else { return Ok(()) };
        if fault.after > 0 {
            fault.after -= 1;
            return Ok(());
        }
        if state.met > 0 && !fault.stays {
            return Ok(());
        }
        state.met += 1;
        Err(fault.error.into())
    }

    fn notes(&self, change: Change) {
        if let Some(record) = &mut self.state().record {
            record.push(change);
        }
    }

    fn below(&self, path: &Path) -> Result<Handle, DatabaseError> {
        let file = OpenOptions::new().read(true).write(true).open(path)?;
        let file = Arc::new(RwLock::new(Some(FileBackend::new(file)?)));
        self.state().open.push(Arc::downgrade(&file));
        Ok(Handle { disk: self.clone(), file })
    }
}

/// What certainly happens to a file.
fn happen(file: &mut Vec<u8>, change: &Change) {
    match change {
        Change::Write(offset, bytes) => put(file, *offset, bytes),
        Change::Length(length) => file.resize(*length, 0),
        Change::Sync => {}
    }
}

fn put(file: &mut Vec<u8>, offset: usize, bytes: &[u8]) {
    if file.len() < offset + bytes.len() {
        file.resize(offset + bytes.len(), 0);
    }
    file[offset..offset + bytes.len()].copy_from_slice(bytes);
}

/// Some of what was written stays: of each page all, nothing, or any of its sectors.
fn may_stay(file: &mut Vec<u8>, offset: usize, bytes: &[u8], dice: &mut Dice) {
    for (start, page) in pieces(offset, bytes, PAGE) {
        match dice.below(3) {
            0 => {}
            1 => put(file, start, page),
            _ => {
                for (start, sector) in pieces(start, page, SECTOR) {
                    if dice.below(2) == 0 {
                        put(file, start, sector);
                    }
                }
            }
        }
    }
}

/// Bytes at an offset, cut where a multiple of `size` begins.
fn pieces(offset: usize, bytes: &[u8], size: usize) -> Vec<(usize, &[u8])> {
    let (mut found, mut at) = (Vec::new(), 0);
    while at < bytes.len() {
        let end = (at + size - (offset + at) % size).min(bytes.len());
        found.push((offset + at, &bytes[at..end]));
        at = end;
    }
    found
}

impl Disk for Rigged {
    fn create(&self, builder: &Builder, path: &Path) -> Result<Database, DatabaseError> {
        builder.create_with_backend(self.below(path)?)
    }

    fn open(&self, builder: &Builder, path: &Path) -> Result<Database, DatabaseError> {
        builder.create_with_backend(self.below(path)?)
    }

    fn open_read_only(&self, builder: &Builder, path: &Path) -> Result<ReadOnlyDatabase, DatabaseError> {
        builder.open_read_only_with_backend(self.below(path)?)
    }
}

/// The file as a database has it open.
#[derive(Debug)]
struct Handle {
    disk: Rigged,
    file: Arc<Open>,
}

impl Handle {
    fn with<T, E: From<io::Error>>(&self, work: impl FnOnce(&FileBackend) -> Result<T, E>) -> Result<T, E> {
        match &*self.file.read().unwrap_or_else(PoisonError::into_inner) {
            Some(file) => work(file),
            None => Err(io::Error::other("the process is dead").into()),
        }
    }
}

impl StorageBackend for Handle {
    fn len(&self) -> io::Result<u64> {
        self.disk.meets(Call::Read)?;
        self.with(FileBackend::len)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        self.disk.meets(Call::Read)?;
        self.with(|file| file.read(offset, out))
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        self.disk.meets(Call::Write)?;
        self.with(|file| file.set_len(len))?;
        self.disk.notes(Change::Length(usize::try_from(len).map_err(io::Error::other)?));
        Ok(())
    }

    fn sync_data(&self) -> io::Result<()> {
        self.disk.meets(Call::Write)?;
        self.disk.notes(Change::Sync);
        Ok(())
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        let mut there = vec![0; data.len()];
        self.with(|file| file.read(offset, &mut there))?;
        self.disk.meets(if there.iter().all(|byte| *byte == 0) { Call::Fill } else { Call::Write })?;
        self.with(|file| file.write(offset, data))?;
        let offset = usize::try_from(offset).map_err(io::Error::other)?;
        self.disk.notes(Change::Write(offset, data.to_vec()));
        Ok(())
    }

    fn close(&self) -> io::Result<()> {
        self.with(FileBackend::close)
    }

    fn try_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.disk.meets(Call::Lock).map_err(refused)?;
        self.with(|file| file.try_lock_range(start, end))
    }

    fn try_lock_shared_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.disk.meets(Call::Lock).map_err(refused)?;
        self.with(|file| file.try_lock_shared_range(start, end))
    }

    fn lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.disk.meets(Call::Lock).map_err(refused)?;
        self.with(|file| file.lock_range(start, end))
    }

    fn lock_shared_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.disk.meets(Call::Lock).map_err(refused)?;
        self.with(|file| file.lock_shared_range(start, end))
    }

    fn unlock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.with(|file| file.unlock_range(start, end))
    }

    fn query_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.disk.meets(Call::Lock).map_err(refused)?;
        self.with(|file| file.query_lock_range(start, end))
    }
}

/// A lock that a file system does not have, as redb's own files tell of it.
fn refused(error: io::Error) -> BackendError {
    if error.kind() == io::ErrorKind::Unsupported {
        BackendError::Unsupported
    } else {
        BackendError::Io(error)
    }
}
