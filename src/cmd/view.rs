//! Rows as programs read them, and the words people read for them. The JSON shapes are promised in the README.

use super::context::Context;
use crate::domain::case::Case;
use crate::domain::day;
use crate::domain::document::Document;
use crate::domain::ids::ActorId;
use crate::domain::task::Task;
use crate::flow::{Blocker, FlowError, KindSpec, Run, reckon};
use chrono::NaiveDate;
use serde_json::{Map, Value, json};

/// The outcomes that every kind has.
const OUTCOMES: [&str; 3] = ["completed", "withdrawn", "done"];

/// A case in a list.
pub fn case_json(case: &Case) -> Value {
    json!({
        "id": case.id,
        "package": case.package,
        "kind": case.kind,
        "title": case.title,
        "subject": case.subject,
        "parent": case.parent,
        "step": case.step,
        "status": case.status,
        "outcome": case.outcome,
        "variation": case.variation,
        "edition": case.edition,
        "next_edition": case.next_edition,
    })
}

/// A task in a list. `needs` is what its planned outcome needs; `needs_for` names what other outcomes need.
pub fn task_json(case: &Case, task: &Task, today: NaiveDate) -> Value {
    let planned = task.outcomes.first().map_or("done", String::as_str);
    let needs: Vec<&str> =
        task.needs.iter().filter(|n| n.applies_to(planned)).map(|n| n.what.as_str()).collect();
    let mut needs_for = Map::new();
    for outcome in &task.outcomes {
        let more: Vec<&str> =
            task.needs.iter().filter(|n| n.applies_to(outcome)).map(|n| n.what.as_str()).collect();
        if more != needs {
            needs_for.insert(outcome.clone(), json!(more));
        }
    }
    let mut json = json!({
        "case": case.id,
        "key": task.key,
        "turn": task.turn,
        "step": task.step,
        "title": task.title,
        "owner": task.owner,
        "state": task.state,
        "outcome": task.outcome,
        "outcomes": task.outcomes,
        "needs": needs,
        "needs_for": needs_for,
        "paper": task.paper,
        "after": task.after,
        "awaits": task.awaits,
        "due": task.due(),
        "due_origin": task.clock.as_ref().map(reckon::origin),
        "days_late": task.days_late(today),
        "was_late": task.was_late(today),
        "binding": task.clock.as_ref().is_some_and(|clock| clock.expiry.is_some()),
        "closed_on": task.closed_on,
    });
    if let Some(former) = &task.stands_for {
        json["stands_for"] = json!(former);
    }
    json
}

/// A document of a case.
pub fn document_json(document: &Document) -> Value {
    json!({
        "type": document.reference.kind,
        "number": document.reference.number,
        "symbol": document.reference.symbol,
        "date": document.reference.date,
        "issuer": document.issuer,
        "summary": document.reference.summary,
        "direction": document.direction,
        "step": document.step,
    })
}

/// A blocker of a case.
pub fn blocker_json(blocker: &Blocker) -> Value {
    json!({ "text": blocker.text, "basis": blocker.basis, "owner": blocker.owner })
}

/// The name of an actor, or its code when it has none.
pub fn name(run: &Run, id: &ActorId) -> Result<String, FlowError> {
    Ok(run.find_actor(id)?.map_or_else(|| id.to_string(), |actor| actor.name.clone()))
}

/// A date for people; a dash when there is none.
pub fn date(day: Option<NaiveDate>) -> String {
    day.map_or_else(|| "–".to_owned(), day::vietnamese)
}

/// A local time for people.
pub fn time(at: chrono::NaiveDateTime) -> String {
    at.format("%d/%m/%Y %H:%M").to_string()
}

impl Context {
    /// An outcome in the kind's words, or in ours for those every kind has.
    pub fn outcome(&self, kind: &KindSpec, outcome: &str) -> String {
        match kind.outcomes.get(outcome) {
            Some(title) => title.clone(),
            None if OUTCOMES.contains(&outcome) => self.say(&format!("outcome-{outcome}")),
            None => outcome.to_owned(),
        }
    }

    /// The word for a status or a state.
    pub fn state(&self, state: &str) -> String {
        self.say(&format!("state-{state}"))
    }
}

/// A value of a field for people.
pub fn shown(run: &Run, value: &Value) -> Result<String, FlowError> {
    Ok(match value {
        Value::Null => "–".to_owned(),
        Value::String(text) => match (day::parse(text), text.parse::<ActorId>()) {
            (Some(date), _) => day::vietnamese(date),
            (None, Ok(id)) => match run.find_actor(&id)? {
                Some(actor) => format!("{text} {}", actor.name),
                None => text.clone(),
            },
            (None, Err(_)) => text.clone(),
        },
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(|item| shown(run, item)).collect::<Result<_, _>>()?;
            items.join("; ")
        }
        Value::Object(cells) => {
            // The first column of a table names the thing; the others say more of it.
            let mut cells: Vec<(&String, &Value)> = cells.iter().collect();
            cells.sort_by_key(|(name, _)| *name != "post");
            let cells: Vec<String> =
                cells.iter().map(|(_, value)| shown(run, value)).collect::<Result<_, _>>()?;
            cells.join(", ")
        }
        other => other.to_string(),
    })
}
