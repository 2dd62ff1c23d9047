//! A REPL that is spoken with.

use super::Office;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

/// A REPL at the other end of a pipe.
pub struct Talk {
    child: Child,
    into: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Talk {
    pub fn with(office: &Office) -> Self {
        let mut command = office.command(&["repl"]);
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("a REPL");
        let (into, answers) = (child.stdin.take(), BufReader::new(child.stdout.take().expect("its output")));
        Self { child, into, answers }
    }

    pub fn says(&mut self, line: &str) {
        writeln!(self.into.as_mut().expect("an open pipe"), "{line}").expect("the REPL listens");
    }

    /// Waits for a line of the answer that contains `part`; gives all that was said up to it.
    pub fn hears(&mut self, part: &str) -> String {
        let mut said = String::new();
        loop {
            let before = said.len();
            let heard = self.answers.read_line(&mut said).expect("an answer");
            assert_ne!(heard, 0, "the REPL ended without `{part}`");
            if said[before..].contains(part) {
                return said;
            }
        }
    }

    /// Closes the pipe; gives the exit code.
    pub fn ends(mut self) -> Option<i32> {
        drop(self.into.take());
        self.child.wait().expect("it ends").code()
    }

    /// Ends the process in the middle of what it does.
    pub fn dies(mut self) {
        self.child.kill().expect("it runs");
        self.child.wait().expect("it ended");
    }
}
