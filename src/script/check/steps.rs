//! Files and steps: what is named and not there, what is there and never reached, tasks that wait for each other.

use super::book::{self, Book};
use super::facts::{DefId, Fact, Seen};
use super::parse::Role;
use super::program::Program;
use super::report::{Report, near};
use super::types::{Pattern, Text, Type};
use crate::domain::script_fault::ScriptFaultKind;
use rhai::Position;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Checks files, steps and the order of tasks.
pub fn check(book: &Book<'_>, seen: &[Seen], returns: &HashMap<DefId, Type>, report: &mut Report<'_>) {
    files(book, seen, report);
    for kind in book.program.kinds.keys() {
        reached(book, kind, seen, returns, report);
        circles(book, kind, report);
    }
}

/// The texts behind a key of the map that a function gives.
fn listed(seen: &[Seen], book: &Book<'_>, file: &str, function: &str, key: &str) -> Vec<(String, Position)> {
    let mut found = Vec::new();
    for Seen { def, fact } in seen {
        let in_file = book.program.script(*def).path == file && book.program.def(*def).name == function;
        if let (true, Fact::Return(given)) = (in_file, fact)
            && let Type::Map(map) = &given.value
            && let Some(Type::Array(of)) = map.get(key).map(|entry| &entry.value)
            && let Type::Text(text) = &**of
        {
            found.extend(text.literals().map(|(text, at)| (text.to_owned(), at)));
        }
    }
    found
}

fn files(book: &Book<'_>, seen: &[Seen], report: &mut Report<'_>) {
    let program = book.program;
    let paths: BTreeSet<&str> = program.scripts.iter().map(|script| script.path.as_str()).collect();
    let mut wanted: Vec<(String, Option<Position>)> = vec![("package.rhai".to_owned(), None)];
    let kinds = listed(seen, book, "package.rhai", "about", "kinds");
    let place =
        |named: &[(String, Position)], name: &str| named.iter().find(|(n, _)| n == name).map(|(_, at)| *at);
    for kind in &program.about.kinds {
        wanted.push((format!("{kind}/kind.rhai"), place(&kinds, kind)));
        let Some(known) = program.kinds.get(kind) else { continue };
        let steps = listed(seen, book, &format!("{kind}/kind.rhai"), "kind", "steps");
        wanted.extend(known.steps.iter().map(|step| (format!("{kind}/{step}.rhai"), place(&steps, step))));
    }
    wanted.extend(program.shared().map(|file| (file.to_owned(), None)));
    shared_once(book, report);
    for (file, at) in wanted.iter().filter(|(file, _)| !paths.contains(file.as_str())) {
        let kind = ScriptFaultKind::MissingFile { file: file.clone() };
        match at {
            Some(at) => report.at(*at, kind),
            None => report.add(crate::domain::script_fault::ScriptFault::new(kind)),
        }
    }
    let known: BTreeSet<&str> = wanted.iter().map(|(file, _)| file.as_str()).collect();
    let sure = !program.about.kinds.is_empty();
    for script in &program.scripts {
        // Where the kind cannot be read, so cannot its steps.
        let is_step = matches!(&script.role, Role::Step(kind, _)
            if program.about.kinds.contains(kind) && program.kinds.get(kind).is_none_or(|known| known.steps.is_empty()));
        // Of a folder that is no kind, its own file is told, not each of its steps.
        let is_below = matches!(&script.role, Role::Step(kind, _) if !program.about.kinds.contains(kind) && paths.contains(format!("{kind}/kind.rhai").as_str()));
        if sure && !is_step && !is_below && !known.contains(script.base.as_str()) {
            let near = near(&script.base, known.iter().copied());
            report.in_file(&script.path, ScriptFaultKind::UnreachedFile { file: script.path.clone(), near });
        }
        if let (Some(code), Some(actors)) = (&script.district, book.actors)
            && !actors.have_code(code)
        {
            let near = near(code, actors.codes());
            let kind = ScriptFaultKind::UnknownWord { kind: "actor".to_owned(), word: code.clone(), near };
            report.in_file(&script.path, kind);
        }
    }
}

/// A function that stands in several of the files that are part of every script: only one of them would count.
fn shared_once(book: &Book<'_>, report: &mut Report<'_>) {
    let mut first: BTreeMap<(&str, usize), &str> = BTreeMap::new();
    for (id, def) in book.program.defs().filter(|(_, def)| !def.closure) {
        let script = book.program.script(id);
        if script.role != Role::Package || script.district.is_some() {
            continue;
        }
        let other = *first.entry((&def.name, def.params.len())).or_insert(&script.path);
        if other != script.path {
            let message = format!("{}() in {other} and {}", def.name, script.path);
            report.at(def.at, ScriptFaultKind::Inconsistent { message });
        }
    }
}

/// The steps that cases of a kind come to, from the first on.
fn reached(
    book: &Book<'_>,
    kind: &str,
    seen: &[Seen],
    returns: &HashMap<DefId, Type>,
    report: &mut Report<'_>,
) {
    let program = book.program;
    let Some(steps) = program.kinds.get(kind).map(|known| &known.steps) else { return };
    let mut leads: BTreeMap<&str, Option<BTreeSet<String>>> = BTreeMap::new();
    for step in steps {
        leads.insert(step, Some(BTreeSet::new()));
    }
    let mut anywhere = None;
    for (id, def) in
        program.defs().filter(|(_, def)| def.name == "next" && def.params.len() == 1 && !def.closure)
    {
        let to = match returns.get(&id) {
            Some(Type::Unit | Type::Never) if def.readable => Some(BTreeSet::new()),
            Some(Type::Text(Text { open: false, words })) if def.readable => {
                let text = Text { open: false, words: words.clone() };
                let all: BTreeSet<String> = text.literals().map(|(step, _)| step.to_owned()).collect();
                (all.len() == words.len()).then_some(all)
            }
            _ => None,
        };
        match &program.script(id).role {
            Role::Step(of, step) if of == kind => {
                let known = leads.entry(step).or_insert_with(|| Some(BTreeSet::new()));
                match (known.as_mut(), to) {
                    (Some(known), Some(to)) => known.extend(to),
                    _ => *known = None,
                }
            }
            Role::Kind(of) if of != kind => {}
            Role::Step(..) => {}
            _ => anywhere = Some(()),
        }
    }
    if anywhere.is_some() || leads.values().any(Option::is_none) {
        return;
    }
    if leads.values().flatten().flatten().any(|step| !steps.contains(step)) {
        return; // told where it is written
    }
    let mut reached: BTreeSet<&str> = steps.first().map(String::as_str).into_iter().collect();
    loop {
        let more: Vec<&str> = steps
            .iter()
            .map(String::as_str)
            .filter(|step| !reached.contains(step))
            .filter(|step| {
                reached
                    .iter()
                    .any(|from| leads.get(from).is_some_and(|to| to.iter().flatten().any(|s| s == step)))
            })
            .collect();
        if more.is_empty() {
            break;
        }
        reached.extend(more);
    }
    let named = listed(seen, book, &format!("{kind}/kind.rhai"), "kind", "steps");
    let there =
        |step: &str| program.scripts.iter().any(|script| script.path == format!("{kind}/{step}.rhai"));
    for (n, step) in
        steps.iter().enumerate().filter(|(_, step)| !reached.contains(step.as_str()) && there(step))
    {
        let fault = ScriptFaultKind::UnreachedStep { step: step.clone(), of: kind.to_owned() };
        // The step before passes it over: that is the other end of the mistake.
        if let Some(before) = n.checked_sub(1).map(|before| &steps[before])
            && reached.contains(before.as_str())
            && let Some(at) = past(program, kind, before, returns)
        {
            report.at(at, fault.clone());
        }
        match named.iter().find(|(name, _)| name == step) {
            Some((_, at)) => report.at(*at, fault),
            None => report.in_file(&format!("{kind}/{step}.rhai"), fault),
        }
    }
}

/// Where a step says what comes next.
fn past(program: &Program<'_>, kind: &str, step: &str, returns: &HashMap<DefId, Type>) -> Option<Position> {
    let path = format!("{kind}/{step}.rhai");
    let mut next = program.defs().filter(|(id, def)| def.name == "next" && program.script(*id).path == path);
    match returns.get(&next.next()?.0) {
        Some(Type::Text(text)) => text.literals().next().map(|(_, at)| at),
        _ => None,
    }
}

/// Tasks that wait for each other in a circle.
fn circles(book: &Book<'_>, kind: &str, report: &mut Report<'_>) {
    let order = book::order(book, kind);
    for (key, after) in &order {
        for (next, at) in after {
            if let Some(path) = path(&order, next, key) {
                let tasks = [key].into_iter().chain(path.iter()).map(|key| key.start.clone()).collect();
                report.at(*at, ScriptFaultKind::Circle { tasks });
            }
        }
    }
}

/// How one task comes after another, over others.
fn path(
    order: &BTreeMap<Pattern, Vec<(Pattern, Position)>>,
    from: &Pattern,
    to: &Pattern,
) -> Option<Vec<Pattern>> {
    let mut ways = vec![vec![from.clone()]];
    let mut been: BTreeSet<Pattern> = BTreeSet::new();
    while let Some(way) = ways.pop() {
        let last = way.last()?.clone();
        if last == *to {
            return Some(way);
        }
        if been.insert(last.clone()) {
            for (next, _) in order.get(&last).into_iter().flatten() {
                let mut longer = way.clone();
                longer.push(next.clone());
                ways.push(longer);
            }
        }
    }
    None
}
