//! The schedule: jobs at their times, each once, what was missed made up, one that fails in nobody's way.

mod support;

use serde_json::Value;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};
use support::{Office, Ran};

/// A job that adds a line to a case that nobody else touches: a remark on the round.
const MARK: &str = "fn main() { find_case(\"DOT-2022-01\").remark(`${today().text} NAME`); }\n";

fn job(office: &Office, name: &str, declared: &str) {
    let text = format!("//! Việc thử {name}.\nfn job() {{ {declared} }}\n{}", MARK.replace("NAME", name));
    office.write(&format!("scripts/jobs/{name}.rhai"), &text);
}

/// An office with a round, and no jobs but those of the test.
fn office() -> Office {
    let office = Office::new();
    office.ok(&["open", "round", "--subject", "BTCTU"]);
    std::fs::remove_dir_all(office.home().join("scripts/jobs")).expect("the shipped jobs");
    office
}

fn once(office: &mut Office, now: &str) -> Value {
    office.on(now).json(&["schedule", "--once"])
}

/// The marks that jobs left, oldest first.
fn marks(office: &Office) -> Vec<String> {
    let remarks = office.json(&["show", "DOT-2022-01"])["remarks"].clone();
    remarks
        .as_array()
        .expect("remarks")
        .iter()
        .map(|r| r["text"].as_str().expect("a text").to_owned())
        .collect()
}

#[test]
fn a_job_runs_at_its_time_once_and_makes_up_once_for_what_it_missed() {
    let mut office = office();
    job(&office, "daily", "#{ at: \"30 7 * * *\" }");
    assert_eq!(once(&mut office, "2022-10-03 07:29")["jobs"], serde_json::json!([]));
    assert_eq!(once(&mut office, "2022-10-03 07:30")["jobs"][0]["slot"], "2022-10-03T07:30:00");
    once(&mut office, "2022-10-03 07:31");
    once(&mut office, "2022-10-03 23:59");
    // The machine was off for two days and a night.
    assert_eq!(once(&mut office, "2022-10-06 05:00")["jobs"][0]["slot"], "2022-10-05T07:30:00");
    once(&mut office, "2022-10-06 08:00");
    // Both runs of the sixth make the same remark, which is made once a day.
    assert_eq!(marks(&office), ["03/10/2022 daily", "06/10/2022 daily"]);
    let listed = office.json(&["schedule", "--list"]);
    assert_eq!(
        (&listed[0]["last_slot"], &listed[0]["next"]),
        (&"2022-10-06T00:30:00Z".into(), &"2022-10-07T07:30:00".into())
    );
    office.verified();
}

#[test]
fn only_a_job_that_says_so_rests_on_days_off() {
    let mut office = office();
    job(&office, "always", "#{ at: \"30 7 * * *\" }");
    job(&office, "working", "#{ at: \"30 7 * * *\", working_days: true }");
    // From Friday before Tết to the Friday on which work begins again.
    for day in ["2023-01-19", "2023-01-20", "2023-01-21", "2023-01-24", "2023-01-27"] {
        once(&mut office, &format!("{day} 08:00"));
    }
    // A Saturday that is worked.
    once(&mut office, "2024-05-04 08:00");
    let of = |name: &str| -> Vec<String> {
        marks(&office)
            .iter()
            .filter_map(|m| m.strip_suffix(&format!(" {name}")).map(ToOwned::to_owned))
            .collect()
    };
    assert_eq!(of("working"), ["19/01/2023", "27/01/2023", "04/05/2024"]);
    assert_eq!(of("always").len(), 6);
}

#[test]
fn a_job_that_fails_is_told_leaves_nothing_and_stops_nobody() {
    let mut office = office();
    job(&office, "a-bad-time", "#{ at: \"7:30\" }");
    office.write(
        "scripts/jobs/b-broken.rhai",
        "//! Hỏng.\nfn job() { #{ at: \"30 7 * * *\" } }\nfn main() { let x = ; }\n",
    );
    office.write(
        "scripts/jobs/c-refuses.rhai",
        "//! Từ chối.\nfn job() { #{ at: \"30 7 * * *\" } }\nfn main() { find_case(\"DOT-2022-01\").remark(\"nửa chừng\"); refuse(\"chưa đủ dữ liệu\"); }\n",
    );
    job(&office, "d-good", "#{ at: \"30 7 * * *\" }");
    std::fs::create_dir(office.home().join("scripts/jobs/e-folder.rhai")).expect("a folder");
    let ran = office.on("2022-10-03 07:30").run(&["schedule", "--once", "--format", "json"]);
    assert_eq!(ran.code, 3, "{}{}", ran.stdout, ran.stderr);
    let told: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    let errors: Vec<&Value> =
        told["jobs"].as_array().expect("jobs").iter().map(|job| &job["error"]["error"]).collect();
    assert_eq!(errors.len(), 5, "{told}");
    for wanted in ["script-bad-time", "script-syntax", "refusal-by-script", "file-trouble"] {
        assert!(errors.iter().any(|error| **error == wanted), "{wanted}: {errors:?}");
    }
    assert_eq!(marks(&office), ["03/10/2022 d-good"]);
    // In words, with the place.
    let said = office.run(&["schedule", "--once"]).stdout;
    for part in ["cannot be read", "b-broken.rhai:3", "e-folder.rhai"] {
        assert!(said.contains(part), "`{part}` is not in\n{said}");
    }
    // It is noted that it failed, and it is not run again before its next time.
    let listed = office.run(&["schedule", "--list", "--format", "json"]);
    assert_eq!(listed.code, 3);
    assert!(listed.stdout.contains("chưa đủ dữ liệu"), "{}", listed.stdout);
    office.verified();
}

#[test]
fn two_schedulers_do_not_double() {
    let mut office = office();
    job(&office, "daily", "#{ at: \"30 7 * * *\" }");
    office.on("2022-10-03 07:30");
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| office.ok(&["schedule", "--once"]));
        }
    });
    assert_eq!(marks(&office), ["03/10/2022 daily"]);
    office.verified();
}

#[test]
fn a_message_that_fails_is_tried_again_after_longer_and_longer_waits() {
    let mut office = Office::new();
    office.ok(&["open", "round", "--subject", "BTCTU"]);
    office.on("2022-09-22").ok(&["done", "VT-2022-001", "letter", "--doc", "12-CV/BTCTU 22/9/2022"]);
    office.write("outbox", "a file where the folder should be");
    let tries = |office: &Office| {
        let waiting = office.json(&["outbox", "--waiting"]);
        let letters = waiting.as_array().expect("messages").iter().filter(|m| m["form"] == "letter");
        letters.map(|m| m["tries"].as_u64().unwrap_or_default()).next()
    };
    let mut seen = Vec::new();
    for time in ["07:30:00", "07:30:30", "07:31:00", "07:32:30", "07:33:00", "07:36:00", "07:37:00"] {
        office.on(&format!("2022-10-14 {time}")).run(&["schedule", "--once"]);
        seen.push(tries(&office).expect("a letter waits"));
    }
    assert_eq!(seen, [1, 1, 2, 2, 3, 3, 4]);
    // A person who asks does not wait.
    std::fs::remove_file(office.home().join("outbox")).expect("the file");
    office.ok(&["remind"]);
    assert_eq!(tries(&office), None);
    assert!(office.home().join("outbox").is_dir());
}

/// A schedule that keeps running on the system's clock.
#[cfg(unix)]
struct Running {
    child: Child,
    answers: BufReader<ChildStdout>,
}

#[cfg(unix)]
impl Running {
    fn at(office: &Office) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_quytrinh"));
        command.args(["--home", &office.home().to_string_lossy(), "--lang", "en", "schedule"]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("a schedule");
        let answers = BufReader::new(child.stdout.take().expect("its output"));
        Self { child, answers }
    }

    /// Waits for a line that contains `part`.
    fn tells(&mut self, part: &str) {
        let mut line = String::new();
        while !line.contains(part) {
            line.clear();
            assert_ne!(self.answers.read_line(&mut line).expect("a line"), 0, "it ended without `{part}`");
        }
    }

    /// Tells it to end; gives its exit code, how long it took and what else it said.
    fn ends(mut self) -> (Option<i32>, Duration, String) {
        let start = Instant::now();
        let told = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        assert!(told.is_ok_and(|status| status.success()));
        let status = self.child.wait().expect("it ends");
        let took = start.elapsed();
        let mut rest = String::new();
        self.answers.read_to_string(&mut rest).expect("its last words");
        (status.code(), took, rest)
    }
}

#[test]
#[cfg(unix)]
fn a_running_schedule_does_what_is_due_tells_it_at_once_and_ends_when_told_to() {
    let office = office();
    job(&office, "always", "#{ at: \"0 0 * * *\" }");
    let mut running = Running::at(&office);
    running.tells("always");
    assert_eq!(marks(&office).len(), 1);
    let (code, took, rest) = running.ends();
    assert_eq!(code, Some(0), "{rest}");
    assert!(took < Duration::from_secs(2), "{took:?}");
    assert!(rest.contains("The schedule has ended."), "{rest}");
    assert_eq!(marks(&office).len(), 1);
    office.verified();
}

#[test]
fn a_schedule_that_keeps_running_needs_the_real_clock() {
    let office = Office::new();
    let said = office.fails(2, &["schedule"]);
    assert!(said.contains("schedule --once"), "{said}");
    assert!(office.fails(2, &["schedule", "--once", "--rehearse"]).contains("rehearse --until"));
}

#[test]
fn at_the_prompt_a_schedule_ticks_but_does_not_keep_running() {
    let mut office = office();
    job(&office, "daily", "#{ at: \"30 7 * * *\" }");
    let mut command = office.on("2022-10-03 08:00").command(&["repl"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("a REPL");
    let lines = b"schedule\nschedule --once\nschedule --list\n";
    child.stdin.take().expect("a pipe").write_all(lines).expect("the REPL listens");
    let ran = Ran::of(child.wait_with_output().expect("it ends"));
    assert!(ran.stderr.contains("only schedule --once and schedule --list"), "{}", ran.stderr);
    assert!(ran.stdout.contains("04/10/2022 07:30"), "{}", ran.stdout);
    assert_eq!(marks(&office), ["03/10/2022 daily"]);
}

#[test]
fn what_a_friday_missed_is_made_up_on_monday() {
    let mut office = office();
    job(&office, "working", "#{ at: \"30 7 * * *\", working_days: true }");
    once(&mut office, "2022-10-06 08:00");
    for time in ["2022-10-08 08:00", "2022-10-09 08:00"] {
        assert_eq!(once(&mut office, time)["jobs"], serde_json::json!([]), "{time}");
    }
    assert_eq!(once(&mut office, "2022-10-10 07:00")["jobs"][0]["slot"], "2022-10-07T07:30:00");
    assert_eq!(once(&mut office, "2022-10-10 07:29")["jobs"], serde_json::json!([]));
    assert_eq!(once(&mut office, "2022-10-10 07:30")["jobs"][0]["slot"], "2022-10-10T07:30:00");
}

#[test]
fn a_job_that_is_refused_leaves_one_entry_and_is_tried_again_at_its_next_time() {
    let mut office = office();
    office.write(
        "scripts/jobs/refuses.rhai",
        "//! Từ chối.\nfn job() { #{ at: \"30 7 * * *\" } }\nfn main() { find_case(\"DOT-2022-01\").remark(\"nửa chừng\"); \
         refuse(\"chưa đủ dữ liệu\"); }\n",
    );
    office.on("2022-10-03 07:30").run(&["schedule", "--list"]);
    let before = office.verified();
    let mut codes = Vec::new();
    for time in ["2022-10-03 07:30", "2022-10-03 07:31", "2022-10-04 07:29", "2022-10-04 07:30"] {
        codes.push(office.on(time).run(&["schedule", "--once"]).code);
    }
    assert_eq!(codes, [3, 0, 0, 3]);
    assert_eq!(office.verified(), before + 2);
    assert!(marks(&office).is_empty());
}

#[test]
fn the_list_tells_each_job_its_last_result_and_its_next_time() {
    let mut office = office();
    job(&office, "daily", "#{ at: \"30 7 * * *\", working_days: true }");
    job(&office, "monthly", "#{ at: \"0 8 1 * *\" }");
    once(&mut office, "2023-01-19 07:45");
    let listed = office.ok(&["schedule", "--list"]);
    for part in [
        "30 7 * * * (working days)",
        "Việc thử daily.",
        "19/01/2023 07:30",
        "well",
        "27/01/2023 07:30",
        "01/02/2023 08:00",
    ] {
        assert!(listed.contains(part), "`{part}` is not in\n{listed}");
    }
    let listed = office.json(&["schedule", "--list"]);
    let wanted = serde_json::json!({
        "job": "monthly", "title": "Việc thử monthly.", "at": "0 8 1 * *", "working_days": false,
        "last_slot": null, "ran_at": null, "error": null, "next": "2023-02-01T08:00:00",
    });
    assert_eq!(listed[1], wanted);
    assert_eq!((&listed[0]["ran_at"], &listed[0]["error"]), (&"2023-01-19T00:45:00Z".into(), &Value::Null));
}
