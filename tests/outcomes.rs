//! Every outcome of an act of the Kết luận can be recorded, the unsaid ones too, and leads where the procedure says.

mod support;

use Then::{Again, Ends, Opens, Stays, Waits};
use serde_json::Value;
use support::clerk::{Clerk, text, with_roster};

const ROUND: &str = "DOT-2022-01";

/// What follows for the case about somebody.
#[derive(Debug, Clone, Copy)]
enum Then {
    /// It ends like this.
    Ends(&'static str),
    /// This task is owed once more.
    Again(&'static str),
    /// This task can be done now.
    Opens(&'static str),
    /// This task still waits.
    Waits(&'static str),
    /// It stays in this step.
    Stays(&'static str),
}

/// An outcome, the fields that come with it, and what follows for whom.
type Row = (&'static str, &'static [&'static str], &'static [(&'static str, Then)]);

/// A round with a party secretary, a state chairman and somebody in reserve.
fn round() -> Clerk {
    let mut clerk = with_roster(&[("CB01", "BTGTU"), ("CB02", "SNV"), ("CB09", "BTGTU")]);
    clerk.office.ok(&["open", "round", "--subject", "BTCTU"]);
    clerk.gives("BTCTU", "source-list", "candidates", "CB01; CB02");
    clerk.knows("533", "offers", "21409-BT 1/3/2023; 21412-CT 1/3/2023").knows("CB01", "post", "21409-BT");
    clerk.knows("522", "offers", "21010-CT 1/3/2023").knows("CB02", "post", "21010-CT");
    clerk
}

/// The case about a subject: the round, a district's request, a cadre's placement.
fn case_of(clerk: &Clerk, subject: &str) -> String {
    match subject {
        "BTCTU" => ROUND.to_owned(),
        cadre if cadre.starts_with("CB") => clerk.number("placement", cadre),
        district => clerk.number("request", district),
    }
}

/// Works up to a task; then tries each of its outcomes in a copy of the office.
fn try_each(clerk: &mut Clerk, subject: &str, key: &str, rows: &[Row]) {
    clerk.works_up_to(subject, key);
    let case = case_of(clerk, subject);
    let task = clerk.task(&case, key);
    assert_eq!(task["state"], "open", "{case} {key}");
    let tried: Vec<&str> = rows.iter().map(|(outcome, ..)| *outcome).collect();
    assert_eq!(support::clerk::texts(&task["outcomes"]), tried, "each outcome of {key} has a row");
    for (outcome, fields, follows) in rows {
        let mut copy = Clerk::at(clerk.office.copy());
        copy.records(&case, key, outcome, fields);
        let recorded = turn(&copy, &case, key, &task["turn"]);
        assert_eq!(recorded["outcome"], *outcome, "{case} {key}");
        for (whose, then) in *follows {
            follows_from(&copy, &format!("{key}:{outcome}"), &case_of(&copy, whose), *then, &task);
        }
        copy.office.verified();
    }
}

fn turn(clerk: &Clerk, case: &str, key: &str, turn: &Value) -> Value {
    let page = clerk.office.json(&["show", case]);
    let found =
        page["tasks"].as_array().expect("a list").iter().find(|t| t["key"] == key && t["turn"] == *turn);
    found.expect("the task that was done").clone()
}

fn follows_from(clerk: &Clerk, act: &str, case: &str, then: Then, done: &Value) {
    let now = clerk.case(case);
    match then {
        Ends(outcome) => {
            assert_eq!(
                (&now["status"], &now["outcome"]),
                (&"closed".into(), &outcome.into()),
                "{act} {case}"
            );
        }
        Stays(step) => {
            assert_eq!((&now["status"], &now["step"]), (&"open".into(), &step.into()), "{act} {case}");
        }
        Opens(key) => assert_eq!(clerk.state(case, key), "open", "{act} {case} {key}"),
        Waits(key) => assert_eq!(clerk.state(case, key), "waiting", "{act} {case} {key}"),
        Again(key) => {
            let task = clerk.task(case, key);
            assert!(task["state"] == "open" || task["state"] == "waiting", "{act} {case} {task}");
            assert_eq!(
                task["turn"],
                if done["key"] == key { turn_after(done) } else { 2 },
                "{act} {case} {key}"
            );
        }
    }
}

fn turn_after(task: &Value) -> u64 {
    task["turn"].as_u64().unwrap_or_default() + 1
}

#[test]
fn what_a_district_can_answer() {
    let mut clerk = round();
    try_each(
        &mut clerk,
        "533",
        "answer",
        &[
            ("proposed", &["offers=21409-BT 1/3/2023"], &[("533", Ends("proposed"))]),
            ("registered-next-year", &[], &[("533", Ends("registered-next-year"))]),
            ("returned", &[], &[("533", Again("answer")), ("533", Opens("answer"))]),
            ("not-applicable", &["reason=Không còn chức danh trống"], &[("533", Ends("not-applicable"))]),
            ("no-reply", &[], &[("533", Ends("no-reply"))]),
        ],
    );
    let request = clerk.number("request", "533");
    clerk.office.fails(1, &["done", &request, "answer", "--outcome", "not-applicable"]); // a reason is asked for
    clerk.office.fails(1, &["done", &request, "answer", "--outcome", "refused"]); // no such outcome
}

#[test]
fn what_an_agency_can_say_of_its_people() {
    let mut clerk = round();
    clerk.leaves("CB02", "agreement");
    try_each(
        &mut clerk,
        "CB02",
        "assessment",
        &[
            ("favourable", &[], &[("CB02", Stays("step2"))]),
            ("unfavourable", &[], &[("CB02", Ends("unfavourable"))]),
        ],
    );
    clerk.takes_up();
    try_each(
        &mut clerk,
        "CB02",
        "agreement",
        &[
            ("agreed", &[], &[("BTCTU", Opens("list-submission"))]),
            ("not-agreed", &[], &[("CB02", Ends("not-released")), ("BTCTU", Opens("list-submission"))]),
            (
                "proposes-another",
                &["replacement=CB09"],
                &[
                    ("CB02", Ends("replaced")),
                    ("CB09", Opens("assessment")),
                    ("BTCTU", Waits("list-submission")),
                ],
            ),
        ],
    );
}

#[test]
fn what_the_permanent_board_can_say_of_the_list_and_a_candidate_of_going() {
    let mut clerk = round();
    try_each(
        &mut clerk,
        "BTCTU",
        "list-opinion",
        &[
            ("agreed", &[], &[("CB01", Opens("interview")), ("CB02", Opens("interview"))]),
            (
                "agreed-in-part",
                &["excluded=CB02"],
                &[("CB01", Opens("interview")), ("CB02", Ends("not-agreed"))],
            ),
            ("not-agreed", &[], &[("CB01", Ends("not-agreed")), ("BTCTU", Ends("not-agreed"))]),
            ("returned", &[], &[("BTCTU", Again("list-submission")), ("CB01", Waits("list-opinion"))]),
        ],
    );
    clerk.office.fails(
        1,
        &["done", ROUND, "list-opinion", "--outcome", "agreed-in-part", "--doc", "1-TB/VPTU 21/9/2022"],
    );
    try_each(
        &mut clerk,
        "CB02",
        "interview",
        &[
            ("agrees", &[], &[("CB02", Opens("pairing"))]),
            ("asks-other-place", &["wishes=Gần nhà"], &[("CB02", Opens("pairing"))]),
            ("asks-other-time", &["wishes=Sau khóa học"], &[("CB02", Opens("pairing"))]),
            ("declines", &[], &[("CB02", Ends("declined")), ("BTCTU", Stays("step3"))]),
        ],
    );
}

#[test]
fn what_can_become_of_the_plan() {
    let mut clerk = round();
    try_each(
        &mut clerk,
        "CB02",
        "pairing",
        &[
            ("paired", &["post=21010-CT"], &[("CB02", Waits("plan")), ("BTCTU", Opens("draft-plan"))]),
            ("deferred", &[], &[("CB02", Ends("deferred")), ("BTCTU", Opens("draft-plan"))]),
        ],
    );
    try_each(
        &mut clerk,
        "BTCTU",
        "plan-opinion",
        &[
            ("agreed", &[], &[("BTCTU", Opens("plan-submission"))]),
            (
                "agreed-in-part",
                &["plan_excluded=CB02"],
                &[("CB02", Ends("not-agreed")), ("BTCTU", Opens("plan-submission"))],
            ),
            ("not-agreed", &[], &[("BTCTU", Again("draft-plan")), ("BTCTU", Opens("draft-plan"))]),
            ("returned", &[], &[("BTCTU", Again("draft-plan")), ("CB01", Waits("plan"))]),
        ],
    );
    try_each(
        &mut clerk,
        "BTCTU",
        "plan-issue",
        &[
            ("issued", &[], &[("CB01", Stays("step4")), ("CB02", Stays("step4")), ("BTCTU", Stays("step4"))]),
            (
                "issued-with-changes",
                &["not_issued=CB02"],
                &[("CB01", Stays("step4")), ("CB02", Ends("not-in-plan"))],
            ),
            ("returned", &[], &[("BTCTU", Again("draft-plan")), ("CB01", Waits("plan"))]),
        ],
    );
}

#[test]
fn what_can_come_of_dossier_meetings_opinions_and_appraisal() {
    let mut clerk = round();
    for key in ["dossier", "meeting-commune", "meeting-district", "meeting-agency", "opinion-UBKTTU"] {
        clerk.leaves("CB02", key);
    }
    let dossier: [Row; 3] = [
        ("complete", &[], &[("CB02", Stays("step4"))]),
        ("incomplete", &[], &[("CB02", Again("dossier")), ("CB02", Opens("dossier"))]),
        ("expired", &[], &[("CB02", Again("dossier")), ("CB02", Opens("dossier"))]),
    ];
    try_each(&mut clerk, "CB02", "dossier", &dossier);
    let elsewhere: [Row; 2] = [
        ("agreed", &[], &[("CB02", Stays("step4"))]),
        ("not-agreed", &[], &[("CB02", Again("pairing")), ("CB02", Opens("pairing"))]),
    ];
    try_each(&mut clerk, "CB02", "meeting-commune", &elsewhere);
    try_each(&mut clerk, "CB02", "meeting-district", &elsewhere);
    let released: [Row; 2] = [
        ("agreed", &[], &[("CB02", Stays("step4"))]),
        ("not-agreed", &[], &[("CB02", Ends("not-released"))]),
    ];
    try_each(&mut clerk, "CB02", "meeting-agency", &released);
    let opinion: [Row; 4] = [
        ("agreed", &[], &[("CB02", Opens("appraisal"))]),
        ("agreed-with-remarks", &[], &[("CB02", Opens("appraisal"))]),
        ("not-agreed", &[], &[("CB02", Opens("appraisal"))]),
        ("no-reply", &[], &[("CB02", Opens("appraisal"))]),
    ];
    try_each(&mut clerk, "CB02", "opinion-UBKTTU", &opinion);
    clerk.takes_up();
    let appraisal: [Row; 2] = [
        ("qualified", &[], &[("CB02", Opens("submission"))]),
        ("not-qualified", &[], &[("CB02", Ends("not-qualified"))]),
    ];
    try_each(&mut clerk, "CB02", "appraisal", &appraisal);
}

#[test]
fn what_the_boards_can_decide_on_a_case() {
    let mut clerk = round();
    try_each(
        &mut clerk,
        "CB02",
        "permanent-board",
        &[
            ("agreed", &[], &[("CB02", Opens("decision"))]),
            ("not-agreed", &[], &[("CB02", Ends("not-agreed"))]),
            ("returned", &[], &[("CB02", Again("submission")), ("CB02", Waits("permanent-board"))]),
        ],
    );
    try_each(
        &mut clerk,
        "CB02",
        "decision",
        &[
            ("agreed", &[], &[("CB02", Stays("step5")), ("CB02", Opens("directive"))]),
            ("not-agreed", &[], &[("CB02", Ends("not-agreed"))]),
            ("postponed", &[], &[("CB02", Again("decision")), ("CB02", Opens("decision"))]),
            ("returned", &[], &[("CB02", Again("submission")), ("CB02", Waits("decision"))]),
        ],
    );
}

#[test]
fn what_can_come_of_the_election() {
    let mut clerk = round();
    let elected: [Row; 2] = [
        ("elected", &[], &[("CB02", Opens("ratification"))]),
        ("not-elected", &[], &[("CB02", Ends("not-elected"))]),
    ];
    try_each(&mut clerk, "CB02", "election", &elected);
    let ratified: [Row; 2] =
        [("ratified", &[], &[("CB02", Ends("posted"))]), ("refused", &[], &[("CB02", Ends("not-ratified"))])];
    try_each(&mut clerk, "CB02", "ratification", &ratified);
}

#[test]
fn a_new_place_is_met_again_and_the_case_goes_on() {
    let mut clerk = round();
    clerk.works_up_to("CB01", "meeting-district");
    let case = clerk.number("placement", "CB01");
    clerk.records(&case, "meeting-district", "not-agreed", &[]);
    assert_eq!(clerk.office.json(&["show", &case])["fields"]["post"], Value::Null);
    assert_eq!(clerk.open(&case), ["pairing"]);
    clerk.records(&case, "pairing", "paired", &["post=21412-CT"]);
    assert_eq!(clerk.task(&case, "meeting-commune")["turn"], 2);
    clerk.works();
    assert_eq!(clerk.case(&case)["outcome"], "posted");
    assert_eq!(clerk.case(ROUND)["outcome"], "completed");
}

#[test]
fn a_district_may_take_back_a_post_that_was_given() {
    let mut clerk = round();
    clerk.works_up_to("BTCTU", "plan-opinion");
    let (request, case) = (clerk.number("request", "533"), clerk.number("placement", "CB01"));
    clerk.office.ok(&[
        "correct",
        &request,
        "--set",
        "offers=21412-CT 1/4/2023",
        "--reason",
        "Bí thư chưa chuyển",
    ]);
    assert_eq!(clerk.office.json(&["show", &case])["fields"]["post"], Value::Null);
    assert_eq!(clerk.state(&case, "pairing"), "open");
    clerk.knows("CB01", "post", "21412-CT").works();
    assert_eq!(clerk.case(&case)["outcome"], "posted");
    clerk.office.verified();
}

#[test]
fn a_candidate_may_be_withdrawn_at_any_point_and_the_round_goes_on() {
    let mut clerk = round();
    for key in ["assessment", "interview", "pairing", "dossier", "decision", "transfer"] {
        clerk.works_up_to("CB01", key);
        let case = clerk.number("placement", "CB01");
        assert_eq!(clerk.state(&case, key), "open");
        let mut copy = round_at(&clerk);
        copy.office.fails(2, &["withdraw", &case]);
        copy.office.fails(1, &["withdraw", &case, "--reason", " "]);
        copy.office.ok(&["withdraw", &case, "--reason", "Bị kỷ luật"]);
        assert_eq!(copy.case(&case)["outcome"], "withdrawn");
        assert_eq!(copy.tasks(&format!("c.id == \"{case}\" && t.is_owed")).len(), 0);
        copy.works();
        assert_eq!(copy.case(ROUND)["outcome"], "completed", "withdrawn at {key}");
        let other = copy.number("placement", "CB02");
        assert_eq!(copy.case(&other)["outcome"], "posted");
    }
}

/// A clerk as knowing as [`round`]'s, at a copy of another's office.
fn round_at(clerk: &Clerk) -> Clerk {
    let mut copy = Clerk::at(clerk.office.copy());
    copy.gives("BTCTU", "source-list", "candidates", "CB01; CB02");
    copy.knows("CB02", "post", "21010-CT");
    copy
}

#[test]
fn the_post_of_somebody_withdrawn_can_be_given_to_another() {
    let mut clerk = round();
    clerk.leaves("CB02", "pairing").works_up_to("CB01", "plan");
    let (first, second) = (clerk.number("placement", "CB01"), clerk.number("placement", "CB02"));
    clerk.office.fails(1, &["done", &second, "pairing", "--set", "post=21409-BT"]);
    clerk.office.ok(&["withdraw", &first, "--reason", "Đi học dài hạn"]);
    clerk.records(&second, "pairing", "paired", &["post=21409-BT"]);
    clerk.takes_up().works();
    assert_eq!(clerk.case(ROUND)["outcome"], "completed");
}

#[test]
fn a_late_decision_of_the_province_is_urged_at_its_party_caucus() {
    let mut clerk = round();
    clerk.works_up_to("CB02", "transfer-ppc");
    let case = clerk.number("placement", "CB02");
    let task = clerk.task(&case, "transfer-ppc");
    assert_eq!((text(&task, "due"), &task["owner"]), ("2022-09-30", &"UBND".into()));
    clerk.office.on("2022-10-03");
    assert_eq!(clerk.task(&case, "transfer-ppc")["days_late"], 3);
    clerk.office.json(&["remind"]);
    let history = clerk.office.json(&["history", &case]);
    let fired = history.as_array().expect("a list").iter().map(|entry| &entry["event"]);
    let to: Vec<&Value> = fired
        .filter(|e| e["type"] == "rung-fired" && e["task"] == "transfer-ppc")
        .flat_map(|e| e["messages"].as_array().into_iter().flatten().map(|message| &message["to"]))
        .collect();
    assert!(!to.is_empty() && to.iter().all(|to| **to == "BCSDUBND"), "{to:?}");
}

#[test]
fn who_comes_late_is_submitted_in_a_list_of_its_own() {
    let mut clerk = round();
    clerk.works_up_to("CB01", "interview");
    clerk.office.ok(&["open", "placement", "--subject", "CB09"]);
    let late = clerk.number("placement", "CB09");
    // The agency was met for CB01 already: its meeting counts for the one who came later.
    assert_eq!(clerk.open(&late), ["agreement", "assessment"]);
    assert_eq!(clerk.state(ROUND, "list-submission"), "done");
    clerk.leaves("CB01", "interview").works_up_to("BTCTU", "list-opinion");
    assert_eq!(clerk.task(ROUND, "list-submission")["turn"], 2);
    clerk.records(ROUND, "list-opinion", "not-agreed", &[]);
    assert_eq!(clerk.case(&late)["outcome"], "not-agreed");
    assert_eq!(clerk.case(ROUND)["status"], "open");
    clerk.takes_up().works();
    assert_eq!(clerk.case(ROUND)["outcome"], "completed");
}

#[test]
fn who_rests_holds_the_plan_until_resumed_or_withdrawn() {
    let mut clerk = round();
    clerk.works_up_to("CB02", "agreement");
    let case = clerk.number("placement", "CB02");
    clerk.office.ok(&["suspend", &case, "--reason", "Nghỉ thai sản"]);
    // The others are submitted without it, but all are met before the plan is drafted.
    clerk.leaves("CB02", "*").works();
    assert_eq!(clerk.state(ROUND, "list-opinion"), "done");
    assert_eq!(clerk.case(ROUND)["step"], "step2");
    let mut withdrawn = round_at(&clerk);
    withdrawn.knows("CB01", "post", "21409-BT");
    withdrawn.office.ok(&["withdraw", &case, "--reason", "Nghỉ dài"]);
    withdrawn.works();
    assert_eq!(withdrawn.case(ROUND)["outcome"], "completed");
    clerk.office.ok(&["resume", &case]);
    clerk.takes_up().works();
    assert_eq!(clerk.case(&case)["outcome"], "posted");
    assert_eq!(clerk.case(ROUND)["outcome"], "completed");
}

#[test]
fn a_plan_is_not_issued_over_a_case_that_rests() {
    let mut clerk = round();
    clerk.works_up_to("BTCTU", "plan-issue");
    let case = clerk.number("placement", "CB02");
    clerk.office.ok(&["suspend", &case, "--reason", "Chờ kết luận thanh tra"]);
    let before = clerk.office.verified();
    clerk
        .office
        .fails(1, &["done", ROUND, "plan-issue", "--outcome", "issued", "--doc", "85-KH/TU 21/9/2022"]);
    assert_eq!(clerk.office.verified(), before);
    clerk.office.ok(&["resume", &case]);
    clerk.works();
    assert_eq!(clerk.case(ROUND)["outcome"], "completed");
}
