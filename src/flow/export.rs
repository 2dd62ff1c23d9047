//! One case with all that happened to it, so that somebody else can see what is the matter without seeing whom it is
//! about.

use super::find;
use super::refusal::FlowError;
use super::run::Run;
use crate::domain::actor::Actor;
use crate::domain::ids::{ActorId, CaseId};
use crate::domain::mask::Mask;
use crate::domain::name;
use crate::store::ActorsBy;
use serde_json::{Value, json};
use std::rc::Rc;

/// A case without those it is about.
#[derive(Debug)]
pub struct Export {
    /// The case.
    pub case: Value,
    /// What stands for what: number, code, name. It stays in the office.
    pub key: Vec<(String, String, String)>,
    /// A name that is still in it, which must not be. It is not to be given away then.
    pub leak: Option<String>,
}

/// Makes an export of a case.
pub fn export(run: &Rc<Run>, typed: &str) -> Result<Export, FlowError> {
    let id = find::case(run, typed)?;
    let (case, history) = (run.case(&id)?, run.tx().history(&id)?);
    // Whoever may read the case gets it without all that it is about, known to them or not.
    let _whole = run.whole();
    let mut fault = None;
    let mut mask = Mask::new(|text: &str| {
        kind_of(run, text).unwrap_or_else(|error| {
            fault = Some(error);
            None
        })
    });
    // The case itself comes first, so that it is the first of its kind.
    mask.number(id.as_str(), "case");
    let mut masked_case = mask.value("", &json!(*case));
    hide_fields(&mut masked_case);
    let tasks = run.tasks(&id)?;
    let tasks = mask.value("", &json!(*tasks));
    let documents = mask.value("", &json!(run.tx().documents_of(&id)?));
    let mut entries = Vec::new();
    for stored in &history {
        let entry = &stored.entry;
        let by = mask.number(&entry.by, "user");
        let behalf = entry.on_behalf.as_ref().map(|code| mask.value("by", &json!(code)));
        let verb = entry.why.split_whitespace().next().unwrap_or_default();
        entries.push(json!({
            "seq": entry.seq, "at": entry.at, "by": by, "for": behalf, "why": verb, "act": entry.act,
            "cause": entry.cause, "edition": entry.edition, "event": mask.value("", &json!(entry.event)),
        }));
    }
    let mut refused = Vec::new();
    for (after, act) in run.tx().refused_of(&id)? {
        let by = mask.number(&act.by, "user");
        refused.push(json!({
            "after": after, "at": act.at, "by": by, "verbs": mask.value("", &json!(act.verbs)),
            "refusal": mask.value("", &act.refusal),
        }));
    }
    let mut replaced: Vec<(String, String)> =
        mask.replaced().map(|(code, number)| (code.to_owned(), number.to_owned())).collect();
    let actors = actors(run, &mut mask, &replaced)?;
    replaced = mask.replaced().map(|(code, number)| (code.to_owned(), number.to_owned())).collect();
    drop(mask);
    if let Some(error) = fault {
        return Err(error);
    }
    let edition = run
        .tx()
        .edition(&case.edition)?
        .map(|edition| json!({ "package": edition.package, "label": edition.label, "hash": edition.id }));
    let case = json!({
        "quytrinh": env!("CARGO_PKG_VERSION"), "today": run.today(), "edition": edition, "case": masked_case,
        "tasks": tasks, "documents": documents, "actors": actors, "history": entries, "refused": refused,
    });
    let leak = leak(run, &case)?;
    let mut key = Vec::new();
    for (code, number) in replaced {
        let name = found(run, &code)?.map_or_else(String::new, |actor| actor.name.clone());
        key.push((number, code, name));
    }
    Ok(Export { case, key, leak })
}

/// What a code stands for.
fn kind_of(run: &Run, text: &str) -> Result<Option<String>, FlowError> {
    if let Some(actor) = found(run, text)? {
        return Ok(Some(actor.kind.name().to_owned()));
    }
    let Ok(id) = text.parse::<CaseId>() else { return Ok(None) };
    Ok(run.find_case(&id)?.map(|_| "case".to_owned()))
}

fn found(run: &Run, code: &str) -> Result<Option<Rc<Actor>>, FlowError> {
    match code.parse::<ActorId>() {
        Ok(id) => run.find_actor(&id),
        Err(_) => Ok(None),
    }
}

/// What is known of those who are named: what they are and where they belong, without their facts.
fn actors<F: FnMut(&str) -> Option<String>>(
    run: &Run,
    mask: &mut Mask<F>,
    replaced: &[(String, String)],
) -> Result<Vec<Value>, FlowError> {
    let mut actors = Vec::new();
    for (code, number) in replaced {
        if let Some(actor) = found(run, code)? {
            let parent = actor.parent.as_ref().map(|parent| mask.value("parent", &json!(parent)));
            let facts: Vec<&String> = actor.fields.keys().collect();
            actors.push(json!({
                "id": number, "kind": actor.kind, "also": actor.also, "parent": parent, "facts": facts,
            }));
        }
    }
    Ok(actors)
}

/// The names of fields stay, and what refers to somebody; a number typed by a person may be a birth year.
fn hide_fields(case: &mut Value) {
    let Some(fields) = case.get_mut("fields").and_then(Value::as_object_mut) else { return };
    for value in fields.values_mut().filter(|value| value.is_number()) {
        *value = json!("[1]");
    }
}

/// A name of anybody in the store that stands in the export nevertheless.
fn leak(run: &Run, case: &Value) -> Result<Option<String>, FlowError> {
    let text = name::fold(&case.to_string());
    for id in run.tx().actor_ids(&ActorsBy::All)? {
        let actor = run.actor(&id)?;
        let names = std::iter::once(&actor.name).chain(&actor.aliases);
        for known in names.filter(|known| known.contains(' ')) {
            if text.contains(&name::fold(known)) {
                return Ok(Some(known.clone()));
            }
        }
    }
    Ok(None)
}
