//! Floor 4: one application. It knows the home folder, opens the store, and gives every door its runs.

mod config;
mod home;
pub mod rights;
pub mod toml_file;

pub use config::{ChannelChoice, Config, ConfigError, Identity};
pub use home::{Home, HomeError, POLICY};

use home::KeptCalendar;

use crate::clock::{Now, to_local};
use crate::domain::event::Entry;
use crate::domain::script_fault::{ScriptFault, ScriptFaultKind};
use crate::flow::refused::{self, Note};
use crate::flow::remind::Stuck;
use crate::flow::{CalendarSource, FlowError, Hooks, Notice, Policy, Refusal, Run, Who};
use crate::script::{ScriptHost, check_size};
use crate::store::{self, Disk, FileSystem, Hash, Making, MemoryStore, Store, StoreError};
use chrono::NaiveDate;
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

/// How long an act waits for other writers.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long it waits once more to note that it was refused.
const PATIENCE_FOR_A_NOTE: Duration = Duration::from_secs(1);

/// Whether what a run does is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// It is committed.
    Real,
    /// It is done for real in a transaction that is then dropped.
    Rehearsal,
}

/// Whose rights count in a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rights {
    /// Nobody's: the schedule, and what was let do something that concerns the whole office.
    Office,
    /// A person's.
    Of(Me),
}

/// Who a person is, as the settings say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Me {
    /// The settings do not say who is who.
    Unsaid,
    /// An actor: code or name.
    Named(String),
    /// The settings say who is who, but not who this user of the system is.
    Stranger(String),
}

/// How a run is carried out.
#[derive(Debug, Clone)]
pub struct Request {
    /// Who acts.
    pub who: Who,
    /// Whose rights count.
    pub rights: Rights,
    /// What makes it happen: the command line.
    pub why: String,
    /// A set clock, or the system's.
    pub now: Option<Now>,
    /// Whether it is kept.
    pub mode: Mode,
    /// The day as of whose end the store is read, when it is not now.
    pub as_of: Option<NaiveDate>,
}

impl Request {
    /// The present: as the clock was set, else the system's.
    pub fn present(&self) -> Now {
        self.now.unwrap_or_else(Now::system)
    }

    /// What those who wait for it are told that it does: where rights count, nothing of what was typed but the command.
    fn told_to_others(&self) -> &str {
        match &self.rights {
            Rights::Of(Me::Named(_)) => self.why.split_whitespace().next().unwrap_or_default(),
            _ => &self.why,
        }
    }

    /// The moment at which a run stands: the end of the day that is looked back to, else the present.
    fn moment(&self) -> Now {
        self.as_of.map_or_else(|| self.present(), Now::end_of)
    }
}

/// What came of a run.
#[derive(Debug)]
pub struct Outcome<T> {
    /// What the verb gave.
    pub value: T,
    /// The entries it recorded, up to a bound.
    pub entries: Vec<Entry>,
    /// How many entries it recorded.
    pub count: usize,
    /// What the person should know besides.
    pub notices: Vec<Notice>,
    /// What scripts printed.
    pub output: Vec<String>,
    /// What was due and could not be done, while the rest went on.
    pub stuck: Vec<Stuck>,
    /// Where the clock stood at the end.
    pub now: Now,
}

/// The application.
pub struct App {
    home: Home,
    disk: Arc<dyn Disk>,
    host: Rc<ScriptHost>,
    calendar: Rc<KeptCalendar>,
    store: Option<Store>,
    making: Option<Making>,
    past: Option<Past>,
}

/// The store as it stood at the end of a day.
struct Past {
    day: NaiveDate,
    /// The last entry of the present log, which may have come to reach into the day meanwhile.
    head: u64,
    store: MemoryStore,
}

impl App {
    /// An application on a home folder. The store is opened when it is first needed.
    pub fn new(home: Home) -> Self {
        Self::on(Arc::new(FileSystem), home)
    }

    /// An application on a home folder whose store lies on this disk.
    pub fn on(disk: Arc<dyn Disk>, home: Home) -> Self {
        Self {
            home,
            disk,
            host: Rc::default(),
            calendar: Rc::default(),
            store: None,
            making: None,
            past: None,
        }
    }

    /// Its home folder.
    pub fn home(&self) -> &Home {
        &self.home
    }

    /// Its script host.
    pub fn host(&self) -> Rc<ScriptHost> {
        Rc::clone(&self.host)
    }

    /// The store; opened at the first call.
    pub fn store(&mut self) -> Result<&Store, FlowError> {
        let store = match self.store.take().filter(Store::is_current) {
            Some(store) => store,
            None => Store::open_on(Arc::clone(&self.disk), &self.home.store(), PATIENCE)?,
        };
        Ok(self.store.insert(store))
    }

    /// Lets go of the store; the next call opens it again.
    pub fn close(&mut self) {
        self.store = None;
        self.making = None;
    }

    /// Makes the store, beside its place until it is settled; refuses when there is one.
    pub fn create_store(&mut self) -> Result<(), FlowError> {
        let making = Making::at(&self.home.store())?;
        self.store = Some(Store::create_on(Arc::clone(&self.disk), &making.part())?);
        self.making = Some(making);
        Ok(())
    }

    /// Puts the store that was made in its place. One that is never put there is gone with the application.
    pub fn settle_store(&mut self) -> Result<(), FlowError> {
        self.store = None;
        Ok(self.making.take().map_or(Ok(()), Making::settle)?)
    }

    /// A snapshot of the store as it is, or as it stood at the end of a day.
    fn snapshot(&mut self, request: &Request) -> Result<store::Tx, FlowError> {
        let present = self.store()?.read()?;
        let Some(day) = request.as_of else { return Ok(present) };
        let today = request.present().today();
        if day > today {
            return Err(Refusal::NotYet { day, today }.into());
        }
        let (head, _) = present.head()?;
        let past = match self.past.take().filter(|past| (past.day, past.head) == (day, head)) {
            Some(past) => past,
            None => match store::as_it_stood(&present, Now::end_of(day).instant())? {
                Some(store) => Past { day, head, store },
                None => {
                    let first = present.entries(1, 1)?;
                    let begins = first.first().map_or(day, |first| to_local(first.entry.at).date());
                    return Err(Refusal::BeforeStore { day, begins }.into());
                }
            },
        };
        Ok(self.past.insert(past).store.read()?)
    }

    /// Runs something that only reads, on a snapshot.
    pub fn read<T>(
        &mut self,
        request: &Request,
        verb: impl FnOnce(&Rc<Run>) -> Result<T, FlowError>,
    ) -> Result<Outcome<T>, FlowError> {
        let path = self.home.store();
        let tx = guarded(&path, || self.snapshot(request));
        let tx = self.keep_open(tx)?;
        let run = self.run(tx, request);
        self.put_under_policy(&run, request)?;
        let result = guarded(&path, || verb(&run));
        let value = self.keep_open(result)?;
        Self::outcome(value, &run)
    }

    /// Runs something that writes, in one transaction: all or nothing.
    pub fn write<T>(
        &mut self,
        request: &Request,
        verb: impl FnOnce(&Rc<Run>) -> Result<T, FlowError>,
    ) -> Result<Outcome<T>, FlowError> {
        if let Some(day) = request.as_of {
            return Err(Refusal::PastIsOnlyRead { day }.into());
        }
        let (path, since) = (self.home.store(), since(request));
        let store = self.store()?;
        let tx = guarded(&path, || Ok(store.write(request.told_to_others(), since, PATIENCE)?));
        let tx = self.keep_open(tx)?;
        let run = self.run(tx, request);
        self.put_under_policy(&run, request)?;
        let result = guarded(&path, || verb(&run));
        let result = self.keep_open(result)?;
        run.check_whole()?;
        let outcome = Self::outcome(result, &run)?;
        if request.mode == Mode::Real && run.count() > 0 {
            self.commit(run)?;
        }
        Ok(outcome)
    }

    /// Keeps what a run did. The disk may fail in the last moment, when it is too late to take anything back: then it is
    /// not said that nothing was stored.
    fn commit(&mut self, run: Rc<Run>) -> Result<(), FlowError> {
        let path = self.home.store();
        let head = guarded(&path, || run.tx().head());
        let (seq, hash) = self.keep_open(head)?;
        let committed = guarded(&path, || run.commit());
        self.keep_open(committed).map_err(|error| match error {
            FlowError::Store(StoreError::Full { cause, .. } | StoreError::Io { cause, .. })
                if !self.lacks(seq, &hash) =>
            {
                StoreError::Doubtful { path, cause }.into()
            }
            other => other,
        })
    }

    /// Whether the log of the store, opened again, is known to have no entry with this number and hash.
    fn lacks(&mut self, seq: u64, hash: &Hash) -> bool {
        let path = self.home.store();
        let found = guarded(&path, || Ok(self.store()?.read()?.entries(seq, 1)?));
        self.keep_open(found).is_ok_and(|found| found.iter().all(|stored| stored.hash != *hash))
    }

    /// Does an act of a person in one transaction, as [`App::write`] does. When the procedure refuses it, what was tried is
    /// noted, in a transaction of its own; that it could not be noted is no reason to say anything else.
    pub fn act<T>(
        &mut self,
        request: &Request,
        verb: impl FnOnce(&Rc<Run>) -> Result<T, FlowError>,
    ) -> Result<Outcome<T>, FlowError> {
        if request.mode == Mode::Rehearsal {
            return self.write(request, verb);
        }
        let mut refused = None;
        let result = self.write(request, |run| {
            run.listen()?;
            verb(run).inspect_err(|error| refused = refused::note(run, error))
        });
        if let Some(note) = refused {
            let _ = self.keep_refused(request, &note);
        }
        result
    }

    fn keep_refused(&mut self, request: &Request, note: &Note) -> Result<(), FlowError> {
        let (path, since) = (self.home.store(), since(request));
        let store = self.store()?;
        let kept = guarded(&path, || {
            let tx = store.write(request.told_to_others(), since, PATIENCE_FOR_A_NOTE)?;
            refused::keep(&tx, note)?;
            Ok(tx.commit()?)
        });
        self.keep_open(kept)
    }

    /// After the disk failed redb refuses to go on; the next call opens the store again.
    fn keep_open<T>(&mut self, result: Result<T, FlowError>) -> Result<T, FlowError> {
        if let Err(FlowError::Store(error)) = &result {
            match error {
                StoreError::Busy { .. } => {}
                StoreError::Full { .. } | StoreError::Io { .. } => {
                    self.store.take().into_iter().for_each(Store::abandon);
                }
                _ => self.store = None,
            }
        }
        result
    }

    fn run(&self, tx: store::Tx, request: &Request) -> Rc<Run> {
        let (home, kept) = (self.home.clone(), Rc::clone(&self.calendar));
        let calendar: CalendarSource = Rc::new(move || kept.of(&home));
        let hooks: Rc<dyn Hooks> = Rc::clone(&self.host) as Rc<dyn Hooks>;
        Run::new(tx, request.moment(), request.who.clone(), request.why.clone(), hooks, calendar)
    }

    /// Puts a run under the office's policy, if there is one. A policy that cannot be read lets nobody do anything.
    fn put_under_policy(&mut self, run: &Rc<Run>, request: &Request) -> Result<(), FlowError> {
        let Rights::Of(me) = &request.rights else { return Ok(()) };
        let Some(policy) = self.policy()? else { return Ok(()) };
        let me = match me {
            Me::Unsaid => None,
            Me::Named(me) => Some(me.as_str()),
            Me::Stranger(user) => return Err(Refusal::Stranger { user: user.clone() }.into()),
        };
        let present = match request.as_of {
            Some(_) => {
                let tx = self.store()?.read()?;
                Some(self.run(tx, &Request { as_of: None, ..request.clone() }))
            }
            None => None,
        };
        run.put_under(policy, me, present)
    }

    /// The policy in the home folder; none when there is no such file.
    fn policy(&self) -> Result<Option<Rc<dyn Policy>>, FlowError> {
        let path = self.home.policy();
        if path.symlink_metadata().is_err_and(|error| error.kind() == std::io::ErrorKind::NotFound) {
            return Ok(None);
        }
        check_size(&path)?;
        let text = std::fs::read_to_string(&path).map_err(|error| {
            let message = format!("{POLICY}: {error}");
            ScriptFault::new(ScriptFaultKind::Host { message })
        })?;
        self.host.policy(POLICY, text).map(Some)
    }

    /// What came of a run, as far as whoever asked for it may read it.
    fn outcome<T>(value: T, run: &Rc<Run>) -> Result<Outcome<T>, FlowError> {
        let (mut entries, mut count) = run.take_recorded();
        if run.is_partial() {
            let mut seen = Vec::new();
            for entry in entries {
                if entry.case.as_ref().map_or(Ok(true), |case| run.sees(case))? {
                    seen.push(entry);
                }
            }
            (count, entries) = (seen.len(), seen);
        }
        Ok(Outcome {
            value,
            entries,
            count,
            notices: run.take_notices(),
            output: run.take_output(),
            stuck: run.take_stuck(),
            now: run.now(),
        })
    }
}

/// Runs something that reads or writes the store at `path`, which is named when it is what fails.
fn guarded<T>(path: &Path, work: impl FnOnce() -> Result<T, FlowError>) -> Result<T, FlowError> {
    store::guard(path, work).map_err(|error| match error {
        FlowError::Store(error) => FlowError::Store(error.in_file(path)),
        other => other,
    })
}

/// Since when a request is at work, for those who wait for it.
fn since(request: &Request) -> String {
    to_local(request.present().instant()).format("%Y-%m-%dT%H:%M:%S+07:00").to_string()
}
