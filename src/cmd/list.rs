//! `list`: cases.

use super::context::Context;
use super::failure::CmdError;
use super::report::{Report, Table};
use super::view::case_json;
use crate::flow::{FlowError, Run};
use crate::store::CasesBy;
use clap::Args;
use serde_json::Value;
use std::rc::Rc;

/// Arguments of `list`.
#[derive(Debug, Args)]
pub struct ListArgs {
    /// A Rhai expression over one case: 'c.kind == "request" && c.status == "open"'
    pub filter: Option<String>,
}

/// Lists the cases that fit.
pub fn run(args: &ListArgs, context: &mut Context) -> Result<Report, CmdError> {
    let host = context.app.host();
    let filter = args.filter.as_deref().map(|text| host.filter(text)).transpose()?;
    let cases = context
        .read(|run| {
            let mut found = Vec::new();
            for id in run.tx().case_ids(&CasesBy::All)? {
                let fits = match &filter {
                    Some(filter) => host.fits_case(run, filter, &id)?,
                    None => true,
                };
                if fits {
                    let case = run.case(&id)?;
                    let step = step_title(run, &case)?;
                    let kind = run.hooks().kind(run, &case.edition, &case.kind)?;
                    found.push((case, step, kind));
                }
            }
            Ok(found)
        })?
        .value;
    let json = cases.iter().map(|(case, ..)| case_json(case)).collect::<Vec<Value>>();
    let headings = ["label-case", "label-title", "label-step", "label-status", "label-outcome"];
    let rows = cases.iter().map(|(case, step, kind)| {
        vec![
            case.id.to_string(),
            case.title.clone(),
            step.clone(),
            context.state(case.status.name()),
            case.outcome.as_deref().map(|o| context.outcome(kind, o)).unwrap_or_default(),
        ]
    });
    let table = Table {
        headings: headings.iter().map(|key| context.say(key)).collect(),
        rows: rows.collect(),
        empty: context.say("report-no-cases"),
    };
    Ok(Report::table(table, Value::Array(json)))
}

/// `Bước 2` of `Bước 2. Làm việc với cơ quan …`.
pub(super) fn step_title(run: &Rc<Run>, case: &crate::domain::case::Case) -> Result<String, FlowError> {
    let Some(step) = &case.step else { return Ok(String::new()) };
    let title = run.hooks().step_title(run, &case.edition, &case.kind, step)?;
    Ok(title.split('.').next().unwrap_or(&title).to_owned())
}
