//! A sweep over many open tasks of which few are due, process start to exit, beside its floors in the same run: raw
//! redb reading the same rows by the same index, the same with the rows that the sweep writes, and files of the same
//! size put onto the disk.
//!
//! `cargo bench --bench sweep` prints medians of paired runs and their ratios. `SWEEP_TASKS=20000 SWEEP_DUE=200` makes
//! it small, `SWEEP_KEEP=folder` keeps the stores for the next time and for a profiler.
#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]
#![allow(clippy::unwrap_used, reason = "a bench may stop where it stands")]
#![allow(clippy::disallowed_methods, reason = "a bench is a door: it reads the environment")]

use chrono::{Days, NaiveDate};
use quytrinh::app::{App, Home, Mode, Request, Rights};
use quytrinh::clock::Now;
use quytrinh::domain::actor::{Actor, ActorKind};
use quytrinh::domain::calendar::Term;
use quytrinh::domain::case::{Case, CaseStatus};
use quytrinh::domain::deadline::{Rung, TaskClock};
use quytrinh::domain::event::{Entry, Event};
use quytrinh::domain::ids::{ActorId, CaseId, EditionId};
use quytrinh::domain::task::{Task, TaskState};
use quytrinh::flow::{Who, remind};
use quytrinh::store::{Hash, Store, Tx};
use redb::{Builder, ConcurrencyMode, ReadableDatabase, ReadableTable, TableDefinition};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const RUNS: usize = 15;
const DEAR_RUNS: usize = 3;
/// Tasks of a case, and bodies that owe them.
const TASKS_EACH: usize = 5;
const BODIES: usize = 400;
/// How many tasks are opened in one transaction.
const BATCH: usize = 50_000;
const PATIENCE: Duration = Duration::from_secs(60);
/// The day of the sweep, and a working day before it on which nothing is due.
const SWEEP: &str = "2022-09-21";
const IDLE: &str = "2022-09-20";
/// What a sweep writes for a reminder, and what it delivers, in bytes: seen in this store.
const LOG_BYTES: usize = 2_150;
const MESSAGE_BYTES: usize = 1_850;
const TEXT_BYTES: usize = 1_900;
const WORD_BYTES: usize = 4_700;

const RUNGS: TableDefinition<'static, (i32, &str, &str, u16, &str), ()> = TableDefinition::new("rungs");
const TASKS: TableDefinition<'static, (&str, &str, u16), &[u8]> = TableDefinition::new("tasks");
const CASES: TableDefinition<'static, &str, &[u8]> = TableDefinition::new("cases");
const ACTORS: TableDefinition<'static, &str, &[u8]> = TableDefinition::new("actors");
const LOG: TableDefinition<'static, u64, &[u8]> = TableDefinition::new("log");
const LOG_BY_CASE: TableDefinition<'static, (&str, u64), ()> = TableDefinition::new("log_by_case");
const OUTBOX: TableDefinition<'static, &str, &[u8]> = TableDefinition::new("outbox");
const WAITING: TableDefinition<'static, (&str, &str, &str), ()> = TableDefinition::new("outbox_waiting");
const BY_DAY: TableDefinition<'static, (i32, &str), ()> = TableDefinition::new("outbox_by_day");

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let path = |at: usize| Path::new(&args[at]);
    match args.get(1).map(String::as_str) {
        Some("open") => drop(Store::open(&Home::new(path(2)).store(), PATIENCE).unwrap()),
        Some("read") => raw_read(&Home::new(path(2)).store()),
        Some("write") => raw_write(&Home::new(path(2)).store(), args[3] == "commit"),
        Some("claim") => claim(path(2)),
        Some("files") => raw_files(path(2), args[3].parse().unwrap(), args[4] == "each"),
        _ => measure(),
    }
}

// ---- the floors ----

fn builder() -> Builder {
    let mut builder = Builder::new();
    builder.set_concurrency_mode(ConcurrencyMode::MultiWriter);
    builder
}

/// What a reminder is about, of the task's row.
#[derive(serde::Deserialize)]
struct Owner<'a> {
    owner: &'a str,
}

fn after_sweep() -> (i32, &'static str, &'static str, u16, &'static str) {
    use chrono::Datelike as _;
    (day(SWEEP).num_days_from_ce() + 1, "", "", 0, "")
}

/// The rows of all that is due: task, case, and who owes it.
fn raw_read(file: &Path) {
    let db = builder().open_read_only(file).unwrap();
    let tx = db.begin_read().unwrap();
    let (rungs, tasks) = (tx.open_table(RUNGS).unwrap(), tx.open_table(TASKS).unwrap());
    let (cases, actors) = (tx.open_table(CASES).unwrap(), tx.open_table(ACTORS).unwrap());
    let (mut rows, mut bytes) = (0, 0);
    for row in rungs.range(..after_sweep()).unwrap() {
        let (key, _) = row.unwrap();
        let (_, case, task, turn, _) = key.value();
        let task = tasks.get((case, task, turn)).unwrap().unwrap();
        let owner: Owner<'_> = serde_json::from_slice(task.value()).unwrap();
        let case = cases.get(case).unwrap().unwrap();
        let actor = actors.get(owner.owner).unwrap().unwrap();
        bytes += task.value().len() + case.value().len() + actor.value().len();
        rows += 1;
    }
    println!("{rows} rows of {bytes} bytes");
}

/// Reads the rows and writes as many of the same size into the same tables as a sweep does.
fn raw_write(file: &Path, commit: bool) {
    let db = builder().open(file).unwrap();
    let tx = db.begin_write().unwrap();
    {
        let mut rungs = tx.open_table(RUNGS).unwrap();
        let mut tasks = tx.open_table(TASKS).unwrap();
        let (cases, actors) = (tx.open_table(CASES).unwrap(), tx.open_table(ACTORS).unwrap());
        let (mut log, mut by_case) = (tx.open_table(LOG).unwrap(), tx.open_table(LOG_BY_CASE).unwrap());
        let mut outbox = tx.open_table(OUTBOX).unwrap();
        let (mut waiting, mut by_day) = (tx.open_table(WAITING).unwrap(), tx.open_table(BY_DAY).unwrap());
        let due = rungs.range(..after_sweep()).unwrap().map(|row| {
            let (key, _) = row.unwrap();
            let (on, case, task, turn, rung) = key.value();
            (on, case.to_owned(), task.to_owned(), turn, rung.to_owned())
        });
        let due: Vec<_> = due.collect();
        let mut seq = log.last().unwrap().unwrap().0.value();
        for (on, case, task, turn, rung) in &due {
            let key = (case.as_str(), task.as_str(), *turn);
            let row = tasks.get(key).unwrap().unwrap().value().to_vec();
            let owner: Owner<'_> = serde_json::from_slice(&row).unwrap();
            std::hint::black_box(cases.get(case.as_str()).unwrap().unwrap().value().len());
            std::hint::black_box(actors.get(owner.owner).unwrap().unwrap().value().len());
            let message = format!("{case}.{task}.{turn}.0.{rung}.{}", owner.owner);
            seq += 1;
            log.insert(seq, &[b' '; LOG_BYTES][..]).unwrap();
            by_case.insert((case.as_str(), seq), ()).unwrap();
            tasks.insert(key, row.as_slice()).unwrap();
            rungs.remove((*on, key.0, key.1, key.2, rung.as_str())).unwrap();
            outbox.insert(message.as_str(), &[b' '; MESSAGE_BYTES][..]).unwrap();
            by_day.insert((*on, message.as_str()), ()).unwrap();
            waiting.insert((key.0, key.1, message.as_str()), ()).unwrap();
        }
        println!("{} rows", due.len());
    }
    if commit {
        tx.commit().unwrap();
    } else {
        drop(tx);
    }
    std::mem::forget(db);
}

/// Files of the size of letters, each whole or absent, onto the disk: the folder after each file, or once at the end.
fn raw_files(folder: &Path, count: usize, each: bool) {
    std::fs::create_dir_all(folder).unwrap();
    let settle = || std::fs::File::open(folder).unwrap().sync_all().unwrap();
    for number in 0..count {
        for (ending, bytes) in [("docx", WORD_BYTES), ("txt", TEXT_BYTES)] {
            let (part, path) = (folder.join("part"), folder.join(format!("{number}.{ending}")));
            let mut file = std::fs::File::create(&part).unwrap();
            file.write_all(&vec![b' '; bytes]).unwrap();
            file.sync_all().unwrap();
            std::fs::rename(&part, &path).unwrap();
            if each {
                settle();
            }
        }
    }
    settle();
}

/// The first half of `remind`: what is due is claimed and its messages are queued.
fn claim(home: &Path) {
    let who = Who { by: "clerk".to_owned(), on_behalf: None };
    let now = Some(Now::on(day(SWEEP)));
    let request =
        Request { who, rights: Rights::Office, why: "remind".to_owned(), now, mode: Mode::Real, as_of: None };
    let swept = App::new(Home::new(home)).write(&request, remind::fire_due).unwrap();
    println!("{} fired", swept.value.sent());
}

// ---- what is measured ----

struct Size {
    tasks: usize,
    due: usize,
}

fn measure() {
    let number = |name: &str, usual: usize| std::env::var(name).map_or(usual, |text| text.parse().unwrap());
    let size = Size { tasks: number("SWEEP_TASKS", 1_000_000), due: number("SWEEP_DUE", 10_000) };
    let small = Size { tasks: (size.tasks / 10).max(size.due), ..size };
    let temporary = tempfile::tempdir().unwrap();
    let kept = std::env::var_os("SWEEP_KEEP").map(PathBuf::from);
    let folder = kept.as_deref().unwrap_or(temporary.path());
    let (home, small_home) = (store_of(folder, &size), store_of(folder, &small));
    println!(
        "{} open tasks, {} reminders due, medians of {RUNS} paired runs, process start to exit",
        size.tasks, size.due
    );

    let me = |args: &[&str], home: &Path| {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.arg(args[0]).arg(home).args(&args[1..]);
        command
    };
    let sweep = |home: &Path, on: &str| program(home, on, &["--rehearse", "--format", "json", "remind"]);
    let [mut open, mut read, mut write, mut swept, mut idle, mut real_idle] = [const { Vec::new() }; 6];
    // Apart from the others: a large transaction that was dropped leaves the system work to do.
    for _ in 0..RUNS {
        open.push(time(&mut me(&["open"], &home)));
        real_idle.push(time(&mut program(&home, IDLE, &["remind"])));
        idle.push(time(&mut sweep(&home, IDLE)));
        // A rehearsal leaves the file to the next reader to close.
        time(&mut me(&["open"], &home));
    }
    for _ in 0..RUNS {
        // Who reads after a writer closes the file; the floor only reads.
        time(&mut me(&["open"], &home));
        read.push(time(&mut me(&["read"], &home)));
        write.push(time(&mut me(&["write", "drop"], &home)));
        swept.push(time(&mut sweep(&home, SWEEP)));
    }
    let [open, read, write, swept, idle, real_idle] = [open, read, write, swept, idle, real_idle].map(median);
    line("open the store and end", open, None);
    line("remind, none due", real_idle, Some((open, "open")));
    println!("{:42}{:>10.2?} more than open", "", real_idle.saturating_sub(open));
    line("--rehearse remind, none due", idle, Some((open, "open")));
    line("raw redb: read what is due", read, None);
    line("raw redb: the same, and write the rows", write, Some((read, "reading")));
    line("--rehearse remind", swept, Some((read, "reading")));
    line("", swept, Some((write, "reading and writing")));

    let [mut raw, mut claimed, mut delivered, mut each, mut once, mut whole] = [const { Vec::new() }; 6];
    for _ in 0..DEAR_RUNS {
        let copied = folder.join("copy");
        copy(&home, &copied);
        raw.push(time(&mut me(&["write", "commit"], &copied)));
        copy(&home, &copied);
        claimed.push(time(&mut me(&["claim"], &copied)));
        delivered.push(time(&mut program(&copied, SWEEP, &["remind"])));
        copy(&home, &copied);
        whole.push(time(&mut program(&copied, SWEEP, &["remind"])));
        let due = size.due.to_string();
        each.push(time(&mut me(&["files", &due, "each"], &copied.join("each"))));
        once.push(time(&mut me(&["files", &due, "once"], &copied.join("once"))));
        std::fs::remove_dir_all(&copied).unwrap();
    }
    let [raw, claimed, delivered, each, once, whole] =
        [raw, claimed, delivered, each, once, whole].map(median);
    println!("\nmedians of {DEAR_RUNS} runs on copies of the store");
    line("raw redb: read, write and commit", raw, None);
    line("claim (fire and queue, committed)", claimed, Some((raw, "raw")));
    line("raw files, folder synced for each", each, None);
    line("raw files, folder synced once", once, None);
    line("deliver (files, recorded)", delivered, Some((once, "raw files, folder once")));
    line("remind, all of it", whole, None);

    println!("\nbytes read, the same reminders due");
    for (home, tasks) in [(&small_home, small.tasks), (&home, size.tasks)] {
        let idle = bytes_read(&program(home, IDLE, &["remind"]));
        let swept = bytes_read(&sweep(home, SWEEP));
        println!("{tasks:>10} tasks   none due {:>8.2} MB   sweep {:>8.2} MB", mb(idle), mb(swept));
    }
}

fn line(work: &str, took: Duration, floor: Option<(Duration, &str)>) {
    let ratio =
        floor.map(|(floor, name)| format!("   {:.2} x {name}", took.as_secs_f64() / floor.as_secs_f64()));
    println!("{work:42}{took:>10.2?}{}", ratio.unwrap_or_default());
}

fn mb(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

fn program(home: &Path, on: &str, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_quytrinh"));
    command.arg("--home").arg(home).args(["--now", on, "--lang", "en"]).args(args);
    command
}

fn run(command: &mut Command) {
    assert!(command.stdout(Stdio::null()).status().unwrap().success(), "{command:?}");
}

fn time(command: &mut Command) -> Duration {
    command.stderr(Stdio::inherit());
    let start = Instant::now();
    run(command);
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// What a command reads, counted by the system for the shell that waited for it.
fn bytes_read(command: &Command) -> u64 {
    let mut shell = Command::new("sh");
    shell.args(["-c", "\"$@\" >&2 || exit 1; cat /proc/$$/io", "sh"]);
    let output = shell.arg(command.get_program()).args(command.get_args()).stderr(Stdio::null()).output();
    let text = String::from_utf8(output.unwrap().stdout).unwrap();
    text.lines().find_map(|line| line.strip_prefix("rchar: ")).unwrap().parse().unwrap()
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).unwrap();
            // Else the first commit on the copy would wait for the copy.
            std::fs::File::open(&target).unwrap().sync_all().unwrap();
        }
    }
}

// ---- the store ----

/// A home folder with a store of this size; one that is there from an earlier time is taken as it is.
fn store_of(folder: &Path, size: &Size) -> PathBuf {
    let home = folder.join(format!("{}-{}", size.tasks, size.due));
    if home.join("built").exists() {
        return home;
    }
    let start = Instant::now();
    let package = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/procedures/sweep");
    copy(&package, &home.join("scripts/sweep"));
    run(&mut program(&home, IDLE, &["init"]));
    // Due dates follow the calendar from now on.
    run(&mut program(&home, IDLE, &["remind"]));
    let store = Store::open(&Home::new(&home).store(), PATIENCE).unwrap();
    let edition = store.read().unwrap().active_edition(&"sweep".parse().unwrap()).unwrap().unwrap();
    let mut from = 0;
    while from < size.tasks {
        let to = (from + BATCH).min(size.tasks);
        let tx = store.write("bench", String::new(), PATIENCE).unwrap();
        Filling::new(&tx, edition.clone()).fill(from..to, size);
        tx.commit().unwrap();
        from = to;
    }
    std::fs::write(home.join("built"), "").unwrap();
    println!("built {} tasks in {:.1?}", size.tasks, start.elapsed());
    home
}

/// Opens tasks event by event, as a run would, without scripts.
struct Filling<'a> {
    tx: &'a Tx,
    edition: EditionId,
    last: u64,
    hash: Hash,
}

impl<'a> Filling<'a> {
    fn new(tx: &'a Tx, edition: EditionId) -> Self {
        let (last, hash) = tx.head().unwrap();
        Self { tx, edition, last, hash }
    }

    fn record(&mut self, case: Option<&CaseId>, event: Event) {
        self.last += 1;
        let edition = case.map(|_| self.edition.clone());
        let (seq, at) = (self.last, Now::on(day(IDLE)).instant());
        let (by, why) = ("clerk".to_owned(), "bench".to_owned());
        let entry = Entry {
            seq,
            at,
            by,
            on_behalf: None,
            why,
            act: None,
            cause: None,
            edition,
            case: case.cloned(),
            event,
        };
        self.hash = self.tx.append(&entry, &self.hash).unwrap();
        self.tx.apply(&entry).unwrap();
    }

    fn fill(&mut self, tasks: std::ops::Range<usize>, size: &Size) {
        if tasks.start == 0 {
            (0..BODIES).for_each(|number| self.record(None, Event::ActorSet { actor: body(number) }));
        }
        for number in tasks {
            let case: CaseId = format!("D-2022-{:06}", number / TASKS_EACH + 1).parse().unwrap();
            if number % TASKS_EACH == 0 {
                let opened = self.case(&case);
                self.record(Some(&case), Event::CaseOpened { case: Box::new(opened) });
            }
            let is_due = number % (size.tasks / size.due) == 0;
            self.record(Some(&case), Event::TaskAdded { task: Box::new(task(number, is_due)) });
        }
    }

    fn case(&self, id: &CaseId) -> Case {
        Case {
            id: id.clone(),
            package: "sweep".parse().unwrap(),
            edition: self.edition.clone(),
            next_edition: None,
            kind: "item".parse().unwrap(),
            title: format!("Đưa cán bộ trẻ về công tác ở cấp xã, hồ sơ {id}"),
            subject: "SNV".parse().unwrap(),
            parent: None,
            step: Some("work".parse().unwrap()),
            status: CaseStatus::Open,
            outcome: None,
            variation: None,
            fields: std::collections::BTreeMap::new(),
            remarks: Vec::new(),
            opened_on: day(IDLE),
            suspended_on: None,
            closed_on: None,
        }
    }
}

fn body_code(number: usize) -> ActorId {
    format!("B{:03}", number % BODIES).parse().unwrap()
}

fn body(number: usize) -> Actor {
    Actor {
        id: body_code(number),
        kind: ActorKind::District,
        also: Vec::new(),
        name: format!("Ban Thường vụ Huyện ủy số {number}"),
        aliases: Vec::new(),
        parent: None,
        fields: std::collections::BTreeMap::new(),
        succession: None,
    }
}

/// An open task with three reminders. Of a due one the second falls on the day of the sweep; those of the others come
/// in the months after it.
fn task(number: usize, is_due: bool) -> Task {
    let due = day(SWEEP) + Days::new(if is_due { 0 } else { 10 + (number * 7919 % 240) as u64 });
    let rung = |name: &str, offset: i32, day: NaiveDate| Rung {
        name: name.to_owned(),
        offset,
        day,
        to: "urged".to_owned(),
        letter: "first".to_owned(),
        fired_on: None,
        fate: None,
        told: Vec::new(),
    };
    let mut rungs = vec![rung("first", 0, due), rung("second", 5, due + Days::new(7))];
    if !is_due {
        rungs.insert(0, rung("soon", -3, due - Days::new(3)));
    }
    Task {
        key: ["a", "b", "c", "d", "e"][number % TASKS_EACH].parse().unwrap(),
        turn: 1,
        order: (number % TASKS_EACH) as u32,
        step: "work".parse().unwrap(),
        title: "Đề xuất ít nhất 01 vị trí đứng đầu cấp xã".to_owned(),
        owner: body_code(number * 31),
        stands_for: None,
        state: TaskState::Open,
        outcomes: vec!["done".to_owned()],
        needs: Vec::new(),
        paper: None,
        after: Vec::new(),
        awaits: None,
        opened_on: Some(day(IDLE)),
        clock: Some(TaskClock {
            term: "10 working days".parse::<Term>().unwrap(),
            anchor: day(IDLE),
            anchor_of: None,
            basis: "Công văn 12-CV/BTCTU".to_owned(),
            calendar: None,
            due,
            expiry: None,
            extensions: Vec::new(),
            resumed: None,
            paused: None,
            rungs,
            missed: Vec::new(),
            epoch: 0,
        }),
        outcome: None,
        closed_on: None,
        note: None,
        document: None,
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}
