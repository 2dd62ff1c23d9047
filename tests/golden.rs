//! Stores that earlier versions of the program made: each opens, verifies, and the work goes on in it.

mod support;

use std::path::{Path, PathBuf};
use support::Office;

/// The files, each named after its schema.
fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("store/golden");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("the folder").flatten().map(|entry| entry.path()).collect();
    files.sort_unstable();
    files
}

#[test]
fn each_earlier_schema_has_a_file_up_to_the_present_one() {
    let names: Vec<String> = files()
        .iter()
        .map(|file| file.file_name().unwrap_or_default().to_string_lossy().into_owned())
        .collect();
    let wanted: Vec<String> = (1..=quytrinh::store::SCHEMA).map(|n| format!("schema-{n}.redb")).collect();
    assert_eq!(names, wanted);
}

#[test]
fn a_store_of_an_earlier_version_verifies_and_goes_on() {
    for file in files() {
        let mut office = Office::new();
        std::fs::copy(&file, office.store()).expect("the store");
        office.on("2022-10-17");
        assert_eq!(office.verified(), 678, "{}", file.display());
        assert_eq!(office.json(&["list", "c.is_open"]).as_array().map(Vec::len), Some(13));
        let why = office.ok(&["why", "VT-2022-001"]);
        assert!(why.contains("13/10/2022"), "{why}");
        // Its reminders go on, its cases keep the edition they were opened with, and a new one is published beside it.
        let told = office.json(&["remind"]);
        assert_eq!(told["messages"].as_array().map(|all| !all.is_empty()), Some(true), "{told}");
        office.ok(&["resume", "VT-2022-003"]);
        office.ok(&["done", "VT-2022-001", "answer", "--outcome", "no-reply"]);
        office.ok(&["history", "VT-2022-001", "--refused"]);
        office.ok(&["backup", &office.home().join("b.redb").to_string_lossy()]);
        office.verified();
    }
}
