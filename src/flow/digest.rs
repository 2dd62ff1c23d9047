//! One message a person a day: the reminders of a person are gathered into a digest.

use super::refusal::FlowError;
use super::run::Run;
use crate::domain::day;
use crate::domain::event::Event;
use crate::domain::ids::ActorId;
use crate::domain::message::{Form, Heading, Message, MessageState};
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::BTreeMap;

/// How many reminders one digest lists; those beyond are counted in it and go in the next.
pub const DIGEST_ITEMS: usize = 40;

/// A digest that was queued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Digest {
    /// Its key.
    pub message: String,
    /// To whom.
    pub to: ActorId,
    /// How many reminders it lists.
    pub items: usize,
    /// How many more wait for the next one.
    pub waiting: usize,
}

/// Gathers the reminders of persons that wait into one digest each. Who has had a digest today gets the rest with the
/// next one.
pub(super) fn gather(run: &Run) -> Result<Vec<Digest>, FlowError> {
    let mut waiting: BTreeMap<ActorId, Vec<Heading>> = BTreeMap::new();
    for heading in run.tx().headings_waiting()?.into_iter().filter(Heading::waits_for_digest) {
        waiting.entry(heading.to.clone()).or_default().push(heading);
    }
    let mut digests = Vec::new();
    for (to, mut items) in waiting {
        let key = key(run.today(), &to);
        if run.tx().message(&key)?.is_some() {
            continue;
        }
        items.sort_by(|a, b| a.turn().cmp(&b.turn()));
        let more = items.split_off(items.len().min(DIGEST_ITEMS)).len();
        let digest = digest(run, key, &to, &items, more)?;
        digests.push(Digest { message: digest.key.clone(), to, items: items.len(), waiting: more });
        run.record(None, Event::DigestQueued { message: Box::new(digest), waiting: more })?;
    }
    Ok(digests)
}

/// Whether reminders of persons wait for a digest.
pub(super) fn anything_waits(run: &Run) -> Result<bool, FlowError> {
    Ok(run.tx().headings_waiting()?.iter().any(Heading::waits_for_digest))
}

fn key(today: NaiveDate, to: &ActorId) -> String {
    format!("digest.{today}.{to}")
}

fn digest(
    run: &Run,
    key: String,
    to: &ActorId,
    items: &[Heading],
    more: usize,
) -> Result<Message, FlowError> {
    let today = run.today();
    let body = match more {
        0 => String::new(),
        more => format!("Còn {more} việc nữa, sẽ nêu trong bản tổng hợp của ngày làm việc tiếp theo."),
    };
    Ok(Message {
        key,
        form: Form::Digest,
        about: None,
        covers: items.iter().map(|item| item.key.clone()).collect(),
        to: to.clone(),
        address: super::letter::address(run.actor(to)?.as_ref()),
        on: today,
        planned: today,
        subject: format!("các việc cần theo dõi, đôn đốc ngày {}", day::vietnamese(today)),
        body,
        letterhead: None,
        state: MessageState::Queued,
        tries: 0,
        retry_at: None,
    })
}

/// A message as it leaves. A digest is written out with the reminders that still stand when it leaves, and carries the
/// keys of all of them.
pub fn written_out(run: &Run, message: &Message) -> Result<Message, FlowError> {
    let mut out = message.clone();
    if message.form != Form::Digest {
        return Ok(out);
    }
    let (mut parts, mut covers) = (Vec::new(), Vec::new());
    for key in &message.covers {
        let Some(item) =
            run.tx().message(key)?.filter(|item| !matches!(item.state, MessageState::Cancelled(_)))
        else {
            continue;
        };
        parts.push(item_text(parts.len() + 1, &item));
        covers.extend(item.covers);
        covers.push(item.key);
    }
    let head = format!("Kính gửi: {}\n\nĐề nghị quan tâm {} việc sau đây:", message.address, parts.len());
    let rest = Some(message.body.clone()).filter(|rest| !rest.is_empty());
    let all = std::iter::once(head).chain(parts).chain(rest);
    out.body = format!("{}\n", all.collect::<Vec<_>>().join("\n\n"));
    out.covers = covers;
    Ok(out)
}

/// A reminder in a digest: its summary line, then its text without the address, indented.
fn item_text(number: usize, item: &Message) -> String {
    let lines = item.body.lines().filter(|line| !line.starts_with("Kính gửi:") && !line.trim().is_empty());
    let lines: Vec<String> = lines.map(|line| format!("   {}", line.trim_end())).collect();
    format!("{number}. {}\n{}", item.subject, lines.join("\n"))
}
