//! The scripter's reference holds what it promises: every function is told and shown, and every example is true.

mod support;

use quytrinh::app::{App, Home, Mode, Request, Rights};
use quytrinh::clock::Now;
use quytrinh::flow::Who;
use quytrinh::script::reference::{self, Documented};
use quytrinh::script::shapes::SHAPES;
use quytrinh::script::{Functions, Variables};
use quytrinh::ui::lang::Lang;
use quytrinh::ui::messages::Messages;
use std::collections::BTreeMap;
use support::Office;

/// A round on 22/9/2022 whose first request, to district 522, has its letter recorded.
fn prepared() -> Office {
    let mut office = Office::new();
    // District 522 has a day off of its own, so that its calendar can be named.
    let own = "holidays = [\n    { date = 2022-12-20, name = \"Lễ hội\", scope = \"522\" },";
    office.edit("calendars/2022.toml", "holidays = [", own);
    office.ok(&["open", "round", "--subject", "BTCTU"]);
    office.on("2022-09-22").ok(&["done", "VT-2022-001", "letter", "--doc", "01-CV/BTCTU 22/9/2022"]);
    office
}

fn request() -> Request {
    Request {
        who: Who { by: "clerk".to_owned(), on_behalf: None },
        rights: Rights::Office,
        why: "examples".to_owned(),
        now: Now::parse("2022-09-22"),
        mode: Mode::Rehearsal,
        as_of: None,
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

/// The longest first sentence: a menu of completion shows it beside the name.
const LONGEST_SENTENCE: usize = 110;

#[test]
fn every_function_is_told_in_both_languages_and_shown() {
    let functions = reference::functions();
    assert!(functions.len() > 200, "{}", functions.len());
    let bare: Vec<String> = functions
        .iter()
        .filter(|f| f.text.en.is_empty() || !is_vietnamese(&f.text.vi) || f.example.is_empty())
        .map(told)
        .collect();
    assert!(bare.is_empty(), "without a text in English or Vietnamese, or without an example: {bare:#?}");
    for lang in Lang::ALL {
        let long: Vec<String> = functions
            .iter()
            .filter(|f| f.text.first_sentence(lang).chars().count() > LONGEST_SENTENCE)
            .map(told)
            .collect();
        assert!(long.is_empty(), "first sentences too long for a menu in {lang:?}: {long:#?}");
    }
}

/// Vietnamese of more than a word or two has letters with marks.
fn is_vietnamese(text: &str) -> bool {
    !text.is_ascii()
}

#[test]
fn every_key_of_a_map_is_told_in_both_languages_and_shown() {
    let functions = reference::functions();
    for shape in SHAPES {
        let of: Vec<&Documented> =
            functions.iter().filter(|f| shape.of.contains(&f.signature.as_str())).collect();
        assert_eq!(of.len(), shape.of.len(), "{:?} are not all in the reference", shape.of);
        let examples: String = of.iter().map(|f| f.example.as_str()).collect();
        for key in shape.keys {
            let (name, said) = (key.name, &key.said);
            assert!(!said.en.is_empty() && is_vietnamese(said.vi), "{name} of {:?} is not told", shape.of);
            assert!(examples.contains(&format!("{name}:")), "no example of {:?} has {name}", shape.of);
        }
    }
}

#[test]
fn every_example_is_true() {
    let office = prepared();
    let mut app = App::new(Home::new(office.home()));
    let wrong: Vec<String> = reference::functions()
        .iter()
        .filter(|function| ![reference::TESTS, reference::HOOKS].contains(&function.noun))
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
        let called = match signature.trim_start_matches("fn ").split_once('(') {
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

/// What the examples of hooks leave out of their small procedure.
const AROUND_THE_HOOKS: [(&str, &str); 6] = [
    (
        "leave/season/kind.rhai",
        r#"fn kind() { #{ title: "Đợt nghỉ", prefix: "DN", subject: "agency", steps: ["step1"] } }"#,
    ),
    (
        "leave/season/step1.rhai",
        r#"fn start(c) { c.add_task("end", #{ title: "Kết thúc đợt", owner: office() }); }"#,
    ),
    ("leave/leave/decided.rhai", "//! Đã duyệt.\nfn start(c) { }\nfn next(c) { () }"),
    (
        "leave/letters/late.txt",
        "nhắc {{ task.title }}\n\nKính gửi: {{ to.address }}\n\nNơi nhận:\n- Như trên.\n",
    ),
    ("jobs/unanswered.rhai", r#"fn main() { note("week", office(), "đơn đang chờ", "…"); }"#),
    (
        "leave/tests/hooks.rhai",
        r#"fn asked(code) {
    set_actor(code, #{ kind: "cadre", name: `Cán bộ ${code}`, parent: "SNV" });
    let season = cases().of_kind("season").first();
    if season == () { season = open_case("season", "BTCTU"); }
    let c = season.open_child("leave", code);
    c
}

/// Đơn được duyệt, đơn không được duyệt.
fn test_answered() {
    on("2022-10-03");
    let c = asked("CB01");
    expect_equal(c.title, "Đơn nghỉ phép của Cán bộ CB01");
    expect_due(c, "approval", "2022-10-06");
    c.task("approval").extend(working_days(1), "Chờ họp", "Quy chế cơ quan");
    refused(|| c.task("approval").extend(working_days(1), "Chờ họp", "Quy chế cơ quan"), "");
    refused(|| c.done("approval", #{ set: #{ days: 20 } }), "nhiều nhất 12 ngày");
    c.done("approval", #{ set: #{ days: 5 } });
    expect_blocker(c, "người làm thay");
    expect_remark(c.parent, "bị kẹt");
    c.correct(#{ deputy: asked("CB02").subject }, "ghi thiếu");
    expect_outcome(c, "completed");
    let other = cases().of_subject("CB02").first();
    other.done("approval", "refused", #{ set: #{ days: 1 } });
    expect_outcome(other, "refused");
    expect_remark(c.parent, "refused");
}

/// Đơn không ai trả lời.
fn test_unanswered() {
    on("2022-10-03");
    let c = asked("CB01");
    wait_until("2022-10-10");
    expect_outcome(c, "refused");
    expect_reminder(c, "approval", "due-soon");
}
"#,
    ),
];

/// The examples of hooks are one small procedure; its tests run every line of them.
#[test]
fn every_example_of_a_hook_runs() {
    let mut office = Office::new();
    let mut files: BTreeMap<&str, String> = BTreeMap::new();
    let functions = reference::functions();
    let hooks = functions.iter().filter_map(|f| f.place.map(|place| (place.file, f.example.as_str())));
    for (file, text) in hooks.chain(AROUND_THE_HOOKS) {
        files.entry(file).or_default().push_str(&format!("{text}\n\n"));
    }
    for (file, text) in &files {
        office.write(&format!("scripts/{file}"), text);
    }
    office.ok(&["scripts", "check", "leave"]);
    let ran = office.run(&["scripts", "test", "leave", "--coverage", "--format", "json"]);
    let told: serde_json::Value = serde_json::from_str(&ran.stdout).expect("the results");
    assert_eq!(ran.code, 0, "{}", told[0]["tests"]);
    // Moving a case is no part of a test of a package; that is done below.
    let moving: String = functions
        .iter()
        .filter(|f| ["plan_move", "migrated"].contains(&f.name.as_str()))
        .map(|f| f.example.as_str())
        .collect();
    let gaps = told[0]["coverage"]["gaps"].as_array().expect("gaps");
    let gaps: Vec<_> =
        gaps.iter().filter(|g| !moving.contains(g["excerpt"].as_str().unwrap_or("?"))).collect();
    assert!(gaps.is_empty(), "lines of examples that nothing ran: {gaps:?}");
    office.ok(&["scripts", "publish", "leave", "--reason", "examples"]);
    office.ok(&["actor", "set", "CB01", "--kind", "cadre", "--name", "Cán bộ Số 01", "--parent", "SNV"]);
    office.ok(&["open", "leave/season", "--subject", "BTCTU"]);
    office.ok(&["open", "leave/leave", "--subject", "CB01"]);
    office.ok(&["run", "scripts/bulk/remarks.rhai", "--text", "Đã gọi điện thoại", "--about", "CB01"]);
    let remarks = office.json(&["show", "NP-2022-0001"]);
    assert!(remarks["remarks"].to_string().contains("Đã gọi điện thoại"), "{remarks}");
    office.edit("scripts/leave/package.rhai", "working_days(3)", "working_days(4)");
    let kind = "term-set.approval.clock.term=Chỉ đơn mới";
    office.edit("scripts/leave/tests/hooks.rhai", "2022-10-06", "2022-10-07");
    office.ok(&["scripts", "publish", "leave", "--reason", "examples", "--accept", kind]);
    let plan = office.home().join("migration.toml").display().to_string();
    office.ok(&["migrate", "plan", "leave", "--reason", "examples", "--out", &plan]);
    let text = std::fs::read_to_string(&plan).expect("the plan");
    assert!(text.contains("Đơn chưa có ý kiến"), "{text}");
    office.ok(&["migrate", "run", &plan]);
    let moved = office.json(&["show", "NP-2022-0001"]);
    assert!(moved["remarks"].to_string().contains("Chuyển từ bản 2022"), "{moved}");
    let planned = office.on("2022-09-21").json(&["schedule", "--list"]);
    let job =
        planned.as_array().expect("jobs").iter().find(|job| job["job"] == "unanswered").expect("the job");
    assert_eq!(job["at"], "0 8 * * 1", "{planned}");
}

#[test]
fn the_references_in_the_scripts_folder_are_those_the_program_prints() {
    for (lang, name) in [(Lang::En, "REFERENCE.md"), (Lang::Vi, "REFERENCE.vi.md")] {
        let path = format!("{}/scripts/{name}", env!("CARGO_MANIFEST_DIR"));
        let file = std::fs::read_to_string(&path).unwrap_or_default();
        let made = reference::markdown(&Messages::new(lang, "quytrinh"));
        let lang = lang.name();
        assert!(file == made, "make it again: quytrinh --lang {lang} scripts reference > scripts/{name}");
    }
}

/// An editor learns every function, with types that scripts know, in the language that was asked for.
#[test]
fn the_definitions_for_editors_tell_every_function() {
    let office = Office::empty();
    let text = office.run_in("vi", &["scripts", "reference", "--definitions"]).stdout;
    assert!(text.starts_with("module static;"), "{}", &text[..80]);
    let known = [
        "Case", "Task", "Actor", "Document", "Date", "Term", "Blocker", "Rung", "List", "String", "int",
        "float", "bool", "char", "Array", "Map", "Fn", "?", "()",
    ];
    for function in reference::functions() {
        let Some(definition) = &function.definition else { continue };
        let entry = format!("/// {}\n/// ```rhai", function.text.vi);
        assert!(text.contains(&entry) && text.contains(definition.as_str()), "{definition}");
        let (head, gives) = definition.split_once(") -> ").expect("what it gives");
        let params = head.split_once('(').expect("parameters").1;
        let types = params.split(", ").filter(|p| !p.is_empty());
        let types = types.map(|p| p.split_once(": ").map_or(p, |(_, kind)| kind));
        for kind in types.chain([gives.trim_end_matches(';')]) {
            assert!(known.contains(&kind), "`{kind}` of `{definition}` is no type that scripts know");
        }
    }
}
