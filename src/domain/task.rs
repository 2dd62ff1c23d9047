//! A task: one thing somebody owes within a step, and the clock on it.

use super::deadline::TaskClock;
use super::ids::{ActorId, StepName, TaskKey};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Where a task stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TaskState {
    /// It waits for other tasks, or for something outside its case.
    Waiting,
    /// It can be done now.
    Open,
    /// It was done, with an outcome.
    Done,
    /// It is owed no more.
    Cancelled,
}

impl TaskState {
    /// The state as scripts and JSON name it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Open => "open",
            Self::Done => "done",
            Self::Cancelled => "cancelled",
        }
    }

    /// Whether the task is still owed.
    pub fn is_live(self) -> bool {
        matches!(self, Self::Waiting | Self::Open)
    }
}

/// One task as stored. A key may be used again once its task has ended; `turn` then tells them apart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Task {
    /// Its name within the case.
    pub key: TaskKey,
    /// 1 for the first task of this key, 2 when it has to be done again …
    pub turn: u16,
    /// Its place in the order in which the case's tasks were added, from 0.
    pub order: u32,
    /// The step it belongs to.
    pub step: StepName,
    /// What is to be done, in one line.
    pub title: String,
    /// Who owes it.
    pub owner: ActorId,
    /// The actor it was given to, which is no more and whom the owner follows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stands_for: Option<ActorId>,
    /// Where it stands.
    pub state: TaskState,
    /// The outcomes it may end with; the first one goes on as planned.
    pub outcomes: Vec<String>,
    /// What must come with its outcome: `document`, or names of case fields.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<Need>,
    /// The kinds of paper that evidence it usually: `QĐ`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<String>,
    /// Tasks of the same case that must be done before it opens.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<TaskKey>,
    /// What outside this case it waits for, in words; only a script can open such a task.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub awaits: Option<String>,
    /// The day it could first be done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opened_on: Option<NaiveDate>,
    /// The clock on it, if it has a term.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock: Option<TaskClock>,
    /// How it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    /// The day it was done or cancelled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_on: Option<NaiveDate>,
    /// What the person who did it noted, or why it was cancelled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The number within the case of the document that evidences it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<u32>,
}

/// One thing a task needs before it can end, and for which of its outcomes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Need {
    /// `document`, or the name of a field of the case.
    pub what: String,
    /// The outcomes it is needed for; empty means all of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outcomes: Vec<String>,
}

impl Need {
    /// The word for a paper among needs.
    pub const DOCUMENT: &str = "document";

    /// Whether a task that ends with `outcome` must bring this.
    pub fn applies_to(&self, outcome: &str) -> bool {
        self.outcomes.is_empty() || self.outcomes.iter().any(|o| o == outcome)
    }
}

impl Task {
    /// The due date, if the task has a term.
    pub fn due(&self) -> Option<NaiveDate> {
        self.clock.as_ref().map(|clock| clock.due)
    }

    /// Whole days past the due date on `today`, while the task is owed and its clock runs; of a task that has ended,
    /// how late it ended. Lateness that a new term or a correction covered is not forgotten. 0 when never late.
    pub fn days_late(&self, today: NaiveDate) -> i64 {
        let Some(clock) = &self.clock else { return 0 };
        if self.state.is_live() {
            let until = clock.paused.as_ref().map_or(today, |pause| pause.on);
            return (until - clock.due).num_days().max(0);
        }
        let ended = self.closed_on.map(|on| (on - clock.due).num_days());
        let missed = clock.missed.iter().map(|missed| (missed.until - missed.due).num_days());
        missed.chain(ended).max().unwrap_or(0).max(0)
    }

    /// Whether it is owed and its due date has passed on `today`.
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.state.is_live() && self.days_late(today) > 0
    }

    /// Whether it is late on `today`, ended late, or was late before its term was replaced.
    pub fn was_late(&self, today: NaiveDate) -> bool {
        self.days_late(today) > 0 || self.clock.as_ref().is_some_and(|clock| !clock.missed.is_empty())
    }
}
