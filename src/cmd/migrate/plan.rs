//! `migrate plan`.

use super::PlanArgs;
use super::file::{Line, Plan};
use crate::cmd::context::Context;
use crate::cmd::failure::CmdError;
use crate::cmd::report::{Report, Table};
use crate::domain::day;
use crate::domain::event::Edition;
use crate::flow::migrate::{Advice, Class, advise};
use crate::flow::replay::Question;
use crate::flow::{FlowError, Run, find};
use crate::script::replay::history_on_stored;
use crate::ui::messages::Facts;
use serde_json::{Value, json};
use std::io::Write as _;
use std::path::Path;
use std::rc::Rc;

/// What the plan is made from.
struct Found {
    to: Edition,
    advised: Vec<(Advice, String, String)>,
    entry: u64,
    today: chrono::NaiveDate,
}

/// Writes a plan.
pub(super) fn run(args: &PlanArgs, context: &mut Context) -> Result<Report, CmdError> {
    let found = context.read(|run| look(run, args))?.value;
    let words: Vec<String> = found.advised.iter().map(|(advice, ..)| ground(context, advice)).collect();
    let line = |((advice, title, step), why): (&(Advice, String, String), &String)| Line {
        id: advice.case.clone(),
        from: advice.from.clone(),
        when: advice.when,
        class: advice.class,
        title: title.clone(),
        step: step.clone(),
        why: why.clone(),
    };
    let plan = Plan {
        package: found.to.package.clone(),
        to: found.to.id.clone(),
        reason: args.reason.clone(),
        case: found.advised.iter().zip(&words).map(line).collect(),
    };
    if plan.case.is_empty() {
        let text = context.tell("migrate-none", &[("package", plan.package.as_str())]);
        return Ok(Report::text(text, json!({ "to": plan.to, "cases": [] })));
    }
    let (date, entry) = (day::vietnamese(found.today), found.entry.to_string());
    let head = context.tell(
        "migrate-head",
        &[
            ("package", plan.package.as_str()),
            ("label", &found.to.label),
            ("date", &date),
            ("by", &context.request().who.by),
            ("entry", &entry),
        ],
    );
    keep(&args.out, &plan.write(&head))?;
    let decide = plan.case.iter().filter(|line| line.class == Class::Decide).count().to_string();
    let (count, file) = (plan.case.len().to_string(), args.out.display().to_string());
    let sentence = context.tell(
        "migrate-planned",
        &[
            ("count", count.as_str()),
            ("package", plan.package.as_str()),
            ("label", &found.to.label),
            ("hash", found.to.id.short()),
            ("file", &file),
            ("decide", &decide),
        ],
    );
    let json = json!({
        "to": plan.to,
        "file": file,
        "cases": found.advised.iter().map(|(advice, title, step)| json!({
            "case": advice.case, "title": title, "step": step, "from": advice.from,
            "move": advice.when, "class": advice.class, "why": advice.ground,
        })).collect::<Value>(),
    });
    let mut report = Report::table(table(context, &plan), json);
    report.below = sentence;
    Ok(report)
}

fn look(run: &Rc<Run>, args: &PlanArgs) -> Result<Found, FlowError> {
    let package = find::package(run, args.package.as_deref())?;
    let to = find::edition(run, &package, args.to.as_deref())?;
    let replayed = history_on_stored(run, &to, &Question::default())?;
    let mut advised = Vec::new();
    for advice in advise(run, &package, &to.id, &replayed)? {
        let case = run.case(&advice.case)?;
        let step = case.step.as_ref().map(ToString::to_string).unwrap_or_default();
        advised.push((advice, case.title.clone(), step));
    }
    Ok(Found { to, advised, entry: run.tx().head()?.0, today: run.today() })
}

/// Why something is advised, in words.
fn ground(context: &Context, advice: &Advice) -> String {
    let value = serde_json::to_value(&advice.ground).unwrap_or_default();
    let name = value.get("ground").and_then(Value::as_str).unwrap_or_default().to_owned();
    let facts: Facts = value.as_object().cloned().unwrap_or_default();
    context.messages.tell(&format!("migrate-ground-{name}"), &facts).text
}

fn table(context: &Context, plan: &Plan) -> Table {
    let headings = [
        "label-case",
        "label-title",
        "label-step",
        "label-from-edition",
        "label-move",
        "label-class",
        "label-ground",
    ];
    let rows = plan.case.iter().map(|line| {
        vec![
            line.id.to_string(),
            line.title.clone(),
            line.step.clone(),
            line.from.short().to_owned(),
            context.say(&format!("migrate-{}", line.when.name())),
            context.say(&format!("migrate-{}", line.class.name())),
            line.why.clone(),
        ]
    });
    Table {
        headings: headings.iter().map(|key| context.say(key)).collect(),
        rows: rows.collect(),
        empty: String::new(),
    }
}

/// Writes the plan; one that is there, and may be signed already, is not overwritten.
fn keep(path: &Path, text: &str) -> Result<(), CmdError> {
    let trouble = |cause| CmdError::File { path: path.display().to_string(), cause };
    let mut file = std::fs::OpenOptions::new().create_new(true).write(true).open(path).map_err(trouble)?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(trouble)
}
