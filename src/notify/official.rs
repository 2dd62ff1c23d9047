//! A letter of a Party office (công văn) as its parts, read from the text that a template gave.

use crate::domain::message::{Letterhead, Message};
use chrono::Datelike as _;
use serde::Serialize;

/// How the block of the addressees begins.
const TO: &str = "Kính gửi:";
/// How the block of the copies begins.
const COPIES: &str = "Nơi nhận:";

/// A letter as its parts (Hướng dẫn 36-HD/VPTW, 3/4/2018). Number, day and signature are left to people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Official {
    /// Head and signature; without it the parts of an office are left out.
    pub head: Option<Letterhead>,
    /// The year of its date.
    pub year: i32,
    /// Its summary line.
    pub summary: String,
    /// To whom it is directed.
    pub addressees: Vec<String>,
    /// What it says.
    pub content: Vec<Block>,
    /// Who gets it, as listed at its foot.
    pub copies: Vec<String>,
}

/// A piece of what a letter says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Block {
    /// A paragraph.
    Paragraph(String),
    /// Points, each without its dash.
    List(Vec<String>),
}

impl Official {
    /// Reads the body of a message. Blank lines part its blocks; a line that begins with `- ` is a point of a list,
    /// other lines go on with what stands before them. A first block `Kính gửi: …` names the addressees, a last block
    /// `Nơi nhận:` the copies; either may be missing.
    pub fn of(message: &Message) -> Self {
        let mut blocks = blocks(&message.body);
        let addressees =
            blocks.first().and_then(|lines| named(lines, TO)).inspect(|_| drop(blocks.remove(0)));
        let copies = blocks.last().and_then(|lines| named(lines, COPIES)).inspect(|_| drop(blocks.pop()));
        Self {
            head: message.letterhead.clone(),
            year: message.on.year(),
            summary: one_line(&message.subject),
            addressees: addressees.unwrap_or_default(),
            content: blocks.iter().flat_map(|lines| content(lines)).collect(),
            copies: copies.unwrap_or_default(),
        }
    }
}

/// The blocks of a text, each as its lines.
fn blocks(text: &str) -> Vec<Vec<&str>> {
    let mut blocks = vec![Vec::new()];
    for line in text.lines().map(str::trim) {
        match blocks.last_mut() {
            Some(block) if !line.is_empty() => block.push(line),
            Some(block) if block.is_empty() => {}
            _ => blocks.push(Vec::new()),
        }
    }
    blocks.retain(|block| !block.is_empty());
    blocks
}

/// What a block that begins with `name` lists: the rest of its first line and its points.
fn named(lines: &[&str], name: &str) -> Option<Vec<String>> {
    let rest = lines.first()?.strip_prefix(name)?.trim();
    let mut named: Vec<String> =
        Some(rest).filter(|rest| !rest.is_empty()).map(one_line).into_iter().collect();
    for block in content(&lines[1..]) {
        match block {
            Block::List(points) => named.extend(points),
            Block::Paragraph(text) => named.push(text),
        }
    }
    Some(named)
}

/// The paragraphs and lists of a block.
fn content(lines: &[&str]) -> Vec<Block> {
    let mut found = Vec::new();
    for line in lines {
        let point = line.strip_prefix("- ").map(one_line);
        match (point, found.last_mut()) {
            (Some(point), Some(Block::List(points))) => points.push(point),
            (Some(point), _) => found.push(Block::List(vec![point])),
            (None, Some(Block::Paragraph(text))) => go_on(text, line),
            (None, Some(Block::List(points))) => points.last_mut().into_iter().for_each(|p| go_on(p, line)),
            (None, None) => found.push(Block::Paragraph(one_line(line))),
        }
    }
    found
}

fn go_on(text: &mut String, line: &str) {
    text.push(' ');
    text.push_str(&one_line(line));
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::domain::message::{About, Form, MessageState};

    /// A letter as a reminder gives it.
    pub(in crate::notify) fn letter() -> Message {
        Message {
            key: "VT-2022-005.answer.1.0.first-letter.535".into(),
            form: Form::Letter,
            about: Some(About {
                case: "VT-2022-005".parse().unwrap(),
                task: "answer".parse().unwrap(),
                turn: 1,
                rung: "first-letter".into(),
            }),
            covers: Vec::new(),
            to: "535".parse().unwrap(),
            address: "Ban Thường vụ Huyện ủy Ba Tơ".into(),
            on: chrono::NaiveDate::from_ymd_opt(2022, 10, 7).unwrap(),
            planned: chrono::NaiveDate::from_ymd_opt(2022, 10, 7).unwrap(),
            subject: "đôn đốc: Đề xuất ít nhất 01 vị trí đứng đầu cấp xã".into(),
            body: "Kính gửi: Ban Thường vụ Huyện ủy Ba Tơ\n\nThực hiện Kết luận, có việc như sau:\n\n- Việc: Đề xuất \
                   ít nhất 01 vị trí\n- Đến hạn: 06/10/2022\n\nĐề nghị Ban Thường vụ Huyện ủy Ba Tơ quan tâm.\n\nNơi \
                   nhận:\n- Như trên,\n- Lưu Ban Tổ chức Tỉnh ủy.\n"
                .into(),
            letterhead: Some(Letterhead {
                superior: "TỈNH ỦY QUẢNG NGÃI".into(),
                issuer: "BAN TỔ CHỨC".into(),
                symbol: "CV/BTCTU".into(),
                place: "Quảng Ngãi".into(),
                signature: vec!["K/T TRƯỞNG BAN".into(), "PHÓ TRƯỞNG BAN".into()],
            }),
            state: MessageState::Queued,
            tries: 0,
            retry_at: None,
        }
    }

    fn of(body: &str) -> Official {
        Official::of(&Message { body: body.into(), ..letter() })
    }

    #[test]
    fn a_letter_has_its_parts() {
        let letter = Official::of(&letter());
        assert_eq!(
            (letter.year, letter.addressees.as_slice()),
            (2022, &["Ban Thường vụ Huyện ủy Ba Tơ".into()][..])
        );
        assert_eq!(letter.copies, ["Như trên,", "Lưu Ban Tổ chức Tỉnh ủy."]);
        let [Block::Paragraph(first), Block::List(points), Block::Paragraph(last)] =
            letter.content.as_slice()
        else {
            panic!("{:?}", letter.content)
        };
        assert_eq!(points, &["Việc: Đề xuất ít nhất 01 vị trí", "Đến hạn: 06/10/2022"]);
        assert!(first.ends_with("như sau:") && last.starts_with("Đề nghị"));
    }

    #[test]
    fn lines_go_on_and_line_ends_of_windows_do_not_matter() {
        let letter = of(
            "Kính gửi:\r\n- Sở Nội vụ,\r\n- Sở\r\n  Tài chính\r\n\r\n\r\nMột đoạn\r\nhai dòng:\r\n- ý a\r\n",
        );
        assert_eq!(letter.addressees, ["Sở Nội vụ,", "Sở Tài chính"]);
        let told = [Block::Paragraph("Một đoạn hai dòng:".into()), Block::List(vec!["ý a".into()])];
        assert_eq!((letter.content.as_slice(), letter.copies.len()), (&told[..], 0));
    }

    #[test]
    fn a_text_without_these_parts_is_all_content() {
        assert_eq!(of("").content, []);
        let letter = of("Chào.\n\nKính gửi: không ở đầu");
        assert_eq!((letter.addressees.len(), letter.content.len()), (0, 2));
    }
}
