//! The mistakes found, each once, in the order of files and lines.

use super::declared::Doubt;
use super::program::Program;
use crate::domain::script_fault::{Place, ScriptFault, ScriptFaultKind};
use crate::flow::find;
use rhai::Position;
use std::collections::HashSet;

/// Collects mistakes.
pub struct Report<'a> {
    program: &'a Program<'a>,
    faults: Vec<ScriptFault>,
}

impl<'a> Report<'a> {
    /// Nothing found yet.
    pub fn new(program: &'a Program<'a>) -> Self {
        Self { program, faults: Vec::new() }
    }

    /// A mistake at a position.
    pub fn at(&mut self, at: Position, kind: ScriptFaultKind) {
        self.faults.push(ScriptFault::new(kind).at(self.program.place(at)));
    }

    /// A mistake of a file as a whole.
    pub fn in_file(&mut self, file: &str, kind: ScriptFaultKind) {
        let source = self.program.sources.find(file);
        let excerpt = source.and_then(|source| source.text.lines().next()).unwrap_or_default().to_owned();
        let place = Place { file: file.to_owned(), line: 1, column: 1, excerpt };
        self.faults.push(ScriptFault::new(kind).at(Some(place)));
    }

    /// A mistake that has its place already.
    pub fn add(&mut self, fault: ScriptFault) {
        self.faults.push(fault);
    }

    /// Adds what declarations came to, where no rule told it at its place.
    pub fn add_doubts(&mut self, doubts: Vec<Doubt>) {
        for (file, fault) in doubts {
            if !self.has(&file) {
                self.add(fault);
            }
        }
    }

    /// Whether a mistake was found in a file.
    pub fn has(&self, file: &str) -> bool {
        self.faults.iter().any(|fault| fault.place.as_ref().is_some_and(|place| place.file == file))
    }

    /// The mistakes.
    pub fn faults(self) -> Vec<ScriptFault> {
        self.faults
    }
}

/// The mistakes in order, each once: one at a place where several rules met is told by the first of them.
pub fn in_order(mut faults: Vec<ScriptFault>) -> Vec<ScriptFault> {
    let mut told = HashSet::new();
    faults.retain(|fault| {
        let place = fault.place.as_ref().map(|place| (place.file.clone(), place.line, place.column));
        // What a variation leaves out has no place of its own there.
        let name = match (&place, &fault.kind) {
            (None, _) => return true,
            (_, ScriptFaultKind::Loosens { loosened, name, .. }) => format!("{loosened} {name}"),
            _ => String::new(),
        };
        told.insert((place, std::mem::discriminant(&fault.kind), name))
    });
    let key = |fault: &ScriptFault| {
        fault.place.as_ref().map(|place| (place.file.clone(), place.line, place.column))
    };
    faults.sort_by_cached_key(|fault| (key(fault).is_none(), key(fault)));
    faults
}

/// Whether one word is a slip of the pen for another: one or two letters off.
pub fn is_slip(typed: &str, word: &str) -> bool {
    let off = strsim::damerau_levenshtein(typed, word);
    let short = typed.chars().count().min(word.chars().count());
    let enough = short > 2 || short == 2 && typed.len() > word.len();
    off > 0 && off <= if short < 6 { 1 } else { 2 } && enough
}

/// The words close to one, best first.
pub fn near<'w>(typed: &str, words: impl IntoIterator<Item = &'w str>) -> Vec<String> {
    find::near(typed, words.into_iter().filter(|word| *word != typed))
}
