//! What can be wrong with a calendar, its files, or a question put to it.

use super::term::Term;
use super::{FIRST_YEAR, LAST_YEAR};
use chrono::NaiveDate;
use serde::Serialize;
use std::fmt;

/// A line of a calendar file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The file's name as it was given: `2024.toml`.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` line {}", self.file, self.line)
    }
}

/// Why a calendar cannot be used, or cannot answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize)]
#[serde(tag = "calendar", rename_all = "kebab-case")]
pub enum CalendarError {
    /// The file is no TOML, or has not the keys of a calendar file.
    #[error("{place}: {reason}")]
    Malformed {
        /// Where.
        place: Place,
        /// What the TOML reader said.
        reason: String,
    },
    /// A date that does not exist or is not written `2024-04-30`.
    #[error("{place}: `{text}` is no date")]
    BadDate {
        /// Where.
        place: Place,
        /// What stands there.
        text: String,
    },
    /// A file for a year the calendar does not reach.
    #[error("{place}: {year} is outside {FIRST_YEAR}–{LAST_YEAR}")]
    FileYear {
        /// Where.
        place: Place,
        /// The year.
        year: i32,
    },
    /// A day of another year than the file's.
    #[error("{place}: {date} is not in {year}, the year of the file")]
    OtherYear {
        /// Where.
        place: Place,
        /// The day.
        date: NaiveDate,
        /// The file's year.
        year: i32,
    },
    /// A day with an empty name.
    #[error("{place}: {date} has no name")]
    Nameless {
        /// Where.
        place: Place,
        /// The day.
        date: NaiveDate,
    },
    /// A day entered twice, both times for everybody or for the same scope.
    #[error("{place}: {date} is entered twice")]
    Twice {
        /// Where the second entry is.
        place: Place,
        /// The day.
        date: NaiveDate,
    },
    /// A day that two swaps use.
    #[error("{place}: {date} is swapped twice")]
    SwappedTwice {
        /// Where the second swap is.
        place: Place,
        /// The day.
        date: NaiveDate,
    },
    /// A day to be worked in exchange that is no weekend day.
    #[error("{place}: {date} is made a working day but is no weekend day")]
    NotWeekend {
        /// Where.
        place: Place,
        /// The day.
        date: NaiveDate,
    },
    /// A day given off, observed or swapped, that is a weekend day already.
    #[error("{place}: {date} is given off in exchange but is a weekend day")]
    NotWeekday {
        /// Where.
        place: Place,
        /// The day.
        date: NaiveDate,
    },
    /// A swap of two days that are too far apart to be meant.
    #[error("{place}: {off} and {work} are more than {most} days apart")]
    FarSwap {
        /// Where.
        place: Place,
        /// The day given off.
        off: NaiveDate,
        /// The day worked for it.
        work: NaiveDate,
        /// The most days allowed.
        most: i64,
    },
    /// Two files decide on one year.
    #[error("`{file}` and `{other}` both decide on {year}")]
    YearTwice {
        /// The year.
        year: i32,
        /// The second file.
        file: String,
        /// The first file.
        other: String,
    },
    /// Two files enter one day, for everybody or for the same scope.
    #[error("`{file}` and `{other}` both enter {date}")]
    DayTwice {
        /// The day.
        date: NaiveDate,
        /// The second file.
        file: String,
        /// The first file.
        other: String,
    },
    /// A year the calendar does not reach.
    #[error("{year} is outside {FIRST_YEAR}–{LAST_YEAR}")]
    YearOutside {
        /// The year.
        year: i32,
    },
    /// A district or agency that has no days of its own.
    #[error("`{scope}` has no calendar of its own")]
    UnknownScope {
        /// Its code as it was given.
        scope: String,
        /// The codes that have one.
        known: Vec<String>,
    },
    /// A term that ends where the calendar does not reach.
    #[error("`{term}` from {anchor} ends outside {FIRST_YEAR}–{LAST_YEAR}")]
    EndsOutside {
        /// From which day.
        anchor: NaiveDate,
        /// The term.
        term: Term,
    },
    /// A count of working days that ends where the calendar does not reach.
    #[error("`{days} working days` from {date} ends outside {FIRST_YEAR}–{LAST_YEAR}")]
    ShiftsOutside {
        /// From which day.
        date: NaiveDate,
        /// How many working days, negative for before.
        days: i32,
    },
}
