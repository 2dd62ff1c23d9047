//! The REPL's loop: a line is read, carried out, and the next one is asked for.

use super::candidates::{Candidates, Shared};
use super::commands::Commands;
use super::editor::{self, Asked};
use super::gather::Gatherer;
use super::line::{self, Line};
use super::prompt::Prompt;
use super::{help, pipe};
use crate::cmd::{self, CmdError, Context, Door, Report};
use crate::domain::name;
use crate::script::{Functions, Variables};
use crate::store::TasksBy;
use crate::ui::messages::Messages;
use chrono::NaiveDate;
use std::io::{IsTerminal as _, Write as _};
use std::sync::Arc;

/// A talk with the REPL.
pub struct Session {
    pub(super) context: Context,
    pub(super) commands: Arc<Commands>,
    pub(super) variables: Variables,
    pub(super) functions: Functions,
    /// Whether a function that was defined catches errors.
    pub(super) catches: bool,
}

/// What came of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// It was carried out, with this exit code.
    Done(u8),
    /// The talk is over.
    Leave,
}

/// Runs the REPL on a terminal, or the lines of a pipe; gives the exit code.
pub fn run(mut context: Context) -> u8 {
    context.door = Door::Repl;
    context.messages = Messages::new(context.messages.lang(), "");
    let commands = Arc::new(Commands::new(&context.messages));
    let session = Session {
        context,
        commands,
        variables: Variables::new(),
        functions: Functions::empty(),
        catches: false,
    };
    // The editor writes the prompt to stderr, so that `quytrinh repl > file` keeps the answers only.
    if std::io::stdin().is_terminal() && std::io::stderr().is_terminal() {
        session.talk()
    } else {
        pipe::run(session, std::io::stdin().lock())
    }
}

impl Session {
    fn talk(mut self) -> u8 {
        self.greet();
        let mut gatherer = Gatherer::new(&self.context);
        let shared = Shared::default();
        let mut editor = editor::Editor::new(&self, &shared);
        loop {
            shared.set(self.candidates(&mut gatherer));
            editor.keep_history(self.context.app.home());
            match editor.ask(&Prompt::new(&self.context)) {
                Ok(Asked::Text(text)) => {
                    if self.carry_out(&text) == Step::Leave {
                        return 0;
                    }
                }
                Ok(Asked::Nothing) => {}
                Ok(Asked::End) => return 0,
                Err(cause) => {
                    let error = CmdError::file(std::path::Path::new("/dev/tty"), cause);
                    return self.answer(Err(error));
                }
            }
        }
    }

    /// Carries out a text that came at once: a line, or several after a paste. Stops at the first that fails.
    fn carry_out(&mut self, text: &str) -> Step {
        let text = name::nfc(text);
        for unit in line::units(&text, &self.commands) {
            match self.unit(&unit) {
                Step::Done(0) => {}
                other => return other,
            }
        }
        Step::Done(0)
    }

    /// Carries out one unit.
    pub fn unit(&mut self, text: &str) -> Step {
        let text = text.trim();
        let result = match line::sort(text, &self.commands) {
            Line::Nothing => return Step::Done(0),
            Line::Leave => return Step::Leave,
            Line::Help(words) => help::of(&self.commands, &words, &self.context),
            Line::Command(words) => return Step::Done(self.command(text, &words)),
            Line::OpenQuote => Err(help::refused("repl-open-quote")),
            Line::Rhai => return Step::Done(self.expression(text)),
        };
        Step::Done(self.answer(result))
    }

    /// Prints an answer or a failure.
    pub fn answer(&mut self, result: Result<Report, CmdError>) -> u8 {
        cmd::answer(result, &mut self.context)
    }

    /// Says something besides the answer, on stderr.
    pub fn mention(&self, text: &str) {
        // A terminal that is gone needs no words.
        let _ = writeln!(std::io::stderr(), "{text}");
    }

    /// One line: what is late, and where help is.
    fn greet(&mut self) {
        let counted = self.context.read(|run| {
            let today = run.today();
            let yesterday = today.pred_opt().unwrap_or(today);
            let overdue = run.tx().task_refs(&TasksBy::Due(NaiveDate::MIN, yesterday))?.len();
            Ok((overdue, run.tx().task_refs(&TasksBy::Due(today, today))?.len()))
        });
        match counted {
            Ok(counted) => {
                let (overdue, today) = counted.value;
                let (overdue, today) = (overdue.to_string(), today.to_string());
                self.mention(&self.context.tell("repl-start", &[("overdue", &overdue), ("today", &today)]));
            }
            // The talk goes on: `init`, `help` and expressions need no store.
            Err(error) => {
                self.answer(Err(error));
            }
        }
    }

    /// What completion can offer now. Without a store there are still the commands.
    fn candidates(&mut self, gatherer: &mut Gatherer) -> Candidates {
        let gathered = self.context.read(|run| gatherer.gather(run));
        let mut candidates = gathered.map(|outcome| outcome.value).unwrap_or_default();
        candidates.variables = self.variables.iter().map(|(name, ..)| name.to_owned()).collect();
        let defined = self.functions.iter_functions();
        candidates.functions = defined.map(|f| (f.name.to_owned(), f.params.join(", "))).collect();
        candidates
    }
}
