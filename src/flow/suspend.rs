//! Suspending and resuming a case.

use super::open::close_refusal;
use super::refusal::{FlowError, Refusal};
use super::run::Run;
use super::settle::act;
use super::term;
use crate::domain::case::CaseStatus;
use crate::domain::event::Event;
use crate::domain::ids::CaseId;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Lets a case rest: its clocks stand still from today.
pub fn suspend(run: &Rc<Run>, id: &CaseId, reason: &str) -> Result<(), FlowError> {
    act(run, || {
        let case = run.case(id)?;
        match case.status {
            CaseStatus::Closed => return Err(close_refusal(&case)),
            CaseStatus::Suspended => {
                return Err(Refusal::CaseRests { case: id.to_string(), since: case.suspended_on }.into());
            }
            CaseStatus::Open => {}
        }
        if reason.trim().is_empty() {
            return Err(Refusal::MissingReason { act: "suspend".to_owned() }.into());
        }
        run.record(Some(id), Event::CaseSuspended { on: run.today(), reason: reason.to_owned() })?;
        Ok(())
    })
}

/// Lets a case run again: what was left of each term starts today.
pub fn resume(run: &Rc<Run>, id: &CaseId) -> Result<(), FlowError> {
    act(run, || {
        let case = run.case(id)?;
        if case.status != CaseStatus::Suspended {
            return Err(Refusal::NotSuspended { case: id.to_string() }.into());
        }
        let (today, calendar) = (run.today(), run.calendar()?);
        let mut clocks = BTreeMap::new();
        for task in run.tasks(id)?.iter().filter(|task| task.state.is_live()) {
            if let Some(clock) = &task.clock {
                let since = clock.paused_on.unwrap_or(today);
                clocks.insert(task.key.clone(), term::after_rest(clock, since, today, &calendar)?);
            }
        }
        run.record(Some(id), Event::CaseResumed { on: today, clocks })?;
        Ok(())
    })
}
