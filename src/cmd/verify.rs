//! `verify`: the log replayed and compared with every table, and seals held against it.

use super::context::Context;
use super::failure::CmdError;
use super::report::Report;
use super::seal;
use crate::domain::seal::{PublicKey, Seal};
use crate::flow::FlowError;
use crate::store::{self, Fault, Fit, Range, Sealed, Verdict};
use crate::ui::messages::arguments_of;
use clap::Args;
use serde_json::{Value, json};
use std::path::PathBuf;

/// Arguments of `verify`.
#[derive(Debug, Clone, Default, Args)]
pub struct VerifyArgs {
    /// A line that `seal` printed, typed from paper: "1284 21/9/2022 JPX3-JVP7-6X8J-XH9T"
    #[arg(long, value_name = "LINE")]
    pub seal: Vec<String>,
    /// A file of signed seals
    #[arg(long, value_name = "FILE")]
    pub seals: Vec<PathBuf>,
    /// The public key that signed them (those of quytrinh.toml if left out)
    #[arg(long, value_name = "KEY", requires = "seals")]
    pub key: Vec<String>,
}

/// Verifies the store; reads only.
pub fn run(args: &VerifyArgs, context: &mut Context) -> Result<Report, CmdError> {
    let seals = seals(args, context)?;
    let verdict = store::verify(context.app.store()?, &seals).map_err(FlowError::from)?;
    Ok(told(context, &verdict))
}

/// The seals that were given, on the line and in files.
fn seals(args: &VerifyArgs, context: &Context) -> Result<Vec<Seal>, CmdError> {
    let typed = args.key.iter().map(|key| key.parse::<PublicKey>());
    let typed: Vec<PublicKey> = typed.collect::<Result<_, _>>().map_err(|e| seal::fault(&e))?;
    let keys = if typed.is_empty() { &context.seal_keys } else { &typed };
    if keys.is_empty() && !args.seals.is_empty() {
        return Err(CmdError::usage(context.say("usage-verify-no-key")));
    }
    let lines = args.seal.iter().map(|line| Seal::parse(line));
    let mut seals: Vec<Seal> = lines.collect::<Result<_, _>>().map_err(|e| seal::fault(&e))?;
    for file in &args.seals {
        seals.extend(seal::read(file, keys)?);
    }
    Ok(seals)
}

/// What was found, in words.
pub(super) fn told(context: &Context, verdict: &Verdict) -> Report {
    let heading = match (&verdict.fault, verdict.ok) {
        (Some(_), _) => "report-not-verified",
        (None, false) => "report-not-as-sealed",
        (None, true) => "report-verified",
    };
    let head = [("entries", json!(verdict.entries)), ("head", json!(verdict.head))];
    let mut lines = vec![context.messages.text(heading, &head)];
    lines.extend(verdict.fault.iter().flat_map(|fault| fault_lines(context, fault)));
    lines.extend(verdict.seals.iter().flat_map(|sealed| seal_lines(context, sealed)));
    let mut report = Report::text(lines.join("\n"), json!(verdict));
    report.code = if verdict.ok { 0 } else { 4 };
    report
}

/// What is wrong in the store, in a sentence.
pub(super) fn fault_words(context: &Context, verdict: &Verdict) -> String {
    let lines = verdict.fault.iter().flat_map(|fault| fault_lines(context, fault));
    lines.collect::<Vec<_>>().join(" ")
}

fn fault_lines(context: &Context, fault: &Fault) -> Vec<String> {
    let facts = json!(fault);
    let kind = facts.get("fault").and_then(Value::as_str).unwrap_or_default();
    let key = format!("verify-{kind}");
    let args = arguments_of(&facts);
    let hint = context.messages.hint(&key, &args);
    [Some(context.messages.text(&key, &args)), hint].into_iter().flatten().collect()
}

/// What is covered and what is not, then each seal that does not fit, then what follows from it.
fn seal_lines(context: &Context, sealed: &Sealed) -> Vec<String> {
    let text = |key: &str, args: &[(&str, Value)]| context.messages.text(key, args);
    let range = |key: &str, range: &Option<Range>| {
        range.map(|Range { from, to }| {
            text(key, &[("from", from.into()), ("to", to.into()), ("count", (to - from + 1).into())])
        })
    };
    let mut lines = vec![text("report-sealed", &[("covered", sealed.covered.into())])];
    lines.extend(range("report-unsealed", &sealed.uncovered));
    lines.extend(sealed.unchecked_from.map(|from| text("report-unchecked", &[("from", from.into())])));
    for held in sealed.each.iter().filter(|held| held.fit != Fit::Fits) {
        let facts = json!(held);
        let kind = facts.get("fit").and_then(Value::as_str).unwrap_or_default();
        let args = arguments_of(&facts);
        let why = text(&format!("fit-{kind}"), &args);
        let day = json!(held.day);
        lines.push(text("report-seal", &[("entry", held.entry.into()), ("day", day), ("why", why.into())]));
    }
    lines.extend(range("report-seals-differ", &sealed.differs));
    lines.extend(range("report-seals-missing", &sealed.missing));
    if !sealed.all_fit() {
        lines.push(context.say("report-seals-way"));
    }
    lines
}
