//! How much memory the program holds, for the budget of scripts. Rhai can bound a value but not their sum.

use cap::Cap;
use std::alloc::System;

#[global_allocator]
static ALLOCATOR: Cap<System> = Cap::new(System, usize::MAX);

/// Bytes held now.
pub fn live() -> usize {
    ALLOCATOR.allocated()
}
