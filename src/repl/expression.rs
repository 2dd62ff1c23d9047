//! A line that is Rhai.

use super::listing;
use super::session::Session;
use super::tokens::KEYWORDS;
use crate::app::{Mode, Outcome};
use crate::cmd::{CmdError, Report, changes_text};
use crate::domain::script_fault::ScriptFaultKind;
use crate::flow::{FlowError, Refusal, Run, find};
use crate::script::{ScriptHost, Value, shown};
use crate::ui::failure::Failure;
use serde_json::json;
use std::rc::Rc;

/// How much of a line the log keeps as the reason of an act.
const WHY_CHARS: usize = 400;
/// The word that lets a script go on after a refusal.
const CATCH: &str = "catch";

/// A value, with its rows when it is a list of things.
struct Answer {
    value: Value,
    listing: Option<listing::Listing>,
}

impl Session {
    /// Runs Rhai; gives the exit code. What only reads runs on a snapshot, so that asking never waits for a writer.
    pub fn expression(&mut self, text: &str) -> u8 {
        self.context.why = why(text);
        // A script that catches errors would catch the refusal to write on a snapshot, and the act would be lost.
        let may_catch = self.catches || text.contains(CATCH);
        let result = match self.on_snapshot(text, may_catch) {
            Some(result) => result,
            None => self.in_transaction(text),
        };
        self.catches |= may_catch && self.functions.has_functions();
        match result {
            Ok(outcome) => {
                let changes = outcome.count;
                let rehearsed = changes_text(&self.context, &outcome);
                let (report, hidden) = self.report(outcome);
                let code = self.answer(Ok(report));
                self.mention_count("repl-more", hidden);
                match self.context.mode {
                    Mode::Real => self.mention_count("repl-stored", changes),
                    Mode::Rehearsal if changes > 0 => self.mention(&rehearsed),
                    Mode::Rehearsal => {}
                }
                code
            }
            Err(error) => {
                let error = self.with_commands(text, error);
                self.answer(Err(error))
            }
        }
    }

    /// The line on a snapshot; none when it turned out to write.
    fn on_snapshot(&mut self, text: &str, may_catch: bool) -> Option<Result<Outcome<Answer>, CmdError>> {
        if may_catch {
            return None;
        }
        let host = self.context.app.host();
        let (variables, functions) = (&mut self.variables, &mut self.functions);
        let result = self.context.read(|run| {
            let value = host.line(run, text, variables, functions)?;
            Answer::of(&host, run, value)
        });
        match result {
            Err(CmdError::Flow(FlowError::Refused(refusal) | FlowError::RefusedAt(refusal, _)))
                if matches!(*refusal, Refusal::OnlyReading { .. }) =>
            {
                None
            }
            other => Some(other),
        }
    }

    /// The line in one transaction. What is not stored leaves the variables as they were.
    fn in_transaction(&mut self, text: &str) -> Result<Outcome<Answer>, CmdError> {
        let host = self.context.app.host();
        let before = (self.variables.clone(), self.functions.clone());
        let (variables, functions) = (&mut self.variables, &mut self.functions);
        let result = self.context.write(|run| {
            let value = host.line(run, text, variables, functions)?;
            Answer::of(&host, run, value)
        });
        let is_kept = match &result {
            Ok(outcome) => outcome.count == 0 || self.context.mode == Mode::Real,
            Err(_) => false,
        };
        if !is_kept {
            (self.variables, self.functions) = before;
        }
        result
    }

    /// The answer, and how many rows of it are left out.
    fn report(&mut self, outcome: Outcome<Answer>) -> (Report, usize) {
        let Answer { value, listing } = outcome.value;
        if let Some(listing) = listing {
            if !self.context.is_json() {
                outcome.output.iter().for_each(|line| self.print(line));
            }
            return self.table(listing);
        }
        let mut lines = outcome.output.clone();
        let text = shown(&value);
        if !text.is_empty() {
            lines.push(text);
        }
        let json = json!({ "value": listing::json(&value), "output": outcome.output });
        (Report::text(lines.join("\n"), json), 0)
    }

    fn print(&mut self, line: &str) {
        let format = std::mem::take(&mut self.context.format);
        self.answer(Ok(Report::text(line, json!(line))));
        self.context.format = format;
    }

    fn mention_count(&self, key: &str, count: usize) {
        if count > 0 {
            self.mention(&self.context.tell(key, &[("count", &count.to_string())]));
        }
    }

    /// A mistyped command is read as Rhai; the failure then names the commands close to it.
    fn with_commands(&self, text: &str, error: CmdError) -> CmdError {
        let CmdError::Flow(FlowError::Script(fault)) = &error else { return error };
        let first = text.split_whitespace().next().unwrap_or_default();
        let is_word = first.chars().all(|c| c.is_ascii_lowercase()) && !KEYWORDS.contains(&first);
        let is_unread = matches!(fault.kind, ScriptFaultKind::Syntax { .. })
            || matches!(&fault.kind, ScriptFaultKind::UnknownVariable { name, .. } if name == first);
        let near = find::near(first, self.commands.names());
        if !is_word || !is_unread || self.variables.contains(first) || near.is_empty() {
            return error;
        }
        let facts = json!({ "typed": first, "near": near });
        CmdError::Told(Box::new(Failure::told(2, "repl-unknown-command", &facts, Vec::new())))
    }
}

impl Answer {
    /// Reads a list while its transaction is open.
    fn of(host: &ScriptHost, run: &Rc<Run>, value: Value) -> Result<Self, FlowError> {
        let listing = listing::read(host, run, &value)?;
        Ok(Self { value, listing })
    }
}

/// The line as the log keeps it.
fn why(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(WHY_CHARS) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_keeps_a_line_as_one_line_and_in_bounds() {
        assert_eq!(why("let a =\n  1;"), "let a = 1;");
        assert_eq!(why(&"ữ".repeat(500)).chars().count(), WHY_CHARS + 1);
    }
}
