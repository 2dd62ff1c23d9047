//! Scripts that a person runs: filters, lines of the REPL, bulk scripts and jobs.

use super::declare::{self, Argument, JobSpec};
use super::fault::{Caller, from_parser, from_rhai};
use super::handle::{Case, Task};
use super::host::ScriptHost;
use super::map::wrong_value;
use super::source::SourceMap;
use super::watch::Bound;
use crate::domain::ids::CaseId;
use crate::domain::script_fault::{ScriptFault, ScriptFaultKind};
use crate::flow::{FlowError, Run};
use crate::store::{self, TaskRef};
use rhai::{AST, CallFnOptions, Dynamic, Engine, Map, Scope};
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::rc::Rc;
use std::time::{Duration, Instant};

/// A FILTER: an expression over one case `c`, or one task `t` with its case `c`.
pub struct Filter {
    engine: Engine,
    ast: AST,
    sources: SourceMap,
    /// How long it took for the rows so far.
    spent: Cell<Duration>,
}

impl ScriptHost {
    /// Compiles a filter.
    pub fn filter(&self, text: &str) -> Result<Filter, FlowError> {
        let engine = self.parts().engine();
        let sources = SourceMap::single("FILTER", text);
        let ast = engine.compile_expression(text).map_err(|e| from_parser(&e, &sources))?;
        Ok(Filter { engine, ast, sources, spent: Cell::default() })
    }

    /// Whether a case fits a filter.
    pub fn fits_case(&self, run: &Rc<Run>, filter: &Filter, case: &CaseId) -> Result<bool, FlowError> {
        let mut scope = Scope::new();
        scope.push("c", Case(case.clone()));
        self.fits(run, filter, &mut scope)
    }

    /// Whether a task fits a filter.
    pub fn fits_task(&self, run: &Rc<Run>, filter: &Filter, task: &TaskRef) -> Result<bool, FlowError> {
        let mut scope = Scope::new();
        scope.push("c", Case(task.case.clone()));
        let handle = Task { case: task.case.clone(), key: task.key.clone(), turn: task.turn };
        scope.push("t", handle);
        self.fits(run, filter, &mut scope)
    }

    fn fits(&self, run: &Rc<Run>, filter: &Filter, scope: &mut Scope<'_>) -> Result<bool, FlowError> {
        let _loan = self.slot().lend(run, None);
        let (start, spent) = (Instant::now(), filter.spent.get());
        let value = self
            .parts()
            .within(Bound::Hook(spent), || filter.engine.eval_ast_with_scope::<Dynamic>(scope, &filter.ast));
        let at_start = |fault: ScriptFault| fault.at(filter.sources.first_line());
        let value = value.map_err(at_start)?;
        filter.spent.set(spent + start.elapsed());
        let value = value.map_err(|e| from_rhai(&e, &filter.sources, Caller::Door))?;
        match value.as_bool() {
            Ok(fits) => Ok(fits),
            Err(_) => wrong_value("FILTER: true or false", &value).map_err(Into::into),
        }
    }

    /// Runs a line of the REPL; `scope` keeps its variables, and `functions` those it defines.
    pub fn line(
        &self,
        run: &Rc<Run>,
        text: &str,
        scope: &mut Scope<'static>,
        functions: &mut AST,
    ) -> Result<Dynamic, FlowError> {
        let engine = self.parts().engine();
        let sources = SourceMap::single("REPL", text);
        let ast = engine.compile_with_scope(scope, text).map_err(|e| from_parser(&e, &sources))?;
        let merged = functions.clone_functions_only().merge(&ast);
        let _loan = self.slot().lend(run, None);
        let (variables, kept) = (scope.clone(), scope.len());
        let result = self.guarded("REPL", || engine.eval_ast_with_scope::<Dynamic>(scope, &merged));
        match result.and_then(|r| r.map_err(|e| from_rhai(&e, &sources, Caller::Door))) {
            Ok(value) => {
                *functions = merged.clone_functions_only();
                Ok(value)
            }
            Err(error) => {
                // A line that fails leaves the variables as they were, as it leaves the store.
                debug_assert!(scope.len() >= kept, "a line never removes variables");
                *scope = variables;
                Err(error)
            }
        }
    }

    fn guarded<T>(&self, what: &str, call: impl FnOnce() -> T) -> Result<T, FlowError> {
        let guarded = || catch_unwind(AssertUnwindSafe(call));
        self.parts().within(Bound::Door, guarded)?.map_err(|panic| {
            if store::is_damage() {
                resume_unwind(panic);
            }
            ScriptFault::new(ScriptFaultKind::Host { message: format!("panic in {what}") }).into()
        })
    }
}

/// A bulk script or a job.
pub struct DoorScript {
    pub(super) engine: Engine,
    pub(super) ast: AST,
    pub(super) sources: SourceMap,
    pub(super) path: String,
}

impl ScriptHost {
    /// Compiles a bulk script or a job.
    pub fn door_script(&self, path: &str, text: &str) -> Result<DoorScript, FlowError> {
        let mut engine = self.parts().engine();
        engine.set_strict_variables(true);
        let sources = SourceMap::single(path, text);
        let ast = engine.compile(text).map_err(|e| from_parser(&e, &sources))?;
        Ok(DoorScript { engine, ast, sources, path: path.to_owned() })
    }

    /// The arguments a script declares.
    pub fn arguments(&self, run: &Rc<Run>, script: &DoorScript) -> Result<Vec<Argument>, FlowError> {
        if !script.has("args", 0) {
            return Ok(Vec::new());
        }
        let value = self.call_door(run, script, "args", ())?;
        match value.read_lock::<Map>() {
            Some(map) => Ok(declare::arguments(&map)?),
            None => wrong_value("args: a map", &value).map_err(Into::into),
        }
    }

    /// When a script runs by itself; none when it does not say so.
    pub fn job(&self, run: &Rc<Run>, script: &DoorScript) -> Result<Option<JobSpec>, FlowError> {
        if !script.has("job", 0) {
            return Ok(None);
        }
        let value = self.call_door(run, script, "job", ())?;
        match value.read_lock::<Map>() {
            Some(map) => {
                let place = || script.sources.place_of(&script.path, "job");
                Ok(Some(declare::job(&map).map_err(|fault| fault.at(place()))?))
            }
            None => wrong_value("job: a map", &value).map_err(Into::into),
        }
    }

    /// Runs a script that runs by itself: its arguments are what it declares for when none is given.
    pub fn main_as_declared(&self, run: &Rc<Run>, script: &DoorScript) -> Result<Dynamic, FlowError> {
        let declared = self.arguments(run, script)?;
        if let Some(kind) = declare::unnamed(&script.path, declared.iter()) {
            return Err(ScriptFault::new(kind).into());
        }
        let mut args = Map::new();
        for argument in declared {
            args.insert(argument.spec.name.as_str().into(), argument.preset.unwrap_or(Dynamic::UNIT));
        }
        self.main(run, script, args)
    }

    /// Runs `main(a)`, or `main()` when it takes nothing.
    pub fn main(&self, run: &Rc<Run>, script: &DoorScript, args: Map) -> Result<Dynamic, FlowError> {
        if script.has("main", 1) {
            return self.call_door(run, script, "main", (args,));
        }
        if script.has("main", 0) {
            return self.call_door(run, script, "main", ());
        }
        let kind = ScriptFaultKind::MissingFunction { function: format!("main(a) in {}", script.path) };
        Err(ScriptFault::new(kind).into())
    }

    fn call_door(
        &self,
        run: &Rc<Run>,
        script: &DoorScript,
        function: &str,
        args: impl rhai::FuncArgs,
    ) -> Result<Dynamic, FlowError> {
        let _loan = self.slot().lend(run, None);
        let options = CallFnOptions::new().eval_ast(false);
        self.guarded(&script.path, || {
            script.engine.call_fn_with_options::<Dynamic>(
                options,
                &mut Scope::new(),
                &script.ast,
                function,
                args,
            )
        })?
        .map_err(|e| match from_rhai(&e, &script.sources, Caller::Door) {
            // Rhai forgets where a script was stopped by a bound; then at least the function is named.
            FlowError::Script(fault) => fault.at(script.sources.place_of(&script.path, function)).into(),
            other => other,
        })
    }
}

impl DoorScript {
    pub(super) fn has(&self, name: &str, params: usize) -> bool {
        self.ast.iter_functions().any(|f| f.name == name && f.params.len() == params)
    }
}
