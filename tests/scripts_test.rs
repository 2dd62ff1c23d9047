//! `scripts test`: what a scripter types, and what the program answers.

mod support;

use serde_json::Value;
use support::{Office, Ran};

/// A package of one step: somebody calls, within three working days; a call that is not answered is made again.
fn calls(office: &Office, tests: &[(&str, &str)]) {
    office.write(
        "scripts/calls/package.rhai",
        r#"fn about() { #{ title: "Gọi điện", label: "1", valid_from: "2022-09-21", office: "BTCTU", kinds: ["call"] } }
fn office_terms() { #{ "call": working_days(3) } }
"#,
    );
    office.write(
        "scripts/calls/call/kind.rhai",
        r#"fn kind() { #{ title: "Cuộc gọi", prefix: "CG", subject: "agency", steps: ["calling"],
    fields: #{ number: #{ type: "number" } }, outcomes: #{ "answered": "đã trả lời", "busy": "máy bận" } } }
"#,
    );
    office.write(
        "scripts/calls/call/calling.rhai",
        r#"//! Gọi điện.

fn start(c) {
    c.add_task("call", #{ title: "Gọi", owner: "BTCTU", outcomes: ["answered", "busy"] });
}

fn opened(c, t) {
    t.set_term(office_term("call"), t);
}

fn closed(c, t) {
    if t.outcome == "busy" {
        start(c);
    }
}
"#,
    );
    for (file, text) in tests {
        office.write(&format!("scripts/calls/tests/{file}"), text);
    }
}

const ANSWERED: &str = r#"/// Gọi được thì xong, hạn ba ngày làm việc.
fn test_answered() {
    let c = open_case("call", "SNV");
    expect_due(c, "call", "2022-09-26");
    c.done("call", "answered");
    expect_status(c, "closed");
}
"#;

const BUSY: &str = r#"/// Máy bận thì gọi lại.
fn test_busy() {
    let c = open_case("call", "SNV");
    c.done("call", "busy");
    expect_open(c, ["call"]);
}
"#;

fn json(ran: &Ran) -> Value {
    serde_json::from_str(&ran.stdout).expect("an answer as JSON")
}

/// The home folder with its files and what is in them.
fn contents(office: &Office) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    fn read(folder: &std::path::Path, found: &mut Vec<(std::path::PathBuf, Vec<u8>)>) {
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            if entry.path().is_dir() {
                read(&entry.path(), found);
            } else {
                found.push((entry.path(), std::fs::read(entry.path()).expect("a file")));
            }
        }
    }
    let mut found = Vec::new();
    read(office.home(), &mut found);
    found.sort();
    found
}

#[test]
fn tests_that_pass_are_listed_by_their_names_and_leave_nothing_behind() {
    let office = Office::new();
    calls(&office, &[("answered.rhai", ANSWERED), ("busy.rhai", BUSY)]);
    let before = contents(&office);
    let text = office.ok(&["scripts", "test", "calls"]);
    assert_eq!(contents(&office), before);
    for line in [
        "calls/tests/answered.rhai",
        "✓ Gọi được thì xong, hạn ba ngày làm việc.",
        "2 tests passed, 0 failed",
    ] {
        assert!(text.contains(line), "{text}");
    }
    let told = json(&office.run(&["scripts", "test", "calls", "--filter", "may ban", "--format", "json"]));
    let tests = told[0]["tests"].as_array().expect("a list");
    assert_eq!(tests.len(), 1);
    assert_eq!((&tests[0]["name"], &tests[0]["passed"]), (&"Máy bận thì gọi lại.".into(), &true.into()));
    assert!(tests[0]["ms"].is_u64() && tests[0]["error"].is_null(), "{told}");
    office.fails(2, &["scripts", "test", "calls", "--filter", "nothing like it"]);
}

#[test]
fn tests_need_no_store() {
    let office = Office::empty();
    calls(&office, &[("answered.rhai", ANSWERED)]);
    office.ok(&["scripts", "test", "calls"]);
    assert!(!office.store().exists());
}

#[test]
fn a_failing_test_shows_its_line_both_values_and_the_tasks() {
    let office = Office::empty();
    calls(&office, &[("answered.rhai", &ANSWERED.replace("2022-09-26", "2022-09-27")), ("busy.rhai", BUSY)]);
    let ran = office.run_in("vi", &["scripts", "test", "calls"]);
    assert_eq!(ran.code, 3, "{}{}", ran.stdout, ran.stderr);
    for line in [
        "✗ Gọi được thì xong, hạn ba ngày làm việc.",
        "Hạn của việc CG-2022-001 call khác mong đợi.",
        "Mong đợi: 27/09/2022",
        "Thực tế: 26/09/2022",
        "--> tests/answered.rhai:4:5",
        "4 |     expect_due(c, \"call\", \"2022-09-27\");",
        "CG-2022-001 · Cuộc gọi: Sở Nội vụ · calling · đang mở",
        "▷ call  Gọi — Ban Tổ chức Tỉnh ủy",
        "Hạn 26/09/2022 · 3 ngày làm việc từ 21/09/2022",
        "✓ Máy bận thì gọi lại.",
        "1 bài kiểm tra đạt, 1 bài không đạt",
    ] {
        assert!(ran.stdout.contains(line), "{line}\n{}", ran.stdout);
    }
    let told = json(&office.run(&["scripts", "test", "calls", "--format", "json"]));
    let test = &told[0]["tests"][0];
    assert_eq!((&test["error"]["error"], &test["place"]["line"]), (&"script-unexpected".into(), &4.into()));
    assert_eq!((&test["case"], &test["tasks"][0]["key"]), (&"CG-2022-001".into(), &"call".into()));
}

/// Each of these fails; what it says, and that the others go on.
const FAILING: [(&str, &str); 9] = [
    ("loop {}", "and was stopped"),
    ("let c = open_case(\"call\", \"SNV\"); refused(|| c.done(\"call\"), \"call\");", "The refusal is not"),
    (
        "let c = open_case(\"call\", \"SNV\"); refused(|| c.done(\"call\", \"cal\"), \"bận\");",
        "The refusal is not",
    ),
    ("let c = open_case(\"call\", \"SNV\"); refused(|| c.dne(\"call\"), \"call\");", "dne"),
    ("let c = open_case(\"call\", \"SNV\"); c.done(\"call\", \"cal\");", "cal"),
    ("let c = open_case(\"call\", \"SNV\"); expect_blocker(c, \"Chưa gọi\");", "Chưa gọi"),
    (
        "let c = open_case(\"call\", \"SNV\"); wait_until(\"2022-10-20\"); expect_reminder(c, \"call\", \"late\");",
        "late",
    ),
    ("wait_until(\"2022-09-01\");", "a day after that of the test's clock"),
    ("expect(1 == 2);", "does not hold"),
];

#[test]
fn a_test_that_breaks_or_loops_ends_and_the_others_go_on() {
    let office = Office::empty();
    let mut text = String::new();
    for (n, (body, _)) in FAILING.iter().enumerate() {
        text.push_str(&format!("fn test_{n}() {{ {body} }}\n"));
    }
    calls(&office, &[("failing.rhai", &text), ("last.rhai", BUSY)]);
    let ran = office.run(&["scripts", "test", "calls", "--format", "json"]);
    assert_eq!(ran.code, 3);
    let told = json(&ran);
    let tests = told[0]["tests"].as_array().expect("a list");
    for (n, (body, says)) in FAILING.iter().enumerate() {
        let error = tests[n]["error"].to_string();
        assert!(tests[n]["passed"] == false && error.contains(says), "{body}\n{error}");
        assert_eq!(tests[n]["place"]["line"], n + 1, "{body}\n{error}");
    }
    assert_eq!(tests[FAILING.len()]["passed"], true, "{told}");
}

#[test]
fn what_is_refused_leaves_nothing_and_the_test_goes_on() {
    let office = Office::empty();
    let test = r#"fn test_refused() {
    on("2022-09-22");
    let c = open_case("call", "SNV");
    refused(|| { c.number = 7; open_case("call", "STC"); c.done("call", "nobody"); }, "nobody");
    expect_field(c, "number", ());
    expect_equal(cases().of_kind("call").len(), 1);
    expect_equal(today(), date("2022-09-22"));
    expect_due(c, "call", "2022-09-27");
    c.done("call", "answered");
    expect_status(c, "closed");
}
"#;
    calls(&office, &[("refused.rhai", test)]);
    office.ok(&["scripts", "test", "calls"]);
}

#[test]
fn a_mistake_in_the_package_or_in_a_test_file_is_told_with_its_place() {
    let office = Office::empty();
    calls(&office, &[("answered.rhai", "fn test_answered() {\n    let c = ;\n}\n")]);
    let told = office.refused(3, &["scripts", "test", "calls"]);
    assert_eq!((told.error.as_str(), &told.json["place"]["line"]), ("script-syntax", &2.into()));
    calls(&office, &[("answered.rhai", "fn test_answered(c) {}\n")]);
    assert_eq!(office.refused(3, &["scripts", "test", "calls"]).error, "script-inconsistent");
    calls(&office, &[("answered.rhai", ANSWERED)]);
    office.write("scripts/calls/package.rhai", "fn about() { #{ }\n");
    let told = office.refused(3, &["scripts", "test", "calls"]);
    assert_eq!(told.json["place"]["file"], "package.rhai");
}

#[test]
fn a_package_without_tests_is_told() {
    let office = Office::empty();
    calls(&office, &[]);
    assert!(office.ok(&["scripts", "test", "calls"]).contains("Procedure calls has no tests"));
    office.fails(2, &["scripts", "test", "nothing"]);
}

#[test]
fn coverage_names_the_lines_that_no_test_ran() {
    let office = Office::empty();
    calls(&office, &[("answered.rhai", ANSWERED)]);
    let ran = office.run(&["scripts", "test", "calls", "--coverage"]);
    assert_eq!(ran.code, 0);
    assert!(ran.stdout.contains("call/calling.rhai:13  start(c);"), "{}", ran.stdout);
    office.write("scripts/calls/tests/busy.rhai", BUSY);
    let told = json(&office.run(&["scripts", "test", "calls", "--coverage", "--format", "json"]));
    let coverage = &told[0]["coverage"];
    assert_eq!((&coverage["gaps"], &coverage["run"]), (&Value::Array(Vec::new()), &coverage["statements"]));
    assert!(coverage["statements"].as_u64() > Some(5), "{coverage}");
}

#[test]
fn a_change_that_no_test_notices_is_named() {
    let office = Office::empty();
    calls(&office, &[("answered.rhai", ANSWERED)]);
    let args = ["scripts", "test", "calls", "--mutate"];
    let few = json(&office.run(&[&args[..], &["--format", "json"]].concat()));
    let text = office.ok(&args);
    assert!(text.contains("call/calling.rhai:13:9  start(c); → (taken out)"), "{text}");
    office.write("scripts/calls/tests/busy.rhai", BUSY);
    let more = json(&office.run(&[&args[..], &["--format", "json"]].concat()));
    let caught = |told: &Value| told[0]["caught"].as_u64().expect("a count");
    assert!(caught(&more) > caught(&few), "{few}\n{more}");
    assert_eq!(more[0]["changes"], few[0]["changes"]);
    let missed = more[0]["missed"].as_array().expect("a list");
    assert!(!missed.iter().any(|one| one["file"] == "call/calling.rhai"), "{more}");
    // Tests that fail anyway can say nothing of changes.
    office.write("scripts/calls/tests/bad.rhai", "fn test_bad() { expect(false); }\n");
    assert_eq!(office.run(&args).code, 3);
}

#[test]
fn the_shipped_package_passes_and_every_statement_of_it_runs() {
    let office = Office::empty();
    let shipped = concat!(env!("CARGO_MANIFEST_DIR"), "/scripts");
    support::copy_folder(std::path::Path::new(shipped), &office.home().join("scripts"));
    let ran = office.run(&["scripts", "test", "rotation", "--coverage", "--format", "json"]);
    let told = json(&ran);
    assert_eq!(ran.code, 0, "{told}");
    assert_eq!(told[0]["coverage"]["gaps"], Value::Array(Vec::new()), "{}", told[0]["coverage"]);
    assert!(told[0]["passed"].as_u64() >= Some(75), "{told}");
}
