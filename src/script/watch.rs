//! The watch over what runs now: when it has to be over, how deep it is, and how much memory it may take.

use super::handle::{Actor, Case, Task};
use super::limits::{
    CHANGE_MEMORY, CHANGES, DOOR_TIME, FREE_CHANGES, HOOK_TIME, IDLE_TIME, MEMORY, NESTING, OUTPUT,
    ROW_CHANGES, TEST_TIME,
};
use super::memory;
use super::slot::Slot;
use crate::flow::{FlowError, Run};
use rhai::Dynamic;
use std::cell::Cell;
use std::rc::Rc;
use std::time::{Duration, Instant};

/// How often, in operations, the time is looked at: one operation may be a call that takes a millisecond.
const TIME_EVERY: u64 = 16;

/// Which bounds apply to a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// Those of a hook or a filter, of whose time this much is spent already.
    Hook(Duration),
    /// Those of a script a person runs: long enough for bulk work, as long as it goes on and walks what it changes.
    Door,
    /// Those of a test, or less time than is usual for one.
    Test(Option<Duration>),
}

/// What is watched; shared by all engines of a process.
#[derive(Clone)]
pub struct Watch {
    slot: Slot,
    now: Rc<Cell<Option<Watched>>>,
    printed: Rc<Cell<usize>>,
}

/// The call that runs now.
#[derive(Clone, Copy)]
struct Watched {
    /// When it must have made its next change.
    until: Instant,
    /// When it must be over in any case.
    end: Instant,
    /// How many changes the run had when this was looked at last.
    changes: usize,
    /// How many it may come to have.
    allowed: usize,
    /// How many rows more of the lists that are walked give it further changes.
    rows: Rows,
    /// What was held in memory before the outermost call.
    before: usize,
    /// How many calls it lies inside.
    depth: usize,
}

/// Rows of the store that a script walks: as many of each noun as there were when the call began.
#[derive(Debug, Clone, Copy, Default)]
struct Rows {
    cases: u64,
    tasks: u64,
    actors: u64,
}

impl Rows {
    /// Those of a store.
    fn of(run: &Run) -> Result<Self, FlowError> {
        let (cases, tasks, actors) = run.tx().counts()?;
        Ok(Self { cases, tasks, actors })
    }

    /// What is left of the noun of an item.
    fn of_item(&mut self, item: &Dynamic) -> Option<&mut u64> {
        let left = if item.is::<Case>() {
            &mut self.cases
        } else if item.is::<Task>() {
            &mut self.tasks
        } else if item.is::<Actor>() {
            &mut self.actors
        } else {
            return None;
        };
        (*left > 0).then_some(left)
    }
}

impl Bound {
    /// How long the call may take in all, and until its next change.
    fn times(self) -> (Duration, Duration) {
        match self {
            Self::Hook(spent) => (HOOK_TIME.saturating_sub(spent), HOOK_TIME),
            Self::Door => (DOOR_TIME, IDLE_TIME),
            Self::Test(time) => (time.unwrap_or(TEST_TIME), IDLE_TIME),
        }
    }
}

impl Watch {
    /// A watch over the runs that are lent in a slot.
    pub fn new(slot: &Slot) -> Self {
        Self { slot: slot.clone(), now: Rc::default(), printed: Rc::default() }
    }

    /// Runs a call within its bounds; none when it would lie inside too many others.
    pub fn within<T>(&self, bound: Bound, call: impl FnOnce() -> T) -> Option<T> {
        let before = self.now.get();
        let depth = before.map_or(0, |outer| outer.depth + 1);
        if depth > NESTING {
            return None;
        }
        if before.is_none() {
            self.printed.set(0);
        }
        let (time, idle) = bound.times();
        let (allowed, rows) = match bound {
            Bound::Door => ((self.changes() + FREE_CHANGES).min(CHANGES), self.rows()),
            Bound::Hook(_) | Bound::Test(_) => (CHANGES, Rows::default()),
        };
        let now = Instant::now();
        let end = before.map_or(now + time, |outer| outer.end.min(now + time));
        self.now.set(Some(Watched {
            until: end.min(now + idle),
            end,
            changes: self.changes(),
            allowed,
            rows,
            before: before.map_or_else(memory::live, |outer| outer.before),
            depth,
        }));
        let result = call();
        // What was done inside is a change that the call around it made.
        self.now.set(before);
        Some(result)
    }

    /// Whether a script prints something, which it may up to a bound.
    pub fn prints(&self, line: &str) -> bool {
        let printed = self.printed.get().saturating_add(line.len() + 1);
        self.printed.set(printed);
        printed <= OUTPUT
    }

    /// The bound that the call running now went beyond. Memory is looked at in every operation: a value can double in each.
    pub fn look(&self, count: u64) -> Option<Dynamic> {
        let watched = self.now.get()?;
        let (each, most) = CHANGE_MEMORY;
        let allowed = MEMORY + watched.changes.saturating_mul(each).min(most);
        if memory::live().saturating_sub(watched.before) > allowed {
            return Some("memory".into());
        }
        if self.printed.get() > OUTPUT {
            return Some("output".into());
        }
        if count.is_multiple_of(TIME_EVERY) { self.look_at_time(watched) } else { None }
    }

    /// The time until its next change begins anew with each change that a call makes.
    fn look_at_time(&self, watched: Watched) -> Option<Dynamic> {
        let (now, changes) = (Instant::now(), self.changes());
        if changes > watched.allowed {
            return Some("changes".into());
        }
        if changes != watched.changes {
            self.now.set(Some(Watched { until: watched.end.min(now + IDLE_TIME), changes, ..watched }));
            return (now > watched.end).then(|| "time".into());
        }
        (now > watched.until).then(|| "time".into())
    }

    /// An item of a list or an array is taken up by a script that walks it.
    pub fn item(&self, item: &Dynamic) {
        let Some(mut watched) = self.now.get() else { return };
        if let Some(left) = watched.rows.of_item(item) {
            *left -= 1;
            watched.allowed = (watched.allowed + ROW_CHANGES).min(CHANGES);
            self.now.set(Some(watched));
        }
    }

    /// Runs what the program does for a script at one word of it and ends by itself: its changes are not those of the script.
    pub fn aside<T>(&self, work: impl FnOnce() -> T) -> T {
        let before = self.changes();
        let done = work();
        if let Some(watched) = self.now.get() {
            let allowed = watched.allowed.saturating_add(self.changes() - before);
            self.now.set(Some(Watched { allowed, ..watched }));
        }
        done
    }

    /// Where the runs are lent.
    pub fn slot(&self) -> &Slot {
        &self.slot
    }

    fn rows(&self) -> Rows {
        self.slot.get().and_then(|run| Rows::of(&run).ok()).unwrap_or_default()
    }

    fn changes(&self) -> usize {
        self.slot.get().map_or(0, |run| run.count())
    }
}
