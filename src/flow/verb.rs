//! What a person does to a case, as data: kept when it is refused, and done again.

use super::correct::{self, RightFacts};
use super::done::{self, Completion};
use super::fields::Setting;
use super::hooks::RungPlan;
use super::open::{self, Opening};
use super::refusal::FlowError;
use super::run::Run;
use super::term::{self, NewTerm};
use super::{close, ladder, suspend};
use crate::domain::calendar::Term;
use crate::domain::ids::{CaseId, TaskKey};
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// A verb with all that was given for it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "verb", rename_all = "kebab-case")]
pub enum Verb {
    /// A case is opened below the one it is kept with.
    Open(Opening),
    /// A task is done.
    Done {
        /// The task.
        task: TaskKey,
        /// What is known of it.
        #[serde(flatten)]
        completion: Completion,
    },
    /// The facts of a task are corrected.
    Correct {
        /// The task.
        task: TaskKey,
        /// The right ones.
        #[serde(flatten)]
        facts: RightFacts,
        /// Why.
        reason: String,
    },
    /// Fields are corrected.
    CorrectFields {
        /// The right values.
        settings: Vec<Setting>,
        /// Why.
        reason: String,
    },
    /// A task is owed again.
    Reopen {
        /// The task.
        task: TaskKey,
        /// Why.
        reason: String,
    },
    /// A task gets a term.
    Term {
        /// The task.
        task: TaskKey,
        /// Its term.
        term: NewTerm,
    },
    /// A task gets more time.
    Extend {
        /// The task.
        task: TaskKey,
        /// How much.
        term: Term,
        /// Why.
        reason: String,
        /// On what ground.
        basis: String,
    },
    /// A task gets one more reminder.
    Remind {
        /// The task.
        task: TaskKey,
        /// The reminder.
        plan: RungPlan,
    },
    /// The case rests.
    Suspend {
        /// Why.
        reason: String,
    },
    /// The case runs again.
    Resume {},
    /// The case is withdrawn.
    Withdraw {
        /// Why.
        reason: String,
    },
}

impl Verb {
    /// Does it to a case.
    pub fn carry_out(&self, run: &Rc<Run>, case: &CaseId) -> Result<(), FlowError> {
        match self {
            Self::Open(opening) => open::open(run, opening).map(|_| ()),
            Self::Done { task, completion } => done::done(run, case, task, completion).map(|_| ()),
            Self::Correct { task, facts, reason } => correct::task(run, case, task, facts, reason),
            Self::CorrectFields { settings, reason } => correct::fields(run, case, settings, reason),
            Self::Reopen { task, reason } => correct::reopen(run, case, task, reason),
            Self::Term { task, term } => term::set(run, case, task, term).map(|_| ()),
            Self::Extend { task, term, reason, basis } => {
                term::extend(run, case, task, *term, reason, basis).map(|_| ())
            }
            Self::Remind { task, plan } => ladder::add(run, case, task, plan).map(|_| ()),
            Self::Suspend { reason } => suspend::suspend(run, case, reason),
            Self::Resume {} => suspend::resume(run, case),
            Self::Withdraw { reason } => close::withdraw(run, case, reason),
        }
    }

    /// The verb and what of a case it is about: `done.answer`.
    pub fn name(&self) -> String {
        match self {
            Self::Open(opening) => format!("open.{}", opening.kind),
            Self::Done { task, .. } => format!("done.{task}"),
            Self::Correct { task, .. } => format!("correct.{task}"),
            Self::CorrectFields { settings, .. } => {
                let names: Vec<&str> = settings.iter().map(|setting| setting.name.as_str()).collect();
                format!("correct.{}", names.join("+"))
            }
            Self::Reopen { task, .. } => format!("reopen.{task}"),
            Self::Term { task, .. } => format!("term.{task}"),
            Self::Extend { task, .. } => format!("extend.{task}"),
            Self::Remind { task, .. } => format!("remind.{task}"),
            Self::Suspend { .. } => "suspend".to_owned(),
            Self::Resume {} => "resume".to_owned(),
            Self::Withdraw { .. } => "withdraw".to_owned(),
        }
    }

    /// The act as a policy calls it: the word of the command.
    pub(super) fn word(&self) -> &'static str {
        match self {
            Self::Open(_) => "open",
            Self::Done { .. } => "done",
            Self::Correct { .. } | Self::CorrectFields { .. } => "correct",
            Self::Reopen { .. } => "reopen",
            Self::Term { .. } | Self::Extend { .. } | Self::Remind { .. } => "due",
            Self::Suspend { .. } => "suspend",
            Self::Resume {} => "resume",
            Self::Withdraw { .. } => "withdraw",
        }
    }

    /// The task it is about, if it is about one.
    pub fn task(&self) -> Option<&TaskKey> {
        match self {
            Self::Done { task, .. }
            | Self::Correct { task, .. }
            | Self::Reopen { task, .. }
            | Self::Term { task, .. }
            | Self::Extend { task, .. }
            | Self::Remind { task, .. } => Some(task),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every variant, with all that can be given for it.
    const VERBS: &str = r#"[
        {"verb":"open","package":null,"kind":"request","subject":"533","parent":"DOT-2022-01","settings":[{"name":"year","given":{"typed":"2023"}}]},
        {"verb":"done","task":"answer","outcome":"proposed","on":"2022-09-21","settings":[{"name":"offers","given":{"value":["21010-BT"]}}],"document":{"type":"CV","number":"12","symbol":"CV/HU","date":"2022-09-21"},"note":"gửi hoả tốc"},
        {"verb":"correct","task":"answer","on":"2022-09-21","document":null,"note":null,"reason":"ghi nhầm"},
        {"verb":"correct-fields","settings":[],"reason":"ghi nhầm"},
        {"verb":"reopen","task":"answer","reason":"ghi nhầm"},
        {"verb":"term","task":"answer","term":{"term":"10 working days","from":{"day":"2022-09-21"},"basis":"Công văn","calendar":"533","expiry":{"outcome":"no-reply"}}},
        {"verb":"term","task":"answer","term":{"term":"10 working days","from":{"act":{"task":"letter","turn":null,"moment":"done"}},"basis":"Công văn","calendar":null,"expiry":null}},
        {"verb":"extend","task":"answer","term":"5 days","reason":"xin thêm","basis":"Công văn"},
        {"verb":"remind","task":"answer","plan":{"name":"third","offset":-3,"to":"owner","letter":"reminder"}},
        {"verb":"suspend","reason":"chờ"},
        {"verb":"resume"},
        {"verb":"withdraw","reason":"rút"}
    ]"#;

    #[test]
    fn a_verb_is_the_same_after_it_was_kept() {
        let json: serde_json::Value = serde_json::from_str(VERBS).unwrap();
        let verbs: Vec<Verb> = serde_json::from_value(json.clone()).unwrap();
        assert_eq!(serde_json::to_value(&verbs).unwrap(), json);
    }
}
