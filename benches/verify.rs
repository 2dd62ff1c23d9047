//! `verify` of a large store, process start to exit, beside its floors in the same run: raw redb reading the log, the
//! same with the hashes, the same with the JSON read too.
//!
//! The store is that of `demo` over and over: its log is played again with other numbers of cases until it is long
//! enough. `VERIFY_ENTRIES=100000` makes it shorter, `VERIFY_KEEP=folder` keeps it for the next time.
#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]
#![allow(clippy::unwrap_used, reason = "a bench may stop where it stands")]
#![allow(clippy::disallowed_methods, reason = "a bench is a door: it reads the environment")]

use quytrinh::domain::event::Entry;
use quytrinh::store::{GENESIS, Hash, Store};
use redb::{Builder, ConcurrencyMode, ReadableDatabase as _, ReadableTable as _, TableDefinition};
use sha2::{Digest as _, Sha256};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

const RUNS: usize = 3;
/// How many entries are written in one transaction.
const BATCH: u64 = 50_000;
const PATIENCE: Duration = Duration::from_secs(60);
const LOG: TableDefinition<'static, u64, &[u8]> = TableDefinition::new("log");

fn main() {
    let wanted = asked("VERIFY_ENTRIES").and_then(|text| text.parse().ok()).unwrap_or(1_000_000);
    let own = tempfile::tempdir().unwrap();
    let folder = asked("VERIFY_KEEP").map_or_else(|| own.path().to_owned(), PathBuf::from);
    let home = folder.join(format!("office-{wanted}"));
    if !home.exists() {
        make(&folder, &home, wanted);
    }
    let store = home.join("store/quytrinh.redb");
    let size = std::fs::metadata(&store).unwrap().len();
    println!("{wanted} entries, {} MB", size >> 20);
    let read = least(|| walk(&store, |_, _| {}));
    let hashed = least(|| {
        let mut head = GENESIS;
        walk(&store, |row, _| {
            let hash: Hash = Sha256::new().chain_update(head).chain_update(&row[32..]).finalize().into();
            assert_eq!(hash, row[..32]);
            head = hash;
        });
    });
    let decoded = least(|| {
        walk(&store, |row, seq| assert_eq!(serde_json::from_slice::<Entry>(&row[32..]).unwrap().seq, seq));
    });
    let verified = least(|| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_quytrinh"));
        let ended = command.arg("--home").arg(&home).args(["verify", "--format", "json"]).output().unwrap();
        assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stdout));
    });
    println!("raw redb, the log read          {read:>10.2?}");
    println!("the same and hashed             {hashed:>10.2?}");
    println!("read and its JSON decoded       {decoded:>10.2?}");
    println!("quytrinh verify                 {verified:>10.2?}");
}

/// The least of some runs: on a machine that others use, what the work itself takes.
fn least(mut work: impl FnMut()) -> Duration {
    let run = |_| {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    (0..RUNS).map(run).min().unwrap()
}

fn walk(store: &Path, mut each: impl FnMut(&[u8], u64)) {
    let mut builder = Builder::new();
    let db = builder.set_concurrency_mode(ConcurrencyMode::MultiWriter).open_read_only(store).unwrap();
    let log = db.begin_read().unwrap().open_table(LOG).unwrap();
    for row in log.iter().unwrap() {
        let (seq, row) = row.unwrap();
        each(row.value(), seq.value());
    }
}

/// A store in which the demonstration was played until it has as many entries as wanted.
fn make(folder: &Path, home: &Path, wanted: u64) {
    let demo = folder.join("demo");
    let mut command = Command::new(env!("CARGO_BIN_EXE_quytrinh"));
    assert!(command.arg("demo").arg(&demo).output().unwrap().status.success());
    let kept = Store::open(&demo.join("store/quytrinh.redb"), PATIENCE).unwrap();
    let kept = kept.read().unwrap();
    let all = kept.entries(1, usize::MAX).unwrap();
    let opening = all.iter().position(|stored| stored.entry.case.is_some()).unwrap();
    let texts = all.iter().map(|stored| serde_json::to_string(&stored.entry).unwrap());
    let texts: Vec<String> = texts.collect();
    let store = Store::create(&home.join("store/quytrinh.redb")).unwrap();
    let mut tx = store.write("bench", String::new(), PATIENCE).unwrap();
    for edition in kept.editions().unwrap() {
        for hash in edition.files.values() {
            tx.put_blob(hash, &kept.blob(hash).unwrap().unwrap()).unwrap();
        }
    }
    let again = (1_000..10_000).flat_map(|year| texts[opening..].iter().map(move |text| (year, text)));
    let (mut head, mut seq) = (GENESIS, 0);
    for (year, text) in texts[..opening].iter().map(|text| (2022, text)).chain(again) {
        if seq == wanted {
            break;
        }
        seq += 1;
        // Only numbers of cases have the year between dashes.
        let text = text.replace("-2022-", &format!("-{year}-"));
        let entry = Entry { seq, ..serde_json::from_str(&text).unwrap() };
        head = tx.append(&entry, &head).unwrap();
        tx.apply(&entry).unwrap();
        if seq % BATCH == 0 {
            tx.commit().unwrap();
            tx = store.write("bench", String::new(), PATIENCE).unwrap();
        }
    }
    tx.commit().unwrap();
    assert_eq!(seq, wanted);
}

fn asked(name: &str) -> Option<String> {
    std::env::var(name).ok()
}
