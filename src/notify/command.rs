//! A program of the office that delivers messages.

use super::error::DeliveryError;
use super::settings::{CommandSettings, MAIL_PASSWORD};
use crate::domain::message::{Form, Message};
use serde::Serialize;
use std::io::{self, Read, Write as _};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

/// How much of the end of what a command says is kept.
const TAIL: usize = 4096;
/// The longest pause between two looks at a running command.
const PAUSE: Duration = Duration::from_millis(50);
/// How long the last words of a command that has ended are waited for; what it left running may never close them.
const LAST_WORDS: Duration = Duration::from_millis(500);

/// What the command is given on its standard input: one object of JSON and a line end.
///
/// ```json
/// {"key": "VT-2022-005.answer.1.0.first-letter.535", "covers": [], "form": "letter", "to": "535",
///  "address": "Ban Thường vụ Huyện ủy Ba Tơ", "email": "huyenuybato@quangngai.gov.vn", "on": "2022-10-07",
///  "subject": "đôn đốc: …", "body": "Kính gửi: …", "case": "VT-2022-005", "task": "answer", "rung": "first-letter"}
/// ```
///
/// `form` is `letter`, `digest` or `note`. `email`, and the last three of a digest or a note, may be `null`. A key that
/// was seen before is the same message again. An exit code of 0 means that the message was taken over; with any other
/// it is given again later. An object without its line end was cut off when this program was killed: it is no message,
/// and comes again whole.
#[derive(Debug, Serialize)]
struct Order<'a> {
    key: &'a str,
    covers: &'a [String],
    form: Form,
    to: &'a str,
    address: &'a str,
    email: Option<&'a str>,
    on: String,
    subject: &'a str,
    body: &'a str,
    case: Option<&'a str>,
    task: Option<&'a str>,
    rung: Option<&'a str>,
}

impl<'a> Order<'a> {
    fn of(message: &'a Message, email: Option<&'a str>) -> Self {
        let about = message.about.as_ref();
        Self {
            key: &message.key,
            covers: &message.covers,
            form: message.form,
            to: message.to.as_str(),
            address: &message.address,
            email,
            on: message.on.to_string(),
            subject: &message.subject,
            body: &message.body,
            case: about.map(|about| about.case.as_str()),
            task: about.map(|about| about.task.as_str()),
            rung: about.map(|about| about.rung.as_str()),
        }
    }
}

/// Gives a message to the command and waits until it has ended.
pub(super) fn run(
    settings: &CommandSettings,
    message: &Message,
    email: Option<&str>,
) -> Result<String, DeliveryError> {
    let (program, args) = settings.run.split_first().ok_or(DeliveryError::NotSetUp { channel: "command" })?;
    let trouble = |cause| DeliveryError::Command { program: program.clone(), cause };
    let mut order = serde_json::to_vec(&Order::of(message, email)).map_err(|e| trouble(e.into()))?;
    order.push(b'\n');
    let mut command = Command::new(program);
    command.args(args).env_remove(MAIL_PASSWORD);
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
    // A group of its own, so that with it ends what it has started.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let mut child = command.spawn().map_err(trouble)?;
    let said = talk(&mut child, order);
    let ended = wait(&mut child, settings.timeout());
    match (said, ended) {
        (Ok(said), Ok(Some(status))) if !status.success() => Err(DeliveryError::CommandFailed {
            program: program.clone(),
            status,
            said: said.recv_timeout(LAST_WORDS).unwrap_or_default(),
        }),
        (Ok(_), Ok(Some(_))) => Ok(format!("command {program}")),
        (_, Ok(None)) => Err(DeliveryError::CommandTimeout {
            program: program.clone(),
            seconds: settings.timeout_seconds.get(),
        }),
        (Err(cause), _) | (_, Err(cause)) => Err(trouble(cause)),
    }
}

/// Writes to the command and listens to it, each on its own thread: it may read late or not at all, and say more than a
/// pipe holds. The last line it said is sent when it has closed its standard error.
fn talk(child: &mut Child, order: Vec<u8>) -> io::Result<mpsc::Receiver<String>> {
    let (last, said) = mpsc::channel();
    if let Some(mut input) = child.stdin.take() {
        // That it did not read all of it is its own matter: its exit code tells.
        thread::Builder::new().spawn(move || input.write_all(&order))?;
    }
    if let Some(error) = child.stderr.take() {
        thread::Builder::new().spawn(move || last.send(last_line(error)))?;
    }
    Ok(said)
}

fn last_line(mut from: impl Read) -> String {
    let (mut tail, mut chunk) = (Vec::new(), [0; TAIL]);
    while let Ok(count @ 1..) = from.read(&mut chunk) {
        tail.extend_from_slice(&chunk[..count]);
        let surplus = tail.len().saturating_sub(TAIL);
        tail.drain(..surplus);
    }
    let text = String::from_utf8_lossy(&tail);
    let line = text.lines().rev().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    line.chars().filter(|sign| !sign.is_control()).take(300).collect()
}

/// How the command ended; `None` when it was ended because its time was up.
fn wait(child: &mut Child, limit: Duration) -> io::Result<Option<ExitStatus>> {
    let (start, mut pause) = (Instant::now(), Duration::from_millis(1));
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if start.elapsed() >= limit {
            end(child);
            child.wait()?;
            return Ok(None);
        }
        thread::sleep(pause);
        pause = (pause * 2).min(PAUSE);
    }
}

/// Ends a command whose time is up, and what it has started where the system knows groups of processes. It may have
/// ended by itself just now.
fn end(child: &mut Child) {
    #[cfg(unix)]
    let _ = rustix::process::kill_process_group(
        rustix::process::Pid::from_child(child),
        rustix::process::Signal::KILL,
    );
    let _ = child.kill();
}
