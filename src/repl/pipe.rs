//! Lines from a pipe or a file: no prompt, and an error does not end it.

use super::help;
use super::line::Units;
use super::session::{Session, Step};
use crate::cmd::CmdError;
use crate::domain::name;
use std::io::BufRead;

/// Runs the units of `input`; gives the exit code of the last one that failed, else 0.
pub fn run(mut session: Session, mut input: impl BufRead) -> u8 {
    let (mut units, mut code, mut bytes, mut is_first) = (Units::default(), 0, Vec::new(), true);
    loop {
        bytes.clear();
        match input.read_until(b'\n', &mut bytes) {
            Ok(0) => break,
            Ok(_) => {}
            Err(cause) => return session.answer(Err(CmdError::file(std::path::Path::new("stdin"), cause))),
        }
        let Ok(line) = std::str::from_utf8(&bytes) else {
            // Letters that cannot be read are not guessed: a name stored wrongly is worse than a line refused.
            code = session.answer(Err(help::refused("repl-not-utf8")));
            continue;
        };
        let line = if std::mem::take(&mut is_first) { line.trim_start_matches('\u{feff}') } else { line };
        let unit = units.push(&name::nfc(line.trim_end_matches(['\n', '\r'])), &session.commands);
        match unit.map(|unit| session.unit(&unit)) {
            None | Some(Step::Done(0)) => {}
            Some(Step::Done(failed)) => code = failed,
            Some(Step::Leave) => return code,
        }
    }
    match units.rest().map(|unit| session.unit(&unit)) {
        Some(Step::Done(failed)) if failed != 0 => failed,
        _ => code,
    }
}
