//! Fields of a case: set by a person or by a script, always checked against what the kind declares.

use super::find;
use super::refusal::{FlowError, Refusal};
use super::run::Run;
use super::settle::act;
use super::spec::KindSpec;
use crate::domain::event::{Correction, Event};
use crate::domain::field::FieldSpec;
use crate::domain::ids::CaseId;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::rc::Rc;

/// A value for a field, as it came in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Given {
    /// Typed by a person.
    Typed(String),
    /// From a script or from JSON.
    Value(Value),
}

/// A field and the value it is to get.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Setting {
    /// The field.
    pub name: String,
    /// The value.
    pub given: Given,
}

impl Setting {
    /// Reads `name=value`.
    pub fn parse(typed: &str) -> Result<Self, FlowError> {
        match typed.split_once('=') {
            Some((name, value)) if !name.trim().is_empty() => {
                Ok(Self { name: name.trim().to_owned(), given: Given::Typed(value.to_owned()) })
            }
            _ => Err(Refusal::BadSetting { typed: typed.to_owned() }.into()),
        }
    }
}

/// The checked form of a value for a field of `kind`.
pub fn checked(run: &Run, kind: &KindSpec, setting: &Setting) -> Result<Value, FlowError> {
    let spec = declared(kind, &setting.name)?;
    let value = match &setting.given {
        Given::Typed(text) => spec.parse(text, run)?,
        Given::Value(value) => spec.check(value, run)?,
    };
    Ok(value)
}

fn declared<'a>(kind: &'a KindSpec, name: &str) -> Result<&'a FieldSpec, FlowError> {
    kind.field(name).ok_or_else(|| {
        let fields = kind.fields.iter().map(|f| f.name.clone()).collect::<Vec<_>>();
        let near = find::near(name, fields.iter().map(String::as_str));
        let fields = if near.is_empty() { fields } else { near };
        Refusal::UnknownField { kind: kind.name.to_string(), field: name.to_owned(), fields }.into()
    })
}

/// Sets a field for a script; the scripts are not asked again.
pub fn set_by_script(run: &Rc<Run>, case: &CaseId, setting: &Setting) -> Result<(), FlowError> {
    act(run, || set(run, case, setting, None).map(|_| ()))
}

/// Sets fields for a person. Then the kind's `changed` hook may refuse, before anything else follows from them.
pub fn set_by_person(
    run: &Rc<Run>,
    case: &CaseId,
    settings: &[Setting],
    correction: Option<&str>,
) -> Result<(), FlowError> {
    act(run, || {
        let mut changed = Vec::new();
        for setting in settings {
            let correction =
                correction.map(|reason| Correction { reason: reason.to_owned(), supersedes: None });
            if let Some(seq) = set(run, case, setting, correction)? {
                changed.push((setting.name.as_str(), seq));
            }
        }
        let cause = run.cause.get();
        for (name, seq) in changed {
            run.cause.set(Some(seq));
            run.hooks().changed(run, case, name)?;
        }
        run.cause.set(cause);
        Ok(())
    })
}

/// Records the value unless the field has it already; gives the entry's number.
fn set(
    run: &Rc<Run>,
    id: &CaseId,
    setting: &Setting,
    correction: Option<Correction>,
) -> Result<Option<u64>, FlowError> {
    let case = run.case(id)?;
    let kind = run.hooks().kind(run, &case.edition, &case.kind)?;
    let value = checked(run, &kind, setting)?;
    let before = case.fields.get(&setting.name).cloned().unwrap_or(Value::Null);
    if before == value {
        return Ok(None);
    }
    let correction = match correction {
        Some(correction) => Some(Correction { supersedes: last_set(run, id, &setting.name)?, ..correction }),
        None => None,
    };
    let name = setting.name.clone();
    let seq = run.record(Some(id), Event::FieldSet { name, value, before, correction })?;
    follow(run, id)?;
    Ok(Some(seq))
}

/// What the kind derives from the fields: the district, so that the next hook already runs by its variation, and the
/// title.
fn follow(run: &Rc<Run>, id: &CaseId) -> Result<(), FlowError> {
    let hooks = run.hooks();
    let variation = hooks.variation(run, id)?;
    if run.case(id)?.variation != variation {
        run.record(Some(id), Event::VariationSet { variation })?;
    }
    if let Some(title) = hooks.title(run, id)?
        && title != run.case(id)?.title
    {
        run.record(Some(id), Event::TitleSet { title })?;
    }
    Ok(())
}

/// The entry that gave a field its present value.
fn last_set(run: &Run, case: &CaseId, field: &str) -> Result<Option<u64>, FlowError> {
    let history = run.tx().history(case)?;
    let found = history.iter().rev().find(|stored| match &stored.entry.event {
        Event::FieldSet { name, .. } => name == field,
        Event::CaseOpened { case } => case.fields.contains_key(field),
        _ => false,
    });
    Ok(found.map(|stored| stored.entry.seq))
}
