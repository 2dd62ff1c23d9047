//! The maps that scripts hand to the host: which keys each has, and what stands behind a key. What reads the maps and
//! what checks scripts before they run both go by these lists.

/// A key of a map.
#[derive(Debug)]
pub struct Key {
    /// The key.
    pub name: &'static str,
    /// What stands behind it.
    pub takes: Takes,
    /// Whether it must be there.
    pub needed: bool,
}

/// What stands behind a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// A text.
    Text,
    /// An array of texts.
    Texts,
    /// A whole number.
    Number,
    /// True or false.
    Flag,
    /// A date, or a date as text.
    Day,
    /// A term such as `working_days(15)`.
    Term,
    /// An actor, or the code of one.
    Actor,
    /// The paper, as a document or as text.
    Paper,
    /// A kind of case, as the folder is called.
    CaseKind,
    /// Kinds of case.
    CaseKinds,
    /// Names of step files.
    Steps,
    /// Kinds of actor: one, or an array.
    ActorKinds,
    /// Keys of tasks of the same case.
    TaskKeys,
    /// What the end of a task needs: `"document"`, names of fields, or maps of [`NEED`].
    Needs,
    /// What one need asks for.
    Need,
    /// Outcomes of the task that the map declares.
    Outcomes,
    /// The outcomes of the task that has the need.
    OwnOutcomes,
    /// An outcome of the task that the map is about, or true.
    Binding,
    /// Fields by name.
    Fields,
    /// The type of a field.
    FieldType,
    /// What narrows the type of a field: words, kinds or columns.
    FieldOf,
    /// Words for people by outcome.
    Titles,
    /// A map of [`FIELD`].
    Field,
    /// Values by field of a case.
    Values,
    /// Anything.
    Anything,
}

const fn may(name: &'static str, takes: Takes) -> Key {
    Key { name, takes, needed: false }
}

const fn must(name: &'static str, takes: Takes) -> Key {
    Key { name, takes, needed: true }
}

/// What `about()` of `package.rhai` gives.
pub const PACKAGE: &[Key] = &[
    must("title", Takes::Text),
    must("label", Takes::Text),
    must("valid_from", Takes::Day),
    may("basis", Takes::Text),
    may("office", Takes::Actor),
    may("kinds", Takes::CaseKinds),
];

/// What `kind()` of `kind.rhai` gives.
pub const KIND: &[Key] = &[
    must("title", Takes::Text),
    must("prefix", Takes::Text),
    may("digits", Takes::Number),
    may("subject", Takes::ActorKinds),
    may("parent", Takes::CaseKind),
    must("steps", Takes::Steps),
    may("fields", Takes::Fields),
    may("outcomes", Takes::Titles),
];

/// A field.
pub const FIELD: &[Key] = &[
    may("title", Takes::Text),
    must("type", Takes::FieldType),
    may("of", Takes::FieldOf),
    may("columns", Takes::Texts),
    may("item", Takes::Field),
    may("optional", Takes::Flag),
];

/// An argument of a bulk script.
pub const ARGUMENT: &[Key] = &[
    may("title", Takes::Text),
    must("type", Takes::FieldType),
    may("of", Takes::FieldOf),
    may("columns", Takes::Texts),
    may("item", Takes::Field),
    may("optional", Takes::Flag),
    may("preset", Takes::Anything),
];

/// What `letterhead()` of `package.rhai` gives.
pub const LETTERHEAD: &[Key] = &[
    must("superior", Takes::Text),
    must("issuer", Takes::Text),
    must("symbol", Takes::Text),
    must("place", Takes::Text),
    may("signature", Takes::Texts),
];

/// What `extension_bound(c, t)` gives.
pub const BOUND: &[Key] = &[may("times", Takes::Number), may("total", Takes::Term)];

/// What `plan_move(c, from)` gives.
pub const MOVE: &[Key] = &[must("move", Takes::Text), may("class", Takes::Text), must("why", Takes::Text)];

/// What `job()` of a scheduled script gives.
pub const JOB: &[Key] = &[must("at", Takes::Text), may("working_days", Takes::Flag)];

/// A task, as `add_task` takes it.
pub const TASK: &[Key] = &[
    must("title", Takes::Text),
    must("owner", Takes::Actor),
    may("outcomes", Takes::Outcomes),
    may("needs", Takes::Needs),
    may("after", Takes::TaskKeys),
    may("paper", Takes::Text),
    may("awaits", Takes::Text),
];

/// One of the `needs` of a task.
pub const NEED: &[Key] = &[must("what", Takes::Need), may("outcomes", Takes::OwnOutcomes)];

/// What `done` takes besides the outcome.
pub const DONE: &[Key] = &[
    may("on", Takes::Day),
    may("note", Takes::Text),
    may("document", Takes::Paper),
    may("doc", Takes::Paper),
    may("set", Takes::Values),
];

/// What `correct` takes for a task.
pub const CORRECT: &[Key] =
    &[may("on", Takes::Day), may("note", Takes::Text), may("doc", Takes::Paper), may("set", Takes::Values)];

/// What `succeed` takes.
pub const SUCCESSION: &[Key] =
    &[must("basis", Takes::Text), may("on", Takes::Day), may("tasks", Takes::Anything)];

/// What may follow the ground of a term.
pub const TERM: &[Key] = &[may("binding", Takes::Binding), may("calendar", Takes::Actor)];
