//! What functions give that the host calls.

use super::book::Book;
use super::facts::{Fact, Given, Seen};
use super::keys::{self, About};
use super::parse::Role;
use super::report::Report;
use super::types::{Domain, Entry, Tasks, Type};
use super::words;
use crate::domain::cron::Cron;
use crate::domain::script_fault::ScriptFaultKind;
use crate::script::shapes;

/// Checks what the functions give that the host calls.
pub fn check(book: &Book<'_>, seen: &[Seen], report: &mut Report<'_>) {
    for seen in seen {
        if let Fact::Return(given) = &seen.fact
            && book.program.handed(seen.def).is_some()
            && !given.value.is_vague()
        {
            one(book, seen, given, report);
        }
    }
}

fn one(book: &Book<'_>, seen: &Seen, given: &Given, report: &mut Report<'_>) {
    let (program, def) = (book.program, book.program.def(seen.def));
    let kinds = program.kinds_of(seen.def.0);
    let about = || About { kinds: kinds.clone(), tasks: Some(Tasks::of(kinds.clone())), ..About::default() };
    let mut read = |keys: &[shapes::Key]| keys::map(book, given, &def.name, keys, &about(), report);
    match (def.name.as_str(), &program.script(seen.def).role) {
        ("about", Role::Package) => read(shapes::PACKAGE),
        ("kind", Role::Kind(_)) => read(shapes::KIND),
        ("letterhead", Role::Package) => read(shapes::LETTERHEAD),
        ("extension_bound", _) => read(shapes::BOUND),
        ("plan_move", _) => read(shapes::MOVE),
        ("job", Role::Door) => {
            read(shapes::JOB);
            time(given, report);
        }
        ("args", Role::Door) => arguments(book, given, report),
        ("office_terms", Role::Package) => terms(book, given, report),
        ("next", Role::Step(..)) => match &given.value {
            Type::Text(_) => words::value(book, given, &Domain::Step(kinds.clone()), report),
            other => wrong(given, "next: the name of a step or ()", other, report),
        },
        ("variation", _) => words::value(book, given, &Domain::ActorCode, report),
        ("recipients", _) => words::value(book, given, &Domain::Actor, report),
        ("blockers", _) => array_of(given, "blockers", &Type::Blocker, report),
        ("ladder", _) => array_of(given, "ladder", &Type::Rung, report),
        _ => {}
    }
}

/// Checks the time at which a job says to run, if that is written.
fn time(given: &Given, report: &mut Report<'_>) {
    let Type::Map(map) = &given.value else { return };
    let Some(Entry { value: Type::Text(text), .. }) = map.get("at") else { return };
    for (given, at) in text.literals().filter(|(given, _)| Cron::parse(given).is_none()) {
        report.at(at, ScriptFaultKind::BadTime { given: given.to_owned() });
    }
}

/// Checks each argument that a script at a door declares.
fn arguments(book: &Book<'_>, given: &Given, report: &mut Report<'_>) {
    let Type::Map(map) = &given.value else { return wrong(given, "args: a map", &given.value, report) };
    for entry in &map.entries {
        let argument = Given { value: entry.value.clone(), at: entry.value_at };
        keys::map(
            book,
            &argument,
            &format!("{} of args", entry.name),
            shapes::ARGUMENT,
            &About::default(),
            report,
        );
    }
}

fn array_of(given: &Given, hook: &str, element: &Type, report: &mut Report<'_>) {
    match &given.value {
        Type::Array(of) if of.is_vague() || **of == *element => {}
        Type::Array(of) => wrong(given, &format!("{hook}: an array of {hook}"), of, report),
        other => wrong(given, &format!("{hook}: an array"), other, report),
    }
}

fn terms(book: &Book<'_>, given: &Given, report: &mut Report<'_>) {
    let Type::Map(map) = &given.value else {
        return wrong(given, "office_terms: a map", &given.value, report);
    };
    for entry in &map.entries {
        let near = book.near_terms(&entry.name);
        if !near.is_empty() {
            let kind =
                ScriptFaultKind::UnknownWord { kind: "task".to_owned(), word: entry.name.clone(), near };
            report.at(entry.at, kind);
        }
        match &entry.value {
            Type::Term(_) => {}
            value if value.is_vague() => {}
            value => {
                report
                    .at(entry.value_at, ScriptFaultKind::TermWithoutUnit { given: value.name().to_owned() });
            }
        }
    }
}

fn wrong(given: &Given, wanted: &str, value: &Type, report: &mut Report<'_>) {
    let kind = ScriptFaultKind::WrongValue { wanted: wanted.to_owned(), given: value.name().to_owned() };
    report.at(given.at, kind);
}
