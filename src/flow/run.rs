//! A run: one transaction with who, when and why, and the one door through which anything changes.

use super::access::{Access, Tried};
use super::hooks::Hooks;
use super::refusal::{FlowError, Refusal};
use super::refused::Attempts;
use super::remind::Stuck;
use super::settle::Pending;
use super::verb::Verb;
use super::view::View;
use crate::clock::Now;
use crate::domain::actor::Actor;
use crate::domain::calendar::Calendar;
use crate::domain::case::Case;
use crate::domain::event::{Entry, Event};
use crate::domain::ids::{ActorId, CaseId, EditionId, TaskKey};
use crate::domain::script_fault::Place;
use crate::domain::task::Task;
use crate::store::{Hash, MemoryStore, Tx};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use std::cell::{Cell, OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

/// How many rows of each kind a run keeps decoded.
const CACHE_ROWS: usize = 8192;
/// How many entries a run keeps for its report; a bulk run only counts those beyond.
const KEPT_ENTRIES: usize = 20_000;

/// Who acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    /// The person: an actor's code, or the system's name for the user.
    pub by: String,
    /// On whose behalf.
    pub on_behalf: Option<String>,
}

/// Something the person should know although the act was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "notice", rename_all = "kebab-case")]
pub enum Notice {
    /// The paper is of another kind than usual for the task.
    PaperDiffers {
        /// The task.
        task: String,
        /// The usual kind.
        usual: String,
        /// The kind given.
        given: String,
    },
    /// The paper is dated after the day of the run.
    PaperAhead {
        /// The paper.
        document: String,
    },
    /// A task with several outcomes was closed with the planned one because none was given.
    PlannedOutcome {
        /// The case.
        case: String,
        /// The task.
        task: String,
        /// The outcome recorded.
        outcome: String,
        /// The others it could have.
        others: Vec<String>,
    },
    /// A date is computed from a calendar year that is not decided yet.
    Expected {
        /// The date.
        date: NaiveDate,
    },
}

/// What becomes of what was done in a transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// It stays.
    Kept,
    /// Nothing of it stays.
    Dropped,
}

/// Gives the working-day calendar when a run first needs it.
pub type CalendarSource = Rc<dyn Fn() -> Result<Rc<Calendar>, FlowError>>;

/// One transaction, from its first read to its commit or its end without one.
pub struct Run {
    tx: Tx,
    now: Cell<Now>,
    who: RefCell<Who>,
    why: RefCell<String>,
    hooks: Rc<dyn Hooks>,
    calendar_source: CalendarSource,
    calendar: OnceCell<Rc<Calendar>>,
    calendar_digest: OnceCell<String>,
    head: Cell<Option<(u64, Hash)>>,
    pub(super) cause: Cell<Option<u64>>,
    /// The first entry of the act under way.
    pub(super) act: Cell<Option<u64>>,
    recorded: RefCell<Vec<Entry>>,
    /// Where in the scripts each of them comes from, in a run that is watched.
    places: RefCell<Option<Vec<Option<Place>>>>,
    count: Cell<usize>,
    notices: RefCell<Vec<Notice>>,
    output: RefCell<Vec<String>>,
    stuck: RefCell<Vec<Stuck>>,
    /// What was tried, in a run that listens for it.
    attempts: RefCell<Option<Attempts>>,
    /// Where a script stopped last.
    stopped_at: RefCell<Option<Place>>,
    pub(super) pending: RefCell<Pending>,
    pub(super) depth: Cell<u32>,
    pub(super) half_done: Cell<bool>,
    cases: RefCell<HashMap<CaseId, Rc<Case>>>,
    tasks: RefCell<HashMap<CaseId, Rc<Vec<Task>>>>,
    /// The editions that cases get which are still to be opened, where history is done again.
    editions: RefCell<HashMap<CaseId, EditionId>>,
    /// Of a case whose tasks are not all decoded, the one that was asked for.
    asked: RefCell<HashMap<CaseId, Rc<Task>>>,
    actors: RefCell<HashMap<ActorId, Rc<Actor>>>,
    /// The policy it is under, if it is under one.
    pub(super) access: OnceCell<Access>,
    /// Above zero while it gives out everything.
    pub(super) whole: Cell<u32>,
    /// Above zero while something typed is looked up.
    pub(super) typed: Cell<u32>,
    /// Above zero while the policy is asked.
    pub(super) judging: Cell<u32>,
    /// What a person tries now.
    pub(super) trying: RefCell<Option<Tried>>,
}

impl Run {
    /// A run on an open transaction.
    pub fn new(
        tx: Tx,
        now: Now,
        who: Who,
        why: String,
        hooks: Rc<dyn Hooks>,
        calendar: CalendarSource,
    ) -> Rc<Self> {
        Rc::new(Self {
            tx,
            now: Cell::new(now),
            who: RefCell::new(who),
            why: RefCell::new(why),
            hooks,
            calendar_source: calendar,
            calendar: OnceCell::new(),
            calendar_digest: OnceCell::new(),
            head: Cell::new(None),
            cause: Cell::new(None),
            act: Cell::new(None),
            recorded: RefCell::default(),
            places: RefCell::default(),
            count: Cell::new(0),
            notices: RefCell::default(),
            output: RefCell::default(),
            stuck: RefCell::default(),
            attempts: RefCell::default(),
            stopped_at: RefCell::default(),
            pending: RefCell::default(),
            depth: Cell::new(0),
            half_done: Cell::new(false),
            cases: RefCell::default(),
            tasks: RefCell::default(),
            editions: RefCell::default(),
            asked: RefCell::default(),
            actors: RefCell::default(),
            access: OnceCell::new(),
            whole: Cell::new(0),
            typed: Cell::new(0),
            judging: Cell::new(0),
            trying: RefCell::default(),
        })
    }

    /// The transaction, to read from: as far as whoever asked for the run may read it.
    pub fn tx(&self) -> View<'_> {
        View::new(self, &self.tx)
    }

    /// The scripts.
    pub fn hooks(&self) -> Rc<dyn Hooks> {
        Rc::clone(&self.hooks)
    }

    /// The day, in Viet Nam.
    pub fn today(&self) -> NaiveDate {
        self.now.get().today()
    }

    /// The person who acts.
    pub fn by(&self) -> String {
        self.who.borrow().by.clone()
    }

    /// On whose behalf.
    pub(super) fn on_behalf(&self) -> Option<String> {
        self.who.borrow().on_behalf.clone()
    }

    /// What makes the events happen.
    pub(super) fn why(&self) -> String {
        self.why.borrow().clone()
    }

    /// The instant.
    pub fn now(&self) -> Now {
        self.now.get()
    }

    /// Moves a manual clock.
    pub fn set_now(&self, now: Now) -> Result<(), FlowError> {
        if !self.now.get().is_manual() {
            return Err(Refusal::ClockIsReal {}.into());
        }
        self.now.set(now);
        Ok(())
    }

    /// What makes the next events happen: the command line, or the script and line.
    pub fn set_why(&self, why: impl Into<String>) {
        *self.why.borrow_mut() = why.into();
    }

    /// The working-day calendar.
    pub fn calendar(&self) -> Result<Rc<Calendar>, FlowError> {
        if let Some(calendar) = self.calendar.get() {
            return Ok(Rc::clone(calendar));
        }
        let calendar = (self.calendar_source)()?;
        Ok(Rc::clone(self.calendar.get_or_init(|| calendar)))
    }

    /// The digest of the days off in the working-day calendar, which every due date that is reckoned asks for.
    pub(super) fn calendar_digest(&self) -> Result<&str, FlowError> {
        if let Some(digest) = self.calendar_digest.get() {
            return Ok(digest);
        }
        let digest = self.calendar()?.digest();
        Ok(self.calendar_digest.get_or_init(|| digest))
    }

    /// The working-day calendar with the days of one district or agency as well.
    pub fn calendar_of(&self, scope: Option<&ActorId>) -> Result<Rc<Calendar>, FlowError> {
        let calendar = self.calendar()?;
        Ok(match scope {
            Some(code) => Rc::new(calendar.for_scope(code.as_str())),
            None => calendar,
        })
    }

    /// Records an event: checks that this run may write and that the policy allows it, appends it to the log and applies
    /// it to the tables. The only way anything changes.
    pub fn record(&self, case: Option<&CaseId>, event: Event) -> Result<u64, FlowError> {
        if matches!(self.tx, Tx::Read(_)) {
            return Err(Refusal::OnlyReading { act: event.name().to_owned() }.into());
        }
        self.permit(&event, case)?;
        let (last, previous) = self.last()?;
        let edition = match (&event, case) {
            (Event::CaseOpened { case }, _) => Some(case.edition.clone()),
            (_, Some(id)) => Some(self.case(id)?.edition.clone()),
            (_, None) => None,
        };
        let entry = Entry {
            seq: last + 1,
            at: self.now.get().instant(),
            by: self.who.borrow().by.clone(),
            on_behalf: self.who.borrow().on_behalf.clone(),
            why: self.why.borrow().clone(),
            act: self.act.get(),
            cause: self.cause.get(),
            edition,
            case: case.cloned(),
            event,
        };
        let hash = self.tx.append(&entry, &previous)?;
        self.head.set(Some((entry.seq, hash)));
        self.forget(&entry);
        self.tx.apply(&entry)?;
        self.pending.borrow_mut().note(&entry);
        let seq = entry.seq;
        if self.depth.get() > 0 && self.act.get().is_none() {
            self.act.set(Some(seq));
        }
        let ended = match &entry.event {
            Event::TaskDone { task, .. } | Event::TaskCancelled { task, .. } => {
                entry.case.clone().map(|case| (case, task.clone()))
            }
            _ => None,
        };
        let is_reckoned = matches!(
            entry.event,
            Event::TermSet { .. }
                | Event::TermExtended { .. }
                | Event::TermMoved { .. }
                | Event::CaseSuspended { .. }
                | Event::CaseResumed { .. }
        );
        self.count.set(self.count.get() + 1);
        if let Some(places) = self.places.borrow_mut().as_mut() {
            places.push(self.hooks.place());
        }
        let mut recorded = self.recorded.borrow_mut();
        if recorded.len() < KEPT_ENTRIES {
            recorded.push(entry);
        }
        drop(recorded);
        // What waits to be sent about a task goes with it, whatever ended it.
        if let Some((case, task)) = ended {
            super::outbox::take_back(self, &case, &task, super::outbox::ENDED)?;
        }
        if is_reckoned {
            super::project::note_calendar(self)?;
        }
        Ok(seq)
    }

    /// The entries this run has recorded, up to a bound; and how many there are in all.
    pub fn take_recorded(&self) -> (Vec<Entry>, usize) {
        (self.recorded.take(), self.count.get())
    }

    /// Notes from now on where in the scripts each entry comes from.
    pub fn watch(&self) {
        *self.places.borrow_mut() = Some(Vec::new());
    }

    /// The entries recorded since this was asked last, up to a bound, and where in the scripts each comes from.
    pub fn take_watched(&self) -> (Vec<Entry>, Vec<Option<Place>>) {
        let places = self.places.borrow_mut().as_mut().map(std::mem::take).unwrap_or_default();
        (self.recorded.take(), places)
    }

    /// Listens from now on for what a person tries, so that it can be noted when it is refused.
    pub fn listen(&self) -> Result<(), FlowError> {
        *self.attempts.borrow_mut() = Some(Attempts { after: self.last()?.0, tried: Vec::new() });
        Ok(())
    }

    /// Notes what is tried: for the policy, and to be kept in a run that listens. What scripts do of themselves is none
    /// of it.
    pub(super) fn attempt(&self, case: &CaseId, verb: impl FnOnce() -> Verb) {
        let mut attempts = self.attempts.borrow_mut();
        if self.depth.get() > 0 || (attempts.is_none() && self.access.get().is_none()) {
            return;
        }
        let verb = verb();
        *self.trying.borrow_mut() =
            Some(Tried { case: case.clone(), act: verb.word(), task: verb.task().cloned() });
        if let Some(attempts) = attempts.as_mut() {
            attempts.tried.push((case.clone(), verb));
        }
    }

    /// What was tried.
    pub(super) fn take_attempts(&self) -> Option<Attempts> {
        self.attempts.take()
    }

    /// Notes where a script stopped with an error.
    pub fn stop_at(&self, place: Option<Place>) {
        *self.stopped_at.borrow_mut() = place;
    }

    /// Where a script stopped last with an error.
    pub(super) fn take_stopped_at(&self) -> Option<Place> {
        self.stopped_at.take()
    }

    /// Acts as it was acted then: when, by whom and why.
    pub(super) fn stand_in(&self, at: DateTime<Utc>, who: Who, why: &str) -> Result<(), FlowError> {
        self.set_now(Now::at(at))?;
        *self.who.borrow_mut() = who;
        self.set_why(why);
        Ok(())
    }

    /// Ends the transaction, with or without what was done in it, and goes on in another one of a store in memory.
    pub(super) fn renew(&mut self, store: &MemoryStore, end: End) -> Result<(), FlowError> {
        // A store has one writer: something must stand here until the next one may begin.
        let tx = std::mem::replace(&mut self.tx, store.read()?);
        match end {
            End::Kept => tx.commit()?,
            End::Dropped => drop(tx),
        }
        self.tx = store.write()?;
        self.head.set(None);
        self.cases.take();
        self.tasks.take();
        self.asked.take();
        self.actors.take();
        Ok(())
    }

    /// Lets a case that is still to be opened get an edition other than the active one.
    pub(super) fn assign_edition(&self, case: &CaseId, edition: &EditionId) {
        self.editions.borrow_mut().insert(case.clone(), edition.clone());
    }

    /// The edition that a case to be opened was assigned.
    pub(super) fn assigned_edition(&self, case: &CaseId) -> Option<EditionId> {
        self.editions.borrow().get(case).cloned()
    }

    /// Takes over an entry of another log as the next of this one. No hook hears of it.
    pub(super) fn enter(&self, entry: &Entry) -> Result<(), FlowError> {
        let (last, previous) = self.last()?;
        let entry = Entry { seq: last + 1, ..entry.clone() };
        let hash = self.tx.append(&entry, &previous)?;
        self.head.set(Some((entry.seq, hash)));
        self.forget(&entry);
        Ok(self.tx.apply(&entry)?)
    }

    /// The last entry of the log and its hash.
    fn last(&self) -> Result<(u64, Hash), FlowError> {
        match self.head.get() {
            Some(head) => Ok(head),
            None => Ok(self.tx.head()?),
        }
    }

    fn forget_case(&self, case: &CaseId) {
        self.cases.borrow_mut().remove(case);
        self.tasks.borrow_mut().remove(case);
        self.asked.borrow_mut().remove(case);
    }

    /// The first entry of the act under way.
    pub fn act(&self) -> Option<u64> {
        self.act.get()
    }

    /// How many entries this run has recorded.
    pub fn count(&self) -> usize {
        self.count.get()
    }

    /// Says something to the person besides the result.
    pub fn notice(&self, notice: Notice) {
        let mut notices = self.notices.borrow_mut();
        if !notices.contains(&notice) {
            notices.push(notice);
        }
    }

    /// What was said to the person.
    pub fn take_notices(&self) -> Vec<Notice> {
        self.notices.take()
    }

    /// A line that a script prints.
    pub fn print(&self, line: &str) {
        self.output.borrow_mut().push(line.to_owned());
    }

    /// The lines that scripts printed.
    pub fn take_output(&self) -> Vec<String> {
        self.output.take()
    }

    /// Notes something that was due and could not be done, while the rest goes on.
    pub fn note_stuck(&self, stuck: Stuck) {
        self.stuck.borrow_mut().push(stuck);
    }

    /// What was due and could not be done.
    pub fn take_stuck(&self) -> Vec<Stuck> {
        self.stuck.take()
    }

    /// Refuses when an act failed half done and a script went on nevertheless.
    pub fn check_whole(&self) -> Result<(), FlowError> {
        if self.half_done.get() { Err(Refusal::HalfDone {}.into()) } else { Ok(()) }
    }

    /// Makes everything recorded durable. The run must not be used by anybody else any more.
    pub fn commit(self: Rc<Self>) -> Result<(), FlowError> {
        let Ok(run) = Rc::try_unwrap(self) else {
            return Err(Refusal::OnlyReading { act: "commit of a run in use".to_owned() }.into());
        };
        Ok(run.tx.commit()?)
    }

    /// A case, which must be there.
    pub fn case(&self, id: &CaseId) -> Result<Rc<Case>, FlowError> {
        match self.find_case(id)? {
            Some(case) => Ok(case),
            None => Err(super::find::unknown_case(self, id.as_str())?),
        }
    }

    /// A case, if there is one of this number.
    pub fn find_case(&self, id: &CaseId) -> Result<Option<Rc<Case>>, FlowError> {
        match self.row_of(id)? {
            Some(case) if self.sees(id)? => Ok(Some(case)),
            _ => Ok(None),
        }
    }

    /// A case, whoever may read it.
    fn row_of(&self, id: &CaseId) -> Result<Option<Rc<Case>>, FlowError> {
        if let Some(case) = self.cases.borrow().get(id) {
            return Ok(Some(Rc::clone(case)));
        }
        let Some(case) = self.tx.case(id)?.map(Rc::new) else { return Ok(None) };
        keep(&self.cases, id, &case);
        Ok(Some(case))
    }

    /// The tasks of a case, in the order in which they were added, earlier turns included.
    pub fn tasks(&self, case: &CaseId) -> Result<Rc<Vec<Task>>, FlowError> {
        if !self.sees(case)? {
            return Ok(Rc::default());
        }
        if let Some(tasks) = self.tasks.borrow().get(case) {
            return Ok(Rc::clone(tasks));
        }
        let tasks = Rc::new(self.tx.tasks_of(case)?);
        keep(&self.tasks, case, &tasks);
        Ok(tasks)
    }

    /// The last turn of a task, if the case has one of this key. Who asks for one task only, as a sweep does, does not
    /// pay for the others of the case.
    pub fn find_task(&self, case: &CaseId, key: &TaskKey) -> Result<Option<Task>, FlowError> {
        if !self.sees(case)? {
            return Ok(None);
        }
        if !self.tasks.borrow().contains_key(case) {
            let asked = self.asked.borrow().get(case).cloned();
            match asked {
                Some(task) if task.key == *key => return Ok(Some(Task::clone(&task))),
                Some(_) => {}
                None => {
                    let Some(task) = self.tx.last_turn(case, key)? else { return Ok(None) };
                    keep(&self.asked, case, &Rc::new(task.clone()));
                    return Ok(Some(task));
                }
            }
        }
        Ok(self.tasks(case)?.iter().rev().find(|task| task.key == *key).cloned())
    }

    /// The last turn of a task, which must be there.
    pub fn task(&self, case: &CaseId, key: &TaskKey) -> Result<Task, FlowError> {
        match self.find_task(case, key)? {
            Some(task) => Ok(task),
            None => Err(super::find::unknown_task(self, case, key.as_str())?),
        }
    }

    /// An actor, which must be there.
    pub fn actor(&self, id: &ActorId) -> Result<Rc<Actor>, FlowError> {
        match self.find_actor(id)? {
            Some(actor) => Ok(actor),
            None => Err(super::find::unknown_actor(self, id.as_str(), &[])?),
        }
    }

    /// An actor, if there is one of this code.
    pub fn find_actor(&self, id: &ActorId) -> Result<Option<Rc<Actor>>, FlowError> {
        if let Some(actor) = self.actors.borrow().get(id) {
            return Ok(Some(Rc::clone(actor)));
        }
        let Some(actor) = self.tx.actor(id)?.map(Rc::new) else { return Ok(None) };
        keep(&self.actors, id, &actor);
        Ok(Some(actor))
    }

    /// Forgets the decoded rows that an entry is about to change.
    fn forget(&self, entry: &Entry) {
        if let Some(access) = self.access.get() {
            access.forget();
        }
        if let Event::ActorSet { actor: Actor { id, .. } } | Event::ActorSucceeded { actor: id, .. } =
            &entry.event
        {
            self.actors.borrow_mut().remove(id);
        }
        if let Some(case) = &entry.case {
            self.forget_case(case);
        }
    }
}

fn keep<K: Clone + Eq + std::hash::Hash, V>(cache: &RefCell<HashMap<K, Rc<V>>>, key: &K, row: &Rc<V>) {
    let mut cache = cache.borrow_mut();
    if cache.len() >= CACHE_ROWS {
        cache.clear();
    }
    cache.insert(key.clone(), Rc::clone(row));
}
