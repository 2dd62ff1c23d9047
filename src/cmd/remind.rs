//! `remind`: due dates follow the calendar, binding terms run out, reminders fire, what waits is delivered.

use super::context::Context;
use super::failure::CmdError;
use super::rehearsal::{changes_json, changes_text};
use super::report::Report;
use super::ticks;
use crate::app::Mode;
use crate::flow;
use crate::flow::project::adopt_calendar;
use crate::remind::{Real, Tick, sweep};
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
        adopt_calendar(run)?;
        let mut expired = Vec::new();
        for at in flow::expire::expired(run)? {
            expired.extend(flow::expire::expire(run, &at)?);
        }
        Ok((expired, flow::remind::fire_due(run)?))
    })?;
    let text = changes_text(context, &outcome);
    let mut json = Map::new();
    json.insert("rehearsed".to_owned(), true.into());
    json.insert("changes".to_owned(), changes_json(&outcome.entries));
    json.insert("changes_count".to_owned(), json!(outcome.count));
    let (expired, sweep) = outcome.value;
    let tick = Tick { expired, sweep, stuck: outcome.stuck, ..Tick::default() };
    Ok(ticks::report(context, &tick, text, json))
}
