//! How long ended cases are kept, and which are due for destruction.

use super::refusal::FlowError;
use super::run::Run;
use super::spec::{KindSpec, Retention};
use crate::domain::calendar::Term;
use crate::domain::case::{Case, CaseStatus};
use crate::store::CasesBy;
use chrono::NaiveDate;
use std::rc::Rc;

/// An ended case whose time has come.
#[derive(Debug)]
pub struct Kept {
    /// The case.
    pub case: Rc<Case>,
    /// Its kind.
    pub kind: Rc<KindSpec>,
    /// The day it ended.
    pub closed_on: NaiveDate,
    /// How long it is kept.
    pub term: Term,
    /// The last day it is kept.
    pub until: NaiveDate,
}

/// What is due, and what no rule speaks of.
#[derive(Debug, Default)]
pub struct Due {
    /// The cases kept until before the day, those whose time came first before the others.
    pub cases: Vec<Kept>,
    /// How many ended cases their kind says nothing about.
    pub unruled: usize,
}

/// The ended cases that need not be kept any more on a day.
pub fn due(run: &Run, on: NaiveDate) -> Result<Due, FlowError> {
    let calendar = run.calendar()?;
    let mut due = Due::default();
    for id in run.tx().case_ids(&CasesBy::All)? {
        let case = run.case(&id)?;
        let (CaseStatus::Closed, Some(closed_on)) = (case.status, case.closed_on) else { continue };
        let kind = run.hooks().kind(run, &case.edition, &case.kind)?;
        match kind.kept(case.outcome.as_deref().unwrap_or_default()) {
            Some(Retention::Term(term)) => {
                let until = calendar.add(closed_on, term)?.date;
                if until < on {
                    due.cases.push(Kept { case, kind, closed_on, term, until });
                }
            }
            Some(Retention::Permanent) => {}
            None => due.unruled += 1,
        }
    }
    due.cases.sort_by(|a, b| (a.until, &a.case.id).cmp(&(b.until, &b.case.id)));
    Ok(due)
}
