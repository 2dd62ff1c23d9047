//! Adding and changing actors.

use super::refusal::{FlowError, Refusal};
use super::run::Run;
use super::settle::act;
use crate::domain::actor::Actor;
use crate::domain::event::Event;
use crate::domain::ids::ActorId;
use crate::domain::script_fault::{ScriptFault, ScriptFaultKind};
use crate::store::reference;
use serde_json::Value;
use std::rc::Rc;

/// Adds an actor, or replaces one of the same kind. Gives whether anything changed.
pub fn set(run: &Rc<Run>, mut actor: Actor) -> Result<bool, FlowError> {
    act(run, || {
        if let Some(old) = run.find_actor(&actor.id)? {
            // Who follows it is said in its own way.
            actor.succession.clone_from(&old.succession);
            if old.kind != actor.kind {
                let (actor, kind) = (actor.id.to_string(), old.kind.name().to_owned());
                return Err(Refusal::ActorExists { actor, kind }.into());
            }
            if *old == actor {
                return Ok(false);
            }
        }
        if let Some(parent) = &actor.parent {
            run.actor(parent)?;
        }
        run.record(None, Event::ActorSet { actor })?;
        Ok(true)
    })
}

/// Loads the units, bodies and agencies of the province; gives how many.
pub fn load_reference(run: &Rc<Run>) -> Result<usize, FlowError> {
    let actors = reference::actors().map_err(|error| {
        let message = format!("reference data: {error}");
        ScriptFault::new(ScriptFaultKind::Host { message })
    })?;
    let count = actors.len();
    actors.into_iter().try_for_each(|actor| set(run, actor).map(|_| ()))?;
    Ok(count)
}

/// Sets facts about an actor, and where it belongs; a null value removes a fact. `name` changes its name.
pub fn set_fields(
    run: &Rc<Run>,
    id: &ActorId,
    parent: Option<&ActorId>,
    fields: &[(String, Value)],
) -> Result<bool, FlowError> {
    let mut actor = (*run.actor(id)?).clone();
    actor.parent = parent.cloned().or(actor.parent);
    for (name, value) in fields {
        match (name.as_str(), value) {
            ("name", Value::String(text)) => actor.name.clone_from(text),
            (_, Value::Null) => {
                actor.fields.remove(name);
            }
            _ => {
                actor.fields.insert(name.clone(), value.clone());
            }
        }
    }
    set(run, actor)
}

/// Whether an actor belongs to another, at any depth.
pub fn is_below(run: &Run, id: &ActorId, top: &ActorId) -> Result<bool, FlowError> {
    let mut at = run.actor(id)?.parent.clone();
    while let Some(parent) = at {
        if parent == *top {
            return Ok(true);
        }
        at = run.actor(&parent)?.parent.clone();
    }
    Ok(false)
}
