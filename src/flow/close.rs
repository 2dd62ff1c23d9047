//! Ending a case: as planned, by a decision, or by withdrawal.

use super::open::close_refusal;
use super::refusal::{FlowError, Refusal};
use super::run::Run;
use super::settle::act;
use super::tasks;
use super::verb::Verb;
use crate::domain::case::{CaseStatus, Remark};
use crate::domain::event::Event;
use crate::domain::ids::CaseId;
use crate::store::CasesBy;
use std::rc::Rc;

/// The outcome of a case that was withdrawn.
pub const WITHDRAWN: &str = "withdrawn";

/// Ends a case. What is still owed in it is cancelled; its parent hears of it.
pub fn close(run: &Rc<Run>, id: &CaseId, outcome: &str, reason: Option<&str>) -> Result<(), FlowError> {
    act(run, || {
        let case = run.case(id)?;
        if case.status == CaseStatus::Closed {
            return Err(close_refusal(&case));
        }
        tasks::cancel_all(run, id, reason.unwrap_or(outcome))?;
        let event = Event::CaseClosed {
            on: run.today(),
            outcome: outcome.to_owned(),
            reason: reason.map(ToOwned::to_owned),
        };
        let seq = run.record(Some(id), event)?;
        // What was refused in it meets no other rules any more.
        run.tx().forget_refused(id)?;
        if let Some(parent) = &case.parent
            && run.case(parent)?.status == CaseStatus::Open
        {
            run.pending.borrow_mut().child_closed(parent, id, seq);
        }
        Ok(())
    })
}

/// Withdraws a case and all that is open below it, with a reason.
pub fn withdraw(run: &Rc<Run>, id: &CaseId, reason: &str) -> Result<(), FlowError> {
    run.attempt(id, || Verb::Withdraw { reason: reason.to_owned() });
    act(run, || {
        if reason.trim().is_empty() {
            return Err(Refusal::MissingReason { act: "withdraw".to_owned() }.into());
        }
        run.case(id)?;
        // Whoever may withdraw a case withdraws what is below it, seen or not.
        let _whole = run.whole();
        for child in run.tx().case_ids(&CasesBy::Parent(id.clone()))? {
            if run.case(&child)?.status != CaseStatus::Closed {
                withdraw(run, &child, reason)?;
            }
        }
        close(run, id, WITHDRAWN, Some(reason))
    })
}

/// Adds a remark for the reader of a case. The same remark is not made twice on one day.
pub fn remark(run: &Rc<Run>, id: &CaseId, text: &str) -> Result<(), FlowError> {
    act(run, || {
        let remark = Remark { on: run.today(), text: text.to_owned() };
        if !run.case(id)?.remarks.contains(&remark) {
            run.record(Some(id), Event::Remarked { on: remark.on, text: remark.text })?;
        }
        Ok(())
    })
}
