//! The Vietnamese lunar calendar, reckoned from the sky at UTC+7.
//!
//! Rules: a month begins on the day of the new moon; the December solstice falls in month 11; when there are thirteen
//! months from one month 11 to the next, the first of them during which the sun enters no new twelfth of the ecliptic
//! is a leap month and repeats the number of the month before.
//!
//! The positions of moon and sun are those of Jean Meeus, *Astronomical Algorithms*. A second reckoning from other
//! formulae gives the same Tết and Giỗ Tổ in every year, as the tests show.
//!
//! It is the calendar of UTC+7 for all of 1900 to 2100. Almanacs printed in Viet Nam before 1968 (in the South before
//! 1976) followed Beijing or other zones and differ from it by a day now and then.

use super::astronomy::{new_moon_day, new_moon_on_or_before, sun_twelfth};
use super::{FIRST_YEAR, LAST_YEAR};
use chrono::{Datelike, NaiveDate};

/// Days from the zero of Julian days to that of chrono's day count.
const JULIAN_TO_COMMON_ERA: i32 = 1_721_425;
/// The twelfth that the sun enters at the December solstice.
const SOLSTICE: i32 = 9;

/// A date of the lunar calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LunarDate {
    /// The solar year in which its Tết falls.
    pub year: i32,
    /// 1 to 12.
    pub month: u32,
    /// Whether the month is a leap month, the second of its number.
    pub leap: bool,
    /// 1 to 30.
    pub day: u32,
}

/// One lunar month: its first day as a Julian day number, and its name.
#[derive(Debug, Clone, Copy)]
struct Month {
    first: i32,
    year: i32,
    number: u32,
    leap: bool,
}

/// The lunar date of a day; `None` outside 1900–2100.
pub fn solar_to_lunar(date: NaiveDate) -> Option<LunarDate> {
    if !(FIRST_YEAR..=LAST_YEAR).contains(&date.year()) {
        return None;
    }
    let day = date.num_days_from_ce() + JULIAN_TO_COMMON_ERA;
    let this = months_before_solstice(date.year());
    let next = months_before_solstice(date.year() + 1);
    let month = this.into_iter().chain(next).rev().find(|month| month.first <= day)?;
    let day = u32::try_from(day - month.first + 1).ok()?;
    Some(LunarDate { year: month.year, month: month.number, leap: month.leap, day })
}

/// The day of a lunar date; `None` if there is no such lunar date, or outside 1900–2100.
pub fn lunar_to_solar(date: LunarDate) -> Option<NaiveDate> {
    if !(FIRST_YEAR - 1..=LAST_YEAR).contains(&date.year) || date.day == 0 {
        return None;
    }
    // Months 11 and 12 are reckoned with the solstice of the next year.
    let year = if date.month < 11 { date.year } else { date.year + 1 };
    let wanted =
        |month: &Month| month.number == date.month && month.leap == date.leap && month.year == date.year;
    let month = months_before_solstice(year).into_iter().find(wanted)?;
    let solar = solar_date(month.first + i32::try_from(date.day - 1).ok()?)?;
    (solar_to_lunar(solar)? == date).then_some(solar)
}

/// Tết Nguyên Đán, the first day of the lunar year; `None` outside 1900–2100.
pub fn tet(year: i32) -> Option<NaiveDate> {
    lunar_to_solar(LunarDate { year, month: 1, leap: false, day: 1 })
}

/// The Hùng Kings' commemoration day (Giỗ Tổ), the tenth of the third month; `None` outside 1900–2100.
pub fn hung_kings(year: i32) -> Option<NaiveDate> {
    lunar_to_solar(LunarDate { year, month: 3, leap: false, day: 10 })
}

/// The twelve or thirteen months from the month 11 of the year before `year` up to, not including, that of `year`.
fn months_before_solstice(year: i32) -> Vec<Month> {
    let (from, to) = (solstice_month(year - 1), solstice_month(year));
    let firsts: Vec<i32> = (from..=to).map(new_moon_day).collect();
    let twelfths: Vec<i32> = firsts.iter().map(|&first| sun_twelfth(first)).collect();
    let has_leap = to - from == 13;
    let leap = twelfths.windows(2).position(|pair| pair[0] == pair[1]).filter(|_| has_leap);
    (0u32..)
        .zip(&firsts[..firsts.len() - 1])
        .map(|(i, &first)| {
            let passed = leap.is_some_and(|at| i as usize >= at);
            let months = i + 10 - u32::from(passed);
            let year = if months < 12 { year - 1 } else { year };
            Month { first, year, number: months % 12 + 1, leap: leap == Some(i as usize) }
        })
        .collect()
}

/// The number of the new moon that begins the month 11 of a year, the month with the December solstice.
fn solstice_month(year: i32) -> i32 {
    let year_end = NaiveDate::from_ymd_opt(year, 12, 31).expect("callers keep to 1899–2101");
    let last = new_moon_on_or_before(year_end.num_days_from_ce() + JULIAN_TO_COMMON_ERA);
    if sun_twelfth(new_moon_day(last)) == SOLSTICE { last - 1 } else { last }
}

fn solar_date(day: i32) -> Option<NaiveDate> {
    NaiveDate::from_num_days_from_ce_opt(day - JULIAN_TO_COMMON_ERA)
        .filter(|date| (FIRST_YEAR..=LAST_YEAR).contains(&date.year()))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{day, rows};
    use super::*;
    use chrono::Days;

    const KNOWN: &str = include_str!("../../../tests/fixtures/calendar/lunar-2000-2030.csv");

    #[test]
    fn tet_and_the_hung_kings_day_are_those_of_the_table() {
        let mut years = 0;
        for row in rows(KNOWN) {
            let year = row[0].parse().unwrap();
            assert_eq!((tet(year), hung_kings(year)), (Some(day(row[1])), Some(day(row[2]))), "{year}");
            years += 1;
        }
        assert_eq!(years, 31);
    }

    /// In these years a new moon or the solstice falls between midnight in Ha Noi and midnight in Beijing.
    #[test]
    fn tet_is_not_the_chinese_new_year() {
        for (year, first) in [
            (1968, "1968-01-29"),
            (1969, "1969-02-16"),
            (1985, "1985-01-21"),
            (2007, "2007-02-17"),
            (2030, "2030-02-02"),
            (2053, "2053-02-18"),
        ] {
            assert_eq!(tet(year), Some(day(first)));
        }
    }

    /// New Year's days that history books and almanacs of Viet Nam name.
    #[test]
    fn tet_of_other_years_is_as_known() {
        for (year, first) in [
            (1930, "1930-01-30"),
            (1945, "1945-02-13"),
            (1946, "1946-02-02"),
            (1954, "1954-02-03"),
            (1968, "1968-01-29"),
            (1975, "1975-02-11"),
            (1976, "1976-01-31"),
            (1984, "1984-02-02"),
            (1985, "1985-01-21"),
            (1986, "1986-02-09"),
            (1990, "1990-01-27"),
            (1999, "1999-02-16"),
            (2031, "2031-01-23"),
            (2033, "2033-01-31"),
            (2034, "2034-02-19"),
            (2050, "2050-01-23"),
        ] {
            assert_eq!(tet(year), Some(day(first)), "{year}");
        }
    }

    #[test]
    fn leap_months_repeat_the_month_before_them() {
        let leap = |year, month| lunar_to_solar(LunarDate { year, month, leap: true, day: 1 });
        // China had the leap month of 1985 a year earlier, after the tenth month.
        for (year, month, first) in [
            (1985, 2, "1985-03-21"),
            (1987, 7, "1987-08-24"),
            (2004, 2, "2004-03-21"),
            (2006, 7, "2006-08-24"),
            (2009, 5, "2009-06-23"),
            (2012, 4, "2012-05-21"),
            (2014, 9, "2014-10-24"),
            (2017, 6, "2017-07-23"),
            (2020, 4, "2020-05-23"),
            (2023, 2, "2023-03-22"),
            (2025, 6, "2025-07-25"),
            (2033, 11, "2033-12-22"),
        ] {
            assert_eq!(leap(year, month), Some(day(first)), "{year}");
        }
        assert_eq!(leap(2024, 4), None);
        assert_eq!(leap(1984, 10), None);
    }

    /// Months too near to midnight, or the solstice too near to a new moon, for a rough reckoning.
    #[test]
    fn months_that_begin_near_midnight_are_right() {
        let first = |year, month, leap| lunar_to_solar(LunarDate { year, month, leap, day: 1 });
        assert_eq!(first(1938, 8, true), Some(day("1938-09-24")));
        assert_eq!(first(1944, 5, false), Some(day("1944-06-20")));
        assert_eq!(first(1967, 6, false), Some(day("1967-07-08")));
        assert_eq!(first(1998, 8, false), Some(day("1998-09-21")));
    }

    #[test]
    fn months_follow_each_other_through_two_centuries() {
        let months: Vec<Month> = (1900..=2101).flat_map(months_before_solstice).collect();
        for pair in months.windows(2) {
            let (this, next) = (pair[0], pair[1]);
            assert!(matches!(next.first - this.first, 29 | 30), "{this:?}");
            let number = if next.leap { this.number } else { this.number % 12 + 1 };
            assert_eq!(next.number, number, "{next:?}");
            assert_eq!(next.year, this.year + i32::from(number == 1 && !next.leap), "{next:?}");
        }
        for year in 1900..=2100 {
            let of_year = months.iter().filter(|month| month.year == year);
            let leaps = of_year.clone().filter(|month| month.leap).count();
            assert_eq!((of_year.count(), leaps <= 1), (12 + leaps, true), "{year}");
        }
    }

    #[test]
    fn dates_go_there_and_back() {
        let mut date = day("1900-01-01");
        while let Some(lunar) = solar_to_lunar(date) {
            assert_eq!(lunar_to_solar(lunar), Some(date));
            date = date.checked_add_days(Days::new(17)).unwrap();
        }
        assert_eq!(date.year(), 2101);
    }

    #[test]
    fn what_is_no_lunar_date_has_no_day() {
        let none = |year, month, day| lunar_to_solar(LunarDate { year, month, leap: false, day }).is_none();
        assert!(
            none(2024, 1, 0)
                && none(2024, 0, 1)
                && none(2024, 13, 1)
                && none(2024, 1, 30)
                && none(2024, 2, 31)
        );
        assert!(none(1800, 1, 1) && none(2101, 1, 1) && none(i32::MAX, 1, 1) && none(2024, 1, u32::MAX));
        assert_eq!(tet(1899), None);
        assert_eq!(tet(1900), Some(day("1900-01-31")));
        assert_eq!(tet(2100), Some(day("2100-02-09")));
    }
}
