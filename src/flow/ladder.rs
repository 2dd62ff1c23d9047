//! The reminders of a due date: planned when it is set, planned anew when it moves, added to while the case runs.

use super::hooks::RungPlan;
use super::outbox;
use super::refusal::{FlowError, Refusal};
use super::run::Run;
use super::settle::act;
use super::term::live;
use super::verb::Verb;
use crate::domain::calendar::Calendar;
use crate::domain::deadline::{Rung, TaskClock};
use crate::domain::event::Event;
use crate::domain::ids::{CaseId, TaskKey};
use chrono::NaiveDate;
use std::rc::Rc;

/// What a reminder that fired for an earlier date does for the new one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Again {
    /// It fires again: the date is another by decision.
    Yes,
    /// It does not: the date is the same, only reckoned anew.
    No,
}

/// Plans the reminders of a clock whose due date is another now. What has not left yet is taken back: it was not sent,
/// and fires for the new date.
pub(super) fn plan_anew(
    run: &Rc<Run>,
    case: &CaseId,
    key: &TaskKey,
    clock: &mut TaskClock,
    again: Again,
) -> Result<(), FlowError> {
    outbox::forget(&mut clock.rungs, &outbox::unsent(run, case, key)?);
    clock.rungs = plan(run, case, key, clock, again)?;
    outbox::take_back(run, case, key, outbox::MOVED)
}

/// Plans the reminders of a task that passed to somebody else. `before` is the ladder as it was for the owner before;
/// what was added to it by hand stays.
pub(super) fn plan_for_owner(
    run: &Rc<Run>,
    case: &CaseId,
    key: &TaskKey,
    clock: &mut TaskClock,
    before: &[RungPlan],
) -> Result<(), FlowError> {
    // What is taken back fires again, as a message of its own.
    clock.epoch += 1;
    outbox::forget(&mut clock.rungs, &outbox::unsent(run, case, key)?);
    let is_of_before = |rung: &Rung| before.iter().any(|plan| plan.name == base_name(&rung.name));
    clock.rungs.retain(|rung| rung.fired_on.is_some() || !is_of_before(rung));
    clock.rungs = plan(run, case, key, clock, Again::No)?;
    outbox::take_back(run, case, key, outbox::PASSED)
}

/// The reminders of a clock whose due date is set: those fired stay, those to come get their days. One planned for a
/// day before the due date that has passed is past its use and is left out. One that fired for an earlier date fires
/// again only for a date that is another by decision, under a name of its own.
fn plan(
    run: &Rc<Run>,
    case: &CaseId,
    key: &TaskKey,
    clock: &TaskClock,
    again: Again,
) -> Result<Vec<Rung>, FlowError> {
    let calendar = run.calendar_of(clock.calendar.as_ref())?;
    let mut rungs: Vec<Rung> = clock.rungs.iter().filter(|rung| rung.fired_on.is_some()).cloned().collect();
    let mut plans = run.hooks().ladder(run, case, key)?;
    for added in clock.rungs.iter().filter(|rung| rung.fired_on.is_none()) {
        if !plans.iter().any(|plan| plan.name == base_name(&added.name)) {
            plans.push(plan_of(added));
        }
    }
    for plan in plans {
        let day = calendar.shift_working(clock.due, plan.offset)?;
        let fired = rungs.iter().filter(|rung| base_name(&rung.name) == plan.name);
        let (times, same_day) = fired.fold((0, false), |(n, same), rung| (n + 1, same || rung.day == day));
        if plan.offset < 0 && day < run.today() || same_day {
            continue;
        }
        let to_come =
            clock.rungs.iter().find(|rung| rung.fired_on.is_none() && base_name(&rung.name) == plan.name);
        match (again, to_come) {
            (Again::No, Some(same)) => {
                rungs.push(Rung { told: same.told.clone(), ..rung(same.name.clone(), &plan, day) });
            }
            (Again::No, None) if times > 0 => {}
            _ if times == 0 => rungs.push(rung(plan.name.clone(), &plan, day)),
            _ => rungs.push(rung(format!("{}.{}", plan.name, times + 1), &plan, day)),
        }
    }
    Ok(rungs)
}

/// The days of the reminders to come, when a due date moves by itself.
pub(super) fn re_date(rungs: &mut [Rung], due: NaiveDate, calendar: &Calendar) -> Result<(), FlowError> {
    for rung in rungs.iter_mut().filter(|rung| rung.fired_on.is_none()) {
        rung.day = calendar.shift_working(due, rung.offset)?;
    }
    Ok(())
}

/// Adds a reminder to a task while its case runs; gives the day it fires. Its template must be one of the edition.
pub fn add(run: &Rc<Run>, id: &CaseId, key: &TaskKey, plan: &RungPlan) -> Result<NaiveDate, FlowError> {
    run.attempt(id, || Verb::Remind { task: key.clone(), plan: plan.clone() });
    act(run, || {
        let task = live(run, id, key)?;
        let (case, task_key) = (id.to_string(), key.to_string());
        let Some(clock) = &task.clock else {
            return Err(Refusal::NoTerm { case, task: task_key }.into());
        };
        if clock.rungs.iter().any(|rung| base_name(&rung.name) == plan.name) {
            return Err(Refusal::RungExists { case, task: task_key, rung: plan.name.clone() }.into());
        }
        let edition = &run.case(id)?.edition;
        if run.hooks().letter(run, edition, &plan.letter)?.is_none() {
            let letters = run.hooks().letters(run, edition)?;
            return Err(Refusal::UnknownLetter { letter: plan.letter.clone(), letters }.into());
        }
        let day = run.calendar_of(clock.calendar.as_ref())?.shift_working(clock.due, plan.offset)?;
        if day < run.today() {
            return Err(Refusal::RungPast { rung: plan.name.clone(), day, today: run.today() }.into());
        }
        let rung = rung(plan.name.clone(), plan, day);
        run.record(Some(id), Event::RungAdded { task: key.clone(), rung })?;
        Ok(day)
    })
}

fn rung(name: String, plan: &RungPlan, day: NaiveDate) -> Rung {
    let (offset, to, letter) = (plan.offset, plan.to.clone(), plan.letter.clone());
    Rung { name, offset, day, to, letter, fired_on: None, fate: None, told: Vec::new() }
}

/// A reminder as it was planned.
pub(super) fn plan_of(rung: &Rung) -> RungPlan {
    let (name, offset) = (base_name(&rung.name).to_owned(), rung.offset);
    RungPlan { name, offset, to: rung.to.clone(), letter: rung.letter.clone() }
}

/// `first-letter.2` → `first-letter`.
fn base_name(name: &str) -> &str {
    name.split_once('.').map_or(name, |(base, _)| base)
}
