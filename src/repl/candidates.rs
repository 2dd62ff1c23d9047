//! What completion can offer, as plain texts: a snapshot made before a prompt, for a completer that knows no store.

use crate::domain::name;
use crate::domain::task::TaskState;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// What can be offered at one prompt, best first.
#[derive(Debug, Clone, Default)]
pub struct Candidates {
    /// Cases.
    pub cases: Arc<Vec<Arc<CaseChoice>>>,
    /// Actors.
    pub actors: Arc<Vec<Arc<Choice>>>,
    /// Kinds of case.
    pub kinds: Arc<Vec<Choice>>,
    /// The variables of the talk.
    pub variables: Vec<String>,
    /// The functions defined in the talk, with their parameters.
    pub functions: Vec<(String, String)>,
}

/// Something that can be typed.
#[derive(Debug, Clone)]
pub struct Choice {
    /// What is put into the line.
    pub value: String,
    /// What it is, in one line.
    pub about: String,
    /// What it is found by besides its value.
    also: String,
    /// Both without marks; made when first compared, since most never are.
    folded: OnceLock<String>,
}

/// A case, with its tasks while it runs.
#[derive(Debug, Clone)]
pub struct CaseChoice {
    /// The case.
    pub choice: Choice,
    /// Whether it runs.
    pub is_live: bool,
    /// How many days its latest task is late.
    pub late: i64,
    /// Its tasks, in their order.
    pub tasks: Vec<TaskChoice>,
}

/// A task.
#[derive(Debug, Clone)]
pub struct TaskChoice {
    /// The task.
    pub choice: Choice,
    /// Where it stands.
    pub state: TaskState,
    /// The outcomes it may have, the planned one first.
    pub outcomes: Vec<Choice>,
}

/// How well something fits what was typed; the least is the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// It starts like that.
    Start,
    /// So do words of it that follow each other.
    Phrase,
    /// A word of it starts like each word typed.
    Words,
    /// It is somewhere inside.
    Inside,
}

impl Choice {
    /// A choice that is found by its value and the texts in `also`.
    pub fn new(value: impl Into<String>, about: impl Into<String>, also: impl Into<String>) -> Self {
        Self { value: value.into(), about: about.into(), also: also.into(), folded: OnceLock::new() }
    }

    fn folded(&self) -> &str {
        self.folded.get_or_init(|| name::fold(&format!("{} {}", self.value, self.also)))
    }

    /// How well it fits what was typed, with or without marks; none when it does not.
    pub fn fit(&self, typed: &Typed) -> Option<Fit> {
        if self.folded().starts_with(&typed.folded) {
            return Some(Fit::Start);
        }
        if self.has_at_word(&typed.folded) {
            return Some(Fit::Phrase);
        }
        let mut words = typed.folded.split(' ');
        if words.clone().all(|word| self.has_at_word(word)) {
            return Some(Fit::Words);
        }
        words.all(|word| self.folded().contains(word)).then_some(Fit::Inside)
    }

    fn has_at_word(&self, text: &str) -> bool {
        let folded = self.folded();
        folded.match_indices(text).any(|(at, _)| at == 0 || folded.as_bytes()[at - 1] == b' ')
    }
}

/// What was typed, ready to compare.
#[derive(Debug, Clone)]
pub struct Typed {
    folded: String,
}

impl Typed {
    /// Reads what was typed.
    pub fn new(text: &str) -> Self {
        Self { folded: name::fold(text) }
    }
}

impl Candidates {
    /// Makes ready what the first search would take long for.
    fn prepare(&self) {
        self.cases.iter().for_each(|case| _ = case.choice.folded());
        self.actors.iter().for_each(|actor| _ = actor.folded());
    }

    /// The case of this number.
    pub fn case(&self, id: &str) -> Option<&CaseChoice> {
        self.cases.iter().find(|case| case.choice.value.eq_ignore_ascii_case(id)).map(AsRef::as_ref)
    }
}

/// The candidates that the talk sets and the completer reads.
#[derive(Debug, Clone, Default)]
pub struct Shared(Arc<Mutex<Candidates>>);

impl Shared {
    /// Sets what can be offered from now on.
    pub fn set(&self, candidates: Candidates) {
        let before = std::mem::replace(
            &mut *self.0.lock().unwrap_or_else(PoisonError::into_inner),
            candidates.clone(),
        );
        let is_same =
            Arc::ptr_eq(&before.cases, &candidates.cases) && Arc::ptr_eq(&before.actors, &candidates.actors);
        if !is_same {
            // Without the thread the first search is slower, and no more than that.
            let _ = std::thread::Builder::new().spawn(move || candidates.prepare());
        }
    }

    /// What can be offered now.
    pub fn get(&self) -> Candidates {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_left_out_and_words_come_in_any_order() {
        let choice = Choice::new("LC-2022-017", "", "Nguyễn Thị Thuỷ · Huyện Sơn Tịnh");
        let fit = |typed: &str| choice.fit(&Typed::new(typed));
        assert_eq!(fit("lc-2022-0"), Some(Fit::Start));
        assert_eq!(fit(""), Some(Fit::Start));
        assert_eq!(fit("son tinh"), Some(Fit::Phrase));
        assert_eq!(fit("tịnh thuy"), Some(Fit::Words));
        assert_eq!(fit("inh"), Some(Fit::Inside));
        assert_eq!(fit("tra bong"), None);
    }
}
