//! `demo`: the 2022 round on the real units, with invented people, in a home folder of its own.

use super::context::Context;
use super::failure::CmdError;
use super::report::Report;
use super::verify::VerifyArgs;
use super::{Command, execute, ticks};
use crate::app::{App, Home, Mode};
use crate::clock::Now;
use crate::domain::day;
use crate::remind::Delivery;
use chrono::{NaiveDate, NaiveTime};
use clap::Args;
use serde_json::json;
use std::path::{Path, PathBuf};

/// The script that plays the round, below the home folder.
const SCRIPT: &str = "scripts/demo/demo.rhai";
/// The invented roster, below the home folder.
const ROSTER: &str = "scripts/demo/roster.csv";
/// What the log says of the first act.
const WHY: &str = "demo";
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
    context.be_nobody();
    clear_earlier(context)?;
    context.now = Now::parse(START);
    context.why = WHY.to_owned();
    let at = |file: &str| dir.join(file);
    execute(&Command::Init(super::init::InitArgs {}), context)?;
    let import = super::actor::import_command(at(ROSTER));
    execute(&Command::Actor(import), context)?;
    let played = play(&at(SCRIPT), context)?;
    let verdict = execute(&Command::Verify(VerifyArgs::default()), context)?;
    let mut text = played.lines.join("\n");
    if let super::Body::Text(verified) = &verdict.body {
        text.push_str(&format!("\n{verified}"));
    }
    let home = dir.display().to_string();
    text.push_str(&format!("\n{}", context.tell("report-demo-next", &[("home", &home)])));
    let json = json!({
        "home": home, "output": played.lines, "messages": played.messages, "verify": verdict.json,
    });
    let mut report = Report::text(text, json);
    report.code = verdict.code;
    Ok(report)
}

/// What was told and sent in the course of the play.
#[derive(Default)]
struct Played {
    lines: Vec<String>,
    messages: Vec<Delivery>,
}

/// Plays the script row by row, each on its day; every morning up to it the schedule does what is due.
fn play(script: &Path, context: &mut Context) -> Result<Played, CmdError> {
    let mut played = Played::default();
    for row in 0.. {
        context.why = WHY.to_owned();
        let args = vec!["--row".to_owned(), row.to_string()];
        let line = super::run::RunArgs { file: script.to_owned(), args };
        let report = execute(&Command::Run(line), context)?;
        let lines = report.json["output"].as_array().cloned().unwrap_or_default();
        played.lines.extend(lines.iter().filter_map(|line| line.as_str().map(ToOwned::to_owned)));
        let next = report.json["value"].as_str().and_then(day::parse);
        let Some(next) = next else { break };
        mornings(next, context, &mut played.messages)?;
        context.now = Some(Now::on(next));
    }
    Ok(played)
}

/// The schedule on each morning after today until `last`.
fn mornings(last: NaiveDate, context: &mut Context, sent: &mut Vec<Delivery>) -> Result<(), CmdError> {
    let today = context.now.map_or(last, Now::today);
    for morning in today.iter_days().skip(1).take_while(|morning| *morning <= last) {
        let at = NaiveTime::from_hms_opt(7, 40, 0).unwrap_or_default();
        context.now = Some(Now::at_local(morning.and_time(at)));
        context.why = WHY.to_owned();
        let tick = super::schedule::once(context)?;
        let events = ticks::events(context, &tick);
        context.asides.extend(events);
        sent.extend(tick.deliveries);
    }
    Ok(())
}

/// A store left by an earlier demonstration goes; one that is anything else stays and stops the demonstration.
fn clear_earlier(context: &mut Context) -> Result<(), CmdError> {
    let home = context.app.home().clone();
    let (store, outbox) = (home.store(), home.outbox());
    if store.exists() && is_of_a_demonstration(context) {
        std::fs::remove_file(&store).map_err(|cause| CmdError::file(&store, cause))?;
        if outbox.exists() {
            std::fs::remove_dir_all(&outbox).map_err(|cause| CmdError::file(&outbox, cause))?;
        }
    }
    context.app = App::new(home);
    Ok(())
}

/// Whether the store's first entry was made by a demonstration. One that cannot be read is not taken for one.
fn is_of_a_demonstration(context: &mut Context) -> bool {
    let first = context.read(|run| run.tx().entries(1, 1));
    first.is_ok_and(|first| first.value.first().is_some_and(|stored| stored.entry.why == WHY))
}
