//! `migrate run`.

use super::CarryArgs;
use super::file::{Line, Plan};
use crate::cmd::context::Context;
use crate::cmd::failure::{CmdError, of_flow};
use crate::cmd::report::{Report, Table};
use crate::domain::case::CaseStatus;
use crate::domain::event::When;
use crate::flow::migrate::{Class, move_case};
use crate::flow::{FlowError, Run};
use serde_json::{Value, json};
use std::rc::Rc;

/// What became of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Became {
    Moved,
    Waits,
    Kept,
    Undecided,
    Already,
    Ended,
}

impl Became {
    fn name(self) -> &'static str {
        match self {
            Self::Moved => "moved",
            Self::Waits => "waits",
            Self::Kept => "kept",
            Self::Undecided => "undecided",
            Self::Already => "already",
            Self::Ended => "ended",
        }
    }
}

/// Carries out a plan: each case in a transaction of its own, each with its outcome. Exit code 1 when one failed.
pub(super) fn run(args: &CarryArgs, context: &mut Context) -> Result<Report, CmdError> {
    let file = args.file.display().to_string();
    let text =
        std::fs::read_to_string(&args.file).map_err(|cause| CmdError::File { path: file.clone(), cause })?;
    let plan = Plan::read(&file, &text).map_err(|fault| CmdError::toml("plan-malformed", &file, fault))?;
    if plan.reason.trim().is_empty() {
        return Err(CmdError::usage(context.tell("usage-migrate-no-reason", &[("file", &file)])));
    }
    let mut results = Vec::new();
    for line in &plan.case {
        match context.write(|run| carry(run, &plan, line)) {
            Ok(outcome) => results.push((line, Ok(outcome.value))),
            Err(CmdError::Flow(error @ FlowError::Store(_))) => return Err(error.into()),
            Err(CmdError::Flow(error)) => results.push((line, Err(error))),
            Err(other) => return Err(other),
        }
    }
    Ok(report(context, &results))
}

fn carry(run: &Rc<Run>, plan: &Plan, line: &Line) -> Result<Became, FlowError> {
    let case = run.case(&line.id)?;
    if case.status == CaseStatus::Closed {
        return Ok(Became::Ended);
    }
    let waits = case.next_edition.as_ref() == Some(&plan.to);
    if case.edition == plan.to || (waits && line.when == When::NextStep) {
        return Ok(Became::Already);
    }
    if line.class == Class::Decide {
        return Ok(Became::Undecided);
    }
    move_case(run, &line.id, (&line.from, &plan.to), line.when, &plan.reason)?;
    Ok(match line.when {
        When::Now => Became::Moved,
        When::NextStep => Became::Waits,
        When::Keep => Became::Kept,
    })
}

fn report(context: &Context, results: &[(&Line, Result<Became, FlowError>)]) -> Report {
    let told = |result: &Result<Became, FlowError>| match result {
        Ok(became) => context.say(&format!("migrate-outcome-{}", became.name())),
        Err(error) => {
            let error = of_flow(error).print(&context.messages);
            context.tell("migrate-outcome-failed", &[("error", error.lines().next().unwrap_or_default())])
        }
    };
    let headings = ["label-case", "label-title", "label-result"];
    let rows =
        results.iter().map(|(line, result)| vec![line.id.to_string(), line.title.clone(), told(result)]);
    let table = Table {
        headings: headings.iter().map(|key| context.say(key)).collect(),
        rows: rows.collect(),
        empty: String::new(),
    };
    let json = results.iter().map(|(line, result)| match result {
        Ok(became) => json!({ "case": line.id, "result": became.name() }),
        Err(error) => {
            json!({ "case": line.id, "result": "failed", "error": of_flow(error).json(&context.messages) })
        }
    });
    let count = |wanted: &[Became]| {
        let of = results.iter().filter(|(_, result)| result.as_ref().is_ok_and(|one| wanted.contains(one)));
        of.count().to_string()
    };
    let failed = results.iter().filter(|(_, result)| result.is_err()).count();
    let sentence = context.tell(
        "migrate-done",
        &[
            ("moved", &count(&[Became::Moved])),
            ("waits", &count(&[Became::Waits])),
            ("left", &count(&[Became::Kept, Became::Undecided, Became::Already, Became::Ended])),
            ("failed", &failed.to_string()),
        ],
    );
    let mut report = Report::table(table, json.collect::<Value>());
    report.below = sentence;
    report.code = i32::from(failed > 0);
    report
}
