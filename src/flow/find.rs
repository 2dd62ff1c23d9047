//! From what a person typed to the thing meant, or to what may have been meant.

use super::refusal::{FlowError, Refusal};
use super::run::Run;
use crate::domain::actor::{Actor, ActorKind};
use crate::domain::case::CaseStatus;
use crate::domain::event::Edition;
use crate::domain::field::{Lookup, LookupFault};
use crate::domain::ids::{ActorId, CaseId, KindName, PackageName, TaskKey};
use crate::domain::name;
use crate::domain::resolve::{self, Resolution};
use crate::domain::task::TaskState;
use crate::store::{ActorsBy, CasesBy};
use std::rc::Rc;

const NEAR: usize = 5;
const NEAR_ENOUGH: f64 = 0.7;

/// The case a person typed: its number in any case of letters.
pub fn case(run: &Run, typed: &str) -> Result<CaseId, FlowError> {
    let written = typed.trim();
    for candidate in [written.to_owned(), written.to_uppercase()] {
        if let Ok(id) = candidate.parse::<CaseId>()
            && run.find_case(&id)?.is_some()
        {
            return Ok(id);
        }
    }
    Err(unknown_case(run, typed)?)
}

/// Whether a case is open but nothing in it, nor in a case below it, can be done now, or its scripts cannot run.
pub fn is_stuck(run: &Rc<Run>, id: &CaseId) -> Result<bool, FlowError> {
    let case = run.case(id)?;
    if case.status != CaseStatus::Open {
        return Ok(false);
    }
    // Whether it goes on does not depend on who asks.
    let _whole = run.whole();
    if super::migrate::fault_of(run, &case)?.is_some() {
        return Ok(true);
    }
    if run.tasks(id)?.iter().any(|task| task.state == TaskState::Open) {
        return Ok(false);
    }
    for child in run.tx().case_ids(&CasesBy::Parent(id.clone()))? {
        if run.case(&child)?.status == CaseStatus::Open {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The package meant: the one named, or the only one there is.
pub fn package(run: &Run, typed: Option<&str>) -> Result<PackageName, FlowError> {
    let packages = run.tx().packages()?;
    let meant = match typed {
        Some(typed) => packages.iter().find(|name| name.as_str() == typed),
        None if packages.len() == 1 => packages.first(),
        None => None,
    };
    meant.cloned().ok_or_else(|| {
        if packages.is_empty() {
            return Refusal::NothingPublished {}.into();
        }
        let packages = packages.iter().map(ToString::to_string).collect();
        Refusal::WhichPackage { typed: typed.unwrap_or_default().to_owned(), packages }.into()
    })
}

/// The edition meant: the one with this label or whose hash begins so, or the active one.
pub fn edition(run: &Run, package: &PackageName, typed: Option<&str>) -> Result<Edition, FlowError> {
    let of_package: Vec<Edition> =
        run.tx().editions()?.into_iter().filter(|edition| edition.package == *package).collect();
    let active = run.tx().active_edition(package)?;
    let mut meant = of_package.iter().filter(|edition| match typed {
        Some(typed) => edition.label == typed || edition.id.as_str().starts_with(typed),
        None => Some(&edition.id) == active.as_ref(),
    });
    match (meant.next(), meant.next()) {
        (Some(edition), None) => Ok(edition.clone()),
        _ => {
            let shown = |edition: &Edition| format!("{} {}", edition.label, edition.id.short());
            Err(Refusal::WhichEdition {
                package: package.to_string(),
                typed: typed.unwrap_or_default().to_owned(),
                editions: of_package.iter().map(shown).collect(),
            }
            .into())
        }
    }
}

/// The key of a task a person typed.
pub fn task(run: &Run, case: &CaseId, typed: &str) -> Result<TaskKey, FlowError> {
    let found = run
        .tasks(case)?
        .iter()
        .rev()
        .find(|t| t.key.as_str().eq_ignore_ascii_case(typed))
        .map(|t| t.key.clone());
    match found {
        Some(key) => Ok(key),
        None => Err(unknown_task(run, case, typed)?),
    }
}

/// The actor a person typed: a code, or a name with or without marks. `kinds` narrows it down; empty means any.
pub fn actor(run: &Run, kinds: &[ActorKind], typed: &str) -> Result<ActorId, FlowError> {
    let candidates = candidates(run, kinds, typed)?;
    match resolve::resolve(typed, &candidates) {
        Resolution::One(actor) => Ok(actor.id.clone()),
        Resolution::Many(many) => {
            let candidates = many.iter().map(|a| labelled(run, a)).collect::<Result<_, _>>()?;
            Err(Refusal::AmbiguousActor { typed: typed.to_owned(), candidates }.into())
        }
        Resolution::None { .. } => Err(unknown_actor(run, typed, kinds)?),
    }
}

/// An actor for a list of choices: code, name, and where it belongs.
fn labelled(run: &Run, actor: &Actor) -> Result<String, FlowError> {
    let parent = match &actor.parent {
        Some(parent) => run.find_actor(parent)?,
        None => None,
    };
    let place = parent.map_or_else(String::new, |p| format!(" ({})", p.name));
    Ok(format!("{} {}{place}", actor.id, actor.name))
}

fn candidates(run: &Run, kinds: &[ActorKind], typed: &str) -> Result<Vec<Actor>, FlowError> {
    let mut found = Vec::new();
    for code in [typed.trim().to_owned(), typed.trim().to_uppercase()] {
        if let Ok(id) = code.parse::<ActorId>()
            && let Some(actor) = run.find_actor(&id)?
            && run.knows(&id)?
        {
            found.push((*actor).clone());
            break;
        }
    }
    for id in run.tx().actor_ids(&ActorsBy::Name(name::fold(typed)))? {
        if !found.iter().any(|a: &Actor| a.id == id) {
            found.push((*run.actor(&id)?).clone());
        }
    }
    found.retain(|actor| kinds.is_empty() || kinds.iter().any(|kind| actor.is(*kind)));
    Ok(found)
}

/// The refusal of an unknown actor, with what may have been meant.
pub(super) fn unknown_actor(run: &Run, typed: &str, kinds: &[ActorKind]) -> Result<FlowError, FlowError> {
    let near = near_actors(run, typed, kinds)?;
    let kinds: Vec<_> = kinds.iter().map(|k| k.name()).collect();
    Ok(Refusal::UnknownActor { typed: typed.to_owned(), kinds: kinds.join(", "), near }.into())
}

fn near_actors(run: &Run, typed: &str, kinds: &[ActorKind]) -> Result<Vec<String>, FlowError> {
    let mut ids = Vec::new();
    let all = [ActorKind::Body, ActorKind::Agency, ActorKind::District, ActorKind::Commune, ActorKind::Cadre];
    for kind in if kinds.is_empty() { &all } else { kinds } {
        ids.extend(run.tx().actor_ids(&ActorsBy::Kind(*kind))?);
    }
    let mut actors = Vec::new();
    for id in ids {
        actors.push((*run.actor(&id)?).clone());
    }
    match resolve::resolve(typed, &actors) {
        Resolution::None { near } => Ok(near),
        Resolution::One(actor) => Ok(vec![labelled(run, actor)?]),
        Resolution::Many(many) => many.into_iter().map(|a| labelled(run, a)).collect(),
    }
}

/// The refusal of an unknown case, with numbers close to it.
pub(super) fn unknown_case(run: &Run, typed: &str) -> Result<FlowError, FlowError> {
    let ids: Vec<String> = run.tx().case_ids(&CasesBy::All)?.iter().map(ToString::to_string).collect();
    let near = near(&typed.to_uppercase(), ids.iter().map(String::as_str));
    Ok(Refusal::UnknownCase { typed: typed.to_owned(), near }.into())
}

/// The refusal of an unknown task, with what the case has.
pub(super) fn unknown_task(run: &Run, case: &CaseId, typed: &str) -> Result<FlowError, FlowError> {
    run.case(case)?;
    let tasks = run.tasks(case)?;
    let near = near(typed, tasks.iter().map(|t| t.key.as_str()));
    Ok(Refusal::UnknownTask {
        case: case.to_string(),
        typed: typed.to_owned(),
        open: open_tasks(run, case)?,
        near,
    }
    .into())
}

/// The keys of the tasks of a case that can be done now.
pub(super) fn open_tasks(run: &Run, case: &CaseId) -> Result<Vec<String>, FlowError> {
    let tasks = run.tasks(case)?;
    Ok(tasks.iter().filter(|t| t.state == TaskState::Open).map(|t| t.key.to_string()).collect())
}

/// The words close to `typed`, best first.
pub fn near<'a>(typed: &str, words: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut scored: Vec<(f64, &str)> = words.map(|word| (strsim::jaro_winkler(typed, word), word)).collect();
    scored.retain(|(score, _)| *score >= NEAR_ENOUGH);
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    scored.dedup_by(|a, b| a.1 == b.1);
    scored.into_iter().take(NEAR).map(|(_, word)| word.to_owned()).collect()
}

impl Lookup for Run {
    fn find_actor(&self, kinds: &[ActorKind], typed: &str) -> Result<ActorId, LookupFault> {
        let _typed = self.as_typed();
        actor(self, kinds, typed).map_err(|error| fault(error, kinds))
    }

    fn find_case(&self, kind: Option<&KindName>, typed: &str) -> Result<CaseId, LookupFault> {
        let unknown =
            |near| LookupFault::Unknown { kind: kind.map_or("case", KindName::as_str).to_owned(), near };
        let _typed = self.as_typed();
        let id = case(self, typed).map_err(|error| match error {
            FlowError::Refused(refusal) => match *refusal {
                Refusal::UnknownCase { near, .. } => unknown(near),
                other => LookupFault::Failed { error: format!("{other:?}") },
            },
            other => LookupFault::Failed { error: other.to_string() },
        })?;
        let is_kind = self.case(&id).is_ok_and(|c| kind.is_none_or(|kind| c.kind == *kind));
        if is_kind { Ok(id) } else { Err(unknown(Vec::new())) }
    }
}

fn fault(error: FlowError, kinds: &[ActorKind]) -> LookupFault {
    let FlowError::Refused(refusal) = error else { return LookupFault::Failed { error: error.to_string() } };
    match *refusal {
        Refusal::AmbiguousActor { candidates, .. } => LookupFault::Ambiguous { candidates },
        Refusal::UnknownActor { near, .. } => {
            let kind = kinds.iter().map(|k| k.name()).collect::<Vec<_>>().join(", ");
            LookupFault::Unknown { kind, near }
        }
        other => LookupFault::Failed { error: format!("{other:?}") },
    }
}

/// The refusal of an act on a task when none was named.
pub fn missing_task(run: &Run, case: &CaseId) -> Result<FlowError, FlowError> {
    unknown_task(run, case, "")
}
