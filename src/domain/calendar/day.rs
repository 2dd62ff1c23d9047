//! One day of the calendar, and why it is off or on.

use chrono::{Datelike, NaiveDate, Weekday};
use serde::Serialize;

/// Why a day is not what its weekday says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DayKind {
    /// A holiday, on whatever weekday it falls.
    Holiday,
    /// A day off in place of a holiday that fell on a weekend (nghỉ bù).
    Observed,
    /// A working day made a day off in exchange for a weekend day (hoán đổi).
    Swapped,
    /// A weekend day made a working day in exchange (làm bù).
    WorkingDay,
}

impl DayKind {
    /// The kind as JSON and scripts name it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Holiday => "holiday",
            Self::Observed => "observed",
            Self::Swapped => "swapped",
            Self::WorkingDay => "working-day",
        }
    }
}

/// A day, and what the calendar knows of it. As JSON: `{date, name, kind, decided}`, and `scope`, `decision` and
/// `note` where there are any.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Day {
    /// Which day.
    pub date: NaiveDate,
    /// Whether the office works on it.
    #[serde(skip)]
    pub working: bool,
    /// Its name in Vietnamese; none for an ordinary working day or weekend.
    pub name: Option<String>,
    /// Why it is special; none for an ordinary working day or weekend.
    pub kind: Option<DayKind>,
    /// Whether a decision says so; if not, it is expected by the rules.
    pub decided: bool,
    /// The district or agency whose day it is; none when it is everybody's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
    /// The paper that decided on this day, where it has one besides that of the year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision: Option<String>,
    /// A remark of whoever entered it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Day {
    /// A day with no name: working from Monday to Friday.
    pub(super) fn ordinary(date: NaiveDate, decided: bool) -> Self {
        let (name, kind, scope, decision, note) = (None, None, None, None, None);
        Self { date, working: !is_weekend(date), name, kind, decided, scope, decision, note }
    }

    /// A special day for everybody.
    pub(super) fn special(date: NaiveDate, kind: DayKind, name: String, decided: bool) -> Self {
        let working = kind == DayKind::WorkingDay;
        Self { working, name: Some(name), kind: Some(kind), ..Self::ordinary(date, decided) }
    }
}

/// Whether a day is a Saturday or a Sunday.
pub(super) fn is_weekend(date: NaiveDate) -> bool {
    matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}
