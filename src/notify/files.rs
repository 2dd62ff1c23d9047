//! The outbox folder: the files of a message, each written once and whole.

use super::error::DeliveryError;
use super::official::Official;
use super::{docx, plain};
use crate::domain::message::{Form, Message};
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// The longest name of a file before its ending; file systems take 255 bytes.
const LONGEST_NAME: usize = 200;

/// Tells apart what several threads of this process write at once.
static TURN: AtomicU64 = AtomicU64::new(0);

/// Writes a message into `folder`: a letter as a Word file and as text, anything else as text. A file that is there
/// already was delivered before and stays as it is: the clerk may have filled in its number. Gives the files.
pub(super) fn write(folder: &Path, message: &Message) -> Result<String, DeliveryError> {
    fs::create_dir_all(folder).map_err(|cause| DeliveryError::File { path: folder.to_owned(), cause })?;
    let name = name(message);
    let mut places = Vec::new();
    if message.form == Form::Letter {
        let path = folder.join(format!("{name}.docx"));
        let trouble = |cause| DeliveryError::File { path: path.clone(), cause };
        let content = docx::write(&Official::of(message), &message.key).map_err(trouble)?;
        once(&path, &content)?;
        places.push(path.display().to_string());
    }
    let path = folder.join(format!("{name}.txt"));
    once(&path, plain::file(message).as_bytes())?;
    places.push(path.display().to_string());
    Ok(places.join(", "))
}

/// Makes sure that the files written into `folder` are still there after a power cut: each is whole on the disk since it
/// was written, but its name is only once the folder is. Before this, none of them counts as delivered.
pub(super) fn settle(folder: &Path) -> Result<(), DeliveryError> {
    // Elsewhere a folder cannot be opened as a file, and need not be.
    if !cfg!(unix) || !folder.is_dir() {
        return Ok(());
    }
    let synced = File::open(folder).and_then(|folder| folder.sync_all());
    synced.map_err(|cause| DeliveryError::File { path: folder.to_owned(), cause })
}

/// The day and the key. Other signs than those of ids are written as their bytes; what is too long ends in its hash.
pub(super) fn name(message: &Message) -> String {
    let mut name = format!("{}_", message.on);
    for sign in message.key.chars() {
        if sign.is_ascii_alphanumeric() || matches!(sign, '.' | '-' | '_') {
            name.push(sign);
        } else {
            for byte in sign.encode_utf8(&mut [0; 4]).bytes() {
                // Writing to a text cannot fail.
                let _ = write!(name, "%{byte:02X}");
            }
        }
    }
    if name.len() > LONGEST_NAME {
        let hash = Sha256::digest(message.key.as_bytes());
        name.truncate(LONGEST_NAME - 17);
        name.push('~');
        for byte in hash.iter().take(8) {
            let _ = write!(name, "{byte:02x}");
        }
    }
    name
}

/// Puts a whole file at `path`, unless there is one: to a name of its own, onto the disk, then to its place.
fn once(path: &Path, content: &[u8]) -> Result<(), DeliveryError> {
    if path.is_file() {
        return Ok(());
    }
    let part = part_of(path);
    let written = whole(&part, path, content);
    if written.is_err() {
        // The error that is told is the first one.
        let _ = fs::remove_file(&part);
    }
    written.map_err(|cause| DeliveryError::File { path: path.to_owned(), cause })
}

fn part_of(path: &Path) -> PathBuf {
    let turn = TURN.fetch_add(1, Ordering::Relaxed);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}-{turn}.part", std::process::id()))
}

fn whole(part: &Path, path: &Path, content: &[u8]) -> io::Result<()> {
    let mut out = File::create(part)?;
    out.write_all(content)?;
    out.sync_all()?;
    drop(out);
    fs::rename(part, path)
}

#[cfg(test)]
mod tests {
    use super::super::official::tests::letter;
    use super::*;

    #[test]
    fn a_name_is_that_of_the_key_and_always_one_of_a_file() {
        let named = |key: &str| name(&Message { key: key.into(), ..letter() });
        assert_eq!(named("VT-2022-005.answer.1.0.x.535"), "2022-10-07_VT-2022-005.answer.1.0.x.535");
        assert_eq!(named("note/../ở"), "2022-10-07_note%2F..%2F%E1%BB%9F");
        let (one, other) = (named(&"a".repeat(300)), named(&"a".repeat(301)));
        assert_eq!((one.len(), other.len()), (LONGEST_NAME, LONGEST_NAME));
        assert_ne!(one, other);
    }
}
