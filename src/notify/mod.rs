//! Floor 1: messages on their way out.

pub mod letter;
pub mod outbox;
