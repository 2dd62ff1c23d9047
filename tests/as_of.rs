//! What was shown at the end of a day is what is shown as of that day later on, whatever has happened since.

mod support;

use std::io::Write as _;
use std::process::Stdio;
use support::Office;
use support::clerk::Clerk;

/// What stands between two answers.
const END: &str = "--- hết ---";

/// Every command that reads, as far as it shows what is in the store.
const READS: [&[&str]; 14] = [
    &["list"],
    &["tasks"],
    &["tasks", "t.is_late"],
    &["show", "VT-2022-009"],
    &["why", "VT-2022-009"],
    &["history", "VT-2022-009"],
    &["history", "VT-2022-009", "--refused"],
    &["outbox"],
    &["actor", "list"],
    &["actor", "show", "CB1"],
    &["actor", "show", "533"],
    &["scripts", "list"],
    &["scripts", "variations", "rotation"],
    &["scripts", "trace", "VT-2022-009"],
];

/// All that an office shows, to people and to programs.
fn screens(office: &Office, more: &str) -> Vec<String> {
    let lines = READS.iter().flat_map(|read| ["", " --format json"].map(|form| read.join(" ") + form + more));
    said(office, &lines.collect::<Vec<_>>())
}

/// What the REPL says to each of these lines.
fn said(office: &Office, lines: &[String]) -> Vec<String> {
    let mut command = office.command_in("vi", &["repl"]);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the REPL starts");
    // Each answer ends with a line that no command prints.
    let typed: String = lines.iter().map(|line| format!("{line}\nprint(\"{END}\")\n")).collect();
    let mut into = child.stdin.take().expect("a pipe");
    let writing = std::thread::spawn(move || into.write_all(typed.as_bytes()));
    let told = child.wait_with_output().expect("it ends");
    writing.join().expect("a thread").expect("it listens");
    let told = String::from_utf8_lossy(&told.stdout).into_owned();
    let answers: Vec<String> = told.split(END).map(|answer| answer.trim().to_owned()).collect();
    assert_eq!(answers.len(), lines.len() + 1, "{told}");
    lines.iter().zip(answers).map(|(line, answer)| format!("{line}\n{answer}")).collect()
}

/// What is done on a day.
type Acts = fn(&mut Clerk);

/// A month of an office, by the days that count.
fn days() -> [(&'static str, Acts); 8] {
    [
        ("2022-09-21", |clerk| {
            clerk.office.ok(&["open", "round", "--subject", "BTCTU"]);
        }),
        ("2022-09-22", |clerk| {
            for district in ["533", "532"] {
                let request = clerk.number("request", district);
                clerk.records(&request, "letter", "done", &[]);
            }
            clerk.office.ok(&[
                "actor",
                "set",
                "CB1",
                "--kind",
                "cadre",
                "--name",
                "Cán bộ Số 1",
                "--parent",
                "SNV",
            ]);
        }),
        ("2022-10-12", |clerk| {
            clerk.office.ok(&["remind"]);
            let request = clerk.number("request", "532");
            let more = ["--extend", "5 working days", "--reason", "xin thêm", "--basis", "Công văn 15-CV/HU"];
            clerk.office.ok(&[&["due", &request, "answer"][..], &more].concat());
            clerk.office.fails(1, &["done", &request, "answer", "--outcome", "proposed"]);
        }),
        ("2022-10-13", |clerk| {
            clerk.office.edit(
                "scripts/rotation/request/step1.rhai",
                "fn start(c) {",
                "// Lời ghi chú.\nfn start(c) {",
            );
            clerk.office.ok(&["scripts", "publish", "rotation", "--reason", "Thêm lời ghi chú"]);
        }),
        ("2022-10-14", |clerk| {
            let request = clerk.number("request", "533");
            clerk.records(&request, "answer", "no-reply", &[]);
            clerk.office.ok(&["suspend", &clerk.number("request", "532"), "--reason", "Chờ kiện toàn"]);
            clerk.office.ok(&["actor", "set", "CB1", "--name", "Cán bộ Số 1 Tên Mới"]);
        }),
        ("2022-10-17", |clerk| {
            clerk.office.ok(&["actor", "succeed", "533", "BTVTU", "--basis", "Giả định"]);
            clerk.office.ok(&["resume", &clerk.number("request", "532")]);
        }),
        ("2022-10-26", |clerk| {
            clerk.office.ok(&["remind"]);
        }),
        ("2022-11-02", |clerk| {
            clerk.office.ok(&["withdraw", "VT-2022-001", "--reason", "Không đề xuất nữa"]);
        }),
    ]
}

/// An office after that month; it is looked at at the end of each of its days.
fn month(mut look: impl FnMut(&'static str, &Office)) -> Office {
    let mut clerk = Clerk::at(Office::untested());
    for (day, acts) in days() {
        clerk.office.on(day);
        acts(&mut clerk);
        clerk.office.on(&format!("{day} 23:59:59"));
        look(day, &clerk.office);
    }
    clerk.office.on("2023-03-01");
    clerk.office
}

#[test]
fn what_was_shown_on_a_day_is_shown_as_of_that_day() {
    let mut shown = Vec::new();
    let office = month(|day, office| shown.push((day, screens(office, ""))));
    let now = screens(&office, "");
    let verified = office.verified();
    for (day, then) in &shown {
        assert_ne!(then, &now, "{day}");
        let option = format!(" --as-of {day}");
        for (before, after) in then.iter().zip(screens(&office, &option)) {
            assert_eq!(*before, after.replacen(&option, "", 1), "as of {day}");
        }
    }
    assert_eq!(office.verified(), verified, "reading what was changes nothing");
}

#[test]
fn days_between_show_what_the_day_before_left() {
    let office = month(|_, _| {});
    let history = |day: &str| office.ok(&["history", "VT-2022-009", "--as-of", day]);
    assert_eq!(history("2022-09-25"), history("2022-09-22"));
    assert_ne!(history("2022-10-12"), history("2022-10-11"));
    // A day counts whole, and lateness is that of the day.
    let late = |day: &str| office.json(&["tasks", "t.is_late", "--as-of", day]).as_array().map(Vec::len);
    assert_eq!(late("2022-10-11"), Some(0));
    assert_ne!(late("2022-10-31"), Some(0));
}

#[test]
fn what_was_is_only_read() {
    let office = month(|_, _| {});
    let verified = office.verified();
    for line in [
        &["open", "round", "--subject", "BTCTU"][..],
        &["done", "VT-2022-001", "letter", "--doc", "1-CV/BTCTU 21/9/2022"],
        &["remind"],
        &["actor", "set", "CB1", "--name", "X"],
        &["run", "scripts/bulk/roster-check.rhai"],
        &["schedule", "--once"],
        &["verify"],
        &["init"],
        &["scripts", "publish", "rotation"],
        &["open", "round", "--subject", "BTCTU", "--rehearse"],
    ] {
        let refused = office.refused(1, &[line, &["--as-of", "2022-10-01"]].concat());
        assert_eq!(refused.error, "refusal-past-is-only-read", "{line:?}");
    }
    assert_eq!(office.verified(), verified);
}

#[test]
fn a_day_that_cannot_be_shown_is_named_with_the_way_out() {
    let office = Office::new();
    for (day, error, en, vi) in [
        ("2022-09-20", "refusal-before-store", "begins on 21/09/2022", "bắt đầu từ ngày 21/09/2022"),
        ("2022-09-22", "refusal-not-yet", "rehearse --until", "Ghi ngày từ 21/09/2022 trở về trước"),
        ("2022-02-30", "refusal-bad-date", "no day of the calendar", "không phải là ngày có thật"),
    ] {
        assert_eq!(office.refused(1, &["list", "--as-of", day]).error, error);
        for (lang, words) in [("en", en), ("vi", vi)] {
            let told = office.run_in(lang, &["list", "--as-of", day]).stderr;
            assert!(told.contains(words), "`{words}` is not in\n{told}");
        }
    }
}

#[test]
fn a_line_of_the_repl_looks_back_and_the_next_is_in_the_present_again() {
    let office = month(|_, _| {});
    let lines = ["show VT-2022-009 --as-of 22/9/2022", "show VT-2022-009"].map(ToOwned::to_owned);
    let told = said(&office, &lines).join("\n");
    let show = |more: &[&str]| office.run_in("vi", &[&["show", "VT-2022-009"][..], more].concat()).stdout;
    let (then, now) = (show(&["--as-of", "2022-09-22"]), show(&[]));
    assert!(told.contains(then.trim()) && told.contains(now.trim()), "{told}");
    assert_ne!(then, now);
}
