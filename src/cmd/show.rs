//! `show`: a case on one page.

use super::context::Context;
use super::failure::CmdError;
use super::report::Report;
use super::view::{blocker_json, case_json, date, document_json, name, shown, task_json};
use crate::domain::case::Case;
use crate::domain::document::Document;
use crate::domain::ids::CaseId;
use crate::domain::task::{Task, TaskState};
use crate::flow::{Blocker, FlowError, Picture, Run, find, reckon};
use crate::store::CasesBy;
use chrono::NaiveDate;
use clap::Args;
use serde_json::{Map, Value, json};
use std::rc::Rc;

/// Arguments of `show`.
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// The case
    pub case: String,
}

/// Everything on the page.
struct Page {
    picture: Picture,
    edition: String,
    subject: String,
    steps: Vec<(bool, String)>,
    documents: Vec<Document>,
    children: Vec<Rc<Case>>,
    fields: Vec<(String, String)>,
    blockers: Vec<Blocker>,
}

/// Shows the case.
pub fn run(args: &ShowArgs, context: &mut Context) -> Result<Report, CmdError> {
    let page = context
        .read(|run| {
            let id = find::case(run, &args.case)?;
            page(run, &id)
        })?
        .value;
    let json = json(&page);
    Ok(Report::text(text(context, &page), json))
}

fn page(run: &Rc<Run>, id: &CaseId) -> Result<Page, FlowError> {
    let picture = Picture::of(run, id)?;
    let (case, kind, hooks) = (&picture.case, &picture.kind, run.hooks());
    let mut steps = Vec::new();
    for step in &kind.steps {
        steps.push((
            case.step.as_ref() == Some(step),
            hooks.step_title(run, &case.edition, &case.kind, step)?,
        ));
    }
    let children = run.tx().case_ids(&CasesBy::Parent(id.clone()))?;
    let mut fields = Vec::new();
    for field in &kind.fields {
        if let Some(value) = case.fields.get(&field.name) {
            fields.push((format!("{} ({})", field.title, field.name), shown(run, value)?));
        }
    }
    let label = run.tx().edition(&case.edition)?.map_or_else(String::new, |edition| edition.label);
    Ok(Page {
        edition: format!("{} {label} ({})", case.package, case.edition.short()),
        subject: name(run, &case.subject)?,
        documents: run.tx().documents_of(id)?,
        children: children.iter().map(|c| run.case(c)).collect::<Result<_, _>>()?,
        blockers: hooks.blockers(run, id)?,
        steps,
        fields,
        picture,
    })
}

fn json(page: &Page) -> Value {
    let Picture { case, kind, tasks, today, .. } = &page.picture;
    let fields: Map<String, Value> = kind
        .fields
        .iter()
        .map(|f| (f.name.clone(), case.fields.get(&f.name).cloned().unwrap_or(Value::Null)))
        .collect();
    let types: Map<String, Value> = kind
        .fields
        .iter()
        .map(|f| {
            (f.name.clone(), json!({ "title": f.title, "type": f.kind.name(), "typed": f.kind.pattern() }))
        })
        .collect();
    json!({
        "case": case_json(case),
        "tasks": tasks.iter().map(|t| task_json(case, t, *today)).collect::<Vec<_>>(),
        "documents": page.documents.iter().map(document_json).collect::<Vec<_>>(),
        "children": page.children.iter().map(|c| case_json(c)).collect::<Vec<_>>(),
        "fields": fields,
        "field_types": types,
        "blockers": page.blockers.iter().map(blocker_json).collect::<Vec<_>>(),
        "remarks": case.remarks,
    })
}

fn text(context: &Context, page: &Page) -> String {
    let case = &page.picture.case;
    let mut lines = vec![format!("{} · {}", case.id, case.title)];
    let outcome =
        case.outcome.as_deref().map(|o| format!(" · {} ({o})", context.outcome(&page.picture.kind, o)));
    lines.push(format!("{}{}", context.state(case.status.name()), outcome.unwrap_or_default()));
    lines.push(format!("{}: {} {}", context.say("label-subject"), case.subject, page.subject));
    if let Some(parent) = &case.parent {
        lines.push(format!("{}: {parent}", context.say("label-parent")));
    }
    lines.push(format!("{}: {}", context.say("label-edition"), page.edition));
    for (here, title) in &page.steps {
        lines.push(format!("  {} {title}", if *here { "▶" } else { "·" }));
    }
    section(context, &mut lines, "label-fields", page.fields.iter().map(|(k, v)| format!("{k}: {v}")));
    let blockers = page.blockers.iter().map(|b| format!("{} [{}]", b.text, b.basis));
    section(context, &mut lines, "label-blockers", blockers);
    section(context, &mut lines, "label-tasks", task_lines(context, &page.picture));
    section(context, &mut lines, "label-documents", page.documents.iter().map(|d| d.reference.to_string()));
    let children = page.children.iter().map(|c| {
        let outcome = c.outcome.as_deref().map(|o| format!(" ({o})")).unwrap_or_default();
        format!("{} · {} · {}{outcome}", c.id, c.title, context.state(c.status.name()))
    });
    section(context, &mut lines, "label-children", children);
    let remarks = case.remarks.iter().map(|r| format!("{}: {}", date(Some(r.on)), r.text));
    section(context, &mut lines, "label-remarks", remarks);
    lines.join("\n")
}

fn section(
    context: &Context,
    lines: &mut Vec<String>,
    heading: &str,
    items: impl IntoIterator<Item = String>,
) {
    let mut items = items.into_iter().peekable();
    if items.peek().is_some() {
        lines.push(format!("\n{}", context.say(heading)));
        lines.extend(items.map(|item| format!("  {}", item.replace('\n', "\n  "))));
    }
}

/// The tasks of a case, a line or two each.
pub(super) fn task_lines<'a>(context: &'a Context, page: &'a Picture) -> impl Iterator<Item = String> + 'a {
    page.tasks.iter().zip(page.owners.iter().zip(&page.stand_for)).map(|(task, (owner, instead))| {
        let mark = match task.state {
            TaskState::Done => "✓",
            TaskState::Open => "▷",
            TaskState::Waiting => "…",
            TaskState::Cancelled => "✗",
        };
        let mut line = format!("{mark} {}  {} — {owner}", task.key, task.title);
        if let Some(former) = instead {
            line.push_str(&format!(" ({})", context.tell("report-instead-of", &[("actor", former)])));
        }
        match (&task.outcome, &task.clock) {
            (Some(outcome), _) => {
                line.push_str(&format!(
                    " · {} ({})",
                    context.outcome(&page.kind, outcome),
                    date(task.closed_on)
                ));
                if let Some(late) = lateness(context, task, page.today) {
                    line.push_str(&format!(" · {late}"));
                }
            }
            (None, Some(clock)) if task.state.is_live() => {
                line.push_str(&format!(
                    "\n    {} {} · {}",
                    context.say("label-due"),
                    date(Some(clock.due)),
                    reckon::origin(clock)
                ));
                if let Some(late) = lateness(context, task, page.today) {
                    line.push_str(&format!(" · {late}"));
                }
            }
            _ => {}
        }
        if task.state == TaskState::Open {
            line.push_str(&format!("\n    {}", next_line(page, task)));
        }
        if let Some(awaits) = task.awaits.as_ref().filter(|_| task.state == TaskState::Waiting) {
            line.push_str(&format!("\n    {}: {awaits}", context.say("label-awaits")));
        }
        line
    })
}

/// How late a task is, or ended.
fn lateness(context: &Context, task: &Task, today: NaiveDate) -> Option<String> {
    let late = task.days_late(today);
    (late > 0).then(|| context.tell("report-days-late", &[("days", &late.to_string())]))
}

/// What to type to record the task, with what its planned outcome needs.
fn next_line(page: &Picture, task: &Task) -> String {
    let mut line = format!("done {} {}", page.case.id, task.key);
    if task.outcomes.len() > 1 {
        line.push_str(&format!(" --outcome {}", task.outcomes.join("|")));
    }
    let planned = task.outcomes.first().map_or("done", String::as_str);
    for need in task.needs.iter().filter(|n| n.applies_to(planned)) {
        if need.what == crate::domain::task::Need::DOCUMENT {
            let kind = task.paper.as_deref().unwrap_or("CV");
            line.push_str(&format!(" --doc \"…-{kind}/… dd/mm/yyyy\""));
        } else if !page.case.fields.contains_key(&need.what) {
            let pattern = page.kind.field(&need.what).map_or_else(String::new, |f| f.kind.pattern());
            line.push_str(&format!(" --set \"{}={pattern}\"", need.what));
        }
    }
    line
}
