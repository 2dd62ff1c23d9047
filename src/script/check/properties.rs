//! Properties and fields that are not there.

use super::book::Book;
use super::facts::{Fact, Property, Seen};
use super::report::{Report, is_slip, near};
use super::types::{Kinds, Type};
use crate::domain::script_fault::ScriptFaultKind;
use crate::script::api::cases::PROPERTIES;
use std::collections::BTreeSet;

/// What is recorded of actors by this program itself, besides what the store has.
const FACTS: [&str; 10] = [
    "block",
    "committee",
    "address",
    "role",
    "district",
    "duty",
    "email",
    "to_confirm",
    "succession_planning",
    "note",
];

/// Checks every property that is read or set.
pub fn check(book: &Book<'_>, seen: &[Seen], report: &mut Report<'_>) {
    for Seen { fact, .. } in seen {
        if let Fact::Property(property) = fact {
            one(book, property, report);
        }
    }
}

fn one(book: &Book<'_>, property: &Property, report: &mut Report<'_>) {
    match &property.of {
        Type::Case(kinds) => of_case(book, kinds, property, report),
        Type::Actor => of_actor(book, property, report),
        Type::Map(map) if !map.open && property.set.is_none() => {
            if map.get(&property.name).is_some() {
                return;
            }
            let names: BTreeSet<&str> = map.entries.iter().map(|entry| entry.name.as_str()).collect();
            if book.program.arguments.as_ref() == Some(&property.of) {
                undeclared(names, property, report);
            } else {
                tell("map", names, property, report);
            }
        }
        of => {
            let Some(known) = book.program.host.properties(of) else {
                if of.host_name().is_some() {
                    tell(of.name(), book.program.host.methods(of).collect(), property, report);
                }
                return;
            };
            if !known.contains(property.name.as_str()) {
                tell(
                    of.name(),
                    known.into_iter().chain(book.program.host.methods(of)).collect(),
                    property,
                    report,
                );
            } else if property.set.is_some() {
                read_only(property, report);
            }
        }
    }
}

fn of_case(book: &Book<'_>, kinds: &Kinds, property: &Property, report: &mut Report<'_>) {
    let name = property.name.as_str();
    if PROPERTIES.contains(&name) {
        if property.set.is_some() {
            read_only(property, report);
        }
        return;
    }
    if book.program.field(kinds, name).is_some() || kinds.names.is_empty() {
        return;
    }
    let Some(fields) = book.program.fields(kinds) else { return };
    let known: BTreeSet<&str> = fields.into_iter().chain(PROPERTIES).collect();
    if kinds.foreign && !known.iter().any(|known| is_slip(name, known)) {
        return;
    }
    let of = kinds.names.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
    tell(&format!("Case ({of})"), known, property, report);
}

/// Anything may be recorded of an actor, so only slips of the pen are told.
fn of_actor(book: &Book<'_>, property: &Property, report: &mut Report<'_>) {
    let name = property.name.as_str();
    let properties = book.program.host.properties(&Type::Actor).unwrap_or_default();
    let facts = book.actors.into_iter().flat_map(super::actors::Actors::facts);
    let known: BTreeSet<&str> = properties.into_iter().chain(FACTS).chain(facts).collect();
    if !known.contains(name) && known.iter().any(|known| is_slip(name, known)) {
        tell("Actor", known, property, report);
    }
}

/// An argument that a script at a door does not declare.
fn undeclared(declared: BTreeSet<&str>, property: &Property, report: &mut Report<'_>) {
    let name = property.name.clone();
    let mut close = near(&name, declared.iter().copied());
    if close.is_empty() {
        close = declared.into_iter().map(ToOwned::to_owned).collect();
    }
    report.at(property.at, ScriptFaultKind::UnknownArgument { name, near: close });
}

fn tell(of: &str, known: BTreeSet<&str>, property: &Property, report: &mut Report<'_>) {
    let name = property.name.clone();
    let near = near(&name, known);
    report.at(property.at, ScriptFaultKind::UnknownProperty { name, of: of.to_owned(), near });
}

fn read_only(property: &Property, report: &mut Report<'_>) {
    let kind = ScriptFaultKind::ReadOnly { name: property.name.clone(), of: property.of.name().to_owned() };
    report.at(property.at, kind);
}
