//! Rehearsing days to come: the schedule is played on a clock of its own in one transaction that is then dropped, with
//! no channel in reach.

use super::deliver::{Delivery, Retry, deliver_in};
use super::job::Jobs;
use super::stage::{Stage, Written};
use super::tick::{Tick, sweep, tick};
use crate::app::Home;
use crate::clock::Now;
use crate::domain::message::{Message, MessageState};
use crate::flow::remind::Stuck;
use crate::flow::{FlowError, Refusal, Run};
use crate::script::ScriptHost;
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use std::rc::Rc;

/// What a rehearsal would have sent and done.
#[derive(Default)]
pub struct Rehearsed {
    /// The messages that would go out, in the order in which they would.
    pub messages: Vec<Message>,
    /// What would have happened, tick by tick; only ticks in which anything did.
    pub ticks: Vec<(NaiveDateTime, Tick)>,
}

/// One open transaction. What would leave is only marked.
struct Dropped<'a> {
    run: &'a Rc<Run>,
    sent: Vec<Message>,
}

impl Stage for Dropped<'_> {
    fn now(&self) -> Now {
        self.run.now()
    }

    fn read<T>(&mut self, verb: impl FnOnce(&Rc<Run>) -> Result<T, FlowError>) -> Result<T, FlowError> {
        verb(self.run)
    }

    fn write<T>(
        &mut self,
        _why: &str,
        verb: impl FnOnce(&Rc<Run>) -> Result<T, FlowError>,
    ) -> Result<Written<T>, FlowError> {
        let before = self.run.count();
        let result = verb(self.run);
        let (output, stuck) = (self.run.take_output(), self.run.take_stuck());
        match result {
            // What failed half done cannot be taken out of the one transaction again.
            Err(error) if self.run.count() > before => Err(half_done(error)),
            other => Ok(Written { value: other?, output, stuck }),
        }
    }

    fn deliver(&mut self, retry: Retry) -> Result<Vec<Delivery>, FlowError> {
        deliver_in(self.run, retry, |message| {
            let state = MessageState::Delivered(String::new());
            self.sent.push(Message { state, tries: message.tries + 1, ..message.clone() });
            Ok(String::new())
        })
    }
}

fn half_done(error: FlowError) -> FlowError {
    match error {
        FlowError::Store(error) => FlowError::Store(error),
        _ => Refusal::RehearsalStops { error: error.to_string() }.into(),
    }
}

/// One sweep in a run that is not kept: due dates follow the calendar, binding terms run out, reminders fire, and what
/// would leave is only marked. Gives what could not be done. The scripts' tests live through each morning by it.
pub fn morning(run: &Rc<Run>) -> Result<Vec<Stuck>, FlowError> {
    let mut stage = Dropped { run, sent: Vec::new() };
    Ok(sweep(&mut stage)?.stuck)
}

/// Plays the schedule from now until the end of the day `until`. The run must have a manual clock.
pub fn rehearse(
    home: &Home,
    host: &Rc<ScriptHost>,
    run: &Rc<Run>,
    until: NaiveDate,
) -> Result<Rehearsed, FlowError> {
    let end = until.and_time(NaiveTime::MIN) + chrono::Duration::days(1);
    let mut stage = Dropped { run, sent: Vec::new() };
    let jobs = Jobs::read(home, host, &mut stage).jobs;
    let calendar = run.calendar()?;
    let mut ticks = Vec::new();
    let mut at = run.now().local();
    while at < end {
        run.set_now(Now::at_local(at))?;
        let happened = tick(home, host, &mut stage)?;
        if !happened.is_empty() {
            ticks.push((at, happened));
        }
        let next = jobs.iter().filter_map(|job| job.next(at, &calendar)).min();
        let Some(next) = next else { break };
        at = next;
    }
    Ok(Rehearsed { messages: stage.sent, ticks })
}
