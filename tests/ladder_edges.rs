//! Where reminders reach nobody, make no sense, or rest on a script that is broken.

mod support;

use serde_json::{Value, json};
use support::Office;
use support::clerk::text;

const CASE: &str = "VT-2022-001";
const OTHER: &str = "VT-2022-002";
/// Where the district of `CASE` has rules of its own.
const OWN: &str = "scripts/rotation/districts/522/package.rhai";

/// A round whose first district has rules of its own; two letters went out on 22/9/2022, the answers are due on 29/9.
fn office(own: &str) -> Office {
    let mut office = Office::untested();
    if !own.is_empty() {
        office.write(OWN, own);
        office.ok(&["scripts", "publish"]);
    }
    office.ok(&["open", "round", "--subject", "BTCTU"]);
    office.on("2022-09-22");
    for case in [CASE, OTHER] {
        office.ok(&["done", case, "letter", "--doc", "12-CV/BTCTU 22/9/2022"]);
        let line = ["due", case, "answer", "--term", "5 working days", "--basis", "Công văn 12-CV/BTCTU"];
        assert_eq!(office.json(&line)["due"], "2022-09-29");
    }
    office
}

fn remind(office: &mut Office, day: &str) -> Value {
    office.on(day).json(&["remind"])
}

/// The keys of the messages that went out.
fn went(told: &Value) -> Vec<&str> {
    told["messages"].as_array().expect("messages").iter().map(|message| text(message, "message")).collect()
}

/// A failure in both languages, as one text.
fn told(office: &Office, args: &[&str]) -> String {
    let (english, vietnamese) = (office.run_in("en", args), office.run_in("vi", args));
    assert_eq!((english.code, vietnamese.code), (1, 1), "{}{}", english.stderr, vietnamese.stderr);
    format!("{}{}", english.stderr, vietnamese.stderr)
}

#[test]
fn a_role_may_stand_for_several_for_nobody_or_for_one_that_does_not_exist() {
    let own = r#"
fn ladder(c, t) {
    [rung("both", 1, "both", "reminder-first"), rung("none", 2, "none", "reminder-first"), rung("ghost", 3, "ghost", "due-soon")]
}
fn recipients(c, t, role) {
    switch role { "both" => [t.owner, "524"], "none" => [], "ghost" => role + "-KHONGCO", _ => base::recipients(c, t, role) }
}
"#;
    let mut office = office(own);
    assert_eq!(
        went(&remind(&mut office, "2022-09-30"))[..2],
        ["VT-2022-001.answer.1.1.both.522", "VT-2022-001.answer.1.1.both.524"]
    );
    office.on("2022-10-03");
    let told = office.run_in("vi", &["remind"]);
    assert_eq!(told.code, 0, "{}", told.stderr);
    let line = "Mức nhắc none của việc answer, hồ sơ VT-2022-001, không có nơi nhận.";
    assert!(told.stdout.contains(line), "{}", told.stdout);
    let told = remind(&mut office, "2022-10-04");
    assert_eq!(
        (&told["rungs"][0]["fate"], &told["rungs"][0]["to"]),
        (&json!("nobody"), &json!([])),
        "{told}"
    );
    let why = office.ok(&["why", CASE]);
    assert!(why.contains("03/10/2022 none → none · reached nobody on 03/10/2022"), "{why}");
    assert!(why.contains("ghost → ghost · reached nobody on 04/10/2022"), "{why}");
    let morning = office.ok(&["run", "scripts/jobs/morning.rhai"]);
    assert!(morning.contains("Nhắc việc không có nơi nhận: 2"), "{morning}");
    assert!(morning.contains("(mức none)") && morning.contains("(mức ghost)"), "{morning}");
    // Once the task is done there is nobody to reach any more.
    office.ok(&["done", CASE, "answer", "--outcome", "no-reply"]);
    let morning = office.on("2022-10-05").ok(&["run", "scripts/jobs/morning.rhai"]);
    assert!(morning.contains("Nhắc việc không có nơi nhận: 0"), "{morning}");
    office.verified();
}

#[test]
fn a_reminder_is_added_while_the_case_runs() {
    let mut office = office("");
    let line = ["due", CASE, "answer", "--remind", "third-letter +8 owner reminder-second"];
    assert_eq!(office.json(&line)["reminder"], "2022-10-11");
    let by_name = ["due", CASE, "answer", "--remind", "by-name +9 BTGTU due-soon"];
    assert_eq!(office.json(&by_name)["reminder"], "2022-10-12");
    let script = office.write(
        "add.rhai",
        "//! Nhắc thêm.\nfn main() {\n    for t in tasks().open().filter(|t| t.key == \"answer\" && t.due != ()) {\n        \
         t.add_rung(rung(\"last-call\", 12, \"office\", \"escalation\"));\n    }\n}\n",
    );
    office.ok(&["run", &script.to_string_lossy()]);
    for case in [CASE, OTHER] {
        assert!(office.ok(&["why", case]).contains("17/10/2022 last-call → Ban Tổ chức Tỉnh ủy"));
    }
    for day in ["2022-09-27", "2022-09-30", "2022-10-06", "2022-10-10"] {
        remind(&mut office, day);
    }
    assert_eq!(went(&remind(&mut office, "2022-10-11")), ["VT-2022-001.answer.1.1.third-letter.522"]);
    assert_eq!(went(&remind(&mut office, "2022-10-12")), ["VT-2022-001.answer.1.1.by-name.BTGTU"]);
    // A date that moves takes the reminders added by hand along.
    let line = ["due", CASE, "answer", "--term", "30 working days", "--basis", "Công văn 15-CV/BTCTU"];
    office.ok(&line);
    let why = office.json(&["why", CASE]);
    let rungs = why["tasks"][0]["rungs"].as_array().expect("rungs").clone();
    let last = rungs.iter().find(|rung| rung["name"] == "last-call").expect("it is still planned");
    assert!(text(last, "day") > "2022-12-01", "{last}");
    office.verified();
}

#[test]
fn a_reminder_that_makes_no_sense_is_refused_with_the_way_out() {
    let office = office("");
    let entries = office.verified();
    let line = |text: &'static str| ["due", CASE, "answer", "--remind", text];
    for (typed, error) in [
        ("third-letter +8 owner", "refusal-bad-rung"),
        ("third-letter owner +8 reminder-second", "refusal-bad-rung"),
        ("third.letter +8 owner reminder-second", "refusal-bad-rung"),
        ("third-letter +5000 owner reminder-second", "refusal-bad-rung"),
        ("", "refusal-bad-rung"),
        ("first-letter +8 owner reminder-second", "refusal-rung-exists"),
        ("third-letter +8 owner reminder-thrid", "refusal-unknown-letter"),
        ("third-letter -9 owner reminder-second", "refusal-rung-past"),
        ("third-letter +8 KHONGCO reminder-second", "refusal-unknown-actor"),
    ] {
        assert_eq!(office.refused(1, &line(typed)).error, error, "{typed}");
    }
    let letter = ["due", "VT-2022-003", "letter", "--remind", "x +1 owner due-soon"];
    assert_eq!(office.refused(1, &letter).error, "refusal-no-term");
    let bad = told(&office, &line("third-letter"));
    assert_eq!(bad.matches("\"third-letter +8 owner reminder-second\"").count(), 2, "{bad}");
    let letters = told(&office, &line("third-letter +8 owner reminder-thrid"));
    assert_eq!(
        letters.matches("due-soon, escalation, reminder-first, reminder-second").count(),
        2,
        "{letters}"
    );
    let exists = told(&office, &line("first-letter +8 owner reminder-second"));
    assert_eq!(exists.matches("why VT-2022-001").count(), 2, "{exists}");
    let past = told(&office, &line("third-letter -9 owner reminder-second"));
    assert!(past.contains("16/09/2022") && past.matches("22/09/2022").count() == 2, "{past}");
    let script = office.write("add.rhai", "fn main() { rung(\"a.b\", 1, \"owner\", \"due-soon\"); }\n");
    let refused = office.refused(3, &["run", &script.to_string_lossy()]);
    assert!(text(&refused.json, "message").contains("the name of a reminder"), "{}", refused.json);
    assert_eq!(office.verified(), entries);
}

#[test]
fn a_broken_script_holds_up_its_own_reminders_and_no_others() {
    let own =
        "/// Ai nhận.\nfn recipients(c, t, role) {\n    let chosen = c.subject.deputy;\n    chosen.name\n}\n";
    let mut office = office(own);
    office.on("2022-09-30");
    let ran = office.run(&["remind", "--format", "json"]);
    assert_eq!(ran.code, 3, "{}", ran.stderr);
    let told: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    assert_eq!(went(&told), ["VT-2022-002.answer.1.1.first-letter.524"]);
    let stuck: Vec<(&str, &str)> = told["stuck"]
        .as_array()
        .expect("stuck")
        .iter()
        .map(|one| (text(one, "case"), text(one, "rung")))
        .collect();
    assert_eq!(stuck, [(CASE, "before-due"), (CASE, "first-letter")]);
    let place = &told["stuck"][0]["error"]["place"];
    assert_eq!(
        (&place["file"], &place["line"]),
        (&json!("districts/522/package.rhai"), &json!(4)),
        "{place}"
    );
    // It says so every time, in the language of the clerk, with the line.
    let again = office.run_in("vi", &["remind"]);
    assert_eq!(again.code, 3);
    for part in ["mức nhắc first-letter: chưa làm được", "districts/522/package.rhai:4", "chosen.name"]
    {
        assert!(again.stdout.contains(part), "`{part}` is not in\n{}", again.stdout);
    }
    // Asked why, it tells what it knows and names the fault once.
    let why = office.ok(&["why", CASE]);
    assert!(why.contains("Due 29/09/2022") && why.contains("first-letter → urged · planned"), "{why}");
    assert_eq!(why.matches("districts/522/package.rhai:4").count(), 1, "{why}");

    // Mended, it helps the cases opened from then on; this one keeps the edition it was opened with, and nothing of it
    // is lost: its reminders stay due.
    office.write(OWN, "fn recipients(c, t, role) { t.owner }\n");
    office.ok(&["scripts", "publish"]);
    assert_eq!(office.run(&["remind"]).code, 3);
    let why = office.json(&["why", CASE]);
    let planned =
        why["tasks"][0]["rungs"].as_array().expect("rungs").iter().filter(|r| r["fired_on"].is_null());
    assert_eq!(planned.count(), 4);
    // The task ends as any other, and then nothing is stuck any more.
    office.ok(&["done", CASE, "answer", "--outcome", "no-reply"]);
    assert_eq!(office.json(&["remind"])["stuck"], json!([]));
    office.verified();
}

#[test]
fn a_value_that_names_nobody_is_shown_where_it_comes_from() {
    let mut office = office("fn recipients(c, t, role) {\n    [()]\n}\n");
    office.on("2022-09-30");
    let ran = office.run(&["remind", "--format", "json"]);
    let told: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    let error = &told["stuck"][0]["error"];
    assert_eq!((ran.code, &error["error"]), (3, &json!("script-wrong-value")), "{told}");
    assert_eq!(error["place"]["file"], "districts/522/package.rhai", "{error}");
    assert_eq!(error["place"]["line"], 1, "{error}");
}

/// Moves the due date of the answers by a day: 28/9/2022 is off.
fn storm(office: &Office) {
    let line = "observed = [\n    { date = 2022-09-28, name = \"Nghỉ tránh bão số 4\" },";
    office.edit("calendars/2022.toml", "observed = [", line);
}

/// What became of the reminder that goes to two.
fn both(office: &Office) -> Vec<String> {
    let made = office.json(&["outbox"]);
    let of = |message: &Value| format!("{} {}", text(message, "key"), text(message, "state"));
    made.as_array().expect("messages").iter().map(of).filter(|line| line.contains(".both.")).collect()
}

/// An office whose reminder of 30/9/2022 reached 522, and not 524.
#[cfg(unix)]
fn half_sent() -> Office {
    let own = r#"
fn ladder(c, t) { [rung("both", 1, "both", "reminder-first")] }
fn recipients(c, t, role) { if role == "both" { [t.owner, "524"] } else { base::recipients(c, t, role) } }
"#;
    let mut office = office(own);
    let refuses =
        "[channels]\nletters = \"command\"\n[command]\nrun = [\"/bin/sh\", \"-c\", \"! grep -q both.524\"]\n";
    office.write("quytrinh.toml", refuses);
    office.on("2022-09-30");
    assert_eq!(office.run(&["remind"]).code, 4, "one of the letters cannot be delivered");
    let first = ["VT-2022-001.answer.1.1.both.522 delivered", "VT-2022-001.answer.1.1.both.524 failed"];
    assert_eq!(both(&office), first);
    std::fs::remove_file(office.home().join("quytrinh.toml")).expect("the settings");
    office
}

#[cfg(unix)]
#[test]
fn a_reminder_that_reached_one_of_two_goes_to_the_other_when_its_date_moves() {
    let mut office = half_sent();
    storm(&office);
    // The date is 30/9 now, the reminder comes a working day later, and 522 has had it.
    assert_eq!(went(&remind(&mut office, "2022-09-30")), [""; 0]);
    assert_eq!(went(&remind(&mut office, "2022-10-03"))[0], "VT-2022-001.answer.1.2.both.524");
    assert_eq!(both(&office).iter().filter(|line| line.ends_with("delivered")).count(), 2);
    assert_eq!(office.json(&["why", CASE])["tasks"][0]["rungs"][0]["fate"]["fate"], "queued");
    // Another date by decision is news to both.
    let line = ["due", CASE, "answer", "--term", "9 working days", "--from", "22/9/2022"];
    office.ok(&[&line[..], &["--basis", "Công văn 15-CV/BTCTU"]].concat());
    let again = remind(&mut office, "2022-10-07");
    let of_case: Vec<&str> = went(&again).into_iter().filter(|key| key.starts_with(CASE)).collect();
    assert_eq!(of_case, ["VT-2022-001.answer.1.3.both.2.522", "VT-2022-001.answer.1.3.both.2.524"]);
    office.verified();
}

#[cfg(unix)]
#[test]
fn a_reminder_that_reached_one_of_two_goes_to_the_other_after_a_rest() {
    let mut office = half_sent();
    office.ok(&["suspend", CASE, "--reason", "chờ ý kiến"]);
    office.on("2022-10-03").ok(&["resume", CASE]);
    assert_eq!(went(&remind(&mut office, "2022-10-03"))[0], "VT-2022-001.answer.1.2.both.524");
    assert_eq!(both(&office).iter().filter(|line| line.contains(".both.522")).count(), 1);
    office.verified();
}

#[test]
fn what_is_planned_for_the_second_time_stays_planned_when_the_days_off_change() {
    let mut office = office("");
    assert_eq!(went(&remind(&mut office, "2022-09-30"))[0], "VT-2022-001.answer.1.1.first-letter.522");
    let line = ["due", CASE, "answer", "--term", "8 working days", "--from", "22/9/2022"];
    office.ok(&[&line[..], &["--basis", "Công văn 15-CV/BTCTU"]].concat());
    let planned = |office: &Office| {
        let why = office.json(&["why", CASE]);
        let rungs = why["tasks"][0]["rungs"].as_array().expect("rungs").clone();
        let again = rungs.iter().find(|rung| rung["name"] == "first-letter.2");
        again.map(|rung| text(rung, "day").to_owned())
    };
    assert_eq!(planned(&office).as_deref(), Some("2022-10-05"));
    storm(&office);
    assert_eq!(office.json(&["remind"])["moved"], 2);
    assert_eq!(planned(&office).as_deref(), Some("2022-10-06"));
    let second = remind(&mut office, "2022-10-06");
    assert!(went(&second).contains(&"VT-2022-001.answer.1.3.first-letter.2.522"), "{second}");
    office.verified();
}
