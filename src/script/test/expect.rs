//! What tests expect, compared with what is there.

use crate::domain::case::Case as Row;
use crate::domain::day;
use crate::domain::ids::CaseId;
use crate::domain::message::Message;
use crate::domain::name::nfc;
use crate::domain::script_fault::{ScriptFault, ScriptFaultKind};
use crate::domain::task::{Task, TaskState};
use crate::flow::{FlowError, Refusal, Run, find};
use crate::script::convert::{to_json, to_script};
use crate::script::show::shown;
use crate::ui::failure::Failure;
use crate::ui::lang::Lang;
use crate::ui::messages::Messages;
use chrono::NaiveDate;
use rhai::Dynamic;
use std::rc::Rc;

type Check = Result<(), FlowError>;

/// The failure of an expectation.
pub fn unexpected<T>(aspect: &str, of: String, expected: String, found: String) -> Result<T, FlowError> {
    let kind = ScriptFaultKind::Unexpected { aspect: aspect.to_owned(), of, expected, found };
    Err(ScriptFault::new(kind).into())
}

fn same_text(what: &str, of: String, expected: &str, found: &str) -> Check {
    if expected == found { Ok(()) } else { unexpected(what, of, expected.to_owned(), found.to_owned()) }
}

/// Two values of scripts: handles are the same when they name the same.
pub fn equal(of: String, found: &Dynamic, expected: &Dynamic) -> Check {
    let same = match (to_json(found), to_json(expected)) {
        (Some(found), Some(expected)) => found == expected,
        _ => found.type_id() == expected.type_id() && shown(found) == shown(expected),
    };
    if same { Ok(()) } else { unexpected("value", of, shown(expected), shown(found)) }
}

/// The newest turn of a task.
fn task(run: &Run, case: &CaseId, key: &str) -> Result<Task, FlowError> {
    let key = find::task(run, case, key)?;
    run.task(case, &key)
}

/// The due date of a task; none for a task without a term.
pub fn due(run: &Run, case: &CaseId, key: &str, expected: Option<NaiveDate>) -> Check {
    let text = |day: Option<NaiveDate>| day.map(day::vietnamese).unwrap_or_default();
    let found = task(run, case, key)?.due();
    same_text("due", format!("{case} {key}"), &text(expected), &text(found))
}

/// Where a case stands.
pub fn step(run: &Run, case: &CaseId, expected: &str) -> Check {
    let row = run.case(case)?;
    same_text("step", case.to_string(), expected, row.step.as_ref().map_or("", |step| step.as_str()))
}

/// Whether a case is open, suspended or closed.
pub fn status(run: &Run, case: &CaseId, expected: &str) -> Check {
    same_text("status", case.to_string(), expected, run.case(case)?.status.name())
}

/// How a case ended.
pub fn outcome(run: &Run, case: &CaseId, expected: &str) -> Check {
    let row: Rc<Row> = run.case(case)?;
    same_text("outcome", case.to_string(), expected, row.outcome.as_deref().unwrap_or_default())
}

/// The value of a field.
pub fn field(run: &Run, case: &CaseId, name: &str, expected: &Dynamic) -> Check {
    let row = run.case(case)?;
    let kind = run.hooks().kind(run, &row.edition, &row.kind)?;
    let Some(spec) = kind.field(name) else {
        let near = find::near(name, kind.fields.iter().map(|field| field.name.as_str()));
        let of = format!("case of kind {}", row.kind);
        let kind = ScriptFaultKind::UnknownProperty { name: name.to_owned(), of, near };
        return Err(ScriptFault::new(kind).into());
    };
    let found = to_script(&spec.kind, row.fields.get(name));
    match equal(String::new(), &found, expected) {
        Ok(()) => Ok(()),
        Err(_) => unexpected("field", format!("{case} {name}"), shown(expected), shown(&found)),
    }
}

/// The keys of the tasks that can be done now, or of all that are owed; in any order.
pub fn tasks(run: &Run, case: &CaseId, what: &str, expected: &[String]) -> Check {
    let owed = run.tasks(case)?;
    let owed = owed.iter().filter(|task| match what {
        "open" => task.state == TaskState::Open,
        _ => task.state.is_live(),
    });
    let found: Vec<String> = owed.map(|task| task.key.to_string()).collect();
    let sorted = |keys: &[String]| {
        let mut keys = keys.to_vec();
        keys.sort_unstable();
        keys.join(", ")
    };
    same_text(what, case.to_string(), &sorted(expected), &sorted(&found))
}

/// That a text stands in one of several.
fn among(what: &str, of: String, expected: &str, found: &[String]) -> Check {
    let wanted = nfc(expected);
    if found.iter().any(|text| nfc(text).contains(&wanted)) {
        return Ok(());
    }
    unexpected(what, of, expected.to_owned(), found.join("; "))
}

/// A reason why the step cannot end.
pub fn blocker(run: &Rc<Run>, case: &CaseId, expected: &str) -> Check {
    let found = run.hooks().blockers(run, case)?;
    let found: Vec<String> = found.into_iter().map(|blocker| blocker.text).collect();
    among("blocker", case.to_string(), expected, &found)
}

/// How many reasons there are why the step cannot end.
pub fn no_blocker(run: &Rc<Run>, case: &CaseId) -> Check {
    let found: Vec<String> = run.hooks().blockers(run, case)?.into_iter().map(|one| one.text).collect();
    same_text("blocker", case.to_string(), "", &found.join("; "))
}

/// A remark on the case.
pub fn remark(run: &Run, case: &CaseId, expected: &str) -> Check {
    let found: Vec<String> = run.case(case)?.remarks.iter().map(|remark| remark.text.clone()).collect();
    among("remark", case.to_string(), expected, &found)
}

/// A paper of the case.
pub fn paper(run: &Run, case: &CaseId, expected: &str) -> Check {
    let found = run.tx().documents_of(case)?;
    let found: Vec<String> = found.iter().map(|paper| paper.reference.to_string()).collect();
    among("paper", case.to_string(), expected, &found)
}

/// What a reminder must be like.
pub struct Wanted<'a> {
    /// Its name in the ladder.
    pub rung: &'a str,
    /// The day it was made.
    pub on: Option<NaiveDate>,
    /// To whom.
    pub to: Option<&'a str>,
}

/// The messages of the reminders of a task.
fn reminders(run: &Run, case: &CaseId, key: &str) -> Result<Vec<Message>, FlowError> {
    let task = task(run, case, key)?;
    let mut made =
        run.tx().messages_made(NaiveDate::from_ymd_opt(1900, 1, 1).unwrap_or_default(), run.today())?;
    made.retain(|m| m.about.as_ref().is_some_and(|about| about.case == *case && about.task == task.key));
    Ok(made)
}

/// A reminder of a task that was made.
pub fn reminder(run: &Run, case: &CaseId, key: &str, wanted: &Wanted<'_>) -> Check {
    let made = reminders(run, case, key)?;
    let rung = |message: &Message| message.about.as_ref().map_or(String::new(), |about| about.rung.clone());
    let fits = |message: &Message| {
        rung(message) == wanted.rung
            && wanted.on.is_none_or(|on| message.on == on)
            && wanted.to.is_none_or(|to| message.to.as_str() == to)
    };
    if made.iter().any(fits) {
        return Ok(());
    }
    let line = |rung: &str, on: Option<NaiveDate>, to: &str| {
        let on = on.map(day::vietnamese).unwrap_or_default();
        [rung, &on, to].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    };
    let expected = line(wanted.rung, wanted.on, wanted.to.unwrap_or_default());
    let found: Vec<String> = made.iter().map(|m| line(&rung(m), Some(m.on), m.to.as_str())).collect();
    unexpected("reminder", format!("{case} {key}"), expected, found.join("; "))
}

/// That a task was not reminded of at all.
pub fn no_reminder(run: &Run, case: &CaseId, key: &str) -> Check {
    let made = reminders(run, case, key)?;
    let found: Vec<String> = made.into_iter().filter_map(|message| message.about).map(|a| a.rung).collect();
    same_text("reminder", format!("{case} {key}"), "", &found.join("; "))
}

/// That a refusal says what is expected, in the words a person reads or in its facts.
pub fn refusal(refusal: &Refusal, expected: &str) -> Check {
    let facts = serde_json::to_value(refusal).unwrap_or_default();
    let words = Failure::refusal(&facts, None).print(&Messages::new(Lang::Vi, ""));
    let wanted = nfc(expected);
    if nfc(&words).contains(&wanted) || facts.to_string().contains(&wanted) {
        return Ok(());
    }
    let first = words.lines().next().unwrap_or_default();
    let said = first.split_once(": ").map_or(first, |(_, said)| said);
    unexpected("refusal", String::new(), expected.to_owned(), said.to_owned())
}
