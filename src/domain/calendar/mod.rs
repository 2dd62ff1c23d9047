//! The calendar of the office: working days, terms, and the arithmetic of due dates.
//!
//! What is a day off follows from weekends, from the yearly decisions ([`YearDecision`], data of the home folder), and
//! for a year not yet decided from the Labour Code and the lunar calendar, as an expectation. How a term is counted
//! follows from the [`Rules`] it states.

mod arithmetic;
mod astronomy;
mod count;
mod day;
mod days;
mod decision;
mod digest;
mod error;
mod holidays;
#[cfg(test)]
mod laws;
pub mod lunar;
#[cfg(test)]
mod lunar_again;
mod measure;
mod rules;
mod series;
mod step;
mod term;
#[cfg(test)]
pub(crate) mod testing;
mod unit;

pub use arithmetic::Sum;
pub use day::{Day, DayKind};
pub use days::Calendar;
pub use decision::YearDecision;
pub use error::{CalendarError, Place};
pub use rules::{FirstDay, MonthEnd, Roll, Rule, Rules};
pub use step::{OffKind, Step};
pub use term::{Term, TermError};
pub use unit::Unit;

/// The first year the calendar knows.
pub const FIRST_YEAR: i32 = 1900;
/// The last year the calendar knows.
pub const LAST_YEAR: i32 = 2100;
