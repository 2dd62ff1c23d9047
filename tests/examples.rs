//! The scripter's reference holds what it promises: every function is told and shown, and every example is true.

mod support;

use quytrinh::app::{App, Home, Mode, Request};
use quytrinh::clock::Now;
use quytrinh::flow::Who;
use quytrinh::script::reference::{self, Documented};
use quytrinh::script::{Functions, Variables};
use support::Office;

/// A round on 22/9/2022 whose first request, to district 522, has its letter recorded.
fn prepared() -> Office {
    let mut office = Office::new();
    office.ok(&["open", "round", "--subject", "BTCTU"]);
    office.on("2022-09-22").ok(&["done", "VT-2022-001", "letter", "--doc", "01-CV/BTCTU 22/9/2022"]);
    office
}

fn request() -> Request {
    Request {
        who: Who { by: "clerk".to_owned(), on_behalf: None },
        why: "examples".to_owned(),
        now: Now::parse("2022-09-22"),
        mode: Mode::Rehearsal,
    }
}

/// What an example comes to, in a rehearsal of its own.
fn run(app: &mut App, example: &str) -> Result<String, String> {
    let host = app.host();
    let outcome = app.write(&request(), |run| {
        let (mut variables, mut functions) = (Variables::new(), Functions::empty());
        let _ = host.line(
            run,
            r#"let c = find_case("VT-2022-001"); let t = c.task("answer");"#,
            &mut variables,
            &mut functions,
        )?;
        host.line(run, example, &mut variables, &mut functions)
    });
    outcome.map(|outcome| outcome.value.to_string()).map_err(|error| format!("{error:?}"))
}

fn told(function: &Documented) -> String {
    format!("{} ({})", function.signature, function.noun)
}

#[test]
fn every_function_is_told_and_shown() {
    let functions = reference::functions();
    assert!(functions.len() > 100, "{}", functions.len());
    let bare: Vec<String> =
        functions.iter().filter(|f| f.text.is_empty() || f.example.is_empty()).map(told).collect();
    assert!(bare.is_empty(), "without text or example: {bare:#?}");
}

#[test]
fn every_example_is_true() {
    let office = prepared();
    let mut app = App::new(Home::new(office.home()));
    let wrong: Vec<String> = reference::functions()
        .iter()
        .filter(|function| function.noun != reference::TESTS)
        .filter_map(|function| match run(&mut app, &function.example) {
            Ok(value) if value == "true" => None,
            other => Some(format!("{}\n    {}\n    {other:?}", told(function), function.example)),
        })
        .collect();
    assert!(wrong.is_empty(), "{} examples are not true:\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(office.verified(), prepared().verified(), "the examples left something in the store");
}

/// The functions that only tests have: each example is a test of the shipped package, and holds when it passes.
#[test]
fn every_example_of_a_test_passes() {
    let office = Office::new();
    let functions = reference::functions();
    let examples: Vec<&Documented> = functions.iter().filter(|f| f.noun == reference::TESTS).collect();
    let tests = examples.iter().enumerate().map(|(n, function)| {
        let signature = &function.signature;
        format!("/// {signature}\nfn test_{n}() {{\n    let c = prepared();\n    {}\n}}\n", function.example)
    });
    let prepared = r#"private fn prepared() {
    open_case("round", "BTCTU");
    on("2022-09-22");
    let c = find_case("VT-2022-001");
    c.done("letter", #{ doc: "01-CV/BTCTU 22/9/2022" });
    c
}
"#;
    let text: String = tests.chain([prepared.to_owned()]).collect();
    office.write("scripts/rotation/tests/examples.rhai", &text);
    let ran = office.run(&["scripts", "test", "rotation", "--filter", "examples.rhai", "--format", "json"]);
    let told: serde_json::Value = serde_json::from_str(&ran.stdout).expect("the results");
    assert_eq!(ran.code, 0, "{}", told[0]["tests"]);
    assert!(!examples.is_empty() && told[0]["passed"] == examples.len(), "{told}");
}

#[test]
fn no_name_is_a_word_that_the_language_keeps() {
    let engine = rhai::Engine::new_raw();
    for function in reference::functions() {
        let signature = &function.signature;
        let called = match signature.split_once('(') {
            Some((call, _)) => format!("{call}()"),
            // An operator or an indexer has no name.
            None if signature.contains([' ', '[']) || signature.ends_with(".FIELD") => continue,
            None => signature.clone(),
        };
        let parsed = engine.compile(&called);
        assert!(parsed.is_ok(), "{}: `{called}` is no Rhai: {parsed:?}", told(&function));
    }
    for kept in ["case", "new", "with", "spawn"] {
        assert!(engine.compile(format!("{kept}()")).is_err(), "{kept} would not be noticed");
    }
}

#[test]
fn the_reference_in_the_scripts_folder_is_the_one_the_program_prints() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/scripts/REFERENCE.md");
    let file = std::fs::read_to_string(path).expect("scripts/REFERENCE.md");
    assert_eq!(
        file,
        reference::markdown(),
        "make it again: quytrinh scripts reference > scripts/REFERENCE.md"
    );
}
