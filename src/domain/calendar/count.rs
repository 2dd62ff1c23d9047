//! Counting days and months, for which no day off matters.

use super::arithmetic::is_within;
use super::rules::{FirstDay, MonthEnd, Rules};
use super::step::Step;
use chrono::{Datelike, Days, Months, NaiveDate};

/// The first day that counts.
pub(super) fn first_counted(anchor: NaiveDate, first_day: FirstDay) -> Option<NaiveDate> {
    match first_day {
        FirstDay::Excluded => anchor.succ_opt(),
        FirstDay::Counted => Some(anchor),
    }
}

/// The day that a number of days leads to; none outside the calendar.
pub(super) fn count_days(
    anchor: NaiveDate,
    count: u32,
    first_day: FirstDay,
    steps: &mut Vec<Step>,
) -> Option<NaiveDate> {
    let Some(more) = count.checked_sub(1) else { return Some(anchor) };
    let from = first_counted(anchor, first_day)?;
    let to = from.checked_add_days(Days::new(more.into())).filter(is_within)?;
    steps.push(Step::Counted { from, to, total: count });
    Some(to)
}

/// The day that a number of months leads to; none outside the calendar.
pub(super) fn count_months(
    anchor: NaiveDate,
    count: u32,
    rules: Rules,
    steps: &mut Vec<Step>,
) -> Option<NaiveDate> {
    let date = after_months(anchor, count, rules.month_end)?;
    let stays_last = rules.month_end == MonthEnd::LastDay && is_last_of_month(anchor);
    steps.push(Step::Months { date, clipped: date.day() < anchor.day(), stays_last });
    if rules.first_day == FirstDay::Excluded {
        return Some(date).filter(is_within);
    }
    let date = date.pred_opt().filter(is_within)?;
    steps.push(Step::DayBefore { date });
    Some(date)
}

/// The day that a number of months leads to when the first day is not counted.
pub(super) fn after_months(anchor: NaiveDate, count: u32, month_end: MonthEnd) -> Option<NaiveDate> {
    let same_number = anchor.checked_add_months(Months::new(count))?;
    match month_end {
        MonthEnd::LastDay if is_last_of_month(anchor) => {
            same_number.with_day(same_number.num_days_in_month().into())
        }
        _ => Some(same_number),
    }
}

fn is_last_of_month(date: NaiveDate) -> bool {
    date.day() == u32::from(date.num_days_in_month())
}
