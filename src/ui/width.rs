//! How wide a text is on a terminal. Vietnamese comes composed or decomposed; both are equally wide.

use crate::domain::name::nfc;
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// How many columns a tab is shown as.
pub const TAB: usize = 4;

/// The columns a text takes.
pub fn of(text: &str) -> usize {
    shown(text).width()
}

/// The text as it is shown: composed, tabs as spaces, and nothing in it that would steer the terminal.
pub fn shown(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in nfc(text).chars() {
        match c {
            '\t' => line.push_str(&" ".repeat(TAB)),
            '\n' => line.push(c),
            c if c.width().is_none() => {}
            c => line.push(c),
        }
    }
    line
}

/// The text cut to at most `most` columns; what was cut is shown as `…`.
pub fn cut(text: &str, most: usize) -> String {
    let text = shown(text);
    if text.width() <= most {
        return text;
    }
    let (mut kept, mut columns) = (String::new(), 1);
    for c in text.chars() {
        columns += c.width().unwrap_or(0);
        if columns > most {
            break;
        }
        kept.push(c);
    }
    kept.push('…');
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decomposed_and_composed_are_equally_wide() {
        for text in ["Nguyễn Thị Thuỳ", "Nguye\u{302}\u{303}n Thi\u{323} Thu\u{300}y", "Nguyen Thi Thuy"]
        {
            assert_eq!(of(text), 15, "{text}");
        }
    }

    #[test]
    fn tabs_and_wide_letters_count_as_they_are_shown() {
        assert_eq!(of("\tx"), 5);
        assert_eq!(of("漢字"), 4);
        assert_eq!(of("a\u{200b}b"), 2);
    }

    #[test]
    fn a_text_cannot_steer_the_terminal() {
        assert_eq!(shown("a\u{1b}[2Jb\r"), "a[2Jb");
    }

    #[test]
    fn what_is_cut_is_marked() {
        assert_eq!(cut("Ban Tổ chức", 11), "Ban Tổ chức");
        assert_eq!(cut("Ban Tổ chức", 7), "Ban Tổ…");
    }
}
