//! A package as loaded: its files, and the scripts compiled when they are first needed.

use super::engine::Parts;
use super::fault::from_parser;
use super::limits::beyond;
use super::source::{MAX_LINES, SourceMap};
use crate::domain::ids::{KindName, PackageName, StepName};
use crate::domain::script_fault::{Place, ScriptFault, ScriptFaultKind};
use rhai::{AST, Engine, Module, OptimizationLevel, Scope};
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;

/// The files of a package: path below it → text.
pub type Files = BTreeMap<String, String>;

/// Whether a file stands beside `package.rhai`: like that one, it is part of every script of the package.
pub fn is_shared(path: &str) -> bool {
    !path.contains('/') && path.ends_with(".rhai") && path != "package.rhai"
}

/// The name of the letter template that a file is, if it is one.
pub fn letter_name(path: &str) -> Option<&str> {
    path.strip_prefix("letters/")?.strip_suffix(".txt")
}

/// Which script: the kind's own, or that of one of its steps.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Part {
    /// `package.rhai`.
    Package,
    /// `<kind>/kind.rhai`.
    Kind(KindName),
    /// `<kind>/<step>.rhai`.
    Step(KindName, StepName),
}

/// A script ready to run: package, kind and step merged, a district's layer on top.
pub struct Unit {
    /// The engine it runs in.
    pub engine: Rc<Engine>,
    /// The script.
    pub ast: AST,
    functions: HashSet<(String, usize)>,
}

/// Which script, and the district layered over it.
type UnitKey = (Part, Option<String>);

/// A loaded package.
pub struct Package {
    /// Its name.
    pub name: PackageName,
    /// Its files with their ranges of lines.
    pub sources: Rc<SourceMap>,
    shared: Vec<String>,
    parts: Parts,
    engine: Rc<Engine>,
    compiled: RefCell<HashMap<String, Rc<AST>>>,
    units: RefCell<HashMap<UnitKey, Rc<Unit>>>,
}

impl Unit {
    /// Whether the script has this function.
    pub fn has(&self, name: &str, params: usize) -> bool {
        self.functions.contains(&(name.to_owned(), params))
    }
}

impl Part {
    /// The files it is made of, the most general first; `shared` are those that every script of the package has.
    fn files(&self, shared: &[String]) -> Vec<String> {
        let mut files = vec!["package.rhai".to_owned()];
        files.extend_from_slice(shared);
        match self {
            Self::Package => {}
            Self::Kind(kind) => files.push(format!("{kind}/kind.rhai")),
            Self::Step(kind, step) => {
                files.push(format!("{kind}/kind.rhai"));
                files.push(format!("{kind}/{step}.rhai"));
            }
        }
        files
    }
}

impl Package {
    /// A package of these files. Nothing is compiled yet.
    pub fn new(name: PackageName, files: &Files, parts: &Parts) -> Result<Self, ScriptFault> {
        let sources = sources(files)?;
        let shared = files.keys().filter(|path| is_shared(path)).cloned().collect();
        let mut engine = parts.package_engine();
        engine.set_optimization_level(OptimizationLevel::Simple);
        Ok(Self {
            name,
            sources: Rc::new(sources),
            shared,
            parts: parts.clone(),
            engine: Rc::new(engine),
            compiled: RefCell::default(),
            units: RefCell::default(),
        })
    }

    /// The engine of scripts without a district's layer.
    pub fn engine(&self) -> &Rc<Engine> {
        &self.engine
    }

    /// One file compiled by itself, in its own range of lines.
    pub fn compile(&self, path: &str) -> Result<Option<Rc<AST>>, ScriptFault> {
        if let Some(ast) = self.compiled.borrow().get(path) {
            return Ok(Some(Rc::clone(ast)));
        }
        let Some(source) = self.sources.find(path) else { return Ok(None) };
        let ast = self.engine.compile(source.shifted()).map_err(|e| from_parser(&e, &self.sources))?;
        let ast = Rc::new(ast);
        self.compiled.borrow_mut().insert(path.to_owned(), Rc::clone(&ast));
        Ok(Some(ast))
    }

    /// A script ready to run. `district` layers that district's files over it, as far as it has any.
    pub fn unit(&self, part: &Part, district: Option<&str>) -> Result<Rc<Unit>, ScriptFault> {
        let district = district.filter(|code| self.has_layer(code));
        let key = (part.clone(), district.map(ToOwned::to_owned));
        if let Some(unit) = self.units.borrow().get(&key) {
            return Ok(Rc::clone(unit));
        }
        let unit = Rc::new(self.build(part, district)?);
        self.units.borrow_mut().insert(key, Rc::clone(&unit));
        Ok(unit)
    }

    fn has_layer(&self, code: &str) -> bool {
        let folder = format!("districts/{code}/");
        self.sources.iter().any(|source| source.path.starts_with(&folder))
    }

    fn build(&self, part: &Part, district: Option<&str>) -> Result<Unit, ScriptFault> {
        let files = part.files(&self.shared);
        let mut base = AST::empty();
        for file in &files {
            let Some(ast) = self.compile(file)? else {
                return Err(ScriptFault::new(ScriptFaultKind::MissingFile { file: file.clone() }));
            };
            base = base.merge(&ast);
        }
        let mut layers = Vec::new();
        for file in
            district.into_iter().flat_map(|code| files.iter().map(move |f| format!("districts/{code}/{f}")))
        {
            if let Some(ast) = self.compile(&file)? {
                layers.push(ast);
            }
        }
        if layers.is_empty() {
            return Ok(unit(Rc::clone(&self.engine), base));
        }
        let mut engine = self.parts.package_engine();
        let module = Module::eval_ast_as_new(Scope::new(), &base, &engine)
            .map_err(|e| ScriptFault::new(ScriptFaultKind::Host { message: e.to_string() }))?;
        engine.register_static_module("base", module.into());
        let merged = layers.iter().fold(base, |merged, layer| merged.merge(layer));
        Ok(unit(Rc::new(engine), merged))
    }

    /// Where a script's function is defined: by the district's layer, else by the most particular of its files.
    pub fn place_of_function(&self, part: &Part, district: Option<&str>, function: &str) -> Option<Place> {
        let files = part.files(&self.shared);
        let layer =
            district.map(|code| files.iter().rev().map(move |file| format!("districts/{code}/{file}")));
        let mut files = layer.into_iter().flatten().chain(files.iter().rev().cloned());
        files.find_map(|file| self.place_of(&file, function))
    }

    /// Where a file defines a function.
    pub fn place_of(&self, path: &str, function: &str) -> Option<Place> {
        self.sources.place_of(path, function)
    }
}

/// The scripts of a package with their ranges of lines.
pub fn sources(files: &Files) -> Result<SourceMap, ScriptFault> {
    let mut sources = SourceMap::default();
    for (path, text) in files.iter().filter(|(path, _)| path.ends_with(".rhai")) {
        sources.add(path, text);
    }
    if sources.lines() > MAX_LINES {
        return Err(beyond("lines"));
    }
    Ok(sources)
}

fn unit(engine: Rc<Engine>, ast: AST) -> Unit {
    let functions = ast.iter_functions().map(|f| (f.name.to_owned(), f.params.len())).collect();
    Unit { engine, ast, functions }
}
