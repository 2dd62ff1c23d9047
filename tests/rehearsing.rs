//! What a rehearsal of days to come prints is, byte for byte, what the schedule then sends on those days; and it leaves
//! no trace.

mod support;

use serde_json::Value;
use std::net::TcpListener;
use std::process::Command;
use support::{Office, Ran};

/// A round over Tết 2023: letters late, one answer with a binding term, one case at rest, an officer who heads the office.
fn office() -> Office {
    let mut office = Office::new();
    let head =
        ["actor", "set", "CT1", "--kind", "officer", "--name", "Trưởng phòng Thử 1", "--parent", "BTCTU"];
    office.ok(&[&head[..], &["--set", "duty=head"]].concat());
    office.ok(&["open", "round", "--subject", "BTCTU"]);
    office.on("2022-12-27");
    for number in 1..=5 {
        office.ok(&["done", &format!("VT-2022-{number:03}"), "letter", "--doc", "12-CV/BTCTU 27/12/2022"]);
    }
    let term = ["due", "VT-2022-002", "answer", "--term", "12 ngày làm việc", "--after", "letter"];
    let basis = ["--basis", "Công văn 12-CV/BTCTU", "--binding", "no-reply"];
    office.ok(&[&term[..], &basis[..]].concat());
    office.ok(&["suspend", "VT-2022-003", "--reason", "chờ kiện toàn"]);
    office
}

/// Drives the real schedule: on every day at the times of its jobs.
fn drive(office: &mut Office, from: &str, until: &str) {
    let (from, until): (chrono::NaiveDate, chrono::NaiveDate) =
        (from.parse().expect("a day"), until.parse().expect("a day"));
    for day in from.iter_days().take_while(|day| *day <= until) {
        for time in ["07:30", "07:40"] {
            office.on(&format!("{day} {time}")).ok(&["schedule", "--once"]);
        }
    }
}

#[test]
fn a_rehearsal_prints_what_the_schedule_then_sends() {
    let mut office = office();
    office.on("2022-12-28 07:00");
    let head = office.json(&["verify"])["head"].clone();
    let lines = ["rehearse", "--until", "10/2/2023"];
    let told = office.ok(&[&lines[..], &["--full"]].concat());
    let told_json = office.json(&lines);

    assert_eq!(office.json(&["verify"])["head"], head, "nothing is stored");
    assert!(!office.home().join("outbox").exists(), "nothing is sent");
    assert!(office.ok(&["outbox"]).contains("There are no such messages"));

    drive(&mut office, "2022-12-28", "2023-02-10");
    assert_eq!(office.ok(&["outbox", "--full"]), told);
    assert_eq!(office.json(&["outbox"]), told_json);

    // The play was worth it: letters, a digest of a person, briefs; the binding term ran out; nothing over Tết.
    let messages = told_json.as_array().expect("messages");
    let of = |form: &str| messages.iter().filter(|m| m["form"] == form).count();
    assert!(of("letter") >= 3 && of("digest") >= 1 && of("note") >= 20, "{told}");
    assert!(messages.iter().any(|m| m["form"] == "digest" && m["to"] == "CT1"));
    let answer = &office.json(&["show", "VT-2022-002"])["case"];
    assert_eq!(answer["outcome"], "no-reply");
    let days: Vec<&str> = messages.iter().filter_map(|m| m["on"].as_str()).collect();
    assert!(days.iter().all(|day| !("2023-01-20".."2023-01-27").contains(day)), "{days:?}");
    assert!(messages.iter().all(|m| m["case"] != "VT-2022-003"), "a case at rest is not reminded");
    office.verified();
}

#[test]
fn a_rehearsal_touches_no_channel() {
    let mut office = office();
    office.ok(&["actor", "set", "CT1", "--set", "email=truongphong1@example.vn"]);
    let seen = office.home().join("seen");
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.set_nonblocking(true).expect("it does not wait");
    let called = || listener.accept().is_ok();
    let settings = format!(
        "[channels]\nletters = \"command\"\ndigests = \"mail\"\n[command]\nrun = [\"/usr/bin/touch\", \"{}\"]\n[mail]\nserver = \
         \"localhost\"\nport = {}\ntls = \"none\"\nfrom = \"btctu@example.vn\"\ntimeout_seconds = 1\n",
        seen.display(),
        listener.local_addr().expect("an address").port()
    );
    office.write("quytrinh.toml", &settings);
    office.on("2023-01-18 07:00");
    let told = office.ok(&["rehearse", "--until", "10/2/2023"]);
    assert!(told.contains(".CT1 "), "a mail to come: {told}");
    office.on("2023-02-10 07:30").ok(&["remind", "--rehearse"]);
    assert!(!seen.exists() && !called());
    // In earnest each would have been noticed.
    assert_eq!(office.run(&["remind"]).code, 4, "the mail server says nothing");
    assert!(seen.exists() && called());
}

#[test]
fn a_rehearsal_only_looks_ahead() {
    let mut office = Office::new();
    let refused = office.on("2023-01-18").refused(1, &["rehearse", "--until", "17/1/2023"]);
    assert_eq!(refused.error, "refusal-rehearsal-backwards");
    let said = office.fails(1, &["rehearse", "--until", "17/1/2023"]);
    assert!(said.contains("17/01/2023 is before today (18/01/2023)"), "{said}");
    let mut command = Command::new(env!("CARGO_BIN_EXE_quytrinh"));
    command.args(["--home", &office.home().to_string_lossy(), "--lang", "vi", "--now", office.now()]);
    command.args(["rehearse", "--until", "17/1/2023"]);
    let said = Ran::of(command.output().expect("the program starts")).stderr;
    assert!(said.contains("Ngày 17/01/2023 ở trước hôm nay (18/01/2023)"), "{said}");
    assert_eq!(office.refused(1, &["rehearse", "--until", "30/2/2023"]).error, "refusal-bad-date");
    let played: Value = office.json(&["rehearse", "--until", "18/1/2023"]);
    assert_eq!(played.as_array().map(Vec::len), Some(1), "the brief of the day: {played}");
}
