//! What scripts hold: handles that name a thing. Each property is read from the open transaction when asked.

use crate::domain::calendar::Term as DomainTerm;
use crate::domain::document::Document as StoredDocument;
use crate::domain::ids::{ActorId, CaseId, TaskKey};
use crate::flow;
use chrono::NaiveDate;
use std::rc::Rc;

/// A case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case(pub CaseId);

/// A task of a case: the turn it had when the handle was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// The case.
    pub case: CaseId,
    /// The key.
    pub key: TaskKey,
    /// The turn.
    pub turn: u16,
}

/// An actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor(pub ActorId);

/// A document of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document(pub Rc<StoredDocument>);

/// A day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(pub NaiveDate);

/// A term, with the basis it brings when it is a default of the office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// How long.
    pub term: DomainTerm,
    /// The name under which the package keeps it, for a default of the office.
    pub default_of: Option<Rc<str>>,
}

/// A reason why a step cannot end yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blocker(pub flow::Blocker);

/// A reminder of a ladder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rung(pub flow::RungPlan);
