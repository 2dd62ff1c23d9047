//! The script host: runs the hooks of published packages inside the open transaction.

use super::declare;
use super::door::DoorScript;
use super::engine::Parts;
use super::fault::{Caller, from_rhai, place_of};
use super::handle::{Actor, Blocker, Case, Rung, Task};
use super::map::{actor_code, wrong_value};
use super::package::{Package, Part, Unit, letter_name};
use super::publish::files_of;
use super::slot::Slot;
use super::test::Coverage;
use super::watch::Bound;
use crate::domain::ids::{ActorId, CaseId, EditionId, KindName, PackageName, StepName, TaskKey};
use crate::domain::message::Letterhead;
use crate::domain::script_fault::{Place, ScriptFault, ScriptFaultKind};
use crate::flow::term::ExtensionBound;
use crate::flow::{self, FlowError, Hooks, KindSpec, MoveAdvice, PackageSpec, Refusal, Run, RungPlan};
use crate::notify::letter::Template;
use crate::store;
use rhai::{Array, CallFnOptions, Dynamic, FuncArgs, Map, Scope};
use std::cell::{Cell, OnceCell, RefCell};
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::rc::Rc;
use std::time::{Duration, Instant};

/// The templates of letters by edition and name; none where the edition has no such letter.
type Letters = HashMap<(EditionId, String), Option<Rc<Template>>>;

/// Runs scripts. One for a process; packages stay compiled.
#[derive(Default)]
pub struct ScriptHost {
    slot: Slot,
    coverage: Option<Rc<Coverage>>,
    parts: OnceCell<Parts>,
    packages: RefCell<HashMap<EditionId, Rc<Package>>>,
    specs: RefCell<HashMap<EditionId, Rc<PackageSpec>>>,
    kinds: RefCell<HashMap<(EditionId, KindName), Rc<KindSpec>>>,
    letterheads: RefCell<HashMap<EditionId, Option<Letterhead>>>,
    letters: RefCell<Letters>,
    /// The policy that was read last, with its text.
    pub(super) kept_policy: RefCell<Option<(String, Rc<DoorScript>)>>,
    /// The act whose hooks ran last, by its first entry, and when the first of them began.
    acting: Cell<Option<(u64, Instant)>>,
}

impl ScriptHost {
    /// A host that notes what of the packages runs.
    pub(super) fn observed(coverage: &Rc<Coverage>) -> Self {
        Self { coverage: Some(Rc::clone(coverage)), ..Self::default() }
    }

    /// Forgets every package it has loaded.
    pub(super) fn forget(&self) {
        self.packages.borrow_mut().clear();
        self.specs.borrow_mut().clear();
        self.kinds.borrow_mut().clear();
        self.letterheads.borrow_mut().clear();
        self.letters.borrow_mut().clear();
    }

    /// What engines are made of; made when a script is first needed.
    pub fn parts(&self) -> &Parts {
        self.parts.get_or_init(|| Parts::new(&self.slot, self.coverage.clone()))
    }

    /// The place where host functions find the run.
    pub fn slot(&self) -> &Slot {
        &self.slot
    }

    /// The package of an edition, from the store.
    pub fn load(&self, run: &Run, edition: &EditionId) -> Result<Rc<Package>, FlowError> {
        if let Some(package) = self.packages.borrow().get(edition) {
            return Ok(Rc::clone(package));
        }
        let unknown = || Refusal::UnknownEdition { edition: edition.to_string() };
        let stored = run.tx().edition(edition)?.ok_or_else(unknown)?;
        let files = files_of(run, &stored)?;
        let package = Rc::new(Package::new(stored.package, &files, self.parts())?);
        self.packages.borrow_mut().insert(edition.clone(), Rc::clone(&package));
        Ok(package)
    }

    /// Calls a function of a unit. A panic of the host ends in an error, not in the end of the program.
    pub fn call(
        &self,
        run: &Rc<Run>,
        package: &Package,
        unit: &Unit,
        function: &str,
        args: impl FuncArgs,
    ) -> Result<Dynamic, FlowError> {
        let _loan = self.slot.lend(run, Some(package));
        // The procedure reads what it needs, whoever set it off.
        let _whole = run.whole();
        let options = CallFnOptions::new().eval_ast(false);
        let spent = self.spent(run);
        let result = self.parts().within(Bound::Hook(spent), || {
            catch_unwind(AssertUnwindSafe(|| {
                unit.engine.call_fn_with_options::<Dynamic>(
                    options,
                    &mut Scope::new(),
                    &unit.ast,
                    function,
                    args,
                )
            }))
        })?;
        match result {
            Ok(called) => called.map_err(|error| {
                run.stop_at(place_of(&error, &package.sources));
                from_rhai(&error, &package.sources, Caller::Hook)
            }),
            Err(panic) if store::is_damage() => resume_unwind(panic),
            Err(_) => {
                Err(ScriptFault::new(ScriptFaultKind::Host { message: format!("panic in {function}()") })
                    .into())
            }
        }
    }

    /// How long the act under way has been at its hooks, with what the program did between them.
    fn spent(&self, run: &Run) -> Duration {
        let Some(act) = run.act() else { return Duration::ZERO };
        let begun =
            self.acting.get().filter(|(first, _)| *first == act).map_or_else(Instant::now, |(_, at)| at);
        self.acting.set(Some((act, begun)));
        begun.elapsed()
    }

    /// Calls a hook of a case's present step, if its script has it.
    fn hook(
        &self,
        run: &Rc<Run>,
        id: &CaseId,
        function: &str,
        more: &[Dynamic],
    ) -> Result<Option<Dynamic>, FlowError> {
        let case = run.case(id)?;
        let Some(step) = &case.step else { return Ok(None) };
        let part = Part::Step(case.kind.clone(), step.clone());
        self.call_if(run, id, &part, function, more)
    }

    fn kind_hook(
        &self,
        run: &Rc<Run>,
        id: &CaseId,
        function: &str,
        more: &[Dynamic],
    ) -> Result<Option<Dynamic>, FlowError> {
        let part = Part::Kind(run.case(id)?.kind.clone());
        self.call_if(run, id, &part, function, more)
    }

    fn call_if(
        &self,
        run: &Rc<Run>,
        id: &CaseId,
        part: &Part,
        function: &str,
        more: &[Dynamic],
    ) -> Result<Option<Dynamic>, FlowError> {
        let edition = run.case(id)?.edition.clone();
        self.call_on(run, &edition, id, part, function, more)
    }

    /// The script of an edition for the step a case stands in; that of its kind where the edition has no such step.
    fn part_in(&self, run: &Run, edition: &EditionId, id: &CaseId) -> Result<Part, FlowError> {
        let case = run.case(id)?;
        let steps = &self.kind(run, edition, &case.kind)?.steps;
        Ok(match case.step.as_ref().filter(|step| steps.contains(step)) {
            Some(step) => Part::Step(case.kind.clone(), step.clone()),
            None => Part::Kind(case.kind.clone()),
        })
    }

    /// Calls a function of an edition about a case, which may have another one.
    fn call_on(
        &self,
        run: &Rc<Run>,
        edition: &EditionId,
        id: &CaseId,
        part: &Part,
        function: &str,
        more: &[Dynamic],
    ) -> Result<Option<Dynamic>, FlowError> {
        let package = self.load(run, edition)?;
        let variation = run.case(id)?.variation.clone();
        let district = variation.as_ref().map(ActorId::as_str);
        let unit = package.unit(part, district)?;
        if !unit.has(function, more.len() + 1) {
            return Ok(None);
        }
        let mut args = vec![Dynamic::from(Case(id.clone()))];
        args.extend_from_slice(more);
        let called = self.call(run, &package, &unit, function, args).map(Some);
        // Rhai forgets where a script was stopped by a bound; then at least the hook is named.
        placed(&package, part, district, function, called)
    }

    /// What a hook gave, read; a fault without a place gets that of the hook.
    fn read<T>(
        &self,
        run: &Run,
        id: &CaseId,
        function: &str,
        read: Result<T, FlowError>,
    ) -> Result<T, FlowError> {
        if read.is_ok() {
            return read;
        }
        let case = run.case(id)?;
        let Some(step) = &case.step else { return read };
        let part = Part::Step(case.kind.clone(), step.clone());
        let district = case.variation.as_ref().map(ActorId::as_str);
        placed(&*self.load(run, &case.edition)?, &part, district, function, read)
    }
}

/// A fault that names no place gets that of the function.
fn placed<T>(
    package: &Package,
    part: &Part,
    district: Option<&str>,
    function: &str,
    result: Result<T, FlowError>,
) -> Result<T, FlowError> {
    let Err(FlowError::Script(fault)) = result else { return result };
    Err(fault.at(package.place_of_function(part, district, function)).into())
}

fn task_handle(run: &Run, case: &CaseId, key: &TaskKey) -> Result<Dynamic, FlowError> {
    let turn = run.task(case, key)?.turn;
    Ok(Dynamic::from(Task { case: case.clone(), key: key.clone(), turn }))
}

/// Reads an array of handles that a hook gave.
fn handles<T: Clone + 'static, U>(
    hook: &str,
    value: &Dynamic,
    read: impl Fn(T) -> U,
) -> Result<Vec<U>, FlowError> {
    if value.is_unit() {
        return Ok(Vec::new());
    }
    let wanted = format!("{hook}: an array");
    let Some(items) = value.read_lock::<Array>() else {
        return wrong_value(&wanted, value).map_err(Into::into);
    };
    let read = |item: &Dynamic| match item.clone().try_cast::<T>() {
        Some(handle) => Ok(read(handle)),
        None => wrong_value(&format!("{wanted} of {hook}"), item).map_err(Into::into),
    };
    items.iter().map(read).collect()
}

impl Hooks for ScriptHost {
    fn package(&self, run: &Run, edition: &EditionId) -> Result<Rc<PackageSpec>, FlowError> {
        if let Some(spec) = self.specs.borrow().get(edition) {
            return Ok(Rc::clone(spec));
        }
        let package = self.load(run, edition)?;
        let spec = Rc::new(self.package_spec(&package)?);
        self.specs.borrow_mut().insert(edition.clone(), Rc::clone(&spec));
        Ok(spec)
    }

    fn kind(&self, run: &Run, edition: &EditionId, kind: &KindName) -> Result<Rc<KindSpec>, FlowError> {
        let key = (edition.clone(), kind.clone());
        if let Some(spec) = self.kinds.borrow().get(&key) {
            return Ok(Rc::clone(spec));
        }
        let package = self.load(run, edition)?;
        let spec = Rc::new(self.kind_spec(&package, kind)?);
        self.kinds.borrow_mut().insert(key, Rc::clone(&spec));
        Ok(spec)
    }

    fn title(&self, run: &Rc<Run>, case: &CaseId) -> Result<Option<String>, FlowError> {
        let title = self.kind_hook(run, case, "title", &[])?;
        Ok(title.filter(|t| !t.is_unit()).map(|t| t.to_string()))
    }

    fn variation(&self, run: &Rc<Run>, case: &CaseId) -> Result<Option<ActorId>, FlowError> {
        let Some(value) = self.kind_hook(run, case, "variation", &[])? else { return Ok(None) };
        if value.is_unit() {
            return Ok(None);
        }
        if let Some(actor) = value.read_lock::<Actor>() {
            return Ok(Some(actor.0.clone()));
        }
        match value.clone().into_string().ok().and_then(|code| code.parse().ok()) {
            Some(code) => Ok(Some(code)),
            None => wrong_value("variation: a district or ()", &value).map_err(Into::into),
        }
    }

    fn start(&self, run: &Rc<Run>, case: &CaseId) -> Result<(), FlowError> {
        self.hook(run, case, "start", &[]).map(|_| ())
    }

    fn opened(&self, run: &Rc<Run>, case: &CaseId, task: &TaskKey) -> Result<(), FlowError> {
        let task = task_handle(run, case, task)?;
        self.hook(run, case, "opened", &[task]).map(|_| ())
    }

    fn closed(&self, run: &Rc<Run>, case: &CaseId, task: &TaskKey) -> Result<(), FlowError> {
        let task = task_handle(run, case, task)?;
        self.hook(run, case, "closed", &[task]).map(|_| ())
    }

    fn changed(&self, run: &Rc<Run>, case: &CaseId, field: &str) -> Result<(), FlowError> {
        self.kind_hook(run, case, "changed", &[field.to_owned().into()]).map(|_| ())
    }

    fn child_moved(&self, run: &Rc<Run>, case: &CaseId, child: &CaseId) -> Result<(), FlowError> {
        self.hook(run, case, "child_moved", &[Dynamic::from(Case(child.clone()))]).map(|_| ())
    }

    fn child_closed(&self, run: &Rc<Run>, case: &CaseId, child: &CaseId) -> Result<(), FlowError> {
        self.hook(run, case, "child_closed", &[Dynamic::from(Case(child.clone()))]).map(|_| ())
    }

    fn migrated(&self, run: &Rc<Run>, case: &CaseId, from: &EditionId) -> Result<(), FlowError> {
        let label = self.package(run, from)?.label.clone();
        let edition = run.case(case)?.edition.clone();
        let part = self.part_in(run, &edition, case)?;
        self.call_on(run, &edition, case, &part, "migrated", &[label.into()]).map(|_| ())
    }

    fn plan_move(
        &self,
        run: &Rc<Run>,
        case: &CaseId,
        to: &EditionId,
    ) -> Result<Option<MoveAdvice>, FlowError> {
        let row = run.case(case)?;
        let label = self.package(run, &row.edition)?.label.clone();
        let part = self.part_in(run, to, case)?;
        let Some(value) = self.call_on(run, to, case, &part, "plan_move", &[label.into()])? else {
            return Ok(None);
        };
        let advice = match value.read_lock::<Map>() {
            None if value.is_unit() => return Ok(None),
            None => wrong_value("plan_move: a map or ()", &value),
            Some(map) => declare::move_advice(&map).map(Some),
        };
        let district = row.variation.as_ref().map(ActorId::as_str);
        placed(&*self.load(run, to)?, &part, district, "plan_move", advice.map_err(Into::into))
    }

    fn blockers(&self, run: &Rc<Run>, case: &CaseId) -> Result<Vec<flow::Blocker>, FlowError> {
        match self.hook(run, case, "blockers", &[])? {
            Some(value) => self.read(run, case, "blockers", handles("blockers", &value, |b: Blocker| b.0)),
            None => Ok(Vec::new()),
        }
    }

    fn next(&self, run: &Rc<Run>, case: &CaseId) -> Result<Option<StepName>, FlowError> {
        let Some(value) = self.hook(run, case, "next", &[])?.filter(|v| !v.is_unit()) else {
            return Ok(None);
        };
        match value.clone().into_string().ok().and_then(|step| step.parse().ok()) {
            Some(step) => Ok(Some(step)),
            None => {
                let wrong = wrong_value("next: the name of a step or ()", &value).map_err(Into::into);
                self.read(run, case, "next", wrong)
            }
        }
    }

    fn ladder(&self, run: &Rc<Run>, case: &CaseId, task: &TaskKey) -> Result<Vec<RungPlan>, FlowError> {
        let task = task_handle(run, case, task)?;
        match self.hook(run, case, "ladder", &[task])? {
            Some(value) => self.read(run, case, "ladder", handles("ladder", &value, |r: Rung| r.0)),
            None => Ok(Vec::new()),
        }
    }

    fn recipients(
        &self,
        run: &Rc<Run>,
        case: &CaseId,
        task: &TaskKey,
        role: &str,
    ) -> Result<Option<Vec<ActorId>>, FlowError> {
        let task = task_handle(run, case, task)?;
        let Some(value) = self.hook(run, case, "recipients", &[task, role.to_owned().into()])? else {
            return Ok(None);
        };
        if value.is_unit() {
            return Ok(None);
        }
        let items = value.read_lock::<Array>().map_or_else(|| vec![value.clone()], |items| items.clone());
        let code = |item: &Dynamic| actor_code(item).and_then(|code| code.parse::<ActorId>().ok());
        let codes = items.iter().map(|item| match code(item) {
            Some(code) => Ok(code),
            None => wrong_value("recipients: an actor, an array of actors or ()", item).map_err(Into::into),
        });
        self.read(run, case, "recipients", codes.collect::<Result<_, FlowError>>().map(Some))
    }

    fn expired(&self, run: &Rc<Run>, case: &CaseId, task: &TaskKey) -> Result<(), FlowError> {
        let task = task_handle(run, case, task)?;
        self.hook(run, case, "expired", &[task]).map(|_| ())
    }

    fn extension_bound(
        &self,
        run: &Rc<Run>,
        case: &CaseId,
        task: &TaskKey,
    ) -> Result<Option<ExtensionBound>, FlowError> {
        let task = task_handle(run, case, task)?;
        match self.hook(run, case, "extension_bound", &[task])?.filter(|value| !value.is_unit()) {
            None => Ok(None),
            Some(value) => {
                let bound = match value.read_lock::<Map>() {
                    Some(map) => declare::extension_bound(&map),
                    None => wrong_value("extension_bound: a map", &value),
                };
                self.read(run, case, "extension_bound", bound.map(Some).map_err(Into::into))
            }
        }
    }

    fn letterhead(&self, run: &Run, edition: &EditionId) -> Result<Option<Letterhead>, FlowError> {
        if let Some(head) = self.letterheads.borrow().get(edition) {
            return Ok(head.clone());
        }
        let package = self.load(run, edition)?;
        let has_one = package.unit(&Part::Package, None)?.has("letterhead", 0);
        let head = if has_one {
            let map = self.declared(&package, &Part::Package, "letterhead", "package.rhai")?;
            let place = || package.place_of("package.rhai", "letterhead");
            Some(declare::letterhead(&map).map_err(|f| f.at(place()))?)
        } else {
            None
        };
        self.letterheads.borrow_mut().insert(edition.clone(), head.clone());
        Ok(head)
    }

    fn letters(&self, run: &Run, edition: &EditionId) -> Result<Vec<String>, FlowError> {
        let stored = run.tx().edition(edition)?;
        let names = stored.iter().flat_map(|edition| edition.files.keys());
        let names = names.filter_map(|path| letter_name(path));
        Ok(names.map(ToOwned::to_owned).collect())
    }

    fn letter(&self, run: &Run, edition: &EditionId, name: &str) -> Result<Option<Rc<Template>>, FlowError> {
        let key = (edition.clone(), name.to_owned());
        if let Some(letter) = self.letters.borrow().get(&key) {
            return Ok(letter.clone());
        }
        let path = format!("letters/{name}.txt");
        let stored = run.tx().edition(edition)?;
        let letter = match stored.and_then(|e| e.files.get(&path).cloned()) {
            Some(hash) => run
                .tx()
                .blob(&hash)?
                .map(|bytes| Rc::new(Template::new(name, &String::from_utf8_lossy(&bytes)))),
            None => None,
        };
        self.letters.borrow_mut().insert(key, letter.clone());
        Ok(letter)
    }

    fn place(&self) -> Option<Place> {
        self.slot.place()
    }

    fn step_title(
        &self,
        run: &Run,
        edition: &EditionId,
        kind: &KindName,
        step: &StepName,
    ) -> Result<String, FlowError> {
        let package = self.load(run, edition)?;
        let source = package.sources.find(&format!("{kind}/{step}.rhai"));
        let title = source.and_then(|s| s.text.lines().next()?.strip_prefix("//!")).unwrap_or(step.as_str());
        Ok(title.trim().to_owned())
    }
}

impl ScriptHost {
    /// What a package says of itself.
    pub fn package_spec(&self, package: &Package) -> Result<PackageSpec, FlowError> {
        let map = self.declared(package, &Part::Package, "about", "package.rhai")?;
        Ok(declare::package(&package.name, &map)
            .map_err(|f| f.at(package.place_of("package.rhai", "about")))?)
    }

    /// What a kind says of itself.
    pub fn kind_spec(&self, package: &Package, kind: &KindName) -> Result<KindSpec, FlowError> {
        let path = format!("{kind}/kind.rhai");
        let map = self.declared(package, &Part::Kind(kind.clone()), "kind", &path)?;
        Ok(declare::kind(kind, &map).map_err(|f| f.at(package.place_of(&path, "kind")))?)
    }

    fn declared(&self, package: &Package, part: &Part, function: &str, path: &str) -> Result<Map, FlowError> {
        let unit = package.unit(part, None)?;
        if !unit.has(function, 0) {
            let kind = ScriptFaultKind::MissingFunction { function: format!("{function}() in {path}") };
            return Err(ScriptFault::new(kind).into());
        }
        let options = CallFnOptions::new().eval_ast(false);
        let called = self.parts().within(Bound::Hook(Duration::ZERO), || {
            unit.engine.call_fn_with_options::<Dynamic>(options, &mut Scope::new(), &unit.ast, function, ())
        })?;
        let value = called.map_err(|e| match from_rhai(&e, &package.sources, Caller::Hook) {
            FlowError::Script(fault) => fault.at(package.place_of(path, function)).into(),
            other => other,
        })?;
        match value.try_cast::<Map>() {
            Some(map) => Ok(map),
            None => wrong_value(&format!("{function}: a map"), &Dynamic::UNIT)
                .map_err(|f: ScriptFault| f.at(package.place_of(path, function)).into()),
        }
    }
}

/// The office of a package; without one, that of the first package that has an office.
pub fn office(run: &Run, package: Option<&PackageName>) -> Result<Option<ActorId>, FlowError> {
    for name in run.tx().packages()?.into_iter().filter(|name| package.is_none_or(|wanted| wanted == name)) {
        if let Some(edition) = run.tx().active_edition(&name)?
            && let Some(office) = &run.hooks().package(run, &edition)?.office
        {
            return Ok(Some(office.clone()));
        }
    }
    Ok(None)
}
