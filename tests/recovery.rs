//! A large store is in use again at once after a crash, however much it holds.
//!
//! `QUYTRINH_MEGABYTES` says how large; the promise is about 1000.

mod support;

use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};
use support::Office;
use support::dice::asked;
use support::many::multiply;

/// The size of the usual run, in megabytes.
const FEW: u64 = 24;
/// How many cases are made in one transaction.
const BATCH: u32 = 5_000;
/// The promise.
const A_MOMENT: Duration = Duration::from_secs(1);

fn megabytes(office: &Office) -> u64 {
    std::fs::metadata(office.store()).expect("the store").len() >> 20
}

/// How long a command takes.
fn takes(office: &Office, args: &[&str]) -> Duration {
    let start = Instant::now();
    office.ok(args);
    start.elapsed()
}

#[test]
fn a_large_store_is_in_use_again_at_once_after_a_crash() {
    let office = Office::untested();
    office.ok(&["open", "round", "--subject", "BTCTU"]);
    office.write(
        "scripts/bulk/rounds.rhai",
        "fn main() { for n in 0..40 { open_case(\"round\", \"BTCTU\"); } }\n",
    );
    let mut next = 100;
    while megabytes(&office) < asked("QUYTRINH_MEGABYTES").unwrap_or(FEW) {
        multiply(&office, next..=next + BATCH - 1);
        next += BATCH;
    }
    office.ok(&["show", "VT-2022-001"]);
    let usual = takes(&office, &["show", "VT-2022-001"]);
    for (what, line) in [
        ("looks", &["show", "VT-2022-001"][..]),
        ("acts", &["done", "VT-2022-001", "letter", "--doc", "1-CV/BTCTU 21/9/2022"]),
    ] {
        // Killed while it writes, in a transaction that has grown beyond what is kept in memory or not.
        let mut command = office.command(&["run", "scripts/bulk/rounds.rhai"]);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts");
        let (note, start) = (office.store().with_extension("holder.json"), Instant::now());
        let writes = |text: String| text.contains(&format!("\"pid\":{}", child.id()));
        while !std::fs::read_to_string(&note).is_ok_and(writes) {
            assert!(start.elapsed() < Duration::from_secs(60), "the script never began to write");
            thread::sleep(Duration::from_millis(1));
        }
        thread::sleep(Duration::from_millis(50));
        child.kill().expect("it runs");
        assert!(child.wait().expect("it ended").code().is_none(), "it was done before it could be killed");
        let first = takes(&office, line);
        println!(
            "{} MB: the first who {what} after a crash took {first:.1?}; a usual look {usual:.1?}",
            megabytes(&office)
        );
        assert!(first < A_MOMENT + usual, "the first who {what} took {first:?}");
    }
    office.verified();
}
