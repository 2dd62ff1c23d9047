//! Acts that the procedure refused. A refusal leaves nothing in the log; what was tried is kept beside it, so that a
//! later edition can be asked whether it would have refused it too, and an inspector can see it.

use super::refusal::{FlowError, Refusal};
use super::run::Run;
use super::verb::Verb;
use crate::domain::case::CaseStatus;
use crate::domain::field::FieldFault;
use crate::domain::ids::CaseId;
use crate::domain::refused::RefusedAct;
use crate::store::{StoreError, Tx};
use serde_json::Value;

/// What a run was asked to do, from when it began to listen.
#[derive(Debug)]
pub struct Attempts {
    /// The last entry of the log at that moment.
    pub(super) after: u64,
    /// What was tried, in order, with the case it is kept with.
    pub(super) tried: Vec<(CaseId, Verb)>,
}

/// An act that was refused, and where it belongs.
#[derive(Debug)]
pub struct Note {
    /// The case.
    pub case: CaseId,
    /// The last entry of the log before it.
    pub after: u64,
    /// What is kept of it.
    pub act: RefusedAct,
}

/// What there is to keep of an act that ended with an error in a run that listened: none unless the procedure refused it.
pub fn note(run: &Run, error: &FlowError) -> Option<Note> {
    let FlowError::Refused(refusal) = error else { return None };
    let Attempts { after, tried } = run.take_attempts()?;
    let (case, _) = tried.last()?;
    if !is_of_the_procedure(refusal) {
        return None;
    }
    let verbs: Vec<&Verb> = tried.iter().map(|(_, verb)| verb).collect();
    let act = RefusedAct {
        at: run.now().instant(),
        by: run.by(),
        on_behalf: run.on_behalf(),
        why: run.why(),
        verbs: serde_json::to_value(verbs).ok()?,
        refusal: serde_json::to_value(&**refusal).ok()?,
        place: run.take_stopped_at().filter(|_| matches!(**refusal, Refusal::ByScript { .. })),
    };
    Some(Note { case: case.clone(), after, act })
}

/// Keeps a note of a case that has not ended.
pub fn keep(tx: &Tx, note: &Note) -> Result<(), StoreError> {
    match tx.case(&note.case)? {
        Some(case) if case.status != CaseStatus::Closed => tx.put_refused(&note.case, note.after, &note.act),
        _ => Ok(()),
    }
}

/// Whether a refusal follows from the scripts of the case and from what was done in it. What was only typed wrongly, and
/// what follows from the day it is, is none of these; nor is a task that is not there, which nobody can tell from a slip:
/// an edition that adds one shows it in what was recorded.
fn is_of_the_procedure(refusal: &Refusal) -> bool {
    match refusal {
        Refusal::ByScript { .. }
        | Refusal::WrongOutcome { .. }
        | Refusal::TaskWaiting { .. }
        | Refusal::TaskAwaits { .. }
        | Refusal::TaskEnded { .. }
        | Refusal::TaskNotDone { .. }
        | Refusal::LaterActs { .. }
        | Refusal::TooEarly { .. }
        | Refusal::MissingDocument { .. }
        | Refusal::MissingField { .. }
        | Refusal::WrongSubject { .. }
        | Refusal::WrongParent { .. }
        | Refusal::CaseRests { .. }
        | Refusal::NotSuspended { .. }
        | Refusal::NoTerm { .. }
        | Refusal::ExtendedEnough { .. }
        | Refusal::ExtendedTooFar { .. }
        | Refusal::AnchorNotReached { .. }
        | Refusal::ExpiryNeeds { .. }
        | Refusal::RungExists { .. } => true,
        Refusal::BadField { error } => matches!(error.fault, FieldFault::NoChoice { .. }),
        _ => false,
    }
}

/// What of two refusals must be alike for an act to be refused as before: their kind, and the field that is missing.
/// The words may be others.
pub(super) fn ground(refusal: &Value) -> (Option<&Value>, Option<&Value>) {
    (refusal.get("refusal"), refusal.get("field"))
}
