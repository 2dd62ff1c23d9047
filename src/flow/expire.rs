//! Binding terms that have run out: the task ends with the outcome its term says, or its script is told.

use super::done::{self, Completion};
use super::refusal::FlowError;
use super::run::Run;
use super::settle::act;
use crate::domain::case::CaseStatus;
use crate::domain::day;
use crate::domain::event::Event;
use crate::domain::task::TaskState;
use crate::store::TaskRef;
use chrono::NaiveDate;
use serde::Serialize;
use std::rc::Rc;

/// A binding term that ran out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Expired {
    /// The case.
    pub case: String,
    /// The task.
    pub task: String,
    /// The due date that had passed.
    pub due: NaiveDate,
    /// How the task ended; none when its script was told.
    pub outcome: Option<String>,
}

/// The tasks whose binding term has run out before today. On a day off there are none.
pub fn expired(run: &Rc<Run>) -> Result<Vec<TaskRef>, FlowError> {
    let today = run.today();
    if run.calendar()?.is_working(today) { Ok(run.tx().expired_before(today)?) } else { Ok(Vec::new()) }
}

/// Does what a term that has run out says. None when there is nothing to do (any more): another process was first, or
/// the task waits for others and cannot end yet.
pub fn expire(run: &Rc<Run>, at: &TaskRef) -> Result<Option<Expired>, FlowError> {
    let (case, task) = (run.case(&at.case)?, run.task(&at.case, &at.key)?);
    let Some(clock) = task.clock.as_ref().filter(|clock| clock.runs() && clock.due < run.today()) else {
        return Ok(None);
    };
    let Some(expiry) = clock.expiry.clone().filter(|expiry| expiry.reached_on.is_none()) else {
        return Ok(None);
    };
    if case.status != CaseStatus::Open || task.state != TaskState::Open || task.turn != at.turn {
        return Ok(None);
    }
    let due = clock.due;
    act(run, || {
        run.record(Some(&at.case), Event::TermExpired { task: at.key.clone(), on: run.today(), due })?;
        match &expiry.outcome {
            Some(outcome) => {
                let note = format!("Hết thời hạn ấn định ngày {}", day::vietnamese(due));
                let completion =
                    Completion { outcome: Some(outcome.clone()), note: Some(note), ..Completion::default() };
                done::done(run, &at.case, &at.key, &completion)?;
            }
            None => run.hooks().expired(run, &at.case, &at.key)?,
        }
        Ok(())
    })?;
    let (case, task) = (at.case.to_string(), at.key.to_string());
    Ok(Some(Expired { case, task, due, outcome: expiry.outcome }))
}
