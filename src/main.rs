//! The program: reads the command line and the environment, and ends with an exit code.

use quytrinh::cmd::main_with;
use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(main_with(std::env::args_os()))
}
