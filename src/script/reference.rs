//! The scripter's reference, from the doc comments of the host functions.

use super::{api, test};
use serde::Serialize;

/// The noun of the functions that only tests have.
pub const TESTS: &str = "tests";

/// A host function as documented.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Documented {
    /// The noun it belongs to.
    pub noun: String,
    /// How it is called: `c.add_task(key, task)`, `t.due`.
    pub signature: String,
    /// What it does.
    pub text: String,
    /// An example that holds.
    pub example: String,
}

/// Every function that scripts can call, in the order of nouns and names.
pub fn functions() -> Vec<Documented> {
    let mut all = Vec::new();
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
                let params = f.metadata.params_info.iter().map(ToString::to_string).collect::<Vec<_>>();
                let comments = f.metadata.comments.iter().map(ToString::to_string).collect::<Vec<_>>();
                Some(document(noun, &f.metadata.name, &params, &comments.join("\n")))
            },
            false,
        );
        found.sort();
        found.dedup();
        all.extend(found);
    }
    all
}

/// The reference as Markdown.
pub fn markdown() -> String {
    let mut text = String::from(
        "# Script reference\n\nMade by `quytrinh scripts reference` from the host functions' own documentation. \
         Each example is run by a test, with `c` the request to district 522 and `t` its task `answer`. The functions \
         of `tests` are those that only the tests of a package have.\n",
    );
    let mut noun = String::new();
    for function in functions() {
        if function.noun != noun {
            noun.clone_from(&function.noun);
            text.push_str(&format!("\n## {noun}\n"));
        }
        text.push_str(&format!(
            "\n### `{}`\n\n{}\n\n```rhai\n{}\n```\n",
            function.signature, function.text, function.example
        ));
    }
    text
}

fn document(noun: &str, name: &str, params: &[String], comments: &str) -> Documented {
    let lines =
        comments.lines().map(|l| l.trim().strip_prefix("///").unwrap_or(l.trim()).trim_start().to_owned());
    let lines: Vec<String> = lines.collect();
    let text: Vec<&str> = lines.iter().map(String::as_str).take_while(|l| !l.starts_with("```")).collect();
    let example: Vec<&str> = lines
        .iter()
        .map(String::as_str)
        .skip_while(|l| !l.starts_with("```"))
        .skip(1)
        .take_while(|l| !l.starts_with("```"))
        .collect();
    Documented {
        noun: noun.to_owned(),
        signature: signature(name, params),
        text: text.join(" ").trim().to_owned(),
        example: example.join("\n"),
    }
}

fn signature(name: &str, params: &[String]) -> String {
    let names: Vec<&str> = params.iter().map(|p| p.split(':').next().unwrap_or(p).trim()).collect();
    let receiver = names.first().copied().unwrap_or_default();
    let rest = names.get(1..).unwrap_or_default().join(", ");
    let is_word = name.starts_with(|c: char| c.is_ascii_alphabetic());
    if let Some(property) = name.strip_prefix("get$") {
        return format!("{receiver}.{property}");
    }
    match name {
        "index$get$" if receiver == "list" => format!("{receiver}[{rest}]"),
        "index$get$" => format!("{receiver}.FIELD"),
        "index$set$" => format!("{receiver}.FIELD = value"),
        _ if !is_word && names.len() == 2 => format!("{receiver} {name} {rest}"),
        // Expectations read as sentences.
        _ if ["c", "t", "a", "d", "list"].contains(&receiver) && !name.starts_with("expect_") => {
            format!("{receiver}.{name}({rest})")
        }
        _ => format!("{name}({})", names.join(", ")),
    }
}
