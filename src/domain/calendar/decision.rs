//! The decisions of a year: which days are off, which weekend days are worked. One TOML file a year.
//!
//! ```toml
//! year = 2024
//! decision = "the paper that decides on the year"
//! holidays = [{ date = 2024-01-01, name = "Tết Dương lịch" }]
//! observed = [{ date = 2024-08-26, name = "…", scope = "535", note = "of one district only" }]
//! swaps = [{ off = 2024-04-29, work = 2024-05-04, decision = "2450/VPCP-KGVX, 12/4/2024" }]
//! ```
//!
//! `confirmed = false` on an entry makes its days expected, not decided. A file without a holiday for everybody leaves
//! the holidays of its year to the rules and only adds to them.

use super::day::{Day, DayKind, is_weekend};
use super::error::{CalendarError, Place};
use super::{FIRST_YEAR, LAST_YEAR};
use chrono::{Datelike, NaiveDate};
use serde::Deserialize;
use toml::{Spanned, Value};

/// The most days between the two days of a swap. Real ones are less than two weeks apart; a wrong year is farther.
const FARTHEST_SWAP: i64 = 45;

/// What was decided for one year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearDecision {
    /// The file's name, for messages.
    pub file: String,
    /// The year.
    pub year: i32,
    /// The paper that decides on it: number and date, or that they are not known.
    pub decision: String,
    /// A remark on the whole year.
    pub note: Option<String>,
    days: Vec<Day>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct YearFile {
    year: Spanned<i32>,
    decision: String,
    note: Option<String>,
    #[serde(default)]
    holidays: Vec<DayEntry>,
    #[serde(default)]
    observed: Vec<DayEntry>,
    #[serde(default)]
    swaps: Vec<SwapEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DayEntry {
    date: Spanned<Value>,
    name: String,
    scope: Option<String>,
    confirmed: Option<bool>,
    decision: Option<String>,
    note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SwapEntry {
    off: Spanned<Value>,
    work: Spanned<Value>,
    scope: Option<String>,
    confirmed: Option<bool>,
    decision: Option<String>,
    note: Option<String>,
}

impl YearDecision {
    /// Reads the text of a file. Its days are checked one by one and against each other; errors name file and line.
    pub fn parse(file_name: &str, text: &str) -> Result<Self, CalendarError> {
        let lines = Lines { file: file_name, text };
        let file: YearFile = toml::from_str(text).map_err(|error| CalendarError::Malformed {
            place: lines.place(error.span().map_or(0, |span| span.start)),
            reason: error.message().to_owned(),
        })?;
        let year = *file.year.get_ref();
        if !(FIRST_YEAR..=LAST_YEAR).contains(&year) {
            return Err(CalendarError::FileYear { place: lines.place(file.year.span().start), year });
        }
        let mut reader = Reader { lines, year, days: Vec::new() };
        for entry in &file.holidays {
            reader.day(entry, DayKind::Holiday)?;
        }
        for entry in &file.observed {
            reader.day(entry, DayKind::Observed)?;
        }
        for entry in &file.swaps {
            reader.swap(entry)?;
        }
        let days = reader.days;
        Ok(Self { file: file_name.to_owned(), year, decision: file.decision, note: file.note, days })
    }

    /// Its days, holidays first. A swap may have one of its days in the year before or after.
    pub fn days(&self) -> &[Day] {
        &self.days
    }

    /// Whether it says which days are the year's holidays for everybody.
    pub(super) fn decides_holidays(&self) -> bool {
        self.days.iter().any(|day| day.kind == Some(DayKind::Holiday) && day.scope.is_none())
    }
}

/// Finds lines by offset.
#[derive(Clone, Copy)]
struct Lines<'a> {
    file: &'a str,
    text: &'a str,
}

impl Lines<'_> {
    fn place(self, offset: usize) -> Place {
        let before = self.text.bytes().take(offset);
        Place { file: self.file.to_owned(), line: before.filter(|&b| b == b'\n').count() + 1 }
    }

    fn date(self, value: &Spanned<Value>) -> Result<NaiveDate, CalendarError> {
        let text = match value.get_ref() {
            Value::Datetime(date) => date.to_string(),
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        text.parse().map_err(|_| CalendarError::BadDate { place: self.place(value.span().start), text })
    }
}

struct Reader<'a> {
    lines: Lines<'a>,
    year: i32,
    days: Vec<Day>,
}

impl Reader<'_> {
    fn day(&mut self, entry: &DayEntry, kind: DayKind) -> Result<(), CalendarError> {
        let date = self.lines.date(&entry.date)?;
        let place = self.lines.place(entry.date.span().start);
        if date.year() != self.year {
            return Err(CalendarError::OtherYear { place, date, year: self.year });
        }
        if kind == DayKind::Observed && is_weekend(date) {
            return Err(CalendarError::NotWeekday { place, date });
        }
        let day = Day {
            scope: entry.scope.clone(),
            decision: entry.decision.clone(),
            note: entry.note.clone(),
            ..Day::special(date, kind, entry.name.trim().to_owned(), entry.confirmed.unwrap_or(true))
        };
        self.push(day, place)
    }

    fn swap(&mut self, entry: &SwapEntry) -> Result<(), CalendarError> {
        let (off, work) = (self.lines.date(&entry.off)?, self.lines.date(&entry.work)?);
        let off_place = self.lines.place(entry.off.span().start);
        let work_place = self.lines.place(entry.work.span().start);
        if off.year() != self.year && work.year() != self.year {
            return Err(CalendarError::OtherYear { place: off_place, date: off, year: self.year });
        }
        if (off - work).num_days().abs() > FARTHEST_SWAP {
            return Err(CalendarError::FarSwap { place: off_place, off, work, most: FARTHEST_SWAP });
        }
        if is_weekend(off) {
            return Err(CalendarError::NotWeekday { place: off_place, date: off });
        }
        if !is_weekend(work) {
            return Err(CalendarError::NotWeekend { place: work_place, date: work });
        }
        let off_name = format!("Ngày nghỉ (thay cho ngày {})", work.format("%d/%m/%Y"));
        let work_name = format!("Ngày làm bù (cho ngày {})", off.format("%d/%m/%Y"));
        let day = |date, kind, name| Day {
            scope: entry.scope.clone(),
            decision: entry.decision.clone(),
            note: entry.note.clone(),
            ..Day::special(date, kind, name, entry.confirmed.unwrap_or(true))
        };
        self.push(day(off, DayKind::Swapped, off_name), off_place)?;
        self.push(day(work, DayKind::WorkingDay, work_name), work_place)
    }

    fn push(&mut self, day: Day, place: Place) -> Result<(), CalendarError> {
        let date = day.date;
        if day.name.as_deref().is_none_or(str::is_empty) {
            return Err(CalendarError::Nameless { place, date });
        }
        let is_swap = |day: &Day| matches!(day.kind, Some(DayKind::Swapped | DayKind::WorkingDay));
        match self.days.iter().find(|other| other.date == date && other.scope == day.scope) {
            Some(other) if is_swap(other) && is_swap(&day) => {
                Err(CalendarError::SwappedTwice { place, date })
            }
            Some(_) => Err(CalendarError::Twice { place, date }),
            None => {
                self.days.push(day);
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::day;
    use super::*;

    fn parse(entries: &str) -> Result<YearDecision, CalendarError> {
        YearDecision::parse("2027.toml", &format!("year = 2027\ndecision = \"1/QĐ\"\n{entries}\n"))
    }

    fn refusal(entries: &str) -> String {
        parse(entries).unwrap_err().to_string()
    }

    #[test]
    fn days_keep_what_the_file_says_of_them() {
        let text = r#"
note = "thử"
holidays = [{ date = 2027-01-01, name = "Tết Dương lịch" }, { date = "2027-03-24", name = "A", scope = "535" }]
swaps = [{ off = 2027-04-29, work = 2027-05-08, decision = "9/CV", note = "muộn", confirmed = false }]
"#;
        let year = parse(text).unwrap();
        assert_eq!((year.year, year.decision.as_str(), year.note.as_deref()), (2027, "1/QĐ", Some("thử")));
        assert!(year.decides_holidays());
        let [new_year, local, off, work] = year.days() else { panic!("{year:?}") };
        assert!(new_year.decided && !new_year.working && new_year.scope.is_none());
        assert_eq!(local.scope.as_deref(), Some("535"));
        assert_eq!((off.kind, off.working, off.decided), (Some(DayKind::Swapped), false, false));
        assert_eq!((work.kind, work.working), (Some(DayKind::WorkingDay), true));
        assert_eq!(off.name.as_deref(), Some("Ngày nghỉ (thay cho ngày 08/05/2027)"));
        assert_eq!(work.name.as_deref(), Some("Ngày làm bù (cho ngày 29/04/2027)"));
        assert_eq!((work.decision.as_deref(), work.note.as_deref()), (Some("9/CV"), Some("muộn")));
    }

    #[test]
    fn a_swap_may_cross_new_year() {
        let year = parse("swaps = [{ off = 2027-12-31, work = 2028-01-08 }]").unwrap();
        assert_eq!(year.days()[1].date, day("2028-01-08"));
        assert!(!year.decides_holidays());
    }

    #[test]
    fn what_cannot_be_is_refused_with_its_line() {
        for (entries, message) in [
            (
                "holidays = [{ date = \"30/2/2027\", name = \"A\" }]",
                "`2027.toml` line 3: `30/2/2027` is no date",
            ),
            ("holidays = [{ date = 2027, name = \"A\" }]", "`2027.toml` line 3: `2027` is no date"),
            (
                "holidays = [{ date = 2027-01-01T08:00:00, name = \"A\" }]",
                "`2027.toml` line 3: `2027-01-01T08:00:00` is no date",
            ),
            (
                "\nholidays = [{ date = 2026-01-01, name = \"A\" }]",
                "`2027.toml` line 4: 2026-01-01 is not in 2027, the year of the file",
            ),
            (
                "holidays = [{ date = 2027-01-01, name = \" \" }]",
                "`2027.toml` line 3: 2027-01-01 has no name",
            ),
            (
                "holidays = [\n{ date = 2027-01-01, name = \"A\" },\n{ date = 2027-01-01, name = \"B\" }]",
                "`2027.toml` line 5: 2027-01-01 is entered twice",
            ),
            (
                "swaps = [\n{ off = 2027-04-29, work = 2027-05-08 },\n{ off = 2027-04-28, work = 2027-05-08 }]",
                "`2027.toml` line 5: 2027-05-08 is swapped twice",
            ),
            (
                "swaps = [{ off = 2027-04-29, work = 2027-05-07 }]",
                "`2027.toml` line 3: 2027-05-07 is made a working day but is no weekend day",
            ),
            (
                "swaps = [{ off = 2027-05-01, work = 2027-05-08 }]",
                "`2027.toml` line 3: 2027-05-01 is given off in exchange but is a weekend day",
            ),
            (
                "observed = [{ date = 2027-05-01, name = \"A\" }]",
                "`2027.toml` line 3: 2027-05-01 is given off in exchange but is a weekend day",
            ),
            (
                "swaps = [{ off = 2027-04-29, work = 2028-04-29 }]",
                "`2027.toml` line 3: 2027-04-29 and 2028-04-29 are more than 45 days apart",
            ),
            (
                "swaps = [{ off = 2026-04-29, work = 2026-05-09 }]",
                "`2027.toml` line 3: 2026-04-29 is not in 2027, the year of the file",
            ),
        ] {
            assert_eq!(refusal(entries), message);
        }
    }

    #[test]
    fn what_is_no_calendar_file_is_refused_with_its_line() {
        for (entries, line, word) in [
            ("holidays = [{ date = 2027-02-30, name = \"A\" }]", "line 3", ""),
            ("holidays = [", "line 3", ""),
            ("holiday = []", "line 3", "holidays"),
            ("holidays = [{ date = 2027-01-01, name = \"A\", scop = \"535\" }]", "line 3", "scope"),
            ("holidays = [{ date = 2027-01-01 }]", "line 3", "name"),
        ] {
            let message = refusal(entries);
            assert!(message.contains(line) && message.contains(word), "{message}");
        }
        let message = YearDecision::parse("x.toml", "decision = \"\"\nyear = 3024").unwrap_err().to_string();
        assert_eq!(message, "`x.toml` line 2: 3024 is outside 1900–2100");
        assert!(YearDecision::parse("x.toml", "year = 2027").is_err());
    }
}
