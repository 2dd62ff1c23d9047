//! What can be wrong with a roster: the file, its headings, a cell.

use serde::Serialize;

/// Why a roster cannot be read at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RosterError {
    /// A byte that is no UTF-8, as in files saved in an older Windows encoding or in UTF-16.
    #[error("line {line} is not UTF-8 text")]
    NotUtf8 {
        /// The first such line, from 1.
        line: u64,
    },
    /// No heading line, nothing but blank lines.
    #[error("the file is empty")]
    Empty,
    /// Headings that are unknown, repeated or missing; all of them.
    #[error("line {line}: {}", join(.faults))]
    Headings {
        /// The line of the headings.
        line: u64,
        /// What is wrong, at least one.
        faults: Vec<HeadingFault>,
    },
}

fn join(faults: &[HeadingFault]) -> String {
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

/// One thing wrong with the heading line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "fault", rename_all = "kebab-case")]
pub enum HeadingFault {
    /// A heading that no column has.
    #[error("`{heading}` is no heading of a roster")]
    Unknown {
        /// As in the file.
        heading: String,
        /// Headings that look like it, best first; may be empty.
        near: Vec<String>,
    },
    /// A second heading for the same column.
    #[error("`{heading}` is the same column as `{first}`")]
    Repeated {
        /// As in the file.
        heading: String,
        /// The heading that came first.
        first: String,
    },
    /// A column that every roster must have.
    #[error("the column `{heading}` is missing")]
    Missing {
        /// Its usual heading.
        heading: String,
    },
}

/// One thing wrong with one row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("`{field}`: {reason}")]
pub struct RowFault {
    /// The heading as in the file; empty when the fault is of the row as a whole.
    pub field: String,
    /// The cell as in the file, without spaces around it.
    pub value: String,
    /// What is wrong with it.
    #[serde(flatten)]
    pub reason: Reason,
}

/// What is wrong with a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "reason", rename_all = "kebab-case")]
pub enum Reason {
    /// An empty cell where one is needed.
    #[error("it is empty")]
    Empty,
    /// Text that is no date of day, month and year.
    #[error("it is no date like 5/3/1985")]
    NotADate,
    /// A year of two digits, which could be of either century.
    #[error("the year has two digits, not four")]
    ShortYear,
    /// A year in which no living cadre was born or joined.
    #[error("the year {year} cannot be right")]
    ImplausibleYear {
        /// The year as written.
        year: i32,
    },
    /// A day that the calendar does not have.
    #[error("there is no day {day}/{month}/{year}")]
    NoSuchDay {
        /// The day of the month as written.
        day: i32,
        /// The month as written.
        month: i32,
        /// The year as written.
        year: i32,
    },
    /// A word that is none of those the column knows.
    #[error("it is none of {}", expected.join(", "))]
    NotAChoice {
        /// The words it knows, in Vietnamese.
        expected: Vec<&'static str>,
    },
    /// More entries in a cell than the column holds.
    #[error("it has {found} entries, at most {most} are possible")]
    TooMany {
        /// How many it may hold.
        most: usize,
        /// How many there are.
        found: usize,
    },
    /// A name that is no agency, or no district, or several.
    #[error("{message}")]
    Unresolved {
        /// What the resolver said.
        message: String,
    },
    /// A code with characters that codes have not.
    #[error("it is no actor code")]
    MalformedId,
    /// A code that an earlier row has.
    #[error("line {first_line} has the same code")]
    RepeatedId {
        /// The line of the row that had it first.
        first_line: u64,
    },
    /// A row of more or fewer cells than there are headings.
    #[error("the row has {found} cells, the headings are {expected}")]
    Ragged {
        /// The number of headings.
        expected: usize,
        /// The number of cells.
        found: usize,
    },
    /// A cell with text below an empty heading.
    #[error("its column has no heading")]
    NoHeading,
    /// A quotation mark that is opened and never closed, so that the rest of the file is one cell.
    #[error("a quotation mark is never closed")]
    UnclosedQuote,
}
