//! A list of cases, tasks or actors as rows. The rows are asked for in the scripts' own words, so that the REPL knows
//! no more of a list than a scripter does.

use super::gather;
use super::session::Session;
use crate::cmd::{Report, Table};
use crate::flow::{FlowError, Run, find};
use crate::script::{Functions, ScriptHost, Value, Variables, shown};
use serde_json::Value as Json;
use std::rc::Rc;

/// How many rows are printed.
const SHOWN: usize = 100;

/// What a list is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Noun {
    Cases,
    Tasks,
    Actors,
}

/// The rows of a list.
#[derive(Debug)]
pub struct Listing {
    noun: Noun,
    /// As programs read them.
    rows: Vec<Vec<String>>,
    /// With titles instead of names.
    titled: Vec<Vec<String>>,
    total: usize,
}

impl Noun {
    /// The columns, by the key of their label; the same words name them in JSON.
    fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Cases => &["case", "title", "step", "status", "outcome"],
            Self::Tasks => &["case", "task", "title", "owner", "state", "due", "late"],
            Self::Actors => &["code", "name", "kind", "parent"],
        }
    }

    /// The cells of one row, as a script reads them.
    fn cells(self) -> &'static str {
        match self {
            Self::Cases => "[x.id, x.title, x.step, x.status, x.outcome]",
            Self::Tasks => "[x.of_case.id, x.key, x.title, x.owner.name, x.state, x.due, x.days_late]",
            Self::Actors => "[x.id, x.name, x.kind, x.parent]",
        }
    }

    fn empty(self) -> &'static str {
        match self {
            Self::Cases => "report-no-cases",
            Self::Tasks => "report-no-tasks",
            Self::Actors => "report-no-actors",
        }
    }
}

/// The rows of a value; none when it is no list of things and no thing.
pub fn read(host: &ScriptHost, run: &Rc<Run>, value: &Value) -> Result<Option<Listing>, FlowError> {
    let Some((noun, items)) = list(value) else { return Ok(None) };
    let cells = noun.cells();
    let script = format!("let all = {items}; [all.len(), all.extract(0, {SHOWN}).map(|x| {cells})]");
    let mut scope = Variables::new();
    scope.push("v", value.clone());
    let read = host.line(run, &script, &mut scope, &mut Functions::empty())?;
    let [total, rows] = <[Value; 2]>::try_from(array(read)).unwrap_or_default();
    let rows: Vec<Vec<String>> =
        array(rows).into_iter().map(|row| array(row).iter().map(shown).collect()).collect();
    let mut titled = rows.clone();
    if noun == Noun::Cases {
        titled.iter_mut().try_for_each(|row| title(run, row))?;
    }
    let total = total.as_int().ok().and_then(|total| usize::try_from(total).ok()).unwrap_or_default();
    Ok(Some(Listing { noun, rows, titled, total }))
}

/// Puts the titles of a case's step and outcome for their names.
fn title(run: &Rc<Run>, row: &mut [String]) -> Result<(), FlowError> {
    let [id, _, step, _, outcome] = row else { return Ok(()) };
    let case = run.case(&find::case(run, id)?)?;
    *step = gather::step(run, &case)?;
    let kind = run.hooks().kind(run, &case.edition, &case.kind)?;
    if let Some(title) = kind.outcomes.get(outcome) {
        title.clone_into(outcome);
    }
    Ok(())
}

/// What a value is a list of, and how a script gets its items from `v`.
fn list(value: &Value) -> Option<(Noun, &'static str)> {
    if let Some(noun) = thing(value) {
        return Some((noun, "[v]"));
    }
    if value.is_array() {
        let items = array(value.clone());
        let first = thing(items.first()?)?;
        return items.iter().all(|item| thing(item) == Some(first)).then_some((first, "v"));
    }
    let noun = match (type_of(value), shown(value).as_str()) {
        ("List", "(cases)") => Noun::Cases,
        ("List", "(tasks)") => Noun::Tasks,
        ("List", "(actors)") => Noun::Actors,
        _ => return None,
    };
    Some((noun, "v.to_array()"))
}

fn thing(value: &Value) -> Option<Noun> {
    match type_of(value) {
        "Case" => Some(Noun::Cases),
        "Task" => Some(Noun::Tasks),
        "Actor" => Some(Noun::Actors),
        _ => None,
    }
}

/// The last name of a value's type.
fn type_of(value: &Value) -> &str {
    value.type_name().rsplit("::").next().unwrap_or_default()
}

fn array(value: Value) -> Vec<Value> {
    value.into_array().unwrap_or_default()
}

/// A value for programs: numbers, texts and lists as such, anything else as it is shown.
pub fn json(value: &Value) -> Json {
    if value.is_unit() {
        Json::Null
    } else if let Ok(truth) = value.as_bool() {
        truth.into()
    } else if let Ok(number) = value.as_int() {
        number.into()
    } else if let Ok(number) = value.as_float() {
        number.into()
    } else if value.is_array() {
        array(value.clone()).iter().map(json).collect()
    } else {
        shown(value).into()
    }
}

impl Session {
    /// A list as a table, and how many rows it leaves out.
    pub(super) fn table(&self, listing: Listing) -> (Report, usize) {
        let Listing { noun, rows, titled, total } = listing;
        let columns = noun.columns();
        let objects = rows.iter().map(|row| {
            let cells = columns.iter().zip(row).map(|(name, cell)| ((*name).to_owned(), cell.clone().into()));
            Json::Object(cells.collect())
        });
        let json = objects.collect();
        let worded = titled.iter().map(|row| {
            let cells = columns.iter().zip(row);
            cells.map(|(column, cell)| self.worded(noun, column, cell)).collect()
        });
        let (hidden, shown) = (total.saturating_sub(rows.len()), worded.collect());
        let headings = columns.iter().map(|name| self.context.say(&format!("label-{name}"))).collect();
        (Report::table(Table { headings, rows: shown, empty: self.context.say(noun.empty()) }, json), hidden)
    }

    /// A cell in the words for people.
    fn worded(&self, noun: Noun, column: &str, cell: &str) -> String {
        match (noun, column, cell) {
            (_, "status" | "state", _) => self.context.say(&format!("state-{cell}")),
            (Noun::Actors, "kind", _) => self.context.say(&format!("actor-{cell}")),
            (Noun::Cases, "outcome", name) => {
                self.context.messages.find(&format!("outcome-{name}"), &[]).unwrap_or_else(|| name.to_owned())
            }
            (_, "late", "0") => String::new(),
            (_, "late", days) => self.context.tell("report-days-late", &[("days", days)]),
            (_, "due", "") => "–".to_owned(),
            _ => cell.to_owned(),
        }
    }
}
