//! The actors that scripts may name, from the store.

use crate::domain::name;
use crate::domain::resolve;
use crate::flow::{FlowError, Run};
use crate::store::ActorsBy;
use std::collections::BTreeSet;

/// The actors of a store, as far as a check needs them.
#[derive(Debug, Default)]
pub struct Actors {
    codes: BTreeSet<String>,
    names: BTreeSet<String>,
    facts: BTreeSet<String>,
}

impl Actors {
    /// The actors there are.
    pub fn read(run: &Run) -> Result<Self, FlowError> {
        let mut actors = Self::default();
        for id in run.tx().actor_ids(&ActorsBy::All)? {
            let row = run.actor(&id)?;
            actors.codes.insert(id.to_string());
            actors.names.extend(resolve::keys(&row));
            actors.facts.extend(row.fields.keys().cloned());
        }
        Ok(actors)
    }

    /// Their codes.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        self.codes.iter().map(String::as_str)
    }

    /// The names of what is recorded of them.
    pub fn facts(&self) -> impl Iterator<Item = &str> {
        self.facts.iter().map(String::as_str)
    }

    /// Whether a text names one or several: by code in any case of letters, or by name with or without marks.
    pub fn have(&self, typed: &str) -> bool {
        let code = typed.trim();
        self.codes.contains(code)
            || self.codes.contains(&code.to_uppercase())
            || self.names.contains(&name::fold(code))
    }

    /// Whether a text is the code of one.
    pub fn have_code(&self, code: &str) -> bool {
        self.codes.contains(code)
    }
}
