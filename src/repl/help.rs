//! `help`: the commands with a line each, one command with what it takes, or a function of scripts.

use super::commands::{Commands, Parameter, Shape};
use super::functions::documented;
use crate::cmd::{CmdError, Context, Report};
use crate::flow::find;
use crate::script::reference::{self, Documented};
use crate::ui::failure::Failure;
use serde_json::{Value, json};

/// The help that words ask for: none asks for all commands, others for the command or the function they name.
pub fn of(commands: &Commands, words: &[String], context: &Context) -> Result<Report, CmdError> {
    let word = words.iter().find(|word| !word.starts_with('-'));
    let functions = word.map(|word| named(word)).unwrap_or_default();
    match (commands.named(words), word) {
        (Some((path, shape)), _) => Ok(one(&path, shape, &functions, commands, context)),
        (None, None) => Ok(all(commands, context)),
        (None, Some(_)) if !functions.is_empty() => Ok(told(&functions, context)),
        (None, Some(word)) => Err(unknown(word, commands)),
    }
}

/// The functions, properties and hooks of this name, however it is written: `due`, `t.due`, `add_task(`.
fn named(typed: &str) -> Vec<&'static Documented> {
    let head = typed.split('(').next().unwrap_or(typed);
    let name = head.rsplit('.').next().unwrap_or(head);
    documented().iter().filter(|function| function.name == name).collect()
}

/// Functions, each as in the reference.
fn told(functions: &[&Documented], context: &Context) -> Report {
    let texts = functions.iter().map(|function| {
        let entry = reference::entry(function, &context.messages);
        let plain = entry.lines().filter(|line| !line.starts_with("```"));
        let indented = plain.map(|line| format!("  {line}").trim_end().to_owned());
        format!("{}\n{}", function.signature, indented.collect::<Vec<_>>().join("\n"))
    });
    let json = functions.iter().map(|function| reference::json(function, context.messages.lang()));
    Report::text(texts.collect::<Vec<_>>().join("\n\n"), json.collect())
}

/// The refusal of a line that the REPL itself cannot follow.
pub fn refused(key: &str) -> CmdError {
    CmdError::Told(Box::new(Failure::told(2, key, &json!({}), Vec::new())))
}

/// The refusal of a word that names no command.
fn unknown(typed: &str, commands: &Commands) -> CmdError {
    let functions = documented().iter().map(|function| function.name.as_str());
    let near = find::near(typed, commands.names().chain(functions));
    let facts = json!({ "typed": typed, "near": near });
    CmdError::Told(Box::new(Failure::told(2, "repl-unknown-command", &facts, Vec::new())))
}

fn all(commands: &Commands, context: &Context) -> Report {
    let own = [("help", "help-help"), ("exit", "help-exit")];
    let own = own.map(|(name, key)| (name.to_owned(), context.say(key)));
    let rows: Vec<(String, String)> =
        commands.all.iter().map(|shape| (shape.name.clone(), shape.about.clone())).chain(own).collect();
    let json = rows.iter().map(|(name, about)| json!({ "name": name, "about": about })).collect::<Value>();
    let text = format!("{}\n\n{}", columns(&rows), context.say("repl-help-more"));
    Report::text(text, json)
}

fn one(
    path: &[&str],
    shape: &Shape,
    functions: &[&Documented],
    commands: &Commands,
    context: &Context,
) -> Report {
    let mut parts = vec![shape.about.clone(), format!("  {}", usage(path, shape))];
    let below: Vec<(String, String)> =
        shape.below.iter().map(|s| (s.name.clone(), s.about.clone())).collect();
    let rows = |parameters: &[Parameter]| parameters.iter().map(row).collect::<Vec<_>>();
    let own = [rows(&shape.places), rows(&shape.options)].concat();
    for rows in [below, own] {
        if !rows.is_empty() {
            parts.push(columns(&rows));
        }
    }
    if shape.below.is_empty() {
        parts.push(format!("{}\n{}", context.say("repl-help-global"), columns(&rows(&commands.global))));
    }
    if !functions.is_empty() {
        let lang = context.messages.lang();
        let rows = functions.iter().map(|f| (f.signature.clone(), f.text.first_sentence(lang).to_owned()));
        parts.push(format!("{}\n{}", context.say("repl-help-also"), columns(&rows.collect::<Vec<_>>())));
    }
    Report::text(parts.join("\n\n"), json!({ "name": path.join(" "), "about": shape.about }))
}

/// How a command is typed: `open KIND --subject ACTOR […]`.
pub fn usage(path: &[&str], shape: &Shape) -> String {
    let mut words: Vec<String> = path.iter().map(|&word| word.to_owned()).collect();
    if !shape.below.is_empty() {
        let below: Vec<&str> = shape.below.iter().map(|shape| shape.name.as_str()).collect();
        words.push(below.join(" | "));
        return words.join(" ");
    }
    for place in &shape.places {
        words.push(if place.required { typed(place) } else { format!("[{}]", typed(place)) });
    }
    words.extend(shape.options.iter().filter(|option| option.required).map(typed));
    if shape.options.iter().any(|option| !option.required) {
        words.push("[…]".to_owned());
    }
    words.join(" ")
}

fn row(parameter: &Parameter) -> (String, String) {
    (typed(parameter), parameter.help.clone())
}

/// An argument as it is typed: `--subject ACTOR`, `CASE`, `--overdue`.
fn typed(parameter: &Parameter) -> String {
    let parts = [parameter.flag.as_deref(), parameter.value.as_deref()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Two columns, the first of plain letters.
fn columns(rows: &[(String, String)]) -> String {
    let width = rows.iter().map(|(left, _)| left.len()).max().unwrap_or_default();
    let lines = rows.iter().map(|(left, right)| format!("  {left:width$}  {right}").trim_end().to_owned());
    lines.collect::<Vec<_>>().join("\n")
}
