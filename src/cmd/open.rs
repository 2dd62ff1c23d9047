//! `open`: a new case.

use super::context::Context;
use super::failure::CmdError;
use super::rehearsal::{answer, object};
use super::report::Report;
use crate::flow::fields::Setting;
use crate::flow::open::{Opening, open, parse_kind};
use crate::flow::{FlowError, Run, find};
use crate::store::CasesBy;
use clap::Args;
use serde_json::json;
use std::rc::Rc;

/// Arguments of `open`.
#[derive(Debug, Args)]
pub struct OpenArgs {
    /// Kind of case: round, request, placement …; with its package when several have one: rotation/round
    pub kind: String,
    /// The actor it is about: code or name
    #[arg(long, value_name = "ACTOR")]
    pub subject: String,
    /// The case it belongs below; needed only when several can be meant
    #[arg(long, value_name = "CASE")]
    pub parent: Option<String>,
    /// A field of the case; may be given again
    #[arg(long, value_name = "FIELD=VALUE")]
    pub set: Vec<String>,
}

/// Opens the case.
pub fn run(args: &OpenArgs, context: &mut Context) -> Result<Report, CmdError> {
    let settings = args.set.iter().map(|typed| Setting::parse(typed)).collect::<Result<Vec<_>, _>>()?;
    let outcome = context.act(|run| {
        let opening = opening(run, args, settings)?;
        let id = open(run, &opening)?;
        let case = run.case(&id)?;
        let children = run.tx().case_ids(&CasesBy::Parent(id.clone()))?.len();
        Ok((id, case.title.clone(), children))
    })?;
    let (id, title, children) = &outcome.value;
    let mut sentence = context.tell("report-opened", &[("case", id.as_str()), ("title", title)]);
    if *children > 0 {
        let count = children.to_string();
        sentence.push('\n');
        sentence
            .push_str(&context.tell("report-opened-children", &[("case", id.as_str()), ("count", &count)]));
    }
    let json = object(&[("case", json!(id)), ("title", json!(title))]);
    Ok(answer(context, sentence, &outcome, json))
}

fn opening(run: &Rc<Run>, args: &OpenArgs, settings: Vec<Setting>) -> Result<Opening, FlowError> {
    let (package, kind) = parse_kind(run, &args.kind)?;
    let parent = args.parent.as_deref().map(|typed| find::case(run, typed)).transpose()?;
    // The kind is asked first: a wrong kind explains more than a subject that is not found.
    let wanted = crate::flow::open::subject_kinds(run, package.as_ref(), &kind, parent.as_ref())?;
    let subject =
        find::actor(run, &wanted, &args.subject).or_else(|_| find::actor(run, &[], &args.subject))?;
    Ok(Opening { package, kind, subject, parent, settings })
}
