//! Opening a case.

use super::fields::{self, Setting};
use super::refusal::{FlowError, Refusal};
use super::run::Run;
use super::settle::{act, enter};
use super::spec::{KindSpec, PackageSpec};
use super::verb::Verb;
use crate::domain::actor::ActorKind;
use crate::domain::case::{Case, CaseStatus};
use crate::domain::event::Event;
use crate::domain::ids::{ActorId, CaseId, EditionId, KindName, PackageName};
use crate::store::CasesBy;
use chrono::Datelike as _;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use std::rc::Rc;

/// What is to be opened.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Opening {
    /// The package; needed only when several have a kind of this name.
    pub package: Option<PackageName>,
    /// The kind of case.
    pub kind: KindName,
    /// What it is about.
    pub subject: ActorId,
    /// The case it belongs below; found by itself when only one can be meant.
    pub parent: Option<CaseId>,
    /// Fields known from the start.
    pub settings: Vec<Setting>,
}

/// Opens a case in its first step; gives its number.
pub fn open(run: &Rc<Run>, opening: &Opening) -> Result<CaseId, FlowError> {
    let parent = parent_of(run, opening)?;
    if let Some(parent) = &parent {
        run.attempt(&parent.id, || {
            Verb::Open(Opening { parent: Some(parent.id.clone()), ..opening.clone() })
        });
    }
    act(run, || {
        let (edition, package, kind) =
            rules(run, opening.package.as_ref(), &opening.kind, parent.as_deref())?;
        check_subject(run, &kind, &opening.subject)?;
        let parent = check_parent(run, &package, &kind, parent)?;
        let mut settings = BTreeMap::new();
        for setting in &opening.settings {
            let value = fields::checked(run, &kind, setting)?;
            if !value.is_null() {
                settings.insert(setting.name.clone(), value);
            }
        }
        let id = number(run, &kind)?;
        let (edition, package, kind) = match run.assigned_edition(&id) {
            Some(assigned) => {
                let (package, kind) =
                    (run.hooks().package(run, &assigned)?, run.hooks().kind(run, &assigned, &kind.name)?);
                (assigned, package, kind)
            }
            None => (edition, package, kind),
        };
        let case = Case {
            id: id.clone(),
            package: package.name.clone(),
            edition,
            next_edition: None,
            kind: kind.name.clone(),
            title: format!("{}: {}", kind.title, run.actor(&opening.subject)?.name),
            subject: opening.subject.clone(),
            parent: parent.map(|p| p.id.clone()),
            step: None,
            status: CaseStatus::Open,
            outcome: None,
            variation: None,
            fields: settings,
            remarks: Vec::new(),
            opened_on: run.today(),
            suspended_on: None,
            closed_on: None,
        };
        begin(run, case, &kind, opening)?;
        Ok(id)
    })
}

/// The kinds of actor that a case of `kind` can be about; a kind that is not there is refused.
pub fn subject_kinds(
    run: &Run,
    package: Option<&PackageName>,
    kind: &KindName,
    parent: Option<&CaseId>,
) -> Result<Vec<ActorKind>, FlowError> {
    let parent = parent.map(|id| run.case(id)).transpose()?;
    let (_, _, spec) = rules(run, package, kind, parent.as_deref())?;
    Ok(spec.subject.clone())
}

fn begin(run: &Rc<Run>, case: Case, kind: &KindSpec, opening: &Opening) -> Result<(), FlowError> {
    let id = case.id.clone();
    let title = case.title.clone();
    let given: Vec<(String, Value)> = case.fields.clone().into_iter().collect();
    let seq = run.record(Some(&id), Event::CaseOpened { case: Box::new(case) })?;
    let hooks = run.hooks();
    if let Some(better) = hooks.title(run, &id)?
        && better != title
    {
        run.record(Some(&id), Event::TitleSet { title: better })?;
    }
    if let Some(variation) = hooks.variation(run, &id)? {
        run.record(Some(&id), Event::VariationSet { variation: Some(variation) })?;
    }
    let Some(first) = kind.steps.first() else {
        return Err(Refusal::UnknownStep {
            kind: opening.kind.to_string(),
            step: String::new(),
            steps: vec![],
        }
        .into());
    };
    enter(run, &id, first.clone())?;
    for (field, _) in given {
        run.pending.borrow_mut().changed(&id, &field, seq);
    }
    Ok(())
}

/// The parent given, or the only open case it could be.
fn parent_of(run: &Run, opening: &Opening) -> Result<Option<Rc<Case>>, FlowError> {
    if let Some(parent) = &opening.parent {
        return run.case(parent).map(Some);
    }
    let Some((_, package, kind)) = active(run, opening.package.as_ref(), &opening.kind)? else {
        return Ok(None);
    };
    let Some(parent_kind) = &kind.parent else { return Ok(None) };
    let open = open_of(run, &package, parent_kind)?;
    match open.as_slice() {
        [only] => run.case(only).map(Some),
        _ => Ok(None),
    }
}

type Rules = (EditionId, Rc<PackageSpec>, Rc<KindSpec>);

/// The rules of a new case: those of its parent's edition if it has one, else those of the active edition.
fn rules(
    run: &Run,
    package: Option<&PackageName>,
    kind: &KindName,
    parent: Option<&Case>,
) -> Result<Rules, FlowError> {
    if let Some(parent) = parent {
        let hooks = run.hooks();
        let package = hooks.package(run, &parent.edition)?;
        if package.kinds.contains(kind) {
            let spec = hooks.kind(run, &parent.edition, kind)?;
            return Ok((parent.edition.clone(), package, spec));
        }
    }
    match active(run, package, kind)? {
        Some(rules) => Ok(rules),
        None => Err(unknown_kind(run, kind.as_str())?),
    }
}

/// The active edition that has a kind of this name: of `wanted`, or of the only package that has one.
fn active(run: &Run, wanted: Option<&PackageName>, kind: &KindName) -> Result<Option<Rules>, FlowError> {
    let mut found = holders(run, kind)?;
    found.retain(|(name, _)| wanted.is_none_or(|wanted| wanted == name));
    match found.as_slice() {
        [] => Ok(None),
        [(_, edition)] => {
            let hooks = run.hooks();
            let package = hooks.package(run, edition)?;
            let spec = hooks.kind(run, edition, kind)?;
            Ok(Some((edition.clone(), package, spec)))
        }
        several => {
            let kinds = several.iter().map(|(name, _)| format!("{name}/{kind}")).collect();
            Err(Refusal::AmbiguousKind { typed: kind.to_string(), kinds }.into())
        }
    }
}

/// The packages whose active edition has a kind of this name.
fn holders(run: &Run, kind: &KindName) -> Result<Vec<(PackageName, EditionId)>, FlowError> {
    let mut found = Vec::new();
    for name in run.tx().packages()? {
        let Some(edition) = run.tx().active_edition(&name)? else { continue };
        let stored = run.tx().edition(&edition)?;
        if stored.is_some_and(|e| e.kinds.iter().any(|k| k == kind.as_str())) {
            found.push((name, edition));
        }
    }
    Ok(found)
}

/// The only package that has a kind of this name.
pub fn only_holder(run: &Run, kind: &KindName) -> Result<Option<PackageName>, FlowError> {
    let mut found = holders(run, kind)?;
    Ok(if found.len() == 1 { found.pop().map(|(name, _)| name) } else { None })
}

/// The open cases of a kind of a package.
fn open_of(run: &Run, package: &PackageSpec, kind: &KindName) -> Result<Vec<CaseId>, FlowError> {
    run.tx().case_ids(&CasesBy::KindStatus(package.name.clone(), kind.clone(), CaseStatus::Open))
}

/// Reads a kind as people type it: `placement`, or `rotation/placement` when several packages have one.
pub fn parse_kind(run: &Run, typed: &str) -> Result<(Option<PackageName>, KindName), FlowError> {
    let (package, kind) = match typed.split_once('/') {
        Some((package, kind)) => (Some(package), kind),
        None => (None, typed),
    };
    match (package.map(str::parse::<PackageName>).transpose(), kind.parse::<KindName>()) {
        (Ok(package), Ok(kind)) => Ok((package, kind)),
        _ => Err(unknown_kind(run, typed)?),
    }
}

/// The refusal of an unknown kind of case, with those there are.
fn unknown_kind(run: &Run, typed: &str) -> Result<FlowError, FlowError> {
    let mut kinds = Vec::new();
    for name in run.tx().packages()? {
        if let Some(edition) = run.tx().active_edition(&name)?
            && let Some(stored) = run.tx().edition(&edition)?
        {
            kinds.extend(stored.kinds);
        }
    }
    if kinds.is_empty() {
        return Ok(Refusal::NothingPublished {}.into());
    }
    Ok(Refusal::UnknownKind { typed: typed.to_owned(), kinds }.into())
}

fn check_subject(run: &Run, kind: &KindSpec, subject: &ActorId) -> Result<(), FlowError> {
    let actor = run.actor(subject)?;
    if kind.subject.is_empty() || kind.subject.iter().any(|k| actor.is(*k)) {
        return Ok(());
    }
    let wanted: Vec<_> = kind.subject.iter().map(|k: &ActorKind| k.name()).collect();
    Err(Refusal::WrongSubject {
        kind: kind.name.to_string(),
        subject: format!("{} {}", actor.id, actor.name),
        is: actor.kind.name().to_owned(),
        wanted: wanted.join(", "),
    }
    .into())
}

fn check_parent(
    run: &Run,
    package: &PackageSpec,
    kind: &KindSpec,
    parent: Option<Rc<Case>>,
) -> Result<Option<Rc<Case>>, FlowError> {
    match (&kind.parent, parent) {
        (None, None) => Ok(None),
        (Some(wanted), Some(parent)) if parent.kind == *wanted => match parent.status {
            CaseStatus::Closed => Err(close_refusal(&parent)),
            _ => Ok(Some(parent)),
        },
        (wanted, Some(parent)) => Err(Refusal::WrongParent {
            kind: kind.name.to_string(),
            parent: parent.id.to_string(),
            wanted: wanted.as_ref().map_or_else(String::new, ToString::to_string),
        }
        .into()),
        (Some(wanted), None) => {
            let open = open_of(run, package, wanted)?;
            Err(Refusal::MissingParent {
                kind: kind.name.to_string(),
                parent_kind: wanted.to_string(),
                open: open.iter().map(ToString::to_string).collect(),
            }
            .into())
        }
    }
}

/// The refusal of anything done to a case that has ended.
pub(super) fn close_refusal(case: &Case) -> FlowError {
    Refusal::CaseEnded { case: case.id.to_string(), outcome: case.outcome.clone(), on: case.closed_on }.into()
}

/// The next number: prefix, year of opening, running number of that year.
fn number(run: &Run, kind: &KindSpec) -> Result<CaseId, FlowError> {
    let prefix = format!("{}-{}", kind.prefix, run.today().year());
    let next = run.tx().counter(&prefix)? + 1;
    Ok(format!("{prefix}-{next:0width$}", width = kind.digits).parse()?)
}
