//! `remind`: due dates follow the calendar, binding terms run out, reminders fire, what waits is delivered.

use super::context::Context;
use super::failure::CmdError;
use super::rehearsal::{changes_json, changes_text};
use super::report::Report;
use super::ticks;
use crate::app::Mode;
use crate::flow::project::adopt_calendar;
use crate::flow::{self, FlowError, Refusal};
use crate::remind::{Real, Tick, sweep};
use crate::store::TaskRef;
use clap::Args;
use serde_json::{Map, json};

/// Arguments of `remind`.
#[derive(Debug, Args)]
pub struct RemindArgs {}

/// Sweeps once.
pub fn run(_args: &RemindArgs, context: &mut Context) -> Result<Report, CmdError> {
    if context.mode == Mode::Rehearsal {
        return rehearse(context);
    }
    let (request, channels) = (context.request(), context.channels());
    let mut stage = Real::new(&mut context.app, request, &channels);
    let swept = sweep(&mut stage)?;
    let Real { notices, entries, count, .. } = stage;
    context.notices.extend(notices);
    let mut json = Map::new();
    json.insert("changes".to_owned(), changes_json(&entries));
    json.insert("changes_count".to_owned(), json!(count));
    let mut lines = vec![ticks::summary(context, &swept)];
    lines.extend(ticks::text(context, &swept));
    Ok(ticks::report(context, &swept, lines.join("\n"), json))
}

/// What a sweep would do, in a transaction that is dropped. Nothing is delivered: no channel is in reach.
fn rehearse(context: &mut Context) -> Result<Report, CmdError> {
    let outcome = context.write(|run| {
        let mut tick = Tick { moved: adopt_calendar(run)?, ..Tick::default() };
        for at in flow::expire::expired(run)? {
            tick.expired.extend(flow::expire::expire(run, &at).map_err(|error| stops(&at, error))?);
        }
        tick.sweep = flow::remind::fire_due(run)?;
        Ok(tick)
    })?;
    let text = changes_text(context, &outcome);
    let mut json = Map::new();
    json.insert("rehearsed".to_owned(), true.into());
    json.insert("changes".to_owned(), changes_json(&outcome.entries));
    json.insert("changes_count".to_owned(), json!(outcome.count));
    let tick = Tick { stuck: outcome.stuck, ..outcome.value };
    Ok(ticks::report(context, &tick, text, json))
}

/// A rehearsal is one transaction, so what failed half done in it cannot be taken back alone.
fn stops(at: &TaskRef, error: FlowError) -> FlowError {
    match error {
        FlowError::Store(error) => FlowError::Store(error),
        error => Refusal::RehearsalStops { error: format!("{} {}: {error}", at.case, at.key) }.into(),
    }
}
