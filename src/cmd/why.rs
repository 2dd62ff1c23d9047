//! `why`: why a case does not go on, and how its due dates follow.

use super::context::Context;
use super::failure::{CmdError, of_flow};
use super::report::Report;
use super::view::{blocker_json, date, name};
use crate::domain::calendar::Sum;
use crate::domain::case::Case;
use crate::domain::deadline::{Moment, Rung, TaskClock};
use crate::domain::event::Event;
use crate::domain::ids::CaseId;
use crate::domain::message::Message;
use crate::domain::task::{Task, TaskState};
use crate::flow::remind::recipients;
use crate::flow::{Blocker, FlowError, Run, find, reckon};
use crate::ui::messages::arguments_of;
use chrono::NaiveDate;
use clap::Args;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::rc::Rc;

/// Arguments of `why`.
#[derive(Debug, Args)]
pub struct WhyArgs {
    /// The case
    pub case: String,
}

struct Answer {
    id: String,
    status: &'static str,
    outcome: Option<String>,
    blockers: Vec<(Blocker, Option<String>)>,
    tasks: Vec<TaskAnswer>,
    today: NaiveDate,
}

/// A task that is owed, with what its due date follows from.
struct TaskAnswer {
    task: Task,
    owner: String,
    sums: Vec<Sum>,
    rungs: Vec<RungAnswer>,
}

/// A reminder, to whom it goes and what became of its messages.
struct RungAnswer {
    rung: Rung,
    to: Vec<String>,
    messages: Vec<Message>,
    /// Why nobody can tell to whom it goes.
    fault: Option<FlowError>,
}

/// Says why.
pub fn run(args: &WhyArgs, context: &mut Context) -> Result<Report, CmdError> {
    let answer = context
        .read(|run| {
            let id = find::case(run, &args.case)?;
            gather(run, &id)
        })?
        .value;
    let json = json!({
        "case": answer.id,
        "status": answer.status,
        "blockers": answer.blockers.iter().map(|(b, _)| blocker_json(b)).collect::<Vec<_>>(),
        "tasks": answer.tasks.iter().map(|task| task_json(context, task, answer.today)).collect::<Vec<_>>(),
    });
    Ok(Report::text(text(context, &answer), json))
}

fn gather(run: &Rc<Run>, id: &CaseId) -> Result<Answer, FlowError> {
    let case = run.case(id)?;
    let mut blockers = Vec::new();
    for blocker in run.hooks().blockers(run, id)? {
        let owner = blocker.owner.as_ref().map(|owner| name(run, owner)).transpose()?;
        blockers.push((blocker, owner));
    }
    let mut tasks = Vec::new();
    for task in run.tasks(id)?.iter().filter(|t| t.state.is_live()) {
        let sums = match &task.clock {
            Some(clock) if clock.runs() => {
                reckon::reckon(&*run.calendar_of(clock.calendar.as_ref())?, clock).map_err(FlowError::from)?
            }
            _ => Vec::new(),
        };
        let rungs = rungs(run, &case, task)?;
        tasks.push(TaskAnswer { task: task.clone(), owner: name(run, &task.owner)?, sums, rungs });
    }
    Ok(Answer {
        id: id.to_string(),
        status: case.status.name(),
        outcome: case.outcome.clone(),
        blockers,
        tasks,
        today: run.today(),
    })
}

/// The reminders of a task in the order of their days. Those to come name who would get them today.
fn rungs(run: &Rc<Run>, case: &Case, task: &Task) -> Result<Vec<RungAnswer>, FlowError> {
    let Some(clock) = &task.clock else { return Ok(Vec::new()) };
    let mut fired = HashMap::new();
    if clock.rungs.iter().any(|rung| rung.fired_on.is_some()) {
        for stored in run.tx().history(&case.id)? {
            if let Event::RungFired { task: key, rung, messages, .. } = stored.entry.event
                && key == task.key
            {
                fired.insert(rung, messages);
            }
        }
    }
    let mut answers = Vec::new();
    for rung in &clock.rungs {
        let mut messages = Vec::new();
        for message in fired.remove(&rung.name).unwrap_or_default() {
            messages.extend(run.tx().message(&message.key)?);
        }
        let (to, fault) = match rung.fired_on {
            Some(_) => (messages.iter().map(|message| message.address.clone()).collect(), None),
            None => match recipients(run, case, task, rung) {
                Ok(found) => (found.iter().map(|actor| actor.name.clone()).collect(), None),
                Err(error @ FlowError::Script(_)) => (Vec::new(), Some(error)),
                Err(error) => return Err(error),
            },
        };
        answers.push(RungAnswer { rung: rung.clone(), to, messages, fault });
    }
    answers.sort_by_key(|answer| answer.rung.day);
    Ok(answers)
}

fn task_json(context: &Context, answer: &TaskAnswer, today: NaiveDate) -> Value {
    let (task, clock) = (&answer.task, answer.task.clock.as_ref());
    let rungs = answer.rungs.iter().map(|one| {
        let mut json = json!(one.rung);
        json["recipients"] = json!(one.to);
        let message = |m: &Message| json!({ "key": m.key, "state": m.state.name(), "tries": m.tries });
        json["messages"] = one.messages.iter().map(message).collect();
        json["fault"] = json!(one.fault.as_ref().map(|error| of_flow(error).json(&context.messages)));
        json
    });
    let steps: Vec<Value> = answer.sums.iter().flat_map(|sum| &sum.steps).map(|step| json!(step)).collect();
    json!({
        "key": task.key,
        "state": task.state,
        "owner": task.owner,
        "after": task.after,
        "awaits": task.awaits,
        "due": task.due(),
        "due_origin": clock.map(reckon::origin),
        "days_late": task.days_late(today),
        "arithmetic": clock.filter(|clock| clock.runs()).map(|_| steps),
        "anchor": clock.map(|clock| json!({ "date": clock.anchor, "of": clock.anchor_of })),
        "calendar": clock.map(|clock| json!(clock.calendar)),
        "binding": clock.map(|clock| json!(clock.expiry)),
        "paused": clock.map(|clock| json!(clock.paused)),
        "missed": clock.map(|clock| json!(clock.missed)),
        "rungs": clock.map(|_| rungs.collect::<Vec<_>>()),
    })
}

fn text(context: &Context, answer: &Answer) -> String {
    let mut lines = vec![format!("{} · {}", answer.id, context.state(answer.status))];
    if let Some(outcome) = &answer.outcome {
        lines.push(format!("{}: {outcome}", context.say("label-outcome")));
    }
    for (blocker, owner) in &answer.blockers {
        let owner = owner.as_ref().map(|o| format!(" — {o}")).unwrap_or_default();
        lines.push(format!("✋ {} [{}]{owner}", blocker.text, blocker.basis));
    }
    for one in &answer.tasks {
        let task = &one.task;
        let state = context.state(task.state.name());
        lines.push(format!("• {}  {} — {} · {state}", task.key, task.title, one.owner));
        if task.state == TaskState::Waiting {
            let waits: Vec<String> =
                task.after.iter().map(ToString::to_string).chain(task.awaits.iter().cloned()).collect();
            lines.push(format!("    {}: {}", context.say("label-awaits"), waits.join(", ")));
        }
        if let Some(clock) = &task.clock {
            lines.extend(clock_lines(context, clock, one, answer.today));
        }
    }
    if answer.blockers.is_empty() && answer.tasks.is_empty() {
        lines.push(context.say("report-nothing-holds"));
    }
    lines.join("\n")
}

/// The due date as arithmetic, what happens when it passes, and the reminders around it.
fn clock_lines(context: &Context, clock: &TaskClock, one: &TaskAnswer, today: NaiveDate) -> Vec<String> {
    let mut head =
        format!("    {} {} = {}", context.say("label-due"), date(Some(clock.due)), reckon::origin(clock));
    let late = one.task.days_late(today);
    if late > 0 {
        let days = context.tell("report-days-late", &[("days", &late.to_string())]);
        head.push_str(&format!(" · {days}"));
    }
    let mut lines = vec![head];
    let mut more = |text: String| lines.push(format!("      {text}"));
    if let Some(anchor) = &clock.anchor_of {
        let key = match anchor.moment {
            Moment::Done => "report-anchor-done",
            Moment::Opened => "report-anchor-opened",
        };
        more(context.tell(key, &[("task", anchor.task.as_str()), ("date", &date(Some(clock.anchor)))]));
    }
    if let Some(code) = &clock.calendar {
        more(context.tell("report-calendar-of", &[("code", code.as_str())]));
    }
    if let Some(expiry) = &clock.expiry {
        let outcome = expiry.outcome.as_deref().map_or(Value::Null, Into::into);
        more(context.messages.text("report-binding", &[("outcome", outcome)]));
    }
    for missed in &clock.missed {
        let (due, until) = (date(Some(missed.due)), date(Some(missed.until)));
        more(context.tell("report-was-late", &[("due", &due), ("until", &until)]));
    }
    if let Some(pause) = &clock.paused {
        let left = pause.left.map_or(Value::Null, |left| reckon::left_in_words(left).into());
        let date = date(Some(pause.on)).into();
        more(context.messages.text("report-paused", &[("date", date), ("left", left)]));
    }
    let folded = clock.resumed.as_ref().map_or(0, |resumed| resumed.extensions);
    for (index, sum) in one.sums.iter().enumerate() {
        if let Some(extension) = index.checked_sub(1).and_then(|n| clock.extensions.get(folded + n)) {
            let term = extension.term.to_string();
            more(context.tell("report-extended", &[("term", &term), ("reason", &extension.reason)]));
        } else if let Some(resumed) = &clock.resumed {
            more(context.tell("report-resumed-from", &[("date", &date(Some(resumed.on)))]));
        }
        arithmetic(context, sum).into_iter().for_each(&mut more);
    }
    let mut told = String::new();
    for rung in &one.rungs {
        more(rung_line(context, rung));
        // One broken script is behind all the reminders of a task: its fault is told once.
        let fault = rung.fault.as_ref().map(|error| of_flow(error).print(&context.messages));
        if let Some(fault) = fault.filter(|fault| *fault != told) {
            fault.lines().for_each(|line| more(format!("  {line}")));
            told = fault;
        }
    }
    lines
}

fn rung_line(context: &Context, one: &RungAnswer) -> String {
    let rung = &one.rung;
    let became = match (&rung.fate, rung.fired_on) {
        (Some(fate), Some(on)) => {
            let fate = serde_json::to_value(fate).unwrap_or_default();
            let key = format!("rung-{}", fate["fate"].as_str().unwrap_or("queued"));
            context.tell(&key, &[("date", &date(Some(on)))])
        }
        _ => context.say("label-planned"),
    };
    let to = if one.to.is_empty() { rung.to.clone() } else { one.to.join(", ") };
    let mut line = format!("⏰ {} {} → {to} · {became}", date(Some(rung.day)), rung.name);
    for message in &one.messages {
        line.push_str(&format!(" · {}", context.say(&format!("message-{}", message.state.name()))));
    }
    line
}

/// A due date as arithmetic: what was skipped and what was counted.
pub(super) fn arithmetic(context: &Context, sum: &Sum) -> Vec<String> {
    let mut lines = Vec::new();
    for step in &sum.steps {
        let value = serde_json::to_value(step).unwrap_or_default();
        let key = value.get("step").and_then(Value::as_str).unwrap_or("anchor").to_owned();
        let args = arguments_of(&value);
        lines.push(context.messages.text(&format!("calendar-step-{key}"), &args));
    }
    lines
}
