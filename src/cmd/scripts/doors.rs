//! The bulk scripts and jobs of an office, for `scripts check`.

use crate::app::POLICY;
use crate::cmd::context::Context;
use crate::cmd::failure::CmdError;
use crate::cmd::run;
use crate::domain::script_fault::{Place, ScriptFault, ScriptFaultKind};
use crate::flow::FlowError;
use crate::script::check::{Actors, Procedures};
use crate::script::publish::files_of;
use crate::script::{Files, check_size};
use std::path::Path;

/// The folders below `scripts/` whose scripts a person or the clock runs.
const FOLDERS: [&str; 2] = ["bulk", "jobs"];

/// The scripts below `scripts/bulk` and `scripts/jobs` and the policy, by path below the home folder; and what cannot be
/// read.
pub fn all(context: &Context) -> (Files, Vec<ScriptFault>) {
    let (mut files, mut faults) = (Files::new(), Vec::new());
    for folder in FOLDERS {
        let path = context.app.home().scripts().join(folder);
        let entries = std::fs::read_dir(&path).into_iter().flatten().flatten();
        let scripts = entries.map(|entry| entry.path()).filter(|path| is_script(path) && path.is_file());
        for path in scripts {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let file = format!("scripts/{folder}/{name}");
            add(&path, file, &mut files, &mut faults);
        }
    }
    let policy = context.app.home().policy();
    if policy.exists() {
        add(&policy, POLICY.to_owned(), &mut files, &mut faults);
    }
    (files, faults)
}

fn add(path: &Path, file: String, files: &mut Files, faults: &mut Vec<ScriptFault>) {
    match text(path) {
        Ok(text) => drop(files.insert(file, text)),
        Err(fault) => {
            let place = Place { file, line: 1, column: 1, excerpt: String::new() };
            faults.push(fault.at(Some(place)));
        }
    }
}

fn text(path: &Path) -> Result<String, ScriptFault> {
    check_size(path)?;
    std::fs::read_to_string(path).map_err(|error| {
        ScriptFault::new(ScriptFaultKind::Host { message: format!("{}: {error}", path.display()) })
    })
}

/// The script of a file as typed, found as `run` finds it. One that belongs to a procedure is no script by itself.
pub fn one(context: &Context, typed: &Path) -> Result<Files, CmdError> {
    let (path, text) = run::read(context, typed)?;
    let name = path.display().to_string();
    let home = context.app.home();
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let file = real(&run::found(context, typed));
    let owner = home
        .packages()
        .into_iter()
        .find(|package| file.starts_with(real(&home.scripts().join(package.as_str()))));
    if let Some(package) = owner {
        let facts = [("file", name.as_str()), ("package", package.as_str())];
        return Err(CmdError::usage(context.tell("usage-file-of-package", &facts)));
    }
    Ok(Files::from([(name, text)]))
}

/// Whether a path, or what was typed for a package, names a script.
pub fn is_script(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "rhai")
}

/// Everything wrong with scripts. They are judged by the packages in the folder and the editions in the store; without a
/// store there is nobody to check actors against.
pub fn faults(context: &mut Context, doors: &Files) -> Vec<ScriptFault> {
    if doors.is_empty() {
        return Vec::new();
    }
    let host = context.app.host();
    let mut procedures = Procedures::new();
    for package in context.app.home().packages() {
        if let Ok(files) = super::folder(context, &package, None).files() {
            procedures.insert((package, files));
        }
    }
    let checked = context.read(|run| {
        let mut procedures = procedures.clone();
        for edition in run.tx().editions()? {
            procedures.insert((edition.package.clone(), files_of(run, &edition)?));
        }
        let actors = Actors::read(run)?;
        Ok(host.check_doors(doors, &procedures, Some((run, &actors))))
    });
    let mut faults = match checked {
        Ok(outcome) => outcome.value,
        Err(_) => host.check_doors(doors, &procedures, None),
    };
    // The policy is asked and not run: it has other functions than `main`, looked at once it can be read.
    faults.retain(|fault| !is_of_policy(fault) || !lacks_main(fault));
    if let Some(text) = doors.get(POLICY)
        && !faults.iter().any(is_of_policy)
        && let Err(FlowError::Script(fault)) = host.policy(POLICY, text.clone())
    {
        faults.push(*fault);
    }
    faults
}

fn is_of_policy(fault: &ScriptFault) -> bool {
    fault.place.as_ref().is_some_and(|place| place.file == POLICY)
}

fn lacks_main(fault: &ScriptFault) -> bool {
    matches!(&fault.kind, ScriptFaultKind::MissingFunction { function } if function.starts_with("main("))
}
