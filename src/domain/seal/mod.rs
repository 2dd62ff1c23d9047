//! Seals: what was noted of the head of the log, on paper or in a file, so that it can be held against the log later.
//!
//! A seal names the last entry there was, its day, and the hash of that entry, which stands for all entries before it
//! too. On paper the hash is short ([`line`]); in a file it is whole, and signed ([`SignedSeal`]).

mod error;
mod key;
mod line;
mod signed;

pub use error::SealFault;
pub use key::{PublicKey, SealKey};
pub use line::CheckText;
pub use signed::SignedSeal;

use chrono::NaiveDate;

/// What was noted of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seal {
    /// The last entry there was.
    pub entry: u64,
    /// The day it was noted.
    pub day: NaiveDate,
    /// What vouches for the entry.
    pub mark: Mark,
}

/// What vouches for an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    /// The check text of its hash, from paper.
    Text(CheckText),
    /// Its hash, under a signature that is good.
    Signed([u8; 32]),
    /// Nothing: the signature is by none of the keys that are trusted.
    Unproven,
}

impl Seal {
    /// Whether an entry with this hash is the one that was sealed.
    pub fn fits(&self, hash: &[u8; 32]) -> bool {
        match &self.mark {
            Mark::Text(text) => *text == CheckText::of(hash),
            Mark::Signed(sealed) => sealed == hash,
            Mark::Unproven => false,
        }
    }
}
