//! Why a value does not fit its field.

use serde::Serialize;

/// A value refused by its field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize)]
#[error("field `{field}` does not take `{value}`: {fault}")]
pub struct FieldError {
    /// The field.
    pub field: String,
    /// The value as given.
    pub value: String,
    /// What is wrong with it.
    pub fault: FieldFault,
    /// How a value of this field is typed.
    pub pattern: String,
}

/// What is wrong with a value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize)]
#[serde(tag = "fault", rename_all = "kebab-case")]
pub enum FieldFault {
    /// It is no date, or there is no such day.
    #[error("no such date")]
    NoDate,
    /// It is no whole number.
    #[error("not a whole number")]
    NoNumber,
    /// It is neither yes nor no.
    #[error("neither yes nor no")]
    NoYesNo,
    /// It is none of the words.
    #[error("not one of {}", choices.join(", "))]
    NoChoice {
        /// The words.
        choices: Vec<String>,
    },
    /// It names no actor, or none of the right kind, or several.
    #[error("{0}")]
    Lookup(LookupFault),
    /// A row of a table has too few values.
    #[error("column `{column}` is missing")]
    MissingColumn {
        /// The column.
        column: String,
    },
    /// A row of a table has a column that is not declared.
    #[error("unknown column `{column}`")]
    UnknownColumn {
        /// The column.
        column: String,
    },
    /// It has another type.
    #[error("not of type {wanted}")]
    WrongType {
        /// The type of the field.
        wanted: String,
    },
}

/// Why a name leads to no one actor or case.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize)]
#[serde(tag = "lookup", rename_all = "kebab-case")]
pub enum LookupFault {
    /// Nothing of the kind has this name.
    #[error("no {kind} has this code or name")]
    Unknown {
        /// The kinds looked for.
        kind: String,
        /// Names close to it.
        near: Vec<String>,
    },
    /// Several have this name.
    #[error("several have this name: {}", candidates.join(", "))]
    Ambiguous {
        /// Their codes and names.
        candidates: Vec<String>,
    },
    /// The name could not be looked up.
    #[error("could not be looked up: {error}")]
    Failed {
        /// What went wrong.
        error: String,
    },
}
