//! The file of signed seals: a line of JSON each, the newest last.

use crate::cmd::failure::CmdError;
use crate::domain::seal::{PublicKey, Seal, SealFault, SignedSeal};
use crate::ui::failure::Failure;
use serde_json::json;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;

/// The seals of a file. A line that is none stops the reading: nothing is skipped.
pub fn read(path: &Path, keys: &[PublicKey]) -> Result<Vec<Seal>, CmdError> {
    let text = std::fs::read_to_string(path).map_err(|cause| CmdError::file(path, cause))?;
    let lines = text.lines().zip(1_usize..).filter(|(line, _)| !line.trim().is_empty());
    let seals: Vec<Seal> = lines
        .map(|(line, number)| SignedSeal::read(line, keys).map_err(|fault| malformed(path, number, &fault)))
        .collect::<Result<_, _>>()?;
    if seals.is_empty() { Err(malformed(path, 1, &SealFault::Empty)) } else { Ok(seals) }
}

/// Adds a seal to a file, which is made if it is not there.
pub fn append(path: &Path, seal: &SignedSeal) -> Result<(), CmdError> {
    let trouble = |cause| CmdError::file(path, cause);
    let mut line = serde_json::to_string(seal).map_err(|error| trouble(error.into()))?;
    line.push('\n');
    let mut file = OpenOptions::new().create(true).append(true).open(path).map_err(trouble)?;
    file.write_all(line.as_bytes()).and_then(|()| file.sync_all()).map_err(trouble)
}

fn malformed(path: &Path, line: usize, fault: &SealFault) -> CmdError {
    let facts = json!({ "path": path.display().to_string(), "line": line, "mistake": fault });
    CmdError::Told(Box::new(Failure::told(2, "seal-file-malformed", &facts, Vec::new())))
}
