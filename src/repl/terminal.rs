//! What is known of the terminal.

use std::io::IsTerminal as _;

/// How many columns the terminal has; none when there is no terminal, or it does not say.
pub fn width() -> Option<usize> {
    let (columns, _) = crossterm::terminal::size().ok()?;
    Some(usize::from(columns)).filter(|columns| *columns > 0)
}

/// Whether the line that is typed may have colours.
#[expect(clippy::disallowed_methods, reason = "a door reads the environment")]
pub fn colours() -> bool {
    let no_colour = std::env::var("NO_COLOR").is_ok_and(|value| !value.is_empty());
    !no_colour && std::io::stderr().is_terminal()
}
