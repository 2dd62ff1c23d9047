//! The maps that the host reads: keys that nobody reads, keys that are missing, values of another type.

use super::book::Book;
use super::facts::{Call, Fact, Given, Seen};
use super::layers::texts;
use super::report::{Report, is_slip};
use super::types::{Domain, Entry, Kinds, Map, Tasks, Text, Type};
use super::words;
use crate::domain::script_fault::ScriptFaultKind;
use crate::flow::spec::{OTHER_OUTCOMES, PERMANENT};
use crate::script::shapes::{self, Key, Takes};
use rhai::Position;
use std::collections::BTreeSet;

/// What a map is about.
#[derive(Debug, Clone, Default)]
pub struct About {
    /// Cases of these kinds.
    pub kinds: Kinds,
    /// A task.
    pub tasks: Option<Tasks>,
    /// The outcomes that the task with a need can have.
    pub outcomes: Option<BTreeSet<String>>,
    /// The type of the field that `of` belongs to.
    pub field: Option<String>,
}

/// Checks the maps handed to functions of the host.
pub fn check(book: &Book<'_>, seen: &[Seen], report: &mut Report<'_>) {
    for seen in seen {
        if let Fact::Call(call) = &seen.fact {
            in_call(book, call, report);
        }
    }
}

fn in_call(book: &Book<'_>, call: &Call, report: &mut Report<'_>) {
    let (subject, args) = call.subject();
    let mut read = |at: usize, keys: &[Key], about: About| {
        if let Some(given) = args.get(at) {
            map(book, given, &call.name, keys, &about, report);
        }
    };
    let tasks_of = |kinds: &Kinds, key: Option<&Given>| {
        let keys = match key.map(|key| &key.value) {
            Some(Type::Text(text)) => text.patterns(),
            _ => None,
        };
        Tasks { kinds: kinds.clone(), keys }
    };
    match (call.name.as_str(), subject) {
        ("add_task", Some(Type::Case(kinds))) => {
            read(1, shapes::TASK, About { kinds: kinds.clone(), ..About::default() });
        }
        ("add_task", Some(Type::Unknown)) => {
            read(1, shapes::TASK, About { kinds: book.program.all_kinds(), ..About::default() });
        }
        ("set_term", Some(Type::Task(tasks))) => {
            read(
                3,
                shapes::TERM,
                About { kinds: tasks.kinds.clone(), tasks: Some(tasks.clone()), ..About::default() },
            );
        }
        ("done", Some(Type::Task(tasks))) => {
            read(1, shapes::DONE, About { kinds: tasks.kinds.clone(), ..About::default() });
        }
        ("done", Some(Type::Case(kinds))) => {
            let tasks = Some(tasks_of(kinds, args.first()));
            // The outcome may be left out.
            let facts = args.iter().position(|arg| matches!(arg.value, Type::Map(_))).unwrap_or(2);
            read(facts, shapes::DONE, About { kinds: kinds.clone(), tasks, ..About::default() });
        }
        ("succeed", Some(Type::Actor)) => {
            let kinds = Kinds { foreign: true, ..book.program.all_kinds() };
            read(1, shapes::SUCCESSION, About { kinds, ..About::default() });
        }
        ("correct", Some(Type::Case(kinds))) if args.len() == 3 => {
            read(1, shapes::CORRECT, About { kinds: kinds.clone(), ..About::default() });
        }
        ("correct", Some(Type::Case(kinds))) => fields(book, args.first(), kinds, &[], report),
        ("open_child", Some(Type::Case(_))) => {
            fields(book, args.get(2), &kinds_named(book, args.first()), &["parent"], report);
        }
        ("open_case", Some(Type::Text(_))) => {
            fields(book, call.args.get(2), &kinds_named(book, call.args.first()), &["parent"], report);
        }
        _ => {}
    }
}

fn kinds_named(book: &Book<'_>, name: Option<&Given>) -> Kinds {
    let names: BTreeSet<String> = match name.map(|name| &name.value) {
        Some(Type::Text(text)) => text.literals().map(|(name, _)| name.to_owned()).collect(),
        _ => BTreeSet::new(),
    };
    let known = !names.is_empty() && names.iter().all(|name| book.program.kinds.contains_key(name));
    if known { Kinds { names, foreign: false } } else { Kinds { foreign: true, ..book.program.all_kinds() } }
}

/// A map whose keys are fields of cases.
fn fields(book: &Book<'_>, given: Option<&Given>, kinds: &Kinds, besides: &[&str], report: &mut Report<'_>) {
    let Some(Given { value: Type::Map(map), .. }) = given else { return };
    for entry in map.entries.iter().filter(|entry| !besides.contains(&entry.name.as_str())) {
        let name = Type::literal(&entry.name, entry.at);
        words::value(book, &Given { value: name, at: entry.at }, &Domain::Field(kinds.clone()), report);
    }
}

/// Checks one map.
pub fn map(book: &Book<'_>, given: &Given, of: &str, keys: &[Key], about: &About, report: &mut Report<'_>) {
    let map = match &given.value {
        Type::Map(map) => map,
        value if value.is_vague() => return,
        value => return wrong(given.at, &format!("{of}: a map"), value, report),
    };
    let mut about = about.clone();
    if keys.iter().any(|key| key.takes == Takes::Outcomes) {
        about.outcomes = match map.get("outcomes").map(|entry| &entry.value) {
            Some(Type::Array(outcomes)) => written(outcomes),
            Some(_) => None,
            None => Some(["done".to_owned()].into()),
        };
    }
    if let Some(Entry { value: Type::Text(kind), .. }) = map.get("type") {
        about.field = kind.literals().next().map(|(kind, _)| kind.to_owned());
    }
    for entry in &map.entries {
        match keys.iter().find(|key| key.name == entry.name) {
            Some(key) => behind(book, entry, of, key, &about, report),
            None => {
                let expected = keys.iter().map(|key| key.name.to_owned()).collect();
                let kind =
                    ScriptFaultKind::UnknownKey { key: entry.name.clone(), map: of.to_owned(), expected };
                report.at(entry.at, kind);
            }
        }
    }
    columns(map, report);
    let at = map.at.unwrap_or(given.at);
    for key in keys.iter().filter(|key| key.needed && !map.open && map.get(key.name).is_none()) {
        // A key of a close name is told as unknown already.
        if map.entries.iter().all(|entry| keys.iter().any(|key| key.name == entry.name)) {
            report.at(at, ScriptFaultKind::MissingKey { key: key.name.to_owned(), map: of.to_owned() });
        }
    }
}

/// Columns that are named but not declared, or declared but not named.
fn columns(map: &Map, report: &mut Report<'_>) {
    let (Some(order), Some(Entry { value: Type::Map(of), .. })) = (map.get("columns"), map.get("of")) else {
        return;
    };
    let Type::Array(named) = &order.value else { return };
    let Type::Text(named) = &**named else { return };
    let word = |word: &str| ScriptFaultKind::UnknownWord {
        kind: "field".to_owned(),
        word: word.to_owned(),
        near: of.entries.iter().map(|entry| entry.name.clone()).collect(),
    };
    for (name, at) in named.literals().filter(|(name, _)| of.get(name).is_none()) {
        report.at(at, word(name));
    }
}

fn written(outcomes: &Type) -> Option<BTreeSet<String>> {
    match outcomes {
        Type::Text(Text { open: false, words }) if !words.is_empty() => {
            let text = Text { open: false, words: words.clone() };
            let all = text.literals().map(|(text, _)| text.to_owned()).collect::<BTreeSet<_>>();
            (all.len() == words.len()).then_some(all)
        }
        _ => None,
    }
}

fn behind(book: &Book<'_>, entry: &Entry, of: &str, key: &Key, about: &About, report: &mut Report<'_>) {
    let given = Given { value: entry.value.clone(), at: entry.value_at };
    if let Some(wanted) = wanted(key.takes, &entry.value) {
        return wrong(entry.value_at, &format!("{} of {of}: {wanted}", key.name), &entry.value, report);
    }
    let mut must = |domain: &Domain| words::value(book, &given, domain, report);
    match key.takes {
        Takes::Actor => must(&Domain::Actor),
        Takes::CaseKind | Takes::CaseKinds => must(&Domain::CaseKind),
        Takes::ActorKinds => must(&Domain::ActorKind),
        Takes::TaskKeys => must(&Domain::TaskKey(about.kinds.clone())),
        Takes::Need => must(&Domain::Need(about.kinds.clone())),
        Takes::FieldType => must(&Domain::Fixed("field-type", FIELD_TYPES.map(ToOwned::to_owned).to_vec())),
        Takes::OwnOutcomes => {
            if let Some(outcomes) = &about.outcomes {
                must(&Domain::Fixed("outcome", outcomes.iter().cloned().collect()));
            }
        }
        Takes::Binding => {
            if let Some(tasks) = &about.tasks {
                must(&Domain::Outcome(tasks.clone()));
            }
        }
        Takes::FieldOf => match about.field.as_deref() {
            Some("actor") => must(&Domain::ActorKind),
            Some("case") => must(&Domain::CaseKind),
            Some("list") => each_field(book, &entry.value, report),
            _ => {}
        },
        Takes::Day => day_written(&entry.value, report),
        Takes::Fields => each_field(book, &entry.value, report),
        Takes::Field => map(book, &given, &entry.name, shapes::FIELD, &About::default(), report),
        Takes::Successors => successors(book, &entry.value, about, report),
        Takes::Values => fields(book, Some(&given), &about.kinds, &[], report),
        Takes::Needs => needs(book, &given, about, report),
        Takes::Outcomes => titles(book, &entry.value, &about.kinds, report),
        Takes::Titles => idle_titles(book, &entry.value, &about.kinds, report),
        Takes::Retention => retention(book, &entry.value, about, report),
        _ => {}
    }
}

/// How long cases are kept, by how they ended.
fn retention(book: &Book<'_>, value: &Type, about: &About, report: &mut Report<'_>) {
    let Type::Map(map) = value else { return };
    for entry in map.entries.iter().filter(|entry| entry.name != OTHER_OUTCOMES) {
        let outcome = Given { value: Type::literal(&entry.name, entry.at), at: entry.at };
        words::value(book, &outcome, &Domain::CaseOutcome(about.kinds.clone()), report);
    }
    for entry in &map.entries {
        let is_permanent = texts(&entry.value).is_some_and(|all| all.iter().all(|word| word == PERMANENT));
        if !is_permanent && !entry.value.is_vague() && !matches!(entry.value, Type::Term(_)) {
            wrong(entry.value_at, "a term such as months(240), or \"permanent\"", &entry.value, report);
        }
    }
}

/// Who takes over which tasks.
fn successors(book: &Book<'_>, value: &Type, about: &About, report: &mut Report<'_>) {
    let Type::Map(map) = value else { return };
    for entry in &map.entries {
        let key = Given { value: Type::literal(&entry.name, entry.at), at: entry.at };
        words::value(book, &key, &Domain::TaskKey(about.kinds.clone()), report);
        let successor = Given { value: entry.value.clone(), at: entry.value_at };
        words::value(book, &successor, &Domain::Actor, report);
    }
}

fn day_written(value: &Type, report: &mut Report<'_>) {
    let Type::Text(text) = value else { return };
    for (given, at) in text.literals().filter(|(given, _)| crate::domain::day::parse(given).is_none()) {
        let wanted = "a date such as 3/10/2022".to_owned();
        report.at(at, ScriptFaultKind::WrongValue { wanted, given: format!("\"{given}\"") });
    }
}

/// The types that a field can have.
const FIELD_TYPES: [&str; 8] = ["text", "number", "date", "yes-no", "choice", "actor", "case", "list"];

fn each_field(book: &Book<'_>, value: &Type, report: &mut Report<'_>) {
    let Type::Map(Map { entries, .. }) = value else { return };
    for entry in entries {
        let given = Given { value: entry.value.clone(), at: entry.value_at };
        map(book, &given, &format!("field {}", entry.name), shapes::FIELD, &About::default(), report);
    }
}

fn needs(book: &Book<'_>, given: &Given, about: &About, report: &mut Report<'_>) {
    let Type::Array(of) = &given.value else { return };
    words::value(book, given, &Domain::Need(about.kinds.clone()), report);
    for one in of.options().into_iter().filter(|one| matches!(one, Type::Map(_))) {
        map(book, &Given { value: one.clone(), at: given.at }, "needs", shapes::NEED, about, report);
    }
}

/// An outcome without words for people, but close to one that has them and that no task has.
fn titles(book: &Book<'_>, value: &Type, kinds: &Kinds, report: &mut Report<'_>) {
    let Type::Array(of) = value else { return };
    let Type::Text(text) = &**of else { return };
    for kind in kinds.names.iter().filter_map(|name| book.program.kinds.get(name)) {
        for (outcome, at) in text.literals().filter(|(outcome, _)| !kind.outcomes.contains(*outcome)) {
            let near: Vec<String> =
                kind.outcomes.iter().filter(|known| is_slip(outcome, known)).cloned().collect();
            if !near.is_empty() && !book.mentioned.contains(outcome) {
                let kind = ScriptFaultKind::UnknownWord {
                    kind: "outcome".to_owned(),
                    word: outcome.to_owned(),
                    near,
                };
                report.at(at, kind);
            }
        }
    }
}

/// Words for an outcome that nothing ends with, but close to one that has none.
fn idle_titles(book: &Book<'_>, value: &Type, kinds: &Kinds, report: &mut Report<'_>) {
    let Type::Map(map) = value else { return };
    let used = book.case_outcomes(&Kinds { foreign: false, ..kinds.clone() }, true);
    let has_title = |word: &str| map.get(word).is_some();
    let tasks = book.words(&Domain::Outcome(Tasks::of(kinds.clone())));
    for entry in &map.entries {
        let word = super::types::Pattern::whole(&entry.name);
        let near: Vec<String> = used
            .patterns
            .iter()
            .chain(&tasks.patterns)
            .map(|known| known.start.clone())
            .filter(|known| {
                is_slip(&entry.name, known) && !has_title(known) && book.mentioned.contains(known)
            })
            .collect();
        if !near.is_empty() && !tasks.have(&word) {
            let kind =
                ScriptFaultKind::UnknownWord { kind: "outcome".to_owned(), word: entry.name.clone(), near };
            report.at(entry.at, kind);
        }
    }
}

/// What should stand behind a key, when something of another type does.
fn wanted(takes: Takes, value: &Type) -> Option<&'static str> {
    if value.is_vague() {
        return None;
    }
    let is_text = |value: &Type| matches!(value, Type::Text(_));
    let is_texts = |value: &Type| match value {
        Type::Array(of) => of.is_vague() || is_text(of),
        _ => false,
    };
    let (fits, wanted) = match takes {
        Takes::Text | Takes::CaseKind | Takes::FieldType | Takes::Need => (is_text(value), "text"),
        Takes::Texts
        | Takes::CaseKinds
        | Takes::Steps
        | Takes::TaskKeys
        | Takes::Outcomes
        | Takes::OwnOutcomes => (is_texts(value), "an array of texts"),
        Takes::Needs => (matches!(value, Type::Array(_)), "an array"),
        Takes::Number => (*value == Type::Number, "a whole number"),
        Takes::Flag => (*value == Type::Flag, "true or false"),
        Takes::Day => (is_text(value) || *value == Type::Date, "a date"),
        Takes::Term => (matches!(value, Type::Term(_)), "a term such as working_days(15)"),
        Takes::Actor => (is_text(value) || *value == Type::Actor, "an actor"),
        Takes::Fields
        | Takes::Field
        | Takes::Titles
        | Takes::Values
        | Takes::Successors
        | Takes::Retention => (matches!(value, Type::Map(_)), "a map"),
        Takes::ActorKinds => (is_text(value) || is_texts(value), "an array of texts"),
        Takes::Binding => (is_text(value) || *value == Type::Flag, "an outcome, or true"),
        Takes::Paper | Takes::FieldOf | Takes::Anything => (true, ""),
    };
    (!fits).then_some(wanted)
}

fn wrong(at: Position, wanted: &str, given: &Type, report: &mut Report<'_>) {
    let kind = match given {
        Type::Number | Type::Text(_) if wanted.contains("a term") => {
            ScriptFaultKind::TermWithoutUnit { given: given.name().to_owned() }
        }
        _ => ScriptFaultKind::WrongValue { wanted: wanted.to_owned(), given: given.name().to_owned() },
    };
    report.at(at, kind);
}
