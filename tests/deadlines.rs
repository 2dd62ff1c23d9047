//! The clock of a task, from the typed line: what it runs from, what it follows, what stops it, and what is never
//! forgotten.

mod support;

use serde_json::{Value, json};
use support::Office;
use support::clerk::text;

const CASE: &str = "VT-2022-001";
const BASIS: [&str; 2] = ["--basis", "Công văn 12-CV/BTCTU"];

/// A round whose letter to Thành ủy Quảng Ngãi went out on 22/9/2022; its answer runs from that day by default.
fn office() -> Office {
    let mut office = Office::new();
    office.ok(&["open", "round", "--subject", "BTCTU"]);
    office.on("2022-09-22").ok(&["done", CASE, "letter", "--doc", "12-CV/BTCTU 22/9/2022"]);
    office
}

/// Gives the answer a term.
fn term(office: &Office, more: &[&str]) -> Value {
    office.json(&[&["due", CASE, "answer"], more, &BASIS].concat())["due"].clone()
}

fn answer(office: &Office) -> Value {
    let page = office.json(&["why", CASE]);
    let tasks = page["tasks"].as_array().expect("tasks").clone();
    tasks.into_iter().find(|task| task["key"] == "answer").expect("an answer is owed")
}

fn due(office: &Office) -> Value {
    answer(office)["due"].clone()
}

/// The events of a case of one kind.
fn events(office: &Office, case: &str, name: &str) -> Vec<Value> {
    let history = office.json(&["history", case]);
    let events = history.as_array().expect("entries").iter().map(|entry| entry["event"].clone());
    events.filter(|event| event["type"] == name).collect()
}

fn letters(office: &Office) -> usize {
    let made = office.json(&["outbox"]);
    made.as_array().expect("messages").iter().filter(|m| m["state"] == "delivered").count()
}

#[test]
fn a_due_date_follows_the_act_it_runs_from() {
    let mut office = office();
    assert_eq!(due(&office), "2022-10-13");
    office.on("2022-10-14").ok(&["remind"]);
    assert_eq!(letters(&office), 1);
    // The letter had really gone out four working days earlier.
    office.ok(&["correct", CASE, "letter", "--on", "2022-09-21", "--reason", "ghi nhầm ngày"]);
    assert_eq!(due(&office), "2022-10-12");
    let moved = events(&office, CASE, "term-moved");
    assert_eq!((moved.len(), &moved[0]["because"]["moved"]), (1, &json!("anchor")));
    // What was sent is not sent again; the second letter comes from the new date.
    let rungs = answer(&office)["rungs"].clone();
    let days: Vec<(&str, &str)> =
        rungs.as_array().expect("rungs").iter().map(|r| (text(r, "name"), text(r, "day"))).collect();
    assert_eq!(
        days,
        [
            ("before-due", "2022-10-11"),
            ("first-letter", "2022-10-14"),
            ("second-letter", "2022-10-19"),
            ("office-head", "2022-10-26")
        ]
    );
    office.on("2022-10-18").ok(&["remind"]);
    assert_eq!(letters(&office), 1);
    office.on("2022-10-19").ok(&["remind"]);
    assert_eq!(letters(&office), 2);

    // A term from a plain day rests where it is.
    term(&office, &["--term", "10 working days", "--from", "19/10/2022"]);
    let before = due(&office);
    office.ok(&["correct", CASE, "letter", "--on", "2022-09-22", "--reason", "đúng ra là ngày 22"]);
    assert_eq!(due(&office), before);
    // One that runs from an act, as typed, moves.
    term(&office, &["--term", "30 working days", "--after", "letter"]);
    office.ok(&["correct", CASE, "letter", "--on", "2022-09-21", "--reason", "xem lại sổ"]);
    assert_eq!(answer(&office)["anchor"]["date"], "2022-09-21");
    office.verified();
}

#[test]
fn what_was_queued_but_never_left_is_taken_back_when_the_date_moves() {
    let mut office = office();
    office.write("outbox", "a file where the folder should be");
    assert_eq!(office.on("2022-10-14").run(&["remind"]).code, 4);
    office.ok(&["correct", CASE, "letter", "--on", "2022-09-21", "--reason", "ghi nhầm ngày"]);
    let made = office.json(&["outbox"]);
    assert_eq!((&made[0]["state"], &made[0]["tries"]), (&json!("cancelled"), &json!(1)), "{made}");
    std::fs::remove_file(office.home().join("outbox")).expect("the file");
    office.ok(&["remind"]);
    assert_eq!(letters(&office), 1, "the letter for the new date");
    office.verified();
}

#[test]
fn due_dates_follow_a_changed_calendar_once() {
    let mut office = office();
    let other = "VT-2022-002";
    office.ok(&["done", other, "letter", "--doc", "13-CV/BTCTU 22/9/2022"]);
    office.ok(&["done", "VT-2022-003", "letter", "--doc", "14-CV/BTCTU 22/9/2022"]);
    office.ok(&["suspend", "VT-2022-003", "--reason", "chờ"]);
    let file = "calendars/2022.toml";
    let decided = std::fs::read_to_string(office.home().join(file)).expect("the calendar");
    let storm = decided.replace(
        "holidays = [",
        "observed = [{ date = 2022-09-28, name = \"Nghỉ tránh bão số 4\" }]\nholidays = [",
    );
    assert_ne!(storm, decided);
    let storm = if decided.contains("observed = [") {
        decided.replacen(
            "observed = [",
            "observed = [\n    { date = 2022-09-28, name = \"Nghỉ tránh bão số 4\" },",
            1,
        )
    } else {
        storm
    };
    office.write(file, &storm);
    office.on("2022-09-27");
    let played = office.json(&["remind", "--rehearse"]);
    assert_eq!(played["changes_count"], 3, "the calendar, and two due dates: {played}");
    assert_eq!(played["moved"], 2, "{played}");
    assert_eq!(due(&office), "2022-10-13", "only rehearsed");
    assert_eq!(office.json(&["remind"])["moved"], 2);
    assert_eq!(due(&office), "2022-10-14");
    assert_eq!(events(&office, other, "term-moved")[0]["because"]["moved"], "calendar");
    assert!(events(&office, "VT-2022-003", "term-moved").is_empty(), "its clock stands still");
    let told = office.ok(&["why", CASE]);
    assert!(told.contains("Nghỉ tránh bão số 4"), "{told}");
    assert_eq!(
        (&office.json(&["remind"])["moved"], office.json(&["remind"])["changes_count"].as_u64()),
        (&json!(0), Some(0))
    );
    // A mistake in the file stops the sweep, names file and line, and loses nothing; mended, it goes on.
    office.write(file, &storm.replace("2022-09-28", "2022-09-31"));
    let refused = office.refused(1, &["remind"]);
    assert!(refused.json["message"].as_str().is_some_and(|m| m.contains("2022.toml")), "{}", refused.json);
    assert_eq!(office.refused(1, &["schedule", "--once"]).error, refused.error);
    office.write(file, &decided);
    assert_eq!(office.json(&["remind"])["moved"], 2);
    assert_eq!(due(&office), "2022-10-13");
    office.verified();
}

#[test]
fn what_was_reckoned_by_days_off_that_were_put_back_is_reckoned_anew() {
    let office = office();
    let file = "calendars/2022.toml";
    let decided = std::fs::read_to_string(office.home().join(file)).expect("the calendar");
    let line = "observed = [\n    { date = 2022-09-28, name = \"Nghỉ tránh bão số 4\" },";
    office.edit(file, "observed = [", line);
    for (case, letter) in [("VT-2022-002", "13-CV/BTCTU 22/9/2022"), ("VT-2022-003", "14-CV/BTCTU 22/9/2022")]
    {
        office.ok(&["done", case, "letter", "--doc", letter]);
    }
    let of = |case: &str| office.json(&["why", case])["tasks"][0]["due"].clone();
    assert_eq!((due(&office), of("VT-2022-002")), (json!("2022-10-13"), json!("2022-10-14")));
    office.write(file, &decided);
    assert_eq!(office.json(&["remind"])["moved"], 2);
    for case in [CASE, "VT-2022-002", "VT-2022-003"] {
        assert_eq!(of(case), "2022-10-13", "{case}");
    }
    assert_eq!(office.json(&["remind"])["changes_count"], 0);
    office.verified();
}

#[test]
fn the_days_off_of_one_district_count_for_it_alone() {
    let mut office = office();
    let file = "calendars/2022.toml";
    let decided = std::fs::read_to_string(office.home().join(file)).expect("the calendar");
    let own = "{ date = 2022-09-28, name = \"Lễ hội của huyện\", scope = \"535\" }";
    let with = if decided.contains("observed = [") {
        decided.replacen("observed = [", &format!("observed = [\n    {own},"), 1)
    } else {
        format!("{decided}\nobserved = [{own}]\n")
    };
    office.write(file, &with);
    // Ba Tơ is 535, Bình Sơn 524.
    for case in ["VT-2022-012", "VT-2022-002"] {
        office.ok(&["done", case, "letter", "--doc", "12-CV/BTCTU 22/9/2022"]);
    }
    let of = |case: &str| {
        let page = office.json(&["why", case]);
        (page["tasks"][0]["due"].clone(), page["tasks"][0]["calendar"].clone())
    };
    assert_eq!(of("VT-2022-012"), (json!("2022-10-14"), json!("535")));
    assert_eq!(of("VT-2022-002"), (json!("2022-10-13"), Value::Null));
    let named = ["--term", "15 working days", "--from", "22/9/2022", "--calendar", "535"];
    assert_eq!(term(&office, &named), "2022-10-14");
    let unknown = office.refused(
        1,
        &[&["due", CASE, "answer", "--term", "3 days", "--calendar", "524"], &BASIS[..]].concat(),
    );
    assert_eq!(unknown.facts["fault"]["known"], json!(["535"]), "{}", unknown.json);
    let far = office.refused(1, &[&["due", CASE, "answer", "--term", "1000 months"], &BASIS[..]].concat());
    assert!(far.json["message"].as_str().is_some_and(|m| m.contains("outside the calendar")), "{}", far.json);
    office.on("2022-09-29").ok(&["remind"]);
    office.verified();
}

#[test]
fn a_rest_keeps_what_is_left_in_its_own_unit() {
    for (length, left, until) in [
        ("10 working days", json!({ "count": 5, "unit": "working-days", "days": 0 }), "2022-11-08"),
        ("10 days", json!({ "count": 4, "unit": "days", "days": 0 }), "2022-11-07"),
        ("3 weeks", json!({ "count": 2, "unit": "weeks", "days": 0 }), "2022-11-15"),
        ("2 months", json!({ "count": 1, "unit": "months", "days": 24 }), "2022-12-26"),
    ] {
        let mut office = office();
        term(&office, &["--term", length, "--from", "22/9/2022"]);
        office.on("2022-09-29").ok(&["suspend", CASE, "--reason", "chờ"]);
        assert_eq!(answer(&office)["paused"]["left"], left, "{length}");
        office.on("2022-11-01").ok(&["resume", CASE]);
        assert_eq!(due(&office), until, "{length}");
        office.verified();
    }
}

#[test]
fn more_time_is_bounded_and_needs_its_grounds() {
    let mut office = office();
    term(&office, &["--term", "10 working days", "--from", "22/9/2022"]);
    let line = ["due", CASE, "answer", "--extend", "4 working days"];
    let reason = ["--reason", "Huyện đề nghị"];
    let basis = ["--basis", "Công văn 9-CV/TU"];
    assert_eq!(office.refused(1, &[&line[..], &basis].concat()).error, "refusal-missing-reason");
    assert_eq!(office.refused(1, &[&line[..], &reason].concat()).error, "refusal-missing-basis");
    let far = ["due", CASE, "answer", "--extend", "11 working days"];
    let far = office.refused(1, &[&far[..], &reason, &basis].concat());
    assert_eq!((far.error.as_str(), &far.facts["last"]), ("refusal-extended-too-far", &json!("2022-10-20")));
    for until in ["2022-10-12", "2022-10-18"] {
        assert_eq!(office.json(&[&line[..], &reason, &basis].concat())["due"], until);
    }
    assert_eq!(office.refused(1, &[&line[..], &reason, &basis].concat()).error, "refusal-extended-enough");
    let told = office.ok(&["why", CASE]);
    assert_eq!(told.matches("extended by").count(), 2, "{told}");
    assert!(told.contains("Công văn 9-CV/TU"), "{told}");
    office.on("2022-10-19");
    assert_eq!(office.refused(1, &[&line[..], &reason, &basis].concat()).error, "refusal-past-due");
    office.verified();
}

#[test]
fn a_binding_term_ends_its_task_and_an_advisory_one_only_reminds() {
    let mut office = office();
    office.ok(&["done", "VT-2022-002", "letter", "--doc", "13-CV/BTCTU 22/9/2022"]);
    let wrong = |outcome: &str| {
        let line = ["due", CASE, "answer", "--term", "6 working days", "--binding", outcome];
        office.refused(1, &[&line[..], &BASIS].concat())
    };
    assert_eq!(wrong("silence").error, "refusal-wrong-outcome");
    assert_eq!(wrong("proposed").error, "refusal-expiry-needs");
    assert_eq!(term(&office, &["--term", "6 working days", "--binding", "no-reply"]), "2022-09-30");
    // Due on a Friday: nothing on that day, nor over the weekend.
    for day in ["2022-09-30", "2022-10-01", "2022-10-02"] {
        assert_eq!(office.on(day).json(&["remind"])["expired"], json!([]), "{day}");
    }
    let told = office.on("2022-10-03").json(&["remind"]);
    assert_eq!(told["expired"][0]["outcome"], "no-reply", "{told}");
    assert_eq!(office.json(&["show", CASE])["case"]["outcome"], "no-reply");
    let done = events(&office, CASE, "task-done");
    assert!(
        done.iter().any(|e| e["note"].as_str().is_some_and(|note| note.contains("30/09/2022"))),
        "{done:?}"
    );
    // The advisory one of the other district runs on.
    office.on("2022-11-30").ok(&["remind"]);
    assert_eq!(office.json(&["show", "VT-2022-002"])["case"]["status"], "open");
    office.verified();
}

#[test]
fn a_task_that_was_late_is_known_as_late() {
    let mut office = office();
    term(&office, &["--term", "5 working days", "--from", "22/9/2022"]);
    office.on("2022-10-10");
    assert_eq!(answer(&office)["days_late"], 11);
    // A new term takes the place of the one that was missed.
    term(&office, &["--term", "10 working days"]);
    let task = |office: &Office| office.json(&["tasks", "t.was_late && c.id == \"VT-2022-001\""])[0].clone();
    assert_eq!((&task(&office)["days_late"], &task(&office)["was_late"]), (&json!(0), &json!(true)));
    assert!(office.ok(&["why", CASE]).contains("Was late before: due on 29/09/2022, until 10/10/2022"));
    office.on("2022-10-11").ok(&["done", CASE, "answer", "--set", "offers=21022-CT 1/3/2023"]);
    assert_eq!((&task(&office)["state"], &task(&office)["days_late"]), (&json!("done"), &json!(11)));
    assert!(office.ok(&["show", CASE]).contains("11 days late"));
    office.verified();
}
