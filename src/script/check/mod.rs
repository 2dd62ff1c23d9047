//! Checking a package before it counts: every mistake at once, each with its place.
//!
//! `parse` reads the files, `program` knows how they belong together, `walk` goes through the functions and notes what
//! they do with what; the rules judge that: `calls`, `properties`, `keys`, `words`, `returns`, `steps`, `letters`,
//! `layers`. `doors` does the same for the scripts that a person or the clock runs.

mod actors;
mod book;
mod called;
mod calls;
mod declared;
mod deeds;
mod doors;
mod expr;
mod facts;
mod host;
mod keys;
mod layers;
mod letters;
mod lex;
mod outline;
mod parse;
mod program;
mod properties;
mod report;
mod returns;
mod rows;
mod steps;
mod texts;
mod types;
mod walk;
mod words;

pub use actors::Actors;
pub use doors::Procedures;

use super::engine::Parts;
use super::host::ScriptHost;
use super::package::{Files, letter_name, sources};
use super::source::SourceMap;
use crate::domain::ids::PackageName;
use crate::domain::script_fault::ScriptFault;
use book::Book;
use facts::Seen;
use host::Host;
use program::Program;
use report::{Report, in_order};
use rhai::{Engine, OptimizationLevel};
use std::collections::BTreeMap;

impl ScriptHost {
    /// Everything wrong with a package, in the order of files and lines. `actors` are those of the store, if there is
    /// one.
    pub fn check(&self, name: &PackageName, files: &Files, actors: Option<&Actors>) -> Vec<ScriptFault> {
        let sources = match sources(files) {
            Ok(sources) => sources,
            Err(fault) => return vec![fault],
        };
        let mut faults = Vec::new();
        let (program, doubts) = self.program(name, files, &sources, &mut faults);
        let (seen, returns) = walk::through(&program);
        let book = Book::new(&program, actors, &seen, &returns);
        let mut report = judged(&book, &seen, faults);
        steps::check(&book, &seen, &returns, &mut report);
        layers::check(&program, &seen, &returns, &mut report);
        letters::check(files, &mut report);
        report.add_doubts(doubts);
        in_order(report.faults())
    }

    /// Reads the scripts of a package. What cannot be read is told in `faults`; what is wrong in what they declare is given.
    fn program<'a>(
        &self,
        name: &PackageName,
        files: &Files,
        sources: &'a SourceMap,
        faults: &mut Vec<ScriptFault>,
    ) -> (Program<'a>, Vec<declared::Doubt>) {
        let engine = reading_engine(self.parts());
        let mut program = Program {
            sources,
            scripts: parse::scripts(sources, &engine, faults),
            host: Host::new(self.parts()),
            about: program::About::default(),
            kinds: BTreeMap::new(),
            letters: files.keys().filter_map(|path| letter_name(path)).map(ToOwned::to_owned).collect(),
            arguments: None,
        };
        let doubts = declared::read(self.parts(), &engine, name, &mut program);
        (program, doubts)
    }
}

/// An engine that keeps scripts as they are written.
fn reading_engine(parts: &Parts) -> Engine {
    let mut engine = parts.engine();
    // Where a key or a text stands is lost when the optimiser makes constants.
    engine.set_optimization_level(OptimizationLevel::None);
    engine
}

/// What the rules for every script find, beside what could not be read.
fn judged<'a>(book: &Book<'a>, seen: &[Seen], unread: Vec<ScriptFault>) -> Report<'a> {
    let mut report = Report::new(book.program);
    unread.into_iter().for_each(|fault| report.add(fault));
    calls::check(book.program, seen, &mut report);
    properties::check(book, seen, &mut report);
    keys::check(book, seen, &mut report);
    words::check(book, seen, &mut report);
    returns::check(book, seen, &mut report);
    report
}
