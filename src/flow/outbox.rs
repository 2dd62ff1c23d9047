//! What waits in the outbox: taken back in the transaction in which it loses its ground.

use super::refusal::FlowError;
use super::run::Run;
use crate::domain::deadline::Rung;
use crate::domain::event::Event;
use crate::domain::ids::{ActorId, CaseId, TaskKey};
use crate::domain::message::{Form, MessageState};

/// Why messages of a task are taken back: it has ended.
pub(super) const ENDED: &str = "việc đã kết thúc";
/// Its due date is another.
pub(super) const MOVED: &str = "hạn đã thay đổi";
/// It passed to somebody else.
pub(super) const PASSED: &str = "việc đã chuyển cho cơ quan kế thừa";
/// Its case rests.
pub(super) const RESTS: &str = "hồ sơ tạm dừng";

/// A reminder that fired and of which a message has not left.
pub(super) struct Unsent {
    /// The rung of its ladder.
    pub rung: String,
    /// Those whom it reached already.
    pub told: Vec<ActorId>,
}

/// The reminders of a task of which a message has not left yet.
pub(super) fn unsent(run: &Run, case: &CaseId, task: &TaskKey) -> Result<Vec<Unsent>, FlowError> {
    let mut found: Vec<Unsent> = Vec::new();
    for message in run.tx().messages_about(case, task)? {
        if let Some(about) = message.about.filter(|about| found.iter().all(|one| one.rung != about.rung)) {
            found.push(one_unsent(run, &message.key, &message.to, about.rung)?);
        }
    }
    Ok(found)
}

/// The reminder that a message to `to` belongs to. The keys of its messages are alike but for the recipient.
pub(super) fn one_unsent(run: &Run, key: &str, to: &ActorId, rung: String) -> Result<Unsent, FlowError> {
    let alike = key.strip_suffix(to.as_str()).unwrap_or(key);
    let sent = run.tx().messages_keyed(alike)?.into_iter();
    let sent = sent.filter(|message| matches!(message.state, MessageState::Delivered(_)));
    Ok(Unsent { rung, told: sent.map(|message| message.to).collect() })
}

/// Plans these reminders once more for those whom they did not reach: what is taken back before it left was not sent.
pub(super) fn forget(rungs: &mut [Rung], unsent: &[Unsent]) {
    for rung in rungs {
        if let Some(unsent) = unsent.iter().find(|one| one.rung == rung.name) {
            rung.take_back(&unsent.told);
        }
    }
}

/// Takes back every message about a task that is not delivered yet, and a digest that has nothing left in it.
pub(super) fn take_back(run: &Run, case: &CaseId, task: &TaskKey, reason: &str) -> Result<(), FlowError> {
    for message in run.tx().messages_about(case, task)? {
        cancel(run, &message.key, reason)?;
        if let MessageState::Folded(digest) = &message.state {
            cancel_if_empty(run, digest, reason)?;
        }
    }
    Ok(())
}

fn cancel_if_empty(run: &Run, digest: &str, reason: &str) -> Result<(), FlowError> {
    let Some(digest) = run.tx().message(digest)? else { return Ok(()) };
    if digest.form != Form::Digest || !digest.state.waits() {
        return Ok(());
    }
    for key in &digest.covers {
        if run.tx().message(key)?.is_some_and(|item| item.state.waits()) {
            return Ok(());
        }
    }
    cancel(run, &digest.key, reason)
}

fn cancel(run: &Run, key: &str, reason: &str) -> Result<(), FlowError> {
    let event = Event::MessageCancelled { message: key.to_owned(), reason: reason.to_owned() };
    run.record(None, event).map(|_| ())
}
