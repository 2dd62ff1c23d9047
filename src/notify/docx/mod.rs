//! A letter as a Word document (Office Open XML, ECMA-376). Its parts are templates in this folder: `styles.xml` says
//! how a part of a letter looks, `document.xml` which parts there are.

use super::official::Official;
use minijinja::value::Serde;
use minijinja::{Environment, Error, Output, State, UndefinedBehavior, Value, context};
use std::fmt::Write as _;
use std::io::{self, Cursor, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// What mail calls such a document.
pub(super) const MEDIA_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// The parts of the container, in their order.
const PARTS: [(&str, &str); 6] = [
    ("[Content_Types].xml", include_str!("content_types.xml")),
    ("_rels/.rels", include_str!("rels.xml")),
    ("word/_rels/document.xml.rels", include_str!("document_rels.xml")),
    ("word/document.xml", include_str!("document.xml")),
    ("word/styles.xml", include_str!("styles.xml")),
    ("docProps/core.xml", include_str!("core.xml")),
];

/// The document of a letter; `key` is that of its message. The same letter gives the same bytes: nothing in it tells
/// when it was written, and it is stored as it is, so that no compressor's version shows.
pub(super) fn write(letter: &Official, key: &str) -> io::Result<Vec<u8>> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_formatter(escape);
    let facts = context! { letter => Serde(letter), key => key };
    let options = SimpleFileOptions::DEFAULT.compression_method(CompressionMethod::Stored);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, template) in PARTS {
        let part = environment.render_named_str(name, template, &facts).map_err(io::Error::other)?;
        archive.start_file(name, options)?;
        archive.write_all(part.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

/// Writes a value as text of XML; signs that XML cannot hold are left out.
fn escape(out: &mut Output<'_>, _: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    let text = value.to_string();
    for sign in text.chars() {
        let written = match sign {
            '&' => out.write_str("&amp;"),
            '<' => out.write_str("&lt;"),
            '>' => out.write_str("&gt;"),
            '"' => out.write_str("&quot;"),
            '\t' | '\n' | '\r' => out.write_char(' '),
            '\0'..='\x1f' | '\u{fffe}' | '\u{ffff}' => Ok(()),
            sign => out.write_char(sign),
        };
        written.map_err(Error::from)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::official::tests::letter;
    use super::*;
    use crate::domain::message::Message;
    use std::io::Read as _;
    use zip::ZipArchive;

    fn parts(message: &Message) -> Vec<(String, String)> {
        let bytes = write(&Official::of(message), &message.key).unwrap();
        let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let read = |at| {
            let mut file = archive.by_index(at).unwrap();
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            (file.name().unwrap().into_owned(), text)
        };
        (0..PARTS.len()).map(read).collect()
    }

    fn part(message: &Message, name: &str) -> String {
        parts(message).into_iter().find(|(part, _)| part == name).unwrap().1
    }

    /// What a reader sees, a line a paragraph.
    fn text(document: &str) -> String {
        let paragraphs = document.split("</w:p>").map(|paragraph| {
            paragraph
                .split("<w:t xml:space=\"preserve\">")
                .skip(1)
                .map(|run| run.split("</w:t>").next().unwrap())
        });
        paragraphs.map(|runs| runs.collect::<String>()).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn every_part_of_a_letter_is_in_its_place() {
        let document = part(&letter(), "word/document.xml");
        insta::assert_snapshot!(text(&document));
        for page in
            [r#"w:w="11906" w:h="16838""#, r#"w:left="1701""#, r#"w:top="1134""#, r#"w:bottom="1134""#]
        {
            assert!(document.contains(page), "{page}");
        }
        let styles = part(&letter(), "word/styles.xml");
        assert!(styles.contains(r#"w:ascii="Times New Roman" w:hAnsi="Times New Roman""#));
        for style in document.split("w:pStyle w:val=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
            assert!(styles.contains(&format!("w:styleId=\"{style}\"")), "{style} is no style");
        }
    }

    #[test]
    fn the_same_letter_is_the_same_bytes() {
        let bytes = || write(&Official::of(&letter()), "key").unwrap();
        assert_eq!(bytes(), bytes());
    }

    #[test]
    fn signs_of_xml_are_text() {
        let odd = Message {
            key: "<\"k\">".into(),
            subject: "A & B < C > \"D\"\u{1}\u{b}".into(),
            body: "Kính gửi: R&D\n\n- 1 < 2 > 0 & \"x\" 'y' </w:t>".into(),
            ..letter()
        };
        let document = part(&odd, "word/document.xml");
        for line in [
            "A &amp; B &lt; C &gt; &quot;D&quot;<",
            "Kính gửi: R&amp;D<",
            "- 1 &lt; 2 &gt; 0 &amp; &quot;x&quot; 'y' &lt;/w:t&gt;<",
        ] {
            assert!(document.contains(line), "{line}\n{document}");
        }
        assert!(part(&odd, "docProps/core.xml").contains("&lt;&quot;k&quot;&gt;"));
    }

    #[test]
    fn a_letter_without_a_head_has_neither_party_nor_signature() {
        let document = part(&Message { letterhead: None, ..letter() }, "word/document.xml");
        assert!(!document.contains("ĐẢNG CỘNG SẢN") && !document.contains("(họ tên)"));
        assert!(document.contains("DỰ THẢO") && document.contains("- Như trên,"));
    }
}
