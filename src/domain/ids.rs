//! Identifiers. Each is text with a checked shape that prints back exactly as it was read.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A text that has not the shape of the identifier asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is no {what}")]
pub struct MalformedId {
    /// What was wanted, as the program's own word: `case id`, `actor code` …
    pub what: &'static str,
    /// What was given.
    pub text: String,
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $what:literal, $ok:expr) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The identifier as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
        impl FromStr for $name {
            type Err = MalformedId;
            fn from_str(text: &str) -> Result<Self, MalformedId> {
                let ok: fn(&str) -> bool = $ok;
                if ok(text) { Ok(Self(text.to_owned())) } else { Err(MalformedId { what: $what, text: text.to_owned() }) }
            }
        }
        impl TryFrom<String> for $name {
            type Error = MalformedId;
            fn try_from(text: String) -> Result<Self, MalformedId> {
                text.parse()
            }
        }
        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}", self.0)
            }
        }
    };
}

fn is_code(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
}

fn is_name(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_'))
}

/// Task keys may carry an actor's code: `meeting-SNV`.
fn is_task_key(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
}

id!(
    /// The number of a case: `LC-2022-017`.
    CaseId, "case id", is_code
);
id!(
    /// The code of an actor: `BTCTU`, `535`, `21010-BT`.
    ActorId, "actor code", is_code
);
id!(
    /// The name of a package, a folder below `scripts/`: `rotation`.
    PackageName, "package name", is_name
);
id!(
    /// The name of a kind of case: `placement`.
    KindName, "kind of case", is_name
);
id!(
    /// The name of a step, that of its script file: `step2`.
    StepName, "step name", is_name
);
id!(
    /// The key of a task within its case: `answer`, `meeting-SNV`.
    TaskKey, "task key", is_task_key
);
id!(
    /// The content hash of an edition, 64 hexadecimal digits.
    EditionId, "edition hash", |text| text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit())
);

impl EditionId {
    /// The first ten digits, enough to tell editions apart on paper.
    pub fn short(&self) -> &str {
        &self.0[..10]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_round_trip_and_refuse_what_has_not_their_shape() {
        assert_eq!("LC-2022-017".parse::<CaseId>().unwrap().to_string(), "LC-2022-017");
        assert!("".parse::<CaseId>().is_err());
        assert!("LC 2022".parse::<CaseId>().is_err());
        assert!("Answer".parse::<TaskKey>().is_err());
        assert!("meeting-SNV".parse::<TaskKey>().is_ok());
        let error = "hồ sơ".parse::<CaseId>().unwrap_err();
        assert_eq!(error.to_string(), "`hồ sơ` is no case id");
    }
}
