//! `scripts check`.

use super::{faults, folder, packages};
use crate::cmd::context::Context;
use crate::cmd::failure::CmdError;
use crate::cmd::report::Report;
use crate::ui::failure::Failure;
use clap::Args;
use serde_json::{Value, json};
use std::path::PathBuf;

/// Arguments of `scripts check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// The package (all of them if left out)
    pub package: Option<String>,
    /// Lay the draft in this folder over the package
    #[arg(long, value_name = "FOLDER", requires = "package")]
    pub with: Option<PathBuf>,
    /// One line a mistake, for editors: FILE:LINE:COLUMN: MESSAGE
    #[arg(long)]
    pub lines: bool,
}

/// Every mistake in the packages; exit code 3 when there is one.
pub(super) fn run(args: &CheckArgs, context: &mut Context) -> Result<Report, CmdError> {
    let (mut texts, mut json) = (Vec::new(), Vec::new());
    for package in packages(context, args.package.as_deref())? {
        let found = match folder(context, &package, args.with.as_deref()).files() {
            Ok(files) => faults(context, &package, &files),
            Err(fault) => vec![fault],
        };
        if found.is_empty() && !args.lines {
            texts.push(context.tell("report-check-ok", &[("package", package.as_str())]));
        }
        for fault in found {
            let failure = Failure::script(&fault);
            texts.push(if args.lines {
                failure.line(&context.messages, &format!("scripts/{package}/"))
            } else {
                failure.print(&context.messages)
            });
            let mut value = failure.json(&context.messages);
            if let Some(object) = value.as_object_mut() {
                object.insert("package".to_owned(), json!(package));
            }
            json.push(value);
        }
    }
    let code = if json.is_empty() { 0 } else { 3 };
    let between = if args.lines { "\n" } else { "\n\n" };
    let mut report = Report::text(texts.join(between), Value::Array(json));
    report.code = code;
    Ok(report)
}
