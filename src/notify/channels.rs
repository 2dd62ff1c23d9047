//! Which way a message goes.

use super::error::DeliveryError;
use super::settings::{ChannelKind, ChannelSettings};
use super::{command, files, mail};
use crate::domain::message::{Form, Message};
use std::path::PathBuf;

/// What delivers messages, one at a time and each whole. Delivering a message again is harmless: files are the same
/// files, a mail and a command carry the key of the message.
#[derive(Debug, Clone)]
pub struct Channels {
    settings: ChannelSettings,
    outbox: PathBuf,
}

impl Channels {
    /// The channels of an office; `outbox` is the folder for files.
    pub fn new(settings: ChannelSettings, outbox: PathBuf) -> Self {
        Self { settings, outbox }
    }

    /// Which channel a message takes. Without an address there is no mail: it goes into the outbox folder.
    pub fn channel_of(&self, message: &Message, email: Option<&str>) -> ChannelKind {
        let chosen = match message.form {
            Form::Letter => self.settings.letters,
            Form::Item | Form::Digest | Form::Note => self.settings.digests,
        };
        match chosen {
            ChannelKind::Mail if address(email).is_none() => ChannelKind::Files,
            chosen => chosen,
        }
    }

    /// Delivers a message. Gives where it went, for people: its files, `mail <address>` or `command <program>`. Files
    /// count as delivered once [`Channels::settle`] has succeeded.
    pub fn deliver(&self, message: &Message, email: Option<&str>) -> Result<String, DeliveryError> {
        let channel = self.channel_of(message, email);
        let not_set_up = DeliveryError::NotSetUp { channel: channel.name() };
        match (channel, address(email)) {
            (ChannelKind::Mail, Some(email)) => {
                mail::send(self.settings.mail.as_ref().ok_or(not_set_up)?, message, email)
            }
            (ChannelKind::Command, email) => {
                command::run(self.settings.command.as_ref().ok_or(not_set_up)?, message, email)
            }
            (ChannelKind::Files | ChannelKind::Mail, _) => files::write(&self.outbox, message),
        }
    }

    /// Makes the files that were delivered durable, once for all of them.
    pub fn settle(&self) -> Result<(), DeliveryError> {
        files::settle(&self.outbox)
    }
}

fn address(email: Option<&str>) -> Option<&str> {
    email.map(str::trim).filter(|email| !email.is_empty())
}

#[cfg(test)]
mod tests {
    use super::super::official::tests::letter;
    use super::*;

    #[test]
    fn letters_and_digests_go_their_own_ways_and_no_address_means_files() {
        let settings = ChannelSettings {
            letters: ChannelKind::Mail,
            digests: ChannelKind::Command,
            ..ChannelSettings::default()
        };
        let channels = Channels::new(settings, "outbox".into());
        let (letter, email) = (letter(), Some("huyenuy@quangngai.gov.vn"));
        assert_eq!(channels.channel_of(&letter, email), ChannelKind::Mail);
        assert_eq!(channels.channel_of(&letter, Some(" ")), ChannelKind::Files);
        assert_eq!(channels.channel_of(&letter, None), ChannelKind::Files);
        for form in [Form::Item, Form::Digest, Form::Note] {
            let message = Message { form, ..letter.clone() };
            assert_eq!(channels.channel_of(&message, None), ChannelKind::Command);
        }
        let error = channels.deliver(&letter, email).unwrap_err();
        assert_eq!(error.to_string(), "channel `mail` is not set up");
        assert!(error.is_permanent());
    }
}
