//! What a script may use: each bound once, with its reason. `scripts/README.md` tells them to the scripter.

use crate::domain::script_fault::{Place, ScriptFault, ScriptFaultKind};
use std::path::Path;
use std::time::Duration;

/// Operations of one call: an endless loop ends in about a second, the longest shipped hook needs some thousands.
pub const OPERATIONS: u64 = 20_000_000;
/// How deep functions may call each other. A hook is a few functions deep; a walk up the tree of bodies some ten.
pub const CALLS: usize = 64;
/// How deep the program and the scripts may call each other in turn: an act in a bulk script, its hook, what that opens,
/// its title. Rhai counts the calls of a script anew each time.
pub const NESTING: usize = 8;
/// How deep an expression may be, outside and inside functions; the parser recurses.
pub const DEPTHS: (usize, usize) = (96, 64);
/// Functions of a package with one district's layer; the shipped one has some 200.
pub const FUNCTIONS: usize = 2048;
/// Variables at a time.
pub const VARIABLES: usize = 512;

/// The longest text, and the sum of the texts in one array or map, in bytes. One call may make a text into letters, at some
/// sixty bytes each.
pub const TEXT: usize = 1 << 20;
/// The most elements of one array or map, with those of the arrays and maps inside: each case of the province several times.
/// As a value inside another is an element, this bounds how deep values lie, which the program's stack has to bear.
pub const ITEMS: usize = 1 << 15;
/// How often a list may be narrowed.
pub const NARROWINGS: usize = 64;
/// What a call may hold in memory in all, in bytes. Letting go of values that lie deep in each other takes twice as much
/// again of the stack.
pub const MEMORY: usize = 64 << 20;
/// What it may hold besides for each change that it has made, up to what the store keeps of its file.
pub const CHANGE_MEMORY: (usize, usize) = (512, 64 << 20);
/// How many changes anything may make at once: 10,000 cases from their first day to their last.
pub const CHANGES: usize = 200_000;
/// How many of them a script that a person runs may make by itself. An endless loop that acts makes as many in a second.
pub const FREE_CHANGES: usize = 5_000;
/// How many more for each row of a list that it walks: a case from its first day to its last.
pub const ROW_CHANGES: usize = 40;
/// What scripts may print in one transaction, in bytes: a report of 50,000 lines.
pub const OUTPUT: usize = 4 << 20;

/// A script file, in bytes; the largest shipped one has 12,000.
pub const FILE: u64 = 1 << 20;
/// The files of a package, in bytes.
pub const PACKAGE: usize = 4 << 20;

/// Debug builds run scripts several times slower.
const SLOWER: u32 = if cfg!(debug_assertions) { 2 } else { 1 };
/// The hooks that one act sets off, all together with what they make the program do; a filter, for all its rows.
pub const HOOK_TIME: Duration = Duration::from_millis(1500).saturating_mul(SLOWER);
/// A script that a person runs, or a test, between two changes that it makes.
pub const IDLE_TIME: Duration = HOOK_TIME;
/// A script that a person runs, in all: long enough for bulk work that never stands still.
pub const DOOR_TIME: Duration = Duration::from_secs(30 * 60);
/// A test in all, as long as it goes on: one may live through years of mornings.
pub const TEST_TIME: Duration = Duration::from_secs(20);

/// A fault that something is beyond one of the bounds here.
pub fn beyond(bound: &str) -> ScriptFault {
    ScriptFault::new(ScriptFaultKind::Limit { bound: bound.to_owned() })
}

/// Refuses a script file that is too large, before it is read. One that is not there is told by who reads it.
pub fn check_size(path: &Path) -> Result<(), ScriptFault> {
    let size = path.metadata().map_or(0, |found| found.len());
    if size > FILE { Err(beyond("file").at(Some(first_line(path)))) } else { Ok(()) }
}

fn first_line(path: &Path) -> Place {
    Place { file: path.display().to_string(), line: 1, column: 1, excerpt: String::new() }
}
