//! The office's policy: a script of its own beside the packages, since it concerns them all.

use super::door::DoorScript;
use super::fault::{Caller, from_rhai};
use super::handle::{Actor, Case, Task};
use super::host::ScriptHost;
use super::map::wrong_value;
use super::watch::Bound;
use crate::domain::ids::{ActorId, CaseId, TaskKey};
use crate::domain::script_fault::{ScriptFault, ScriptFaultKind};
use crate::flow::{About, Answer, FlowError, Policy, Run};
use crate::store;
use rhai::{CallFnOptions, Dynamic, FuncArgs, Scope};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::rc::Rc;
use std::time::Duration;

/// The functions a policy has, each with its parameters.
pub const FUNCTIONS: [(&str, &[&str]); 4] = [
    ("may_read", &["me", "c"]),
    ("may_know", &["me", "a"]),
    ("may_do", &["me", "act", "c", "t"]),
    ("may_act_as", &["me", "other"]),
];

/// A policy and what runs it.
struct OfficePolicy {
    host: Rc<ScriptHost>,
    script: Rc<DoorScript>,
}

impl ScriptHost {
    /// The policy of an office; `path` is how people name its file. One that lacks a function is none.
    pub fn policy(self: &Rc<Self>, path: &str, text: String) -> Result<Rc<dyn Policy>, FlowError> {
        let kept =
            self.kept_policy.borrow().as_ref().filter(|(of, _)| *of == text).map(|(_, it)| Rc::clone(it));
        let script = match kept {
            Some(script) => script,
            None => {
                let script = Rc::new(self.door_script(path, &text)?);
                complete(&script)?;
                self.kept_policy.replace(Some((text, Rc::clone(&script))));
                script
            }
        };
        Ok(Rc::new(OfficePolicy { host: Rc::clone(self), script }))
    }
}

fn complete(script: &DoorScript) -> Result<(), ScriptFault> {
    let missing = FUNCTIONS.iter().find(|(name, params)| !script.has(name, params.len()));
    let Some((name, params)) = missing else { return Ok(()) };
    let function = format!("{name}({}) in {}", params.join(", "), script.path);
    Err(ScriptFault::new(ScriptFaultKind::MissingFunction { function }).at(script.sources.first_line()))
}

impl OfficePolicy {
    /// Asks one of the functions. It reads the whole store and changes nothing.
    fn ask(&self, run: &Rc<Run>, function: &str, args: impl FuncArgs) -> Result<Answer, FlowError> {
        let _judging = run.judging();
        let _loan = self.host.slot().lend(run, None);
        let script = &*self.script;
        let options = CallFnOptions::new().eval_ast(false);
        let called = self.host.parts().within(Bound::Hook(Duration::ZERO), || {
            catch_unwind(AssertUnwindSafe(|| {
                let scope = &mut Scope::new();
                script.engine.call_fn_with_options::<Dynamic>(options, scope, &script.ast, function, args)
            }))
        });
        let here = |fault: ScriptFault| fault.at(script.sources.place_of(&script.path, function));
        let value = match called.map_err(here)? {
            Ok(value) => value,
            Err(panic) if store::is_damage() => resume_unwind(panic),
            Err(_) => {
                let kind = ScriptFaultKind::Host { message: format!("panic in {function}()") };
                return Err(here(ScriptFault::new(kind)).into());
            }
        };
        let value = value.map_err(|error| match from_rhai(&error, &script.sources, Caller::Hook) {
            FlowError::Script(fault) => here(*fault).into(),
            other => other,
        })?;
        match (value.as_bool(), value.read_lock::<rhai::ImmutableString>()) {
            (Ok(true), _) => Ok(Answer::Yes),
            (Ok(false), _) => Ok(Answer::No(None)),
            (_, Some(why)) => Ok(Answer::No(Some(why.to_string()))),
            _ => wrong_value(&format!("{function}: true, false or a text"), &value)
                .map_err(|fault: ScriptFault| here(fault).into()),
        }
    }
}

fn person(me: Option<&ActorId>) -> Dynamic {
    me.map_or(Dynamic::UNIT, |me| Dynamic::from(Actor(me.clone())))
}

fn case(id: &CaseId) -> Dynamic {
    Dynamic::from(Case(id.clone()))
}

/// The last turn of a task; `()` when the case has none of this key.
fn task(run: &Run, case: &CaseId, key: &TaskKey) -> Result<Dynamic, FlowError> {
    let _whole = run.whole();
    let handle = |turn| Dynamic::from(Task { case: case.clone(), key: key.clone(), turn });
    Ok(run.find_task(case, key)?.map_or(Dynamic::UNIT, |task| handle(task.turn)))
}

impl Policy for OfficePolicy {
    fn may_read(&self, run: &Rc<Run>, me: Option<&ActorId>, id: &CaseId) -> Result<bool, FlowError> {
        Ok(self.ask(run, "may_read", (person(me), case(id)))? == Answer::Yes)
    }

    fn may_know(&self, run: &Rc<Run>, me: Option<&ActorId>, actor: &ActorId) -> Result<bool, FlowError> {
        Ok(self.ask(run, "may_know", (person(me), person(Some(actor))))? == Answer::Yes)
    }

    fn may_do(
        &self,
        run: &Rc<Run>,
        me: Option<&ActorId>,
        act: &str,
        about: About<'_>,
    ) -> Result<Answer, FlowError> {
        let task = match (about.case, about.task) {
            (Some(case), Some(key)) => task(run, case, key)?,
            _ => Dynamic::UNIT,
        };
        let case = about.case.map_or(Dynamic::UNIT, case);
        self.ask(run, "may_do", (person(me), act.to_owned(), case, task))
    }

    fn may_act_as(&self, run: &Rc<Run>, me: Option<&ActorId>, other: &ActorId) -> Result<Answer, FlowError> {
        self.ask(run, "may_act_as", (person(me), person(Some(other))))
    }
}
