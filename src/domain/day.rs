//! Dates as people type and print them.

use chrono::NaiveDate;

/// Reads a date in one of the forms people type (`3/10/2022`, `03-10-2022`, `3.10.2022`, `2022-10-03`); `None` when
/// there is no such day.
pub fn parse(text: &str) -> Option<NaiveDate> {
    let parts: Vec<&str> = text.trim().split(['/', '-', '.']).collect();
    let [first, second, third] = parts.as_slice() else { return None };
    if parts.iter().any(|p| p.is_empty() || !p.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    let (year, month, day) = if first.len() == 4 { (first, second, third) } else { (third, second, first) };
    if year.len() != 4 || month.len() > 2 || day.len() > 2 {
        return None;
    }
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// Prints a date as Vietnamese offices do: `03/10/2022`.
pub fn vietnamese(date: NaiveDate) -> String {
    date.format("%d/%m/%Y").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_usual_form_is_the_same_day() {
        let day = NaiveDate::from_ymd_opt(2022, 10, 3);
        for text in ["3/10/2022", "03-10-2022", "3.10.2022", "2022-10-03", " 03/10/2022 "] {
            assert_eq!(parse(text), day, "{text}");
        }
    }

    #[test]
    fn a_day_that_does_not_exist_is_none() {
        for text in ["30/2/2023", "31/4/2023", "2023-13-01", "1/1/23", "hôm nay", "", "1//2023"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
