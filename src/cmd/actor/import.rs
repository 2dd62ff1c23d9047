//! `actor import`: cadres from a CSV file, all or nothing.

use crate::cmd::context::Context;
use crate::cmd::failure::CmdError;
use crate::cmd::rehearsal::{answer, object};
use crate::cmd::report::Report;
use crate::domain::actor::ActorKind;
use crate::domain::ids::ActorId;
use crate::domain::roster::{self, Cadre, Roster, RosterError, RowFault};
use crate::flow::{self, FlowError, Refusal, Run, find};
use crate::store::ActorsBy;
use crate::ui::failure::Failure;
use crate::ui::messages::arguments_of;
use clap::Args;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::rc::Rc;

/// Arguments of `actor import`.
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// The CSV file: headings as in the README, `;` or `,`, dd/mm/yyyy
    pub file: PathBuf,
    /// Store the good rows although others are bad
    #[arg(long)]
    pub skip_bad: bool,
}

struct Imported {
    stored: usize,
    unchanged: usize,
    bad: Vec<(u64, Vec<RowFault>)>,
}

/// Reads the file and stores its cadres.
pub fn run(args: &ImportArgs, context: &mut Context) -> Result<Report, CmdError> {
    let bytes = std::fs::read(&args.file).map_err(|cause| CmdError::file(&args.file, cause))?;
    let mut told = None;
    let result = context.write(|run| match read(run, &bytes) {
        Ok(roster) => {
            let bad: Vec<_> = roster
                .rows
                .iter()
                .filter_map(|r| r.result.as_ref().err().map(|f| (r.line, f.clone())))
                .collect();
            if !bad.is_empty() && !args.skip_bad {
                return Ok(Imported { stored: 0, unchanged: 0, bad });
            }
            store(run, roster, bad)
        }
        Err(error) => {
            told = Some(error);
            Ok(Imported { stored: 0, unchanged: 0, bad: Vec::new() })
        }
    });
    let file = args.file.display().to_string();
    if let Some(error) = told {
        return Err(CmdError::Told(Box::new(headings_failure(context, &file, &error))));
    }
    let outcome = result?;
    let lines = fault_lines(context, &file, &outcome.value.bad);
    if !outcome.value.bad.is_empty() && !args.skip_bad {
        return Err(CmdError::Told(Box::new(rows_failure(&file, lines))));
    }
    let (stored, unchanged) = (outcome.value.stored, outcome.value.unchanged);
    let mut sentence = context.tell(
        "report-imported",
        &[("count", &stored.to_string()), ("unchanged", &unchanged.to_string()), ("file", &file)],
    );
    if !lines.is_empty() {
        sentence.push('\n');
        sentence.push_str(
            &context.tell("report-import-skipped", &[("count", &outcome.value.bad.len().to_string())]),
        );
        sentence.push('\n');
        sentence.push_str(&lines.join("\n"));
    }
    let bad = outcome.value.bad.iter().map(|(line, faults)| json!({ "line": line, "faults": faults }));
    let json = object(&[
        ("stored", json!(stored)),
        ("unchanged", json!(unchanged)),
        ("skipped", bad.collect::<Value>()),
    ]);
    Ok(answer(context, sentence, &outcome, json))
}

fn read(run: &Rc<Run>, bytes: &[u8]) -> Result<Roster, RosterError> {
    roster::read(bytes, &mut |kind, typed| {
        find::actor(run, &[kind], typed).map_err(|error| match error {
            FlowError::Refused(refusal) => match *refusal {
                Refusal::UnknownActor { near, .. } => near.join(", "),
                Refusal::AmbiguousActor { candidates, .. } => candidates.join(", "),
                other => format!("{other:?}"),
            },
            other => other.to_string(),
        })
    })
}

fn store(run: &Rc<Run>, roster: Roster, bad: Vec<(u64, Vec<RowFault>)>) -> Result<Imported, FlowError> {
    let (mut stored, mut unchanged) = (0, 0);
    let mut next = run.tx().actor_ids(&ActorsBy::Kind(ActorKind::Cadre))?.len() + 1;
    for row in roster.rows {
        let Ok(cadre) = row.result else { continue };
        let id = match &cadre.id {
            Some(id) => id.clone(),
            None => free_code(run, &cadre, &mut next)?,
        };
        if flow::actors::set(run, cadre.into_actor(id))? {
            stored += 1;
        } else {
            unchanged += 1;
        }
    }
    Ok(Imported { stored, unchanged, bad })
}

/// A code for a row that brings none: that of the same person if already known, else the next free one.
fn free_code(run: &Rc<Run>, cadre: &Cadre, next: &mut usize) -> Result<ActorId, FlowError> {
    for id in run.tx().actor_ids(&ActorsBy::Name(crate::domain::name::fold(&cadre.name)))? {
        let known = run.actor(&id)?;
        let same = known.is(ActorKind::Cadre)
            && known.name == cadre.name
            && known.parent.as_ref() == Some(&cadre.parent)
            && known.fields.get("birth_date") == cadre.fields.get("birth_date");
        if same {
            return Ok(id);
        }
    }
    loop {
        let id: ActorId = format!("CB{next:03}").parse()?;
        *next += 1;
        if run.find_actor(&id)?.is_none() {
            return Ok(id);
        }
    }
}

fn fault_lines(context: &Context, file: &str, bad: &[(u64, Vec<RowFault>)]) -> Vec<String> {
    let line = |line: u64, fault: &RowFault| {
        let facts = serde_json::to_value(fault).unwrap_or_default();
        let args = arguments_of(&facts);
        let reason = facts.get("reason").and_then(Value::as_str).unwrap_or_default().to_owned();
        let text = context.messages.text(&format!("roster-{reason}"), &args);
        let field = if fault.field.is_empty() {
            String::new()
        } else {
            format!(" · {} `{}`", fault.field, fault.value)
        };
        format!("{file}:{line}{field}: {text}")
    };
    bad.iter().flat_map(|(at, faults)| faults.iter().map(move |f| line(*at, f))).collect()
}

fn rows_failure(file: &str, lines: Vec<String>) -> Failure {
    let count = lines.len();
    let facts = json!({ "file": file, "count": count });
    Failure::told(1, "roster-bad-rows", &facts, lines)
}

fn headings_failure(context: &Context, file: &str, error: &RosterError) -> Failure {
    let (key, facts, lines) = match error {
        RosterError::NotUtf8 { line } => {
            ("roster-not-utf8", json!({ "file": file, "line": line }), Vec::new())
        }
        RosterError::Empty => ("roster-no-rows", json!({ "file": file }), Vec::new()),
        RosterError::Headings { line, faults } => {
            let lines = faults.iter().map(|fault| {
                let facts = serde_json::to_value(fault).unwrap_or_default();
                let kind = facts.get("fault").and_then(Value::as_str).unwrap_or_default().to_owned();
                let args = arguments_of(&facts);
                context.messages.text(&format!("roster-heading-{kind}"), &args)
            });
            ("roster-headings", json!({ "file": file, "line": line }), lines.collect())
        }
    };
    Failure::told(1, key, &facts, lines)
}
