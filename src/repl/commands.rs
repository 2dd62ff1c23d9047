//! The commands as clap defines them: what help shows and completion offers.

use crate::cmd::Cli;
use crate::domain::actor::ActorKind;
use crate::ui::messages::Messages;
use clap::{Arg, ArgAction, Command, CommandFactory as _};

/// What leads back to the REPL itself and is not offered in it.
const NOT_OFFERED: [&str; 2] = ["repl", "help"];

/// Every command.
#[derive(Debug, Clone)]
pub struct Commands {
    /// The commands, in the order of their definition.
    pub all: Vec<Shape>,
    /// The options that every command has.
    pub global: Vec<Parameter>,
}

/// A command.
#[derive(Debug, Clone)]
pub struct Shape {
    /// Its name: `list`.
    pub name: String,
    /// What it does, in one line.
    pub about: String,
    /// The commands below it.
    pub below: Vec<Self>,
    /// What it takes by place.
    pub places: Vec<Parameter>,
    /// What it takes by name.
    pub options: Vec<Parameter>,
}

/// An argument of a command.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// How it is typed: `--subject`; nothing for one that is known by its place.
    pub flag: Option<String>,
    /// Its short form: `-o`.
    pub short: Option<String>,
    /// What stands for its value: `ACTOR`; nothing for an option that has none.
    pub value: Option<String>,
    /// What its value may be.
    pub takes: Takes,
    /// What it is for, in one line.
    pub help: String,
    /// Whether it must be given.
    pub required: bool,
    /// Whether it may be given again.
    pub again: bool,
}

/// What the value of an argument may be, as far as completion can tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Takes {
    /// No value.
    Nothing,
    /// Any text.
    Text,
    /// A case.
    Case,
    /// A task of the case on the line.
    Task,
    /// An outcome of the task on the line.
    Outcome,
    /// An actor.
    Actor,
    /// A kind of case.
    Kind,
    /// One of these words.
    Words(Vec<String>),
}

impl Commands {
    /// The commands, told in the language of `messages`.
    pub fn new(messages: &Messages) -> Self {
        let root = Cli::command();
        let offered = root.get_subcommands().filter(|command| !NOT_OFFERED.contains(&command.get_name()));
        let global = root.get_arguments().filter(|arg| arg.is_global_set() && arg.get_id() != "home");
        Self {
            all: offered.map(|command| shape(command, "", messages)).collect(),
            global: global.map(|arg| parameter(arg, "", messages)).collect(),
        }
    }

    /// Whether a word is the name of a command.
    pub fn has(&self, word: &str) -> bool {
        self.find(word).is_some() || NOT_OFFERED.contains(&word)
    }

    /// The command of this name.
    pub fn find(&self, word: &str) -> Option<&Shape> {
        self.all.iter().find(|shape| shape.name == word)
    }

    /// The command that words name, and how many of them name it: two for `actor list`.
    pub fn path<'a>(&self, words: impl IntoIterator<Item = &'a str>) -> Option<(&Shape, usize)> {
        let mut words = words.into_iter();
        let mut found = self.find(words.next()?)?;
        let mut depth = 1;
        for word in words {
            let Some(below) = found.below.iter().find(|shape| shape.name == word) else { break };
            found = below;
            depth += 1;
        }
        Some((found, depth))
    }

    /// The command that a line names, and the words that name it; options may stand before them.
    pub fn named<'a>(&self, words: &'a [String]) -> Option<(Vec<&'a str>, &Shape)> {
        let words: Vec<&str> =
            words.iter().map(String::as_str).skip_while(|word| self.find(word).is_none()).collect();
        let (shape, depth) = self.path(words.iter().copied())?;
        Some((words[..depth].to_vec(), shape))
    }

    /// The names of all commands.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.all.iter().map(|shape| shape.name.as_str())
    }
}

fn shape(command: &Command, above: &str, messages: &Messages) -> Shape {
    let path = if above.is_empty() {
        command.get_name().to_owned()
    } else {
        format!("{above}-{}", command.get_name())
    };
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    let (places, options): (Vec<&Arg>, Vec<&Arg>) =
        command.get_arguments().partition(|arg| arg.is_positional());
    Shape {
        name: command.get_name().to_owned(),
        about: messages.find(&format!("help-{path}"), &[]).unwrap_or(about),
        below: command.get_subcommands().map(|below| shape(below, &path, messages)).collect(),
        places: places.into_iter().map(|arg| parameter(arg, &path, messages)).collect(),
        options: options.into_iter().map(|arg| parameter(arg, &path, messages)).collect(),
    }
}

fn parameter(arg: &Arg, path: &str, messages: &Messages) -> Parameter {
    let name = arg.get_long().unwrap_or(arg.get_id().as_str()).replace('_', "-");
    let words = [format!("help-arg-{path}-{name}"), format!("help-arg-{name}")];
    let told = words.iter().find_map(|key| messages.find(key, &[]));
    let value = match arg.get_action() {
        ArgAction::Set | ArgAction::Append => {
            let names = arg.get_value_names().and_then(|names| names.first());
            Some(names.map_or_else(|| name.to_uppercase(), ToString::to_string))
        }
        _ => None,
    };
    Parameter {
        flag: arg.get_long().map(|long| format!("--{long}")),
        short: arg.get_short().map(|short| format!("-{short}")),
        takes: value.as_deref().map_or(Takes::Nothing, |value| takes(value, path)),
        value,
        help: told.unwrap_or_else(|| arg.get_help().map(ToString::to_string).unwrap_or_default()),
        required: arg.is_required_set(),
        again: matches!(arg.get_action(), ArgAction::Append),
    }
}

/// The names of values tell what they are; `vi|en` lists them.
fn takes(value: &str, path: &str) -> Takes {
    match value {
        "CASE" => Takes::Case,
        "TASK" => Takes::Task,
        "OUTCOME" => Takes::Outcome,
        "ACTOR" => Takes::Actor,
        "KIND" if path.starts_with("actor") => {
            Takes::Words(ActorKind::ALL.iter().map(|kind| kind.name().to_owned()).collect())
        }
        "KIND" => Takes::Kind,
        _ if value.contains('|') => Takes::Words(value.split('|').map(ToOwned::to_owned).collect()),
        _ => Takes::Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::lang::Lang;

    #[test]
    fn the_definition_tells_what_each_argument_takes() {
        let commands = Commands::new(&Messages::new(Lang::En, ""));
        let (done, depth) = commands.path(["done", "LC-2022-001"]).unwrap();
        assert_eq!(depth, 1);
        assert_eq!(
            done.places.iter().map(|p| p.takes.clone()).collect::<Vec<_>>(),
            [Takes::Case, Takes::Task]
        );
        let outcome = done.options.iter().find(|o| o.flag.as_deref() == Some("--outcome")).unwrap();
        assert_eq!(outcome.takes, Takes::Outcome);
        let (list, depth) = commands.path(["actor", "list"]).unwrap();
        assert_eq!(depth, 2);
        let kind = list.options.iter().find(|o| o.flag.as_deref() == Some("--kind")).unwrap();
        assert!(matches!(&kind.takes, Takes::Words(words) if words.contains(&"commune".to_owned())));
    }

    #[test]
    fn the_repl_does_not_offer_itself_nor_another_home() {
        let commands = Commands::new(&Messages::new(Lang::Vi, ""));
        assert!(commands.has("repl") && commands.find("repl").is_none());
        assert!(!commands.global.iter().any(|option| option.flag.as_deref() == Some("--home")));
    }
}
