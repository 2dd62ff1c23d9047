//! The steps of a sum: a due date as arithmetic that can be printed.

use super::day::{Day, DayKind};
use super::rules::FirstDay;
use chrono::NaiveDate;
use serde::Serialize;

/// Why a day was not counted, or not ended on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum OffKind {
    /// A Saturday or Sunday.
    Weekend,
    /// A holiday.
    Holiday,
    /// A day off for a holiday that fell on a weekend.
    Observed,
    /// A day off in exchange for a worked weekend day.
    Swapped,
}

impl OffKind {
    /// Why a day that is off is so.
    fn of(day: &Day) -> Self {
        match day.kind {
            Some(DayKind::Holiday) => Self::Holiday,
            Some(DayKind::Observed) => Self::Observed,
            Some(DayKind::Swapped) => Self::Swapped,
            Some(DayKind::WorkingDay) | None => Self::Weekend,
        }
    }
}

/// One step from the anchor of a term to its due date. As JSON the field `step` tells which.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "step", rename_all = "kebab-case")]
pub enum Step {
    /// The day the term runs from.
    Anchor {
        /// Which day.
        date: NaiveDate,
        /// Whether the term counts it.
        first_day: FirstDay,
    },
    /// Days counted in a row.
    Counted {
        /// The first of them.
        from: NaiveDate,
        /// The last of them.
        to: NaiveDate,
        /// How many are counted so far, these included.
        total: u32,
    },
    /// A weekend day counted because it is worked.
    WorkingDay {
        /// Which day.
        date: NaiveDate,
        /// Its name in Vietnamese.
        name: String,
        /// How many are counted so far, this one included.
        total: u32,
        /// Whether the swap is decided.
        decided: bool,
    },
    /// A day off that is not counted, or on which the term may not end.
    Skipped {
        /// Which day.
        date: NaiveDate,
        /// Why it is off.
        kind: OffKind,
        /// Its name in Vietnamese; none for a plain weekend day.
        #[serde(skip_serializing_if = "Option::is_none")]
        name: Option<String>,
        /// Whether a decision says so; if not, it is expected by the rules.
        decided: bool,
    },
    /// The day that a number of months leads to.
    Months {
        /// Which day.
        date: NaiveDate,
        /// Whether the month is too short for the anchor's day number, so that its last day stands for it.
        clipped: bool,
        /// Whether both are the last day of their month, and the term keeps that.
        stays_last: bool,
    },
    /// One day less than the months lead to, as the first day counts.
    DayBefore {
        /// Which day.
        date: NaiveDate,
    },
    /// The term ends on a day off and rolls to the next working day.
    Rolled {
        /// The day off.
        from: NaiveDate,
        /// The working day.
        to: NaiveDate,
    },
    /// The term ends on a day off and rolls back to the last working day before.
    RolledBack {
        /// The day off.
        from: NaiveDate,
        /// The working day.
        to: NaiveDate,
    },
    /// The term ends on a day off, and its rules let it.
    Stays {
        /// Which day.
        date: NaiveDate,
        /// Why it is off.
        kind: OffKind,
        /// Its name in Vietnamese; none for a plain weekend day.
        #[serde(skip_serializing_if = "Option::is_none")]
        name: Option<String>,
        /// Whether a decision says so; if not, it is expected by the rules.
        decided: bool,
    },
    /// The result.
    Due {
        /// Which day.
        date: NaiveDate,
        /// Whether every year the term runs through is decided, and each day off and worked weekend day in it; or
        /// whether it rests on none of them.
        decided: bool,
    },
}

impl Step {
    /// Whether what this step rests on is decided, as far as the step alone tells.
    pub(super) fn is_decided(&self) -> bool {
        !matches!(self, Self::Skipped { decided: false, .. } | Self::WorkingDay { decided: false, .. })
    }

    /// The step over a day off.
    pub(super) fn over(day: &Day) -> Self {
        Self::Skipped { date: day.date, kind: OffKind::of(day), name: day.name.clone(), decided: day.decided }
    }

    /// The end on a day off that stays the end.
    pub(super) fn on(day: &Day) -> Self {
        Self::Stays { date: day.date, kind: OffKind::of(day), name: day.name.clone(), decided: day.decided }
    }

    /// The step onto a working day, number `total` of those counted.
    pub(super) fn onto(day: &Day, total: u32) -> Self {
        match &day.name {
            Some(name) => {
                Self::WorkingDay { date: day.date, name: name.clone(), total, decided: day.decided }
            }
            None => Self::Counted { from: day.date, to: day.date, total },
        }
    }
}
