//! `backup` and `restore`: a copy that is whole whatever happens meanwhile, and put back without losing anything.

mod support;

#[cfg(unix)]
#[path = "support/screen.rs"]
mod screen;

use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use support::killed::killed;
use support::tables::forge_entry_3;
use support::{Office, Ran};

/// A round, its backup, and a letter that was recorded after it.
fn office() -> (Office, PathBuf) {
    let mut office = Office::new();
    office.ok(&["open", "round", "--subject", "BTCTU"]);
    let file = office.home().join("b.redb");
    office.ok(&["backup", &typed(&file)]);
    office.on("2022-09-22").ok(&["done", "VT-2022-001", "letter", "--doc", "12-CV/BTCTU 22/9/2022"]);
    (office, file)
}

fn typed(file: &Path) -> String {
    file.to_string_lossy().into_owned()
}

/// The files beside the store that a restored one took the place of.
fn set_aside(office: &Office) -> Vec<PathBuf> {
    let folder = office.home().join("store");
    let files = std::fs::read_dir(folder).expect("the folder").flatten().map(|entry| entry.path());
    files.filter(|path| path.to_string_lossy().contains("before-restore")).collect()
}

/// Files that an interrupted copy left.
fn parts(folder: &Path) -> usize {
    let files = std::fs::read_dir(folder).expect("the folder").flatten();
    files.filter(|entry| entry.file_name().to_string_lossy().ends_with(".part")).count()
}

#[test]
fn what_is_restored_is_what_was_backed_up_and_what_was_there_is_kept() {
    let (mut office, file) = office();
    let entries = office.verified();
    let refused = office.refused(1, &["restore", &typed(&file)]);
    assert_eq!(refused.error, "restore-exists");
    assert_eq!(refused.facts["entries"], entries);
    assert_eq!(office.verified(), entries, "nothing was done without the word");
    let restored = office.on("2022-10-03").json(&["restore", &typed(&file), "--overwrite"]);
    let copied = restored["entries"].as_u64().expect("a count");
    assert_eq!(restored["lost"], entries - copied);
    assert_eq!(office.verified(), copied + 1, "the restoring is noted in the log");
    let open = office.json(&["tasks", "t.key == \"letter\" && t.is_open"]);
    assert_eq!(open.as_array().expect("tasks").len(), 13, "the letter is owed again");
    // What was recorded since is in the file that was set aside, which is a store like any other.
    let aside = set_aside(&office);
    assert_eq!((aside.len(), restored["aside"].as_str()), (1, aside[0].to_str()));
    let back = office.on("2022-10-04").json(&["restore", &typed(&aside[0]), "--overwrite"]);
    assert_eq!((&back["entries"], &back["lost"]), (&json!(entries), &Value::Null));
    let open = office.json(&["tasks", "t.key == \"letter\" && t.is_open"]);
    assert_eq!(open.as_array().expect("tasks").len(), 12);
    assert_eq!(set_aside(&office).len(), 2, "nothing is ever thrown away");
    // An empty home needs no word.
    let other = Office::empty();
    other.ok(&["restore", &typed(&file)]);
    assert_eq!(other.verified(), copied + 1);
    other.ok(&["done", "VT-2022-001", "letter", "--doc", "13-CV/BTCTU 21/9/2022"]);
}

#[test]
fn a_backup_never_takes_the_place_of_a_file_and_goes_by_default_into_its_folder() {
    let (office, file) = office();
    let before = std::fs::read(&file).expect("the backup");
    let is_as_before = || std::fs::read(&file).expect("the backup") == before;
    let refused = office.refused(4, &["backup", &typed(&file)]);
    assert_eq!((refused.error.as_str(), &refused.facts["path"]), ("store-exists", &json!(typed(&file))));
    assert!(is_as_before());
    let made = office.json(&["backup"]);
    let named = office.home().join("backups/quytrinh-2022-09-22-080000.redb");
    assert!(named.exists(), "{made}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = |path: &Path| path.metadata().expect("it is there").permissions().mode() & 0o777;
        assert_eq!((mode(&named), mode(named.parent().expect("a folder"))), (0o600, 0o700));
    }
    for args in [["backup", "--rehearse"].as_slice(), &["restore", "b.redb", "--rehearse"]] {
        assert_eq!(office.run(args).code, 2, "{args:?}");
    }
    let ran = office.run(&["restore", &typed(&office.home().join("none.redb"))]);
    assert!(ran.code == 4 && ran.stderr.contains("none.redb"), "{}", ran.stderr);
}

#[test]
fn what_is_not_in_order_is_neither_copied_nor_put_in_the_place() {
    let (office, file) = office();
    let entries = office.verified();
    let good = std::fs::read(office.store()).expect("the store");
    forge_entry_3(&file);
    let ran = office.run(&["restore", &typed(&file), "--overwrite"]);
    assert_eq!(ran.code, 4, "{}", ran.stderr);
    assert!(
        ran.stderr.contains("the backup is not in order") && ran.stdout.contains("entry 3"),
        "{}",
        ran.stdout
    );
    assert_eq!(office.verified(), entries);
    assert_eq!(set_aside(&office).len(), 0);
    forge_entry_3(&office.store());
    let to = office.home().join("c.redb");
    let ran = office.run(&["backup", &typed(&to)]);
    assert!(ran.code == 4 && ran.stderr.contains("Nothing was copied"), "{}", ran.stderr);
    assert!(!to.exists() && parts(office.home()) == 0);
    // No store at all, or half of one, is named; the one in the place is left alone.
    for (bytes, code) in [(b"no store".to_vec(), 4), (good[..good.len() / 2].to_vec(), 4)] {
        std::fs::write(&to, bytes).expect("a file");
        let ran = office.run(&["restore", &typed(&to), "--overwrite"]);
        assert!(ran.code == code && ran.stderr.contains("c.redb"), "{}", ran.stderr);
        assert_eq!(parts(&office.home().join("store")), 0);
    }
}

#[test]
fn a_store_that_cannot_be_opened_is_kept_when_a_backup_takes_its_place() {
    let (office, file) = office();
    std::fs::write(office.store(), b"what a broken disk left").expect("the store");
    let refused = office.refused(1, &["restore", &typed(&file)]);
    assert_eq!((refused.error.as_str(), &refused.facts["entries"]), ("restore-exists", &Value::Null));
    let ran = office.run(&["list"]);
    assert!(ran.code == 4 && ran.stderr.contains("restore FILE --overwrite"), "{}", ran.stderr);
    assert_eq!(office.json(&["restore", &typed(&file), "--overwrite"])["lost"], Value::Null);
    office.verified();
    assert_eq!(std::fs::read(&set_aside(&office)[0]).expect("it"), b"what a broken disk left");
}

#[test]
fn a_backup_of_a_store_in_use_is_whole() {
    let office = Office::new();
    office.ok(&["open", "round", "--subject", "BTCTU"]);
    let entries: Vec<u64> = std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            for n in 1..=13 {
                let case = format!("VT-2022-{n:03}");
                office.ok(&["done", &case, "letter", "--doc", &format!("{n}-CV/BTCTU 21/9/2022")]);
            }
        });
        let mut entries = Vec::new();
        while !writer.is_finished() {
            let to = office.home().join(format!("b{}.redb", entries.len()));
            entries.push(office.json(&["backup", &typed(&to)])["entries"].as_u64().expect("a count"));
        }
        entries
    });
    let last = office.verified();
    assert!(entries.len() > 1 && entries.is_sorted() && entries.iter().all(|n| *n <= last), "{entries:?}");
    assert!(entries.iter().any(|n| *n < last), "one was made meanwhile: {entries:?}");
    for (n, count) in entries.iter().enumerate() {
        let other = Office::empty();
        other.ok(&["restore", &typed(&office.home().join(format!("b{n}.redb")))]);
        assert_eq!(other.verified(), count + 1);
    }
}

#[test]
fn a_killed_backup_leaves_nothing_under_its_name_and_a_killed_restore_one_of_the_two() {
    let (office, file) = office();
    killed(&office, &["backup", "{home}/k.redb"], |office| {
        let made = office.home().join("k.redb");
        if made.exists() {
            let other = Office::empty();
            other.ok(&["restore", &typed(&made)]);
        }
    });
    let (entries, copied) = (office.verified(), {
        let other = Office::empty();
        other.ok(&["restore", &typed(&file)]);
        other.verified()
    });
    killed(&office, &["restore", "{home}/b.redb", "--overwrite"], |office| {
        let found = office.verified();
        assert!([entries, copied - 1, copied].contains(&found), "{found}");
        office.ok(&["restore", &typed(&office.home().join("b.redb")), "--overwrite"]);
    });
}

#[cfg(unix)]
#[test]
fn who_has_the_store_open_goes_on_with_the_one_that_is_restored() {
    let (office, file) = office();
    let screen = screen::Screen::repl(office.home(), 110);
    screen.line("tasks 't.key == \"letter\" && t.state == \"done\"'").wait("VT-2022-001");
    let restored = office.json(&["restore", &typed(&file), "--overwrite"]);
    screen
        .line("done VT-2022-002 letter --doc \"14-CV/BTCTU 22/9/2022\"")
        .wait("Recorded")
        .wait_without("Not done");
    screen.keys("exit\r");
    assert_eq!(screen.end(), 0);
    let first = office.json(&["history", "VT-2022-001"]);
    assert!(!first.to_string().contains("12-CV/BTCTU"), "it was recorded in the store before");
    assert!(office.json(&["history", "VT-2022-002"]).to_string().contains("14-CV/BTCTU"));
    assert!(office.verified() > restored["entries"].as_u64().expect("a count") + 1);
}

#[test]
fn a_restored_store_says_so() {
    let (office, file) = office();
    let Ran { stdout, .. } = office.run(&["restore", &typed(&file), "--overwrite"]);
    assert!(stdout.contains("is kept as") && stdout.contains("in that file only"), "{stdout}");
    let told = office.run_in("vi", &["restore", &typed(&file), "--overwrite"]).stdout;
    assert!(told.contains("1 mục cuối chỉ có trong tệp đó"), "{told}");
    assert_eq!(set_aside(&office).len(), 2);
}
