//! The sandbox: whatever a script does to hang the program, to fill its memory or to reach beyond its package, at whatever
//! door, it ends soon, in bounded memory, with an error that says what was too much, and the store is as before.

mod support;

use serde_json::Value;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};
use support::{Office, Ran};

/// The contract is two seconds in a release build. A debug build is some times slower and shares its machine with other tests.
const PATIENCE: Duration = Duration::from_secs(if cfg!(debug_assertions) { 25 } else { 2 });
/// How much memory the program may take, in KiB. The frames of a debug build are some times larger.
const MEMORY: u64 = (256 << 10) * if cfg!(debug_assertions) { 2 } else { 1 };
/// Written where a thousand of them are meant.
const MANY: &str = "<many>";

/// What a script does, and the bound that must stop it; without one it is another error of the script.
const ATTACKS: [(&str, &str); 59] = [
    ("loop {}", "operations|time"),
    ("let n = 0; while true { n += 1; }", "operations|time"),
    ("let n = 0; do { n += 1; } while true;", "operations|time"),
    ("let n = 0; for i in 0..9223372036854775807 { n += 1; }", "operations|time"),
    ("for i in range(0, 9_000_000_000_000_000_000) { let n = i; }", "operations|time"),
    ("deep(1);", "depth"),
    ("ping(1);", "depth"),
    ("let f = |g, n| g.call(g, n + 1); f.call(f, 1);", "depth"),
    ("Fn(\"deep\").call(1);", "depth"),
    ("nest(1);", "depth"),
    ("[1, 2].map(|x| nest(1));", "depth"),
    ("for a in actors() { for b in actors() { for d in actors() { let x = d; } } }", "operations|time"),
    ("actors().filter(|a| actors().filter(|b| actors().len() > 0).len() > 0);", "operations|time"),
    ("actors().map(|a| { loop {} });", "operations|time"),
    ("loop { actors().below(\"522\").len(); }", "operations|time"),
    ("let l = actors(); loop { l = l.below(\"522\"); }", "size"),
    ("let s = \"0123456789abcdef\"; loop { s += s; }", "size"),
    ("let s = \"0123456789abcdef\"; loop { s = `${s}${s}`; }", "size"),
    ("let s = \"x\"; s.pad(1_000_000_000, \" \");", "size"),
    ("let s = \"x\"; s.pad(1_000_000_000, ' ');", "size"),
    ("let s = \"x\"; s.pad(1_000_000, 'y'); s.replace('y', s);", "size"),
    ("let s = \"x\"; s.pad(1_000_000, 'y'); s.replace(\"y\", s);", "size"),
    ("let s = \"x\"; s.pad(1_000_000, 'y'); s.split(\"\");", "size"),
    ("let s = \"x\"; s.pad(1_000_000, 'y'); s.to_chars();", "size"),
    ("let a = [1]; loop { a += a; }", "size"),
    ("let a = [1]; loop { a.push(a); }", "size"),
    ("let a = [1]; loop { a = [a, a]; }", "size"),
    ("let a = []; a.pad(1_000_000_000, 1);", "size"),
    ("let a = []; a.pad(30000, 1); let b = []; b.pad(30000, a);", "size"),
    ("let m = #{}; loop { m = #{ a: m, b: m }; }", "size"),
    ("let m = #{}; let i = 0; loop { m[`k${i}`] = i; i += 1; }", "size|time"),
    (
        "let s = \"x\"; s.pad(1000000, 'y'); let m = #{}; let i = 0; loop { m[s + i] = 1; i += 1; }",
        "memory|time",
    ),
    ("let all = []; for i in 0..10000 { let a = []; a.pad(10000, i); all.push(a); }", "size"),
    ("let f = []; loop { let s = \"x\"; s.pad(1000000, 'y'); f.push(|| s.len()); }", "memory|time"),
    (
        "let f = |x| x; loop { f = f.curry(\"một văn bản dài hơn hai mươi ba byte\"); }",
        "operations|time|memory",
    ),
    ("let a = []; a.pad(30000, 1); loop { a.contains(2); }", "operations|time"),
    ("let a = [0]; loop { a.push([a.pop()]); }", "size|time"),
    ("let a = [0]; loop { a.push(#{ x: a.pop() }); }", "size|time"),
    ("let l = 0; loop { let cell = l; let f = || cell; l = f; }", "time|memory"),
    (
        "let a = [0]; for i in 0..DEEP { a.push([a.pop()]); } let b = a; print(`${a == b}${a}`); loop {}",
        "operations|time|output",
    ),
    (
        "let a = #{ x: 0 }; for i in 0..DEEP { a = #{ x: take(a) }; } a.to_json(); loop {}",
        "operations|time|size",
    ),
    ("loop { print(\"một dòng dài hơn hai mươi ba byte\"); }", "output|time"),
    ("let s = \"x\"; s.pad(1000000, 'y'); loop { print(s); }", "output"),
    ("loop { debug(\"một dòng dài hơn hai mươi ba byte\"); }", "operations|time"),
    ("loop { try { loop {} } catch { } }", "operations|time"),
    ("loop { try { throw 1; } catch { } }", "operations|time"),
    ("loop { try { refuse(\"Không\"); } catch { } }", "operations|time"),
    ("loop { try { find_case(\"XX-1\"); } catch { } }", "operations|time"),
    ("loop { try { deep(1); } catch { } }", "depth"),
    ("loop { try { let s = \"\"; s.pad(1_000_000_000, 'x'); } catch { } }", "size"),
    ("loop { try { sleep(10); } catch { } }", "time"),
    ("sleep(3600);", "time"),
    ("sleep(3600.5);", "time"),
    ("import \"../x\" as x;", "import"),
    ("import \"/etc/passwd\" as x;", "import"),
    ("let x = <many>1<many>;", "expression"),
    ("eval(\"1\");", ""),
    ("loop { open_case(\"round\", \"BTCTU\"); }", "changes"),
    ("loop { for c in cases() { open_case(\"round\", \"BTCTU\"); } }", "changes"),
];

/// Functions that the attacks call.
const HELPERS: &str = "
private fn deep(n) { deep(n + 1) + 1 }
private fn ping(n) { pong(n + 1) + 1 }
private fn pong(n) { ping(n + 1) + 1 }
private fn nest(n) { actors().filter(|a| { nest(n + 1); true }).len() }
";

/// What came of a command line, how long it took and how much memory at most, in KiB.
struct Measured {
    ran: Ran,
    took: Duration,
    memory: u64,
}

/// The most memory that a process has held so far; nothing where that cannot be asked.
fn memory_of(child: &Child) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").parse().ok()
}

/// Runs a command line, with a text at its stdin; one that does not end is ended.
fn measured(office: &Office, lang: &str, args: &[&str], stdin: &str) -> Measured {
    let typed = office.write("typed.txt", stdin);
    let (out, told) = (office.home().join("out.txt"), office.home().join("told.txt"));
    let file = |path| std::fs::File::create(path).expect("a file");
    let start = Instant::now();
    let mut child = office
        .command_in(lang, args)
        .env("RUST_BACKTRACE", "0")
        .stdin(std::fs::File::open(typed).expect("a file"))
        .stdout(Stdio::from(file(&out)))
        .stderr(Stdio::from(file(&told)))
        .spawn()
        .expect("the program starts");
    let mut memory = 0;
    let ended = loop {
        memory = memory_of(&child).unwrap_or(0).max(memory);
        match child.try_wait().expect("a child") {
            Some(status) => break status.code(),
            None if start.elapsed() > 2 * PATIENCE || memory > 8 * MEMORY => {
                child.kill().expect("a child that runs");
                child.wait().expect("its end");
                break None;
            }
            None => std::thread::sleep(Duration::from_millis(5)),
        }
    };
    let text = |path| String::from_utf8_lossy(&std::fs::read(path).expect("what it said")).into_owned();
    let ran = Ran { code: ended.unwrap_or(-1), stdout: text(&out), stderr: text(&told) };
    Measured { ran, took: start.elapsed(), memory }
}

/// The body of a script: what an attack is, written out.
fn written(attack: &str) -> String {
    let open = format!("{}1", "(".repeat(1000));
    let attack = attack.replace(&format!("{MANY}1{MANY}"), &format!("{open}{}", ")".repeat(1000)));
    attack.replace("DEEP", "2000")
}

/// What is wrong with how an attack ended, if anything.
fn amiss(measured: &Measured, bounds: &str, file: &str) -> Option<String> {
    let Measured { ran, took, memory } = measured;
    let last = ran.stderr.lines().last().unwrap_or_default();
    let told: Value = serde_json::from_str(last).unwrap_or_default();
    let bound = told["facts"]["bound"].as_str().unwrap_or_default();
    let stopped = match bounds {
        "" => told["error"] != "script-limit",
        bounds => told["error"] == "script-limit" && bounds.split('|').any(|allowed| allowed == bound),
    };
    let placed = told["place"]["file"] == file && told["place"]["line"].as_u64() > Some(0);
    let fine = ran.code == 3 && stopped && placed && *took <= PATIENCE && *memory <= MEMORY;
    let said: String = last.chars().take(200).collect();
    (!fine).then(|| format!("exit {}, {bound:?} in {took:.1?} and {} MiB: {said}", ran.code, memory >> 10))
}

/// Tries attacks at a door; tells those that did not end as they must, or left something behind.
fn all_held(
    attacks: impl Iterator<Item = (&'static str, &'static str)>,
    door: impl Fn(&Office, &str) -> (Vec<&'static str>, &'static str, String),
) {
    let office = Office::untested();
    let head = office.json(&["verify"]);
    let mut wrong = Vec::new();
    for (attack, bounds) in attacks {
        let (args, file, stdin) = door(&office, &written(attack));
        let args = [args.as_slice(), &["--format", "json"]].concat();
        if let Some(how) = amiss(&measured(&office, "en", &args, &stdin), bounds, file) {
            wrong.push(format!("{attack}\n    {how}"));
        }
    }
    assert!(wrong.is_empty(), "{} attacks:\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(office.json(&["verify"]), head, "something was left in the store");
}

/// The files of a procedure of one step.
fn trial(office: &Office, package: &str, kind: &str, step: &str) {
    let about = "fn about() { #{ title: \"Thử\", label: \"1\", valid_from: \"2022-01-01\", office: \"BTCTU\", kinds: [\"trial\"] } }\n";
    let declared = "fn kind() { #{ title: \"Thử\", prefix: \"TH\", steps: [\"only\"] } }\n";
    office.write("scripts/trial/package.rhai", &format!("{about}{package}"));
    office.write("scripts/trial/trial/kind.rhai", &format!("{declared}{kind}"));
    office.write("scripts/trial/trial/only.rhai", step);
}

#[test]
fn a_bulk_script_is_held() {
    all_held(ATTACKS.into_iter(), |office, body| {
        // What it did before is taken back with the rest.
        let main = format!("fn main() {{\n    open_case(\"round\", \"BTCTU\");\n    {body}\n}}\n{HELPERS}");
        office.write("scripts/bulk/away.rhai", &main);
        (vec!["run", "scripts/bulk/away.rhai"], "scripts/bulk/away.rhai", String::new())
    });
}

#[test]
fn a_line_of_the_repl_is_held() {
    all_held(ATTACKS.into_iter().skip(1).step_by(3), |_, body| {
        let helpers = HELPERS.trim().replace("private ", "");
        (vec!["repl"], "REPL", format!("{helpers}\nopen_case(\"round\", \"BTCTU\"); {body}\n"))
    });
}

#[test]
fn a_declaration_is_held_while_it_is_checked() {
    // It cannot ask for lists, nor act.
    let door = |attack: &str| attack.contains("actors()") || attack.contains("open_case");
    let attacks = ATTACKS.into_iter().filter(|(attack, _)| !door(attack));
    all_held(attacks.skip(2).step_by(3), |office, body| {
        trial(office, "", "", "fn start(c) {}\n");
        let declared = "#{ title: \"Thử\", prefix: \"TH\", steps: [\"only\"] }";
        let kind = format!("fn kind() {{\n    {body}\n    {declared}\n}}\n{HELPERS}");
        office.write("scripts/trial/trial/kind.rhai", &kind);
        (vec!["scripts", "publish", "trial"], "trial/kind.rhai", String::new())
    });
}

/// Hooks that run away in ways of their own: functions of `package.rhai`, `kind.rhai` and the step.
const HOOKS: [(&str, &str, &str, &str); 9] = [
    ("a circle of steps", "", "", "fn start(c) {}\nfn next(c) { \"only\" }\n"),
    (
        "slow hooks in a circle",
        "",
        "",
        "fn start(c) { for i in 0..100000 { let n = i; } }\nfn next(c) { \"only\" }\n",
    ),
    (
        "a task that does itself again",
        "",
        "",
        "fn start(c) { c.add_task(\"a\", #{ title: \"A\", owner: \"BTCTU\" }); }\nfn opened(c, t) { t.done(\"done\"); }\nfn closed(c, t) { start(c); }\n",
    ),
    (
        "tasks without end",
        "",
        "",
        "fn start(c) { let i = 0; loop { c.add_task(`a${i}`, #{ title: \"A\", owner: \"BTCTU\" }); i += 1; } }\n",
    ),
    (
        "a case in the title of a case",
        "",
        "fn title(c) { open_case(\"trial\", \"BTCTU\"); \"x\" }\n",
        "fn start(c) {}\n",
    ),
    ("a title", "", "fn title(c) { loop {} }\n", "fn start(c) {}\n"),
    ("a variation", "", "fn variation(c) { loop {} }\n", "fn start(c) {}\n"),
    ("blockers", "", "", "fn start(c) {}\nfn blockers(c) { loop {} }\n"),
    (
        "a ladder",
        "fn ladder(c, t) { loop {} }\n",
        "",
        "fn start(c) { c.add_task(\"a\", #{ title: \"A\", owner: \"BTCTU\" }); c.task(\"a\").set_term(working_days(3), today(), \"CV\"); }\n",
    ),
];

#[test]
fn hooks_are_held_and_so_is_what_they_set_off() {
    let office = Office::untested();
    for (what, package, kind, step) in HOOKS {
        trial(&office, package, kind, step);
        office.ok(&["scripts", "publish", "trial"]);
        let head = office.json(&["verify"]);
        let open = ["open", "trial", "--subject", "BTCTU", "--format", "json"];
        let Measured { ran, took, memory } = measured(&office, "en", &open, "");
        let told: Value = serde_json::from_str(&ran.stderr).unwrap_or_default();
        let bound = told["error"] == "script-limit" || told["error"] == "refusal-too-many-hooks";
        assert!([1, 3].contains(&ran.code) && bound, "{what}: exit {} {}", ran.code, ran.stderr);
        assert!(took <= PATIENCE && memory <= MEMORY, "{what}: {took:.1?}, {memory} KiB");
        assert_eq!(office.json(&["verify"]), head, "{what}");
    }
}

#[test]
fn a_bulk_script_cannot_outlive_the_hooks_it_catches() {
    let office = Office::untested();
    trial(&office, "", "", "fn start(c) { loop {} }\n");
    office.ok(&["scripts", "publish", "trial"]);
    let head = office.json(&["verify"]);
    let main = "fn main() { loop { try { open_case(\"trial\", \"BTCTU\"); } catch { } } }\n";
    office.write("scripts/bulk/away.rhai", main);
    let measured = measured(&office, "en", &["run", "scripts/bulk/away.rhai", "--format", "json"], "");
    assert_eq!(amiss(&measured, "operations|time", "trial/only.rhai"), None);
    assert_eq!(office.json(&["verify"]), head);
}

#[test]
fn a_filter_is_held_for_all_its_rows_together() {
    let office = Office::untested();
    for _ in 0..4 {
        office.ok(&["open", "round", "--subject", "BTCTU"]);
    }
    let slow = "actors().filter(|a| actors().of_kind(\"post\").len() > 0).len() > 0";
    let deep = format!("{}1{} > 0", "[".repeat(5000), "]".repeat(5000));
    for (filter, bounds) in [(slow, "operations|time"), (&deep, "expression")] {
        for list in ["list", "tasks"] {
            let measured = measured(&office, "en", &[list, filter, "--format", "json"], "");
            assert_eq!(amiss(&measured, bounds, "FILTER"), None, "{list} {filter:.80}");
        }
    }
}

#[test]
fn a_job_that_runs_away_is_told_and_the_others_run() {
    let office = Office::untested();
    office.write("scripts/jobs/away.rhai", "fn job() { #{ at: \"0 7 * * *\" } }\nfn main() { loop {} }\n");
    office.write("scripts/jobs/worse.rhai", "fn job() { loop {} }\nfn main() {}\n");
    let Measured { ran, took, memory } = measured(&office, "en", &["schedule", "--once"], "");
    assert!(ran.code != 0 && took <= 2 * PATIENCE && memory <= MEMORY, "{took:.1?} {memory} KiB");
    let told = format!("{}{}", ran.stdout, ran.stderr);
    assert!(told.contains("away") && told.contains("worse"), "{told}");
    office.verified();
}

#[test]
fn a_test_and_a_letter_are_held() {
    let office = Office::untested();
    trial(&office, "", "", "fn start(c) {}\n");
    let head = office.json(&["verify"]);
    let tests = "fn test_a() { refused(|| { loop {} }, \"x\"); }\nfn test_b() { let n = 0; while true { n += 1; } }\n";
    office.write("scripts/trial/tests/away.rhai", tests);
    let Measured { ran, took, memory } = measured(&office, "en", &["scripts", "test", "trial"], "");
    assert!(ran.code != 0 && took <= 2 * PATIENCE && memory <= MEMORY, "{took:.1?} {memory} KiB");
    assert!(ran.stdout.contains("0 passed") || ran.stdout.contains("0 tests passed"), "{}", ran.stdout);
    std::fs::remove_dir_all(office.home().join("scripts/trial/tests")).expect("the tests");
    let doubled = format!("{{% set a = 'xxxxxxxxxx' %}}{}{{{{ a }}}}", "{% set a = a ~ a %}".repeat(40));
    for letter in ["{{ 'x' * 90000000 }}", &doubled, &"{{ (".repeat(5000)] {
        office.write("scripts/trial/letters/late.txt", &format!("Đôn đốc\n{letter}\n"));
        let Measured { ran, took, memory } = measured(&office, "en", &["scripts", "publish", "trial"], "");
        assert!(ran.code == 3 && took <= PATIENCE && memory <= MEMORY, "{letter:.40}: {took:.1?} {memory}");
        assert!(ran.stderr.contains("letters/late.txt:2"), "{}", ran.stderr);
    }
    assert_eq!(office.json(&["verify"]), head);
}

#[test]
fn files_that_are_too_large_or_lie_outside_are_not_read() {
    let office = Office::untested();
    let many: String = (0..20_000).map(|n| format!("fn f{n}() {{ {n} }}\n")).collect();
    let huge = format!("fn start(c) {{}}\n//{}", "x".repeat(2 << 20));
    let nested = format!("fn start(c) {{ {} }}", "switch 1 { 1 => ".repeat(20_000));
    for (text, bound) in
        [(&many, "too many functions"), (&huge, "too large to be read"), (&nested, "nested too deep")]
    {
        trial(&office, "", "", text);
        let measured = measured(&office, "en", &["scripts", "publish", "trial", "--format", "json"], "");
        assert!(measured.ran.code == 3 && measured.took <= PATIENCE && measured.memory <= MEMORY, "{bound}");
        assert!(measured.ran.stderr.contains(bound), "{bound}: {:.300}", measured.ran.stderr);
    }
    office.write("scripts/bulk/away.rhai", &huge);
    assert_eq!(office.refused(3, &["run", "scripts/bulk/away.rhai"]).facts["bound"], "file");
}

#[cfg(unix)]
#[test]
fn links_out_of_a_package_are_not_followed() {
    let office = Office::untested();
    office.write("outside/secret.rhai", "fn helper() { 1 }\n");
    for (from, link) in [("outside/secret.rhai", "trial/more.rhai"), ("outside", "trial/inner")] {
        trial(&office, "", "", "fn start(c) {}\n");
        let at = office.home().join("scripts/trial").join(link);
        std::os::unix::fs::symlink(office.home().join(from), &at).expect("a link");
        for act in ["check", "publish"] {
            let ran = office.run(&["scripts", act, "trial"]);
            let told = format!("{}{}", ran.stdout, ran.stderr);
            assert_eq!(ran.code, 3, "{told}");
            assert!(told.contains("links are not followed") && told.contains(link), "{told}");
        }
        std::fs::remove_file(at).expect("the link");
    }
}

#[test]
fn a_list_read_without_a_run_is_an_error_and_not_empty() {
    let office = Office::untested();
    trial(&office, "", "", "fn start(c) {}\n");
    let kind = "fn kind() {\n    for a in actors() { throw a; }\n    #{ title: \"Thử\", prefix: \"TH\", steps: [\"only\"] }\n}\n";
    office.write("scripts/trial/trial/kind.rhai", kind);
    assert_eq!(office.refused(3, &["scripts", "publish", "trial"]).error, "script-run-over");
}

#[test]
fn what_a_line_keeps_is_read_anew_by_the_next() {
    let office = Office::untested();
    let typed = "let all = cases(); let f = |l| l.len();\nopen_case(\"round\", \"BTCTU\");\nf.call(all)\n";
    let Measured { ran, .. } = measured(&office, "en", &["repl"], typed);
    assert_eq!((ran.code, ran.stdout.lines().last()), (0, Some("14")), "{}{}", ran.stdout, ran.stderr);
}

#[test]
fn each_bound_is_told_in_the_words_of_the_person() {
    let office = Office::untested();
    let cases = [
        ("deep(1);", "too deep", "lồng nhau quá sâu"),
        ("sleep(1);", "took too long", "chạy quá lâu"),
        ("let s = \"x\"; loop { s += s; }", "too large", "quá lớn"),
        ("let s = \"x\"; s.pad(1000000, 'y'); loop { print(s); }", "printed too much", "in ra quá nhiều"),
        ("import \"x\" as x;", "cannot import", "không được nạp"),
    ];
    for (body, english, vietnamese) in cases {
        office.write("scripts/bulk/away.rhai", &format!("fn main() {{\n    {body}\n}}\n{HELPERS}"));
        for (lang, said, way) in [("en", english, "Way out: "), ("vi", vietnamese, "Cách làm: ")] {
            let told = office.run_in(lang, &["run", "scripts/bulk/away.rhai"]).stderr;
            assert!(told.contains(said) && told.contains(way), "{told}");
            assert!(told.contains("scripts/bulk/away.rhai:"), "{told}");
        }
    }
}
