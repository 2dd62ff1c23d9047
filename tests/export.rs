//! `export` and `retention`: a case that can be shown to others, and the list of what need not be kept any more.

mod support;

use quytrinh::domain::name::fold;
use serde_json::{Value, json};
use support::clerk::{Clerk, text, with_roster};

/// A round on its way, with a cadre who is called by a name that must not get out.
fn clerk() -> Clerk {
    let mut clerk = with_roster(&[("CB001", "BTGTU"), ("CB002", "SNV")]);
    clerk.office.ok(&["open", "round", "--subject", "BTCTU"]);
    clerk.gives("BTCTU", "source-list", "candidates", "CB001; CB002");
    clerk.knows("533", "offers", "21409-BT 1/3/2023; 21412-CT 1/3/2023").knows("CB001", "post", "21409-BT");
    clerk.knows("522", "offers", "21010-CT 1/3/2023").knows("CB002", "post", "21010-CT");
    clerk.works_up_to("CB002", "decision");
    clerk
}

/// Every case of an office.
fn cases(clerk: &Clerk) -> Vec<String> {
    let all = clerk.office.json(&["list"]);
    all.as_array().expect("cases").iter().map(|case| text(case, "id").to_owned()).collect()
}

#[test]
fn an_export_names_nobody_and_keeps_what_happened() {
    let clerk = clerk();
    let actors = clerk.office.json(&["actor", "list"]);
    let all = cases(&clerk);
    assert!(all.iter().any(|case| case.starts_with("LC-")), "{all:?}");
    for case in &all {
        let export = clerk.office.json(&["export", case]);
        let shown = fold(&export.to_string());
        for actor in actors.as_array().expect("actors") {
            let (id, name) = (text(actor, "id"), text(actor, "name"));
            assert!(!shown.contains(&fold(name)), "{case}: {name}");
            // A code stands for itself only between quotes or dots.
            for code in [format!("\"{}\"", fold(id)), format!(".{}\"", fold(id))] {
                assert!(!shown.contains(&code), "{case}: {id}");
            }
        }
        for other in &all {
            assert!(!shown.contains(&fold(other)), "{case}: {other}");
        }
        assert!(!shown.contains("clerk") && !shown.contains("cv/btctu"), "{case}");
        let history = clerk.office.json(&["history", case]);
        let (kept, happened) = (export["history"].as_array(), history.as_array());
        assert_eq!(kept.map(Vec::len), happened.map(Vec::len));
        for (kept, happened) in kept.into_iter().flatten().zip(happened.into_iter().flatten()) {
            assert_eq!(
                (&kept["seq"], &kept["event"]["type"]),
                (&happened["seq"], &happened["event"]["type"])
            );
            if happened["event"]["task"].is_string() {
                assert_eq!(kept["event"]["task"], happened["event"]["task"]);
            }
        }
        let page = clerk.office.json(&["why", case]);
        for task in page["tasks"].as_array().into_iter().flatten() {
            // Of several turns the last one counts.
            let is_same = |kept: &&Value| kept["key"] == task["key"];
            let kept = export["tasks"].as_array().expect("tasks").iter().rfind(is_same).expect("the task");
            assert_eq!((&kept["state"], &kept["clock"]["due"]), (&task["state"], &task["due"]), "{kept}");
        }
    }
}

#[test]
fn the_same_one_has_the_same_number_and_the_key_stays_in_the_office() {
    let clerk = clerk();
    let case = cases(&clerk).into_iter().rfind(|case| case.starts_with("LC-")).expect("a placement");
    let (to, key) = (clerk.office.home().join("x.json"), clerk.office.home().join("key.csv"));
    let line = ["export", &case, "--to", &to.to_string_lossy(), "--key", &key.to_string_lossy()];
    let told = clerk.office.run(&line);
    assert!(told.code == 0 && told.stderr.contains("stays in the office"), "{}", told.stderr);
    let export: Value = serde_json::from_slice(&std::fs::read(&to).expect("the export")).expect("JSON");
    let subject = text(&export["case"], "subject");
    assert_eq!(subject, "cadre-1");
    let actor = export["actors"].as_array().expect("actors").iter().find(|actor| actor["id"] == subject);
    assert_eq!(actor.expect("the subject")["kind"], "cadre");
    let parent = text(actor.expect("the subject"), "parent");
    assert!(parent.starts_with("agency-"), "{parent}");
    let csv = std::fs::read_to_string(&key).expect("the key");
    assert!(csv.lines().any(|line| line.starts_with("cadre-1,CB00")), "{csv}");
    assert!(csv.lines().any(|line| line.starts_with(&format!("{parent},SNV,"))), "{csv}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        for file in [&to, &key] {
            assert_eq!(file.metadata().expect("it is there").permissions().mode() & 0o777, 0o600);
        }
    }
    // Nothing is written over, and a rehearsal writes nothing.
    assert_eq!(clerk.office.run(&line).code, 1);
    assert_eq!(clerk.office.run(&["export", &case, "--to", "y.json", "--rehearse"]).code, 2);
    assert_eq!(clerk.office.refused(1, &["export", "LC-2022-999"]).error, "refusal-unknown-case");
}

#[test]
fn ended_cases_are_listed_once_their_time_has_come() {
    let clerk = clerk();
    let case = cases(&clerk).into_iter().rfind(|case| case.starts_with("LC-")).expect("a placement");
    clerk.office.ok(&["withdraw", &case, "--reason", "xin rút"]);
    let closed = clerk.office.now().to_owned();
    assert_eq!(clerk.office.json(&["retention"]), json!([]));
    let until = format!("{}{}", closed[..4].parse::<i32>().expect("a year") + 20, &closed[4..]);
    assert_eq!(clerk.office.json(&["retention", "--on", &until]), json!([]), "that day it is still kept");
    let due = clerk.office.json(&["retention", "--on", "2043-12-31"]);
    let found = due.as_array().expect("cases").iter().find(|one| one["case"] == case.as_str());
    let found = found.expect("the case");
    assert_eq!((&found["outcome"], &found["closed_on"]), (&json!("withdrawn"), &json!(closed)));
    assert!(text(found, "until") >= until.as_str(), "{found}");
    let told = clerk.office.run_in("vi", &["retention", "--on", "2043-12-31"]).stdout;
    assert!(told.contains(&case) && told.contains("240 tháng"), "{told}");
    // What is kept for ever is not in it, what no rule speaks of is counted.
    clerk.office.edit(
        "scripts/rotation/placement/kind.rhai",
        "\"other\": months(240)",
        "\"other\": \"permanent\"",
    );
    assert_eq!(clerk.office.refused(1, &["retention", "--on", "hôm nào"]).error, "refusal-bad-date");
}

#[test]
fn a_rule_that_is_none_is_told_by_the_check() {
    let clerk = clerk();
    let file = "scripts/rotation/placement/kind.rhai";
    for (written, word) in [
        ("\"postd\": \"permanent\", \"other\": months(240)", "postd"),
        ("\"posted\": \"for ever\"", "unit"),
        ("\"posted\": 240", "unit"),
    ] {
        let before = std::fs::read_to_string(clerk.office.home().join(file)).expect("a kind");
        clerk.office.edit(file, "\"posted\": \"permanent\", \"other\": months(240)", written);
        let ran = clerk.office.run(&["scripts", "check", "rotation", "--lines"]);
        assert!(ran.code == 3 && ran.stdout.contains(word), "{written}: {}{}", ran.stdout, ran.stderr);
        clerk.office.write(file, &before);
    }
}
