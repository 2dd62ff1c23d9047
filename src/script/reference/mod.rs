//! The scripter's reference, from what stands beside each function in the source: the doc comments of host functions,
//! [`hooks`] and [`super::shapes`].

mod definitions;
mod markdown;

pub use definitions::definitions;
pub use markdown::{entry, markdown};

use super::said::Said;
use super::shapes::{SHAPES, Shape};
use super::{api, hooks, test};
use crate::ui::lang::Lang;
use serde_json::{Value, json};

/// The noun of the functions that scripts define.
pub const HOOKS: &str = "hooks";
/// The noun of the functions that only tests have.
pub const TESTS: &str = "tests";
/// What comes before the Vietnamese text in a doc comment.
const VIETNAMESE: &str = "vi: ";

/// A function as documented.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Documented {
    /// The noun it belongs to.
    pub noun: &'static str,
    /// Its name; a property's name is the property.
    pub name: String,
    /// How it is written: `c.add_task(key, task)`, `t.due`, `fn closed(c, t)`.
    pub signature: String,
    /// What it does.
    pub text: Said<String>,
    /// Where it may stand, for a hook.
    pub place: Option<Place>,
    /// An example that holds.
    pub example: String,
    /// How editors are told of it; none for a hook, and for an indexer, which has no name.
    pub definition: Option<String>,
}

impl Documented {
    /// The maps that it gives or takes.
    pub fn shapes(&self) -> impl Iterator<Item = &'static Shape> {
        SHAPES.iter().filter(|shape| shape.of.contains(&self.signature.as_str()))
    }
}

/// Where a hook may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The key of the message that says so.
    pub key: &'static str,
    /// The file in which the example stands, below `scripts/`.
    pub file: &'static str,
}

/// Every function that scripts can call or define, in the order of nouns and names.
pub fn functions() -> Vec<Documented> {
    let mut all: Vec<Documented> = hooks::HOOKS.iter().map(hook).collect();
    for (noun, module) in api::modules().into_iter().chain([(TESTS, test::api::module())]) {
        let mut engine = rhai::Engine::new_raw();
        engine.register_global_module(module.into());
        let mut found = engine.collect_fn_metadata(
            None,
            |f| {
                // What `to_string` does for a person, this does for `debug`; one of them is enough to tell.
                if f.metadata.name == "to_debug" {
                    return None;
                }
                let params: Vec<String> = f.metadata.params_info.iter().map(ToString::to_string).collect();
                let comments = f.metadata.comments.iter().map(ToString::to_string).collect::<Vec<_>>();
                let comment = Comment::read(&comments.join("\n"));
                Some(Documented {
                    noun,
                    name: f.metadata.name.trim_start_matches("get$").to_owned(),
                    signature: signature(&f.metadata.name, &params),
                    text: comment.text,
                    place: None,
                    example: comment.example,
                    definition: definitions::of(&f.metadata.name, &params, &f.metadata.return_type),
                })
            },
            false,
        );
        found.sort_by(|a, b| (&a.signature, a).cmp(&(&b.signature, b)));
        found.dedup();
        all.extend(found);
    }
    all
}

/// A function for programs, told in a language.
pub fn json(function: &Documented, lang: Lang) -> Value {
    let keys = function.shapes().flat_map(|shape| {
        let of = shape.below;
        shape.keys.iter().map(move |key| {
            json!({ "key": key.name, "below": of, "needed": key.needed, "text": key.said.of(lang) })
        })
    });
    json!({
        "noun": function.noun,
        "name": function.name,
        "signature": function.signature,
        "text": function.text.of(lang),
        "keys": keys.collect::<Vec<_>>(),
        "example": function.example,
    })
}

fn hook(hook: &hooks::Hook) -> Documented {
    Documented {
        noun: HOOKS,
        name: hook.name.to_owned(),
        signature: format!("fn {}", hook.written()),
        text: Said { en: hook.said.en.to_owned(), vi: hook.said.vi.to_owned() },
        place: Some(Place { key: hook.place.key(), file: hook.file }),
        example: hook.example.to_owned(),
        definition: None,
    }
}

/// A doc comment: the text in English, the one in Vietnamese, the example.
struct Comment {
    text: Said<String>,
    example: String,
}

impl Comment {
    fn read(comment: &str) -> Self {
        let (mut english, mut vietnamese, mut example) = (Vec::new(), Vec::new(), Vec::new());
        let (mut is_vietnamese, mut fences) = (false, 0);
        for line in comment.lines() {
            let line = line.trim();
            let line = line.strip_prefix("///").unwrap_or(line);
            let line = line.strip_prefix(' ').unwrap_or(line);
            let told = line.strip_prefix(VIETNAMESE);
            is_vietnamese |= told.is_some();
            match (fences, is_vietnamese) {
                _ if line.starts_with("```") => fences += 1,
                (1, _) => example.push(line),
                (0, true) => vietnamese.push(told.unwrap_or(line)),
                (0, false) => english.push(line),
                _ => {}
            }
        }
        let text = |lines: Vec<&str>| lines.join(" ").trim().to_owned();
        Self { text: Said { en: text(english), vi: text(vietnamese) }, example: example.join("\n") }
    }
}

/// How a call is written. What is called on a value has it as `&mut`; a property is written after it.
fn signature(name: &str, params: &[String]) -> String {
    let names: Vec<&str> = params.iter().map(|p| p.split(':').next().unwrap_or(p).trim()).collect();
    let receiver = names.first().copied().unwrap_or_default();
    let rest = names.get(1..).unwrap_or_default().join(", ");
    let is_word = name.starts_with(|c: char| c.is_ascii_alphabetic());
    let is_method = params.first().is_some_and(|p| p.contains("&mut"));
    if let Some(property) = name.strip_prefix("get$") {
        return format!("{receiver}.{property}");
    }
    match name {
        "index$get$" if receiver == "list" => format!("{receiver}[{rest}]"),
        "index$get$" => format!("{receiver}.FIELD"),
        "index$set$" => format!("{receiver}.FIELD = value"),
        _ if !is_word && names.len() == 2 => format!("{receiver} {name} {rest}"),
        _ if is_method => format!("{receiver}.{name}({rest})"),
        _ => format!("{name}({})", names.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::script::engine::Parts;
    use crate::script::slot::Slot;

    /// What an engine has besides the language is in the reference, whichever module brought it.
    #[test]
    fn everything_that_is_registered_is_in_the_reference() {
        let engine = Parts::new(&Slot::default(), None).engine();
        let registered = engine.collect_fn_metadata(
            None,
            |f| {
                let params: Vec<String> = f.metadata.params_info.iter().map(ToString::to_string).collect();
                (f.metadata.name != "to_debug").then(|| signature(&f.metadata.name, &params))
            },
            false,
        );
        let functions = functions();
        let told = |signature: &String| functions.iter().any(|function| function.signature == *signature);
        assert!(registered.len() > 150, "{}", registered.len());
        assert_eq!(registered.into_iter().filter(|signature| !told(signature)).collect::<Vec<_>>(), [""; 0]);
    }

    #[test]
    fn a_comment_has_two_languages_and_an_example() {
        let read = |text: &str| {
            let Comment { text, example } = Comment::read(text);
            (text.en, text.vi, example)
        };
        let whole = "/// Does it.\n/// Well.\n/// vi: Làm.\n/// Tốt.\n/// ```rhai\n/// a\n/// b\n/// ```";
        let told = |en: &str, vi: &str, example: &str| (en.to_owned(), vi.to_owned(), example.to_owned());
        assert_eq!(read(whole), told("Does it. Well.", "Làm. Tốt.", "a\nb"));
        assert_eq!(read("/// Does it."), told("Does it.", "", ""));
        assert_eq!(read("/// vi: Làm."), told("", "Làm.", ""));
    }

    #[test]
    fn what_is_called_on_a_value_is_written_after_it() {
        let of = |name: &str, params: &[&str]| {
            signature(name, &params.iter().map(|&p| p.to_owned()).collect::<Vec<_>>())
        };
        assert_eq!(of("add_task", &["c: &mut Case", "key: &str"]), "c.add_task(key)");
        assert_eq!(of("get$due", &["t: &mut Task"]), "t.due");
        assert_eq!(of("expect_due", &["c: Case", "task: &str"]), "expect_due(c, task)");
        assert_eq!(of("+", &["date: Date", "term: Term"]), "date + term");
    }
}
