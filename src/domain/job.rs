//! What is kept of a scheduled script.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// The last run of a scheduled script.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobState {
    /// The instant it was planned for. Slots before it are settled: a run makes up for all it missed, once.
    pub slot: DateTime<Utc>,
    /// The instant it ran.
    pub at: DateTime<Utc>,
    /// What went wrong; none when it ran well.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}
