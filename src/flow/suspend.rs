//! Suspending and resuming a case.

use super::open::close_refusal;
use super::refusal::{FlowError, Refusal};
use super::run::Run;
use super::settle::act;
use super::verb::Verb;
use super::{ladder, outbox, reckon};
use crate::domain::calendar::Calendar;
use crate::domain::case::CaseStatus;
use crate::domain::deadline::{Resumption, TaskClock};
use crate::domain::event::Event;
use crate::domain::ids::CaseId;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Lets a case rest: its clocks stand still from today, and keep what is left of each term in the term's own unit.
pub fn suspend(run: &Rc<Run>, id: &CaseId, reason: &str) -> Result<(), FlowError> {
    run.attempt(id, || Verb::Suspend { reason: reason.to_owned() });
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
        let (today, mut left) = (run.today(), BTreeMap::new());
        let (mut unsent, mut told) = (BTreeMap::new(), BTreeMap::new());
        for task in run.tasks(id)?.iter().filter(|task| task.state.is_live()) {
            if let Some(clock) = &task.clock
                && let Some(remainder) =
                    reckon::remainder(&*run.calendar_of(clock.calendar.as_ref())?, clock, today)
            {
                left.insert(task.key.clone(), remainder);
            }
            let taken_back = outbox::unsent(run, id, &task.key)?;
            if !taken_back.is_empty() {
                unsent.insert(task.key.clone(), taken_back.iter().map(|one| one.rung.clone()).collect());
            }
            let reached = taken_back.into_iter().filter(|one| !one.told.is_empty());
            let reached: BTreeMap<_, _> = reached.map(|one| (one.rung, one.told)).collect();
            if !reached.is_empty() {
                told.insert(task.key.clone(), reached);
            }
            outbox::take_back(run, id, &task.key, outbox::RESTS)?;
        }
        run.record(
            Some(id),
            Event::CaseSuspended { on: today, reason: reason.to_owned(), left, unsent, told },
        )?;
        Ok(())
    })
}

/// Lets a case run again: what was left of each term starts today.
pub fn resume(run: &Rc<Run>, id: &CaseId) -> Result<(), FlowError> {
    run.attempt(id, || Verb::Resume {});
    act(run, || {
        let case = run.case(id)?;
        if case.status != CaseStatus::Suspended {
            return Err(Refusal::NotSuspended { case: id.to_string() }.into());
        }
        let (today, mut clocks) = (run.today(), BTreeMap::new());
        for task in run.tasks(id)?.iter().filter(|task| task.state.is_live()) {
            if let Some(clock) = &task.clock {
                let calendar = run.calendar_of(clock.calendar.as_ref())?;
                clocks.insert(task.key.clone(), after_rest(clock, today, &calendar)?);
            }
        }
        run.record(Some(id), Event::CaseResumed { on: today, clocks })?;
        Ok(())
    })
}

/// The clock of a task that runs again. A due date that had passed stays, and so does one of a case that rested for
/// less than a day.
fn after_rest(clock: &TaskClock, today: NaiveDate, calendar: &Calendar) -> Result<TaskClock, FlowError> {
    let mut clock = clock.clone();
    let Some(pause) = clock.paused.take() else { return Ok(clock) };
    // A reminder that was taken back fires again, as a message of its own.
    clock.epoch += 1;
    let Some(left) = pause.left.filter(|_| pause.on < today) else { return Ok(clock) };
    clock.resumed = Some(Resumption { on: today, left, extensions: clock.extensions.len() });
    clock.due = reckon::due(calendar, &clock)?;
    ladder::re_date(&mut clock.rungs, clock.due, calendar)?;
    Ok(clock)
}
