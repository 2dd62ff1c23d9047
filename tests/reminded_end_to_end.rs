//! From a line typed in the REPL to a letter in the outbox and a mail in a real server's spool; and over Tết with the
//! machine switched off.

mod support;

use serde_json::Value;
use std::collections::BTreeMap;
use support::smtp::{Options, Security, SmtpServer};
use support::{Office, Ran, piped};

/// Types lines into a REPL of its own; gives what it answered.
fn typed(office: &Office, lines: &[&str]) -> Ran {
    piped(office.command(&["repl"]), format!("{}\n", lines.join("\n")).as_bytes())
}

/// An office whose head of division reads mail; nine districts were written to.
fn office(server: &SmtpServer) -> Office {
    let office = Office::new();
    let settings = format!(
        "[channels]\ndigests = \"mail\"\n[mail]\nserver = \"localhost\"\nport = {}\nfrom = \"btctu@example.vn\"\ntls = \
         \"starttls\"\nlogin = \"btctu\"\npassword_file = \"mail-password\"\nca_file = \"{}\"\n",
        server.address.port(),
        server.ca_file.display()
    );
    office.write("quytrinh.toml", &settings);
    office.write("mail-password", "mật khẩu thử\n");
    let head =
        ["actor", "set", "CT1", "--kind", "officer", "--name", "Trưởng phòng Thử 1", "--parent", "BTCTU"];
    office.ok(&[&head[..], &["--set", "duty=head", "--set", "email=truongphong1@example.vn"]].concat());
    office
}

#[test]
fn a_line_typed_becomes_a_letter_in_the_outbox_and_a_mail_in_the_spool() {
    let server = SmtpServer::start(Options {
        security: Security::Starttls,
        login: Some(("btctu", "mật khẩu thử")),
        ..Options::default()
    });
    let mut office = office(&server);
    let ran = typed(
        &office,
        &["open round --subject BTCTU", "done VT-2022-012 letter --doc \"12-CV/BTCTU 21/9/2022\""],
    );
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    // Fifteen working days end on 12/10; the letter goes out a day later, the report ten working days later.
    let ran = typed(office.on("2022-10-13"), &["remind"]);
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    let key = "2022-10-13_VT-2022-012.answer.1.0.first-letter.535";
    let letter = std::fs::read_to_string(office.home().join(format!("outbox/{key}.txt"))).expect("a letter");
    for part in ["Kính gửi: Ban Thường vụ Huyện ủy Ba Tơ", "DỰ THẢO", "Số …-CV/BTCTU"] {
        assert!(letter.contains(part), "`{part}` is not in\n{letter}");
    }
    let word = std::fs::read(office.home().join(format!("outbox/{key}.docx"))).expect("a Word file");
    assert!(word.starts_with(b"PK"));
    assert!(server.mails().is_empty(), "nothing for the head yet");

    let ran = typed(office.on("2022-10-26"), &["remind", "outbox --from 26/10/2022"]);
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    let mails = server.mails();
    let [mail] = mails.as_slice() else { panic!("{} mails", mails.len()) };
    assert_eq!(mail.header("X-Quytrinh-Key"), "digest.2022-10-26.CT1");
    assert_eq!(mail.header("Subject"), "các việc cần theo dõi, đôn đốc ngày 26/10/2022");
    assert!(mail.header("X-Envelope").contains("TO:<truongphong1@example.vn>"), "{}", mail.raw);
    for part in ["Kính gửi: Trưởng phòng Thử 1", "VT-2022-012", "quá hạn 14 ngày"] {
        assert!(mail.body.contains(part), "`{part}` is not in\n{}", mail.body);
    }
    office.verified();
}

#[test]
fn a_mail_server_that_is_down_holds_up_no_letter_and_loses_no_mail() {
    let server = SmtpServer::start(Options {
        security: Security::Starttls,
        login: Some(("btctu", "mật khẩu thử")),
        ..Options::default()
    });
    let mut office = office(&server);
    office.ok(&["open", "round", "--subject", "BTCTU"]);
    for number in [1, 2] {
        office.ok(&["done", &format!("VT-2022-{number:03}"), "letter", "--doc", "12-CV/BTCTU 21/9/2022"]);
    }
    let good = std::fs::read_to_string(office.home().join("quytrinh.toml")).expect("settings");
    office.write("quytrinh.toml", &good.replace(&format!("port = {}", server.address.port()), "port = 9"));
    let ran = office.on("2022-10-26").run(&["remind", "--format", "json"]);
    assert_eq!(ran.code, 4, "{}", ran.stderr);
    let told: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    let (sent, failed): (Vec<&Value>, Vec<&Value>) =
        told["messages"].as_array().expect("messages").iter().partition(|m| m["error"].is_null());
    assert_eq!((sent.len(), failed.len()), (2, 1), "two letters, one mail: {told}");
    assert!(failed[0]["error"].as_str().is_some_and(|error| error.contains("localhost")), "{}", failed[0]);
    assert!(office.ok(&["outbox", "--waiting"]).contains("failed"));

    office.write("quytrinh.toml", &good);
    office.ok(&["remind"]);
    assert_eq!(server.mails().len(), 1);
    assert!(!format!("{}{}", ran.stdout, ran.stderr).contains("mật khẩu"), "a password is never told");
}

#[test]
fn nine_days_off_across_tet_are_made_up_once_in_order_and_on_a_working_day() {
    let mut office = Office::new();
    let head =
        ["actor", "set", "CT1", "--kind", "officer", "--name", "Trưởng phòng Thử 1", "--parent", "BTCTU"];
    office.ok(&[&head[..], &["--set", "duty=head"]].concat());
    office.ok(&["open", "round", "--subject", "BTCTU"]);
    // Due on 4, 5 and 6/1/2023: the reports to the head fall on 18/1, 19/1 and 27/1, the first days after Tết included.
    for (number, from) in [(1, "29/12/2022"), (2, "30/12/2022"), (3, "3/1/2023")] {
        let case = format!("VT-2022-{number:03}");
        office.on("2022-12-29").ok(&["done", &case, "letter", "--doc", "12-CV/BTCTU 29/12/2022"]);
        let term = ["due", &case, "answer", "--term", "3 ngày làm việc", "--from", from];
        office.ok(&[&term[..], &["--basis", "Công văn 12-CV/BTCTU"]].concat());
    }
    for day in 30..=31 {
        office.on(&format!("2022-12-{day} 08:00")).ok(&["remind"]);
    }
    for day in 1..=17 {
        office.on(&format!("2023-01-{day:02} 08:00")).ok(&["remind"]);
    }
    let before = office.json(&["outbox"]).as_array().map_or(0, Vec::len);
    // Switched off from 18/1 on; the first two days on which it runs again are days off.
    for day in ["2023-01-25", "2023-01-26"] {
        assert_eq!(office.on(&format!("{day} 08:00")).json(&["remind"])["messages"], serde_json::json!([]));
    }
    let told = office.on("2023-01-27 08:00").json(&["remind"]);
    let messages = told["messages"].as_array().expect("messages").clone();
    let digests: Vec<&Value> = messages.iter().filter(|m| m["form"] == "digest").collect();
    assert_eq!(digests.len(), 1, "one digest for the head: {told}");
    // In the order in which they were planned, each reminder once.
    let all = office.json(&["outbox", "--from", "27/1/2023"]);
    let mut keys: Vec<&str> = Vec::new();
    for message in all.as_array().expect("messages") {
        let covers = message["covers"].as_array().expect("keys");
        keys.extend(covers.iter().filter_map(Value::as_str));
        if message["form"] == "letter" {
            keys.push(message["key"].as_str().expect("a key"));
        }
    }
    let mut once = keys.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), keys.len(), "{keys:?}");
    let digest = all.as_array().and_then(|all| all.iter().find(|m| m["form"] == "digest")).expect("a digest");
    let covers: Vec<&str> =
        digest["covers"].as_array().expect("keys").iter().filter_map(Value::as_str).collect();
    let mut in_order = covers.clone();
    in_order.sort_unstable();
    assert_eq!(covers.len(), 3, "{covers:?}");
    assert_eq!(covers, in_order, "the earliest due date belongs to the lowest number");
    // Nothing is left, and all of it left on a working day.
    assert_eq!(office.json(&["remind"])["messages"], serde_json::json!([]));
    let days = office.json(&["outbox"]);
    let days: Vec<&str> =
        days.as_array().expect("messages").iter().filter_map(|m| m["on"].as_str()).collect();
    assert!(
        days.len() > before && days.iter().all(|day| !("2023-01-18".."2023-01-27").contains(day)),
        "{days:?}"
    );
    office.verified();
}

#[test]
fn after_nine_days_switched_off_a_body_gets_one_letter_a_task_and_a_person_one_digest() {
    let mut office = Office::new();
    for (code, name) in [("CT1", "Trưởng phòng Thử 1"), ("CT2", "Trưởng phòng Thử 2")] {
        let head = ["actor", "set", code, "--kind", "officer", "--name", name, "--parent", "BTCTU"];
        office.ok(&[&head[..], &["--set", "duty=head"]].concat());
    }
    office.ok(&["open", "round", "--subject", "BTCTU"]);
    office.on("2022-12-29");
    let terms = [
        ("VT-2022-001", "13/1/2023", "2023-01-18"),
        ("VT-2022-002", "16/1/2023", "2023-01-19"),
        ("VT-2022-003", "18/1/2023", "2023-01-30"),
        ("VT-2022-005", "3/1/2023", "2023-01-06"),
        ("VT-2022-006", "30/12/2022", "2023-01-05"),
    ];
    for (case, from, due) in terms {
        office.ok(&["done", case, "letter", "--doc", "12-CV/BTCTU 29/12/2022"]);
        let term = ["due", case, "answer", "--term", "3 ngày làm việc", "--from", from];
        assert_eq!(office.json(&[&term[..], &["--basis", "Công văn 12-CV/BTCTU"]].concat())["due"], due);
    }
    for case in ["VT-2022-001", "VT-2022-002"] {
        office.ok(&["due", case, "answer", "--remind", "third-letter +2 owner reminder-second"]);
    }
    for day in 3..=18 {
        office.on(&format!("2023-01-{day:02}")).ok(&["remind"]);
    }
    // Off from 19/1 through 27/1; the first days on which it runs again are a Saturday and a Sunday.
    for day in ["2023-01-28", "2023-01-29"] {
        assert_eq!(office.on(day).json(&["remind"])["messages"], serde_json::json!([]), "{day}");
    }
    office.on("2023-01-30").ok(&["remind"]);
    let sent = office.json(&["outbox", "--from", "19/1/2023"]);
    let told = |message: &Value| {
        let covers = message["covers"].as_array().expect("keys").iter().filter_map(Value::as_str);
        let covers: Vec<String> = covers.map(ToOwned::to_owned).collect();
        (message["key"].as_str().expect("a key").to_owned(), covers)
    };
    let told: BTreeMap<String, Vec<String>> = sent.as_array().expect("messages").iter().map(told).collect();
    // The second case's report was planned for 27/1, that of the other one for 19/1: it goes first.
    let wanted: [(&str, &[&str]); 5] = [
        ("VT-2022-001.answer.1.1.third-letter.522", &["VT-2022-001.answer.1.1.first-letter.522"]),
        ("VT-2022-002.answer.1.1.third-letter.524", &["VT-2022-002.answer.1.1.first-letter.524"]),
        ("VT-2022-003.answer.1.1.before-due.525", &[]),
        (
            "digest.2023-01-30.CT1",
            &["VT-2022-006.answer.1.1.office-head.CT1", "VT-2022-005.answer.1.1.office-head.CT1"],
        ),
        (
            "digest.2023-01-30.CT2",
            &["VT-2022-006.answer.1.1.office-head.CT2", "VT-2022-005.answer.1.1.office-head.CT2"],
        ),
    ];
    let wanted =
        wanted.map(|(key, covers)| (key.to_owned(), covers.iter().map(|key| (*key).to_owned()).collect()));
    assert_eq!(told, wanted.into());
    office.verified();
}
