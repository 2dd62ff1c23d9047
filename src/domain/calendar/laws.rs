//! What holds for any day and any term: the laws of the calendar's arithmetic.

use super::testing::{day, shipped};
use super::{Calendar, Step, Term, Unit};
use chrono::{Datelike, Days, NaiveDate};
use proptest::prelude::*;
use std::sync::LazyLock;

static SHIPPED: LazyLock<Calendar> = LazyLock::new(shipped);

fn any_day() -> impl Strategy<Value = NaiveDate> {
    let (first, last) = (day("1900-01-01").num_days_from_ce(), day("2094-06-30").num_days_from_ce());
    // Half of the days lie near the decided years, where swaps are.
    prop_oneof![first..last, day("2019-06-01").num_days_from_ce()..day("2027-06-01").num_days_from_ce()]
        .prop_map(|days| NaiveDate::from_num_days_from_ce_opt(days).unwrap())
}

fn any_term() -> impl Strategy<Value = Term> {
    (1u32..300, 0usize..4).prop_map(|(count, unit)| {
        let unit = Unit::ALL[unit];
        Term { count: if unit == Unit::Months { count % 15 + 1 } else { count }, unit }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn measuring_a_sum_and_adding_again_gives_the_same_day(anchor in any_day(), term in any_term()) {
        let sum = SHIPPED.add(anchor, term).unwrap();
        prop_assert!(SHIPPED.is_working(sum.date));
        let measured = SHIPPED.measure(anchor, sum.date, term.unit);
        prop_assert!(measured >= i64::from(term.count));
        if term.unit == Unit::WorkingDays {
            prop_assert_eq!(measured, i64::from(term.count));
        }
        let again = Term::new(measured, term.unit).unwrap();
        prop_assert_eq!(SHIPPED.add(anchor, again).unwrap().date, sum.date);
    }

    #[test]
    fn adding_the_measure_of_two_days_leads_from_one_to_the_other(a in any_day(), days in 1i64..400) {
        let b = a.checked_add_days(Days::new(days.unsigned_abs())).unwrap();
        let b = SHIPPED.shift_working(b, 0).unwrap();
        for unit in [Unit::WorkingDays, Unit::Days] {
            let term = Term::new(SHIPPED.measure(a, b, unit), unit).unwrap();
            prop_assert_eq!(SHIPPED.add(a, term).unwrap().date, b);
        }
    }

    #[test]
    fn the_count_between_is_that_of_a_walk(a in any_day(), days in 0usize..500) {
        let walk: Vec<NaiveDate> = a.iter_days().skip(1).take(days).collect();
        let b = walk.last().copied().unwrap_or(a);
        let walked = walk.iter().filter(|&&date| SHIPPED.is_working(date)).count() as i64;
        prop_assert_eq!(SHIPPED.working_days_between(a, b), walked);
        prop_assert_eq!(SHIPPED.working_days_between(b, a), -walked);
    }

    #[test]
    fn shifting_there_and_back_leads_home(date in any_day(), n in 1i32..200) {
        let date = SHIPPED.shift_working(date, 0).unwrap();
        let there = SHIPPED.shift_working(date, n).unwrap();
        prop_assert_eq!(SHIPPED.shift_working(there, -n).unwrap(), date);
        prop_assert_eq!(SHIPPED.working_days_between(date, there), i64::from(n));
        let term = Term::new(n.into(), Unit::WorkingDays).unwrap();
        prop_assert_eq!(SHIPPED.add(date, term).unwrap().date, there);
    }

    #[test]
    fn the_steps_of_a_sum_walk_every_day_once(anchor in any_day(), count in 1u32..200) {
        let sum = SHIPPED.add(anchor, Term { count, unit: Unit::WorkingDays }).unwrap();
        let mut at = anchor;
        for step in &sum.steps {
            let (from, to) = match step {
                Step::Counted { from, to, .. } => (*from, *to),
                Step::WorkingDay { date, .. } | Step::Skipped { date, .. } => (*date, *date),
                _ => continue,
            };
            prop_assert_eq!(at.succ_opt(), Some(from));
            at = to;
        }
        prop_assert_eq!(at, sum.date);
    }
}
