//! What happened by itself, for people and for programs.

use super::context::Context;
use super::failure::of_flow;
use super::report::Report;
use super::view::{date, time};
use crate::domain::deadline::Fate;
use crate::flow::remind::Stuck;
use crate::remind::{Delivery, JobFault, Tick};
use crate::ui::failure::Failure;
use serde_json::{Map, Value, json};

/// The exit code when a reminder, a term or a job failed in a script.
const SCRIPT: i32 = 3;
/// The exit code when a message could not be delivered.
const UNDELIVERED: i32 = 4;

/// The answer of a tick in the words given; `more` is said to programs besides.
pub fn report(context: &Context, tick: &Tick, text: String, mut more: Map<String, Value>) -> Report {
    let mut json = json!({
        "fired": tick.sweep.sent(),
        "messages": tick.deliveries,
        "rungs": tick.sweep.fired,
        "digests": tick.sweep.digests,
        "expired": tick.expired,
        "moved": tick.moved,
        "stuck": tick.stuck.iter().map(|stuck| stuck_json(context, stuck)).collect::<Vec<_>>(),
        "rehearsed": false,
    });
    if let Some(map) = json.as_object_mut() {
        map.append(&mut more);
    }
    Report { code: code(tick), ..Report::text(text, json) }
}

/// What a sweep fired and delivered, in one line.
pub fn summary(context: &Context, tick: &Tick) -> String {
    let delivered = tick.deliveries.iter().filter(|delivery| delivery.error.is_none()).count();
    context.tell(
        "report-reminded",
        &[("fired", &tick.sweep.sent().to_string()), ("messages", &delivered.to_string())],
    )
}

/// The exit code that a tick deserves.
pub fn code(tick: &Tick) -> i32 {
    let failed = tick.jobs.iter().any(|job| job.error.is_some());
    if tick.deliveries.iter().any(|delivery| delivery.error.is_some()) {
        UNDELIVERED
    } else if failed || !tick.stuck.is_empty() || !tick.faults.is_empty() {
        SCRIPT
    } else {
        0
    }
}

/// What happened, line by line.
pub fn text(context: &Context, tick: &Tick) -> Vec<String> {
    let mut lines = events(context, tick);
    lines.extend(tick.deliveries.iter().map(|delivery| line(context, delivery)));
    for job in &tick.jobs {
        lines.push(context.tell("report-job-ran", &[("job", &job.job), ("slot", &time(job.slot))]));
        lines.extend(job.output.iter().map(|line| format!("  {line}")));
    }
    lines
}

/// What a person may have to act on: dates that moved, terms that ran out, reminders that reach nobody, what failed.
pub fn events(context: &Context, tick: &Tick) -> Vec<String> {
    let mut lines = Vec::new();
    if tick.moved > 0 {
        lines.push(context.tell("report-dates-moved", &[("count", &tick.moved.to_string())]));
    }
    for one in &tick.expired {
        let outcome = one.outcome.as_deref().unwrap_or("–");
        let due = date(Some(one.due));
        let facts = [("case", one.case.as_str()), ("task", &one.task), ("due", &due), ("outcome", outcome)];
        lines.push(context.tell("report-expired", &facts));
    }
    let late = tick.sweep.fired.iter().filter(|one| one.fate == Fate::Late).count();
    if late > 0 {
        lines.push(context.tell("report-missed", &[("count", &late.to_string())]));
    }
    for one in tick.sweep.fired.iter().filter(|one| one.fate == Fate::Nobody) {
        let facts = [("case", one.case.as_str()), ("task", &one.task), ("rung", &one.rung)];
        lines.push(context.tell("report-reaches-nobody", &facts));
    }
    for digest in tick.sweep.digests.iter().filter(|digest| digest.waiting > 0) {
        let (to, count) = (digest.to.to_string(), digest.waiting.to_string());
        lines.push(context.tell("report-digest-waits", &[("to", &to), ("count", &count)]));
    }
    lines.extend(tick.stuck.iter().map(|stuck| stuck_text(context, stuck)));
    for job in &tick.jobs {
        if let Some(error) = &job.error {
            lines.push(context.tell("report-job-fault", &[("job", &job.job)]));
            lines.push(indented(&of_flow(error).print(&context.messages)));
        }
    }
    for (job, fault) in &tick.faults {
        lines.push(context.tell("report-job-fault", &[("job", job)]));
        lines.push(indented(&job_failure(fault).print(&context.messages)));
    }
    lines
}

/// The scheduled scripts of a tick, for programs.
pub fn jobs_json(context: &Context, tick: &Tick) -> Vec<Value> {
    let ran = tick.jobs.iter().map(|job| {
        let error = job.error.as_ref().map(|error| of_flow(error).json(&context.messages));
        json!({ "job": job.job, "slot": job.slot, "output": job.output, "error": error })
    });
    let faulty = tick.faults.iter().map(|(job, fault)| {
        json!({ "job": job, "slot": null, "output": [], "error": job_failure(fault).json(&context.messages) })
    });
    ran.chain(faulty).collect()
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

/// Why a scheduled script cannot run, as a person sees it.
pub(super) fn job_failure(fault: &JobFault) -> Failure {
    match fault {
        JobFault::Unreadable { path, cause } => Failure::file(&path.display().to_string(), cause),
        JobFault::Script(error) => of_flow(error),
    }
}

fn stuck_text(context: &Context, stuck: &Stuck) -> String {
    let rung = stuck.rung.as_deref().unwrap_or("–");
    let head =
        context.tell("report-stuck", &[("case", stuck.case.as_str()), ("task", &stuck.task), ("rung", rung)]);
    format!("{head}\n{}", indented(&of_flow(&stuck.error).print(&context.messages)))
}

fn stuck_json(context: &Context, stuck: &Stuck) -> Value {
    let error = of_flow(&stuck.error).json(&context.messages);
    json!({ "case": stuck.case, "task": stuck.task, "rung": stuck.rung, "error": error })
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("  {line}")).collect::<Vec<_>>().join("\n")
}
