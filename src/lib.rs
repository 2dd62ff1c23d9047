//! A runner for the procedures of a personnel office.
//!
//! A procedure is a folder of Rhai scripts; the cases, the actors and everything that ever happened to them are in one
//! redb file; officers work in a REPL, in single commands, in bulk scripts, and through scheduled runs that chase what
//! is overdue.
//!
//! The crate is built in floors; a file uses its own floor and those below (`tests/floors.rs` keeps it so):
//!
//! | floor | modules | what |
//! | --- | --- | --- |
//! | 5 | [`cmd`], [`repl`] | the doors |
//! | 4 | [`app`], [`remind`] | one application; the sweep |
//! | 3 | [`script`] | the only code that knows Rhai |
//! | 2 | [`flow`] | the verbs: what may be done to a case |
//! | 1 | [`store`], [`notify`], [`ui`] | redb; outgoing messages; what people read |
//! | 0 | [`domain`], [`clock`] | pure data and rules |

pub mod app;
pub mod clock;
pub mod cmd;
pub mod domain;
pub mod flow;
pub mod notify;
pub mod remind;
pub mod repl;
pub mod script;
pub mod store;
pub mod ui;
