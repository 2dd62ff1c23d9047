//! `rehearse`: what the schedule would send over the days to come; nothing is stored or sent.

use super::context::{Context, parse_day};
use super::failure::CmdError;
use super::outbox;
use super::report::Report;
use super::ticks;
use super::view::time;
use crate::app::Mode;
use crate::clock::Now;
use crate::flow::Refusal;
use crate::remind::{page, rehearse};
use clap::Args;

/// Arguments of `rehearse`.
#[derive(Debug, Args)]
pub struct RehearseArgs {
    /// The last day to play
    #[arg(long, value_name = "DATE")]
    pub until: String,
    /// With the text of each message
    #[arg(long)]
    pub full: bool,
}

/// Plays the days.
pub fn run(args: &RehearseArgs, context: &mut Context) -> Result<Report, CmdError> {
    let until = parse_day(&args.until)?;
    let now = context.now.unwrap_or_else(Now::system);
    if until < now.today() {
        return Err(Refusal::RehearsalBackwards { until, today: now.today() }.into());
    }
    // The clock of the days played is a manual one, and nothing of them is kept.
    let (clock, mode) = (context.now.replace(Now::at(now.instant())), context.mode);
    context.mode = Mode::Rehearsal;
    let (home, host) = (context.app.home().clone(), context.app.host());
    let outcome = context.write(|run| rehearse(&home, &host, run, until));
    (context.now, context.mode) = (clock, mode);
    let played = outcome?.value;
    let messages = page::sorted(played.messages);
    for (at, tick) in &played.ticks {
        let happens = ticks::events(context, tick);
        if !happens.is_empty() {
            context.asides.push(format!("{}\n{}", time(*at), happens.join("\n")));
        }
    }
    Ok(outbox::answer(context, &messages, args.full, "report-nothing-would-go"))
}
