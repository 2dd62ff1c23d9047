//! `init`: a home folder with a store, the scripts and the reference data.

use super::context::Context;
use super::failure::CmdError;
use super::report::Report;
use crate::app::Mode;
use crate::domain::event::Event;
use crate::flow::{self, FlowError};
use crate::script::folder::Folder;
use clap::Args;
use serde_json::json;

/// Arguments of `init`.
#[derive(Debug, Args)]
pub struct InitArgs {}

/// Makes the home folder and its store.
pub fn run(_args: &InitArgs, context: &mut Context) -> Result<Report, CmdError> {
    if context.mode == Mode::Rehearsal {
        return Err(CmdError::usage(context.say("usage-init-rehearse")));
    }
    let path = context.app.home().store();
    if path.exists() {
        return Err(FlowError::Store(crate::store::StoreError::Exists { path }).into());
    }
    context.app.home().furnish().map_err(CmdError::home)?;
    context.app.create_store()?;
    let (actors, editions) = fill(context)?;
    context.app.settle_store()?;
    let home = context.app.home().path().display().to_string();
    let text = context.tell(
        "report-init",
        &[("home", &home), ("actors", &actors.to_string()), ("packages", &editions.join(", "))],
    );
    Ok(Report::text(text, json!({ "home": home, "actors": actors, "packages": editions })))
}

/// Loads the reference data and publishes the packages of the home folder, in one transaction.
fn fill(context: &mut Context) -> Result<(usize, Vec<String>), CmdError> {
    let (home, host) = (context.app.home().clone(), context.app.host());
    let outcome = context.write(|run| {
        run.record(None, Event::StoreCreated { program: env!("CARGO_PKG_VERSION").to_owned() })?;
        let actors = flow::actors::load_reference(run)?;
        let mut editions = Vec::new();
        for name in home.packages() {
            let files = Folder::new(home.scripts().join(name.as_str()), None).files()?;
            let built = host.build(&name, &files, "init")?;
            editions.push(format!("{name} {}", built.edition.label));
            flow::edition::publish(run, built.edition, &built.contents)?;
        }
        // Due dates follow the calendar as it is now; what changes later is noticed by comparison.
        flow::project::adopt_calendar(run)?;
        Ok((actors, editions))
    })?;
    Ok(outcome.value)
}
