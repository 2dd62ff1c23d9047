//! The store on disk: who may read it, which layout it has, and that nobody pays for what is not asked.

mod support;

use quytrinh::store::{SCHEMA, Store, StoreError};
use redb::{Builder, ConcurrencyMode, ReadableDatabase as _, TableDefinition};
use std::process::Stdio;
use std::time::{Duration, Instant};
use support::many::multiply;
use support::{Office, Refused};

const META: TableDefinition<'static, &str, &str> = TableDefinition::new("meta");

#[cfg(unix)]
#[test]
fn the_store_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let mut office = Office::new();
    let mode = |path: &std::path::Path| std::fs::metadata(path).expect("a file").permissions().mode() & 0o777;
    let all_private = |office: &Office| {
        let folder = office.store().parent().expect("a folder").to_owned();
        assert_eq!(mode(&folder), 0o700, "{}", folder.display());
        for entry in std::fs::read_dir(folder).expect("the folder") {
            let path = entry.expect("an entry").path();
            assert_eq!(mode(&path), 0o600, "{}", path.display());
        }
    };
    all_private(&office);
    office.ok(&["open", "round", "--subject", "BTCTU"]);
    office.on("2022-09-22").ok(&["done", "VT-2022-001", "letter", "--doc", "01-CV/BTCTU 22/9/2022"]);
    office.ok(&["remind"]);
    all_private(&office);
}

/// Who writes leaves the file as its last commit left it; who reads it then closes it, and the next readers open it for
/// reading alone.
#[test]
fn a_reader_closes_what_a_writer_left_and_the_next_ones_only_read() {
    let office = Office::new();
    office.ok(&["actor", "set", "TB1", "--kind", "body", "--name", "Ban Thử 1"]);
    let opens = || {
        let mut builder = Builder::new();
        builder.set_concurrency_mode(ConcurrencyMode::MultiWriter);
        builder.open_read_only(office.store()).map(|_| ())
    };
    assert!(matches!(opens(), Err(redb::DatabaseError::RepairAborted)), "left as it was");
    office.ok(&["actor", "show", "TB1"]);
    opens().expect("closed");
    let bytes = || std::fs::read(office.store()).expect("the store");
    let before = bytes();
    office.ok(&["actor", "show", "TB1"]);
    assert!(bytes() == before, "a reader wrote");
    office.verified();
}

/// Whoever ends `init` in the middle can give it again.
#[test]
fn an_init_killed_at_any_moment_leaves_a_whole_store_or_none() {
    let whole = Office::empty();
    let start = Instant::now();
    whole.ok(&["init"]);
    let life = start.elapsed();
    let entries = whole.verified();
    let mut cut = 0;
    for moment in 1..=8 {
        let office = Office::empty();
        let mut command = office.command(&["init"]);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts");
        std::thread::sleep(life * moment / 8);
        child.kill().expect("it runs or has ended");
        cut += u32::from(child.wait().expect("it ended").code().is_none());
        if !office.store().exists() {
            office.ok(&["init"]);
        }
        assert_eq!(office.verified(), entries, "killed at moment {moment}");
        let files = std::fs::read_dir(office.store().parent().expect("a folder")).expect("the folder");
        let left: Vec<_> =
            files.flatten().filter(|file| file.path().extension().is_some_and(|e| e == "part")).collect();
        assert!(left.is_empty(), "{left:?}");
    }
    assert!(cut > 3, "it was hardly ever cut off");
}

#[test]
fn a_second_init_leaves_the_store_alone() {
    let office = Office::new();
    office.ok(&["open", "round", "--subject", "BTCTU"]);
    let before = office.verified();
    assert_eq!(office.refused(4, &["init"]).error, "store-exists");
    assert_eq!(office.verified(), before);
}

fn database(office: &Office) -> redb::Database {
    let mut builder = Builder::new();
    builder.set_concurrency_mode(ConcurrencyMode::MultiWriter);
    builder.open(office.store()).expect("the store opens")
}

#[test]
fn the_layout_has_a_version_and_a_newer_one_is_refused() {
    let office = Office::new();
    let db = database(&office);
    let read = db.begin_read().expect("a snapshot");
    let meta = read.open_table(META).expect("the table");
    assert_eq!(meta.get("schema").expect("the table").expect("a row").value(), SCHEMA.to_string());
    drop((meta, read));

    let write = db.begin_write().expect("a transaction");
    let newer = (SCHEMA + 1).to_string();
    write.open_table(META).expect("the table").insert("schema", newer.as_str()).map(|_| ()).expect("a row");
    write.commit().expect("a commit");
    drop(db);
    match Store::open(&office.store(), Duration::from_secs(1)) {
        Err(StoreError::Newer { path, found, known }) => {
            assert_eq!((path, found, known), (office.store(), SCHEMA + 1, SCHEMA));
        }
        other => panic!("{:?}", other.map(|store| store.path().to_owned())),
    }
    let refused = office.refused(4, &["list"]);
    assert_eq!(refused.error, "store-newer", "{}", refused.json);
}

/// A page of the file overwritten is told as damage of the file, or was of no account; it never ends the program.
#[test]
fn a_damaged_page_ends_in_an_error_that_names_the_file() {
    const PAGE: usize = 4096;
    let office = Office::new();
    office.ok(&["open", "round", "--subject", "BTCTU"]);
    let good = std::fs::read(office.store()).expect("the store");
    let pages = good.len() / PAGE;
    let mut told = 0;
    for sample in 0..24 {
        let page = 1 + (sample * 7919 + 31) % (pages - 1);
        let mut bytes = good.clone();
        bytes[page * PAGE..(page + 1) * PAGE].fill(if sample % 2 == 0 { 0 } else { 0xa5 });
        for line in [&["list"][..], &["verify"], &["open", "round", "--subject", "BTCTU", "--rehearse"]] {
            std::fs::write(office.store(), &bytes).expect("the store");
            let ran = office.run(&[line, &["--format", "json"]].concat());
            if ran.code == 0 {
                continue;
            }
            assert_eq!(ran.code, 4, "page {page}, {line:?}: {}{}", ran.stdout, ran.stderr);
            if !ran.stdout.is_empty() {
                assert!(ran.stdout.contains("\"ok\": false"), "page {page}: {}", ran.stdout);
                continue;
            }
            let refused = Refused::read(&ran.stderr);
            assert!(
                ["store-not-a-store", "store-corrupt"].contains(&refused.error.as_str()),
                "{}",
                refused.json
            );
            assert!(!ran.stderr.contains("panicked"), "{}", ran.stderr);
            told += 1;
        }
    }
    assert!(told > 0, "no page of any account was hit");
    std::fs::write(office.store(), &good).expect("the store");
    office.verified();
}

/// What a command line of the program reads from files, in bytes.
#[cfg(target_os = "linux")]
fn bytes_read(office: &Office, args: &[&str]) -> u64 {
    let command = office.command(args);
    let mut shell = std::process::Command::new("sh");
    // What a child has read counts for its parent once it has ended.
    shell
        .args(["-c", "\"$@\" >&2 || exit 1; cat /proc/$$/io", "sh"])
        .arg(command.get_program())
        .args(command.get_args());
    let output = shell.env("USER", "clerk").output().expect("the shell starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let count = text.lines().find_map(|line| line.strip_prefix("rchar: "));
    count.and_then(|count| count.parse().ok()).expect("a count of bytes")
}

/// Whether redb was built with its own checks, which read a file whole whenever it is opened.
#[cfg(target_os = "linux")]
fn redb_checks_itself() -> bool {
    const PAYLOAD: &[u8] = &[7; 4096];
    let file = tempfile::NamedTempFile::new().expect("a file");
    let mut builder = Builder::new();
    builder.set_concurrency_mode(ConcurrencyMode::MultiWriter);
    let db = builder.create(file.path()).expect("a database");
    let write = db.begin_write().expect("a transaction");
    let numbers: TableDefinition<'_, u64, &[u8]> = TableDefinition::new("numbers");
    for number in 0..1000 {
        write.open_table(numbers).expect("the table").insert(number, PAYLOAD).map(|_| ()).expect("a row");
    }
    write.commit().expect("a commit");
    drop(db);
    let read = || {
        let text = std::fs::read_to_string("/proc/thread-self/io").expect("what this thread has read");
        let count = text.lines().find_map(|line| line.strip_prefix("rchar: ")).map(str::parse::<usize>);
        count.expect("a line").expect("a count")
    };
    let before = read();
    let db = builder.open(file.path()).expect("the database");
    let after = read();
    drop(db);
    after - before > 500 * PAYLOAD.len()
}

#[cfg(target_os = "linux")]
#[test]
fn a_store_of_ten_thousand_cases_is_not_read_whole() {
    if redb_checks_itself() {
        return println!("not measured: this build of redb reads every file whole when it opens it");
    }
    let mut office = Office::new();
    office.ok(&["open", "round", "--subject", "BTCTU"]);
    let show = ["show", "VT-2022-001"];
    let done = |case| ["done", case, "letter", "--doc", "01-CV/BTCTU 22/9/2022"];
    office.on("2022-09-22");
    let small = (bytes_read(&office, &show), bytes_read(&office, &done("VT-2022-001")));

    multiply(&office, 100..=10_100);
    assert_eq!(office.json(&["list", "c.kind == \"request\""]).as_array().map(Vec::len), Some(10_014));

    let size = std::fs::metadata(office.store()).expect("the store").len();
    for (what, before, now) in [
        ("show", small.0, bytes_read(&office, &["show", "VT-2022-5000"])),
        ("done", small.1, bytes_read(&office, &done("VT-2022-002"))),
        ("tasks --overdue", small.0, bytes_read(&office, &["tasks", "--overdue"])),
        ("remind", small.1, bytes_read(&office, &["remind"])),
    ] {
        println!("{what}: {now} bytes read of {size}, {before} on a small store");
        assert!(now < size / 20, "{what} read {now} bytes of a store of {size}");
        assert!(now < before + 400_000, "{what} read {now} bytes, {before} on a small store");
    }
}
