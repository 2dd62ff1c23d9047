//! Checking bulk scripts and jobs: what they say of themselves, and what they do with cases of the procedures there are.

use super::actors::Actors;
use super::book::{Added, Book};
use super::declared::{self, Doubt};
use super::host::Host;
use super::parse::{self, Role};
use super::program::{About, Kind, Program};
use super::report::{in_order, is_slip};
use super::types::{Entry, Kinds, Map, Type};
use super::{judged, reading_engine, walk};
use crate::domain::ids::PackageName;
use crate::domain::script_fault::{ScriptFault, ScriptFaultKind};
use crate::flow::Run;
use crate::script::declare::{self, Argument};
use crate::script::engine::Parts;
use crate::script::host::ScriptHost;
use crate::script::package::{Files, sources};
use rhai::{Engine, Position};
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

/// An argument that a script declares, or what is wrong with it.
type Declared = Result<Argument, ScriptFault>;

impl ScriptHost {
    /// Everything wrong with bulk scripts and jobs, in the order of files and lines. `store` is a run and the actors
    /// there are, if there is a store.
    pub fn check_doors(
        &self,
        doors: &Files,
        procedures: &Procedures,
        store: Option<(&Rc<Run>, &Actors)>,
    ) -> Vec<ScriptFault> {
        let known = self.known(procedures);
        // Each by itself, so that a mistake in one hides none in another.
        doors.iter().flat_map(|(path, text)| self.check_door(path, text, &known, store)).collect()
    }

    fn check_door(
        &self,
        path: &str,
        text: &str,
        known: &Known,
        store: Option<(&Rc<Run>, &Actors)>,
    ) -> Vec<ScriptFault> {
        let sources = match sources(&Files::from([(path.to_owned(), text.to_owned())])) {
            Ok(sources) => sources,
            Err(fault) => return vec![fault],
        };
        let engine = reading_engine(self.parts());
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
            kinds: known.kinds.clone(),
            letters: BTreeSet::new(),
            arguments: None,
        };
        let doubts = {
            let _loan = store.map(|(run, _)| self.slot().lend(run, None));
            Declarations { parts: self.parts(), engine: &engine, path, doubts: Vec::new() }.read(&mut program)
        };
        let (seen, returns) = walk::through(&program);
        let mut book = Book::new(&program, store.map(|(_, actors)| actors), &seen, &returns);
        book.added.extend_from_slice(&known.added);
        book.ends.extend_from_slice(&known.ends);
        let mut report = judged(&book, &seen, faults);
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
                let both = match known.kinds.remove(&name) {
                    Some(other) => other.or(kind),
                    None => kind,
                };
                known.kinds.insert(name, both);
            }
        }
        known
    }
}

/// What a script says of itself, run for real as far as it can be, and what is wrong with that.
struct Declarations<'a> {
    parts: &'a Parts,
    engine: &'a Engine,
    path: &'a str,
    doubts: Vec<Doubt>,
}

impl Declarations<'_> {
    /// Reads it; the arguments go into the program.
    fn read(mut self, program: &mut Program<'_>) -> Vec<Doubt> {
        let arguments = self.arguments(program);
        self.job(program, arguments.as_deref().unwrap_or_default());
        program.arguments = arguments.map(|arguments| handed(program, &arguments));
        if !may_have(program, "main") {
            let kind = ScriptFaultKind::MissingFunction { function: format!("main(a) in {}", self.path) };
            let fault = ScriptFault::new(kind).at(declared::first_line(program, self.path));
            self.doubts.push((String::new(), fault));
        }
        // Without a store, a function that asks it cannot be run.
        self.doubts.retain(|(_, fault)| fault.kind != ScriptFaultKind::RunOver);
        self.doubts
    }

    /// The arguments it declares; none when that cannot be told.
    fn arguments(&mut self, program: &Program<'_>) -> Option<Vec<(String, Declared)>> {
        if !has(program, "args") {
            return (!may_have(program, "args")).then(Vec::new);
        }
        let map = self.call(program, "args")?;
        let arguments: Vec<(String, Declared)> =
            map.iter().map(|(name, value)| (name.to_string(), declare::argument(name, value))).collect();
        for fault in arguments.iter().filter_map(|(_, argument)| argument.as_ref().err()) {
            self.doubt(program, "args", fault.clone());
        }
        Some(arguments)
    }

    fn job(&mut self, program: &Program<'_>, arguments: &[(String, Declared)]) {
        if !has(program, "job") {
            return;
        }
        if let Some(Err(fault)) = self.call(program, "job").as_ref().map(declare::job) {
            self.doubt(program, "job", fault);
        }
        let arguments = arguments.iter().filter_map(|(_, argument)| argument.as_ref().ok());
        if let Some(kind) = declare::unnamed(self.path, arguments) {
            self.doubt(program, "args", ScriptFault::new(kind));
        }
    }

    fn call(&mut self, program: &Program<'_>, function: &str) -> Option<rhai::Map> {
        let files = [self.path.to_owned()];
        declared::call(self.parts, self.engine, program, &files, function, &mut self.doubts)
    }

    fn doubt(&mut self, program: &Program<'_>, function: &str, fault: ScriptFault) {
        let place = declared::place(program, self.path, function);
        self.doubts.push((self.path.to_owned(), fault.at(place)));
    }
}

/// Whether the script has a function of this name that takes nothing.
fn has(program: &Program<'_>, name: &str) -> bool {
    program.defs().any(|(_, def)| def.name == name && def.params.is_empty())
}

/// Whether the script has a function of this name, or one that may be meant for it.
fn may_have(program: &Program<'_>, name: &str) -> bool {
    let lost = program.scripts.iter().flat_map(|script| &script.lost);
    let mut names = program.defs().map(|(_, def)| &def.name).chain(lost);
    names.any(|known| known == name || is_slip(known, name))
}

/// What `main` is handed: the arguments by name.
fn handed(program: &Program<'_>, arguments: &[(String, Declared)]) -> Type {
    let entry = |(name, argument): &(String, Declared)| Entry {
        name: name.clone(),
        at: Position::NONE,
        value: argument.as_ref().map_or(Type::Unknown, |argument| value(program, argument)),
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
