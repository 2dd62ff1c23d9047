//! The round as a whole: its requests, the districts that differ, what is carried into the next round, and what is put
//! right afterwards.

mod support;

use serde_json::Value;
use std::collections::BTreeSet;
use support::Office;
use support::clerk::{Clerk, text, texts, with_roster};

const ROUND: &str = "DOT-2022-01";

/// An office where a round was opened today.
fn round() -> Clerk {
    let office = Office::new();
    office.ok(&["open", "round", "--subject", "BTCTU"]);
    Clerk::at(office)
}

/// Sends the letter to a district; gives the number of its request.
fn letter(clerk: &mut Clerk, district: &str) -> String {
    let request = clerk.number("request", district);
    clerk.records(&request, "letter", "done", &[]);
    request
}

/// The events of this type in the history of a case.
fn events(clerk: &Clerk, case: &str, kind: &str) -> Vec<Value> {
    let history = clerk.office.json(&["history", case]);
    let all = history.as_array().expect("a list").iter().map(|entry| entry["event"].clone());
    all.filter(|event| event["type"] == kind).collect()
}

fn fields(clerk: &Clerk, case: &str) -> Value {
    clerk.office.json(&["show", case])["fields"].clone()
}

#[test]
fn a_round_asks_every_district_once() {
    let clerk = round();
    let page = clerk.office.json(&["show", ROUND]);
    let children = page["children"].as_array().expect("a list");
    let asked: BTreeSet<&str> = children.iter().map(|child| text(child, "subject")).collect();
    let districts = clerk.office.json(&["actor", "list", "--kind", "district"]);
    let all: BTreeSet<&str> =
        districts.as_array().expect("a list").iter().map(|actor| text(actor, "id")).collect();
    assert_eq!((children.len(), all.len()), (13, 13));
    assert_eq!(asked, all);
    assert!(
        children.iter().all(|child| child["kind"] == "request" && child["variation"] == child["subject"])
    );
    let open = clerk.tasks("t.state == \"open\"");
    assert_eq!(open.len(), 13);
    assert!(
        open.iter().all(|task| task["key"] == "letter"
            && task["owner"] == "BTCTU"
            && task["needs"][0] == "document")
    );
}

#[test]
fn titles_follow_the_fields_they_are_made_of() {
    let mut clerk = with_roster(&[("CB01", "BTGTU")]);
    clerk.office.ok(&["open", "round", "--subject", "BTCTU"]);
    assert!(text(&clerk.case(ROUND), "title").ends_with("năm 2022"));
    clerk.gives("BTCTU", "source-list", "candidates", "CB01").knows("CB01", "post", "21409-BT");
    clerk
        .knows("533", "offers", "21409-BT 1/3/2023")
        .works_up_to("CB01", "plan")
        .works_up_to("BTCTU", "draft-plan");
    let case = clerk.case(&clerk.number("placement", "CB01"));
    assert!(text(&case, "title").contains("Bí thư"), "{case}");
    assert_eq!(case["variation"], "533");
}

#[test]
fn lý_sơn_gets_its_letter_and_is_then_not_applicable() {
    let mut clerk = round();
    let request = letter(&mut clerk, "536");
    let case = clerk.case(&request);
    assert_eq!((&case["status"], &case["outcome"]), (&"closed".into(), &"not-applicable".into()));
    assert_eq!(clerk.state(&request, "answer"), "cancelled");
    assert!(text(&fields(&clerk, &request), "reason").contains("không có đơn vị hành chính cấp xã"));
    assert_eq!(clerk.office.json(&["show", &request])["documents"].as_array().map(Vec::len), Some(1));
    clerk.works();
    assert_eq!(
        clerk
            .office
            .json(&["list", "c.kind == \"request\" && c.outcome == \"registered-next-year\""])
            .as_array()
            .map(Vec::len),
        Some(12)
    );
    assert_eq!(clerk.case(ROUND)["step"], "step2");
}

#[test]
fn sơn_tây_has_a_longer_term_and_it_is_told_as_the_offices_own() {
    let mut clerk = round();
    for (district, due) in [("530", "2022-10-26"), ("525", "2022-10-12"), ("535", "2022-10-12")] {
        let request = letter(&mut clerk, district);
        let answer = clerk.task(&request, "answer");
        assert_eq!((text(&answer, "due"), text(&answer, "owner")), (due, district));
        assert!(text(&answer, "due_origin").contains("mặc định của cơ quan"), "{answer}");
    }
}

#[test]
fn ba_tơ_has_one_more_consultee_and_only_as_a_place_to_go_to() {
    let mut clerk = with_roster(&[("CB01", "BTGTU"), ("CB02", "SNV")]);
    clerk.office.ok(&["open", "round", "--subject", "BTCTU"]);
    clerk.gives("BTCTU", "source-list", "candidates", "CB01; CB02");
    clerk.knows("535", "offers", "21490-CT 1/3/2023; 21496-BT 1/3/2023").knows("CB01", "post", "21490-CT");
    clerk.knows("533", "offers", "21409-BT 1/3/2023").knows("CB02", "post", "21409-BT");
    clerk
        .leaves("*", "dossier-request")
        .leaves("*", "opinion-UBKTTU")
        .leaves("*", "opinion-BDT")
        .leaves("CB02", "meeting-commune")
        .works();
    let (there, elsewhere) = (clerk.number("placement", "CB01"), clerk.number("placement", "CB02"));
    assert_eq!(clerk.open(&there), ["dossier-request", "opinion-BDT", "opinion-UBKTTU"]);
    assert_eq!(clerk.open(&elsewhere), ["dossier-request", "meeting-commune", "opinion-UBKTTU"]);
    assert_eq!(texts(&clerk.task(&there, "appraisal")["after"]).len(), 4);
    // The commune elsewhere does not agree; the new place is in Ba Tơ, so its consultee is asked as well.
    clerk.records(&elsewhere, "meeting-commune", "not-agreed", &[]);
    clerk.records(&elsewhere, "pairing", "paired", &["post=21496-BT"]);
    assert_eq!(clerk.state(&elsewhere, "opinion-BDT"), "open");
    assert_eq!(texts(&clerk.task(&elsewhere, "appraisal")["after"]).len(), 4);
    clerk.takes_up().works();
    assert_eq!(clerk.case(ROUND)["outcome"], "completed");
}

#[test]
fn registrations_for_2023_are_carried_into_the_next_round_once() {
    let mut clerk = round();
    for (district, fields) in
        [("530", &[][..]), ("531", &["deferred_to_year=2024"]), ("532", &["deferred_to_year=2023"])]
    {
        let request = letter(&mut clerk, district);
        clerk.office.fails(
            1,
            &[
                "done",
                &request,
                "answer",
                "--outcome",
                "registered-next-year",
                "--set",
                "deferred_to_year=2022",
            ],
        );
        clerk.records(&request, "answer", "registered-next-year", fields);
    }
    let first = clerk.number("request", "530");
    assert_eq!(fields(&clerk, &first)["deferred_to_year"], 2023);
    clerk.office.on("2023-02-01").ok(&["open", "round", "--subject", "BTCTU"]);
    assert_eq!(fields(&clerk, "DOT-2023-01")["year"], 2023);
    let carried = clerk.office.json(&["list", "c.kind == \"request\" && c.carried_from != ()"]);
    let carried: Vec<&str> =
        carried.as_array().expect("a list").iter().map(|case| text(case, "subject")).collect();
    assert_eq!(carried, ["530", "532"]);
    let second = clerk.number("request", "530");
    assert_eq!(
        (second.as_str(), &fields(&clerk, &second)["carried_from"]),
        ("VT-2023-007", &first.as_str().into())
    );
    assert!(text(&clerk.office.json(&["show", &second])["remarks"][0], "text").contains(&first));
    // Another round of the same year does not take it up again, and a round of 2024 has its own.
    clerk.office.on("2023-08-01").ok(&["open", "round", "--subject", "BTCTU"]);
    assert_eq!(fields(&clerk, &clerk.number("request", "530"))["carried_from"], Value::Null);
    clerk.office.on("2024-02-01").ok(&["open", "round", "--subject", "BTCTU"]);
    assert_ne!(fields(&clerk, &clerk.number("request", "531"))["carried_from"], Value::Null);
}

#[test]
fn a_corrected_field_keeps_its_old_value_in_the_history() {
    let mut clerk = round();
    let request = letter(&mut clerk, "533");
    clerk.records(&request, "answer", "proposed", &["offers=21409-BT 1/3/2023"]);
    clerk.office.fails(2, &["correct", &request, "--set", "offers=21412-CT 1/3/2023"]);
    clerk
        .office
        .fails(1, &["correct", &request, "--set", "offers=21010-CT 1/3/2023", "--reason", "Ghi nhầm"]);
    clerk.office.ok(&["correct", &request, "--set", "offers=21412-CT 1/4/2023", "--reason", "Ghi nhầm"]);
    assert_eq!(fields(&clerk, &request)["offers"][0]["post"], "21412-CT");
    let set = events(&clerk, &request, "field-set");
    let (wrong, right) = (&set[0], set.last().expect("an event"));
    assert_eq!((&right["before"], &right["value"][0]["from"]), (&wrong["value"], &"2023-04-01".into()));
    assert_eq!(right["correction"]["reason"], "Ghi nhầm");
    let history = clerk.office.json(&["history", &request]);
    let superseded =
        history.as_array().expect("a list").iter().find(|e| e["seq"] == right["correction"]["supersedes"]);
    assert_eq!(superseded.map(|entry| &entry["event"]), Some(wrong));
    clerk.office.verified();
}

#[test]
fn a_corrected_paper_keeps_its_old_number_in_the_history() {
    let mut clerk = round();
    let request = letter(&mut clerk, "533");
    clerk.office.on("2022-09-23");
    let right = [
        "correct",
        &request,
        "letter",
        "--on",
        "22/9/2022",
        "--doc",
        "77-CV/BTCTU 22/9/2022",
        "--reason",
        "Nhầm số",
    ];
    clerk.office.ok(&right);
    let page = clerk.office.json(&["show", &request]);
    let documents = page["documents"].as_array().expect("a list");
    assert_eq!(
        (documents.len(), &documents[0]["number"], &documents[0]["date"]),
        (1, &"77".into(), &"2022-09-22".into())
    );
    assert_eq!(clerk.task(&request, "letter")["closed_on"], "2022-09-22");
    let recorded = events(&clerk, &request, "document-recorded");
    assert_eq!((recorded.len(), &recorded[0]["document"]["date"]), (2, &"2022-09-21".into()));
    assert_eq!(recorded[1]["correction"]["reason"], "Nhầm số");
    assert_eq!(events(&clerk, &request, "task-done")[0]["on"], "2022-09-21");
    assert_eq!(events(&clerk, &request, "task-corrected")[0]["reason"], "Nhầm số");
    clerk.office.fails(1, &["correct", &request, "letter", "--on", "24/9/2022", "--reason", "ngày mai"]);
    clerk.office.fails(1, &["correct", &request, "answer", "--on", "22/9/2022", "--reason", "chưa làm"]);
    clerk.office.verified();
}

#[test]
fn a_task_recorded_by_mistake_is_owed_again_until_something_rests_on_it() {
    let mut clerk = round();
    let request = letter(&mut clerk, "533");
    assert_eq!(clerk.open(&request), ["answer"]);
    clerk.office.fails(1, &["reopen", &request, "letter", "--reason", ""]);
    clerk.office.ok(&["reopen", &request, "letter", "--reason", "Chưa gửi"]);
    assert_eq!(clerk.open(&request), ["letter"]);
    assert_eq!(clerk.state(&request, "answer"), "waiting");
    let reopened = events(&clerk, &request, "task-reopened");
    assert_eq!(reopened[0]["reason"], "Chưa gửi");
    let history = clerk.office.json(&["history", &request]);
    let wrong = history
        .as_array()
        .expect("a list")
        .iter()
        .find(|e| e["seq"] == reopened[0]["supersedes"])
        .expect("an entry");
    assert_eq!((&wrong["event"]["type"], &wrong["event"]["task"]), (&"task-done".into(), &"letter".into()));
    clerk.office.on("2022-09-26");
    letter(&mut clerk, "533");
    assert_eq!(clerk.task(&request, "answer")["due"], "2022-10-17");
    clerk.records(&request, "answer", "returned", &[]);
    clerk.office.fails(1, &["reopen", &request, "letter", "--reason", "Muộn rồi"]);
    clerk.records(&request, "answer", "no-reply", &[]);
    clerk.office.fails(1, &["reopen", &request, "answer", "--reason", "Đã kết thúc"]);
    clerk.office.verified();
}

#[test]
fn withdrawing_a_round_withdraws_what_is_open_below_it() {
    let mut clerk = round();
    let ended = letter(&mut clerk, "536");
    clerk.office.ok(&["withdraw", ROUND, "--reason", "Tỉnh ủy dừng chủ trương"]);
    assert_eq!(clerk.office.json(&["list", "c.status != \"closed\""]), serde_json::json!([]));
    assert_eq!(clerk.office.json(&["tasks"]), serde_json::json!([]));
    assert_eq!(clerk.case(&ended)["outcome"], "not-applicable");
    let closed = events(&clerk, ROUND, "case-closed");
    assert_eq!(
        (&closed[0]["outcome"], &closed[0]["reason"]),
        (&"withdrawn".into(), &"Tỉnh ủy dừng chủ trương".into())
    );
    clerk.office.fails(1, &["withdraw", ROUND, "--reason", "lần nữa"]);
    clerk.office.verified();
}

#[test]
fn a_rest_moves_the_due_date_by_what_was_left_in_working_days() {
    // The second row rests over Tết: 20/1 and 23–26/1/2023 are days off.
    let rows = [
        ("2022-09-21", "2022-10-12", "2022-10-05", "2022-10-17", "2022-10-24"),
        ("2023-01-03", "2023-01-31", "2023-01-16", "2023-02-01", "2023-02-09"),
    ];
    for (sent, due, rests, runs, moved) in rows {
        let mut clerk = round();
        clerk.office.on(sent);
        let request = letter(&mut clerk, "533");
        assert_eq!(clerk.task(&request, "answer")["due"], due);
        clerk.office.on(rests).ok(&["suspend", &request, "--reason", "Chờ Đại hội"]);
        clerk.office.fails(1, &["suspend", &request, "--reason", "lần nữa"]);
        clerk.office.on(runs).fails(1, &["done", &request, "answer", "--outcome", "no-reply"]);
        assert_eq!(clerk.office.json(&["tasks", "--overdue"]), serde_json::json!([]));
        clerk.office.ok(&["resume", &request]);
        clerk.office.fails(1, &["resume", &request]);
        assert_eq!(clerk.task(&request, "answer")["due"], moved);
        assert_eq!(events(&clerk, &request, "term-set")[0]["clock"]["due"], due);
        let (rested, resumed) =
            (events(&clerk, &request, "case-suspended"), events(&clerk, &request, "case-resumed"));
        assert_eq!((&rested[0]["on"], &resumed[0]["on"]), (&rests.into(), &runs.into()));
        assert_eq!(resumed[0]["clocks"]["answer"]["due"], moved);
        clerk.office.verified();
    }
}

#[test]
fn more_time_is_given_before_the_due_date_and_with_a_reason() {
    let mut clerk = round();
    let request = letter(&mut clerk, "533");
    clerk.office.fails(1, &["due", &request, "answer", "--extend", "5 working days"]);
    clerk.office.fails(
        1,
        &["due", &request, "answer", "--extend", "5", "--reason", "ngày gì", "--basis", "Công văn 9-CV/HU"],
    );
    clerk.office.ok(&[
        "due",
        &request,
        "answer",
        "--extend",
        "5 ngày làm việc",
        "--reason",
        "Huyện xin thêm",
        "--basis",
        "Công văn 9-CV/HU",
    ]);
    let answer = clerk.task(&request, "answer");
    assert_eq!(answer["due"], "2022-10-19");
    assert!(text(&answer, "due_origin").contains("Huyện xin thêm"));
    assert_eq!(events(&clerk, &request, "term-extended")[0]["extension"]["reason"], "Huyện xin thêm");
    clerk.office.on("2022-10-20").fails(
        1,
        &[
            "due",
            &request,
            "answer",
            "--extend",
            "5 working days",
            "--reason",
            "quá hạn",
            "--basis",
            "Công văn 9-CV/HU",
        ],
    );
    assert_eq!(clerk.task(&request, "answer")["days_late"], 1);
}
