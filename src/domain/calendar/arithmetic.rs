//! Counting with the calendar.
//!
//! The rules: the first day does not count; a term in working days ends on the last day it counts; a term in days,
//! weeks or months that ends on a day off rolls to the next working day; a month ends on the day of the same number,
//! or on the month's last day where it has no such day.
//!
//! `measure` turns `add` around: for every sum, adding the measured term again gives the same day, and in working days
//! the measured count is the count that was added.

use super::day::{Day, is_weekend};
use super::days::Calendar;
use super::error::CalendarError;
use super::step::Step;
use super::term::{Term, Unit};
use super::{FIRST_YEAR, LAST_YEAR};
use chrono::{Datelike, Days, Months, NaiveDate};
use serde::Serialize;

/// The day a term ends, and how it is reckoned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sum {
    /// The day, always a working day.
    pub date: NaiveDate,
    /// From the anchor to the day, in order.
    pub steps: Vec<Step>,
}

impl Sum {
    /// Whether all the day rests on is decided; if not, it is expected.
    pub fn is_decided(&self) -> bool {
        matches!(self.steps.last(), Some(Step::Due { decided: true, .. }))
    }
}

impl Calendar {
    /// The day a term ends that runs from `anchor`.
    pub fn add(&self, anchor: NaiveDate, term: Term) -> Result<Sum, CalendarError> {
        within(anchor)?;
        let mut steps = vec![Step::Anchor { date: anchor }];
        let end = match term.unit {
            Unit::WorkingDays => self.count_working(anchor, term.count, &mut steps),
            Unit::Days => count_days(anchor, term.count, &mut steps),
            Unit::Weeks => term.count.checked_mul(7).and_then(|days| count_days(anchor, days, &mut steps)),
            Unit::Months => count_months(anchor, term.count, &mut steps),
        };
        let date = end
            .and_then(|end| self.roll(end, &mut steps))
            .ok_or(CalendarError::EndsOutside { anchor, term })?;
        let decided = self.is_decided_after(anchor, date) && steps.iter().all(Step::is_decided);
        steps.push(Step::Due { date, decided });
        Ok(Sum { date, steps })
    }

    /// The day `n` working days after `date`, or before it when `n` is negative. For `n` = 0 `date` itself, or the next
    /// working day if it is off.
    pub fn shift_working(&self, date: NaiveDate, n: i32) -> Result<NaiveDate, CalendarError> {
        within(date)?;
        let outside = CalendarError::ShiftsOutside { date, days: n };
        if n == 0 {
            return self.roll(date, &mut Vec::new()).ok_or(outside);
        }
        let mut day = date;
        let mut left = n.unsigned_abs();
        while left > 0 {
            let next = if n > 0 { day.succ_opt() } else { day.pred_opt() };
            day = next.filter(is_within).ok_or_else(|| outside.clone())?;
            left -= u32::from(self.is_working(day));
        }
        Ok(day)
    }

    /// The working days after `a` up to and including `b`; negative, those after `b` up to `a`, when `b` is earlier.
    pub fn working_days_between(&self, a: NaiveDate, b: NaiveDate) -> i64 {
        if b < a {
            return -self.working_days_between(b, a);
        }
        let changes: i64 = (a.year()..=b.year())
            .flat_map(|year| self.special_days(year))
            .filter(|day| a < day.date && day.date <= b)
            .map(change)
            .sum();
        weekdays_until(b) - weekdays_until(a) + changes
    }

    /// How many whole units lie between two days: the most that can be counted from `a` without passing `b`; negative
    /// when `b` is earlier.
    pub fn measure(&self, a: NaiveDate, b: NaiveDate, unit: Unit) -> i64 {
        match unit {
            Unit::WorkingDays => self.working_days_between(a, b),
            Unit::Days => (b - a).num_days(),
            Unit::Weeks => (b - a).num_days() / 7,
            Unit::Months if b < a => -whole_months(b, a),
            Unit::Months => whole_months(a, b),
        }
    }

    fn count_working(&self, anchor: NaiveDate, count: u32, steps: &mut Vec<Step>) -> Option<NaiveDate> {
        let mut date = anchor;
        let mut total = 0;
        while total < count {
            date = date.succ_opt().filter(is_within)?;
            let day = self.day(date);
            if day.working {
                total += 1;
                join(steps, Step::onto(&day, total));
            } else {
                steps.push(Step::over(&day));
            }
        }
        Some(date)
    }

    /// The day itself if it is worked, else the next that is.
    fn roll(&self, end: NaiveDate, steps: &mut Vec<Step>) -> Option<NaiveDate> {
        let mut date = end;
        while !self.is_working(date) {
            steps.push(Step::over(&self.day(date)));
            date = date.succ_opt().filter(is_within)?;
        }
        if date != end {
            steps.push(Step::Rolled { from: end, to: date });
        }
        Some(date)
    }

    /// Whether the years of all days after `from` up to `to` are decided.
    fn is_decided_after(&self, from: NaiveDate, to: NaiveDate) -> bool {
        let first = from.succ_opt().map_or(from, |day| day.min(to));
        (first.year()..=to.year()).all(|year| self.decides(year))
    }
}

fn count_days(anchor: NaiveDate, count: u32, steps: &mut Vec<Step>) -> Option<NaiveDate> {
    let to = anchor.checked_add_days(Days::new(count.into())).filter(is_within)?;
    if count > 0 {
        steps.push(Step::Counted { from: anchor.succ_opt()?, to, total: count });
    }
    Some(to)
}

fn count_months(anchor: NaiveDate, count: u32, steps: &mut Vec<Step>) -> Option<NaiveDate> {
    let date = anchor.checked_add_months(Months::new(count)).filter(is_within)?;
    steps.push(Step::Months { date, clipped: date.day() != anchor.day() });
    Some(date)
}

/// Adds a step, or lengthens the last one if the days follow each other.
fn join(steps: &mut Vec<Step>, step: Step) {
    if let (Some(Step::Counted { to, total, .. }), Step::Counted { to: next, total: more, .. }) =
        (steps.last_mut(), &step)
    {
        (*to, *total) = (*next, *more);
    } else {
        steps.push(step);
    }
}

fn whole_months(a: NaiveDate, b: NaiveDate) -> i64 {
    let months = (b.year() - a.year()) * 12 + b.month() as i32 - a.month() as i32;
    let reaches = |months: i32| {
        let count = Months::new(months.unsigned_abs());
        a.checked_add_months(count).is_some_and(|end| end <= b)
    };
    i64::from(if reaches(months) { months } else { months - 1 })
}

/// How many days from Monday to Friday there are from the start of the common era to `date`.
fn weekdays_until(date: NaiveDate) -> i64 {
    // Day 1 of the common era was a Monday.
    let days = i64::from(date.num_days_from_ce());
    days.div_euclid(7) * 5 + days.rem_euclid(7).min(5)
}

/// By how much a special day changes the count of working days that its weekday gives.
fn change(day: &Day) -> i64 {
    i64::from(day.working) - i64::from(!is_weekend(day.date))
}

fn is_within(date: &NaiveDate) -> bool {
    (FIRST_YEAR..=LAST_YEAR).contains(&date.year())
}

fn within(date: NaiveDate) -> Result<(), CalendarError> {
    if is_within(&date) { Ok(()) } else { Err(CalendarError::YearOutside { year: date.year() }) }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{day, of, shipped, term};
    use super::super::{OffKind, OffKind::*};
    use super::*;
    use std::sync::LazyLock;

    static SHIPPED: LazyLock<Calendar> = LazyLock::new(shipped);

    fn ends(anchor: &str, text: &str) -> String {
        SHIPPED.add(day(anchor), term(text)).unwrap().date.to_string()
    }

    #[test]
    fn ten_working_days_over_a_swap_are_printed_as_arithmetic() {
        let sum = SHIPPED.add(day("2024-04-22"), term("10 working days")).unwrap();
        let counted = |from, to, total| Step::Counted { from: day(from), to: day(to), total };
        let off = |date, kind: OffKind, name: Option<&str>| Step::Skipped {
            date: day(date),
            kind,
            name: name.map(str::to_owned),
            decided: true,
        };
        let steps = [
            Step::Anchor { date: day("2024-04-22") },
            counted("2024-04-23", "2024-04-26", 4),
            off("2024-04-27", Weekend, None),
            off("2024-04-28", Weekend, None),
            off("2024-04-29", Swapped, Some("Ngày nghỉ (thay cho ngày 04/05/2024)")),
            off("2024-04-30", Holiday, Some("Ngày Chiến thắng")),
            off("2024-05-01", Holiday, Some("Ngày Quốc tế Lao động")),
            counted("2024-05-02", "2024-05-03", 6),
            Step::WorkingDay {
                date: day("2024-05-04"),
                name: "Ngày làm bù (cho ngày 29/04/2024)".into(),
                total: 7,
                decided: true,
            },
            off("2024-05-05", Weekend, None),
            counted("2024-05-06", "2024-05-08", 10),
            Step::Due { date: day("2024-05-08"), decided: true },
        ];
        assert_eq!((sum.date, sum.steps.as_slice()), (day("2024-05-08"), steps.as_slice()));
        assert!(sum.is_decided());
    }

    #[test]
    fn terms_end_where_the_rules_say() {
        assert_eq!(ends("2022-10-03", "1 working day"), "2022-10-04");
        assert_eq!(ends("2022-10-07", "1 working day"), "2022-10-10");
        assert_eq!(ends("2022-10-08", "1 working day"), "2022-10-10");
        assert_eq!(ends("2023-01-19", "1 working day"), "2023-01-27");
        assert_eq!(ends("2022-10-03", "10 days"), "2022-10-13");
        assert_eq!(ends("2022-10-03", "5 days"), "2022-10-10");
        assert_eq!(ends("2022-10-03", "2 weeks"), "2022-10-17");
        assert_eq!(ends("2022-10-03", "1 month"), "2022-11-03");
        assert_eq!(ends("2024-01-31", "1 month"), "2024-02-29");
        assert_eq!(ends("2023-01-31", "1 month"), "2023-02-28");
        assert_eq!(ends("2024-02-29", "12 months"), "2025-02-28");
        assert_eq!(ends("2022-12-22", "1 month"), "2023-01-27");
        // A worked Saturday is a day to end on.
        assert_eq!(ends("2024-04-27", "1 week"), "2024-05-04");
    }

    #[test]
    fn a_term_that_rolls_says_over_what() {
        let sum = SHIPPED.add(day("2023-03-31"), term("1 month")).unwrap();
        let off = |date: &str, kind, name: Option<&str>| Step::Skipped {
            date: day(date),
            kind,
            name: name.map(str::to_owned),
            decided: true,
        };
        assert_eq!(
            sum.steps,
            [
                Step::Anchor { date: day("2023-03-31") },
                Step::Months { date: day("2023-04-30"), clipped: true },
                off("2023-04-30", Holiday, Some("Ngày Chiến thắng")),
                off("2023-05-01", Holiday, Some("Ngày Quốc tế Lao động")),
                off("2023-05-02", Observed, Some("Ngày Giỗ Tổ Hùng Vương (nghỉ bù)")),
                off("2023-05-03", Observed, Some("Ngày Chiến thắng (nghỉ bù)")),
                Step::Rolled { from: day("2023-04-30"), to: day("2023-05-04") },
                Step::Due { date: day("2023-05-04"), decided: true },
            ]
        );
    }

    #[test]
    fn steps_are_json_that_a_program_can_read() {
        let sum = SHIPPED.add(day("2022-10-07"), term("1 working day")).unwrap();
        let json = concat!(
            r#"{"date":"2022-10-10","steps":[{"step":"anchor","date":"2022-10-07"},"#,
            r#"{"step":"skipped","date":"2022-10-08","kind":"weekend","decided":true},"#,
            r#"{"step":"skipped","date":"2022-10-09","kind":"weekend","decided":true},"#,
            r#"{"step":"counted","from":"2022-10-10","to":"2022-10-10","total":1},"#,
            r#"{"step":"due","date":"2022-10-10","decided":true}]}"#
        );
        assert_eq!(serde_json::to_string(&sum).unwrap(), json);
    }

    #[test]
    fn a_sum_is_decided_only_if_all_its_way_is() {
        let is_decided = |anchor: &str, text| SHIPPED.add(day(anchor), term(text)).unwrap().is_decided();
        assert!(is_decided("2026-12-01", "10 working days"));
        assert!(!is_decided("2026-12-28", "10 working days"));
        assert!(!is_decided("2026-11-20", "5 working days"));
        // The anchor is not counted, so its own year does not matter.
        assert!(is_decided("2019-12-31", "1 working day"));
        assert!(!is_decided("2019-12-30", "2 working days"));
        let with_gap = of(&[
            ("a", "year = 2030\ndecision = \"x\"\nholidays = [{ date = 2030-01-01, name = \"A\" }]"),
            ("b", "year = 2032\ndecision = \"x\"\nholidays = [{ date = 2032-01-01, name = \"A\" }]"),
        ]);
        assert!(!with_gap.add(day("2030-12-30"), term("18 months")).unwrap().is_decided());
    }

    #[test]
    fn a_term_must_end_within_the_calendar() {
        let error = |anchor, text| SHIPPED.add(day(anchor), term(text)).unwrap_err().to_string();
        assert_eq!(error("2100-12-30", "1 week"), "`1 week` from 2100-12-30 ends outside 1900–2100");
        for text in ["73500 months", "73500 weeks", "73500 days", "73500 working days"] {
            assert!(error("2026-01-01", text).contains("outside"), "{text}");
        }
        assert_eq!(error("1899-12-31", "1 day"), "1899 is outside 1900–2100");
        let far = SHIPPED.shift_working(day("1900-01-02"), -5).unwrap_err().to_string();
        assert_eq!(far, "`-5 working days` from 1900-01-02 ends outside 1900–2100");
        assert!(SHIPPED.shift_working(day("2022-01-04"), i32::MIN).is_err());
        let huge = Term { count: u32::MAX, unit: Unit::Weeks };
        assert!(SHIPPED.add(day("2022-01-04"), huge).is_err());
    }

    #[test]
    fn rungs_are_working_days_before_and_after() {
        let shift = |date, n| SHIPPED.shift_working(day(date), n).unwrap().to_string();
        assert_eq!(shift("2023-01-27", -1), "2023-01-19");
        assert_eq!(shift("2023-01-19", 1), "2023-01-27");
        assert_eq!(shift("2024-05-06", -1), "2024-05-04");
        assert_eq!(shift("2023-01-22", 0), "2023-01-27");
        assert_eq!(shift("2023-01-27", 0), "2023-01-27");
        assert_eq!(shift("2023-01-22", -1), "2023-01-19");
    }

    #[test]
    fn days_between_are_counted_without_the_first() {
        let between = |a, b| SHIPPED.working_days_between(day(a), day(b));
        assert_eq!(between("2024-04-22", "2024-05-08"), 10);
        assert_eq!(between("2024-05-08", "2024-04-22"), -10);
        assert_eq!(between("2024-05-03", "2024-05-05"), 1);
        assert_eq!(between("2023-01-19", "2023-01-26"), 0);
        let measure = |a, b, unit| SHIPPED.measure(day(a), day(b), unit);
        assert_eq!(measure("2024-01-31", "2024-02-29", Unit::Months), 1);
        assert_eq!(measure("2024-01-31", "2024-02-28", Unit::Months), 0);
        assert_eq!(measure("2024-02-29", "2024-01-31", Unit::Months), -1);
        assert_eq!(measure("2024-01-01", "2024-01-14", Unit::Weeks), 1);
    }

    #[test]
    fn a_term_in_a_district_skips_its_own_day() {
        let text = "year = 2027\ndecision = \"x\"\n\
                    holidays = [{ date = 2027-03-24, name = \"A\", scope = \"535\" }]";
        let calendar = of(&[("2027.toml", text)]);
        let due = |calendar: &Calendar| calendar.add(day("2027-03-23"), term("1wd")).unwrap().date;
        assert_eq!((due(&calendar), due(&calendar.for_scope("535"))), (day("2027-03-24"), day("2027-03-25")));
        assert_eq!(calendar.for_scope("535").working_days_between(day("2027-03-22"), day("2027-03-26")), 3);
    }
}
