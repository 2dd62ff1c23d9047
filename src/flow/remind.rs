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
    /// The reminders, in the order in which they were planned.
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

/// A rung whose day has come, with those it goes to.
struct Due {
    case: Rc<Case>,
    task: Task,
    rung: Rung,
    to: Vec<Rc<Actor>>,
}

/// Which recipient of which task.
type Reader = (TaskRef, ActorId);

/// Whether [`fire_due`] would find anything to do. Only reads.
pub fn anything_due(run: &Rc<Run>) -> Result<bool, FlowError> {
    let today = run.today();
    if !run.calendar()?.is_working(today) {
        return Ok(false);
    }
    Ok(!run.tx().rungs_until(today)?.is_empty() || digest::anything_waits(run)?)
}

/// Fires every reminder planned for today or before, earliest first, and gathers those of persons into their digest of
/// the day. On a day off nothing fires. One that fails is noted on the run and stays due.
pub fn fire_due(run: &Rc<Run>) -> Result<Sweep, FlowError> {
    let today = run.today();
    if !run.calendar()?.is_working(today) {
        return Ok(Sweep::default());
    }
    let planned = run.tx().rungs_until(today)?;
    act(run, || {
        let mut sweep = Sweep::default();
        let (mut due, mut last) = (Vec::new(), HashMap::new());
        for (_, at, name) in planned {
            match resolve(run, &at, &name) {
                Ok(Some(one)) => {
                    for actor in &one.to {
                        last.insert((at.clone(), actor.id.clone()), due.len());
                    }
                    due.push((at, one));
                }
                Ok(None) => {}
                Err(error @ FlowError::Script(_)) => {
                    let (case, task) = (at.case.to_string(), at.key.to_string());
                    run.note_stuck(Stuck { case, task, rung: Some(name), error });
                }
                Err(error) => return Err(error),
            }
        }
        let mut earlier = HashMap::new();
        for index in 0..due.len() {
            sweep.fired.push(fire(run, &due, index, &last, &mut earlier)?);
        }
        sweep.digests = digest::gather(run)?;
        Ok(sweep)
    })
}

/// A planned rung, unless its task or case no longer wants it.
fn resolve(run: &Rc<Run>, at: &TaskRef, name: &str) -> Result<Option<Due>, FlowError> {
    let case = run.case(&at.case)?;
    let task = run.task(&at.case, &at.key)?;
    if task.turn != at.turn || case.status != CaseStatus::Open {
        return Ok(None);
    }
    let clock = task.clock.as_ref();
    let Some(rung) = clock.and_then(|clock| clock.rungs.iter().find(|rung| rung.name == name)).cloned()
    else {
        return Ok(None);
    };
    let to = recipients(run, &case, &task, &rung)?;
    Ok(Some(Due { case, task, rung, to }))
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
        if run.find_actor(&code)?.is_none() {
            continue;
        }
        if let Some(actor) = run.find_actor(&succession::in_charge(run, &code, &task.key)?)?
            && !found.iter().any(|other| other.id == actor.id)
        {
            found.push(actor);
        }
    }
    Ok(found)
}

/// Fires one of the rungs that are due. To each reader the last one due speaks for all; `earlier` gathers the keys it
/// carries.
fn fire(
    run: &Rc<Run>,
    due: &[(TaskRef, Due)],
    index: usize,
    last: &HashMap<Reader, usize>,
    earlier: &mut HashMap<Reader, Vec<String>>,
) -> Result<Fired, FlowError> {
    let (at, one) = &due[index];
    // After nine days switched off nobody is told that something will soon be due which is late already.
    let late = one.rung.offset < 0 && one.task.due().is_some_and(|due| due < run.today());
    let (mut messages, mut folded) = (Vec::new(), None);
    for actor in &one.to {
        let reader = (at.clone(), actor.id.clone());
        let speaker = last.get(&reader).copied().unwrap_or(index);
        if speaker != index {
            earlier.entry(reader).or_default().push(key(one, &actor.id));
            folded = Some(key(&due[speaker].1, &actor.id));
        } else if !late {
            messages.push(message(run, one, actor, earlier.remove(&reader).unwrap_or_default())?);
        }
    }
    let fate = match folded {
        _ if !messages.is_empty() => Fate::Queued,
        Some(message) => Fate::Folded { message },
        None if one.to.is_empty() => Fate::Nobody,
        None => Fate::Late,
    };
    let fired = Fired {
        case: one.case.id.to_string(),
        task: one.task.key.to_string(),
        rung: one.rung.name.clone(),
        fate: fate.clone(),
        to: one.to.iter().map(|actor| actor.id.clone()).collect(),
        messages: messages.iter().map(|message| message.key.clone()).collect(),
    };
    let (task, rung, on) = (at.key.clone(), one.rung.name.clone(), run.today());
    run.record(Some(&at.case), Event::RungFired { task, rung, on, fate, messages })?;
    Ok(fired)
}

/// Case, task with turn and epoch, rung and recipient.
fn key(one: &Due, to: &ActorId) -> String {
    let epoch = one.task.clock.as_ref().map_or(0, |clock| clock.epoch);
    format!("{}.{}.{}.{epoch}.{}.{to}", one.case.id, one.task.key, one.task.turn, one.rung.name)
}

fn message(run: &Rc<Run>, one: &Due, to: &Actor, covers: Vec<String>) -> Result<Message, FlowError> {
    let Due { case, task, rung, .. } = one;
    let office = run.hooks().package(run, &case.edition)?.office.clone();
    let form = form_of(to, office.as_ref());
    let words = letter::write(run, case, task, rung, &to.id)?;
    let letterhead = match form {
        Form::Letter => run.hooks().letterhead(run, &case.edition)?,
        _ => None,
    };
    Ok(Message {
        key: key(one, &to.id),
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
