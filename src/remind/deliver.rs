//! Delivery: messages leave one by one, outside any transaction, and what became of each is recorded after it. Whoever
//! delivers holds a lock of the system, so that two processes do not send the same message; if one dies, the lock goes
//! with it, and what it had sent but not recorded is sent again under the same key.

use crate::app::{App, Request};
use crate::domain::event::Event;
use crate::domain::message::{Form, Message, MessageState};
use crate::flow::{FlowError, Run, act, digest};
use crate::notify::{ChannelKind, Channels};
use crate::store;
use chrono::Duration as Span;
use serde::Serialize;
use std::rc::Rc;
use std::time::{Duration, Instant};

/// How long to wait for another process that delivers.
const PATIENCE: Duration = Duration::from_secs(60);
/// How many results of files are recorded in one transaction.
const BATCH: usize = 64;
/// How long results may wait to be recorded.
const FLUSH_AFTER: Duration = Duration::from_millis(200);
/// After a failure a schedule waits a minute, then twice as long each time, up to six hours.
const FIRST_WAIT_MINUTES: i64 = 1;
const LONGEST_WAIT_MINUTES: i64 = 6 * 60;

/// Which messages that failed are tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retry {
    /// All of them: a person asks.
    Now,
    /// Those whose time has come.
    WhenDue,
}

/// What became of a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Delivery {
    /// Its key.
    pub message: String,
    /// Whether it is a letter, a digest or a note.
    pub form: Form,
    /// The keys of the other reminders it carries.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub covers: Vec<String>,
    /// The case it is about; empty for a digest or a note.
    pub case: String,
    /// The task it is about.
    pub task: String,
    /// The reminder that made it.
    pub rung: String,
    /// To whom.
    pub to: String,
    /// Its summary line.
    pub subject: String,
    /// Where it went.
    pub place: String,
    /// Why it did not go.
    pub error: Option<String>,
}

/// A message ready to leave.
struct Outgoing {
    message: Message,
    email: Option<String>,
}

/// Delivers what waits; gives what became of each message.
pub fn deliver(
    app: &mut App,
    request: &Request,
    channels: &Channels,
    retry: Retry,
) -> Result<Vec<Delivery>, FlowError> {
    if keys(app, request, retry)?.is_empty() {
        return Ok(Vec::new());
    }
    let _lock = store::hold(&app.home().post(), PATIENCE)?;
    let (mut deliveries, mut recorded, mut since) = (Vec::new(), 0, Instant::now());
    // What another process has delivered meanwhile is not among them any more.
    for key in keys(app, request, retry)? {
        let Some(out) = app.read(request, |run| outgoing(run, &key))?.value else { continue };
        let left = channels.channel_of(&out.message, out.email.as_deref()) != ChannelKind::Files;
        if left || deliveries.len() - recorded >= BATCH || since.elapsed() > FLUSH_AFTER {
            record_files(app, request, channels, &mut deliveries[recorded..])?;
            (recorded, since) = (deliveries.len(), Instant::now());
        }
        let result = channels.deliver(&out.message, out.email.as_deref());
        deliveries.push(told(&out.message, result.map_err(|error| causes(&error))));
        // A file that is written again is the same file; what has left the house is recorded at once.
        if left {
            record(app, request, &deliveries[recorded..])?;
            recorded = deliveries.len();
        }
    }
    record_files(app, request, channels, &mut deliveries[recorded..])?;
    Ok(deliveries)
}

/// Delivers what waits inside one run, for a run that is not kept: `send` says where each message went.
pub fn deliver_in(
    run: &Rc<Run>,
    retry: Retry,
    mut send: impl FnMut(&Message) -> Result<String, String>,
) -> Result<Vec<Delivery>, FlowError> {
    let mut deliveries = Vec::new();
    for key in due(run, retry)? {
        let Some(message) = run.tx().message(&key)? else { continue };
        let out = digest::written_out(run, &message)?;
        let result = send(&out);
        deliveries.push(told(&out, result));
    }
    record_in(run, &deliveries)?;
    Ok(deliveries)
}

/// The keys of the messages to try.
fn keys(app: &mut App, request: &Request, retry: Retry) -> Result<Vec<String>, FlowError> {
    Ok(app.read(request, |run| due(run, retry))?.value)
}

/// The keys of the messages that go by themselves and whose time has come, in the order in which they were made and
/// planned.
fn due(run: &Rc<Run>, retry: Retry) -> Result<Vec<String>, FlowError> {
    let now = run.now().instant();
    let mut waiting = run.tx().headings_waiting()?;
    waiting.retain(|heading| heading.form != Form::Item);
    if retry == Retry::WhenDue {
        waiting.retain(|heading| heading.retry_at.is_none_or(|at| at <= now));
    }
    waiting.sort_by(|a, b| a.turn().cmp(&b.turn()));
    Ok(waiting.into_iter().map(|heading| heading.key).collect())
}

fn outgoing(run: &Rc<Run>, key: &str) -> Result<Option<Outgoing>, FlowError> {
    let Some(message) = run.tx().message(key)?.filter(|message| message.state.waits()) else {
        return Ok(None);
    };
    let to = run.find_actor(&message.to)?;
    let email = to.and_then(|actor| actor.text("email").map(ToOwned::to_owned));
    Ok(Some(Outgoing { message: digest::written_out(run, &message)?, email }))
}

/// What became of a message, as it is reported.
fn told(message: &Message, result: Result<String, String>) -> Delivery {
    let (place, error) = match result {
        Ok(place) => (place, None),
        Err(error) => (String::new(), Some(error)),
    };
    let about = message.about.as_ref();
    Delivery {
        message: message.key.clone(),
        form: message.form,
        covers: message.covers.clone(),
        case: about.map(|about| about.case.to_string()).unwrap_or_default(),
        task: about.map(|about| about.task.to_string()).unwrap_or_default(),
        rung: about.map(|about| about.rung.clone()).unwrap_or_default(),
        to: message.to.to_string(),
        subject: message.subject.clone(),
        place,
        error,
    }
}

/// Records what became of messages in files, once those are durable; what cannot be made so has not been delivered.
fn record_files(
    app: &mut App,
    request: &Request,
    channels: &Channels,
    deliveries: &mut [Delivery],
) -> Result<(), FlowError> {
    if deliveries.is_empty() {
        return Ok(());
    }
    if let Err(error) = channels.settle() {
        for delivery in deliveries.iter_mut().filter(|delivery| delivery.error.is_none()) {
            (delivery.place, delivery.error) = (String::new(), Some(causes(&error)));
        }
    }
    record(app, request, deliveries)
}

fn record(app: &mut App, request: &Request, deliveries: &[Delivery]) -> Result<(), FlowError> {
    app.write(request, |run| record_in(run, deliveries)).map(|_| ())
}

/// Records what became of messages. One that was taken back while it was on its way did go: that is recorded. One that
/// failed and was taken back is settled.
fn record_in(run: &Rc<Run>, deliveries: &[Delivery]) -> Result<(), FlowError> {
    act(run, || {
        for delivery in deliveries {
            let key = delivery.message.clone();
            let event = match &delivery.error {
                None => Event::MessageDelivered { message: key, place: delivery.place.clone() },
                Some(error) => {
                    let message = run.tx().message(&key)?;
                    let Some(message) = message.filter(|message| message.state.waits()) else { continue };
                    let retry_at = Some(run.now().instant() + wait_after(message.tries));
                    Event::MessageFailed { message: key, error: error.clone(), retry_at }
                }
            };
            run.record(None, event)?;
        }
        Ok(())
    })
}

/// How long a schedule waits after so many failures before this one.
fn wait_after(tries: u32) -> Span {
    let minutes = FIRST_WAIT_MINUTES.checked_shl(tries.min(16)).unwrap_or(LONGEST_WAIT_MINUTES);
    Span::minutes(minutes.min(LONGEST_WAIT_MINUTES))
}

/// An error with what lies behind it.
fn causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        text.push_str(&format!(": {inner}"));
        cause = inner.source();
    }
    text
}

/// When a message that failed is tried again next, if there is one.
pub(super) fn next_retry(run: &Rc<Run>) -> Result<Option<chrono::DateTime<chrono::Utc>>, FlowError> {
    let waiting = run.tx().headings_waiting()?;
    let failed = waiting.iter().filter(|heading| matches!(heading.state, MessageState::Failed(_)));
    Ok(failed.filter_map(|heading| heading.retry_at).min())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_six_hours() {
        let minutes: Vec<i64> = (0..11).map(|tries| wait_after(tries).num_minutes()).collect();
        assert_eq!(minutes, [1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360]);
        assert_eq!(wait_after(u32::MAX).num_minutes(), 360);
    }
}
