//! Counting with the calendar: the day a term ends.
//!
//! A term in working days ends on the last day it counts. One in days, weeks or months ends where the calendar leads,
//! one day earlier if its first day counts, and then rolls as its rules say if that is a day off. What holds where a
//! term states no rules is in [`rules`](super::rules); what turns `add` around is in [`measure`](super::measure).

use super::count::{count_days, count_months, first_counted};
use super::days::Calendar;
use super::error::CalendarError;
use super::rules::{FirstDay, Roll};
use super::step::Step;
use super::term::Term;
use super::unit::Unit;
use super::{FIRST_YEAR, LAST_YEAR};
use chrono::{Datelike, NaiveDate};
use serde::Serialize;

/// The day a term ends, and how it is reckoned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sum {
    /// The day: a working day, unless the term may end on a day off.
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
        let Term { count, unit, rules } = term;
        let mut steps = vec![Step::Anchor { date: anchor, first_day: rules.first_day }];
        let end = match unit {
            Unit::WorkingDays => self.count_working(anchor, count, rules.first_day, &mut steps),
            Unit::Days => count_days(anchor, count, rules.first_day, &mut steps),
            Unit::Weeks => {
                count.checked_mul(7).and_then(|days| count_days(anchor, days, rules.first_day, &mut steps))
            }
            Unit::Months => count_months(anchor, count, rules, &mut steps),
        };
        let date = end
            .and_then(|end| self.roll(end, rules.roll, &mut steps))
            .ok_or(CalendarError::EndsOutside { anchor, term })?;
        // Days, weeks and months that may end on a day off ask nothing of the days off.
        let asks = unit == Unit::WorkingDays || rules.roll != Roll::Stay;
        let decided = !asks || self.is_decided_between(anchor, date) && steps.iter().all(Step::is_decided);
        steps.push(Step::Due { date, decided });
        Ok(Sum { date, steps })
    }

    /// The day `n` working days after `date`, or before it when `n` is negative. For `n` = 0 `date` itself, or the next
    /// working day if it is off.
    pub fn shift_working(&self, date: NaiveDate, n: i32) -> Result<NaiveDate, CalendarError> {
        within(date)?;
        let outside = CalendarError::ShiftsOutside { date, days: n };
        if n == 0 {
            return self.roll(date, Roll::Next, &mut Vec::new()).ok_or(outside);
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

    fn count_working(
        &self,
        anchor: NaiveDate,
        count: u32,
        first_day: FirstDay,
        steps: &mut Vec<Step>,
    ) -> Option<NaiveDate> {
        let mut date = anchor;
        let mut next = first_counted(anchor, first_day);
        let mut total = 0;
        while total < count {
            date = next.filter(is_within)?;
            let day = self.day(date);
            if day.working {
                total += 1;
                join(steps, Step::onto(&day, total));
            } else {
                steps.push(Step::over(&day));
            }
            next = date.succ_opt();
        }
        Some(date)
    }

    /// The day itself if it is worked or may be off, else the working day that the rule leads to.
    fn roll(&self, end: NaiveDate, roll: Roll, steps: &mut Vec<Step>) -> Option<NaiveDate> {
        if roll == Roll::Stay {
            let day = self.day(end);
            steps.extend((!day.working).then(|| Step::on(&day)));
            return Some(end);
        }
        let mut date = end;
        while !self.is_working(date) {
            steps.push(Step::over(&self.day(date)));
            let next = if roll == Roll::Previous { date.pred_opt() } else { date.succ_opt() };
            date = next.filter(is_within)?;
        }
        if date > end {
            steps.push(Step::Rolled { from: end, to: date });
        } else if date < end {
            steps.push(Step::RolledBack { from: end, to: date });
        }
        Some(date)
    }

    /// Whether the years of all days after `anchor` up to `to` are decided; the anchor itself, if it is counted, and
    /// days rolled over have steps of their own that tell.
    fn is_decided_between(&self, anchor: NaiveDate, to: NaiveDate) -> bool {
        let first = anchor.succ_opt().map_or(anchor, |day| day.min(to));
        (first.year()..=to.year()).all(|year| self.decides(year))
    }
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

pub(super) fn is_within(date: &NaiveDate) -> bool {
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
            Step::Anchor { date: day("2024-04-22"), first_day: FirstDay::Excluded },
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
    fn rules_of_its_own_let_a_term_end_elsewhere() {
        // The first day counts if it is worked, or whatever it is when days are counted.
        assert_eq!(ends("2022-10-03", "1 working day (first day counts)"), "2022-10-03");
        assert_eq!(ends("2022-10-08", "1 working day (first day counts)"), "2022-10-10");
        assert_eq!(ends("2022-10-03", "10 days (first day counts)"), "2022-10-12");
        assert_eq!(ends("2022-10-03", "2 weeks (first day counts, may end on a day off)"), "2022-10-16");
        assert_eq!(ends("2022-10-03", "1 month (first day counts)"), "2022-11-02");
        // 8/10/2022 is a Saturday; Tết 2023 is off from 20/1 to 26/1.
        assert_eq!(ends("2022-10-03", "5 days (rolls back)"), "2022-10-07");
        assert_eq!(ends("2022-10-03", "5 days (may end on a day off)"), "2022-10-08");
        assert_eq!(ends("2022-12-25", "1 month (rolls back)"), "2023-01-19");
        assert_eq!(ends("2022-12-25", "1 month (may end on a day off)"), "2023-01-25");
        // A worked Saturday is a day to end on, and a term may roll back to before it begins.
        assert_eq!(ends("2024-04-28", "1 week (rolls back)"), "2024-05-04");
        assert_eq!(ends("2022-10-08", "1 day (rolls back)"), "2022-10-07");
        // The last day of a month.
        assert_eq!(ends("2023-02-28", "1 month"), "2023-03-28");
        assert_eq!(ends("2023-02-28", "1 month (last day stays last)"), "2023-03-31");
        assert_eq!(ends("2024-02-28", "1 month (last day stays last)"), "2024-03-28");
        assert_eq!(ends("2024-01-31", "1 month (last day stays last)"), "2024-02-29");
        assert_eq!(ends("2023-02-28", "1 month (first day counts, last day stays last)"), "2023-03-30");
        assert_eq!(ends("2023-06-30", "1 month (last day stays last)"), "2023-07-31");
    }

    #[test]
    fn the_steps_say_what_a_rule_did() {
        let steps = |anchor: &str, text: &str| SHIPPED.add(day(anchor), term(text)).unwrap().steps;
        let counted = |date: &str| Step::Anchor { date: day(date), first_day: FirstDay::Counted };
        let excluded = |date: &str| Step::Anchor { date: day(date), first_day: FirstDay::Excluded };
        let due = |date: &str| Step::Due { date: day(date), decided: true };
        let run = |from, to, total| Step::Counted { from: day(from), to: day(to), total };
        assert_eq!(
            steps("2022-10-03", "5 working days (first day counts)"),
            [counted("2022-10-03"), run("2022-10-03", "2022-10-07", 5), due("2022-10-07")]
        );
        let saturday =
            |date: &str| Step::Skipped { date: day(date), kind: Weekend, name: None, decided: true };
        assert_eq!(
            steps("2022-10-03", "5 days (rolls back)"),
            [
                excluded("2022-10-03"),
                run("2022-10-04", "2022-10-08", 5),
                saturday("2022-10-08"),
                Step::RolledBack { from: day("2022-10-08"), to: day("2022-10-07") },
                due("2022-10-07"),
            ]
        );
        let name = Some("Mùng bốn Tết Nguyên Đán".to_owned());
        assert_eq!(
            steps("2022-12-25", "1 month (may end on a day off)"),
            [
                excluded("2022-12-25"),
                Step::Months { date: day("2023-01-25"), clipped: false, stays_last: false },
                Step::Stays { date: day("2023-01-25"), kind: Holiday, name, decided: true },
                due("2023-01-25"),
            ]
        );
        assert_eq!(
            steps("2023-02-28", "1 month (first day counts, last day stays last)"),
            [
                counted("2023-02-28"),
                Step::Months { date: day("2023-03-31"), clipped: false, stays_last: true },
                Step::DayBefore { date: day("2023-03-30") },
                due("2023-03-30"),
            ]
        );
    }

    #[test]
    fn a_day_that_rests_on_no_day_off_is_decided() {
        let is_decided = |anchor: &str, text| SHIPPED.add(day(anchor), term(text)).unwrap().is_decided();
        assert!(is_decided("2044-12-28", "10 days (may end on a day off)"));
        assert!(!is_decided("2044-12-28", "10 days"));
        assert!(!is_decided("2044-12-28", "10 working days (may end on a day off)"));
        // Rolled back over a day that is only expected to be off.
        assert!(!is_decided("2026-12-01", "1 month (rolls back)"));
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
                Step::Anchor { date: day("2023-03-31"), first_day: FirstDay::Excluded },
                Step::Months { date: day("2023-04-30"), clipped: true, stays_last: false },
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
            r#"{"date":"2022-10-10","steps":[{"step":"anchor","date":"2022-10-07","first_day":"excluded"},"#,
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
        assert_eq!(ends("2100-12-01", "1 month (first day counts)"), "2100-12-31");
        let huge = Term::of(u32::MAX, Unit::Weeks);
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
    fn a_term_in_a_district_skips_its_own_day() {
        let text = "year = 2027\ndecision = \"x\"\n\
                    holidays = [{ date = 2027-03-24, name = \"A\", scope = \"535\" }]";
        let calendar = of(&[("2027.toml", text)]);
        let due = |calendar: &Calendar| calendar.add(day("2027-03-23"), term("1wd")).unwrap().date;
        assert_eq!((due(&calendar), due(&calendar.for_scope("535"))), (day("2027-03-24"), day("2027-03-25")));
        assert_eq!(calendar.for_scope("535").working_days_between(day("2027-03-22"), day("2027-03-26")), 3);
    }
}
