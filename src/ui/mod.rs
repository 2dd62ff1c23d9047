//! Floor 1: what people read. Messages in Vietnamese and English, failures with their way out, tables.
//!
//! Nothing here prints; the doors do. Errors of the floors above come in as data: JSON whose tag names the kind.

pub mod event;
pub mod excerpt;
pub mod facts;
pub mod failure;
pub mod lang;
pub mod messages;
pub mod paint;
pub mod table;
mod value;
pub mod width;

#[cfg(test)]
mod tests;
