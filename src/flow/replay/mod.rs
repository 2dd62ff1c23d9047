//! Replaying recorded history on another edition: every act of the cases concerned is done again on a clock that stands
//! where it stood, and what comes of it is laid beside what was recorded. A release gate asks before it lets an edition
//! in, and a plan to move cases asks which of them would have gone the same way.

mod compare;
mod redo;
mod refused;

pub use compare::{Change, Difference};

use super::refusal::FlowError;
use super::run::{Run, Who};
use super::settle::abandon;
use crate::domain::case::CaseStatus;
use crate::domain::event::{Edition, Entry, Event};
use crate::domain::ids::{CaseId, EditionId, PackageName};
use crate::domain::script_fault::Place;
use crate::store::{CasesBy, MemoryStore};
use refused::{Ground, Refused};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// How many entries are read at a time.
const CHUNK: usize = 2_000;

/// What is asked of a replay.
#[derive(Default)]
pub struct Question<'a> {
    /// The kinds of difference behind which a case is followed further; without one, a case is followed to its first.
    pub accepted: Option<&'a dyn Fn(&str) -> bool>,
    /// The case whose last act is shown line by line.
    pub traced: Option<&'a CaseId>,
}

/// What came of a replay.
#[derive(Debug, Default)]
pub struct Replayed {
    /// The open cases whose history was done again.
    pub cases: Vec<CaseId>,
    /// How many acts were done again.
    pub acts: usize,
    /// How many that had been refused were tried again.
    pub refused: usize,
    /// The differences, oldest first: in each case up to the first in what was recorded that is not accepted.
    pub differences: Vec<Difference>,
    /// The cases that could not be followed to the end: they have gone another way, or those above or below them have.
    pub parted: HashSet<CaseId>,
    /// What the last act of the traced case made, and where in the scripts each entry comes from.
    pub trace: Vec<(Entry, Option<Place>)>,
}

/// The cases of the store that is replayed.
struct Book {
    /// The case that each lies below.
    parents: HashMap<CaseId, Option<CaseId>>,
    /// The edition that each has, and whether it has ended.
    editions: HashMap<CaseId, (EditionId, bool)>,
    /// Those whose history is done again: the open ones, and all that belong together with them.
    judged: HashSet<CaseId>,
    /// Of those, the ones that have gone another way, and those above and below them, which went with them.
    parted: HashSet<CaseId>,
}

/// Does the history of all open cases of a package again on another edition. `source` reads the store; `onto` writes into
/// a store in memory where that edition is the active one and nothing has happened; it is of no use afterwards. Other
/// cases are there as they were recorded.
pub fn replay(
    source: &Rc<Run>,
    onto: Rc<Run>,
    store: &MemoryStore,
    edition: &Edition,
    question: &Question<'_>,
) -> Result<Replayed, FlowError> {
    let (book, cases) = Book::read(source, &edition.package)?;
    let mut replayed = Replayed { cases, ..Replayed::default() };
    if replayed.cases.is_empty() {
        return Ok(replayed);
    }
    for other in source.tx().editions()? {
        for hash in other.files.values() {
            if let Some(content) = source.tx().blob(hash)? {
                onto.tx().put_blob(hash, &content)?;
            }
        }
    }
    onto.take_recorded();
    onto.watch();
    let refused = Refused::read(source, &book.judged)?;
    let mut stage = Stage { ground: Ground::new(onto, store), edition, question, book, refused };
    let (mut from, mut act) = (1, Vec::new());
    loop {
        let chunk = source.tx().entries(from, CHUNK)?;
        let Some(last) = chunk.last() else { break };
        from = last.entry.seq + 1;
        for stored in chunk {
            let entry = stored.entry;
            if act.first().is_some_and(|first: &Entry| entry.act != Some(first.seq)) {
                stage.play(&act, &mut replayed)?;
                stage.try_refused(&act, &mut replayed)?;
                act.clear();
            }
            act.push(entry);
        }
    }
    stage.play(&act, &mut replayed)?;
    stage.try_refused(&act, &mut replayed)?;
    replayed.parted = stage.book.parted;
    Ok(replayed)
}

/// Where history is done again.
struct Stage<'a> {
    ground: Ground<'a>,
    edition: &'a Edition,
    question: &'a Question<'a>,
    book: Book,
    refused: Refused,
}

impl Stage<'_> {
    /// One act: done again, or only entered in the tables when it is none of the cases that are judged.
    fn play(&mut self, act: &[Entry], replayed: &mut Replayed) -> Result<(), FlowError> {
        let Some(first) = act.first() else { return Ok(()) };
        if !act.iter().any(|entry| self.book.is_judged(entry)) {
            return act.iter().try_for_each(|entry| self.enter(entry));
        }
        if is_sweep(first) {
            let mut going_on = act.iter().filter(|entry| !self.book.has_parted(entry));
            return going_on.try_for_each(|entry| match entry.case {
                Some(_) => redo::fired(&self.ground.run, entry),
                None => redo::sent(&self.ground.run, entry),
            });
        }
        let Some(main) = redo::main_of(act) else { return Ok(()) };
        redo::number_as_recorded(&self.ground.run, act)?;
        if self.book.has_parted(main) {
            act.iter()
                .filter(|entry| opens(&entry.event))
                .for_each(|entry| self.book.part(entry.case.as_ref()));
            return Ok(());
        }
        let Some(act) = &self.as_judged(act) else { return Ok(()) };
        let who = Who { by: first.by.clone(), on_behalf: first.on_behalf.clone() };
        self.ground.run.stand_in(first.at, who, &first.why)?;
        let result = redo::redo(&self.ground.run, act);
        let (made, places) = self.ground.run.take_watched();
        self.refused.watch(&made, &places);
        replayed.acts += 1;
        if self.question.traced.is_some_and(|case| made.iter().any(|entry| entry.case.as_ref() == Some(case)))
        {
            replayed.trace = made.iter().cloned().zip(places.iter().cloned()).collect();
        }
        let found = match result {
            Ok(()) => compare::differences(act, &made, &places, &|kind| self.accepts(kind)),
            Err(FlowError::Store(error)) => return Err(error.into()),
            Err(error) => {
                abandon(&self.ground.run);
                vec![compare::failed(main, first.seq, error, places.last().cloned().flatten())]
            }
        };
        for difference in found {
            if self.book.follows_from_parting(&difference) {
                self.book.part(difference.case.as_ref());
                continue;
            }
            if !self.accepts(&difference.kind) {
                self.book.part(difference.case.as_ref());
            }
            replayed.differences.push(difference);
        }
        Ok(())
    }

    /// Tries what was refused after an act and before the next.
    fn try_refused(&mut self, act: &[Entry], replayed: &mut Replayed) -> Result<(), FlowError> {
        let Some(last) = act.last() else { return Ok(()) };
        for refused in self.refused.take_until(last.seq) {
            if self.book.parted.contains(&refused.1) {
                continue;
            }
            replayed.refused += 1;
            replayed.differences.extend(self.ground.try_again(&self.refused, refused)?);
        }
        Ok(())
    }

    /// An act as it is done again: a case that runs is on the judged edition from the time on from which it has the
    /// edition it has now; until then, and where it has ended, all goes by the editions that were recorded. None for a
    /// move between editions that left a case where it was.
    fn as_judged<'e>(&self, act: &'e [Entry]) -> Option<Cow<'e, [Entry]>> {
        let (run, judged) = (&self.ground.run, &self.edition.id);
        let mut as_judged = Cow::Borrowed(act);
        for (at, entry) in act.iter().enumerate() {
            let Some(case) = &entry.case else { continue };
            let now = self.book.editions.get(case).filter(|(_, ended)| !ended).map(|(now, _)| now);
            match &entry.event {
                Event::CaseOpened { case: opened } => {
                    let first = if now == Some(&opened.edition) { judged } else { &opened.edition };
                    run.assign_edition(case, first);
                }
                Event::CaseMoved { to, .. } | Event::MoveReverted { to, .. } if entry.cause.is_none() => {
                    if run.assigned_edition(case).as_ref() == Some(judged) {
                        return None;
                    }
                    if now == Some(to)
                        && let Event::CaseMoved { to, .. } | Event::MoveReverted { to, .. } =
                            &mut as_judged.to_mut()[at].event
                    {
                        to.clone_from(judged);
                    }
                }
                _ => {}
            }
        }
        Some(as_judged)
    }

    fn accepts(&self, kind: &str) -> bool {
        self.question.accepted.is_some_and(|accepted| accepted(kind))
    }

    /// Enters an act of other cases, and what came of messages. What was published then does not take the place of the edition
    /// that is judged.
    fn enter(&self, entry: &Entry) -> Result<(), FlowError> {
        let is_sent = entry.case.is_none()
            && !matches!(
                entry.event,
                Event::ActorSet { .. } | Event::ActorSucceeded { .. } | Event::EditionPublished { .. }
            );
        if is_sent {
            return redo::sent(&self.ground.run, entry);
        }
        self.ground.run.enter(entry)?;
        match &entry.event {
            Event::EditionPublished { edition } if edition.package == self.edition.package => {
                let event = Event::EditionPublished { edition: self.edition.clone() };
                self.ground.run.enter(&Entry { event, ..entry.clone() })
            }
            _ => Ok(()),
        }
    }
}

fn opens(event: &Event) -> bool {
    matches!(event, Event::CaseOpened { .. })
}

/// Whether an act is a sweep of reminders, which touches many cases and asks scripts only to whom they go.
fn is_sweep(first: &Entry) -> bool {
    matches!(first.event, Event::RungFired { .. } | Event::CalendarAdopted { .. } | Event::TermMoved { .. })
}

impl Book {
    /// Reads which cases there are; gives the open ones of the package too.
    fn read(source: &Rc<Run>, package: &PackageName) -> Result<(Self, Vec<CaseId>), FlowError> {
        let (mut parents, mut editions, mut open) = (HashMap::new(), HashMap::new(), Vec::new());
        for id in source.tx().case_ids(&CasesBy::All)? {
            let case = source.case(&id)?;
            if case.package == *package && case.status != CaseStatus::Closed {
                open.push(id.clone());
            }
            editions.insert(id.clone(), (case.edition.clone(), case.status == CaseStatus::Closed));
            parents.insert(id, case.parent.clone());
        }
        let mut book = Self { parents, editions, judged: HashSet::new(), parted: HashSet::new() };
        let tops: HashSet<CaseId> = open.iter().map(|id| book.top(id)).collect();
        book.judged = book.parents.keys().filter(|id| tops.contains(&book.top(id))).cloned().collect();
        Ok((book, open))
    }

    /// The cases above one, the nearest first.
    fn above<'a>(&'a self, id: &'a CaseId) -> impl Iterator<Item = &'a CaseId> {
        std::iter::successors(self.parents.get(id).and_then(Option::as_ref), |at| {
            self.parents.get(*at).and_then(Option::as_ref)
        })
    }

    fn top(&self, id: &CaseId) -> CaseId {
        self.above(id).last().unwrap_or(id).clone()
    }

    fn is_judged(&self, entry: &Entry) -> bool {
        entry.case.as_ref().is_some_and(|case| self.judged.contains(case))
    }

    fn has_parted(&self, entry: &Entry) -> bool {
        entry.case.as_ref().is_some_and(|case| self.parted.contains(case))
    }

    /// Whether a difference is only what comes of an earlier one: in a case that has gone another way, or that one above
    /// it would have opened.
    fn follows_from_parting(&self, difference: &Difference) -> bool {
        let Some(case) = &difference.case else { return false };
        let is_opened = difference.recorded.as_ref().or(difference.now.as_ref()).is_some_and(opens);
        self.parted.contains(case) || is_opened && self.above(case).any(|above| self.parted.contains(above))
    }

    /// Notes that a case has gone another way. What lies above it rests on it, what lies below follows from it; those
    /// beside it go on.
    fn part(&mut self, case: Option<&CaseId>) {
        let Some(case) = case else { return };
        let mut parted: Vec<CaseId> = self.above(case).cloned().collect();
        parted.extend(self.parents.keys().filter(|id| self.above(id).any(|above| above == case)).cloned());
        parted.push(case.clone());
        self.parted.extend(parted);
    }
}
