//! `actor list` and `actor show`.

use crate::cmd::context::Context;
use crate::cmd::failure::CmdError;
use crate::cmd::report::{Report, Table};
use crate::cmd::view::shown;
use crate::domain::actor::{Actor, ActorKind};
use crate::domain::day;
use crate::flow::{self, FlowError, find};
use crate::store::{ActorsBy, CasesBy};
use clap::Args;
use serde_json::{Value, json};

/// Arguments of `actor list`.
#[derive(Debug, Args)]
pub struct ListArgs {
    /// Only actors of this kind: body, board, agency, district, commune, post, cadre, officer
    #[arg(long, value_name = "KIND")]
    pub kind: Option<String>,
    /// Only actors that belong to this one, at any depth
    #[arg(long, value_name = "ACTOR")]
    pub below: Option<String>,
}

/// Arguments of `actor show`.
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// The actor: code or name
    pub actor: String,
}

/// An actor as programs read it; `succession` is there once somebody follows it.
pub(super) fn actor_json(actor: &Actor) -> Value {
    let mut json = json!({
        "id": actor.id, "kind": actor.kind, "name": actor.name, "parent": actor.parent, "fields": actor.fields,
    });
    if let Some(succession) = &actor.succession {
        json["succession"] = json!(succession);
    }
    json
}

/// Lists actors.
pub fn run(args: &ListArgs, context: &mut Context) -> Result<Report, CmdError> {
    let by = match &args.kind {
        None => ActorsBy::All,
        Some(typed) => ActorsBy::Kind(kind(typed)?),
    };
    let actors = context
        .read(|run| {
            let top = args.below.as_deref().map(|typed| find::actor(run, &[], typed)).transpose()?;
            let mut found = Vec::new();
            for id in run.tx().actor_ids(&by)? {
                let within = match &top {
                    Some(top) => flow::actors::is_below(run, &id, top)?,
                    None => true,
                };
                if within {
                    found.push((*run.actor(&id)?).clone());
                }
            }
            Ok(found)
        })?
        .value;
    let headings = ["label-code", "label-kind", "label-name", "label-parent"];
    let table = Table {
        headings: headings.iter().map(|key| context.say(key)).collect(),
        rows: actors
            .iter()
            .map(|a| {
                let parent = a.parent.as_ref().map(ToString::to_string).unwrap_or_default();
                vec![
                    a.id.to_string(),
                    context.say(&format!("actor-{}", a.kind.name())),
                    a.name.clone(),
                    parent,
                ]
            })
            .collect(),
        empty: context.say("report-no-actors"),
    };
    Ok(Report::table(table, actors.iter().map(actor_json).collect()))
}

/// The kind a person typed.
pub(super) fn kind(typed: &str) -> Result<ActorKind, CmdError> {
    ActorKind::find(typed).ok_or_else(|| {
        let kinds = ActorKind::ALL.map(ActorKind::name).join(", ");
        CmdError::usage(format!("--kind {typed}: {kinds}"))
    })
}

/// Shows one actor with its cases.
pub fn show(args: &ShowArgs, context: &mut Context) -> Result<Report, CmdError> {
    let (actor, facts, cases) = context
        .read(|run| {
            let id = find::actor(run, &[], &args.actor)?;
            let actor = (*run.actor(&id)?).clone();
            let facts = actor.fields.iter().map(|(k, v)| Ok(format!("{k}: {}", shown(run, v)?)));
            let facts = facts.collect::<Result<Vec<String>, FlowError>>()?;
            let cases = run.tx().case_ids(&CasesBy::Subject(id))?;
            let cases = cases.iter().map(|c| Ok(format!("{c} · {}", run.case(c)?.title)));
            let cases = cases.collect::<Result<Vec<String>, FlowError>>()?;
            Ok((actor, facts, cases))
        })?
        .value;
    let mut lines = vec![format!("{} · {}", actor.id, actor.name)];
    lines.push(format!(
        "{}: {}",
        context.say("label-kind"),
        context.say(&format!("actor-{}", actor.kind.name()))
    ));
    if let Some(parent) = &actor.parent {
        lines.push(format!("{}: {parent}", context.say("label-parent")));
    }
    if let Some(succession) = &actor.succession {
        lines.push(context.tell(
            "report-succession",
            &[
                ("by", succession.by.as_str()),
                ("date", &day::vietnamese(succession.on)),
                ("basis", &succession.basis),
            ],
        ));
        let of_tasks = succession.tasks.iter().map(|(task, by)| format!("  {task}: {by}"));
        lines.extend(of_tasks);
    }
    lines.extend(facts.iter().map(|f| format!("  {f}")));
    if !cases.is_empty() {
        lines.push(format!("\n{}", context.say("label-cases")));
        lines.extend(cases.iter().map(|c| format!("  {c}")));
    }
    Ok(Report::text(lines.join("\n"), actor_json(&actor)))
}
