//! Floor 5, a door: single commands. One definition serves the command line and the REPL.

mod actor;
mod backup;
mod calendar;
mod context;
mod correct;
mod demo;
mod doctor;
mod done;
mod due;
mod entry;
mod export;
mod failure;
mod history;
mod init;
mod list;
mod migrate;
mod open;
mod outbox;
mod output;
mod rehearsal;
mod rehearse;
mod remind;
mod report;
mod rest;
mod retention;
mod run;
mod schedule;
mod scripts;
mod seal;
mod show;
mod tasks;
mod ticks;
mod verify;
mod view;
mod why;

pub use context::{Context, Door};
pub use entry::{columns, main_with};
pub use failure::CmdError;
pub use output::{answer, failure};
pub(crate) use rehearsal::changes_text;
pub use report::{Body, Report, Table};

use crate::app::Rights;
use crate::flow::{REMIND, Refusal};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// A runner for the procedures of a personnel office.
#[derive(Debug, Parser)]
#[command(name = "quytrinh", version, disable_help_subcommand = true)]
pub struct Cli {
    /// Options of every command.
    #[command(flatten)]
    pub global: Global,
    /// The command; without one the REPL starts.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Options of every command.
#[derive(Debug, Clone, Default, Args)]
pub struct Global {
    /// Home folder: scripts/, calendars/, store/, outbox/ (default: $QUYTRINH_HOME, else this folder)
    #[arg(long, global = true, value_name = "DIR")]
    pub home: Option<PathBuf>,
    /// Language of messages
    #[arg(long, global = true, value_name = "vi|en")]
    pub lang: Option<String>,
    /// Act on behalf of this actor (code or name)
    #[arg(long = "as", global = true, value_name = "ACTOR")]
    pub on_behalf: Option<String>,
    /// Take this for the present: 21/9/2022, "2022-09-21 08:30"
    #[arg(long, global = true, value_name = "TIME")]
    pub now: Option<String>,
    /// Read the store as it stood at the end of this day: 1/3/2023
    #[arg(long, global = true, value_name = "DAY")]
    pub as_of: Option<String>,
    /// How results are printed
    #[arg(long, global = true, value_enum, value_name = "text|json|csv")]
    pub format: Option<Format>,
    /// Do everything for real, print the changes, store nothing
    #[arg(long, global = true)]
    pub rehearse: bool,
}

/// How results are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Format {
    /// For people.
    #[default]
    Text,
    /// For programs; the shapes are documented in the README.
    Json,
    /// For spreadsheets; lists only.
    Csv,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a home folder with a store, the scripts and the reference data
    Init(init::InitArgs),
    /// Play the 2022 round on the real units, in a home folder of its own
    Demo(demo::DemoArgs),
    /// Start the interactive prompt
    Repl,
    /// Open a case
    Open(open::OpenArgs),
    /// List cases
    List(list::ListArgs),
    /// List tasks
    Tasks(tasks::TasksArgs),
    /// Show a case
    Show(show::ShowArgs),
    /// Say why a case does not go on, and how its due dates follow
    Why(why::WhyArgs),
    /// Show everything that happened to a case
    History(history::HistoryArgs),
    /// Record that a task was done
    Done(done::DoneArgs),
    /// Give a task a term, or more time
    Due(due::DueArgs),
    /// Let a case rest: its clocks stand still
    Suspend(rest::SuspendArgs),
    /// Let a suspended case run again
    Resume(rest::ResumeArgs),
    /// Withdraw a case and what is open below it
    Withdraw(rest::WithdrawArgs),
    /// Make a task that was recorded done by mistake owed again
    Reopen(correct::ReopenArgs),
    /// Correct what was recorded wrongly; the old value stays in the history
    Correct(correct::CorrectArgs),
    /// Actors: list, show, set, import
    #[command(subcommand)]
    Actor(actor::ActorCommand),
    /// Run a bulk script
    #[command(disable_help_flag = true)]
    Run(run::RunArgs),
    /// Move open cases to another edition: plan, run, revert
    #[command(subcommand)]
    Migrate(migrate::MigrateCommand),
    /// Fire the reminders that are due and deliver their messages
    Remind(remind::RemindArgs),
    /// Run the scheduled scripts at their times; --once does what is due and ends
    Schedule(schedule::ScheduleArgs),
    /// Play the schedule over the days to come and say what would be sent; stores and sends nothing
    Rehearse(rehearse::RehearseArgs),
    /// The messages made, by day and recipient, and what became of them
    Outbox(outbox::OutboxArgs),
    /// Days off and working Saturdays; computing with terms
    Calendar(calendar::CalendarArgs),
    /// Scripts: check, test, publish, list, reference
    #[command(subcommand)]
    Scripts(scripts::ScriptsCommand),
    /// Replay the log and compare it with every table, and with seals
    Verify(verify::VerifyArgs),
    /// Print what the log comes to as a line for the paper register, or sign it
    Seal(seal::SealArgs),
    /// Write a verified copy of the store, which may be in use
    Backup(backup::BackupArgs),
    /// Put a backup in the store's place
    Restore(backup::RestoreArgs),
    /// Write out one case with people, places and texts replaced, to ask for help with
    Export(export::ExportArgs),
    /// List the ended cases that are due for destruction
    Retention(retention::RetentionArgs),
    /// Look at everything: the store, rights, room, backups, reminders, messages, scripts
    Doctor(doctor::DoctorArgs),
}

impl Command {
    /// What a policy calls it, where it concerns the whole office: who is let do it needs no leave for each case.
    fn office_act(&self) -> Option<&'static str> {
        match self {
            Self::Remind(_) => Some(REMIND),
            Self::Schedule(_) => Some("schedule"),
            Self::Rehearse(_) => Some("rehearse"),
            Self::Scripts(command) => command.office_act(),
            Self::Verify(_) => Some("verify"),
            Self::Seal(_) => Some("seal"),
            Self::Backup(_) => Some("backup"),
            Self::Restore(_) => Some("restore"),
            Self::Doctor(_) => Some("doctor"),
            _ => None,
        }
    }

    /// Whether a command can show what was. What of these changes something is refused when it comes to it.
    fn looks_back(&self) -> bool {
        matches!(
            self,
            Self::List(_)
                | Self::Tasks(_)
                | Self::Show(_)
                | Self::Why(_)
                | Self::History(_)
                | Self::Outbox(_)
                | Self::Actor(_)
                | Self::Scripts(_)
                | Self::Calendar(_)
                | Self::Export(_)
                | Self::Retention(_)
        )
    }
}

/// Carries out a command.
pub fn execute(command: &Command, context: &mut Context) -> Result<Report, CmdError> {
    if let Some(day) = context.as_of.filter(|_| !command.looks_back()) {
        return Err(Refusal::PastIsOnlyRead { day }.into());
    }
    match command.office_act() {
        Some(act) => context.for_office(act, |context| carry_out(command, context)),
        None => carry_out(command, context),
    }
}

fn carry_out(command: &Command, context: &mut Context) -> Result<Report, CmdError> {
    match command {
        // There is nobody yet who could have rights.
        Command::Init(args) => context.with(Rights::Office, |context| init::run(args, context)),
        Command::Demo(args) => demo::run(args, context),
        Command::Repl => Err(CmdError::usage("repl")),
        Command::Open(args) => open::run(args, context),
        Command::List(args) => list::run(args, context),
        Command::Tasks(args) => tasks::run(args, context),
        Command::Show(args) => show::run(args, context),
        Command::Why(args) => why::run(args, context),
        Command::History(args) => history::run(args, context),
        Command::Done(args) => done::run(args, context),
        Command::Due(args) => due::run(args, context),
        Command::Suspend(args) => rest::suspend(args, context),
        Command::Resume(args) => rest::resume(args, context),
        Command::Withdraw(args) => rest::withdraw(args, context),
        Command::Reopen(args) => correct::reopen(args, context),
        Command::Correct(args) => correct::run(args, context),
        Command::Actor(command) => actor::run(command, context),
        Command::Run(args) => run::run(args, context),
        Command::Migrate(command) => migrate::run(command, context),
        Command::Remind(args) => remind::run(args, context),
        Command::Schedule(args) => schedule::run(args, context),
        Command::Rehearse(args) => rehearse::run(args, context),
        Command::Outbox(args) => outbox::run(args, context),
        Command::Calendar(args) => calendar::run(args, context),
        Command::Scripts(command) => scripts::run(command, context),
        Command::Verify(args) => verify::run(args, context),
        Command::Seal(args) => seal::run(args, context),
        Command::Backup(args) => backup::back_up(args, context),
        Command::Restore(args) => backup::restore(args, context),
        Command::Export(args) => export::run(args, context),
        Command::Retention(args) => retention::run(args, context),
        Command::Doctor(args) => doctor::run(args, context),
    }
}
