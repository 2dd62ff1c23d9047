//! What can be wrong with a seal as it is written.

use serde::Serialize;

/// Why a text is no seal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "seal", rename_all = "kebab-case")]
pub enum SealFault {
    /// A number, a day and a check text do not stand there.
    #[error("`{typed}` is no seal")]
    Shape {
        /// What was typed.
        typed: String,
    },
    /// The check text has a sign that never occurs in one.
    #[error("`{sign}` never occurs in a check text")]
    Sign {
        /// The sign.
        sign: String,
    },
    /// The check text has too many or too few signs.
    #[error("a check text of {found} signs instead of {needed}")]
    Length {
        /// How many it has.
        found: usize,
        /// How many it must have.
        needed: usize,
    },
    /// The check signs at the end do not follow from the rest.
    #[error("the check signs do not fit `{typed}`")]
    Slip {
        /// What was typed.
        typed: String,
    },
    /// A line of a file is no signed seal.
    #[error("no signed seal: {reason}")]
    Unsigned {
        /// Why, in the words of the reader.
        reason: String,
    },
    /// A file has no seal in it.
    #[error("no seal in it")]
    Empty,
    /// A text is no key.
    #[error("a key has 64 hexadecimal digits")]
    Key,
}
