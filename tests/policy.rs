//! Who may read and do what: typed lines of a division's officer, a district's officer and others, under the policy that
//! `init` lays out; policies that are broken; and rights of files.
#![cfg(unix)]

mod support;

#[path = "support/screen.rs"]
mod screen;

use screen::Screen;
use serde_json::Value;
use std::fs::Permissions;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::process::Stdio;
use std::sync::LazyLock;
use support::{Office, Ran};

/// The request of Ba Tơ, 535, in the round.
const OWN: &str = "VT-2022-012";
/// The request of the city, 522.
const OTHER: &str = "VT-2022-001";
/// A request that there is not.
const NONE: &str = "VT-2022-999";
const ROUND: &str = "DOT-2022-01";
const POLICY: &str = "scripts/policy.rhai";
/// An officer of the division, one of Ba Tơ, and one without a role.
const DIVISION: &str = "CV-01";
const DISTRICT: &str = "CV-535";
const NOBODY: &str = "CV-99";

/// A round whose letters to Ba Tơ and the city went out, and officers; nobody has said yet who is who.
static OPENED: LazyLock<Office> = LazyLock::new(|| {
    let office = Office::untested();
    office.ok(&["open", "round", "--subject", "BTCTU"]);
    for (n, case) in [("11", OWN), ("12", OTHER)] {
        office.ok(&["done", case, "letter", "--doc", &format!("{n}-CV/BTCTU 21/9/2022")]);
    }
    officer(&office, DIVISION, "BTCTU", "division");
    officer(&office, DISTRICT, "535", "district");
    office.ok(&["actor", "set", NOBODY, "--kind", "officer", "--name", "Lê Văn Tám"]);
    office
});

fn officer(office: &Office, code: &str, parent: &str, roles: &str) {
    let roles = format!("roles={roles}");
    office.ok(&[
        "actor", "set", code, "--kind", "officer", "--name", code, "--parent", parent, "--set", &roles,
    ]);
}

/// The account under which these tests run, as the system knows it.
fn account() -> String {
    let id = nix::unistd::getuid();
    nix::unistd::User::from_uid(id).ok().flatten().map_or_else(|| id.to_string(), |user| user.name)
}

/// From now on whoever runs the program is this officer.
fn be(office: &Office, who: &str) {
    office.write("quytrinh.toml", &format!("[me]\n{} = \"{who}\"\n", account()));
}

/// The office, used by this officer.
fn office_of(who: &str) -> Office {
    let office = OPENED.copy();
    be(&office, who);
    office
}

/// How many entries the log has, whoever asks.
fn entries(office: &Office) -> u64 {
    let copy = office.copy();
    std::fs::remove_file(copy.home().join(POLICY)).expect("the policy");
    copy.verified()
}

/// The requests, other than one's own, that a text tells of.
fn others(text: &str) -> Vec<String> {
    let all = (1..=13).map(|n| format!("VT-2022-{n:03}"));
    all.filter(|case| case != OWN && text.contains(case.as_str())).collect()
}

fn all_of(ran: &Ran) -> String {
    format!("{}{}", ran.stdout, ran.stderr)
}

/// The numbers of the cases in a list.
fn numbers(list: &Value) -> Vec<&str> {
    list.as_array().expect("a list").iter().map(|row| row["id"].as_str().expect("a number")).collect()
}

/// A line that reads, for each command that does.
fn reads(case: &str) -> Vec<Vec<&str>> {
    vec![
        vec!["show", case],
        vec!["why", case],
        vec!["history", case],
        vec!["history", case, "--refused"],
        vec!["scripts", "trace", case],
    ]
}

#[test]
fn the_division_reads_and_does_all() {
    let office = office_of(DIVISION);
    assert_eq!(numbers(&office.json(&["list"])).len(), 14);
    for line in reads(OTHER).iter().chain(&reads(ROUND)) {
        office.ok(line);
    }
    office.ok(&["done", OTHER, "answer", "--outcome", "registered-next-year"]);
    office.ok(&["suspend", OWN, "--reason", "Chờ ý kiến"]);
    office.ok(&["resume", OWN]);
    office.ok(&["actor", "set", "CV-02", "--kind", "officer", "--name", "Trần Văn Bảy"]);
    office.ok(&["remind"]);
    office.verified();
}

#[test]
fn a_district_reads_its_own_case_and_of_others_not_even_that_they_are_there() {
    let office = office_of(DISTRICT);
    for line in [
        &["list"][..],
        &["list", "true"],
        &["list", "c.id != ()"],
        &["tasks", "true"],
        &["list", "--as-of", "21/9/2022"],
        &["tasks", "true", "--as-of", "21/9/2022"],
    ] {
        let list = office.ok(line);
        assert!(list.contains(OWN) && others(&list).is_empty(), "{line:?}\n{list}");
        for format in ["json", "csv"] {
            let list = office.ok(&[line, &["--format", format]].concat());
            assert!(list.contains(OWN) && others(&list).is_empty(), "{line:?}\n{list}");
        }
    }
    assert_eq!(numbers(&office.json(&["list"])), [OWN]);
    assert_eq!(office.json(&["tasks", "--owner", "BTCTU"]).as_array().map(Vec::len), Some(0));
    for (own, other) in reads(OWN).iter().zip(reads(OTHER)) {
        let told = office.ok(own);
        assert!(others(&told).is_empty(), "{own:?}\n{told}");
        let told = office.ok(&[own, &["--format", "json"][..]].concat());
        assert!(others(&told).is_empty(), "{own:?}\n{told}");
        let told = office.refused(1, &other);
        assert_eq!(told.error, "refusal-unknown-case", "{other:?}");
        office.refused(1, &[&other[..], &["--as-of", "21/9/2022"]].concat());
    }
    // What is hidden is refused in the words for what is not there.
    for line in ["show", "why", "history"] {
        let said = |case: &str| all_of(&office.run(&[line, case])).replace(case, "CASE");
        assert_eq!(said(OTHER), said(NONE), "{line}");
        assert!(others(&said("VT-2022-01")).is_empty(), "{}", said("VT-2022-01"));
    }
    let shown = office.ok(&["actor", "show", "522"]);
    assert!(others(&shown).is_empty(), "{shown}");
    assert!(office.ok(&["actor", "show", "535"]).contains(OWN));
    assert_eq!(office.json(&["scripts", "list"])[0]["cases"], 1);
}

#[test]
fn scripts_filters_and_the_prompt_peek_in_vain() {
    let office = office_of(DISTRICT);
    let count = "cases().len() + tasks().len() * 100 + cases().of_kind(\"round\").len() * 10000";
    office.write("peek.rhai", &format!("fn main() {{ {count} }}"));
    assert_eq!(office.json(&["run", "peek.rhai"])["value"], "201");
    for (look, error) in [
        (format!("find_case(\"{OTHER}\")"), None),
        (format!("cases().of_subject(\"522\").len() + cases().below(\"{OTHER}\").len()"), Some(OTHER)),
        (format!("find_case(\"{OWN}\").parent.title"), Some(ROUND)),
        (format!("find_case(\"{OWN}\").parent.children.len()"), None),
        (format!("find_case(\"{OWN}\").parent.tasks.len()"), None),
        (format!("find_case(\"{OWN}\").parent.documents.len()"), None),
        (format!("find_case(\"{OWN}\").parent.blockers.len()"), Some(ROUND)),
    ] {
        office.write("peek.rhai", &format!("fn main() {{ {look} }}"));
        let ran = office.run(&["run", "peek.rhai", "--format", "json"]);
        match error {
            Some(case) => {
                assert!(ran.code == 1 || ran.code == 3, "{look}\n{}", all_of(&ran));
                assert!(
                    ran.stderr.contains("no case with the number") && ran.stderr.contains(case),
                    "{look}"
                );
            }
            None => {
                let value: Value = serde_json::from_str(&ran.stdout).expect(&look);
                assert!(
                    ["", "0", "1"].contains(&value["value"].as_str().expect("a value")),
                    "{look} {value}"
                );
            }
        }
        assert!(!all_of(&ran).contains("năm 2022 của"), "{look}\n{}", all_of(&ran));
    }
    // A hook of one's own case may look at all; what a filter makes of it may not.
    let filter = "c.parent.children.len() == 1 && !c.is_stuck && c.blockers.len() >= 0";
    assert_eq!(numbers(&office.json(&["list", filter])), [OWN]);
    let mut child = office.command(&[]);
    child.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = child.spawn().expect("the program starts");
    let lines = format!("list\nshow {OTHER}\ncases().map(|c| c.id)\ncases().len() * 1000 + 7\n");
    child.stdin.take().expect("its input").write_all(lines.as_bytes()).expect("it reads");
    let ran = Ran::of(child.wait_with_output().expect("it ends"));
    let told = all_of(&ran).replace(&format!("`{OTHER}`"), "");
    assert!(told.contains("1007") && told.contains(OWN) && others(&told).is_empty(), "{told}");
}

#[test]
fn completion_offers_what_may_be_read() {
    let office = office_of(DISTRICT);
    let screen = Screen::repl(office.home(), 100);
    screen.keys("show VT\t").wait(&format!("show {OWN}")).wait_without(OTHER);
    // What is typed while an answer is printed may get lost.
    screen.keys("\r").wait("Ba Tơ").wait_prompt().line("list");
    screen.wait_without(OTHER).wait_prompt().keys("exit\r");
    assert_eq!(screen.end(), 0);
    be(&office, DIVISION);
    let all = Screen::repl(office.home(), 100);
    all.keys("show VT\t").wait(OTHER).wait(OWN);
}

#[test]
fn a_district_answers_for_itself_and_does_nothing_else() {
    let office = office_of(DISTRICT);
    let before = entries(&office);
    for (line, error) in [
        (&["done", OTHER, "answer", "--outcome", "registered-next-year"][..], "refusal-unknown-case"),
        (&["done", ROUND, "nothing"], "refusal-unknown-case"),
        (&["suspend", OTHER, "--reason", "Thử"], "refusal-unknown-case"),
        (&["suspend", OWN, "--reason", "Thử"], "refusal-not-allowed"),
        (&["withdraw", OWN, "--reason", "Thử"], "refusal-not-allowed"),
        (&["reopen", OWN, "letter", "--reason", "Thử"], "refusal-not-allowed"),
        (&["correct", OWN, "letter", "--on", "20/9/2022", "--reason", "Thử"], "refusal-not-allowed"),
        (&["due", OWN, "answer", "--term", "5 days", "--basis", "Thử"], "refusal-not-allowed"),
        (&["open", "round", "--subject", "BTCTU"], "refusal-not-allowed"),
        (&["open", "request", "--subject", "535", "--parent", ROUND], "refusal-unknown-case"),
        (&["actor", "set", DISTRICT, "--set", "roles=division"], "refusal-not-allowed"),
        (&["actor", "set", "CV-03", "--kind", "officer"], "refusal-not-allowed"),
        (&["actor", "succeed", "535", "522", "--basis", "Thử"], "refusal-not-allowed"),
        (&["remind"], "refusal-not-allowed"),
        (&["schedule", "--once"], "refusal-not-allowed"),
        (&["schedule", "--list"], "refusal-not-allowed"),
        (&["rehearse", "--until", "31/12/2022"], "refusal-not-allowed"),
        (&["scripts", "publish"], "refusal-not-allowed"),
        (&["verify"], "refusal-not-allowed"),
        (&["seal"], "refusal-not-allowed"),
        (&["backup"], "refusal-not-allowed"),
        (&["restore", "x.redb"], "refusal-not-allowed"),
        (&["doctor"], "refusal-not-allowed"),
    ] {
        let told = office.refused(1, line);
        assert_eq!(told.error, error, "{line:?} {}", told.json);
        let told = office.refused(1, &[line, &["--as", "535"]].concat());
        assert_eq!(told.error, error, "{line:?} {}", told.json);
    }
    office.write("act.rhai", &format!("fn main() {{ find_case(\"{OWN}\").remark(\"Thử\"); }}"));
    assert_eq!(office.refused(1, &["run", "act.rhai"]).facts["act"], "remark");
    office.write(
        "act.rhai",
        &format!("fn main() {{ let c = find_case(\"{OWN}\"); c.parent.remark(\"Thử\"); }}"),
    );
    assert_eq!(office.refused(1, &["run", "act.rhai"]).error, "refusal-unknown-case");
    assert_eq!(entries(&office), before);

    let said = office.run_in("vi", &["suspend", OWN, "--reason", "Thử"]).stderr;
    assert!(
        said.contains("CV-535 không được làm việc `suspend`") && said.contains("Phòng Tổ chức"),
        "{said}"
    );
    assert!(office.ok(&["done", OWN, "answer", "--outcome", "registered-next-year"]).contains("ended"));
    assert_eq!(office.json(&["show", OWN])["case"]["status"], "closed");
    assert!(entries(&office) > before);
}

#[test]
fn a_task_of_another_owner_in_ones_own_case_is_not_ones_own() {
    let office = OPENED.copy();
    office.ok(&["reopen", OWN, "letter", "--reason", "Gửi lại"]);
    be(&office, DISTRICT);
    let line = ["done", OWN, "letter", "--doc", "13-CV/BTCTU 21/9/2022"];
    let told = office.refused(1, &line);
    assert_eq!((told.error.as_str(), &told.facts["act"]), ("refusal-not-allowed", &Value::from("done")));
    be(&office, DIVISION);
    office.ok(&line);
}

#[test]
fn a_name_in_a_field_tells_nothing_of_what_is_hidden() {
    let office = office_of(DISTRICT);
    office
        .write("args.rhai", "fn args() { #{ c: #{ title: \"c\", type: \"case\" } } }\nfn main(a) { a.c.id }");
    let told = |case: &str| all_of(&office.run(&["run", "args.rhai", "--c", case])).replace(case, "CASE");
    assert_eq!(told(OTHER), told(NONE));
    assert!(others(&told("VT-2022-01")).is_empty(), "{}", told("VT-2022-01"));
    assert_eq!(office.json(&["run", "args.rhai", "--c", OWN])["value"], OWN);
}

#[test]
fn nor_does_one_that_is_looked_up_after_the_act_has_begun() {
    let office = OPENED.copy();
    let name = ["--name", "Nguyễn Văn Ẩn", "--parent", "SNV", "--set", "secrecy=Mật"];
    office.ok(&[&["actor", "set", "CB-77", "--kind", "cadre"][..], &name].concat());
    be(&office, DIVISION);
    let set = |typed: &str| {
        let candidates = format!("candidates={typed}");
        // The first field is set, with which the act has begun, when the second one is looked up.
        let line =
            ["--rehearse", "correct", ROUND, "--reason", "Thử", "--set", "year=2023", "--set", &candidates];
        office.run(&line)
    };
    for typed in ["nguyen van an", "nguyen van", "CB-77", "CB-7"] {
        let ran = set(typed);
        let told = all_of(&ran).replace(&format!("`{typed}`"), "");
        assert!(ran.code == 1 && !told.contains("CB-77") && !told.contains("Văn Ẩn"), "{typed}\n{told}");
    }
    office.write("quytrinh.toml", "");
    office.ok(&["actor", "set", DIVISION, "--set", "clearance=Mật"]);
    be(&office, DIVISION);
    assert_eq!(set("nguyen van an").code, 0, "{}", all_of(&set("nguyen van an")));
    assert!(all_of(&set("nguyen van a")).contains("CB-77"));
}

#[test]
fn one_for_another_is_recorded_and_only_where_it_is_allowed() {
    let office = office_of(DIVISION);
    office.ok(&["--as", "522", "done", OTHER, "answer", "--outcome", "registered-next-year"]);
    let history = office.json(&["history", OTHER]);
    let done = history.as_array().expect("a list").iter().rev();
    let done = done.into_iter().find(|entry| entry["event"]["type"] == "task-done").expect("it was done");
    assert_eq!((&done["by"], &done["typed_by"]), (&Value::from("522"), &Value::from(DIVISION)));
    assert!(office.ok(&["history", OTHER]).contains("CV-01 → 522"));

    be(&office, DISTRICT);
    let line = ["done", OWN, "answer", "--outcome", "registered-next-year"];
    let told = office.refused(1, &[&["--as", "BTCTU"][..], &line].concat());
    assert_eq!(
        (told.error.as_str(), &told.facts["other"]),
        ("refusal-not-for-another", &Value::from("BTCTU"))
    );
    // Acting for another brings no rights of the other's.
    assert_eq!(office.refused(1, &["--as", DIVISION, "show", OTHER]).error, "refusal-unknown-case");
    office.ok(&[&["--as", "535"][..], &line].concat());
    assert!(office.ok(&["history", OWN]).contains("CV-535 → 535"));
}

#[test]
fn one_without_a_role_reads_nothing() {
    let office = office_of(NOBODY);
    assert_eq!(office.json(&["list"]).as_array().map(Vec::len), Some(0));
    assert_eq!(office.json(&["tasks", "true"]).as_array().map(Vec::len), Some(0));
    assert_eq!(office.json(&["outbox"]).as_array().map(Vec::len), Some(0));
    assert_eq!(office.refused(1, &["show", OWN]).error, "refusal-unknown-case");
    assert_eq!(office.refused(1, &["done", OWN, "answer"]).error, "refusal-unknown-case");
    // Of the officers they know themselves alone; bodies and units everybody knows.
    let officers = office.json(&["actor", "list", "--kind", "officer"]);
    assert_eq!(numbers(&officers), [NOBODY]);
    assert_eq!(office.refused(1, &["actor", "show", DIVISION]).error, "refusal-unknown-actor");
    assert!(!office.fails(1, &["actor", "show", "CV-0"]).contains(DIVISION));
    assert_eq!(office.json(&["actor", "list", "--kind", "district"]).as_array().map(Vec::len), Some(13));
    office.write("who.rhai", &format!("fn main() {{ find_actor(\"{DIVISION}\") == () }}"));
    assert_eq!(office.json(&["run", "who.rhai"])["value"], "true");
}

#[test]
fn a_level_of_secrecy_asks_for_a_clearance() {
    let office = OPENED.copy();
    let seen = |who: &str, clearance: &str| {
        std::fs::write(office.home().join("quytrinh.toml"), "").expect("the settings");
        office.ok(&["actor", "set", who, "--set", &format!("clearance={clearance}")]);
        be(&office, who);
        office.json(&["list"]).as_array().map(Vec::len)
    };
    assert_eq!((seen(DISTRICT, ""), seen(DIVISION, "")), (Some(1), Some(14)));
    std::fs::write(office.home().join("quytrinh.toml"), "").expect("the settings");
    office.ok(&["actor", "set", "535", "--set", "secrecy=Tối mật"]);
    assert_eq!(
        (seen(DISTRICT, ""), seen(DISTRICT, "Mật"), seen(DISTRICT, "Tối mật")),
        (Some(0), Some(0), Some(1))
    );
    assert_eq!((seen(DIVISION, "Mật"), seen(DIVISION, "Tuyệt mật")), (Some(13), Some(14)));
}

#[test]
fn the_past_is_read_with_the_rights_of_today() {
    let mut office = office_of(DISTRICT);
    office.on("2022-10-03");
    let before = ["list", "--as-of", "22/9/2022"];
    assert_eq!(numbers(&office.json(&before)), [OWN]);
    be(&office, DIVISION);
    office.ok(&["actor", "set", DISTRICT, "--set", "roles="]);
    be(&office, DISTRICT);
    assert_eq!(office.json(&before).as_array().map(Vec::len), Some(0));
}

#[test]
fn messages_go_with_their_cases_and_the_schedule_is_bound_by_nobody() {
    let mut office = office_of(DIVISION);
    office.on("2022-12-01");
    let sent = office.json(&["remind"])["messages"].as_array().map_or(0, Vec::len);
    assert!(sent > 1, "{sent}");
    be(&office, DISTRICT);
    let own = office.json(&["outbox"]);
    let own = own.as_array().expect("a list");
    assert!(!own.is_empty() && own.iter().all(|message| message["case"] == OWN), "{own:?}");
    let told = office.ok(&["outbox", "--full"]);
    assert!(others(&told).is_empty(), "{told}");
}

#[test]
fn a_stranger_and_a_name_that_nobody_has_are_let_in_nowhere() {
    let office = OPENED.copy();
    office.write("quytrinh.toml", "[me]\nsomebody-else = \"CV-01\"\n");
    for line in [&["list"][..], &["remind"], &["done", OWN, "answer"], &["list", "--as-of", "21/9/2022"]] {
        let told = office.refused(1, line);
        assert_eq!((told.error.as_str(), &told.facts["user"]), ("refusal-stranger", &Value::from(account())));
    }
    be(&office, "CV-404");
    assert_eq!(office.refused(1, &["list"]).error, "refusal-nobody-of-code");
    // The environment does not say who one is.
    be(&office, NOBODY);
    let list = office.command(&["list"]).env("USER", "somebody-else").output().expect("the program starts");
    assert!(!Ran::of(list).stdout.contains(OWN));
}

#[test]
fn without_a_policy_or_while_nobody_is_named_everybody_may_do_all() {
    let office = office_of(DISTRICT);
    std::fs::remove_file(office.home().join(POLICY)).expect("the policy");
    assert_eq!(numbers(&office.json(&["list"])).len(), 14);
    assert_eq!(numbers(&OPENED.json(&["list"])).len(), 14);
    // One actor for all is the office itself.
    let office = OPENED.copy();
    office.write("quytrinh.toml", "me = \"BTCTU\"\n");
    office.ok(&["done", OTHER, "answer", "--outcome", "registered-next-year"]);
    assert!(office.ok(&["history", OTHER]).contains("clerk → BTCTU"));
}

#[test]
fn a_broken_policy_closes_everything_and_names_its_line() {
    let whole = std::fs::read_to_string(OPENED.home().join(POLICY)).expect("the policy");
    let line_of =
        |text: &str, what: &str| text.lines().position(|line| line.contains(what)).map(|at| at as u64 + 1);
    let inside = "\n    if me == () { return true; }\n    if !is_cleared(me, c.subject.secrecy)";
    for (from, to, line) in [
        ("fn may_read(me, c) {", "fn may_read(me, c) }", true),
        (inside, "\n    if nowhere(me) { return true; }\n    if !is_cleared(me, c.subject.secrecy)", true),
        (inside, "\n    throw \"no\";\n    if !is_cleared(me, c.subject.secrecy)", true),
        (inside, "\n    return 42;\n    if !is_cleared(me, c.subject.secrecy)", true),
        (inside, "\n    loop { }\n    if !is_cleared(me, c.subject.secrecy)", true),
        (inside, "\n    c.remark(\"x\");\n    if !is_cleared(me, c.subject.secrecy)", true),
        ("fn may_do(", "fn may_du(", true),
        ("fn may_act_as(", "private fn may_not_as(", true),
    ] {
        assert!(whole.contains(from), "{from}");
        let text = whole.replacen(from, to, 1);
        let office = office_of(DIVISION);
        let before = entries(&office);
        office.write(POLICY, &text);
        for typed in [&["list"][..], &["list", "--as-of", "21/9/2022"], &["show", OWN], &["why", OWN]] {
            let told = office.run(&[typed, &["--format", "json"]].concat());
            assert!(told.code == 3 || told.code == 1, "{to} {typed:?}\n{}", all_of(&told));
            assert!(told.stdout.is_empty(), "{to} {typed:?}\n{}", told.stdout);
            let json: Value =
                serde_json::from_str(told.stderr.lines().last().expect("a failure")).expect("json");
            assert_eq!(json["place"]["file"], POLICY, "{to}\n{json}");
            assert!(!line || json["place"]["line"].as_u64() > Some(0), "{to}\n{json}");
        }
        let typed = ["done", OWN, "answer", "--outcome", "registered-next-year"];
        let code = office.run(&typed).code;
        assert!(code == 3 || code == 1, "{to}");
        assert_eq!(entries(&office), before, "{to}");
    }
    let office = office_of(DIVISION);
    let text = whole.replace("fn may_read(me, c) {", "fn may_read(me, c) {\n    nowhere(me);");
    office.write(POLICY, &text);
    let told = office.run(&["list", "--format", "json"]).stderr;
    let json: Value = serde_json::from_str(told.lines().last().expect("a failure")).expect("json");
    assert_eq!(json["place"]["line"].as_u64(), line_of(&text, "nowhere(me)"), "{json}");
    std::fs::remove_file(office.home().join(POLICY)).expect("the policy");
    std::fs::create_dir(office.home().join(POLICY)).expect("a folder");
    assert_eq!(office.run(&["list"]).code, 3);
}

#[test]
fn a_check_of_scripts_tells_what_is_wrong_with_the_policy() {
    let office = OPENED.copy();
    office.ok(&["scripts", "check"]);
    for (from, to, error) in [
        ("is_division(me) ||", "is_divison(me) ||", "script-unknown-function"),
        ("fn may_know(me, a)", "fn may_knew(me, a)", "script-missing-function"),
    ] {
        let whole = std::fs::read_to_string(office.home().join(POLICY)).expect("the policy");
        office.edit(POLICY, from, to);
        let ran = office.run(&["scripts", "check", "--format", "json"]);
        let found: Value = serde_json::from_str(&ran.stdout).expect("json");
        let told = found
            .as_array()
            .expect("a list")
            .iter()
            .any(|it| it["error"] == error && it["place"]["file"] == POLICY);
        assert!(ran.code == 3 && told, "{to}\n{found}");
        office.write(POLICY, &whole);
    }
}

#[test]
fn what_others_can_write_to_is_not_opened() {
    let office = office_of(DIVISION);
    for (path, mode) in [
        ("", 0o770),
        ("store", 0o722),
        ("store/quytrinh.redb", 0o620),
        ("quytrinh.toml", 0o602),
        ("scripts", 0o777),
        (POLICY, 0o666),
    ] {
        let at = office.home().join(path);
        let before = at.metadata().expect(path).permissions();
        std::fs::set_permissions(&at, Permissions::from_mode(mode)).expect("rights");
        let told = office.refused(4, &["list"]);
        let named = at.display().to_string();
        assert_eq!(told.error, "store-open-to-others", "{path}");
        assert_eq!(
            told.facts["path"].as_str().map(|path| path.trim_end_matches('/')),
            Some(named.trim_end_matches('/'))
        );
        assert!(told.json["hint"].as_str().is_some_and(|hint| hint.contains("chmod go-w")), "{path}");
        let shared =
            office.command(&["list"]).env("QUYTRINH_SHARED", "yes").output().expect("the program starts");
        assert_eq!(Ran::of(shared).code, 0, "{path}");
        std::fs::set_permissions(&at, before).expect("rights");
        office.ok(&["list"]);
    }
}

#[test]
fn what_init_lays_out_is_for_its_owner_alone() {
    let office = Office::empty();
    let home = office.home().join("new");
    let command = format!("umask 002; exec \"$0\" --home \"$1\" {}", "init");
    let init = |line: &str| {
        let mut shell = std::process::Command::new("sh");
        shell.args(["-c", line, env!("CARGO_BIN_EXE_quytrinh")]).arg(&home);
        Ran::of(shell.output().expect("a shell"))
    };
    assert_eq!(init(&command).code, 0);
    let mode = |path: &str| home.join(path).metadata().expect(path).permissions().mode() & 0o777;
    assert_eq!([mode(""), mode("scripts"), mode("store")], [0o700; 3]);
    assert_eq!([mode("quytrinh.toml"), mode(POLICY), mode("store/quytrinh.redb")], [0o600; 3]);
    assert_eq!(init(&command.replace("init", "list")).code, 0);
}
