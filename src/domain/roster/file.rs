//! The file of a roster: its encoding, its separator, its lines.

use super::error::{Reason, RosterError, RowFault};
use super::headings::{Column, Heading, parse_headings};
use super::row::{Cadre, Resolve, parse_row};
use crate::domain::actor::ActorKind;
use crate::domain::ids::ActorId;
use crate::domain::name::nfc;
use csv::{Reader, ReaderBuilder, StringRecord};
use std::collections::HashMap;

/// A roster whose headings were understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Roster {
    /// Its rows in the order of the file, blank lines left out.
    pub rows: Vec<Row>,
}

/// One row of a roster.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The line of the file where it begins, from 1.
    pub line: u64,
    /// The cadre, or everything that is wrong with the row.
    pub result: Result<Cadre, Vec<RowFault>>,
}

/// Reads a roster.
///
/// Cells are separated by `;`, `,` or tabs, whichever makes the headings known; a byte order mark, decomposed
/// letters, spaces around cells and blank lines do no harm. `resolve` turns the name of an agency or a
/// district into its code; what it says when it cannot is kept in the row's fault.
///
/// # Errors
/// When the bytes are no UTF-8, or the headings are unknown, repeated or missing. Bad rows are no error here.
pub fn read(
    bytes: &[u8],
    resolve: &mut dyn FnMut(ActorKind, &str) -> Result<ActorId, String>,
) -> Result<Roster, RosterError> {
    let text = decode(bytes)?;
    let mut lines = Lines::new(&text, separator(&text));
    let (line, cells) = lines.next().map(|record| (record.line, record.cells)).ok_or(RosterError::Empty)?;
    let headings = parse_headings(cells.iter()).map_err(|faults| RosterError::Headings { line, faults })?;
    let mut ids = HashMap::new();
    let mut asked = HashMap::new();
    // A roster names few agencies many times.
    let mut resolve_once = |kind: ActorKind, typed: &str| {
        asked.entry((kind, typed.to_owned())).or_insert_with(|| resolve(kind, typed)).clone()
    };
    let rows = lines
        .map(|record| Row {
            line: record.line,
            result: read_row(&headings, &record, &mut ids, &mut resolve_once),
        })
        .collect();
    Ok(Roster { rows })
}

fn read_row(
    headings: &[Heading],
    record: &Record,
    ids: &mut HashMap<String, u64>,
    resolve: &mut Resolve<'_>,
) -> Result<Cadre, Vec<RowFault>> {
    let of_the_row = |reason| vec![RowFault { field: String::new(), value: String::new(), reason }];
    if record.unclosed {
        return Err(of_the_row(Reason::UnclosedQuote));
    }
    if record.cells.len() != headings.len() {
        return Err(of_the_row(Reason::Ragged { expected: headings.len(), found: record.cells.len() }));
    }
    let parsed = parse_row(headings, record.cells.iter(), resolve);
    let repeated = repeated_id(headings, record, ids);
    match (parsed, repeated) {
        (Ok(cadre), None) => Ok(cadre),
        (Ok(_), Some(fault)) => Err(vec![fault]),
        (Err(mut faults), repeated) => {
            faults.extend(repeated);
            Err(faults)
        }
    }
}

/// The fault of a code that an earlier row has, whether that row was good or not.
fn repeated_id(headings: &[Heading], record: &Record, ids: &mut HashMap<String, u64>) -> Option<RowFault> {
    let at = headings.iter().position(|heading| heading.column == Some(Column::Id))?;
    let value = record.cells.get(at).map(str::trim).filter(|id| !id.is_empty())?;
    let first_line = *ids.entry(value.to_lowercase()).or_insert(record.line);
    (first_line != record.line).then(|| RowFault {
        field: headings[at].text.clone(),
        value: value.to_owned(),
        reason: Reason::RepeatedId { first_line },
    })
}

/// The text without its byte order mark, composed, with plain line ends.
fn decode(bytes: &[u8]) -> Result<String, RosterError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let good = &bytes[..error.valid_up_to()];
        RosterError::NotUtf8 { line: 1 + good.iter().map(|b| u64::from(*b == b'\n')).sum::<u64>() }
    })?;
    Ok(nfc(text).replace("\r\n", "\n").replace('\r', "\n"))
}

/// The separator under which most headings are known, or else the one that makes most cells.
fn separator(text: &str) -> u8 {
    const BY_HABIT: [u8; 3] = [b'\t', b',', b';'];
    let weight = |separator: &u8| {
        let headings = Lines::new(text, *separator).next().map(|record| record.cells).unwrap_or_default();
        (headings.iter().filter(|cell| Column::find(cell).is_some()).count(), headings.len())
    };
    BY_HABIT.into_iter().max_by_key(weight).unwrap_or(b';')
}

/// One record of the file and where it stands.
struct Record {
    line: u64,
    cells: StringRecord,
    /// A quotation mark in it was never closed, so that it reaches to the end of the file.
    unclosed: bool,
}

/// The records of the text that have at least one cell with something in it.
struct Lines<'t> {
    text: &'t str,
    reader: Reader<&'t [u8]>,
}

impl<'t> Lines<'t> {
    fn new(text: &'t str, separator: u8) -> Self {
        let reader = ReaderBuilder::new()
            .delimiter(separator)
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        Self { text, reader }
    }
}

impl Iterator for Lines<'_> {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        loop {
            let start = self.reader.position().clone();
            let mut cells = StringRecord::new();
            // The text is known to be UTF-8 and lengths may differ: nothing is left that could fail.
            if !self.reader.read_record(&mut cells).unwrap_or(false) {
                return None;
            }
            if cells.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            let raw = span(self.text, start.byte(), self.reader.position().byte());
            // The reader counts blank lines before a record as part of it.
            let blank = raw.bytes().take_while(|b| *b == b'\n').map(|_| 1_u64).sum::<u64>();
            let ends_the_file = self.reader.position().byte() == self.text.len() as u64;
            let unclosed = ends_the_file && raw.matches('"').count() % 2 == 1;
            return Some(Record { line: start.line() + blank, cells, unclosed });
        }
    }
}

fn span(text: &str, from: u64, to: u64) -> &str {
    let place = |byte: u64| usize::try_from(byte).unwrap_or(usize::MAX);
    text.get(place(from)..place(to)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::roster::HeadingFault;
    use proptest::prelude::*;
    use serde_json::{Value, json};
    use unicode_normalization::UnicodeNormalization;

    fn resolve(kind: ActorKind, typed: &str) -> Result<ActorId, String> {
        match (kind, typed) {
            (ActorKind::Agency, "Sở Nội vụ" | "SNV") => Ok("SNV".parse().unwrap()),
            (ActorKind::District, "Ba Tơ") => Ok("535".parse().unwrap()),
            _ => Err(format!("no {} `{typed}`", kind.name())),
        }
    }

    fn read_text(text: &str) -> Result<Roster, RosterError> {
        read(text.as_bytes(), &mut resolve)
    }

    fn faults(text: &str) -> Vec<(u64, Value)> {
        let rows = read_text(text).unwrap().rows.into_iter();
        rows.filter_map(|row| Some((row.line, json!(row.result.err()?)))).collect()
    }

    const FULL: &str = "\u{feff}id;Họ tên;Ngày sinh;Giới tính;Dân tộc;Cơ quan (→ khối);Chức vụ;Quy hoạch[];Chuyên môn;\
        Lý luận chính trị;Ngày vào Đảng;Chính thức;Xếp loại 3 năm;Kỷ luật;Quê quán (mã huyện);Ghi chú\r\n\
        CB-01;Cán bộ Số 01 ;5/3/1985;Nam;Hrê;Sở Nội vụ;Phó Trưởng phòng;Trưởng phòng|\"Phó Giám đốc\";Đại học;\
        Trung cấp;3/2/2008;3/2/2009;Tốt|Tốt|Xuất sắc;;535;\"dòng một\r\ndòng hai\"\r\n";

    #[test]
    fn the_minimal_record_becomes_a_cadre() {
        let roster = read_text(FULL).unwrap();
        assert_eq!(roster.rows.len(), 1);
        let cadre = roster.rows[0].result.clone().unwrap();
        let id = cadre.id.clone().unwrap();
        assert_eq!(
            json!(cadre.into_actor(id)),
            json!({
                "id": "CB-01", "kind": "cadre", "name": "Cán bộ Số 01", "parent": "SNV",
                "fields": {
                    "birth_date": "1985-03-05", "sex": "male", "ethnicity": "Hrê", "position": "Phó Trưởng phòng",
                    "succession_planning": ["Trưởng phòng", "\"Phó Giám đốc\""], "qualification": "Đại học",
                    "political_theory_level": "intermediate", "party_joined_on": "2008-02-03",
                    "party_official_on": "2009-02-03", "ratings": ["Tốt", "Tốt", "Xuất sắc"],
                    "home_district": "535", "note": "dòng một dòng hai",
                },
            })
        );
    }

    #[test]
    fn separators_marks_and_composition_do_not_matter() {
        let plain = read_text("họ tên;cơ quan;quê quán\nCán bộ Số 02;SNV;Ba Tơ\n").unwrap();
        let nfd: String = "họ tên,cơ quan,quê quán\nCán bộ Số 02,SNV,Ba Tơ".nfd().collect();
        for text in [
            nfd.as_str(),
            "HO TEN\tCO QUAN\tQUE QUAN\r\n  Cán bộ Số 02 \t SNV\u{a0}\tBa Tơ\r\n",
            "name,agency,home_district\rCán bộ Số 02,\"SNV\",535\r",
            "\"họ tên\";\"cơ quan\";\"quê quán (xã, huyện, tỉnh)\"\nCán bộ Số 02;SNV;Ba Tơ",
        ] {
            assert_eq!(read_text(text).unwrap(), plain, "{text}");
        }
        assert_eq!(plain.rows[0].result.as_ref().unwrap().id, None);
    }

    #[test]
    fn every_fault_of_a_row_is_told_with_line_field_value_and_reason() {
        let text = "Họ tên;Ngày sinh;Cơ quan;Quy hoạch\n\nCán bộ Số 03;30/2/1990;Sở Xa;\n;;;\n;1985;SNV;\n";
        assert_eq!(
            faults(text),
            [
                (
                    3,
                    json!([
                        {"field": "Ngày sinh", "value": "30/2/1990", "reason": "no-such-day", "day": 30, "month": 2, "year": 1990},
                        {"field": "Cơ quan", "value": "Sở Xa", "reason": "unresolved", "message": "no agency `Sở Xa`"},
                    ])
                ),
                (5, json!([{"field": "Họ tên", "value": "", "reason": "empty"}])),
            ]
        );
    }

    #[test]
    fn lines_are_counted_through_blank_lines_and_cells_of_several_lines() {
        let text = "\n\nhọ tên,cơ quan\n\n\"Cán bộ\nSố 04\",SNV\r\n\r\nCán bộ Số 05,SNV\n \nCán bộ Số 06,x\n";
        let lines: Vec<u64> = read_text(text).unwrap().rows.iter().map(|row| row.line).collect();
        assert_eq!(lines, [5, 8, 10]);
    }

    #[test]
    fn a_code_is_used_once() {
        let text = "mã;họ tên;cơ quan\nCB-1;Cán bộ Số 01;x\n;Cán bộ Số 02;SNV\ncb-1;Cán bộ Số 03;SNV\nCB 4;Cán bộ Số 04;SNV\n";
        let told = faults(text);
        assert_eq!(
            told[1],
            (4, json!([{"field": "mã", "value": "cb-1", "reason": "repeated-id", "first_line": 2}]))
        );
        assert_eq!(told[2], (5, json!([{"field": "mã", "value": "CB 4", "reason": "malformed-id"}])));
    }

    #[test]
    fn rows_that_do_not_fit_the_headings_are_reported() {
        let head = "họ tên;cơ quan;\n";
        let told = |row: &str| faults(&format!("{head}{row}"))[0].1[0]["reason"].clone();
        assert_eq!(told("Cán bộ Số 01;SNV\n"), "ragged");
        assert_eq!(told("Cán bộ Số 01;SNV;;\n"), "ragged");
        assert_eq!(told("Cán bộ Số 01;SNV;gì đây\n"), "no-heading");
        assert_eq!(told("Cán bộ Số 01;SNV;\"\nCán bộ Số 02;SNV;\n"), "unclosed-quote");
        assert!(faults(&format!("{head}Cán bộ Số 01;SNV;\n")).is_empty());
    }

    #[test]
    fn a_file_that_is_no_roster_is_refused_as_a_whole() {
        let old_windows = b"h\xe4;c\n";
        assert_eq!(read(old_windows, &mut resolve), Err(RosterError::NotUtf8 { line: 1 }));
        assert_eq!(read(b"ho ten;co quan\nA;\xff\n", &mut resolve), Err(RosterError::NotUtf8 { line: 2 }));
        assert_eq!(read_text("\u{feff}\n \n\n"), Err(RosterError::Empty));
        let error = read_text("\nhọ tên;lương\n").unwrap_err();
        assert_eq!(
            error.to_string(),
            "line 2: `lương` is no heading of a roster; the column `cơ quan` is missing"
        );
        let RosterError::Headings { faults, .. } = read_text("ho tem,co quan\n").unwrap_err() else {
            panic!()
        };
        assert!(matches!(&faults[0], HeadingFault::Unknown { near, .. } if near[0] == "họ tên"));
    }

    proptest! {
        #[test]
        fn no_file_makes_the_reader_panic(bytes: Vec<u8>, text in "(ho ten;co quan;id\n)?[;,\t\"\r\n a-c1/é\u{301}]{0,60}") {
            let _ = read(&bytes, &mut resolve);
            let _ = read(text.as_bytes(), &mut resolve);
        }

        #[test]
        fn a_row_begins_on_its_line(blanks in proptest::collection::vec(0_usize..3, 1..6)) {
            let mut text = "ho ten;co quan\n".to_owned();
            let mut expected = Vec::new();
            for blank in blanks {
                text.push_str(&"\n".repeat(blank));
                expected.push(1 + text.matches('\n').count() as u64);
                text.push_str("\"Cán\nbộ\";SNV\n");
            }
            let lines: Vec<u64> = read_text(&text).unwrap().rows.iter().map(|row| row.line).collect();
            prop_assert_eq!(lines, expected);
        }
    }
}
