//! From facts to the arguments of a text: dates as people write them, lists joined or one a line, words in the
//! language of the reader.

use super::lang::Lang;
use super::messages::{Facts, Messages, NONE};
use super::width;
use crate::domain::calendar::Term;
use crate::domain::day;
use fluent_bundle::{FluentArgs, FluentValue};
use serde_json::Value;

/// Facts that are shown exactly as they were typed.
const VERBATIM: [&str; 3] = ["typed", "text", "given"];
/// Facts that name a kind of thing; `<name>-word` is that kind in the reader's language.
const KINDS: [&str; 5] = ["kind", "kinds", "is", "wanted", "what"];
/// The tags of facts that are failures themselves, and where their texts stand. The first that fits counts.
const TAGS: [(&str, &str); 9] = [
    ("refusal", "refusal"),
    ("lookup", "lookup"),
    ("calendar", "calendar"),
    ("term", "term"),
    ("toml", "toml"),
    ("seal", "seal"),
    ("syntax", "syntax"),
    ("fault", "field"),
    ("reason", "roster"),
];
/// The most items and the most columns of a list that stays in its line.
const IN_LINE: (usize, usize) = (6, 70);
/// The most items of a list that are shown at all.
const SHOWN: usize = 20;

/// The key of the text for a tagged value: `{"lookup": "unknown", …}` is told as `lookup-unknown`.
pub(super) fn key_of(value: &Value) -> Option<String> {
    TAGS.iter().find_map(|(tag, area)| Some(format!("{area}-{}", value.get(tag)?.as_str()?)))
}

/// Arguments from facts. A fact that is a failure itself is told as `$why`, its way out as `$way`; its own facts and
/// those of a plain group count as facts too.
pub(super) fn of_facts<'a>(messages: &Messages, facts: &'a Facts) -> FluentArgs<'a> {
    let mut args = FluentArgs::new();
    add(messages, &mut args, facts);
    if let Some(fault) = facts.get("fault").and_then(Value::as_str) {
        args.set("why", FluentValue::from(fault));
    }
    args
}

fn add<'a>(messages: &Messages, args: &mut FluentArgs<'a>, facts: &'a Facts) {
    let groups = facts.values().filter_map(|value| Some((value, value.as_object()?)));
    for (value, inner) in groups {
        add(messages, args, inner);
        if let Some(key) = key_of(value) {
            let told = messages.tell(&key, &with_outer(facts, inner));
            args.set("why", FluentValue::from(told.text));
            args.set("way", FluentValue::from(told.hint.unwrap_or_else(|| NONE.to_owned())));
        }
    }
    for (name, value) in facts.iter().filter(|(_, value)| !value.is_object()) {
        set(messages, args, name, value);
    }
}

/// The facts of a failure inside another one: the outer ones (which field, how it is typed) help its text too.
fn with_outer(outer: &Facts, inner: &Facts) -> Facts {
    let mut facts = outer.clone();
    facts.retain(|_, value| !value.is_object());
    facts.extend(inner.clone());
    facts
}

/// Sets one argument, and what follows from it: `<name>-first` of a list, `<name>-word` of a kind.
pub(super) fn set<'a>(messages: &Messages, args: &mut FluentArgs<'a>, name: &str, value: &'a Value) {
    if KINDS.contains(&last_part(name))
        && let Some(text) = value.as_str()
    {
        args.set(format!("{name}-word"), FluentValue::from(words(messages, text)));
    }
    if let Value::Array(items) = value {
        let first = items.first().map_or_else(|| NONE.to_owned(), plain);
        args.set(format!("{name}-first"), FluentValue::from(first));
    }
    args.set(name.to_owned(), argument(messages, name, value));
}

fn argument<'a>(messages: &Messages, name: &str, value: &'a Value) -> FluentValue<'a> {
    match value {
        Value::String(text) if VERBATIM.contains(&name) => FluentValue::from(text.as_str()),
        Value::String(text) if text.is_empty() => FluentValue::from(NONE),
        Value::String(text) => match small_number(text) {
            Some(number) => FluentValue::from(number),
            None if last_part(name) == "term" => FluentValue::from(term(messages, text)),
            None => FluentValue::from(dated(text)),
        },
        Value::Number(number) => match number.as_i64() {
            Some(number) => FluentValue::from(number),
            None => FluentValue::from(number.to_string()),
        },
        Value::Array(items) => FluentValue::from(list(messages, items)),
        other => FluentValue::from(plain(other)),
    }
}

fn last_part(name: &str) -> &str {
    name.rsplit('-').next().unwrap_or(name)
}

/// Digits that are a count, so that a text can say one thing for 1 and another for 2.
fn small_number(text: &str) -> Option<i64> {
    let counts = text == "0" || !text.starts_with('0');
    let digits = text.len() <= 9 && text.bytes().all(|b| b.is_ascii_digit());
    if counts && digits { text.parse().ok() } else { None }
}

/// An ISO date as offices write it; any other text as it is.
fn dated(text: &str) -> String {
    let iso = text.len() == 10 && text.as_bytes()[4] == b'-';
    match day::parse(text) {
        Some(date) if iso => day::vietnamese(date),
        _ => text.to_owned(),
    }
}

fn term(messages: &Messages, text: &str) -> String {
    match (messages.lang(), text.parse::<Term>()) {
        (Lang::Vi, Ok(term)) => term.vietnamese(),
        _ => text.to_owned(),
    }
}

/// A value in one line.
fn plain(value: &Value) -> String {
    match value {
        Value::Null => NONE.to_owned(),
        Value::String(text) => dated(text),
        Value::Array(items) if items.is_empty() => NONE.to_owned(),
        Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join("; "),
        Value::Object(cells) => {
            let filled = cells.iter().filter(|(_, cell)| !cell.is_null());
            filled.map(|(name, cell)| format!("{name} {}", plain(cell))).collect::<Vec<_>>().join(", ")
        }
        other => other.to_string(),
    }
}

/// A list: short ones joined, long ones one item a line below.
fn list(messages: &Messages, items: &[Value]) -> String {
    if items.is_empty() {
        return NONE.to_owned();
    }
    let shown: Vec<String> = items.iter().take(SHOWN).map(plain).collect();
    let joined = shown.join(", ");
    if items.len() <= IN_LINE.0 && width::of(&joined) <= IN_LINE.1 {
        return joined;
    }
    let mut lines: String = shown.iter().map(|item| format!("\n  {item}")).collect();
    if items.len() > SHOWN {
        let more = messages.text("failure-more", &[("count", Value::from(items.len() - SHOWN))]);
        lines.push_str(&format!("\n  {more}"));
    }
    lines
}

/// Kinds of things in the reader's language: `agency, body`, or `owner of add_task: an actor`. Words that have no text
/// stay as they are.
fn words(messages: &Messages, text: &str) -> String {
    let (place, kinds) = match text.rsplit_once(": ") {
        Some((place, kinds)) => (format!("{place}: "), kinds),
        None => (String::new(), text),
    };
    if let Some(word) = word(messages, kinds) {
        return format!("{place}{word}");
    }
    let known: Option<Vec<String>> = kinds.split(", ").map(|kind| word(messages, kind)).collect();
    match known.as_deref() {
        Some([first @ .., last]) => {
            format!("{place}{} {} {last}", first.join(", "), messages.text("word-or", &[]))
        }
        _ => text.to_owned(),
    }
}

fn word(messages: &Messages, kind: &str) -> Option<String> {
    let parts = kind.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    messages.find(&format!("word-{}", parts.collect::<Vec<_>>().join("-")), &[])
}
