//! The acts that were refused, tried again at their place: between the act they followed and the next. Whatever comes of
//! them, nothing stays.

use super::compare::Difference;
use super::redo::main_of;
use crate::domain::event::{Entry, Event};
use crate::domain::ids::{CaseId, TaskKey};
use crate::domain::refused::RefusedAct;
use crate::domain::script_fault::Place;
use crate::flow::refused::ground;
use crate::flow::run::End;
use crate::flow::settle::abandon;
use crate::flow::verb::Verb;
use crate::flow::{FlowError, Refusal, Run, Who};
use crate::store::MemoryStore;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;

/// The refused acts that are still to be tried.
#[derive(Default)]
pub(super) struct Refused {
    /// By the entry they followed, in the order in which they were tried.
    acts: BTreeMap<u64, Vec<(CaseId, RefusedAct)>>,
    /// The lines of the judged scripts that added the tasks of the cases concerned.
    lines: HashMap<CaseId, HashMap<TaskKey, Place>>,
}

impl Refused {
    /// Reads those of the cases that are judged.
    pub fn read(source: &Run, judged: &HashSet<CaseId>) -> Result<Self, FlowError> {
        let mut refused = Self::default();
        for case in judged {
            for (after, act) in source.tx().refused_of(case)? {
                refused.acts.entry(after).or_default().push((case.clone(), act));
                refused.lines.entry(case.clone()).or_default();
            }
        }
        // What one case tried first stays first: the sort is stable.
        refused.acts.values_mut().for_each(|acts| acts.sort_by_key(|(_, act)| act.at));
        Ok(refused)
    }

    /// Notes which lines add tasks.
    pub fn watch(&mut self, made: &[Entry], places: &[Option<Place>]) {
        for (entry, place) in made.iter().zip(places) {
            if let (Some(case), Event::TaskAdded { task }, Some(place)) = (&entry.case, &entry.event, place)
                && let Some(lines) = self.lines.get_mut(case)
            {
                lines.insert(task.key.clone(), place.clone());
            }
        }
    }

    /// Takes those that were tried up to an entry.
    pub fn take_until(&mut self, seq: u64) -> Vec<(u64, CaseId, RefusedAct)> {
        let mut taken = Vec::new();
        while let Some(first) = self.acts.first_entry().filter(|first| *first.key() <= seq) {
            let (after, acts) = first.remove_entry();
            taken.extend(acts.into_iter().map(|(case, act)| (after, case, act)));
        }
        taken
    }

    /// The difference that an act comes out as anything but refused on the same ground.
    fn difference(
        &self,
        verb: &Verb,
        (after, case, act): (u64, CaseId, RefusedAct),
        came: Came,
    ) -> Option<Difference> {
        let (what, now, error, place) = match came {
            Came::Made(made, place) => ("passes", main_of(&made).map(|main| main.event.clone()), None, place),
            Came::Refused(FlowError::Refused(refusal), place) => {
                let refusal_now = serde_json::to_value(&*refusal).unwrap_or_default();
                if ground(&refusal_now) == ground(&act.refusal) {
                    return None;
                }
                ("otherwise", None, Some(FlowError::Refused(refusal)), place)
            }
            Came::Refused(error, place) => ("fails", None, Some(error), place),
        };
        // Where no script refused, what was missing is said where the task is added.
        let added = || self.lines.get(&case)?.get(verb.task()?).cloned();
        let place = if act.place.is_some() || error.is_some() { place } else { added().or(place) };
        Some(Difference {
            kind: format!("refused.{}.{what}", verb.name()),
            place,
            case: Some(case),
            act: after,
            recorded: None,
            now,
            changes: Vec::new(),
            error,
            refused: Some(act),
        })
    }
}

/// What came of an act that was refused.
enum Came {
    /// It went through; with the line of the first of its entries that a script asked for.
    Made(Vec<Entry>, Option<Place>),
    /// It was refused, or failed; with the line at which a script stopped.
    Refused(FlowError, Option<Place>),
}

/// A run whose transaction can be taken back to where it was kept last.
pub(super) struct Ground<'a> {
    /// The run.
    pub run: Rc<Run>,
    store: &'a MemoryStore,
    /// The last entry that is kept.
    kept: u64,
}

impl<'a> Ground<'a> {
    /// The ground of a run that writes into a store in memory.
    pub fn new(run: Rc<Run>, store: &'a MemoryStore) -> Self {
        Self { run, store, kept: 0 }
    }

    /// Tries an act that was refused; nothing of it stays. None when it was noted by a later version, in words that this
    /// one does not know.
    pub fn try_again(
        &mut self,
        refused: &Refused,
        (after, case, act): (u64, CaseId, RefusedAct),
    ) -> Result<Option<Difference>, FlowError> {
        let Ok(verbs) = serde_json::from_value::<Vec<Verb>>(act.verbs.clone()) else { return Ok(None) };
        let Some(verb) = verbs.last() else { return Ok(None) };
        self.end(End::Kept)?;
        let who = Who { by: act.by.clone(), on_behalf: act.on_behalf.clone() };
        self.run.stand_in(act.at, who, &act.why)?;
        let result = verbs.iter().try_for_each(|verb| verb.carry_out(&self.run, &case));
        let (made, places) = self.run.take_watched();
        let came = match result {
            Ok(()) => Came::Made(made, places.into_iter().flatten().next()),
            Err(FlowError::Store(error)) => return Err(error.into()),
            Err(error) => {
                abandon(&self.run);
                Came::Refused(error, self.run.take_stopped_at())
            }
        };
        self.end(End::Dropped)?;
        Ok(refused.difference(verb, (after, case, act), came))
    }

    /// Ends the transaction where something was done in it that is not kept.
    fn end(&mut self, end: End) -> Result<(), FlowError> {
        let last = self.run.tx().head()?.0;
        if last == self.kept {
            return Ok(());
        }
        let Some(run) = Rc::get_mut(&mut self.run) else {
            return Err(Refusal::OnlyReading { act: "renewal of a run in use".to_owned() }.into());
        };
        run.renew(self.store, end)?;
        if end == End::Kept {
            self.kept = last;
        }
        Ok(())
    }
}
