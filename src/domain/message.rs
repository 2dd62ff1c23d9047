//! Messages to people and bodies, as they wait in the outbox.

use super::ids::{ActorId, CaseId, TaskKey};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// One message. Its key is the same however often it is delivered, so that a receiver can drop a double.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Case, task with turn and epoch, rung and recipient: `VT-2022-005.answer.1.0.first-letter.535`.
    pub key: String,
    /// The case it is about.
    pub case: CaseId,
    /// The task it is about.
    pub task: TaskKey,
    /// The reminder that made it.
    pub rung: String,
    /// To whom.
    pub to: ActorId,
    /// How the recipient is addressed.
    pub address: String,
    /// The day it was made.
    pub on: NaiveDate,
    /// Its summary line.
    pub subject: String,
    /// Its text.
    pub body: String,
    /// Where it stands.
    pub state: MessageState,
    /// How often delivery was tried.
    #[serde(default)]
    pub tries: u32,
}

/// Where a message stands. Queued, delivered and failed are three facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MessageState {
    /// It waits to be delivered.
    Queued,
    /// It was delivered to this place.
    Delivered(String),
    /// The last try failed with this error; it will be tried again.
    Failed(String),
}
