//! The store: whether it opens, and whether the log and the tables are in order.

use super::super::context::Context;
use super::super::verify;
use super::{Finding, State};
use crate::flow::FlowError;
use crate::store;
use serde_json::json;

/// The findings, and whether the store can be read at all.
pub(super) fn check(context: &mut Context) -> (Vec<Finding>, bool) {
    let opened = context.app.store().and_then(|store| Ok(store::verify(store, &[])?));
    match opened {
        Ok(verdict) => {
            let opens = Finding::new("store", State::Good, "opens", json!({ "schema": store::SCHEMA }));
            let facts = json!({ "entries": verdict.entries, "head": verdict.head });
            let log = if verdict.ok {
                Finding::new("log", State::Good, "whole", facts)
            } else {
                let why = verify::fault_words(context, &verdict);
                Finding::new("log", State::Bad, "altered", json!({ "entries": verdict.entries, "why": why }))
            };
            (vec![opens, log], verdict.ok)
        }
        Err(error) => {
            let failure = super::super::failure::of_flow(&error);
            let why = failure.words(&context.messages);
            let found = if is_missing(&error) { "missing" } else { "shut" };
            (vec![Finding::new("store", State::Bad, found, json!({ "why": why }))], false)
        }
    }
}

fn is_missing(error: &FlowError) -> bool {
    matches!(error, FlowError::Store(store::StoreError::Missing { .. }))
}
