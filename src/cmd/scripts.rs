//! `scripts`: check, publish, list, reference.

use super::context::Context;
use super::failure::CmdError;
use super::rehearsal::{answer, object};
use super::report::{Report, Table};
use super::view::date;
use crate::domain::ids::PackageName;
use crate::domain::script_fault::ScriptFault;
use crate::flow::{self, FlowError};
use crate::script::publish::read_folder;
use crate::script::reference;
use crate::store::CasesBy;
use crate::ui::failure::Failure;
use clap::{Args, Subcommand};
use serde_json::{Value, json};

/// The commands on scripts.
#[derive(Debug, Subcommand)]
pub enum ScriptsCommand {
    /// Report every mistake in the packages below scripts/
    Check(PackageArgs),
    /// Check the packages and make them the editions that new cases get
    Publish(PublishArgs),
    /// List the editions in the store
    List,
    /// Print the reference of the functions that scripts have
    Reference,
}

/// Which package.
#[derive(Debug, Args)]
pub struct PackageArgs {
    /// The package (all of them if left out)
    pub package: Option<String>,
}

/// Arguments of `scripts publish`.
#[derive(Debug, Args)]
pub struct PublishArgs {
    /// The package (all of them if left out)
    pub package: Option<String>,
    /// Why it is published
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub reason: String,
}

/// Carries out one of them.
pub fn run(command: &ScriptsCommand, context: &mut Context) -> Result<Report, CmdError> {
    match command {
        ScriptsCommand::Check(args) => check(args, context),
        ScriptsCommand::Publish(args) => publish(args, context),
        ScriptsCommand::List => list(context),
        ScriptsCommand::Reference => {
            Ok(Report::text(reference::markdown().trim_end(), json!(reference::functions())))
        }
    }
}

fn packages(context: &Context, typed: Option<&str>) -> Result<Vec<PackageName>, CmdError> {
    let all = context.app.home().packages();
    match typed {
        None if all.is_empty() => {
            let scripts = context.app.home().scripts().display().to_string();
            Err(CmdError::usage(context.tell("usage-no-packages", &[("folder", &scripts)])))
        }
        None => Ok(all),
        Some(name) => match all.into_iter().find(|package| package.as_str() == name) {
            Some(package) => Ok(vec![package]),
            None => Err(CmdError::usage(context.tell("usage-unknown-package", &[("name", name)]))),
        },
    }
}

fn faults(context: &Context, package: &PackageName) -> Result<Vec<ScriptFault>, CmdError> {
    let folder = context.app.home().scripts().join(package.as_str());
    let files = match read_folder(&folder) {
        Ok(files) => files,
        Err(fault) => return Ok(vec![fault]),
    };
    Ok(context.app.host().check(package, &files)?)
}

fn check(args: &PackageArgs, context: &mut Context) -> Result<Report, CmdError> {
    let (mut texts, mut json) = (Vec::new(), Vec::new());
    for package in packages(context, args.package.as_deref())? {
        for fault in faults(context, &package)? {
            let failure = Failure::script(&fault);
            texts.push(failure.print(&context.messages));
            let mut value = failure.json(&context.messages);
            if let Some(object) = value.as_object_mut() {
                object.insert("package".to_owned(), json!(package));
            }
            json.push(value);
        }
        if json.is_empty() {
            texts.push(context.tell("report-check-ok", &[("package", package.as_str())]));
        }
    }
    let code = if json.is_empty() { 0 } else { 3 };
    let mut report = Report::text(texts.join("\n\n"), Value::Array(json));
    report.code = code;
    Ok(report)
}

fn publish(args: &PublishArgs, context: &mut Context) -> Result<Report, CmdError> {
    let packages = packages(context, args.package.as_deref())?;
    for package in &packages {
        let found = faults(context, package)?;
        if let Some(fault) = found.first() {
            let mut failure = Failure::script(fault);
            let more = found.iter().skip(1).map(|fault| Failure::script(fault).print(&context.messages));
            failure.lines.extend(more);
            return Err(CmdError::Told(Box::new(failure)));
        }
    }
    let (home, host) = (context.app.home().clone(), context.app.host());
    let outcome = context.write(|run| {
        let mut published = Vec::new();
        for package in &packages {
            let files = read_folder(&home.scripts().join(package.as_str()))?;
            let built = host.build(package, &files, &args.reason)?;
            let edition = built.edition.clone();
            let changed = flow::edition::publish(run, built.edition, &built.contents)?;
            published.push((edition, changed));
        }
        Ok(published)
    })?;
    let lines = outcome.value.iter().map(|(edition, changed)| {
        let key = if *changed { "report-published" } else { "report-published-already" };
        context.tell(
            key,
            &[("package", edition.package.as_str()), ("label", &edition.label), ("hash", edition.id.short())],
        )
    });
    let sentence = lines.collect::<Vec<_>>().join("\n");
    let editions = outcome.value.iter().map(|(e, changed)| {
        json!({ "package": e.package, "label": e.label, "edition": e.id, "published": changed })
    });
    let json = object(&[("editions", editions.collect::<Value>())]);
    Ok(answer(context, sentence, &outcome, json))
}

fn list(context: &mut Context) -> Result<Report, CmdError> {
    let editions = context
        .read(|run| {
            let mut found = Vec::new();
            let mut cases = std::collections::HashMap::new();
            for id in run.tx().case_ids(&CasesBy::All)? {
                *cases.entry(run.case(&id)?.edition.clone()).or_insert(0_usize) += 1;
            }
            for edition in run.tx().editions()? {
                let active = run.tx().active_edition(&edition.package)?.as_ref() == Some(&edition.id);
                let count = cases.get(&edition.id).copied().unwrap_or(0);
                found.push((edition, active, count));
            }
            Ok::<_, FlowError>(found)
        })?
        .value;
    let headings =
        ["label-package", "label-label", "label-hash", "label-valid-from", "label-cases", "label-active"];
    let rows = editions.iter().map(|(e, active, count)| {
        vec![
            e.package.to_string(),
            e.label.clone(),
            e.id.short().to_owned(),
            date(Some(e.valid_from)),
            count.to_string(),
            if *active { "✓".to_owned() } else { String::new() },
        ]
    });
    let table = Table {
        headings: headings.iter().map(|key| context.say(key)).collect(),
        rows: rows.collect(),
        empty: context.say("report-no-editions"),
    };
    let json = editions.iter().map(|(e, active, count)| {
        json!({ "edition": e.id, "package": e.package, "label": e.label, "title": e.title, "valid_from": e.valid_from,
                "basis": e.basis, "kinds": e.kinds, "reason": e.reason, "active": active, "cases": count })
    });
    Ok(Report::table(table, json.collect::<Value>()))
}
