//! Values as text, for `print` and the REPL.

use super::handle::{Actor, Blocker, Case, Date, Document, Rung, Task, Term};
use super::list::List;
use crate::domain::day;
use rhai::{Array, Dynamic, Map};

/// A value as a person reads it.
pub fn shown(value: &Dynamic) -> String {
    if value.is_unit() {
        return String::new();
    }
    if value.is_string() {
        return value.clone().into_string().unwrap_or_default();
    }
    if let Some(items) = value.read_lock::<Array>() {
        let items: Vec<String> = items.iter().map(shown).collect();
        return format!("[{}]", items.join(", "));
    }
    if let Some(map) = value.read_lock::<Map>() {
        let cells: Vec<String> = map.iter().map(|(k, v)| format!("{k}: {}", shown(v))).collect();
        return format!("#{{{}}}", cells.join(", "));
    }
    handle(value).unwrap_or_else(|| value.to_string())
}

fn handle(value: &Dynamic) -> Option<String> {
    if let Some(case) = value.read_lock::<Case>() {
        return Some(case.0.to_string());
    }
    if let Some(actor) = value.read_lock::<Actor>() {
        return Some(actor.0.to_string());
    }
    if let Some(task) = value.read_lock::<Task>() {
        return Some(format!("{} {}", task.case, task.key));
    }
    if let Some(date) = value.read_lock::<Date>() {
        return Some(day::vietnamese(date.0));
    }
    if let Some(term) = value.read_lock::<Term>() {
        return Some(term.term.vietnamese());
    }
    if let Some(document) = value.read_lock::<Document>() {
        return Some(document.0.reference.to_string());
    }
    if let Some(blocker) = value.read_lock::<Blocker>() {
        return Some(blocker.0.text.clone());
    }
    if let Some(rung) = value.read_lock::<Rung>() {
        return Some(rung.0.name.clone());
    }
    value.read_lock::<List>().map(|list| format!("({})", list.noun()))
}
