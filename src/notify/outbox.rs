//! The outbox folder: one file a message, written once and whole.

use crate::domain::day;
use crate::domain::message::Message;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Writes a message as a text file below `folder`; gives the file. Written again, it is the same file.
pub fn deliver(folder: &Path, message: &Message) -> io::Result<PathBuf> {
    std::fs::create_dir_all(folder)?;
    let file = folder.join(format!("{}_{}.txt", message.on, message.key));
    let part = folder.join(format!(".{}.part", message.key));
    let mut out = std::fs::File::create(&part)?;
    out.write_all(text(message).as_bytes())?;
    out.sync_all()?;
    std::fs::rename(&part, &file)?;
    Ok(file)
}

fn text(message: &Message) -> String {
    format!(
        "Nơi nhận: {}\nNgày: {}\nVề việc: {}\nHồ sơ: {}\nMã thư: {}\n\n{}",
        message.address,
        day::vietnamese(message.on),
        message.subject,
        message.about.as_ref().map_or("", |about| about.case.as_str()),
        message.key,
        message.body
    )
}

/// TEMPORARY until the channels are merged.
pub struct Channels(pub PathBuf);
impl Channels {
    pub fn deliver(&self, message: &Message, _email: Option<&str>) -> Result<String, io::Error> {
        deliver(&self.0, message).map(|path| path.display().to_string())
    }
}
