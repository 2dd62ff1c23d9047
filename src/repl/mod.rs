//! Floor 5, a door: the REPL. A line is a command or Rhai; one line is one transaction.

mod candidates;
mod command;
mod commands;
mod completer;
mod editor;
mod expression;
mod functions;
mod gather;
mod help;
mod highlighter;
mod line;
mod listing;
mod menu;
mod pipe;
mod prompt;
mod session;
mod terminal;
mod tokens;
mod usage;
mod validator;

pub use session::run;
pub use terminal::width as terminal_width;
