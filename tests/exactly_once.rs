//! Reminders exactly once under kills: two sweeps at once, one or both killed anywhere, then one that is left alone.
//! The receiver is a command of the office that counts what arrives.
//!
//! `QUYTRINH_KILL_SEEDS` sets how often each kill point is played; the default is a short run.
#![cfg(unix)]

mod support;

use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};
use support::Office;

/// Where in the course of a sweep it is killed, in parts of its usual time.
const POINTS: u64 = 25;
const DAY: &str = "2022-11-10";

/// A round with eleven answers so late that every rung of each is due, and a receiver that keeps each arrival.
fn prepared() -> Office {
    let mut office = Office::new();
    office.ok(&["open", "round", "--subject", "BTCTU"]);
    office.on("2022-09-22");
    for number in 1..=11 {
        office.ok(&["done", &format!("VT-2022-{number:03}"), "letter", "--doc", "12-CV/BTCTU 22/9/2022"]);
    }
    office.write(
        "receive.sh",
        "part=$(mktemp \"$1/XXXXXXXX\") && cat > \"$part\" && mv \"$part\" \"$part.json\"\n",
    );
    office.on(DAY);
    office
}

/// An office that starts as the prepared one stands, with a receiver of its own.
fn office(prepared: &Office) -> Office {
    let office = prepared.copy();
    let (script, arrivals) = (office.home().join("receive.sh"), office.home().join("arrived"));
    std::fs::create_dir_all(&arrivals).expect("a folder");
    let settings = format!(
        "[channels]\nletters = \"command\"\ndigests = \"command\"\n[command]\nrun = [\"/bin/sh\", \"{}\", \"{}\"]\n",
        script.display(),
        arrivals.display()
    );
    office.write("quytrinh.toml", &settings);
    office
}

/// How often each message arrived, and how often each reminder did: by itself, or carried by another.
fn arrivals(home: &Path) -> (BTreeMap<String, u32>, BTreeMap<String, u32>) {
    let (mut messages, mut reminders) = (BTreeMap::new(), BTreeMap::new());
    for entry in std::fs::read_dir(home.join("arrived")).expect("arrivals").flatten() {
        if entry.path().extension().is_none_or(|ending| ending != "json") {
            continue;
        }
        let text = std::fs::read_to_string(entry.path()).expect("a message");
        let message: Value = serde_json::from_str(&text).expect("a whole message");
        let key = message["key"].as_str().expect("a key").to_owned();
        *messages.entry(key.clone()).or_insert(0) += 1;
        let covers = message["covers"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let own = (message["form"] != "digest").then_some(key.as_str());
        for reminder in covers.chain(own) {
            *reminders.entry(reminder.to_owned()).or_insert(0) += 1;
        }
    }
    (messages, reminders)
}

fn sweep(office: &Office) -> Child {
    let mut command = office.command(&["remind"]);
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("a sweep")
}

/// A number that looks random and is the same for the same seed.
fn scatter(seed: u64) -> u64 {
    let mut x = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(0x2545_F491_4F6C_DD1D);
    x ^= x >> 29;
    x = x.wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x ^ (x >> 32)
}

#[expect(clippy::disallowed_methods, reason = "how long a test runs is set from outside")]
fn seeds() -> Option<u64> {
    std::env::var("QUYTRINH_KILL_SEEDS").ok().and_then(|seeds| seeds.parse().ok())
}

#[test]
fn no_reminder_is_lost_or_doubled_however_sweeps_are_killed() {
    let prepared = prepared();
    let twin = office(&prepared);
    let start = Instant::now();
    twin.ok(&["remind"]);
    let usual = start.elapsed();
    let (messages, wanted) = arrivals(twin.home());
    assert_eq!((messages.len(), wanted.len()), (12, 44), "eleven letters and a digest carry every rung");
    assert!(messages.values().all(|times| *times == 1));

    let (mut landed, mut repeats) = (0, 0);
    for seed in 0..seeds().unwrap_or(1) {
        for point in (0..POINTS).step_by(if seeds().is_some() { 1 } else { 3 }) {
            let office = office(&prepared);
            let chance = scatter(seed * POINTS + point);
            let jitter = usual.mul_f64((chance % 1000) as f64 / 1000.0 / POINTS as f64);
            let wait = usual.mul_f64(point as f64 / POINTS as f64) + jitter;
            let mut sweeps = [sweep(&office), sweep(&office)];
            std::thread::sleep(wait);
            let both = chance.is_multiple_of(3);
            for (index, child) in sweeps.iter_mut().enumerate() {
                if (both || index as u64 == chance % 2) && child.try_wait().expect("a state").is_none() {
                    child.kill().expect("it is killed");
                    landed += 1;
                }
            }
            sweeps.iter_mut().for_each(|child| drop(child.wait()));
            office.ok(&["remind"]);
            let (messages, reminders) = arrivals(office.home());
            let place = format!("seed {seed}, point {point}, after {wait:?}");
            assert_eq!(
                reminders.keys().collect::<Vec<_>>(),
                wanted.keys().collect::<Vec<_>>(),
                "lost or strange: {place}"
            );
            repeats += messages.values().map(|times| times - 1).sum::<u32>();
            let kept = office.json(&["outbox"]);
            let states: Vec<&Value> =
                kept.as_array().expect("messages").iter().map(|m| &m["state"]).collect();
            assert_eq!(states, vec!["delivered"; 12], "{place}");
            assert_eq!(office.json(&["remind"])["messages"].as_array().map(Vec::len), Some(0), "{place}");
            office.verified();
        }
    }
    println!("kills that landed: {landed}; messages that arrived again under the same key: {repeats}");
    assert!(usual < Duration::from_secs(30));
}
