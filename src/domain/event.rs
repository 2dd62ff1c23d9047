//! Events: everything that can happen to a store. The log of events is the truth; all tables follow from it.

use super::actor::{Actor, Succession};
use super::case::Case;
use super::deadline::{Extension, Fate, Remainder, Rung, TaskClock};
use super::document::Document;
use super::ids::{ActorId, CaseId, EditionId, PackageName, StepName, TaskKey};
use super::message::Message;
use super::task::Task;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// One thing that happened. Applying an event is total: whether it was allowed was decided before it was recorded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Event {
    /// The store was made.
    StoreCreated {
        /// The version of the program that made it.
        program: String,
    },
    /// An actor was added, or replaced as a whole.
    ActorSet {
        /// The actor as it is from now on.
        actor: Actor,
    },
    /// An actor is no more, and others do what it had to do; or that is taken back.
    ActorSucceeded {
        /// The actor.
        actor: ActorId,
        /// Who follows; none when it was said by mistake.
        succession: Option<Succession>,
        /// Why it is taken back, or named otherwise than before.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// An edition of a package was stored and is the one new cases get.
    EditionPublished {
        /// The edition.
        edition: Edition,
    },
    /// A case was opened.
    CaseOpened {
        /// The case as opened.
        case: Box<Case>,
    },
    /// A case entered a step.
    StepEntered {
        /// The step.
        step: StepName,
    },
    /// A task was added.
    TaskAdded {
        /// The task as added.
        task: Box<Task>,
    },
    /// A task can be done from now on.
    TaskOpened {
        /// Its key.
        task: TaskKey,
        /// The day.
        on: NaiveDate,
    },
    /// A task waits again, because what it waited for is owed again.
    TaskShut {
        /// Its key.
        task: TaskKey,
    },
    /// A task got a term, or another one.
    TermSet {
        /// Its key.
        task: TaskKey,
        /// The clock from now on, with the due date and the planned reminders.
        clock: TaskClock,
    },
    /// A due date moved by an extension.
    TermExtended {
        /// Its key.
        task: TaskKey,
        /// What was granted.
        extension: Extension,
        /// The new due date.
        due: NaiveDate,
        /// The reminders planned for the new date.
        rungs: Vec<Rung>,
    },
    /// A due date followed what it rests on: the day of an act was corrected, or the calendar changed.
    TermMoved {
        /// Its key.
        task: TaskKey,
        /// The clock from now on, with the due date and the planned reminders.
        clock: TaskClock,
        /// The day it could first be done, when that moved.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        opened_on: Option<NaiveDate>,
        /// What moved.
        because: Moved,
    },
    /// A binding term ran out.
    TermExpired {
        /// Its key.
        task: TaskKey,
        /// The day that was noticed.
        on: NaiveDate,
        /// The due date that had passed.
        due: NaiveDate,
    },
    /// A reminder was added to the ladder of a task.
    RungAdded {
        /// Its key.
        task: TaskKey,
        /// The reminder.
        rung: Rung,
    },
    /// A task was done.
    TaskDone {
        /// Its key.
        task: TaskKey,
        /// How it ended.
        outcome: String,
        /// The day it was done.
        on: NaiveDate,
        /// The number within the case of the paper that evidences it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        document: Option<u32>,
        /// What the person noted.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    /// A task is owed no more.
    TaskCancelled {
        /// Its key.
        task: TaskKey,
        /// The day.
        on: NaiveDate,
        /// Why.
        reason: String,
    },
    /// A task that is owed passed to whoever follows its owner.
    TaskPassed {
        /// Its key.
        task: TaskKey,
        /// Who owed it.
        from: ActorId,
        /// Who owes it from now on.
        to: ActorId,
        /// The one it was given to at first, whom `to` stands for; none when it went back to that one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        stands_for: Option<ActorId>,
    },
    /// A done task is owed again, because it was recorded wrongly.
    TaskReopened {
        /// Its key.
        task: TaskKey,
        /// The day.
        on: NaiveDate,
        /// Why.
        reason: String,
        /// The entry that recorded it done.
        supersedes: u64,
    },
    /// Facts of a done task were recorded wrongly; these are the right ones.
    TaskCorrected {
        /// Its key.
        task: TaskKey,
        /// The right day.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        on: Option<NaiveDate>,
        /// The right paper, by its number within the case.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        document: Option<u32>,
        /// The right note.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
        /// Why.
        reason: String,
        /// The entry that recorded it before.
        supersedes: u64,
    },
    /// A paper was recorded, or recorded again with the right facts.
    DocumentRecorded {
        /// The paper.
        document: Document,
        /// Why, when it replaces a wrong one of the same number within the case.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        correction: Option<Correction>,
    },
    /// A field of a case got a value.
    FieldSet {
        /// The field.
        name: String,
        /// Its value from now on; null unsets it.
        value: Value,
        /// Its value before; null when it had none.
        #[serde(default)]
        before: Value,
        /// Why, when it replaces a wrong value.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        correction: Option<Correction>,
    },
    /// The case's title changed.
    TitleSet {
        /// The title from now on.
        title: String,
    },
    /// Another district's variation applies from now on.
    VariationSet {
        /// The district's code; none for the base.
        variation: Option<ActorId>,
    },
    /// Something was remarked on the case.
    Remarked {
        /// The day.
        on: NaiveDate,
        /// The remark.
        text: String,
    },
    /// The case goes over to another edition, now or with its next step; or a move that was planned is dropped.
    CaseMoved {
        /// The edition it has.
        from: EditionId,
        /// The other one.
        to: EditionId,
        /// When.
        when: When,
        /// Why.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// A move to another edition was taken back: the case is as it was before.
    MoveReverted {
        /// The edition it had been moved to.
        from: EditionId,
        /// The one it has again.
        to: EditionId,
        /// Why.
        reason: String,
        /// The case as it was.
        case: Box<Case>,
        /// Its tasks as they were, where they are otherwise now.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        tasks: Vec<Task>,
        /// The tasks that the move had added.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        gone: Vec<(TaskKey, u16)>,
    },
    /// The case rests.
    CaseSuspended {
        /// The day.
        on: NaiveDate,
        /// Why.
        reason: String,
        /// What is left of the terms of its tasks; those whose due date had passed are not among them.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        left: BTreeMap<TaskKey, Remainder>,
        /// Reminders of its tasks that had not left and were taken back; they come after the rest.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        unsent: BTreeMap<TaskKey, Vec<String>>,
        /// Those whom one of these had reached already, by task and reminder.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        told: BTreeMap<TaskKey, BTreeMap<String, Vec<ActorId>>>,
    },
    /// The case runs again.
    CaseResumed {
        /// The day.
        on: NaiveDate,
        /// The clocks of its tasks from now on.
        clocks: BTreeMap<TaskKey, TaskClock>,
    },
    /// The case ended.
    CaseClosed {
        /// The day.
        on: NaiveDate,
        /// How.
        outcome: String,
        /// Why, if said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// A reminder of a task fired; its messages are in the outbox.
    RungFired {
        /// The task's key.
        task: TaskKey,
        /// The rung's name.
        rung: String,
        /// The day.
        on: NaiveDate,
        /// What came of it.
        fate: Fate,
        /// What was queued, a message for each recipient.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        messages: Vec<Message>,
    },
    /// The reminders of a person were put into one digest.
    DigestQueued {
        /// The digest; it covers the keys of its reminders.
        message: Box<Message>,
        /// How many more wait for the next one, because a digest is bounded.
        #[serde(default)]
        waiting: usize,
    },
    /// A script queued a message of its own.
    NoteQueued {
        /// The message.
        message: Box<Message>,
    },
    /// A message left the outbox.
    MessageDelivered {
        /// The key of the message.
        message: String,
        /// Where it went.
        place: String,
    },
    /// A message could not be delivered this time.
    MessageFailed {
        /// The key of the message.
        message: String,
        /// What went wrong.
        error: String,
        /// Not tried again on a schedule before this instant.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        retry_at: Option<DateTime<Utc>>,
    },
    /// A message was taken back before it was delivered.
    MessageCancelled {
        /// The key of the message.
        message: String,
        /// Why.
        reason: String,
    },
    /// The yearly decisions on days off are others than before; due dates follow them from now on.
    CalendarAdopted {
        /// The digest of all decided days.
        digest: String,
    },
    /// A backup was put in the store's place.
    StoreRestored {
        /// The file it came from.
        file: String,
        /// How many entries it had.
        entries: u64,
        /// Where the store is kept that was in the place.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        aside: Option<String>,
    },
    /// A due date was reckoned by other days off than those that the rest follow; the next sweep reckons all anew.
    CalendarDiffers {},
    /// A scheduled script ran, or could not.
    JobRan {
        /// Its name, that of its file.
        job: String,
        /// The instant it was planned for.
        slot: DateTime<Utc>,
        /// What went wrong; none when it ran well.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        error: Option<String>,
    },
}

/// When a case goes over to another edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum When {
    /// At once.
    Now,
    /// When it enters its next step.
    NextStep,
    /// Not at all: it keeps the one it has.
    Keep,
}

impl When {
    /// The one of this name.
    pub fn find(name: &str) -> Option<Self> {
        [Self::Now, Self::NextStep, Self::Keep].into_iter().find(|when| when.name() == name)
    }

    /// As plans, JSON and texts name it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Now => "now",
            Self::NextStep => "next-step",
            Self::Keep => "keep",
        }
    }
}

/// What a due date followed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "moved")]
pub enum Moved {
    /// The day of the act it runs from was corrected.
    Anchor,
    /// The task passed to somebody else, whose reminders are others.
    Owner,
    /// The calendar changed.
    Calendar,
}

/// Why something recorded is replaced, and which entry recorded it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// Why.
    pub reason: String,
    /// The number of the entry that is superseded, if one is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supersedes: Option<u64>,
}

/// A published, immutable state of a package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edition {
    /// The hash over its manifest.
    pub id: EditionId,
    /// The package.
    pub package: PackageName,
    /// Its label, as the package says: `2022`.
    pub label: String,
    /// The package's title.
    pub title: String,
    /// The day from which it is meant to be used.
    pub valid_from: NaiveDate,
    /// On what it rests.
    pub basis: String,
    /// The kinds of case it has.
    pub kinds: Vec<String>,
    /// Its files: path below the package and SHA-256 of the content, in hexadecimal.
    pub files: BTreeMap<String, String>,
    /// Why it was published.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// Who published it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// The day it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<NaiveDate>,
    /// In what the history of open cases would have gone another way on it, and why that was accepted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accepted: Vec<Accepted>,
}

/// A kind of difference that was accepted when an edition was published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accepted {
    /// The kind, as `task-added.answer.outcomes`.
    pub difference: String,
    /// How many open cases it concerned.
    pub cases: usize,
    /// Why it was accepted.
    pub reason: String,
}

/// An entry of the log: an event with who, when and why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Its number, from 1, without gaps.
    pub seq: u64,
    /// The instant, UTC.
    pub at: DateTime<Utc>,
    /// Who did it: an actor's code, or the system's name for the user.
    pub by: String,
    /// On whose behalf, when not the person's own.
    #[serde(default, skip_serializing_if = "Option::is_none", rename = "for")]
    pub on_behalf: Option<String>,
    /// What made it happen: the command line, the script and line, or the schedule.
    pub why: String,
    /// The first entry of the act that this one belongs to; none when it is the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub act: Option<u64>,
    /// The entry whose script hook made this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<u64>,
    /// The edition whose rules applied.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edition: Option<EditionId>,
    /// The case it happened to; none for actors and editions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<CaseId>,
    /// What happened.
    pub event: Event,
}

impl Event {
    /// The name of the event as the log and `history` print it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::StoreCreated { .. } => "store-created",
            Self::ActorSet { .. } => "actor-set",
            Self::ActorSucceeded { .. } => "actor-succeeded",
            Self::EditionPublished { .. } => "edition-published",
            Self::CaseOpened { .. } => "case-opened",
            Self::StepEntered { .. } => "step-entered",
            Self::TaskAdded { .. } => "task-added",
            Self::TaskOpened { .. } => "task-opened",
            Self::TaskShut { .. } => "task-shut",
            Self::TermSet { .. } => "term-set",
            Self::TermExtended { .. } => "term-extended",
            Self::TermMoved { .. } => "term-moved",
            Self::TermExpired { .. } => "term-expired",
            Self::RungAdded { .. } => "rung-added",
            Self::TaskDone { .. } => "task-done",
            Self::TaskCancelled { .. } => "task-cancelled",
            Self::TaskPassed { .. } => "task-passed",
            Self::TaskReopened { .. } => "task-reopened",
            Self::TaskCorrected { .. } => "task-corrected",
            Self::DocumentRecorded { .. } => "document-recorded",
            Self::FieldSet { .. } => "field-set",
            Self::TitleSet { .. } => "title-set",
            Self::VariationSet { .. } => "variation-set",
            Self::Remarked { .. } => "remarked",
            Self::CaseMoved { .. } => "case-moved",
            Self::MoveReverted { .. } => "move-reverted",
            Self::CaseSuspended { .. } => "case-suspended",
            Self::CaseResumed { .. } => "case-resumed",
            Self::CaseClosed { .. } => "case-closed",
            Self::RungFired { .. } => "rung-fired",
            Self::DigestQueued { .. } => "digest-queued",
            Self::NoteQueued { .. } => "note-queued",
            Self::MessageDelivered { .. } => "message-delivered",
            Self::MessageFailed { .. } => "message-failed",
            Self::MessageCancelled { .. } => "message-cancelled",
            Self::CalendarAdopted { .. } => "calendar-adopted",
            Self::StoreRestored { .. } => "store-restored",
            Self::CalendarDiffers {} => "calendar-differs",
            Self::JobRan { .. } => "job-ran",
        }
    }
}
