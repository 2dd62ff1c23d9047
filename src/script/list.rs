//! Lists that scripts ask for: by index where there is one, row by row for the rest, and only when read.

use super::handle::{Actor, Case, Task};
use crate::domain::actor::ActorKind;
use crate::domain::case::{Case as Row, CaseStatus};
use crate::domain::ids::{ActorId, CaseId, KindName, PackageName};
use crate::flow::{self, FlowError, Run};
use crate::store::{ActorsBy, CasesBy, TaskRef, TasksBy};
use chrono::NaiveDate;
use rhai::Dynamic;

/// A list not read yet, or the handles a filter left.
#[derive(Debug, Clone)]
pub enum List {
    /// Cases.
    Cases(CaseQuery),
    /// Tasks.
    Tasks(TaskQuery),
    /// Actors.
    Actors(ActorQuery),
}

/// Which cases.
#[derive(Debug, Clone)]
pub struct CaseQuery {
    /// Where to start.
    pub from: From<CasesBy, CaseId>,
    /// What each row must satisfy.
    pub tests: Vec<CaseTest>,
}

/// Which tasks.
#[derive(Debug, Clone)]
pub struct TaskQuery {
    /// Where to start.
    pub from: From<TasksBy, TaskRef>,
    /// What each row must satisfy.
    pub tests: Vec<TaskTest>,
}

/// Which actors.
#[derive(Debug, Clone)]
pub struct ActorQuery {
    /// Where to start.
    pub from: From<ActorsBy, ActorId>,
    /// What each row must satisfy.
    pub tests: Vec<ActorTest>,
}

/// Where a list starts.
#[derive(Debug, Clone)]
pub enum From<By, Id> {
    /// An index.
    Index(By),
    /// What was found already.
    Found(Vec<Id>),
}

/// What a case must satisfy.
#[derive(Debug, Clone)]
pub enum CaseTest {
    /// Its kind, in a package or in any.
    Kind(Option<PackageName>, KindName),
    /// Its status.
    Status(CaseStatus),
    /// Its subject.
    Subject(ActorId),
    /// Its step.
    Step(String),
    /// Its outcome.
    Outcome(String),
    /// Its variation.
    Variation(String),
    /// Its parent.
    Below(CaseId),
}

/// What a task must satisfy.
#[derive(Debug, Clone)]
pub enum TaskTest {
    /// Its state is open.
    Open,
    /// It is waiting or open.
    Owed,
    /// It is owed and late.
    Overdue,
    /// Its owner.
    Owner(ActorId),
    /// The kind of its case, in a package or in any.
    Kind(Option<PackageName>, KindName),
    /// Its key.
    Key(String),
    /// Its due date is on these days.
    Due(NaiveDate, NaiveDate),
    /// The variation of its case.
    Variation(String),
}

/// What an actor must satisfy.
#[derive(Debug, Clone)]
pub enum ActorTest {
    /// It counts as a kind.
    Kind(ActorKind),
    /// It belongs to another, at any depth.
    Below(ActorId),
}

impl CaseQuery {
    /// The list narrowed, by index where that helps.
    pub fn narrowed(mut self, test: CaseTest) -> Self {
        let by = match (&self.from, &test) {
            (From::Index(CasesBy::All), CaseTest::Kind(Some(package), kind)) => {
                Some(CasesBy::Kind(package.clone(), kind.clone()))
            }
            (From::Index(CasesBy::All), CaseTest::Subject(subject)) => {
                Some(CasesBy::Subject(subject.clone()))
            }
            (From::Index(CasesBy::All), CaseTest::Below(parent)) => Some(CasesBy::Parent(parent.clone())),
            (From::Index(CasesBy::Kind(package, kind)), CaseTest::Status(status)) => {
                Some(CasesBy::KindStatus(package.clone(), kind.clone(), *status))
            }
            _ => None,
        };
        match by {
            Some(by) => self.from = From::Index(by),
            None => self.tests.push(test),
        }
        self
    }

    /// The numbers of the cases.
    pub fn read(&self, run: &Run) -> Result<Vec<CaseId>, FlowError> {
        let mut ids = match &self.from {
            From::Index(by) => run.tx().case_ids(by)?,
            From::Found(found) => found.clone(),
        };
        if self.tests.is_empty() {
            return Ok(ids);
        }
        let mut kept = Vec::new();
        for id in ids.drain(..) {
            let row = run.case(&id)?;
            let ok = self.tests.iter().all(|test| match test {
                CaseTest::Kind(package, kind) => is_kind(&row, package.as_ref(), kind),
                CaseTest::Status(status) => row.status == *status,
                CaseTest::Subject(subject) => row.subject == *subject,
                CaseTest::Step(step) => row.step.as_ref().is_some_and(|s| s.as_str() == step),
                CaseTest::Outcome(outcome) => row.outcome.as_deref() == Some(outcome),
                CaseTest::Variation(code) => row.variation.as_ref().is_some_and(|v| v.as_str() == code),
                CaseTest::Below(parent) => row.parent.as_ref() == Some(parent),
            });
            if ok {
                kept.push(id);
            }
        }
        Ok(kept)
    }
}

impl TaskQuery {
    /// The list narrowed, by index where that helps.
    pub fn narrowed(mut self, test: TaskTest, today: NaiveDate) -> Self {
        let before = |day: NaiveDate| day.pred_opt().unwrap_or(day);
        let by = match (&self.from, &test) {
            (From::Index(TasksBy::All), TaskTest::Overdue) => {
                Some(TasksBy::Due(NaiveDate::MIN, before(today)))
            }
            (From::Index(TasksBy::All), TaskTest::Due(from, to)) => Some(TasksBy::Due(*from, *to)),
            (From::Index(TasksBy::All), TaskTest::Owner(owner)) => Some(TasksBy::Owner(owner.clone())),
            _ => None,
        };
        match by {
            Some(by) => self.from = From::Index(by),
            None => self.tests.push(test),
        }
        self
    }

    /// Which tasks.
    pub fn read(&self, run: &Run) -> Result<Vec<TaskRef>, FlowError> {
        let refs = match &self.from {
            From::Index(by) => run.tx().task_refs(by)?,
            From::Found(found) => found.clone(),
        };
        if self.tests.is_empty() {
            return Ok(refs);
        }
        let today = run.today();
        let mut kept = Vec::new();
        for at in refs {
            let case = run.case(&at.case)?;
            let tasks = run.tasks(&at.case)?;
            let Some(row) = tasks.iter().find(|t| t.key == at.key && t.turn == at.turn) else { continue };
            let ok = self.tests.iter().all(|test| match test {
                TaskTest::Open => row.state.name() == "open",
                TaskTest::Owed => row.state.is_live(),
                TaskTest::Overdue => row.is_overdue(today),
                TaskTest::Owner(owner) => row.owner == *owner,
                TaskTest::Kind(package, kind) => is_kind(&case, package.as_ref(), kind),
                TaskTest::Key(key) => row.key.as_str() == key,
                TaskTest::Due(from, to) => {
                    row.state.is_live() && row.due().is_some_and(|due| (*from..=*to).contains(&due))
                }
                TaskTest::Variation(code) => case.variation.as_ref().is_some_and(|v| v.as_str() == code),
            });
            if ok {
                kept.push(at);
            }
        }
        Ok(kept)
    }
}

impl ActorQuery {
    /// The list narrowed, by index where that helps.
    pub fn narrowed(mut self, test: ActorTest) -> Self {
        match (&self.from, &test) {
            (From::Index(ActorsBy::All), ActorTest::Kind(kind)) => {
                self.from = From::Index(ActorsBy::Kind(*kind));
            }
            _ => self.tests.push(test),
        }
        self
    }

    /// The codes of the actors.
    pub fn read(&self, run: &Run) -> Result<Vec<ActorId>, FlowError> {
        let ids = match &self.from {
            From::Index(by) => run.tx().actor_ids(by)?,
            From::Found(found) => found.clone(),
        };
        let mut kept = Vec::new();
        for id in ids {
            let mut ok = true;
            for test in &self.tests {
                ok = ok
                    && match test {
                        ActorTest::Kind(kind) => run.actor(&id)?.is(*kind),
                        ActorTest::Below(top) => flow::actors::is_below(run, &id, top)?,
                    };
            }
            if ok {
                kept.push(id);
            }
        }
        Ok(kept)
    }
}

fn is_kind(case: &Row, package: Option<&PackageName>, kind: &KindName) -> bool {
    case.kind == *kind && package.is_none_or(|package| case.package == *package)
}

impl List {
    /// The handles in the list.
    pub fn read(&self, run: &Run) -> Result<Vec<Dynamic>, FlowError> {
        Ok(match self {
            Self::Cases(query) => query.read(run)?.into_iter().map(|id| Dynamic::from(Case(id))).collect(),
            Self::Tasks(query) => {
                let refs = query.read(run)?.into_iter();
                refs.map(|t| Dynamic::from(Task { case: t.case, key: t.key, turn: t.turn })).collect()
            }
            Self::Actors(query) => query.read(run)?.into_iter().map(|id| Dynamic::from(Actor(id))).collect(),
        })
    }

    /// How many there are.
    pub fn len(&self, run: &Run) -> Result<usize, FlowError> {
        Ok(match self {
            Self::Cases(query) => query.read(run)?.len(),
            Self::Tasks(query) => query.read(run)?.len(),
            Self::Actors(query) => query.read(run)?.len(),
        })
    }

    /// The list of those handles that `keep` accepts.
    pub fn kept<E>(
        &self,
        handles: Vec<Dynamic>,
        mut keep: impl FnMut(&Dynamic) -> Result<bool, E>,
    ) -> Result<Self, E> {
        let (mut cases, mut tasks, mut actors) = (Vec::new(), Vec::new(), Vec::new());
        for handle in handles {
            if !keep(&handle)? {
                continue;
            }
            if let Some(case) = handle.read_lock::<Case>() {
                cases.push(case.0.clone());
            } else if let Some(task) = handle.read_lock::<Task>() {
                tasks.push(TaskRef { case: task.case.clone(), key: task.key.clone(), turn: task.turn });
            } else if let Some(actor) = handle.read_lock::<Actor>() {
                actors.push(actor.0.clone());
            }
        }
        Ok(match self {
            Self::Cases(_) => Self::Cases(CaseQuery { from: From::Found(cases), tests: Vec::new() }),
            Self::Tasks(_) => Self::Tasks(TaskQuery { from: From::Found(tasks), tests: Vec::new() }),
            Self::Actors(_) => Self::Actors(ActorQuery { from: From::Found(actors), tests: Vec::new() }),
        })
    }

    /// What it is a list of.
    pub fn noun(&self) -> &'static str {
        match self {
            Self::Cases(_) => "cases",
            Self::Tasks(_) => "tasks",
            Self::Actors(_) => "actors",
        }
    }
}
