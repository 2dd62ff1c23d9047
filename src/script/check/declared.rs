//! What a package and its kinds declare, run for real as far as it can be; what is wrong with one key does not hide the
//! others.

use super::parse::{Role, Script};
use super::program::{Kind, Program};
use crate::domain::ids::{KindName, PackageName};
use crate::domain::script_fault::{Place, ScriptFault, ScriptFaultKind};
use crate::flow::FlowError;
use crate::script::declare;
use crate::script::engine::Parts;
use crate::script::fault::{Caller, from_rhai};
use crate::script::watch::Bound;
use rhai::{AST, CallFnOptions, Dynamic, Engine, Map, Scope};
use std::collections::BTreeSet;
use std::time::Duration;

/// A mistake in what a file declares, told only if no rule finds it at a better place.
pub type Doubt = (String, ScriptFault);

/// Reads `about()` and every `kind()` into the program. Gives what is wrong with them.
pub fn read(parts: &Parts, engine: &Engine, name: &PackageName, program: &mut Program<'_>) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    let file = "package.rhai";
    let shared: Vec<String> = program.shared().map(ToOwned::to_owned).collect();
    let with = |files: &[&str]| -> Vec<String> {
        shared.iter().cloned().chain(files.iter().map(|&file| file.to_owned())).collect()
    };
    if let Some(map) = call(parts, engine, program, &with(&[file]), "about", &mut doubts) {
        program.about.kinds = texts(&map, "kinds");
        program.about.office = map.get("office").and_then(|code| code.clone().into_string().ok());
        if let Err(fault) = declare::package(name, &map) {
            doubts.push((file.to_owned(), fault.at(place(program, file, "about"))));
        }
    }
    // A kind whose name is wrong in `about()` is one all the same for everything else.
    let folders = program.scripts.iter().filter_map(|script| match &script.role {
        Role::Kind(kind) if script.district.is_none() => Some(kind.clone()),
        _ => None,
    });
    let kinds: BTreeSet<String> = program.about.kinds.iter().cloned().chain(folders).collect();
    for kind in kinds {
        let file = format!("{kind}/kind.rhai");
        if find(program, &file).is_none() {
            continue;
        }
        let known = match call(parts, engine, program, &with(&["package.rhai", &file]), "kind", &mut doubts) {
            Some(map) => {
                if let Ok(name) = kind.parse::<KindName>()
                    && let Err(fault) = declare::kind(&name, &map)
                {
                    doubts.push((file.clone(), fault.at(place(program, &file, "kind"))));
                }
                as_far_as_read(&map)
            }
            None => Kind::default(),
        };
        program.kinds.insert(kind, known);
    }
    let starts: Vec<Doubt> = steps_without_start(program).collect();
    doubts.extend(starts);
    doubts
}

fn as_far_as_read(map: &Map) -> Kind {
    let inner =
        |key: &str| map.get(key).and_then(|value| value.clone().try_cast::<Map>()).unwrap_or_default();
    let fields = inner("fields").into_iter().map(|(name, value)| {
        let kind = declare::field(&name, &value).ok().map(|spec| spec.kind);
        (name.to_string(), kind)
    });
    Kind {
        fields: Some(fields.collect()),
        parent: map.get("parent").and_then(|parent| parent.clone().into_string().ok()),
        steps: texts(map, "steps"),
        outcomes: inner("outcomes").keys().map(ToString::to_string).collect(),
    }
}

fn texts(map: &Map, key: &str) -> Vec<String> {
    let items = map.get(key).and_then(|items| items.clone().try_cast::<rhai::Array>()).unwrap_or_default();
    items.into_iter().filter_map(|item| item.into_string().ok()).collect()
}

fn find<'p>(program: &'p Program<'_>, path: &str) -> Option<&'p Script> {
    program.scripts.iter().find(|script| script.path == path)
}

pub(super) fn place(program: &Program<'_>, file: &str, function: &str) -> Option<Place> {
    program.sources.place_of(file, function).or_else(|| first_line(program, file))
}

pub(super) fn first_line(program: &Program<'_>, file: &str) -> Option<Place> {
    let source = program.sources.find(file)?;
    let excerpt = source.text.lines().next().unwrap_or_default().to_owned();
    Some(Place { file: file.to_owned(), line: 1, column: 1, excerpt })
}

/// What a function that declares something gives; none, with the reason, when it cannot be run.
pub(super) fn call(
    parts: &Parts,
    engine: &Engine,
    program: &Program<'_>,
    files: &[String],
    function: &str,
    doubts: &mut Vec<Doubt>,
) -> Option<Map> {
    let file = files.last()?.clone();
    let scripts: Vec<&Script> = files.iter().filter_map(|file| find(program, file)).collect();
    let script = scripts.last().filter(|script| script.path == file)?;
    let Some(def) = script.defs.iter().find(|def| def.name == function && def.params.is_empty()) else {
        if !script.lost.contains(function) && !script.defs.iter().any(|def| def.name == function) {
            let kind = ScriptFaultKind::MissingFunction { function: format!("{function}() in {file}") };
            doubts.push((String::new(), ScriptFault::new(kind).at(first_line(program, &file))));
        }
        return None;
    };
    if !def.readable {
        return None;
    }
    let ast = scripts.iter().fold(AST::empty(), |merged, script| merged.merge(&script.ast));
    let options = CallFnOptions::new().eval_ast(false);
    let called = parts.within(Bound::Hook(Duration::ZERO), || {
        engine.call_fn_with_options::<Dynamic>(options, &mut Scope::new(), &ast, function, ())
    });
    let called = match called {
        Ok(called) => called,
        Err(fault) => {
            doubts.push((file.clone(), fault.at(place(program, &file, function))));
            return None;
        }
    };
    let wrong = match called.map(|value| value.try_cast::<Map>()) {
        Ok(Some(map)) => return Some(map),
        Ok(None) => {
            let kind =
                ScriptFaultKind::WrongValue { wanted: format!("{function}: a map"), given: "()".to_owned() };
            ScriptFault::new(kind)
        }
        Err(error) => match from_rhai(&error, program.sources, Caller::Hook) {
            FlowError::Script(fault) => *fault,
            other => ScriptFault::new(ScriptFaultKind::Host { message: other.to_string() }),
        },
    };
    doubts.push((file.clone(), wrong.at(place(program, &file, function))));
    None
}

/// Steps that nothing lets begin.
fn steps_without_start<'p>(program: &'p Program<'_>) -> impl Iterator<Item = Doubt> + 'p {
    let steps =
        program.kinds.iter().flat_map(|(kind, known)| known.steps.iter().map(move |step| (kind, step)));
    steps.filter_map(|(kind, step)| {
        let file = format!("{kind}/{step}.rhai");
        let files = ["package.rhai".to_owned(), format!("{kind}/kind.rhai"), file.clone()];
        let own = find(program, &file)?;
        let files = files.iter().map(String::as_str).chain(program.shared());
        let scripts: Vec<&Script> = files.filter_map(|file| find(program, file)).collect();
        let has = |script: &&Script| {
            script.lost.contains("start")
                || script.defs.iter().any(|def| def.name == "start" && def.params.len() == 1)
        };
        // A function of the name with other parameters is told where it stands.
        if scripts.iter().any(has) || own.defs.iter().any(|def| def.name == "start") {
            return None;
        }
        let kind = ScriptFaultKind::MissingFunction { function: format!("start(c) in {file}") };
        Some((String::new(), ScriptFault::new(kind).at(first_line(program, &file))))
    })
}
