//! From a clock to its due date and back: what a due date follows from, and what is left of a term.

use crate::domain::calendar::{Calendar, CalendarError, FirstDay, Roll, Rules, Step, Sum, Term, Unit};
use crate::domain::day;
use crate::domain::deadline::{Remainder, TaskClock};
use chrono::{Days, Months, NaiveDate};

/// How the due date of a clock is reckoned: the term, or what was left of it when the clock ran again, then each
/// extension since, counted from the day before it. The date of the last sum is the due date.
pub fn reckon(calendar: &Calendar, clock: &TaskClock) -> Result<Vec<Sum>, CalendarError> {
    let (base, folded) = match &clock.resumed {
        Some(resumed) => {
            // What was left is counted from that day on; at a day off it does as the whole term does.
            let rules = Rules { roll: clock.term.rules.roll, ..Rules::default() };
            (add_remainder(calendar, resumed.on, resumed.left, rules)?, resumed.extensions)
        }
        None => (calendar.add(clock.anchor, clock.term)?, 0),
    };
    let mut sums = vec![base];
    for extension in clock.extensions.iter().skip(folded) {
        let from = sums.last().map_or(clock.anchor, |sum| sum.date);
        sums.push(calendar.add(from, extension.term)?);
    }
    Ok(sums)
}

/// The due date of a clock.
pub(super) fn due(calendar: &Calendar, clock: &TaskClock) -> Result<NaiveDate, CalendarError> {
    Ok(reckon(calendar, clock)?.last().map_or(clock.due, |sum| sum.date))
}

/// What is left of a term on the day its clock stops, in the term's own unit; none when the due date has passed.
pub(super) fn remainder(calendar: &Calendar, clock: &TaskClock, since: NaiveDate) -> Option<Remainder> {
    if clock.due < since {
        return None;
    }
    let unit = clock.term.unit;
    let whole = u32::try_from(whole_units(calendar, since, clock.due, unit)).ok()?;
    let (count, days) = match unit {
        Unit::WorkingDays | Unit::Days => (whole, 0),
        Unit::Weeks => (whole, days_between(since + Days::new(u64::from(whole) * 7), clock.due)),
        Unit::Months => {
            let reached = since.checked_add_months(Months::new(whole)).unwrap_or(since);
            (whole, days_between(reached, clock.due))
        }
    };
    Some(Remainder { count, unit, days })
}

/// The day on which what was left of a term ends, counted from the day its clock runs again.
fn add_remainder(
    calendar: &Calendar,
    on: NaiveDate,
    left: Remainder,
    rules: Rules,
) -> Result<Sum, CalendarError> {
    let (from, count, unit) = match left.unit {
        Unit::WorkingDays => (on, left.count, Unit::WorkingDays),
        Unit::Days => (on, left.count, Unit::Days),
        Unit::Weeks => (on, left.count.saturating_mul(7).saturating_add(left.days), Unit::Days),
        Unit::Months => {
            let whole = Term::of(left.count, Unit::Months);
            let outside = CalendarError::EndsOutside { anchor: on, term: whole };
            (on.checked_add_months(Months::new(left.count)).ok_or(outside)?, left.days, Unit::Days)
        }
    };
    if count > 0 {
        return calendar.add(from, Term::of(count, unit).with(rules));
    }
    let date = calendar.shift_working(from, 0)?;
    let steps = vec![
        Step::Anchor { date: on, first_day: FirstDay::Excluded },
        Step::Due { date, decided: calendar.is_decided(date) },
    ];
    Ok(Sum { date, steps })
}

/// Whole units after one day up to another, as they are counted without any rolling: what is left is what is left.
fn whole_units(calendar: &Calendar, since: NaiveDate, due: NaiveDate, unit: Unit) -> i64 {
    let rules = Rules { roll: Roll::Stay, ..Rules::default() };
    calendar.measure(since, due, unit, rules)
}

fn days_between(from: NaiveDate, to: NaiveDate) -> u32 {
    u32::try_from((to - from).num_days()).unwrap_or(0)
}

/// Where a due date comes from, in one line: term, first day, ground.
pub fn origin(clock: &TaskClock) -> String {
    let from = day::vietnamese(clock.anchor);
    let mut text = format!("{} từ {from} · {}", clock.term.vietnamese(), clock.basis);
    for extension in &clock.extensions {
        let basis = Some(extension.basis.as_str()).filter(|basis| !basis.is_empty());
        let basis = basis.map(|basis| format!("; {basis}")).unwrap_or_default();
        text.push_str(&format!(" · gia hạn {} ({}{basis})", extension.term.vietnamese(), extension.reason));
    }
    if let Some(resumed) = &clock.resumed {
        text.push_str(&format!(
            " · tạm dừng, còn {} tính từ {}",
            left_in_words(resumed.left),
            day::vietnamese(resumed.on)
        ));
    }
    text
}

/// What is left of a term, in the words of a letter: `3 ngày làm việc`, `1 tháng 4 ngày`.
pub fn left_in_words(left: Remainder) -> String {
    let whole = format!("{} {}", left.count, left.unit.vietnamese());
    match (left.count, left.days) {
        (_, 0) => whole,
        (0, days) => format!("{days} ngày"),
        (_, days) => format!("{whole} {days} ngày"),
    }
}
