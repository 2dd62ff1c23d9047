//! `scripts publish`.

use super::{faults, gate, packages, test};
use crate::cmd::context::Context;
use crate::cmd::failure::CmdError;
use crate::cmd::rehearsal::{answer, object};
use crate::cmd::report::Report;
use crate::domain::ids::PackageName;
use crate::flow;
use crate::flow::replay::{Question, Replayed};
use crate::script::publish::{Built, read_folder};
use crate::script::replay::history_on;
use crate::ui::failure::Failure;
use clap::Args;
use serde_json::{Value, json};

/// How many failing tests are shown.
const SHOWN: usize = 3;

/// Arguments of `scripts publish`.
#[derive(Debug, Args)]
pub struct PublishArgs {
    /// The package (all of them if left out)
    pub package: Option<String>,
    /// Why it is published
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub reason: String,
    /// Accept a kind of difference in the history of open cases, with the reason (may be given again)
    #[arg(long, value_name = "KIND=REASON", value_parser = gate::parse_accept)]
    pub accept: Vec<(String, String)>,
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
    let built =
        packages.iter().map(|package| build(context, package, args)).collect::<Result<Vec<_>, _>>()?;
    for one in &built {
        if !is_active(context, one)? {
            must_pass(context, &one.edition.package)?;
        }
    }
    // The history is done again without holding up those who write; when something was written meanwhile, once more.
    let (outcome, published) = loop {
        let (built, head) = judged(context, &built, args)?;
        let mut outcome = context.write(|run| {
            if run.tx().head()?.0 != head {
                return Ok(None);
            }
            let mut published = Vec::new();
            for one in built {
                let edition = one.edition.clone();
                published.push((edition, flow::edition::publish(run, one.edition, &one.contents)?));
            }
            Ok(Some(published))
        })?;
        if let Some(published) = outcome.value.take() {
            break (outcome, published);
        }
    };
    let lines = published.iter().map(|(edition, changed)| {
        let key = if *changed { "report-published" } else { "report-published-already" };
        context.tell(
            key,
            &[("package", edition.package.as_str()), ("label", &edition.label), ("hash", edition.id.short())],
        )
    });
    let sentence = lines.collect::<Vec<_>>().join("\n");
    let editions = published.iter().map(|(e, changed)| {
        json!({ "package": e.package, "label": e.label, "edition": e.id, "published": changed })
    });
    let json = object(&[("editions", editions.collect::<Value>())]);
    Ok(answer(context, sentence, &outcome, json))
}

/// The edition that a package's folder makes.
fn build(context: &Context, package: &PackageName, args: &PublishArgs) -> Result<Built, CmdError> {
    let files = read_folder(&context.app.home().scripts().join(package.as_str()))?;
    Ok(context.app.host().build(package, &files, &args.reason)?)
}

/// Whether an edition is the active one already.
fn is_active(context: &mut Context, built: &Built) -> Result<bool, CmdError> {
    let active = context.read(|run| Ok(run.tx().active_edition(&built.edition.package)?))?.value;
    Ok(active.as_ref() == Some(&built.edition.id))
}

/// The tests beside a package must pass before it counts.
fn must_pass(context: &Context, package: &PackageName) -> Result<(), CmdError> {
    let mut failing = test::failing(context, package)?;
    if failing.is_empty() {
        return Ok(());
    }
    let facts = json!({ "package": package, "count": failing.len() });
    let more = failing.split_off(failing.len().min(SHOWN)).len();
    if more > 0 {
        failing.push(context.tell("publish-tests-more", &[("count", &more.to_string())]));
    }
    Err(CmdError::Told(Box::new(Failure::told(3, "publish-tests-fail", &facts, failing))))
}

/// The editions with what was accepted, and the entry of the log up to which history was done again on them.
fn judged(context: &mut Context, built: &[Built], args: &PublishArgs) -> Result<(Vec<Built>, u64), CmdError> {
    let accepted = |kind: &str| args.accept.iter().any(|(name, _)| name == kind);
    let question = Question { accepted: Some(&accepted), ..Question::default() };
    let (replayed, head) = context
        .read(|run| {
            let mut replayed = Vec::new();
            for one in built {
                let is_active =
                    run.tx().active_edition(&one.edition.package)?.as_ref() == Some(&one.edition.id);
                replayed.push(if is_active { Replayed::default() } else { history_on(run, one, &question)? });
            }
            Ok((replayed, run.tx().head()?.0))
        })?
        .value;
    let mut judged = built.to_vec();
    for (one, replayed) in judged.iter_mut().zip(&replayed) {
        one.edition.accepted = gate::judge(context, &one.edition.package, replayed, &args.accept)?;
    }
    Ok((judged, head))
}
