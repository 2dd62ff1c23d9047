//! What a package declares about itself and its kinds of case.

use crate::domain::actor::ActorKind;
use crate::domain::calendar::Term;
use crate::domain::field::FieldSpec;
use crate::domain::ids::{ActorId, KindName, PackageName, StepName};
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::BTreeMap;

/// A package, as its `package.rhai` declares it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PackageSpec {
    /// Its name, that of its folder.
    pub name: PackageName,
    /// Its title.
    pub title: String,
    /// The label of this edition.
    pub label: String,
    /// The day from which it is meant to be used.
    pub valid_from: NaiveDate,
    /// On what it rests.
    pub basis: String,
    /// The office that runs it.
    pub office: Option<ActorId>,
    /// Its kinds of case.
    pub kinds: Vec<KindName>,
}

/// A kind of case, as its `kind.rhai` declares it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KindSpec {
    /// Its name, that of its folder.
    pub name: KindName,
    /// Its title.
    pub title: String,
    /// What the numbers of its cases start with: `LC`.
    pub prefix: String,
    /// How many digits the number has at least.
    pub digits: usize,
    /// The kinds of actor it can be about.
    pub subject: Vec<ActorKind>,
    /// The kind of case it belongs below.
    pub parent: Option<KindName>,
    /// Its steps, in the order people expect them; a case starts in the first.
    pub steps: Vec<StepName>,
    /// The fields of its cases.
    pub fields: Vec<FieldSpec>,
    /// Words for people for the outcomes of its tasks and cases.
    pub outcomes: BTreeMap<String, String>,
    /// How long cases are kept once they have ended, by outcome; [`OTHER_OUTCOMES`] stands for those not named.
    pub retention: BTreeMap<String, Retention>,
}

/// What stands for the outcomes that are not named.
pub const OTHER_OUTCOMES: &str = "other";
/// What a script writes for what is kept for ever.
pub const PERMANENT: &str = "permanent";

/// How long a case is kept once it has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Retention {
    /// For ever.
    Permanent,
    /// For this long from the day it ended.
    Term(Term),
}

impl KindSpec {
    /// The field of this name.
    pub fn field(&self, name: &str) -> Option<&FieldSpec> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// How long a case that ended so is kept, if the kind says so.
    pub fn kept(&self, outcome: &str) -> Option<Retention> {
        self.retention.get(outcome).or_else(|| self.retention.get(OTHER_OUTCOMES)).copied()
    }

    /// An outcome in the words for people; its own name when none are declared.
    pub fn outcome_title<'a>(&'a self, outcome: &'a str) -> &'a str {
        self.outcomes.get(outcome).map_or(outcome, String::as_str)
    }
}
