//! Messages to people and bodies, as they wait in the outbox.

use super::ids::{ActorId, CaseId, TaskKey};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// One message. Its key is the same however often it is delivered, so that a receiver can drop a double.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// A reminder's is case, task with turn, epoch, rung and recipient: `VT-2022-005.answer.1.0.first-letter.535`; a
    /// digest's is `digest`, day and recipient; a note's is `note`, day, its own name and recipient.
    pub key: String,
    /// Whether it goes by itself.
    pub form: Form,
    /// The reminder that made it; a digest or a note has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<About>,
    /// The keys of the other reminders it carries, oldest first: those of a digest, or the earlier ones of the same
    /// task that came due on the same day.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub covers: Vec<String>,
    /// To whom.
    pub to: ActorId,
    /// How the recipient is addressed.
    pub address: String,
    /// The day it was made.
    pub on: NaiveDate,
    /// The day it was planned for; earlier than the day it was made when the program was not running.
    pub planned: NaiveDate,
    /// Its summary line.
    pub subject: String,
    /// Its text.
    pub body: String,
    /// How a letter of the issuing office is headed and signed; only letters have it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub letterhead: Option<Letterhead>,
    /// Where it stands.
    pub state: MessageState,
    /// How often delivery was tried.
    #[serde(default)]
    pub tries: u32,
    /// Not tried again on a schedule before this instant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_at: Option<DateTime<Utc>>,
}

/// A message without its words: what it takes to choose which one goes next.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Heading {
    /// Its key.
    pub key: String,
    /// Whether it goes by itself.
    pub form: Form,
    /// To whom.
    pub to: ActorId,
    /// The day it was made.
    pub on: NaiveDate,
    /// The day it was planned for.
    pub planned: NaiveDate,
    /// Where it stands.
    pub state: MessageState,
    /// Not tried again on a schedule before this instant.
    #[serde(default)]
    pub retry_at: Option<DateTime<Utc>>,
}

impl Heading {
    /// Whether it waits to be gathered into a digest.
    pub fn waits_for_digest(&self) -> bool {
        self.form == Form::Item && self.state == MessageState::Queued
    }

    /// The order in which messages leave: as they were made and planned.
    pub fn turn(&self) -> (NaiveDate, NaiveDate, &str) {
        (self.on, self.planned, &self.key)
    }
}

/// Whether a message goes by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// A letter to a body (công văn): goes by itself.
    Letter,
    /// A reminder of a person: goes in that person's digest of the day, never by itself.
    Item,
    /// A person's reminders of a day in one message.
    Digest,
    /// A message that a scheduled script wrote: goes by itself.
    Note,
}

impl Form {
    /// The form as scripts and JSON name it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Letter => "letter",
            Self::Item => "item",
            Self::Digest => "digest",
            Self::Note => "note",
        }
    }
}

/// The reminder that a message is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// The case.
    pub case: CaseId,
    /// The task.
    pub task: TaskKey,
    /// The turn of the task.
    pub turn: u16,
    /// The rung of its ladder.
    pub rung: String,
}

/// How a Party office heads and signs its letters (Hướng dẫn 36-HD/VPTW, 3/4/2018). Number and day stay blank: the
/// clerk fills them in when the draft is signed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letterhead {
    /// The body above the issuing one, first line on the left: `TỈNH ỦY QUẢNG NGÃI`.
    pub superior: String,
    /// The issuing body, second line on the left, bold: `BAN TỔ CHỨC`.
    pub issuer: String,
    /// What follows the number: `CV/BTCTU`.
    pub symbol: String,
    /// Where it is issued: `Quảng Ngãi`.
    pub place: String,
    /// In what capacity it is signed, line by line: `K/T TRƯỞNG BAN`, `PHÓ TRƯỞNG BAN`.
    pub signature: Vec<String>,
}

/// Where a message stands. Queued, delivered and failed are three facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MessageState {
    /// It waits to be delivered.
    Queued,
    /// It goes in the digest of this key.
    Folded(String),
    /// It was delivered to this place.
    Delivered(String),
    /// The last try failed with this error; it will be tried again.
    Failed(String),
    /// It was taken back before it was delivered, for this reason.
    Cancelled(String),
}

impl MessageState {
    /// Whether something is still to be done with it.
    pub fn waits(&self) -> bool {
        matches!(self, Self::Queued | Self::Folded(_) | Self::Failed(_))
    }

    /// The state as scripts and JSON name it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Folded(_) => "folded",
            Self::Delivered(_) => "delivered",
            Self::Failed(_) => "failed",
            Self::Cancelled(_) => "cancelled",
        }
    }
}
