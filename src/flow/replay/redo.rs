//! From the entries of an act back to the verb that made them.

use super::compare::stands_apart;
use crate::domain::deadline::TaskClock;
use crate::domain::document::DocumentRef;
use crate::domain::event::{Entry, Event};
use crate::domain::ids::CaseId;
use crate::domain::task::Task;
use crate::flow::close::{self, WITHDRAWN};
use crate::flow::correct::{self, RightFacts};
use crate::flow::done::{self, Completion};
use crate::flow::fields::{self, Given, Setting};
use crate::flow::open::{self, Opening};
use crate::flow::succession;
use crate::flow::tasks::{self, NewTask};
use crate::flow::term::{self, From, NewTerm};
use crate::flow::{FlowError, Run, act, expire, ladder, migrate, revert, suspend};
use crate::store::TaskRef;
use serde_json::Value;
use std::collections::BTreeMap;
use std::rc::Rc;

/// The entry of an act that names the verb: what else stands in the act belongs to it.
pub(super) fn main_of(entries: &[Entry]) -> Option<&Entry> {
    let rank = |event: &Event| match event {
        Event::CaseOpened { .. } => 0,
        Event::TermExpired { .. } => 1,
        Event::TaskCorrected { .. } | Event::TaskReopened { .. } => 2,
        Event::TaskDone { .. } => 3,
        Event::CaseSuspended { .. } | Event::CaseResumed { .. } => 4,
        Event::CaseClosed { .. } => 5,
        _ => 6,
    };
    let own = || entries.iter().filter(|entry| entry.cause.is_none());
    let least = own().map(|entry| rank(&entry.event)).min()?;
    let mut named = own().filter(|entry| rank(&entry.event) == least);
    // Withdrawing ends what lies below first, so the last one is the case that was meant.
    if least == 5 { named.next_back() } else { named.next() }
}

/// Does an act again, on the edition that is active where this is done.
pub(super) fn redo(run: &Rc<Run>, entries: &[Entry]) -> Result<(), FlowError> {
    let own: Vec<&Entry> = entries.iter().filter(|entry| entry.cause.is_none()).collect();
    let Some(main) = main_of(entries) else { return Ok(()) };
    if let Event::ActorSucceeded { actor, succession, reason } = &main.event {
        return succession::succeed(run, actor, succession.clone(), reason).map(|_| ());
    }
    let Some(case) = &main.case else {
        return own.iter().try_for_each(|entry| again(run, entry));
    };
    match &main.event {
        Event::CaseOpened { case } => {
            let settings = case.fields.iter().map(|(name, value)| setting(name, value)).collect();
            let (kind, subject) = (case.kind.clone(), case.subject.clone());
            let (package, parent) = (Some(case.package.clone()), case.parent.clone());
            open::open(run, &Opening { package, kind, subject, parent, settings }).map(|_| ())
        }
        Event::TermExpired { task, .. } => {
            let turn = run.task(case, task)?.turn;
            expire::expire(run, &TaskRef { case: case.clone(), key: task.clone(), turn }).map(|_| ())
        }
        Event::TaskDone { task, outcome, on, document, note } => {
            let completion = Completion {
                outcome: Some(outcome.clone()),
                on: Some(*on),
                settings: settings(&own, case),
                document: document.and_then(|number| paper(&own, number)),
                note: note.clone(),
            };
            done::done(run, case, task, &completion).map(|_| ())
        }
        Event::TaskCorrected { task, on, document, note, reason, .. } => {
            let document = document.and_then(|number| paper(&own, number));
            correct::task(run, case, task, &RightFacts { on: *on, document, note: note.clone() }, reason)
        }
        Event::TaskReopened { task, reason, .. } => correct::reopen(run, case, task, reason),
        Event::CaseMoved { to, when, reason, .. } => {
            let from = run.case(case)?.edition.clone();
            migrate::move_case(run, case, (&from, to), *when, reason)
        }
        Event::MoveReverted { reason, .. } => revert::revert(run, case, reason).map(|_| ()),
        Event::CaseSuspended { reason, .. } => suspend::suspend(run, case, reason),
        Event::CaseResumed { .. } => suspend::resume(run, case),
        Event::CaseClosed { outcome, reason, .. } if outcome == WITHDRAWN => {
            close::withdraw(run, case, reason.as_deref().unwrap_or(outcome))
        }
        Event::CaseClosed { outcome, reason, .. } => close::close(run, case, outcome, reason.as_deref()),
        Event::FieldSet { correction, .. } => {
            let settings = settings(&own, case);
            match correction {
                Some(correction) => correct::fields(run, case, &settings, &correction.reason),
                None => fields::set_by_person(run, case, &settings, None),
            }
        }
        _ => own.iter().try_for_each(|entry| smaller(run, case, entry)),
    }
}

/// Acts of one entry.
fn smaller(run: &Rc<Run>, case: &CaseId, entry: &Entry) -> Result<(), FlowError> {
    match &entry.event {
        Event::TermSet { task, clock } => term::set(run, case, task, &given(clock)).map(|_| ()),
        Event::TermExtended { task, extension, .. } => {
            term::extend(run, case, task, extension.term, &extension.reason, &extension.basis).map(|_| ())
        }
        Event::TaskAdded { task } => tasks::add(run, case, added(task)),
        Event::TaskOpened { task, .. } => tasks::release(run, case, task),
        Event::TaskCancelled { task, reason, .. } => tasks::cancel(run, case, task, reason),
        Event::Remarked { text, .. } => close::remark(run, case, text),
        Event::RungAdded { task, rung } => ladder::add(run, case, task, &ladder::plan_of(rung)).map(|_| ()),
        _ => again(run, entry),
    }
}

/// An entry that no verb of a person's makes by itself is taken as it is; what stands apart from the procedure is left out.
fn again(run: &Rc<Run>, entry: &Entry) -> Result<(), FlowError> {
    if stands_apart(&entry.event) {
        return Ok(());
    }
    act(run, || run.record(entry.case.as_ref(), entry.event.clone()).map(|_| ()))
}

/// A reminder that fired is noted on its task, where the task has it.
pub(super) fn fired(run: &Rc<Run>, entry: &Entry) -> Result<(), FlowError> {
    let (Some(case), Event::RungFired { task, rung, .. }) = (&entry.case, &entry.event) else {
        return Ok(());
    };
    let Some(found) = run.find_case(case)?.map(|_| run.find_task(case, task)).transpose()?.flatten() else {
        return Ok(());
    };
    if found.clock.is_some_and(|clock| clock.rungs.iter().any(|planned| planned.name == *rung)) {
        run.enter(entry)?;
    }
    Ok(())
}

/// What came of a message is noted on it, where there is one: a reminder that has left is planned otherwise than one that
/// has not.
pub(super) fn sent(run: &Rc<Run>, entry: &Entry) -> Result<(), FlowError> {
    match &entry.event {
        Event::MessageDelivered { message, .. }
        | Event::MessageFailed { message, .. }
        | Event::MessageCancelled { message, .. } => match run.tx().message(message)? {
            Some(_) => run.enter(entry),
            None => Ok(()),
        },
        Event::DigestQueued { message, waiting } => {
            let mut digest = message.clone();
            digest.covers.clear();
            for key in &message.covers {
                digest.covers.extend(run.tx().message(key)?.map(|item| item.key));
            }
            let event = Event::DigestQueued { message: digest, waiting: *waiting };
            run.enter(&Entry { event, ..entry.clone() })
        }
        _ => Ok(()),
    }
}

/// Lets the cases that an act opens get the numbers they have.
pub(super) fn number_as_recorded(run: &Run, entries: &[Entry]) -> Result<(), FlowError> {
    let mut firsts: BTreeMap<String, u64> = BTreeMap::new();
    for entry in entries {
        if let Event::CaseOpened { case } = &entry.event
            && let Some((prefix, number)) = case.id.as_str().rsplit_once('-')
            && let Ok(number) = number.parse::<u64>()
        {
            let first = firsts.entry(prefix.to_owned()).or_insert(number);
            *first = number.min(*first);
        }
    }
    for (prefix, first) in firsts {
        run.tx().set_counter(&prefix, first.saturating_sub(1))?;
    }
    Ok(())
}

fn setting(name: &str, value: &Value) -> Setting {
    Setting { name: name.to_owned(), given: Given::Value(value.clone()) }
}

/// What a person set in the case.
fn settings(own: &[&Entry], case: &CaseId) -> Vec<Setting> {
    let set = own.iter().filter(|entry| entry.case.as_ref() == Some(case));
    let set = set.filter_map(|entry| match &entry.event {
        Event::FieldSet { name, value, .. } => Some(setting(name, value)),
        _ => None,
    });
    set.collect()
}

/// The paper of this number within the case, as it was given.
fn paper(own: &[&Entry], number: u32) -> Option<DocumentRef> {
    own.iter().find_map(|entry| match &entry.event {
        Event::DocumentRecorded { document, .. } if document.number_in_case == number => {
            Some(document.reference.clone())
        }
        _ => None,
    })
}

/// A term as it was given.
fn given(clock: &TaskClock) -> NewTerm {
    let from = match &clock.anchor_of {
        Some(anchor) => {
            From::Act { task: anchor.task.clone(), turn: Some(anchor.turn), moment: anchor.moment }
        }
        None => From::Day(clock.anchor),
    };
    NewTerm {
        term: clock.term,
        from,
        basis: clock.basis.clone(),
        calendar: clock.calendar.as_ref().map(ToString::to_string),
        expiry: clock.expiry.clone(),
    }
}

/// A task as it was asked for.
fn added(task: &Task) -> NewTask {
    NewTask {
        key: task.key.clone(),
        title: task.title.clone(),
        owner: task.stands_for.as_ref().unwrap_or(&task.owner).clone(),
        outcomes: task.outcomes.clone(),
        needs: task.needs.clone(),
        paper: task.paper.clone(),
        after: task.after.clone(),
        awaits: task.awaits.clone(),
    }
}
