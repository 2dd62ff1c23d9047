//! Colours of the line while it is typed.

use super::commands::Commands;
use super::line;
use super::tokens::{KEYWORDS, Kind, tokens};
use reedline::{Color, Highlighter, StyledText};
use std::sync::Arc;

/// Colours commands by their words and Rhai by its tokens.
pub struct Colours(pub Arc<Commands>);

impl Highlighter for Colours {
    fn highlight(&self, text: &str, _cursor: usize) -> StyledText {
        let mut styled = StyledText::new();
        let painted = if line::is_command(text, &self.0) { of_command(text) } else { of_rhai(text) };
        for (colour, piece) in painted {
            styled.push((colour.normal(), piece.to_owned()));
        }
        styled
    }
}

fn of_rhai(text: &str) -> Vec<(Color, &str)> {
    let pieces = tokens(text).into_iter().map(|token| {
        let piece = &text[token.span];
        let colour = match token.kind {
            Kind::Text => Color::Green,
            Kind::Number => Color::Cyan,
            Kind::Comment => Color::DarkGray,
            Kind::Word if KEYWORDS.contains(&piece) => Color::Purple,
            Kind::Word | Kind::Other => Color::Default,
        };
        (colour, piece)
    });
    pieces.collect()
}

/// The first word is the command; then options, quoted texts, and the rest.
fn of_command(text: &str) -> Vec<(Color, &str)> {
    let mut painted = Vec::new();
    let mut is_first = true;
    for piece in words(text) {
        let colour = match piece.chars().next() {
            Some('-') => Color::Blue,
            Some('"' | '\'') => Color::Green,
            Some(c) if c.is_ascii_digit() && !is_first => Color::Cyan,
            Some(c) if !c.is_whitespace() && is_first => Color::LightCyan,
            _ => Color::Default,
        };
        is_first &= piece.trim().is_empty() || piece.starts_with('-');
        painted.push((colour, piece));
    }
    painted
}

/// The words of a command and the spaces between them; a quoted text is one piece.
fn words(text: &str) -> Vec<&str> {
    let (mut pieces, mut start, mut quote) = (Vec::new(), 0, None);
    let mut was_space = None;
    for (at, c) in text.char_indices() {
        let is_space = c.is_whitespace() && quote.is_none();
        let starts_quote = quote.is_none() && matches!(c, '"' | '\'');
        if at > start && (was_space != Some(is_space) || starts_quote) {
            pieces.push(&text[start..at]);
            start = at;
        }
        match quote {
            Some(open) if c == open => quote = None,
            None if starts_quote => quote = Some(c),
            _ => {}
        }
        was_space = Some(is_space);
    }
    if start < text.len() {
        pieces.push(&text[start..]);
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_of_the_line_is_painted_once() {
        for text in [
            "done LC-2022-001 meet --doc \"12-QĐ/BTCTU",
            "let a = [1, \"ơ\"]; // ghi chú",
            " list 'c.kind' x",
            "",
        ] {
            let whole =
                |painted: Vec<(Color, &str)>| painted.into_iter().map(|(_, piece)| piece).collect::<String>();
            assert_eq!(whole(of_command(text)), text);
            assert_eq!(whole(of_rhai(text)), text);
        }
    }

    #[test]
    fn commands_options_and_quoted_texts_have_their_colours() {
        let painted = of_command("done X --doc \"12-QĐ 3/11\"");
        let colours: Vec<(Color, &str)> = painted.into_iter().filter(|(_, piece)| *piece != " ").collect();
        let expected = [
            (Color::LightCyan, "done"),
            (Color::Default, "X"),
            (Color::Blue, "--doc"),
            (Color::Green, "\"12-QĐ 3/11\""),
        ];
        assert_eq!(colours, expected);
    }
}
