//! The facts of errors that do not name themselves as data.

use super::messages::Facts;
use crate::store::StoreError;
use serde_json::{Value, json};
use std::error::Error;
use std::io;
use std::path::Path;

/// The key of a store error's text, and its facts.
pub(super) fn of_store(error: &StoreError) -> (&'static str, Facts) {
    let (key, facts) = match error {
        StoreError::Missing { path } => ("store-missing", json!({ "path": path.display().to_string() })),
        StoreError::Exists { path } => ("store-exists", json!({ "path": path.display().to_string() })),
        StoreError::NotAStore { path, .. } => {
            ("store-not-a-store", json!({ "path": path.display().to_string() }))
        }
        StoreError::Newer { path, found, known } => {
            ("store-newer", json!({ "path": path.display().to_string(), "found": found, "known": known }))
        }
        StoreError::Replaced { path } => ("store-replaced", json!({ "path": path.display().to_string() })),
        StoreError::Busy { waited_ms, holder } => {
            let waited_ms = u64::try_from(*waited_ms).unwrap_or(u64::MAX);
            let (pid, what, since) = match holder {
                Some(holder) => (json!(holder.pid), json!(holder.what), json!(holder.since)),
                None => (Value::Null, Value::Null, Value::Null),
            };
            ("store-busy", json!({ "waited_ms": waited_ms, "holder": what, "pid": pid, "since": since }))
        }
        StoreError::Full { path, .. } => ("store-full", json!({ "path": shown(path.as_deref()) })),
        StoreError::Io { path, .. } => ("store-io", json!({ "path": shown(path.as_deref()) })),
        StoreError::NoLocks { path, .. } => ("store-no-locks", json!({ "path": shown(path.as_deref()) })),
        StoreError::Doubtful { path, .. } => {
            ("store-doubtful", json!({ "path": path.display().to_string() }))
        }
        StoreError::Corrupt { table, key, .. } => ("store-corrupt", json!({ "table": table, "key": key })),
        StoreError::Absent { table, key } => ("store-absent", json!({ "table": table, "key": key })),
        StoreError::ReadOnly => ("store-read-only", json!({})),
        StoreError::Redb(_) => ("store-redb", json!({})),
    };
    (key, map(facts))
}

/// A path, if it is known.
fn shown(path: Option<&Path>) -> Option<String> {
    path.map(|path| path.display().to_string())
}

/// The key and the exit code for a file that cannot be read or written.
pub(super) fn of_file(cause: &io::Error) -> (&'static str, i32) {
    match cause.kind() {
        io::ErrorKind::NotFound => ("file-missing", 1),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => ("file-full", 4),
        _ => ("file-trouble", 1),
    }
}

/// What lies behind an error, outermost first.
pub(super) fn causes(error: &dyn Error) -> Vec<String> {
    std::iter::successors(error.source(), |error| (*error).source()).map(ToString::to_string).collect()
}

/// The facts in a JSON object; none in anything else.
pub(super) fn map(value: Value) -> Facts {
    match value {
        Value::Object(facts) => facts,
        _ => Facts::new(),
    }
}
