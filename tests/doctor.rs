//! `doctor`: each thing that can be wrong is told with what to do, and the exit code tells a machine.

mod support;

use serde_json::Value;
use std::time::{Duration, SystemTime};
use support::Office;
use support::clerk::text;
use support::tables::forge_entry_3;

/// What doctor finds of one check, and its exit code.
fn finds(office: &Office, check: &str) -> (String, String, i32) {
    let ran = office.run(&["doctor", "--format", "json"]);
    let findings: Value = serde_json::from_str(&ran.stdout).expect("findings");
    let found = findings.as_array().expect("findings").iter().find(|one| one["check"] == check);
    let found = found.expect("a finding of the check");
    assert!(found["state"] == "good" || !text(found, "hint").is_empty(), "{found}");
    (text(found, "state").to_owned(), text(found, "found").to_owned(), ran.code)
}

/// What doctor must find of one check, and its exit code.
fn expect(office: &Office, check: &str, state: &str, found: &str, code: i32) {
    assert_eq!(finds(office, check), (state.to_owned(), found.to_owned(), code), "{check}");
}

/// A round with a letter that went out on 22/9/2022.
fn office() -> Office {
    let mut office = Office::untested();
    office.ok(&["open", "round", "--subject", "BTCTU"]);
    office.on("2022-09-22").ok(&["done", "VT-2022-001", "letter", "--doc", "12-CV/BTCTU 22/9/2022"]);
    office
}

#[test]
fn where_nothing_is_wrong_everything_is_good_in_both_languages() {
    let office = office();
    office.ok(&["backup"]);
    let told = office.ok(&["doctor"]);
    assert_eq!(told.lines().count(), told.matches("[good] ").count(), "{told}");
    assert!(told.contains("14 open cases"), "{told}");
    let told = office.run_in("vi", &["doctor"]).stdout;
    assert_eq!(told.lines().count(), told.matches("[tốt] ").count(), "{told}");
}

#[test]
fn a_backup_that_is_missing_or_old_is_told() {
    let office = office();
    expect(&office, "backup", "attention", "none", 0);
    let made = office.json(&["backup"]);
    expect(&office, "backup", "good", "fresh", 0);
    let file = std::fs::File::options().write(true).open(text(&made, "file")).expect("the backup");
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_660_000_000);
    file.set_modified(long_ago).expect("another time");
    expect(&office, "backup", "attention", "old", 0);
    let told = office.run_in("vi", &["doctor"]).stdout;
    assert!(told.contains("09/08/2022, cách đây 44 ngày") && told.contains("quytrinh backup"), "{told}");
}

#[cfg(unix)]
#[test]
fn rights_that_are_too_wide_are_told_with_the_command_that_mends_them() {
    use std::os::unix::fs::PermissionsExt as _;
    let office = office();
    expect(&office, "rights", "good", "closed", 0);
    std::fs::set_permissions(office.store(), std::fs::Permissions::from_mode(0o640)).expect("rights");
    expect(&office, "rights", "bad", "open", 1);
    let told = office.run(&["doctor"]).stdout;
    assert!(told.contains(&format!("chmod 600 \"{}\"", office.store().display())), "{told}");
}

#[test]
fn a_store_that_is_gone_broken_or_altered_ends_with_code_4() {
    let office = office();
    let good = std::fs::read(office.store()).expect("the store");
    forge_entry_3(&office.store());
    expect(&office, "log", "bad", "altered", 4);
    let told = office.run(&["doctor"]).stdout;
    assert!(told.contains("2 entries are in order") && told.contains("restore FILE --overwrite"), "{told}");
    std::fs::write(office.store(), &good[..good.len() / 3]).expect("half a store");
    expect(&office, "store", "bad", "shut", 4);
    std::fs::remove_file(office.store()).expect("the store");
    expect(&office, "store", "bad", "missing", 4);
}

#[test]
fn reminders_that_nobody_sends_and_messages_that_do_not_arrive_are_told() {
    let mut office = office();
    office.on("2022-10-11");
    expect(&office, "reminders", "good", "current", 0);
    office.on("2022-10-17");
    expect(&office, "reminders", "bad", "late", 1);
    office.write("outbox", "a file where the folder should be");
    assert_eq!(office.run(&["remind"]).code, 4);
    expect(&office, "reminders", "good", "current", 1);
    expect(&office, "messages", "attention", "failed", 1);
    expect(&office, "outbox", "bad", "closed", 1);
    std::fs::remove_file(office.home().join("outbox")).expect("the file");
    office.ok(&["remind"]);
    expect(&office, "messages", "good", "delivered", 0);
}

#[test]
fn a_clock_that_stands_behind_and_days_off_that_are_not_known_are_told() {
    let mut office = office();
    office.on("2022-09-21");
    expect(&office, "clock", "bad", "behind", 1);
    office.on("2022-12-01");
    expect(&office, "calendar", "good", "decided", 1);
    office.ok(&["remind"]);
    std::fs::remove_file(office.home().join("calendars/2023.toml")).expect("the decision");
    expect(&office, "calendar", "attention", "expected", 0);
    office.write("calendars/2023.toml", "year = 2023\nholidays = [{ date = 2023-02-30, name = \"x\" }]\n");
    expect(&office, "calendar", "bad", "unread", 1);
    assert!(office.run(&["doctor"]).stdout.contains("2023.toml"));
}

#[test]
fn a_scheduled_script_that_failed_is_told() {
    let mut office = office();
    office.write(
        "scripts/jobs/broken.rhai",
        "//! Hỏng.\nfn job() { #{ at: \"0 7 * * *\" } }\nfn main() { fail(\"Thiếu dữ liệu\") }\n",
    );
    office.on("2022-09-23 08:00").run(&["schedule", "--once"]);
    expect(&office, "jobs", "attention", "failed", 0);
    assert!(office.run(&["doctor"]).stdout.contains("broken failed at 23/09/2022"));
}
