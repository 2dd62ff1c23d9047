//! The file of the key that signs: its owner's alone.

use crate::cmd::failure::CmdError;
use crate::domain::hex::to_hex;
use crate::domain::seal::{PublicKey, SealKey};
use crate::store;
use crate::ui::failure::Failure;
use ring::rand::{SecureRandom as _, SystemRandom};
use serde_json::json;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

/// The most that is read of a file that should hold a key.
const MOST: u64 = 1024;

/// Makes a key in a file that must not be there yet; gives what recognises its signatures.
pub fn make(path: &Path) -> Result<PublicKey, CmdError> {
    let trouble = |cause| CmdError::file(path, cause);
    let mut seed = [0; 32];
    SystemRandom::new().fill(&mut seed).map_err(|_| trouble(io::Error::other("no randomness")))?;
    let key = SealKey::of(&seed).map_err(|e| super::fault(&e))?;
    let text = format!("{}\n", to_hex(&seed));
    store::write_private(path, text.as_bytes()).map_err(trouble)?;
    key.public().map_err(|e| super::fault(&e))
}

/// The key in a file that nobody else can read.
pub fn read(path: &Path) -> Result<SealKey, CmdError> {
    let trouble = |cause| CmdError::file(path, cause);
    let file = File::open(path).map_err(trouble)?;
    if store::others_may(&file.metadata().map_err(trouble)?, store::ANYTHING) {
        let facts = json!({ "path": path.display().to_string() });
        return Err(CmdError::Told(Box::new(Failure::told(1, "seal-key-open", &facts, Vec::new()))));
    }
    let mut text = String::new();
    file.take(MOST).read_to_string(&mut text).map_err(trouble)?;
    SealKey::read(&text).map_err(|e| super::fault(&e))
}
