//! `scripts check` of bulk scripts and jobs: what is mistyped is told at its line, and nothing else is told.

mod support;

use serde_json::Value;
use support::lessons::{Block, read};
use support::{Office, copy_folder};

/// A mistake put into a shipped script: the file below `scripts/`, what stands there, what is put there, a word the
/// message must name. The line is that of the first letter that differs.
type Mistake = (&'static str, &'static str, &'static str, &'static str);

#[rustfmt::skip]
const MISTAKES: &[Mistake] = &[
    // What cannot be read, and functions that are not there.
    ("bulk/postpone.rhai", "let moved = 0;", "let moved = ;", "cannot be read"),
    ("bulk/postpone.rhai", "let moved = 0;", "let case = 0;", "case"),
    ("bulk/postpone.rhai", "tasks().owned_by", "task().owned_by", "task"),
    ("bulk/postpone.rhai", ".owned_by(a.district)", ".owned(a.district)", "owned"),
    ("bulk/postpone.rhai", ".owed()", ".owd()", "owd"),
    ("bulk/postpone.rhai", "t.extend(working_days(a.days), a.reason, a.basis);", "t.extend(working_days(a.days), a.reason);", "extend"),
    ("bulk/postpone.rhai", "t.extend(working_days(a.days), a.reason, a.basis);", "t.extend(a.days, a.reason, a.basis);", "unit"),
    ("bulk/postpone.rhai", "working_days(a.days)", "workdays(a.days)", "workdays"),
    ("bulk/postpone.rhai", "refuse(`Số ngày", "refus(`Số ngày", "refus"),
    ("bulk/postpone.rhai", "late += 1;", "lat += 1;", "lat"),
    ("bulk/postpone.rhai", "fn main(a) {", "fn mian(a) {", "mian"),
    ("bulk/postpone.rhai", "fn main(a) {", "fn main(a, b) {", "main"),
    ("bulk/postpone.rhai", "fn args() {", "fn arg() {", "arg"),
    ("bulk/roster-check.rhai", "let names = count_names();", "let names = count_name();", "count_name"),
    ("bulk/roster-check.rhai", "notes_on(cadre, day, a.under)", "notes_on(cadre, day)", "notes_on"),
    ("bulk/roster-check.rhai", "age(cadre.birth_date, day)", "age(cadre.birth_date)", "age"),
    ("bulk/roster-check.rhai", "!notes.is_empty()", "!notes.is_emty()", "is_emty"),
    ("jobs/remind.rhai", "${remind()}", "${remind(1)}", "remind"),
    ("jobs/remind.rhai", "${today().text}", "${todya().text}", "todya"),
    ("jobs/morning.rhai", "stuck() + sent()", "stuk() + sent()", "stuk"),
    ("jobs/morning.rhai", "section(\"Vướng mắc\", found)", "section(\"Vướng mắc\")", "section"),
    ("jobs/morning.rhai", "note(\"morning\", office(), `", "note(\"morning\", `", "note"),
    ("jobs/morning.rhai", "tasks().overdue()", "tasks().overdu()", "overdu"),
    ("jobs/morning.rhai", "fn job() {", "fn jobs() {", "jobs"),
    // Properties.
    ("bulk/postpone.rhai", "if t.is_late", "if t.is_lat", "is_lat"),
    ("bulk/postpone.rhai", "t.due != ()", "t.deu != ()", "deu"),
    ("bulk/postpone.rhai", "let before = t.due;", "let before = t.duee;", "duee"),
    ("bulk/postpone.rhai", "quá hạn  ${t.of_case.id}", "quá hạn  ${t.case_of.id}", "case_of"),
    ("bulk/postpone.rhai", "quá hạn  ${t.of_case.id}", "quá hạn  ${t.of_case.idd}", "idd"),
    ("bulk/postpone.rhai", "${a.district.name}", "${a.district.nmae}", "nmae"),
    ("bulk/roster-check.rhai", "agency.block == ()", "agency.blok == ()", "blok"),
    ("bulk/roster-check.rhai", "let years = day.year", "let years = day.yaer", "yaer"),
    ("jobs/morning.rhai", "if c.is_stuck", "if c.is_stuk", "is_stuk"),
    ("jobs/morning.rhai", "c.blockers.map(|b| b.text)", "c.blocker.map(|b| b.text)", "blocker"),
    ("jobs/morning.rhai", "c.blockers.map(|b| b.text)", "c.blockers.map(|b| b.txt)", "txt"),
    ("jobs/morning.rhai", "m.form != \"item\"", "m.from != \"item\"", "from"),
    ("jobs/morning.rhai", "m.form != \"item\"", "m.form != \"itme\"", "itme"),
    ("jobs/morning.rhai", "m.state == \"delivered\"", "m.state == \"deliverd\"", "deliverd"),
    ("jobs/morning.rhai", "r.task, r.on.text", "r.tsk, r.on.text", "tsk"),
    ("jobs/morning.rhai", "${t.owner.name}", "${t.ownr.name}", "ownr"),
    // Arguments.
    ("bulk/postpone.rhai", "owned_by(a.district)", "owned_by(a.distrct)", "distrct"),
    ("bulk/postpone.rhai", "if a.days < 1", "if a.day < 1", "day"),
    ("bulk/postpone.rhai", "a.reason, a.basis", "a.reason, a.ground", "ground"),
    ("bulk/roster-check.rhai", "if a.on == ()", "if a.no == ()", "no"),
    ("bulk/roster-check.rhai", "day, a.under)", "day, a.age)", "age"),
    ("bulk/two-tier.rhai", "basis: a.basis,", "basis: a.bases,", "bases"),
    ("jobs/morning.rhai", "due(a.days)", "due(a.dyas)", "dyas"),
    ("bulk/postpone.rhai", "type: \"actor\", of: \"district\"", "type: \"actr\", of: \"district\"", "actr"),
    ("bulk/postpone.rhai", "type: \"actor\", of: \"district\"", "type: \"actor\", of: \"distict\"", "distict"),
    ("bulk/postpone.rhai", "optional: true, preset: 5", "optinal: true, preset: 5", "optinal"),
    ("bulk/postpone.rhai", "preset: 5", "prset: 5", "prset"),
    ("bulk/postpone.rhai", "title: \"Huyện\", type: \"actor\"", "titel: \"Huyện\", type: \"actor\"", "titel"),
    ("bulk/postpone.rhai", "title: \"Huyện\", type: \"actor\", of", "title: \"Huyện\", kind: \"actor\", of", "kind"),
    ("bulk/roster-check.rhai", "type: \"date\", optional: true", "type: \"date\", optional: \"yes\"", "optional"),
    // Jobs.
    ("jobs/remind.rhai", "at: \"30 7 * * *\"", "at: \"7:30\"", "7:30"),
    ("jobs/morning.rhai", "at: \"40 7 * * *\"", "at: \"40 7 * *\"", "40 7 * *"),
    ("jobs/morning.rhai", "at: \"40 7 * * *\"", "time: \"40 7 * * *\"", "time"),
    ("jobs/morning.rhai", "working_days: true", "workdays: true", "workdays"),
    ("jobs/morning.rhai", "working_days: true", "working_days: 1", "working_days"),
    // Words.
    ("bulk/roster-check.rhai", "for cadre in actors().of_kind(\"cadre\").to_array() {\n        let", "for cadre in actors().of_kind(\"cadres\").to_array() {\n        let", "cadres"),
    ("bulk/two-tier.rhai", "succeed(district, \"BTCTU\"", "succeed(district, \"BTCTUU\"", "BTCTUU"),
    ("bulk/two-tier.rhai", "actor(\"BCSDUBND\")", "actor(\"BCSUBND\")", "BCSUBND"),
    ("bulk/two-tier.rhai", "ratification: \"UBND\"", "ratification: \"UBNDT\"", "UBNDT"),
    ("bulk/two-tier.rhai", "ratification: \"UBND\"", "ratifcation: \"UBND\"", "ratifcation"),
    ("bulk/two-tier.rhai", "tasks: #{", "task: #{", "task"),
    ("bulk/two-tier.rhai", "on: \"2025-07-01\", basis: a.basis }", "on: \"2025-07-01\", bases: a.basis }", "bases"),
    ("bulk/two-tier.rhai", "on: \"2025-07-01\", basis: a.basis }", "on: \"2025-07-32\", basis: a.basis }", "2025-07-32"),
    ("jobs/morning.rhai", "with_status(\"suspended\")", "with_status(\"suspend\")", "suspend"),
];

/// A mistake in a script of an office's own: what stands at the `?` of [`OWN`], the line, a word the message must name.
const OWN_MISTAKES: [(&str, usize, &str); 20] = [
    ("c.task(\"anwser\").cancel(a.why);", 8, "anwser"),
    ("if c.task(\"answer\").outcome == \"propsed\" { c.close(\"done\"); }", 8, "propsed"),
    ("if c.outcome == \"propsed\" { c.close(\"done\"); }", 8, "propsed"),
    ("if c.offrs.is_empty() { c.withdraw(a.why); }", 8, "offrs"),
    ("if c.status == \"close\" { c.withdraw(a.why); }", 8, "close"),
    ("if c.step == \"step9\" { c.withdraw(a.why); }", 8, "step9"),
    ("c.set(\"reasn\", a.why);", 8, "reasn"),
    ("c.reasn = a.why;", 8, "reasn"),
    ("c.reason = a.wy;", 8, "wy"),
    ("c.done(\"answer\", \"no-repy\");", 8, "no-repy"),
    ("c.done(\"answer\", #{ nte: a.why });", 8, "nte"),
    ("c.done(\"answer\", \"no-reply\", #{ onn: today() });", 8, "onn"),
    ("c.done(\"answer\", \"no-reply\", #{ on: \"32/1/2023\" });", 8, "32/1/2023"),
    ("c.done(\"answer\", \"not-applicable\", #{ set: #{ reasn: a.why } });", 8, "reasn"),
    ("c.task(\"answer\").done(\"no-reply\", #{ note: a.note });", 8, "note"),
    ("c.correct(\"letter\", #{ dco: \"1-CV/X 1/10/2022\" }, a.why);", 8, "dco"),
    ("c.correct(#{ reasn: \"x\" }, a.why);", 8, "reasn"),
    ("open_case(\"rounds\", \"BTCTU\");", 8, "rounds"),
    ("open_case(\"round\", \"BTCTUX\");", 8, "BTCTUX"),
    ("if c.subject == actor(\"999\") { c.withdraw(a.why); }", 8, "999"),
];

/// A script of an office's own.
const OWN: &str = r#"//! Việc của phòng.

fn args() { #{ why: #{ title: "Lý do", type: "text" } } }

fn main(a) {
    let seen = 0;
    for c in cases().of_kind("request") {
        ?
        seen += 1;
    }
    print(`${seen} hồ sơ`);
}
"#;

/// Scripts without a mistake, at the edge of what the check can know.
const RIGHT: [(&str, &str); 12] = [
    ("a-plain.rhai", "fn main() { print(\"xin chào\"); }"),
    (
        "b-presets.rhai",
        "fn args() { #{ since: #{ type: \"date\", preset: today() }, of: #{ type: \"text\", preset: () } } }\nfn main(a) { print(`${a.since} ${a.of}`); }",
    ),
    (
        "c-own-key.rhai",
        "fn args() { #{ n: #{ type: \"number\" } } }\nfn main(a) { a.twice = a.n * 2; print(a.twice); }",
    ),
    (
        "d-counts.rhai",
        "fn main() { let n = #{}; for c in cases() { n[c.kind] = (n[c.kind] ?? 0) + 1; } print(`${n.round} ${n.total}`); }",
    ),
    (
        "e-handed-on.rhai",
        "fn args() { #{ n: #{ type: \"number\" } } }\nfn main(a) { show(a); }\nprivate fn show(what) { print(what.n); }",
    ),
    // Names of hooks of procedures mean nothing here.
    ("f-hooks.rhai", "fn main() { start(); }\nprivate fn start() { }\nprivate fn closed(n) { n }"),
    (
        "g-foreign.rhai",
        "fn main() { for c in cases() { if c.outcome == \"granted\" { print(c.anything); } } }",
    ),
    (
        "h-table.rhai",
        "fn args() { #{ legs: #{ type: \"list\", columns: [\"by\"], of: #{ by: #{ type: \"text\" } } } } }\nfn main(a) { for leg in a.legs { print(leg.by); } }",
    ),
    (
        "i-chosen.rhai",
        "fn args() { #{ how: #{ type: \"choice\", of: [\"soft\", \"hard\"] } } }\nfn main(a) { if a.how == \"soft\" { print(1); } }",
    ),
    ("j-global.rhai", "const MOST = 3;\nfn main() { print(7); }"),
    (
        "k-done.rhai",
        "fn main() { for c in cases().of_kind(\"request\").open() { c.done(\"letter\"); c.done(\"answer\", \"no-reply\"); } }",
    ),
    ("l-names.rhai", "fn main() { print(actor(\"Ba Tơ\").id); print(find_case(\"VT-2022-001\").title); }"),
];

fn shipped(office: &Office, file: &str) -> String {
    std::fs::read_to_string(office.home().join("scripts").join(file)).expect("the shipped file")
}

/// The line on which a text begins to differ from another.
fn line_of(text: &str, from: &str, to: &str) -> usize {
    let at = text.find(from).expect("what is replaced is there");
    let same = from.bytes().zip(to.bytes()).take_while(|(a, b)| a == b).count();
    text[..at].matches('\n').count() + from[..from.floor_char_boundary(same)].matches('\n').count() + 1
}

/// The mistakes of one script as `--lines` tells them, its file named below the home folder.
fn told_of(office: &Office, file: &str) -> Vec<String> {
    let home = format!("{}/", office.home().display());
    let ran = office.run(&["scripts", "check", &format!("{home}{file}"), "--lines"]);
    assert_eq!(ran.code, if ran.stdout.trim().is_empty() { 0 } else { 3 }, "{file}: {}", ran.stderr);
    ran.stdout.lines().map(|line| line.replacen(&home, "", 1)).collect()
}

#[test]
fn every_planted_mistake_is_told_at_its_line() {
    let office = Office::new();
    let mut missed = Vec::new();
    for (file, from, to, word) in MISTAKES {
        let (path, text) = (format!("scripts/{file}"), shipped(&office, file));
        let start = format!("{path}:{}:", line_of(&text, from, to));
        office.edit(&path, from, to);
        let told = told_of(&office, &path);
        office.write(&path, &text);
        if !told.iter().any(|told| told.starts_with(&start) && told.contains(word)) {
            missed.push(format!("{start} {to} → {told:?}"));
        }
    }
    assert_eq!(missed, Vec::<String>::new());
}

#[test]
fn what_procedures_have_is_known_to_a_script_of_the_office() {
    let office = Office::new();
    let mut missed = Vec::new();
    for (wrong, line, word) in OWN_MISTAKES {
        office.write("scripts/bulk/own.rhai", &OWN.replacen('?', wrong, 1));
        let told = told_of(&office, "scripts/bulk/own.rhai");
        let start = format!("scripts/bulk/own.rhai:{line}:");
        if !matches!(&told[..], [one] if one.starts_with(&start) && one.contains(word)) {
            missed.push(format!("{wrong} → {told:?}"));
        }
    }
    assert_eq!(missed, Vec::<String>::new());
}

#[test]
fn without_a_package_named_bulk_scripts_and_jobs_are_checked_too() {
    let office = Office::new();
    assert_eq!(office.json(&["scripts", "check"]), Value::Array(Vec::new()));
    let said = office.ok(&["scripts", "check"]);
    for part in ["rotation", "scripts/bulk/postpone.rhai", "scripts/jobs/remind.rhai"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    office.edit("scripts/bulk/postpone.rhai", "a.district)", "a.distrct)");
    office.edit("scripts/jobs/remind.rhai", "30 7 * * *", "7:30");
    office.write("scripts/bulk/empty.rhai", "//! Chưa viết.\n");
    let ran = office.run(&["scripts", "check", "--lines"]);
    assert_eq!((ran.code, ran.stdout.lines().count()), (3, 3), "{}", ran.stdout);
    for (line, start) in ran.stdout.lines().zip([
        "scripts/bulk/empty.rhai:1:1: ",
        "scripts/bulk/postpone.rhai:17:",
        "scripts/jobs/remind.rhai:3:",
    ]) {
        assert!(line.starts_with(start), "{start}: {line}");
    }
    assert!(ran.stdout.lines().next().is_some_and(|line| line.contains("main(a)")), "{}", ran.stdout);
    let json: Value =
        serde_json::from_str(&office.run(&["scripts", "check", "--format", "json"]).stdout).expect("a list");
    let told: Vec<&str> =
        json.as_array().expect("faults").iter().filter_map(|one| one["error"].as_str()).collect();
    assert_eq!(told, ["script-missing-function", "script-unknown-argument", "script-bad-time"]);
    assert_eq!((&json[1]["package"], &json[1]["facts"]["near"][0]), (&Value::Null, &"district".into()));
    assert_eq!(json[1]["place"]["file"], "scripts/bulk/postpone.rhai");
    // A script that cannot be read hides nothing in another.
    office.write("scripts/bulk/empty.rhai", "fn main() {\n    let x = ;\n}\n");
    office.write("scripts/bulk/own.rhai", &OWN.replacen('?', "c.task(\"anwser\").cancel(a.why);", 1));
    let lines = office.run(&["scripts", "check", "--lines"]).stdout;
    for start in ["scripts/bulk/empty.rhai:2:", "scripts/bulk/own.rhai:8:", "scripts/bulk/postpone.rhai:17:"]
    {
        assert!(lines.lines().any(|line| line.starts_with(start)), "{start}: {lines}");
    }
    // A job cannot ask anybody for an argument.
    office.edit("scripts/jobs/morning.rhai", "optional: true, preset: 3", "optional: false");
    let told = told_of(&office, "scripts/jobs/morning.rhai");
    assert!(matches!(&told[..], [one] if one.contains("--days")), "{told:?}");
    // A package is checked alone when it is named, and published whatever stands beside it.
    office.ok(&["scripts", "check", "rotation"]);
    let office = Office::untested();
    office.edit("scripts/bulk/postpone.rhai", "a.district)", "a.distrct)");
    office.edit("scripts/rotation/common.rhai", "//!", "//! Sửa.");
    office.ok(&["scripts", "publish", "rotation", "--reason", "sửa"]);
}

#[test]
fn one_script_is_checked_by_its_file() {
    let office = Office::new();
    office.write("scripts/bulk/own.rhai", &OWN.replacen('?', "c.reason = a.wy;", 1));
    office.edit("scripts/bulk/postpone.rhai", "a.district)", "a.distrct)");
    // Named below the home folder, as for `run`; or wherever else it stands. The others are not looked at.
    let elsewhere = office.home().join("của tôi.rhai");
    std::fs::copy(office.home().join("scripts/bulk/own.rhai"), &elsewhere).expect("a script");
    for file in ["scripts/bulk/own.rhai", &elsewhere.display().to_string()] {
        let ran = office.run(&["scripts", "check", file, "--lines"]);
        assert!(ran.stdout.starts_with(&format!("{file}:8:")), "{}", ran.stdout);
        assert_eq!((ran.code, ran.stdout.lines().count()), (3, 1), "{}", ran.stdout);
    }
    let ran = office.run_in("vi", &["scripts", "check", "scripts/bulk/own.rhai"]);
    for part in ["own.rhai:8:", "c.reason = a.wy;", "^^", "không khai báo tham số `wy`", "Có thể là: why"]
    {
        assert!(ran.stdout.contains(part), "{part}: {}", ran.stdout);
    }
    office.edit("scripts/bulk/own.rhai", "a.wy", "a.why");
    let said = office.ok(&["scripts", "check", "scripts/bulk/own.rhai"]);
    assert!(said.contains("scripts/bulk/own.rhai") && !said.contains("rotation"), "{said}");
    // A file that is not there, one of a procedure, and a draft for a script.
    office.fails(1, &["scripts", "check", "scripts/bulk/none.rhai"]);
    office.write("scripts/rotation/round/extra.rhai", "fn next(c) { () }\n");
    let said = office.fails(2, &["scripts", "check", "scripts/rotation/round/extra.rhai"]);
    assert!(said.contains("scripts check rotation"), "{said}");
    office.fails(2, &["scripts", "check", "scripts/bulk/own.rhai", "--with", "drafts/two-tier"]);
}

#[test]
fn scripts_without_mistakes_give_none() {
    let office = Office::new();
    for (file, text) in RIGHT {
        office.write(&format!("scripts/bulk/{file}"), text);
    }
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    copy_folder(&root.join("tests/fixtures/procedures/leave"), &office.home().join("scripts/leave"));
    let mut taught = 0;
    for block in read(&root.join("scripts/README.md")) {
        if let Block::File { path, text } = block
            && (path.starts_with("scripts/bulk/") || path.starts_with("scripts/jobs/"))
        {
            office.write(&path, &text);
            taught += 1;
        }
    }
    assert!(taught > 0);
    let wrong = office.run(&["scripts", "check", "--lines"]).stdout;
    assert_eq!(wrong, "");
    // Nor where there is no store, whose actors could be asked, and no procedure.
    std::fs::remove_file(office.store()).expect("the store was there");
    assert_eq!(office.run(&["scripts", "check", "--lines"]).stdout, "");
    for package in ["rotation", "leave"] {
        std::fs::remove_dir_all(office.home().join("scripts").join(package)).expect("the package was there");
    }
    assert_eq!(told_of(&office, "scripts/bulk/two-tier.rhai"), Vec::<String>::new());
}

/// What the folder has no more, the editions of running cases still have.
#[test]
fn a_word_of_an_edition_in_the_store_is_no_mistake() {
    let office = Office::new();
    let text = OWN.replacen('?', "if c.task(\"answer\").outcome == \"no-reply\" { c.withdraw(a.why); }", 1);
    office.write("scripts/bulk/own.rhai", &text);
    for file in ["request/step1.rhai", "request/kind.rhai", "reminders.rhai"] {
        let path = format!("scripts/rotation/{file}");
        let text = shipped(&office, &format!("rotation/{file}"));
        office.write(&path, &text.replace("\"no-reply\"", "\"no-repl\""));
    }
    assert_eq!(told_of(&office, "scripts/bulk/own.rhai"), Vec::<String>::new());
    std::fs::remove_file(office.store()).expect("the store was there");
    assert_eq!(told_of(&office, "scripts/bulk/own.rhai").len(), 1);
}
