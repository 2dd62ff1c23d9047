//! Cron patterns in local time.

use chrono::NaiveDateTime;
use std::str::FromStr as _;

/// When a scheduled script runs.
#[derive(Debug, Clone)]
pub struct Cron(croner::Cron);

/// A text is no cron pattern.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{pattern}` is no cron pattern: {reason}")]
pub struct CronError {
    /// What was given.
    pub pattern: String,
    /// Why, in the words of the reader.
    pub reason: String,
}

impl Cron {
    /// Reads a pattern of five fields: minute, hour, day, month, weekday.
    pub fn parse(pattern: &str) -> Result<Self, CronError> {
        let error = |reason: String| CronError { pattern: pattern.to_owned(), reason };
        match croner::Cron::from_str(pattern) {
            Ok(cron) => Ok(Self(cron)),
            Err(fault) => Err(error(fault.to_string())),
        }
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
            assert!(Cron::parse(text).is_err(), "{text}");
        }
        // A day that never comes.
        assert_eq!(
            Cron::parse("0 0 31 2 *").ok().and_then(|cron| cron.next(at("2022-10-07T00:00:00"))),
            None
        );
    }
}
