//! `scripts show`.

use crate::cmd::context::Context;
use crate::cmd::failure::CmdError;
use crate::cmd::report::Report;
use crate::cmd::view::date;
use crate::domain::case::CaseStatus;
use crate::flow::find;
use crate::store::CasesBy;
use clap::Args;
use serde_json::json;

/// Arguments of `scripts show`.
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// The edition: the beginning of its hash (the active one if left out)
    pub edition: Option<String>,
    /// The package (the only one if left out)
    #[arg(long, value_name = "PACKAGE")]
    pub package: Option<String>,
}

/// What is known of an edition.
pub(super) fn run(args: &ShowArgs, context: &mut Context) -> Result<Report, CmdError> {
    let (edition, active, open, closed) = context
        .read(|run| {
            let package = find::package(run, args.package.as_deref())?;
            let edition = find::edition(run, &package, args.edition.as_deref())?;
            let active = run.tx().active_edition(&package)?.as_ref() == Some(&edition.id);
            let (mut open, mut closed) = (0_usize, 0_usize);
            for id in run.tx().case_ids(&CasesBy::All)? {
                let case = run.case(&id)?;
                if case.edition == edition.id {
                    let count = if case.status == CaseStatus::Closed { &mut closed } else { &mut open };
                    *count += 1;
                }
            }
            Ok((edition, active, open, closed))
        })?
        .value;
    let line = |label: &str, text: &str| format!("{}: {text}", context.say(label));
    let mut lines = vec![
        format!("{} · {} {}", edition.title, edition.package, edition.label),
        line("label-hash", edition.id.as_str()),
        line("label-active", if active { "✓" } else { "–" }),
        line("label-valid-from", &date(Some(edition.valid_from))),
        line("label-basis", &edition.basis),
        line("label-published", &format!("{} {}", date(edition.on), edition.by)),
        line("label-reason", &edition.reason),
        context.tell("show-edition-cases", &[("open", &open.to_string()), ("closed", &closed.to_string())]),
    ];
    for accepted in &edition.accepted {
        let (count, difference) = (accepted.cases.to_string(), accepted.difference.as_str());
        lines.push(context.tell(
            "show-edition-accepted",
            &[("difference", difference), ("count", &count), ("reason", &accepted.reason)],
        ));
    }
    lines.push(line("label-files", ""));
    lines.extend(
        edition.files.iter().map(|(path, hash)| format!("  {}  {path}", &hash[..hash.len().min(10)])),
    );
    let json = json!({ "edition": edition, "active": active, "open": open, "closed": closed });
    Ok(Report::text(lines.join("\n"), json))
}
