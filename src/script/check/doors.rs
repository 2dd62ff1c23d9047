//! Checking bulk scripts and jobs: what they say of themselves, and what they do with cases of the procedures there are.

use super::actors::Actors;
use super::book::{Added, Book};
use super::declared::{self, Doubt};
use super::host::Host;
use super::parse::{self, Role};
use super::program::{About, Kind, Program};
use super::report::{Report, in_order, is_slip};
use super::types::{Entry, Kinds, Map, Type};
use super::{calls, keys, properties, returns, walk, words};
use crate::domain::ids::PackageName;
use crate::domain::script_fault::{ScriptFault, ScriptFaultKind};
use crate::flow::Run;
use crate::script::declare::{self, Argument};
use crate::script::engine::Parts;
use crate::script::host::ScriptHost;
use crate::script::package::{Files, sources};
use rhai::{Dynamic, Engine, OptimizationLevel, Position};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// The procedures whose cases a script may meet: packages in the folder, editions in the store.
pub type Procedures = BTreeSet<(PackageName, Files)>;

/// What procedures have that a script speaks of.
#[derive(Default)]
struct Known {
    kinds: BTreeMap<String, Kind>,
    added: Vec<Added>,
    ends: Vec<(Kinds, Option<BTreeSet<String>>)>,
}

impl ScriptHost {
    /// Everything wrong with bulk scripts and jobs, in the order of files and lines. `store` is a run and the actors
    /// there are, if there is a store.
    pub fn check_doors(
        &self,
        doors: &Files,
        procedures: &Procedures,
        store: Option<(&Rc<Run>, &Actors)>,
    ) -> Vec<ScriptFault> {
        let sources = match sources(doors) {
            Ok(sources) => sources,
            Err(fault) => return vec![fault],
        };
        let known = self.known(procedures);
        let mut engine = self.parts().engine();
        engine.set_optimization_level(OptimizationLevel::None);
        let mut faults = Vec::new();
        let mut scripts = parse::scripts(&sources, &engine, &mut faults);
        for script in &mut scripts {
            (script.role, script.district, script.base) = (Role::Door, None, script.path.clone());
        }
        let mut program = Program {
            sources: &sources,
            scripts,
            host: Host::new(self.parts()),
            about: About { kinds: known.kinds.keys().cloned().collect(), office: None },
            kinds: known.kinds,
            letters: BTreeSet::new(),
            arguments: BTreeMap::new(),
        };
        let doubts = {
            let _loan = store.map(|(run, _)| self.slot().lend(run, None));
            declarations(self.parts(), &engine, &mut program)
        };
        let (seen, returns) = walk::through(&program);
        let mut book = Book::new(&program, store.map(|(_, actors)| actors), &seen, &returns);
        book.added.extend(known.added);
        book.ends.extend(known.ends);
        let mut report = Report::new(&program);
        faults.into_iter().for_each(|fault| report.add(fault));
        calls::check(&program, &seen, &mut report);
        properties::check(&book, &seen, &mut report);
        keys::check(&book, &seen, &mut report);
        words::check(&book, &seen, &mut report);
        returns::check(&book, &seen, &mut report);
        report.add_doubts(doubts);
        in_order(report.faults())
    }

    fn known(&self, procedures: &Procedures) -> Known {
        let mut known = Known::default();
        for (name, files) in procedures {
            // What is wrong with a procedure is told when it is checked itself.
            let Ok(sources) = sources(files) else { continue };
            let (program, _) = self.program(name, files, &sources, &mut Vec::new());
            let (seen, returns) = walk::through(&program);
            let book = Book::new(&program, None, &seen, &returns);
            known.added.extend(book.added);
            known.ends.extend(book.ends);
            for (name, kind) in program.kinds {
                match known.kinds.remove(&name) {
                    Some(other) => known.kinds.insert(name, other.or(kind)),
                    None => known.kinds.insert(name, kind),
                };
            }
        }
        known
    }
}

/// Reads what the scripts say of themselves: their arguments go into the program; what is wrong is given.
fn declarations(parts: &Parts, engine: &Engine, program: &mut Program<'_>) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    for at in 0..program.scripts.len() {
        let path = program.scripts[at].path.clone();
        let has = |function: &str| {
            let mut defs = program.scripts[at].defs.iter();
            defs.any(|def| def.name == function && def.params.is_empty())
        };
        let (has_args, has_job) = (has("args"), has("job"));
        let mut told = |fault: ScriptFault, of: &str| {
            doubts.push((path.clone(), fault.at(declared::place(program, &path, of))));
        };
        let mut wrong = Vec::new();
        let arguments = match has_args {
            true => declared::call(parts, engine, program, std::slice::from_ref(&path), "args", &mut wrong)
                .map(|map| {
                    map.iter().map(|(name, value)| (name.to_string(), argument(name, value))).collect()
                }),
            false if may_be(program, at, "args") => None,
            false => Some(Vec::new()),
        };
        let job = match has_job {
            true => declared::call(parts, engine, program, std::slice::from_ref(&path), "job", &mut wrong),
            false => None,
        };
        for (_, fault) in arguments
            .iter()
            .flatten()
            .filter_map(|(name, read): &(String, Read)| Some((name, read.as_ref().err()?)))
        {
            told(fault.clone(), "args");
        }
        if let Some(Err(fault)) = job.as_ref().map(declare::job) {
            told(fault, "job");
        }
        let unnamed = arguments.iter().flatten().filter_map(|(_, read)| read.as_ref().ok());
        if has_job && let Some(kind) = declare::unnamed(&path, unnamed) {
            told(ScriptFault::new(kind), "args");
        }
        // Without a store, a function that asks it cannot be run.
        wrong.retain(|(_, fault): &Doubt| fault.kind != ScriptFaultKind::RunOver);
        doubts.extend(wrong);
        if !may_be(program, at, "main") {
            let kind = ScriptFaultKind::MissingFunction { function: format!("main(a) in {path}") };
            doubts.push((String::new(), ScriptFault::new(kind).at(declared::first_line(program, &path))));
        }
        if let Some(arguments) = arguments {
            let handed = handed(program, &arguments);
            program.arguments.insert(at, handed);
        }
    }
    doubts
}

/// An argument, or what is wrong with it.
type Read = Result<Argument, ScriptFault>;

fn argument(name: &str, value: &Dynamic) -> Read {
    declare::argument(name, value)
}

/// Whether a script has a function of this name, or one that may be meant for it.
fn may_be(program: &Program<'_>, script: usize, name: &str) -> bool {
    let script = &program.scripts[script];
    let names = script.defs.iter().map(|def| &def.name).chain(&script.lost);
    names.into_iter().any(|known| known == name || is_slip(known, name))
}

/// What `main` is handed: the arguments by name.
fn handed(program: &Program<'_>, arguments: &[(String, Read)]) -> Type {
    let entry = |(name, read): &(String, Read)| Entry {
        name: name.clone(),
        at: Position::NONE,
        value: read.as_ref().map_or(Type::Unknown, |argument| value(program, argument)),
        value_at: Position::NONE,
    };
    Type::Map(Map { entries: arguments.iter().map(entry).collect(), open: false, at: None })
}

/// What an argument is: of the type it declares, or its preset.
fn value(program: &Program<'_>, argument: &Argument) -> Type {
    let declared = program.value_of(&argument.spec.kind);
    let preset = match &argument.preset {
        None => return declared,
        Some(preset) if preset.is_unit() => return declared,
        Some(preset) if preset.is_int() => Type::Number,
        Some(preset) if preset.is_string() => Type::text(),
        Some(preset) if preset.is_bool() => Type::Flag,
        Some(_) => Type::Unknown,
    };
    declared.join(&preset)
}

impl Kind {
    /// A kind of this name in one procedure or the other.
    fn or(self, other: Self) -> Self {
        let fields = match (self.fields, other.fields) {
            (Some(mut fields), Some(others)) => {
                for (name, kind) in others {
                    match fields.iter_mut().find(|(known, _)| *known == name) {
                        Some((_, known)) if *known != kind => *known = None,
                        Some(_) => {}
                        None => fields.push((name, kind)),
                    }
                }
                Some(fields)
            }
            _ => None,
        };
        let mut steps = self.steps;
        steps.extend(other.steps);
        Self {
            fields,
            parent: self.parent.filter(|parent| other.parent.as_ref() == Some(parent)),
            steps,
            outcomes: self.outcomes.into_iter().chain(other.outcomes).collect(),
        }
    }
}
