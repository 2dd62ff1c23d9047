//! Floor 2: the verbs. What may be done to a case, whoever asks: a command, the REPL, a script or the schedule.

pub mod actors;
pub mod close;
pub mod correct;
pub mod digest;
pub mod document;
pub mod done;
pub mod edition;
pub mod expire;
pub mod fields;
pub mod find;
mod hooks;
pub mod ladder;
mod letter;
pub mod migrate;
pub mod note;
pub mod open;
mod outbox;
mod picture;
pub mod project;
pub mod reckon;
mod refusal;
pub mod remind;
pub mod replay;
mod run;
mod settle;
mod spec;
pub mod suspend;
pub mod tasks;
pub mod term;

pub use hooks::{Blocker, Hooks, OfficeTerm, RungPlan};
pub use letter::NAMES as LETTER_NAMES;
pub use picture::Picture;
pub use refusal::{FlowError, Refusal, bad_term};
pub use run::{CalendarSource, Notice, Run, Who};
pub use settle::act;
pub use spec::{KindSpec, PackageSpec};
