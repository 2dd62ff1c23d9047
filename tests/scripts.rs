//! Scripts: editions are pinned, and mistakes are told with file and line before they count. What runs away is in `sandbox.rs`.

mod support;

use serde_json::{Value, json};
use support::clerk::{Clerk, text};
use support::{Office, Ran};

/// The files of a procedure of one step with these functions in it.
fn trial(office: &Office, step: &str) {
    office.write(
        "scripts/trial/package.rhai",
        "fn about() { #{ title: \"Thử\", label: \"1\", valid_from: \"2022-01-01\", office: \"BTCTU\", kinds: [\"trial\"] } }\n",
    );
    office.write(
        "scripts/trial/trial/kind.rhai",
        "fn kind() { #{ title: \"Thử\", prefix: \"TH\", steps: [\"only\"], fields: #{ count: #{ type: \"number\" } } } }\n",
    );
    office.write("scripts/trial/trial/only.rhai", step);
}

/// The failure that a command told as JSON.
fn told(ran: &Ran) -> Value {
    serde_json::from_str(&ran.stderr).expect("a failure as JSON")
}

#[test]
fn an_edit_on_disk_does_not_touch_a_running_case() {
    let mut clerk = Clerk::at(Office::untested());
    clerk.office.ok(&["open", "round", "--subject", "BTCTU"]);
    clerk.office.write("scripts/rotation/request/step1.rhai", "fn start(c) { this is no script");
    let request = clerk.number("request", "533");
    clerk.records(&request, "letter", "done", &[]);
    assert_eq!(clerk.task(&request, "answer")["due"], "2022-10-12");
    clerk.office.fails(3, &["scripts", "publish"]);
    clerk.records(&request, "answer", "no-reply", &[]);
    // A new round still gets the edition that was published last.
    clerk.office.ok(&["open", "round", "--subject", "BTCTU"]);
    assert_eq!(clerk.case("DOT-2022-02")["edition"], clerk.case("DOT-2022-01")["edition"]);
    clerk.office.verified();
}

#[test]
fn a_new_edition_serves_new_cases_and_what_is_below_them() {
    let mut clerk = Clerk::at(Office::untested());
    clerk.office.ok(&["open", "round", "--subject", "BTCTU"]);
    clerk.office.edit(
        "scripts/rotation/package.rhai",
        "\"answer\": working_days(15)",
        "\"answer\": working_days(20)",
    );
    clerk.office.edit("scripts/rotation/package.rhai", "label: \"2022\"", "label: \"2022a\"");
    let published = clerk.office.json(&["scripts", "publish", "--reason", "Thêm thời gian"]);
    assert_eq!(published["editions"][0]["published"], true);
    assert_eq!(clerk.office.json(&["scripts", "publish"])["editions"][0]["published"], false);
    let editions = clerk.office.json(&["scripts", "list"]);
    let count = |active: bool| {
        let found =
            editions.as_array().expect("a list").iter().find(|e| e["active"] == active).expect("an edition");
        (text(found, "label").to_owned(), found["cases"].clone())
    };
    assert_eq!((count(false), count(true)), (("2022".into(), 14.into()), ("2022a".into(), 0.into())));
    let old = clerk.number("request", "533");
    clerk.records(&old, "letter", "done", &[]);
    assert_eq!(clerk.task(&old, "answer")["due"], "2022-10-12");
    clerk.office.ok(&["open", "round", "--subject", "BTCTU"]);
    let new = clerk.number("request", "533");
    clerk.records(&new, "letter", "done", &[]);
    assert_eq!(clerk.task(&new, "answer")["due"], "2022-10-19");
    // A case opened later below the old round keeps that round's rules.
    clerk.office.ok(&["actor", "set", "CB01", "--kind", "cadre", "--name", "Cán bộ Thử", "--parent", "SNV"]);
    clerk.office.ok(&["open", "placement", "--subject", "CB01", "--parent", "DOT-2022-01"]);
    let edition = |case: &str| clerk.case(case)["edition"].clone();
    assert_eq!(edition("LC-2022-001"), edition("DOT-2022-01"));
    assert_ne!(edition("DOT-2022-02"), edition("DOT-2022-01"));
    clerk.office.verified();
}

/// A mistake put into the shipped package: file, what stands there, what is put there, the error, the file and line told.
type Mistake = (&'static str, &'static str, &'static str, &'static str, Option<&'static str>);

const MISTAKES: [Mistake; 9] = [
    (
        "request/step1.rhai",
        "fn closed(c, t) {",
        "fn closed(c, t) { let x = ;",
        "script-syntax",
        Some("fn closed(c, t) { let x = ;"),
    ),
    (
        "request/step1.rhai",
        "    add_answer(c);\n    carry",
        "    add_anwser(c);\n    carry",
        "script-unknown-function",
        Some("    add_anwser(c);"),
    ),
    (
        "round/step1.rhai",
        "c.open_child(\"request\", district)",
        "c.open_child(\"request\")",
        "script-wrong-arguments",
        Some("        c.open_child(\"request\");"),
    ),
    ("request/kind.rhai", "type: \"number\"", "type: \"numbr\"", "script-unknown-word", None),
    ("request/kind.rhai", "digits: 3,", "digit: 3,", "script-unknown-key", None),
    (
        "districts/535/placement/step4.rhai",
        "fn consultees(c)",
        "fn consultes(c)",
        "script-overrides-nothing",
        Some("fn consultes(c) {"),
    ),
    ("package.rhai", "\"placement\"]", "\"placement\", \"report\"]", "script-missing-file", None),
    ("round/step4.rhai", "fn start(c) {}", "", "script-missing-function", None),
    (
        "round/step5.rhai",
        "fn start(c) {",
        "fn start(c) { let case = c;",
        "script-reserved-word",
        Some("fn start(c) { let case = c;"),
    ),
];

#[test]
fn check_and_publish_tell_a_mistake_with_file_and_line_and_store_nothing() {
    let home = Office::untested();
    for (file, from, to, error, line) in MISTAKES {
        let office = home.copy();
        let before = office.verified();
        let path = format!("scripts/rotation/{file}");
        office.edit(&path, from, to);
        let checked = office.run(&["scripts", "check", "rotation", "--format", "json"]);
        assert_eq!(checked.code, 3, "{file} {to}");
        let faults: Value = serde_json::from_str(&checked.stdout).expect("a list");
        let faults = faults.as_array().expect("a list");
        let fault = faults
            .iter()
            .find(|fault| fault["error"] == error)
            .unwrap_or_else(|| panic!("{error}: {faults:?}"));
        if let Some(line) = line {
            let text = std::fs::read_to_string(office.home().join(&path)).expect("the script");
            let number = text.lines().position(|l| l == line).expect("the line") + 1;
            assert_eq!(
                (&fault["place"]["file"], &fault["place"]["line"]),
                (&file.into(), &number.into()),
                "{fault}"
            );
        }
        let published = office.run(&["scripts", "publish", "--format", "json"]);
        assert_eq!(published.code, 3, "{file} {to}");
        assert_eq!(told(&published)["code"], 3);
        assert_eq!(office.verified(), before);
        assert_eq!(office.json(&["scripts", "list"]).as_array().map(Vec::len), Some(1));
    }
}

#[test]
fn check_tells_all_mistakes_at_once() {
    let office = Office::untested();
    for (file, name) in
        [("round/step1.rhai", "first"), ("request/step1.rhai", "second"), ("placement/step5.rhai", "third")]
    {
        office.edit(
            &format!("scripts/rotation/{file}"),
            "fn start(c) {",
            &format!("fn start(c) {{ {name}_nowhere(c);"),
        );
    }
    office.write("scripts/rotation/placement/step9.rhai", "fn start(c) {}\n");
    let faults: Value =
        serde_json::from_str(&office.run(&["scripts", "check", "--format", "json"]).stdout).expect("a list");
    let files: Vec<&str> =
        faults.as_array().expect("a list").iter().filter_map(|f| f["place"]["file"].as_str()).collect();
    for file in ["round/step1.rhai", "request/step1.rhai", "placement/step5.rhai"] {
        assert!(files.contains(&file), "{files:?}");
    }
    assert!(faults.to_string().contains("step9.rhai"));
}

#[test]
fn a_folder_without_its_kind_or_package_is_told_by_name() {
    let office = Office::untested();
    trial(&office, "fn start(c) {}\n");
    std::fs::remove_file(office.home().join("scripts/trial/trial/kind.rhai")).expect("the file was there");
    let ran = office.run(&["scripts", "publish", "trial", "--format", "json"]);
    assert_eq!((ran.code, text(&told(&ran), "error")), (3, "script-missing-file"));
    assert!(told(&ran)["facts"].to_string().contains("trial/kind.rhai"));
    std::fs::remove_file(office.home().join("scripts/trial/package.rhai")).expect("the file was there");
    office.fails(2, &["scripts", "publish", "trial"]);
}

#[test]
fn a_mistake_met_while_running_is_told_with_file_and_line() {
    let steps = [
        (
            "fn start(c) {\n    c.add_task(\"a\", #{ title: \"A\", owner: \"BTCTU\", need: [\"document\"] });\n}\n",
            "script-unknown-key",
            2,
        ),
        ("fn start(c) {\n    let x = 1;\n    c.nowhere = x;\n}\n", "script-unknown-property", 3),
        ("fn start(c) {\n    c.count = \"many\";\n}\n", "script-refused", 2),
        (
            "fn start(c) {\n    c.add_task(\"a\", #{ title: \"A\", owner: \"NOBODY\" });\n}\n",
            "script-unknown-word",
            2,
        ),
        ("fn start(c) {\n    throw \"no\";\n}\n", "script-thrown", 2),
        ("fn start(c) {\n    nowhere;\n}\n", "script-unknown-variable", 2),
        ("fn start(c) {\n    let f = Fn(\"nowhere\");\n    f.call(c);\n}\n", "script-unknown-function", 3),
    ];
    let home = Office::untested();
    for (step, error, line) in steps {
        let office = home.copy();
        trial(&office, step);
        let published = office.run(&["scripts", "publish", "trial", "--format", "json"]);
        let ran = if published.code == 0 {
            let before = office.verified();
            let ran = office.run(&["open", "trial", "--subject", "BTCTU", "--format", "json"]);
            assert_eq!(office.verified(), before, "{step}");
            ran
        } else {
            published
        };
        let told = told(&ran);
        let place = (told["error"].clone(), told["place"]["file"].clone(), told["place"]["line"].clone());
        assert_eq!(
            (ran.code, place),
            (3, (error.into(), "trial/only.rhai".into(), line.into())),
            "{step}{told}"
        );
    }
}

#[test]
fn a_runaway_script_is_told_with_its_file_and_line() {
    let office = Office::untested();
    trial(&office, "fn start(c) {\n    let n = 0;\n    loop {\n        n += 1;\n    }\n}\n");
    office.ok(&["scripts", "publish", "trial"]);
    let endless = told(&office.run(&["open", "trial", "--subject", "BTCTU", "--format", "json"]));
    assert_eq!(endless["place"]["file"], "trial/only.rhai", "{endless}");
    assert!((1..=5).contains(&endless["place"]["line"].as_u64().unwrap_or(0)), "{endless}");
    trial(&office, "fn start(c) {\n    deep(1);\n}\nprivate fn deep(n) {\n    deep(n + 1) + 1\n}\n");
    office.ok(&["scripts", "publish", "trial"]);
    let deep = told(&office.run(&["open", "trial", "--subject", "BTCTU", "--format", "json"]));
    assert_eq!(deep["place"]["file"], "trial/only.rhai", "{deep}");
    office.write("scripts/bulk/away.rhai", "fn args() { #{} }\n\nfn main(a) {\n    loop {}\n}\n");
    let bulk = told(&office.run(&["run", "scripts/bulk/away.rhai", "--format", "json"]));
    assert_eq!(bulk["place"]["file"], "scripts/bulk/away.rhai", "{bulk}");
    assert!((3..=4).contains(&bulk["place"]["line"].as_u64().unwrap_or(0)), "{bulk}");
}

#[test]
fn a_bulk_script_is_all_or_nothing() {
    let office = Office::untested();
    let before = office.verified();
    office.write(
        "scripts/bulk/half.rhai",
        "fn args() { #{} }\nfn main(a) {\n    open_case(\"round\", \"BTCTU\");\n    throw \"không\";\n}\n",
    );
    let ran = office.run(&["run", "scripts/bulk/half.rhai", "--format", "json"]);
    assert_eq!((ran.code, told(&ran)["place"]["line"].clone()), (3, 4.into()), "{}", ran.stderr);
    assert_eq!(office.verified(), before);
    office.edit("scripts/bulk/half.rhai", "throw \"không\"", "fail(\"Thiếu dữ liệu\")");
    office.fails(1, &["run", "scripts/bulk/half.rhai"]);
    assert_eq!(office.verified(), before);
    office.write(
        "scripts/bulk/half.rhai",
        "fn args() { #{} }\nfn main(a) {\n    open_case(\"round\", \"BTCTU\");\n}\n",
    );
    office.ok(&["run", "scripts/bulk/half.rhai", "--rehearse"]);
    assert_eq!(office.verified(), before);
    office.ok(&["run", "scripts/bulk/half.rhai"]);
    assert_eq!(office.json(&["list"]).as_array().map(Vec::len), Some(14));
}

#[test]
fn scripts_reach_no_file_no_network_and_nothing_outside_their_package() {
    let home = Office::untested();
    home.write("outside.rhai", "fn f() { 1 }\n");
    for body in [
        "import \"../../outside\" as o;",
        "import \"/etc/passwd\" as o;",
        "eval(\"1\");",
        "open_file(\"/etc/passwd\");",
        "timestamp();",
    ] {
        let office = home.copy();
        trial(&office, &format!("fn start(c) {{\n    {body}\n}}\n"));
        let published = office.run(&["scripts", "publish", "trial"]);
        if published.code == 0 {
            office.fails(3, &["open", "trial", "--subject", "BTCTU"]);
        } else {
            assert_eq!(published.code, 3, "{body}");
        }
        assert_eq!(office.json(&["list"]), json!([]), "{body}");
    }
}
