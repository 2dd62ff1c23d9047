//! Reminders, from the typed line to the file in the outbox: each once, on working days, while the task is owed.

mod support;

use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::PathBuf;
use support::{Office, Ran};

const CASE: &str = "VT-2022-001";

/// A round whose letter to Thành ủy Quảng Ngãi went out on 22/9/2022 and gives it ten working days: until 6/10/2022.
fn office() -> Office {
    let mut office = Office::new();
    office.ok(&["open", "round", "--subject", "BTCTU"]);
    office.on("2022-09-22").ok(&["done", CASE, "letter", "--doc", "12-CV/BTCTU 22/9/2022"]);
    let term = [
        "due",
        CASE,
        "answer",
        "--term",
        "10 working days",
        "--from",
        "22/9/2022",
        "--basis",
        "Công văn 12-CV/BTCTU",
    ];
    assert_eq!(office.json(&term)["due"], "2022-10-06");
    office
}

fn outbox(office: &Office) -> PathBuf {
    office.home().join("outbox")
}

/// The names and texts of the letters in the outbox.
fn letters(office: &Office) -> BTreeMap<String, String> {
    let Ok(entries) = std::fs::read_dir(outbox(office)) else { return BTreeMap::new() };
    let read = |path: PathBuf| {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        (name, std::fs::read_to_string(path).expect("a letter"))
    };
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths.filter(|path| path.extension().is_some_and(|ending| ending == "txt")).map(read).collect()
}

/// Sweeps on a day; gives how many reminders fired and how many messages went out.
fn sweep(office: &mut Office, day: &str) -> (u64, usize) {
    let told = office.on(day).json(&["remind"]);
    let messages = told["messages"].as_array().expect("messages");
    assert!(messages.iter().all(|message| message["error"].is_null()), "{told}");
    (told["fired"].as_u64().expect("a count"), messages.len())
}

#[test]
fn each_rung_of_a_term_sends_one_letter_on_its_day() {
    let mut office = office();
    let mut sent = Vec::new();
    for day in days("2022-09-22", "2022-11-10") {
        let (fired, went) = sweep(&mut office, &day);
        assert_eq!(fired, went as u64, "{day}");
        // A second sweep of the day finds nothing left.
        assert_eq!(sweep(&mut office, &day), (0, 0), "{day}");
        if fired > 0 {
            sent.push((day, fired));
        }
    }
    let planned = ["2022-10-04", "2022-10-07", "2022-10-13", "2022-10-20"];
    assert_eq!(sent, planned.map(|day| (day.to_owned(), 1)));
    let letters = letters(&office);
    let names: Vec<&str> = letters.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "2022-10-04_VT-2022-001.answer.1.1.before-due.522.txt",
            "2022-10-07_VT-2022-001.answer.1.1.first-letter.522.txt",
            "2022-10-13_VT-2022-001.answer.1.1.second-letter.522.txt",
            "2022-10-20_digest.2022-10-20.BTCTU.txt",
        ]
    );
    office.verified();
}

/// The days from one to another, both included, as typed after `--now`.
fn days(from: &str, to: &str) -> Vec<String> {
    let day = |text: &str| text.parse::<chrono::NaiveDate>().expect("a day");
    let to = day(to);
    day(from).iter_days().take_while(|day| *day <= to).map(|day| day.to_string()).collect()
}

#[test]
fn a_letter_says_to_whom_what_until_when_and_on_which_ground() {
    let mut office = office();
    sweep(&mut office, "2022-10-04");
    sweep(&mut office, "2022-10-07");
    let letters = letters(&office);
    let letter = &letters["2022-10-07_VT-2022-001.answer.1.1.first-letter.522.txt"];
    for part in [
        "Nơi nhận: Ban Thường vụ Thành ủy Quảng Ngãi\n",
        "Ngày: 07/10/2022\n",
        "Về việc: đôn đốc: Đề xuất ít nhất 01 vị trí là người đứng đầu ở cấp xã và thời điểm tiếp nhận\n",
        "Hồ sơ: VT-2022-001\n",
        "Mã thư: VT-2022-001.answer.1.1.first-letter.522\n",
        "Kính gửi: Ban Thường vụ Thành ủy Quảng Ngãi",
        "06/10/2022 (10 ngày làm việc từ 22/09/2022 · Công văn 12-CV/BTCTU)",
        "quá hạn 1 ngày",
    ] {
        assert!(letter.contains(part), "`{part}` is not in\n{letter}");
    }
    assert!(!letter.contains("mặc định"), "a term of a letter is no default:\n{letter}");
}

#[test]
fn a_default_term_is_never_told_as_a_rule() {
    let mut office = office();
    office.on("2022-09-22").ok(&["done", "VT-2022-002", "letter", "--doc", "13-CV/BTCTU 22/9/2022"]);
    let due: Value = office.json(&["tasks", "t.key == \"answer\" && c.id == \"VT-2022-002\""])[0].clone();
    assert_eq!(due["due"], "2022-10-13");
    assert!(
        due["due_origin"].as_str().is_some_and(|origin| origin.contains("mặc định của cơ quan")),
        "{due}"
    );
    sweep(&mut office, "2022-10-14");
    let letters = letters(&office);
    let letter = &letters["2022-10-14_VT-2022-002.answer.1.0.first-letter.524.txt"];
    assert!(
        letter.contains("13/10/2022 (15 ngày làm việc từ 22/09/2022 · hạn mặc định của cơ quan)"),
        "{letter}"
    );
}

#[test]
fn remind_tells_what_fired_and_where_it_went() {
    let mut office = office();
    let told = office.on("2022-10-04").json(&["remind"]);
    let key = "VT-2022-001.answer.1.1.before-due.522";
    let rung = json!({
        "case": CASE, "task": "answer", "rung": "before-due", "fate": "queued", "to": ["522"], "messages": [key],
    });
    assert_eq!(told["rungs"], json!([rung]));
    let message = &told["messages"][0];
    assert_eq!(
        (&message["message"], &message["to"], &message["error"]),
        (&json!(key), &json!("522"), &Value::Null)
    );
    let place = message["place"].as_str().expect("a place");
    assert!(place.ends_with(&format!("outbox/2022-10-04_{key}.txt")), "{place}");

    let history = office.json(&["history", CASE]);
    let last = history.as_array().expect("entries").last().expect("an entry");
    assert_eq!(
        (&last["event"]["type"], &last["event"]["rung"]),
        (&json!("rung-fired"), &json!("before-due"))
    );
}

#[test]
fn two_sweeps_at_once_send_nothing_twice() {
    let mut office = Office::new();
    office.ok(&["open", "round", "--subject", "BTCTU"]);
    office.on("2022-09-22");
    for number in 1..=11 {
        office.ok(&["done", &format!("VT-2022-{number:03}"), "letter", "--doc", "12-CV/BTCTU 22/9/2022"]);
    }
    office.on("2022-11-10");
    let sweeps: Vec<Ran> = std::thread::scope(|scope| {
        let started: Vec<_> =
            (0..4).map(|_| scope.spawn(|| office.run(&["remind", "--format", "json"]))).collect();
        started.into_iter().map(|sweep| sweep.join().expect("a sweep")).collect()
    });
    let mut fired = 0;
    let mut sent = BTreeMap::new();
    for ran in &sweeps {
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        let told: Value = serde_json::from_str(&ran.stdout).expect("JSON");
        fired += told["fired"].as_u64().expect("a count");
        for message in told["messages"].as_array().expect("messages") {
            *sent.entry(message["message"].to_string()).or_insert(0) += 1;
        }
    }
    let doubles: Vec<_> = sent.iter().filter(|(_, times)| **times > 1).collect();
    assert!(doubles.is_empty(), "delivered twice: {doubles:?}");
    assert_eq!(letters(&office).len(), sent.len());
    // Each rung of each of the eleven tasks has fired: the second letter, which speaks for the first and for that of the
    // coming due date, and the report to the head of the office. Eleven letters, and one digest for the office.
    let rungs = office.json(&["why", CASE])["tasks"][0]["rungs"].clone();
    let fates: Vec<&Value> =
        rungs.as_array().expect("rungs").iter().map(|rung| &rung["fate"]["fate"]).collect();
    assert_eq!(fates, ["folded", "folded", "queued", "queued"]);
    assert_eq!((fired, sent.len()), (22, 12));
    assert_eq!(sweep(&mut office, "2022-11-11"), (0, 0));
    office.verified();
}

#[test]
fn nothing_fires_on_a_day_off_and_nothing_is_lost_over_it() {
    let mut office = office();
    // The machine was off on Friday 7/10.
    assert_eq!(sweep(&mut office, "2022-10-04"), (1, 1));
    assert_eq!(sweep(&mut office, "2022-10-08"), (0, 0), "a Saturday");
    assert_eq!(sweep(&mut office, "2022-10-09"), (0, 0), "a Sunday");
    assert_eq!(sweep(&mut office, "2022-10-10"), (1, 1), "Monday");

    // Over the lunar new year of 2023: due on 18/1, the first letter on 19/1, the second after the holiday.
    let term = [
        "due",
        "VT-2022-002",
        "letter",
        "--term",
        "3 working days",
        "--from",
        "13/1/2023",
        "--basis",
        "Công văn 1-CV/TU",
    ];
    office.on("2023-01-13");
    assert_eq!(office.json(&term)["due"], "2023-01-18");
    for day in ["2023-01-13", "2023-01-16", "2023-01-17", "2023-01-18"] {
        sweep(&mut office, day);
    }
    let before = letters(&office).len();
    for day in days("2023-01-20", "2023-01-26") {
        assert_eq!(sweep(&mut office, &day), (0, 0), "{day}");
    }
    assert_eq!(letters(&office).len(), before);
    let (fired, _) = sweep(&mut office, "2023-01-27");
    assert!(fired > 0, "what fell into the holiday comes after it");
}

#[test]
fn nothing_is_sent_for_what_is_no_longer_owed() {
    let mut office = office();
    let ended: [&[&str]; 3] = [
        &["done", CASE, "answer", "--set", "offers=21010-BT 1/3/2023"],
        &["withdraw", CASE, "--reason", "x"],
        &["done", CASE, "answer", "--outcome", "registered-next-year"],
    ];
    let store = std::fs::read(office.store()).expect("the store");
    for line in ended {
        std::fs::write(office.store(), &store).expect("the store");
        office.on("2022-10-03").ok(line);
        for day in ["2022-10-04", "2022-10-07", "2022-10-13", "2022-10-20"] {
            assert_eq!(sweep(&mut office, day), (0, 0), "{line:?}, {day}");
        }
    }
    assert!(letters(&office).is_empty());
}

#[test]
fn a_task_that_is_done_again_is_reminded_again() {
    let mut office = office();
    sweep(&mut office, "2022-10-04");
    office.on("2022-10-05").ok(&["done", CASE, "answer", "--outcome", "returned"]);
    let due = office.json(&["tasks", "--owner", "522"])[0]["due"].as_str().expect("a due date").to_owned();
    assert_eq!(due, "2022-10-26");
    assert_eq!(sweep(&mut office, "2022-10-07"), (0, 0), "the first turn is over");
    assert_eq!(sweep(&mut office, "2022-10-24"), (1, 1));
    assert!(letters(&office).contains_key("2022-10-24_VT-2022-001.answer.2.0.before-due.522.txt"));
}

#[test]
fn a_case_that_rests_is_not_reminded_and_what_is_left_comes_after() {
    let mut office = office();
    office.on("2022-10-03").ok(&["suspend", CASE, "--reason", "x"]);
    for day in days("2022-10-03", "2022-10-31") {
        assert_eq!(sweep(&mut office, &day), (0, 0), "{day}");
    }
    office.on("2022-11-01").ok(&["resume", CASE]);
    // Three working days were left when the clock stopped: 4, 5 and 6 October.
    let due = office.json(&["tasks", "--owner", "522"])[0]["due"].clone();
    assert_eq!(due, "2022-11-04");
    let mut sent = Vec::new();
    for day in days("2022-11-01", "2022-11-30") {
        let (fired, _) = sweep(&mut office, &day);
        if fired > 0 {
            sent.push(day);
        }
    }
    assert_eq!(sent, ["2022-11-02", "2022-11-07", "2022-11-11", "2022-11-18"]);
}

#[test]
fn more_time_moves_the_letters() {
    let mut office = office();
    assert_eq!(sweep(&mut office, "2022-10-04"), (1, 1));
    let extend = [
        "due",
        CASE,
        "answer",
        "--extend",
        "5 working days",
        "--reason",
        "huyện đề nghị",
        "--basis",
        "Công văn 9-CV/HU",
    ];
    assert_eq!(office.on("2022-10-05").json(&extend)["due"], "2022-10-13");
    for day in ["2022-10-06", "2022-10-07", "2022-10-10"] {
        assert_eq!(sweep(&mut office, day), (0, 0), "{day}");
    }
    assert_eq!(sweep(&mut office, "2022-10-11"), (1, 1), "due soon, for the new date");
    assert_eq!(sweep(&mut office, "2022-10-13"), (0, 0));
    assert_eq!(sweep(&mut office, "2022-10-14"), (1, 1));
    let letters = letters(&office);
    let (_, last) = letters.last_key_value().expect("a letter");
    assert!(last.contains("gia hạn 5 ngày làm việc (huyện đề nghị; Công văn 9-CV/HU)"), "{last}");
}

#[test]
fn a_template_that_names_what_does_not_exist_still_sends_and_says_so() {
    let mut office = Office::untested();
    office.write(
        "scripts/rotation/letters/due-soon.txt",
        "sắp đến hạn: {{ tsk.title }}\n\nKính gửi: {{ to.address }}\n",
    );
    std::fs::remove_file(office.home().join("scripts/rotation/letters/reminder-first.txt"))
        .expect("a template");
    // A template that is missing or wrong may stop the publishing; the store can hold such an edition all the same.
    if office.run(&["scripts", "publish"]).code != 0 {
        return;
    }
    office.ok(&["open", "round", "--subject", "BTCTU"]);
    office.on("2022-09-22").ok(&["done", CASE, "letter", "--doc", "12-CV/BTCTU 22/9/2022"]);
    assert_eq!(sweep(&mut office, "2022-10-11"), (1, 1));
    assert_eq!(sweep(&mut office, "2022-10-14"), (1, 1));
    let letters: Vec<String> = letters(&office).into_values().collect();
    let title = "Đề xuất ít nhất 01 vị trí là người đứng đầu ở cấp xã";
    for (letter, wrong) in
        [(&letters[0], "letters/due-soon.txt"), (&letters[1], "letters/reminder-first.txt")]
    {
        for part in ["Nơi nhận: Ban Thường vụ Thành ủy Quảng Ngãi", title, "13/10/2022", wrong]
        {
            assert!(letter.contains(part), "`{part}` is not in\n{letter}");
        }
    }
    office.verified();
}

#[test]
fn what_cannot_be_delivered_waits_for_the_next_sweep() {
    let mut office = office();
    office.write("outbox", "a file where the folder should be");
    office.on("2022-10-04");
    let ran = office.run(&["remind", "--format", "json"]);
    assert_eq!(ran.code, 4, "{}{}", ran.stdout, ran.stderr);
    let told: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    assert_eq!(told["fired"], 1);
    assert!(told["messages"][0]["error"].as_str().is_some_and(|error| error.contains("outbox")), "{told}");
    // Nothing new fires, but what waits is tried again.
    let ran = office.run(&["remind", "--format", "json"]);
    assert_eq!(ran.code, 4);
    assert_eq!(serde_json::from_str::<Value>(&ran.stdout).expect("JSON")["fired"], 0);
    office.verified();

    std::fs::remove_file(outbox(&office)).expect("the file");
    assert_eq!(sweep(&mut office, "2022-10-05"), (0, 1));
    assert_eq!(sweep(&mut office, "2022-10-05"), (0, 0));
    // The letter bears the day it was made.
    assert!(letters(&office).contains_key("2022-10-04_VT-2022-001.answer.1.1.before-due.522.txt"));
    office.verified();
}

#[test]
fn what_another_run_has_queued_is_delivered_once() {
    let mut office = office();
    office.on("2022-10-04");
    // A script fires and queues; a process that ends before it delivers leaves the same behind.
    office.ok(&["run", "scripts/jobs/remind.rhai"]);
    let left = usize::from(letters(&office).is_empty());
    assert_eq!(sweep(&mut office, "2022-10-04"), (0, left));
    assert_eq!(letters(&office).len(), 1);
    assert_eq!(sweep(&mut office, "2022-10-05"), (0, 0));
}

#[test]
fn a_letter_delivered_again_after_a_kill_is_the_same_file() {
    let mut office = office();
    office.on("2022-10-04").ok(&["run", "scripts/jobs/remind.rhai"]);
    let queued = std::fs::read(office.store()).expect("the store");
    assert_eq!(sweep(&mut office, "2022-10-04").0, 0);
    let first = letters(&office);
    // The letter was written, but the process was killed before it could record that.
    std::fs::write(office.store(), &queued).expect("the store");
    sweep(&mut office, "2022-10-05");
    assert_eq!(letters(&office), first);
}
