//! Rights of files: a store that others on the machine can write to is nobody's record, and settings that others can
//! write to say nothing about who is who.

use super::Home;
use crate::store::{WRITE, others_may};
use std::path::PathBuf;

/// A file or folder that its group or others can write to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenToOthers {
    /// Where it is.
    pub path: PathBuf,
}

/// Looks at the home folder, the settings, the scripts' folder with the policy, the store and its folder. Those that are
/// not there yet are no matter. Elsewhere than on Unix the system's own rules are left to the office.
pub fn check(home: &Home) -> Result<(), OpenToOthers> {
    let store = home.store();
    let folder = store.parent().map(ToOwned::to_owned);
    let looked_at = [
        Some(home.path().to_owned()),
        Some(home.config()),
        Some(home.scripts()),
        Some(home.policy()),
        folder,
    ];
    let is_open = |path: &PathBuf| path.metadata().is_ok_and(|found| others_may(&found, WRITE));
    match looked_at.into_iter().flatten().chain([store]).find(is_open) {
        Some(path) => Err(OpenToOthers { path }),
        None => Ok(()),
    }
}
