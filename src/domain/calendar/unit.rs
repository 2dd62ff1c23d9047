//! The units of a term, and the words for them.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What a term counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Working days (ngày làm việc).
    WorkingDays,
    /// Days, whether worked or not (ngày).
    Days,
    /// Weeks of seven days (tuần).
    Weeks,
    /// Months of the solar calendar (tháng).
    Months,
}

/// Every way to write a unit, without marks and in lower case.
const WORDS: &[(&str, Unit)] = &[
    ("working days", Unit::WorkingDays),
    ("working day", Unit::WorkingDays),
    ("ngay lam viec", Unit::WorkingDays),
    ("wd", Unit::WorkingDays),
    ("days", Unit::Days),
    ("day", Unit::Days),
    ("ngay", Unit::Days),
    ("d", Unit::Days),
    ("weeks", Unit::Weeks),
    ("week", Unit::Weeks),
    ("tuan", Unit::Weeks),
    ("w", Unit::Weeks),
    ("months", Unit::Months),
    ("month", Unit::Months),
    ("thang", Unit::Months),
    ("m", Unit::Months),
];

/// How alike, from 0 to 1, a word must be to a unit's to count as a near miss.
const NEAR: f64 = 0.6;

impl Unit {
    /// Every unit.
    pub const ALL: [Self; 4] = [Self::WorkingDays, Self::Days, Self::Weeks, Self::Months];

    /// The unit in English: `working days`.
    pub fn name(self) -> &'static str {
        match self {
            Self::WorkingDays => "working days",
            Self::Days => "days",
            Self::Weeks => "weeks",
            Self::Months => "months",
        }
    }

    /// The unit in Vietnamese: `ngày làm việc`.
    pub fn vietnamese(self) -> &'static str {
        match self {
            Self::WorkingDays => "ngày làm việc",
            Self::Days => "ngày",
            Self::Weeks => "tuần",
            Self::Months => "tháng",
        }
    }

    /// The unit that a word means, in English or Vietnamese, with or without marks.
    pub fn find(word: &str) -> Option<Self> {
        let known = |word: &str| WORDS.iter().find(|(known, _)| *known == word).map(|&(_, unit)| unit);
        // Most words are read from the store, where they are written as they stand in the list.
        known(word).or_else(|| known(&fold(word)))
    }

    /// The unit whose word looks most like `word`, if one does.
    pub(super) fn near(word: &str) -> Option<Self> {
        let word = fold(word);
        WORDS
            .iter()
            .map(|&(known, unit)| (strsim::normalized_damerau_levenshtein(known, &word), unit))
            .filter(|&(likeness, _)| likeness >= NEAR)
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .map(|(_, unit)| unit)
    }
}

/// Lower case, no marks, one space between words: what people type and what they mean meet here.
fn fold(text: &str) -> String {
    let bare: String = text
        .nfd()
        .filter(|&c| !is_combining_mark(c))
        .flat_map(char::to_lowercase)
        .map(|c| if matches!(c, '-' | '_') { ' ' } else { c })
        .collect();
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}
