//! A procedure that has nothing to do with rotation, written only as a folder of scripts: three steps, a parallel join, a
//! branch, a loop back to an earlier step, a variation and a letter of its own.

mod support;

use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;
use support::clerk::{Clerk, text, with_roster};

/// An office that has published the leave procedure beside rotation, with people of two agencies.
fn office() -> Clerk {
    let clerk = with_roster(&[("CB01", "BTGTU"), ("CB02", "STC"), ("CB03", "BTGTU")]);
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/procedures");
    support::copy_folder(&fixture, &clerk.office.home().join("scripts"));
    assert_eq!(clerk.office.json(&["scripts", "check", "leave"]), json!([]));
    clerk.office.ok(&["scripts", "publish", "leave"]);
    clerk
}

/// Opens a request for leave; gives its number.
fn leave(clerk: &mut Clerk, subject: &str, days: u32) -> String {
    let opened = clerk.office.json(&["open", "leave", "--subject", subject]);
    clerk
        .knows(subject, "from", "3/10/2022")
        .knows(subject, "days", &days.to_string())
        .knows(subject, "purpose", "family");
    text(&opened, "case").to_owned()
}

fn steps(clerk: &Clerk, case: &str) -> Vec<String> {
    let history = clerk.office.json(&["history", case]);
    let events = history.as_array().expect("a list").iter().map(|entry| &entry["event"]);
    events.filter(|e| e["type"] == "step-entered").map(|e| text(e, "step").to_owned()).collect()
}

#[test]
fn it_stands_beside_the_first_and_each_has_its_own_edition() {
    let clerk = office();
    let editions = clerk.office.json(&["scripts", "list"]);
    let packages: BTreeSet<&str> =
        editions.as_array().expect("a list").iter().map(|e| text(e, "package")).collect();
    assert_eq!(packages, ["leave", "rotation"].into());
    clerk.office.ok(&["open", "round", "--subject", "BTCTU"]);
    clerk.office.ok(&["open", "leave", "--subject", "CB01"]);
    let (round, leave) = (clerk.case("DOT-2022-01"), clerk.case("NP-2022-0001"));
    assert_ne!(round["edition"], leave["edition"]);
    assert_eq!(clerk.office.json(&["list", "c.kind == \"leave\""]).as_array().map(Vec::len), Some(1));
    clerk.office.fails(1, &["open", "leave", "--subject", "533"]);
    clerk.office.verified();
}

#[test]
fn each_package_has_its_own_office() {
    let mut clerk = office();
    clerk.office.ok(&["open", "round", "--subject", "BTCTU"]);
    assert_eq!(clerk.task("VT-2022-001", "letter")["owner"], "BTCTU");
    let case = leave(&mut clerk, "CB01", 2);
    clerk.works_up_to("CB01", "unit");
    assert_eq!(clerk.task(&case, "summary")["owner"], "VPTU");
}

#[test]
fn a_short_leave_is_approved_and_a_long_one_decided_with_a_paper() {
    let mut clerk = office();
    let (short, long) = (leave(&mut clerk, "CB01", 3), leave(&mut clerk, "CB02", 12));
    clerk.leaves("*", "approval").leaves("*", "decision").works();
    assert_eq!(
        (clerk.open(&short), clerk.open(&long)),
        (vec!["approval".to_owned()], vec!["decision".to_owned()])
    );
    clerk.office.fails(1, &["done", &long, "decision"]);
    clerk.office.ok(&["done", &long, "decision", "--outcome", "refused"]);
    assert_eq!(
        (&clerk.case(&long)["status"], &clerk.case(&long)["outcome"]),
        (&"closed".into(), &"refused".into())
    );
    clerk.takes_up().works();
    assert_eq!(clerk.case(&short)["outcome"], "granted");
    assert_eq!(text(&clerk.case(&short), "title"), "Nghỉ phép của Cán bộ Thử CB01, 3 ngày");
    let again = leave(&mut clerk, "CB02", 12);
    clerk.works();
    let page = clerk.office.json(&["show", &again]);
    assert_eq!((&page["case"]["outcome"], &page["documents"][0]["type"]), (&"granted".into(), &"QĐ".into()));
    assert_eq!(page["documents"][0]["step"], "decision");
    clerk.office.verified();
}

#[test]
fn the_summary_waits_for_all_that_were_asked_in_any_order() {
    for order in [["unit", "stand-in"], ["stand-in", "unit"]] {
        let mut clerk = office();
        let case = leave(&mut clerk, "CB01", 3);
        clerk.gives("CB01", "form", "stand_in", "CB03").leaves("*", "unit").leaves("*", "stand-in").works();
        assert_eq!(clerk.open(&case), ["stand-in", "unit"]);
        for key in order {
            assert_eq!(clerk.state(&case, "summary"), "waiting");
            clerk.office.fails(1, &["done", &case, "summary"]);
            clerk.records(&case, key, "agreed", &[]);
        }
        assert_eq!(clerk.open(&case), ["summary"]);
    }
}

#[test]
fn other_dates_lead_back_to_the_first_step() {
    let mut clerk = office();
    let case = leave(&mut clerk, "CB01", 3);
    for turn in 1..=3 {
        clerk.works_up_to("CB01", "unit");
        assert_eq!(clerk.task(&case, "form")["turn"], turn);
        clerk.records(&case, "unit", "other-dates", &[]);
        clerk.records(&case, "summary", "done", &[]);
        assert_eq!(
            (clerk.case(&case)["step"].clone(), clerk.open(&case)),
            ("request".into(), vec!["form".to_owned()])
        );
    }
    clerk.works();
    assert_eq!(clerk.case(&case)["outcome"], "granted");
    let (there, back) = ("opinions".to_owned(), "request".to_owned());
    let tour = steps(&clerk, &case);
    assert_eq!(tour[..6], [back.clone(), there.clone(), back.clone(), there.clone(), back, there]);
    assert_eq!(tour.last().map(String::as_str), Some("decision"));
}

#[test]
fn an_agency_has_its_own_rule() {
    let mut clerk = office();
    let (plain, varied) = (leave(&mut clerk, "CB01", 3), leave(&mut clerk, "CB02", 3));
    clerk.leaves("*", "unit").leaves("*", "books").works();
    assert_eq!(
        (clerk.case(&plain)["variation"].clone(), clerk.case(&varied)["variation"].clone()),
        ("BTGTU".into(), "STC".into())
    );
    assert_eq!(
        (clerk.open(&plain), clerk.open(&varied)),
        (vec!["unit".to_owned()], vec!["books".to_owned(), "unit".to_owned()])
    );
    clerk.takes_up().works();
    assert_eq!(clerk.case(&varied)["outcome"], "granted");
}

#[test]
fn a_blocker_holds_the_step_until_its_field_is_known() {
    let mut clerk = office();
    let case = leave(&mut clerk, "CB01", 3);
    clerk.knows("CB01", "purpose", "study").works();
    let page = clerk.office.json(&["show", &case]);
    assert_eq!((&page["case"]["step"], &page["blockers"][0]["owner"]), (&"opinions".into(), &"VPTU".into()));
    assert_eq!(clerk.open(&case), Vec::<String>::new());
    clerk.office.ok(&["correct", &case, "--set", "paid=có", "--reason", "Bổ sung"]);
    clerk.works();
    assert_eq!(clerk.case(&case)["outcome"], "granted");
}

#[test]
fn a_late_opinion_is_urged_with_the_packages_own_letter() {
    let mut clerk = office();
    let case = leave(&mut clerk, "CB01", 3);
    clerk.works_up_to("CB01", "unit");
    assert_eq!(clerk.task(&case, "unit")["due"], "2022-09-23");
    clerk.office.on("2022-09-26");
    let swept = clerk.office.json(&["remind"]);
    assert_eq!((&swept["fired"], swept["messages"].as_array().map(Vec::len)), (&1.into(), Some(1)));
    // The Word file and the text file.
    let places = text(&swept["messages"][0], "place");
    let place = places.rsplit(", ").next().expect("a place");
    let letter =
        std::fs::read_to_string(place).or_else(|_| std::fs::read_to_string(clerk.office.home().join(place)));
    let letter = letter.expect("the letter is in the outbox");
    assert!(letter.contains("nhắc việc: Thủ trưởng đơn vị cho ý kiến") && letter.contains(&case), "{letter}");
    assert_eq!(clerk.office.json(&["remind"])["fired"], 0);
}

#[test]
fn its_fields_are_checked_by_type_and_by_rule() {
    let mut clerk = office();
    let case = leave(&mut clerk, "CB01", 3);
    let form = |field: &str| {
        [
            "done",
            &case,
            "form",
            "--set",
            "from=3/10/2022",
            "--set",
            "purpose=annual",
            "--set",
            "days=3",
            "--set",
            field,
        ]
        .map(ToOwned::to_owned)
    };
    let before = clerk.office.verified();
    for field in [
        "days=ba",
        "days=0",
        "from=30/2/2023",
        "purpose=holiday",
        "stand_in=CB01",
        "stand_in=533",
        "paid=maybe",
        "reason=x",
    ] {
        clerk.office.fails(1, &form(field).each_ref().map(String::as_str));
    }
    assert_eq!(clerk.office.verified(), before);
    clerk.office.ok(&form("paid=không").each_ref().map(String::as_str));
    assert_eq!(clerk.office.json(&["show", &case])["fields"]["paid"], Value::Bool(false));
}
