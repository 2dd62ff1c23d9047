//! Publishing editions.

use super::refusal::FlowError;
use super::run::Run;
use super::settle::act;
use crate::domain::event::{Edition, Event};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Stores an edition with its files and makes it the one new cases get. Gives whether anything changed.
pub fn publish(
    run: &Rc<Run>,
    edition: Edition,
    files: &BTreeMap<String, Vec<u8>>,
) -> Result<bool, FlowError> {
    act(run, || {
        if run.tx().active_edition(&edition.package)?.as_ref() == Some(&edition.id) {
            return Ok(false);
        }
        for (hash, content) in files {
            run.tx().put_blob(hash, content)?;
        }
        let edition = Edition { by: run.by(), on: Some(run.today()), ..edition };
        run.record(None, Event::EditionPublished { edition })?;
        Ok(true)
    })
}
