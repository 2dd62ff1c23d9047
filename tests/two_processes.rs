//! Several processes on one store at the same time: a REPL held open, commands, bulk scripts, and processes that are
//! killed. No act is lost, none is half done, and nobody waits more than a moment.

mod support;

use quytrinh::domain::event::Event;
use quytrinh::store::{Store, Stored};
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use support::Office;
use support::clerk::text;
use support::talk::Talk;

/// How long an act may wait for others before it gives up, as the program has it.
const PATIENCE: Duration = Duration::from_secs(10);

/// An office with this many rounds, so with thirteen times as many letters to send.
fn office(rounds: usize) -> Office {
    let office = Office::untested();
    let script = format!(
        "fn main() {{\n    let left = {rounds};\n    for a in actors() {{ if left > 0 {{ open_case(\"round\", \"BTCTU\"); left -= 1; }} }}\n}}\n"
    );
    office.write("scripts/bulk/rounds.rhai", &script);
    office.ok(&["run", "scripts/bulk/rounds.rhai"]);
    office
}

/// The numbers of all requests.
fn requests(office: &Office) -> Vec<String> {
    let cases = office.json(&["list", "c.kind == \"request\""]);
    cases.as_array().expect("a list").iter().map(|case| text(case, "id").to_owned()).collect()
}

/// How many letters are recorded as sent. That the log says the same is what `verify` finds.
fn sent(office: &Office) -> usize {
    office.verified();
    office.json(&["tasks", "t.key == \"letter\" && t.is_done"]).as_array().map_or(0, Vec::len)
}

/// The command line that sends a letter.
fn letter(request: &str) -> String {
    format!("done {request} letter --doc \"1-CV/BTCTU 21/9/2022\"")
}

fn send(office: &Office, request: &str) {
    let start = Instant::now();
    office.ok(&["done", request, "letter", "--doc", "1-CV/BTCTU 21/9/2022"]);
    assert!(start.elapsed() < PATIENCE, "{request} waited {:.1?}", start.elapsed());
}

#[test]
fn a_repl_held_open_and_four_other_processes_lose_no_act() {
    let office = office(8);
    let all = requests(&office);
    let mut talk = Talk::with(&office);
    talk.says("let before = cases().of_kind(\"request\").len(); `có ${before}`");
    talk.hears("có 104");
    thread::scope(|scope| {
        for part in all[..100].chunks(25) {
            scope.spawn(|| part.iter().for_each(|request| send(&office, request)));
        }
        for request in &all[100..] {
            talk.says(&letter(request));
            talk.hears(request);
        }
    });
    // The REPL that was open all the time sees what the others did.
    talk.says("let after = tasks().with_key(\"letter\").filter(|t| t.is_done).len(); `gửi ${after}`");
    talk.hears("gửi 104");
    assert_eq!(talk.ends(), Some(0));
    assert_eq!(sent(&office), 104);
}

#[test]
fn four_repls_and_a_bulk_script_lose_no_act() {
    let office = office(8);
    let all = requests(&office);
    thread::scope(|scope| {
        for part in all[..100].chunks(25) {
            let office = &office;
            scope.spawn(move || {
                let mut talk = Talk::with(office);
                part.iter().for_each(|request| talk.says(&letter(request)));
                part.iter().for_each(|request| drop(talk.hears(request)));
                assert_eq!(talk.ends(), Some(0));
            });
        }
        scope.spawn(|| office.ok(&["run", "scripts/bulk/rounds.rhai"]));
    });
    assert_eq!(sent(&office), 100);
    assert_eq!(requests(&office).len(), 208);
}

#[test]
fn of_several_who_do_the_same_only_one_does_it() {
    let office = office(1);
    let line = ["done", "VT-2022-001", "letter", "--doc", "1-CV/BTCTU 21/9/2022"];
    let codes: Vec<i32> = thread::scope(|scope| {
        let all: Vec<_> = (0..4).map(|_| scope.spawn(|| office.run(&line).code)).collect();
        all.into_iter().map(|one| one.join().expect("a thread")).collect()
    });
    assert_eq!(
        (codes.iter().filter(|code| **code == 0).count(), codes.iter().filter(|code| **code == 1).count()),
        (1, 3)
    );
    assert_eq!(sent(&office), 1);
}

#[test]
fn numbers_are_given_once() {
    let office = Office::new();
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| office.ok(&["open", "round", "--subject", "BTCTU"]));
        }
    });
    let mut numbers = requests(&office);
    numbers.sort_unstable();
    let expected: Vec<String> = (1..=52).map(|n| format!("VT-2022-{n:03}")).collect();
    assert_eq!(numbers, expected);
    office.verified();
}

/// Starts a command, and waits until it is inside a transaction.
fn writing(office: &Office, args: &[&str]) -> Child {
    let mut command = office.command(args);
    let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts");
    let start = Instant::now();
    let note = office.store().with_extension("holder.json");
    let writes = |text: String| text.contains(&format!("\"pid\":{}", child.id()));
    while !std::fs::read_to_string(&note).is_ok_and(writes) {
        assert!(start.elapsed() < PATIENCE, "{args:?} never began to write");
        thread::sleep(Duration::from_millis(1));
    }
    child
}

/// Starts a bulk script that writes for some time.
fn long_run(office: &Office) -> Child {
    writing(office, &["run", "scripts/bulk/rounds.rhai"])
}

#[test]
fn who_reads_does_not_wait_for_who_writes_and_who_writes_waits_in_turn() {
    let office = office(20);
    let mut writer = long_run(&office);
    let seen = office.json(&["list", "c.kind == \"round\""]).as_array().map(Vec::len);
    assert!(writer.try_wait().expect("a child").is_none(), "the list came only after the script");
    assert_eq!(seen, Some(20));
    send(&office, "VT-2022-001");
    assert!(writer.wait().expect("it ends").success());
    assert_eq!(office.json(&["list", "c.kind == \"round\""]).as_array().map(Vec::len), Some(40));
    office.verified();
}

/// Nobody can make a process that was stopped inside its transaction go on. Who reads does not notice; who writes gives up
/// in time, and is told whom to look for.
#[cfg(unix)]
#[test]
fn who_waits_too_long_is_told_for_whom() {
    let office = office(40);
    let mut writer = long_run(&office);
    let signal = |name: &str| {
        let sent = std::process::Command::new("kill").args([name, &writer.id().to_string()]).status();
        assert!(sent.expect("kill runs").success());
    };
    signal("-STOP");
    assert_eq!(office.json(&["list", "c.kind == \"round\""]).as_array().map(Vec::len), Some(40));
    let start = Instant::now();
    let refused = office.refused(4, &["done", "VT-2022-001", "letter", "--doc", "1-CV/BTCTU 21/9/2022"]);
    let waited = start.elapsed();
    signal("-CONT");
    assert_eq!(refused.error, "store-busy", "{}", refused.json);
    assert_eq!(refused.facts["pid"], writer.id(), "{}", refused.json);
    assert!(text(&refused.facts, "holder").contains("run scripts/bulk/rounds.rhai"), "{}", refused.json);
    assert!(text(&refused.facts, "since").starts_with("2022-09-21T"), "{}", refused.json);
    assert!(waited >= PATIENCE && waited < PATIENCE + Duration::from_secs(3), "it waited {waited:?}");
    assert!(writer.wait().expect("it ends").success(), "who was waited for is none the worse");
    send(&office, "VT-2022-001");
    office.verified();
}

/// A long run in many transactions lets others in between.
#[test]
fn an_act_finds_its_turn_between_those_of_a_long_run() {
    let office = office(8);
    office.edit(
        "scripts/rotation/package.rhai",
        "\"answer\": working_days(15)",
        "\"answer\": working_days(20)",
    );
    office.ok(&["scripts", "publish", "rotation", "--reason", "Thêm thời gian"]);
    let plan = office.home().join("plan.toml").display().to_string();
    office.ok(&["migrate", "plan", "--out", &plan, "--reason", "Công văn 20-CV/BTCTU"]);
    let mut run = writing(&office, &["migrate", "run", &plan]);
    send(&office, "VT-2022-050");
    assert!(run.try_wait().expect("a child").is_none(), "the long run was over");
    assert!(run.wait().expect("it ends").success());
    let store = Store::open(&office.store(), PATIENCE).expect("the store");
    let log = store.read().and_then(|tx| tx.entries(1, usize::MAX)).expect("the log");
    let is_move = |event: &Event| matches!(event, Event::CaseMoved { .. });
    let sent = log.iter().position(|stored| matches!(stored.entry.event, Event::TaskDone { .. }));
    let (before, after) = log.split_at(sent.expect("the letter"));
    let moves = |log: &[Stored]| log.iter().filter(|stored| is_move(&stored.entry.event)).count();
    assert!(moves(before) > 0 && moves(after) > 0, "{} moves before, {} after", moves(before), moves(after));
    office.verified();
}

#[test]
fn a_bulk_script_killed_in_the_middle_leaves_nothing_of_itself() {
    let office = office(40);
    let before = office.verified();
    for pause in [0, 15, 60] {
        let mut writer = long_run(&office);
        thread::sleep(Duration::from_millis(pause));
        writer.kill().expect("it runs");
        let ended = writer.wait().expect("it ended");
        assert!(ended.code().is_none(), "the script was done before it could be killed");
        assert_eq!(office.verified(), before, "after {pause} ms");
    }
    send(&office, "VT-2022-001");
    assert_eq!(sent(&office), 1);
}

#[test]
fn a_process_killed_between_its_acts_leaves_whole_acts() {
    let office = office(8);
    let all = requests(&office);
    let mut next = 0;
    for acts in [3, 11, 26] {
        let mut talk = Talk::with(&office);
        all[next..].iter().for_each(|request| talk.says(&letter(request)));
        all[next..next + acts].iter().for_each(|request| drop(talk.hears(request)));
        talk.dies();
        // What was told as done is done, and what came after it is done wholly or not at all.
        let done = sent(&office);
        assert!(done >= next + acts, "{done} of {next} and {acts}");
        next = done;
        send(&office, &all[next]);
        next += 1;
    }
    assert_eq!(sent(&office), next);
}
