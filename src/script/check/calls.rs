//! Calls of functions that do not exist, or not for these arguments.

use super::facts::{Call, DefId, Fact, Seen};
use super::host::{Signature, Takes};
use super::parse::{Def, Role};
use super::program::Program;
use super::report::{Report, is_slip, near};
use super::types::Type;
use crate::domain::script_fault::ScriptFaultKind;
use crate::script::hooks::{self, Hook};
use rhai::Position;
use std::collections::BTreeSet;

/// Checks every call, and the functions that are meant for calls that never come.
pub fn check(program: &Program<'_>, seen: &[Seen], report: &mut Report<'_>) {
    let (mut called, mut missing, mut failed) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let uses_this: BTreeSet<DefId> =
        seen.iter().filter(|seen| matches!(seen.fact, Fact::This)).map(|seen| seen.def).collect();
    for Seen { def, fact } in seen {
        match fact {
            Fact::Call(call) => {
                let meant = program.resolve(def.0, &call.name, call.args.len());
                let there = is_there_in_all(program, def.0, &call.name, call.args.len());
                if !there && call.module.is_none() && program.host.named(&call.name).is_empty() {
                    failed.insert(call.name.clone());
                }
                let on_this = meant.iter().any(|id| uses_this.contains(id));
                if call.receiver.is_none() || on_this {
                    called.extend(meant);
                }
                one(program, def.0, call, on_this, report);
            }
            // Once a function is enough.
            Fact::Variable(name, at, known) if missing.insert((*def, name.clone())) => {
                let near = near(name, known.iter().map(String::as_str));
                report.at(*at, ScriptFaultKind::UnknownVariable { name: name.clone(), near });
            }
            _ => {}
        }
    }
    for (id, def) in program.defs().filter(|(id, _)| !called.contains(id)) {
        never_called(program, id, def, &failed, report);
    }
}

fn one(program: &Program<'_>, script: usize, call: &Call, on_this: bool, report: &mut Report<'_>) {
    let (name, count) = (call.name.as_str(), call.args.len());
    if let Some(module) = &call.module {
        if module == "base" && program.scripts[script].district.is_some() {
            base(program, script, call, report);
        } else if module != "global" && !program.imports(script) {
            let near = if program.base(script, name, count).is_some() {
                vec![format!("base::{name}")]
            } else {
                Vec::new()
            };
            report.at(call.at, ScriptFaultKind::UnknownFunction { call: format!("{module}::{name}"), near });
        }
        return;
    }
    let method = call.receiver.is_some();
    if (!method || on_this)
        && !program.resolve(script, name, count).is_empty()
        && is_there_in_all(program, script, name, count)
    {
        return;
    }
    let host: Vec<&Signature> = program.host.named(name).iter().collect();
    let scripts: Vec<&Def> = named(program, script, name);
    if host.is_empty() && scripts.is_empty() {
        if !program.scripts.iter().any(|script| script.lost.contains(name)) {
            unknown(program, script, call, report);
        }
        return;
    }
    let all = count + usize::from(method);
    let mut counted: Vec<&&Signature> = host.iter().filter(|f| f.takes.len() == all).collect();
    let (subject, args) = call.subject();
    let known = subject.filter(|subject| subject.host_name().is_some());
    if let Some(subject) = known {
        let for_it: Vec<&&Signature> =
            host.iter().filter(|f| f.takes.first().is_some_and(|takes| takes.accepts(subject))).collect();
        if for_it.is_empty() && method {
            return unknown(program, script, call, report);
        }
        if method {
            counted.retain(|f| f.takes.first().is_some_and(|takes| takes.accepts(subject)));
            if counted.is_empty() {
                return arguments(
                    name,
                    all - 1,
                    for_it.iter().map(|f| f.written(name, true)),
                    call.at,
                    report,
                );
            }
        }
    }
    if name == "set_term" && args.len() == 2 && matches!(args[0].value, Type::Term(Some(_))) {
        // Only a default of the office brings its ground with it.
        return arguments(
            name,
            count,
            host.iter().filter(|f| f.takes.len() > all).map(|f| f.written(name, method)),
            call.at,
            report,
        );
    }
    if counted.is_empty() {
        let written = scripts.iter().map(|def| format!("{name}({})", def.params.join(", ")));
        let takes = host.iter().map(|f| f.written(name, method)).chain(written);
        return arguments(name, count, takes, call.at, report);
    }
    if known.is_some() || !method {
        types(&counted, subject, args, method, call.at, report);
    }
}

/// Tells an argument that no function of the name takes.
fn types(
    fitting: &[&&Signature],
    subject: Option<&Type>,
    args: &[super::facts::Given],
    method: bool,
    at: Position,
    report: &mut Report<'_>,
) {
    let positions: Vec<(Type, Position)> = subject
        .map(|subject| (subject.clone(), at))
        .into_iter()
        .chain(args.iter().map(|arg| (arg.value.clone(), arg.at)))
        .collect();
    let fits =
        |f: &&&Signature| f.takes.iter().zip(&positions).all(|(takes, (given, _))| takes.accepts(given));
    // Functions of the language take more than can be told from here.
    let strange = |f: &&&Signature| f.takes.contains(&Takes::Other);
    if fitting.is_empty() || fitting.iter().any(|f| fits(f) || strange(f)) {
        return;
    }
    for (n, (given, at)) in positions.iter().enumerate().skip(usize::from(method)) {
        if let Some(f) = fitting.iter().find(|f| !f.takes[n].accepts(given))
            && !fitting.iter().any(|f| f.takes[n].accepts(given))
        {
            let given = given.name().to_owned();
            let kind = match f.takes[n] {
                Takes::Handle("Term") if matches!(given.as_str(), "string" | "number") => {
                    ScriptFaultKind::TermWithoutUnit { given }
                }
                wanted => ScriptFaultKind::WrongValue { wanted: wanted.name().to_owned(), given },
            };
            return report.at(*at, kind);
        }
    }
}

fn arguments(
    name: &str,
    given: usize,
    takes: impl Iterator<Item = String>,
    at: Position,
    report: &mut Report<'_>,
) {
    let takes: BTreeSet<String> = takes.collect();
    let kind = ScriptFaultKind::WrongArguments {
        function: name.to_owned(),
        given,
        takes: takes.into_iter().collect(),
    };
    report.at(at, kind);
}

fn unknown(program: &Program<'_>, script: usize, call: &Call, report: &mut Report<'_>) {
    let name = call.name.as_str();
    let known = call.receiver.as_ref().filter(|receiver| receiver.host_name().is_some());
    let mut near_ones = match known {
        Some(of) => {
            let properties = program.host.properties(of).unwrap_or_default();
            near(name, program.host.methods(of).chain(properties))
        }
        None => Vec::new(),
    };
    if near_ones.is_empty() {
        let scripts = program.defs().filter(|(id, def)| !def.closure && together(program, script, id.0));
        let scripts: Vec<&str> = scripts.map(|(_, def)| def.name.as_str()).collect();
        near_ones = near(name, program.host.names().chain(scripts));
    }
    let shown = match known {
        Some(of) => format!("{}.{name}", of.name()),
        None => name.to_owned(),
    };
    report.at(call.at, ScriptFaultKind::UnknownFunction { call: shown, near: near_ones });
}

fn together(program: &Program<'_>, a: usize, b: usize) -> bool {
    a == b
        || program.scripts[b].district.is_none()
        || program.scripts[a].district == program.scripts[b].district
}

fn named<'p>(program: &'p Program<'_>, script: usize, name: &str) -> Vec<&'p Def> {
    let found = program.defs().filter(|(id, def)| def.name == name && together(program, script, id.0));
    let found: Vec<&Def> = found.map(|(_, def)| def).collect();
    let counts: BTreeSet<usize> = found.iter().map(|def| def.params.len()).collect();
    let reachable = counts.iter().any(|count| !program.resolve(script, name, *count).is_empty());
    if reachable { found } else { Vec::new() }
}

/// Whether a function is there whenever a script runs. What a kind or a step defines is not there for the files above
/// it in every case.
fn is_there_in_all(program: &Program<'_>, script: usize, name: &str, count: usize) -> bool {
    let own = program.resolve(script, name, count);
    own.iter().any(|id| {
        program.rank_of(script, id.0) < 10
            && (program.script(*id).district.is_none() || program.scripts[script].district.is_some())
    })
}

fn base(program: &Program<'_>, script: usize, call: &Call, report: &mut Report<'_>) {
    let (name, count) = (call.name.as_str(), call.args.len());
    if program.scripts.iter().any(|script| script.lost.contains(name)) {
        return;
    }
    match program.base(script, name, count) {
        Some(id) if !program.def(id).private => {}
        Some(_) => {
            let kind = ScriptFaultKind::UnknownFunction {
                call: format!("base::{name}"),
                near: public(program, name),
            };
            report.at(call.at, kind);
        }
        None => {
            let others =
                program.defs().filter(|(id, def)| def.name == name && program.script(*id).district.is_none());
            let others: Vec<&Def> = others.map(|(_, def)| def).collect();
            if others.is_empty() {
                let near = public(program, name);
                report.at(call.at, ScriptFaultKind::UnknownFunction { call: format!("base::{name}"), near });
            } else {
                let takes = others.iter().map(|def| format!("base::{name}({})", def.params.join(", ")));
                arguments(&format!("base::{name}"), count, takes, call.at, report);
            }
        }
    }
}

fn public(program: &Program<'_>, name: &str) -> Vec<String> {
    let public = program
        .defs()
        .filter(|(id, def)| !def.private && !def.closure && program.script(*id).district.is_none());
    let names: BTreeSet<&str> = public.map(|(_, def)| def.name.as_str()).collect();
    near(name, names)
}

/// A function that nobody calls, with a name close to one that the host calls, or that a script wants to call.
fn never_called(
    program: &Program<'_>,
    id: DefId,
    def: &Def,
    failed: &BTreeSet<String>,
    report: &mut Report<'_>,
) {
    let script = program.script(id);
    if def.closure || script.district.is_some() {
        return;
    }
    let hooks: Vec<&Hook> = match script.role {
        Role::Door => hooks::of_doors().collect(),
        _ => hooks::of_packages().collect(),
    };
    let count = def.params.len();
    let same: Vec<&Hook> = hooks.iter().copied().filter(|hook| hook.name == def.name).collect();
    if program.handed(id).is_some() || same.iter().any(|hook| hook.params.len() == count) {
        return;
    }
    if !same.is_empty() {
        let takes = same.iter().map(|hook| hook.written()).collect();
        let kind = ScriptFaultKind::WrongArguments { function: def.name.clone(), given: count, takes };
        return report.at(def.at, kind);
    }
    let hooks = hooks.into_iter().filter(|hook| is_slip(&def.name, hook.name)).map(Hook::written);
    let near: Vec<String> =
        hooks.chain(failed.iter().filter(|name| is_slip(&def.name, name)).cloned()).collect();
    if !near.is_empty() {
        report.at(def.at, ScriptFaultKind::NeverCalled { function: def.name.clone(), near });
    }
}
