//! Whom a reminder goes to, and what becomes of one that goes to nobody, to several, or in a digest that is full.

mod support;

use serde_json::{Value, json};
use support::Office;

const CASE: &str = "VT-2022-001";

/// An office whose package was changed before its first case, with the answer of 522 owed since 22/9/2022.
fn office(changes: &[(&str, &str)]) -> Office {
    let mut office = Office::untested();
    for (path, text) in changes {
        office.write(&format!("scripts/rotation/{path}"), text);
    }
    if !changes.is_empty() {
        office.ok(&["scripts", "publish", "--reason", "thử"]);
    }
    office.ok(&["open", "round", "--subject", "BTCTU"]);
    office.on("2022-09-22").ok(&["done", CASE, "letter", "--doc", "12-CV/BTCTU 22/9/2022"]);
    office
}

/// What the answer's reminders came to on a day: name, fate, to whom.
fn swept(office: &mut Office, day: &str) -> Vec<(String, String, Value)> {
    let told = office.on(day).json(&["remind"]);
    let rungs = told["rungs"].as_array().expect("rungs");
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    rungs.iter().map(|r| (word(&r["rung"]), word(&r["fate"]), r["to"].clone())).collect()
}

fn is(rung: &str, fate: &str, to: &[&str]) -> (String, String, Value) {
    (rung.to_owned(), fate.to_owned(), json!(to))
}

const OWN: &str = "districts/522/request/step1.rhai";

#[test]
fn a_district_redefines_its_ladder() {
    let mut office = office(&[(
        OWN,
        "//! Bước 1.\nfn ladder(c, t) { [rung(\"first-letter\", 3, \"owner\", \"reminder-first\")] }\n",
    )]);
    office.ok(&["done", "VT-2022-002", "letter", "--doc", "12-CV/BTCTU 22/9/2022"]);
    let told = office.on("2022-10-14").json(&["remind"]);
    assert!(told["rungs"].as_array().expect("rungs").iter().all(|r| r["case"] == "VT-2022-002"), "{told}");
    assert_eq!(swept(&mut office, "2022-10-18"), [is("first-letter", "queued", &["522"])]);
}

#[test]
fn a_role_may_stand_for_several_for_one_or_for_nobody() {
    let own = |body: &str| format!("//! Bước 1.\nfn recipients(c, t, role) {{ {body} }}\n");
    let mut two = office(&[(OWN, &own("[\"TTTU\", t.owner, \"TTTU\"]"))]);
    assert_eq!(swept(&mut two, "2022-10-11"), [is("before-due", "queued", &["TTTU", "522"])]);
    assert_eq!(two.json(&["outbox"]).as_array().map(Vec::len), Some(2));

    let mut none = office(&[(OWN, &own("[]"))]);
    assert_eq!(swept(&mut none, "2022-10-11"), [is("before-due", "nobody", &[])]);
    assert!(none.on("2022-10-12").ok(&["why", CASE]).contains("reached nobody on 11/10/2022"));
    assert!(none.on("2022-10-14").ok(&["remind"]).contains("reaches nobody"));
    none.ok(&["schedule", "--once"]);
    let brief = none.json(&["outbox"]);
    let brief = brief.as_array().expect("messages").iter().find(|m| m["form"] == "note").expect("a brief");
    assert!(brief["body"].as_str().is_some_and(|b| b.contains("Nhắc việc không có nơi nhận: 2")), "{brief}");

    let mut unknown = office(&[(OWN, &own("role + \"-XYZ\""))]);
    assert_eq!(swept(&mut unknown, "2022-10-11"), [is("before-due", "nobody", &[])]);
    unknown.verified();
}

#[test]
fn who_stands_behind_a_role_is_asked_when_it_fires() {
    let mut office = office(&[]);
    // The head of the office is recorded long after the term was set.
    let head =
        ["actor", "set", "CT1", "--kind", "officer", "--name", "Trưởng phòng Thử 1", "--parent", "BTCTU"];
    office.on("2022-10-20").ok(&[&head[..], &["--set", "duty=head"]].concat());
    let fired = swept(&mut office, "2022-10-27");
    assert_eq!(fired.last(), Some(&is("office-head", "queued", &["CT1"])));
    let digest = office.json(&["outbox"]);
    assert!(
        digest.as_array().expect("messages").iter().any(|m| m["key"] == "digest.2022-10-27.CT1"),
        "{digest}"
    );
}

#[test]
fn a_reminder_is_added_while_the_case_runs() {
    let mut office = office(&[]);
    let line = |rung: &str| ["due", CASE, "answer", "--remind", rung].map(ToOwned::to_owned);
    let refused = |office: &Office, rung: &str| {
        let line = line(rung);
        office.refused(1, &line.each_ref().map(String::as_str)).error
    };
    for bad in ["third-letter", "third-letter x owner reminder-second", "Third +8 owner reminder-second"] {
        assert_eq!(refused(&office, bad), "refusal-bad-rung", "{bad}");
    }
    assert_eq!(refused(&office, "third-letter +8 owner no-such-letter"), "refusal-unknown-letter");
    assert_eq!(refused(&office, "first-letter +8 owner reminder-second"), "refusal-rung-exists");
    assert_eq!(refused(&office, "early -20 owner due-soon"), "refusal-rung-past");
    let added = line("third-letter +8 owner reminder-second");
    assert_eq!(office.json(&added.each_ref().map(String::as_str))["reminder"], "2022-10-25");
    office.write(
        "scripts/bulk/more.rhai",
        "fn args() { #{} }\nfn main(a) { find_case(\"VT-2022-001\").task(\"answer\").add_rung(rung(\"fourth\", 9, \"owner\", \"reminder-second\")); }\n",
    );
    office.ok(&["run", "scripts/bulk/more.rhai"]);
    swept(&mut office, "2022-10-24");
    assert_eq!(swept(&mut office, "2022-10-25"), [is("third-letter", "queued", &["522"])]);
    assert_eq!(swept(&mut office, "2022-10-26"), [is("fourth", "queued", &["522"])]);
    office.verified();
}

#[test]
fn a_broken_hook_holds_back_its_own_reminder_and_no_other() {
    let broken = "//! Bước 1.\nfn recipients(c, t, role) { throw \"no_such_property\"; }\n";
    let mut office = office(&[(OWN, broken)]);
    office.ok(&["done", "VT-2022-002", "letter", "--doc", "12-CV/BTCTU 22/9/2022"]);
    let ran = office.on("2022-10-14").run(&["remind", "--format", "json"]);
    assert_eq!(ran.code, 3, "{}", ran.stderr);
    let told: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    assert_eq!(told["messages"].as_array().map(Vec::len), Some(1), "the other district's letter: {told}");
    let stuck = &told["stuck"][0];
    assert_eq!((&stuck["case"], &stuck["error"]["place"]["line"]), (&json!(CASE), &json!(2)), "{stuck}");
    // It stays due, and is told each time until somebody does something about it.
    assert_eq!(office.run(&["remind"]).code, 3);
    assert!(office.run(&["schedule", "--once"]).stdout.contains("no_such_property"));
    office.ok(&["done", CASE, "answer", "--outcome", "no-reply"]);
    assert_eq!(office.run(&["remind"]).code, 0);
    office.verified();
}

#[test]
fn a_full_digest_counts_the_rest_and_brings_it_the_next_working_day() {
    let mut office = office(&[]);
    // Forty-five tasks of the office itself, all late at once, on a Friday.
    office.write(
        "scripts/bulk/many.rhai",
        "fn args() { #{} }\nfn main(a) {\n    let c = find_case(\"DOT-2022-01\");\n    for n in 100..145 {\n        let t = c.add_task(`extra-${n}`, #{ title: `Việc thử ${n}`, owner: \"BTCTU\" });\n        t.set_term(working_days(10), date(\"22/9/2022\"), \"Công văn 1-CV/TU\");\n    }\n}\n",
    );
    office.ok(&["run", "scripts/bulk/many.rhai"]);
    let told = office.on("2022-10-07").json(&["remind"]);
    assert_eq!((&told["digests"][0]["items"], &told["digests"][0]["waiting"]), (&json!(40), &json!(5)));
    assert_eq!(office.json(&["remind"])["messages"], json!([]), "one digest a day");
    let body = office.json(&["outbox"])[0]["body"].as_str().expect("a text").to_owned();
    assert!(body.contains("40 việc") && body.contains("Còn 5 việc nữa"), "{body}");
    // Two of those that wait are done meanwhile.
    for n in [143, 144] {
        office.ok(&["done", "DOT-2022-01", &format!("extra-{n}")]);
    }
    for day in ["2022-10-08", "2022-10-09"] {
        assert_eq!(office.on(day).json(&["remind"])["messages"], json!([]), "{day}");
    }
    let told = office.on("2022-10-10").json(&["remind"]);
    assert_eq!((&told["digests"][0]["items"], &told["digests"][0]["waiting"]), (&json!(3), &json!(0)));
    office.verified();
}

#[test]
fn what_has_not_left_is_taken_back_when_its_task_ends() {
    let mut office = office(&[]);
    office.write("outbox", "a file where the folder should be");
    // A letter, and later a digest of one reminder, that cannot leave.
    assert_eq!(office.on("2022-10-14").run(&["remind"]).code, 4);
    assert_eq!(office.on("2022-10-27").run(&["remind"]).code, 4);
    let states = |office: &Office| -> Vec<(String, String)> {
        let made = office.json(&["outbox"]);
        let word = |m: &Value, key: &str| m[key].as_str().unwrap_or_default().to_owned();
        made.as_array().expect("messages").iter().map(|m| (word(m, "form"), word(m, "state"))).collect()
    };
    let failed = |form: &str| (form.to_owned(), "failed".to_owned());
    assert_eq!(states(&office), [failed("letter"), failed("letter"), failed("digest")]);
    office.ok(&["done", CASE, "answer", "--outcome", "no-reply"]);
    assert!(states(&office).iter().all(|(_, state)| state == "cancelled"), "{:?}", states(&office));
    std::fs::remove_file(office.home().join("outbox")).expect("the file");
    assert_eq!(office.json(&["remind"])["messages"], json!([]));
    assert!(office.ok(&["outbox", "--waiting"]).contains("no such messages"));
    office.verified();
}
