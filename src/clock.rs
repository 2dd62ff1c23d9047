//! The only place that asks what time it is. Everything else is told.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc};

/// Viet Nam keeps UTC+7 all year.
const HOURS_EAST: i32 = 7;

/// The instant an act happens at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Now {
    instant: DateTime<Utc>,
    manual: bool,
}

impl Now {
    /// The system's clock.
    #[expect(clippy::disallowed_methods, reason = "this is the clock that everything else is given")]
    pub fn system() -> Self {
        Self { instant: Utc::now(), manual: false }
    }

    /// A given instant, as `--now` and tests set it.
    pub fn at(instant: DateTime<Utc>) -> Self {
        Self { instant, manual: true }
    }

    /// 08:00 local time of a given day.
    pub fn on(day: NaiveDate) -> Self {
        Self::at_local(day.and_time(NaiveTime::from_hms_opt(8, 0, 0).unwrap_or_default()))
    }

    /// The last second of a given day, local time.
    pub fn end_of(day: NaiveDate) -> Self {
        Self::at_local(day.and_time(NaiveTime::from_hms_opt(23, 59, 59).unwrap_or_default()))
    }

    /// A given local date and time.
    pub fn at_local(at: NaiveDateTime) -> Self {
        Self::at(local(at))
    }

    /// Reads what stands after `--now`: a date, a local date and time, or an RFC 3339 instant.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(day) = crate::domain::day::parse(text) {
            return Some(Self::on(day));
        }
        if let Ok(instant) = DateTime::parse_from_rfc3339(text) {
            return Some(Self::at(instant.with_timezone(&Utc)));
        }
        let (date, time) = text.trim().split_once([' ', 'T'])?;
        let day = crate::domain::day::parse(date)?;
        let formats = ["%H:%M:%S", "%H:%M"];
        let time = formats.iter().find_map(|f| NaiveTime::parse_from_str(time, f).ok())?;
        Some(Self::at_local(day.and_time(time)))
    }

    /// The instant.
    pub fn instant(self) -> DateTime<Utc> {
        self.instant
    }

    /// The date and time in Viet Nam.
    pub fn local(self) -> NaiveDateTime {
        to_local(self.instant)
    }

    /// The day in Viet Nam.
    pub fn today(self) -> NaiveDate {
        self.local().date()
    }

    /// Whether a person or a test set it, so that a script may move it on.
    pub fn is_manual(self) -> bool {
        self.manual
    }
}

/// The local date and time of an instant, Asia/Ho_Chi_Minh.
pub fn to_local(instant: DateTime<Utc>) -> NaiveDateTime {
    instant.naive_utc() + chrono::Duration::hours(i64::from(HOURS_EAST))
}

/// The instant of a local date and time.
fn local(at: NaiveDateTime) -> DateTime<Utc> {
    match FixedOffset::east_opt(HOURS_EAST * 3600).and_then(|zone| zone.from_local_datetime(&at).single()) {
        Some(instant) => instant.with_timezone(&Utc),
        None => at.and_utc(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_local_evening_is_still_the_same_day_and_a_local_morning_already_the_next() {
        assert_eq!(Now::parse("2022-09-21 23:30").unwrap().today().to_string(), "2022-09-21");
        assert_eq!(Now::parse("2022-09-21T18:00:00Z").unwrap().today().to_string(), "2022-09-22");
        assert_eq!(Now::parse("21/9/2022").unwrap().instant().to_rfc3339(), "2022-09-21T01:00:00+00:00");
        assert!(Now::parse("30/2/2023").is_none());
    }
}
