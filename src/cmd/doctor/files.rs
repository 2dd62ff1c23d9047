//! What can be seen of the files without opening the store: rights, room on the disk, backups, the outbox.

use super::super::context::Context;
use super::{Finding, State};
use crate::clock::to_local;
use crate::store::{ANYTHING, others_may};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// After how many days a backup is called old.
const OLD_DAYS: u64 = 7;
/// How much room there should be in any case.
const ROOM: u64 = 200_000_000;

pub(super) fn check(context: &Context) -> Vec<Finding> {
    let home = context.app.home();
    let all = [
        rights(&home.store()),
        room(&home.store()),
        outbox(&home.outbox()),
        Some(backup(&home.backups(), context)),
    ];
    all.into_iter().flatten().collect()
}

/// Whether others can read or write the store; nothing is said where the system has other rights.
fn rights(store: &Path) -> Option<Finding> {
    if !cfg!(unix) {
        return None;
    }
    let folder = store.parent().unwrap_or(store);
    let is_open = |path: &Path| path.metadata().is_ok_and(|found| others_may(&found, ANYTHING));
    let open = [(folder, "700"), (store, "600")].into_iter().find(|(path, _)| is_open(path));
    Some(match open {
        Some((path, mode)) => {
            let facts = json!({ "path": path.display().to_string(), "mode": mode });
            Finding::new("rights", State::Bad, "open", facts)
        }
        None => Finding::new("rights", State::Good, "closed", json!({})),
    })
}

/// Whether there is room for the store to grow and to be copied.
fn room(store: &Path) -> Option<Finding> {
    #[cfg(unix)]
    {
        let found = rustix::fs::statvfs(store.parent()?).ok()?;
        let free = found.f_bavail.saturating_mul(found.f_frsize);
        let wanted = store.metadata().map_or(0, |found| found.len()).saturating_mul(2).max(ROOM);
        let facts = json!({ "free": megabytes(free), "wanted": megabytes(wanted) });
        let (state, found) =
            if free < wanted { (State::Attention, "little") } else { (State::Good, "enough") };
        Some(Finding::new("room", state, found, facts))
    }
    #[cfg(not(unix))]
    {
        let _ = store;
        None
    }
}

fn megabytes(bytes: u64) -> String {
    (bytes / 1_000_000).to_string()
}

/// Whether letters can be put into the outbox.
fn outbox(folder: &Path) -> Option<Finding> {
    if !folder.exists() {
        return None;
    }
    let path = folder.display().to_string();
    Some(match tempfile::Builder::new().prefix(".quytrinh").tempfile_in(folder) {
        Ok(_) => Finding::new("outbox", State::Good, "open", json!({ "path": path })),
        Err(error) => {
            Finding::new("outbox", State::Bad, "closed", json!({ "path": path, "why": error.to_string() }))
        }
    })
}

/// How old the newest backup is.
fn backup(folder: &Path, context: &Context) -> Finding {
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let made = |path: &PathBuf| path.metadata().and_then(|found| found.modified()).ok();
    let newest = files
        .filter(|path| path.extension().is_some_and(|e| e == "redb"))
        .filter_map(|path| made(&path))
        .max();
    let path = folder.display().to_string();
    let Some(newest) = newest else {
        return Finding::new("backup", State::Attention, "none", json!({ "path": path }));
    };
    let now: SystemTime = context.request().present().instant().into();
    let days = now.duration_since(newest).unwrap_or_default().as_secs() / 86_400;
    let on = to_local(newest.into()).date();
    let (state, found) = if days > OLD_DAYS { (State::Attention, "old") } else { (State::Good, "fresh") };
    Finding::new("backup", state, found, json!({ "path": path, "on": on, "days": days }))
}
