//! `doctor`: everything that can be looked at, each with what it means and what to do.

mod files;
mod store;
mod work;

use super::context::Context;
use super::failure::CmdError;
use super::report::Report;
use crate::ui::messages::arguments_of;
use clap::Args;
use serde::Serialize;
use serde_json::{Value, json};

/// Arguments of `doctor`.
#[derive(Debug, Args)]
pub struct DoctorArgs {}

/// How a check came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
enum State {
    /// Nothing is to be done.
    Good,
    /// Something should be done soon.
    Attention,
    /// Something is wrong.
    Bad,
}

/// What a check found. Its text and the way out have the key `doctor-CHECK-FOUND`.
#[derive(Debug, Serialize)]
struct Finding {
    check: &'static str,
    state: State,
    found: &'static str,
    #[serde(flatten)]
    facts: Value,
}

impl Finding {
    fn new(check: &'static str, state: State, found: &'static str, facts: Value) -> Self {
        Self { check, state, found, facts }
    }
}

/// Runs every check; the exit code is 0, or that of the worst finding: 4 for the store, 1 for anything else.
pub fn run(_args: &DoctorArgs, context: &mut Context) -> Result<Report, CmdError> {
    let mut findings = files::check(context);
    let (of_store, opens) = store::check(context);
    findings.extend(of_store);
    if opens {
        findings.extend(work::check(context)?);
    }
    let bad = |finding: &&Finding| finding.state == State::Bad;
    let code = match findings.iter().filter(bad).map(|finding| finding.check).collect::<Vec<_>>().as_slice() {
        [] => 0,
        checks if checks.contains(&"store") || checks.contains(&"log") => 4,
        _ => 1,
    };
    let told: Vec<String> = findings.iter().map(|finding| told(context, finding)).collect();
    let json = findings.iter().map(|finding| as_json(context, finding)).collect::<Value>();
    let mut report = Report::text(told.join("\n"), json);
    report.code = code;
    Ok(report)
}

/// The text of a finding, and the way out.
fn words(context: &Context, finding: &Finding) -> (String, Option<String>) {
    let key = format!("doctor-{}-{}", finding.check, finding.found);
    let args = arguments_of(&finding.facts);
    (context.messages.text(&key, &args), context.messages.hint(&key, &args))
}

fn told(context: &Context, finding: &Finding) -> String {
    let state = context.say(match finding.state {
        State::Good => "doctor-state-good",
        State::Attention => "doctor-state-attention",
        State::Bad => "doctor-state-bad",
    });
    let (text, hint) = words(context, finding);
    let name = context.say(&format!("doctor-{}", finding.check));
    let way = hint.map(|hint| format!("\n    {}", hint.trim().replace('\n', "\n    "))).unwrap_or_default();
    format!("[{state}] {name}: {text}{way}")
}

fn as_json(context: &Context, finding: &Finding) -> Value {
    let mut value = json!(finding);
    let (text, hint) = words(context, finding);
    value["text"] = text.into();
    if let Some(hint) = hint {
        value["hint"] = hint.into();
    }
    value
}
