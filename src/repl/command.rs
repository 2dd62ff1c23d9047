//! A line that is a command.

use super::session::Session;
use super::{help, usage};
use crate::app::Mode;
use crate::clock::Now;
use crate::cmd::{self, Cli, CmdError, Command, Context, Format, Report};
use crate::ui::messages::Messages;
use chrono::NaiveDate;
use clap::Parser as _;
use clap::error::ErrorKind;

/// What the options of a line change, as it was before the line.
struct Before {
    messages: Messages,
    format: Format,
    on_behalf: Option<String>,
    now: Option<Now>,
    mode: Mode,
    as_of: Option<NaiveDate>,
}

impl Before {
    fn of(context: &mut Context) -> Self {
        let same = Messages::new(context.messages.lang(), context.messages.prog());
        Self {
            // The texts that were read already are kept for later; the line starts with fresh ones only if it asks.
            messages: std::mem::replace(&mut context.messages, same),
            format: context.format,
            on_behalf: context.on_behalf.clone(),
            now: context.now,
            mode: context.mode,
            as_of: context.as_of,
        }
    }

    /// Puts everything back. A set clock that the line moved on stays where it is, unless the line had set it.
    fn put_back(self, context: &mut Context, line_set_the_clock: bool) {
        context.messages = self.messages;
        context.format = self.format;
        context.on_behalf = self.on_behalf;
        context.mode = self.mode;
        context.as_of = self.as_of;
        if line_set_the_clock || self.now.is_none() {
            context.now = self.now;
        }
    }
}

impl Session {
    /// Carries out a command; gives its exit code. Its options hold for this line only.
    pub fn command(&mut self, text: &str, words: &[String]) -> u8 {
        let cli =
            match Cli::try_parse_from(std::iter::once("quytrinh").chain(words.iter().map(String::as_str))) {
                Ok(cli) => cli,
                Err(error) => return self.not_understood(&error, words),
            };
        let before = Before::of(&mut self.context);
        text.clone_into(&mut self.context.why);
        let result = self.carried_out(&cli);
        let code = self.answer(result);
        let sets_clock = words.iter().any(|word| word == "--now" || word.starts_with("--now="));
        before.put_back(&mut self.context, sets_clock);
        code
    }

    fn carried_out(&mut self, cli: &Cli) -> Result<Report, CmdError> {
        self.context.adopt(&cli.global)?;
        if cli.global.home.is_some() {
            return Err(help::refused("repl-other-home"));
        }
        match &cli.command {
            Some(Command::Repl) | None => Err(help::refused("repl-already")),
            Some(command) => cmd::execute(command, &mut self.context),
        }
    }

    fn not_understood(&mut self, error: &clap::Error, words: &[String]) -> u8 {
        let result = match error.kind() {
            ErrorKind::DisplayHelp => help::of(&self.commands, words, &self.context),
            ErrorKind::DisplayVersion => {
                let version = env!("CARGO_PKG_VERSION");
                Ok(Report::text(version, version.into()))
            }
            _ => Err(usage::told(error, &self.commands, words, &self.context)),
        };
        self.answer(result)
    }
}
