//! `export`: one case to ask for help with, without those it is about.

use super::context::Context;
use super::failure::CmdError;
use super::report::Report;
use crate::app::Mode;
use crate::flow::export;
use crate::store;
use crate::ui::failure::Failure;
use clap::Args;
use serde_json::json;
use std::path::{Path, PathBuf};

/// Arguments of `export`.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// The case
    pub case: String,
    /// Write it to this new file (to the screen if left out)
    #[arg(long, value_name = "FILE")]
    pub to: Option<PathBuf>,
    /// Write what stands for whom to this new file, which stays in the office
    #[arg(long, value_name = "FILE")]
    pub key: Option<PathBuf>,
}

/// Writes an export.
pub fn run(args: &ExportArgs, context: &mut Context) -> Result<Report, CmdError> {
    if context.mode == Mode::Rehearsal && (args.to.is_some() || args.key.is_some()) {
        return Err(CmdError::usage(context.say("usage-export-rehearse")));
    }
    let export = context.read(|run| export::export(run, &args.case))?.value;
    if let Some(name) = &export.leak {
        let facts = json!({ "case": args.case, "name": name });
        return Err(CmdError::Told(Box::new(Failure::told(1, "export-leak", &facts, Vec::new()))));
    }
    if let Some(file) = &args.key {
        let mut key = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
        // Writing into memory cannot fail.
        let _ = key.write_record(["number", "code", "name"]);
        for (number, code, name) in &export.key {
            let _ = key.write_record([number, code, name]);
        }
        write_new(file, &key.into_inner().unwrap_or_default())?;
        context.asides.push(context.tell("report-export-key", &[("file", &file.display().to_string())]));
    }
    let text = serde_json::to_string_pretty(&export.case).unwrap_or_default();
    let Some(file) = &args.to else { return Ok(Report::text(text, export.case)) };
    write_new(file, text.as_bytes())?;
    let path = file.display().to_string();
    Ok(Report::text(context.tell("report-exported", &[("file", &path)]), json!({ "file": path })))
}

fn write_new(path: &Path, content: &[u8]) -> Result<(), CmdError> {
    store::write_private(path, content).map_err(|cause| CmdError::file(path, cause))
}
