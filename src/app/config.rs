//! `quytrinh.toml`, the settings of a home folder.

use serde::Deserialize;
use std::path::{Path, PathBuf};

/// The settings an office keeps.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// The language of messages: `vi` or `en`.
    pub lang: Option<String>,
    /// The actor on whose behalf acts are recorded when `--as` is not given.
    pub me: Option<String>,
}

/// Why the settings cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("`{}` cannot be read", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        cause: std::io::Error,
    },
    /// The file is not what it must be.
    #[error("`{}`: {message}", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// Where and why.
        message: String,
    },
}

/// What `init` writes.
pub const TEMPLATE: &str = "\
# quytrinh: thiết lập của cơ quan / settings of the office
# Ngôn ngữ của thông báo / language of messages: \"vi\", \"en\"
lang = \"vi\"
# Người hoặc cơ quan đứng tên khi không ghi --as / on whose behalf acts are recorded without --as
# me = \"BTCTU\"
";

impl Config {
    /// Reads the settings; defaults when there is no file.
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(cause) => return Err(ConfigError::Unreadable { path: path.to_owned(), cause }),
        };
        toml::from_str(&text)
            .map_err(|error| ConfigError::Malformed { path: path.to_owned(), message: error.to_string() })
    }
}
