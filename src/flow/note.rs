//! Messages that a scheduled script writes: a morning brief, a report.

use super::letter;
use super::refusal::FlowError;
use super::run::Run;
use super::settle::act;
use crate::domain::event::Event;
use crate::domain::ids::{ActorId, TaskKey};
use crate::domain::message::{Form, Message, MessageState};
use std::rc::Rc;

/// Queues a message to an actor. `name` tells messages of one day apart: the same name to the same actor on the same
/// day is the same message, and is queued once. Gives whether it was queued now.
pub fn queue(
    run: &Rc<Run>,
    name: &TaskKey,
    to: &ActorId,
    subject: &str,
    body: &str,
) -> Result<bool, FlowError> {
    let today = run.today();
    let key = format!("note.{today}.{name}.{to}");
    if run.tx().message(&key)?.is_some() {
        return Ok(false);
    }
    let message = Message {
        key,
        form: Form::Note,
        about: None,
        covers: Vec::new(),
        to: to.clone(),
        address: letter::address(run.actor(to)?.as_ref()),
        on: today,
        planned: today,
        subject: subject.trim().to_owned(),
        body: format!("{}\n", body.trim_end()),
        letterhead: None,
        state: MessageState::Queued,
        tries: 0,
        retry_at: None,
    };
    act(run, || run.record(None, Event::NoteQueued { message: Box::new(message) }).map(|_| true))
}
