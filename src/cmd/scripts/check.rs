//! `scripts check`.

use super::{PackageArgs, faults, packages};
use crate::cmd::context::Context;
use crate::cmd::failure::CmdError;
use crate::cmd::report::Report;
use crate::ui::failure::Failure;
use serde_json::{Value, json};

/// Every mistake in the packages; exit code 3 when there is one.
pub(super) fn run(args: &PackageArgs, context: &mut Context) -> Result<Report, CmdError> {
    let (mut texts, mut json) = (Vec::new(), Vec::new());
    for package in packages(context, args.package.as_deref())? {
        for fault in faults(context, &package)? {
            let failure = Failure::script(&fault);
            texts.push(failure.print(&context.messages));
            let mut value = failure.json(&context.messages);
            if let Some(object) = value.as_object_mut() {
                object.insert("package".to_owned(), json!(package));
            }
            json.push(value);
        }
        if json.is_empty() {
            texts.push(context.tell("report-check-ok", &[("package", package.as_str())]));
        }
    }
    let code = if json.is_empty() { 0 } else { 3 };
    let mut report = Report::text(texts.join("\n\n"), Value::Array(json));
    report.code = code;
    Ok(report)
}
