//! Floor 4: delivering what waits in the outbox. Firing is a verb; delivery comes after its commit and may be repeated.

use crate::domain::event::Event;
use crate::flow::{FlowError, Run, act};
use crate::notify::{ChannelSettings, Channels};
use serde::Serialize;
use std::path::Path;
use std::rc::Rc;

/// What became of a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Delivery {
    /// Its key.
    pub message: String,
    /// The case it is about.
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

/// Delivers every message that waits into the folder `outbox`, and records what became of each. The file of a message
/// is named by its key: delivered again after a kill it is the same file.
pub fn deliver(run: &Rc<Run>, outbox: &Path) -> Result<Vec<Delivery>, FlowError> {
    let channels = Channels::new(ChannelSettings::default(), outbox.to_owned());
    act(run, || {
        let mut deliveries = Vec::new();
        for message in run.tx().messages_waiting()? {
            let (place, error) = match channels.deliver(&message, None) {
                Ok(place) => (place, None),
                Err(error) => (String::new(), Some(error.to_string())),
            };
            let event = match &error {
                None => Event::MessageDelivered { message: message.key.clone(), place: place.clone() },
                Some(error) => Event::MessageFailed { message: message.key.clone(), error: error.clone() },
            };
            run.record(None, event)?;
            deliveries.push(Delivery {
                message: message.key,
                case: message.about.as_ref().map(|about| about.case.to_string()).unwrap_or_default(),
                task: message.about.as_ref().map(|about| about.task.to_string()).unwrap_or_default(),
                rung: message.about.map(|about| about.rung).unwrap_or_default(),
                to: message.to.to_string(),
                subject: message.subject,
                place,
                error,
            });
        }
        Ok(deliveries)
    })
}
