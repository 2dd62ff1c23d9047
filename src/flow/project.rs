//! Due dates follow what they rest on: when the day of an act is corrected, or the calendar changes, the open ones are
//! reckoned anew, an event for each that moves. What was sent already is not sent again.

use super::ladder::{self, Again};
use super::refusal::FlowError;
use super::run::Run;
use super::settle::act;
use super::tasks::ready_since;
use super::{reckon, term};
use crate::domain::deadline::{Anchor, Moment, Pause, TaskClock};
use crate::domain::event::{Event, Moved};
use crate::domain::ids::{CaseId, TaskKey};
use crate::domain::task::Task;
use crate::store::{SEVERAL, TasksBy};
use chrono::NaiveDate;
use std::rc::Rc;

/// After the day of a task was corrected: the terms that run from it, or from the opening of tasks that waited for it.
pub(super) fn after_correction(run: &Rc<Run>, id: &CaseId, corrected: &TaskKey) -> Result<(), FlowError> {
    let tasks = run.tasks(id)?;
    for task in tasks.iter().filter(|task| task.state.is_live()) {
        let Some(clock) = &task.clock else { continue };
        let mut moved = task.clone();
        if task.opened_on.is_some() && task.awaits.is_none() && task.after.contains(corrected) {
            moved.opened_on = ready_since(&tasks, task).or(task.opened_on);
        }
        let anchor = match &clock.anchor_of {
            Some(anchor) => day_of(&tasks, &moved, anchor).unwrap_or(clock.anchor),
            None => clock.anchor,
        };
        let opened_on = moved.opened_on.filter(|_| moved.opened_on != task.opened_on);
        if anchor != clock.anchor || opened_on.is_some() {
            let clock = TaskClock { anchor, ..clock.clone() };
            re_project(run, id, task, clock, opened_on, Moved::Anchor)?;
        }
    }
    Ok(())
}

/// The day of the act that a clock runs from.
fn day_of(tasks: &[Task], own: &Task, anchor: &Anchor) -> Option<NaiveDate> {
    if anchor.task == own.key && anchor.turn == own.turn && anchor.moment == Moment::Opened {
        return own.opened_on;
    }
    let of = tasks.iter().find(|task| task.key == anchor.task && task.turn == anchor.turn)?;
    term::moment_of(of, anchor.moment)
}

/// Whether the due dates follow the calendar as it is now.
pub fn follows_calendar(run: &Rc<Run>) -> Result<bool, FlowError> {
    Ok(run.tx().calendar_digest()?.as_deref() == Some(run.calendar_digest()?))
}

/// After a due date was reckoned: notes when it follows other days off than the rest. What is edited, used and put back
/// before the next sweep would else stay.
pub(super) fn note_calendar(run: &Run) -> Result<(), FlowError> {
    match run.tx().calendar_digest()? {
        Some(followed) if followed != SEVERAL && followed != run.calendar_digest()? => {
            run.record(None, Event::CalendarDiffers {}).map(|_| ())
        }
        _ => Ok(()),
    }
}

/// Makes the due dates follow the calendar as it is now, if that is another than they follow; gives how many moved.
pub fn adopt_calendar(run: &Rc<Run>) -> Result<usize, FlowError> {
    if follows_calendar(run)? {
        return Ok(0);
    }
    act(run, || {
        let digest = run.calendar_digest()?.to_owned();
        run.record(None, Event::CalendarAdopted { digest })?;
        let before = run.count();
        for at in run.tx().task_refs(&TasksBy::Due(NaiveDate::MIN, NaiveDate::MAX))? {
            let task = run.task(&at.case, &at.key)?;
            if let Some(clock) = task.clock.clone() {
                re_project(run, &at.case, &task, clock, None, Moved::Calendar)?;
            }
        }
        Ok(run.count() - before)
    })
}

/// Reckons a clock anew and records it, if anything about it is another.
fn re_project(
    run: &Rc<Run>,
    id: &CaseId,
    task: &Task,
    mut clock: TaskClock,
    opened_on: Option<NaiveDate>,
    because: Moved,
) -> Result<(), FlowError> {
    let calendar = run.calendar_of(clock.calendar.as_ref())?;
    let was_due = clock.due;
    clock.due = reckon::due(&calendar, &clock)?;
    // A clock that stands still keeps what was left; only another first day makes that another.
    if let Some(on) = clock.paused.as_ref().map(|pause| pause.on).filter(|_| because == Moved::Anchor) {
        clock.paused = Some(Pause { on, left: reckon::remainder(&calendar, &clock, on) });
    }
    if clock.due != was_due {
        clock.epoch += 1;
        ladder::plan_anew(run, id, &task.key, &mut clock, Again::No)?;
    } else {
        ladder::re_date(&mut clock.rungs, clock.due, &calendar)?;
    }
    if task.clock.as_ref() == Some(&clock) && opened_on.is_none() {
        return Ok(());
    }
    run.record(Some(id), Event::TermMoved { task: task.key.clone(), clock, opened_on, because })?;
    Ok(())
}
