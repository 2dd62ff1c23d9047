//! Values between scripts and fields.

use super::handle::{Actor, Case, Date};
use crate::domain::day;
use crate::domain::field::{FieldSpec, FieldType};
use rhai::{Array, Dynamic, Map};
use serde_json::{Map as Object, Number, Value};

/// A stored value as scripts see it; an unset list is empty, any other unset value is `()`.
pub fn to_script(kind: &FieldType, value: Option<&Value>) -> Dynamic {
    match (kind, value) {
        (FieldType::List(item), value) => {
            let items = value.and_then(Value::as_array).into_iter().flatten();
            items.map(|v| to_script(item, Some(v))).collect::<Array>().into()
        }
        (FieldType::Table(columns), value) => {
            let rows = value.and_then(Value::as_array).into_iter().flatten();
            rows.map(|r| Dynamic::from_map(row(columns, r))).collect::<Array>().into()
        }
        (_, None | Some(Value::Null)) => Dynamic::UNIT,
        (FieldType::Date, Some(Value::String(text))) => {
            day::parse(text).map_or(Dynamic::UNIT, |d| Dynamic::from(Date(d)))
        }
        (FieldType::Actor(_), Some(Value::String(text))) => {
            text.parse().map_or(Dynamic::UNIT, |id| Dynamic::from(Actor(id)))
        }
        (FieldType::Case(_), Some(Value::String(text))) => {
            text.parse().map_or(Dynamic::UNIT, |id| Dynamic::from(Case(id)))
        }
        (_, Some(other)) => plain(other),
    }
}

fn row(columns: &[FieldSpec], row: &Value) -> Map {
    columns.iter().map(|c| (c.name.as_str().into(), to_script(&c.kind, row.get(&c.name)))).collect()
}

/// A JSON value as scripts see it, without knowing what it stands for.
pub fn plain(value: &Value) -> Dynamic {
    match value {
        Value::Null => Dynamic::UNIT,
        Value::Bool(yes) => (*yes).into(),
        Value::Number(number) => number.as_i64().map_or_else(|| number.to_string().into(), Dynamic::from),
        Value::String(text) => text.clone().into(),
        Value::Array(items) => items.iter().map(plain).collect::<Array>().into(),
        Value::Object(object) => {
            Dynamic::from_map(object.iter().map(|(k, v)| (k.as_str().into(), plain(v))).collect())
        }
    }
}

/// A script's value as JSON; handles become the codes of what they name. `None` for what has no such form.
pub fn to_json(value: &Dynamic) -> Option<Value> {
    if value.is_unit() {
        return Some(Value::Null);
    }
    if let Ok(yes) = value.as_bool() {
        return Some(Value::Bool(yes));
    }
    if let Ok(number) = value.as_int() {
        return Some(Value::Number(Number::from(number)));
    }
    if value.is_string() {
        return value.clone().into_string().ok().map(Value::from);
    }
    if let Some(actor) = value.read_lock::<Actor>() {
        return Some(Value::from(actor.0.as_str()));
    }
    if let Some(case) = value.read_lock::<Case>() {
        return Some(Value::from(case.0.as_str()));
    }
    if let Some(date) = value.read_lock::<Date>() {
        return Some(Value::from(date.0.to_string()));
    }
    if let Some(items) = value.read_lock::<Array>() {
        return items.iter().map(to_json).collect::<Option<Vec<_>>>().map(Value::Array);
    }
    if let Some(map) = value.read_lock::<Map>() {
        let cells = map.iter().map(|(k, v)| to_json(v).map(|v| (k.to_string(), v)));
        return cells.collect::<Option<Object<_, _>>>().map(Value::Object);
    }
    None
}
