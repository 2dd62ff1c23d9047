//! Why an act is refused. Facts only; the doors turn them into sentences with the way out.

use crate::domain::calendar::{CalendarError, TermError};
use crate::domain::document::DocumentError;
use crate::domain::field::FieldError;
use crate::domain::script_fault::{Place, ScriptFault};
use crate::store::StoreError;
use chrono::NaiveDate;
use serde::Serialize;
use serde_json::Value;

/// Any failure of a verb.
#[derive(Debug, thiserror::Error)]
pub enum FlowError {
    /// A rule does not allow it.
    #[error("refused: {0:?}")]
    Refused(Box<Refusal>),
    /// A rule does not allow what a script at the door asked for.
    #[error("refused: {0:?}")]
    RefusedAt(Box<Refusal>, Place),
    /// A script failed.
    #[error(transparent)]
    Script(Box<ScriptFault>),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<Refusal> for FlowError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(Box::new(refusal))
    }
}

impl From<ScriptFault> for FlowError {
    fn from(fault: ScriptFault) -> Self {
        Self::Script(Box::new(fault))
    }
}

macro_rules! refusals {
    ($($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident: $type:ty,)* },)*) => {
        /// A rule that does not allow an act, with the facts a person needs to find the way out.
        #[derive(Debug, Clone, PartialEq, Serialize)]
        #[serde(tag = "refusal", rename_all = "kebab-case")]
        pub enum Refusal {
            $($(#[$doc])* $name { $($(#[$fdoc])* $field: $type,)* },)*
        }
        impl Refusal {
            /// The name of every kind of refusal.
            pub const NAMES: &[&str] = &[$(stringify!($name)),*];
        }
    };
}

refusals! {
    /// No case has this number.
    UnknownCase {
        /// What was typed.
        typed: String,
        /// Numbers close to it.
        near: Vec<String>,
    },
    /// The case has no task of this key.
    UnknownTask {
        /// The case.
        case: String,
        /// What was typed.
        typed: String,
        /// Its tasks that can be done now.
        open: Vec<String>,
        /// Keys close to it.
        near: Vec<String>,
    },
    /// No actor has this code or name.
    UnknownActor {
        /// What was typed.
        typed: String,
        /// The kinds looked for.
        kinds: String,
        /// Codes and names close to it.
        near: Vec<String>,
    },
    /// Several actors have this name.
    AmbiguousActor {
        /// What was typed.
        typed: String,
        /// Their codes and names.
        candidates: Vec<String>,
    },
    /// No published package has this kind of case.
    UnknownKind {
        /// What was typed.
        typed: String,
        /// The kinds there are.
        kinds: Vec<String>,
    },
    /// Several published packages have this kind of case.
    AmbiguousKind {
        /// What was typed.
        typed: String,
        /// The kinds with their packages.
        kinds: Vec<String>,
    },
    /// The kind of case declares no such field.
    UnknownField {
        /// The kind.
        kind: String,
        /// What was typed.
        field: String,
        /// The fields there are.
        fields: Vec<String>,
    },
    /// A field does not take the value.
    BadField {
        /// Why.
        error: FieldError,
    },
    /// `--set` without `name=value`.
    BadSetting {
        /// What was typed.
        typed: String,
    },
    /// The task has no such outcome.
    WrongOutcome {
        /// The case.
        case: String,
        /// The task.
        task: String,
        /// What was typed.
        outcome: String,
        /// The outcomes it has.
        outcomes: Vec<String>,
    },
    /// The task waits for others.
    TaskWaiting {
        /// The case.
        case: String,
        /// The task.
        task: String,
        /// The tasks it waits for.
        after: Vec<String>,
    },
    /// The task waits for something outside the case.
    TaskAwaits {
        /// The case.
        case: String,
        /// The task.
        task: String,
        /// For what, in words.
        awaits: String,
    },
    /// The task has ended.
    TaskEnded {
        /// The case.
        case: String,
        /// The task.
        task: String,
        /// `done` or `cancelled`.
        state: String,
        /// Its outcome.
        outcome: Option<String>,
        /// The day.
        on: Option<NaiveDate>,
        /// The tasks that can be done now.
        open: Vec<String>,
    },
    /// The task has not been done, so nothing of it can be corrected.
    TaskNotDone {
        /// The case.
        case: String,
        /// The task.
        task: String,
    },
    /// Later acts rest on what was recorded.
    LaterActs {
        /// The case.
        case: String,
        /// The task.
        task: String,
        /// The tasks done after it, or the step entered since.
        later: Vec<String>,
    },
    /// The case has ended.
    CaseEnded {
        /// The case.
        case: String,
        /// Its outcome.
        outcome: Option<String>,
        /// The day.
        on: Option<NaiveDate>,
    },
    /// The case rests.
    CaseRests {
        /// The case.
        case: String,
        /// Since when.
        since: Option<NaiveDate>,
    },
    /// The case does not rest.
    NotSuspended {
        /// The case.
        case: String,
    },
    /// The case has another edition than was thought.
    OtherEdition {
        /// The case.
        case: String,
        /// The edition it has.
        edition: String,
        /// The one it was thought to have.
        expected: String,
    },
    /// A succession would begin on a day to come.
    SuccessionAhead {
        /// The actor.
        actor: String,
        /// The day given.
        day: NaiveDate,
        /// The day of the run.
        today: NaiveDate,
    },
    /// A succession would lead back to the actor.
    SuccessionCircle {
        /// The actor.
        actor: String,
        /// The successor named.
        by: String,
    },
    /// Nobody was named to follow the actor.
    NeverSucceeded {
        /// The actor.
        actor: String,
    },
    /// The scripts changed other cases while they took over one that was moved, so the move cannot be taken back alone.
    MoveReached {
        /// The case.
        case: String,
        /// The other cases.
        others: Vec<String>,
    },
    /// The case was never moved to another edition.
    NeverMoved {
        /// The case.
        case: String,
    },
    /// Something was done in the case since it was moved.
    MovedSince {
        /// The case.
        case: String,
        /// The names of the events.
        later: Vec<String>,
    },
    /// No package is meant, or one of several has to be named.
    WhichPackage {
        /// What was typed; empty when nothing was.
        typed: String,
        /// The packages in the store.
        packages: Vec<String>,
    },
    /// No edition of the package is meant, or several are.
    WhichEdition {
        /// The package.
        package: String,
        /// What was typed.
        typed: String,
        /// The editions: label and hash.
        editions: Vec<String>,
    },
    /// The task needs a paper for this outcome.
    MissingDocument {
        /// The case.
        case: String,
        /// The task.
        task: String,
        /// The outcome.
        outcome: String,
        /// The usual kind of paper.
        paper: Option<String>,
    },
    /// The task needs a field for this outcome.
    MissingField {
        /// The case.
        case: String,
        /// The task.
        task: String,
        /// The outcome.
        outcome: String,
        /// The field.
        field: String,
        /// Its name for people.
        title: String,
        /// How a value is typed.
        pattern: String,
    },
    /// A text is no reference to a paper.
    BadDocument {
        /// What was typed.
        typed: String,
        /// The part that is wrong, if one is.
        part: Option<String>,
        /// `shape`, `date` or `kind`.
        fault: String,
    },
    /// A text is no date, or there is no such day.
    BadDate {
        /// What was typed.
        typed: String,
    },
    /// The day of an act lies ahead.
    FutureDate {
        /// The day given.
        date: NaiveDate,
        /// The day it is.
        today: NaiveDate,
    },
    /// The day as of which the store is to be read lies ahead.
    NotYet {
        /// The day.
        day: NaiveDate,
        /// The day it is.
        today: NaiveDate,
    },
    /// The store began after the day as of which it is to be read.
    BeforeStore {
        /// The day.
        day: NaiveDate,
        /// The day it began.
        begins: NaiveDate,
    },
    /// What would change something was asked of the store as of a day gone by.
    PastIsOnlyRead {
        /// The day.
        day: NaiveDate,
    },
    /// The day of an act lies before one that must come first.
    TooEarly {
        /// The case.
        case: String,
        /// The task.
        task: String,
        /// The day given.
        date: NaiveDate,
        /// The task that comes first.
        first: String,
        /// The day that was done.
        first_on: NaiveDate,
    },
    /// A case of this kind is about another kind of actor.
    WrongSubject {
        /// The kind of case.
        kind: String,
        /// The subject given.
        subject: String,
        /// What it is.
        is: String,
        /// What it must be.
        wanted: String,
    },
    /// A case of this kind belongs below another case.
    MissingParent {
        /// The kind of case.
        kind: String,
        /// The kind of its parent.
        parent_kind: String,
        /// Open cases of that kind.
        open: Vec<String>,
    },
    /// The parent given is of another kind.
    WrongParent {
        /// The kind of case.
        kind: String,
        /// The parent given.
        parent: String,
        /// The kind it must have.
        wanted: String,
    },
    /// A script refused.
    ByScript {
        /// Its words.
        text: String,
        /// The clause it rests on.
        basis: Option<String>,
    },
    /// The task has no term that could be extended.
    NoTerm {
        /// The case.
        case: String,
        /// The task.
        task: String,
    },
    /// The due date has passed; only before it can more time be granted.
    PastDue {
        /// The case.
        case: String,
        /// The task.
        task: String,
        /// The due date.
        due: NaiveDate,
    },
    /// More time needs the paper or decision it rests on.
    MissingBasis {
        /// The case.
        case: String,
        /// The task.
        task: String,
    },
    /// The term was extended as often as may be.
    ExtendedEnough {
        /// The case.
        case: String,
        /// The task.
        task: String,
        /// How often it may be.
        times: usize,
    },
    /// The extension goes further than may be.
    ExtendedTooFar {
        /// The case.
        case: String,
        /// The task.
        task: String,
        /// The due date it would give.
        due: NaiveDate,
        /// The last due date that extensions may give.
        last: NaiveDate,
        /// How much they may give in all.
        term: String,
    },
    /// A term runs from the day of a task that has not been done, or not been opened.
    AnchorNotReached {
        /// The case.
        case: String,
        /// The task.
        task: String,
        /// The task whose day it runs from.
        anchor: String,
    },
    /// A binding term would end a task with an outcome that a person has to bring something for.
    ExpiryNeeds {
        /// The case.
        case: String,
        /// The task.
        task: String,
        /// The outcome.
        outcome: String,
        /// What it needs.
        needs: Vec<String>,
    },
    /// The ladder of the task has a reminder of this name.
    RungExists {
        /// The case.
        case: String,
        /// The task.
        task: String,
        /// The reminder.
        rung: String,
    },
    /// The day of a reminder has passed.
    RungPast {
        /// The reminder.
        rung: String,
        /// Its day.
        day: NaiveDate,
        /// Today.
        today: NaiveDate,
    },
    /// A text is no reminder.
    BadRung {
        /// What was typed.
        typed: String,
    },
    /// The edition has no letter template of this name.
    UnknownLetter {
        /// The name.
        letter: String,
        /// Those it has.
        letters: Vec<String>,
    },
    /// A text is no term.
    BadTerm {
        /// What was typed.
        typed: String,
        /// Why, as data.
        fault: Value,
    },
    /// The calendar cannot tell a day.
    NoCalendar {
        /// Why: as data, or in the words of the file system.
        fault: Value,
    },
    /// An act needs a reason.
    MissingReason {
        /// The act.
        act: String,
    },
    /// A live task of this key is there already.
    TaskExists {
        /// The case.
        case: String,
        /// The key.
        task: String,
    },
    /// A task waits for one that its case does not have.
    UnknownAfter {
        /// The case.
        case: String,
        /// The task.
        task: String,
        /// The key it waits for.
        after: String,
    },
    /// A step is named that the kind does not have.
    UnknownStep {
        /// The kind.
        kind: String,
        /// The step.
        step: String,
        /// The steps it has.
        steps: Vec<String>,
    },
    /// The hooks of an act made each other run without end.
    TooManyHooks {
        /// The case.
        case: String,
        /// The bound.
        limit: usize,
    },
    /// Something was to be changed where only reading is allowed.
    OnlyReading {
        /// What was tried.
        act: String,
    },
    /// No package has been published.
    NothingPublished {},
    /// An edition is not in the store.
    UnknownEdition {
        /// The hash or label.
        edition: String,
    },
    /// Nothing was given to change.
    NothingGiven {
        /// The act.
        act: String,
    },
    /// An act failed half done, and a script caught the error and went on.
    HalfDone {},
    /// The last day of a rehearsal is before today.
    RehearsalBackwards {
        /// The last day.
        until: NaiveDate,
        /// Today.
        today: NaiveDate,
    },
    /// A rehearsal met something that fails half done, and cannot go on behind it.
    RehearsalStops {
        /// What failed.
        error: String,
    },
    /// The clock of a run that is not manual cannot be moved.
    ClockIsReal {},
    /// An actor of this code is there already, of another kind.
    ActorExists {
        /// The code.
        actor: String,
        /// Its kind.
        kind: String,
    },
    /// The policy does not let somebody do this.
    NotAllowed {
        /// Who.
        me: String,
        /// The act.
        act: String,
        /// The case, if it is about one.
        case: Option<String>,
        /// Why not, in the words of the policy.
        why: Option<String>,
    },
    /// The policy does not let somebody act for another.
    NotForAnother {
        /// Who.
        me: String,
        /// The other.
        other: String,
        /// Why not, in the words of the policy.
        why: Option<String>,
    },
    /// The settings say who is who, but not who this user of the system is.
    Stranger {
        /// The system's name for the user.
        user: String,
    },
    /// The settings name an actor that is not there.
    NobodyOfCode {
        /// As the settings name it.
        actor: String,
    },
    /// A text has not the shape of an identifier.
    BadId {
        /// What was wanted.
        what: String,
        /// What was typed.
        typed: String,
    },
}

impl From<FieldError> for FlowError {
    fn from(error: FieldError) -> Self {
        Refusal::BadField { error }.into()
    }
}

impl From<crate::domain::ids::MalformedId> for FlowError {
    fn from(error: crate::domain::ids::MalformedId) -> Self {
        Refusal::BadId { what: error.what.to_owned(), typed: error.text }.into()
    }
}

impl From<CalendarError> for FlowError {
    fn from(error: CalendarError) -> Self {
        Refusal::NoCalendar { fault: data(&error) }.into()
    }
}

impl From<DocumentError> for FlowError {
    fn from(error: DocumentError) -> Self {
        let (typed, part, fault) = match error {
            DocumentError::Shape { text } => (text, None, "shape"),
            DocumentError::Date { text, date } => (text, Some(date), "date"),
            DocumentError::Kind { text, kind } => (text, Some(kind), "kind"),
        };
        Refusal::BadDocument { typed, part, fault: fault.to_owned() }.into()
    }
}

/// A term that cannot be read, with what was typed.
pub fn bad_term(typed: &str, error: &TermError) -> FlowError {
    Refusal::BadTerm { typed: typed.to_owned(), fault: data(error) }.into()
}

/// An error as data; its words when it has no such form.
fn data<E: Serialize + std::fmt::Display>(error: &E) -> Value {
    serde_json::to_value(error).unwrap_or_else(|_| error.to_string().into())
}
