//! Floor 5, a door: the interactive prompt.

use crate::cmd::Context;

/// Runs.
pub fn run(_context: Context) -> u8 { 0 }

/// Width.
pub fn terminal_width() -> Option<usize> { None }
