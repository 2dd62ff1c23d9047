//! `scripts check`.

use super::{doors, faults, folder, packages};
use crate::cmd::context::Context;
use crate::cmd::failure::CmdError;
use crate::cmd::report::Report;
use crate::domain::ids::PackageName;
use crate::domain::script_fault::ScriptFault;
use crate::script::Files;
use crate::ui::failure::Failure;
use clap::Args;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// Arguments of `scripts check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// The package, or the file of one bulk script or job (all of them if left out)
    pub package: Option<String>,
    /// Lay the draft in this folder over the package
    #[arg(long, value_name = "FOLDER", requires = "package")]
    pub with: Option<PathBuf>,
    /// One line a mistake, for editors: FILE:LINE:COLUMN: MESSAGE
    #[arg(long)]
    pub lines: bool,
}

/// What was found.
struct Found {
    lines: bool,
    texts: Vec<String>,
    json: Vec<Value>,
}

/// Every mistake in the packages, bulk scripts and jobs; exit code 3 when there is one.
pub(super) fn run(args: &CheckArgs, context: &mut Context) -> Result<Report, CmdError> {
    let mut found = Found { lines: args.lines, texts: Vec::new(), json: Vec::new() };
    match args.package.as_deref().map(Path::new).filter(|typed| doors::is_script(typed)) {
        Some(_) if args.with.is_some() => {
            return Err(CmdError::usage(context.say("usage-with-script")));
        }
        Some(typed) => {
            let script = doors::one(context, typed)?;
            let faults = doors::faults(context, &script);
            found.of_doors(context, &script, faults);
        }
        None => {
            for package in packages(context, args.package.as_deref())? {
                let faults = match folder(context, &package, args.with.as_deref()).files() {
                    Ok(files) => faults(context, &package, &files),
                    Err(fault) => vec![fault],
                };
                found.of_package(context, &package, faults);
            }
            if args.package.is_none() {
                let (scripts, mut faults) = doors::all(context);
                faults.extend(doors::faults(context, &scripts));
                found.of_doors(context, &scripts, faults);
            }
        }
    }
    Ok(found.report())
}

impl Found {
    fn of_package(&mut self, context: &Context, package: &PackageName, faults: Vec<ScriptFault>) {
        if faults.is_empty() && !self.lines {
            self.texts.push(context.tell("report-check-ok", &[("package", package.as_str())]));
        }
        self.add(context, Some(package), faults);
    }

    fn of_doors(&mut self, context: &Context, scripts: &Files, faults: Vec<ScriptFault>) {
        if faults.is_empty() && !scripts.is_empty() && !self.lines {
            let names = scripts.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
            self.texts.push(context.tell("report-check-doors-ok", &[("files", &names)]));
        }
        self.add(context, None, faults);
    }

    fn add(&mut self, context: &Context, package: Option<&PackageName>, faults: Vec<ScriptFault>) {
        let below = package.map(|package| format!("scripts/{package}/")).unwrap_or_default();
        for fault in faults {
            let failure = Failure::script(&fault);
            self.texts.push(match self.lines {
                true => failure.line(&context.messages, &below),
                false => failure.print(&context.messages),
            });
            let mut value = failure.json(&context.messages);
            if let Some(object) = value.as_object_mut() {
                object.insert("package".to_owned(), json!(package));
            }
            self.json.push(value);
        }
    }

    fn report(self) -> Report {
        let code = if self.json.is_empty() { 0 } else { 3 };
        let between = if self.lines { "\n" } else { "\n\n" };
        let mut report = Report::text(self.texts.join(between), Value::Array(self.json));
        report.code = code;
        report
    }
}
