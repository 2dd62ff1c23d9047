//! The holidays a year is expected to have while nobody has decided on it.
//!
//! After the Labour Code of 2019, articles 111 and 112: New Year 1 day, Tết 5, Giỗ Tổ 1, 30/4 1, 1/5 1, National
//! Day 2; a holiday on a weekend is made good on the next working day. Two things that the Prime Minister decides each
//! year are guessed by the weekday, as 2020 to 2026 had them: whether one or two days before Tết are off, and on which
//! side of 2/9 its second day lies. 24 November (Ngày Văn hóa Việt Nam) is left out until it is known to be in force.
//! Swaps cannot be expected.

use super::day::{Day, DayKind, is_weekend};
use super::lunar;
use chrono::{Datelike, Days, NaiveDate, Weekday};

/// The edition of these rules: raised whenever they give another day for any year, so that a calendar tells itself
/// apart from one of before.
pub(super) const EDITION: u32 = 1;

/// The first year in which Giỗ Tổ was a day off.
const HUNG_KINGS_SINCE: i32 = 2007;
/// The first year with a second day for National Day.
const SECOND_NATIONAL_DAY_SINCE: i32 = 2021;

/// The first days of the lunar year by name.
const FIRST_DAYS: [&str; 4] =
    ["Tết Nguyên Đán", "Mùng hai Tết Nguyên Đán", "Mùng ba Tết Nguyên Đán", "Mùng bốn Tết Nguyên Đán"];

/// The days off of a year by rule, in order.
pub(super) fn expected(year: i32) -> Vec<Day> {
    let named = holidays(year).into_iter();
    let mut days: Vec<Day> =
        named.map(|(date, name)| Day::special(date, DayKind::Holiday, name, false)).collect();
    for index in 0..days.len() {
        if is_weekend(days[index].date) {
            let observed = observed(&days[index], &days);
            days.extend(observed);
        }
    }
    days.sort_by_key(|day| day.date);
    days
}

/// The holidays of a year by date.
fn holidays(year: i32) -> Vec<(NaiveDate, String)> {
    let day = |month, day| NaiveDate::from_ymd_opt(year, month, day);
    let mut holidays = vec![
        (day(1, 1), "Tết Dương lịch"),
        (day(4, 30), "Ngày Chiến thắng"),
        (day(5, 1), "Ngày Quốc tế Lao động"),
        (day(9, 2), "Quốc khánh"),
    ];
    if year >= HUNG_KINGS_SINCE {
        holidays.push((lunar::hung_kings(year), "Ngày Giỗ Tổ Hùng Vương"));
    }
    if year >= SECOND_NATIONAL_DAY_SINCE {
        holidays.push((day(9, 2).and_then(neighbour), "Quốc khánh"));
    }
    let fixed = holidays.into_iter().filter_map(|(date, name)| Some((date?, name.to_owned())));
    let mut dated: Vec<_> = fixed.chain(lunar::tet(year).into_iter().flat_map(tet)).collect();
    dated.sort_by_key(|&(date, _)| date);
    dated
}

/// The five days of Tết: one day before and four from the first on when that is a Tuesday, so that they fill a week;
/// two before and three from the first on in any other year.
fn tet(first: NaiveDate) -> Vec<(NaiveDate, String)> {
    let before = if first.weekday() == Weekday::Tue { 1 } else { 2 };
    let from = first - Days::new(before);
    let name = |date: NaiveDate| match (date - first).num_days() {
        -1 => "Giao thừa Tết Nguyên Đán".to_owned(),
        after => match usize::try_from(after) {
            Ok(after) => FIRST_DAYS[after].to_owned(),
            Err(_) => format!("{} Tết", lunar::solar_to_lunar(date).map_or(29, |lunar| lunar.day)),
        },
    };
    from.iter_days().take(5).map(|date| (date, name(date))).collect()
}

/// The second day of National Day: the side on which a weekend is nearer, as each year since 2021 had it.
fn neighbour(national_day: NaiveDate) -> Option<NaiveDate> {
    match national_day.weekday() {
        Weekday::Mon | Weekday::Thu | Weekday::Sun => national_day.succ_opt(),
        _ => national_day.pred_opt(),
    }
}

/// The working day that makes good a holiday on a weekend: the next one not off already.
fn observed(holiday: &Day, taken: &[Day]) -> Option<Day> {
    let is_free = |date: &NaiveDate| !is_weekend(*date) && taken.iter().all(|day| day.date != *date);
    let date = holiday.date.iter_days().skip(1).find(is_free)?;
    let name = format!("{} (nghỉ bù)", holiday.name.as_deref().unwrap_or_default());
    Some(Day::special(date, DayKind::Observed, name, false))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{day, rows};
    use super::*;

    const KNOWN: &str = include_str!("../../../tests/fixtures/calendar/nonworking-2020-2026.csv");

    /// What was decided for these years, without 24/11 and swaps: date, kind, name.
    fn decided() -> impl Iterator<Item = (NaiveDate, &'static str, &'static str)> {
        rows(KNOWN)
            .map(|row| (day(row[0]), row[2], row[3]))
            .filter(|row| matches!(row.1, "holiday" | "observed") && row.2 != "Ngày Văn hóa Việt Nam")
    }

    #[test]
    fn the_rules_give_every_weekday_off_of_the_decided_years() {
        let mut decided: Vec<NaiveDate> =
            decided().map(|row| row.0).filter(|&date| !is_weekend(date)).collect();
        decided.sort();
        let days = (2020..=2026).flat_map(expected);
        let expected: Vec<NaiveDate> = days.map(|day| day.date).filter(|&date| !is_weekend(date)).collect();
        assert_eq!(expected, decided);
    }

    #[test]
    fn apart_from_tet_the_rules_give_kind_and_name_too() {
        let is_tet = |name: &str| name.contains("Tết Nguyên Đán") || name.ends_with(" Tết");
        let decided: Vec<_> = decided().filter(|row| !is_tet(row.2)).collect();
        let days: Vec<Day> = (2020..=2026).flat_map(expected).collect();
        let expected: Vec<_> = days
            .iter()
            .map(|day| (day.date, day.kind.unwrap().name(), day.name.as_deref().unwrap()))
            .filter(|row| !is_tet(row.2))
            .collect();
        assert_eq!(expected, decided);
    }

    #[test]
    fn the_days_of_tet_are_named_after_the_moon() {
        let names = |year| -> Vec<String> {
            let of_tet = |name: &String| name.contains("Đán") || name.ends_with(" Tết");
            expected(year).into_iter().filter_map(|day| day.name).filter(of_tet).collect()
        };
        let [eve, first, second, third, fourth] = [
            "Giao thừa Tết Nguyên Đán",
            "Tết Nguyên Đán",
            "Mùng hai Tết Nguyên Đán",
            "Mùng ba Tết Nguyên Đán",
            "Mùng bốn Tết Nguyên Đán",
        ];
        assert_eq!(names(2026), [eve, first, second, third, fourth]);
        assert_eq!(names(2025), ["28 Tết", eve, first, second, third]);
        let observed = ["Tết Nguyên Đán (nghỉ bù)", "Mùng hai Tết Nguyên Đán (nghỉ bù)"];
        assert_eq!(names(2024), ["29 Tết", eve, first, second, third, observed[0], observed[1]]);
    }

    #[test]
    fn a_far_year_has_its_holidays() {
        let names: Vec<_> = expected(2045).iter().map(|day| (day.date, day.name.clone().unwrap())).collect();
        for (date, name) in [
            ("2045-01-01", "Tết Dương lịch"),
            ("2045-01-02", "Tết Dương lịch (nghỉ bù)"),
            ("2045-02-17", "Tết Nguyên Đán"),
            ("2045-04-26", "Ngày Giỗ Tổ Hùng Vương"),
            ("2045-09-01", "Quốc khánh"),
        ] {
            assert!(names.contains(&(day(date), name.to_owned())), "{date} {name} {names:?}");
        }
        assert!(expected(2045).iter().all(|day| !day.decided && !day.working));
    }

    #[test]
    fn every_holiday_on_a_weekend_is_made_good_and_no_two_share_a_day() {
        for year in 1900..=2100 {
            let days = expected(year);
            assert!(days.windows(2).all(|pair| pair[0].date < pair[1].date), "{year}");
            let weekend = days.iter().filter(|day| is_weekend(day.date)).count();
            let observed = days.iter().filter(|day| day.kind == Some(DayKind::Observed)).count();
            assert_eq!(weekend, observed, "{year}");
        }
    }
}
