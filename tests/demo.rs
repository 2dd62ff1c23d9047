//! The demonstration: a whole round on the real units, and a home that goes on working.

mod support;

use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use support::Office;

/// Plays the demonstration in a folder of its own; gives the folder and what was told.
fn play(office: &Office) -> (PathBuf, Value) {
    let dir = office.home().join("demo");
    let told = office.json(&["demo", &dir.to_string_lossy()]);
    (dir, told)
}

/// The folder of a demonstration that was played once for all tests that only look at it, and what was told.
fn played() -> &'static (PathBuf, Value) {
    static PLAYED: OnceLock<(Office, (PathBuf, Value))> = OnceLock::new();
    let (_, played) = PLAYED.get_or_init(|| {
        let office = Office::empty();
        let played = play(&office);
        (office, played)
    });
    played
}

/// A command line in the home of a demonstration, on a day after it.
fn at(dir: &Path, args: &[&str]) -> Value {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_quytrinh"))
        .args(["--home", &dir.to_string_lossy(), "--lang", "en", "--now", "2023-04-12", "--format", "json"])
        .args(args)
        .env("USER", "clerk")
        .output()
        .expect("the program starts");
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

fn rows(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// How many of the rows have which outcome.
fn outcomes<'a>(rows: impl IntoIterator<Item = &'a Value>) -> BTreeMap<&'a str, usize> {
    let mut counts = BTreeMap::new();
    for row in rows {
        *counts.entry(row["outcome"].as_str().unwrap_or("open")).or_insert(0) += 1;
    }
    counts
}

fn events(dir: &Path, case: &str, name: &str) -> Vec<Value> {
    let history = at(dir, &["history", case]);
    rows(&history).iter().filter(|e| e["event"]["type"] == name).map(|e| e["event"].clone()).collect()
}

#[test]
fn the_round_of_2022_is_played_to_its_end() {
    let (dir, told) = played();
    assert_eq!(told["verify"]["ok"], true, "{told}");
    assert!(rows(&told["output"]).len() > 60, "an officer sees each turn");
    let cases = at(dir, &["list"]);
    let of_kind = |kind: &str| rows(&cases).iter().filter(|c| c["kind"] == kind).collect::<Vec<_>>();

    let rounds = of_kind("round");
    assert_eq!((rounds.len(), &rounds[0]["outcome"]), (1, &json!("completed")));
    let requests = of_kind("request");
    let answered: BTreeMap<&str, usize> =
        [("proposed", 11), ("registered-next-year", 1), ("not-applicable", 1)].into_iter().collect();
    assert_eq!(outcomes(requests.iter().copied()), answered);
    let ly_son = requests.iter().find(|c| c["subject"] == "536").expect("Lý Sơn");
    assert_eq!(ly_son["outcome"], "not-applicable");
    let reason = at(dir, &["show", ly_son["id"].as_str().expect("an id")])["fields"]["reason"].clone();
    assert!(reason.as_str().is_some_and(|reason| reason.contains("Lý Sơn")), "{reason}");

    let placements = outcomes(of_kind("placement"));
    for outcome in ["declined", "not-agreed", "withdrawn", "deferred", "replaced", "not-released"] {
        assert!(placements.contains_key(outcome), "nobody was {outcome}: {placements:?}");
    }
    assert!(placements["posted"] >= 4, "{placements:?}");
    assert!(!placements.contains_key("open"), "{placements:?}");
}

#[test]
fn one_district_is_late_and_is_reminded() {
    let (dir, _) = played();
    let late = at(dir, &["tasks", "t.key == \"answer\" && t.days_late > 0"]);
    let cases: Vec<&str> = rows(&late).iter().filter_map(|t| t["case"].as_str()).collect();
    assert_eq!(cases.len(), 1, "{cases:?}");
    let rungs: Vec<Value> = events(dir, cases[0], "rung-fired").iter().map(|e| e["rung"].clone()).collect();
    assert_eq!(rungs, ["before-due", "first-letter", "second-letter"]);
    // The letters themselves lie in the outbox, each under the key of its message.
    let letters: Vec<String> = std::fs::read_dir(dir.join("outbox"))
        .expect("the outbox")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".txt"))
        .collect();
    for rung in ["before-due", "first-letter", "second-letter"] {
        let of_rung =
            letters.iter().filter(|l| l.contains(&format!("{}.answer.1.0.{rung}.", cases[0]))).count();
        assert_eq!(of_rung, 1, "{rung}: {letters:?}");
    }
}

#[test]
fn the_four_tracks_have_exactly_their_papers() {
    let (dir, _) = played();
    let posted = at(dir, &["list", "c.kind == \"placement\" && c.outcome == \"posted\""]);
    let mut tracks = BTreeMap::new();
    for case in rows(&posted) {
        let shown = at(dir, &["show", case["id"].as_str().expect("an id")]);
        let block = shown["fields"]["block"].as_str().expect("a block").to_owned();
        let chairman = shown["fields"]["post"].as_str().expect("a post").ends_with("-CT");
        let papers: Vec<&str> = rows(&shown["documents"])
            .iter()
            .filter(|d| d["step"] == "step5")
            .map(|d| d["type"].as_str().expect("a kind of paper"))
            .collect();
        let mut wanted = if block == "party" { vec!["QĐ", "QĐ"] } else { vec!["CV", "QĐ", "QĐ", "QĐ"] };
        if chairman {
            wanted.push("TB");
        }
        let mut sorted = papers.clone();
        sorted.sort_unstable();
        wanted.sort_unstable();
        assert_eq!(sorted, wanted, "{}: {block}, chairman {chairman}", case["id"]);
        *tracks.entry((block, chairman)).or_insert(0) += 1;
    }
    assert_eq!(tracks.len(), 4, "all four tracks: {tracks:?}");
}

#[test]
fn deciders_refuse_once_and_one_is_withdrawn() {
    let (dir, _) = played();
    let of = |task: &str, outcome: &str| {
        let filter = format!("t.key == \"{task}\" && t.outcome == \"{outcome}\"");
        rows(&at(dir, &["tasks", &filter])).len()
    };
    assert_eq!(of("decision", "not-agreed"), 1, "one is not agreed by Ban Thường vụ");
    assert!(of("interview", "declines") >= 1);
    assert_eq!(
        of("plan-issue", "issued") + of("plan-issue", "issued-with-changes"),
        1,
        "the plan is issued once"
    );
    let withdrawn = at(dir, &["list", "c.outcome == \"withdrawn\""]);
    assert_eq!(rows(&withdrawn).len(), 1);
    let plan = at(dir, &["show", "DOT-2022-01"]);
    assert!(rows(&plan["documents"]).iter().any(|d| d["type"] == "KH"), "{}", plan["documents"]);
}

#[test]
fn the_home_it_leaves_goes_on() {
    let office = Office::empty();
    let (dir, told) = play(&office);
    assert_eq!(rows(&at(&dir, &["actor", "list", "--kind", "cadre"])).len(), 24);
    let verdict = at(&dir, &["verify"]);
    assert_eq!((&verdict["ok"], &verdict["head"]), (&json!(true), &told["verify"]["head"]));
    // The next round takes the registration of the one before with it.
    at(&dir, &["open", "round", "--subject", "BTCTU"]);
    let carried = at(&dir, &["list", "c.kind == \"request\" && c.carried_from != ()"]);
    assert_eq!(rows(&carried).len(), 1);
    assert_eq!(at(&dir, &["verify"])["ok"], true);
    let scripts = dir.join("scripts/demo/demo.rhai");
    assert!(scripts.is_file(), "the script that played it is there to be read");
}

#[test]
fn it_can_be_played_again_but_never_over_another_store() {
    let office = Office::empty();
    let (dir, first) = play(&office);
    let (_, again) = play(&office);
    assert_eq!(first["output"], again["output"]);
    assert_eq!(first["verify"], again["verify"], "the same acts, the same log");
    assert_eq!(at(&dir, &["verify"])["ok"], true);

    let real = Office::new();
    let entries = real.verified();
    let refused = real.refused(4, &["demo", &real.home().to_string_lossy()]);
    assert_eq!(refused.error, "store-exists", "{}", refused.json);
    assert_eq!(real.verified(), entries);
    // Nor a second time, as a demonstration's mark would allow.
    assert_eq!(real.refused(4, &["demo", &real.home().to_string_lossy()]).error, "store-exists");
    assert_eq!(real.verified(), entries);
}

#[test]
fn without_a_name_it_is_made_in_the_folder_demo() {
    let office = Office::empty();
    let mut command = office.command(&["demo"]);
    let ran = support::Ran::of(command.current_dir(office.home()).output().expect("the program starts"));
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(office.home().join("demo/store/quytrinh.redb").is_file());
    assert!(!office.store().exists(), "the home that was named is not touched");
}
