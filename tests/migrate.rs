//! Moving open cases to another edition: a plan that says for each case whether and when, and why; carried out a case at a
//! time, resumed after a kill, taken back until something else is done.

mod support;

use serde_json::Value;
use support::Office;
use support::clerk::Clerk;
use support::killed::killed;

/// The request that has its letter was given less time than the new rules give.
const PUBLISH: [&str; 5] =
    ["scripts", "publish", "rotation", "--accept", "term-set.answer.clock.term=Thêm thời gian"];
const STEP1: &str = "scripts/rotation/request/step1.rhai";

/// A round whose district 533 has had its letter, and a new edition on which letters are answered within 20 days. The new
/// edition's hash.
fn office() -> (Clerk, String) {
    let mut clerk = Clerk::at(Office::untested());
    clerk.office.ok(&["open", "round", "--subject", "BTCTU"]);
    let request = clerk.number("request", "533");
    clerk.records(&request, "letter", "done", &[]);
    clerk.office.edit(
        "scripts/rotation/package.rhai",
        "\"answer\": working_days(15)",
        "\"answer\": working_days(20)",
    );
    clerk.office.edit("scripts/rotation/package.rhai", "label: \"2022\"", "label: \"2022a\"");
    let published = clerk.office.json(&PUBLISH);
    let edition = published["editions"][0]["edition"].as_str().expect("a hash").to_owned();
    (clerk, edition)
}

fn file(clerk: &Clerk) -> String {
    clerk.office.home().join("plan.toml").display().to_string()
}

fn plan(clerk: &Clerk) -> Value {
    clerk.office.json(&["migrate", "plan", "--out", &file(clerk), "--reason", "Công văn 20-CV/BTCTU"])
}

/// What the plan says of a case: move, class and ground.
fn advice<'a>(plan: &'a Value, case: &str) -> [&'a str; 3] {
    let cases = plan["cases"].as_array().expect("cases");
    let one = cases.iter().find(|one| one["case"] == case).expect("the case is in the plan");
    [&one["move"], &one["class"], &one["why"]["ground"]].map(|value| value.as_str().expect("a word"))
}

fn decide(clerk: &Clerk, case: &str, from: &str, to: &str) {
    let text = std::fs::read_to_string(file(clerk)).expect("the plan");
    let at = text.find(&format!("id = \"{case}\"")).expect("the case is in the plan");
    let (head, tail) = text.split_at(at);
    let tail = tail.replacen(&format!("move = \"{from}\""), &format!("move = \"{to}\""), 1);
    let tail = tail.replacen("class = \"decide\"", "class = \"decided\"", 1);
    std::fs::write(file(clerk), format!("{head}{tail}")).expect("the plan is written");
}

/// What became of the cases, by outcome.
fn count(results: &Value, wanted: &str) -> usize {
    results.as_array().expect("results").iter().filter(|one| one["result"] == wanted).count()
}

#[test]
fn a_plan_says_for_each_case_whether_and_when_and_why() {
    let (clerk, edition) = office();
    let (touched, untouched) = (clerk.number("request", "533"), clerk.number("request", "532"));
    let before = clerk.office.verified();
    let plan = plan(&clerk);
    assert_eq!(plan["cases"].as_array().map(Vec::len), Some(14));
    assert_eq!(advice(&plan, &untouched), ["now", "auto", "same-history"]);
    assert_eq!(advice(&plan, &touched), ["keep", "stays", "last-step"]);
    // The round stands above a request that has gone another way.
    assert_eq!(advice(&plan, "DOT-2022-01"), ["next-step", "decide", "unjudged"]);
    assert_eq!(clerk.office.verified(), before, "a plan changes nothing");
    let text = std::fs::read_to_string(file(&clerk)).expect("the plan");
    for part in
        ["# Plan for moving open cases", "# Approved", &format!("to = \"{edition}\""), "reason = \"Công văn"]
    {
        assert!(text.contains(part), "`{part}` is not in\n{text}");
    }
    // One that may be signed is not written over.
    let refused = clerk.office.refused(1, &["migrate", "plan", "--out", &file(&clerk)]);
    assert_eq!(refused.error, "file-trouble");
}

#[test]
fn a_plan_is_carried_out_a_case_at_a_time_and_given_again_does_nothing_twice() {
    let (mut clerk, edition) = office();
    let untouched = clerk.number("request", "532");
    plan(&clerk);
    let results = clerk.office.json(&["migrate", "run", &file(&clerk)]);
    assert_eq!(["moved", "kept", "undecided"].map(|name| count(&results, name)), [12, 1, 1], "{results}");
    assert_eq!(clerk.case(&untouched)["edition"], edition);
    let entries = clerk.office.verified();
    let again = clerk.office.json(&["migrate", "run", &file(&clerk)]);
    assert_eq!((count(&again, "already"), clerk.office.verified()), (12, entries));

    // The rules of the new edition apply from now on.
    clerk.records(&untouched, "letter", "done", &[]);
    assert_eq!(clerk.task(&untouched, "answer")["due"], "2022-10-19");
    let history = clerk.office.json(&["history", &untouched]);
    let moved = history.as_array().expect("entries").iter().find(|one| one["event"]["type"] == "case-moved");
    let event = &moved.expect("the move")["event"];
    assert_eq!(
        (&event["to"], &event["reason"]),
        (&Value::from(edition), &Value::from("Công văn 20-CV/BTCTU"))
    );
}

#[test]
fn what_a_person_decides_is_done_and_a_case_can_go_over_with_its_next_step() {
    let (mut clerk, edition) = office();
    plan(&clerk);
    decide(&clerk, "DOT-2022-01", "next-step", "next-step");
    let results = clerk.office.json(&["migrate", "run", &file(&clerk)]);
    assert_eq!(count(&results, "waits"), 1, "{results}");
    let round = clerk.case("DOT-2022-01");
    assert_ne!(round["edition"], edition);
    assert_eq!(round["next_edition"], edition);
    clerk.works();
    let round = clerk.case("DOT-2022-01");
    assert_eq!((&round["edition"], &round["next_edition"]), (&Value::from(edition), &Value::Null));
    clerk.office.verified();
}

#[test]
fn a_move_is_taken_back_until_something_else_is_done() {
    let (mut clerk, edition) = office();
    let (first, second) = (clerk.number("request", "532"), clerk.number("request", "531"));
    let old = clerk.case(&first)["edition"].clone();
    assert_eq!(
        clerk.office.refused(1, &["migrate", "revert", &first, "--reason", "nhầm"]).error,
        "refusal-never-moved"
    );
    plan(&clerk);
    clerk.office.ok(&["migrate", "run", &file(&clerk)]);
    clerk.office.ok(&["migrate", "revert", &first, "--reason", "nhầm"]);
    assert_eq!(clerk.case(&first)["edition"], old);
    clerk.records(&second, "letter", "done", &[]);
    let refused = clerk.office.refused(1, &["migrate", "revert", &second, "--reason", "nhầm"]);
    assert_eq!(refused.error, "refusal-moved-since");
    assert_eq!(clerk.case(&second)["edition"], edition);
    clerk.office.verified();
}

#[test]
fn a_plan_that_is_no_plan_or_no_longer_fits_is_told() {
    let (clerk, _) = office();
    let request = clerk.number("request", "532");
    plan(&clerk);
    let text = std::fs::read_to_string(file(&clerk)).expect("the plan");
    let with =
        |from: &str, to: &str| std::fs::write(file(&clerk), text.replacen(from, to, 1)).expect("written");
    with("move = \"now\"", "move = \"soon\"");
    let said = clerk.office.run_in("vi", &["migrate", "run", &file(&clerk)]);
    assert_eq!(said.code, 2, "{}", said.stderr);
    for part in ["không ghi được `soon`", "now, next-step, keep", "| move = \"soon\""] {
        assert!(said.stderr.contains(part), "`{part}` is not in\n{}", said.stderr);
    }
    with("class = ", "clas = ");
    let refused = clerk.office.refused(2, &["migrate", "run", &file(&clerk)]);
    assert_eq!(refused.error, "plan-malformed", "{}", refused.json);
    assert_eq!(refused.facts["mistake"]["near"], serde_json::json!(["class"]), "{}", refused.json);
    assert_eq!(refused.json["place"]["excerpt"].as_str().map(|line| line.starts_with("clas = ")), Some(true));
    with("reason = \"Công văn 20-CV/BTCTU\"", "reason = \"\"");
    clerk.office.fails(2, &["migrate", "run", &file(&clerk)]);
    clerk.office.fails(1, &["migrate", "run", "no-such-plan.toml"]);
    // A case that ended, and one that was moved otherwise, since the plan was made.
    with("", "");
    clerk.office.ok(&["withdraw", &request, "--reason", "thôi"]);
    let results = clerk.office.json(&["migrate", "run", &file(&clerk)]);
    assert_eq!((count(&results, "ended"), count(&results, "moved")), (1, 11), "{results}");
    let which = clerk.office.refused(1, &["migrate", "plan", "--to", "zz", "--out", "x.toml"]);
    assert_eq!(which.error, "refusal-which-edition");
    clerk.office.verified();
}

#[test]
fn a_case_whose_edition_cannot_run_is_told_and_goes_over_by_decision() {
    let mut clerk = Clerk::at(Office::untested());
    clerk.office.ok(&["open", "round", "--subject", "BTCTU"]);
    let request = clerk.number("request", "532");
    let good = std::fs::read_to_string(clerk.office.home().join(STEP1)).expect("the script");
    clerk.office.edit(
        STEP1,
        "let answer = c.task(\"answer\");\n    if",
        "let answer = c.task(c.id);\n    if",
    );
    clerk.office.ok(&["scripts", "publish", "rotation"]);
    clerk.office.ok(&["open", "round", "--subject", "BTCTU"]);
    let broken = clerk.number("request", "532");
    assert_ne!(broken, request);
    clerk.office.write(STEP1, &good);
    clerk.office.run(&["scripts", "publish", "rotation"]);
    let stuck = clerk.office.json(&["list", "c.is_stuck"]);
    assert!(stuck.as_array().expect("cases").iter().any(|case| case["id"] == broken.as_str()), "{stuck}");
    clerk.office.on("2022-09-22").ok(&["schedule", "--once"]);
    let brief = clerk.office.ok(&["outbox", "--full"]);
    assert!(brief.contains(&format!("không chạy được, xem «why {broken}»")), "{brief}");
    let plan = plan(&clerk);
    assert_eq!(advice(&plan, &broken), ["now", "decide", "cannot-run"]);
    decide(&clerk, &broken, "now", "now");
    let results = clerk.office.json(&["migrate", "run", &file(&clerk)]);
    let one = results.as_array().expect("results").iter().find(|one| one["case"] == broken.as_str());
    assert_eq!(one.expect("the case")["result"], "moved");
    clerk.records(&broken, "letter", "done", &[]);
    clerk.office.verified();
}

#[test]
fn a_publication_cut_off_at_any_moment_leaves_the_old_edition_or_the_new() {
    let (clerk, edition) = office();
    let before = edition;
    clerk.office.edit(STEP1, "fn start(c) {", "// Lời ghi chú mới.\nfn start(c) {");
    let mut seen = std::collections::BTreeSet::new();
    killed(&clerk.office, &PUBLISH, |office| {
        let clerk = Clerk::at(office);
        let editions = clerk.office.json(&["scripts", "list"]);
        let active: Vec<&Value> =
            editions.as_array().expect("a list").iter().filter(|one| one["active"] == true).collect();
        assert_eq!(active.len(), 1);
        seen.insert(active[0]["edition"] == before.as_str());
        // Either way it can be published, and the cases run.
        clerk.office.ok(&PUBLISH);
    });
    assert!(seen.contains(&true), "it was always too late");
}

#[test]
fn a_move_cut_off_at_any_moment_leaves_each_case_on_one_edition_and_goes_on_when_given_again() {
    let (clerk, edition) = office();
    plan(&clerk);
    killed(&clerk.office, &["migrate", "run", "{home}/plan.toml"], |office| {
        let clerk = Clerk::at(office);
        let moved = |clerk: &Clerk| {
            let cases = clerk.office.json(&["list", "c.kind == \"request\""]);
            cases.as_array().expect("cases").iter().filter(|case| case["edition"] == edition.as_str()).count()
        };
        let (before, path) = (moved(&clerk), file(&clerk));
        let results = clerk.office.json(&["migrate", "run", &path]);
        assert_eq!(
            (count(&results, "already"), count(&results, "moved")),
            (before, 12 - before),
            "{results}"
        );
        assert_eq!(moved(&clerk), 12);
        clerk.office.verified();
    });
}
