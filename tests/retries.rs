//! A mail server that is away for a while: what is not delivered waits longer each time, and arrives once.

mod support;

use quytrinh::store::Store;
use serde_json::json;
use std::net::{SocketAddr, TcpListener};
use std::time::Duration;
use support::Office;
use support::clerk::text;
use support::smtp::{Manner, Options, SmtpServer};

const CASE: &str = "VT-2022-001";
const KEY: &str = "VT-2022-001.answer.1.1.first-letter.522";

/// A round whose first answer is late on 30/9/2022, and an office that sends its letters by mail to this address.
fn office(server: SocketAddr) -> Office {
    let mut office = Office::new();
    office.ok(&["open", "round", "--subject", "BTCTU"]);
    office.on("2022-09-22").ok(&["done", CASE, "letter", "--doc", "12-CV/BTCTU 22/9/2022"]);
    office.ok(&["due", CASE, "answer", "--term", "5 working days", "--basis", "Công văn 12-CV/BTCTU"]);
    office.ok(&["actor", "set", "522", "--set", "email=thanhuy@example.vn"]);
    office.write(
        "quytrinh.toml",
        &format!(
            "[channels]\nletters = \"mail\"\n[mail]\nserver = \"127.0.0.1\"\nport = {}\ntls = \"none\"\nfrom = \
             \"btctu@example.vn\"\n",
            server.port()
        ),
    );
    office
}

/// An address at which nobody listens.
fn nobody() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port")
}

/// How often the letter was tried, and the time before which it is not tried again, as the store has it.
fn planned(office: &Office) -> (u32, String) {
    let store = Store::open(&office.store(), Duration::from_secs(10)).expect("a store");
    let letter = store.read().expect("a snapshot").message(KEY).expect("read").expect("the letter");
    let until = letter.retry_at.map(|at| at.format("%H:%M:%S").to_string());
    (letter.tries, until.unwrap_or_default())
}

/// One tick of the schedule on the morning of 30/9/2022; it ends with this code.
fn tick(office: &mut Office, time: &str, code: i32) -> serde_json::Value {
    let ran = office.on(&format!("2022-09-30 {time}")).run(&["schedule", "--once", "--format", "json"]);
    assert_eq!(ran.code, code, "{time}: {}{}", ran.stdout, ran.stderr);
    serde_json::from_str(&ran.stdout).expect("JSON")
}

#[test]
fn a_letter_outlasts_a_server_that_is_away_and_then_busy() {
    let address = nobody();
    let mut office = office(address);
    let failed = |office: &Office, tries: u64, why: &str| {
        let told = office.json(&["outbox", "--waiting"]);
        assert_eq!((&told[0]["key"], &told[0]["state"]), (&json!(KEY), &json!("failed")), "{told}");
        assert_eq!(told[0]["tries"], tries, "{told}");
        assert!(text(&told[0], "detail").contains(why), "{told}");
        assert!(office.run_in("vi", &["outbox"]).stdout.contains(&format!("{KEY} · ")), "it is listed");
        assert!(office.run_in("vi", &["outbox"]).stdout.contains("· chưa gửi được"));
    };

    // Times in the store are UTC: half past seven in the morning is half past midnight.
    tick(&mut office, "07:30:00", 4);
    assert_eq!(planned(&office), (1, "00:31:00".to_owned()));
    failed(&office, 1, "cannot be reached");
    tick(&mut office, "07:30:59", 0);
    assert_eq!(planned(&office), (1, "00:31:00".to_owned()), "it is not its time");
    tick(&mut office, "07:31:00", 4);
    assert_eq!(planned(&office), (2, "00:33:00".to_owned()));

    let server = SmtpServer::start_at(address, Options { manner: Manner::Busy, ..Options::default() });
    tick(&mut office, "07:33:00", 4);
    assert_eq!(planned(&office), (3, "00:37:00".to_owned()));
    failed(&office, 3, "451 4.3.2 try again later");
    tick(&mut office, "07:37:00", 4);
    assert_eq!(planned(&office), (4, "00:45:00".to_owned()));

    server.behave(Manner::Obliging);
    tick(&mut office, "07:44:59", 0);
    assert_eq!(server.mails(), [], "it is not its time");
    let told = tick(&mut office, "07:45:00", 0);
    assert_eq!((&told["messages"][0]["message"], &told["messages"][0]["error"]), (&json!(KEY), &json!(null)));
    assert_eq!(planned(&office), (5, String::new()));
    let told = office.json(&["outbox"]);
    let letter = told.as_array().expect("messages").iter().find(|m| m["key"] == KEY).expect("the letter");
    assert_eq!((&letter["state"], &letter["tries"]), (&json!("delivered"), &json!(5)), "{told}");
    assert_eq!(office.json(&["outbox", "--waiting"]), json!([]));

    // It is there once, and does not come again: not by the schedule, nor when a person asks.
    tick(&mut office, "08:45:00", 0);
    office.ok(&["remind"]);
    let keys: Vec<String> =
        server.mails().iter().map(|mail| mail.header("X-Quytrinh-Key").to_owned()).collect();
    assert_eq!(keys, [KEY]);
    office.verified();
}
