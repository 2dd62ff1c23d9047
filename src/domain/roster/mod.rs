//! A roster: a CSV file of cadres, as an office exports it from a spreadsheet, read row by row.
//!
//! The headings are those of the minimal record (họ tên, ngày sinh, cơ quan …), with or without marks, or the
//! field names that scripts use. A file whose headings are not understood is refused as a whole; a bad row is
//! reported with every fault in it and does not hide the others.

mod dates;
mod error;
mod file;
mod headings;
mod row;

pub use error::{HeadingFault, Reason, RosterError, RowFault};
pub use file::{Roster, Row, read};
pub use row::Cadre;
