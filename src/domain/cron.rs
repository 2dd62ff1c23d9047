//! Cron patterns in local time.

use chrono::NaiveDateTime;
use std::str::FromStr as _;

/// When a scheduled script runs.
#[derive(Debug, Clone)]
pub struct Cron(croner::Cron);

impl Cron {
    /// Reads a pattern of five fields: minute, hour, day, month, weekday. None when the text is no such pattern.
    pub fn parse(pattern: &str) -> Option<Self> {
        croner::Cron::from_str(pattern).ok().map(Self)
    }

    /// The last time at or before `at`.
    pub fn last(&self, at: NaiveDateTime) -> Option<NaiveDateTime> {
        self.0.find_previous_occurrence(&at, true).ok()
    }

    /// The last time before `at`.
    pub fn before(&self, at: NaiveDateTime) -> Option<NaiveDateTime> {
        self.0.find_previous_occurrence(&at, false).ok()
    }

    /// The first time after `at`.
    pub fn next(&self, at: NaiveDateTime) -> Option<NaiveDateTime> {
        self.0.find_next_occurrence(&at, false).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    #[test]
    fn the_times_around_a_moment_are_found() {
        let cron = Cron::parse("30 7 * * 1-5").unwrap();
        let friday = at("2022-10-07T07:30:00");
        assert_eq!(cron.last(friday), Some(friday));
        assert_eq!(cron.before(friday), Some(at("2022-10-06T07:30:00")));
        assert_eq!(cron.last(at("2022-10-10T07:29:59")), Some(friday));
        assert_eq!(cron.next(friday), Some(at("2022-10-10T07:30:00")));
    }

    #[test]
    fn what_is_no_pattern_is_said() {
        for text in ["", "7:30", "99 7 * * *", "30 7 * *"] {
            assert!(Cron::parse(text).is_none(), "{text}");
        }
        // A day that never comes.
        assert_eq!(Cron::parse("0 0 31 2 *").and_then(|cron| cron.next(at("2022-10-07T00:00:00"))), None);
    }
}
