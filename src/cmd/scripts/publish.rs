//! `scripts publish`.

use super::{faults, folder, gate, packages, test};
use crate::cmd::context::Context;
use crate::cmd::failure::CmdError;
use crate::cmd::rehearsal::{answer, object};
use crate::cmd::report::Report;
use crate::domain::ids::PackageName;
use crate::flow::replay::{Question, Replayed};
use crate::flow::{self, FlowError, Run};
use crate::script::Files;
use crate::script::folder::Folder;
use crate::script::publish::Built;
use crate::script::replay::history_on;
use crate::ui::failure::Failure;
use clap::Args;
use serde_json::{Value, json};
use std::path::PathBuf;

/// How many failing tests are shown.
const SHOWN: usize = 3;

/// Arguments of `scripts publish`.
#[derive(Debug, Args)]
pub struct PublishArgs {
    /// The package (all of them if left out)
    pub package: Option<String>,
    /// Lay the draft in this folder over the package
    #[arg(long, value_name = "FOLDER", requires = "package")]
    pub with: Option<PathBuf>,
    /// Why it is published
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub reason: String,
    /// Accept a kind of difference in the history of open cases, with the reason; KIND* stands for all that begin so, behind
    /// which cases are not followed further (may be given again)
    #[arg(long, value_name = "KIND=REASON", value_parser = gate::parse_accept)]
    pub accept: Vec<(String, String)>,
}

/// Checks the packages and makes them the editions that new cases get.
pub(super) fn run(args: &PublishArgs, context: &mut Context) -> Result<Report, CmdError> {
    let mut right = Vec::new();
    for package in packages(context, args.package.as_deref())? {
        // What is checked and tested is what is published, whatever is written into the folder meanwhile.
        let folder = folder(context, &package, args.with.as_deref());
        let files = folder.files()?;
        must_be_right(context, &package, &files)?;
        right.push((package, folder, files));
    }
    let mut built = Vec::new();
    for (package, folder, files) in right {
        let one = context.app.host().build(&package, &files, &args.reason)?;
        if !context.read(|run| is_active(run, &one))?.value {
            must_pass(context, &package, &folder, files)?;
        }
        built.push(one);
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

/// A package with mistakes does not count.
fn must_be_right(context: &mut Context, package: &PackageName, files: &Files) -> Result<(), CmdError> {
    let found = faults(context, package, files);
    let Some((first, more)) = found.split_first() else { return Ok(()) };
    let mut failure = Failure::script(first);
    failure.lines.extend(more.iter().map(|fault| Failure::script(fault).print(&context.messages)));
    Err(CmdError::Told(Box::new(failure)))
}

/// Whether an edition is the active one already.
fn is_active(run: &Run, built: &Built) -> Result<bool, FlowError> {
    Ok(run.tx().active_edition(&built.edition.package)?.as_ref() == Some(&built.edition.id))
}

/// The tests beside a package must pass before it counts.
fn must_pass(
    context: &Context,
    package: &PackageName,
    folder: &Folder,
    files: Files,
) -> Result<(), CmdError> {
    let mut failing = test::failing(context, package, folder, files)?;
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
    // Behind a kind that is only one of many accepted together a case is not followed: it goes its own way from there.
    let accepted = |kind: &str| args.accept.iter().any(|(name, _)| name == kind);
    let question = Question { accepted: Some(&accepted), ..Question::default() };
    let (replayed, head) = context
        .read(|run| {
            let mut replayed = Vec::new();
            for one in built {
                let is_old = is_active(run, one)?;
                replayed.push(if is_old { Replayed::default() } else { history_on(run, one, &question)? });
            }
            Ok((replayed, run.tx().head()?.0))
        })?
        .value;
    let mut judged = built.to_vec();
    for (one, replayed) in judged.iter_mut().zip(&replayed) {
        one.edition.accepted = gate::judge(context, &one.edition.package, replayed, args)?;
    }
    Ok((judged, head))
}
