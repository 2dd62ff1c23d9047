//! `scripts diff`.

use super::folder;
use crate::cmd::context::Context;
use crate::cmd::failure::CmdError;
use crate::cmd::report::Report;
use crate::domain::calendar::Term;
use crate::domain::case::CaseStatus;
use crate::domain::event::Edition;
use crate::domain::ids::EditionId;
use crate::flow::{FlowError, Run, find};
use crate::script::Files;
use crate::script::outline::{Change, Group, What, changes};
use crate::script::publish::files_of;
use crate::store::CasesBy;
use crate::ui::lang::Lang;
use clap::Args;
use serde_json::{Value, json};
use similar::TextDiff;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::rc::Rc;

/// Arguments of `scripts diff`.
#[derive(Debug, Args)]
pub struct DiffArgs {
    /// The package (the only one if left out)
    pub package: Option<String>,
    /// The earlier edition: the beginning of its hash (the active one if left out)
    #[arg(long, value_name = "EDITION")]
    pub from: Option<String>,
    /// The later edition (the scripts in the folder if left out)
    #[arg(long, value_name = "EDITION")]
    pub to: Option<String>,
    /// Lay the draft in this folder over the scripts in the package's folder
    #[arg(long, value_name = "FOLDER", conflicts_with = "to")]
    pub with: Option<PathBuf>,
    /// Show the lines that differ
    #[arg(long)]
    pub source: bool,
}

/// The open cases on an edition, by kind and step.
type Running = BTreeMap<String, usize>;

/// How two states of a package differ.
pub(super) fn run(args: &DiffArgs, context: &mut Context) -> Result<Report, CmdError> {
    let (from, to, running) = context
        .read(|run| {
            let package = find::package(run, args.package.as_deref())?;
            let from = find::edition(run, &package, args.from.as_deref())?;
            let to = args.to.as_deref().map(|typed| find::edition(run, &package, Some(typed))).transpose()?;
            let running = running(run, &from.id)?;
            let files = |edition: &Edition| files_of(run, edition);
            let to = to
                .map(|edition| Ok::<_, FlowError>((edition.label.clone(), files(&edition)?)))
                .transpose()?;
            Ok(((from.clone(), files(&from)?), to, running))
        })?
        .value;
    let (edition, old) = from;
    let (label, new) = match to {
        Some((label, files)) => (label, files),
        None => {
            (context.say("diff-folder"), folder(context, &edition.package, args.with.as_deref()).files()?)
        }
    };
    let host = context.app.host();
    let groups = changes(&host.outline(&edition.package, &old)?, &host.outline(&edition.package, &new)?);
    let head = [
        ("package", edition.package.as_str()),
        ("from", &edition.label),
        ("hash", edition.id.short()),
        ("to", &label),
    ];
    let mut lines = vec![context.tell("diff-head", &head)];
    if groups.is_empty() {
        lines.push(context.say("diff-none"));
    }
    for group in &groups {
        lines.push(heading(context, group, &running));
        lines.extend(
            group
                .changes
                .iter()
                .map(|change| format!("  {}", words(context, change, group.district.is_some()))),
        );
    }
    let sources = if args.source { sources(&old, &new) } else { Vec::new() };
    lines.extend(sources.iter().map(|(_, text)| format!("\n{}", text.trim_end())));
    let json = json!({
        "package": edition.package, "from": edition.id, "groups": groups, "running": running,
        "source": sources.iter().map(|(file, text)| json!({ "file": file, "diff": text })).collect::<Value>(),
    });
    Ok(Report::text(lines.join("\n"), json))
}

fn running(run: &Rc<Run>, edition: &EditionId) -> Result<Running, FlowError> {
    let mut running = Running::new();
    for id in run.tx().case_ids(&CasesBy::All)? {
        let case = run.case(&id)?;
        if case.edition != *edition || case.status == CaseStatus::Closed {
            continue;
        }
        let step = case.step.as_ref().map(|step| format!("{}/{step}.rhai", case.kind));
        for place in step.into_iter().chain([format!("{}/kind.rhai", case.kind), String::new()]) {
            *running.entry(place).or_default() += 1;
        }
    }
    Ok(running)
}

/// Where a group of differences stands, and how many cases run there on the earlier edition.
pub(super) fn heading(context: &Context, group: &Group, running: &Running) -> String {
    let title = match (group.script.as_str(), group.title.as_str()) {
        ("", _) => context.say("diff-whole"),
        (script, "") => script.to_owned(),
        (script, title) => format!("{title} ({script})"),
    };
    let place = if group.script == "package.rhai" { "" } else { group.script.as_str() };
    let count = running.get(place).copied().unwrap_or(0);
    let mut heading = match &group.district {
        Some(district) => context.tell("diff-district", &[("district", district), ("title", &title)]),
        None => title,
    };
    if count > 0 {
        heading.push_str(&context.tell("diff-running", &[("count", &count.to_string())]));
    }
    heading
}

/// A difference in the words of the office.
pub(super) fn words(context: &Context, change: &Change, of_district: bool) -> String {
    let way = if change.what == What::Otherwise && of_district { "own" } else { change.way() };
    let key = format!("diff-{}-{way}", change.what.name());
    let (from, to) = (term(context, change, &change.from), term(context, change, &change.to));
    let facts = [
        ("name", change.name.as_str()),
        (
            "fact",
            &context
                .say(&format!("diff-fact-{}", if change.fact.is_empty() { "none" } else { &change.fact })),
        ),
        ("from", &from),
        ("to", &to),
    ];
    context.tell(&key, &facts)
}

/// A term as people of this language say it; anything else as it is.
fn term(context: &Context, change: &Change, text: &str) -> String {
    match (change.what, text.parse::<Term>()) {
        (What::Term | What::DefaultTerm, Ok(term)) if context.messages.lang() == Lang::Vi => {
            term.vietnamese()
        }
        _ => text.to_owned(),
    }
}

/// The lines that differ, file by file.
fn sources(old: &Files, new: &Files) -> Vec<(String, String)> {
    let paths: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let text = |files: &Files, path: &String| files.get(path).cloned().unwrap_or_default();
    let differ = paths.into_iter().filter(|path| old.get(*path) != new.get(*path));
    differ
        .map(|path| {
            let (from, to) = (text(old, path), text(new, path));
            let diff = TextDiff::from_lines(&from, &to);
            (path.clone(), diff.unified_diff().context_radius(2).header(path, path).to_string())
        })
        .collect()
}
