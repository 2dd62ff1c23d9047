//! The calendar itself: whether a day is worked, and what a year holds.

use super::day::Day;
use super::decision::YearDecision;
use super::error::CalendarError;
use super::holidays::expected;
use super::{FIRST_YEAR, LAST_YEAR};
use chrono::{Datelike, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

/// Working days and days off from 1900 to 2100, for everybody or as one district or agency has them. A copy is cheap
/// and shares what is already worked out; a year is worked out when first asked for.
#[derive(Debug, Clone)]
pub struct Calendar {
    years: Arc<Years>,
    scope: Option<Arc<str>>,
}

#[derive(Debug)]
struct Years {
    decisions: BTreeMap<i32, YearDecision>,
    /// The special days of each year from [`FIRST_YEAR`] on, by date; of one date those with a scope come first.
    special: Vec<OnceLock<Vec<Day>>>,
}

impl Calendar {
    /// A calendar of these decisions. Two that decide on the same year, or enter the same day, are refused.
    pub fn new(decisions: Vec<YearDecision>) -> Result<Self, CalendarError> {
        let mut by_year: BTreeMap<i32, YearDecision> = BTreeMap::new();
        for decision in decisions {
            if let Some(other) = by_year.get(&decision.year) {
                let (file, other) = (decision.file.clone(), other.file.clone());
                return Err(CalendarError::YearTwice { year: decision.year, file, other });
            }
            by_year.insert(decision.year, decision);
        }
        refuse_days_in_two_files(&by_year)?;
        let special = (FIRST_YEAR..=LAST_YEAR).map(|_| OnceLock::new()).collect();
        Ok(Self { years: Arc::new(Years { decisions: by_year, special }), scope: None })
    }

    /// The calendar with the days of one district or agency as well; of two entries for a day its own counts.
    pub fn for_scope(&self, code: &str) -> Self {
        Self { years: Arc::clone(&self.years), scope: Some(Arc::from(code)) }
    }

    /// The calendar of one district or agency that has days of its own; an error if it has none.
    pub fn calendar_of(&self, code: &str) -> Result<Self, CalendarError> {
        if self.has_scope(code) {
            return Ok(self.for_scope(code));
        }
        let known = self.scopes().into_iter().map(ToOwned::to_owned).collect();
        Err(CalendarError::UnknownScope { scope: code.to_owned(), known })
    }

    /// The district or agency whose days count as well; none when it is everybody's calendar.
    pub fn scope(&self) -> Option<&str> {
        self.scope.as_deref()
    }

    /// The districts and agencies that have days of their own in any decision.
    pub fn scopes(&self) -> BTreeSet<&str> {
        self.decisions().flat_map(YearDecision::days).filter_map(|day| day.scope.as_deref()).collect()
    }

    /// Whether a district or agency has days of its own.
    pub fn has_scope(&self, code: &str) -> bool {
        self.scopes().contains(code)
    }

    /// The decisions by year.
    pub(super) fn decisions(&self) -> impl Iterator<Item = &YearDecision> {
        self.years.decisions.values()
    }

    /// Whether the office works on a day. Outside 1900–2100 only weekends are known.
    pub fn is_working(&self, date: NaiveDate) -> bool {
        self.special(date).map_or_else(|| Day::ordinary(date, false).working, |day| day.working)
    }

    /// A day with its name and kind.
    pub fn day(&self, date: NaiveDate) -> Day {
        self.special(date).cloned().unwrap_or_else(|| Day::ordinary(date, self.decides(date.year())))
    }

    /// Whether it is decided, and not only expected, that a day is worked or off.
    pub fn is_decided(&self, date: NaiveDate) -> bool {
        self.special(date).map_or_else(|| self.decides(date.year()), |day| day.decided)
    }

    /// The decision on a year, if one was loaded.
    pub fn decision(&self, year: i32) -> Option<&YearDecision> {
        self.years.decisions.get(&year)
    }

    /// The holidays of a year, also those on a weekend, the other days off, and the worked weekend days, by date.
    pub fn year(&self, year: i32) -> Result<Vec<Day>, CalendarError> {
        if !(FIRST_YEAR..=LAST_YEAR).contains(&year) {
            return Err(CalendarError::YearOutside { year });
        }
        Ok(self.special_days(year).cloned().collect())
    }

    /// Whether the holidays of a year are decided.
    pub(super) fn decides(&self, year: i32) -> bool {
        self.decision(year).is_some_and(YearDecision::decides_holidays)
    }

    /// The special days of a year as this scope has them, by date; none outside 1900–2100.
    pub(super) fn special_days(&self, year: i32) -> impl Iterator<Item = &Day> {
        self.years.special_days(year).chunk_by(|a, b| a.date == b.date).filter_map(|same| self.choose(same))
    }

    fn special(&self, date: NaiveDate) -> Option<&Day> {
        let days = self.years.special_days(date.year());
        let from = days.partition_point(|day| day.date < date);
        let to = days.partition_point(|day| day.date <= date);
        self.choose(&days[from..to])
    }

    /// Of the entries for one date, the one that holds in this scope.
    fn choose<'a>(&self, same_date: &'a [Day]) -> Option<&'a Day> {
        same_date.iter().find(|day| day.scope.is_none() || day.scope.as_deref() == self.scope.as_deref())
    }
}

impl Years {
    fn special_days(&self, year: i32) -> &[Day] {
        let slot = usize::try_from(year - FIRST_YEAR).ok().and_then(|index| self.special.get(index));
        slot.map_or(&[], |slot| slot.get_or_init(|| self.work_out(year)))
    }

    /// What was decided, and where the holidays were not, what the rules expect besides.
    fn work_out(&self, year: i32) -> Vec<Day> {
        let near = self.decisions.range(year - 1..=year + 1).flat_map(|(_, decision)| decision.days());
        let mut days: Vec<Day> = near.filter(|day| day.date.year() == year).cloned().collect();
        if !self.decisions.get(&year).is_some_and(YearDecision::decides_holidays) {
            let decided: Vec<NaiveDate> =
                days.iter().filter(|day| day.scope.is_none()).map(|day| day.date).collect();
            days.extend(expected(year).into_iter().filter(|day| !decided.contains(&day.date)));
        }
        days.sort_by(|a, b| a.date.cmp(&b.date).then(a.scope.is_none().cmp(&b.scope.is_none())));
        days
    }
}

/// A swap across New Year enters a day of the next file's year; both files must not claim it.
fn refuse_days_in_two_files(decisions: &BTreeMap<i32, YearDecision>) -> Result<(), CalendarError> {
    let mut seen: BTreeMap<(NaiveDate, Option<&str>), &str> = BTreeMap::new();
    for decision in decisions.values() {
        for day in decision.days() {
            if let Some(other) = seen.insert((day.date, day.scope.as_deref()), &decision.file) {
                let (file, other) = (decision.file.clone(), other.to_owned());
                return Err(CalendarError::DayTwice { date: day.date, file, other });
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::testing::{SHIPPED, day, of, rows, shipped};
    use super::super::{DayKind, lunar};
    use super::*;

    const KNOWN: &str = include_str!("../../../tests/fixtures/calendar/nonworking-2020-2026.csv");

    #[test]
    fn every_day_of_the_table_is_in_the_shipped_calendar() {
        let calendar = shipped();
        for row in rows(KNOWN) {
            let found = calendar.day(day(row[0]));
            let (kind, working) = match row[2] {
                "holiday" => (DayKind::Holiday, false),
                "observed" => (DayKind::Observed, false),
                "substituted" => (DayKind::Swapped, false),
                "WORKING_WEEKEND" => (DayKind::WorkingDay, true),
                other => panic!("{other}"),
            };
            assert_eq!(
                (found.kind, found.working, calendar.is_working(found.date)),
                (Some(kind), working, working)
            );
            assert_eq!(found.date.format("%a").to_string(), row[1]);
            if !working {
                assert_eq!(found.name.as_deref(), Some(row[3]));
            }
        }
    }

    /// The swap that the table lacks is shipped, and 24/11/2026 is shipped as not confirmed.
    #[test]
    fn the_shipped_calendar_has_no_other_day_but_the_known_gap() {
        let calendar = shipped();
        let table: Vec<NaiveDate> = rows(KNOWN).map(|row| day(row[0])).collect();
        let all: Vec<Day> = (2020..=2026).flat_map(|year| calendar.year(year).unwrap()).collect();
        let more: Vec<String> =
            all.iter().filter(|day| !table.contains(&day.date)).map(|day| day.date.to_string()).collect();
        assert_eq!(more, ["2026-01-02", "2026-01-10"]);
        let expected: Vec<String> =
            all.iter().filter(|day| !day.decided).map(|day| day.date.to_string()).collect();
        assert_eq!(expected, ["2026-11-24"]);
        assert!(!calendar.is_decided(day("2026-11-24")) && calendar.is_decided(day("2026-11-25")));
        assert_eq!(calendar.day(day("2026-01-02")).decision.as_deref(), Some("12729/VPCP-KGVX, 25/12/2025"));
    }

    #[test]
    fn the_weekdays_off_in_the_time_of_the_procedure_are_known() {
        let calendar = shipped();
        let days = day("2022-09-21").iter_days().take_while(|&date| date <= day("2023-12-31"));
        let off: Vec<String> = days
            .filter(|&date| !calendar.is_working(date) && !super::super::day::is_weekend(date))
            .map(|date| date.to_string())
            .collect();
        assert_eq!(
            off,
            [
                "2023-01-02",
                "2023-01-20",
                "2023-01-23",
                "2023-01-24",
                "2023-01-25",
                "2023-01-26",
                "2023-05-01",
                "2023-05-02",
                "2023-05-03",
                "2023-09-01",
                "2023-09-04",
            ]
        );
    }

    #[test]
    fn a_year_without_a_decision_is_expected() {
        let calendar = shipped();
        for year in [1950, 2019, 2027, 2045, 2100] {
            let days = calendar.year(year).unwrap();
            assert!(days.iter().all(|day| !day.decided), "{year}");
            assert!(days.iter().any(|day| Some(day.date) == lunar::tet(year)), "{year}");
            assert!(!calendar.is_decided(days[0].date.with_ordinal(200).unwrap()), "{year}");
        }
        assert!(calendar.is_decided(day("2024-07-18")));
        assert_eq!(calendar.year(2101), Err(CalendarError::YearOutside { year: 2101 }));
        assert_eq!(calendar.year(1899), Err(CalendarError::YearOutside { year: 1899 }));
        assert!(calendar.is_working(day("2150-01-02")) && !calendar.is_working(day("2150-01-03")));
    }

    #[test]
    fn a_day_of_one_district_is_a_day_off_there_only() {
        let text = r#"
year = 2027
decision = "1/QĐ"
holidays = [{ date = 2027-03-24, name = "Ngày giải phóng", scope = "535" }]
swaps = [{ off = 2027-04-29, work = 2027-05-08 }]
"#;
        let calendar = of(&[("2027.toml", text)]);
        let (district, other) = (calendar.for_scope("535"), calendar.for_scope("522"));
        let (local, swapped) = (day("2027-03-24"), day("2027-05-08"));
        assert!(calendar.is_working(local) && other.is_working(local) && !district.is_working(local));
        assert!(calendar.is_working(swapped) && district.is_working(swapped));
        // The file has no holiday for everybody, so those of the year are still expected.
        assert!(!calendar.is_working(day("2027-01-01")) && !calendar.is_decided(day("2027-01-01")));
        assert_eq!(district.year(2027).unwrap().len(), calendar.year(2027).unwrap().len() + 1);
        assert!(district.is_decided(local) && !calendar.is_decided(local) && calendar.is_decided(swapped));
    }

    #[test]
    fn whoever_has_days_of_its_own_has_a_calendar() {
        let text = |year, scope| {
            format!(
                "year = {year}\ndecision = \"x\"\n\
                 observed = [{{ date = {year}-03-24, name = \"A\", scope = \"{scope}\" }}]"
            )
        };
        let (first, second) = (text(2027, "535"), text(2028, "SNV"));
        let calendar = of(&[("2027.toml", first.as_str()), ("2028.toml", second.as_str())]);
        assert_eq!(calendar.scopes().into_iter().collect::<Vec<_>>(), ["535", "SNV"]);
        assert!(calendar.has_scope("SNV") && !calendar.has_scope("522"));
        let own = calendar.calendar_of("535").unwrap();
        assert_eq!((own.scope(), calendar.scope()), (Some("535"), None));
        assert!(!own.is_working(day("2027-03-24")));
        let known = vec!["535".to_owned(), "SNV".to_owned()];
        let error = CalendarError::UnknownScope { scope: "522".into(), known };
        assert_eq!(calendar.calendar_of("522").unwrap_err(), error);
        assert_eq!(own.scopes(), calendar.scopes());
        assert!(shipped().scopes().is_empty());
    }

    #[test]
    fn a_swap_across_new_year_counts_in_both_years() {
        let text = "year = 2018\ndecision = \"x\"\nswaps = [{ off = 2018-12-31, work = 2019-01-05 }]";
        let calendar = of(&[("2018.toml", text)]);
        assert!(!calendar.is_working(day("2018-12-31")) && calendar.is_working(day("2019-01-05")));
        assert!(!calendar.is_working(day("2019-01-12")));
        let again = text.replace("year = 2018", "year = 2019");
        let files = [("2018.toml", text), ("2019.toml", again.as_str())];
        let decisions = files.iter().map(|(name, text)| YearDecision::parse(name, text).unwrap()).collect();
        let error = Calendar::new(decisions).unwrap_err();
        assert_eq!(error.to_string(), "`2019.toml` and `2018.toml` both enter 2018-12-31");
    }

    #[test]
    fn two_files_for_one_year_are_refused() {
        let text = SHIPPED[4].1;
        let decisions = ["2024.toml", "copy.toml"].map(|name| YearDecision::parse(name, text).unwrap());
        let error = Calendar::new(decisions.into()).unwrap_err();
        assert_eq!(error.to_string(), "`copy.toml` and `2024.toml` both decide on 2024");
    }

    #[test]
    fn a_day_as_json_has_the_documented_shape() {
        let json = |date| serde_json::to_string(&shipped().day(day(date))).unwrap();
        assert_eq!(
            json("2024-05-01"),
            r#"{"date":"2024-05-01","name":"Ngày Quốc tế Lao động","kind":"holiday","decided":true}"#
        );
        assert!(
            json("2024-05-04").contains(r#""kind":"working-day","decided":true,"decision":"2450/VPCP-KGVX"#)
        );
    }
}
