//! Recording that a task was done.

use super::document;
use super::fields::{self, Setting};
use super::find;
use super::open::close_refusal;
use super::refusal::{FlowError, Refusal};
use super::run::{Notice, Run};
use super::settle::act;
use super::verb::Verb;
use crate::domain::case::{Case, CaseStatus};
use crate::domain::document::DocumentRef;
use crate::domain::event::Event;
use crate::domain::ids::{CaseId, TaskKey};
use crate::domain::task::{Need, Task, TaskState};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// What is known of a task that was done.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Completion {
    /// How it ended; the planned outcome if not given.
    pub outcome: Option<String>,
    /// The day; today if not given.
    pub on: Option<NaiveDate>,
    /// Fields of the case that become known with it.
    pub settings: Vec<Setting>,
    /// The paper that evidences it.
    pub document: Option<DocumentRef>,
    /// A note.
    pub note: Option<String>,
}

/// Records a task as done; gives its outcome.
pub fn done(run: &Rc<Run>, id: &CaseId, key: &TaskKey, completion: &Completion) -> Result<String, FlowError> {
    run.attempt(id, || Verb::Done { task: key.clone(), completion: completion.clone() });
    act(run, || {
        let case = run.case(id)?;
        let task = run.task(id, key)?;
        check_open(run, &case, &task)?;
        let outcome = outcome_of(run, &case, &task, completion.outcome.as_deref())?;
        let on = day_of(run, &case, &task, completion.on)?;
        fields::set_by_person(run, id, &completion.settings, None)?;
        check_needs(run, id, &task, &outcome, completion)?;
        let document = match &completion.document {
            Some(reference) => Some(document::record(run, id, &task, reference.clone())?),
            None => None,
        };
        let note = completion.note.clone().filter(|note| !note.trim().is_empty());
        run.record(
            Some(id),
            Event::TaskDone { task: key.clone(), outcome: outcome.clone(), on, document, note },
        )?;
        Ok(outcome)
    })
}

fn check_open(run: &Run, case: &Case, task: &Task) -> Result<(), FlowError> {
    let (id, key) = (case.id.to_string(), task.key.to_string());
    match case.status {
        CaseStatus::Open => {}
        CaseStatus::Closed => return Err(close_refusal(case)),
        CaseStatus::Suspended => return Err(Refusal::CaseRests { case: id, since: case.suspended_on }.into()),
    }
    match task.state {
        TaskState::Open => Ok(()),
        TaskState::Waiting => Err(waiting(run, case, task)?),
        TaskState::Done | TaskState::Cancelled => Err(Refusal::TaskEnded {
            case: id,
            task: key,
            state: task.state.name().to_owned(),
            outcome: task.outcome.clone(),
            on: task.closed_on,
            open: find::open_tasks(run, &case.id)?,
        }
        .into()),
    }
}

fn waiting(run: &Run, case: &Case, task: &Task) -> Result<FlowError, FlowError> {
    let tasks = run.tasks(&case.id)?;
    let after: Vec<String> = task
        .after
        .iter()
        .filter(|key| !super::tasks::is_done(&tasks, key))
        .map(|key| {
            let title = tasks.iter().rev().find(|t| t.key == *key).map_or("", |t| t.title.as_str());
            format!("{key} ({title})")
        })
        .collect();
    let (case, task_key) = (case.id.to_string(), task.key.to_string());
    Ok(match &task.awaits {
        Some(awaits) if after.is_empty() => {
            Refusal::TaskAwaits { case, task: task_key, awaits: awaits.clone() }.into()
        }
        _ => Refusal::TaskWaiting { case, task: task_key, after }.into(),
    })
}

fn outcome_of(run: &Run, case: &Case, task: &Task, given: Option<&str>) -> Result<String, FlowError> {
    match given {
        Some(given) => {
            task.outcomes.iter().find(|o| o.eq_ignore_ascii_case(given)).cloned().ok_or_else(|| {
                Refusal::WrongOutcome {
                    case: case.id.to_string(),
                    task: task.key.to_string(),
                    outcome: given.to_owned(),
                    outcomes: task.outcomes.clone(),
                }
                .into()
            })
        }
        None => {
            let (planned, others) =
                task.outcomes.split_first().map_or(("done", &[][..]), |(p, o)| (p.as_str(), o));
            if !others.is_empty() {
                run.notice(Notice::PlannedOutcome {
                    case: case.id.to_string(),
                    task: task.key.to_string(),
                    outcome: planned.to_owned(),
                    others: others.to_vec(),
                });
            }
            Ok(planned.to_owned())
        }
    }
}

/// The day of the act: not ahead of today, and not before a task that had to come first.
pub(super) fn day_of(
    run: &Run,
    case: &Case,
    task: &Task,
    given: Option<NaiveDate>,
) -> Result<NaiveDate, FlowError> {
    let today = run.today();
    let Some(date) = given else { return Ok(today) };
    if date > today {
        return Err(Refusal::FutureDate { date, today }.into());
    }
    let tasks = run.tasks(&case.id)?;
    let firsts = task.after.iter().filter_map(|key| tasks.iter().rev().find(|t| t.key == *key));
    let late = firsts.filter_map(|t| t.closed_on.map(|on| (t, on))).find(|(_, on)| *on > date);
    match late {
        None => Ok(date),
        Some((first, first_on)) => Err(Refusal::TooEarly {
            case: case.id.to_string(),
            task: task.key.to_string(),
            date,
            first: first.key.to_string(),
            first_on,
        }
        .into()),
    }
}

fn check_needs(
    run: &Rc<Run>,
    id: &CaseId,
    task: &Task,
    outcome: &str,
    completion: &Completion,
) -> Result<(), FlowError> {
    let case = run.case(id)?;
    for need in task.needs.iter().filter(|need| need.applies_to(outcome)) {
        let (case_text, task_text, outcome) = (id.to_string(), task.key.to_string(), outcome.to_owned());
        if need.what == Need::DOCUMENT {
            if completion.document.is_none() {
                let paper = task.paper.clone();
                return Err(
                    Refusal::MissingDocument { case: case_text, task: task_text, outcome, paper }.into()
                );
            }
        } else if is_unset(case.fields.get(&need.what)) {
            let kind = run.hooks().kind(run, &case.edition, &case.kind)?;
            let spec = kind.field(&need.what);
            return Err(Refusal::MissingField {
                case: case_text,
                task: task_text,
                outcome,
                field: need.what.clone(),
                title: spec.map_or_else(String::new, |s| s.title.clone()),
                pattern: spec.map_or_else(String::new, |s| s.kind.pattern()),
            }
            .into());
        }
    }
    Ok(())
}

fn is_unset(value: Option<&serde_json::Value>) -> bool {
    value.is_none_or(|v| v.is_null() || v.as_array().is_some_and(Vec::is_empty))
}
