//! A case with its tasks as they stand, for those who show them.

use super::refusal::FlowError;
use super::run::Run;
use super::spec::KindSpec;
use crate::domain::case::Case;
use crate::domain::ids::{ActorId, CaseId};
use crate::domain::task::Task;
use chrono::NaiveDate;
use std::rc::Rc;

/// A case with its tasks.
#[derive(Debug, Clone)]
pub struct Picture {
    /// The case.
    pub case: Rc<Case>,
    /// Its kind.
    pub kind: Rc<KindSpec>,
    /// Its tasks, in the order in which they were added.
    pub tasks: Rc<Vec<Task>>,
    /// The names of those who owe them, in the same order.
    pub owners: Vec<String>,
    /// The names of those they stand for, where that is somebody else, in the same order.
    pub stand_for: Vec<Option<String>>,
    /// The day.
    pub today: NaiveDate,
}

impl Picture {
    /// The case as it stands.
    pub fn of(run: &Run, id: &CaseId) -> Result<Self, FlowError> {
        let case = run.case(id)?;
        let kind = run.hooks().kind(run, &case.edition, &case.kind)?;
        let tasks = run.tasks(id)?;
        let name = |id: &ActorId| -> Result<String, FlowError> {
            Ok(run.find_actor(id)?.map_or_else(|| id.to_string(), |actor| actor.name.clone()))
        };
        let (mut owners, mut stand_for) = (Vec::new(), Vec::new());
        for task in tasks.iter() {
            owners.push(name(&task.owner)?);
            stand_for.push(task.stands_for.as_ref().map(name).transpose()?);
        }
        Ok(Self { case, kind, tasks, owners, stand_for, today: run.today() })
    }
}
