//! Four REPLs act on one store as fast as they can while they, and bulk scripts beside them, are killed at any moment; others
//! look on. Every act that was told as done is in the log once, and nobody waits longer than is promised.
//!
//! `QUYTRINH_CROWD` says how many acts each of the four does.

mod support;

use quytrinh::domain::event::Event;
use quytrinh::store::Store;
use serde_json::Value;
use std::collections::BTreeMap;
use std::process::Stdio;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};
use support::Office;
use support::dice::{Dice, asked};
use support::talk::Talk;

/// Acts of each in the usual run.
const FEW: u64 = 40;
const HANDS: u64 = 4;
/// How long an act may wait for others before it gives up, as the program has it.
const PATIENCE: Duration = Duration::from_secs(10);
const BULK: &str = "scripts/bulk/rounds.rhai";

/// What one of the four did.
#[derive(Default)]
struct Done {
    /// What was told as done, as [`marks`] finds it in the log.
    told: Vec<String>,
    killed: usize,
    longest: Duration,
}

/// A clerk at a REPL that is killed now and then, and started again.
struct Hand<'a> {
    office: &'a Office,
    number: u64,
    dice: Dice,
    /// About how many acts a REPL lives.
    life: u64,
    left: u64,
    talk: Talk,
    done: Done,
}

impl<'a> Hand<'a> {
    fn of(office: &'a Office, number: u64, life: u64) -> Self {
        let mut dice = Dice(number);
        let left = dice.below(life);
        Self { office, number, dice, life, left, talk: Talk::with(office), done: Done::default() }
    }

    /// Has a line carried out; gives what was said to it, or nothing when the REPL was killed meanwhile.
    fn says(&mut self, line: &str) -> Option<String> {
        let start = Instant::now();
        self.talk.says(line);
        if self.left == 0 {
            thread::sleep(Duration::from_micros(self.dice.below(8000)));
            let killed = std::mem::replace(&mut self.talk, Talk::with(self.office));
            killed.dies();
            self.left = self.dice.below(2 * self.life);
            self.done.killed += 1;
            return None;
        }
        self.left -= 1;
        // What is refused is told elsewhere; the next line is answered in any case.
        self.talk.says("\"xong\" + \" việc\"");
        let said = self.talk.hears("xong việc");
        let took = start.elapsed();
        assert!(took < PATIENCE, "`{line}` took {took:?}");
        self.done.longest = self.done.longest.max(took);
        Some(said)
    }

    /// Two of three acts set an actor of their own; the third opens a request, and its letter is sent.
    fn acts(mut self, acts: u64) -> Done {
        let mut request = None;
        for act in 0..acts {
            match (act % 3, request.take()) {
                (2, Some(case)) => {
                    let line = format!("done {case} letter --doc \"1-CV/BTCTU 21/9/2022\"");
                    if self.says(&line).is_some_and(|said| said.contains(&case)) {
                        self.done.told.push(format!("done {case} letter"));
                    }
                }
                (1, _) => {
                    let said = self.says("open request --subject 522 --parent DOT-2022-01");
                    request = said.as_deref().and_then(number).map(ToOwned::to_owned);
                    self.done.told.extend(request.iter().map(|case| format!("open {case}")));
                }
                _ => {
                    let actor = format!("T{}-{act}", self.number);
                    // What a kill has cut off is done again; the second time nothing may be left to do.
                    while self
                        .says(&format!("actor set {actor} --kind body --name \"Ban {actor}\""))
                        .is_none()
                    {}
                    self.done.told.push(format!("set {actor}"));
                }
            }
        }
        assert_eq!(self.talk.ends(), Some(0), "something was refused");
        self.done
    }
}

/// One of those who are at work; however it ends, the others do not wait for it.
struct AtWork<'a>(&'a AtomicUsize);

impl Drop for AtWork<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// The number of a request in what was said.
fn number(said: &str) -> Option<&str> {
    let found = &said[said.find("VT-2022-")?..];
    Some(
        &found
            [..found.find(|sign: char| !sign.is_ascii_alphanumeric() && sign != '-').unwrap_or(found.len())],
    )
}

/// What the log says was done, and how often.
fn marks(office: &Office) -> BTreeMap<String, usize> {
    let store = Store::open(&office.store(), PATIENCE).expect("the store");
    let mut found = BTreeMap::new();
    for stored in store.read().and_then(|tx| tx.entries(1, usize::MAX)).expect("the log") {
        let mark = match (stored.entry.case, stored.entry.event) {
            (_, Event::ActorSet { actor, .. }) => format!("set {}", actor.id),
            (_, Event::CaseOpened { case }) => format!("open {}", case.id),
            (Some(case), Event::TaskDone { task, .. }) => format!("done {case} {task}"),
            _ => continue,
        };
        *found.entry(mark).or_default() += 1;
    }
    found
}

/// Runs a bulk script again and again and kills every other run, until the four are done.
fn bulk(office: &Office, working: &AtomicUsize) {
    let mut dice = Dice(7);
    for turn in 0..20 {
        if working.load(Ordering::Relaxed) == 0 {
            return;
        }
        let mut command = office.command(&["run", BULK]);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts");
        if turn % 2 == 0 {
            thread::sleep(Duration::from_millis(dice.below(60)));
            child.kill().expect("it runs or has ended");
            child.wait().expect("it ended");
        } else {
            assert!(child.wait().expect("it ends").success(), "a bulk script was refused");
        }
    }
}

/// Looks and sweeps until the four are done; gives the longest look.
fn looks(office: &Office, working: &AtomicUsize) -> Duration {
    let mut longest = Duration::ZERO;
    while working.load(Ordering::Relaxed) > 0 {
        let start = Instant::now();
        office.ok(&["show", "DOT-2022-01"]);
        longest = longest.max(start.elapsed());
        office.ok(&["remind"]);
        thread::sleep(Duration::from_millis(50));
    }
    longest
}

#[test]
fn of_four_who_act_at_once_and_are_killed_every_act_told_as_done_is_there_once() {
    let office = Office::new();
    office.write(BULK, "fn main() { open_case(\"round\", \"BTCTU\"); }\n");
    office.ok(&["open", "round", "--subject", "BTCTU"]);
    let acts = asked("QUYTRINH_CROWD").unwrap_or(FEW);
    // Each is killed about fifty times, and never more often than at every tenth act.
    let life = (acts / 50).max(10);
    let working = AtomicUsize::new(usize::try_from(HANDS).expect("few"));
    let start = Instant::now();
    let (done, look) = thread::scope(|scope| {
        let (office, working) = (&office, &working);
        let hands = (0..HANDS).map(|number| {
            scope.spawn(move || {
                let _at_work = AtWork(working);
                Hand::of(office, number, life).acts(acts)
            })
        });
        let hands: Vec<_> = hands.collect();
        scope.spawn(|| bulk(office, working));
        let look = scope.spawn(|| looks(office, working));
        let done: Vec<Done> = hands.into_iter().map(|hand| hand.join().expect("a hand")).collect();
        (done, look.join().expect("who looks on"))
    });
    let took = start.elapsed();
    let entries = office.verified();
    let found = marks(&office);
    let told: Vec<&String> = done.iter().flat_map(|done| &done.told).collect();
    for mark in &told {
        assert_eq!(found.get(*mark), Some(&1), "{mark}");
    }
    assert!(
        found.iter().all(|(mark, times)| *times == 1 || !mark.starts_with("set T")),
        "an act stands twice"
    );
    // A bulk script stands with all its thirteen requests, or not at all.
    let cases = office.json(&["list"]);
    let cases = cases.as_array().expect("a list");
    let rounds = cases.iter().filter(|case| case["kind"] == "round").count();
    let theirs = |case: &&Value| case["parent"].as_str().is_some_and(|parent| parent != "DOT-2022-01");
    assert_eq!(cases.iter().filter(theirs).count(), 13 * (rounds - 1));
    let killed: usize = done.iter().map(|done| done.killed).sum();
    let longest = done.iter().map(|done| done.longest).max().unwrap_or_default();
    println!(
        "{} acts told as done in {took:.1?}, {killed} REPLs killed, {rounds} rounds, {entries} entries; the longest act \
         took {longest:.1?}, the longest look {look:.1?}",
        told.len(),
    );
    assert!(told.len() as u64 > acts * HANDS / 2 && killed > 0);
    assert!(look < PATIENCE, "who only reads waited {look:?}");
}
