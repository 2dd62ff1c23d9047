//! What a line is: a command, Rhai, or a word to the REPL itself; and where one line ends and the next begins.

use super::commands::Commands;
use super::tokens::Open;
use crate::domain::name;
use crate::script::{Completeness, completeness};

/// The words that end the REPL, without marks.
const LEAVING: [&str; 3] = ["exit", "quit", "thoat"];
/// The words that ask for help.
const HELP: [&str; 2] = ["?", "help"];
/// No word to the REPL has more bytes, however its marks are written.
const LONGEST_WORD: usize = 16;
/// Up to how many lines an unfinished text is read again with each. Of a longer one, Rhai is read when no bracket is
/// open, and a quote that is still open in a command is a mistake.
const READ_EACH: usize = 100;

/// A line as it is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// Nothing, or a remark.
    Nothing,
    /// The REPL ends.
    Leave,
    /// Help, for the command these words name.
    Help(Vec<String>),
    /// A command with its arguments.
    Command(Vec<String>),
    /// A command in which a quote is not closed.
    OpenQuote,
    /// Rhai.
    Rhai,
}

/// Tells what a line is.
pub fn sort(text: &str, commands: &Commands) -> Line {
    let text = text.trim();
    // `#{` starts a map, in Rhai.
    if text.is_empty() || (text.starts_with('#') && !text.starts_with("#{")) {
        return Line::Nothing;
    }
    if text.len() <= LONGEST_WORD && LEAVING.contains(&name::fold(text).as_str()) {
        return Line::Leave;
    }
    let mut words = text.split_whitespace();
    if words.next().is_some_and(|word| HELP.contains(&word)) {
        return Line::Help(words.map(ToOwned::to_owned).collect());
    }
    if !is_command(text, commands) {
        return Line::Rhai;
    }
    split(text).map_or(Line::OpenQuote, Line::Command)
}

/// Where the word starts that help is asked for; none when help is not asked for.
pub fn asks_help(text: &str) -> Option<usize> {
    let rest = HELP.iter().find_map(|word| text.strip_prefix(word)?.strip_prefix(' '))?;
    (!rest.contains(' ')).then_some(text.len() - rest.len())
}

/// Whether a text is meant as a command: it starts with the name of one, or with an option.
pub fn is_command(text: &str, commands: &Commands) -> bool {
    let mut words = text.split_whitespace();
    let Some(first) = words.next() else { return false };
    // A variable may have the name of a command: `due = today()`.
    let is_assigned = words.next().is_some_and(|word| word.starts_with('=') || word == "+=" || word == "-=");
    first.starts_with("--") || (commands.has(first) && !is_assigned)
}

/// The words of a command; none while a quote is open.
fn split(text: &str) -> Option<Vec<String>> {
    // To a shell a backslash is a quote; in Windows it stands in every path.
    if cfg!(windows) { shlex::split(&text.replace('\\', "\\\\")) } else { shlex::split(text) }
}

/// Puts lines together into units: each is a command, or a piece of Rhai that is whole.
#[derive(Debug, Default)]
pub struct Units {
    text: String,
    lines: usize,
    open: Open,
}

impl Units {
    /// Takes one more line; gives a unit when it is whole with it.
    pub fn push(&mut self, line: &str, commands: &Commands) -> Option<String> {
        if self.lines > 0 {
            self.text.push('\n');
        }
        self.text.push_str(line);
        self.lines += 1;
        self.open = self.open.after(line);
        let is_short = self.lines <= READ_EACH;
        let whole = match sort(&self.text, commands) {
            Line::OpenQuote => !is_short,
            Line::Rhai => {
                (is_short || self.open.is_closed()) && completeness(&self.text) == Completeness::Whole
            }
            _ => true,
        };
        if whole { self.rest() } else { None }
    }

    /// What is left when no more lines come.
    pub fn rest(&mut self) -> Option<String> {
        let unit = std::mem::take(self).text;
        (!unit.trim().is_empty()).then_some(unit)
    }

    /// Whether a unit was begun and is not whole.
    pub fn is_open(&self) -> bool {
        self.lines > 0
    }
}

/// The units of a text that came at once, as from a paste. Rhai that follows Rhai stays together: it is one
/// transaction, and `.filter(…)` may stand on a line of its own.
pub fn units(text: &str, commands: &Commands) -> Vec<String> {
    let mut reader = Units::default();
    let mut units: Vec<(String, bool)> = Vec::new();
    let found = text.lines().filter_map(|line| reader.push(line, commands)).collect::<Vec<_>>();
    for unit in found.into_iter().chain(reader.rest()) {
        let is_rhai = sort(&unit, commands) == Line::Rhai;
        match units.last_mut() {
            Some((last, true)) if is_rhai => {
                last.push('\n');
                last.push_str(&unit);
            }
            _ => units.push((unit, is_rhai)),
        }
    }
    units.into_iter().map(|(unit, _)| unit).collect()
}

/// Whether a text ends within a unit.
pub fn is_unfinished(text: &str, commands: &Commands) -> bool {
    let mut reader = Units::default();
    for line in text.lines() {
        reader.push(line, commands);
    }
    reader.is_open()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::lang::Lang;
    use crate::ui::messages::Messages;

    fn commands() -> Commands {
        Commands::new(&Messages::new(Lang::En, ""))
    }

    #[test]
    fn a_line_is_a_command_rhai_or_a_word_to_the_repl() {
        let sorted = |text: &str| sort(text, &commands());
        let words = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>();
        assert_eq!(sorted("  show LC-2022-001 "), Line::Command(words(&["show", "LC-2022-001"])));
        assert_eq!(sorted("--rehearse remind"), Line::Command(words(&["--rehearse", "remind"])));
        let quoted = Line::Command(words(&["done", "X", "letter", "--doc", "12-QĐ/BTCTU 3/11/2022"]));
        assert_eq!(sorted("done X letter --doc \"12-QĐ/BTCTU 3/11/2022\""), quoted);
        assert_eq!(sorted("list 'c.kind =="), Line::OpenQuote);
        assert_eq!(sorted("tasks().len()"), Line::Rhai);
        assert_eq!(sorted("due = today()"), Line::Rhai);
        assert_eq!(sorted("#{ a: 1 }"), Line::Rhai);
        assert_eq!(sorted("# a remark"), Line::Nothing);
        assert_eq!(sorted(" "), Line::Nothing);
        assert_eq!(sorted("? done"), Line::Help(words(&["done"])));
        for leaving in ["exit", "quit", "thoát", "thoa\u{301}t", "THOÁT", "thoat"] {
            assert_eq!(sorted(leaving), Line::Leave, "{leaving}");
        }
    }

    #[test]
    fn an_open_bracket_string_or_quote_waits_for_more() {
        for text in ["let a = [1,", "if true {\n 1", "list 'c.kind", "tasks\nlet a = (", "`Kính gửi"] {
            assert!(is_unfinished(text, &commands()), "{text}");
        }
        for text in ["let a = 1", "list", "exit", "?", "# (", "let a = [1,\n2]", "let = )", ""] {
            assert!(!is_unfinished(text, &commands()), "{text}");
        }
    }

    #[test]
    fn a_paste_falls_into_commands_and_blocks_of_rhai() {
        let text = "tasks\n\n# remark\nlet a = [1,\n  2];\na\n  .len()\nlist 'c.kind ==\n \"round\"'\nopen";
        let expected = ["tasks", "let a = [1,\n  2];\na\n  .len()", "list 'c.kind ==\n \"round\"'", "open"];
        let found: Vec<String> =
            units(text, &commands()).into_iter().filter(|u| sort(u, &commands()) != Line::Nothing).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_long_unfinished_paste_is_read_in_passing() {
        let rows = "  \"Xã Sơn Hạ\",\n".repeat(10_000);
        assert_eq!(units(&format!("let a = [\n{rows}]"), &commands()).len(), 1);
    }
}
