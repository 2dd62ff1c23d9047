//! A case: one run of a kind of procedure.

use super::ids::{ActorId, CaseId, EditionId, KindName, PackageName, StepName};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// Whether a case runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CaseStatus {
    /// It runs.
    Open,
    /// It rests: its clocks stand still and nothing may be done but resume or withdraw it.
    Suspended,
    /// It has ended, with an outcome.
    Closed,
}

impl CaseStatus {
    /// The status as scripts and JSON name it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Suspended => "suspended",
            Self::Closed => "closed",
        }
    }
}

/// One case as stored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Case {
    /// Its number.
    pub id: CaseId,
    /// The package whose scripts rule it.
    pub package: PackageName,
    /// The edition whose rules it follows: the one it was opened with, unless it was moved.
    pub edition: EditionId,
    /// The edition it goes over to with its next step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_edition: Option<EditionId>,
    /// Its kind within the package.
    pub kind: KindName,
    /// What it is about, in one line.
    pub title: String,
    /// The actor it is about.
    pub subject: ActorId,
    /// The case it is part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<CaseId>,
    /// Where it stands; none once closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<StepName>,
    /// Whether it runs.
    pub status: CaseStatus,
    /// How it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    /// The district code whose variation applies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variation: Option<ActorId>,
    /// The values of the fields its kind declares.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, Value>,
    /// Remarks for the reader of the case, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<Remark>,
    /// The day it was opened.
    pub opened_on: NaiveDate,
    /// The day it was suspended, while it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suspended_on: Option<NaiveDate>,
    /// The day it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_on: Option<NaiveDate>,
}

/// Something the reader of a case should know, said by a script or an officer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// The day it was said.
    pub on: NaiveDate,
    /// The remark.
    pub text: String,
}
