//! `schedule`: runs the scripts of `scripts/jobs/` at their times, until it is told to stop.

use super::context::{Context, Door};
use super::failure::CmdError;
use super::output;
use super::report::{Report, Table};
use super::ticks;
use super::view::time;
use crate::app::{Mode, Request, Rights};
use crate::clock::{Now, to_local};
use crate::flow::FlowError;
use crate::remind::{Jobs, Real, Tick, next_wake, tick};
use clap::Args;
use serde_json::{Map, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// How often the clock is looked at: a changed clock or a new job is noticed within this time.
const NAP: Duration = Duration::from_millis(250);
/// How long to wait at most between two looks at the jobs and the messages to try again.
const LONGEST_SLEEP: chrono::Duration = chrono::Duration::minutes(1);

/// Arguments of `schedule`.
#[derive(Debug, Args)]
pub struct ScheduleArgs {
    /// Do what is due now, then end: for cron and systemd
    #[arg(long, conflicts_with = "list")]
    pub once: bool,
    /// List the jobs: when each ran last and runs next
    #[arg(long)]
    pub list: bool,
}

/// Runs the schedule.
pub fn run(args: &ScheduleArgs, context: &mut Context) -> Result<Report, CmdError> {
    if args.list {
        return list(context);
    }
    if context.mode == Mode::Rehearsal {
        return Err(CmdError::usage(context.say("usage-schedule-rehearse")));
    }
    if args.once {
        let ticked = once(context)?;
        return Ok(told(context, &ticked));
    }
    if context.door == Door::Repl {
        return Err(CmdError::usage(context.say("usage-schedule-repl")));
    }
    if context.now.is_some() {
        return Err(CmdError::usage(context.say("usage-schedule-now")));
    }
    keep_on(context)
}

/// One tick at the present instant.
pub(super) fn once(context: &mut Context) -> Result<Tick, CmdError> {
    let (home, host) = (context.app.home().clone(), context.app.host());
    // Whoever started it, the schedule does what is due for the whole office.
    let request = Request { rights: Rights::Office, ..context.request() };
    let channels = context.channels();
    let mut stage = Real::new(&mut context.app, request, &channels);
    let ticked = tick(&home, &host, &mut stage);
    let notices = stage.notices;
    context.notices.extend(notices);
    Ok(ticked?)
}

fn told(context: &Context, tick: &Tick) -> Report {
    let mut more = Map::new();
    more.insert("jobs".to_owned(), json!(ticks::jobs_json(context, tick)));
    let lines = ticks::text(context, tick);
    let text = if lines.is_empty() { context.say("report-nothing-due") } else { lines.join("\n") };
    ticks::report(context, tick, text, more)
}

/// Ticks at each time at which there is something to do, until the system asks the process to end. What happened is
/// printed as it happens; a tick that fails is told, and the next one comes all the same.
fn keep_on(context: &mut Context) -> Result<Report, CmdError> {
    let stop = Arc::new(AtomicBool::new(false));
    let asked = Arc::clone(&stop);
    ctrlc::set_handler(move || asked.store(true, Ordering::SeqCst))
        .map_err(|error| CmdError::usage(error.to_string()))?;
    while !stop.load(Ordering::SeqCst) {
        let result = once(context);
        let is_quiet = result.as_ref().is_ok_and(Tick::is_empty);
        if !is_quiet {
            let answer = result.map(|tick| told(context, &tick));
            output::answer(answer, context);
        }
        let until = wake(context);
        while Now::system().instant() < until && !stop.load(Ordering::SeqCst) {
            std::thread::sleep(NAP);
        }
    }
    Ok(Report::text(context.say("report-schedule-ends"), json!({ "ended": true })))
}

/// When to look again.
fn wake(context: &mut Context) -> chrono::DateTime<chrono::Utc> {
    let latest = Now::system().instant() + LONGEST_SLEEP;
    let (home, host) = (context.app.home().clone(), context.app.host());
    let channels = context.channels();
    let request = context.request();
    let mut stage = Real::new(&mut context.app, request, &channels);
    match next_wake(&home, &host, &mut stage) {
        Ok(Some(at)) => at.min(latest),
        _ => latest,
    }
}

/// The jobs with their last and next times.
fn list(context: &mut Context) -> Result<Report, CmdError> {
    let (home, host) = (context.app.home().clone(), context.app.host());
    let (request, channels) = (context.request(), context.channels());
    let now = request.present().local();
    let mut stage = Real::new(&mut context.app, request, &channels);
    let Jobs { jobs, faults } = Jobs::read(&home, &host, &mut stage);
    let rows = context
        .read(|run| {
            let calendar = run.calendar()?;
            let rows = jobs.iter().map(|job| {
                let last = run.tx().job(&job.name)?;
                Ok((job, last, job.next(now, &calendar)))
            });
            rows.collect::<Result<Vec<_>, FlowError>>()
        })?
        .value;
    let mut table = Table {
        headings: ["label-job", "label-when", "label-last-run", "label-result", "label-next-run"]
            .map(|key| context.say(key))
            .to_vec(),
        rows: Vec::new(),
        empty: context.say("report-no-jobs"),
    };
    let mut array = Vec::new();
    for (job, last, next) in rows {
        let error = last.as_ref().and_then(|state| state.error.clone());
        let result = match (&last, &error) {
            (None, _) => "–".to_owned(),
            (Some(_), Some(error)) => error.clone(),
            (Some(_), None) => context.say("job-ran-well"),
        };
        let days = if job.working_days { context.say("job-working-days") } else { String::new() };
        table.rows.push(vec![
            format!("{}\n{}", job.name, job.title),
            format!("{} {days}", job.at).trim().to_owned(),
            last.as_ref().map_or_else(|| "–".to_owned(), |state| time(to_local(state.slot))),
            result,
            next.map_or_else(|| "–".to_owned(), time),
        ]);
        array.push(json!({
            "job": job.name, "title": job.title, "at": job.at, "working_days": job.working_days,
            "last_slot": last.as_ref().map(|state| state.slot), "ran_at": last.as_ref().map(|state| state.at),
            "error": error, "next": next,
        }));
    }
    for (job, fault) in &faults {
        let failure = ticks::job_failure(fault);
        let dash = || "–".to_owned();
        let result = failure.print(&context.messages);
        table.rows.push(vec![job.clone(), dash(), dash(), result, dash()]);
        array.push(json!({ "job": job, "error": failure.json(&context.messages) }));
    }
    Ok(Report { code: if faults.is_empty() { 0 } else { 3 }, ..Report::table(table, json!(array)) })
}
