//! One act from the command line, process start to exit, beside its floor in the same run: an empty program, and an
//! empty program that makes one durable commit of the same size in raw redb on a store of the same size.
//!
//! `cargo bench --bench act` prints medians of paired runs and their ratio.
#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]
#![allow(clippy::unwrap_used, reason = "a bench may stop where it stands")]

use redb::{Builder, ConcurrencyMode, Database, TableDefinition};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const CASES: u64 = 10_000;
const RUNS: usize = 41;
/// Bytes that one `done` writes: five entries, the rows they change, and their indexes.
const ROWS: u64 = 12;
const ROW_BYTES: usize = 400;
const TABLE: TableDefinition<'static, u64, &[u8]> = TableDefinition::new("rows");

fn main() {
    let args: Vec<String> = std::env::args().collect();
    match args.get(1).map(String::as_str) {
        Some("empty") => {}
        Some("raw") => raw_commit(Path::new(&args[2]), args[3].parse().unwrap()),
        _ => measure(),
    }
}

fn builder() -> Builder {
    let mut builder = Builder::new();
    builder.set_concurrency_mode(ConcurrencyMode::MultiWriter);
    builder
}

fn raw_commit(file: &Path, at: u64) {
    let db: Database = builder().open(file).unwrap();
    let tx = db.begin_write().unwrap();
    {
        let mut table = tx.open_table(TABLE).unwrap();
        for row in 0..ROWS {
            table.insert(at * 997 + row * 7919, &[7; ROW_BYTES][..]).unwrap();
        }
    }
    tx.commit().unwrap();
    std::mem::forget(db);
}

fn measure() {
    let folder = tempfile::tempdir().unwrap();
    let raw = folder.path().join("raw.redb");
    make_raw(&raw);
    let home = folder.path().join("home");
    make_home(&home);
    let me = std::env::current_exe().unwrap();
    let (mut empty, mut floor, mut act, mut read) = (vec![], vec![], vec![], vec![]);
    for run in 0..RUNS {
        empty.push(time(Command::new(&me).arg("empty")));
        floor.push(time(Command::new(&me).arg("raw").arg(&raw).arg(run.to_string())));
        let case = format!("V-2022-{:06}", 100 + run * 200);
        act.push(time(program(&home).args(["done", &case, "a", "--outcome", "yes"])));
        read.push(time(program(&home).args(["show", &case])));
    }
    let [empty, floor, act, read] = [empty, floor, act, read].map(median);
    println!("on a store of {CASES} cases, medians of {RUNS} paired runs, process start to exit");
    println!("empty program                    {empty:>10.2?}");
    println!("empty program + raw redb commit  {floor:>10.2?}");
    println!("quytrinh done                    {act:>10.2?}   {:.2} x floor", ratio(act, floor));
    println!("quytrinh show                    {read:>10.2?}   {:.2} x floor", ratio(read, floor));
}

fn make_raw(file: &Path) {
    let db = builder().create(file).unwrap();
    let tx = db.begin_write().unwrap();
    {
        let mut table = tx.open_table(TABLE).unwrap();
        for row in 0..CASES * 20 {
            table.insert(row, &[1; ROW_BYTES][..]).unwrap();
        }
    }
    tx.commit().unwrap();
}

fn make_home(home: &Path) {
    let procedures = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/procedures");
    copy(&procedures.join("bench"), &home.join("scripts/bench"));
    run(program(home).arg("init"));
    let script = procedures.join("open-many.rhai");
    run(program(home).arg("run").arg(script).args(["--count", &CASES.to_string()]));
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, target).unwrap();
        }
    }
}

fn program(home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_quytrinh"));
    command.arg("--home").arg(home).args(["--now", "2022-09-21", "--lang", "en"]);
    command
}

fn run(command: &mut Command) {
    assert!(command.stdout(Stdio::null()).status().unwrap().success());
}

fn time(command: &mut Command) -> Duration {
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let start = Instant::now();
    let status = command.status().unwrap();
    let took = start.elapsed();
    assert!(status.success(), "{command:?}");
    took
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn ratio(a: Duration, b: Duration) -> f64 {
    a.as_secs_f64() / b.as_secs_f64()
}
