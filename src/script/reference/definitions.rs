//! The functions as a definition file (`.d.rhai`), which editors with a Rhai language server read.

use super::functions;
use crate::script::engine::LanguagePackage;
use crate::ui::messages::Messages;
use rhai::Engine;
use rhai::packages::Package as _;
use std::fmt::Write as _;

/// All that scripts can call: the language's own functions, then those of the program, told in a language.
pub fn definitions(messages: &Messages) -> String {
    let mut engine = Engine::new_raw();
    engine.register_global_module(LanguagePackage::new().as_shared_module());
    let mut text = engine.definitions().single_file();
    for function in functions() {
        let Some(definition) = &function.definition else { continue };
        let example = function.example.lines().map(|line| format!("\n/// {line}")).collect::<String>();
        let told = function.text.of(messages.lang());
        let _ = write!(text, "\n/// {told}\n/// ```rhai{example}\n/// ```\n{definition}\n");
    }
    text
}

/// One function: `fn add_task(c: Case, key: String, task: Map) -> Task;`. None for an indexer, which has no name.
pub fn of(name: &str, params: &[String], gives: &str) -> Option<String> {
    if name.starts_with("index$") {
        return None;
    }
    let params: Vec<(&str, String)> = params
        .iter()
        .map(|param| {
            let (name, kind) = param.split_once(':').unwrap_or((param, "?"));
            (name.trim(), type_name(kind))
        })
        .collect();
    let gives = type_name(gives);
    let is_operator = !name.contains('$') && !name.starts_with(|c: char| c.is_ascii_alphabetic());
    if is_operator {
        let types: Vec<&str> = params.iter().map(|(_, kind)| kind.as_str()).collect();
        return Some(format!("op {name}({}) -> {gives};", types.join(", ")));
    }
    let params: Vec<String> = params.iter().map(|(name, kind)| format!("{name}: {kind}")).collect();
    let name = match name.strip_prefix("get$") {
        Some(property) => format!("get {property}"),
        None => name.to_owned(),
    };
    Some(format!("fn {name}({}) -> {gives};", params.join(", ")))
}

/// A type as scripts know it, from its name in Rust: `&mut Case` is `Case`, `Answer<Array>` is `Array`.
fn type_name(rust: &str) -> String {
    let text: String = rust.replace("&mut", "").replace('&', "").split_whitespace().collect();
    let inner = match text.split_once('<') {
        Some((_, rest)) => rest.trim_end_matches('>').split(',').next().unwrap_or(rest),
        None => &text,
    };
    match inner.rsplit("::").next().unwrap_or(inner) {
        "str" | "ImmutableString" => "String",
        "i64" | "INT" => "int",
        "f64" | "FLOAT" => "float",
        "Dynamic" => "?",
        "FnPtr" => "Fn",
        "" => "()",
        other => other,
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn a_definition_has_the_types_that_scripts_know() {
        let of = |name: &str, params: &[&str], gives: &str| {
            of(name, &params.iter().map(|&p| p.to_owned()).collect::<Vec<_>>(), gives).unwrap_or_default()
        };
        assert_eq!(of("index$get$", &["c: &mut Case", "name: &str"], "Answer<Dynamic>"), "");
        let added = of("add_task", &["c: &mut Case", "key: &str", "task: Map"], "Answer < Task >");
        assert_eq!(added, "fn add_task(c: Case, key: String, task: Map) -> Task;");
        assert_eq!(of("get$due", &["t: &mut Task"], "Answer<Dynamic>"), "fn get due(t: Task) -> ?;");
        assert_eq!(of("+", &["date: Date", "term: Term"], "Answer<Date>"), "op +(Date, Term) -> Date;");
        assert_eq!(of("today", &[], "Answer<handle::Date>"), "fn today() -> Date;");
        assert_eq!(of("on", &["day: Dynamic"], "Answer<()>"), "fn on(day: ?) -> ();");
    }
}
