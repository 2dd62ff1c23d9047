//! The watch over what runs now: when it has to be over, how deep it is, and how much memory it may take.

use super::limits::{CHANGES, HOOK_TIME, MEMORY, NESTING, OUTPUT, ROW_TIME, TEST_TIME};
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
    /// Those of a script a person runs: more time with each row of a list that it walks.
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
    /// When it must be over, as things stand.
    until: Instant,
    /// What gives it more time.
    grows: Grows,
    /// What was held in memory before the outermost call.
    before: usize,
    /// How many calls it lies inside.
    depth: usize,
}

/// What gives a call more time than it began with.
#[derive(Clone, Copy)]
enum Grows {
    /// Nothing.
    Never,
    /// Each row of a list that it walks, as often as the store had rows when the call began: a script may go through all
    /// there is, and what goes round in a circle comes to its end.
    ByRow { left: u64 },
    /// Each change that it makes, up to an end; the run had so many when this was looked at last.
    ByChange { changes: usize, end: Instant },
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
        let now = Instant::now();
        let (until, grows) = match bound {
            Bound::Hook(spent) => (now + HOOK_TIME.saturating_sub(spent), Grows::Never),
            Bound::Door => (now + HOOK_TIME, Grows::ByRow { left: self.rows() }),
            Bound::Test(time) => {
                let end = now + time.unwrap_or(TEST_TIME);
                (end.min(now + HOOK_TIME), Grows::ByChange { changes: self.changes(), end })
            }
        };
        self.now.set(Some(Watched {
            until,
            grows,
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

    fn look_at_time(&self, watched: Watched) -> Option<Dynamic> {
        let (now, changes) = (Instant::now(), self.changes());
        if changes > CHANGES {
            return Some("changes".into());
        }
        match watched.grows {
            Grows::ByChange { changes: seen, end } if seen != changes && now <= end => {
                let grows = Grows::ByChange { changes, end };
                self.now.set(Some(Watched { until: end.min(now + HOOK_TIME), grows, ..watched }));
                None
            }
            _ => (now > watched.until).then(|| "time".into()),
        }
    }

    /// A row of a list is taken up by a script that walks it.
    pub fn row(&self) {
        if let Some(watched) = self.now.get()
            && let Grows::ByRow { left: left @ 1.. } = watched.grows
        {
            let grows = Grows::ByRow { left: left - 1 };
            self.now.set(Some(Watched { until: watched.until + ROW_TIME, grows, ..watched }));
        }
    }

    /// Runs what the program does for a script at one word of it and ends by itself: its time is not that of the script.
    pub fn aside<T>(&self, work: impl FnOnce() -> T) -> T {
        let begun = Instant::now();
        let done = work();
        if let Some(watched) = self.now.get() {
            self.now.set(Some(Watched { until: watched.until + begun.elapsed(), ..watched }));
        }
        done
    }

    /// Where the runs are lent.
    pub fn slot(&self) -> &Slot {
        &self.slot
    }

    /// How many rows the store has that a script can walk.
    fn rows(&self) -> u64 {
        self.slot.get().and_then(|run| run.tx().rows().ok()).unwrap_or(0)
    }

    fn changes(&self) -> usize {
        self.slot.get().map_or(0, |run| run.count())
    }
}
