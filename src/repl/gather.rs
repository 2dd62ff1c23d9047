//! Making the candidates of completion: all of them at the first prompt, then only what the log says has changed.

use super::candidates::{Candidates, CaseChoice, Choice, TaskChoice};
use crate::cmd::Context;
use crate::domain::actor::ActorKind;
use crate::domain::case::{Case, CaseStatus};
use crate::domain::day;
use crate::domain::event::Event;
use crate::domain::ids::{ActorId, CaseId};
use crate::domain::task::Task;
use crate::flow::{FlowError, KindSpec, Run};
use crate::store::{ActorsBy, CasesBy, Hash};
use chrono::NaiveDate;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;
use std::sync::Arc;

/// How many cases are offered: the newest of each kind.
const CASES: usize = 5_000;
/// How many actors are offered.
const ACTORS: usize = 20_000;
/// Up to how many new entries of the log are followed one by one.
const FOLLOWED: usize = 2_000;

/// Keeps the candidates in step with the store.
pub struct Gatherer {
    words: Words,
    seen: Option<(u64, Hash, NaiveDate)>,
    cases: BTreeMap<CaseId, Arc<CaseChoice>>,
    actors: BTreeMap<ActorId, Arc<Choice>>,
    latest: Candidates,
}

/// The few words that descriptions need.
struct Words {
    late: String,
    due: String,
    closed: String,
    suspended: String,
    kinds: HashMap<ActorKind, String>,
    /// For the outcomes that every kind has.
    outcomes: HashMap<&'static str, String>,
}

/// The outcomes that the program itself gives.
const OUTCOMES: [&str; 3] = ["completed", "withdrawn", "done"];

/// What stands for the number in a sentence until it is known.
const SLOT: &str = "#";

impl Words {
    fn of(context: &Context) -> Self {
        let kinds = ActorKind::ALL.map(|kind| (kind, context.say(&format!("actor-{}", kind.name()))));
        Self {
            late: context.tell("report-days-late", &[("days", SLOT)]),
            due: context.tell("repl-due", &[("due", SLOT)]),
            closed: context.say("state-closed"),
            suspended: context.say("state-suspended"),
            kinds: kinds.into_iter().collect(),
            outcomes: OUTCOMES.map(|outcome| (outcome, context.say(&format!("outcome-{outcome}")))).into(),
        }
    }

    fn outcome(&self, kind: &KindSpec, outcome: &str) -> String {
        let title = kind.outcomes.get(outcome).or_else(|| self.outcomes.get(outcome));
        title.cloned().unwrap_or_default()
    }

    fn late(&self, days: i64) -> Option<String> {
        (days > 0).then(|| self.late.replace(SLOT, &days.to_string()))
    }
}

impl Gatherer {
    /// Starts with nothing; the words are those of the talk's language.
    pub fn new(context: &Context) -> Self {
        Self {
            words: Words::of(context),
            seen: None,
            cases: BTreeMap::new(),
            actors: BTreeMap::new(),
            latest: Candidates::default(),
        }
    }

    /// The candidates as the store stands now.
    pub fn gather(&mut self, run: &Rc<Run>) -> Result<Candidates, FlowError> {
        let (seq, hash) = run.tx().head()?;
        let now = (seq, hash, run.today());
        if self.seen != Some(now) {
            let followed = match self.seen {
                // Any entry may change what a person may read.
                Some((last, hash, day)) if day == now.2 && seq > last && !run.is_partial() => {
                    self.follow(run, last, &hash)?
                }
                _ => false,
            };
            if !followed {
                self.start(run)?;
            }
            self.seen = Some(now);
        }
        Ok(self.latest.clone())
    }

    fn start(&mut self, run: &Rc<Run>) -> Result<(), FlowError> {
        self.cases.clear();
        self.actors.clear();
        for id in newest(run.tx().case_ids(&CasesBy::All)?) {
            self.cases.insert(id.clone(), Arc::new(self.case(run, &id)?));
        }
        for id in run.tx().actor_ids(&ActorsBy::All)?.into_iter().take(ACTORS) {
            self.actors.insert(id.clone(), Arc::new(self.actor(run, &id)?));
        }
        self.sort_cases();
        self.list_actors();
        self.latest.kinds = Arc::new(kinds(run)?);
        Ok(())
    }

    /// Takes over what the entries after `last` changed; false when it is easier to start anew.
    fn follow(&mut self, run: &Rc<Run>, last: u64, hash: &Hash) -> Result<bool, FlowError> {
        let entries = run.tx().entries(last, FOLLOWED + 2)?;
        let is_same_log = entries.first().is_some_and(|first| first.hash == *hash);
        if !is_same_log || entries.len() > FOLLOWED + 1 {
            return Ok(false);
        }
        let mut cases = BTreeSet::new();
        let mut actors_changed = false;
        for stored in entries.iter().skip(1) {
            cases.extend(stored.entry.case.clone());
            match &stored.entry.event {
                Event::ActorSet { actor } => {
                    self.actors.insert(actor.id.clone(), Arc::new(self.actor(run, &actor.id)?));
                    actors_changed = true;
                }
                Event::EditionPublished { .. } => self.latest.kinds = Arc::new(kinds(run)?),
                _ => {}
            }
        }
        for id in cases {
            self.cases.insert(id.clone(), Arc::new(self.case(run, &id)?));
        }
        self.sort_cases();
        if actors_changed {
            self.list_actors();
        }
        Ok(true)
    }

    /// What is late comes first, then what runs.
    fn sort_cases(&mut self) {
        let mut cases: Vec<_> = self.cases.values().cloned().collect();
        cases.sort_by_key(|case| (Reverse(case.late), !case.is_live));
        self.latest.cases = Arc::new(cases);
    }

    fn list_actors(&mut self) {
        self.latest.actors = Arc::new(self.actors.values().cloned().collect());
    }

    fn case(&self, run: &Rc<Run>, id: &CaseId) -> Result<CaseChoice, FlowError> {
        let case = run.case(id)?;
        let is_live = case.status != CaseStatus::Closed;
        let (mut tasks, mut late) = (Vec::new(), 0);
        if is_live {
            let kind = run.hooks().kind(run, &case.edition, &case.kind)?;
            for task in run.tasks(id)?.iter() {
                let days = if task.state.is_live() { task.days_late(run.today()) } else { 0 };
                late = late.max(days);
                tasks.push(self.task(&kind, task, days));
            }
        }
        let state = match case.status {
            CaseStatus::Open => step(run, &case)?,
            CaseStatus::Suspended => self.words.suspended.clone(),
            CaseStatus::Closed => self.words.closed.clone(),
        };
        // The title is the longest and comes last, where a narrow terminal cuts.
        let parts = [self.words.late(late), Some(state), Some(case.title.clone())];
        let subject = run.find_actor(&case.subject)?.map(|actor| actor.name.clone()).unwrap_or_default();
        let choice = Choice::new(id.as_str(), joined(parts), format!("{} {subject}", case.title));
        Ok(CaseChoice { choice, is_live, late, tasks })
    }

    fn task(&self, kind: &KindSpec, task: &Task, late: i64) -> TaskChoice {
        let due = task.due().filter(|_| task.state.is_live()).map(day::vietnamese);
        let due = due.map(|day| self.words.due.replace(SLOT, &day));
        let about = joined([self.words.late(late), due, Some(task.title.clone())]);
        let outcomes = task.outcomes.iter().map(|outcome| {
            let title = self.words.outcome(kind, outcome);
            Choice::new(outcome, &title, &title)
        });
        TaskChoice {
            choice: Choice::new(task.key.as_str(), about, &task.title),
            state: task.state,
            outcomes: outcomes.collect(),
        }
    }

    fn actor(&self, run: &Run, id: &ActorId) -> Result<Choice, FlowError> {
        let actor = run.actor(id)?;
        let parent = match &actor.parent {
            Some(parent) => run.find_actor(parent)?.map(|parent| parent.name.clone()),
            None => None,
        };
        let also = format!("{} {}", actor.name, actor.aliases.join(" "));
        let kind = self.words.kinds.get(&actor.kind).cloned();
        Ok(Choice::new(id.as_str(), joined([Some(actor.name.clone()), kind, parent]), also))
    }
}

/// `Bước 2` of `Bước 2. Làm việc với cơ quan …`.
pub(super) fn step(run: &Rc<Run>, case: &Case) -> Result<String, FlowError> {
    let Some(step) = &case.step else { return Ok(String::new()) };
    let title = run.hooks().step_title(run, &case.edition, &case.kind, step)?;
    Ok(title.split('.').next().unwrap_or(&title).to_owned())
}

fn joined<const N: usize>(parts: [Option<String>; N]) -> String {
    let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}

/// The kinds of case that can be opened; with their package where several have one of the same name.
fn kinds(run: &Run) -> Result<Vec<Choice>, FlowError> {
    let mut found: Vec<(String, String, String)> = Vec::new();
    for package in run.tx().packages()? {
        let Some(edition) = run.tx().active_edition(&package)? else { continue };
        for name in &run.hooks().package(run, &edition)?.kinds {
            let kind = run.hooks().kind(run, &edition, name)?;
            found.push((package.to_string(), name.to_string(), kind.title.clone()));
        }
    }
    let choices = found.iter().map(|(package, name, title)| {
        let is_alone = found.iter().filter(|(_, other, _)| other == name).count() == 1;
        let typed = if is_alone { name.clone() } else { format!("{package}/{name}") };
        Choice::new(typed, title, format!("{name} {title}"))
    });
    Ok(choices.collect())
}

/// The newest cases of each kind, as their numbers tell; all of them when they are few.
fn newest(ids: Vec<CaseId>) -> Vec<CaseId> {
    if ids.len() <= CASES {
        return ids;
    }
    let mut families: HashMap<String, Vec<(u64, u64, CaseId)>> = HashMap::new();
    for id in ids {
        let mut parts = id.as_str().rsplitn(3, '-');
        let mut number = || parts.next().and_then(|part| part.parse().ok()).unwrap_or_default();
        let (number, year) = (number(), number());
        let family = parts.next().unwrap_or_default().to_owned();
        families.entry(family).or_default().push((year, number, id));
    }
    let mut ranked: Vec<(usize, CaseId)> = Vec::new();
    for family in families.values_mut() {
        family.sort_by(|a, b| b.cmp(a));
        ranked.extend(family.drain(..).enumerate().map(|(rank, (_, _, id))| (rank, id)));
    }
    ranked.sort();
    ranked.into_iter().take(CASES).map(|(_, id)| id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_of_each_kind_are_kept() {
        let many = (1..=9_000).map(|n| format!("LC-2022-{n:03}"));
        let ids =
            many.chain((1..=3).map(|n| format!("DOT-2021-{n:02}"))).map(|id| id.parse().unwrap()).collect();
        let kept = newest(ids);
        assert_eq!(kept.len(), CASES);
        for id in ["LC-2022-9000", "LC-2022-8000", "DOT-2021-01"] {
            assert!(kept.contains(&id.parse().unwrap()), "{id}");
        }
        assert!(!kept.contains(&"LC-2022-999".parse().unwrap()));
    }
}
