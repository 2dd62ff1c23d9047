//! `backup` and `restore`: a copy of the store to keep elsewhere, and a copy put in its place.

use super::context::Context;
use super::failure::CmdError;
use super::report::Report;
use super::verify;
use crate::app::Mode;
use crate::clock::to_local;
use crate::domain::event::Event;
use crate::flow::FlowError;
use crate::store::{self, Hash, Store, StoreError};
use crate::ui::failure::Failure;
use clap::Args;
use serde_json::json;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long `restore` waits for somebody who writes.
const PATIENCE: Duration = Duration::from_secs(10);

/// Arguments of `backup`.
#[derive(Debug, Args)]
pub struct BackupArgs {
    /// The new file, or the folder for it (backups/ in the home folder if left out)
    #[arg(value_name = "FILE")]
    pub to: Option<PathBuf>,
}

/// Arguments of `restore`.
#[derive(Debug, Args)]
pub struct RestoreArgs {
    /// The file that `backup` wrote
    #[arg(value_name = "FILE")]
    pub from: PathBuf,
    /// Take the place of the store that is there; it is kept beside it
    #[arg(long)]
    pub overwrite: bool,
}

/// Writes a verified copy of the store.
pub fn back_up(args: &BackupArgs, context: &mut Context) -> Result<Report, CmdError> {
    if context.mode == Mode::Rehearsal {
        return Err(CmdError::usage(context.say("usage-backup-rehearse")));
    }
    let to = target(args, context)?;
    let verdict = store::back_up(context.app.store()?, &to).map_err(FlowError::from)?;
    if !verdict.ok {
        context.asides.push(context.say("report-not-backed-up"));
        return Ok(verify::told(context, &verdict));
    }
    let file = to.display().to_string();
    let bytes = to.metadata().map_or(0, |found| found.len());
    let facts = [
        ("file", json!(file)),
        ("entries", json!(verdict.entries)),
        ("head", json!(verdict.head)),
        ("megabytes", json!(format!("{:.1}", bytes as f64 / 1e6))),
    ];
    let text = context.messages.text("report-backed-up", &facts);
    let json = json!({ "file": file, "bytes": bytes, "entries": verdict.entries, "head": verdict.head });
    Ok(Report::text(text, json))
}

/// The file to write to; its folder is made.
fn target(args: &BackupArgs, context: &Context) -> Result<PathBuf, CmdError> {
    let given = args.to.clone().unwrap_or_else(|| context.app.home().backups());
    let is_folder = args.to.is_none() || given.is_dir();
    let to = if is_folder { given.join(format!("quytrinh-{}.redb", stamp(context))) } else { given };
    if let Some(folder) = to.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        store::private_folder(folder).map_err(|cause| CmdError::file(folder, cause))?;
    }
    Ok(to)
}

fn stamp(context: &Context) -> String {
    to_local(context.request().present().instant()).format("%Y-%m-%d-%H%M%S").to_string()
}

/// Puts a verified copy in the store's place, and notes it in the log of the copy.
pub fn restore(args: &RestoreArgs, context: &mut Context) -> Result<Report, CmdError> {
    if context.mode == Mode::Rehearsal {
        return Err(CmdError::usage(context.say("usage-restore-rehearse")));
    }
    let path = context.app.home().store();
    let from = Store::open(&args.from, PATIENCE).map_err(FlowError::from)?;
    let copied = from.read().and_then(|tx| tx.head()).map_err(FlowError::from)?;
    let before = Before::at(&path, copied);
    if path.exists() && !args.overwrite {
        return Err(there_is_one(
            &path,
            &before,
            from.read().and_then(|tx| tx.head()).map_err(FlowError::from)?.0,
        ));
    }
    if let Some(folder) = path.parent() {
        store::private_folder(folder).map_err(|cause| CmdError::file(folder, cause))?;
    }
    context.app.close();
    let stamp = stamp(context);
    let aside = path.exists().then(|| store::aside_of(&path, &stamp));
    let verdict = store::restore(&from, &path, aside.as_deref(), stamp, PATIENCE).map_err(FlowError::from)?;
    if !verdict.ok {
        context.asides.push(context.say("report-not-restored"));
        return Ok(verify::told(context, &verdict));
    }
    let file = args.from.display().to_string();
    let aside = aside.map(|aside| aside.display().to_string());
    let event = Event::StoreRestored { file: file.clone(), entries: verdict.entries, aside: aside.clone() };
    context.write(|run| run.record(None, event))?;
    let lost = before.beyond;
    let facts = [
        ("file", json!(file)),
        ("entries", json!(verdict.entries)),
        ("aside", json!(aside)),
        ("lost", json!(lost)),
    ];
    let text = context.messages.text("report-restored", &facts);
    let head = verdict.head;
    let json =
        json!({ "file": file, "entries": verdict.entries, "head": head, "aside": aside, "lost": lost });
    Ok(Report::text(text, json))
}

/// What was in the place, as far as it could be read.
#[derive(Default)]
struct Before {
    entries: Option<u64>,
    /// How many entries it has beyond the copy, if it is a later state of it.
    beyond: Option<u64>,
}

impl Before {
    fn at(path: &Path, copy: (u64, Hash)) -> Self {
        let look = || -> Result<Self, StoreError> {
            let store = Store::open(path, PATIENCE)?;
            let tx = store.read()?;
            let (entries, _) = tx.head()?;
            let is_later = tx.entries(copy.0, 1)?.first().is_some_and(|stored| stored.hash == copy.1);
            Ok(Self { entries: Some(entries), beyond: is_later.then(|| entries - copy.0) })
        };
        look().unwrap_or_default()
    }
}

fn there_is_one(path: &Path, before: &Before, copy: u64) -> CmdError {
    let facts = json!({ "path": path.display().to_string(), "entries": before.entries, "copy": copy });
    CmdError::Told(Box::new(Failure::told(1, "restore-exists", &facts, Vec::new())))
}
