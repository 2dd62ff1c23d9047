//! Reminders exactly once under kills: two sweeps at once, one or both killed anywhere, then one that is left alone.
//! The receiver is a command of the office that keeps every arrival, or a mail server.
//!
//! `QUYTRINH_KILL_SEEDS` says how often each kill point is played; without it a part of them is played once.
#![cfg(unix)]
#![expect(
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops where it fails, and tells what it counted"
)]

mod support;

use quytrinh::domain::event::Event;
use quytrinh::store::Store;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};
use support::Office;
use support::clerk::text;
use support::smtp::{Options, SmtpServer};

/// Where in the course of a sweep it is killed, in parts of its usual time.
const POINTS: u64 = 25;
/// How many offices are played at once.
const HANDS: u64 = 2;
const DAY: &str = "2022-11-10";
/// The letters and the digest of a sweep of that day.
const MESSAGES: usize = 12;

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
fn with_command(prepared: &Office) -> Office {
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

/// The same, with a mail server.
fn with_mail(prepared: &Office) -> (Office, SmtpServer) {
    let (office, server) = (prepared.copy(), SmtpServer::start(Options::default()));
    let settings = format!(
        "[channels]\nletters = \"mail\"\ndigests = \"mail\"\n[mail]\nserver = \"localhost\"\nport = {}\ntls = \
         \"none\"\nfrom = \"btctu@example.vn\"\n",
        server.address.port()
    );
    office.write("quytrinh.toml", &settings);
    (office, server)
}

/// What came to the receiver: under each key, each text that arrived.
type Arrivals = BTreeMap<String, Vec<String>>;

fn arrivals(office: &Office) -> Arrivals {
    let mut arrivals = Arrivals::new();
    for entry in std::fs::read_dir(office.home().join("arrived")).expect("arrivals").flatten() {
        if entry.path().extension().is_none_or(|ending| ending != "json") {
            continue;
        }
        let message = std::fs::read_to_string(entry.path()).expect("a message");
        // An order whose line does not end was cut off by a kill: it is no message, and comes again whole.
        if message.ends_with('\n') {
            let json: Value = serde_json::from_str(&message).unwrap_or_else(|e| panic!("{e}: {message}"));
            arrivals.entry(text(&json, "key").to_owned()).or_default().push(message);
        }
    }
    arrivals
}

/// The mails of a server by their keys, each without the moment it was sent.
fn mails(server: &SmtpServer) -> Arrivals {
    let mut arrivals = Arrivals::new();
    for mail in server.mails() {
        let whole: String = mail.raw.lines().filter(|line| !line.starts_with("Date: ")).collect();
        arrivals.entry(mail.header("X-Quytrinh-Key").to_owned()).or_default().push(whole);
    }
    arrivals
}

/// How often a message came that had come before.
fn repeats(arrivals: &Arrivals) -> usize {
    arrivals.values().map(|texts| texts.len() - 1).sum()
}

/// Each reminder, with the keys of the messages that brought it: by itself or among others.
fn reminders(arrivals: &Arrivals) -> BTreeMap<String, BTreeSet<String>> {
    let mut reminders: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (key, texts) in arrivals {
        let json: Value = serde_json::from_str(&texts[0]).expect("JSON");
        let covers = json["covers"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let own = (json["form"] == "letter").then_some(key.as_str());
        for reminder in covers.chain(own) {
            reminders.entry(reminder.to_owned()).or_default().insert(key.clone());
        }
    }
    reminders
}

/// What the store holds: each message with its state, and how often each rung is recorded as fired.
#[derive(Debug, PartialEq, Eq)]
struct Kept {
    messages: BTreeMap<String, String>,
    fired: BTreeMap<String, u32>,
}

fn kept(office: &Office) -> Kept {
    let store = Store::open(&office.store(), Duration::from_secs(10)).expect("the store");
    let tx = store.read().expect("a snapshot");
    let made = tx.messages_made(chrono::NaiveDate::MIN, chrono::NaiveDate::MAX).expect("messages");
    let mut fired = BTreeMap::new();
    for stored in tx.entries(0, usize::MAX).expect("the log") {
        if let (Some(case), Event::RungFired { task, rung, .. }) = (stored.entry.case, stored.entry.event) {
            *fired.entry(format!("{case} {task} {rung}")).or_insert(0) += 1;
        }
    }
    let messages = made.into_iter().map(|message| (message.key, message.state.name().to_owned())).collect();
    Kept { messages, fired }
}

/// A sweep that was never killed, as the measure of those that were.
struct Twin {
    kept: Kept,
    usual: Duration,
}

impl Twin {
    fn of(office: &Office, line: &[&str]) -> Self {
        let start = Instant::now();
        office.ok(line);
        let (usual, kept) = (start.elapsed(), kept(office));
        assert!(kept.fired.values().all(|times| *times == 1), "{kept:?}");
        assert!(kept.messages.values().all(|state| state == "delivered"), "{kept:?}");
        Self { kept, usual }
    }
}

/// What kills came to.
#[derive(Debug, Default)]
struct Tally {
    plays: u32,
    landed: u32,
    /// Both sweeps killed before anything had left, while messages left, and after the last.
    before: u32,
    amid: u32,
    after: u32,
    /// Messages that came again under the same key.
    repeats: usize,
}

impl Tally {
    fn add(&mut self, other: &Self) {
        self.plays += other.plays;
        self.landed += other.landed;
        self.before += other.before;
        self.amid += other.amid;
        self.after += other.after;
        self.repeats += other.repeats;
    }
}

fn start(office: &Office, line: &[&str]) -> Child {
    office.command(line).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("a sweep")
}

/// A number that looks random and is the same for the same seed.
fn scatter(seed: u64) -> u64 {
    let mut x = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(0x2545_F491_4F6C_DD1D);
    x ^= x >> 29;
    x = x.wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x ^ (x >> 32)
}

/// Starts two sweeps at once and kills one or both at a point of their course. Then one sweep is left alone, and the
/// store must hold what that of the twin holds.
fn killed(
    office: &Office,
    line: &[&str],
    twin: &Twin,
    seed: u64,
    point: u64,
    came: impl Fn() -> usize,
) -> Tally {
    let chance = scatter(seed * POINTS + point);
    let parts = point as f64 + (chance % 1000) as f64 / 1000.0;
    let wait = twin.usual.mul_f64(parts / POINTS as f64);
    let mut sweeps = [start(office, line), start(office, line)];
    std::thread::sleep(wait);
    let both = !chance.is_multiple_of(3);
    let mut tally = Tally { plays: 1, ..Tally::default() };
    for (index, child) in sweeps.iter_mut().enumerate() {
        if (both || index as u64 == chance % 2) && child.try_wait().expect("a state").is_none() {
            child.kill().expect("it is killed");
            tally.landed += 1;
        }
    }
    sweeps.iter_mut().for_each(|child| drop(child.wait()));
    if tally.landed == 2 {
        match came() {
            0 => tally.before += 1,
            all if all >= MESSAGES => tally.after += 1,
            _ => tally.amid += 1,
        }
    }
    office.ok(line);
    assert_eq!(kept(office), twin.kept, "seed {seed}, point {point}, after {wait:?}");
    office.verified();
    tally
}

#[expect(clippy::disallowed_methods, reason = "how long a test runs is set from outside")]
fn seeds() -> Option<u64> {
    std::env::var("QUYTRINH_KILL_SEEDS").ok().and_then(|seeds| seeds.parse().ok())
}

/// Plays every point of every seed, several at once; of a short run every `step`th point.
fn play(step: u64, points: impl Fn(&mut dyn Iterator<Item = (u64, u64)>) -> Tally + Sync) -> Tally {
    let step = if seeds().is_some() { 1 } else { step as usize };
    let all: Vec<(u64, u64)> = (0..seeds().unwrap_or(1))
        .flat_map(|seed| (0..POINTS).step_by(step).map(move |point| (seed, point)))
        .collect();
    let mut total = Tally::default();
    std::thread::scope(|scope| {
        let hands: Vec<_> = (0..HANDS)
            .map(|hand| {
                let (all, points) = (&all, &points);
                let mine = move |index: &(usize, &(u64, u64))| index.0 as u64 % HANDS == hand;
                scope.spawn(move || points(&mut all.iter().enumerate().filter(mine).map(|(_, one)| *one)))
            })
            .collect();
        hands.into_iter().for_each(|hand| total.add(&hand.join().expect("a hand")));
    });
    total
}

/// Every reminder came under one key, and what came again under a key was the same.
fn no_sweep_loses_or_doubles(line: &[&str], step: u64) {
    let prepared = prepared();
    let total = play(step, |points| {
        let office = with_command(&prepared);
        let twin = Twin::of(&office, line);
        let (wanted, keys) = (reminders(&arrivals(&office)), arrivals(&office));
        assert_eq!(repeats(&keys), 0);
        assert_eq!(wanted.len(), 44, "four rungs of eleven tasks");
        let mut tally = Tally::default();
        for (seed, point) in points {
            let office = with_command(&prepared);
            tally.add(&killed(&office, line, &twin, seed, point, || arrivals(&office).len()));
            let came = arrivals(&office);
            assert!(came.keys().eq(keys.keys()), "seed {seed}, point {point}: {:?}", came.keys());
            assert!(came.values().all(|texts| texts.iter().all(|text| *text == texts[0])), "{came:?}");
            assert_eq!(reminders(&came), wanted, "lost or doubled: seed {seed}, point {point}");
            tally.repeats += repeats(&came);
        }
        tally
    });
    println!("{}: {total:?}, lost: 0, doubled by key: 0", line.join(" "));
    assert!(total.landed > 0);
}

#[test]
fn no_reminder_is_lost_or_doubled_however_sweeps_are_killed() {
    no_sweep_loses_or_doubles(&["remind"], 3);
}

#[test]
fn no_reminder_is_lost_or_doubled_however_schedules_are_killed() {
    no_sweep_loses_or_doubles(&["schedule", "--once"], 6);
}

#[test]
fn a_mail_that_comes_again_after_a_kill_has_the_key_it_had() {
    let prepared = prepared();
    for request in prepared.json(&["list", "c.kind == \"request\""]).as_array().expect("cases") {
        let body = text(request, "subject");
        prepared.ok(&["actor", "set", body, "--set", &format!("email=van-phong-{body}@example.vn")]);
    }
    prepared.ok(&["actor", "set", "BTCTU", "--set", "email=btctu@example.vn"]);
    let total = play(5, |points| {
        let (office, server) = with_mail(&prepared);
        let twin = Twin::of(&office, &["remind"]);
        let keys = mails(&server);
        assert_eq!((keys.len(), repeats(&keys)), (MESSAGES, 0));
        let mut tally = Tally::default();
        for (seed, point) in points {
            let (office, server) = with_mail(&prepared);
            tally.add(&killed(&office, &["remind"], &twin, seed, point, || mails(&server).len()));
            let came = mails(&server);
            assert!(came.keys().eq(keys.keys()), "seed {seed}, point {point}: {:?}", came.keys());
            assert!(came.values().all(|texts| texts.iter().all(|text| *text == texts[0])), "{came:?}");
            tally.repeats += repeats(&came);
        }
        tally
    });
    println!("mail: {total:?}, lost: 0, doubled by key: 0");
    assert!(total.landed > 0);
}
