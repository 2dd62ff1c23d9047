//! Terms: the due date of a task, and more time for it.

use super::refusal::{FlowError, Refusal};
use super::run::{Notice, Run};
use super::settle::act;
use crate::domain::calendar::{Calendar, Term};
use crate::domain::event::Event;
use crate::domain::ids::{CaseId, TaskKey};
use crate::domain::task::{Extension, Rung, TaskClock};
use chrono::NaiveDate;
use std::rc::Rc;

/// Gives a task a term from `anchor`. The due date and its reminders are planned now.
pub fn set(
    run: &Rc<Run>,
    case: &CaseId,
    key: &TaskKey,
    term: Term,
    anchor: NaiveDate,
    basis: &str,
) -> Result<NaiveDate, FlowError> {
    act(run, || {
        let task = live(run, case, key)?;
        let calendar = run.calendar()?;
        let due = calendar.add(anchor, term)?.date;
        if !calendar.is_decided(due) {
            run.notice(Notice::Expected { date: due });
        }
        let old = task.clock.as_ref();
        let rungs = plan(run, case, key, due, old.map_or(&[], |clock| clock.rungs.as_slice()), &calendar)?;
        let clock = TaskClock {
            term,
            anchor,
            basis: basis.to_owned(),
            due,
            extensions: Vec::new(),
            rungs,
            paused_on: None,
            epoch: old.map_or(0, |clock| clock.epoch + 1),
        };
        run.record(Some(case), Event::TermSet { task: key.clone(), clock })?;
        Ok(due)
    })
}

/// Grants more time, counted from the present due date. Only before that date, and with a reason.
pub fn extend(
    run: &Rc<Run>,
    case: &CaseId,
    key: &TaskKey,
    term: Term,
    reason: &str,
) -> Result<NaiveDate, FlowError> {
    act(run, || {
        if reason.trim().is_empty() {
            return Err(Refusal::MissingReason { act: "due".to_owned() }.into());
        }
        let task = live(run, case, key)?;
        let no_term = || Refusal::NoTerm { case: case.to_string(), task: key.to_string() };
        let clock = task.clock.as_ref().ok_or_else(no_term)?;
        if run.today() > clock.due {
            return Err(
                Refusal::PastDue { case: case.to_string(), task: key.to_string(), due: clock.due }.into()
            );
        }
        let calendar = run.calendar()?;
        let due = calendar.add(clock.due, term)?.date;
        let rungs = plan(run, case, key, due, &clock.rungs, &calendar)?;
        let extension = Extension { term, reason: reason.to_owned(), on: run.today() };
        run.record(Some(case), Event::TermExtended { task: key.clone(), extension, due, rungs })?;
        Ok(due)
    })
}

fn live(run: &Run, case: &CaseId, key: &TaskKey) -> Result<crate::domain::task::Task, FlowError> {
    let task = run.task(case, key)?;
    let row = run.case(case)?;
    if row.status == crate::domain::case::CaseStatus::Closed {
        return Err(super::open::close_refusal(&row));
    }
    if task.state.is_live() {
        return Ok(task);
    }
    Err(Refusal::TaskEnded {
        case: case.to_string(),
        task: key.to_string(),
        state: task.state.name().to_owned(),
        outcome: task.outcome.clone(),
        on: task.closed_on,
        open: super::find::open_tasks(run, case)?,
    }
    .into())
}

/// The reminders for a due date: those fired stay, those to come get their days. One planned before today is past its
/// use and is left out.
fn plan(
    run: &Rc<Run>,
    case: &CaseId,
    key: &TaskKey,
    due: NaiveDate,
    old: &[Rung],
    calendar: &Calendar,
) -> Result<Vec<Rung>, FlowError> {
    let mut rungs: Vec<Rung> = old.iter().filter(|rung| rung.fired_on.is_some()).cloned().collect();
    for plan in run.hooks().ladder(run, case, key)? {
        let day = calendar.shift_working(due, plan.offset)?;
        if plan.offset < 0 && day < run.today() || rungs.iter().any(|r| r.name == plan.name && r.day == day) {
            continue;
        }
        // A rung that fired for an earlier date fires again for the new one, under a name of its own.
        let again = rungs.iter().filter(|r| base_name(&r.name) == plan.name).count();
        let name = if again == 0 { plan.name } else { format!("{}.{}", plan.name, again + 1) };
        rungs.push(Rung { name, offset: plan.offset, day, to: plan.to, letter: plan.letter, fired_on: None });
    }
    Ok(rungs)
}

fn base_name(name: &str) -> &str {
    name.split_once('.').map_or(name, |(base, _)| base)
}

/// The clock of a task whose case rested from `since` until `today`: what was left of the term starts again, in its
/// own unit. A due date that had passed stays.
pub(super) fn after_rest(
    clock: &TaskClock,
    since: NaiveDate,
    today: NaiveDate,
    calendar: &Calendar,
) -> Result<TaskClock, FlowError> {
    use crate::domain::calendar::{Rules, Unit};
    let mut clock = TaskClock { paused_on: None, ..clock.clone() };
    if clock.due < since || today <= since {
        return Ok(clock);
    }
    let (unit, left) = match clock.term.unit {
        Unit::WorkingDays => (Unit::WorkingDays, calendar.working_days_between(since, clock.due)),
        _ => (Unit::Days, (clock.due - since).num_days()),
    };
    clock.due = match u32::try_from(left) {
        Ok(0) | Err(_) => calendar.shift_working(today, 0)?,
        Ok(count) => {
            // What was left is counted from today on; at a day off it does as the whole term does.
            let rules = Rules { roll: clock.term.rules.roll, ..Rules::default() };
            calendar.add(today, Term::of(count, unit).with(rules))?.date
        }
    };
    for rung in clock.rungs.iter_mut().filter(|rung| rung.fired_on.is_none()) {
        rung.day = calendar.shift_working(clock.due, rung.offset)?;
    }
    clock.epoch += 1;
    Ok(clock)
}

/// Where a due date comes from, in one line: term, first day, ground.
pub fn origin(clock: &TaskClock) -> String {
    let mut text = format!(
        "{} từ {} · {}",
        clock.term.vietnamese(),
        crate::domain::day::vietnamese(clock.anchor),
        clock.basis
    );
    for extension in &clock.extensions {
        text.push_str(&format!(" · gia hạn {} ({})", extension.term.vietnamese(), extension.reason));
    }
    text
}
