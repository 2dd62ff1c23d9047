//! Reading the maps that scripts give, key by key: a key that nobody reads is a misspelling.

use super::convert::to_json;
use super::handle::{Actor, Date};
use super::shapes::Key;
use crate::domain::script_fault::{ScriptFault, ScriptFaultKind};
use rhai::{Array, Dynamic, Map};
use serde_json::Value;

/// A map on its way into the host.
pub struct Reader<'a> {
    map: &'a Map,
    of: &'a str,
}

type Read<T> = Result<T, ScriptFault>;

impl<'a> Reader<'a> {
    /// Reads `map`, given to the function `of`; refuses keys outside `keys`.
    pub fn new(map: &'a Map, of: &'a str, keys: &[Key]) -> Read<Self> {
        let unknown = map.keys().find(|key| !keys.iter().any(|known| known.name == key.as_str()));
        match unknown {
            None => Ok(Self { map, of }),
            Some(key) => Err(ScriptFault::new(ScriptFaultKind::UnknownKey {
                key: key.to_string(),
                map: of.to_owned(),
                expected: keys.iter().map(|key| key.name.to_owned()).collect(),
            })),
        }
    }

    /// The value of a key, unless it is absent or `()`.
    pub fn get(&self, key: &str) -> Option<&'a Dynamic> {
        self.map.get(key).filter(|value| !value.is_unit())
    }

    fn wrong<T>(&self, key: &str, wanted: &str, given: &Dynamic) -> Read<T> {
        wrong_value(&format!("{} of {}: {wanted}", key, self.of), given)
    }

    fn missing<T>(&self, key: &str, wanted: &str) -> Read<T> {
        Err(ScriptFault::new(ScriptFaultKind::WrongValue {
            wanted: format!("{} of {}: {wanted}", key, self.of),
            given: "()".to_owned(),
        }))
    }

    /// A text that must be there.
    pub fn text(&self, key: &str) -> Read<String> {
        match self.find_text(key)? {
            Some(text) => Ok(text),
            None => self.missing(key, "text"),
        }
    }

    /// A text, if there is one.
    pub fn find_text(&self, key: &str) -> Read<Option<String>> {
        match self.get(key) {
            None => Ok(None),
            Some(value) if value.is_string() => Ok(value.clone().into_string().ok()),
            Some(value) => self.wrong(key, "text", value),
        }
    }

    /// Yes or no; no when absent.
    pub fn flag(&self, key: &str) -> Read<bool> {
        match self.get(key) {
            None => Ok(false),
            Some(value) => value.as_bool().or_else(|_| self.wrong(key, "true or false", value)),
        }
    }

    /// A whole number, if there is one.
    pub fn find_number(&self, key: &str) -> Read<Option<i64>> {
        match self.get(key) {
            None => Ok(None),
            Some(value) => value.as_int().map(Some).or_else(|_| self.wrong(key, "a whole number", value)),
        }
    }

    /// The code of an actor, given as an actor or as text.
    pub fn actor(&self, key: &str) -> Read<String> {
        match self.get(key) {
            None => self.missing(key, "an actor"),
            Some(value) => actor_code(value).map_or_else(|| self.wrong(key, "an actor", value), Ok),
        }
    }

    /// A day, given as a date or as text.
    pub fn find_date(&self, key: &str) -> Read<Option<chrono::NaiveDate>> {
        let Some(value) = self.get(key) else { return Ok(None) };
        if let Some(date) = value.read_lock::<Date>() {
            return Ok(Some(date.0));
        }
        let typed = value.clone().into_string().ok();
        match typed.as_deref().and_then(crate::domain::day::parse) {
            Some(date) => Ok(Some(date)),
            None => self.wrong(key, "a date", value),
        }
    }

    /// An array; empty when absent.
    pub fn array(&self, key: &str) -> Read<Array> {
        match self.get(key) {
            None => Ok(Array::new()),
            Some(value) => match value.read_lock::<Array>() {
                Some(array) => Ok(array.clone()),
                None => self.wrong(key, "an array", value),
            },
        }
    }

    /// An array of texts; empty when absent.
    pub fn texts(&self, key: &str) -> Read<Vec<String>> {
        let items = self.array(key)?;
        items
            .iter()
            .map(|item| item.clone().into_string().or_else(|_| self.wrong(key, "an array of texts", item)))
            .collect()
    }

    /// A map, if there is one.
    pub fn find_map(&self, key: &str) -> Read<Option<Map>> {
        match self.get(key) {
            None => Ok(None),
            Some(value) => match value.read_lock::<Map>() {
                Some(map) => Ok(Some(map.clone())),
                None => self.wrong(key, "a map", value),
            },
        }
    }
}

/// The code of an actor, from a handle or from text.
pub fn actor_code(value: &Dynamic) -> Option<String> {
    if let Some(actor) = value.read_lock::<Actor>() {
        return Some(actor.0.to_string());
    }
    value.clone().into_string().ok()
}

/// A value of the wrong type.
pub fn wrong_value<T>(wanted: &str, given: &Dynamic) -> Read<T> {
    let shown = to_json(given).map_or_else(|| given.type_name().to_owned(), |json| json.to_string());
    let mut given: String = shown.chars().take(60).collect();
    if shown.chars().count() > 60 {
        given.push('…');
    }
    Err(ScriptFault::new(ScriptFaultKind::WrongValue { wanted: wanted.to_owned(), given }))
}

/// Whether a JSON value came out of a script's value, or a fault that says what has none.
pub fn json_of(value: &Dynamic) -> Read<Value> {
    to_json(value).map_or_else(|| wrong_value("a value that can be stored", value), Ok)
}
