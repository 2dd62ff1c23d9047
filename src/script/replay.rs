//! The history of a store on an edition that it does not have yet.

use super::host::ScriptHost;
use super::publish::Built;
use crate::clock::Now;
use crate::domain::event::Edition;
use crate::flow::replay::{Question, Replayed, replay};
use crate::flow::{self, CalendarSource, FlowError, Run, Who};
use crate::store::MemoryStore;
use std::collections::BTreeMap;
use std::rc::Rc;

/// The history of a package's open cases on an edition that the store has already.
pub fn history_on_stored(
    source: &Rc<Run>,
    edition: &Edition,
    question: &Question<'_>,
) -> Result<Replayed, FlowError> {
    // Its files are among those of the store, which the replay has anyway.
    history_on(source, &Built { edition: edition.clone(), contents: BTreeMap::new() }, question)
}

/// Does the history of the open cases of a package again on an edition of it, in a store in memory. Nothing is written to
/// the store that `source` reads.
pub fn history_on(source: &Rc<Run>, built: &Built, question: &Question<'_>) -> Result<Replayed, FlowError> {
    let (store, calendar) = (MemoryStore::create()?, source.calendar()?);
    let calendar: CalendarSource = Rc::new(move || Ok(Rc::clone(&calendar)));
    let who = Who { by: "replay".to_owned(), on_behalf: None };
    let now = Now::at(chrono::DateTime::UNIX_EPOCH);
    let onto =
        Run::new(store.write()?, now, who, "replay".to_owned(), Rc::new(ScriptHost::default()), calendar);
    flow::edition::publish(&onto, built.edition.clone(), &built.contents)?;
    // History is done again as it was, whoever asks; what is told of it is another matter.
    let _whole = source.whole();
    replay(source, onto, &store, &built.edition, question)
}
