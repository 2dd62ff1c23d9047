//! The second edition of rotation, a hypothesis for two tiers of government: the duties of the districts pass to those
//! who follow them, and sixty open cases in every step and track of 2022 move by a plan. What is expected of each was
//! written by hand (`fixtures/two_tier/expected.csv`).

mod support;

use serde_json::Value;
use std::path::Path;
use std::sync::LazyLock;
use support::Office;
use support::clerk::{Clerk, text};
use support::killed::killed;

const EXPECTED: &str = include_str!("fixtures/two_tier/expected.csv");
const CASES: &str = include_str!("fixtures/two_tier/cases.rhai");
const ROSTER: &str = include_str!("fixtures/two_tier/roster.csv");
const PUBLISH: [&str; 8] = [
    "scripts",
    "publish",
    "rotation",
    "--with",
    "drafts/two-tier",
    "--accept",
    "*=Quy trình khác từ 01/7/2025 (giả định)",
    "--reason=Diễn tập",
];

/// What is expected of a case.
struct Expected {
    case: &'static str,
    when: &'static str,
    class: &'static str,
    result: &'static str,
    edition: &'static str,
    owed: Vec<&'static str>,
}

fn expected() -> Vec<Expected> {
    let lines = EXPECTED.lines().filter(|line| !line.starts_with('#'));
    let rows = lines.map(|line| {
        let cells: Vec<&str> = line.split(';').map(str::trim).collect();
        let [case, when, class, result, edition, owed] = cells.try_into().expect(line);
        let mut owed: Vec<&str> = owed.split(',').map(str::trim).filter(|task| !task.is_empty()).collect();
        owed.sort_unstable();
        Expected { case, when, class, result, edition, owed }
    });
    rows.collect()
}

/// Sixty open cases of 2022 on 2 July 2025, the duties of districts passed on, the second edition published.
static PUBLISHED: LazyLock<Office> = LazyLock::new(|| {
    let mut office = Office::new();
    office.on("2022-09-20");
    let roster = office.write("roster.csv", ROSTER).display().to_string();
    office.ok(&["actor", "import", &roster]);
    office.write("scripts/bulk/cases.rhai", CASES);
    office.ok(&["run", "scripts/bulk/cases.rhai"]);
    office.on("2025-07-02");
    office.ok(&["actor", "set", "DUUBND", "--kind", "body", "--name", "Đảng ủy Ủy ban nhân dân tỉnh"]);
    let said = office.ok(&["run", "scripts/bulk/two-tier.rhai"]);
    assert!(said.contains("35 việc"), "{said}");
    office.ok(&PUBLISH);
    office
});

/// The same after the plan was signed and carried out.
static MOVED: LazyLock<Office> = LazyLock::new(|| {
    let office = PUBLISHED.copy();
    plan(&office);
    office.ok(&["migrate", "run", &file(&office)]);
    office
});

fn file(office: &Office) -> String {
    office.home().join("plan.toml").display().to_string()
}

/// Makes a plan and signs it.
fn plan(office: &Office) -> Value {
    let plan = office.json(&["migrate", "plan", "rotation", "--out", &file(office), "--reason", "Diễn tập"]);
    sign(Path::new(&file(office)));
    plan
}

/// Decides what is open in a plan as it advises, save for the cases that rest.
fn sign(file: &Path) {
    let plan = std::fs::read_to_string(file).expect("the plan");
    let signed = plan.replace("move = \"now\"\nclass = \"decide\"", "move = \"now\"\nclass = \"decided\"");
    std::fs::write(file, signed).expect("the plan is signed");
}

fn one<'a>(rows: &'a Value, case: &str) -> &'a Value {
    let found = rows.as_array().expect("rows").iter().find(|row| row["case"] == case || row["id"] == case);
    found.expect(case)
}

/// The open tasks of a case and who owes them.
fn owed(office: &Office, case: &str) -> Vec<String> {
    let page = office.json(&["show", case]);
    let open = page["tasks"].as_array().expect("tasks").iter().filter(|task| task["state"] == "open");
    let mut owed: Vec<String> =
        open.map(|task| format!("{} {}", text(task, "key"), text(task, "owner"))).collect();
    owed.sort_unstable();
    owed
}

#[test]
fn sixty_open_cases_go_as_was_expected_of_each() {
    let office = PUBLISHED.copy();
    let plan = plan(&office);
    assert_eq!(plan["cases"].as_array().expect("cases").len(), 60);
    let results = office.json(&["migrate", "run", &file(&office)]);
    let mut otherwise = otherwise(&office, text(&plan, "to"));
    for wanted in expected() {
        let (advice, result) = (one(&plan["cases"], wanted.case), one(&results, wanted.case));
        let found = [&advice["move"], &advice["class"], &result["result"]].map(|v| v.as_str().unwrap_or("?"));
        if found != [wanted.when, wanted.class, wanted.result] {
            otherwise.push(format!("{}: {found:?}", wanted.case));
        }
    }
    assert!(otherwise.is_empty(), "otherwise:\n{}", otherwise.join("\n"));
    office.verified();
    // Given again, the plan does nothing twice.
    let again = office.json(&["migrate", "run", &file(&office)]);
    let moved = again.as_array().expect("rows").iter().filter(|row| row["result"] == "moved").count();
    assert_eq!(moved, 0);
}

/// The cases that stand otherwise than was expected of them after the plan was carried out.
fn otherwise(office: &Office, new: &str) -> Vec<String> {
    let (expected, cases) = (expected(), office.json(&["list", "c.status != \"closed\""]));
    assert_eq!((expected.len(), cases.as_array().map(Vec::len)), (60, Some(60)));
    let mut otherwise = Vec::new();
    for wanted in expected {
        let edition = if one(&cases, wanted.case)["edition"] == new { "new" } else { "old" };
        let owed = owed(office, wanted.case);
        if edition != wanted.edition || owed != wanted.owed {
            otherwise.push(format!("{}: {edition} {owed:?}", wanted.case));
        }
    }
    otherwise
}

#[test]
fn a_plan_cut_off_at_any_moment_comes_to_the_same_when_given_again() {
    let office = PUBLISHED.copy();
    let plan = plan(&office);
    killed(&office, &["migrate", "run", "{home}/plan.toml"], |office| {
        office.ok(&["migrate", "run", &file(&office)]);
        assert_eq!(otherwise(&office, text(&plan, "to")), Vec::<String>::new());
        office.verified();
    });
}

#[test]
fn what_passed_shows_who_stands_for_whom_and_the_case_goes_on_to_its_end() {
    let mut clerk = Clerk::at(MOVED.copy());
    // Chosen by the district in 2022, designated by its successor.
    let shown = clerk.office.run_in("vi", &["show", "LC-2022-036"]).stdout;
    assert!(shown.contains("Ban Thường vụ Tỉnh ủy (thay Huyện Bình Sơn)"), "{shown}");
    assert_eq!(clerk.task("LC-2022-036", "designation")["stands_for"], "524");
    let history = clerk.office.run_in("vi", &["history", "LC-2022-036"]).stdout;
    assert!(history.contains("Việc designation chuyển từ 524 sang BTVTU"), "{history}");
    clerk.records("LC-2022-036", "designation", "done", &[]);
    assert_eq!(clerk.case("LC-2022-036")["outcome"], "posted");
    // A request that was sent to a district is answered in its place; the round, which has moved, takes the posts.
    clerk.records("VT-2022-005", "answer", "proposed", &["offers=21235-BT 01/10/2025"]);
    let offers = clerk.office.json(&["show", "DOT-2022-01"])["fields"]["offers"].clone();
    let posts: Vec<&str> = offers.as_array().expect("offers").iter().map(|o| text(o, "post")).collect();
    assert_eq!(posts, ["21043-BT", "21055-CT", "21235-BT"]);
    // Decided by the rules of 2022; from the next step on by the new ones: appointed by the province itself.
    clerk.records("LC-2022-021", "decision", "agreed", &[]);
    let designation = clerk.task("LC-2022-021", "designation");
    assert_eq!(
        (&designation["owner"], &designation["stands_for"]),
        (&"BTVTU".into(), &Value::Null),
        "{designation}"
    );
    assert_ne!(clerk.case("LC-2022-021")["edition"], clerk.case("LC-2022-036")["edition"]);
    // Moved in the middle of Bước 4, without the meeting at the district.
    for (key, outcome) in [("submission", "done"), ("permanent-board", "agreed"), ("decision", "agreed")] {
        clerk.records("LC-2022-018", key, outcome, &[]);
    }
    for key in ["directive", "transfer-ppc", "transfer", "designation", "notice"] {
        clerk.records("LC-2022-018", key, "done", &[]);
    }
    clerk.records("LC-2022-018", "election", "elected", &[]);
    clerk.records("LC-2022-018", "ratification", "ratified", &[]);
    assert_eq!(clerk.case("LC-2022-018")["outcome"], "posted");
    clerk.office.verified();
}

#[test]
fn a_move_is_taken_back_with_all_that_the_new_scripts_did() {
    let clerk = Clerk::at(MOVED.copy());
    let office = &clerk.office;
    for case in ["LC-2022-017", "LC-2022-024", "LC-2022-041"] {
        let before = PUBLISHED.json(&["show", case]);
        assert_ne!(office.json(&["show", case])["case"]["edition"], before["case"]["edition"]);
        office.ok(&["migrate", "revert", case, "--reason", "Làm nốt theo phiên bản 2022"]);
        assert_eq!(office.json(&["show", case]), before);
    }
    let history = office.ok(&["history", "LC-2022-017"]);
    assert!(history.contains("Took back the move from edition"), "{history}");
    let refused = office.refused(1, &["migrate", "revert", "LC-2022-017", "--reason", "x"]);
    assert_eq!(refused.error, "refusal-never-moved");
    // The round took the posts and got a task of its own, but no other case was touched.
    office.ok(&["migrate", "revert", "DOT-2022-01", "--reason", "Chờ văn bản"]);
    office.verified();
}

#[test]
fn a_later_edition_is_judged_from_the_move_on() {
    let clerk = Clerk::at(MOVED.copy());
    clerk.office.edit("scripts/drafts/two-tier/package.rhai", "label: \"2025", "label: \"2025b");
    let refused = clerk.office.refused(1, &PUBLISH[..5]);
    let differences = refused.facts["differences"].as_array().expect("differences");
    let cases = |row: &Value| -> Vec<String> {
        row["cases"]
            .as_array()
            .expect("cases")
            .iter()
            .map(|c| c.as_str().expect("a case").to_owned())
            .collect()
    };
    let differing: Vec<String> = differences.iter().flat_map(cases).collect();
    // Nothing in the new edition asks a case that moved otherwise than the one it moved to.
    for case in ["DOT-2022-02", "LC-2022-013", "LC-2022-018", "LC-2022-041"] {
        assert!(!differing.iter().any(|one| one == case), "{case}: {}", refused.json);
    }
    clerk.office.verified();
}
