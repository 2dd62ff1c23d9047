//! From errors to what a person is told and the exit code.

use crate::app::rights::OpenToOthers;
use crate::app::toml_file::TomlFault;
use crate::app::{ConfigError, HomeError};
use crate::flow::{FlowError, Refusal};
use crate::ui::failure::Failure;

/// Why a command ended without its answer.
#[derive(Debug)]
pub enum CmdError {
    /// A verb failed.
    Flow(FlowError),
    /// The command line makes no sense.
    Usage(String),
    /// A file that was named cannot be read or written.
    File {
        /// The file.
        path: String,
        /// Why.
        cause: std::io::Error,
    },
    /// Something else that has a text of its own.
    Told(Box<Failure>),
}

impl CmdError {
    /// A command line that makes no sense.
    pub fn usage(text: impl Into<String>) -> Self {
        Self::Usage(text.into())
    }

    /// A language that there are no messages in.
    pub fn bad_lang(lang: &str) -> Self {
        Self::Usage(format!("--lang {lang}: vi | en"))
    }

    /// A file that cannot be read or written.
    pub fn file(path: &std::path::Path, cause: std::io::Error) -> Self {
        Self::File { path: path.display().to_string(), cause }
    }

    /// The failure as the person sees it.
    pub fn failure(&self) -> Failure {
        match self {
            Self::Flow(error) => of_flow(error),
            Self::Usage(text) => Failure::usage(text),
            Self::File { path, cause } => Failure::file(path, cause),
            Self::Told(failure) => (**failure).clone(),
        }
    }
}

/// A failure of a verb as the person sees it.
pub(super) fn of_flow(error: &FlowError) -> Failure {
    match error {
        FlowError::Refused(refusal) => Failure::refusal(&json(refusal), None),
        FlowError::RefusedAt(refusal, place) => Failure::refusal(&json(refusal), Some(place.clone())),
        FlowError::Script(fault) => Failure::script(fault),
        FlowError::Store(error) => Failure::store(error),
    }
}

fn json(refusal: &Refusal) -> serde_json::Value {
    serde_json::to_value(refusal).unwrap_or_default()
}

impl<E: Into<FlowError>> From<E> for CmdError {
    fn from(error: E) -> Self {
        Self::Flow(error.into())
    }
}

impl CmdError {
    /// A home folder that cannot be furnished.
    pub fn home(error: HomeError) -> Self {
        Self::File { path: error.path.display().to_string(), cause: error.cause }
    }

    /// A file or folder that others can write to.
    pub fn open_to_others(found: &OpenToOthers) -> Self {
        let facts = serde_json::json!({ "path": found.path.display().to_string() });
        Self::Told(Box::new(Failure::told(4, "store-open-to-others", &facts, Vec::new())))
    }

    /// Settings that cannot be read.
    pub fn config(error: ConfigError) -> Self {
        match error {
            ConfigError::Unreadable { path, cause } => Self::File { path: path.display().to_string(), cause },
            ConfigError::Unread { path, fault } => {
                Self::toml("config-malformed", &path.display().to_string(), fault)
            }
            ConfigError::Malformed { path, fault } => {
                let mut facts = serde_json::to_value(&fault).unwrap_or_default();
                facts["path"] = path.display().to_string().into();
                Self::Told(Box::new(Failure::told(2, "config-malformed", &facts, Vec::new())))
            }
        }
    }

    /// A file in TOML that cannot be read; `key` is that of the text for files of its kind.
    pub fn toml(key: &str, path: &str, fault: TomlFault) -> Self {
        let facts = serde_json::json!({ "path": path, "mistake": fault.mistake });
        let failure = Failure::told(2, key, &facts, Vec::new());
        Self::Told(Box::new(Failure { place: Some(fault.place), ..failure }))
    }
}
