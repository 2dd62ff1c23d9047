//! `run`: a bulk script, in one transaction.

use super::context::Context;
use super::failure::CmdError;
use super::rehearsal::{answer, object};
use super::report::Report;
use crate::app::{Mode, Request, Rights};
use crate::domain::event::{Entry, Event};
use crate::domain::field::FieldSpec;
use crate::flow::{FlowError, Run};
use crate::remind::{Delivery, Retry, deliver};
use crate::script::{Argument, Arguments, DoorScript, ScriptHost, Value as ScriptValue, check_size, shown};
use clap::{Args, CommandFactory as _};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// Arguments of `run`.
#[derive(Debug, Args)]
pub struct RunArgs {
    /// The script: a file, or a path below the home folder; --help after it lists its arguments
    #[arg(allow_hyphen_values = true)]
    pub file: PathBuf,
    /// Its arguments: --name value
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "--NAME VALUE")]
    pub args: Vec<String>,
}

/// How the command is typed.
fn usage() -> String {
    let mut cli = super::Cli::command();
    cli.build();
    let help = cli.find_subcommand_mut("run").map(|run| run.render_help().to_string());
    help.unwrap_or_default().trim_end().to_owned()
}

/// What follows the script, sorted.
#[derive(Debug, Default)]
struct Typed {
    pairs: Vec<(String, String)>,
    help: bool,
}

/// Runs the script.
pub fn run(args: &RunArgs, context: &mut Context) -> Result<Report, CmdError> {
    if ["--help", "-h"].iter().any(|asked| args.file.as_os_str() == *asked) {
        return Ok(Report::text(usage(), json!(usage())));
    }
    let typed = sort(context, &args.args)?;
    let (path, text) = read(context, &args.file)?;
    let host = context.app.host();
    let name = path.display().to_string();
    let script = host.door_script(&name, &text)?;
    if typed.help {
        return help(context, &host, &script, &name, &text);
    }
    context.why = format!("{} · {name}", context.why);
    let mut wrong = None;
    let result = context.write(|run| {
        let declared = host.arguments(run, &script)?;
        match arguments(run, &declared, &typed.pairs)? {
            Ok(map) => host.main(run, &script, map),
            Err(fault) => {
                wrong = Some(fault);
                Ok(ScriptValue::UNIT)
            }
        }
    });
    if let Some(ArgumentFault { key, name, known }) = wrong {
        return Err(CmdError::usage(context.tell(key, &[("name", &name), ("known", &known)])));
    }
    let outcome = result?;
    let delivered = deliver_queued(context, &outcome.entries)?;
    let value = shown(&outcome.value);
    let mut sentence = context.tell("report-ran", &[("file", &name), ("count", &outcome.count.to_string())]);
    for delivery in &delivered {
        sentence.push_str(&format!("\n{}", super::ticks::line(context, delivery)));
    }
    let json = object(&[
        ("file", json!(name)),
        ("count", json!(outcome.count)),
        ("value", json!(value)),
        ("messages", json!(delivered)),
    ]);
    Ok(answer(context, sentence, &outcome, json))
}

/// Delivers the messages that the script's reminders queued.
fn deliver_queued(context: &mut Context, entries: &[Entry]) -> Result<Vec<Delivery>, CmdError> {
    let queued = entries.iter().any(|entry| match &entry.event {
        Event::RungFired { messages, .. } => !messages.is_empty(),
        Event::DigestQueued { .. } | Event::NoteQueued { .. } => true,
        _ => false,
    });
    if context.mode == Mode::Rehearsal || !queued {
        return Ok(Vec::new());
    }
    // Who may queue a message sends it with what else is due.
    let request = Request { rights: Rights::Office, ..context.request() };
    let channels = context.channels();
    Ok(deliver(&mut context.app, &request, &channels, Retry::WhenDue)?)
}

/// Takes `--name value` and `--name=value` apart; the options every command has are taken here too, wherever they stand.
fn sort(context: &mut Context, words: &[String]) -> Result<Typed, CmdError> {
    let mut typed = Typed::default();
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let Some(option) = word.strip_prefix("--") else {
            return Err(CmdError::usage(context.tell("usage-argument", &[("word", word)])));
        };
        match option {
            "help" => typed.help = true,
            "rehearse" => context.mode = Mode::Rehearsal,
            _ => {
                let (name, value) = match option.split_once('=') {
                    Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
                    None => (option.to_owned(), words.next().cloned()),
                };
                let Some(value) = value else {
                    return Err(CmdError::usage(context.tell("usage-argument-value", &[("name", &name)])));
                };
                take(context, &mut typed, name, value)?;
            }
        }
    }
    Ok(typed)
}

fn take(context: &mut Context, typed: &mut Typed, name: String, value: String) -> Result<(), CmdError> {
    match name.as_str() {
        "format" => {
            context.format = <super::Format as clap::ValueEnum>::from_str(&value, true)
                .map_err(|_| CmdError::usage(format!("--format {value}: text | json | csv")))?;
        }
        "now" => context.now = Some(super::context::parse_now(&value)?),
        "as" => context.on_behalf = Some(value),
        "lang" => {
            let global = super::Global { lang: Some(value), ..super::Global::default() };
            context.adopt(&global)?;
        }
        _ => typed.pairs.push((name, value)),
    }
    Ok(())
}

/// Where the script of a file as typed is: there, or below the home folder.
pub(super) fn found(context: &Context, file: &Path) -> PathBuf {
    if file.exists() { file.to_owned() } else { context.app.home().path().join(file) }
}

/// The script of a file as typed, with the name it has for people.
pub(super) fn read(context: &Context, file: &Path) -> Result<(PathBuf, String), CmdError> {
    let path = found(context, file);
    check_size(&path).map_err(FlowError::from)?;
    let text = std::fs::read_to_string(&path).map_err(|cause| CmdError::file(file, cause))?;
    Ok((file.to_owned(), text))
}

struct ArgumentFault {
    key: &'static str,
    name: String,
    known: String,
}

/// The arguments as the script gets them: each declared one, checked against its type.
fn arguments(
    run: &Rc<Run>,
    declared: &[Argument],
    typed: &[(String, String)],
) -> Result<Result<Arguments, ArgumentFault>, FlowError> {
    let known = || declared.iter().map(|a| format!("--{}", a.spec.name)).collect::<Vec<_>>().join(", ");
    if let Some((name, _)) = typed.iter().find(|(name, _)| !declared.iter().any(|a| a.spec.name == *name)) {
        return Ok(Err(ArgumentFault { key: "usage-unknown-argument", name: name.clone(), known: known() }));
    }
    let mut map = Arguments::new();
    for argument in declared {
        let name = &argument.spec.name;
        let given = typed.iter().rev().find(|(n, _)| n == name).map(|(_, value)| value);
        let value = match given {
            Some(text) => crate::script::value_of(&argument.spec, &argument.spec.parse(text, &**run)?),
            None => match &argument.preset {
                Some(preset) => preset.clone(),
                None if argument.spec.optional => ScriptValue::UNIT,
                None => {
                    return Ok(Err(ArgumentFault {
                        key: "usage-missing-argument",
                        name: name.clone(),
                        known: known(),
                    }));
                }
            },
        };
        map.insert(name.as_str().into(), value);
    }
    Ok(Ok(map))
}

fn help(
    context: &mut Context,
    host: &Rc<ScriptHost>,
    script: &DoorScript,
    name: &str,
    text: &str,
) -> Result<Report, CmdError> {
    let declared = context.read(|run| host.arguments(run, script))?.value;
    let about = text.lines().next().and_then(|l| l.strip_prefix("//!")).unwrap_or_default().trim().to_owned();
    let mut lines = vec![format!("run {name}"), about];
    for argument in &declared {
        let FieldSpec { name, title, kind, optional } = &argument.spec;
        let preset = argument.preset.as_ref().map(|p| format!(" [{}]", shown(p))).unwrap_or_default();
        let mark = if *optional || argument.preset.is_some() { "" } else { " *" };
        lines.push(format!("  --{name} {}{mark}  {title}{preset}", kind.pattern()));
    }
    let json = declared.iter().map(|a| json!(a.spec)).collect();
    Ok(Report::text(lines.join("\n"), json))
}
