//! Checking a package before it counts: every mistake at once, each with its place.

use super::engine::Parts;
use super::host::ScriptHost;
use super::package::{Files, Package, Part};
use crate::domain::ids::PackageName;
use crate::domain::script_fault::{ScriptFault, ScriptFaultKind};
use crate::flow::{FlowError, KindSpec, find};
use rhai::{AST, ASTNode, Engine, Expr, FnAccess, FnCallExpr, Position, Stmt};
use std::collections::{BTreeMap, BTreeSet};

/// Functions the language itself knows without registering them.
const LANGUAGE: [&str; 12] = [
    "Fn",
    "call",
    "curry",
    "type_of",
    "print",
    "debug",
    "is_def_var",
    "is_def_fn",
    "is_shared",
    "eval",
    "this",
    "throw",
];

/// The functions that exist, by name, with the numbers of arguments they take.
type Known = BTreeMap<String, BTreeSet<usize>>;

impl ScriptHost {
    /// Everything wrong with a package.
    pub fn check(&self, name: &PackageName, files: &Files) -> Result<Vec<ScriptFault>, FlowError> {
        let package = match Package::new(name.clone(), files, self.parts()) {
            Ok(package) => package,
            Err(fault) => return Ok(vec![fault]),
        };
        let mut faults = syntax(&package);
        if !faults.is_empty() {
            return Ok(faults);
        }
        let spec = match self.package_spec(&package) {
            Ok(spec) => spec,
            Err(error) => return one(faults, error),
        };
        let mut reached: BTreeSet<String> = ["package.rhai".to_owned()].into();
        let known = known_host(self.parts());
        for kind in &spec.kinds {
            match self.kind_spec(&package, kind) {
                Ok(kind) => self.check_kind(&package, &kind, &known, &mut reached, &mut faults)?,
                Err(error) => faults = one(faults, error)?,
            }
        }
        for source in package.sources.iter().filter(|source| !reached.contains(&source.path)) {
            let message = format!("`{}` belongs to no kind and no step, so it is never run", source.path);
            faults.push(ScriptFault::new(ScriptFaultKind::Inconsistent { message }));
        }
        let mut seen = BTreeSet::new();
        faults.retain(|fault| seen.insert(format!("{fault}")));
        Ok(faults)
    }

    fn check_kind(
        &self,
        package: &Package,
        kind: &KindSpec,
        known: &Known,
        reached: &mut BTreeSet<String>,
        faults: &mut Vec<ScriptFault>,
    ) -> Result<(), FlowError> {
        let steps = kind.steps.iter().map(|step| Part::Step(kind.name.clone(), step.clone()));
        for part in std::iter::once(Part::Kind(kind.name.clone())).chain(steps) {
            let files = part.files();
            reached.extend(files.iter().cloned());
            for district in std::iter::once(None).chain(package.districts().into_iter().map(Some)) {
                if let Some(code) = &district {
                    reached.extend(files.iter().map(|file| format!("districts/{code}/{file}")));
                    faults.extend(package.idle_overrides(&part, code)?);
                }
                let unit = match package.unit(&part, district.as_deref()) {
                    Ok(unit) => unit,
                    Err(fault) => {
                        faults.push(fault);
                        continue;
                    }
                };
                let mut known = known.clone();
                add_functions(&mut known, &unit.ast);
                calls(&unit.ast, &known, package, faults);
                let is_step = matches!(part, Part::Step(..));
                if is_step && district.is_none() && !unit.has("start", 1) {
                    let file = files.last().cloned().unwrap_or_default();
                    let function = format!("start(c) in {file}");
                    faults.push(ScriptFault::new(ScriptFaultKind::MissingFunction { function }));
                }
            }
        }
        Ok(())
    }
}

fn one(mut faults: Vec<ScriptFault>, error: FlowError) -> Result<Vec<ScriptFault>, FlowError> {
    match error {
        FlowError::Script(fault) => {
            faults.push(*fault);
            Ok(faults)
        }
        other => Err(other),
    }
}

fn syntax(package: &Package) -> Vec<ScriptFault> {
    package.sources.iter().filter_map(|source| package.compile(&source.path).err()).collect()
}

fn known_host(parts: &Parts) -> Known {
    let engine: Engine = parts.engine();
    let mut known = Known::new();
    for (name, params) in
        engine.collect_fn_metadata(None, |f| Some((f.metadata.name.to_string(), f.metadata.num_params)), true)
    {
        known.entry(name).or_default().insert(params);
    }
    known
}

fn add_functions(known: &mut Known, ast: &AST) {
    for function in ast.iter_functions().filter(|f| f.access == FnAccess::Public || !f.name.is_empty()) {
        known.entry(function.name.to_owned()).or_default().insert(function.params.len());
    }
}

/// Calls of functions that do not exist, or with a number of arguments none takes.
fn calls(ast: &AST, known: &Known, package: &Package, faults: &mut Vec<ScriptFault>) {
    ast.walk(&mut |path: &[ASTNode<'_>]| {
        let found = match path.last() {
            Some(ASTNode::Expr(Expr::FnCall(call, position))) => Some((call, 0, *position)),
            Some(ASTNode::Stmt(Stmt::FnCall(call, position))) => Some((call, 0, *position)),
            Some(ASTNode::Expr(Expr::MethodCall(call, position))) => Some((call, 1, *position)),
            _ => None,
        };
        if let Some((call, receiver, position)) = found
            && let Some(fault) = unknown_call(call, receiver, position, known)
        {
            faults.push(fault.at(package.sources.place(position)));
        }
        true
    });
}

fn unknown_call(call: &FnCallExpr, receiver: usize, _at: Position, known: &Known) -> Option<ScriptFault> {
    let name = call.name.as_str();
    if call.op_token.is_some()
        || !call.namespace.is_empty()
        || LANGUAGE.contains(&name)
        || name.starts_with("anon$")
    {
        return None;
    }
    let count = call.args.len() + receiver;
    match known.get(name) {
        Some(counts) if counts.contains(&count) => None,
        Some(counts) => {
            let wanted: Vec<String> =
                counts.iter().map(|n| (n.saturating_sub(receiver)).to_string()).collect();
            let shown = format!("{name} with {} arguments", call.args.len());
            let near = vec![format!("{name} takes {}", wanted.join(" or "))];
            Some(ScriptFault::new(ScriptFaultKind::UnknownFunction { call: shown, near }))
        }
        None => {
            let names = known
                .keys()
                .map(String::as_str)
                .filter(|n| n.starts_with(|c: char| c.is_ascii_alphabetic()) && !n.contains('$'));
            let near = find::near(name, names);
            Some(ScriptFault::new(ScriptFaultKind::UnknownFunction { call: name.to_owned(), near }))
        }
    }
}
