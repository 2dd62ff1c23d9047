//! What an office settles about its channels.

use super::error::DeliveryError;
use super::mail;
use serde::Deserialize;
use std::fmt;
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::time::Duration;

/// The variable of the environment that may hold the password of the mail server. The door reads it; the command of
/// the command channel never sees it.
pub const MAIL_PASSWORD: &str = "QUYTRINH_MAIL_PASSWORD";

/// What delivers a message.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChannelKind {
    /// Files in the outbox folder.
    #[default]
    Files,
    /// Mail to the recipient's address.
    Mail,
    /// A program of the office.
    Command,
}

impl ChannelKind {
    /// The channel as the settings name it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Files => "files",
            Self::Mail => "mail",
            Self::Command => "command",
        }
    }
}

/// Which channel takes what, and how each is reached.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChannelSettings {
    /// The channel of letters.
    pub letters: ChannelKind,
    /// The channel of digests and notes.
    pub digests: ChannelKind,
    /// The mail server; needed when a channel is mail.
    pub mail: Option<MailSettings>,
    /// The program; needed when a channel is a command.
    pub command: Option<CommandSettings>,
}

/// The mail server of the office.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailSettings {
    /// Its name or number: `mail.quangngai.gov.vn`.
    pub server: String,
    /// Its port; by default the usual one of `tls`.
    pub port: Option<u16>,
    /// How the talk with it is kept secret.
    #[serde(default)]
    pub tls: TlsMode,
    /// The name to log in with; none when the server asks for none.
    pub login: Option<String>,
    /// The file whose first line is the password; only its owner should be able to read it (0600).
    pub password_file: Option<PathBuf>,
    /// The password, when it was not left in a file; goes before `password_file`. Never part of `quytrinh.toml`.
    #[serde(skip)]
    pub password: Option<Secret>,
    /// The sender: `Ban Tổ chức Tỉnh ủy <btctu@quangngai.gov.vn>`.
    pub from: String,
    /// How long one mail may take as a whole.
    #[serde(default = "half_a_minute")]
    pub timeout_seconds: NonZeroU32,
    /// The certificates (PEM) to trust instead of those that the system trusts.
    pub ca_file: Option<PathBuf>,
}

impl MailSettings {
    /// The port, given or usual.
    pub fn port(&self) -> u16 {
        self.port.unwrap_or(match self.tls {
            TlsMode::Starttls => 587,
            TlsMode::Tls => 465,
            TlsMode::None => 25,
        })
    }

    /// How long one mail may take.
    pub fn timeout(&self) -> Duration {
        Duration::from_secs(self.timeout_seconds.get().into())
    }

    /// Whether `from` is a sender: an address, or a name and an address in `<…>`.
    pub fn check_sender(&self) -> Result<(), DeliveryError> {
        mail::mailbox(&self.from).map(drop)
    }

    /// Whether what is said to the server stays within this machine.
    pub fn is_local(&self) -> bool {
        matches!(self.server.as_str(), "localhost" | "127.0.0.1" | "::1")
    }
}

/// How the talk with a mail server is kept secret.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TlsMode {
    /// It starts in the clear and must change over before anything is said; a server that cannot gets no mail.
    #[default]
    Starttls,
    /// From the first byte.
    Tls,
    /// Not at all: only for a server on this machine or in a network of its own.
    None,
}

/// The program that delivers messages.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CommandSettings {
    /// The program and its arguments; no shell reads them.
    pub run: Vec<String>,
    /// How long it may take for one message.
    #[serde(default = "a_minute")]
    pub timeout_seconds: NonZeroU32,
}

impl CommandSettings {
    /// How long it may take for one message.
    pub fn timeout(&self) -> Duration {
        Duration::from_secs(self.timeout_seconds.get().into())
    }
}

fn half_a_minute() -> NonZeroU32 {
    const { NonZeroU32::new(30).expect("30 is not 0") }
}

fn a_minute() -> NonZeroU32 {
    const { NonZeroU32::new(60).expect("60 is not 0") }
}

/// A text that is shown nowhere.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Keeps a text from being shown.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text, for the one who must say it.
    pub(super) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_not_shown() {
        assert_eq!(format!("{:?}", Some(Secret::new("mật khẩu"))), "Some(***)");
    }
}
