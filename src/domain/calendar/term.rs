//! Terms: a count and a unit, as a letter states them.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
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
        let word = fold(word);
        WORDS.iter().find(|(known, _)| *known == word).map(|&(_, unit)| unit)
    }

    /// The unit whose word looks most like `word`, if one does.
    fn near(word: &str) -> Option<Self> {
        let word = fold(word);
        WORDS
            .iter()
            .map(|&(known, unit)| (strsim::normalized_damerau_levenshtein(known, &word), unit))
            .filter(|&(likeness, _)| likeness >= NEAR)
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .map(|(_, unit)| unit)
    }
}

/// How long: `10 working days`. Written, stored and read as that text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Term {
    /// How many, at least 1.
    pub count: u32,
    /// Of what.
    pub unit: Unit,
}

/// Why a text is no term.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize)]
#[serde(tag = "term", rename_all = "kebab-case")]
pub enum TermError {
    /// It does not begin with a whole number.
    #[error("`{text}` does not begin with a whole number")]
    NoCount {
        /// What was given.
        text: String,
    },
    /// The number has no unit.
    #[error("`{text}` has no unit")]
    NoUnit {
        /// What was given.
        text: String,
        /// The number in it.
        count: u32,
    },
    /// The unit is not known.
    #[error("`{unit}` in `{text}` is no unit of a term")]
    UnknownUnit {
        /// What was given.
        text: String,
        /// The part that was taken for a unit.
        unit: String,
        /// The unit that looks most like it.
        near: Option<Unit>,
    },
    /// The number is negative.
    #[error("`{text}` is a negative term")]
    Negative {
        /// What was given.
        text: String,
    },
    /// The number is zero.
    #[error("`{text}` is a term of nothing")]
    Zero {
        /// What was given.
        text: String,
    },
    /// The number is too large to be meant.
    #[error("`{text}` is longer than any term")]
    TooLong {
        /// What was given.
        text: String,
    },
}

impl Term {
    /// The longest count of a term, in any unit: the days of the calendar.
    pub const MOST: u32 = 73_500;

    /// A term of at least 1 and at most [`Term::MOST`] units.
    pub fn new(count: i64, unit: Unit) -> Result<Self, TermError> {
        let text = || format!("{count} {}", unit.name());
        match u32::try_from(count) {
            Ok(0) => Err(TermError::Zero { text: text() }),
            Ok(count) if count <= Self::MOST => Ok(Self { count, unit }),
            _ if count < 0 => Err(TermError::Negative { text: text() }),
            _ => Err(TermError::TooLong { text: text() }),
        }
    }

    /// The term in Vietnamese: `10 ngày làm việc`.
    pub fn vietnamese(&self) -> String {
        format!("{} {}", self.count, self.unit.vietnamese())
    }
}

impl FromStr for Term {
    type Err = TermError;

    /// Reads `10 working days`, `1 day`, `10 ngày làm việc`, `2 tuan`, `10wd`, `3m` …
    fn from_str(text: &str) -> Result<Self, TermError> {
        let given = text.trim();
        let text = || given.to_owned();
        let (negative, rest) = match given.strip_prefix(['-', '−']) {
            Some(rest) => (true, rest.trim_start()),
            None => (false, given),
        };
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let (number, word) = (&rest[..digits], rest[digits..].trim());
        let fraction =
            word.strip_prefix(['.', ',']).is_some_and(|w| w.starts_with(|c: char| c.is_ascii_digit()));
        if number.is_empty() || fraction {
            return Err(TermError::NoCount { text: text() });
        }
        if negative {
            return Err(TermError::Negative { text: text() });
        }
        let count = number.parse::<u32>().ok().filter(|&count| count <= Self::MOST);
        let count = count.ok_or_else(|| TermError::TooLong { text: text() })?;
        if word.is_empty() {
            return Err(TermError::NoUnit { text: text(), count });
        }
        let unit = Unit::find(word).ok_or_else(|| TermError::UnknownUnit {
            text: text(),
            unit: word.to_owned(),
            near: Unit::near(word),
        })?;
        if count == 0 { Err(TermError::Zero { text: text() }) } else { Ok(Self { count, unit }) }
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = self.unit.name();
        let unit = if self.count == 1 { unit.trim_end_matches('s') } else { unit };
        f.pad(&format!("{} {unit}", self.count))
    }
}

impl TryFrom<String> for Term {
    type Error = TermError;

    fn try_from(text: String) -> Result<Self, TermError> {
        text.parse()
    }
}

impl From<Term> for String {
    fn from(term: Term) -> Self {
        term.to_string()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_read_as_people_write_them() {
        let ten = Term { count: 10, unit: Unit::WorkingDays };
        for text in [
            "10 working days",
            "10 ngày làm việc",
            "10 NGÀY LÀM VIỆC",
            "10 ngay lam viec",
            "10wd",
            " 10  working-days ",
        ] {
            assert_eq!(text.parse(), Ok(ten), "{text}");
        }
        let decomposed: String = "10 ngày làm việc".nfd().collect();
        assert_eq!(decomposed.parse(), Ok(ten));
        for (text, unit) in [
            ("3 tháng", Unit::Months),
            ("3 thang", Unit::Months),
            ("3m", Unit::Months),
            ("3 weeks", Unit::Weeks),
            ("3 tuần", Unit::Weeks),
            ("3w", Unit::Weeks),
            ("3 day", Unit::Days),
            ("3 ngày", Unit::Days),
            ("3D", Unit::Days),
        ] {
            assert_eq!(text.parse(), Ok(Term { count: 3, unit }), "{text}");
        }
    }

    #[test]
    fn terms_print_what_they_read() {
        for unit in Unit::ALL {
            for count in [1, 2, 10] {
                let term = Term { count, unit };
                assert_eq!(term.to_string().parse(), Ok(term));
                assert_eq!(term.vietnamese().parse(), Ok(term));
            }
        }
        assert_eq!(Term { count: 1, unit: Unit::WorkingDays }.to_string(), "1 working day");
        let json = serde_json::to_string(&Term { count: 2, unit: Unit::Weeks }).unwrap();
        assert_eq!(json, r#""2 weeks""#);
        assert_eq!(serde_json::from_str::<Term>(&json).unwrap(), Term { count: 2, unit: Unit::Weeks });
    }

    #[test]
    fn what_is_no_term_is_told_apart() {
        let error = |text: &str| text.parse::<Term>().unwrap_err();
        assert_eq!(error("10"), TermError::NoUnit { text: "10".into(), count: 10 });
        assert!(matches!(error("-3 days"), TermError::Negative { .. }));
        assert!(matches!(error("−3 ngày"), TermError::Negative { .. }));
        assert!(matches!(error("0 days"), TermError::Zero { .. }));
        assert!(matches!(error("99999999999 days"), TermError::TooLong { .. }));
        for text in ["", "days", "ten days", "1.5 days", "1,5 ngày", "+3 days", "-"] {
            assert!(matches!(error(text), TermError::NoCount { .. }), "{text}");
        }
        let near = |text: &str| match error(text) {
            TermError::UnknownUnit { near, .. } => near,
            other => panic!("{other}"),
        };
        assert_eq!(near("10 wrking days"), Some(Unit::WorkingDays));
        assert_eq!(near("10 ngày làm viêcj"), Some(Unit::WorkingDays));
        assert_eq!(near("10 dys"), Some(Unit::Days));
        assert_eq!(near("10 mnths"), Some(Unit::Months));
        assert_eq!(near("10 giờ"), None);
    }

    #[test]
    fn counts_from_scripts_are_checked() {
        assert_eq!(Term::new(15, Unit::Days), Ok(Term { count: 15, unit: Unit::Days }));
        assert!(matches!(Term::new(0, Unit::Days), Err(TermError::Zero { .. })));
        assert!(matches!(Term::new(-1, Unit::Days), Err(TermError::Negative { .. })));
        assert!(matches!(Term::new(i64::MAX, Unit::Days), Err(TermError::TooLong { .. })));
    }

    proptest::proptest! {
        #[test]
        fn no_text_is_too_strange_to_be_refused(text in "[-−+]?[0-9]{0,12}[ .,]?\\PC{0,12}") {
            if let Ok(term) = text.parse::<Term>() {
                proptest::prop_assert_eq!(term.to_string().parse(), Ok(term));
            }
        }
    }
}
