//! Who may read and do what: the office's policy, and a run that is under it.
//!
//! A run that a person asks for is put under the policy. Then [`Run::sees`] is asked before anything of a case is given
//! out – by [`View`](super::View), through which every index, history and message is read, and by the readers of `Run` –
//! and [`Run::record`] asks before an act begins. What follows from an act that was allowed is the procedure's, and so is
//! what its hooks read: there a run is *whole*, as are those that belong to nobody (the schedule, a replay).

use super::find;
use super::refusal::{FlowError, Refusal};
use super::run::Run;
use crate::domain::actor::ActorKind;
use crate::domain::event::Event;
use crate::domain::ids::{ActorId, CaseId, TaskKey};
use std::cell::{Cell, OnceCell, RefCell};
use std::collections::HashMap;
use std::hash::Hash;
use std::rc::{Rc, Weak};

/// The act of sending what is due: who may do it may also read what was sent to several at once.
pub const REMIND: &str = "remind";

/// What a policy answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Yes.
    Yes,
    /// No, and perhaps why not.
    No(Option<String>),
}

/// What an act is about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct About<'a> {
    /// The case; none for what belongs to no case. A case that is opened is about the one it belongs below.
    pub case: Option<&'a CaseId>,
    /// The task.
    pub task: Option<&'a TaskKey>,
}

/// What a person tries now.
#[derive(Debug, Clone)]
pub(super) struct Tried {
    pub case: CaseId,
    pub act: &'static str,
    pub task: Option<TaskKey>,
}

/// What the office decided on who may read and do what. `me` is none where the settings do not say who is who.
pub trait Policy {
    /// Whether a case may be read.
    fn may_read(&self, run: &Rc<Run>, me: Option<&ActorId>, case: &CaseId) -> Result<bool, FlowError>;
    /// Whether it may be known of a cadre or an officer, outside the cases that speak of them.
    fn may_know(&self, run: &Rc<Run>, me: Option<&ActorId>, actor: &ActorId) -> Result<bool, FlowError>;
    /// Whether something may be done.
    fn may_do(
        &self,
        run: &Rc<Run>,
        me: Option<&ActorId>,
        act: &str,
        about: About<'_>,
    ) -> Result<Answer, FlowError>;
    /// Whether it may be done in the name of another.
    fn may_act_as(&self, run: &Rc<Run>, me: Option<&ActorId>, other: &ActorId) -> Result<Answer, FlowError>;
}

/// The policy a run is under, and who it is applied to.
pub(super) struct Access {
    policy: Rc<dyn Policy>,
    me: Option<ActorId>,
    /// The run that is asked: the one under the policy, or one of the present where that one looks back. Who may read a
    /// case now may read how it stood, and nobody may because of what he was then.
    asked: Asked,
    cases: RefCell<HashMap<CaseId, bool>>,
    actors: RefCell<HashMap<ActorId, bool>>,
    sends: OnceCell<bool>,
}

enum Asked {
    Itself(Weak<Run>),
    Present(Rc<Run>),
}

impl Access {
    fn run(&self) -> Result<Rc<Run>, FlowError> {
        match &self.asked {
            Asked::Present(run) => Ok(Rc::clone(run)),
            Asked::Itself(run) => {
                run.upgrade().ok_or_else(|| Refusal::OnlyReading { act: "policy".to_owned() }.into())
            }
        }
    }

    fn sees(&self, case: &CaseId) -> Result<bool, FlowError> {
        remembered(&self.cases, case, || self.policy.may_read(&self.run()?, self.me.as_ref(), case))
    }

    fn knows(&self, actor: &ActorId) -> Result<bool, FlowError> {
        remembered(&self.actors, actor, || self.policy.may_know(&self.run()?, self.me.as_ref(), actor))
    }

    fn sends(&self) -> Result<bool, FlowError> {
        if let Some(answer) = self.sends.get() {
            return Ok(*answer);
        }
        let answer =
            self.policy.may_do(&self.run()?, self.me.as_ref(), REMIND, About::default())? == Answer::Yes;
        Ok(*self.sends.get_or_init(|| answer))
    }

    /// What was answered may be answered otherwise after something has changed.
    pub(super) fn forget(&self) {
        self.cases.borrow_mut().clear();
        self.actors.borrow_mut().clear();
    }
}

/// What a policy answered before, else what it answers now.
fn remembered<K: Clone + Eq + Hash>(
    answers: &RefCell<HashMap<K, bool>>,
    about: &K,
    ask: impl FnOnce() -> Result<bool, FlowError>,
) -> Result<bool, FlowError> {
    if let Some(answer) = answers.borrow().get(about) {
        return Ok(*answer);
    }
    let answer = ask()?;
    answers.borrow_mut().insert(about.clone(), answer);
    Ok(answer)
}

/// Counts for as long as it lives: keeps a run whole, or under the policy's eyes.
#[must_use]
pub struct Counted<'a>(&'a Cell<u32>);

impl<'a> Counted<'a> {
    fn of(count: &'a Cell<u32>) -> Self {
        count.set(count.get() + 1);
        Self(count)
    }
}

impl Drop for Counted<'_> {
    fn drop(&mut self) {
        self.0.set(self.0.get().saturating_sub(1));
    }
}

impl Run {
    /// Puts the run under a policy. `me` is the actor whose rights count, as the settings name it. A run that looks back
    /// is judged by one of the `present`.
    pub fn put_under(
        self: &Rc<Self>,
        policy: Rc<dyn Policy>,
        me: Option<&str>,
        present: Option<Rc<Self>>,
    ) -> Result<(), FlowError> {
        let now = present.as_ref().unwrap_or(self);
        let known = |me: &str| {
            find::actor(now, &[], me).map_err(|error| match error {
                FlowError::Refused(_) => Refusal::NobodyOfCode { actor: me.to_owned() }.into(),
                other => other,
            })
        };
        let me = me.map(known).transpose()?;
        let asked = present.map_or_else(|| Asked::Itself(Rc::downgrade(self)), Asked::Present);
        let access = Access {
            policy,
            me,
            asked,
            cases: RefCell::default(),
            actors: RefCell::default(),
            sends: OnceCell::new(),
        };
        let _ = self.access.set(access);
        Ok(())
    }

    /// Whether the run gives out only what a person may read.
    pub fn is_partial(&self) -> bool {
        self.access.get().is_some() && !self.is_whole()
    }

    /// Lets the run read everything for as long as the guard lives: for the procedure's own hooks and the policy itself.
    pub fn whole(&self) -> Counted<'_> {
        Counted::of(&self.whole)
    }

    /// The same, and nothing may be changed: for the policy.
    pub fn judging(&self) -> (Counted<'_>, Counted<'_>) {
        (Counted::of(&self.whole), Counted::of(&self.judging))
    }

    /// Lets what a person typed be looked up as far as that person may read, although the act it belongs to was allowed.
    pub(super) fn as_typed(&self) -> Counted<'_> {
        Counted::of(&self.typed)
    }

    fn is_whole(&self) -> bool {
        self.whole.get() > 0 || (self.act.get().is_some() && self.typed.get() == 0)
    }

    fn access(&self) -> Option<&Access> {
        self.access.get().filter(|_| !self.is_whole())
    }

    /// Whether a case may be given out. The one question behind every read.
    pub fn sees(&self, case: &CaseId) -> Result<bool, FlowError> {
        self.access().map_or(Ok(true), |access| access.sees(case))
    }

    /// Whether an actor may be given out where no case speaks of it. Bodies, units and posts are known to all.
    pub fn knows(&self, actor: &ActorId) -> Result<bool, FlowError> {
        let Some(access) = self.access() else { return Ok(true) };
        let is_person = |kind: ActorKind| matches!(kind, ActorKind::Cadre | ActorKind::Officer);
        match self.find_actor(actor)? {
            Some(row) if is_person(row.kind) || row.also.iter().copied().any(is_person) => {
                Ok(access.me.as_ref() == Some(actor) || access.knows(actor)?)
            }
            _ => Ok(true),
        }
    }

    /// Whether a message may be given out: one about a case goes with the case, another is for its recipient and for
    /// those who send.
    pub(super) fn sees_message(&self, case: Option<&CaseId>, to: &ActorId) -> Result<bool, FlowError> {
        let Some(access) = self.access() else { return Ok(true) };
        match case {
            Some(case) => access.sees(case),
            None => Ok(access.me.as_ref() == Some(to) || access.sends()?),
        }
    }

    /// Refuses what belongs to no case unless the policy allows it.
    pub fn allow(&self, act: &str) -> Result<(), FlowError> {
        self.access.get().map_or(Ok(()), |access| self.ask(access, act, About::default()))
    }

    /// Refuses an act unless the policy allows it. What follows from one that was allowed needs no leave of its own.
    pub(super) fn permit(&self, event: &Event, case: Option<&CaseId>) -> Result<(), FlowError> {
        let Some(access) = self.access.get() else { return Ok(()) };
        if self.judging.get() > 0 {
            return Err(Refusal::OnlyReading { act: event.name().to_owned() }.into());
        }
        if self.act.get().is_some() {
            return Ok(());
        }
        let tried = self.trying.borrow().clone();
        match (tried, event) {
            (Some(tried), _) => {
                let about = About { case: Some(&tried.case), task: tried.task.as_ref() };
                self.ask(access, tried.act, about)
            }
            (None, Event::CaseOpened { case }) => {
                self.ask(access, "open", About { case: case.parent.as_ref(), task: None })
            }
            (None, event) => self.ask(access, word(event), About { case, task: None }),
        }
    }

    fn ask(&self, access: &Access, act: &str, about: About<'_>) -> Result<(), FlowError> {
        if let Some(case) = about.case
            && !access.sees(case)?
        {
            return Err(Refusal::UnknownCase { typed: case.to_string(), near: Vec::new() }.into());
        }
        let (run, me) = (access.run()?, access.me.as_ref());
        if let Answer::No(why) = access.policy.may_do(&run, me, act, about)? {
            let case = about.case.map(ToString::to_string);
            return Err(
                Refusal::NotAllowed { me: self.called(access), act: act.to_owned(), case, why }.into()
            );
        }
        let Some(other) = self.on_behalf() else { return Ok(()) };
        let other = find::actor(self, &[], &other)?;
        if me == Some(&other) {
            return Ok(());
        }
        match access.policy.may_act_as(&run, me, &other)? {
            Answer::Yes => Ok(()),
            Answer::No(why) => {
                Err(Refusal::NotForAnother { me: self.called(access), other: other.to_string(), why }.into())
            }
        }
    }

    /// Whoever is refused, as the log would name them.
    fn called(&self, access: &Access) -> String {
        access.me.as_ref().map_or_else(|| self.by(), ToString::to_string)
    }
}

/// What a policy calls an act that no verb names.
fn word(event: &Event) -> &'static str {
    match event {
        Event::ActorSet { .. } => "actor-set",
        Event::ActorSucceeded { .. } => "actor-succeed",
        Event::EditionPublished { .. } => "publish",
        Event::CaseMoved { .. } | Event::MoveReverted { .. } => "migrate",
        Event::CaseClosed { .. } => "close",
        Event::Remarked { .. } => "remark",
        Event::FieldSet { .. } | Event::TitleSet { .. } | Event::VariationSet { .. } => "set",
        Event::TermSet { .. } | Event::TermExtended { .. } | Event::RungAdded { .. } => "due",
        Event::NoteQueued { .. } => REMIND,
        event => event.name(),
    }
}
