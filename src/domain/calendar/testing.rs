//! For tests: the calendar that is shipped, and short ways to write dates and terms.

use super::{Calendar, Term, YearDecision};
use chrono::NaiveDate;

/// The files that `init` puts into a home folder.
pub(crate) const SHIPPED: [(&str, &str); 7] = [
    ("2020.toml", include_str!("../../../store/calendars/2020.toml")),
    ("2021.toml", include_str!("../../../store/calendars/2021.toml")),
    ("2022.toml", include_str!("../../../store/calendars/2022.toml")),
    ("2023.toml", include_str!("../../../store/calendars/2023.toml")),
    ("2024.toml", include_str!("../../../store/calendars/2024.toml")),
    ("2025.toml", include_str!("../../../store/calendars/2025.toml")),
    ("2026.toml", include_str!("../../../store/calendars/2026.toml")),
];

/// The calendar of the shipped files.
pub(crate) fn shipped() -> Calendar {
    of(&SHIPPED)
}

/// The calendar of these files.
pub(crate) fn of(files: &[(&str, &str)]) -> Calendar {
    let decisions = files.iter().map(|(name, text)| YearDecision::parse(name, text).unwrap()).collect();
    Calendar::new(decisions).unwrap()
}

/// A day from `2024-04-30`.
pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A term from `10 working days`.
pub(crate) fn term(text: &str) -> Term {
    text.parse().unwrap()
}

/// The lines of a CSV file below its heading, as fields.
pub(crate) fn rows(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    text.lines().skip(1).map(|line| line.split(',').collect())
}
