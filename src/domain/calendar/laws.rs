//! What holds for any day and any term: the laws of the calendar's arithmetic.

use super::testing::{day, shipped};
use super::{Calendar, FirstDay, MonthEnd, Roll, Rules, Step, Term, Unit};
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

fn any_rules() -> impl Strategy<Value = Rules> {
    let first_day = prop_oneof![Just(FirstDay::Excluded), Just(FirstDay::Counted)];
    let roll = prop_oneof![Just(Roll::Next), Just(Roll::Previous), Just(Roll::Stay)];
    let month_end = prop_oneof![Just(MonthEnd::SameNumber), Just(MonthEnd::LastDay)];
    (first_day, roll, month_end).prop_map(|(first_day, roll, month_end)| Rules { first_day, roll, month_end })
}

fn any_term() -> impl Strategy<Value = Term> {
    (1u32..300, 0usize..4, any_rules()).prop_map(|(count, unit, rules)| {
        let unit = Unit::ALL[unit];
        Term { count: if unit == Unit::Months { count % 15 + 1 } else { count }, unit, rules }
    })
}

/// Days among which the last ones of months are as frequent as all others.
fn any_day_of_month() -> impl Strategy<Value = NaiveDate> {
    let last = |date: NaiveDate| date.with_day(date.num_days_in_month().into()).unwrap();
    prop_oneof![any_day(), any_day().prop_map(last)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn measuring_a_sum_and_adding_again_gives_the_same_day(anchor in any_day_of_month(), term in any_term()) {
        let date = SHIPPED.add(anchor, term).unwrap().date;
        prop_assert!(SHIPPED.is_working(date) || term.rules.roll == Roll::Stay);
        prop_assume!(date >= anchor);
        let measured = SHIPPED.measure(anchor, date, term.unit, term.rules);
        prop_assert!(measured >= i64::from(term.count));
        if term.unit == Unit::WorkingDays {
            prop_assert_eq!(measured, i64::from(term.count));
        }
        let again = Term::new(measured, term.unit).unwrap().with(term.rules);
        prop_assert_eq!(SHIPPED.add(anchor, again).unwrap().date, date);
    }

    #[test]
    fn a_measure_is_the_most_that_does_not_end_later(a in any_day_of_month(), days in 0u64..400, rules in any_rules()) {
        let b = a.checked_add_days(Days::new(days)).unwrap();
        for unit in Unit::ALL {
            let measured = SHIPPED.measure(a, b, unit, rules);
            let ends = |count| SHIPPED.add(a, Term::new(count, unit).unwrap().with(rules)).unwrap().date;
            prop_assert!(measured >= 0 && ends(measured + 1) > b);
            prop_assert!(measured == 0 || ends(measured) <= b);
        }
    }

    #[test]
    fn adding_the_measure_of_two_days_leads_from_one_to_the_other(
        a in any_day(), days in 1u64..400, rules in any_rules(),
    ) {
        let b = SHIPPED.shift_working(a.checked_add_days(Days::new(days)).unwrap(), 0).unwrap();
        for unit in [Unit::WorkingDays, Unit::Days] {
            let term = Term::new(SHIPPED.measure(a, b, unit, rules), unit).unwrap().with(rules);
            prop_assert_eq!(SHIPPED.add(a, term).unwrap().date, b);
        }
    }

    #[test]
    fn a_term_rolls_over_days_off_only_and_stays_where_it_may(anchor in any_day_of_month(), term in any_term()) {
        let ends = |roll| SHIPPED.add(anchor, term.with(Rules { roll, ..term.rules })).unwrap().date;
        let (back, end, on) = (ends(Roll::Previous), ends(Roll::Stay), ends(Roll::Next));
        prop_assert!(back <= end && end <= on);
        let between = back.iter_days().skip(1).take_while(|&date| date < on).any(|date| SHIPPED.is_working(date));
        prop_assert!(!between && (back == on) == SHIPPED.is_working(end));
    }

    #[test]
    fn a_first_day_that_counts_is_one_less_to_count(anchor in any_day(), count in 1u32..200) {
        let ends = |count, unit, first_day| {
            let rules = Rules { first_day, roll: Roll::Stay, ..Rules::default() };
            SHIPPED.add(anchor, Term::of(count, unit).with(rules)).unwrap().date
        };
        let (counted, excluded) = (FirstDay::Counted, FirstDay::Excluded);
        prop_assert_eq!(ends(count + 1, Unit::Days, counted), ends(count, Unit::Days, excluded));
        let one = u32::from(SHIPPED.is_working(anchor));
        prop_assert_eq!(
            ends(count + one, Unit::WorkingDays, counted),
            ends(count, Unit::WorkingDays, excluded)
        );
        for (unit, count) in [(Unit::Weeks, count), (Unit::Months, count % 60 + 1)] {
            prop_assert_eq!(ends(count, unit, counted).succ_opt(), Some(ends(count, unit, excluded)));
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
    fn the_steps_of_a_sum_walk_every_day_once(anchor in any_day(), count in 1u32..200, rules in any_rules()) {
        let sum = SHIPPED.add(anchor, Term::of(count, Unit::WorkingDays).with(rules)).unwrap();
        let mut at = if rules.first_day == FirstDay::Counted { anchor.pred_opt().unwrap() } else { anchor };
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
