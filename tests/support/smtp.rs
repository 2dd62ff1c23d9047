//! A mail server on this machine (RFC 5321, 3207, 4954) that keeps each mail it takes as a file.

use rustls::crypto::ring;
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tempfile::TempDir;

/// How the talk with the server is kept secret.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Security {
    /// Not at all.
    #[default]
    Plain,
    /// After `STARTTLS`; nothing is taken before it.
    Starttls,
    /// From the first byte.
    Tls,
}

/// How the server behaves.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Manner {
    /// As it should.
    #[default]
    Obliging,
    /// It takes the connection and says nothing.
    Silent,
    /// It greets without end, a piece at a time.
    Dripping,
    /// It knows no recipient.
    RefusesRecipients,
    /// It takes no mail for now.
    Busy,
}

/// What kind of server is wanted.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// How the talk is kept secret.
    pub security: Security,
    /// The login and password it asks for.
    pub login: Option<(&'static str, &'static str)>,
    /// How it behaves.
    pub manner: Manner,
}

/// A running server; it ends when it is dropped.
pub struct SmtpServer {
    /// Where it listens.
    pub address: SocketAddr,
    /// The folder of the mails it took: `1.eml`, `2.eml` …
    pub spool: PathBuf,
    /// Its certificate (PEM), valid for `localhost` and `127.0.0.1`.
    pub ca_file: PathBuf,
    desk: Arc<Desk>,
    _folder: TempDir,
}

impl SmtpServer {
    /// Starts a server on a free port.
    pub fn start(options: Options) -> Self {
        Self::start_at(SocketAddr::from(([127, 0, 0, 1], 0)), options)
    }

    /// Starts a server at an address.
    pub fn start_at(address: SocketAddr, options: Options) -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let (spool, ca_file) = (folder.path().join("spool"), folder.path().join("ca.pem"));
        std::fs::create_dir(&spool).expect("a spool");
        let names = vec!["localhost".to_owned(), "127.0.0.1".to_owned()];
        let own = rcgen::generate_simple_self_signed(names).expect("a certificate");
        std::fs::write(&ca_file, own.cert.pem()).expect("the certificate is written");
        let key = PrivateKeyDer::try_from(own.signing_key.serialize_der()).expect("a key");
        let tls = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("versions")
            .with_no_client_auth()
            .with_single_cert(vec![own.cert.der().clone()], key)
            .expect("a server's certificate");
        let listener = TcpListener::bind(address).expect("a free port");
        let address = listener.local_addr().expect("an address");
        let desk = Arc::new(Desk {
            options,
            manner: Mutex::new(options.manner),
            spool: spool.clone(),
            tls: Arc::new(tls),
            taken: AtomicUsize::new(0),
            over: AtomicBool::new(false),
        });
        let doorkeeper = Arc::clone(&desk);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                if doorkeeper.over.load(Ordering::SeqCst) {
                    break;
                }
                let (desk, stream) = (Arc::clone(&doorkeeper), stream.expect("a connection"));
                // A client that breaks off is its own matter.
                std::thread::spawn(move || drop(desk.serve(stream)));
            }
        });
        Self { address, spool, ca_file, desk, _folder: folder }
    }

    /// Behaves otherwise from now on.
    pub fn behave(&self, manner: Manner) {
        *self.desk.manner.lock().expect("a manner") = manner;
    }

    /// The mails it took, in their order.
    pub fn mails(&self) -> Vec<Mail> {
        let path = |number: usize| self.spool.join(format!("{number}.eml"));
        (1..).map(path).take_while(|path| path.exists()).map(|path| Mail::read(&path)).collect()
    }
}

impl Drop for SmtpServer {
    fn drop(&mut self) {
        self.desk.over.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(self.address);
    }
}

trait Wire: Read + Write {}
impl<T: Read + Write> Wire for T {}

struct Desk {
    options: Options,
    manner: Mutex<Manner>,
    spool: PathBuf,
    tls: Arc<ServerConfig>,
    taken: AtomicUsize,
    over: AtomicBool,
}

impl Desk {
    fn manner(&self) -> Manner {
        *self.manner.lock().expect("a manner")
    }

    fn serve(&self, stream: TcpStream) -> io::Result<()> {
        stream.set_read_timeout(Some(Duration::from_secs(20)))?;
        match self.manner() {
            Manner::Silent => return self.linger(|| Ok(())),
            Manner::Dripping => return self.linger(|| (&stream).write_all(b"220-welcome\r\n")),
            Manner::Obliging | Manner::RefusesRecipients | Manner::Busy => {}
        }
        let mut again = stream.try_clone()?;
        let mut wire: Box<dyn Wire> = match self.options.security {
            Security::Tls => Box::new(self.secret(stream)?),
            _ => Box::new(stream),
        };
        say(&mut wire, "220 localhost ESMTP")?;
        if self.talk(&mut wire, self.options.security != Security::Starttls)? == After::Starttls {
            again = again.try_clone()?;
            let mut wire: Box<dyn Wire> = Box::new(self.secret(again)?);
            self.talk(&mut wire, true)?;
        }
        Ok(())
    }

    fn linger(&self, mut each: impl FnMut() -> io::Result<()>) -> io::Result<()> {
        while !self.over.load(Ordering::SeqCst) {
            each()?;
            std::thread::sleep(Duration::from_millis(100));
        }
        Ok(())
    }

    fn secret(&self, stream: TcpStream) -> io::Result<StreamOwned<ServerConnection, TcpStream>> {
        let connection = ServerConnection::new(Arc::clone(&self.tls)).map_err(io::Error::other)?;
        Ok(StreamOwned::new(connection, stream))
    }

    fn talk(&self, wire: &mut Box<dyn Wire>, ready: bool) -> io::Result<After> {
        let mut known = self.options.login.is_none();
        let mut envelope = Vec::new();
        loop {
            let line = hear(wire)?;
            let (verb, rest) = line.split_once(' ').unwrap_or((&line, ""));
            match verb.to_ascii_uppercase().as_str() {
                "EHLO" => {
                    say(wire, "250-localhost")?;
                    if !ready {
                        say(wire, "250-STARTTLS")?;
                    } else if self.options.login.is_some() {
                        say(wire, "250-AUTH PLAIN LOGIN")?;
                    }
                    say(wire, "250 8BITMIME")?;
                }
                "STARTTLS" if !ready => {
                    say(wire, "220 go ahead")?;
                    return Ok(After::Starttls);
                }
                "QUIT" => {
                    say(wire, "221 bye")?;
                    return Ok(After::Quit);
                }
                _ if !ready => say(wire, "530 5.7.0 must issue a STARTTLS command first")?,
                "AUTH" => {
                    known = self.options.login == login(wire, rest)?.as_ref().map(|(l, p)| (&**l, &**p));
                    let answer = if known { "235 2.7.0 welcome" } else { "535 5.7.8 authentication failed" };
                    say(wire, answer)?;
                }
                "MAIL" if !known => say(wire, "530 5.7.0 authentication required")?,
                "RCPT" if self.manner() == Manner::RefusesRecipients => {
                    say(wire, "550 5.1.1 no such user here")?;
                }
                "RCPT" if self.manner() == Manner::Busy => {
                    say(wire, "451 4.3.2 try again later")?;
                }
                "MAIL" | "RCPT" => {
                    envelope.push(line);
                    say(wire, "250 ok")?;
                }
                "DATA" => {
                    say(wire, "354 go ahead")?;
                    self.take(&envelope, &data(wire)?)?;
                    envelope.clear();
                    say(wire, "250 taken")?;
                }
                "RSET" | "NOOP" => say(wire, "250 ok")?,
                _ => say(wire, "502 unknown command")?,
            }
        }
    }

    /// Keeps a mail, the envelope in a header of its own.
    fn take(&self, envelope: &[String], mail: &str) -> io::Result<()> {
        let number = self.taken.fetch_add(1, Ordering::SeqCst) + 1;
        let part = self.spool.join(format!("{number}.part"));
        std::fs::write(&part, format!("X-Envelope: {}\n{mail}", envelope.join("; ")))?;
        std::fs::rename(part, self.spool.join(format!("{number}.eml")))
    }
}

#[derive(PartialEq, Eq)]
enum After {
    Starttls,
    Quit,
}

fn say(wire: &mut Box<dyn Wire>, line: &str) -> io::Result<()> {
    wire.write_all(format!("{line}\r\n").as_bytes())?;
    wire.flush()
}

/// A line without its end; read byte by byte, so that nothing of what follows is taken.
fn hear(wire: &mut Box<dyn Wire>) -> io::Result<String> {
    let mut line = Vec::new();
    loop {
        let mut byte = [0];
        wire.read_exact(&mut byte)?;
        match byte[0] {
            b'\n' => return String::from_utf8(line).map_err(io::Error::other),
            b'\r' => {}
            byte => line.push(byte),
        }
    }
}

/// What comes up to the lonely point.
fn data(wire: &mut Box<dyn Wire>) -> io::Result<String> {
    let mut text = String::new();
    loop {
        let line = hear(wire)?;
        match line.strip_prefix('.') {
            Some("") => return Ok(text),
            rest => text.push_str(rest.unwrap_or(&line)),
        }
        text.push('\n');
    }
}

/// The login and password of an `AUTH`.
fn login(wire: &mut Box<dyn Wire>, rest: &str) -> io::Result<Option<(String, String)>> {
    let mut ask = |prompt: &str| -> io::Result<String> {
        say(wire, &format!("334 {prompt}"))?;
        hear(wire)
    };
    match rest.split_once(' ').unwrap_or((rest, "")) {
        ("PLAIN", first) => {
            let answer = if first.is_empty() { ask("")? } else { first.to_owned() };
            let text = String::from_utf8_lossy(&from_base64(&answer)).into_owned();
            let mut parts = text.split('\0').skip(1).map(str::to_owned);
            Ok(parts.next().zip(parts.next()))
        }
        ("LOGIN", _) => {
            let name = from_base64(&ask("VXNlcm5hbWU6")?);
            let password = from_base64(&ask("UGFzc3dvcmQ6")?);
            let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
            Ok(Some((text(name), text(password))))
        }
        _ => Ok(None),
    }
}

/// A mail as its reader sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// Its headers, decoded.
    pub headers: Vec<(String, String)>,
    /// Its text, decoded.
    pub body: String,
    /// The files with it: what their part says of them, and their bytes.
    pub attached: Vec<(String, Vec<u8>)>,
    /// As it came.
    pub raw: String,
}

impl Mail {
    fn read(path: &Path) -> Self {
        let raw = std::fs::read_to_string(path).expect("a mail");
        let (head, rest) = raw.split_once("\n\n").expect("a head and a body");
        let headers = headers(head);
        let mut parts = match header(&headers, "Content-Type").split_once("boundary=") {
            None => vec![(headers.clone(), rest)],
            Some((_, boundary)) => {
                let line = format!("--{}", boundary.trim_matches('"'));
                let parts = rest
                    .split(line.as_str())
                    .skip(1)
                    .filter(|part| !part.starts_with("--"))
                    .filter_map(|part| part.trim_start().split_once("\n\n"));
                parts.map(|(head, body)| (self::headers(head), body)).collect()
            }
        };
        let text = decoded(&parts[0].0, parts[0].1);
        let attached = parts.drain(1..).map(|(headers, body)| {
            (header(&headers, "Content-Disposition").to_owned(), decoded(&headers, body))
        });
        let attached = attached.collect();
        Self {
            body: String::from_utf8(text).expect("UTF-8").replace("\r\n", "\n"),
            headers,
            attached,
            raw: raw.clone(),
        }
    }

    /// A header; empty when there is none.
    pub fn header(&self, name: &str) -> &str {
        header(&self.headers, name)
    }
}

fn headers(head: &str) -> Vec<(String, String)> {
    let unfolded = head.replace("\n ", " ").replace("\n\t", " ");
    let pairs = unfolded.lines().filter_map(|line| line.split_once(": "));
    pairs.map(|(name, value)| (name.to_owned(), decoded_words(value))).collect()
}

fn header<'a>(headers: &'a [(String, String)], name: &str) -> &'a str {
    let found = headers.iter().find(|(header, _)| header.eq_ignore_ascii_case(name));
    found.map_or("", |(_, value)| value)
}

fn decoded(headers: &[(String, String)], body: &str) -> Vec<u8> {
    match header(headers, "Content-Transfer-Encoding").to_ascii_lowercase().as_str() {
        "base64" => from_base64(body),
        "quoted-printable" => from_quoted(&body.replace("=\n", "")),
        _ => body.as_bytes().to_vec(),
    }
}

/// RFC 2047: `=?utf-8?b?…?=`; white space between two of them is none.
fn decoded_words(value: &str) -> String {
    let (mut text, mut bytes) = (String::new(), Vec::new());
    let mut after_word = false;
    for word in value.split(' ') {
        let inner = word.strip_prefix("=?").and_then(|word| word.strip_suffix("?="));
        let parts: Vec<&str> = inner.map(|inner| inner.splitn(3, '?').collect()).unwrap_or_default();
        if let [_, kind, coded] = parts.as_slice() {
            if !after_word && !bytes.is_empty() {
                bytes.push(b' ');
            }
            let quoted = || from_quoted(&coded.replace('_', " "));
            bytes.extend(if kind.eq_ignore_ascii_case("b") { from_base64(coded) } else { quoted() });
            after_word = true;
        } else {
            if !bytes.is_empty() {
                bytes.push(b' ');
            }
            bytes.extend(word.as_bytes());
            after_word = false;
        }
    }
    text.push_str(&String::from_utf8(bytes).expect("UTF-8"));
    text
}

fn from_base64(text: &str) -> Vec<u8> {
    const SIGNS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bytes, mut bits, mut count) = (Vec::new(), 0_u32, 0);
    for sign in text.bytes().filter_map(|byte| SIGNS.iter().position(|sign| *sign == byte)) {
        bits = (bits << 6) | u32::try_from(sign).expect("a sign");
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from((bits >> count) & 0xff).expect("a byte"));
        }
    }
    bytes
}

fn from_quoted(text: &str) -> Vec<u8> {
    let mut pieces = text.split('=');
    let mut bytes = pieces.next().unwrap_or_default().as_bytes().to_vec();
    for piece in pieces {
        bytes.push(u8::from_str_radix(&piece[..2], 16).expect("two digits"));
        bytes.extend(&piece.as_bytes()[2..]);
    }
    bytes
}
