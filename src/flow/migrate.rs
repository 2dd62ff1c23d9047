//! Moving open cases to another edition: what is advised for each, the move itself, and taking it back.

use super::refusal::{FlowError, Refusal};
use super::replay::{Difference, Replayed};
use super::run::Run;
use super::settle::act;
use crate::domain::case::{Case, CaseStatus};
use crate::domain::event::{Event, When};
use crate::domain::ids::{CaseId, EditionId, PackageName, StepName};
use crate::store::CasesBy;
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// Who decides about a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// It can go by itself: nothing in it comes out otherwise.
    Auto,
    /// A person must decide.
    Decide,
    /// A person has decided.
    Decided,
    /// It stays where it is.
    Stays,
}

impl Class {
    /// The one of this name.
    pub fn find(name: &str) -> Option<Self> {
        [Self::Auto, Self::Decide, Self::Decided, Self::Stays].into_iter().find(|class| class.name() == name)
    }

    /// As plans, JSON and texts name it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Decide => "decide",
            Self::Decided => "decided",
            Self::Stays => "stays",
        }
    }
}

/// What is advised for a case.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Advice {
    /// The case.
    pub case: CaseId,
    /// The edition it has.
    pub from: EditionId,
    /// When it should go over.
    pub when: When,
    /// Who decides.
    pub class: Class,
    /// Why.
    pub ground: Ground,
}

/// Why something is advised.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "ground", rename_all = "kebab-case")]
pub enum Ground {
    /// The other edition says so.
    Package {
        /// Its words.
        words: String,
    },
    /// Its whole history comes out the same on the other edition.
    SameHistory {},
    /// Something of its history comes out otherwise; the steps to come are there.
    Differs {
        /// The kind of the first difference.
        difference: String,
    },
    /// A case it belongs together with has gone another way, so it could not be followed to the end.
    Unjudged {},
    /// It stands in its last step: the rules of that one are those it began with.
    LastStep {},
    /// The other edition has no such kind of case.
    NoKind {},
    /// The other edition lacks steps that this case may still enter, or the one it stands in.
    NoStep {
        /// Those steps.
        steps: Vec<StepName>,
    },
    /// The edition it has cannot run.
    CannotRun {
        /// What fails.
        error: String,
    },
}

/// What is advised for every case of a package that has not ended and has another edition than `to`. `replayed` says
/// how their history comes out on it.
pub fn advise(
    run: &Rc<Run>,
    package: &PackageName,
    to: &EditionId,
    replayed: &Replayed,
) -> Result<Vec<Advice>, FlowError> {
    let mut advised = Vec::new();
    for id in run.tx().case_ids(&CasesBy::All)? {
        let case = run.case(&id)?;
        if case.package != *package || case.status == CaseStatus::Closed || case.edition == *to {
            continue;
        }
        let (when, class, ground) = of_case(run, &case, to, replayed)?;
        advised.push(Advice { case: id, from: case.edition.clone(), when, class, ground });
    }
    Ok(advised)
}

fn of_case(
    run: &Rc<Run>,
    case: &Case,
    to: &EditionId,
    replayed: &Replayed,
) -> Result<(When, Class, Ground), FlowError> {
    if !run.hooks().package(run, to)?.kinds.contains(&case.kind) {
        return Ok((When::Keep, Class::Stays, Ground::NoKind {}));
    }
    let new = run.hooks().kind(run, to, &case.kind)?;
    let has_step = case.step.as_ref().is_none_or(|step| new.steps.contains(step));
    if let Some(error) = fault_of(run, case)? {
        let when = if has_step { When::Now } else { When::Keep };
        return Ok((when, Class::Decide, Ground::CannotRun { error }));
    }
    if let Some(advice) = run.hooks().plan_move(run, &case.id, to)?
        && (has_step || advice.when != When::Now)
    {
        return Ok((advice.when, advice.class, Ground::Package { words: advice.why }));
    }
    let old = run.hooks().kind(run, &case.edition, &case.kind)?;
    let at =
        case.step.as_ref().and_then(|step| old.steps.iter().position(|other| other == step)).unwrap_or(0);
    let missing: Vec<StepName> =
        old.steps[at..].iter().filter(|step| !new.steps.contains(step)).cloned().collect();
    if !missing.is_empty() {
        return Ok((When::Keep, Class::Decide, Ground::NoStep { steps: missing }));
    }
    let of_case = |difference: &&Difference| difference.case.as_ref() == Some(&case.id);
    let difference = replayed.differences.iter().filter(of_case).find(|one| !one.keeps_history());
    let ground = match difference {
        Some(difference) => Ground::Differs { difference: difference.kind.clone() },
        None if replayed.parted.contains(&case.id) => Ground::Unjudged {},
        None => return Ok((When::Now, Class::Auto, Ground::SameHistory {})),
    };
    if at + 1 >= old.steps.len() {
        return Ok((When::Keep, Class::Stays, Ground::LastStep {}));
    }
    Ok((When::NextStep, Class::Decide, ground))
}

/// What fails when the scripts of a case are asked; none when they answer.
pub fn fault_of(run: &Rc<Run>, case: &Case) -> Result<Option<String>, FlowError> {
    let hooks = run.hooks();
    let asked = hooks.kind(run, &case.edition, &case.kind).and_then(|_| hooks.blockers(run, &case.id));
    match asked {
        Err(FlowError::Script(fault)) => Ok(Some(fault.to_string())),
        Err(error @ FlowError::Store(_)) => Err(error),
        Ok(_) | Err(_) => Ok(None),
    }
}

/// Lets a case go over to another edition, now or with its next step, or keeps it and drops what was planned. It must
/// still have the edition `from`.
pub fn move_case(
    run: &Rc<Run>,
    id: &CaseId,
    (from, to): (&EditionId, &EditionId),
    when: When,
    reason: &str,
) -> Result<(), FlowError> {
    act(run, || {
        let case = run.case(id)?;
        if case.status == CaseStatus::Closed {
            return Err(super::open::close_refusal(&case));
        }
        if case.edition != *from {
            let (case, edition) = (id.to_string(), case.edition.short().to_owned());
            return Err(Refusal::OtherEdition { case, edition, expected: from.short().to_owned() }.into());
        }
        if when == When::Keep && case.next_edition.is_none() {
            return Ok(());
        }
        run.hooks().kind(run, to, &case.kind)?;
        let event = Event::CaseMoved { from: from.clone(), to: to.clone(), when, reason: reason.to_owned() };
        let moved = run.record(Some(id), event)?;
        if when == When::Now {
            must_have_step(run, id)?;
            come_over(run, id, from, moved)?;
            run.hooks().blockers(run, id)?;
        }
        Ok(())
    })
}

/// Lets the scripts of its new edition take a case over; what they make belongs to the move.
fn come_over(run: &Rc<Run>, id: &CaseId, from: &EditionId, moved: u64) -> Result<(), FlowError> {
    let cause = run.cause.replace(Some(moved));
    let result = take_over(run, id, from);
    run.cause.set(cause);
    result
}

fn take_over(run: &Rc<Run>, id: &CaseId, from: &EditionId) -> Result<(), FlowError> {
    let (hooks, case) = (run.hooks(), run.case(id)?);
    if let Some(title) = hooks.title(run, id)?.filter(|title| *title != case.title) {
        run.record(Some(id), Event::TitleSet { title })?;
    }
    let variation = hooks.variation(run, id)?;
    if variation != case.variation {
        run.record(Some(id), Event::VariationSet { variation })?;
    }
    hooks.migrated(run, id, from)
}

/// A case must stand in a step that there is where it was moved.
fn must_have_step(run: &Rc<Run>, id: &CaseId) -> Result<(), FlowError> {
    let case = run.case(id)?;
    let kind = run.hooks().kind(run, &case.edition, &case.kind)?;
    if let Some(step) = case.step.as_ref().filter(|step| !kind.steps.contains(step)) {
        let steps = kind.steps.iter().map(ToString::to_string).collect();
        return Err(
            Refusal::UnknownStep { kind: kind.name.to_string(), step: step.to_string(), steps }.into()
        );
    }
    Ok(())
}

/// A move that waits for the next step happens with it. Where the other edition has no such step the case keeps the one
/// it has, and its history says so.
pub(super) fn with_next_step(run: &Rc<Run>, id: &CaseId, step: &StepName) -> Result<(), FlowError> {
    let case = run.case(id)?;
    let Some(to) = case.next_edition.clone() else { return Ok(()) };
    let kind = run.hooks().kind(run, &to, &case.kind)?;
    let (when, reason) = if kind.steps.contains(step) {
        (When::Now, String::new())
    } else {
        (When::Keep, format!("phiên bản ấy không có bước {step}"))
    };
    let from = case.edition.clone();
    let moved = run.record(Some(id), Event::CaseMoved { from: from.clone(), to, when, reason })?;
    if when == When::Now { come_over(run, id, &from, moved) } else { Ok(()) }
}
