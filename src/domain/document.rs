//! Documents: the papers that evidence an act.

use super::day;
use super::ids::{ActorId, StepName};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Whether a paper leaves the office or comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// Issued by the office.
    Out,
    /// Received by the office.
    In,
}

/// One paper as stored with its case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Its place among the papers of its case, from 1.
    pub number_in_case: u32,
    /// Its reference: kind, number, symbol, date, summary.
    #[serde(flatten)]
    pub reference: DocumentRef,
    /// Who issued it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer: Option<ActorId>,
    /// Out or in, seen from the office.
    pub direction: Direction,
    /// The step in which it was recorded.
    pub step: StepName,
}

/// How a paper is cited: `12-QĐ/BTCTU ngày 03/11/2022`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentRef {
    /// The abbreviation of its kind: `CV TTr KH QĐ TB BB KL BC`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Its number as written: `12`, `05a`.
    pub number: String,
    /// What follows the number: `QĐ/BTCTU`; State papers `QĐ-UBND`.
    pub symbol: String,
    /// The day it was signed.
    pub date: NaiveDate,
    /// What it is about.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub summary: String,
}

impl fmt::Display for DocumentRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let dash = if self.is_of_the_state() { '/' } else { '-' };
        write!(f, "{}{dash}{} ngày {}", self.number, self.symbol, day::vietnamese(self.date))
    }
}

/// A text that is no reference to a paper.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// It has not the shape number-symbol date.
    #[error("`{text}` is no reference to a paper")]
    Shape {
        /// What was given.
        text: String,
    },
    /// The date in it is none.
    #[error("`{date}` in `{text}` is no date")]
    Date {
        /// What was given.
        text: String,
        /// The part read as a date.
        date: String,
    },
    /// The symbol starts with no kind of paper the offices use.
    #[error("`{kind}` in `{text}` is no kind of paper")]
    Kind {
        /// What was given.
        text: String,
        /// The part read as the kind.
        kind: String,
    },
}

/// The kinds of paper of Party and State offices, as abbreviated in a symbol.
/// Source: Hướng dẫn 36-HD/VPTW (3/4/2018) and Nghị định 30/2020/NĐ-CP.
pub const PAPER_KINDS: [&str; 18] = [
    "BB", "BC", "CT", "CTr", "CV", "ĐA", "GM", "HD", "KH", "KL", "NQ", "QC", "QĐ", "QĐi", "TB", "TTr", "PA",
    "PB",
];

impl DocumentRef {
    /// Reads `12-QĐ/BTCTU 3/11/2022 summary…`; State form `2074/QĐ-UBND 3/11/2022`.
    /// The word `ngày` before the date and `Số` before the number may stand.
    pub fn parse(text: &str) -> Result<Self, DocumentError> {
        let shape = || DocumentError::Shape { text: text.to_owned() };
        let mut words =
            text.split_whitespace().filter(|w| !matches!(*w, "ngày" | "ngay" | "Số" | "số" | "Số:"));
        let sign = words.next().ok_or_else(shape)?;
        let date_text = words.next().ok_or_else(shape)?;
        let summary = words.collect::<Vec<_>>().join(" ");
        let cut = sign.find(['-', '/']).ok_or_else(shape)?;
        let (number, symbol) = (&sign[..cut], &sign[cut + 1..]);
        if number.is_empty() || !number.starts_with(|c: char| c.is_ascii_digit()) || symbol.is_empty() {
            return Err(shape());
        }
        let abbreviation = symbol.split(['/', '-']).next().unwrap_or_default();
        let kind = Self::find_kind(abbreviation)
            .ok_or_else(|| DocumentError::Kind { text: text.to_owned(), kind: abbreviation.to_owned() })?;
        let date = day::parse(date_text)
            .ok_or_else(|| DocumentError::Date { text: text.to_owned(), date: date_text.to_owned() })?;
        let symbol = format!("{kind}{}", &symbol[abbreviation.len()..]);
        Ok(Self { kind: kind.to_owned(), number: number.to_owned(), symbol, date, summary })
    }

    /// The organ in the symbol: `BTCTU` of `QĐ/BTCTU`, `UBND` of `QĐ-UBND`.
    pub fn organ(&self) -> &str {
        self.symbol.split_once(['/', '-']).map_or("", |(_, organ)| organ)
    }

    fn is_of_the_state(&self) -> bool {
        self.symbol.contains('-') && !self.symbol.contains('/')
    }

    fn find_kind(abbreviation: &str) -> Option<&'static str> {
        let plain = |text: &str| text.replace(['Đ', 'đ'], "D").to_uppercase();
        let exact = PAPER_KINDS.into_iter().find(|kind| *kind == abbreviation);
        exact.or_else(|| PAPER_KINDS.into_iter().find(|kind| plain(kind) == plain(abbreviation)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn party_and_state_papers_are_read_and_cited_in_their_own_form() {
        let party = DocumentRef::parse("12-QĐ/BTCTU 3/11/2022").unwrap();
        assert_eq!((party.kind.as_str(), party.organ()), ("QĐ", "BTCTU"));
        assert_eq!(party.to_string(), "12-QĐ/BTCTU ngày 03/11/2022");
        let state = DocumentRef::parse("Số 2074/QĐ-UBND ngày 3/11/2022 về việc điều động").unwrap();
        assert_eq!(state.to_string(), "2074/QĐ-UBND ngày 03/11/2022");
        assert_eq!(state.summary, "về việc điều động");
    }

    #[test]
    fn a_typed_abbreviation_without_marks_becomes_the_official_one() {
        assert_eq!(DocumentRef::parse("12-qd/BTCTU 3/11/2022").unwrap().symbol, "QĐ/BTCTU");
        assert_eq!(DocumentRef::parse("7-TTR/BTCTU 3/11/2022").unwrap().kind, "TTr");
    }

    #[test]
    fn what_is_no_reference_says_which_part_is_wrong() {
        assert!(matches!(DocumentRef::parse("QĐ 12"), Err(DocumentError::Shape { .. })));
        assert!(matches!(DocumentRef::parse("12-QĐ/BTCTU 30/2/2023"), Err(DocumentError::Date { .. })));
        assert!(matches!(DocumentRef::parse("12-XX/BTCTU 3/2/2023"), Err(DocumentError::Kind { .. })));
    }
}
