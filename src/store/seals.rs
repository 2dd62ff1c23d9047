//! Seals held against the log: what they cover, and what does not fit them.

use super::log::Hash;
use crate::domain::seal::{Mark, Seal};
use serde::Serialize;
use std::collections::BTreeMap;

/// What the seals say of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sealed {
    /// Entries 1 to this one are those that were sealed; 0 when no seal fits.
    pub covered: u64,
    /// The entries that are in order but that no seal covers.
    pub uncovered: Option<Range>,
    /// Where the first entry is that is not as it was sealed: after the last seal that fits, up to the first that does
    /// not, or to where the log ends.
    pub differs: Option<Range>,
    /// The entries that were sealed and are not there.
    pub missing: Option<Range>,
    /// This entry and those after it were not looked at, because the log is not in order there.
    pub unchecked_from: Option<u64>,
    /// Each seal, in the order in which it was given.
    pub each: Vec<Held>,
}

/// Entries from one to another, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Range {
    /// The first.
    pub from: u64,
    /// The last.
    pub to: u64,
}

/// A seal held against the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Held {
    /// The entry it names.
    pub entry: u64,
    /// Its day.
    pub day: chrono::NaiveDate,
    /// How it fits.
    #[serde(flatten)]
    pub fit: Fit,
}

/// How a seal fits the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "fit", rename_all = "kebab-case")]
pub enum Fit {
    /// The entry is the one that was sealed.
    Fits,
    /// The entry, or one before it, is not the one that was sealed.
    Differs,
    /// The log ends before the entry.
    Beyond {
        /// Where it ends.
        last: u64,
    },
    /// The log is not in order before the entry, so that nothing can be said of it.
    Unchecked,
    /// A later seal fits, so that this one cannot be of this log.
    Contradicted {
        /// The entry of the later seal.
        by: u64,
    },
    /// None of the keys signed it.
    Unproven,
}

/// How far the log was read, and the hashes of the entries that were asked for.
pub(super) struct Walked {
    /// The last entry that is in order.
    pub last: u64,
    /// Whether the log ends there.
    pub to_the_end: bool,
    /// The hashes of entries that seals name.
    pub hashes: BTreeMap<u64, Hash>,
}

/// Holds seals against what was read of the log.
pub(super) fn hold(seals: &[Seal], walked: &Walked) -> Sealed {
    let proven = |seal: &&Seal| seal.mark != Mark::Unproven;
    let fits = |seal: &&Seal| walked.hashes.get(&seal.entry).is_some_and(|hash| seal.fits(hash));
    let covered = seals.iter().filter(fits).map(|seal| seal.entry).max().unwrap_or(0);
    let fit = |seal: &Seal| match walked.hashes.get(&seal.entry) {
        _ if seal.mark == Mark::Unproven => Fit::Unproven,
        Some(hash) if seal.fits(hash) => Fit::Fits,
        Some(_) if seal.entry <= covered => Fit::Contradicted { by: covered },
        Some(_) => Fit::Differs,
        None if walked.to_the_end => Fit::Beyond { last: walked.last },
        None => Fit::Unchecked,
    };
    let range = |from: u64, to: u64| (from <= to).then_some(Range { from, to });
    let looked_at = |seal: &&Seal| walked.to_the_end || seal.entry <= walked.last;
    let later = seals.iter().filter(proven).filter(looked_at).map(|seal| seal.entry);
    let later = later.filter(|entry| *entry > covered);
    Sealed {
        covered,
        uncovered: range(covered + 1, walked.last),
        differs: later.clone().min().and_then(|entry| range(covered + 1, entry.min(walked.last + 1))),
        missing: later.max().and_then(|entry| range(walked.last + 1, entry)),
        unchecked_from: (!walked.to_the_end).then_some(walked.last + 1),
        each: seals.iter().map(|s| Held { entry: s.entry, day: s.day, fit: fit(s) }).collect(),
    }
}

impl Sealed {
    /// Whether every seal fits.
    pub fn all_fit(&self) -> bool {
        self.each.iter().all(|held| held.fit == Fit::Fits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::seal::CheckText;
    use chrono::NaiveDate;

    fn hash(entry: u64) -> Hash {
        let mut hash = [0; 32];
        hash[..8].copy_from_slice(&entry.to_be_bytes());
        hash
    }

    fn seal(entry: u64, mark: Mark) -> Seal {
        Seal { entry, day: NaiveDate::default(), mark }
    }

    fn good(entry: u64) -> Seal {
        seal(entry, Mark::Text(CheckText::of(&hash(entry))))
    }

    fn bad(entry: u64) -> Seal {
        seal(entry, Mark::Signed([9; 32]))
    }

    /// A log of ten entries, all in order or up to the tenth.
    fn held(seals: &[Seal], to_the_end: bool) -> Sealed {
        let hashes = seals.iter().filter(|seal| seal.entry <= 10).map(|seal| (seal.entry, hash(seal.entry)));
        hold(seals, &Walked { last: 10, to_the_end, hashes: hashes.collect() })
    }

    fn fits(sealed: &Sealed) -> Vec<Fit> {
        sealed.each.iter().map(|held| held.fit).collect()
    }

    #[test]
    fn the_last_seal_that_fits_covers_all_before_it_and_nothing_after() {
        let sealed = held(&[good(3), good(7)], true);
        assert!(sealed.all_fit());
        assert_eq!((sealed.covered, sealed.uncovered), (7, Some(Range { from: 8, to: 10 })));
        assert_eq!((sealed.differs, sealed.missing, sealed.unchecked_from), (None, None, None));
        assert_eq!(held(&[good(10)], true).uncovered, None);
    }

    #[test]
    fn the_first_entry_that_differs_lies_between_two_seals() {
        let sealed = held(&[bad(9), good(3), bad(6)], true);
        assert_eq!(fits(&sealed), [Fit::Differs, Fit::Fits, Fit::Differs]);
        assert_eq!((sealed.covered, sealed.differs), (3, Some(Range { from: 4, to: 6 })));
        assert_eq!(held(&[bad(6)], true).differs, Some(Range { from: 1, to: 6 }));
    }

    #[test]
    fn a_seal_behind_the_end_tells_what_is_missing() {
        let sealed = held(&[good(3), good(14), good(12)], true);
        assert_eq!(fits(&sealed), [Fit::Fits, Fit::Beyond { last: 10 }, Fit::Beyond { last: 10 }]);
        assert_eq!(sealed.missing, Some(Range { from: 11, to: 14 }));
        assert_eq!(sealed.differs, Some(Range { from: 4, to: 11 }), "what is there may be altered too");
    }

    #[test]
    fn nothing_is_said_of_entries_that_were_not_read() {
        let sealed = held(&[good(3), good(14)], false);
        assert_eq!(fits(&sealed), [Fit::Fits, Fit::Unchecked]);
        assert_eq!((sealed.covered, sealed.missing, sealed.unchecked_from), (3, None, Some(11)));
    }

    #[test]
    fn a_seal_that_a_later_one_contradicts_or_nobody_signed_does_not_fit() {
        let sealed = held(&[bad(3), good(7), seal(9, Mark::Unproven), seal(14, Mark::Unproven)], true);
        let wrong = [Fit::Contradicted { by: 7 }, Fit::Fits, Fit::Unproven, Fit::Unproven];
        assert_eq!(fits(&sealed), wrong);
        assert_eq!((sealed.covered, sealed.differs, sealed.missing), (7, None, None));
        assert!(!sealed.all_fit());
    }
}
