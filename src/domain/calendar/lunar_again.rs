//! The lunar calendar reckoned a second time, to set the first against it.
//!
//! The usual short reckoning of Vietnamese almanac programs: new moons by the series of Jean Meeus, *Astronomical
//! Formulae for Calculators* (chapter 32), the sun by the low-precision formula of his *Astronomical Algorithms*
//! (chapter 25), one parabola for Delta-T, month 11 found from the end of the year. It shares no code and no constant
//! with [`astronomy`](super::astronomy), and is good to some two minutes for the moon and a quarter of an hour for the
//! sun. Where both agree to the day, no slip in either is likely.

use super::lunar::{LunarDate, hung_kings, lunar_to_solar, tet};
use super::testing::day;
use chrono::{Datelike, Days, NaiveDate};

/// A month: its number, whether it is a leap month, its first day.
type Month = (u32, bool, NaiveDate);

fn sine(degrees: f64) -> f64 {
    degrees.to_radians().sin()
}

/// The instant of new moon number `k` (0 is 1 January 1900) as a Julian day in universal time.
fn new_moon(k: i32) -> f64 {
    let k = f64::from(k);
    let t = k / 1236.85;
    let (t2, t3) = (t * t, t * t * t);
    let mean = 2_415_020.759_33 + 29.530_588_68 * k + 0.000_117_8 * t2 - 0.000_000_155 * t3
        + 0.000_33 * sine(166.56 + 132.87 * t - 0.009_173 * t2);
    let sun = 359.2242 + 29.105_356_08 * k - 0.000_033_3 * t2 - 0.000_003_47 * t3;
    let moon = 306.0253 + 385.816_918_06 * k + 0.010_730_6 * t2 + 0.000_012_36 * t3;
    let latitude = 21.2964 + 390.670_506_46 * k - 0.001_652_8 * t2 - 0.000_002_39 * t3;
    let true_phase = (0.1734 - 0.000_393 * t) * sine(sun) + 0.0021 * sine(2.0 * sun) - 0.4068 * sine(moon)
        + 0.0161 * sine(2.0 * moon)
        - 0.0004 * sine(3.0 * moon)
        + 0.0104 * sine(2.0 * latitude)
        - 0.0051 * sine(sun + moon)
        - 0.0074 * sine(sun - moon)
        + 0.0004 * sine(2.0 * latitude + sun)
        - 0.0004 * sine(2.0 * latitude - sun)
        - 0.0006 * sine(2.0 * latitude + moon)
        + 0.0010 * sine(2.0 * latitude - moon)
        + 0.0005 * sine(2.0 * moon + sun);
    mean + true_phase - (-0.000_278 + 0.000_265 * t + 0.000_262 * t2)
}

/// The apparent longitude of the sun in degrees, 0 to 360.
fn sun_longitude(jd: f64) -> f64 {
    let t = (jd - 2_451_545.0) / 36_525.0;
    let anomaly = 357.5291 + 35_999.050_3 * t - 0.000_155_9 * t * t;
    let mean = 280.466_45 + 36_000.769_83 * t + 0.000_303_2 * t * t;
    let centre = (1.9146 - 0.004_817 * t) * sine(anomaly)
        + (0.019_993 - 0.000_101 * t) * sine(2.0 * anomaly)
        + 0.000_29 * sine(3.0 * anomaly);
    (mean + centre - 0.005_69 - 0.004_78 * sine(125.04 - 1934.136 * t)).rem_euclid(360.0)
}

/// Julian days begin at noon; Ha Noi is seven hours ahead.
fn date_in_ha_noi(jd: f64) -> NaiveDate {
    NaiveDate::from_num_days_from_ce_opt((jd + 0.5 + 7.0 / 24.0).floor() as i32 - 1_721_425).unwrap()
}

fn midnight_in_ha_noi(date: NaiveDate) -> f64 {
    f64::from(date.num_days_from_ce() + 1_721_425) - 0.5 - 7.0 / 24.0
}

/// The first day of month `k`.
fn first(k: i32) -> NaiveDate {
    date_in_ha_noi(new_moon(k))
}

/// Which principal term the sun passed last before the month began.
fn principal_term(k: i32) -> i32 {
    (sun_longitude(midnight_in_ha_noi(first(k))) / 30.0) as i32
}

/// The month with the December solstice of a year.
fn month_eleven(year: i32) -> i32 {
    let end = NaiveDate::from_ymd_opt(year, 12, 31).unwrap();
    let mut k = ((year - 1899) * 1237 + 99) / 100;
    while first(k) > end {
        k -= 1;
    }
    if principal_term(k) >= 9 { k - 1 } else { k }
}

/// The months from month 11 of the year before up to that of `year`.
fn months(year: i32) -> Vec<Month> {
    let (from, to) = (month_eleven(year - 1), month_eleven(year));
    let no_term = |k: &i32| principal_term(*k) == principal_term(k + 1);
    let leap = if to - from == 13 { (from..to).find(no_term) } else { None };
    (from..to)
        .map(|k| {
            let number = k - from + 10 - i32::from(leap.is_some_and(|leap| k >= leap));
            (number.unsigned_abs() % 12 + 1, leap == Some(k), first(k))
        })
        .collect()
}

fn month(months: &[Month], number: u32) -> NaiveDate {
    months.iter().find(|month| month.0 == number && !month.1).unwrap().2
}

#[test]
fn both_give_the_same_tet_and_hung_kings_day_from_1900_to_2100() {
    for year in 1900..=2100 {
        let months = months(year);
        assert_eq!(tet(year), Some(month(&months, 1)), "{year}");
        assert_eq!(hung_kings(year), Some(month(&months, 3) + Days::new(9)), "{year}");
    }
}

/// Three months of 2,485 begin within two minutes of midnight, on the other side of it for the short reckoning. By a
/// full theory of the moon the new moons come at 23:59:32 in 1944, at 23:58:28 in 2072 and at 23:59:34 in 2077, so that
/// the first reckoning is right; that of 2077 within what Delta-T will be.
#[test]
fn they_differ_in_three_months_that_begin_at_midnight() {
    let mut differ = Vec::new();
    let mut count = 0;
    for year in 1900..=2100 {
        for (number, leap, date) in months(year) {
            // Months 11 and 12 belong to the lunar year before.
            let lunar = LunarDate { year: year - i32::from(number > 10), month: number, leap, day: 1 };
            if date.year() < 1900 {
                continue;
            }
            let found = lunar_to_solar(lunar);
            count += 1;
            if found != Some(date) {
                differ.push((number, found, date));
            }
        }
    }
    let known =
        [(5, "1944-06-20", "1944-06-21"), (11, "2072-12-09", "2072-12-10"), (10, "2077-11-15", "2077-11-16")];
    assert_eq!(differ, known.map(|(number, found, date)| (number, Some(day(found)), day(date))));
    assert_eq!(count, 2485);
}
