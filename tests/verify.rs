//! `verify` finds what was altered behind the program's back, and says where.

mod support;

use redb::{ReadableTable, WriteTransaction};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use support::Office;
use support::tables::*;

/// A home in which every table has a row, and its store as it should be.
struct Tampered {
    office: Office,
    good: Vec<u8>,
    entries: u64,
}

impl Tampered {
    fn new() -> Self {
        let office = furnished(|_| {});
        let entries = office.verified();
        let good = std::fs::read(office.store()).expect("the store");
        Self { office, good, entries }
    }

    /// Alters a good store; gives what `verify` finds, which must be something.
    fn fault(&self, what: &str, alter: impl FnOnce(&WriteTransaction)) -> Value {
        std::fs::write(self.office.store(), &self.good).expect("the good store");
        alter_store(&self.office.store(), alter);
        let ran = self.office.run(&["verify", "--format", "json"]);
        assert_eq!(ran.code, 4, "{what}: {}{}", ran.stdout, ran.stderr);
        let verdict: Value = serde_json::from_str(&ran.stdout).expect("a verdict");
        assert_eq!(verdict["ok"], false, "{what}: {verdict}");
        assert!(verdict["entries"].as_u64().is_some_and(|n| n <= self.entries + 1), "{what}: {verdict}");
        verdict["fault"].clone()
    }

    /// Alters the log; gives what `verify` finds.
    fn log(&self, what: &str, alter: impl FnOnce(&mut LogTable<'_>)) -> Value {
        self.fault(what, |tx| alter(&mut tx.open_table(LOG).expect("the log")))
    }
}

#[test]
fn a_clean_store_is_counted_to_its_last_row() {
    let t = Tampered::new();
    let verdict = t.office.json(&["verify"]);
    assert_eq!(verdict.get("fault"), None);
    let db = open(&t.office.store());
    let tx = redb::ReadableDatabase::begin_read(&db).expect("a snapshot");
    let log = tx.open_table(LOG).expect("the log");
    let (last, row) = log.last().expect("the log").expect("an entry");
    let head: String = row.value()[..32].iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(redb::ReadableTableMetadata::len(&log).expect("a count"), verdict["entries"]);
    assert_eq!((json!(last.value()), json!(head)), (verdict["entries"].clone(), verdict["head"].clone()));
}

#[test]
fn an_altered_entry_is_named() {
    let t = Tampered::new();
    let last = t.entries;
    let at = |seq: u64| json!({ "fault": "hash", "seq": seq });

    let found = t.log("an edited entry", |log| {
        let old = row(log, 580);
        let json = reworded(&old, "\"by\":\"clerk\"", "\"by\":\"clark\"");
        put(log, 580, &[&old[..32], &json].concat());
    });
    assert_eq!(found, at(580));

    let found = t.log("an edited entry with its own hash mended", |log| {
        let json = reworded(&row(log, 580), "\"by\":\"clerk\"", "\"by\":\"clark\"");
        put(log, 580, &chained(&row(log, 579), &json));
    });
    assert_eq!(found, at(581));

    let found = t.log("a hash that was changed", |log| {
        let mut bytes = row(log, last);
        bytes[5] ^= 1;
        put(log, last, &bytes);
    });
    assert_eq!(found, at(last));

    let found = t.log("the first entry edited", |log| {
        let old = row(log, 1);
        let json = reworded(&old, "clerk", "clark");
        put(log, 1, &[&old[..32], &json].concat());
    });
    assert_eq!(found, at(1));
}

#[test]
fn a_missing_added_or_moved_entry_is_named() {
    let t = Tampered::new();
    let last = t.entries;
    let gap = |expected: u64, found: u64| json!({ "fault": "gap", "expected": expected, "found": found });

    assert_eq!(t.log("an entry cut out", |log| take(log, 580)), gap(580, 581));
    assert_eq!(t.log("the first entry cut", |log| take(log, 1)), gap(1, 2));
    let cut = t.log("the last entry cut", |log| take(log, last));
    assert_eq!(cut["fault"], "table", "what the entry did still stands in the tables: {cut}");
    let emptied = t.log("the whole log cut", |log| log.retain(|_, _| false).expect("the log"));
    assert_eq!(emptied["fault"], "table", "{emptied}");

    let found = t.log("an entry closed up after a cut", |log| {
        for seq in 580..last {
            let next = row(log, seq + 1);
            put(log, seq, &next);
        }
        take(log, last);
    });
    assert_eq!(found, json!({ "fault": "hash", "seq": 580 }));

    assert_eq!(t.log("an entry before the first", |log| put(log, 0, &[7; 64])), gap(1, 0));
    let found = t.log("an entry after the last", |log| {
        let copy = row(log, last);
        put(log, last + 1, &copy);
    });
    assert_eq!(found, json!({ "fault": "hash", "seq": last + 1 }));
    let found = t.log("an entry far behind", |log| {
        let copy = row(log, last);
        put(log, last + 10, &copy);
    });
    assert_eq!(found, gap(last + 1, last + 10));

    let found = t.log("two entries swapped", |log| {
        let (one, other) = (row(log, 580), row(log, 581));
        put(log, 580, &other);
        put(log, 581, &one);
    });
    assert_eq!(found, json!({ "fault": "hash", "seq": 580 }));
}

#[test]
fn an_entry_that_is_well_chained_must_also_be_one_and_fit() {
    let t = Tampered::new();
    let next = t.entries + 1;
    let forged = |what: &str, json: &dyn Fn(&[u8]) -> Vec<u8>| {
        t.log(what, |log| {
            let last = row(log, next - 1);
            put(log, next, &chained(&last, &json(&last)));
        })
    };
    let found = forged("no JSON", &|_| b"{".to_vec());
    assert_eq!((&found["fault"], &found["seq"]), (&json!("unreadable"), &json!(next)));
    let found = forged("the number of another entry inside", &|last| last[32..].to_vec());
    assert_eq!((&found["fault"], &found["seq"]), (&json!("unreadable"), &json!(next)));
    let found = t.log("a row too short for a hash", |log| put(log, next, &[1, 2, 3]));
    assert_eq!((&found["fault"], &found["seq"]), (&json!("unreadable"), &json!(next)));

    let entry = |case: &str, event: Value| {
        let entry = json!({
            "seq": next, "at": "2022-10-14T01:00:00Z", "by": "clerk", "why": "forged", "case": case, "event": event,
        });
        serde_json::to_vec(&entry).expect("JSON")
    };
    let closing = |case: &str| {
        entry(case, json!({ "type": "case-closed", "on": "2022-10-14", "outcome": "withdrawn" }))
    };
    let found = forged("an act on a case that is not there", &|_| closing("VT-2022-099"));
    assert_eq!((&found["fault"], &found["seq"]), (&json!("unfit"), &json!(next)));
    let found = forged("an act of no known kind", &|_| entry("VT-2022-001", json!({ "type": "case-burnt" })));
    assert_eq!((&found["fault"], &found["seq"]), (&json!("unreadable"), &json!(next)));
    // Well formed and fitting, but the tables were not told.
    let found = forged("an act that no table shows", &|_| closing("VT-2022-001"));
    assert_eq!(found["fault"], "table", "{found}");
    assert_eq!(found["table"], "cases", "{found}");
}

/// What `verify` says of a row that differs.
fn in_table(table: &str, kind: &str, key: &str) -> Value {
    json!({ "fault": "table", "table": table, "kind": kind, "key": key })
}

#[test]
fn a_changed_missing_or_added_row_is_named_with_its_table() {
    let t = Tampered::new();
    macro_rules! rows {
        ($($table:ident $name:literal: $key:expr, $shown:expr, $new:expr;)*) => {$(
            let found = t.fault($name, |tx| {
                let mut table = tx.open_table($table).expect("the table");
                let mut bytes = table.get($key).expect("the table").expect("a row").value().to_vec();
                // One more space leaves the JSON what it was; the bytes must still be those the log gives.
                bytes.push(b' ');
                table.insert($key, bytes.as_slice()).expect("a row");
            });
            assert_eq!(found, in_table($name, "different", $shown));
            let found = t.fault($name, |tx| {
                let mut table = tx.open_table($table).expect("the table");
                assert!(table.remove($key).expect("the table").is_some());
            });
            assert_eq!(found, in_table($name, "missing", $shown));
            let found = t.fault($name, |tx| {
                let mut table = tx.open_table($table).expect("the table");
                assert!(table.insert($new, b"{}".as_slice()).expect("the table").is_none());
            });
            assert_eq!((&found["table"], &found["kind"]), (&json!($name), &json!("extra")), "{found}");
        )*};
    }
    let message = waiting(&t);
    let edition = t.office.json(&["list"])[0]["edition"].as_str().expect("an edition").to_owned();
    let quoted = |text: &str| format!("{text:?}");
    rows! {
        ACTORS "actors": "535", "\"535\"", "AAA";
        CASES "cases": "VT-2022-001", "\"VT-2022-001\"", "VT-2022-099";
        TASKS "tasks": ("VT-2022-001", "answer", 1), "(\"VT-2022-001\", \"answer\", 1)", ("VT-2022-001", "answer", 2);
        DOCUMENTS "documents": ("VT-2022-001", 1), "(\"VT-2022-001\", 1)", ("VT-2022-001", 2);
        JOBS "jobs": "remind", "\"remind\"", "x";
        OUTBOX "outbox": message.as_str(), &quoted(&message), "x";
        EDITIONS "editions": edition.as_str(), &quoted(&edition), "x";
    }
}

/// The key of the message that could not leave.
fn waiting(t: &Tampered) -> String {
    let fired = t.office.json(&["history", "VT-2022-001"]);
    let events = fired.as_array().expect("entries").iter().map(|entry| &entry["event"]);
    let queued = events.flat_map(|event| event["messages"].as_array().into_iter().flatten());
    let keys: Vec<&str> = queued.filter_map(|message| message["key"].as_str()).collect();
    keys.last().map(|key| (*key).to_owned()).expect("a message")
}

#[test]
fn a_changed_counter_active_edition_or_calendar_is_named() {
    let t = Tampered::new();
    let found = t.fault("counters", |tx| {
        tx.open_table(COUNTERS).expect("the table").insert("VT-2022", 99).map(|_| ()).expect("a row");
    });
    assert_eq!(found, in_table("counters", "different", "\"VT-2022\""));
    let found = t.fault("packages", |tx| {
        tx.open_table(PACKAGES).expect("the table").insert("rotation", "0000").map(|_| ()).expect("a row");
    });
    assert_eq!(found, in_table("packages", "different", "\"rotation\""));
    let found = t.fault("facts", |tx| {
        tx.open_table(FACTS).expect("the table").insert("calendar", "0000").map(|_| ()).expect("a row");
    });
    assert_eq!(found, in_table("facts", "different", "\"calendar\""));
}

#[test]
fn an_index_row_too_few_or_too_many_is_named() {
    let t = Tampered::new();
    let message = waiting(&t);
    macro_rules! index {
        ($($table:ident $name:literal: $new:expr, $shown:expr;)*) => {$(
            let found = t.fault($name, |tx| {
                let mut table = tx.open_table($table).expect("the table");
                assert!(table.pop_last().expect("the table").is_some(), "{} is empty", $name);
            });
            assert_eq!((&found["table"], &found["kind"]), (&json!($name), &json!("missing")), "{found}");
            let found = t.fault($name, |tx| {
                let mut table = tx.open_table($table).expect("the table");
                assert!(table.insert($new, ()).expect("the table").is_none());
            });
            assert_eq!(found, in_table($name, "extra", $shown));
        )*};
    }
    index! {
        ACTORS_BY_KIND "actors_by_kind": ("cadre", "535"), "(\"cadre\", \"535\")";
        ACTORS_BY_PARENT "actors_by_parent": ("536", "21010"), "(\"536\", \"21010\")";
        ACTOR_NAMES "actor_names": ("son tay", "535"), "(\"son tay\", \"535\")";
        CASES_BY_KIND "cases_by_kind": ("rotation", "request", "closed", "VT-2022-001"), "(\"rotation\", \"request\", \"closed\", \"VT-2022-001\")";
        CASES_BY_PARENT "cases_by_parent": ("VT-2022-001", "VT-2022-002"), "(\"VT-2022-001\", \"VT-2022-002\")";
        CASES_BY_SUBJECT "cases_by_subject": ("535", "VT-2022-001"), "(\"535\", \"VT-2022-001\")";
        TASKS_BY_OWNER "tasks_by_owner": ("535", "VT-2022-001", "answer", 1), "(\"535\", \"VT-2022-001\", \"answer\", 1)";
        DUE "due": (1, "VT-2022-001", "answer", 1), "(1, \"VT-2022-001\", \"answer\", 1)";
        RUNGS "rungs": (1, "VT-2022-001", "answer", 1, "x"), "(1, \"VT-2022-001\", \"answer\", 1, \"x\")";
        EXPIRIES "expiries": (1, "VT-2022-001", "answer", 1), "(1, \"VT-2022-001\", \"answer\", 1)";
        UNREACHED "unreached": (1, "VT-2022-001", "answer", 1, "x"), "(1, \"VT-2022-001\", \"answer\", 1, \"x\")";
        OUTBOX_WAITING "outbox_waiting": ("VT-2022-001", "answer", "x"), "(\"VT-2022-001\", \"answer\", \"x\")";
        OUTBOX_BY_DAY "outbox_by_day": (1, "x"), "(1, \"x\")";
        LOG_BY_CASE "log_by_case": ("VT-2022-001", 1), "(\"VT-2022-001\", 1)";
    }
    assert!(!message.is_empty());
}

#[test]
fn a_script_of_an_edition_that_was_changed_or_lost_is_named() {
    let t = Tampered::new();
    let path = t.office.home().join("scripts/rotation/request/step1.rhai");
    let text = std::fs::read(path).expect("the script");
    let hash: String = Sha256::digest(&text).iter().map(|byte| format!("{byte:02x}")).collect();

    let found = t.fault("a changed script", |tx| {
        let mut blobs = tx.open_table(BLOBS).expect("the table");
        let changed = String::from_utf8_lossy(&text).replace("proposed", "refused");
        assert!(blobs.insert(hash.as_str(), changed.as_bytes()).expect("the table").is_some());
    });
    assert_eq!(
        (&found["fault"], &found["file"]),
        (&json!("edition"), &json!("request/step1.rhai")),
        "{found}"
    );
    let found = t.fault("a lost script", |tx| {
        let mut blobs = tx.open_table(BLOBS).expect("the table");
        assert!(blobs.remove(hash.as_str()).expect("the table").is_some());
    });
    assert_eq!(
        (&found["fault"], &found["file"]),
        (&json!("edition"), &json!("request/step1.rhai")),
        "{found}"
    );
}
