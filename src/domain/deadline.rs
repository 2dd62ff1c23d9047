//! The clock of a task: its term, what the due date follows from, and the reminders planned around it.

use super::calendar::{Term, Unit};
use super::ids::{ActorId, TaskKey};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The term of a task and the due date that follows from it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskClock {
    /// How long.
    pub term: Term,
    /// From which day.
    pub anchor: NaiveDate,
    /// The act whose day that is; when that day is corrected, the due date follows. None for a day that was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anchor_of: Option<Anchor>,
    /// On what ground: `Công văn 12-CV/BTCTU`, or that it is a default of the office.
    pub basis: String,
    /// Whose days off count besides everybody's; none for everybody's alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calendar: Option<ActorId>,
    /// The day that follows.
    pub due: NaiveDate,
    /// What happens by itself once the day has passed. None for an advisory term, which only reminds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expiry: Option<Expiry>,
    /// More time that was granted, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub extensions: Vec<Extension>,
    /// Set once the clock has stood still: what was left then counts from the day it ran again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resumed: Option<Resumption>,
    /// Set while the case is suspended: the clock stands still.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paused: Option<Pause>,
    /// The reminders planned for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rungs: Vec<Rung>,
    /// Due dates that had passed when another term took their place.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missed: Vec<Missed>,
    /// Grows when the due date moves, so that the reminders of a new date are new.
    #[serde(default)]
    pub epoch: u32,
}

/// The act that a term runs from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// A task of the same case.
    pub task: TaskKey,
    /// Its turn.
    pub turn: u16,
    /// What of it.
    pub moment: Moment,
}

/// Which day of a task a term runs from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Moment {
    /// The day it could first be done.
    Opened,
    /// The day it was done.
    Done,
}

/// What happens when the due date of a binding term has passed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expiry {
    /// The task ends with this outcome; none: the script is told, and escalates as it sees fit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    /// The day it happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reached_on: Option<NaiveDate>,
}

/// More time, granted before the due date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// How much.
    pub term: Term,
    /// Why.
    pub reason: String,
    /// The paper or decision it rests on.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub basis: String,
    /// The day it was granted.
    pub on: NaiveDate,
}

/// What is left of a term, in its own unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remainder {
    /// Whole units.
    pub count: u32,
    /// Of what.
    pub unit: Unit,
    /// Days over, when weeks or months do not come out even.
    #[serde(default)]
    pub days: u32,
}

/// A clock that stands still.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    /// Since this day.
    pub on: NaiveDate,
    /// What was left of the term then; none when the due date had passed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<Remainder>,
}

/// The day from which what was left of a term counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resumption {
    /// The day the clock ran again; it is not counted.
    pub on: NaiveDate,
    /// What was left.
    pub left: Remainder,
    /// How many of the extensions are in what was left.
    pub extensions: usize,
}

/// A due date that passed before another term took its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missed {
    /// The date.
    pub due: NaiveDate,
    /// The day the other term took its place.
    pub until: NaiveDate,
}

/// One planned reminder of a task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rung {
    /// Its name within the ladder: `first-letter`.
    pub name: String,
    /// Working days from the due date; negative is before it.
    pub offset: i32,
    /// The day it fires.
    pub day: NaiveDate,
    /// To whom: an actor's code, or a role that is resolved when it fires (`owner`, `office`, or one of the package).
    pub to: String,
    /// The letter template, below the package's `letters/`.
    pub letter: String,
    /// The day it fired.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fired_on: Option<NaiveDate>,
    /// What came of it, once it fired.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fate: Option<Fate>,
    /// Those whom it reached before a part of it was taken back and planned anew; they are not told again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub told: Vec<ActorId>,
}

/// What came of a reminder that fired.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "fate")]
pub enum Fate {
    /// Its messages were queued.
    Queued,
    /// A later reminder of the same task to the same recipient came due on the same day and speaks for both.
    Folded {
        /// The key of the message that carries it.
        message: String,
    },
    /// It came before a due date that has passed already, and nothing was sent.
    Late,
    /// Nobody stands behind its role.
    Nobody,
}

impl TaskClock {
    /// Whether the clock runs.
    pub fn runs(&self) -> bool {
        self.paused.is_none()
    }
}

impl Rung {
    /// Plans it once more for those whom it did not reach; `told` are those whom it did.
    pub fn take_back(&mut self, told: &[ActorId]) {
        self.fired_on = None;
        self.fate = None;
        let told: Vec<ActorId> = told.iter().filter(|actor| !self.told.contains(actor)).cloned().collect();
        self.told.extend(told);
    }
}
