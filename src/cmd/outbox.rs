//! `outbox`: the messages made, by day and recipient, and what became of them.

use super::context::{Context, parse_day};
use super::failure::CmdError;
use super::report::Report;
use crate::domain::message::Message;
use crate::flow::digest;
use crate::remind::page;
use chrono::NaiveDate;
use clap::Args;
use serde_json::Value;

/// Arguments of `outbox`.
#[derive(Debug, Args)]
pub struct OutboxArgs {
    /// From this day on
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    /// Until this day, this one included
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    /// Only those not delivered yet, of any day
    #[arg(long, conflicts_with_all = ["from", "until"])]
    pub waiting: bool,
    /// With the text of each message
    #[arg(long)]
    pub full: bool,
}

/// Lists messages.
pub fn run(args: &OutboxArgs, context: &mut Context) -> Result<Report, CmdError> {
    let day = |typed: &Option<String>| typed.as_deref().map(parse_day).transpose();
    let (from, until) = (day(&args.from)?, day(&args.until)?);
    let messages: Vec<Message> = context
        .read(|run| {
            let made = if args.waiting {
                run.tx().messages_waiting()?
            } else {
                run.tx().messages_made(from.unwrap_or(NaiveDate::MIN), until.unwrap_or(NaiveDate::MAX))?
            };
            page::sorted(made).iter().map(|message| digest::written_out(run, message)).collect()
        })?
        .value;
    Ok(answer(context, &messages, args.full, "report-no-messages"))
}

/// Messages by day and recipient; `nothing` is the key of what is said when there are none.
pub(super) fn answer(context: &Context, messages: &[Message], full: bool, nothing: &str) -> Report {
    let mut text = page::text(messages, full, |state| context.say(&format!("message-{}", state.name())));
    if text.is_empty() {
        text = context.say(nothing);
    }
    Report::text(text, messages.iter().map(page::json).collect::<Value>())
}
