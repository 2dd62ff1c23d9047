//! `demo`: the 2022 round on the real units, with invented people, in a home folder of its own.

use super::context::Context;
use super::failure::CmdError;
use super::report::Report;
use super::{Command, execute};
use crate::app::{App, Home, Mode};
use crate::clock::Now;
use clap::Args;
use serde_json::json;
use std::path::PathBuf;

/// The script that plays the round, below the home folder.
const SCRIPT: &str = "scripts/demo/demo.rhai";
/// The invented roster, below the home folder.
const ROSTER: &str = "scripts/demo/roster.csv";
/// The day the round starts on.
const START: &str = "2022-09-21";

/// Arguments of `demo`.
#[derive(Debug, Args)]
pub struct DemoArgs {
    /// The folder it makes; must be new or empty of a store
    #[arg(default_value = "demo")]
    pub dir: PathBuf,
}

/// Plays the round through the ordinary commands.
pub fn run(args: &DemoArgs, context: &mut Context) -> Result<Report, CmdError> {
    if context.mode == Mode::Rehearsal {
        return Err(CmdError::usage(context.say("usage-init-rehearse")));
    }
    let dir = args.dir.clone();
    context.app = App::new(Home::new(&dir));
    clear_earlier(context)?;
    context.now = Now::parse(START);
    context.why = "demo".to_owned();
    let at = |file: &str| dir.join(file);
    execute(&Command::Init(super::init::InitArgs {}), context)?;
    let import = super::actor::import_command(at(ROSTER));
    execute(&Command::Actor(import), context)?;
    let played = execute(&Command::Run(super::run::RunArgs { file: at(SCRIPT), args: Vec::new() }), context)?;
    let swept = execute(&Command::Remind(super::remind::RemindArgs {}), context)?;
    let verdict = execute(&Command::Verify, context)?;
    let mut text = match &played.body {
        super::Body::Text(text) => text.clone(),
        super::Body::Table(_) => String::new(),
    };
    for report in [&swept, &verdict] {
        if let super::Body::Text(more) = &report.body {
            // Of the delivery only the count is of interest here; the files are in the outbox.
            text.push_str(&format!("\n{}", more.lines().next().unwrap_or_default()));
        }
    }
    let home = dir.display().to_string();
    text.push_str(&format!("\n{}", context.tell("report-demo-next", &[("home", &home)])));
    let json = json!({ "home": home, "output": played.json["output"], "remind": swept.json, "verify": verdict.json });
    let mut report = Report::text(text, json);
    report.code = verdict.code;
    Ok(report)
}

/// A store left by an earlier demonstration goes; one that is anything else stays and stops the demonstration.
fn clear_earlier(context: &mut Context) -> Result<(), CmdError> {
    let (store, outbox) = (context.app.home().store(), context.app.home().outbox());
    let mark = context.app.home().path().join(".demo");
    if store.exists() && mark.exists() {
        std::fs::remove_file(&store).map_err(|cause| CmdError::file(&store, cause))?;
        if outbox.exists() {
            std::fs::remove_dir_all(&outbox).map_err(|cause| CmdError::file(&outbox, cause))?;
        }
    }
    if !store.exists() {
        let folder = context.app.home().path();
        std::fs::create_dir_all(folder).map_err(|cause| CmdError::file(folder, cause))?;
        std::fs::write(&mark, "quytrinh demo\n").map_err(|cause| CmdError::file(&mark, cause))?;
    }
    Ok(())
}
