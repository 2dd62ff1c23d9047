//! The watch over what runs now: when it has to be over, how deep it is, and how much memory it may take.

use super::limits::{CHANGES, DOOR_TIME, HOOK_TIME, IDLE_TIME, MEMORY, NESTING, OUTPUT, TEST_TIME};
use super::memory;
use super::slot::Slot;
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
    /// Those of a script a person runs: long enough for bulk work, as long as it goes on.
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
    /// What was held in memory before the outermost call.
    before: usize,
    /// How many calls it lies inside.
    depth: usize,
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
        let now = Instant::now();
        let end = before.map_or(now + time, |outer| outer.end.min(now + time));
        self.now.set(Some(Watched {
            until: end.min(now + idle),
            end,
            changes: self.changes(),
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
        if memory::live().saturating_sub(watched.before) > MEMORY {
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
        if changes > CHANGES {
            return Some("changes".into());
        }
        if changes != watched.changes {
            self.now.set(Some(Watched { until: watched.end.min(now + IDLE_TIME), changes, ..watched }));
            return (now > watched.end).then(|| "time".into());
        }
        (now > watched.until).then(|| "time".into())
    }

    fn changes(&self) -> usize {
        self.slot.get().map_or(0, |run| run.count())
    }
}
