//! The line of a script where something is wrong, with a caret below the place.

use super::paint::{Paint, Style};
use super::width;
use crate::domain::script_fault::Place;

/// The most columns of a line that are shown.
const COLUMNS: usize = 100;

/// Where it is, the line, and a caret below the word that begins at the place.
pub fn draw(place: &Place, paint: Paint) -> String {
    let number = place.line.to_string();
    let gutter = " ".repeat(number.len());
    let arrow = paint.paint(Style::Faint, "-->");
    let head = format!("{gutter}{arrow} {}:{}:{}", place.file, place.line, place.column);
    if place.excerpt.trim().is_empty() {
        return head;
    }
    let (before, word, after) = split(&place.excerpt, place.column);
    let (before, word, after) = window(&before, &word, &after);
    let bar = paint.paint(Style::Faint, "|");
    let caret = "^".repeat(width::of(&word).max(1));
    let caret = paint.paint(Style::Bad, &caret);
    let space = " ".repeat(width::of(&before));
    let line = format!("{before}{word}{after}");
    let number = paint.paint(Style::Faint, &number);
    format!("{head}\n{gutter} {bar}\n{number} {bar} {}\n{gutter} {bar} {space}{caret}", line.trim_end())
}

/// The line before the column, the word that begins there, and the rest. A dot belongs to the word after it.
fn split(line: &str, column: usize) -> (String, String, String) {
    let at = line.char_indices().nth(column.saturating_sub(1)).map_or(line.len(), |(at, _)| at);
    let (before, rest) = line.split_at(at);
    let is_word = |c: char| c.is_alphanumeric() || c == '_' || width::of(c.encode_utf8(&mut [0; 4])) == 0;
    let dot = usize::from(rest.starts_with('.'));
    let word = rest[dot..].find(|c| !is_word(c)).unwrap_or(rest.len() - dot);
    let end = if dot + word == 0 { rest.chars().next().map_or(0, char::len_utf8) } else { dot + word };
    let (word, after) = rest.split_at(end);
    (width::shown(before), width::shown(word), width::shown(after))
}

/// What of a long line is shown around the place.
fn window(before: &str, word: &str, after: &str) -> (String, String, String) {
    let word = width::cut(word, COLUMNS / 2);
    let left = COLUMNS - width::of(&word);
    let before = if width::of(before) > left / 2 && width::of(before) + width::of(after) > left {
        let tail: String = before.chars().rev().take(left / 2 - 1).collect();
        format!("…{}", tail.chars().rev().collect::<String>())
    } else {
        before.to_owned()
    };
    let after = width::cut(after, left.saturating_sub(width::of(&before)));
    (before, word, after)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(line: usize, column: usize, excerpt: &str) -> String {
        let place =
            Place { file: "request/step1.rhai".to_owned(), line, column, excerpt: excerpt.to_owned() };
        draw(&place, Paint::PLAIN)
    }

    #[test]
    fn the_caret_stands_below_the_word() {
        let expected = "  --> request/step1.rhai:12:7
   |
12 |     c.ad_task(\"letter\");
   |       ^^^^^^^";
        assert_eq!(drawn(12, 7, "    c.ad_task(\"letter\");"), expected);
        assert!(drawn(1, 2, "c.kinds == 1").ends_with("1 | c.kinds == 1\n  |  ^^^^^^"));
        assert!(drawn(1, 3, "a ) b").ends_with("1 | a ) b\n  |   ^"));
    }

    #[test]
    fn tabs_wide_and_decomposed_letters_keep_the_caret_in_place() {
        assert!(drawn(1, 3, "\t\tx").ends_with("1 |         x\n  |         ^"));
        assert!(drawn(1, 4, "漢字 x").ends_with("1 | 漢字 x\n  |      ^"));
        assert!(drawn(1, 8, "Tha\u{309}o, x").ends_with("1 | Thảo, x\n  |       ^"));
    }

    #[test]
    fn the_end_of_a_line_can_be_pointed_at() {
        assert!(drawn(3, 10, "fn a(c) {").ends_with("3 | fn a(c) {\n  |          ^"));
        assert!(drawn(3, 99, "fn").ends_with("3 | fn\n  |   ^"));
        assert!(drawn(3, 0, "fn").ends_with("3 | fn\n  | ^^"));
    }

    #[test]
    fn a_place_without_its_line_is_only_named() {
        assert_eq!(drawn(3, 1, ""), " --> request/step1.rhai:3:1");
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let line = format!("{}wrong{}", "a + ".repeat(200), " + b".repeat(200));
        let drawn = drawn(1, 801, &line);
        assert!(drawn.lines().all(|l| width::of(l) <= COLUMNS + 6), "{drawn}");
        let lines: Vec<&str> = drawn.lines().collect();
        let at = |text: &str, what: &str| width::of(&text[..text.find(what).unwrap()]);
        assert_eq!(at(lines[2], "wrong"), at(lines[3], "^"));
    }
}
