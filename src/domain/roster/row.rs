//! One row of a roster: cells become a cadre.

use super::dates::{iso, parse_birth_date, parse_date};
use super::error::{Reason, RowFault};
use super::headings::{Column, Heading};
use crate::domain::actor::{Actor, ActorKind};
use crate::domain::ids::ActorId;
use crate::domain::name::fold;
use serde_json::Value;
use std::collections::BTreeMap;

/// How names in cells become codes: what is looked for, as typed; an error is said as it is.
pub(super) type Resolve<'r> = dyn FnMut(ActorKind, &str) -> Result<ActorId, String> + 'r;

/// A cadre as a roster tells it, not yet an actor because the row may leave its code open.
#[derive(Debug, Clone, PartialEq)]
pub struct Cadre {
    /// The code, if the file gives one.
    pub id: Option<ActorId>,
    /// The name as printed.
    pub name: String,
    /// The agency where the cadre works.
    pub parent: ActorId,
    /// The facts that were given: `birth_date`, `sex`, `ratings` …; an empty cell gives none.
    pub fields: BTreeMap<String, Value>,
}

impl Cadre {
    /// The actor under the code `id`: the row's own, or one that the caller chose.
    pub fn into_actor(self, id: ActorId) -> Actor {
        Actor {
            id,
            kind: ActorKind::Cadre,
            also: Vec::new(),
            name: self.name,
            aliases: Vec::new(),
            parent: Some(self.parent),
            fields: self.fields,
            succession: None,
        }
    }
}

/// Reads the cells of one row, as many as there are headings, or says everything that is wrong with them.
pub(super) fn parse_row<'t>(
    headings: &[Heading],
    cells: impl Iterator<Item = &'t str>,
    resolve: &mut Resolve<'_>,
) -> Result<Cadre, Vec<RowFault>> {
    let mut draft = Draft::default();
    let mut faults = Vec::new();
    for (heading, cell) in headings.iter().zip(cells) {
        let cell = cell.trim();
        if let Err(reason) = draft.take(heading.column, cell, resolve) {
            faults.push(RowFault { field: heading.text.clone(), value: cell.to_owned(), reason });
        }
    }
    match (draft.name, draft.parent) {
        (Some(name), Some(parent)) if faults.is_empty() => {
            Ok(Cadre { id: draft.id, name, parent, fields: draft.fields })
        }
        _ => Err(faults),
    }
}

#[derive(Default)]
struct Draft {
    id: Option<ActorId>,
    name: Option<String>,
    parent: Option<ActorId>,
    fields: BTreeMap<String, Value>,
}

impl Draft {
    fn take(&mut self, column: Option<Column>, cell: &str, resolve: &mut Resolve<'_>) -> Result<(), Reason> {
        match (column, cell.is_empty()) {
            (Some(Column::Name | Column::Agency), true) => return Err(Reason::Empty),
            (_, true) | (Some(Column::Serial), _) => {}
            (None, false) => return Err(Reason::NoHeading),
            (Some(Column::Id), false) => self.id = Some(cell.parse().map_err(|_| Reason::MalformedId)?),
            (Some(Column::Name), false) => self.name = Some(one_line(cell)),
            (Some(Column::Agency), false) => self.parent = Some(code(ActorKind::Agency, cell, resolve)?),
            (Some(column), false) => {
                if let Some(value) = parse_field(column, cell, resolve)? {
                    self.fields.insert(column.field().to_owned(), value);
                }
            }
        }
        Ok(())
    }
}

/// Reads a cell with text in it; `None` when it says in words that there is nothing.
fn parse_field(column: Column, cell: &str, resolve: &mut Resolve<'_>) -> Result<Option<Value>, Reason> {
    let text = match column {
        Column::BirthDate => parse_birth_date(cell)?,
        Column::PartyJoinedOn | Column::PartyOfficialOn => iso(parse_date(cell)?),
        Column::Sex => parse_sex(cell)?.to_owned(),
        Column::PoliticalTheoryLevel => match parse_theory_level(cell)? {
            Some(level) => level.to_owned(),
            None => return Ok(None),
        },
        Column::HomeDistrict => home_district(cell, resolve)?,
        Column::SuccessionPlanning => return Ok(Some(entries(cell, &['|', ';', '\n']).into())),
        Column::Ratings => return parse_ratings(cell).map(Some),
        _ => one_line(cell),
    };
    Ok(Some(text.into()))
}

fn parse_sex(cell: &str) -> Result<&'static str, Reason> {
    match fold(cell).as_str() {
        "nam" | "male" => Ok("male"),
        "nu" | "female" => Ok("female"),
        _ => Err(Reason::NotAChoice { expected: vec!["Nam", "Nữ"] }),
    }
}

/// Lists write `Trung cấp`, `Trung cấp LLCT`, `TC` for one level, and `Chưa` for none.
fn parse_theory_level(cell: &str) -> Result<Option<&'static str>, Reason> {
    const LEVELS: [(&str, &str, &str); 4] = [
        ("so cap", "sc", "elementary"),
        ("trung cap", "tc", "intermediate"),
        ("cao cap", "cc", "advanced"),
        ("cu nhan", "cn", "bachelor"),
    ];
    let typed = fold(cell);
    if matches!(typed.as_str(), "" | "khong" | "chua" | "chua co" | "chua qua dao tao") {
        return Ok(None);
    }
    LEVELS
        .iter()
        .find(|(word, short, level)| typed.starts_with(word) || typed == *short || typed == *level)
        .map(|(_, _, level)| Some(*level))
        .ok_or(Reason::NotAChoice { expected: vec!["sơ cấp", "trung cấp", "cao cấp", "cử nhân"] })
}

/// The results of the last three years; a younger cadre may have fewer.
fn parse_ratings(cell: &str) -> Result<Value, Reason> {
    const YEARS: usize = 3;
    let ratings = entries(cell, &['|', ';', ',', '/', '\n']);
    if ratings.len() > YEARS {
        return Err(Reason::TooMany { most: YEARS, found: ratings.len() });
    }
    Ok(ratings.into())
}

/// A district's code as it is, so that homes in other provinces can be told; a name must be one of ours.
fn home_district(cell: &str, resolve: &mut Resolve<'_>) -> Result<String, Reason> {
    if cell.len() <= 3 && cell.bytes().all(|b| b.is_ascii_digit()) {
        return Ok(format!("{cell:0>3}")); // spreadsheets take `001` for 1
    }
    code(ActorKind::District, cell, resolve).map(String::from)
}

fn code(kind: ActorKind, cell: &str, resolve: &mut Resolve<'_>) -> Result<ActorId, Reason> {
    resolve(kind, &one_line(cell)).map_err(|message| Reason::Unresolved { message })
}

fn entries(cell: &str, separators: &[char]) -> Vec<String> {
    cell.split(separators).map(one_line).filter(|entry| !entry.is_empty()).collect()
}

fn one_line(cell: &str) -> String {
    cell.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn field(column: Column, cell: &str) -> Result<Option<Value>, Reason> {
        parse_field(column, cell, &mut |_, typed| match typed {
            "Ba Tơ" => Ok("535".parse().unwrap()),
            _ => Err(format!("no district `{typed}`")),
        })
    }

    #[test]
    fn words_of_the_office_become_the_words_of_scripts() {
        assert_eq!(field(Column::Sex, "NỮ"), Ok(Some(json!("female"))));
        assert_eq!(field(Column::PoliticalTheoryLevel, "Cao cấp LLCT"), Ok(Some(json!("advanced"))));
        assert_eq!(field(Column::PoliticalTheoryLevel, "cu nhan"), Ok(Some(json!("bachelor"))));
        assert_eq!(field(Column::PoliticalTheoryLevel, "TC"), Ok(Some(json!("intermediate"))));
        assert_eq!(field(Column::PoliticalTheoryLevel, "chưa"), Ok(None));
        assert_eq!(
            field(Column::PoliticalTheoryLevel, "giỏi").unwrap_err().to_string(),
            "it is none of sơ cấp, trung cấp, cao cấp, cử nhân"
        );
    }

    #[test]
    fn a_cell_may_hold_a_list() {
        assert_eq!(
            field(Column::SuccessionPlanning, "Phó Giám đốc | Bí thư huyện ủy;\n Giám  đốc"),
            Ok(Some(json!(["Phó Giám đốc", "Bí thư huyện ủy", "Giám đốc"])))
        );
        assert_eq!(field(Column::Ratings, "Tốt, Tốt, Xuất sắc"), Ok(Some(json!(["Tốt", "Tốt", "Xuất sắc"]))));
        assert_eq!(field(Column::Ratings, "a/b/c/d"), Err(Reason::TooMany { most: 3, found: 4 }));
    }

    #[test]
    fn a_home_is_a_district_code_or_a_name_that_resolves() {
        assert_eq!(field(Column::HomeDistrict, "535"), Ok(Some(json!("535"))));
        assert_eq!(field(Column::HomeDistrict, "1"), Ok(Some(json!("001"))));
        assert_eq!(field(Column::HomeDistrict, "Ba Tơ"), Ok(Some(json!("535"))));
        assert_eq!(
            field(Column::HomeDistrict, "Ba Xa"),
            Err(Reason::Unresolved { message: "no district `Ba Xa`".into() })
        );
    }
}
