//! A tick: all that is due at an instant.

use super::deliver::{Delivery, Retry, next_retry};
use super::job::{Job, JobFault, Jobs};
use super::stage::{Stage, Written};
use crate::app::Home;
use crate::clock::Now;
use crate::domain::event::Event;
use crate::flow::expire::{self, Expired};
use crate::flow::project;
use crate::flow::remind::{Stuck, Sweep, anything_due, fire_due};
use crate::flow::{FlowError, Refusal, act};
use crate::script::ScriptHost;
use chrono::{DateTime, NaiveDateTime, Utc};
use std::rc::Rc;

/// A run of a scheduled script.
#[derive(Debug)]
pub struct JobRun {
    /// Its name.
    pub job: String,
    /// The local time it was planned for.
    pub slot: NaiveDateTime,
    /// What it printed.
    pub output: Vec<String>,
    /// Why it failed.
    pub error: Option<FlowError>,
}

/// What happened in a tick.
#[derive(Default)]
pub struct Tick {
    /// How many due dates moved because the calendar changed.
    pub moved: usize,
    /// The binding terms that ran out.
    pub expired: Vec<Expired>,
    /// What a sweep fired, when the tick was one.
    pub sweep: Sweep,
    /// What could not be done and stays due.
    pub stuck: Vec<Stuck>,
    /// The scheduled scripts that ran.
    pub jobs: Vec<JobRun>,
    /// Those that cannot run: name and fault.
    pub faults: Vec<(String, JobFault)>,
    /// What became of messages.
    pub deliveries: Vec<Delivery>,
}

impl Tick {
    /// Whether nothing happened and nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.moved == 0
            && self.expired.is_empty()
            && self.sweep.fired.is_empty()
            && self.stuck.is_empty()
            && self.jobs.is_empty()
            && self.faults.is_empty()
            && self.deliveries.is_empty()
    }
}

/// One sweep: due dates follow the calendar, binding terms run out, reminders fire, messages leave.
pub fn sweep(stage: &mut impl Stage) -> Result<Tick, FlowError> {
    let mut tick = run_out(stage)?;
    // With nothing due there is nothing to write, and no writer to wait for.
    if stage.read(anything_due)? {
        let written = stage.write("remind", fire_due)?;
        tick.sweep = written.value;
        tick.stuck.extend(written.stuck);
    }
    tick.deliveries = stage.deliver(Retry::Now)?;
    Ok(tick)
}

/// One tick of the schedule: as a sweep, with the scheduled scripts that are due in the place of the reminders, which
/// one of them fires.
pub fn tick(home: &Home, host: &Rc<ScriptHost>, stage: &mut impl Stage) -> Result<Tick, FlowError> {
    let mut tick = run_out(stage)?;
    let Jobs { jobs, faults } = Jobs::read(home, host, stage);
    tick.faults = faults;
    for (slot, job) in due_jobs(&jobs, stage)? {
        if let Some(ran) = run_job(job, slot, host, stage, &mut tick.stuck)? {
            tick.jobs.push(ran);
            tick.deliveries.extend(stage.deliver(Retry::WhenDue)?);
        }
    }
    tick.deliveries.extend(stage.deliver(Retry::WhenDue)?);
    Ok(tick)
}

/// What needs no script of a person's to happen: due dates follow a changed calendar, binding terms run out, each in a
/// transaction of its own.
pub fn run_out(stage: &mut impl Stage) -> Result<Tick, FlowError> {
    let mut tick = Tick::default();
    if !stage.read(project::follows_calendar)? {
        tick.moved = stage.write("calendar", project::adopt_calendar)?.value;
    }
    for at in stage.read(expire::expired)? {
        match stage.write("expire", |run| expire::expire(run, &at)) {
            Ok(written) => tick.expired.extend(written.value),
            Err(error) if ends(&error) => return Err(error),
            Err(error) => {
                let (case, task) = (at.case.to_string(), at.key.to_string());
                tick.stuck.push(Stuck { case, task, rung: None, error });
            }
        }
    }
    Ok(tick)
}

/// Whether nothing can go on behind a failure: the store fails, or a rehearsal cannot take back what failed half done.
fn ends(error: &FlowError) -> bool {
    match error {
        FlowError::Store(_) => true,
        FlowError::Refused(refusal) => matches!(**refusal, Refusal::RehearsalStops { .. }),
        _ => false,
    }
}

/// The jobs that are due, in the order of the times they were planned for.
fn due_jobs<'a>(jobs: &'a [Job], stage: &mut impl Stage) -> Result<Vec<(NaiveDateTime, &'a Job)>, FlowError> {
    let now = stage.now().local();
    let mut due = stage.read(|run| {
        let calendar = run.calendar()?;
        let mut due = Vec::new();
        for job in jobs {
            let last = run.tx().job(&job.name)?;
            due.extend(job.due(now, last.as_ref(), &calendar).map(|slot| (slot, job)));
        }
        Ok(due)
    })?;
    due.sort_by(|a, b| (a.0, &a.1.name).cmp(&(b.0, &b.1.name)));
    Ok(due)
}

/// Runs a job. That it ran is recorded in the transaction of what it did; another scheduler that was first leaves
/// nothing to do. One that fails leaves nothing but the note that it failed.
fn run_job(
    job: &Job,
    slot: NaiveDateTime,
    host: &Rc<ScriptHost>,
    stage: &mut impl Stage,
    stuck: &mut Vec<Stuck>,
) -> Result<Option<JobRun>, FlowError> {
    let at = Now::at_local(slot).instant();
    let ran = |error| Event::JobRan { job: job.name.clone(), slot: at, error };
    let result = stage.write(&job.path, |run| {
        if run.tx().job(&job.name)?.is_some_and(|state| state.slot >= at) {
            return Ok(false);
        }
        let _ = host.main_as_declared(run, job.script())?;
        act(run, || run.record(None, ran(None)))?;
        Ok(true)
    });
    let (output, error) = match result {
        Ok(Written { value: false, .. }) => return Ok(None),
        Ok(written) => {
            stuck.extend(written.stuck);
            (written.output, None)
        }
        Err(error) if ends(&error) => return Err(error),
        Err(error) => {
            let words = error.to_string();
            stage.write(&job.path, |run| act(run, || run.record(None, ran(Some(words)))))?;
            (Vec::new(), Some(error))
        }
    };
    Ok(Some(JobRun { job: job.name.clone(), slot, output, error }))
}

/// The next instant at which there is something to do: a job's next time, or a message to try again. None when nothing
/// is planned.
pub fn next_wake(
    home: &Home,
    host: &Rc<ScriptHost>,
    stage: &mut impl Stage,
) -> Result<Option<DateTime<Utc>>, FlowError> {
    let now = stage.now().local();
    let jobs = Jobs::read(home, host, stage).jobs;
    stage.read(|run| {
        let calendar = run.calendar()?;
        let slots = jobs.iter().filter_map(|job| job.next(now, &calendar));
        let slot = slots.min().map(|slot| Now::at_local(slot).instant());
        Ok(slot.into_iter().chain(next_retry(run)?).min())
    })
}
