//! Random acts of an office: what clerks and the clock may do, in any order.

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use quytrinh::app::Home;
use quytrinh::domain::actor::{Actor, ActorKind};
use quytrinh::domain::calendar::{Calendar, Term, Unit};
use quytrinh::domain::case::{Case, CaseStatus};
use quytrinh::domain::deadline::{Expiry, Moment};
use quytrinh::domain::document::DocumentRef;
use quytrinh::domain::ids::{ActorId, CaseId, TaskKey};
use quytrinh::domain::task::{Need, Task, TaskState};
use quytrinh::flow::correct::RightFacts;
use quytrinh::flow::done::Completion;
use quytrinh::flow::fields::Setting;
use quytrinh::flow::open::Opening;
use quytrinh::flow::term::{From, NewTerm};
use quytrinh::flow::{self, FlowError, Run};
use quytrinh::script::ScriptHost;
use quytrinh::script::folder::Folder;
use quytrinh::script::publish::Built;
use quytrinh::store::{self, ActorsBy, CasesBy, TaskRef, TasksBy};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::rc::Rc;

/// The actors of a small province: three districts (one of them Lý Sơn), four communes, some agencies.
const ACTORS: &str = "BTVTU TTTU UBND BCSDUBND BTCTU SNV STC BTGTU VPDDBQH UBKTTU BNCTU BDT 522 535 536 \
    21010 21010-BT 21010-CT 21022 21022-BT 21022-CT 21484 21484-BT 21484-CT 21490 21490-BT 21490-CT";
const CADRES: [(&str, &str); 3] = [("CB1", "SNV"), ("CB2", "BTGTU"), ("CB3", "VPDDBQH")];

/// One random act. The numbers choose among what there is at that moment.
#[derive(Debug, Clone)]
pub enum Op {
    Done { task: u8, outcome: u8, days_ago: u8, bare: bool },
    Wait { days: u8 },
    Due { task: u8, days: u8, how: u8 },
    Rest { case: u8 },
    Wake { case: u8 },
    Withdraw { case: u8 },
    CorrectField { case: u8, field: u8 },
    CorrectTask { task: u8, days_ago: u8 },
    Reopen { task: u8 },
    Open { kind: u8, subject: u8 },
    Actor { cadre: u8, agency: u8 },
    Sweep { fails: bool },
}

pub fn op() -> impl Strategy<Value = Op> {
    prop_oneof![
        12 => (any::<u8>(), 0_u8..8, 0_u8..4, prop::bool::weighted(0.1))
            .prop_map(|(task, outcome, days_ago, bare)| Op::Done { task, outcome, days_ago, bare }),
        4 => (0_u8..20).prop_map(|days| Op::Wait { days }),
        3 => (any::<u8>(), 1_u8..30, 0_u8..5).prop_map(|(task, days, how)| Op::Due { task, days, how }),
        1 => any::<u8>().prop_map(|case| Op::Rest { case }),
        2 => any::<u8>().prop_map(|case| Op::Wake { case }),
        1 => any::<u8>().prop_map(|case| Op::Withdraw { case }),
        2 => (any::<u8>(), any::<u8>()).prop_map(|(case, field)| Op::CorrectField { case, field }),
        2 => (any::<u8>(), 0_u8..4).prop_map(|(task, days_ago)| Op::CorrectTask { task, days_ago }),
        2 => any::<u8>().prop_map(|task| Op::Reopen { task }),
        2 => (any::<u8>(), any::<u8>()).prop_map(|(kind, subject)| Op::Open { kind, subject }),
        1 => (any::<u8>(), any::<u8>()).prop_map(|(cadre, agency)| Op::Actor { cadre, agency }),
        2 => any::<bool>().prop_map(|fails| Op::Sweep { fails }),
    ]
}

thread_local! {
    /// Packages stay compiled and the calendar read, from one sequence to the next.
    pub static HOST: (Rc<ScriptHost>, Rc<Calendar>) = {
        let calendar = Home::new("/nowhere").calendar().expect("the calendar that is shipped");
        (Rc::default(), calendar)
    };
}

/// A day as it is written in data.
pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

/// The one that a number chooses; none of none.
pub fn pick<T: Clone>(items: &[T], number: u8) -> Option<T> {
    items.get(usize::from(number) % items.len().max(1)).cloned()
}

/// Does an act.
pub fn play(run: &Rc<Run>, op: &Op) -> Result<(), FlowError> {
    match *op {
        Op::Wait { .. } => {}
        Op::Done { task, outcome, days_ago, bare } => {
            let Some((at, row)) = pick(&open_tasks(run)?, task) else { return Ok(()) };
            // Mostly as planned, so that cases get on.
            let outcome =
                if outcome < 4 { row.outcomes.first().cloned() } else { pick(&row.outcomes, outcome) };
            let outcome = outcome.expect("a task has an outcome");
            let mut completion =
                if bare { Completion::default() } else { completion(run, &at.case, &row, &outcome, task)? };
            completion.outcome = Some(outcome);
            completion.on = (days_ago > 0).then(|| run.today() - Days::new(u64::from(days_ago)));
            flow::done::done(run, &at.case, &at.key, &completion)?;
        }
        Op::Due { task, days, how } => {
            let Some((at, row)) = pick(&all_tasks(run)?, task) else { return Ok(()) };
            let unit = if days % 2 == 0 { Unit::WorkingDays } else { Unit::Days };
            let term = Term::of(u32::from(days), unit);
            if how == 0 {
                flow::term::extend(run, &at.case, &at.key, term, "đề nghị", "Công văn 2-CV/HU")?;
                return Ok(());
            }
            // From a day, from an act; advisory, or binding with an outcome or without.
            let act = |key: &TaskKey| From::Act { task: key.clone(), turn: None, moment: Moment::Done };
            let from = match row.after.first() {
                Some(first) if how == 2 => act(first),
                _ => From::Day(run.today()),
            };
            let expiry = (how > 2).then(|| Expiry {
                outcome: row.outcomes.last().cloned().filter(|_| how == 3),
                reached_on: None,
            });
            let basis = "Công văn 1-CV/TU".to_owned();
            let new = NewTerm { term, from, basis, calendar: None, expiry };
            flow::term::set(run, &at.case, &at.key, &new)?;
        }
        Op::Rest { case } => with_case(run, case, |id| flow::suspend::suspend(run, id, "chờ"))?,
        Op::Wake { case } => {
            let resting: Vec<CaseId> =
                cases(run)?.into_iter().filter(|c| c.status == CaseStatus::Suspended).map(|c| c.id).collect();
            if let Some(id) = pick(&resting, case) {
                flow::suspend::resume(run, &id)?;
            }
        }
        Op::Withdraw { case } => with_case(run, case, |id| flow::close::withdraw(run, id, "rút"))?,
        Op::CorrectField { case, field } => with_case(run, case, |id| {
            let row = run.case(id)?;
            let kind = run.hooks().kind(run, &row.edition, &row.kind)?;
            let Some(spec) = pick(&kind.fields, field) else { return Ok(()) };
            let setting = Setting::parse(&format!("{}={}", spec.name, typed(run, &row, &spec.name, field)?))?;
            flow::correct::fields(run, id, &[setting], "ghi nhầm")
        })?,
        Op::CorrectTask { task, days_ago } => {
            let Some((at, row)) = pick(&all_tasks(run)?, task) else { return Ok(()) };
            let on = Some(run.today() - Days::new(u64::from(days_ago)));
            let document = row.document.map(|_| DocumentRef::parse(&paper(run, &row, 900))).transpose()?;
            let facts = RightFacts { on, document, note: Some("đã rà soát".to_owned()) };
            flow::correct::task(run, &at.case, &at.key, &facts, "ghi nhầm")?;
        }
        Op::Reopen { task } => {
            let Some((at, _)) = pick(&all_tasks(run)?, task) else { return Ok(()) };
            flow::correct::reopen(run, &at.case, &at.key, "ghi nhầm")?;
        }
        Op::Open { kind, subject } => {
            let kind = ["placement", "placement", "request", "round"][usize::from(kind % 4)];
            let subject = match kind {
                "placement" => CADRES[usize::from(subject) % CADRES.len()].0,
                "request" => ["522", "535", "536"][usize::from(subject % 3)],
                _ => "BTCTU",
            };
            let (kind, subject) = (kind.parse()?, subject.parse()?);
            flow::open::open(
                run,
                &Opening { package: None, kind, subject, parent: None, settings: Vec::new() },
            )?;
        }
        Op::Actor { cadre, agency } => {
            let agencies = ["SNV", "STC", "BTGTU", "VPDDBQH"];
            let id: ActorId = CADRES[usize::from(cadre) % CADRES.len()].0.parse()?;
            let parent: ActorId = agencies[usize::from(agency) % agencies.len()].parse()?;
            flow::actors::set_fields(run, &id, Some(&parent), &[("note".to_owned(), agency.into())])?;
        }
        Op::Sweep { fails } => {
            for at in flow::expire::expired(run)? {
                flow::expire::expire(run, &at)?;
            }
            flow::remind::fire_due(run)?;
            quytrinh::remind::deliver_in(run, quytrinh::remind::Retry::WhenDue, |message| {
                if fails { Err("unreachable".to_owned()) } else { Ok(message.key.clone()) }
            })?;
        }
    }
    Ok(())
}

fn with_case(
    run: &Rc<Run>,
    number: u8,
    verb: impl FnOnce(&CaseId) -> Result<(), FlowError>,
) -> Result<(), FlowError> {
    pick(&cases(run)?, number).map_or(Ok(()), |case| verb(&case.id))
}

/// Every case.
pub fn cases(run: &Rc<Run>) -> Result<Vec<Case>, FlowError> {
    run.tx().case_ids(&CasesBy::All)?.iter().map(|id| Ok((*run.case(id)?).clone())).collect()
}

/// Every task.
pub fn all_tasks(run: &Rc<Run>) -> Result<Vec<(TaskRef, Task)>, FlowError> {
    let row = |at: TaskRef| Ok(run.tx().task(&at)?.map(|task| (at, task)));
    run.tx().task_refs(&TasksBy::All)?.into_iter().filter_map(|at| row(at).transpose()).collect()
}

/// Every task that is open.
pub fn open_tasks(run: &Rc<Run>) -> Result<Vec<(TaskRef, Task)>, FlowError> {
    Ok(all_tasks(run)?.into_iter().filter(|(_, task)| task.state == TaskState::Open).collect())
}

/// What a task needs for an outcome, as a clerk would type it.
fn completion(
    run: &Rc<Run>,
    id: &CaseId,
    task: &Task,
    outcome: &str,
    number: u8,
) -> Result<Completion, FlowError> {
    let mut completion = Completion::default();
    let case = run.case(id)?;
    for need in task.needs.iter().filter(|need| need.applies_to(outcome)) {
        if need.what == Need::DOCUMENT {
            completion.document = Some(DocumentRef::parse(&paper(run, task, u32::from(number) + 1))?);
        } else {
            let value = typed(run, &case, &need.what, number)?;
            completion.settings.push(Setting::parse(&format!("{}={value}", need.what))?);
        }
    }
    if task.key.as_str() == "source-list" {
        let all = CADRES.map(|(id, _)| id).join(";");
        completion.settings.push(Setting::parse(&format!("candidates={all}"))?);
    }
    Ok(completion)
}

fn paper(run: &Rc<Run>, task: &Task, number: u32) -> String {
    let kind = task.paper.as_deref().unwrap_or("CV");
    format!("{number}-{kind}/BTCTU {}", run.today().format("%d/%m/%Y"))
}

/// A value for a field, mostly one that fits.
fn typed(run: &Rc<Run>, case: &Case, field: &str, number: u8) -> Result<String, FlowError> {
    let posts = run.tx().actor_ids(&ActorsBy::Kind(ActorKind::Post))?;
    Ok(match field {
        "offers" => {
            let mut own = Vec::new();
            for post in &posts {
                let district = run.actor(post)?.text("district").map(ToOwned::to_owned);
                if district.as_deref() == Some(case.subject.as_str()) {
                    own.push(format!("{post} 1/3/2023"));
                }
            }
            // Now and then the first one is left out, as a district that withdraws it does.
            own.split_off(usize::from(number % 5 == 4).min(own.len())).join(";")
        }
        "post" => {
            free_post(run, case)?.or(pick(&posts, number)).map_or_else(String::new, |post| post.to_string())
        }
        "excluded" | "plan_excluded" | "not_issued" | "replacement" => {
            CADRES[usize::from(number) % CADRES.len()].0.to_owned()
        }
        "candidates" | "listed" => CADRES.map(|(id, _)| id).join(";"),
        "block" => ["party", "state"][usize::from(number % 2)].to_owned(),
        "year" | "deferred_to_year" => "2023".to_owned(),
        "reception_date" => "1/3/2023".to_owned(),
        "carried_from" => "VT-2022-001".to_owned(),
        _ => format!("lý do {number}"),
    })
}

/// A post that was offered in the round and given to nobody.
fn free_post(run: &Rc<Run>, case: &Case) -> Result<Option<ActorId>, FlowError> {
    let Some(round) = &case.parent else { return Ok(None) };
    let (mut offered, mut taken) = (BTreeSet::new(), BTreeSet::new());
    for child in run.tx().case_ids(&CasesBy::Parent(round.clone()))? {
        let child = run.case(&child)?;
        let offers = child.fields.get("offers").and_then(|o| o.as_array()).into_iter().flatten();
        offered.extend(offers.filter_map(|offer| offer["post"].as_str()).map(ToOwned::to_owned));
        if child.id != case.id {
            taken.extend(child.fields.get("post").and_then(|p| p.as_str()).map(ToOwned::to_owned));
        }
    }
    offered.difference(&taken).next().map(|post| Ok(post.parse()?)).transpose()
}

/// The small province with its cadres, and the shipped package.
pub fn furnish(run: &Rc<Run>) -> Result<(), FlowError> {
    let wanted: Vec<&str> = ACTORS.split_whitespace().collect();
    let mut known = store::reference::actors().expect("the reference data");
    known.retain(|actor| wanted.contains(&actor.id.as_str()));
    assert_eq!(known.len(), wanted.len());
    let cadre = |(id, agency): &(&str, &str)| -> Result<Actor, FlowError> {
        let (kind, parent) = (ActorKind::Cadre, Some(agency.parse()?));
        let name = format!("Cán bộ Số {id}");
        Ok(Actor {
            id: id.parse()?,
            kind,
            also: Vec::new(),
            name,
            aliases: Vec::new(),
            parent,
            fields: BTreeMap::new(),
            succession: None,
        })
    };
    for actor in known.into_iter().map(Ok).chain(CADRES.iter().map(cadre)) {
        flow::actors::set(run, actor?)?;
    }
    let built = shipped("")?;
    flow::edition::publish(run, built.edition, &built.contents)?;
    Ok(())
}

/// The shipped package as an edition.
pub fn shipped(reason: &str) -> Result<Built, FlowError> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/rotation");
    HOST.with(|(host, _)| Rc::clone(host)).build(
        &"rotation".parse()?,
        &Folder::new(folder, None).files()?,
        reason,
    )
}
