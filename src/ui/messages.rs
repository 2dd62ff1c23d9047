//! The texts of the program, by key, in one language.

use super::lang::Lang;
use super::value;
use fluent_bundle::resolver::ResolverError;
use fluent_bundle::resolver::errors::ReferenceKind;
use fluent_bundle::{FluentArgs, FluentBundle, FluentError, FluentResource, FluentValue};
use serde_json::{Map, Value};
use std::cell::OnceCell;

/// The facts of a failure, a notice or an event, by name.
pub type Facts = Map<String, Value>;

/// What a JSON object says, as arguments of a text.
pub fn arguments_of(facts: &Value) -> Vec<(&str, Value)> {
    facts.as_object().into_iter().flatten().map(|(name, value)| (name.as_str(), value.clone())).collect()
}

/// What stands for a fact that is absent: null, an empty list, an empty text, or not given at all.
pub(super) const NONE: &str = "none";

/// How many files the texts of a language are in.
const AREAS: usize = 12;

macro_rules! areas {
    ($lang:literal) => {
        [
            include_str!(concat!("messages/", $lang, "/report.ftl")),
            include_str!(concat!("messages/", $lang, "/refusal.ftl")),
            include_str!(concat!("messages/", $lang, "/field.ftl")),
            include_str!(concat!("messages/", $lang, "/script.ftl")),
            include_str!(concat!("messages/", $lang, "/syntax.ftl")),
            include_str!(concat!("messages/", $lang, "/store.ftl")),
            include_str!(concat!("messages/", $lang, "/notice.ftl")),
            include_str!(concat!("messages/", $lang, "/doctor.ftl")),
            include_str!(concat!("messages/", $lang, "/event.ftl")),
            include_str!(concat!("messages/", $lang, "/repl.ftl")),
            include_str!(concat!("messages/", $lang, "/help.ftl")),
            include_str!(concat!("messages/", $lang, "/reference.ftl")),
        ]
    };
}

const VI: [&str; AREAS] = areas!("vi");
const EN: [&str; AREAS] = areas!("en");

/// A message with its way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What is the matter.
    pub text: String,
    /// What can be done, if the message says so.
    pub hint: Option<String>,
}

/// The texts in one language. Only that language is ever read, file after file until the first text asked for is found:
/// what an act answers stands in the first file, so that a single command reads little more.
pub struct Messages {
    lang: Lang,
    prog: &'static str,
    areas: [OnceCell<FluentBundle<FluentResource>>; AREAS],
}

impl Messages {
    /// The texts in `lang`. `prog` stands before the commands that hints name: `"quytrinh "`, or nothing in the REPL.
    pub fn new(lang: Lang, prog: &'static str) -> Self {
        Self { lang, prog, areas: Default::default() }
    }

    /// The language.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// What stands before the commands that hints name.
    pub fn prog(&self) -> &'static str {
        self.prog
    }

    /// A text. An unknown key gives the key in brackets.
    pub fn text(&self, key: &str, args: &[(&str, Value)]) -> String {
        self.find(key, args).unwrap_or_else(|| format!("[{key}]"))
    }

    /// A text, if there is one of this key. An argument that is not given counts as absent (`none`).
    pub fn find(&self, key: &str, args: &[(&str, Value)]) -> Option<String> {
        self.format(key, Part::Text, &mut self.arguments(args))
    }

    /// The way out that belongs to a text, if it has one.
    pub fn hint(&self, key: &str, args: &[(&str, Value)]) -> Option<String> {
        self.format(key, Part::Hint, &mut self.arguments(args))
    }

    /// A text with its way out, from the facts of a failure; facts may hold other failures with tags of their own.
    pub fn tell(&self, key: &str, facts: &Facts) -> Told {
        let mut args = value::of_facts(self, facts);
        let text = self.format(key, Part::Text, &mut args).unwrap_or_else(|| format!("[{key}]"));
        let hint = self.format(key, Part::Hint, &mut args).filter(|hint| !hint.is_empty() && hint != NONE);
        Told { text, hint }
    }

    fn arguments<'a>(&self, args: &'a [(&str, Value)]) -> FluentArgs<'a> {
        let mut set = FluentArgs::with_capacity(args.len() + 1);
        for (name, given) in args {
            value::set(self, &mut set, name, given);
        }
        set
    }

    fn format(&self, key: &str, part: Part, args: &mut FluentArgs<'_>) -> Option<String> {
        args.set("prog", FluentValue::from(self.prog));
        let bundle = (0..AREAS).map(|area| self.area(area)).find(|bundle| bundle.has_message(key))?;
        let message = bundle.get_message(key)?;
        let pattern = match part {
            Part::Text => message.value()?,
            Part::Hint => message.get_attribute("hint")?.value(),
        };
        loop {
            let mut errors = Vec::new();
            let text = bundle.format_pattern(pattern, Some(args), &mut errors).into_owned();
            let missing: Vec<String> = errors.iter().filter_map(missing).collect();
            if missing.is_empty() {
                return Some(text.replace(" \n", "\n"));
            }
            for name in missing {
                args.set(name, FluentValue::from(NONE));
            }
        }
    }

    fn area(&self, area: usize) -> &FluentBundle<FluentResource> {
        self.areas[area].get_or_init(|| {
            let mut bundle = FluentBundle::new(vec![self.lang.identifier()]);
            bundle.set_use_isolating(false);
            // A mistake in a text costs that text only; a test reads all of them.
            let source = sources(self.lang)[area].to_owned();
            let resource = FluentResource::try_new(source).unwrap_or_else(|(rest, _)| rest);
            bundle.add_resource_overriding(resource);
            bundle
        })
    }
}

/// The source texts of a language.
pub(super) fn sources(lang: Lang) -> &'static [&'static str; AREAS] {
    match lang {
        Lang::Vi => &VI,
        Lang::En => &EN,
    }
}

#[derive(Clone, Copy)]
enum Part {
    Text,
    Hint,
}

/// The argument that a text asked for and did not get.
fn missing(error: &FluentError) -> Option<String> {
    match error {
        FluentError::ResolverError(ResolverError::Reference(ReferenceKind::Variable { id })) => {
            Some(id.clone())
        }
        _ => None,
    }
}
