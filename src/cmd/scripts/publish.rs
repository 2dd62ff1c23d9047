//! `scripts publish`.

use super::{faults, packages};
use crate::cmd::context::Context;
use crate::cmd::failure::CmdError;
use crate::cmd::rehearsal::{answer, object};
use crate::cmd::report::Report;
use crate::flow;
use crate::script::publish::read_folder;
use crate::ui::failure::Failure;
use clap::Args;
use serde_json::{Value, json};

/// Arguments of `scripts publish`.
#[derive(Debug, Args)]
pub struct PublishArgs {
    /// The package (all of them if left out)
    pub package: Option<String>,
    /// Why it is published
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub reason: String,
}

/// Checks the packages and makes them the editions that new cases get.
pub(super) fn run(args: &PublishArgs, context: &mut Context) -> Result<Report, CmdError> {
    let packages = packages(context, args.package.as_deref())?;
    for package in &packages {
        let found = faults(context, package)?;
        if let Some(fault) = found.first() {
            let mut failure = Failure::script(fault);
            let more = found.iter().skip(1).map(|fault| Failure::script(fault).print(&context.messages));
            failure.lines.extend(more);
            return Err(CmdError::Told(Box::new(failure)));
        }
    }
    let (home, host) = (context.app.home().clone(), context.app.host());
    let outcome = context.write(|run| {
        let mut published = Vec::new();
        for package in &packages {
            let files = read_folder(&home.scripts().join(package.as_str()))?;
            let built = host.build(package, &files, &args.reason)?;
            let edition = built.edition.clone();
            let changed = flow::edition::publish(run, built.edition, &built.contents)?;
            published.push((edition, changed));
        }
        Ok(published)
    })?;
    let lines = outcome.value.iter().map(|(edition, changed)| {
        let key = if *changed { "report-published" } else { "report-published-already" };
        context.tell(
            key,
            &[("package", edition.package.as_str()), ("label", &edition.label), ("hash", edition.id.short())],
        )
    });
    let sentence = lines.collect::<Vec<_>>().join("\n");
    let editions = outcome.value.iter().map(|(e, changed)| {
        json!({ "package": e.package, "label": e.label, "edition": e.id, "published": changed })
    });
    let json = object(&[("editions", editions.collect::<Value>())]);
    Ok(answer(context, sentence, &outcome, json))
}
