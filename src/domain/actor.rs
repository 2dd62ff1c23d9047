//! Actors: anybody or any body that acts.

use super::ids::{ActorId, TaskKey};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// What an actor is. The names are those that scripts and `--kind` use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ActorKind {
    /// A deciding or directing body of the province (Ban Thường vụ Tỉnh ủy, Ủy ban nhân dân tỉnh …).
    Body,
    /// A division or board inside a body.
    Board,
    /// A provincial agency, where cadres come from.
    Agency,
    /// A district-level unit; stands also for its standing committee.
    District,
    /// A commune-level unit.
    Commune,
    /// A head post (chức danh) of a commune.
    Post,
    /// A cadre (cán bộ).
    Cadre,
    /// A person who works with this program.
    Officer,
}

impl ActorKind {
    /// Every kind, in the order people expect them.
    pub const ALL: [Self; 8] = [
        Self::Body,
        Self::Board,
        Self::Agency,
        Self::District,
        Self::Commune,
        Self::Post,
        Self::Cadre,
        Self::Officer,
    ];

    /// The kind's name in scripts, filters and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Body => "body",
            Self::Board => "board",
            Self::Agency => "agency",
            Self::District => "district",
            Self::Commune => "commune",
            Self::Post => "post",
            Self::Cadre => "cadre",
            Self::Officer => "officer",
        }
    }

    /// The kind of this name, if there is one.
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// One actor as stored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Actor {
    /// Its code, the key of everything that refers to it.
    pub id: ActorId,
    /// What it is first of all.
    pub kind: ActorKind,
    /// Other kinds it also counts as: BTCTU is an agency and a body.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<ActorKind>,
    /// Its name as printed.
    pub name: String,
    /// Other names people type for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Where it belongs: a post to its commune, a commune to its district, a cadre to the agency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<ActorId>,
    /// Facts about it (block, birth date …), by field name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, Value>,
    /// Set once it is no more: who does since then what it had to do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub succession: Option<Succession>,
}

/// Who does what an actor had to do that is no more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Succession {
    /// The successor.
    pub by: ActorId,
    /// For tasks of these keys it is somebody else.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub tasks: BTreeMap<TaskKey, ActorId>,
    /// Since this day.
    pub on: NaiveDate,
    /// On what it rests.
    pub basis: String,
}

impl Succession {
    /// Who takes over the task of this key.
    pub fn of_task(&self, task: &TaskKey) -> &ActorId {
        self.tasks.get(task).unwrap_or(&self.by)
    }
}

impl Actor {
    /// Whether it counts as `kind`.
    pub fn is(&self, kind: ActorKind) -> bool {
        self.kind == kind || self.also.contains(&kind)
    }

    /// A text field, or `None` when absent or of another shape.
    pub fn text(&self, field: &str) -> Option<&str> {
        self.fields.get(field).and_then(Value::as_str)
    }
}
