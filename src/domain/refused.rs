//! What is kept of an act that the procedure refused.

use super::script_fault::Place;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// An act that was refused: nothing of it is in the log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RefusedAct {
    /// When.
    pub at: DateTime<Utc>,
    /// Who tried.
    pub by: String,
    /// On whose behalf.
    #[serde(rename = "for", default, skip_serializing_if = "Option::is_none")]
    pub on_behalf: Option<String>,
    /// What made it happen: the command line.
    pub why: String,
    /// The verbs that were tried in one transaction, as data; the last one was refused.
    pub verbs: Value,
    /// The refusal, as data with the tag `refusal`.
    pub refusal: Value,
    /// The line of the script that refused, where one did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
}
