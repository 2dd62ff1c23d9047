//! Why a message was not delivered.

use std::io;
use std::path::PathBuf;
use std::process::ExitStatus;

/// Why a message was not delivered. Each prints whole, cause and all: it is recorded with the message as one line.
#[derive(Debug, thiserror::Error)]
pub enum DeliveryError {
    /// A file of the outbox cannot be written.
    #[error("`{}` cannot be written: {cause}", path.display())]
    File {
        /// The file, or the folder that should hold it.
        path: PathBuf,
        /// Why.
        cause: io::Error,
    },
    /// A channel is chosen that the settings do not describe.
    #[error("channel `{channel}` is not set up")]
    NotSetUp {
        /// Its name.
        channel: &'static str,
    },
    /// What should be a mail address is none.
    #[error("`{address}` is no mail address: {reason}")]
    BadAddress {
        /// What was given.
        address: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The message cannot be put into a mail.
    #[error("no mail can be made of message `{key}`: {reason}")]
    BadMail {
        /// The key of the message.
        key: String,
        /// Why.
        reason: String,
    },
    /// There is a login, but no password for it.
    #[error("login `{login}` at mail server `{server}` has no password")]
    NoPassword {
        /// The server.
        server: String,
        /// The login.
        login: String,
    },
    /// The file of the password cannot be read.
    #[error("password file `{}` cannot be read: {cause}", path.display())]
    PasswordFile {
        /// The file.
        path: PathBuf,
        /// Why.
        cause: io::Error,
    },
    /// The file of certificates cannot be used.
    #[error("certificate file `{}` cannot be used: {reason}", path.display())]
    CertificateFile {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// There is no talking to the mail server.
    #[error("mail server `{server}` cannot be reached: {reason}")]
    Unreachable {
        /// The server and its port.
        server: String,
        /// Why.
        reason: String,
    },
    /// The mail server took too long.
    #[error("mail server `{server}` did not take the mail within {seconds} s")]
    MailTimeout {
        /// The server and its port.
        server: String,
        /// How long it had.
        seconds: u32,
    },
    /// No secret talk with the mail server came about.
    #[error("no TLS with mail server `{server}`: {reason}")]
    Tls {
        /// The server and its port.
        server: String,
        /// Why.
        reason: String,
    },
    /// The mail server refused the login.
    #[error("mail server `{server}` refused login `{login}`: {reply}")]
    LoginRefused {
        /// The server and its port.
        server: String,
        /// The login.
        login: String,
        /// What it answered.
        reply: String,
    },
    /// The mail server refused the mail.
    #[error("mail server `{server}` refused the mail: {reply}")]
    MailRefused {
        /// The server and its port.
        server: String,
        /// What it answered.
        reply: String,
        /// Whether it will refuse it again.
        permanent: bool,
    },
    /// The mail server does not do what is asked of it.
    #[error("mail server `{server}`: {reason}")]
    MailServer {
        /// The server and its port.
        server: String,
        /// What it does not do.
        reason: String,
    },
    /// The command cannot be run.
    #[error("command `{program}` cannot be run: {cause}")]
    Command {
        /// The program.
        program: String,
        /// Why.
        cause: io::Error,
    },
    /// The command failed.
    #[error("command `{program}` failed, {status}{}{said}", if said.is_empty() { "" } else { ": " })]
    CommandFailed {
        /// The program.
        program: String,
        /// How it ended.
        status: ExitStatus,
        /// The last line of what it said on its standard error.
        said: String,
    },
    /// The command took too long and was ended.
    #[error("command `{program}` was not done within {seconds} s")]
    CommandTimeout {
        /// The program.
        program: String,
        /// How long it had.
        seconds: u32,
    },
}

impl DeliveryError {
    /// Whether trying again is of no use before somebody changes an address or a setting.
    pub fn is_permanent(&self) -> bool {
        match self {
            Self::MailRefused { permanent, .. } => *permanent,
            Self::NotSetUp { .. }
            | Self::BadAddress { .. }
            | Self::BadMail { .. }
            | Self::NoPassword { .. }
            | Self::CertificateFile { .. }
            | Self::LoginRefused { .. } => true,
            Self::File { .. }
            | Self::PasswordFile { .. }
            | Self::Unreachable { .. }
            | Self::MailTimeout { .. }
            | Self::Tls { .. }
            | Self::MailServer { .. }
            | Self::Command { .. }
            | Self::CommandFailed { .. }
            | Self::CommandTimeout { .. } => false,
        }
    }
}
