//! From one day to another: how much of a term lies between them.
//!
//! `measure` turns `add` around. For every sum that does not end before its anchor, adding the measured term under the
//! same rules gives the same day again, and in working days the measured count is the count that was added.

use super::count::after_months;
use super::day::{Day, is_weekend};
use super::days::Calendar;
use super::rules::{FirstDay, Roll, Rules};
use super::unit::Unit;
use chrono::{Datelike, NaiveDate};

impl Calendar {
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

    /// How many whole units lie between two days: the most that a term from `a` under these rules can have without
    /// ending after `b`; negative when `b` is earlier.
    pub fn measure(&self, a: NaiveDate, b: NaiveDate, unit: Unit, rules: Rules) -> i64 {
        if b < a {
            return -self.measure(b, a, unit, rules);
        }
        let first = rules.first_day == FirstDay::Counted;
        if unit == Unit::WorkingDays {
            return self.working_days_between(a, b) + i64::from(first && self.is_working(a));
        }
        let last = self.last_end(b, rules.roll);
        let days = (last - a).num_days() + i64::from(first);
        let whole = match unit {
            Unit::WorkingDays | Unit::Days => days,
            Unit::Weeks => days.div_euclid(7),
            Unit::Months => whole_months(a, last, rules),
        };
        whole.max(0)
    }

    /// The last day that, if a term ended there, would not roll past `b`.
    fn last_end(&self, b: NaiveDate, roll: Roll) -> NaiveDate {
        let days = |next: fn(&NaiveDate) -> Option<NaiveDate>| std::iter::successors(Some(b), next);
        let found = match roll {
            Roll::Stay => None,
            Roll::Next => days(NaiveDate::pred_opt).find(|&day| self.is_working(day)),
            Roll::Previous => days(NaiveDate::succ_opt)
                .skip(1)
                .find(|&day| self.is_working(day))
                .and_then(|day| day.pred_opt()),
        };
        found.unwrap_or(b)
    }
}

/// The most months from `a` that do not lead past `b`; may be less than none.
fn whole_months(a: NaiveDate, b: NaiveDate, rules: Rules) -> i64 {
    let between = (b.year() - a.year()) * 12 + b.month() as i32 - a.month() as i32;
    let leads = |months: i32| {
        let end = after_months(a, u32::try_from(months).ok()?, rules.month_end)?;
        if rules.first_day == FirstDay::Counted { end.pred_opt() } else { Some(end) }
    };
    let reaches = |months: &i32| leads(*months).is_some_and(|end| end <= b);
    i64::from((between - 1..=between + 1).rev().find(reaches).unwrap_or(between - 1))
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

#[cfg(test)]
mod tests {
    use super::super::testing::{day, shipped};
    use super::*;
    use std::sync::LazyLock;

    static SHIPPED: LazyLock<Calendar> = LazyLock::new(shipped);

    #[test]
    fn days_between_are_counted_without_the_first() {
        let between = |a, b| SHIPPED.working_days_between(day(a), day(b));
        assert_eq!(between("2024-04-22", "2024-05-08"), 10);
        assert_eq!(between("2024-05-08", "2024-04-22"), -10);
        assert_eq!(between("2024-05-03", "2024-05-05"), 1);
        assert_eq!(between("2023-01-19", "2023-01-26"), 0);
        let measure = |a, b, unit| SHIPPED.measure(day(a), day(b), unit, Rules::default());
        assert_eq!(measure("2024-01-31", "2024-02-29", Unit::Months), 1);
        assert_eq!(measure("2024-01-31", "2024-02-28", Unit::Months), 0);
        assert_eq!(measure("2024-02-29", "2024-01-31", Unit::Months), -1);
        assert_eq!(measure("2024-01-01", "2024-01-14", Unit::Weeks), 1);
    }

    #[test]
    fn what_lies_between_depends_on_the_rules() {
        let measure = |a, b, unit, rule| {
            let rules = Rules::default().with(rule);
            SHIPPED.measure(day(a), day(b), unit, rules)
        };
        use super::super::Rule::*;
        assert_eq!(measure("2022-10-03", "2022-10-07", Unit::Days, FirstDayCounts), 5);
        assert_eq!(measure("2022-10-03", "2022-10-07", Unit::WorkingDays, FirstDayCounts), 5);
        assert_eq!(measure("2022-10-08", "2022-10-10", Unit::WorkingDays, FirstDayCounts), 1);
        // Six days from Monday end on Sunday, which rolls back to Friday.
        assert_eq!(measure("2022-10-03", "2022-10-07", Unit::Days, RollsBack), 6);
        assert_eq!(measure("2022-10-03", "2022-10-09", Unit::Days, MayEndOnDayOff), 6);
        assert_eq!(measure("2022-10-03", "2022-10-09", Unit::Days, RollsForward), 4);
        assert_eq!(measure("2023-02-28", "2023-03-30", Unit::Months, LastDayStaysLast), 0);
        assert_eq!(measure("2023-02-28", "2023-03-31", Unit::Months, LastDayStaysLast), 1);
        assert_eq!(measure("2023-02-28", "2023-03-30", Unit::Months, SameDayNumber), 1);
        assert_eq!(measure("2022-10-08", "2022-10-09", Unit::Days, RollsForward), 0);
    }
}
