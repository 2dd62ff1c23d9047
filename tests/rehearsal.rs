//! A rehearsal does everything for real and keeps nothing: it prints what the real run then records.

mod support;

use serde_json::{Value, json};
use support::Office;

/// The log's head, and how many entries it has.
fn head(office: &Office) -> (Value, Value) {
    let verdict = office.json(&["verify"]);
    assert_eq!(verdict["ok"], true, "{verdict}");
    (verdict["entries"].clone(), verdict["head"].clone())
}

/// Rehearses a command line, then runs it; both must tell the same changes. Gives them.
fn rehearsed(office: &Office, args: &[&str]) -> Value {
    let before = head(office);
    let told = office.json(&[args, &["--rehearse"]].concat());
    assert_eq!(told["rehearsed"], true, "{args:?}: {told}");
    assert_eq!(head(office), before, "{args:?}: a rehearsal changed the store");
    assert!(!office.home().join("outbox").exists(), "{args:?}: a rehearsal wrote a message");

    let text = office.ok(&[args, &["--rehearse"]].concat());
    let count = told["changes"].as_array().expect("changes").len();
    assert!(count > 0, "{args:?} changes nothing");
    assert!(text.lines().count() > count.min(200), "{args:?}: {count} changes, told as\n{text}");

    let done = office.json(args);
    assert_eq!(done["rehearsed"], false, "{args:?}");
    assert_eq!(done["changes"], told["changes"], "{args:?}");
    let recorded = head(office).0.as_u64().zip(before.0.as_u64()).map(|(now, then)| now - then);
    assert_eq!(recorded, Some(count as u64), "{args:?}: as many entries as changes told");
    told["changes"].clone()
}

/// The names of the events told, in order, each once.
fn events(changes: &Value) -> Vec<&str> {
    let mut names: Vec<&str> =
        changes.as_array().into_iter().flatten().filter_map(|c| c["event"]["type"].as_str()).collect();
    names.dedup();
    names
}

#[test]
fn every_act_records_what_its_rehearsal_told() {
    let mut office = Office::untested();
    let roster =
        office.write("roster.csv", "Mã;Họ tên;Cơ quan\nCB2;Cán bộ Số 02;SNV\nCB3;Cán bộ Số 03;STC\n");
    let roster = roster.to_string_lossy().into_owned();
    let o = &office;
    let told = rehearsed(
        o,
        &["actor", "set", "CB1", "--kind", "cadre", "--name", "Cán bộ Số 01", "--parent", "SNV"],
    );
    assert_eq!(events(&told), ["actor-set"]);
    rehearsed(o, &["actor", "set", "CB1", "--set", "position=Phó Trưởng phòng"]);
    rehearsed(o, &["actor", "import", &roster]);
    let told = rehearsed(o, &["open", "round", "--subject", "BTCTU"]);
    assert_eq!(
        told.as_array().map(|t| t.iter().filter(|c| c["event"]["type"] == "case-opened").count()),
        Some(14)
    );
    rehearsed(o, &["open", "placement", "--subject", "CB1"]);

    office.on("2022-09-22");
    let o = &office;
    for case in ["VT-2022-001", "VT-2022-002", "VT-2022-003"] {
        let told = rehearsed(o, &["done", case, "letter", "--doc", "01-CV/BTCTU 22/9/2022"]);
        assert_eq!(events(&told), ["document-recorded", "task-done", "term-set", "task-opened"]);
    }
    let told = rehearsed(
        o,
        &["due", "VT-2022-001", "answer", "--term", "9 working days", "--basis", "Công văn 01-CV/BTCTU"],
    );
    assert_eq!(events(&told), ["term-set"]);
    let told = rehearsed(
        o,
        &[
            "due",
            "VT-2022-001",
            "answer",
            "--extend",
            "3 days",
            "--reason",
            "x",
            "--basis",
            "Công văn 9-CV/HU",
        ],
    );
    assert_eq!(events(&told), ["term-extended"]);
    let told = rehearsed(o, &["suspend", "VT-2022-001", "--reason", "x"]);
    assert_eq!(events(&told), ["case-suspended"]);
    office.on("2022-09-26");
    let o = &office;
    assert_eq!(events(&rehearsed(o, &["resume", "VT-2022-001"])), ["case-resumed"]);
    let told =
        rehearsed(o, &["correct", "VT-2022-001", "letter", "--note", "qua trục liên thông", "--reason", "x"]);
    assert_eq!(events(&told), ["task-corrected"]);
    let told = rehearsed(o, &["correct", "VT-2022-001", "--set", "reason=y", "--reason", "x"]);
    assert_eq!(events(&told), ["field-set"]);
    let answer =
        ["done", "VT-2022-001", "answer", "--set", "offers=21010-BT 1/3/2023", "--note", "qua điện thoại"];
    let told = rehearsed(o, &answer);
    assert_eq!(events(&told), ["field-set", "task-done", "case-closed"]);
    let told = rehearsed(o, &["reopen", "VT-2022-002", "letter", "--reason", "x"]);
    assert_eq!(events(&told), ["task-shut", "task-reopened"]);
    let told = rehearsed(o, &["withdraw", "VT-2022-004", "--reason", "x"]);
    assert_eq!(events(&told), ["task-cancelled", "case-closed"]);
    let district =
        o.json(&["show", "VT-2022-003"])["case"]["subject"].as_str().expect("a district").to_owned();
    let told = rehearsed(
        o,
        &[
            "run",
            "scripts/bulk/postpone.rhai",
            "--district",
            &district,
            "--days",
            "2",
            "--basis",
            "Công văn 9-CV/HU",
        ],
    );
    assert_eq!(events(&told), ["term-extended"]);
    o.write("scripts/rotation/letters/due-soon.txt", "Về việc {{ task.title }}\n\nSắp đến hạn.\n");
    let told = rehearsed(o, &["scripts", "publish", "--reason", "x"]);
    assert_eq!(events(&told), ["edition-published"]);
}

#[test]
fn a_rehearsed_sweep_tells_its_rungs_and_sends_nothing() {
    let mut office = Office::new();
    office.ok(&["open", "round", "--subject", "BTCTU"]);
    office.on("2022-09-22").ok(&["done", "VT-2022-001", "letter", "--doc", "01-CV/BTCTU 22/9/2022"]);
    office.on("2022-10-14");
    let before = head(&office);
    let told = office.json(&["remind", "--rehearse"]);
    assert_eq!(
        (&told["fired"], &told["messages"], &told["rehearsed"]),
        (&json!(1), &json!([]), &json!(true))
    );
    assert_eq!(head(&office), before);
    assert!(!office.home().join("outbox").exists());
    let done = office.json(&["remind"]);
    assert_eq!((&done["fired"], &done["rungs"]), (&json!(1), &told["rungs"]));
    assert_eq!((&done["changes"], events(&told["changes"])), (&told["changes"], vec!["rung-fired"]));
    // A Word file and a text file.
    assert_eq!(std::fs::read_dir(office.home().join("outbox")).expect("the outbox").count(), 2);
}

#[test]
fn a_script_that_reminds_in_a_rehearsal_reaches_nobody() {
    let mut office = Office::new();
    office.ok(&["open", "round", "--subject", "BTCTU"]);
    office.on("2022-09-22").ok(&["done", "VT-2022-001", "letter", "--doc", "01-CV/BTCTU 22/9/2022"]);
    office.on("2022-10-14");
    let before = head(&office);
    let told = office.json(&["run", "scripts/jobs/remind.rhai", "--rehearse"]);
    assert_eq!(events(&told["changes"]), ["rung-fired"]);
    assert_eq!(head(&office), before);
    assert!(!office.home().join("outbox").exists());
    assert_eq!(office.json(&["remind"])["fired"], 1, "what was rehearsed is still to come");
}

#[test]
fn a_refused_rehearsal_is_refused_as_the_act_is() {
    let office = Office::new();
    office.ok(&["open", "round", "--subject", "BTCTU"]);
    let before = head(&office);
    for line in [
        &["done", "VT-2022-001", "letter"][..],
        &["done", "VT-2022-001", "answer", "--outcome", "no-reply"],
        &["withdraw", "VT-2022-001", "--reason", ""],
    ] {
        let (real, played) = (office.refused(1, line), office.refused(1, &[line, &["--rehearse"]].concat()));
        assert_eq!(real.json, played.json);
    }
    assert_eq!(head(&office), before);
}

#[test]
fn what_makes_a_home_cannot_be_rehearsed() {
    let office = Office::empty();
    assert_eq!(office.run(&["init", "--rehearse"]).code, 2);
    let dir = office.home().join("demo");
    assert_eq!(office.run(&["demo", &dir.to_string_lossy(), "--rehearse"]).code, 2);
    assert!(!office.store().exists() && !dir.exists());
}

#[test]
fn a_rehearsal_does_not_hold_up_others() {
    let office = Office::new();
    let before = head(&office).0.as_u64().expect("a count");
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| office.ok(&["open", "round", "--subject", "BTCTU", "--rehearse"]));
        }
        scope.spawn(|| office.ok(&["actor", "set", "CB1", "--kind", "cadre", "--parent", "SNV"]));
    });
    assert!(office.verified() > before);
    assert_eq!(office.json(&["list"]), json!([]));
}
