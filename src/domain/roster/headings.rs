//! The headings of a roster: what each column is called, and which column a heading means.

use super::error::HeadingFault;
use crate::domain::name::fold;
use std::sync::LazyLock;

/// A column of the minimal record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Id,
    Name,
    BirthDate,
    Sex,
    Ethnicity,
    Agency,
    Position,
    SuccessionPlanning,
    Qualification,
    PoliticalTheoryLevel,
    PartyJoinedOn,
    PartyOfficialOn,
    Ratings,
    Discipline,
    HomeDistrict,
    Note,
    /// The running number that lists begin with; it is read over.
    Serial,
}

/// What a column is called.
struct Names {
    column: Column,
    /// The field of the actor it fills, which is also its English heading.
    field: &'static str,
    /// The heading of the minimal record.
    heading: &'static str,
    /// Other headings in use.
    others: &'static [&'static str],
}

#[rustfmt::skip]
const COLUMNS: [Names; 17] = [
    Names { column: Column::Id, field: "id", heading: "mã", others: &["mã cán bộ", "mã số"] },
    Names { column: Column::Name, field: "name", heading: "họ tên", others: &["họ và tên", "họ và tên khai sinh", "họ tên cán bộ", "full name"] },
    Names { column: Column::BirthDate, field: "birth_date", heading: "ngày sinh", others: &["ngày tháng năm sinh", "ngày, tháng, năm sinh", "năm sinh", "sinh ngày"] },
    Names { column: Column::Sex, field: "sex", heading: "giới tính", others: &["gender", "nam/nữ"] },
    Names { column: Column::Ethnicity, field: "ethnicity", heading: "dân tộc", others: &[] },
    Names { column: Column::Agency, field: "agency", heading: "cơ quan", others: &["cơ quan, đơn vị", "cơ quan công tác", "đơn vị", "đơn vị công tác", "cơ quan, đơn vị công tác"] },
    Names { column: Column::Position, field: "position", heading: "chức vụ", others: &["chức vụ hiện tại", "chức danh"] },
    Names { column: Column::SuccessionPlanning, field: "succession_planning", heading: "quy hoạch", others: &["quy hoạch chức danh", "chức danh quy hoạch"] },
    Names { column: Column::Qualification, field: "qualification", heading: "chuyên môn", others: &["trình độ chuyên môn"] },
    Names { column: Column::PoliticalTheoryLevel, field: "political_theory_level", heading: "lý luận chính trị", others: &["trình độ lý luận chính trị", "LLCT", "political theory"] },
    Names { column: Column::PartyJoinedOn, field: "party_joined_on", heading: "ngày vào Đảng", others: &["vào Đảng"] },
    Names { column: Column::PartyOfficialOn, field: "party_official_on", heading: "ngày chính thức", others: &["chính thức", "ngày vào Đảng chính thức"] },
    Names { column: Column::Ratings, field: "ratings", heading: "xếp loại 3 năm", others: &["xếp loại", "xếp loại 3 năm gần nhất", "xếp loại 03 năm"] },
    Names { column: Column::Discipline, field: "discipline", heading: "kỷ luật", others: &["kỉ luật"] },
    Names { column: Column::HomeDistrict, field: "home_district", heading: "quê quán", others: &["mã huyện", "quê quán mã huyện"] },
    Names { column: Column::Note, field: "note", heading: "ghi chú", others: &[] },
    Names { column: Column::Serial, field: "no", heading: "STT", others: &["TT", "số thứ tự"] },
];

/// Every name of a column as it is compared.
static FOLDED: LazyLock<Vec<(String, Column)>> = LazyLock::new(|| {
    let names = COLUMNS.iter().flat_map(|names| names.all().map(|name| (fold(name), names.column)));
    names.collect()
});

impl Column {
    /// The columns without which nothing can be made of a row.
    const REQUIRED: [Self; 2] = [Self::Name, Self::Agency];

    /// The column that a heading means; marks, case, brackets and what follows an arrow do not count.
    pub(super) fn find(heading: &str) -> Option<Self> {
        let wanted = fold(&core(heading));
        FOLDED.iter().find(|(name, _)| *name == wanted).map(|(_, column)| *column)
    }

    /// The name of the field of the actor that it fills.
    pub(super) fn field(self) -> &'static str {
        self.names().field
    }

    fn heading(self) -> &'static str {
        self.names().heading
    }

    fn names(self) -> &'static Names {
        // The table is in the order of the enum; a test keeps it so.
        &COLUMNS[self as usize]
    }
}

impl Names {
    fn all(&self) -> impl Iterator<Item = &'static str> {
        [self.heading, self.field].into_iter().chain(self.others.iter().copied())
    }
}

/// One heading of the file.
#[derive(Debug)]
pub(super) struct Heading {
    /// As in the file, without spaces around it.
    pub(super) text: String,
    /// Its column; none for an empty heading.
    pub(super) column: Option<Column>,
}

/// Reads a heading line, or says everything that is wrong with it.
pub(super) fn parse_headings<'t>(
    cells: impl Iterator<Item = &'t str>,
) -> Result<Vec<Heading>, Vec<HeadingFault>> {
    let mut headings: Vec<Heading> = Vec::new();
    let mut faults = Vec::new();
    for text in cells.map(|cell| cell.split_whitespace().collect::<Vec<_>>().join(" ")) {
        let column = Column::find(&text);
        let first = headings.iter().find(|heading| column.is_some() && heading.column == column);
        if let Some(first) = first {
            faults.push(HeadingFault::Repeated { heading: text.clone(), first: first.text.clone() });
        } else if column.is_none() && !text.is_empty() {
            faults.push(HeadingFault::Unknown { heading: text.clone(), near: near(&text) });
        }
        headings.push(Heading { text, column });
    }
    for column in Column::REQUIRED {
        if !headings.iter().any(|heading| heading.column == Some(column)) {
            faults.push(HeadingFault::Missing { heading: column.heading().to_owned() });
        }
    }
    if faults.is_empty() { Ok(headings) } else { Err(faults) }
}

/// A heading without what stands in brackets or behind an arrow: `cơ quan (→ khối)` is `cơ quan`.
fn core(heading: &str) -> String {
    let mut depth = 0_usize;
    let mut kept = String::with_capacity(heading.len());
    for c in heading.replace("->", "→").replace("=>", "→").chars() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            '→' | '⇒' | '➔' if depth == 0 => break,
            c if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    kept
}

/// The usual headings of the columns that look most like `heading`, best first, at most three.
fn near(heading: &str) -> Vec<String> {
    const ALIKE: f64 = 0.8;
    let wanted = fold(&core(heading));
    let likeness = |names: &Names| {
        let own = FOLDED.iter().filter(|(_, column)| *column == names.column);
        own.map(|(name, _)| strsim::jaro_winkler(&wanted, name)).fold(0.0, f64::max)
    };
    let mut scored: Vec<(f64, &str)> = COLUMNS.iter().map(|names| (likeness(names), names.heading)).collect();
    scored.retain(|(score, _)| *score >= ALIKE);
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    scored.into_iter().take(3).map(|(_, heading)| heading.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_is_in_the_table_at_its_place_and_no_name_is_used_twice() {
        for (place, names) in COLUMNS.iter().enumerate() {
            assert_eq!(names.column as usize, place, "{}", names.heading);
            for name in names.all() {
                assert_eq!(Column::find(name), Some(names.column), "{name}");
            }
        }
    }

    #[test]
    fn headings_are_known_with_marks_without_in_english_and_with_brackets() {
        for (heading, column) in [
            ("Họ và tên", Column::Name),
            ("HO TEN", Column::Name),
            ("birth_date", Column::BirthDate),
            ("Cơ quan (→ khối)", Column::Agency),
            ("co quan -> khoi", Column::Agency),
            ("quy hoạch[]", Column::SuccessionPlanning),
            ("quê quán (mã huyện)", Column::HomeDistrict),
            ("Chính thức (ngày chính thức)", Column::PartyOfficialOn),
            ("Kỷ luật", Column::Discipline),
            ("ngày vào đảng", Column::PartyJoinedOn),
        ] {
            assert_eq!(Column::find(heading), Some(column), "{heading}");
        }
        assert_eq!(Column::find(""), None);
        assert_eq!(Column::find("lương"), None);
    }

    #[test]
    fn everything_wrong_with_the_headings_is_said_at_once() {
        let faults = parse_headings(["Họ tên", "ngày shinh", "Họ và tên", ""].into_iter()).unwrap_err();
        assert_eq!(
            faults,
            [
                HeadingFault::Unknown {
                    heading: "ngày shinh".into(),
                    near: vec!["ngày sinh".into(), "ngày chính thức".into()]
                },
                HeadingFault::Repeated { heading: "Họ và tên".into(), first: "Họ tên".into() },
                HeadingFault::Missing { heading: "cơ quan".into() },
            ]
        );
    }
}
