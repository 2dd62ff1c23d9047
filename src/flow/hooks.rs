//! What the verbs ask of the scripts. The script host implements it; the verbs know no script language.

use super::migrate::Class;
use super::refusal::FlowError;
use super::run::Run;
use super::spec::{KindSpec, PackageSpec};
use super::term::ExtensionBound;
use crate::domain::calendar::Term;
use crate::domain::event::When;
use crate::domain::ids::{ActorId, CaseId, EditionId, KindName, StepName, TaskKey};
use crate::domain::message::Letterhead;
use crate::domain::script_fault::Place;
use crate::notify::letter::Template;
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// One reason why a step cannot end yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Blocker {
    /// The reason.
    pub text: String,
    /// The clause it rests on.
    pub basis: String,
    /// Who can remove it.
    pub owner: Option<ActorId>,
}

/// One reminder of a ladder, before its day is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RungPlan {
    /// Its name within the ladder.
    pub name: String,
    /// Working days from the due date; negative is before it.
    pub offset: i32,
    /// To whom: `owner`, `office` or an actor's code.
    pub to: String,
    /// The letter template.
    pub letter: String,
}

impl RungPlan {
    /// Whether a text can be the name of a reminder: a word without dots, which stand between the parts of a message's key.
    pub fn is_name(text: &str) -> bool {
        text.parse::<TaskKey>().is_ok() && !text.contains('.')
    }

    /// Whether a text names a role. Roles are written in small letters; the codes of actors are not.
    pub fn is_role(text: &str) -> bool {
        text.starts_with(|c: char| c.is_ascii_lowercase())
            && text.chars().all(|c| c.is_ascii_lowercase() || c == '-')
    }
}

/// What an edition advises for a case that has another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoveAdvice {
    /// When the case should come over.
    pub when: When,
    /// Who decides.
    pub class: Class,
    /// Why.
    pub why: String,
}

/// A default term of the office, from the package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeTerm {
    /// Its name in the package.
    pub name: String,
    /// How long.
    pub term: Term,
}

/// The scripts of a package, as the verbs see them. Every hook runs inside the open transaction.
pub trait Hooks {
    /// The package of an edition.
    fn package(&self, run: &Run, edition: &EditionId) -> Result<Rc<PackageSpec>, FlowError>;
    /// A kind of an edition.
    fn kind(&self, run: &Run, edition: &EditionId, kind: &KindName) -> Result<Rc<KindSpec>, FlowError>;
    /// The title of a case, if the kind makes one.
    fn title(&self, run: &Rc<Run>, case: &CaseId) -> Result<Option<String>, FlowError>;
    /// The district whose variation applies to a case.
    fn variation(&self, run: &Rc<Run>, case: &CaseId) -> Result<Option<ActorId>, FlowError>;
    /// A case enters its step.
    fn start(&self, run: &Rc<Run>, case: &CaseId) -> Result<(), FlowError>;
    /// A task can be done from now on.
    fn opened(&self, run: &Rc<Run>, case: &CaseId, task: &TaskKey) -> Result<(), FlowError>;
    /// A task was done.
    fn closed(&self, run: &Rc<Run>, case: &CaseId, task: &TaskKey) -> Result<(), FlowError>;
    /// A person set a field.
    fn changed(&self, run: &Rc<Run>, case: &CaseId, field: &str) -> Result<(), FlowError>;
    /// Something happened to a case below `case`.
    fn child_moved(&self, run: &Rc<Run>, case: &CaseId, child: &CaseId) -> Result<(), FlowError>;
    /// A case below `case` ended.
    fn child_closed(&self, run: &Rc<Run>, case: &CaseId, child: &CaseId) -> Result<(), FlowError>;
    /// A case came over from another edition.
    fn migrated(&self, run: &Rc<Run>, case: &CaseId, from: &EditionId) -> Result<(), FlowError>;
    /// What the edition `to` advises for a case that has another one; none when it leaves that to the program.
    fn plan_move(
        &self,
        run: &Rc<Run>,
        case: &CaseId,
        to: &EditionId,
    ) -> Result<Option<MoveAdvice>, FlowError>;
    /// Why the step of a case cannot end yet.
    fn blockers(&self, run: &Rc<Run>, case: &CaseId) -> Result<Vec<Blocker>, FlowError>;
    /// The step after the present one; none when the case ends.
    fn next(&self, run: &Rc<Run>, case: &CaseId) -> Result<Option<StepName>, FlowError>;
    /// The reminders of a task.
    fn ladder(&self, run: &Rc<Run>, case: &CaseId, task: &TaskKey) -> Result<Vec<RungPlan>, FlowError>;
    /// Who stands behind a role of a ladder; none when the package leaves that to the program.
    fn recipients(
        &self,
        run: &Rc<Run>,
        case: &CaseId,
        task: &TaskKey,
        role: &str,
    ) -> Result<Option<Vec<ActorId>>, FlowError>;
    /// A binding term without an outcome has run out.
    fn expired(&self, run: &Rc<Run>, case: &CaseId, task: &TaskKey) -> Result<(), FlowError>;
    /// How often and by how much the term of a task may be extended, if the package says so.
    fn extension_bound(
        &self,
        run: &Rc<Run>,
        case: &CaseId,
        task: &TaskKey,
    ) -> Result<Option<ExtensionBound>, FlowError>;
    /// How letters of an edition's office are headed and signed, if the package says so.
    fn letterhead(&self, run: &Run, edition: &EditionId) -> Result<Option<Letterhead>, FlowError>;
    /// The names of the letter templates of an edition.
    fn letters(&self, run: &Run, edition: &EditionId) -> Result<Vec<String>, FlowError>;
    /// The text of a letter template of an edition.
    fn letter(&self, run: &Run, edition: &EditionId, name: &str) -> Result<Option<Rc<Template>>, FlowError>;
    /// Where in a script a function of the program was called last, while a hook runs.
    fn place(&self) -> Option<Place>;
    /// The title of a step, from its file's first line.
    fn step_title(
        &self,
        run: &Run,
        edition: &EditionId,
        kind: &KindName,
        step: &StepName,
    ) -> Result<String, FlowError>;
}
