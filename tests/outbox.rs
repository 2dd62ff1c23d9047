//! What waits to leave, what has left and what never will: digests of a day, messages taken back, tries counted.

mod support;

use serde_json::{Value, json};
use support::clerk::{text, texts};
use support::smtp::{Manner, Options, SmtpServer};
use support::{Office, Ran};

const CASE: &str = "VT-2022-001";

/// A procedure of many small checks, which one officer is reminded of.
fn checks(office: &Office, count: usize) {
    office.ok(&[
        "actor",
        "set",
        "KT1",
        "--kind",
        "officer",
        "--name",
        "Chuyên viên Thử 1",
        "--parent",
        "BTCTU",
    ]);
    office.write(
        "scripts/checks/package.rhai",
        "fn about() {\n    #{ title: \"Kiểm tra thử\", label: \"thử\", valid_from: \"2022-01-01\", basis: \"Quy chế thử\", \
         office: \"BTCTU\", kinds: [\"check\"] }\n}\nfn ladder(c, t) { [rung(\"late\", 1, \"KT1\", \"late\")] }\n",
    );
    office.write(
        "scripts/checks/check/kind.rhai",
        "fn kind() { #{ title: \"Kiểm tra thử\", prefix: \"KT\", digits: 3, subject: \"body\", steps: [\"all\"] } }\n",
    );
    office.write(
        "scripts/checks/check/all.rhai",
        &format!(
            "//! Bước 1. Kiểm tra.\nfn start(c) {{ for n in 1..={count} {{ c.add_task(`check-${{n}}`, #{{ title: `Mục \
             ${{n}}`, owner: \"BTCTU\" }}); }} }}\nfn opened(c, t) {{ t.set_term(working_days(2), t.opened_on, \"Quy chế \
             thử\"); }}\nfn next(c) {{ () }}\n"
        ),
    );
    office.write(
        "scripts/checks/letters/late.txt",
        "chậm: {{ task.title }}\n\nKính gửi: {{ to.address }}\n\n{{ task.title }}, hạn {{ task.due }}.\n",
    );
    office.ok(&["scripts", "publish", "checks"]);
    office.ok(&["open", "check", "--subject", "BTCTU"]);
}

fn with_checks(count: usize) -> Office {
    let mut office = Office::new();
    office.on("2022-09-22");
    checks(&office, count);
    office
}

/// A round whose letter to Thành ủy Quảng Ngãi went out on 22/9/2022; the answer is due on 29/9.
fn office() -> Office {
    let mut office = Office::new();
    office.ok(&["open", "round", "--subject", "BTCTU"]);
    office.on("2022-09-22").ok(&["done", CASE, "letter", "--doc", "12-CV/BTCTU 22/9/2022"]);
    let line = ["due", CASE, "answer", "--term", "5 working days", "--basis", "Công văn 12-CV/BTCTU"];
    assert_eq!(office.json(&line)["due"], "2022-09-29");
    office
}

fn block_outbox(office: &Office) {
    office.write("outbox", "a file where the folder should be");
}

fn free_outbox(office: &Office) {
    std::fs::remove_file(office.home().join("outbox")).expect("the file");
}

/// A sweep that cannot deliver.
fn blocked(office: &Office) -> Ran {
    let ran = office.run(&["remind", "--format", "json"]);
    assert_eq!(ran.code, 4, "{}{}", ran.stdout, ran.stderr);
    ran
}

/// Key, state and tries of the messages that wait.
fn waiting(office: &Office) -> Vec<(String, String, u64)> {
    let made = office.json(&["outbox", "--waiting"]);
    let one = |m: &Value| {
        (text(m, "key").to_owned(), text(m, "state").to_owned(), m["tries"].as_u64().expect("a count"))
    };
    made.as_array().expect("messages").iter().map(one).collect()
}

/// Gives the answer a term.
fn term(office: &Office, more: &[&str]) {
    office.ok(&[&["due", CASE, "answer"], more, &["--basis", "Công văn 12-CV/BTCTU"]].concat());
}

/// The first letter of the answer: what came of it.
fn first_letter(office: &Office) -> Value {
    let why = office.json(&["why", CASE]);
    let rungs = why["tasks"][0]["rungs"].as_array().expect("rungs").clone();
    rungs.into_iter().find(|rung| rung["name"] == "first-letter").expect("a first letter")["fate"]["fate"]
        .clone()
}

/// How many letters about the case were delivered.
fn delivered(office: &Office) -> usize {
    let made = office.json(&["outbox"]);
    let mine = made.as_array().expect("messages").iter().filter(|m| m["case"] == CASE);
    mine.filter(|m| m["state"] == "delivered").count()
}

#[test]
fn an_officer_gets_one_digest_a_day_and_the_rest_on_the_next_working_day() {
    let mut office = with_checks(43);
    // Due on Monday 26/9, reminded on Tuesday; the next day is a working day, the days after the week are not.
    let told = office.on("2022-09-27").run_in("vi", &["remind"]);
    assert_eq!(told.code, 0, "{}", told.stderr);
    assert!(told.stdout.contains("KT1: còn 3 lời nhắc chờ bản tổng hợp sau"), "{}", told.stdout);
    let first = office.json(&["outbox"]);
    assert_eq!((first.as_array().map(Vec::len), texts(&first[0]["covers"]).len()), (Some(1), 40));
    let body = text(&first[0], "body");
    assert!(body.contains("Đề nghị quan tâm 40 việc sau đây:"), "{body}");
    assert!(
        body.contains("Còn 3 việc nữa, sẽ nêu trong bản tổng hợp của ngày làm việc tiếp theo."),
        "{body}"
    );
    assert_eq!(body.matches("Kính gửi:").count(), 1, "{body}");
    // No second one on that day.
    assert_eq!(office.json(&["remind"])["messages"], json!([]));
    let told = office.on("2022-09-28").json(&["remind"]);
    assert_eq!(
        (&told["digests"][0]["items"], &told["digests"][0]["waiting"]),
        (&json!(3), &json!(0)),
        "{told}"
    );
    let second = office.json(&["outbox", "--from", "28/9/2022"]);
    let covered: std::collections::BTreeSet<&str> =
        texts(&first[0]["covers"]).into_iter().chain(texts(&second[0]["covers"])).collect();
    assert_eq!(covered.len(), 43, "each once");
    assert_eq!(office.on("2022-09-29").json(&["remind"])["messages"], json!([]));
    office.verified();
}

#[test]
fn the_rest_of_a_digest_waits_over_days_off() {
    let mut office = Office::new();
    office.on("2022-09-28");
    checks(&office, 41);
    // Due on Friday 30/9, reminded on Monday; a weekend makes no digest of its own.
    for day in ["2022-09-30", "2022-10-01", "2022-10-02"] {
        assert_eq!(office.on(day).json(&["remind"])["messages"], json!([]), "{day}");
    }
    assert_eq!(office.on("2022-10-03").json(&["remind"])["digests"][0]["waiting"], 1);
    // What has ended meanwhile is not in the next one.
    for number in 1..=41 {
        office.ok(&["done", "KT-2022-001", &format!("check-{number}")]);
    }
    assert_eq!(office.on("2022-10-04").json(&["remind"])["messages"], json!([]));
    assert_eq!(waiting(&office), []);
    office.verified();
}

#[test]
fn what_has_ended_before_its_digest_leaves_is_not_in_it() {
    let mut office = with_checks(3);
    block_outbox(&office);
    blocked(office.on("2022-09-27"));
    office.ok(&["done", "KT-2022-001", "check-2"]);
    let made = office.json(&["outbox", "--waiting"]);
    let keys = ["KT-2022-001.check-1.1.0.late.KT1", "KT-2022-001.check-3.1.0.late.KT1"];
    assert_eq!(texts(&made[0]["covers"]), keys, "{made}");
    free_outbox(&office);
    let told = office.json(&["remind"]);
    assert_eq!(texts(&told["messages"][0]["covers"]), keys);
    let name = "outbox/2022-09-27_digest.2022-09-27.KT1.txt";
    let body = std::fs::read_to_string(office.home().join(name)).expect("the digest");
    assert!(body.contains("Đề nghị quan tâm 2 việc sau đây:") && !body.contains("Mục 2"), "{body}");
    office.verified();
}

#[test]
fn a_digest_with_nothing_left_in_it_is_not_sent() {
    let mut office = with_checks(2);
    block_outbox(&office);
    blocked(office.on("2022-09-27"));
    for key in ["check-1", "check-2"] {
        office.ok(&["done", "KT-2022-001", key]);
    }
    assert_eq!(waiting(&office), []);
    let made = office.json(&["outbox"]);
    assert_eq!(
        (&made[0]["state"], &made[0]["detail"]),
        (&json!("cancelled"), &json!("việc đã kết thúc")),
        "{made}"
    );
    free_outbox(&office);
    assert_eq!(office.json(&["remind"])["messages"], json!([]));
    assert!(!office.home().join("outbox").exists(), "nothing was written");
    office.verified();
}

#[test]
fn a_letter_about_what_has_ended_is_taken_back() {
    let mut office = office();
    block_outbox(&office);
    blocked(office.on("2022-09-30"));
    office.ok(&["done", CASE, "answer", "--outcome", "no-reply"]);
    assert_eq!(waiting(&office), []);
    assert!(office.ok(&["outbox"]).contains("· taken back"));
    assert!(office.run_in("vi", &["outbox"]).stdout.contains("· đã thu lại"));
    free_outbox(&office);
    assert_eq!(office.json(&["remind"])["messages"], json!([]));
    office.verified();
}

#[test]
fn a_letter_that_has_not_left_comes_after_a_rest_of_its_case() {
    let mut office = office();
    block_outbox(&office);
    blocked(office.on("2022-09-30"));
    office.ok(&["suspend", CASE, "--reason", "chờ"]);
    free_outbox(&office);
    office.ok(&["remind"]);
    assert_eq!(delivered(&office), 0, "nothing is sent about a case that rests");
    assert_eq!(first_letter(&office), Value::Null, "it is planned again");
    office.on("2022-10-03").ok(&["resume", CASE]);
    office.ok(&["remind"]);
    assert_eq!((delivered(&office), first_letter(&office)), (1, json!("queued")));
    office.ok(&["remind"]);
    assert_eq!(delivered(&office), 1);
    office.verified();
}

#[test]
fn a_letter_that_has_not_left_comes_when_the_same_term_is_set_again() {
    let mut office = office();
    let line = ["--term", "5 working days", "--from", "22/9/2022"];
    term(&office, &line);
    block_outbox(&office);
    blocked(office.on("2022-09-30"));
    // Only the ground was typed wrongly: the date is the same.
    term(&office, &line);
    free_outbox(&office);
    office.ok(&["remind"]);
    assert_eq!(delivered(&office), 1);
    // What has left is not sent again for the same date.
    term(&office, &line);
    office.ok(&["remind"]);
    assert_eq!(delivered(&office), 1);
    office.verified();
}

#[test]
fn what_waits_in_a_digest_is_taken_back_and_comes_for_the_new_date() {
    let mut office = office();
    term(&office, &["--term", "5 working days", "--after", "letter"]);
    office.ok(&["due", CASE, "answer", "--remind", "own +1 office due-soon"]);
    block_outbox(&office);
    blocked(office.on("2022-09-30"));
    let waiting = office.json(&["outbox", "--waiting"]);
    let digest =
        waiting.as_array().expect("messages").iter().find(|m| m["form"] == "digest").expect("a digest");
    assert_eq!(digest["covers"], json!(["VT-2022-001.answer.1.2.own.BTCTU"]));
    office.ok(&["correct", CASE, "letter", "--on", "2022-09-21", "--reason", "ghi nhầm ngày"]);
    assert_eq!(office.json(&["outbox", "--waiting"]), json!([]), "the digest has nothing left in it");
    free_outbox(&office);
    office.ok(&["remind"]);
    // The digest of the day was taken back; what was in it goes with the next one.
    let told = office.on("2022-10-03").json(&["remind"]);
    assert_eq!(told["messages"][0]["covers"], json!(["VT-2022-001.answer.1.3.own.BTCTU"]), "{told}");
    office.verified();
}

#[test]
fn queued_failed_and_delivered_are_three_facts_and_tries_are_counted() {
    let mut office = office();
    let key = "VT-2022-001.answer.1.1.before-due.522".to_owned();
    assert_eq!(waiting(&office), []);
    assert!(office.run_in("vi", &["outbox", "--waiting"]).stdout.trim().ends_with('.'));
    block_outbox(&office);
    office.on("2022-09-27");
    for tries in 1..=3 {
        blocked(&office);
        assert_eq!(waiting(&office), [(key.clone(), "failed".to_owned(), tries)]);
    }
    let made = office.json(&["outbox", "--waiting"]);
    assert!(made[0]["detail"].as_str().is_some_and(|why| why.contains("outbox")), "{made}");
    assert!(office.ok(&["outbox", "--waiting"]).contains("· failed"));
    assert!(office.run_in("vi", &["outbox"]).stdout.contains("· chưa gửi được"));
    let why = office.json(&["why", CASE]);
    let message = &why["tasks"][0]["rungs"][0]["messages"][0];
    assert_eq!((&message["state"], &message["tries"]), (&json!("failed"), &json!(3)), "{why}");
    free_outbox(&office);
    office.ok(&["remind"]);
    assert_eq!(waiting(&office), []);
    let made = office.json(&["outbox"]);
    assert_eq!((&made[0]["state"], &made[0]["tries"]), (&json!("delivered"), &json!(4)), "{made}");
    let text = office.ok(&["outbox"]);
    assert!(text.contains(&key) && !text.contains("failed"), "{text}");
    office.verified();
}

#[test]
fn what_is_not_yet_in_a_digest_is_queued() {
    let mut office = with_checks(41);
    office.on("2022-09-27").ok(&["remind"]);
    let script = office.write(
        "waiting.rhai",
        "fn main() { for m in messages_waiting() { print(`${m.form} ${m.state} ${m.tries}`); } }\n",
    );
    assert_eq!(office.json(&["run", &script.to_string_lossy()])["output"], json!(["item queued 0"]));
}

#[test]
fn a_recipient_the_mail_server_refuses_holds_up_nobody_else() {
    let server = SmtpServer::start(Options { manner: Manner::RefusesRecipients, ..Options::default() });
    let mut office = office();
    office.write(
        "quytrinh.toml",
        &format!(
            "[channels]\ndigests = \"mail\"\n[mail]\nserver = \"localhost\"\nport = {}\ntls = \"none\"\nfrom = \
             \"btctu@example.vn\"\n",
            server.address.port()
        ),
    );
    for (code, email) in [("TP1", &["--set", "email=thu1@example.vn"][..]), ("TP2", &[])] {
        let line =
            ["actor", "set", code, "--kind", "officer", "--name", "Trưởng phòng Thử", "--parent", "BTCTU"];
        office.ok(&[&line[..], &["--set", "duty=head"], email].concat());
    }
    office.on("2022-10-13");
    let ran = blocked(&office);
    let told: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    let failed: Vec<&str> = told["messages"]
        .as_array()
        .expect("messages")
        .iter()
        .filter(|message| !message["error"].is_null())
        .map(|message| text(message, "to"))
        .collect();
    assert_eq!(failed, ["TP1"], "{told}");
    assert_eq!(
        told["messages"].as_array().map(Vec::len),
        Some(3),
        "a letter, a mail, a digest as a file: {told}"
    );
    let outbox = office.home().join("outbox");
    assert!(outbox.join("2022-10-13_digest.2022-10-13.TP2.txt").exists(), "who has no address gets a file");
    assert!(outbox.join("2022-10-13_VT-2022-001.answer.1.1.second-letter.522.docx").exists());
    assert_eq!(waiting(&office), [("digest.2022-10-13.TP1".to_owned(), "failed".to_owned(), 1)]);
    let said = office.run_in("vi", &["remind"]);
    assert_eq!(said.code, 4);
    assert!(said.stdout.contains("Chưa chuyển được lời nhắc digest.2022-10-13.TP1"), "{}", said.stdout);
    assert!(server.mails().is_empty());
    office.verified();
}
