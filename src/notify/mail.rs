//! Mail, through the mail server of the office.

use super::error::DeliveryError;
use super::official::Official;
use super::settings::{MailSettings, TlsMode};
use super::{docx, files};
use crate::domain::hex::to_hex;
use crate::domain::message::{Form, Message};
use lettre::address::AddressError;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, MessageBuilder, MultiPart, MultiPartKind, SinglePart};
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{Certificate, CertificateStore, Tls, TlsParameters};
use lettre::transport::smtp::{Error, SmtpTransport};
use lettre::{Address, Transport as _};
use sha2::{Digest as _, Sha256};
use std::error::Error as _;
use std::io;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// The header that carries the key of a message as it is.
const KEY: HeaderName = HeaderName::new_from_ascii_str("X-Quytrinh-Key");
/// The longest answer of a server that is told.
const LONGEST_REPLY: usize = 300;

/// Whether a text is a sender or recipient: an address, or a name and an address in `<…>`.
pub(super) fn mailbox(text: &str) -> Result<Mailbox, DeliveryError> {
    text.parse().map_err(|reason: AddressError| DeliveryError::BadAddress {
        address: text.to_owned(),
        reason: reason.to_string(),
    })
}

/// Sends a message to an address.
pub(super) fn send(settings: &MailSettings, message: &Message, email: &str) -> Result<String, DeliveryError> {
    let address: Address = email.parse().map_err(|reason: AddressError| DeliveryError::BadAddress {
        address: email.to_owned(),
        reason: reason.to_string(),
    })?;
    let mail = compose(settings, message, address)?;
    let server = format!("{}:{}", settings.server, settings.port());
    let timeout = settings.timeout();
    let transport = transport(settings, &server, timeout)?;
    match within(timeout, move || transport.send(&mail)) {
        Ok(Some(Ok(_))) => Ok(format!("mail {email}")),
        Ok(Some(Err(error))) => Err(explain(settings, server, &error)),
        Ok(None) => Err(DeliveryError::MailTimeout { server, seconds: settings.timeout_seconds.get() }),
        Err(error) => Err(DeliveryError::Unreachable { server, reason: error.to_string() }),
    }
}

/// The mail: its text, and a letter also as a Word file. Its `Date` is the moment it is sent, whatever day the message was made on.
fn compose(
    settings: &MailSettings,
    message: &Message,
    to: Address,
) -> Result<lettre::Message, DeliveryError> {
    let from = mailbox(&settings.from)?;
    let id = message_id(&message.key, from.email.domain());
    let name = Some(one_line(&message.address)).filter(|name| !name.is_empty());
    let bad = |reason: String| DeliveryError::BadMail { key: message.key.clone(), reason };
    let mail = MessageBuilder::new()
        .from(from)
        .to(Mailbox::new(name, to))
        .message_id(Some(id))
        .subject(one_line(&message.subject));
    let text = SinglePart::plain(message.body.clone());
    let built = if message.form == Form::Letter {
        let word =
            docx::write(&Official::of(message), &message.key).map_err(|error| bad(error.to_string()))?;
        let kind = ContentType::parse(docx::MEDIA_TYPE).map_err(|error| bad(error.to_string()))?;
        let word = Attachment::new(format!("{}.docx", files::name(message))).body(word, kind);
        let parts = MultiPart::builder().kind(MultiPartKind::Mixed).boundary(boundary(&message.key));
        mail.multipart(parts.singlepart(text).singlepart(word))
    } else {
        mail.singlepart(text)
    };
    let mut mail = built.map_err(|error| bad(error.to_string()))?;
    mail.headers_mut().insert_raw(HeaderValue::new(KEY, one_line(&message.key)));
    Ok(mail)
}

/// What parts the text from the file: the same for every try, so that a mail sent again is the same mail.
fn boundary(key: &str) -> String {
    let hash = Sha256::digest(key.as_bytes());
    to_hex(&hash[..16])
}

/// `<key@domain>`: the same for every try. Signs that an identifier may not have are written as their bytes.
fn message_id(key: &str, domain: &str) -> String {
    let byte = |byte: u8| match byte {
        b'.' | b'-' | b'_' => char::from(byte).to_string(),
        byte if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
        byte => format!("={byte:02X}"),
    };
    format!("<{}@{domain}>", key.bytes().map(byte).collect::<String>())
}

fn transport(
    settings: &MailSettings,
    server: &str,
    timeout: Duration,
) -> Result<SmtpTransport, DeliveryError> {
    let tls = match settings.tls {
        TlsMode::None => Tls::None,
        TlsMode::Starttls => Tls::Required(trust(settings, server)?),
        TlsMode::Tls => Tls::Wrapper(trust(settings, server)?),
    };
    let mut builder = SmtpTransport::builder_dangerous(&settings.server)
        .port(settings.port())
        .tls(tls)
        .timeout(Some(timeout))
        .authentication(vec![Mechanism::Plain, Mechanism::Login]);
    if let Some(login) = &settings.login {
        builder = builder.credentials(Credentials::new(login.clone(), password(settings, login)?));
    }
    Ok(builder.build())
}

/// Whom to trust: what the system trusts, or only what `ca_file` holds.
fn trust(settings: &MailSettings, server: &str) -> Result<TlsParameters, DeliveryError> {
    let mut builder = TlsParameters::builder(settings.server.clone());
    if let Some(path) = &settings.ca_file {
        let trouble = |reason| DeliveryError::CertificateFile { path: path.clone(), reason };
        let pem = std::fs::read(path).map_err(|error| trouble(error.to_string()))?;
        if !pem.windows(11).any(|window| window == b"-----BEGIN ") {
            return Err(trouble("no certificate (PEM) in it".to_owned()));
        }
        let certificate = Certificate::from_pem(&pem).map_err(|error| trouble(reason(&error)))?;
        builder = builder.certificate_store(CertificateStore::None).add_root_certificate(certificate);
    }
    builder.build().map_err(|error| DeliveryError::Tls { server: server.to_owned(), reason: reason(&error) })
}

fn password(settings: &MailSettings, login: &str) -> Result<String, DeliveryError> {
    if let Some(password) = &settings.password {
        return Ok(password.reveal().to_owned());
    }
    let none = || DeliveryError::NoPassword { server: settings.server.clone(), login: login.to_owned() };
    let path = settings.password_file.as_ref().ok_or_else(none)?;
    let text = std::fs::read_to_string(path)
        .map_err(|cause| DeliveryError::PasswordFile { path: path.clone(), cause })?;
    text.lines().next().filter(|line| !line.is_empty()).map(str::to_owned).ok_or_else(none)
}

/// Does something for at most `limit`; `None` when it was not done by then. The time-outs of a connection are those of
/// one answer and of each address of a server; this one bounds them all. What is not done goes on by itself to its
/// own end.
fn within<T: Send + 'static>(
    limit: Duration,
    work: impl FnOnce() -> T + Send + 'static,
) -> io::Result<Option<T>> {
    let (done, wait) = mpsc::channel();
    thread::Builder::new().name("mail".to_owned()).spawn(move || done.send(work()))?;
    match wait.recv_timeout(limit) {
        Ok(value) => Ok(Some(value)),
        Err(mpsc::RecvTimeoutError::Timeout) => Ok(None),
        Err(mpsc::RecvTimeoutError::Disconnected) => Err(io::Error::other("sending broke off")),
    }
}

/// What an error of the transport means to the office.
fn explain(settings: &MailSettings, server: String, error: &Error) -> DeliveryError {
    if let Some(code) = error.status() {
        let reply = format!("{code} {}", reason(error));
        return match (u16::from(code), &settings.login) {
            (454 | 530 | 534 | 535 | 538, Some(login)) => {
                DeliveryError::LoginRefused { server, login: login.clone(), reply }
            }
            _ => DeliveryError::MailRefused { server, reply, permanent: error.is_permanent() },
        };
    }
    match of_system(error) {
        // A time-out of a socket is told as `WouldBlock` on Unix.
        Some(io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock) => {
            DeliveryError::MailTimeout { server, seconds: settings.timeout_seconds.get() }
        }
        Some(io::ErrorKind::InvalidData) => DeliveryError::Tls { server, reason: reason(error) },
        _ if error.is_tls() => DeliveryError::Tls { server, reason: reason(error) },
        Some(_) => DeliveryError::Unreachable { server, reason: reason(error) },
        None => DeliveryError::MailServer { server, reason: reason(error) },
    }
}

/// The kind of the system's error behind an error of the transport.
fn of_system(error: &Error) -> Option<io::ErrorKind> {
    let mut source = error.source();
    while let Some(error) = source {
        if let Some(error) = error.downcast_ref::<io::Error>() {
            return Some(error.kind());
        }
        source = error.source();
    }
    None
}

/// What is behind an error of the transport, as one short line.
fn reason(error: &Error) -> String {
    let text = error.source().map_or_else(|| error.to_string(), ToString::to_string);
    let line = one_line(&text);
    match line.char_indices().nth(LONGEST_REPLY) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_makes_the_message_id() {
        assert_eq!(
            message_id("VT-2022-005.answer.1.0.x.535", "quangngai.gov.vn"),
            "<VT-2022-005.answer.1.0.x.535@quangngai.gov.vn>"
        );
        assert_eq!(message_id("note.ở @", "a.vn"), "<note.=E1=BB=9F=20=40@a.vn>");
    }

    #[test]
    fn a_sender_may_have_a_name() {
        assert!(mailbox("Ban Tổ chức Tỉnh ủy <btctu@quangngai.gov.vn>").is_ok());
        let error = mailbox("Ban Tổ chức Tỉnh ủy").unwrap_err();
        assert!(error.to_string().starts_with("`Ban Tổ chức Tỉnh ủy` is no mail address"), "{error}");
        assert!(error.is_permanent());
    }
}
