//! A message as a text file.

use super::official::{Block, Official};
use crate::domain::day;
use crate::domain::message::{Form, Letterhead, Message};
use unicode_width::UnicodeWidthStr as _;

/// The columns of the left and of the right half of a letter.
const HALVES: [usize; 2] = [32, 44];

/// The whole file: what the message is, a blank line, and its text; a letter is laid out as one.
pub(super) fn file(message: &Message) -> String {
    let mut text = format!(
        "Nơi nhận: {}\nNgày: {}\nVề việc: {}\n",
        message.address,
        day::vietnamese(message.on),
        message.subject
    );
    if let Some(about) = &message.about {
        text.push_str(&format!("Hồ sơ: {}\n", about.case));
    }
    text.push_str(&format!("Mã thư: {}\n\n", message.key));
    match &message.letterhead {
        Some(head) if message.form == Form::Letter => {
            text.push_str(&letter(head, &Official::of(message)).join("\n"));
        }
        _ => text.push_str(message.body.trim_end()),
    }
    text.push('\n');
    text
}

fn letter(head: &Letterhead, letter: &Official) -> Vec<String> {
    let mut lines = top(head, letter);
    lines.push(String::new());
    match letter.addressees.as_slice() {
        [] => {}
        [one] => lines.extend([centred(&format!("Kính gửi: {one}"), HALVES[0] + HALVES[1]), String::new()]),
        many => {
            lines.push(format!("{:16}Kính gửi:", ""));
            lines.extend(many.iter().map(|one| format!("{:20}- {one}", "")));
            lines.push(String::new());
        }
    }
    for block in &letter.content {
        match block {
            Block::Paragraph(text) => lines.push(text.clone()),
            Block::List(points) => lines.extend(points.iter().map(|point| format!("- {point}"))),
        }
        lines.push(String::new());
    }
    lines.extend(foot(head, letter));
    lines
}

fn top(head: &Letterhead, letter: &Official) -> Vec<String> {
    let mut left =
        vec![head.superior.clone(), head.issuer.clone(), "*".into(), format!("Số …-{}", head.symbol)];
    left.extend(wrapped(&letter.summary, HALVES[0] - 2));
    let party = "ĐẢNG CỘNG SẢN VIỆT NAM";
    let right = [
        party.to_owned(),
        "-".repeat(party.width()),
        format!("{}, ngày … tháng … năm {}", head.place, letter.year),
        String::new(),
        "DỰ THẢO".to_owned(),
    ];
    let left = left.iter().map(|line| centred(line, HALVES[0]));
    side_by_side(left.collect(), &right)
}

fn foot(head: &Letterhead, letter: &Official) -> Vec<String> {
    let mut left = Vec::new();
    if !letter.copies.is_empty() {
        left.push("Nơi nhận:".to_owned());
        left.extend(letter.copies.iter().map(|copy| format!("- {copy}")));
    }
    let mut right = head.signature.clone();
    right.extend([String::new(), String::new(), "(họ tên)".to_owned()]);
    side_by_side(left, &right)
}

/// The lines of both halves next to each other, those on the right centred.
fn side_by_side(left: Vec<String>, right: &[String]) -> Vec<String> {
    let (mut left, mut right) = (left.into_iter(), right.iter());
    let mut lines = Vec::new();
    loop {
        match (left.next(), right.next()) {
            (None, None) => return lines,
            (left, right) => {
                let left = left.unwrap_or_default();
                let right = right.map(|line| centred(line, HALVES[1])).unwrap_or_default();
                let gap = HALVES[0].saturating_sub(left.width());
                lines.push(format!("{left}{:gap$}{right}", "").trim_end().to_owned());
            }
        }
    }
}

fn centred(line: &str, width: usize) -> String {
    format!("{:gap$}{line}", "", gap = width.saturating_sub(line.width()) / 2)
}

/// A text in lines of at most `width` columns; a longer word has a line of its own.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.width() + 1 + word.width() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::super::official::tests::letter;
    use super::*;

    #[test]
    fn a_letter_is_laid_out_below_what_it_is() {
        insta::assert_snapshot!(file(&letter()));
    }

    #[test]
    fn anything_else_is_its_text() {
        let note =
            Message { form: Form::Note, about: None, key: "note.2022-10-07.brief.BTCTU".into(), ..letter() };
        let text = file(&note);
        assert!(!text.contains("Hồ sơ") && !text.contains("ĐẢNG CỘNG SẢN"), "{text}");
        assert!(text.ends_with(&format!("\nMã thư: {}\n\n{}", note.key, note.body)), "{text}");
        let bare = file(&Message { letterhead: None, ..letter() });
        assert!(bare.contains("Hồ sơ: VT-2022-005\n") && bare.ends_with(&letter().body), "{bare}");
    }
}
