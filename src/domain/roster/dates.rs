//! Dates as offices type them: `5/3/1985`, `05-03-1985`, `05.03.1985`, `1985-03-05`.

use super::error::Reason;
use crate::domain::day;
use chrono::{Datelike, NaiveDate};

/// Older than any cadre, later than any roster.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2100;

/// Reads a day, month and year, and says why when it cannot.
pub(super) fn parse_date(text: &str) -> Result<NaiveDate, Reason> {
    let date = day::parse(text).ok_or_else(|| why_none(text))?;
    plausible(date.year())?;
    Ok(date)
}

/// Reads a birth date, of which old papers sometimes know only the year: `1985-03-05` or `1985`.
pub(super) fn parse_birth_date(text: &str) -> Result<String, Reason> {
    match number(text) {
        Some(year) if text.len() == 4 => plausible(year).map(|year| year.to_string()),
        _ => parse_date(text).map(iso),
    }
}

/// The date as fields hold it.
pub(super) fn iso(date: NaiveDate) -> String {
    date.format("%Y-%m-%d").to_string()
}

fn plausible(year: i32) -> Result<i32, Reason> {
    if YEARS.contains(&year) { Ok(year) } else { Err(Reason::ImplausibleYear { year }) }
}

fn why_none(text: &str) -> Reason {
    let parts: Vec<&str> = text.split(['/', '-', '.']).collect();
    let [first, month, last] = parts[..] else { return Reason::NotADate };
    let (day, year) = if first.len() == 4 { (last, first) } else { (first, last) };
    match (number(day), number(month), number(year), year.len()) {
        (Some(day), Some(month), Some(year), 4) => Reason::NoSuchDay { day, month, year },
        (Some(_), Some(_), Some(_), 2) => Reason::ShortYear,
        _ => Reason::NotADate,
    }
}

fn number(text: &str) -> Option<i32> {
    let is_number = (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if is_number { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_ways_of_writing_a_day_are_one_day() {
        for text in ["05/03/1985", "5/3/1985", "5-3-1985", "05.03.1985", "1985-03-05"] {
            assert_eq!(parse_date(text).map(iso), Ok("1985-03-05".into()), "{text}");
        }
        assert_eq!(parse_date("29/2/2000").map(iso), Ok("2000-02-29".into()));
    }

    #[test]
    fn a_day_that_is_none_is_said_to_be_none() {
        assert_eq!(parse_date("30/2/1990"), Err(Reason::NoSuchDay { day: 30, month: 2, year: 1990 }));
        assert_eq!(parse_date("3/25/1985"), Err(Reason::NoSuchDay { day: 3, month: 25, year: 1985 }));
        assert_eq!(parse_date("30/2/1990").unwrap_err().to_string(), "there is no day 30/2/1990");
    }

    #[test]
    fn nothing_is_guessed() {
        assert_eq!(parse_date("5/3/85"), Err(Reason::ShortYear));
        assert_eq!(parse_date("5/3/1085"), Err(Reason::ImplausibleYear { year: 1085 }));
        for text in
            ["1985", "3/1985", "31111", "", "hôm qua", "5/3/19855", "5/3/+985", "-5/3/1985", "5/x/1985"]
        {
            assert_eq!(parse_date(text), Err(Reason::NotADate), "{text}");
        }
    }

    #[test]
    fn a_birth_date_may_be_a_year_only() {
        assert_eq!(parse_birth_date("1985"), Ok("1985".into()));
        assert_eq!(parse_birth_date("5/3/1985"), Ok("1985-03-05".into()));
        assert_eq!(parse_birth_date("1085"), Err(Reason::ImplausibleYear { year: 1085 }));
        assert_eq!(parse_birth_date("85"), Err(Reason::NotADate));
    }
}
