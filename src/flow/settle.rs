//! After an act: hooks run until nothing more happens, and cases whose step is over move on.

use super::close;
use super::migrate;
use super::refusal::{FlowError, Refusal};
use super::run::Run;
use super::tasks;
use crate::domain::case::CaseStatus;
use crate::domain::event::{Entry, Event};
use crate::domain::ids::{CaseId, StepName, TaskKey};
use crate::domain::task::TaskState;
use std::collections::{BTreeSet, VecDeque};
use std::rc::Rc;

/// How many hooks one act may set off before it is taken for a circle.
const HOOK_LIMIT: usize = 20_000;

/// What still has to be told to the scripts.
#[derive(Debug, Default)]
pub(super) struct Pending {
    triggers: VecDeque<Trigger>,
    /// Cases that may move on.
    touched: BTreeSet<CaseId>,
    /// Cases whose parent has to hear of them.
    moved: BTreeSet<CaseId>,
}

/// One hook to run, with the entry that set it off.
#[derive(Debug, Clone)]
struct Trigger {
    case: CaseId,
    cause: u64,
    what: What,
}

#[derive(Debug, Clone)]
enum What {
    Start,
    Opened(TaskKey),
    Closed(TaskKey),
    Changed(String),
    ChildClosed(CaseId),
}

impl Pending {
    /// Notes what an entry sets off.
    pub fn note(&mut self, entry: &Entry) {
        let Some(case) = &entry.case else { return };
        let what = match &entry.event {
            Event::StepEntered { .. } => Some(What::Start),
            Event::TaskOpened { task, .. } => Some(What::Opened(task.clone())),
            Event::TaskAdded { task } if task.state == TaskState::Open => {
                Some(What::Opened(task.key.clone()))
            }
            Event::TaskDone { task, .. } => Some(What::Closed(task.clone())),
            Event::RungFired { .. } | Event::RungAdded { .. } | Event::Remarked { .. } => return,
            _ => None,
        };
        if let Some(what) = what {
            self.triggers.push_back(Trigger { case: case.clone(), cause: entry.seq, what });
        }
        self.touched.insert(case.clone());
        self.moved.insert(case.clone());
    }

    /// Notes that a person set a field.
    pub fn changed(&mut self, case: &CaseId, field: &str, cause: u64) {
        self.triggers.push_back(Trigger { case: case.clone(), cause, what: What::Changed(field.to_owned()) });
    }

    /// Notes that a case below `parent` ended.
    pub fn child_closed(&mut self, parent: &CaseId, child: &CaseId, cause: u64) {
        self.triggers.push_back(Trigger {
            case: parent.clone(),
            cause,
            what: What::ChildClosed(child.clone()),
        });
    }
}

/// Does an act and settles what follows. Acts inside hooks are settled with the outermost one.
pub fn act<T>(run: &Rc<Run>, verb: impl FnOnce() -> Result<T, FlowError>) -> Result<T, FlowError> {
    let before = run.count();
    run.depth.set(run.depth.get() + 1);
    let result = verb();
    run.depth.set(run.depth.get() - 1);
    if run.depth.get() == 0 {
        run.trying.take();
    }
    let result = result.inspect_err(|_| {
        if run.depth.get() == 0 {
            run.act.set(None);
        }
        // A script may catch the error and go on, but what is half done must not be kept.
        if run.count() > before {
            run.half_done.set(true);
        }
    })?;
    if run.depth.get() == 0 {
        let settled = settle(run);
        run.act.set(None);
        settled?;
    }
    Ok(result)
}

/// Forgets an act that failed half done, where what is left of it does no harm: the run is never kept.
pub(super) fn abandon(run: &Run) {
    *run.pending.borrow_mut() = Pending::default();
    run.cause.set(None);
    run.act.set(None);
    run.depth.set(0);
    run.half_done.set(false);
}

fn settle(run: &Rc<Run>) -> Result<(), FlowError> {
    run.depth.set(1);
    // What no hook of its own sets off, as what a parent does on hearing of a child, comes of the act.
    run.cause.set(run.act.get());
    let result = settle_all(run);
    run.depth.set(0);
    run.cause.set(None);
    if result.is_err() {
        *run.pending.borrow_mut() = Pending::default();
    }
    result
}

fn settle_all(run: &Rc<Run>) -> Result<(), FlowError> {
    let mut hooks = 0;
    loop {
        let trigger = run.pending.borrow_mut().triggers.pop_front();
        if let Some(trigger) = trigger {
            count(&mut hooks, &trigger.case)?;
            run.cause.set(Some(trigger.cause));
            fire(run, &trigger)?;
            continue;
        }
        let moved = run.pending.borrow_mut().moved.pop_first();
        if let Some(child) = moved {
            tell_parent(run, &child, &mut hooks)?;
            continue;
        }
        let touched = run.pending.borrow_mut().touched.pop_first();
        let Some(case) = touched else { return Ok(()) };
        count(&mut hooks, &case)?;
        advance(run, &case)?;
    }
}

fn count(hooks: &mut usize, case: &CaseId) -> Result<(), FlowError> {
    *hooks += 1;
    if *hooks > HOOK_LIMIT {
        return Err(Refusal::TooManyHooks { case: case.to_string(), limit: HOOK_LIMIT }.into());
    }
    Ok(())
}

fn fire(run: &Rc<Run>, trigger: &Trigger) -> Result<(), FlowError> {
    let (hooks, case) = (run.hooks(), &trigger.case);
    if run.case(case)?.status == CaseStatus::Closed && !matches!(trigger.what, What::Changed(_)) {
        return Ok(());
    }
    match &trigger.what {
        What::Start => hooks.start(run, case),
        What::Opened(task) => hooks.opened(run, case, task),
        What::Closed(task) => {
            // What the hook decides may make waiting needless, so it is heard first.
            hooks.closed(run, case, task)?;
            tasks::open_ready(run, case)
        }
        What::Changed(field) => hooks.changed(run, case, field),
        What::ChildClosed(child) => hooks.child_closed(run, case, child),
    }
}

/// A parent hears once of all that happened to a child, and may then move on itself.
fn tell_parent(run: &Rc<Run>, child: &CaseId, hooks: &mut usize) -> Result<(), FlowError> {
    let Some(parent) = run.case(child)?.parent.clone() else { return Ok(()) };
    if run.case(&parent)?.status != CaseStatus::Open {
        return Ok(());
    }
    count(hooks, &parent)?;
    run.hooks().child_moved(run, &parent, child)?;
    run.pending.borrow_mut().touched.insert(parent);
    Ok(())
}

/// Moves a case to its next step when nothing of the present one is owed and nothing blocks.
fn advance(run: &Rc<Run>, id: &CaseId) -> Result<(), FlowError> {
    let case = run.case(id)?;
    if case.status != CaseStatus::Open || case.step.is_none() {
        return Ok(());
    }
    if run.tasks(id)?.iter().any(|task| task.state.is_live()) {
        return Ok(());
    }
    let hooks = run.hooks();
    if !hooks.blockers(run, id)?.is_empty() {
        return Ok(());
    }
    match hooks.next(run, id)? {
        Some(step) => enter(run, id, step),
        // The script may have ended the case itself, with an outcome of its own.
        None if run.case(id)?.status == CaseStatus::Closed => Ok(()),
        None => close::close(run, id, "completed", None),
    }
}

/// Lets a case enter a step.
pub(super) fn enter(run: &Rc<Run>, id: &CaseId, step: StepName) -> Result<(), FlowError> {
    migrate::with_next_step(run, id, &step)?;
    let case = run.case(id)?;
    let kind = run.hooks().kind(run, &case.edition, &case.kind)?;
    if !kind.steps.contains(&step) {
        let steps = kind.steps.iter().map(ToString::to_string).collect();
        return Err(
            Refusal::UnknownStep { kind: kind.name.to_string(), step: step.to_string(), steps }.into()
        );
    }
    run.record(Some(id), Event::StepEntered { step })?;
    Ok(())
}
