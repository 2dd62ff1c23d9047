//! From the command line to the answer on the screen.

use super::context::{Context, Door, parse_day, parse_now};
use super::failure::CmdError;
use super::output;
use super::{Cli, Command, Format, Global, execute};
use crate::app::{App, Config, Home, Identity, Me, Mode, Rights, rights};
use crate::notify::{MAIL_PASSWORD, Secret};
use crate::ui::lang::Lang;
use crate::ui::messages::Messages;
use clap::Parser as _;
use clap::error::ErrorKind;
use std::ffi::OsString;
use std::io::IsTerminal as _;

/// The name before a command outside the REPL.
const PROG: &str = "quytrinh ";
/// Set to `yes` by who shares a home folder on purpose, and lets others write to it.
const SHARED: &str = "QUYTRINH_SHARED";

/// Carries out a command line; gives the exit code.
pub fn main_with(args: impl IntoIterator<Item = OsString>) -> u8 {
    let args: Vec<OsString> = args.into_iter().collect();
    let why = args.iter().skip(1).map(|a| a.to_string_lossy()).collect::<Vec<_>>().join(" ");
    let cli = match Cli::try_parse_from(&args) {
        Ok(cli) => cli,
        Err(error) => return usage(&error, &args),
    };
    // What `doctor` finds wrong it tells itself.
    let lenient = matches!(cli.command, Some(Command::Doctor(_)));
    let mut context = match context(&cli.global, why, lenient) {
        Ok(context) => context,
        Err(error) => {
            let messages = Messages::new(language(cli.global.lang.as_deref(), None), PROG);
            return output::failure(&error.failure(), &messages, cli.global.format.unwrap_or_default());
        }
    };
    match &cli.command {
        None | Some(Command::Repl) => crate::repl::run(context),
        Some(command) => {
            let result = execute(command, &mut context);
            let code = output::answer(result, &mut context);
            context.app.close();
            // The process ends here; taking apart what the system takes back at once is a tenth of an act's time.
            std::mem::forget(context);
            code
        }
    }
}

/// Prints what is wrong with a command line, or the help that was asked for.
fn usage(error: &clap::Error, args: &[OsString]) -> u8 {
    let asked_for = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
    if !asked_for && wants_json(args) {
        let messages = Messages::new(language(None, None), PROG);
        return output::failure(&CmdError::usage(error.to_string()).failure(), &messages, Format::Json);
    }
    // That the terminal is gone is no reason to fail differently.
    let _ = error.print();
    if asked_for { 0 } else { 2 }
}

/// Whether a command line asked for JSON, even if the rest of it cannot be read.
fn wants_json(args: &[OsString]) -> bool {
    args.iter().any(|word| word == "--format=json")
        || args.windows(2).any(|pair| pair[0] == "--format" && pair[1] == "json")
}

/// The surroundings that the options and the environment give. Who is `lenient` looks at rights of files otherwise.
fn context(global: &Global, why: String, lenient: bool) -> Result<Context, CmdError> {
    let home = global
        .home
        .clone()
        .or_else(|| environment("QUYTRINH_HOME").map(Into::into))
        .unwrap_or_else(|| ".".into());
    let home = Home::new(home);
    if !lenient && environment(SHARED).is_none_or(|said| said != "yes") {
        rights::check(&home).map_err(|found| CmdError::open_to_others(&found))?;
    }
    let config = Config::read(&home.config()).map_err(CmdError::config)?;
    if let Some(lang) = &global.lang {
        Lang::parse(lang).ok_or_else(|| CmdError::bad_lang(lang))?;
    }
    let lang = language(global.lang.as_deref(), config.lang.as_deref());
    let password = environment(MAIL_PASSWORD).map(Secret::new);
    let channels = config.channel_settings(home.path(), password);
    let (user, me, behalf) = identity(config.me);
    Ok(Context {
        channels,
        seal_keys: config.seals.keys,
        app: App::new(home),
        messages: Messages::new(lang, PROG),
        format: global.format.unwrap_or_default(),
        door: Door::Command,
        user,
        rights: Rights::Of(me),
        on_behalf: global.on_behalf.clone().or(behalf),
        now: global.now.as_deref().map(parse_now).transpose()?,
        as_of: global.as_of.as_deref().map(parse_day).transpose()?,
        mode: if global.rehearse { Mode::Rehearsal } else { Mode::Real },
        why,
        notices: Vec::new(),
        asides: Vec::new(),
        terminal: std::io::stderr().is_terminal(),
    })
}

/// `--lang`, else the settings, else the system's locale.
fn language(typed: Option<&str>, configured: Option<&str>) -> Lang {
    let system = || sys_locale::get_locale().and_then(|locale| Lang::of_locale(&locale));
    let chosen = typed.and_then(Lang::parse).or_else(|| configured.and_then(Lang::parse));
    chosen.or_else(system).unwrap_or(Lang::Vi)
}

/// Who acts, whose rights count, and on whose behalf when nobody is named.
fn identity(said: Option<Identity>) -> (String, Me, Option<String>) {
    match said {
        None => (user(), Me::Unsaid, None),
        Some(Identity::All(actor)) => (user(), Me::Named(actor.clone()), Some(actor)),
        Some(Identity::Each(actors)) => {
            let user = account();
            match actors.get(&user) {
                Some(actor) => (actor.clone(), Me::Named(actor.clone()), None),
                None => (user.clone(), Me::Stranger(user), None),
            }
        }
    }
}

/// The account under which the program runs, as the system knows it: the environment can be set to anything.
fn account() -> String {
    #[cfg(unix)]
    {
        let id = nix::unistd::getuid();
        nix::unistd::User::from_uid(id).ok().flatten().map_or_else(|| id.to_string(), |user| user.name)
    }
    #[cfg(not(unix))]
    user()
}

/// The name for the user in the environment.
fn user() -> String {
    let known = ["USER", "LOGNAME", "USERNAME"].into_iter().find_map(environment);
    known.unwrap_or_else(|| "unknown".to_owned())
}

#[expect(clippy::disallowed_methods, reason = "this is the door that reads the environment")]
fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Whether colours may be used on standard output.
pub fn colour() -> bool {
    environment("NO_COLOR").is_none() && std::io::stdout().is_terminal()
}

/// How many columns the terminal has; 100 when it is none.
pub fn columns() -> usize {
    environment("COLUMNS").and_then(|c| c.parse().ok()).or_else(output::terminal_width).unwrap_or(100)
}
