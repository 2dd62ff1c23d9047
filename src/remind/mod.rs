//! Floor 4: what happens by itself. A tick does all that is due at an instant: due dates follow a changed calendar,
//! binding terms run out, scheduled scripts run, messages leave. Firing a reminder is a verb; delivery comes after its
//! commit and may be repeated.

mod deliver;
pub mod job;
pub mod page;
mod rehearse;
mod stage;
mod tick;

pub use deliver::{Delivery, Retry, deliver, deliver_in};
pub use job::{Job, JobFault, Jobs};
pub use rehearse::{Rehearsed, morning, rehearse};
pub use stage::{Real, Stage, Written};
pub use tick::{JobRun, Tick, next_wake, run_out, sweep, tick};
