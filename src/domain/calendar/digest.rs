//! One line that stands for all days of a calendar, to notice when they have changed.

use super::day::Day;
use super::days::Calendar;
use super::decision::YearDecision;
use super::holidays;
use crate::domain::hex::to_hex;
use sha2::{Digest as _, Sha256};

impl Calendar {
    /// A SHA-256 in hex over every day of the decisions, for everybody and of each scope, and over the edition of the
    /// rules for days not decided. Names, papers, remarks and the order of a file do not count: the same digest means
    /// that every due date comes out the same.
    pub fn digest(&self) -> String {
        let mut lines: Vec<String> = self.decisions().flat_map(YearDecision::days).map(line).collect();
        lines.sort_unstable();
        let mut digest = Sha256::new();
        digest.update(format!("expected holidays, edition {}\n", holidays::EDITION));
        for line in lines {
            digest.update(line);
        }
        to_hex(&digest.finalize())
    }
}

/// A day in the form that is digested. The scope is quoted, so that no text in a file can pass for another line.
fn line(day: &Day) -> String {
    let kind = day.kind.map_or("", |kind| kind.name());
    format!("{} {kind} working={} confirmed={} {:?}\n", day.date, day.working, day.decided, day.scope)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{SHIPPED, of, shipped};

    const FILE: &str = r#"
year = 2027
decision = "1/QĐ"
holidays = [{ date = 2027-01-01, name = "Tết Dương lịch" }, { date = 2027-03-24, name = "A", scope = "535" }]
swaps = [{ off = 2027-04-29, work = 2027-05-08 }]
"#;

    fn digest(text: &str) -> String {
        of(&[("2027.toml", text)]).digest()
    }

    #[test]
    fn what_changes_no_day_changes_no_digest() {
        let reordered = r#"
# Lịch nghỉ
year = 2027
decision = "2/QĐ"
note = "thử"
swaps = [{ work = 2027-05-08, off = "2027-04-29", confirmed = true }]
holidays = [
    { date = 2027-03-24, scope = "535", name = "B", note = "của huyện" },
    { date = 2027-01-01, name = "Năm mới", decision = "9/CV" },
]
"#;
        assert_eq!(digest(FILE), digest(reordered));
        let calendar = of(&[("2027.toml", FILE)]);
        assert_eq!(calendar.digest(), calendar.for_scope("535").digest());
        let mut files = SHIPPED;
        files.reverse();
        assert_eq!(shipped().digest(), of(&files).digest());
    }

    #[test]
    fn what_changes_a_day_changes_the_digest() {
        let digests = [
            digest(FILE),
            digest(&FILE.replace("2027-05-08", "2027-05-09")),
            digest(&FILE.replace(r#""535""#, r#""522""#)),
            digest(&FILE.replace(r#", scope = "535""#, "")),
            digest(&FILE.replace(r#""A""#, r#""A", confirmed = false"#)),
            digest(
                &FILE.replace("holidays", "observed").replace("{ date = 2027-01-01", "{ date = 2027-01-04"),
            ),
            shipped().digest(),
            of(&[]).digest(),
        ];
        for (i, one) in digests.iter().enumerate() {
            assert_eq!(one.len(), 64);
            assert!(!digests[..i].contains(one), "{i}");
        }
    }
}
