//! What a command answers: text for people, JSON for programs, rows for spreadsheets.

use serde_json::Value;

/// An answer.
#[derive(Debug, Clone)]
pub struct Report {
    /// For people.
    pub body: Body,
    /// What is said to people below the rows of a table.
    pub below: String,
    /// For programs.
    pub json: Value,
    /// The exit code: 0 unless the answer itself is bad news, as a store that does not verify.
    pub code: i32,
}

/// An answer for people.
#[derive(Debug, Clone)]
pub enum Body {
    /// Text.
    Text(String),
    /// A table.
    Table(Table),
}

/// A table before it is laid out.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// The headings.
    pub headings: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
    /// What is said when there is no row.
    pub empty: String,
}

impl Report {
    /// An answer in text.
    pub fn text(text: impl Into<String>, json: Value) -> Self {
        Self { body: Body::Text(text.into()), below: String::new(), json, code: 0 }
    }

    /// An answer in a table.
    pub fn table(table: Table, json: Value) -> Self {
        Self { body: Body::Table(table), below: String::new(), json, code: 0 }
    }
}
