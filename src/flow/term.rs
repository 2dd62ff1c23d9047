//! Terms: the due date of a task, and more time for it.

use super::ladder::{self, Again};
use super::reckon;
use super::refusal::{FlowError, Refusal};
use super::run::{Notice, Run};
use super::settle::act;
use super::verb::Verb;
use crate::domain::calendar::{Calendar, Term};
use crate::domain::case::CaseStatus;
use crate::domain::deadline::{Anchor, Expiry, Extension, Missed, Moment, Pause, TaskClock};
use crate::domain::event::Event;
use crate::domain::ids::{ActorId, CaseId, TaskKey};
use crate::domain::task::{Need, Task};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// A term as it is given to a task.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct NewTerm {
    /// How long.
    pub term: Term,
    /// From when.
    pub from: From,
    /// On what ground.
    pub basis: String,
    /// Whose days off count besides everybody's; if not given, those of the owner or of what it belongs to.
    pub calendar: Option<String>,
    /// What happens by itself once it has passed. None for an advisory term.
    pub expiry: Option<Expiry>,
}

/// The day a term runs from.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum From {
    /// A day that was given.
    Day(NaiveDate),
    /// The day of an act: when it is corrected, the due date follows.
    Act {
        /// The task.
        task: TaskKey,
        /// Its turn; the last one if not given.
        turn: Option<u16>,
        /// Which of its days.
        moment: Moment,
    },
}

/// How often and by how much a term may be extended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExtensionBound {
    /// How often.
    pub times: usize,
    /// How much in all; none for as much again as the term itself.
    pub total: Option<Term>,
}

impl Default for ExtensionBound {
    fn default() -> Self {
        Self { times: 2, total: None }
    }
}

/// Gives a task a term. The due date and its reminders are planned now.
pub fn set(run: &Rc<Run>, case: &CaseId, key: &TaskKey, new: &NewTerm) -> Result<NaiveDate, FlowError> {
    run.attempt(case, || Verb::Term { task: key.clone(), term: new.clone() });
    act(run, || {
        let task = live(run, case, key)?;
        let (anchor, anchor_of) = anchor(run, case, key, &new.from)?;
        check_expiry(case, &task, new.expiry.as_ref())?;
        let calendar = scope(run, new.calendar.as_deref(), &task.owner)?;
        let old = task.clock.as_ref();
        let mut clock = TaskClock {
            term: new.term,
            anchor,
            anchor_of,
            basis: new.basis.clone(),
            calendar,
            due: anchor,
            expiry: new.expiry.clone(),
            extensions: Vec::new(),
            resumed: None,
            paused: None,
            rungs: old.map_or_else(Vec::new, |clock| clock.rungs.clone()),
            missed: old.map_or_else(Vec::new, |clock| missed(clock, run.today())),
            epoch: old.map_or(0, |clock| clock.epoch + 1),
        };
        let calendar = run.calendar_of(clock.calendar.as_ref())?;
        clock.due = reckon::due(&calendar, &clock)?;
        tell_if_expected(run, &calendar, clock.due);
        // While its case rests, the clock of a new term stands still as the others do.
        clock.paused = pause(run, case, &calendar, &clock)?;
        ladder::plan_anew(run, case, key, &mut clock, Again::Yes)?;
        let due = clock.due;
        run.record(Some(case), Event::TermSet { task: key.clone(), clock })?;
        Ok(due)
    })
}

/// Grants more time, counted from the present due date. Only before that date, with a reason and a basis, and within
/// the bound of the package.
pub fn extend(
    run: &Rc<Run>,
    case: &CaseId,
    key: &TaskKey,
    term: Term,
    reason: &str,
    basis: &str,
) -> Result<NaiveDate, FlowError> {
    run.attempt(case, || {
        let (reason, basis) = (reason.to_owned(), basis.to_owned());
        Verb::Extend { task: key.clone(), term, reason, basis }
    });
    act(run, || {
        if reason.trim().is_empty() {
            return Err(Refusal::MissingReason { act: "due".to_owned() }.into());
        }
        if basis.trim().is_empty() {
            return Err(Refusal::MissingBasis { case: case.to_string(), task: key.to_string() }.into());
        }
        let task = live(run, case, key)?;
        let (case_text, task_text) = (case.to_string(), key.to_string());
        let no_term = || Refusal::NoTerm { case: case_text.clone(), task: task_text.clone() };
        let mut clock = task.clock.clone().ok_or_else(no_term)?;
        if !clock.runs() {
            let since = clock.paused.map(|pause| pause.on);
            return Err(Refusal::CaseRests { case: case_text, since }.into());
        }
        if run.today() > clock.due {
            return Err(Refusal::PastDue { case: case_text, task: task_text, due: clock.due }.into());
        }
        let calendar = run.calendar_of(clock.calendar.as_ref())?;
        let extension =
            Extension { term, reason: reason.to_owned(), basis: basis.to_owned(), on: run.today() };
        clock.extensions.push(extension.clone());
        clock.due = reckon::due(&calendar, &clock)?;
        check_bound(run, case, key, &clock, &calendar)?;
        tell_if_expected(run, &calendar, clock.due);
        ladder::plan_anew(run, case, key, &mut clock, Again::Yes)?;
        let TaskClock { due, rungs, .. } = clock;
        run.record(Some(case), Event::TermExtended { task: key.clone(), extension, due, rungs })?;
        Ok(due)
    })
}

/// The task, which must still be owed in a case that has not ended.
pub(super) fn live(run: &Run, case: &CaseId, key: &TaskKey) -> Result<Task, FlowError> {
    let task = run.task(case, key)?;
    let row = run.case(case)?;
    if row.status == CaseStatus::Closed {
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

/// The day a term runs from, and the act whose day it is.
fn anchor(
    run: &Run,
    case: &CaseId,
    key: &TaskKey,
    from: &From,
) -> Result<(NaiveDate, Option<Anchor>), FlowError> {
    let (task, moment) = match from {
        From::Day(day) => return Ok((*day, None)),
        From::Act { task, turn, moment } => {
            let last = run.task(case, task)?;
            let tasks = run.tasks(case)?;
            let named = tasks.iter().find(|one| one.key == *task && Some(one.turn) == *turn).cloned();
            (named.unwrap_or(last), *moment)
        }
    };
    match moment_of(&task, moment) {
        Some(day) => Ok((day, Some(Anchor { task: task.key, turn: task.turn, moment }))),
        None => {
            let (case, task, anchor) = (case.to_string(), key.to_string(), task.key.to_string());
            Err(Refusal::AnchorNotReached { case, task, anchor }.into())
        }
    }
}

/// The day of a task that a term may run from.
pub(super) fn moment_of(task: &Task, moment: Moment) -> Option<NaiveDate> {
    match moment {
        Moment::Opened => task.opened_on,
        Moment::Done => task.closed_on.filter(|_| task.outcome.is_some()),
    }
}

/// A binding term can only end a task with an outcome it has, and with one that needs nothing from a person.
fn check_expiry(case: &CaseId, task: &Task, expiry: Option<&Expiry>) -> Result<(), FlowError> {
    let Some(outcome) = expiry.and_then(|expiry| expiry.outcome.as_deref()) else { return Ok(()) };
    let (case, key) = (case.to_string(), task.key.to_string());
    if !task.outcomes.iter().any(|known| known == outcome) {
        let outcomes = task.outcomes.clone();
        return Err(Refusal::WrongOutcome { case, task: key, outcome: outcome.to_owned(), outcomes }.into());
    }
    let needs: Vec<&Need> = task.needs.iter().filter(|need| need.applies_to(outcome)).collect();
    if needs.is_empty() {
        return Ok(());
    }
    let needs = needs.into_iter().map(|need| need.what.clone()).collect();
    Err(Refusal::ExpiryNeeds { case, task: key, outcome: outcome.to_owned(), needs }.into())
}

/// Whose days off count besides everybody's: the calendar named, else that of the owner or of what it belongs to.
fn scope(run: &Run, named: Option<&str>, owner: &ActorId) -> Result<Option<ActorId>, FlowError> {
    let calendar = run.calendar()?;
    if let Some(named) = named {
        calendar.calendar_of(named)?;
        return Ok(Some(named.parse()?));
    }
    let mut at = Some(owner.clone());
    // Actors belong to each other only a few levels deep; a circle among them must not hold this up.
    for _ in 0..8 {
        let Some(code) = at else { break };
        if calendar.has_scope(code.as_str()) {
            return Ok(Some(code));
        }
        at = run.find_actor(&code)?.and_then(|actor| actor.parent.clone());
    }
    Ok(None)
}

fn missed(clock: &TaskClock, today: NaiveDate) -> Vec<Missed> {
    let mut missed = clock.missed.clone();
    let until = clock.paused.as_ref().map_or(today, |pause| pause.on);
    if clock.due < until {
        missed.push(Missed { due: clock.due, until });
    }
    missed
}

fn pause(
    run: &Run,
    case: &CaseId,
    calendar: &Calendar,
    clock: &TaskClock,
) -> Result<Option<Pause>, FlowError> {
    let row = run.case(case)?;
    let since = row.suspended_on.filter(|_| row.status == CaseStatus::Suspended);
    Ok(since.map(|_| {
        let on = run.today();
        Pause { on, left: reckon::remainder(calendar, clock, on) }
    }))
}

fn check_bound(
    run: &Rc<Run>,
    case: &CaseId,
    key: &TaskKey,
    clock: &TaskClock,
    calendar: &Calendar,
) -> Result<(), FlowError> {
    let bound = run.hooks().extension_bound(run, case, key)?.unwrap_or_default();
    let (case, task) = (case.to_string(), key.to_string());
    if clock.extensions.len() > bound.times {
        return Err(Refusal::ExtendedEnough { case, task, times: bound.times }.into());
    }
    // What a rest added is no extension: the bound is that of a clock which never stood still.
    let mut plain = TaskClock { resumed: None, ..clock.clone() };
    let extended = reckon::due(calendar, &plain)?;
    plain.extensions.clear();
    let total = bound.total.unwrap_or(clock.term);
    let bound = calendar.add(reckon::due(calendar, &plain)?, total)?.date;
    if extended > bound {
        let (due, last, term) = (clock.due, clock.due - (extended - bound), total.to_string());
        return Err(Refusal::ExtendedTooFar { case, task, due, last, term }.into());
    }
    Ok(())
}

fn tell_if_expected(run: &Run, calendar: &Calendar, due: NaiveDate) {
    if !calendar.is_decided(due) {
        run.notice(Notice::Expected { date: due });
    }
}
