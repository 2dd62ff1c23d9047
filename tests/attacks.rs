//! Random attacks on a store's log, tables and bytes by somebody who holds the file. With seals every one is found, and
//! the first entry that is not as it was is named as far as it can be. Without, exactly those escape of which the
//! README says so ("What `verify` cannot see").
//!
//! `QUYTRINH_ATTACKS` says how many are played; attack N is the same each time, and `QUYTRINH_ATTACK=N` plays it alone.

mod support;

use redb::{
    Key, ReadableDatabase as _, ReadableTable, ReadableTableMetadata as _, TableDefinition, Value as Cell,
};
use redb::{ReadTransaction, WriteTransaction};
use serde_json::Value;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};
use support::dice::{Dice, asked};
use support::forger::{entries, rebuild};
use support::tables::*;
use support::{Office, Ran};

/// How many attacks are played when nobody says.
const FEW: u64 = 40;
/// How many offices are attacked at once.
const HANDS: u64 = 2;
/// How long one check may take, debug build and busy machine included.
const PATIENCE: Duration = Duration::from_secs(60);

/// What must be found without seals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Alone {
    Found,
    Escapes,
    /// The log was built anew with another text; whether the tables, which were not, show it depends on the text.
    Either,
    /// Whatever `verify` says good of must hold what the store held.
    AsItHolds,
}

/// What must be named with seals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Named {
    /// This entry, or the one after it, whose chain no longer fits.
    Entry(u64),
    /// A stretch with this entry in it, which begins after the last seal that fits.
    Around(u64),
    /// A row of this table.
    Table(&'static str),
    /// A file of an edition, or one of none.
    Edition,
    /// Something; damaged bytes may be anything.
    Something,
    /// Nothing at all: no seal covers what was refused.
    Nothing,
}

/// An attack as it came off.
struct Attack {
    class: &'static str,
    alone: Alone,
    named: Named,
}

/// A store as it should be, with what is needed to attack it and to hold it against.
struct Target {
    office: Office,
    good: Vec<u8>,
    log: Vec<Vec<u8>>,
    contents: Contents,
    /// Older copies, each with its last entry.
    older: Vec<(Vec<u8>, u64)>,
    /// The arguments that give `verify` every seal.
    seals: Vec<String>,
}

impl Target {
    fn new() -> Self {
        let (mut older, mut lines) = (Vec::new(), Vec::new());
        let mut keep = |office: &Office| {
            lines.push(office.ok(&["seal"]).trim().to_owned());
            older.push((std::fs::read(office.store()).expect("the store"), office.verified()));
        };
        let office = furnished(&mut keep);
        // Something refused, for the table of it.
        assert_eq!(office.run(&["done", "VT-2022-003", "answer"]).code, 1);
        let home = |name: &str| office.home().join(name).to_string_lossy().into_owned();
        let public = office.json(&["seal", "--new-key", &home("key")])["public_key"].clone();
        office.ok(&["seal", "--sign", &home("key"), "--to", &home("seals")]);
        let mut seals: Vec<String> = lines.into_iter().flat_map(|line| ["--seal".to_owned(), line]).collect();
        seals.extend(["--seals".to_owned(), home("seals"), "--key".to_owned()]);
        seals.push(public.as_str().expect("a key").to_owned());
        let good = std::fs::read(office.store()).expect("the store");
        let (log, contents) = (entries(&office.store()), contents(&office.store()).expect("it can be read"));
        Self { office, good, log, contents, older, seals }
    }

    fn last(&self) -> u64 {
        self.log.len() as u64
    }

    /// Plays an attack and holds what `verify` says against what it must; gives the class and what became of it.
    fn play(&self, office: &Office, seed: u64) -> (&'static str, &'static str) {
        std::fs::write(office.store(), &self.good).expect("the good store");
        let attack = self.attack(&office.store(), seed);
        let about = format!("attack {seed}, {}", attack.class);
        let altered = std::fs::read(office.store()).expect("the store");
        let alone = verify(office, &[], &about);
        match attack.alone {
            Alone::Found => assert_eq!(alone.code, 4, "{about}: {}", alone.stdout),
            Alone::Escapes => assert_eq!(alone.code, 0, "{about}: {}", alone.stdout),
            Alone::Either => {}
            Alone::AsItHolds => {
                let same = alone.code == 4 || contents(&office.store()).as_ref() == Some(&self.contents);
                assert!(same, "{about}: {}", alone.stdout);
            }
        }
        std::fs::write(office.store(), &altered).expect("the altered store");
        let sealed = verify(office, &self.seals, &about);
        let unharmed = attack.alone == Alone::AsItHolds && alone.code == 0;
        let wanted = if unharmed || attack.named == Named::Nothing { 0 } else { 4 };
        assert_eq!(sealed.code, wanted, "{about}: {}{}", sealed.stdout, sealed.stderr);
        if let Ok(verdict) = serde_json::from_str(&sealed.stdout) {
            assert!(names(&verdict, attack.named), "{about}: {:?} in {verdict}", attack.named);
        } else {
            assert_eq!(attack.named, Named::Something, "{about}: {}", sealed.stderr);
        }
        let became = match (unharmed, alone.code) {
            (true, _) => "without effect",
            (_, 0) if sealed.code == 0 => "escaped with seals too",
            (_, 0) => "found by seals only",
            _ => "found without seals",
        };
        (attack.class, became)
    }

    fn attack(&self, path: &Path, seed: u64) -> Attack {
        let mut dice = Dice(seed);
        let last = self.last();
        let at = 1 + dice.below(last);
        let found = |class, entry| Attack { class, alone: Alone::Found, named: Named::Entry(entry) };
        let escapes = |class, entry| Attack { class, alone: Alone::Escapes, named: Named::Around(entry) };
        let either = |class, entry| Attack { class, alone: Alone::Either, named: Named::Around(entry) };
        match seed % 20 {
            0 => {
                let json = spoiled(&self.log[place(at)], &mut dice);
                in_log(path, |log| {
                    let old = row(log, at);
                    put(log, at, &[&old[..32], &json].concat());
                });
                found("an entry edited", at)
            }
            1 => {
                let json = signed_by_another(&self.log[place(at)], &mut dice);
                in_log(path, |log| {
                    let before = if at == 1 { vec![0; 32] } else { row(log, at - 1) };
                    put(log, at, &chained(&before, &json));
                });
                // Behind the last entry there is no chain to break.
                let class = "an entry edited, its own hash mended";
                if at == last { escapes(class, at) } else { found(class, at) }
            }
            2 => {
                let mut all = self.log.clone();
                all[place(at)] = signed_by_another(&all[place(at)], &mut dice);
                write_log(path, &all);
                escapes("an entry edited, the chain mended", at)
            }
            3 => {
                let mut all = self.log.clone();
                all[place(at)] = on_another_day(&all[place(at)]);
                write_log(path, &all);
                if all == self.log {
                    return self.attack(path, seed + 20_000_000);
                }
                either("an act edited, the chain mended, the tables left", at)
            }
            4 => {
                in_log(path, |log| take(log, at));
                found("an entry cut out", at)
            }
            5 => {
                in_log(path, |log| {
                    for seq in at..last {
                        let next = row(log, seq + 1);
                        put(log, seq, &next);
                    }
                    take(log, last);
                });
                found("an entry cut out and the gap closed", at)
            }
            6 => {
                let mut all = self.log.clone();
                all.remove(place(at));
                write_log(path, &renumbered(&all));
                either("an entry cut out, the chain mended, the tables left", at)
            }
            7 => {
                in_log(path, |log| {
                    let copy = row(log, at);
                    put(log, last + 1, &copy);
                });
                found("an entry put behind the last", last + 1)
            }
            8 => {
                let mut all = self.log.clone();
                all.insert(place(at), self.log[place(1 + dice.below(last))].clone());
                write_log(path, &renumbered(&all));
                either("an entry put in, the chain mended, the tables left", at)
            }
            9 | 10 => {
                let other = 1 + (at + dice.below(last - 1)) % last;
                let (first, second) = (at.min(other), at.max(other));
                if seed % 20 == 9 {
                    in_log(path, |log| {
                        let (one, two) = (row(log, first), row(log, second));
                        put(log, first, &two);
                        put(log, second, &one);
                    });
                    return found("two entries changed places", first);
                }
                let mut all = self.log.clone();
                all.swap(place(first), place(second));
                write_log(path, &renumbered(&all));
                either("two entries changed places, the chain mended, the tables left", first)
            }
            11 => {
                in_log(path, |log| log.retain(|seq, _| seq < at).expect("the log"));
                found("the tail cut, the tables left", at)
            }
            12 => {
                rebuild(path, &self.log[..place(at)]).expect("they fit");
                escapes("the tail cut with all it did", at)
            }
            13 => {
                let mut all = self.log.clone();
                all[place(at)] = signed_by_another(&all[place(at)], &mut dice);
                rebuild(path, &all).expect("they fit");
                escapes("all built anew with another text", at)
            }
            14 => {
                let (copy, old) = &self.older[dice.index(self.older.len())];
                std::fs::write(path, copy).expect("the older copy");
                escapes("an older copy put in its place", old + 1)
            }
            15 | 16 => {
                let table = alter_a_row(path, &mut dice);
                Attack { class: "a row of a table", alone: Alone::Found, named: Named::Table(table) }
            }
            17 => {
                alter_a_blob(path, &mut dice);
                Attack { class: "a script of an edition", alone: Alone::Found, named: Named::Edition }
            }
            18 => {
                let bits = self.good.len() as u64 * 8;
                let bit = dice.below(bits);
                let mut bytes = self.good.clone();
                bytes[usize::try_from(bit / 8).expect("it fits")] ^= 1 << (bit % 8);
                std::fs::write(path, bytes).expect("the store");
                Attack { class: "a bit flipped", alone: Alone::AsItHolds, named: Named::Something }
            }
            _ if dice.below(4) == 0 => {
                alter_store(path, |tx| {
                    assert!(alter_nth(tx, REFUSED, &mut dice));
                });
                Attack { class: "an act that was refused", alone: Alone::Escapes, named: Named::Nothing }
            }
            _ => {
                let length = dice.index(self.good.len());
                std::fs::write(path, &self.good[..length]).expect("the store");
                Attack { class: "the file cut short", alone: Alone::AsItHolds, named: Named::Something }
            }
        }
    }
}

fn place(entry: u64) -> usize {
    usize::try_from(entry - 1).expect("a place")
}

/// Whether a verdict names what was attacked.
fn names(verdict: &Value, named: Named) -> bool {
    let (fault, seals) = (&verdict["fault"], &verdict["seals"]);
    let at = fault["seq"].as_u64().or(fault["expected"].as_u64());
    let covered = seals["covered"].as_u64().expect("a number");
    match named {
        Named::Entry(entry) => match at {
            Some(at) => (at == entry || at == entry + 1) && covered < entry,
            None => seals["missing"]["from"] == entry && covered < entry,
        },
        Named::Around(entry) => {
            let (from, to) = (seals["differs"]["from"].as_u64(), seals["differs"]["to"].as_u64());
            let in_seals = from.is_some_and(|from| from <= entry) && to.is_some_and(|to| to >= entry);
            covered < entry && (in_seals || at.is_some_and(|at| at >= entry))
        }
        Named::Table(table) => fault["table"] == table,
        Named::Edition => fault["fault"] == "edition" || fault["table"] == "blobs",
        Named::Something => true,
        Named::Nothing => verdict["ok"] == true,
    }
}

/// Runs `verify`, which must end in time with 0 or 4.
fn verify(office: &Office, seals: &[String], about: &str) -> Ran {
    let mut args = vec!["verify", "--format", "json"];
    args.extend(seals.iter().map(String::as_str));
    let mut command = office.command(&args);
    let mut child =
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
    let start = Instant::now();
    while child.try_wait().expect("it can be waited for").is_none() {
        if start.elapsed() > PATIENCE {
            child.kill().expect("it is stopped");
            assert!(start.elapsed() < PATIENCE, "{about}: it hangs");
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    let ran = Ran::of(child.wait_with_output().expect("what it said"));
    assert!(matches!(ran.code, 0 | 4), "{about}: exit code {}, {}{}", ran.code, ran.stdout, ran.stderr);
    assert!(!ran.stderr.contains("panicked"), "{about}: {}", ran.stderr);
    ran
}

fn in_log(path: &Path, alter: impl FnOnce(&mut LogTable<'_>)) {
    alter_store(path, |tx| alter(&mut tx.open_table(LOG).expect("the log")));
}

/// Writes a whole log, well chained; the tables are left.
fn write_log(path: &Path, all: &[Vec<u8>]) {
    in_log(path, |log| {
        log.retain(|_, _| false).expect("the log");
        let mut before = vec![0; 32];
        for (json, seq) in all.iter().zip(1..) {
            before = chained(&before, json);
            put(log, seq, &before);
        }
    });
}

/// An entry with one of its bytes changed.
fn spoiled(json: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut json = json.to_vec();
    let at = dice.index(json.len());
    json[at] ^= 1 << dice.below(7);
    json
}

/// An entry that says another did it, or for another reason.
fn signed_by_another(json: &[u8], dice: &mut Dice) -> Vec<u8> {
    let text = std::str::from_utf8(json).expect("JSON");
    let (old, new) = [("\"by\":\"", "\"by\":\"x"), ("\"why\":\"", "\"why\":\"x")][dice.index(2)];
    assert!(text.contains(old), "{text}");
    text.replacen(old, new, 1).into_bytes()
}

/// An entry whose event tells of another year, where it tells of one.
fn on_another_day(json: &[u8]) -> Vec<u8> {
    let text = std::str::from_utf8(json).expect("JSON");
    let (head, event) = text.split_once("\"event\":").expect("an event");
    format!("{head}\"event\":{}", event.replacen("\"2022-", "\"2021-", 1)).into_bytes()
}

/// Entries with the numbers of their places.
fn renumbered(all: &[Vec<u8>]) -> Vec<Vec<u8>> {
    let number = |(json, seq): (&Vec<u8>, u64)| {
        let mut entry: quytrinh::domain::event::Entry = serde_json::from_slice(json).expect("an entry");
        entry.seq = seq;
        serde_json::to_vec(&entry).expect("JSON")
    };
    all.iter().zip(1..).map(number).collect()
}

/// Changes or removes a row; not when there is none.
fn alter_nth<K: Key + 'static, V: Cell + 'static>(
    tx: &WriteTransaction,
    table: TableDefinition<'static, K, V>,
    dice: &mut Dice,
) -> bool {
    let mut table = tx.open_table(table).expect("the table");
    let len = usize::try_from(table.len().expect("a count")).expect("it fits");
    if len == 0 {
        return false;
    }
    let (key, mut value) = {
        let (key, value) = table.iter().expect("rows").nth(dice.index(len)).expect("a row").expect("a row");
        (K::as_bytes(&key.value()).as_ref().to_vec(), V::as_bytes(&value.value()).as_ref().to_vec())
    };
    if value.is_empty() || dice.below(2) == 0 {
        table.remove(K::from_bytes(&key)).expect("the table");
    } else {
        // The lowest bit of an ASCII letter: text stays text.
        let ascii: Vec<usize> = (0..value.len()).filter(|at| value[*at].is_ascii()).collect();
        value[ascii[dice.index(ascii.len())]] ^= 1;
        table.insert(K::from_bytes(&key), V::from_bytes(&value)).expect("the table");
    }
    true
}

macro_rules! derived {
    ($do:ident) => {
        $do! {
            ACTORS "actors", ACTORS_BY_KIND "actors_by_kind", ACTORS_BY_PARENT "actors_by_parent",
            ACTOR_NAMES "actor_names", CASES "cases", CASES_BY_KIND "cases_by_kind",
            CASES_BY_PARENT "cases_by_parent", CASES_BY_SUBJECT "cases_by_subject", TASKS "tasks",
            TASKS_BY_OWNER "tasks_by_owner", DUE "due", RUNGS "rungs", EXPIRIES "expiries",
            UNREACHED "unreached", DOCUMENTS "documents", OUTBOX "outbox", OUTBOX_WAITING "outbox_waiting",
            OUTBOX_BY_DAY "outbox_by_day", EDITIONS "editions", PACKAGES "packages", COUNTERS "counters",
            JOBS "jobs", FACTS "facts", LOG_BY_CASE "log_by_case"
        }
    };
}

/// Alters a row of one of the tables that follow from the log; gives its name.
fn alter_a_row(path: &Path, dice: &mut Dice) -> &'static str {
    let mut altered = "";
    alter_store(path, |tx| {
        macro_rules! one {
            ($($table:ident $name:literal),*) => {{
                let tables: &[(&'static str, &dyn Fn(&mut Dice) -> bool)] =
                    &[$(($name, &|dice| alter_nth(tx, $table, dice))),*];
                let (name, alter) = tables[dice.index(tables.len())];
                assert!(alter(dice), "{name} is empty");
                altered = name;
            }};
        }
        derived!(one);
    });
    altered
}

/// Alters a file of an edition, or adds one.
fn alter_a_blob(path: &Path, dice: &mut Dice) {
    alter_store(path, |tx| {
        if dice.below(4) == 0 {
            let mut blobs = tx.open_table(BLOBS).expect("the table");
            blobs.insert(format!("{:064x}", dice.next()).as_str(), b"x".as_slice()).expect("a row");
        } else {
            assert!(alter_nth(tx, BLOBS, dice));
        }
    });
}

/// Every row that `verify` vouches for, as bytes.
type Contents = BTreeMap<&'static str, Vec<(Vec<u8>, Vec<u8>)>>;

/// What a store holds; nothing when it cannot be read.
fn contents(path: &Path) -> Option<Contents> {
    let read = || {
        let db = open_to_read(path);
        let tx = db.begin_read().expect("a snapshot");
        let mut all = Contents::new();
        macro_rules! each {
            ($($table:ident $name:literal),*) => { $(all.insert($name, rows(&tx, $table));)* };
        }
        derived!(each);
        all.insert("log", rows(&tx, LOG));
        all.insert("blobs", rows(&tx, BLOBS));
        all
    };
    catch_unwind(AssertUnwindSafe(read)).ok()
}

fn rows<K: Key + 'static, V: Cell + 'static>(
    tx: &ReadTransaction,
    table: TableDefinition<'static, K, V>,
) -> Vec<(Vec<u8>, Vec<u8>)> {
    let table = tx.open_table(table).expect("the table");
    let bytes = table.iter().expect("rows").map(|row| {
        let (key, value) = row.expect("a row");
        (K::as_bytes(&key.value()).as_ref().to_vec(), V::as_bytes(&value.value()).as_ref().to_vec())
    });
    bytes.collect()
}

#[test]
fn with_seals_all_are_found_and_without_exactly_those_that_are_told_of_escape() {
    let target = Target::new();
    let seeds = match asked("QUYTRINH_ATTACK") {
        Some(seed) => seed..seed + 1,
        None => 0..asked("QUYTRINH_ATTACKS").unwrap_or(FEW),
    };
    let hand = |hand: u64| {
        let office = target.office.copy();
        let mine = seeds.clone().filter(|seed| seed % HANDS == hand);
        mine.map(|seed| target.play(&office, seed)).collect::<Vec<_>>()
    };
    let mut tally: BTreeMap<(&str, &str), u64> = BTreeMap::new();
    std::thread::scope(|scope| {
        let hands: Vec<_> = (0..HANDS).map(|number| scope.spawn(move || hand(number))).collect();
        for played in hands.into_iter().flat_map(|hand| hand.join().expect("an attack went as it must")) {
            *tally.entry(played).or_default() += 1;
        }
    });
    for ((class, became), count) in &tally {
        println!("{count:>5}  {class}: {became}");
    }
    assert_eq!(tally.values().sum::<u64>(), seeds.end - seeds.start);
}
