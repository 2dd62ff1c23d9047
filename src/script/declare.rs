//! What `package.rhai` and `kind.rhai` declare, read into specifications.

use super::handle::Term;
use super::map::{Reader, wrong_value};
use super::shapes;
use crate::domain::actor::ActorKind;
use crate::domain::cron::Cron;
use crate::domain::event::When;
use crate::domain::field::{FieldSpec, FieldType};
use crate::domain::ids::{KindName, PackageName};
use crate::domain::message::Letterhead;
use crate::domain::script_fault::{ScriptFault, ScriptFaultKind};
use crate::flow::migrate::Class;
use crate::flow::spec::{PERMANENT, Retention};
use crate::flow::term::ExtensionBound;
use crate::flow::{KindSpec, MoveAdvice, PackageSpec};
use rhai::{Array, Dynamic, Map};
use std::collections::BTreeMap;

type Read<T> = Result<T, ScriptFault>;

fn inconsistent<T>(message: String) -> Read<T> {
    Err(ScriptFault::new(ScriptFaultKind::Inconsistent { message }))
}

fn id<T: std::str::FromStr>(what: &str, text: &str) -> Read<T> {
    text.parse().or_else(|_| wrong_value(what, &text.to_owned().into()))
}

/// Reads what `about()` gives.
pub fn package(name: &PackageName, map: &Map) -> Read<PackageSpec> {
    let reader = Reader::new(map, "about", shapes::PACKAGE)?;
    let Some(valid_from) = reader.find_date("valid_from")? else {
        return wrong_value("valid_from of about: a date", &Dynamic::UNIT);
    };
    let kinds = reader.texts("kinds")?;
    let office = reader.find_text("office")?;
    Ok(PackageSpec {
        name: name.clone(),
        title: reader.text("title")?,
        label: reader.text("label")?,
        valid_from,
        basis: reader.find_text("basis")?.unwrap_or_default(),
        office: office.map(|code| id("office of about: an actor's code", &code)).transpose()?,
        kinds: kinds.iter().map(|k| id("kinds of about: names of folders", k)).collect::<Read<_>>()?,
    })
}

/// Reads what `letterhead()` gives.
pub fn letterhead(map: &Map) -> Read<Letterhead> {
    let reader = Reader::new(map, "letterhead", shapes::LETTERHEAD)?;
    Ok(Letterhead {
        superior: reader.text("superior")?,
        issuer: reader.text("issuer")?,
        symbol: reader.text("symbol")?,
        place: reader.text("place")?,
        signature: reader.texts("signature")?,
    })
}

/// Reads what `extension_bound(c, t)` gives.
pub fn extension_bound(map: &Map) -> Read<ExtensionBound> {
    let reader = Reader::new(map, "extension_bound", shapes::BOUND)?;
    let preset = ExtensionBound::default();
    let times = match reader.find_number("times")? {
        None => preset.times,
        Some(times) => usize::try_from(times)
            .or_else(|_| wrong_value("times of extension_bound: a whole number", &times.into()))?,
    };
    let total = match reader.get("total") {
        None => preset.total,
        Some(value) => match value.read_lock::<Term>() {
            Some(term) => Some(term.term),
            None => return wrong_value("a term such as working_days(15)", value),
        },
    };
    Ok(ExtensionBound { times, total })
}

/// Reads what `plan_move(c, from)` gives.
pub fn move_advice(map: &Map) -> Read<MoveAdvice> {
    let reader = Reader::new(map, "plan_move", shapes::MOVE)?;
    let given = reader.text("move")?;
    let Some(when) = When::find(&given) else {
        return wrong_value("move of plan_move: \"now\", \"next-step\" or \"keep\"", &given.into());
    };
    let class = match reader.find_text("class")? {
        None if when == When::Keep => Class::Stays,
        None => Class::Decide,
        Some(given) => match Class::find(&given).filter(|class| *class != Class::Decided) {
            Some(class) => class,
            None => {
                return wrong_value("class of plan_move: \"auto\", \"decide\" or \"stays\"", &given.into());
            }
        },
    };
    Ok(MoveAdvice { when, class, why: reader.text("why")? })
}

/// Reads what `kind()` gives.
pub fn kind(name: &KindName, map: &Map) -> Read<KindSpec> {
    let reader = Reader::new(map, "kind", shapes::KIND)?;
    let subject = match reader.get("subject") {
        Some(value) => kinds_of("subject of kind", value)?,
        None => Vec::new(),
    };
    let fields = reader.find_map("fields")?.unwrap_or_default();
    let fields = fields.iter().map(|(name, value)| field(name, value)).collect::<Read<Vec<_>>>()?;
    let outcomes = reader.find_map("outcomes")?.unwrap_or_default();
    let outcomes: BTreeMap<_, _> = outcomes.iter().map(|(k, v)| (k.to_string(), v.to_string())).collect();
    let steps = reader.texts("steps")?;
    if steps.is_empty() {
        return inconsistent(format!("kind `{name}` has no steps"));
    }
    let prefix = reader.text("prefix")?;
    if prefix.is_empty() || !prefix.chars().all(|c| c.is_ascii_alphanumeric()) {
        return wrong_value("prefix of kind: letters and digits without marks", &prefix.into());
    }
    let digits = reader.find_number("digits")?.unwrap_or(3);
    let retention = reader.find_map("retention")?.unwrap_or_default();
    Ok(KindSpec {
        name: name.clone(),
        title: reader.text("title")?,
        prefix,
        digits: usize::try_from(digits).unwrap_or(3).clamp(1, 9),
        subject,
        parent: reader.find_text("parent")?.map(|p| id("parent of kind: a kind of case", &p)).transpose()?,
        steps: steps.iter().map(|s| id("steps of kind: names of files", s)).collect::<Read<_>>()?,
        fields,
        outcomes,
        retention: retention.iter().map(|(outcome, value)| kept(outcome, value)).collect::<Read<_>>()?,
    })
}

/// Reads how long cases with an outcome are kept.
fn kept(outcome: &str, value: &Dynamic) -> Read<(String, Retention)> {
    let is_permanent = value.read_lock::<rhai::ImmutableString>().is_some_and(|word| *word == PERMANENT);
    let term = value.read_lock::<Term>().map(|term| Retention::Term(term.term));
    match term.or_else(|| is_permanent.then_some(Retention::Permanent)) {
        Some(retention) => Ok((outcome.to_owned(), retention)),
        None => wrong_value(&format!("{outcome} of retention: a term, or \"{PERMANENT}\""), value),
    }
}

/// When a script runs by itself.
#[derive(Debug, Clone)]
pub struct JobSpec {
    /// The cron pattern, in local time, as written: `30 7 * * *`.
    pub at: String,
    /// The times it stands for.
    pub cron: Cron,
    /// Whether it rests on days off.
    pub working_days: bool,
}

/// Reads what `job()` gives.
pub fn job(map: &Map) -> Read<JobSpec> {
    let reader = Reader::new(map, "job", shapes::JOB)?;
    let at = reader.text("at")?;
    let Some(cron) = Cron::parse(&at) else {
        return Err(ScriptFault::new(ScriptFaultKind::BadTime { given: at }));
    };
    Ok(JobSpec { at, cron, working_days: reader.flag("working_days")? })
}

/// An argument of a bulk script.
#[derive(Debug, Clone)]
pub struct Argument {
    /// Its type and names.
    pub spec: FieldSpec,
    /// Its value when none is given.
    pub preset: Option<Dynamic>,
}

/// Reads what `args()` of a bulk script gives.
pub fn arguments(map: &Map) -> Read<Vec<Argument>> {
    map.iter().map(|(name, value)| argument(name, value)).collect()
}

/// Reads one argument of a bulk script.
pub fn argument(name: &str, value: &Dynamic) -> Read<Argument> {
    let Some(map) = value.read_lock::<Map>() else {
        return wrong_value(&format!("{name} of args: a map"), value);
    };
    let preset = Reader::new(&map, "args", shapes::ARGUMENT)?.get("preset").cloned();
    let mut plain = map.clone();
    plain.remove("preset");
    Ok(Argument { spec: field(name, &Dynamic::from_map(plain))?, preset })
}

/// A job runs without a person who could name what has no preset.
pub fn unnamed<'a>(path: &str, arguments: impl Iterator<Item = &'a Argument>) -> Option<ScriptFaultKind> {
    let mut unnamed = arguments.filter(|argument| argument.preset.is_none() && !argument.spec.optional);
    let argument = unnamed.next()?;
    Some(ScriptFaultKind::Inconsistent { message: format!("job {path} needs --{}", argument.spec.name) })
}

/// Reads a field.
pub fn field(name: &str, value: &Dynamic) -> Read<FieldSpec> {
    let Some(map) = value.read_lock::<Map>() else {
        return wrong_value(&format!("field {name}: a map"), value);
    };
    let of = format!("field {name}");
    let reader = Reader::new(&map, &of, shapes::FIELD)?;
    Ok(FieldSpec {
        name: name.to_owned(),
        title: reader.find_text("title")?.unwrap_or_else(|| name.to_owned()),
        kind: field_type(&of, &reader)?,
        optional: reader.flag("optional")?,
    })
}

fn field_type(of: &str, reader: &Reader<'_>) -> Read<FieldType> {
    let kind = reader.text("type")?;
    Ok(match kind.as_str() {
        "text" => FieldType::Text,
        "number" => FieldType::Number,
        "date" => FieldType::Date,
        "yes-no" => FieldType::YesNo,
        "choice" => FieldType::Choice(reader.texts("of")?),
        "actor" => FieldType::Actor(match reader.get("of") {
            Some(value) => kinds_of(of, value)?,
            None => Vec::new(),
        }),
        "case" => FieldType::Case(reader.find_text("of")?.map(|k| id("of: a kind of case", &k)).transpose()?),
        "list" => list_type(of, reader)?,
        other => {
            return wrong_value(
                &format!("type of {of}: text, number, date, yes-no, choice, actor, case or list"),
                &other.to_owned().into(),
            );
        }
    })
}

fn list_type(of: &str, reader: &Reader<'_>) -> Read<FieldType> {
    if let Some(item) = reader.find_map("item")? {
        let inner = Reader::new(&item, of, shapes::FIELD)?;
        return Ok(FieldType::List(Box::new(field_type(of, &inner)?)));
    }
    let Some(cells) = reader.find_map("of")? else {
        return inconsistent(format!("{of} is a list without `item` and without `of`"));
    };
    let order = reader.texts("columns")?;
    if order.len() != cells.len() || order.iter().any(|name| !cells.contains_key(name.as_str())) {
        return inconsistent(format!("`columns` of {of} must name each column of `of` once"));
    }
    let columns = order.iter().map(|name| field(name, &cells[name.as_str()])).collect::<Read<Vec<_>>>()?;
    Ok(FieldType::Table(columns))
}

fn kinds_of(of: &str, value: &Dynamic) -> Read<Vec<ActorKind>> {
    let names: Vec<String> = match value.read_lock::<Array>() {
        Some(items) => items.iter().map(ToString::to_string).collect(),
        None => value.to_string().split('|').map(|s| s.trim().to_owned()).collect(),
    };
    let known = || ActorKind::ALL.map(ActorKind::name).join(", ");
    let find = |name: &String| match ActorKind::find(name) {
        Some(kind) => Ok(kind),
        None => wrong_value(&format!("{of}: one of {}", known()), &name.clone().into()),
    };
    names.iter().map(find).collect()
}
