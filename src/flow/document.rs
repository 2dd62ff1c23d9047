//! Recording papers.

use super::refusal::FlowError;
use super::run::{Notice, Run};
use crate::domain::document::{Direction, Document, DocumentRef};
use crate::domain::event::Event;
use crate::domain::ids::{ActorId, CaseId};
use crate::domain::task::Task;
use std::rc::Rc;

/// Records the paper that evidences a task; gives its number within the case.
pub(super) fn record(
    run: &Rc<Run>,
    id: &CaseId,
    task: &Task,
    reference: DocumentRef,
) -> Result<u32, FlowError> {
    if let Some(usual) = task.paper.as_ref().filter(|usual| **usual != reference.kind) {
        run.notice(Notice::PaperDiffers {
            task: task.key.to_string(),
            usual: usual.clone(),
            given: reference.kind.clone(),
        });
    }
    if reference.date > run.today() {
        run.notice(Notice::PaperAhead { document: reference.to_string() });
    }
    let number = u32::try_from(run.tx().documents_of(id)?.len() + 1).unwrap_or(u32::MAX);
    let document = build(run, id, task, reference, number)?;
    run.record(Some(id), Event::DocumentRecorded { document, correction: None })?;
    Ok(number)
}

/// A paper with who issued it and which way it went.
pub(super) fn build(
    run: &Rc<Run>,
    id: &CaseId,
    task: &Task,
    reference: DocumentRef,
    number_in_case: u32,
) -> Result<Document, FlowError> {
    let case = run.case(id)?;
    let by_symbol = match reference.organ().parse::<ActorId>() {
        Ok(organ) => run.find_actor(&organ)?.map(|actor| actor.id.clone()),
        Err(_) => None,
    };
    let issuer = by_symbol.unwrap_or_else(|| task.owner.clone());
    let office = run.hooks().package(run, &case.edition)?.office.clone();
    let direction = if office.as_ref() == Some(&issuer) { Direction::Out } else { Direction::In };
    Ok(Document { number_in_case, reference, issuer: Some(issuer), direction, step: task.step.clone() })
}
