//! Terms: a count and a unit as a letter states them, and how they are counted where that is not the usual way.

use super::rules::{Rule, Rules};
use super::unit::Unit;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// How long: `10 working days`, `1 month (rolls back, last day stays last)`. Written, stored and read as that text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Term {
    /// How many, at least 1.
    pub count: u32,
    /// Of what.
    pub unit: Unit,
    /// How they are counted.
    pub rules: Rules,
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
    /// What stands behind the unit is not one pair of brackets with rules in it.
    #[error("the brackets in `{text}` are not closed, or hold nothing, or do not stand at the end")]
    Brackets {
        /// What was given.
        text: String,
    },
    /// A rule in brackets is not known.
    #[error("`{rule}` in `{text}` is no rule for a term")]
    UnknownRule {
        /// What was given.
        text: String,
        /// The part that was taken for a rule.
        rule: String,
        /// The rule that looks most like it.
        near: Option<Rule>,
        /// Every rule there is.
        known: Vec<Rule>,
    },
    /// Two rules speak of the same matter.
    #[error("`{rule}` and `{other}` in `{text}` exclude each other")]
    RuleTwice {
        /// What was given.
        text: String,
        /// The second rule.
        rule: String,
        /// The first rule.
        other: String,
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

    /// A term counted in the usual way.
    pub fn of(count: u32, unit: Unit) -> Self {
        Self { count, unit, rules: Rules::default() }
    }

    /// The same count and unit under other rules.
    #[must_use]
    pub fn with(self, rules: Rules) -> Self {
        Self { rules, ..self }
    }

    /// A term of at least 1 and at most [`Term::MOST`] units, counted in the usual way.
    pub fn new(count: i64, unit: Unit) -> Result<Self, TermError> {
        let text = || format!("{count} {}", unit.name());
        match u32::try_from(count) {
            Ok(0) => Err(TermError::Zero { text: text() }),
            Ok(count) if count <= Self::MOST => Ok(Self::of(count, unit)),
            _ if count < 0 => Err(TermError::Negative { text: text() }),
            _ => Err(TermError::TooLong { text: text() }),
        }
    }

    /// The term in Vietnamese: `10 ngày làm việc`, `10 ngày (tính cả ngày đầu)`.
    pub fn vietnamese(&self) -> String {
        format!("{} {}{}", self.count, self.unit.vietnamese(), self.in_brackets(Rule::vietnamese))
    }

    /// The rules that are not the usual ones, in words; nothing if there are none.
    fn in_brackets(&self, word: fn(Rule) -> &'static str) -> String {
        let words: Vec<&str> = self.rules.stated().map(word).collect();
        if words.is_empty() { String::new() } else { format!(" ({})", words.join(", ")) }
    }
}

impl FromStr for Term {
    type Err = TermError;

    /// Reads `10 working days`, `1 day`, `10 ngày làm việc`, `2 tuan`, `10wd`, `3m`, `10 days (first day counts)`,
    /// `1 tháng (gặp ngày nghỉ thì lùi về trước; cuối tháng sang cuối tháng)` …
    fn from_str(text: &str) -> Result<Self, TermError> {
        let given = text.trim();
        let text = || given.to_owned();
        let (negative, rest) = match given.strip_prefix(['-', '−']) {
            Some(rest) => (true, rest.trim_start()),
            None => (false, given),
        };
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let (number, word) = (&rest[..digits], rest[digits..].trim());
        let (word, brackets) = word.find('(').map_or((word, ""), |at| (word[..at].trim_end(), &word[at..]));
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
        let rules = rules(given, brackets)?;
        if count == 0 { Err(TermError::Zero { text: text() }) } else { Ok(Self { count, unit, rules }) }
    }
}

/// The rules that stand in the brackets of a term; the usual ones when it has none.
fn rules(given: &str, brackets: &str) -> Result<Rules, TermError> {
    if brackets.is_empty() {
        return Ok(Rules::default());
    }
    let text = || given.to_owned();
    let inside = brackets.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).map(str::trim);
    let inside = inside.filter(|inside| !inside.is_empty() && !inside.contains(['(', ')']));
    let inside = inside.ok_or_else(|| TermError::Brackets { text: text() })?;
    let mut found: Vec<(Rule, &str)> = Vec::new();
    for words in inside.split([',', ';']).map(str::trim) {
        let rule = Rule::find(words).ok_or_else(|| TermError::UnknownRule {
            text: text(),
            rule: words.to_owned(),
            near: Rule::near(words),
            known: Rule::ALL.to_vec(),
        })?;
        if let Some((_, other)) = found.iter().find(|(other, _)| other.excludes(rule)) {
            let (rule, other) = (words.to_owned(), (*other).to_owned());
            return Err(TermError::RuleTwice { text: text(), rule, other });
        }
        found.push((rule, words));
    }
    Ok(found.into_iter().map(|(rule, _)| rule).collect())
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = self.unit.name();
        let unit = if self.count == 1 { unit.trim_end_matches('s') } else { unit };
        f.pad(&format!("{} {unit}{}", self.count, self.in_brackets(Rule::name)))
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

#[cfg(test)]
mod tests {
    use super::super::rules::{FirstDay, MonthEnd, Roll};
    use super::*;
    use unicode_normalization::UnicodeNormalization as _;

    #[test]
    fn terms_are_read_as_people_write_them() {
        let ten = Term::of(10, Unit::WorkingDays);
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
            assert_eq!(text.parse(), Ok(Term::of(3, unit)), "{text}");
        }
    }

    #[test]
    fn terms_print_what_they_read() {
        for unit in Unit::ALL {
            for count in [1, 2, 10] {
                for rules in all_rules() {
                    let term = Term { count, unit, rules };
                    assert_eq!(term.to_string().parse(), Ok(term));
                    assert_eq!(term.vietnamese().parse(), Ok(term));
                }
            }
        }
        assert_eq!(Term::of(1, Unit::WorkingDays).to_string(), "1 working day");
        let json = serde_json::to_string(&Term::of(2, Unit::Weeks)).unwrap();
        assert_eq!(json, r#""2 weeks""#);
        assert_eq!(serde_json::from_str::<Term>(&json).unwrap(), Term::of(2, Unit::Weeks));
    }

    fn all_rules() -> impl Iterator<Item = Rules> {
        let rolls = [Roll::Next, Roll::Previous, Roll::Stay];
        let with_roll = rolls.map(|roll| Rules { roll, ..Rules::default() }).into_iter();
        let with_day = with_roll.flat_map(|rules| {
            [FirstDay::Excluded, FirstDay::Counted].map(|first_day| Rules { first_day, ..rules })
        });
        with_day.flat_map(|rules| {
            [MonthEnd::SameNumber, MonthEnd::LastDay].map(|month_end| Rules { month_end, ..rules })
        })
    }

    #[test]
    fn rules_stand_in_brackets() {
        let with = |count, unit, rules: &[Rule]| Term::of(count, unit).with(rules.iter().copied().collect());
        let month = with(1, Unit::Months, &[Rule::RollsBack, Rule::LastDayStaysLast]);
        assert_eq!(month.to_string(), "1 month (rolls back, last day stays last)");
        let vietnamese = "1 tháng (gặp ngày nghỉ thì lùi về trước, cuối tháng sang cuối tháng)";
        assert_eq!(month.vietnamese(), vietnamese);
        for text in [
            "1m(last day stays last; rolls back)",
            "1 thang (gap ngay nghi thi lui ve truoc; cuoi thang sang cuoi thang)",
            "1 MONTH  ( Rolls Back ,last day stays last )",
        ] {
            assert_eq!(text.parse(), Ok(month), "{text}");
        }
        let days = with(10, Unit::Days, &[Rule::FirstDayCounts]);
        assert_eq!(days.vietnamese(), "10 ngày (tính cả ngày đầu)");
        assert_eq!("10 ngay (tinh ca ngay dau)".parse(), Ok(days));
        let json = serde_json::to_string(&days).unwrap();
        assert_eq!(json, r#""10 days (first day counts)""#);
        assert_eq!(serde_json::from_str::<Term>(&json).unwrap(), days);
        // What holds anyway may be said, and is not repeated.
        let said: Term = "10 days (first day not counted, rolls forward)".parse().unwrap();
        assert_eq!((said, said.to_string().as_str()), (Term::of(10, Unit::Days), "10 days"));
    }

    #[test]
    fn what_is_no_rule_is_told_apart() {
        let error = |text: &str| text.parse::<Term>().unwrap_err();
        for text in
            ["10 days (", "10 days ()", "10 days (rolls back", "10 days (rolls back) x", "1 day ((x))"]
        {
            assert!(matches!(error(text), TermError::Brackets { .. }), "{text}");
        }
        let (text, known) = ("10 days (rolls bak)".to_owned(), Rule::ALL.to_vec());
        let expected =
            TermError::UnknownRule { text, rule: "rolls bak".into(), near: Some(Rule::RollsBack), known };
        assert_eq!(error("10 days (rolls bak)"), expected);
        assert!(matches!(error("10 days (rolls back,)"), TermError::UnknownRule { near: None, .. }));
        for text in ["10 days (rolls back, may end on a day off)", "10 ngày (lùi về trước; rolls back)"]
        {
            assert!(matches!(error(text), TermError::RuleTwice { .. }), "{text}");
        }
        assert!(matches!(error("10 (rolls back)"), TermError::NoUnit { .. }));
        assert!(matches!(
            error("10 dys (rolls back)"),
            TermError::UnknownUnit { near: Some(Unit::Days), .. }
        ));
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
        assert_eq!(Term::new(15, Unit::Days), Ok(Term::of(15, Unit::Days)));
        assert!(matches!(Term::new(0, Unit::Days), Err(TermError::Zero { .. })));
        assert!(matches!(Term::new(-1, Unit::Days), Err(TermError::Negative { .. })));
        assert!(matches!(Term::new(i64::MAX, Unit::Days), Err(TermError::TooLong { .. })));
    }

    proptest::proptest! {
        #[test]
        fn no_text_is_too_strange_to_be_refused(text in "[-−+]?[0-9]{0,12}[ .,]?\\PC{0,12}( ?\\((rolls back|tính cả ngày đầu|\\PC{0,6})[,;)]{0,2})?") {
            if let Ok(term) = text.parse::<Term>() {
                proptest::prop_assert_eq!(term.to_string().parse(), Ok(term));
            }
        }
    }
}
