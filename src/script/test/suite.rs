//! The tests of a package, compiled.

use super::api;
use crate::domain::ids::PackageName;
use crate::domain::script_fault::{ScriptFault, ScriptFaultKind};
use crate::script::engine::Parts;
use crate::script::fault::from_parser;
use crate::script::limits::beyond;
use crate::script::package::Files;
use crate::script::source::{MAX_LINES, SourceMap};
use rhai::{AST, Engine, FnAccess, ScriptFnMetadata};
use std::rc::Rc;

/// What the name of a test begins with.
const PREFIX: &str = "test_";

/// The tests of a package.
pub struct Suite {
    /// The engine they run in.
    pub engine: Engine,
    /// Their files.
    pub sources: SourceMap,
    /// The tests, in the order in which they stand in the files.
    pub tests: Vec<Test>,
}

/// One test.
pub struct Test {
    /// Its file, below the package.
    pub file: String,
    /// Its function.
    pub function: String,
    /// Its name for people: the first line of its doc comment.
    pub name: String,
    /// The functions of its file.
    pub ast: Rc<AST>,
}

impl Suite {
    /// Compiles the test files of a package.
    pub fn new(package: &PackageName, files: &Files, parts: &Parts) -> Result<Self, ScriptFault> {
        let mut engine = parts.engine();
        engine.set_strict_variables(true);
        engine.register_global_module(api::module().into());
        let mut sources = SourceMap::default();
        for (path, text) in files {
            sources.add(path, text);
        }
        if sources.lines() > MAX_LINES {
            return Err(beyond("lines"));
        }
        // What holds no test helps those that do.
        let (mut help, mut holders) = (AST::empty(), Vec::new());
        for source in sources.iter() {
            let ast = engine.compile(source.shifted()).map_err(|e| from_parser(&e, &sources))?;
            if ast.iter_functions().any(|function| is_test(&function)) {
                holders.push((source, ast));
            } else {
                help = help.merge(&ast);
            }
        }
        let mut tests = Vec::new();
        for (source, own) in holders {
            let ast = Rc::new(help.merge(&own));
            let mut found = Vec::new();
            for function in own.iter_functions().filter(is_test) {
                let place = sources.place_of(&source.path, function.name);
                if !function.params.is_empty() {
                    let message =
                        format!("`{}` of `{package}` takes parameters, but a test has none", function.name);
                    return Err(ScriptFault::new(ScriptFaultKind::Inconsistent { message }).at(place));
                }
                let line = place.map_or(0, |place| place.line);
                found.push((line, test(&source.path, &function, &ast)));
            }
            found.sort_by_key(|(line, _)| *line);
            tests.extend(found.into_iter().map(|(_, test)| test));
        }
        Ok(Self { engine, sources, tests })
    }
}

fn is_test(function: &ScriptFnMetadata<'_>) -> bool {
    function.access == FnAccess::Public && function.name.starts_with(PREFIX)
}

fn test(file: &str, function: &ScriptFnMetadata<'_>, ast: &Rc<AST>) -> Test {
    let lines = function.comments.iter().flat_map(|comment| comment.lines());
    let name = lines.map(|line| line.trim().trim_start_matches('/').trim()).find(|line| !line.is_empty());
    Test {
        file: file.to_owned(),
        function: function.name.to_owned(),
        name: name.unwrap_or(function.name).to_owned(),
        ast: Rc::clone(ast),
    }
}
