//! What a field may hold.

use crate::domain::actor::ActorKind;
use crate::domain::ids::KindName;
use serde::{Deserialize, Serialize};

/// One declared field of a kind of case, or one declared argument of a bulk script.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldSpec {
    /// Its name in scripts and after `--set`.
    pub name: String,
    /// Its name for people.
    pub title: String,
    /// What it may hold.
    #[serde(rename = "type")]
    pub kind: FieldType,
    /// Whether it may be left out; matters for columns of a list and arguments of a script.
    #[serde(default)]
    pub optional: bool,
}

/// The types of a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FieldType {
    /// Any text.
    Text,
    /// A whole number.
    Number,
    /// A date; stored as `2022-10-03`.
    Date,
    /// Yes or no.
    YesNo,
    /// One of these words.
    Choice(Vec<String>),
    /// The code of an actor of one of these kinds; empty means any kind.
    Actor(Vec<ActorKind>),
    /// The number of a case of this kind.
    Case(Option<KindName>),
    /// Several values of one type.
    List(Box<FieldType>),
    /// Several rows of these columns, in the order in which they are typed.
    Table(Vec<Column>),
}

/// A column of a table field.
pub type Column = FieldSpec;

impl FieldType {
    /// The type in one word, as scripts name it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::Date => "date",
            Self::YesNo => "yes-no",
            Self::Choice(_) => "choice",
            Self::Actor(_) => "actor",
            Self::Case(_) => "case",
            Self::List(_) | Self::Table(_) => "list",
        }
    }

    /// How a value is typed, for help: `dd/mm/yyyy`, `party|state`, `<post> [<from>]; …`.
    pub fn pattern(&self) -> String {
        match self {
            Self::Text => "text".to_owned(),
            Self::Number => "123".to_owned(),
            Self::Date => "dd/mm/yyyy".to_owned(),
            Self::YesNo => "yes|no".to_owned(),
            Self::Choice(words) => words.join("|"),
            Self::Actor(kinds) => {
                let kinds: Vec<_> = kinds.iter().map(|k| k.name()).collect();
                if kinds.is_empty() { "<actor>".to_owned() } else { format!("<{}>", kinds.join("|")) }
            }
            Self::Case(kind) => kind.as_ref().map_or("<case>".to_owned(), |k| format!("<{k}>")),
            Self::List(item) => format!("{0}; {0}; …", item.pattern()),
            Self::Table(columns) => {
                let cells: Vec<String> = columns
                    .iter()
                    .map(|c| if c.optional { format!("[{}]", c.kind.pattern()) } else { c.kind.pattern() })
                    .collect();
                format!("{0}; {0}; …", cells.join(" "))
            }
        }
    }
}
