//! Firing the reminders whose day has come. Claiming a rung, recording it and queueing its messages are one event.

use super::digest::{self, Digest};
use super::letter;
use super::refusal::FlowError;
use super::run::Run;
use super::settle::act;
use super::succession;
use crate::domain::actor::{Actor, ActorKind};
use crate::domain::case::{Case, CaseStatus};
use crate::domain::deadline::{Fate, Rung};
use crate::domain::event::Event;
use crate::domain::ids::ActorId;
use crate::domain::message::{About, Form, Message, MessageState};
use crate::domain::task::Task;
use crate::store::TaskRef;
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::HashMap;
use std::rc::Rc;

/// A reminder that fired.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fired {
    /// The case.
    pub case: String,
    /// The task.
    pub task: String,
    /// The rung.
    pub rung: String,
    /// What came of it: `queued`, `folded`, `late` or `nobody`.
    #[serde(flatten)]
    pub fate: Fate,
    /// To whom.
    pub to: Vec<ActorId>,
    /// The keys of its messages.
    pub messages: Vec<String>,
}

/// A reminder that could not fire, or a binding term that could not end its task. It stays due.
#[derive(Debug)]
pub struct Stuck {
    /// The case.
    pub case: String,
    /// The task.
    pub task: String,
    /// The rung; none for a term that ran out.
    pub rung: Option<String>,
    /// Why.
    pub error: FlowError,
}

/// What a sweep fired.
#[derive(Debug, Default, Serialize)]
pub struct Sweep {
    /// The reminders, task by task, in the order in which they were planned.
    pub fired: Vec<Fired>,
    /// The digests they went into.
    pub digests: Vec<Digest>,
}

impl Sweep {
    /// How many reminders fired with messages of their own; those folded into a later one are not counted again.
    pub fn sent(&self) -> usize {
        self.fired.iter().filter(|one| one.fate == Fate::Queued).count()
    }
}

/// A task with rungs whose day has come.
struct Owed {
    at: TaskRef,
    case: Rc<Case>,
    task: Task,
}

/// A rung whose day has come, with those it goes to. Whom it reached before is not among them.
struct Due {
    rung: Rung,
    to: Vec<Rc<Actor>>,
}

/// Whether [`fire_due`] would find anything to do. Only reads.
pub fn anything_due(run: &Rc<Run>) -> Result<bool, FlowError> {
    let today = run.today();
    if !run.calendar()?.is_working(today) {
        return Ok(false);
    }
    Ok(run.tx().any_rung_until(today)? || digest::anything_waits(run)?)
}

/// Fires every reminder planned for today or before, task by task, and gathers those of persons into their digest of
/// the day. On a day off nothing fires. One that fails is noted on the run and stays due.
pub fn fire_due(run: &Rc<Run>) -> Result<Sweep, FlowError> {
    let today = run.today();
    if !run.calendar()?.is_working(today) {
        return Ok(Sweep::default());
    }
    let planned = by_task(run.tx().rungs_until(today)?);
    act(run, || {
        let mut sweep = Sweep::default();
        for (at, rungs) in planned {
            fire_task(run, at, &rungs, &mut sweep.fired)?;
        }
        sweep.digests = digest::gather(run)?;
        Ok(sweep)
    })
}

/// The rungs that are due by their task, each task where the earliest of its rungs stands.
fn by_task(planned: Vec<(NaiveDate, TaskRef, String)>) -> Vec<(TaskRef, Vec<String>)> {
    let mut tasks: Vec<(TaskRef, Vec<String>)> = Vec::new();
    let mut places: HashMap<TaskRef, usize> = HashMap::new();
    for (_, at, rung) in planned {
        let place = *places.entry(at.clone()).or_insert(tasks.len());
        match tasks.get_mut(place) {
            Some((_, rungs)) => rungs.push(rung),
            None => tasks.push((at, vec![rung])),
        }
    }
    tasks
}

/// Fires the rungs of a task that are due, earliest first, unless the task or its case no longer wants them. To each
/// reader the last one speaks for all.
fn fire_task(run: &Rc<Run>, at: TaskRef, rungs: &[String], fired: &mut Vec<Fired>) -> Result<(), FlowError> {
    let case = run.case(&at.case)?;
    let task = run.task(&at.case, &at.key)?;
    if task.turn != at.turn || case.status != CaseStatus::Open {
        return Ok(());
    }
    let owed = Owed { at, case, task };
    let mut due = Vec::new();
    for name in rungs {
        let planned = owed.task.clock.iter().flat_map(|clock| &clock.rungs);
        let Some(rung) = planned.clone().find(|rung| rung.name == *name).cloned() else { continue };
        match recipients(run, &owed.case, &owed.task, &rung) {
            Ok(mut to) => {
                to.retain(|actor| !rung.told.contains(&actor.id));
                due.push(Due { rung, to });
            }
            Err(error @ FlowError::Script(_)) => {
                let (case, task) = (owed.at.case.to_string(), owed.at.key.to_string());
                run.note_stuck(Stuck { case, task, rung: Some(name.clone()), error });
            }
            Err(error) => return Err(error),
        }
    }
    let mut earlier = HashMap::new();
    for index in 0..due.len() {
        fired.push(fire(run, &owed, &due, index, &mut earlier)?);
    }
    Ok(())
}

/// Who stands behind the role of a rung on this day: whom the package says, else the owner, the office, or the actor
/// of that code.
pub fn recipients(run: &Rc<Run>, case: &Case, task: &Task, rung: &Rung) -> Result<Vec<Rc<Actor>>, FlowError> {
    let codes = match run.hooks().recipients(run, &case.id, &task.key, &rung.to)? {
        Some(codes) => codes,
        None => match rung.to.as_str() {
            "owner" => vec![task.owner.clone()],
            "office" => run.hooks().package(run, &case.edition)?.office.iter().cloned().collect(),
            code => code.parse::<ActorId>().into_iter().collect(),
        },
    };
    let mut found: Vec<Rc<Actor>> = Vec::new();
    for code in codes {
        let Some(named) = run.find_actor(&code)? else { continue };
        let actor = succession::in_charge(run, named, &task.key)?;
        if !found.iter().any(|other| other.id == actor.id) {
            found.push(actor);
        }
    }
    Ok(found)
}

/// Fires one of the rungs that are due. `earlier` gathers the keys that the last one to a reader carries.
fn fire(
    run: &Rc<Run>,
    owed: &Owed,
    due: &[Due],
    index: usize,
    earlier: &mut HashMap<ActorId, Vec<String>>,
) -> Result<Fired, FlowError> {
    let Owed { at, case, task } = owed;
    let Due { rung, to } = &due[index];
    // After nine days switched off nobody is told that something will soon be due which is late already.
    let late = rung.offset < 0 && task.due().is_some_and(|due| due < run.today());
    let (mut messages, mut folded) = (Vec::new(), None);
    for actor in to {
        let speaks = |one: &&Due| one.to.iter().any(|other| other.id == actor.id);
        match due[index + 1..].iter().rfind(speaks) {
            Some(last) => {
                earlier.entry(actor.id.clone()).or_default().push(key(owed, rung, &actor.id));
                folded = Some(key(owed, &last.rung, &actor.id));
            }
            None if late => {}
            None => {
                let covers = earlier.remove(&actor.id).unwrap_or_default();
                messages.push(message(run, owed, rung, actor, covers)?);
            }
        }
    }
    let fate = match folded {
        _ if !messages.is_empty() => Fate::Queued,
        Some(message) => Fate::Folded { message },
        None if to.is_empty() && rung.told.is_empty() => Fate::Nobody,
        None if to.is_empty() => Fate::Queued,
        None => Fate::Late,
    };
    let fired = Fired {
        case: case.id.to_string(),
        task: task.key.to_string(),
        rung: rung.name.clone(),
        fate: fate.clone(),
        to: to.iter().map(|actor| actor.id.clone()).collect(),
        messages: messages.iter().map(|message| message.key.clone()).collect(),
    };
    let (task, rung, on) = (at.key.clone(), rung.name.clone(), run.today());
    run.record(Some(&at.case), Event::RungFired { task, rung, on, fate, messages })?;
    Ok(fired)
}

/// Case, task with turn and epoch, rung and recipient.
fn key(owed: &Owed, rung: &Rung, to: &ActorId) -> String {
    let Owed { case, task, .. } = owed;
    let epoch = task.clock.as_ref().map_or(0, |clock| clock.epoch);
    format!("{}.{}.{}.{epoch}.{}.{to}", case.id, task.key, task.turn, rung.name)
}

fn message(
    run: &Rc<Run>,
    owed: &Owed,
    rung: &Rung,
    to: &Actor,
    covers: Vec<String>,
) -> Result<Message, FlowError> {
    let Owed { case, task, .. } = owed;
    let office = run.hooks().package(run, &case.edition)?.office.clone();
    let form = form_of(to, office.as_ref());
    let words = letter::write(run, case, task, rung, &to.id)?;
    let letterhead = match form {
        Form::Letter => run.hooks().letterhead(run, &case.edition)?,
        _ => None,
    };
    Ok(Message {
        key: key(owed, rung, &to.id),
        form,
        about: Some(About {
            case: case.id.clone(),
            task: task.key.clone(),
            turn: task.turn,
            rung: rung.name.clone(),
        }),
        covers,
        to: to.id.clone(),
        address: letter::address(to),
        on: run.today(),
        planned: rung.day,
        subject: words.subject,
        body: words.body,
        letterhead,
        state: MessageState::Queued,
        tries: 0,
        retry_at: None,
    })
}

/// Bodies get letters of their own; persons, and the office itself, get what concerns them in one digest a day.
fn form_of(to: &Actor, office: Option<&ActorId>) -> Form {
    let is_person = [ActorKind::Cadre, ActorKind::Officer, ActorKind::Post].contains(&to.kind);
    let is_own = office.is_some_and(|office| to.id == *office || to.parent.as_ref() == Some(office));
    if is_person || is_own { Form::Item } else { Form::Letter }
}
