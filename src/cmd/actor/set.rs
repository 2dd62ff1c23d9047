//! `actor set`.

use super::list::kind;
use crate::cmd::context::Context;
use crate::cmd::failure::CmdError;
use crate::cmd::rehearsal::{answer, object};
use crate::cmd::report::Report;
use crate::domain::actor::Actor;
use crate::domain::day;
use crate::domain::ids::ActorId;
use crate::flow::fields::{Given, Setting};
use crate::flow::{self, FlowError, Refusal, find};
use clap::Args;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Arguments of `actor set`.
#[derive(Debug, Args)]
pub struct SetArgs {
    /// The actor: code or name; a code that is not there yet adds one, with --kind and --name
    pub actor: String,
    /// The kind of a new actor
    #[arg(long, value_name = "KIND")]
    pub kind: Option<String>,
    /// Its name
    #[arg(long, value_name = "TEXT")]
    pub name: Option<String>,
    /// Where it belongs
    #[arg(long, value_name = "ACTOR")]
    pub parent: Option<String>,
    /// A fact about it; an empty value removes the fact; may be given again
    #[arg(long, value_name = "FIELD=VALUE")]
    pub set: Vec<String>,
}

/// Adds or changes the actor.
pub fn run(args: &SetArgs, context: &mut Context) -> Result<Report, CmdError> {
    let mut facts = Vec::new();
    for typed in &args.set {
        let setting = Setting::parse(typed)?;
        if let Given::Typed(text) = &setting.given {
            facts.push((setting.name.clone(), fact(text)));
        }
    }
    let new_kind = args.kind.as_deref().map(kind).transpose()?;
    let outcome = context.write(|run| {
        let parent = args.parent.as_deref().map(|typed| find::actor(run, &[], typed)).transpose()?;
        let id = match (find::actor(run, &[], &args.actor), new_kind) {
            (Ok(id), Some(kind)) if !run.actor(&id)?.is(kind) => {
                let is = run.actor(&id)?.kind.name().to_owned();
                return Err(Refusal::ActorExists { actor: id.to_string(), kind: is }.into());
            }
            (Ok(id), _) => id,
            (Err(_), Some(kind)) => {
                let id: ActorId = args.actor.parse().map_err(FlowError::from)?;
                let name = args.name.clone().unwrap_or_else(|| args.actor.clone());
                let actor = Actor {
                    id: id.clone(),
                    kind,
                    also: Vec::new(),
                    name,
                    aliases: Vec::new(),
                    parent: parent.clone(),
                    fields: BTreeMap::new(),
                    succession: None,
                };
                flow::actors::set(run, actor)?;
                id
            }
            (Err(error), None) => return Err(error),
        };
        if let Some(name) = &args.name {
            facts.push(("name".to_owned(), Value::from(name.as_str())));
        }
        flow::actors::set_fields(run, &id, parent.as_ref(), &facts)?;
        Ok(id)
    })?;
    let sentence = context.tell("report-actor-set", &[("actor", outcome.value.as_str())]);
    Ok(answer(context, sentence, &outcome, object(&[("actor", json!(outcome.value))])))
}

/// A fact as stored: a date in ISO form, yes and no as such, nothing for an empty text.
fn fact(text: &str) -> Value {
    let text = text.trim();
    match (text, day::parse(text)) {
        ("", _) => Value::Null,
        ("true", _) => Value::Bool(true),
        ("false", _) => Value::Bool(false),
        (_, Some(date)) => Value::from(date.to_string()),
        _ => Value::from(crate::domain::name::nfc(text)),
    }
}
