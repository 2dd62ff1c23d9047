//! The world of a test: a store in memory with the province's actors and the package published, and a clock.

use crate::clock::Now;
use crate::domain::event::Event;
use crate::domain::ids::CaseId;
use crate::flow::remind::Stuck;
use crate::flow::{self, CalendarSource, FlowError, Hooks, Run, Who};
use crate::script::host::ScriptHost;
use crate::script::publish::Built;
use crate::script::slot::Slot;
use crate::store::{Image, MemoryStore};
use chrono::NaiveDate;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// What the log of a test's world says of who acts.
const WHO: &str = "test";

/// What happens by itself on the morning of a day: the sweep of the floor above.
pub type Morning = Rc<dyn Fn(&Rc<Run>) -> Result<Vec<Stuck>, FlowError>>;

/// What tests need of the floors above.
#[derive(Clone)]
pub struct Surroundings {
    /// The working-day calendar.
    pub calendar: CalendarSource,
    /// What happens by itself on a morning.
    pub morning: Morning,
}

/// A store from which the worlds of tests start.
pub struct Base {
    image: Image,
    surroundings: Surroundings,
}

impl Base {
    /// A store with the province's actors and no package yet.
    pub fn new(surroundings: &Surroundings) -> Result<Self, FlowError> {
        let store = MemoryStore::create()?;
        let host = Rc::new(ScriptHost::default());
        let run = open(&store, surroundings, &host, Now::at(chrono::DateTime::UNIX_EPOCH), WHO)?;
        run.record(None, Event::StoreCreated { program: env!("CARGO_PKG_VERSION").to_owned() })?;
        flow::actors::load_reference(&run)?;
        flow::project::adopt_calendar(&run)?;
        run.commit()?;
        Ok(Self { image: store.close(), surroundings: surroundings.clone() })
    }

    /// The same with an edition published, on the day from which it is valid.
    pub fn publish(&self, host: &Rc<ScriptHost>, built: &Built) -> Result<Published, FlowError> {
        let store = self.image.open()?;
        let start = built.edition.valid_from;
        let run = open(&store, &self.surroundings, host, Now::on(start), WHO)?;
        flow::edition::publish(&run, built.edition.clone(), &built.contents)?;
        run.commit()?;
        Ok(Published { image: store.close(), start, surroundings: self.surroundings.clone() })
    }
}

/// A store with the edition under test.
pub struct Published {
    image: Image,
    start: NaiveDate,
    surroundings: Surroundings,
}

fn open(
    store: &MemoryStore,
    surroundings: &Surroundings,
    host: &Rc<ScriptHost>,
    now: Now,
    why: &str,
) -> Result<Rc<Run>, FlowError> {
    let hooks: Rc<dyn Hooks> = Rc::clone(host) as Rc<dyn Hooks>;
    let who = Who { by: WHO.to_owned(), on_behalf: None };
    Ok(Run::new(store.write()?, now, who, why.to_owned(), hooks, Rc::clone(&surroundings.calendar)))
}

/// The world of one test.
pub struct World {
    store: MemoryStore,
    host: Rc<ScriptHost>,
    surroundings: Surroundings,
    why: String,
    now: Cell<Now>,
    seen: RefCell<Option<(CaseId, usize)>>,
}

impl World {
    /// A world as the published edition left it.
    pub fn new(published: &Published, host: &Rc<ScriptHost>, why: String) -> Result<Self, FlowError> {
        Ok(Self {
            store: published.image.open()?,
            host: Rc::clone(host),
            surroundings: published.surroundings.clone(),
            why,
            now: Cell::new(Now::on(published.start)),
            seen: RefCell::default(),
        })
    }

    /// A run in which the next acts are done.
    pub fn begin(&self) -> Result<Rc<Run>, FlowError> {
        open(&self.store, &self.surroundings, &self.host, self.now.get(), &self.why)
    }

    /// Keeps what was done so far and starts another run, so that what fails from now on leaves nothing behind.
    pub fn keep(&self, slot: &Slot) -> Result<(), FlowError> {
        if let Some(run) = slot.exchange(None) {
            run.check_whole()?;
            self.now.set(run.now());
            self.note(&run);
            run.commit()?;
            // The next run counts from nothing.
            if let Some((_, count)) = self.seen.borrow_mut().as_mut() {
                *count = 0;
            }
        }
        self.start(slot)
    }

    /// Drops what was done since the last time it was kept.
    pub fn drop_run(&self, slot: &Slot) -> Result<(), FlowError> {
        drop(slot.exchange(None));
        self.start(slot)
    }

    fn start(&self, slot: &Slot) -> Result<(), FlowError> {
        slot.exchange(Some(self.begin()?));
        Ok(())
    }

    /// Lives through the mornings up to a day; then it is 8 o'clock of that day.
    pub fn live_until(&self, run: &Rc<Run>, day: NaiveDate) -> Result<(), FlowError> {
        for morning in run.today().iter_days().skip(1).take_while(|morning| *morning <= day) {
            run.set_now(Now::on(morning))?;
            if let Some(stuck) = (self.surroundings.morning)(run)?.into_iter().next() {
                if let Ok(case) = stuck.case.parse() {
                    self.look_at(run, case);
                }
                return Err(stuck.error);
            }
        }
        Ok(())
    }

    /// Notes which case a test looks at.
    pub fn look_at(&self, run: &Run, case: CaseId) {
        *self.seen.borrow_mut() = Some((case, run.count()));
    }

    /// The case a test looked at or acted on last.
    pub fn seen(&self, run: &Run) -> Option<CaseId> {
        self.note(run);
        self.seen.borrow().clone().map(|(case, _)| case)
    }

    /// Notes which case was acted on since the test looked at one.
    fn note(&self, run: &Run) {
        let mut seen = self.seen.borrow_mut();
        if seen.as_ref().is_none_or(|(_, count)| run.count() > *count) {
            let (recorded, count) = run.take_recorded();
            if let Some(case) = recorded.into_iter().rev().find_map(|entry| entry.case) {
                *seen = Some((case, count));
            }
        }
    }
}
