//! `verify`: the log replayed and compared with every table.

use super::context::Context;
use super::failure::CmdError;
use super::report::Report;
use crate::flow::FlowError;
use crate::store;
use serde_json::{Value, json};

/// Verifies the store; reads only.
pub fn run(context: &mut Context) -> Result<Report, CmdError> {
    let store = context.app.store()?;
    let verdict = store::verify(store).map_err(FlowError::from)?;
    let (entries, head) = (verdict.entries.to_string(), verdict.head.clone());
    let mut text = match &verdict.fault {
        None => context.tell("report-verified", &[("entries", &entries), ("head", &head)]),
        Some(_) => context.tell("report-not-verified", &[("entries", &entries), ("head", &head)]),
    };
    if let Some(fault) = &verdict.fault {
        let facts = serde_json::to_value(fault).unwrap_or_default();
        let kind = facts.get("fault").and_then(Value::as_str).unwrap_or_default().to_owned();
        let args: Vec<(&str, Value)> =
            facts.as_object().into_iter().flatten().map(|(k, v)| (k.as_str(), v.clone())).collect();
        let key = format!("verify-{kind}");
        for line in [Some(context.messages.text(&key, &args)), context.messages.hint(&key, &args)]
            .into_iter()
            .flatten()
        {
            text.push('\n');
            text.push_str(&line);
        }
    }
    let mut report = Report::text(text, json!(verdict));
    report.code = if verdict.ok { 0 } else { 4 };
    Ok(report)
}
