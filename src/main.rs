//! The program: reads the command line and the environment, and ends with an exit code.

use quytrinh::cmd::main_with;
use std::panic::resume_unwind;
use std::process::ExitCode;
use std::thread;

/// The stack, of which only what is used takes memory. Values of scripts may lie deep in each other, and each level of one
/// that is compared, printed or dropped takes a few hundred bytes of it.
const STACK: usize = 1 << 29;

fn main() -> ExitCode {
    let run = || main_with(std::env::args_os());
    let code = match thread::Builder::new().name("main".to_owned()).stack_size(STACK).spawn(run) {
        Ok(thread) => thread.join().unwrap_or_else(|panic| resume_unwind(panic)),
        Err(_) => run(),
    };
    ExitCode::from(code)
}
