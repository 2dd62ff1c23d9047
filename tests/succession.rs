//! An actor is no more: what it owes passes to those named, reminders and all; what scripts give it later goes to its
//! successor; a mistake is taken back.

mod support;

use serde_json::Value;
use support::Office;
use support::clerk::{Clerk, text};

/// A round whose districts have had their letters on 22 September 2022.
fn office() -> Clerk {
    let mut clerk = Clerk::at(Office::new());
    clerk.office.ok(&["open", "round", "--subject", "BTCTU"]);
    clerk.office.on("2022-09-22");
    for district in ["524", "525"] {
        let request = clerk.number("request", district);
        clerk.records(&request, "letter", "done", &[]);
    }
    clerk
}

fn succeed<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&["actor", "succeed", "524"], more, &["--basis", "Nghị quyết 12-NQ/TW"]].concat()
}

/// The messages about the answer of a district's request: to whom, by which reminder, and what became of each.
fn reminded(clerk: &Clerk, district: &str) -> Vec<[String; 3]> {
    let request = clerk.number("request", district);
    let page = clerk.office.json(&["outbox", "--from", "2022-09-01", "--until", "2022-12-31"]);
    let messages = page.as_array().expect("messages").iter();
    let about = messages.filter(|one| one["case"] == request && one["task"] == "answer");
    about.map(|one| [text(one, "to"), text(one, "rung"), text(one, "state")].map(ToOwned::to_owned)).collect()
}

#[test]
fn what_is_owed_passes_and_what_comes_later_is_given_to_the_successor() {
    let mut clerk = office();
    let answer = clerk.office.json(&succeed(&["BTCTU", "--task", "designation=BTVTU"]));
    assert_eq!(answer["passed"], 1);
    let request = clerk.number("request", "524");
    let task = clerk.task(&request, "answer");
    assert_eq!((text(&task, "owner"), text(&task, "stands_for")), ("BTCTU", "524"));
    let shown = clerk.office.run_in("vi", &["actor", "show", "524"]).stdout;
    assert!(
        shown.contains("Đã được BTCTU kế thừa nhiệm vụ từ ngày 22/09/2022 (Nghị quyết 12-NQ/TW)"),
        "{shown}"
    );
    assert!(shown.contains("designation: BTVTU"), "{shown}");
    // Returned, the answer is asked again: of the successor.
    clerk.records(&request, "answer", "returned", &[]);
    let again = clerk.task(&request, "answer");
    assert_eq!(
        (again["turn"].as_u64(), text(&again, "owner"), text(&again, "stands_for")),
        (Some(2), "BTCTU", "524")
    );
    // What was known of the actor can still be changed, and who follows it is not forgotten by that.
    clerk.office.ok(&["actor", "set", "524", "--set", "note=đã kết thúc hoạt động"]);
    assert_eq!(clerk.office.json(&["actor", "show", "524"])["succession"]["by"], "BTCTU");
    clerk.office.verified();
}

#[test]
fn reminders_go_to_the_successor_and_what_had_not_left_is_taken_back() {
    let mut clerk = office();
    clerk.office.on("2022-10-14");
    // The reminders are queued and cannot leave: the outbox is no folder.
    std::fs::write(clerk.office.home().join("outbox"), "").expect("a file in its place");
    clerk.office.run(&["remind"]);
    assert!(reminded(&clerk, "524").iter().all(|[to, ..]| to == "524"), "{:?}", reminded(&clerk, "524"));
    assert!(!reminded(&clerk, "524").is_empty());
    clerk.office.ok(&succeed(&["525"]));
    assert!(reminded(&clerk, "524").iter().all(|[_, _, state]| state == "cancelled"));
    std::fs::remove_file(clerk.office.home().join("outbox")).expect("the file");
    clerk.office.on("2022-10-17");
    clerk.office.ok(&["remind"]);
    let sent = reminded(&clerk, "524");
    assert!(sent.contains(&["525", "first-letter", "delivered"].map(ToOwned::to_owned)), "{sent:?}");
    // A successor above the office is reminded by the office itself, not by a letter.
    clerk.office.ok(&succeed(&["BTVTU"]));
    let request = clerk.number("request", "524");
    let why = clerk.office.json(&["why", &request]);
    let rungs =
        &why["tasks"].as_array().expect("tasks").iter().find(|t| t["key"] == "answer").expect("it")["rungs"];
    let planned: Vec<&str> = rungs
        .as_array()
        .expect("rungs")
        .iter()
        .filter(|rung| rung["fired_on"].is_null())
        .map(|rung| text(rung, "name"))
        .collect();
    assert_eq!(planned, ["office-head"]);
    clerk.office.verified();
}

#[test]
fn a_succession_is_named_otherwise_or_taken_back_and_the_tasks_follow() {
    let clerk = office();
    let request = clerk.number("request", "524");
    let owner = |clerk: &Clerk| {
        let task = clerk.task(&request, "answer");
        (text(&task, "owner").to_owned(), task["stands_for"].clone())
    };
    clerk.office.ok(&succeed(&["525"]));
    assert_eq!(owner(&clerk), ("525".to_owned(), "524".into()));
    // The successor is succeeded itself: the task goes on, and comes with the other one's.
    let answer = clerk.office.json(&["actor", "succeed", "525", "BTCTU", "--basis", "Nghị quyết 13-NQ/TW"]);
    assert_eq!(answer["passed"], 2);
    assert_eq!(owner(&clerk), ("BTCTU".to_owned(), "524".into()));
    clerk.office.ok(&succeed(&["UBND"]));
    assert_eq!(owner(&clerk), ("UBND".to_owned(), "524".into()));
    let back = clerk.office.json(&["actor", "succeed", "524", "--none", "--basis", "ghi nhầm"]);
    assert_eq!(back["passed"], 1);
    assert_eq!(owner(&clerk), ("524".to_owned(), Value::Null));
    assert_eq!(clerk.office.json(&["actor", "show", "524"])["succession"], Value::Null);
    let history = clerk.office.run_in("vi", &["history", &request]).stdout;
    assert!(history.contains("Việc answer chuyển từ UBND sang 524"), "{history}");
    clerk.office.verified();
}

#[test]
fn what_cannot_be_is_refused_and_stores_nothing() {
    let clerk = office();
    clerk.office.ok(&["actor", "succeed", "525", "524", "--basis", "x"]);
    let before = clerk.office.verified();
    let refused = |args: &[&str]| clerk.office.refused(1, args).error;
    assert_eq!(refused(&["actor", "succeed", "524", "525", "--basis", "x"]), "refusal-succession-circle");
    assert_eq!(refused(&["actor", "succeed", "524", "524", "--basis", "x"]), "refusal-succession-circle");
    assert_eq!(
        refused(&["actor", "succeed", "524", "BTCTU", "--task", "answer=525", "--basis", "x"]),
        "refusal-succession-circle"
    );
    assert_eq!(
        refused(&["actor", "succeed", "524", "BTCTU", "--on", "1/7/2025", "--basis", "x"]),
        "refusal-succession-ahead"
    );
    assert_eq!(
        refused(&["actor", "succeed", "524", "BTCTU", "--on", "hôm qua", "--basis", "x"]),
        "refusal-bad-date"
    );
    assert_eq!(refused(&["actor", "succeed", "524", "BTCTU"]), "refusal-missing-reason");
    assert_eq!(refused(&["actor", "succeed", "525", "--none"]), "refusal-missing-reason");
    assert_eq!(refused(&["actor", "succeed", "524", "--none", "--basis", "x"]), "refusal-never-succeeded");
    assert_eq!(refused(&["actor", "succeed", "524", "nobody", "--basis", "x"]), "refusal-unknown-actor");
    clerk.office.fails(2, &["actor", "succeed", "524", "--basis", "x"]);
    clerk.office.fails(2, &["actor", "succeed", "524", "BTCTU", "--none", "--basis", "x"]);
    clerk.office.fails(2, &["actor", "succeed", "524", "BTCTU", "--task", "answer", "--basis", "x"]);
    assert_eq!(clerk.office.verified(), before);
    // A rehearsal tells what would pass and stores nothing.
    let answer = clerk.office.json(&[&["--rehearse"][..], &succeed(&["BTCTU"])].concat());
    assert_eq!(answer["passed"], 2);
    assert_eq!(clerk.office.verified(), before);
}

#[test]
fn nobody_succeeds_twice_in_one_word_and_the_same_word_again_changes_nothing() {
    let clerk = office();
    clerk.office.ok(&succeed(&["BTCTU"]));
    let before = clerk.office.verified();
    assert_eq!(clerk.office.json(&succeed(&["BTCTU"]))["passed"], 0);
    assert_eq!(clerk.office.verified(), before);
}
