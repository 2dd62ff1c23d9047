//! Where a tick is played: on the store, transaction by transaction, or in one transaction that is then dropped.

use super::deliver::{Delivery, Retry};
use crate::app::{App, Request};
use crate::clock::Now;
use crate::domain::event::Entry;
use crate::flow::remind::Stuck;
use crate::flow::{FlowError, Notice, Run};
use crate::notify::Channels;
use std::rc::Rc;

/// How many entries are kept for the report.
const KEPT_ENTRIES: usize = 20_000;

/// What a tick needs of the place it is played on.
pub trait Stage {
    /// The instant.
    fn now(&self) -> Now;
    /// Reads.
    fn read<T>(&mut self, verb: impl FnOnce(&Rc<Run>) -> Result<T, FlowError>) -> Result<T, FlowError>;
    /// Writes; what makes it happen is noted in the log.
    fn write<T>(
        &mut self,
        why: &str,
        verb: impl FnOnce(&Rc<Run>) -> Result<T, FlowError>,
    ) -> Result<Written<T>, FlowError>;
    /// Delivers what waits.
    fn deliver(&mut self, retry: Retry) -> Result<Vec<Delivery>, FlowError>;
}

/// What came of a write.
pub struct Written<T> {
    /// What the verb gave.
    pub value: T,
    /// What scripts printed.
    pub output: Vec<String>,
    /// What was due and could not be done.
    pub stuck: Vec<Stuck>,
}

/// The store itself.
pub struct Real<'a> {
    /// The application.
    pub app: &'a mut App,
    /// Who acts and when.
    pub request: Request,
    /// How messages leave.
    pub channels: &'a Channels,
    /// What a person should know besides.
    pub notices: Vec<Notice>,
    /// What was recorded, up to a bound; delivery is not among it.
    pub entries: Vec<Entry>,
    /// How much was recorded in all.
    pub count: usize,
}

impl<'a> Real<'a> {
    /// The store of an application.
    pub fn new(app: &'a mut App, request: Request, channels: &'a Channels) -> Self {
        Self { app, request, channels, notices: Vec::new(), entries: Vec::new(), count: 0 }
    }
}

impl Stage for Real<'_> {
    fn now(&self) -> Now {
        self.request.present()
    }

    fn read<T>(&mut self, verb: impl FnOnce(&Rc<Run>) -> Result<T, FlowError>) -> Result<T, FlowError> {
        Ok(self.app.read(&self.request, verb)?.value)
    }

    fn write<T>(
        &mut self,
        why: &str,
        verb: impl FnOnce(&Rc<Run>) -> Result<T, FlowError>,
    ) -> Result<Written<T>, FlowError> {
        let why = format!("{} · {why}", self.request.why);
        let outcome = self.app.write(&Request { why, ..self.request.clone() }, verb)?;
        self.notices.extend(outcome.notices);
        let room = KEPT_ENTRIES.saturating_sub(self.entries.len());
        self.entries.extend(outcome.entries.into_iter().take(room));
        self.count += outcome.count;
        Ok(Written { value: outcome.value, output: outcome.output, stuck: outcome.stuck })
    }

    fn deliver(&mut self, retry: Retry) -> Result<Vec<Delivery>, FlowError> {
        super::deliver::deliver(self.app, &self.request, self.channels, retry)
    }
}
