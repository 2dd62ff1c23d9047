//! Publishing is a gate: the history of the open cases is done again on the new edition, and what would have gone another
//! way is told with its line before the edition counts.

mod support;

use serde_json::Value;
use support::clerk::{Clerk, with_roster};
use support::{Office, Refused};

const STEP1: &str = "scripts/rotation/request/step1.rhai";

/// An office with a round whose district 533 has had its letter, has asked for more time and had its answer returned; 532
/// has had its letter.
fn running() -> Clerk {
    let mut clerk = Clerk::at(Office::untested());
    clerk.office.ok(&["open", "round", "--subject", "BTCTU"]);
    for district in ["533", "532"] {
        let request = clerk.number("request", district);
        clerk.records(&request, "letter", "done", &[]);
    }
    let request = clerk.number("request", "533");
    let basis = ["--reason", "xin thêm", "--basis", "Công văn 15-CV/HU"];
    let extend = [&["due", &request, "answer", "--extend", "5 working days"][..], &basis].concat();
    clerk.office.ok(&extend);
    clerk.office.on("2022-10-14").ok(&["remind"]);
    clerk.records(&request, "answer", "returned", &[]);
    clerk.office.ok(&["suspend", &request, "--reason", "Chờ kiện toàn"]);
    clerk.office.on("2022-10-20").ok(&["resume", &request]);
    clerk
}

/// The kinds of difference that publishing is refused for, with the number of cases of each.
fn kinds(refused: &Refused) -> Vec<(String, usize)> {
    assert_eq!(refused.error, "publish-differs", "{}", refused.json);
    let differences = refused.facts["differences"].as_array().expect("differences");
    let kind = |one: &Value| {
        let cases = one["cases"].as_array().expect("cases").len();
        (one["difference"].as_str().expect("a kind").to_owned(), cases)
    };
    differences.iter().map(kind).collect()
}

fn active(clerk: &Clerk) -> String {
    let editions = clerk.office.json(&["scripts", "list"]);
    let active = editions.as_array().expect("a list").iter().find(|one| one["active"] == true);
    active.expect("an active edition")["edition"].as_str().expect("a hash").to_owned()
}

#[test]
fn the_same_rules_in_other_words_pass() {
    let clerk = running();
    let before = active(&clerk);
    clerk.office.edit(STEP1, "fn start(c) {", "// Lời ghi chú mới.\nfn start(c) {");
    clerk.office.ok(&["scripts", "publish", "rotation", "--reason", "Thêm ghi chú"]);
    assert_ne!(active(&clerk), before);
    clerk.office.verified();
}

#[test]
fn a_reminder_that_has_left_counts_as_left_when_history_is_done_again() {
    let mut clerk = Clerk::at(Office::untested());
    clerk.office.ok(&["open", "round", "--subject", "BTCTU"]);
    let request = clerk.number("request", "532");
    clerk.records(&request, "letter", "done", &[]);
    let reminded = clerk.office.on("2022-10-12").ok(&["remind"]);
    assert!(reminded.contains(&request), "{reminded}");
    // What is planned from here on has names of its own, since a reminder of the first name has gone out.
    let basis = ["--reason", "xin thêm", "--basis", "Công văn 15-CV/HU"];
    clerk.office.ok(&[&["due", &request, "answer", "--extend", "5 working days"][..], &basis].concat());
    let rungs = clerk.office.json(&["history", &request]).to_string();
    assert!(rungs.contains("before-due.2"), "{rungs}");
    clerk.office.edit(STEP1, "fn start(c) {", "// Lời ghi chú mới.\nfn start(c) {");
    clerk.office.ok(&["scripts", "publish", "rotation", "--reason", "Thêm ghi chú"]);
    clerk.office.verified();
}

#[test]
fn what_would_have_gone_another_way_is_told_with_its_line_and_the_old_edition_stays() {
    let clerk = running();
    let (before, entries) = (active(&clerk), clerk.office.verified());
    clerk.office.edit(STEP1,
        "    carry_registration(c);\n}",
        "    carry_registration(c);\n    c.add_task(\"advice\", #{ title: \"Xin ý kiến\", owner: office() });\n}",
    );
    let text = clerk.office.fails(1, &["scripts", "publish", "rotation"]);
    for part in [
        "task-added.advice.new – 13 open cases",
        "recorded: nothing",
        "now:      Added task advice: Xin ý kiến",
        "request/step1.rhai:13:7",
        "c.add_task(\"advice\"",
        "--accept task-added.advice.new=\"…\"",
    ] {
        assert!(text.contains(part), "`{part}` is not in\n{text}");
    }
    assert_eq!((active(&clerk), clerk.office.verified()), (before.clone(), entries));

    // Behind what is accepted the cases are followed further: nothing else is another way.
    let vi = clerk.office.run_in("vi", &["scripts", "publish", "rotation"]);
    assert!(vi.stderr.contains("13 hồ sơ đang mở, đầu tiên là VT-2022-001"), "{}", vi.stderr);
    clerk.office.ok(&[
        "scripts",
        "publish",
        "rotation",
        "--accept",
        "task-added.advice.new=Công văn 20-CV/BTCTU",
    ]);
    assert_ne!(active(&clerk), before);
    let editions = clerk.office.json(&["scripts", "list"]);
    assert_eq!(
        editions.as_array().and_then(|all| all.iter().find(|one| one["active"] == true)).expect("one")["accepted"],
        serde_json::json!([{ "difference": "task-added.advice.new", "cases": 13, "reason": "Công văn 20-CV/BTCTU" }])
    );
    // The cases that run keep their edition.
    let request = clerk.number("request", "533");
    assert_eq!(clerk.case(&request)["edition"], before);
    clerk.office.verified();
}

#[test]
fn every_kind_of_difference_needs_its_own_reason() {
    let clerk = running();
    clerk.office.edit(
        "scripts/rotation/package.rhai",
        "\"answer\": working_days(15)",
        "\"answer\": working_days(20)",
    );
    clerk.office.edit(STEP1, "\"no-reply\"],", "\"no-reply\", \"late\"],");
    let differs = |accept: &[&str]| {
        let mut args = vec!["scripts", "publish", "rotation"];
        args.extend(accept.iter().flat_map(|one| ["--accept", *one]));
        clerk.office.refused(1, &args)
    };
    assert_eq!(kinds(&differs(&[])), [("task-added.answer.outcomes".to_owned(), 13)]);
    let accepted = "task-added.answer.outcomes=Thêm kết quả trễ";
    let refused = differs(&[accepted]);
    assert_eq!(kinds(&refused), [("term-set.answer.clock.term".to_owned(), 2)], "{}", refused.json);
    assert_eq!(refused.facts["differences"][0]["changes"][0]["fact"], "clock.term");
    // A word that accepts nothing, and one without a reason.
    assert_eq!(kinds(&differs(&["term-set.answer=x"])).len(), 1);
    clerk.office.fails(2, &["scripts", "publish", "rotation", "--accept", "task-added.answer.outcomes="]);
    let both = ["--accept", accepted, "--accept", "term-set.answer.clock.term=Thêm thời gian"];
    clerk.office.ok(&[&["scripts", "publish", "rotation"][..], &both].concat());
    clerk.office.verified();
}

#[test]
fn a_hook_that_fails_or_refuses_what_was_done_is_met_before_a_case_meets_it() {
    let clerk = running();
    let letter = "\"letter\" => c.task(\"answer\").set_term(office_term(\"answer\"), t),";
    clerk.office.edit(
        STEP1,
        letter,
        "\"letter\" => c.task(\"answer\").set_term(working_days(c.subject.no), t),",
    );
    let refused = clerk.office.refused(1, &["scripts", "publish", "rotation"]);
    assert_eq!(kinds(&refused), [("task-done.letter.fails".to_owned(), 2)]);
    let one = &refused.facts["differences"][0];
    assert_eq!(
        (one["place"]["file"].as_str(), one["error"]["error"].as_str()),
        (Some("request/step1.rhai"), Some("script-unknown-function"))
    );

    // A district that has rules of its own may go without the gate.
    clerk.office.edit(STEP1, "/// @relax answer", "/// @relax");
    let gate = "\"letter\" => refuse(\"Chưa được gửi\", \"thử\"),";
    clerk.office.edit(
        STEP1,
        "\"letter\" => c.task(\"answer\").set_term(working_days(c.subject.no), t),",
        gate,
    );
    let refused = clerk.office.refused(1, &["scripts", "publish", "rotation"]);
    assert_eq!(kinds(&refused), [("task-done.letter.refused".to_owned(), 2)]);
    assert!(refused.json.to_string().contains("Chưa được gửi"), "{}", refused.json);
}

#[test]
fn a_blocker_that_is_dropped_shows_as_a_case_that_would_have_ended() {
    let clerk = running();
    let request = clerk.number("request", "532");
    clerk.office.ok(&["done", &request, "answer", "--outcome", "proposed", "--set", "offers=21364-BT"]);
    assert_eq!(clerk.case(&request)["status"], "open", "no day of reception is known");
    clerk.office.edit(
        STEP1,
        "if !answer.is_done || answer.outcome != \"proposed\" { return []; }",
        "return [];",
    );
    let refused = clerk.office.refused(1, &["scripts", "publish", "rotation"]);
    assert_eq!(kinds(&refused), [("case-closed.new".to_owned(), 1)], "{}", refused.json);
}

#[test]
fn a_test_of_the_package_that_fails_stops_it_and_is_shown() {
    let office = Office::untested();
    let test = "/// Thư gửi xong thì chờ trả lời.\nfn test_letter() {\n    on(\"2022-09-21\");\n    expect_equal(1 + 1, 3);\n}\n";
    office.write("scripts/rotation/tests/mine.rhai", test);
    office.write("scripts/rotation/letters/thanks.txt", "cảm ơn\n\nXin cảm ơn.\n");
    let text = office.fails(3, &["scripts", "publish", "rotation"]);
    for part in [
        "one of its tests fails",
        "rotation/tests/mine.rhai: Thư gửi xong thì chờ trả lời.",
        "expect_equal(1 + 1, 3)",
    ] {
        assert!(text.contains(part), "`{part}` is not in\n{text}");
    }
    assert_eq!(office.json(&["scripts", "list"]).as_array().map(Vec::len), Some(1), "the old edition alone");
    office.write("scripts/rotation/tests/mine.rhai", &test.replace("3)", "2)"));
    office.ok(&["scripts", "publish", "rotation"]);
    office.verified();
}

#[test]
fn what_a_parent_does_when_a_child_wakes_is_no_act_of_its_own() {
    let mut clerk = with_roster(&[("CB01", "BTGTU"), ("CB09", "BTGTU")]);
    std::fs::remove_dir_all(clerk.office.home().join("scripts/rotation/tests"))
        .expect("the tests of the package");
    clerk.office.ok(&["open", "round", "--subject", "BTCTU"]);
    clerk.gives("BTCTU", "source-list", "candidates", "CB01; CB09");
    clerk.knows("533", "offers", "21409-BT 1/3/2023; 21412-CT 1/3/2023");
    clerk.works_up_to("BTCTU", "meeting-BTGTU");
    let resting = clerk.number("placement", "CB09");
    clerk.office.ok(&["suspend", &resting, "--reason", "chờ"]);
    clerk.records("DOT-2022-01", "meeting-BTGTU", "done", &[]);
    assert_eq!(clerk.state(&resting, "agency-meeting"), "waiting");
    clerk.office.ok(&["resume", &resting]);
    assert_eq!(clerk.state(&resting, "agency-meeting"), "done", "the round passes the meeting on");
    clerk.office.edit(STEP1, "fn start(c) {", "// Lời ghi chú mới.\nfn start(c) {");
    clerk.office.ok(&["scripts", "publish", "rotation"]);
}
