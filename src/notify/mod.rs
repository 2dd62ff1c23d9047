//! Floor 1: messages on their way out.

mod channels;
mod command;
mod docx;
mod error;
mod files;
pub mod letter;
mod mail;
mod official;
mod plain;
mod settings;

pub use channels::Channels;
pub use error::DeliveryError;
pub use official::{Block, Official};
pub use settings::{
    ChannelKind, ChannelSettings, CommandSettings, MAIL_PASSWORD, MailSettings, Secret, TlsMode,
};
