//! `scripts list`.

use crate::cmd::context::Context;
use crate::cmd::failure::CmdError;
use crate::cmd::report::{Report, Table};
use crate::cmd::view::date;
use crate::flow::FlowError;
use crate::store::CasesBy;
use serde_json::{Value, json};

/// The editions in the store, and the cases on each.
pub(super) fn run(context: &mut Context) -> Result<Report, CmdError> {
    let editions = context
        .read(|run| {
            let mut found = Vec::new();
            let mut cases = std::collections::HashMap::new();
            for id in run.tx().case_ids(&CasesBy::All)? {
                *cases.entry(run.case(&id)?.edition.clone()).or_insert(0_usize) += 1;
            }
            for edition in run.tx().editions()? {
                let active = run.tx().active_edition(&edition.package)?.as_ref() == Some(&edition.id);
                let count = cases.get(&edition.id).copied().unwrap_or(0);
                found.push((edition, active, count));
            }
            Ok::<_, FlowError>(found)
        })?
        .value;
    let headings =
        ["label-package", "label-label", "label-hash", "label-valid-from", "label-cases", "label-active"];
    let rows = editions.iter().map(|(e, active, count)| {
        vec![
            e.package.to_string(),
            e.label.clone(),
            e.id.short().to_owned(),
            date(Some(e.valid_from)),
            count.to_string(),
            if *active { "✓".to_owned() } else { String::new() },
        ]
    });
    let table = Table {
        headings: headings.iter().map(|key| context.say(key)).collect(),
        rows: rows.collect(),
        empty: context.say("report-no-editions"),
    };
    let json = editions.iter().map(|(e, active, count)| {
        json!({ "edition": e.id, "package": e.package, "label": e.label, "title": e.title, "valid_from": e.valid_from,
                "basis": e.basis, "kinds": e.kinds, "reason": e.reason, "accepted": e.accepted, "active": active, "cases": count })
    });
    Ok(Report::table(table, json.collect::<Value>()))
}
