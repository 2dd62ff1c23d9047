//! Values into fields: from typed text, and from scripts or JSON.

use super::error::{FieldError, FieldFault, LookupFault};
use super::spec::{Column, FieldSpec, FieldType};
use crate::domain::actor::ActorKind;
use crate::domain::day;
use crate::domain::ids::{ActorId, CaseId, KindName};
use crate::domain::name;
use serde_json::{Map, Value};

/// Finds what a typed name stands for. The store implements it.
pub trait Lookup {
    /// The actor of one of `kinds` (any, if empty) that `typed` names.
    fn find_actor(&self, kinds: &[ActorKind], typed: &str) -> Result<ActorId, LookupFault>;
    /// The case of `kind` (any, if none) that `typed` names.
    fn find_case(&self, kind: Option<&KindName>, typed: &str) -> Result<CaseId, LookupFault>;
}

impl FieldSpec {
    /// Reads what a person typed. A list is separated by `;`; text that starts with `[` is read as JSON.
    pub fn parse(&self, typed: &str, lookup: &dyn Lookup) -> Result<Value, FieldError> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Ok(Value::Null);
        }
        parse(&self.kind, typed, lookup).map_err(|fault| self.error(typed, fault))
    }

    /// Checks a value from a script or from JSON, and gives it in the form that is stored.
    pub fn check(&self, value: &Value, lookup: &dyn Lookup) -> Result<Value, FieldError> {
        check(&self.kind, value, lookup).map_err(|fault| self.error(&shown(value), fault))
    }

    fn error(&self, value: &str, fault: FieldFault) -> FieldError {
        FieldError { field: self.name.clone(), value: value.to_owned(), fault, pattern: self.kind.pattern() }
    }
}

fn shown(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn parse(kind: &FieldType, typed: &str, lookup: &dyn Lookup) -> Result<Value, FieldFault> {
    match kind {
        FieldType::Text => Ok(Value::from(name::nfc(typed))),
        FieldType::Number => typed.parse::<i64>().map(Value::from).map_err(|_| FieldFault::NoNumber),
        FieldType::Date => day::parse(typed).map(|d| Value::from(d.to_string())).ok_or(FieldFault::NoDate),
        FieldType::YesNo => yes_no(typed).map(Value::from).ok_or(FieldFault::NoYesNo),
        FieldType::Choice(words) => choice(words, typed),
        FieldType::Actor(kinds) => actor(kinds, typed, lookup),
        FieldType::Case(kind) => case(kind.as_ref(), typed, lookup),
        FieldType::List(_) | FieldType::Table(_) if typed.starts_with('[') => {
            let wrong = |_| FieldFault::WrongType { wanted: kind.name().to_owned() };
            check(kind, &serde_json::from_str(typed).map_err(wrong)?, lookup)
        }
        FieldType::List(item) => parts(typed).map(|part| parse(item, part, lookup)).collect(),
        FieldType::Table(columns) => parts(typed).map(|part| row(columns, part, lookup)).collect(),
    }
}

fn parts(typed: &str) -> impl Iterator<Item = &str> {
    typed.split([';', '\n']).map(str::trim).filter(|part| !part.is_empty())
}

/// The last columns take one word each, from the right; the first takes the rest. An optional column that the last
/// words do not fit stays empty.
fn row(columns: &[Column], typed: &str, lookup: &dyn Lookup) -> Result<Value, FieldFault> {
    let mut cells = Map::new();
    let mut rest = typed;
    let Some((first, later)) = columns.split_first() else { return Ok(Value::Object(cells)) };
    for column in later.iter().rev() {
        let (before, word) = rest.rsplit_once(char::is_whitespace).unwrap_or(("", rest));
        let parsed = if before.is_empty() {
            Err(FieldFault::MissingColumn { column: column.name.clone() })
        } else {
            parse(&column.kind, word.trim_matches(','), lookup)
        };
        match parsed {
            Ok(value) => {
                cells.insert(column.name.clone(), value);
                rest = before.trim_end().trim_end_matches(',');
            }
            Err(fault) if !column.optional || looks_meant(&column.kind, word) => return Err(fault),
            Err(_) => {}
        }
    }
    cells.insert(first.name.clone(), parse(&first.kind, rest.trim(), lookup)?);
    Ok(Value::Object(cells))
}

/// A word such as `30/2/2023` was meant as a date although there is no such day.
fn looks_meant(kind: &FieldType, word: &str) -> bool {
    matches!(kind, FieldType::Date) && word.contains('/') && word.bytes().any(|b| b.is_ascii_digit())
}

fn yes_no(typed: &str) -> Option<bool> {
    match name::fold(typed).as_str() {
        "yes" | "y" | "true" | "co" | "1" => Some(true),
        "no" | "n" | "false" | "khong" | "0" => Some(false),
        _ => None,
    }
}

fn choice(words: &[String], typed: &str) -> Result<Value, FieldFault> {
    let found = words.iter().find(|word| name::fold(word) == name::fold(typed));
    found
        .map(|word| Value::from(word.as_str()))
        .ok_or_else(|| FieldFault::NoChoice { choices: words.to_vec() })
}

fn actor(kinds: &[ActorKind], typed: &str, lookup: &dyn Lookup) -> Result<Value, FieldFault> {
    lookup.find_actor(kinds, typed).map(|id| Value::from(id.as_str())).map_err(FieldFault::Lookup)
}

fn case(kind: Option<&KindName>, typed: &str, lookup: &dyn Lookup) -> Result<Value, FieldFault> {
    lookup.find_case(kind, typed).map(|id| Value::from(id.as_str())).map_err(FieldFault::Lookup)
}

fn check(kind: &FieldType, value: &Value, lookup: &dyn Lookup) -> Result<Value, FieldFault> {
    let wrong = || FieldFault::WrongType { wanted: kind.name().to_owned() };
    match (kind, value) {
        (_, Value::Null) => Ok(Value::Null),
        (FieldType::Number, Value::Number(number)) if number.is_i64() => Ok(value.clone()),
        (FieldType::YesNo, Value::Bool(_)) => Ok(value.clone()),
        (FieldType::List(item), Value::Array(items)) => {
            items.iter().map(|v| check(item, v, lookup)).collect()
        }
        (FieldType::Table(columns), Value::Array(rows)) => {
            rows.iter().map(|row| check_row(columns, row.as_object().ok_or_else(wrong)?, lookup)).collect()
        }
        (FieldType::List(_) | FieldType::Table(_) | FieldType::Number | FieldType::YesNo, _) => Err(wrong()),
        (_, Value::String(text)) => parse(kind, text, lookup),
        _ => Err(wrong()),
    }
}

fn check_row(columns: &[Column], row: &Map<String, Value>, lookup: &dyn Lookup) -> Result<Value, FieldFault> {
    if let Some(unknown) = row.keys().find(|key| !columns.iter().any(|c| c.name == **key)) {
        return Err(FieldFault::UnknownColumn { column: unknown.clone() });
    }
    let mut cells = Map::new();
    for column in columns {
        match row.get(&column.name) {
            Some(value) if !value.is_null() => {
                cells.insert(column.name.clone(), check(&column.kind, value, lookup)?);
            }
            _ if column.optional => {}
            _ => return Err(FieldFault::MissingColumn { column: column.name.clone() }),
        }
    }
    Ok(Value::Object(cells))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    struct Anybody;
    impl Lookup for Anybody {
        fn find_actor(&self, _: &[ActorKind], typed: &str) -> Result<ActorId, LookupFault> {
            let code = if typed == "Bí thư xã Ba Vì" { "21500-BT" } else { typed };
            code.parse().map_err(|_| LookupFault::Unknown { kind: "post".into(), near: vec![] })
        }
        fn find_case(&self, _: Option<&KindName>, typed: &str) -> Result<CaseId, LookupFault> {
            typed.parse().map_err(|_| LookupFault::Unknown { kind: "case".into(), near: vec![] })
        }
    }

    fn spec(name: &str, kind: FieldType, optional: bool) -> FieldSpec {
        FieldSpec { name: name.into(), title: name.into(), kind, optional }
    }

    fn offers() -> FieldSpec {
        let post = spec("post", FieldType::Actor(vec![ActorKind::Post]), false);
        spec("offers", FieldType::Table(vec![post, spec("from", FieldType::Date, true)]), false)
    }

    #[test]
    fn a_table_is_typed_row_by_row_with_the_name_first() {
        let value =
            offers().parse("Bí thư xã Ba Vì 1/3/2023; 21013-CT 01/04/2023; 21016-BT", &Anybody).unwrap();
        assert_eq!(
            value,
            json!([{"post": "21500-BT", "from": "2023-03-01"}, {"post": "21013-CT", "from": "2023-04-01"},
                   {"post": "21016-BT"}])
        );
        assert_eq!(offers().check(&value, &Anybody).unwrap(), value);
    }

    #[test]
    fn a_day_that_does_not_exist_is_refused_even_in_an_optional_column() {
        let error = offers().parse("21013-CT 30/2/2023", &Anybody).unwrap_err();
        assert_eq!(error.fault, FieldFault::NoDate);
    }

    #[test]
    fn each_type_refuses_what_it_is_not() {
        let number = spec("days", FieldType::Number, false);
        assert_eq!(number.parse("mười", &Anybody).unwrap_err().fault, FieldFault::NoNumber);
        let block = spec("block", FieldType::Choice(vec!["party".into(), "state".into()]), false);
        assert!(matches!(block.parse("khối", &Anybody).unwrap_err().fault, FieldFault::NoChoice { .. }));
        assert_eq!(block.parse("PARTY", &Anybody).unwrap(), json!("party"));
        let unknown = offers().check(&json!([{"post": "21013-CT", "day": "x"}]), &Anybody).unwrap_err();
        assert_eq!(unknown.fault, FieldFault::UnknownColumn { column: "day".into() });
    }
}
