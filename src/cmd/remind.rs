//! `remind`: fire what is due, deliver what waits.

use super::context::Context;
use super::failure::CmdError;
use super::rehearsal::{changes_json, changes_text};
use super::report::Report;
use crate::app::Mode;
use crate::flow;
use crate::remind::{Delivery, deliver};
use clap::Args;
use serde_json::json;

/// Arguments of `remind`.
#[derive(Debug, Args)]
pub struct RemindArgs {}

/// Sweeps once.
pub fn run(_args: &RemindArgs, context: &mut Context) -> Result<Report, CmdError> {
    let outcome = context.write(flow::remind::fire_due)?;
    let fired = &outcome.value;
    let count = fired.iter().filter(|one| !one.missed).count();
    if context.mode == Mode::Rehearsal {
        let changes = changes_json(&outcome);
        let json = json!({ "fired": count, "messages": [], "rungs": fired, "rehearsed": true, "changes": changes, "changes_count": outcome.count });
        return Ok(Report::text(changes_text(context, &outcome), json));
    }
    let outbox = context.app.home().outbox();
    let deliveries = context.write(|run| deliver(run, &outbox))?.value;
    let mut lines = vec![context.tell(
        "report-reminded",
        &[("fired", &count.to_string()), ("messages", &delivered(&deliveries).to_string())],
    )];
    if count < fired.len() {
        lines.push(context.tell("report-missed", &[("count", &(fired.len() - count).to_string())]));
    }
    for one in fired.iter().filter(|one| one.message.is_none() && !one.missed) {
        lines.push(
            context.tell(
                "report-reaches-nobody",
                &[("case", &one.case), ("task", &one.task), ("rung", &one.rung)],
            ),
        );
    }
    for delivery in &deliveries {
        lines.push(line(context, delivery));
    }
    let failed = deliveries.iter().any(|d| d.error.is_some());
    let changes = changes_json(&outcome);
    let json = json!({
        "fired": count, "messages": deliveries, "rungs": fired, "rehearsed": false, "changes": changes, "changes_count": outcome.count,
    });
    let mut report = Report::text(lines.join("\n"), json);
    report.code = if failed { 4 } else { 0 };
    Ok(report)
}

/// What became of a message, in one line.
pub(super) fn line(context: &Context, delivery: &Delivery) -> String {
    match &delivery.error {
        None => format!("  {} → {}", delivery.subject, delivery.place),
        Some(error) => {
            context.tell("report-undelivered", &[("message", &delivery.message), ("error", error)])
        }
    }
}

fn delivered(deliveries: &[Delivery]) -> usize {
    deliveries.iter().filter(|d| d.error.is_none()).count()
}
