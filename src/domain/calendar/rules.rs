//! How a term is counted: whether its first day counts, what happens when it ends on a day off, and where a month ends.
//!
//! What holds unless a term says otherwise is the rule of the Civil Code of 2015 (articles 147 and 148): the first day
//! does not count; a term that ends on a day off ends on the next working day; a month ends on the day of the same
//! number, or on the month's last day where it has no such day.

use crate::domain::name::fold;
use serde::Serialize;

/// Whether the day from which a term runs is counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FirstDay {
    /// Counting begins with the day after.
    #[default]
    Excluded,
    /// The day itself is the first that counts, if it is of the kind that is counted. A term in days, weeks or months
    /// so ends one day earlier.
    Counted,
}

/// Where a term in days, weeks or months ends that would end on a day off. One in working days never does.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Roll {
    /// On the next working day.
    #[default]
    Next,
    /// On the last working day before. A short term may so end before it begins.
    Previous,
    /// On the day off itself.
    Stay,
}

/// On which day of its last month a term in months ends.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum MonthEnd {
    /// On the day of the same number; on the last one of a month that has no such day.
    #[default]
    SameNumber,
    /// The same, but a term from a month's last day ends on a month's last day: 28/2 and one month is 31/3.
    LastDay,
}

/// How a term is counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Rules {
    /// Whether the first day counts.
    pub first_day: FirstDay,
    /// What happens at a day off.
    pub roll: Roll,
    /// What happens at the end of a month.
    pub month_end: MonthEnd,
}

/// One rule in words, as a term states it in brackets. As JSON `first-day-counts`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// [`FirstDay::Counted`].
    FirstDayCounts,
    /// [`FirstDay::Excluded`].
    FirstDayNotCounted,
    /// [`Roll::Previous`].
    RollsBack,
    /// [`Roll::Stay`].
    MayEndOnDayOff,
    /// [`Roll::Next`].
    RollsForward,
    /// [`MonthEnd::LastDay`].
    LastDayStaysLast,
    /// [`MonthEnd::SameNumber`].
    SameDayNumber,
}

/// Other ways to write a rule, without marks and in lower case.
const ALIASES: &[(&str, Rule)] = &[
    ("first day counted", Rule::FirstDayCounts),
    ("ke ca ngay dau", Rule::FirstDayCounts),
    ("first day does not count", Rule::FirstDayNotCounted),
    ("lui ve truoc", Rule::RollsBack),
    ("stays on a day off", Rule::MayEndOnDayOff),
    ("van giu nguyen", Rule::MayEndOnDayOff),
];

/// How alike, from 0 to 1, words must be to a rule's to count as a near miss.
const NEAR: f64 = 0.6;

impl Rule {
    /// Every rule.
    pub const ALL: [Self; 7] = [
        Self::FirstDayCounts,
        Self::FirstDayNotCounted,
        Self::RollsBack,
        Self::MayEndOnDayOff,
        Self::RollsForward,
        Self::LastDayStaysLast,
        Self::SameDayNumber,
    ];

    /// The rule in English: `first day counts`.
    pub fn name(self) -> &'static str {
        match self {
            Self::FirstDayCounts => "first day counts",
            Self::FirstDayNotCounted => "first day not counted",
            Self::RollsBack => "rolls back",
            Self::MayEndOnDayOff => "may end on a day off",
            Self::RollsForward => "rolls forward",
            Self::LastDayStaysLast => "last day stays last",
            Self::SameDayNumber => "same day number",
        }
    }

    /// The rule in Vietnamese: `tính cả ngày đầu`.
    pub fn vietnamese(self) -> &'static str {
        match self {
            Self::FirstDayCounts => "tính cả ngày đầu",
            Self::FirstDayNotCounted => "không tính ngày đầu",
            Self::RollsBack => "gặp ngày nghỉ thì lùi về trước",
            Self::MayEndOnDayOff => "gặp ngày nghỉ vẫn giữ nguyên",
            Self::RollsForward => "gặp ngày nghỉ thì chuyển sang ngày làm việc tiếp theo",
            Self::LastDayStaysLast => "cuối tháng sang cuối tháng",
            Self::SameDayNumber => "đến ngày tương ứng của tháng cuối",
        }
    }

    /// The rule that these words mean, in English or Vietnamese, with or without marks.
    pub fn find(words: &str) -> Option<Self> {
        let words = fold(words);
        known().find(|(known, _)| *known == words).map(|(_, rule)| rule)
    }

    /// The rule whose words look most like these, if one's do.
    pub(super) fn near(words: &str) -> Option<Self> {
        let words = fold(words);
        known()
            .map(|(known, rule)| (strsim::normalized_damerau_levenshtein(&known, &words), rule))
            .filter(|&(likeness, _)| likeness >= NEAR)
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .map(|(_, rule)| rule)
    }

    /// Whether both say something on the same matter, so that a term can have but one of them.
    pub(super) fn excludes(self, other: Self) -> bool {
        self.matter() == other.matter()
    }

    fn matter(self) -> u8 {
        match self {
            Self::FirstDayCounts | Self::FirstDayNotCounted => 0,
            Self::RollsBack | Self::MayEndOnDayOff | Self::RollsForward => 1,
            Self::LastDayStaysLast | Self::SameDayNumber => 2,
        }
    }
}

/// Every way to write a rule, without marks and in lower case.
fn known() -> impl Iterator<Item = (String, Rule)> {
    let names = Rule::ALL.into_iter().flat_map(|rule| [rule.name(), rule.vietnamese()].map(|w| (w, rule)));
    names.chain(ALIASES.iter().copied()).map(|(words, rule)| (fold(words), rule))
}

impl Rules {
    /// These rules with one more, in place of what was said on its matter.
    #[must_use]
    pub fn with(self, rule: Rule) -> Self {
        match rule {
            Rule::FirstDayCounts => Self { first_day: FirstDay::Counted, ..self },
            Rule::FirstDayNotCounted => Self { first_day: FirstDay::Excluded, ..self },
            Rule::RollsBack => Self { roll: Roll::Previous, ..self },
            Rule::MayEndOnDayOff => Self { roll: Roll::Stay, ..self },
            Rule::RollsForward => Self { roll: Roll::Next, ..self },
            Rule::LastDayStaysLast => Self { month_end: MonthEnd::LastDay, ..self },
            Rule::SameDayNumber => Self { month_end: MonthEnd::SameNumber, ..self },
        }
    }

    /// The rules that differ from what holds anyway, in the order in which they are written.
    pub fn stated(self) -> impl Iterator<Item = Rule> {
        let first_day = match self.first_day {
            FirstDay::Excluded => None,
            FirstDay::Counted => Some(Rule::FirstDayCounts),
        };
        let roll = match self.roll {
            Roll::Next => None,
            Roll::Previous => Some(Rule::RollsBack),
            Roll::Stay => Some(Rule::MayEndOnDayOff),
        };
        let month_end = match self.month_end {
            MonthEnd::SameNumber => None,
            MonthEnd::LastDay => Some(Rule::LastDayStaysLast),
        };
        [first_day, roll, month_end].into_iter().flatten()
    }
}

impl FromIterator<Rule> for Rules {
    fn from_iter<I: IntoIterator<Item = Rule>>(rules: I) -> Self {
        rules.into_iter().fold(Self::default(), Self::with)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_found_in_both_languages_with_and_without_marks() {
        for rule in Rule::ALL {
            for words in [rule.name(), rule.vietnamese(), &fold(rule.vietnamese())] {
                assert_eq!(Rule::find(words), Some(rule), "{words}");
                assert_eq!(Rule::find(&words.to_uppercase()), Some(rule), "{words}");
            }
        }
        assert_eq!(Rule::find("tinh ca ngay dau"), Some(Rule::FirstDayCounts));
        assert_eq!(Rule::find("first-day  counts"), Some(Rule::FirstDayCounts));
        assert_eq!(Rule::find(""), None);
    }

    #[test]
    fn a_rule_misspelt_is_guessed() {
        assert_eq!(Rule::near("first day count"), Some(Rule::FirstDayCounts));
        assert_eq!(Rule::near("roll back"), Some(Rule::RollsBack));
        assert_eq!(Rule::near("gap ngay nghi thi lui"), Some(Rule::RollsBack));
        assert_eq!(Rule::near("cuối tháng"), None);
        assert_eq!(Rule::near("whenever"), None);
    }

    #[test]
    fn only_what_differs_is_stated() {
        assert_eq!(Rules::default().stated().count(), 0);
        for rule in Rule::ALL {
            let rules = Rules::default().with(rule);
            assert!(rules == Rules::default() || rules.stated().eq([rule]), "{rule:?}");
            assert_eq!(rules.stated().collect::<Rules>(), rules);
        }
    }
}
