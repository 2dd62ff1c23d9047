//! The work: days off, the editions that cases run on, reminders, messages, scheduled scripts, the clock.

use super::super::context::Context;
use super::super::failure::{CmdError, of_flow};
use super::{Finding, State};
use crate::clock::to_local;
use crate::domain::case::CaseStatus;
use crate::domain::ids::EditionId;
use crate::domain::message::MessageState;
use crate::flow::{FlowError, Run};
use crate::remind::job;
use crate::store::CasesBy;
use crate::ui::messages::Messages;
use chrono::{Datelike as _, NaiveDate};
use serde_json::json;
use std::collections::BTreeMap;
use std::rc::Rc;

/// The month from which the days off of the next year should be decided.
const NEXT_YEAR_FROM: u32 = 12;
/// How far the clock may stand behind the last entry, in seconds.
const BEHIND: i64 = 300;

pub(super) fn check(context: &mut Context) -> Result<Vec<Finding>, CmdError> {
    let host = context.app.host();
    let jobs = job::names(context.app.home());
    let messages = Messages::new(context.messages.lang(), context.messages.prog());
    let words = |error: &FlowError| of_flow(error).words(&messages);
    let found = context.read(|run| {
        let mut findings = vec![clock(run)?];
        match run.calendar() {
            Ok(calendar) => {
                let today = run.today();
                let years = [Some(today.year()), (today.month() >= NEXT_YEAR_FROM).then(|| today.year() + 1)];
                let missing = years.into_iter().flatten().find(|year| calendar.decision(*year).is_none());
                findings.push(match missing {
                    Some(year) => Finding::new(
                        "calendar",
                        State::Attention,
                        "expected",
                        json!({ "year": year.to_string() }),
                    ),
                    None => Finding::new(
                        "calendar",
                        State::Good,
                        "decided",
                        json!({ "year": today.year().to_string() }),
                    ),
                });
                let before = calendar.shift_working(today, -1).unwrap_or(today);
                findings.push(reminders(run, before)?);
            }
            Err(error) => {
                findings.push(Finding::new(
                    "calendar",
                    State::Bad,
                    "unread",
                    json!({ "why": words(&error) }),
                ));
            }
        }
        findings.push(editions(run, |edition| host.load(run, edition).map(|_| ()), &words)?);
        findings.push(outgoing(run)?);
        findings.push(last_runs(run, &jobs)?);
        Ok::<_, FlowError>(findings)
    })?;
    Ok(found.value)
}

/// Whether the clock stands behind what was recorded.
fn clock(run: &Run) -> Result<Finding, FlowError> {
    let (last, _) = run.tx().head()?;
    let entries = run.tx().entries(last, 1)?;
    let now = run.now().instant();
    let ahead = entries.first().map(|stored| stored.entry.at).filter(|at| (*at - now).num_seconds() > BEHIND);
    let show = |at| to_local(at).format("%d/%m/%Y %H:%M").to_string();
    Ok(match ahead {
        Some(at) => {
            Finding::new("clock", State::Bad, "behind", json!({ "now": show(now), "last": show(at) }))
        }
        None => Finding::new("clock", State::Good, "right", json!({ "now": show(now) })),
    })
}

/// Whether reminders are waiting that should have gone out a working day ago.
fn reminders(run: &Run, before: NaiveDate) -> Result<Finding, FlowError> {
    let late = run.tx().rungs_until(before)?;
    Ok(match late.first() {
        Some((since, ..)) => {
            Finding::new("reminders", State::Bad, "late", json!({ "count": late.len(), "since": since }))
        }
        None => Finding::new("reminders", State::Good, "current", json!({})),
    })
}

/// Whether every edition that an open case runs on can be run.
fn editions(
    run: &Rc<Run>,
    load: impl Fn(&EditionId) -> Result<(), FlowError>,
    words: &impl Fn(&FlowError) -> String,
) -> Result<Finding, FlowError> {
    let mut cases: BTreeMap<EditionId, usize> = BTreeMap::new();
    for id in run.tx().case_ids(&CasesBy::All)? {
        let case = run.case(&id)?;
        if case.status != CaseStatus::Closed {
            *cases.entry(case.edition.clone()).or_default() += 1;
        }
    }
    for (edition, count) in &cases {
        if let Err(error) = load(edition) {
            let facts = json!({ "edition": edition.short(), "count": count, "why": words(&error) });
            return Ok(Finding::new("editions", State::Bad, "broken", facts));
        }
    }
    let open: usize = cases.values().sum();
    Ok(Finding::new("editions", State::Good, "run", json!({ "count": cases.len(), "cases": open })))
}

/// Whether messages could not be delivered.
fn outgoing(run: &Run) -> Result<Finding, FlowError> {
    let waiting = run.tx().headings_waiting()?;
    let failed = waiting.iter().filter_map(|message| match &message.state {
        MessageState::Failed(why) => Some((message.on, why)),
        _ => None,
    });
    let failed: Vec<_> = failed.collect();
    Ok(match failed.iter().min() {
        Some((since, why)) => {
            let facts = json!({ "count": failed.len(), "since": since, "why": why });
            Finding::new("messages", State::Attention, "failed", facts)
        }
        None => Finding::new("messages", State::Good, "delivered", json!({ "waiting": waiting.len() })),
    })
}

/// Whether the last run of a scheduled script failed.
fn last_runs(run: &Run, jobs: &[String]) -> Result<Finding, FlowError> {
    for job in jobs {
        let last = run.tx().job(job)?;
        if let Some((at, why)) = last.and_then(|last| Some((last.at, last.error?))) {
            let at = to_local(at).format("%d/%m/%Y %H:%M").to_string();
            return Ok(Finding::new(
                "jobs",
                State::Attention,
                "failed",
                json!({ "job": job, "at": at, "why": why }),
            ));
        }
    }
    Ok(Finding::new("jobs", State::Good, "run", json!({ "count": jobs.len() })))
}
