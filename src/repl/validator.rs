//! Whether Enter ends the input or begins another line of it.

use super::commands::Commands;
use super::line;
use reedline::{ValidationResult, Validator};
use std::sync::Arc;

/// Asks the readers of commands and of Rhai whether a text is whole.
pub struct Wholeness(pub Arc<Commands>);

impl Validator for Wholeness {
    fn validate(&self, text: &str) -> ValidationResult {
        if line::is_unfinished(text, &self.0) {
            ValidationResult::Incomplete
        } else {
            ValidationResult::Complete
        }
    }
}
