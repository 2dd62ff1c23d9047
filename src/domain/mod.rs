//! Floor 0: pure data and rules. Nothing here reads a file, a clock or a store.

pub mod actor;
pub mod calendar;
pub mod case;
pub mod cron;
pub mod day;
pub mod deadline;
pub mod document;
pub mod event;
pub mod field;
pub mod hex;
pub mod ids;
pub mod job;
pub mod mask;
pub mod message;
pub mod name;
pub mod refused;
pub mod resolve;
pub mod roster;
pub mod script_fault;
pub mod seal;
pub mod syntax;
pub mod task;
