//! `retention`: the ended cases that are due for destruction. It only lists them.

use super::context::{Context, parse_day};
use super::failure::CmdError;
use super::report::{Report, Table};
use super::view::date;
use crate::flow::retention::{self, Kept};
use clap::Args;
use serde_json::{Value, json};

/// Arguments of `retention`.
#[derive(Debug, Args)]
pub struct RetentionArgs {
    /// What is due on this day (today if left out)
    #[arg(long, value_name = "DATE")]
    pub on: Option<String>,
}

/// Lists the cases that need not be kept any more.
pub fn run(args: &RetentionArgs, context: &mut Context) -> Result<Report, CmdError> {
    let on = args.on.as_deref().map(parse_day).transpose()?;
    let due = context.read(|run| retention::due(run, on.unwrap_or_else(|| run.today())))?.value;
    if due.unruled > 0 {
        context.asides.push(context.messages.text("report-unruled", &[("count", due.unruled.into())]));
    }
    let json = due.cases.iter().map(as_json).collect::<Vec<Value>>();
    let headings = [
        "label-case",
        "label-title",
        "label-outcome",
        "label-closed-on",
        "label-kept-for",
        "label-kept-until",
    ];
    let rows = due.cases.iter().map(|kept| {
        vec![
            kept.case.id.to_string(),
            kept.case.title.clone(),
            kept.case.outcome.as_deref().map(|o| context.outcome(&kept.kind, o)).unwrap_or_default(),
            date(Some(kept.closed_on)),
            kept.term.vietnamese(),
            date(Some(kept.until)),
        ]
    });
    let table = Table {
        headings: headings.iter().map(|key| context.say(key)).collect(),
        rows: rows.collect(),
        empty: context.say("report-none-due-for-destruction"),
    };
    Ok(Report::table(table, Value::Array(json)))
}

fn as_json(kept: &Kept) -> Value {
    json!({
        "case": kept.case.id,
        "kind": kept.case.kind,
        "outcome": kept.case.outcome,
        "closed_on": kept.closed_on,
        "term": kept.term,
        "until": kept.until,
    })
}
