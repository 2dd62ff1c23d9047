//! `due`: a term for a task, more time, or one more reminder.

use super::context::{Context, parse_day};
use super::failure::CmdError;
use super::rehearsal::{answer, object};
use super::report::Report;
use super::view::date;
use crate::domain::calendar::Term;
use crate::domain::deadline::{Expiry, Moment};
use crate::domain::ids::CaseId;
use crate::flow::term::{From, NewTerm};
use crate::flow::{FlowError, Refusal, Run, RungPlan, bad_term, find, ladder, term};
use chrono::NaiveDate;
use clap::Args;
use serde_json::json;

/// How many working days from the due date a reminder may be.
const FARTHEST: u32 = 1000;

/// Arguments of `due`.
#[derive(Debug, Args)]
pub struct DueArgs {
    /// The case
    pub case: String,
    /// The task's key
    pub task: String,
    /// The term: "10 working days", "10 ngày làm việc", 10d, 2w, 1m
    #[arg(long, value_name = "TERM", conflicts_with = "extend", allow_hyphen_values = true)]
    pub term: Option<String>,
    /// The day the term starts from (today if left out)
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    /// Let the term run from the day this task was done, and follow it when that day is corrected
    #[arg(long, value_name = "TASK", conflicts_with = "from")]
    pub after: Option<String>,
    /// On what the term, or more time, rests: "Công văn 12-CV/BTCTU"
    #[arg(long, value_name = "TEXT")]
    pub basis: Option<String>,
    /// A binding term: once it has passed, end the task with this outcome
    #[arg(long, value_name = "OUTCOME", conflicts_with = "escalate")]
    pub binding: Option<String>,
    /// A binding term: once it has passed, let the procedure's script decide
    #[arg(long)]
    pub escalate: bool,
    /// Count the days off of this district or agency too
    #[arg(long, value_name = "CODE")]
    pub calendar: Option<String>,
    /// More time, counted from the due date
    #[arg(
        long,
        value_name = "TERM",
        allow_hyphen_values = true,
        conflicts_with_all = ["from", "after", "binding", "escalate", "calendar"]
    )]
    pub extend: Option<String>,
    /// Why more time is given
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    /// Add a reminder: name, working days from the due date, to whom, letter: "third-letter +8 owner reminder-second"
    #[arg(long, value_name = "RUNG", conflicts_with_all = ["term", "extend"])]
    pub remind: Option<String>,
}

/// What is to be done with the clock of a task.
enum Act {
    Set(Term),
    Extend(Term),
    Remind(RungPlan),
}

/// Sets or extends the term, or adds a reminder.
pub fn run(args: &DueArgs, context: &mut Context) -> Result<Report, CmdError> {
    let act = act(args)?;
    let from = args.from.as_deref().map(parse_day).transpose()?;
    let outcome = context.act(|run| {
        let id = find::case(run, &args.case)?;
        let key = find::task(run, &id, &args.task)?;
        let basis = args.basis.as_deref().map(str::trim).unwrap_or_default();
        let day = match &act {
            Act::Set(term) => term::set(run, &id, &key, &new_term(args, run, &id, *term, from, basis)?)?,
            Act::Extend(term) => {
                let reason = args.reason.as_deref().unwrap_or_default();
                term::extend(run, &id, &key, *term, reason, basis)?
            }
            Act::Remind(plan) => ladder::add(run, &id, &key, &known(run, plan)?)?,
        };
        Ok((id, key, day))
    })?;
    let (id, key, day) = &outcome.value;
    let (case, task) = (id.as_str(), key.as_str());
    let (sentence, name) = match &act {
        Act::Remind(plan) => {
            let facts = [("case", case), ("task", task), ("rung", &plan.name), ("day", &date(Some(*day)))];
            (context.tell("report-rung-added", &facts), "reminder")
        }
        _ => {
            let facts = [("case", case), ("task", task), ("due", &date(Some(*day)))];
            (context.tell("report-due", &facts), "due")
        }
    };
    let json = object(&[("case", json!(id)), ("task", json!(key)), (name, json!(day))]);
    Ok(answer(context, sentence, &outcome, json))
}

fn act(args: &DueArgs) -> Result<Act, CmdError> {
    let term = |text: &str| text.parse::<Term>().map_err(|error| bad_term(text, &error));
    match (&args.term, &args.extend, &args.remind) {
        (Some(text), None, None) => Ok(Act::Set(term(text)?)),
        (None, Some(text), None) => Ok(Act::Extend(term(text)?)),
        (None, None, Some(text)) => Ok(Act::Remind(rung(text)?)),
        _ => Err(Refusal::NothingGiven { act: "due".to_owned() }.into()),
    }
}

fn new_term(
    args: &DueArgs,
    run: &Run,
    id: &CaseId,
    term: Term,
    from: Option<NaiveDate>,
    basis: &str,
) -> Result<NewTerm, FlowError> {
    if basis.is_empty() {
        return Err(Refusal::MissingReason { act: "due".to_owned() }.into());
    }
    let from = match &args.after {
        Some(after) => From::Act { task: find::task(run, id, after)?, turn: None, moment: Moment::Done },
        None => From::Day(from.unwrap_or_else(|| run.today())),
    };
    let expiry = match (&args.binding, args.escalate) {
        (Some(outcome), _) => Some(Expiry { outcome: Some(outcome.clone()), reached_on: None }),
        (None, true) => Some(Expiry::default()),
        (None, false) => None,
    };
    Ok(NewTerm { term, from, basis: basis.to_owned(), calendar: args.calendar.clone(), expiry })
}

/// A reminder whose recipient is a role, or an actor that there is.
fn known(run: &Run, plan: &RungPlan) -> Result<RungPlan, FlowError> {
    let mut plan = plan.clone();
    if !RungPlan::is_role(&plan.to) {
        plan.to = find::actor(run, &[], &plan.to)?.to_string();
    }
    Ok(plan)
}

/// Reads `third-letter +8 owner reminder-second`.
fn rung(text: &str) -> Result<RungPlan, FlowError> {
    let bad = || Refusal::BadRung { typed: text.to_owned() };
    let words: Vec<&str> = text.split_whitespace().collect();
    let [name, offset, to, letter] = words.as_slice() else { return Err(bad().into()) };
    let offset = offset.parse::<i32>().ok().filter(|offset| offset.unsigned_abs() <= FARTHEST);
    match offset {
        Some(offset) if RungPlan::is_name(name) => Ok(RungPlan {
            name: (*name).to_owned(),
            offset,
            to: (*to).to_owned(),
            letter: (*letter).to_owned(),
        }),
        _ => Err(bad().into()),
    }
}
