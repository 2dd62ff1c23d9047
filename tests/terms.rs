//! Terms where they are strained: calendars edited in between, rests, more time, binding terms whose script fails.

mod support;

use serde_json::{Value, json};
use support::Office;
use support::clerk::text;

const CASE: &str = "VT-2022-001";
const OTHER: &str = "VT-2022-002";
const BASIS: [&str; 2] = ["--basis", "Công văn 12-CV/BTCTU"];
const MORE_GROUNDS: [&str; 4] = ["--reason", "Huyện đề nghị", "--basis", "Công văn 9-CV/TU"];

/// An office whose scripts were edited like this before the round was opened; two letters went out on 22/9/2022.
fn office_with(edit: impl FnOnce(&Office)) -> Office {
    let mut office = Office::untested();
    edit(&office);
    office.ok(&["scripts", "publish"]);
    office.ok(&["open", "round", "--subject", "BTCTU"]);
    office.on("2022-09-22");
    for case in [CASE, OTHER] {
        office.ok(&["done", case, "letter", "--doc", "12-CV/BTCTU 22/9/2022"]);
    }
    office
}

fn office() -> Office {
    office_with(|_| {})
}

fn term(office: &Office, case: &str, more: &[&str]) -> Value {
    office.json(&[&["due", case, "answer"], more, &BASIS].concat())["due"].clone()
}

fn extend(office: &Office, time: &str) -> Value {
    office.json(&[&["due", CASE, "answer", "--extend", time][..], &MORE_GROUNDS].concat())["due"].clone()
}

fn answer(office: &Office, case: &str) -> Value {
    let page = office.json(&["why", case]);
    let tasks = page["tasks"].as_array().expect("tasks").clone();
    tasks.into_iter().find(|task| task["key"] == "answer").expect("an answer is owed")
}

fn events(office: &Office, case: &str, name: &str) -> Vec<Value> {
    let history = office.json(&["history", case]);
    let events = history.as_array().expect("entries").iter().map(|entry| entry["event"].clone());
    events.filter(|event| event["type"] == name).collect()
}

/// A failure in both languages, as one text.
fn told(office: &Office, args: &[&str]) -> String {
    let (english, vietnamese) = (office.run_in("en", args), office.run_in("vi", args));
    assert_eq!((english.code, vietnamese.code), (1, 1), "{}{}", english.stderr, vietnamese.stderr);
    format!("{}{}", english.stderr, vietnamese.stderr)
}

/// How many letters about the case were delivered.
fn delivered(office: &Office) -> usize {
    let made = office.json(&["outbox"]);
    let mine = made.as_array().expect("messages").iter().filter(|m| m["case"] == CASE);
    mine.filter(|m| m["state"] == "delivered").count()
}

#[test]
fn each_change_of_a_calendar_moves_each_open_date_once() {
    let mut office = office();
    office.ok(&["done", "VT-2022-003", "letter", "--doc", "12-CV/BTCTU 22/9/2022"]);
    office.ok(&["done", "VT-2022-004", "letter", "--doc", "12-CV/BTCTU 22/9/2022"]);
    office.on("2022-12-26");
    for (case, time, due) in [
        (CASE, "8 working days", "2023-01-06"),
        ("VT-2022-003", "8 working days", "2023-01-06"),
        ("VT-2022-004", "8 working days", "2023-01-06"),
    ] {
        assert_eq!(term(&office, case, &["--term", time]), due);
    }
    office.ok(&["suspend", "VT-2022-003", "--reason", "chờ"]);
    office.ok(&["done", "VT-2022-004", "answer", "--outcome", "no-reply"]);
    let file = "calendars/2023.toml";
    let decided = std::fs::read_to_string(office.home().join(file)).expect("the calendar");
    let observed = "    { date = 2023-01-02, name = \"Tết Dương lịch (nghỉ bù)\" }, # thứ Hai\n";
    assert!(decided.contains(observed));
    for (n, (edited, due)) in [
        (
            decided.replace("holidays = [", "holidays = [\n    { date = 2023-01-05, name = \"Nghỉ bão\" },"),
            "2023-01-09",
        ),
        (format!("{decided}\nswaps = [{{ off = 2023-01-05, work = 2023-01-07 }}]\n"), "2023-01-07"),
        (decided.replace(observed, ""), "2023-01-05"),
        (decided.clone(), "2023-01-06"),
    ]
    .into_iter()
    .enumerate()
    {
        office.write(file, &edited);
        let played = office.json(&["--rehearse", "remind"]);
        let moved = |told: &Value| {
            let changes = told["changes"].as_array().expect("changes").clone();
            changes.iter().filter(|change| change["event"]["type"] == "term-moved").count()
        };
        assert_eq!((&played["rehearsed"], moved(&played)), (&json!(true), 1), "{played}");
        let ran = office.run_in("vi", &["remind"]);
        assert!(ran.stdout.contains("Lịch ngày nghỉ thay đổi: 1 hạn được tính lại."), "{}", ran.stdout);
        assert_eq!(answer(&office, CASE)["due"], due);
        let again = office.json(&["remind"]);
        assert_eq!((&again["moved"], &again["changes_count"]), (&json!(0), &json!(0)), "{again}");
        assert_eq!(events(&office, CASE, "term-moved").len(), n + 1);
    }
    // One whose date and reminders lie before it, one that rests, one that has ended.
    for case in [OTHER, "VT-2022-003", "VT-2022-004"] {
        assert!(events(&office, case, "term-moved").is_empty(), "{case}");
    }
    // What rested runs by the calendar of the day it goes on.
    office.write(file, &decided.replace(observed, ""));
    office.on("2022-12-30").ok(&["resume", "VT-2022-003"]);
    assert_eq!(answer(&office, "VT-2022-003")["due"], "2023-01-11");
    office.verified();
}

#[test]
fn a_calendar_that_a_district_has_no_more_holds_nothing_up() {
    let mut office = office();
    let file = "calendars/2022.toml";
    let decided = std::fs::read_to_string(office.home().join(file)).expect("the calendar");
    let own = "holidays = [\n    { date = 2022-09-28, name = \"Lễ hội\", scope = \"522\" },";
    office.write(file, &decided.replace("holidays = [", own));
    assert_eq!(term(&office, CASE, &["--term", "5 working days"]), "2022-09-30");
    assert_eq!(answer(&office, CASE)["calendar"], "522");
    office.ok(&["remind"]);
    office.write(file, &decided);
    assert_eq!(office.on("2022-09-23").json(&["remind"])["moved"], 1);
    assert_eq!(answer(&office, CASE)["due"], "2022-09-29");
    office.verified();
}

#[test]
fn a_calendar_counts_for_what_lies_within_its_district() {
    let mut office = Office::untested();
    let file = "calendars/2022.toml";
    let decided = std::fs::read_to_string(office.home().join(file)).expect("the calendar");
    let own = "holidays = [\n    { date = 2022-09-28, name = \"Lễ hội\", scope = \"535\" },";
    office.write(file, &decided.replace("holidays = [", own));
    support::copy_folder(
        &std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/procedures"),
        &office.home().join("scripts"),
    );
    // Whoever is asked owes the task: a commune of Ba Tơ, a post of it, a commune elsewhere.
    let kind = office.home().join("scripts/leave/leave/kind.rhai");
    let declared = std::fs::read_to_string(&kind).expect("a kind");
    let any = declared
        .replace("subject: [\"cadre\", \"officer\"]", "subject: [\"commune\", \"post\", \"district\"]");
    assert_ne!(any, declared);
    std::fs::write(&kind, any).expect("the kind");
    office.write(
        "scripts/leave/leave/request.rhai",
        "//! Bước 1. Hỏi.\nfn start(c) { c.add_task(\"ask\", #{ title: \"Trả lời\", owner: c.subject }); }\n\
         fn opened(c, t) { t.set_term(working_days(5), t.opened_on, \"Công văn 1\"); }\nfn next(c) { if c.days == () { () } else { \"opinions\" } }\n",
    );
    office.ok(&["scripts", "publish", "leave"]);
    office.on("2022-09-22");
    let posts = office.json(&["actor", "list", "--kind", "commune"]);
    let commune = posts.as_array().expect("actors").iter().find(|a| a["parent"] == "535").expect("a commune");
    let (commune, post) = (text(commune, "id").to_owned(), format!("{}-BT", text(commune, "id")));
    for (subject, due) in
        [("535", "2022-09-30"), (&commune, "2022-09-30"), (&post, "2022-09-30"), ("524", "2022-09-29")]
    {
        let opened = office.json(&["open", "leave", "--subject", subject]);
        let task = &office.json(&["why", text(&opened, "case")])["tasks"][0];
        assert_eq!(task["due"], due, "{subject}: {task}");
    }
    office.verified();
}

#[test]
fn what_is_left_is_told_while_a_case_rests() {
    let mut office = office();
    term(&office, CASE, &["--term", "3 weeks", "--from", "22/9/2022"]);
    term(&office, OTHER, &["--term", "3 working days", "--from", "22/9/2022"]);
    office.on("2022-09-30");
    for case in [CASE, OTHER] {
        office.ok(&["suspend", case, "--reason", "chờ"]);
    }
    let why = office.run_in("vi", &["why", CASE]).stdout;
    assert!(why.contains("Đồng hồ dừng từ ngày 30/09/2022; còn 1 tuần 6 ngày"), "{why}");
    let why = office.run_in("vi", &["why", OTHER]).stdout;
    assert!(why.contains("khi đó đã quá hạn"), "{why}");

    // A term that is set in the meantime waits as well, whole.
    assert_eq!(term(&office, CASE, &["--term", "10 working days"]), "2022-10-14");
    assert_eq!(
        answer(&office, CASE)["paused"]["left"],
        json!({ "count": 10, "unit": "working-days", "days": 0 })
    );
    let line = [&["due", CASE, "answer", "--extend", "2 days"][..], &MORE_GROUNDS].concat();
    assert_eq!(office.refused(1, &line).error, "refusal-case-rests");
    office.on("2022-10-03");
    for case in [CASE, OTHER] {
        office.ok(&["resume", case]);
    }
    assert_eq!(answer(&office, CASE)["due"], "2022-10-17");
    // What was overdue before the rest is overdue after it.
    let other = answer(&office, OTHER);
    assert_eq!((&other["due"], &other["days_late"]), (&json!("2022-09-27"), &json!(6)));
    office.verified();
}

#[test]
fn more_time_is_bounded_across_a_rest_too() {
    let mut office = office();
    term(&office, CASE, &["--term", "5 working days", "--from", "22/9/2022"]);
    assert_eq!(extend(&office, "3 working days"), "2022-10-04");
    office.on("2022-09-23").ok(&["suspend", CASE, "--reason", "chờ"]);
    office.on("2022-10-03").ok(&["resume", CASE]);
    assert_eq!(answer(&office, CASE)["due"], "2022-10-12");
    let far = [&["due", CASE, "answer", "--extend", "3 working days"][..], &MORE_GROUNDS].concat();
    assert_eq!(office.refused(1, &far).error, "refusal-extended-too-far");
    assert_eq!(extend(&office, "2 working days"), "2022-10-14");
    let why = office.ok(&["why", CASE]);
    let (left, more) = ("what was left runs from 03/10/2022", "extended by 2 working days (Huyện đề nghị)");
    assert!(why.find(left).is_some_and(|at| why[at..].contains(more)), "{why}");
    assert!(why.contains("còn 7 ngày làm việc tính từ 03/10/2022"), "{why}");
    office.verified();
}

#[test]
fn more_time_is_granted_up_to_the_due_date_itself() {
    let mut office = office();
    term(&office, CASE, &["--term", "5 working days", "--from", "22/9/2022"]);
    assert_eq!(extend(office.on("2022-09-29"), "1 working day"), "2022-09-30");
    office.on("2022-10-01");
    let line = ["due", CASE, "answer", "--extend", "1 day"];
    let told = told(&office, &[&line[..], &MORE_GROUNDS].concat());
    for part in ["was due on 30/09/2022", "đã qua hạn ngày 30/09/2022", "--term \"10"] {
        assert!(told.contains(part), "`{part}` is not in\n{told}");
    }
}

#[test]
fn what_more_time_lacks_is_told_with_the_way_out() {
    let office = office();
    let line = ["due", CASE, "answer", "--extend", "5 working days"];
    let bare = told(&office, &[&line[..], &["--reason", "Huyện đề nghị"]].concat());
    assert!(bare.contains("needs the paper or decision it rests on"), "{bare}");
    assert_eq!(bare.matches("--basis \"Công văn 15-CV/HU\"").count(), 2, "{bare}");
    let bare = told(&office, &[&line[..], &["--basis", "Công văn 9"]].concat());
    assert_eq!(bare.matches("--reason").count(), 2, "{bare}");
    let far = ["due", CASE, "answer", "--extend", "16 working days"];
    let far = told(&office, &[&far[..], &MORE_GROUNDS].concat());
    assert!(far.contains("until 03/11/2022") && far.contains("03/11/2022)"), "{far}");
    assert_eq!(far.matches("extension_bound").count(), 2, "{far}");
}

#[test]
fn a_district_bounds_more_time_in_its_own_way() {
    let office = office_with(|office| {
        let path = "scripts/rotation/districts/524/package.rhai";
        office.write(path, "fn extension_bound(c, t) { #{ times: 1, total: working_days(3) } }\n");
    });
    let line = |case: &'static str, time: &'static str| {
        [&["due", case, "answer", "--extend", time][..], &MORE_GROUNDS].concat()
    };
    let far = office.refused(1, &line(OTHER, "4 working days"));
    assert_eq!((far.error.as_str(), &far.facts["last"]), ("refusal-extended-too-far", &json!("2022-10-18")));
    office.ok(&line(OTHER, "2 working days"));
    assert_eq!(office.refused(1, &line(OTHER, "1 working day")).error, "refusal-extended-enough");
    office.ok(&line(CASE, "4 working days"));
    office.verified();
}

#[test]
fn a_term_that_cannot_be_counted_is_refused_when_it_is_set() {
    let office = office();
    let entries = office.verified();
    let line = |more: &[&'static str]| [&["due", CASE, "answer"], more, &BASIS].concat();
    for far in ["1000 months", "30000 working days"] {
        let told = told(&office, &line(&["--term", far]));
        assert!(told.contains("2100"), "{told}");
    }
    let early = office.refused(1, &line(&["--term", "5 days", "--from", "1/1/1800"]));
    assert_eq!(early.error, "refusal-no-calendar", "{}", early.json);
    let letter = ["due", "VT-2022-003", "letter", "--term", "5 days", "--after", "answer"];
    let refused = office.refused(1, &[&letter[..], &BASIS].concat());
    assert_eq!(refused.error, "refusal-anchor-not-reached", "{}", refused.json);
    let told = told(&office, &[&letter[..], &BASIS].concat());
    assert!(told.contains("which is not done") && told.matches("--from 3/10/2022").count() == 2, "{told}");
    assert_eq!(office.verified(), entries);
}

#[test]
fn a_binding_term_needs_an_outcome_that_asks_nothing_of_a_person() {
    let office = office();
    let entries = office.verified();
    let line = |outcome: &'static str| {
        [&["due", CASE, "answer", "--term", "5 days", "--binding", outcome][..], &BASIS].concat()
    };
    let unknown = told(&office, &line("silence"));
    assert!(unknown.matches("no-reply").count() >= 2, "{unknown}");
    let needs = told(&office, &line("proposed"));
    assert_eq!(needs.matches("offers").count(), 2, "{needs}");
    let needs = office.refused(
        1,
        &[&["due", "VT-2022-003", "letter", "--term", "5 days", "--binding", "done"][..], &BASIS].concat(),
    );
    assert_eq!((needs.error.as_str(), &needs.facts["needs"]), ("refusal-expiry-needs", &json!(["document"])));
    assert_eq!(office.verified(), entries);
}

#[test]
fn a_binding_term_without_an_outcome_asks_the_script_and_a_script_that_fails_stops_nobody() {
    let mut office = office_with(|office| {
        let path = "scripts/rotation/request/step1.rhai";
        let step = std::fs::read_to_string(office.home().join(path)).expect("a step");
        let hook = "\nfn expired(c, t) {\n    if c.subject.id == \"522\" { throw \"chưa tính đến\"; }\n    \
                    c.remark(\"Hết hạn, báo cáo Thường trực\");\n}\n";
        office.write(path, &format!("{step}{hook}"));
    });
    for case in [CASE, OTHER] {
        assert_eq!(term(&office, case, &["--term", "6 working days", "--escalate"]), "2022-09-30");
    }
    office.ok(&["done", "VT-2022-003", "letter", "--doc", "12-CV/BTCTU 22/9/2022"]);
    term(&office, "VT-2022-003", &["--term", "6 working days", "--binding", "no-reply"]);
    assert!(office.ok(&["why", CASE]).contains("binding; once it has passed the procedure decides"));
    for day in ["2022-09-30", "2022-10-01", "2022-10-02"] {
        assert_eq!(office.on(day).json(&["remind"])["expired"], json!([]), "{day}");
    }
    office.on("2022-10-03");
    let ran = office.run(&["remind", "--format", "json"]);
    assert_eq!(ran.code, 3, "{}", ran.stderr);
    let told: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    let expired: Vec<(&str, &Value)> = told["expired"]
        .as_array()
        .expect("expired")
        .iter()
        .map(|e| (text(e, "case"), &e["outcome"]))
        .collect();
    assert_eq!(expired, [(OTHER, &Value::Null), ("VT-2022-003", &json!("no-reply"))]);
    let stuck = &told["stuck"][0];
    assert_eq!((&stuck["case"], &stuck["rung"]), (&json!(CASE), &Value::Null));
    let place = &stuck["error"]["place"];
    assert_eq!(place["file"], "request/step1.rhai", "{stuck}");
    assert!(place["excerpt"].as_str().is_some_and(|line| line.contains("throw")), "{stuck}");
    // Each in a transaction of its own; the letters of the day went out all the same.
    assert!(office.ok(&["show", OTHER]).contains("Hết hạn, báo cáo Thường trực"));
    assert_eq!(office.json(&["show", "VT-2022-003"])["case"]["outcome"], "no-reply");
    assert_eq!(delivered(&office), 2, "that it is due soon, and that it is late");
    assert!(events(&office, CASE, "term-expired").is_empty());
    // The one that failed is tried again; what the script heard once it does not hear again.
    let again = office.run_in("vi", &["remind"]);
    assert_eq!(again.code, 3);
    assert!(again.stdout.contains("chưa làm được, lần sau làm lại"), "{}", again.stdout);
    assert!(
        again.stdout.contains("chưa tính đến") && again.stdout.contains("request/step1.rhai:"),
        "{}",
        again.stdout
    );
    assert!(!again.stdout.contains(OTHER), "{}", again.stdout);
    // A person may still end it.
    office.ok(&["done", CASE, "answer", "--outcome", "no-reply"]);
    assert_eq!(office.json(&["remind"])["stuck"], json!([]));
    office.verified();
}

#[test]
fn late_stays_late_however_it_was_made_good() {
    let mut office = office();
    term(&office, CASE, &["--term", "3 working days", "--from", "22/9/2022"]);
    term(&office, OTHER, &["--term", "3 working days", "--from", "22/9/2022"]);
    office.on("2022-09-29").ok(&["done", CASE, "answer", "--outcome", "no-reply"]);
    assert!(office.ok(&["show", CASE]).contains("2 days late"));
    assert!(office.run_in("vi", &["show", CASE]).stdout.contains("2 ngày"), "in Vietnamese");
    assert_eq!(office.json(&["tasks", "t.was_late"]).as_array().map(Vec::len), Some(2));
    // Recorded late, but done in time.
    office.ok(&["done", OTHER, "answer", "--outcome", "no-reply", "--on", "27/9/2022"]);
    let late = office.json(&["tasks", "t.was_late"]);
    assert_eq!((late.as_array().map(Vec::len), &late[0]["case"]), (Some(1), &json!(CASE)));
    office.verified();
}
