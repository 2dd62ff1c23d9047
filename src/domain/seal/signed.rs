//! The seal that is kept in a file: one line of JSON with the whole hash and a signature.

use super::error::SealFault;
use super::key::{PublicKey, SealKey};
use super::{Mark, Seal};
use crate::domain::hex::{from_hex, to_hex};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A signed seal as it stands in its file. What is signed is the text `quytrinh seal 1`, the entry, the day and the
/// hash, each on a line that ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedSeal {
    /// The last entry there was.
    pub entry: u64,
    /// The day it was signed.
    pub day: NaiveDate,
    /// The hash of the entry, hexadecimal.
    pub hash: String,
    /// The signature (Ed25519), hexadecimal.
    pub signature: String,
}

impl SignedSeal {
    /// Signs what was found of the log.
    pub fn new(entry: u64, day: NaiveDate, hash: &[u8; 32], key: &SealKey) -> Self {
        let hash = to_hex(hash);
        let signature = key.sign(message(entry, day, &hash).as_bytes());
        Self { entry, day, hash, signature }
    }

    /// The seal in a line of a file; one that none of the keys signed proves nothing.
    pub fn read(line: &str, keys: &[PublicKey]) -> Result<Seal, SealFault> {
        let unsigned = |reason: String| SealFault::Unsigned { reason };
        let signed: Self = serde_json::from_str(line).map_err(|error| unsigned(error.to_string()))?;
        let hash = from_hex::<32>(&signed.hash).ok_or_else(|| unsigned("hash".to_owned()))?;
        let signature = from_hex::<64>(&signed.signature).ok_or_else(|| unsigned("signature".to_owned()))?;
        if signed.entry == 0 {
            return Err(unsigned("entry 0".to_owned()));
        }
        let message = message(signed.entry, signed.day, &to_hex(&hash));
        let proven = keys.iter().any(|key| key.signed(message.as_bytes(), &signature));
        let mark = if proven { Mark::Signed(hash) } else { Mark::Unproven };
        Ok(Seal { entry: signed.entry, day: signed.day, mark })
    }
}

fn message(entry: u64, day: NaiveDate, hash: &str) -> String {
    format!("quytrinh seal 1\n{entry}\n{day}\n{hash}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(seed: u8) -> SealKey {
        SealKey::of(&[seed; 32]).unwrap()
    }

    fn line() -> String {
        let day = NaiveDate::from_ymd_opt(2022, 9, 21).unwrap();
        serde_json::to_string(&SignedSeal::new(1284, day, &[7; 32], &key(1))).unwrap()
    }

    #[test]
    fn a_seal_counts_by_the_key_that_signed_it() {
        let (mine, other) = (key(1).public().unwrap(), key(2).public().unwrap());
        let mark = |keys: &[PublicKey]| SignedSeal::read(&line(), keys).unwrap().mark;
        assert_eq!(mark(&[other, mine]), Mark::Signed([7; 32]));
        assert_eq!([mark(&[other]), mark(&[])], [Mark::Unproven, Mark::Unproven]);
    }

    #[test]
    fn a_seal_that_was_changed_anywhere_proves_nothing() {
        let keys = [key(1).public().unwrap()];
        for (old, new) in [("1284", "1285"), ("2022-09-21", "2022-09-22"), ("0707", "0708")] {
            let changed = line().replacen(old, new, 1);
            assert_eq!(SignedSeal::read(&changed, &keys).unwrap().mark, Mark::Unproven, "{changed}");
        }
    }

    #[test]
    fn a_line_that_is_no_seal_is_refused() {
        for text in
            ["", "1284", "{}", &line().replace("0707", ""), &line().replace("1284", "0"), &line()[..80]]
        {
            assert!(matches!(SignedSeal::read(text, &[]), Err(SealFault::Unsigned { .. })), "{text}");
        }
    }
}
