//! Bad input of every kind ends with its exit code and names itself; nothing of it is stored.

mod support;

use redb::{Builder, ConcurrencyMode, Database, TableDefinition};
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;
use support::{Office, Ran, Refused};

const META: TableDefinition<'static, &str, &str> = TableDefinition::new("meta");

/// A round of 22/9/2022 in which the letter to district 522 has gone out, and what its store held then.
struct Prepared {
    office: Office,
    entries: u64,
}

impl Prepared {
    fn new() -> Self {
        let mut office = Office::new();
        office.ok(&["open", "round", "--subject", "BTCTU"]);
        office.on("2022-09-22").ok(&["done", "VT-2022-001", "letter", "--doc", "01-CV/BTCTU 22/9/2022"]);
        let entries = office.verified();
        Self { office, entries }
    }

    /// A command line that ends with `code` and the failure `error`, and changes nothing. Gives the facts.
    fn refuses(&self, code: i32, error: &str, args: &[&str]) -> Value {
        let refused = self.office.refused(code, args);
        assert_eq!(refused.error, error, "{args:?}: {}", refused.json);
        assert_eq!(refused.json["code"], code, "{args:?}: {}", refused.json);
        self.is_untouched(args);
        refused.facts
    }

    fn is_untouched(&self, args: &[&str]) {
        assert_eq!(self.office.verified(), self.entries, "{args:?} left something in the store");
    }
}

fn texts(value: &Value) -> Vec<&str> {
    value.as_array().map(|items| items.iter().filter_map(Value::as_str).collect()).unwrap_or_default()
}

/// Whether one of the texts starts with `start`.
fn has(value: &Value, start: &str) -> bool {
    texts(value).iter().any(|text| text.starts_with(start))
}

#[test]
fn a_wrong_number_names_those_close_to_it() {
    let p = Prepared::new();
    for line in [
        &["done", "VT-2022-0001", "letter"][..],
        &["show", "VT-2022-0001"],
        &["why", "VT-2022-0001"],
        &["history", "VT-2022-0001"],
        &["due", "VT-2022-0001", "letter", "--term", "5 days", "--basis", "x"],
        &["suspend", "VT-2022-0001", "--reason", "x"],
        &["resume", "VT-2022-0001"],
        &["withdraw", "VT-2022-0001", "--reason", "x"],
        &["correct", "VT-2022-0001", "--set", "reason=x", "--reason", "x"],
        &["reopen", "VT-2022-0001", "letter", "--reason", "x"],
        &["open", "placement", "--subject", "522", "--parent", "VT-2022-0001"],
    ] {
        let facts = p.refuses(1, "refusal-unknown-case", line);
        assert_eq!(facts["typed"], "VT-2022-0001");
        assert!(has(&facts["near"], "VT-2022-001"), "{facts}");
    }
}

#[test]
fn a_wrong_task_names_those_of_the_case() {
    let p = Prepared::new();
    let facts = p.refuses(1, "refusal-unknown-task", &["done", "VT-2022-001", "anser"]);
    assert_eq!((&facts["case"], &facts["open"]), (&json!("VT-2022-001"), &json!(["answer"])));
    assert_eq!(facts["near"][0], "answer");
}

#[test]
fn a_wrong_actor_or_kind_names_those_there_are() {
    let p = Prepared::new();
    let facts = p.refuses(1, "refusal-unknown-actor", &["actor", "show", "Huyện Ba Tô"]);
    assert!(has(&facts["near"], "535"), "{facts}");
    let facts = p.refuses(1, "refusal-unknown-actor", &["open", "round", "--subject", "BTCTX"]);
    assert_eq!(facts["typed"], "BTCTX");
    let facts = p.refuses(1, "refusal-unknown-actor", &["tasks", "--owner", "nobody at all"]);
    assert_eq!(facts["near"], json!([]));
    p.refuses(1, "refusal-unknown-actor", &["open", "round", "--subject", "BTCTU", "--as", "nobody"]);

    let facts = p.refuses(1, "refusal-unknown-kind", &["open", "rounds", "--subject", "BTCTU"]);
    assert!(has(&facts["kinds"], "round"), "{facts}");
    let facts = p.refuses(1, "refusal-wrong-subject", &["open", "round", "--subject", "535"]);
    assert_eq!(facts["is"], "district");
    p.refuses(1, "refusal-wrong-parent", &["open", "request", "--subject", "535", "--parent", "VT-2022-001"]);
}

#[test]
fn a_name_of_two_wards_is_asked_back_with_both_codes() {
    let p = Prepared::new();
    for line in [
        &["actor", "show", "Nguyễn Nghiêm"][..],
        &["actor", "show", "nguyen nghiem"],
        &["open", "round", "--subject", "Phường Nguyễn Nghiêm"],
        &["tasks", "--owner", "Nguyễn Nghiêm"],
        &["open", "round", "--subject", "BTCTU", "--as", "nguyễn nghiêm"],
    ] {
        let facts = p.refuses(1, "refusal-ambiguous-actor", line);
        assert!(has(&facts["candidates"], "21025 ") && has(&facts["candidates"], "21439 "), "{facts}");
    }
    let offer = "offers=Bí thư phường Nguyễn Nghiêm 1/3/2023";
    let facts = p.refuses(1, "refusal-bad-field", &["done", "VT-2022-001", "answer", "--set", offer]);
    let fault = &facts["error"]["fault"];
    assert!(has(&fault["candidates"], "21025-BT ") && has(&fault["candidates"], "21439-BT "), "{facts}");
}

#[test]
fn a_task_closes_only_with_its_outcome_in_its_turn_with_what_it_needs() {
    let p = Prepared::new();
    let answer = |more: &[&'static str]| [&["done", "VT-2022-001", "answer"], more].concat();

    let facts = p.refuses(1, "refusal-wrong-outcome", &answer(&["--outcome", "agreed"]));
    assert_eq!(facts["outcomes"][0], "proposed");
    assert_eq!((&facts["case"], &facts["task"]), (&json!("VT-2022-001"), &json!("answer")));

    let facts = p.refuses(1, "refusal-task-waiting", &["done", "VT-2022-002", "answer"]);
    assert!(has(&facts["after"], "letter"), "{facts}");
    let facts = p.refuses(1, "refusal-task-ended", &["done", "VT-2022-001", "letter"]);
    assert_eq!((&facts["state"], &facts["open"]), (&json!("done"), &json!(["answer"])));

    let facts = p.refuses(1, "refusal-missing-document", &["done", "VT-2022-002", "letter"]);
    assert_eq!(facts["paper"], "CV");
    let facts = p.refuses(1, "refusal-missing-field", &answer(&[]));
    assert_eq!(facts["field"], "offers");
    let facts = p.refuses(1, "refusal-missing-field", &answer(&["--outcome", "not-applicable"]));
    assert_eq!(facts["field"], "reason");
}

#[test]
fn a_task_that_awaits_something_outside_says_for_what() {
    let p = Prepared::new();
    let line = ["actor", "set", "CB1", "--kind", "cadre", "--name", "Cán bộ Số 01", "--parent", "SNV"];
    p.office.ok(&line);
    p.office.ok(&["open", "placement", "--subject", "CB1"]);
    let before = p.office.verified();
    let refused = p.office.refused(1, &["done", "LC-2022-001", "agency-meeting"]);
    assert_eq!(refused.error, "refusal-task-awaits", "{}", refused.json);
    assert!(
        refused.facts["awaits"].as_str().is_some_and(|text| text.contains("Sở Nội vụ")),
        "{}",
        refused.json
    );
    assert_eq!(p.office.verified(), before);
}

#[test]
fn an_offered_post_is_a_head_post_of_the_district_itself() {
    let p = Prepared::new();
    let offer = |what: &str| p_offer(&p, what);
    let facts = offer("21484-BT 1/3/2023");
    assert_eq!(facts.error, "refusal-by-script", "{}", facts.json);
    let text = facts.facts["text"].as_str().unwrap_or_default();
    assert!(text.contains("21484-BT") && text.contains("Thành phố Quảng Ngãi"), "{text}");
    assert_eq!(facts.facts["basis"], "Kết luận, Bước 1");
    // A commune is no post; nor is a deputy's.
    for what in ["21010 1/3/2023", "21010-PBT 1/3/2023", "Sở Nội vụ 1/3/2023"] {
        let refused = offer(what);
        assert_eq!(refused.error, "refusal-bad-field", "{}", refused.json);
        assert_eq!(refused.facts["error"]["fault"]["lookup"], "unknown", "{}", refused.json);
    }
    assert_eq!(offer("21010-BT 1/3/2023; 21010-BT 1/4/2023").error, "refusal-by-script");
    p.is_untouched(&["offers"]);
}

fn p_offer(p: &Prepared, what: &str) -> Refused {
    p.office.refused(1, &["done", "VT-2022-001", "answer", "--set", &format!("offers={what}")])
}

#[test]
fn a_day_that_is_none_or_lies_ahead_is_refused() {
    let p = Prepared::new();
    let answer = ["done", "VT-2022-001", "answer", "--outcome", "no-reply", "--on"];
    for typed in ["30/2/2023", "2022-02-30", "31/4/2022", "0/1/2022", "soon", "22/9", ""] {
        let facts = p.refuses(1, "refusal-bad-date", &[&answer[..], &[typed]].concat());
        assert_eq!(facts["typed"], typed);
    }
    let facts = p.refuses(1, "refusal-future-date", &[&answer[..], &["23/9/2022"]].concat());
    assert_eq!((&facts["date"], &facts["today"]), (&json!("2022-09-23"), &json!("2022-09-22")));
    let facts = p.refuses(1, "refusal-too-early", &[&answer[..], &["21/9/2022"]].concat());
    assert_eq!((&facts["first"], &facts["first_on"]), (&json!("letter"), &json!("2022-09-22")));

    let letter = ["done", "VT-2022-002", "letter", "--doc"];
    let facts = p.refuses(1, "refusal-bad-document", &[&letter[..], &["02-CV/BTCTU 30/2/2023"]].concat());
    assert_eq!(facts["part"], "30/2/2023");
    let facts = p.refuses(1, "refusal-bad-document", &[&letter[..], &["02-XX/BTCTU 22/9/2022"]].concat());
    assert_eq!(facts["part"], "XX");
    p.refuses(1, "refusal-bad-document", &[&letter[..], &["a letter"]].concat());

    let due = ["due", "VT-2022-001", "answer", "--term", "5 days", "--basis", "x", "--from", "30/2/2023"];
    p.refuses(1, "refusal-bad-date", &due);
    p.refuses(1, "refusal-bad-date", &["calendar", "add", "30/2/2023", "5 days"]);
    p.refuses(1, "refusal-bad-date", &["calendar", "between", "1/2/2023", "30/2/2023"]);
    let line = ["correct", "VT-2022-001", "letter", "--on", "30/2/2023", "--reason", "x"];
    p.refuses(1, "refusal-bad-date", &line);
}

#[test]
fn fields_are_those_of_the_kind_and_of_their_type() {
    let p = Prepared::new();
    let answer = |typed: &str| ["done", "VT-2022-001", "answer", "--set", typed].map(ToOwned::to_owned);
    let refuses = |error: &str, typed: &str| {
        let line = answer(typed);
        p.refuses(1, error, &line.each_ref().map(String::as_str))
    };
    let facts = refuses("refusal-unknown-field", "offer=21010-BT 1/3/2023");
    assert!(has(&facts["fields"], "offers"), "{facts}");

    let fault = |typed: &str| refuses("refusal-bad-field", typed)["error"].clone();
    let number = fault("deferred_to_year=next");
    assert_eq!(
        (&number["field"], &number["fault"]["fault"]),
        (&json!("deferred_to_year"), &json!("no-number"))
    );
    assert!(number["pattern"].as_str().is_some_and(|pattern| !pattern.is_empty()), "{number}");
    assert_eq!(fault("carried_from=DOT-2022-01")["fault"]["lookup"], "unknown");
    let date = fault("offers=21010-BT 30/2/2023");
    assert!(date["field"] == "offers", "{date}");
    let json = fault(r#"offers=[{"post":"21010-BT","since":"2023-03-01"}]"#);
    assert_eq!(json["fault"], json!({ "fault": "unknown-column", "column": "since" }));
    assert_eq!(fault(r#"offers=["#)["fault"]["fault"], "wrong-type");

    for typed in ["offers", "=x", " =x", ""] {
        assert_eq!(refuses("refusal-bad-setting", typed)["typed"], typed);
    }
    p.refuses(1, "refusal-bad-setting", &["open", "round", "--subject", "BTCTU", "--set", "year"]);
    p.refuses(1, "refusal-bad-setting", &["actor", "set", "535", "--set", "note"]);
    p.refuses(1, "refusal-bad-setting", &["correct", "VT-2022-001", "--set", "reason", "--reason", "x"]);
    p.refuses(1, "refusal-bad-field", &["open", "round", "--subject", "BTCTU", "--set", "year=MMXXII"]);
}

#[test]
fn a_choice_is_one_of_its_words() {
    let p = Prepared::new();
    p.office.ok(&["actor", "set", "CB1", "--kind", "cadre", "--name", "Cán bộ Số 01", "--parent", "SNV"]);
    let line = ["open", "placement", "--subject", "CB1", "--set", "block=military"];
    let refused = p.office.refused(1, &line);
    assert_eq!(refused.error, "refusal-bad-field");
    assert_eq!(refused.facts["error"]["fault"]["choices"], json!(["party", "state"]));
}

#[test]
fn a_term_has_a_count_and_a_unit() {
    let p = Prepared::new();
    for typed in
        ["10", "-3 days", "0 days", "ten days", "10 fortnights", "days", "", "99999999999 days", "1.5 days"]
    {
        let line = ["due", "VT-2022-001", "answer", &format!("--term={typed}"), "--basis", "x"];
        let facts = p.refuses(1, "refusal-bad-term", &line);
        assert_eq!(facts["typed"], typed);
        p.refuses(
            1,
            "refusal-bad-term",
            &["due", "VT-2022-001", "answer", &format!("--extend={typed}"), "--reason", "x"],
        );
    }
    p.refuses(1, "refusal-bad-term", &["calendar", "add", "22/9/2022", "10"]);
    p.refuses(1, "refusal-missing-reason", &["due", "VT-2022-001", "answer", "--term", "5 days"]);
    p.refuses(1, "refusal-missing-reason", &["due", "VT-2022-001", "answer", "--extend", "5 days"]);
    p.refuses(1, "refusal-nothing-given", &["due", "VT-2022-001", "answer"]);
    p.refuses(1, "refusal-task-ended", &["due", "VT-2022-001", "letter", "--term", "5 days", "--basis", "x"]);
    // A due date in a year that no calendar reaches.
    p.refuses(
        1,
        "refusal-no-calendar",
        &["due", "VT-2022-001", "answer", "--term", "4000 months", "--basis", "x"],
    );
}

#[test]
fn more_time_is_granted_only_before_the_due_date() {
    let mut p = Prepared::new();
    let more = ["--extend", "5 days", "--reason", "x", "--basis", "Công văn 9-CV/HU"];
    p.office.on("2022-12-01");
    let line = [&["due", "VT-2022-001", "answer"][..], &more].concat();
    assert_eq!(p.refuses(1, "refusal-past-due", &line)["due"], "2022-10-13");
    p.office.on("2022-09-22");
    let line = [&["due", "VT-2022-002", "letter"][..], &more].concat();
    p.refuses(1, "refusal-no-term", &line);
}

#[test]
fn acts_that_do_not_fit_the_state_of_a_case_are_refused() {
    let p = Prepared::new();
    p.refuses(1, "refusal-not-suspended", &["resume", "VT-2022-001"]);
    p.refuses(1, "refusal-missing-reason", &["withdraw", "VT-2022-001", "--reason", "  "]);
    p.refuses(1, "refusal-missing-reason", &["suspend", "VT-2022-001", "--reason", ""]);
    p.refuses(1, "refusal-task-not-done", &["reopen", "VT-2022-001", "answer", "--reason", "x"]);
    p.refuses(1, "refusal-nothing-given", &["correct", "VT-2022-001", "letter", "--reason", "x"]);
    p.refuses(
        1,
        "refusal-missing-reason",
        &["correct", "VT-2022-001", "letter", "--note", "y", "--reason", ""],
    );

    p.office.ok(&["suspend", "VT-2022-001", "--reason", "x"]);
    p.office.ok(&["withdraw", "VT-2022-002", "--reason", "x"]);
    let p = Prepared { entries: p.office.verified(), office: p.office };
    p.refuses(1, "refusal-case-rests", &["done", "VT-2022-001", "answer", "--outcome", "no-reply"]);
    p.refuses(1, "refusal-case-rests", &["suspend", "VT-2022-001", "--reason", "x"]);
    for line in [
        &["done", "VT-2022-002", "letter"][..],
        &["suspend", "VT-2022-002", "--reason", "x"],
        &["withdraw", "VT-2022-002", "--reason", "x"],
        &["due", "VT-2022-002", "letter", "--term", "5 days", "--basis", "x"],
    ] {
        assert_eq!(p.refuses(1, "refusal-case-ended", line)["outcome"], "withdrawn");
    }
}

/// A command line as typed, without the options that [`Office`] adds.
fn bare(office: &Office, args: &[&str]) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_quytrinh"));
    command.args(["--home", &office.home().to_string_lossy()]).args(args).env("USER", "clerk");
    Ran::of(command.output().expect("the program starts"))
}

#[test]
fn a_command_line_that_makes_no_sense_ends_with_2() {
    let p = Prepared::new();
    for line in [
        &["--lang", "fr", "list"][..],
        &["--format", "xml", "list"],
        &["lst"],
        &["done", "VT-2022-001"],
        &["list", "--nothing"],
        &["actor", "list", "--kind", "communes"],
        &["run", "scripts/bulk/postpone.rhai", "--days", "5"],
        &["run", "scripts/bulk/postpone.rhai", "--district", "535", "--hours", "5"],
        &["run", "scripts/bulk/postpone.rhai", "535"],
        &["due", "VT-2022-001", "answer", "--term", "5 days", "--extend", "5 days"],
        &["scripts", "check", "rotaton"],
        &["--rehearse", "init"],
    ] {
        let ran = bare(&p.office, line);
        assert_eq!(ran.code, 2, "{line:?}\n{}{}", ran.stdout, ran.stderr);
        assert!(ran.stdout.is_empty() && !ran.stderr.is_empty(), "{line:?}: {}", ran.stdout);
        p.is_untouched(line);
    }
    // For a program, the same with its kind.
    for line in [
        &["--lang", "fr", "list", "--format", "json"][..],
        &["--format", "json", "lst"],
        &["--format=json", "list", "--nothing"],
        &["actor", "list", "--kind", "communes", "--format", "json"],
        &["scripts", "check", "rotaton", "--format", "json"],
        &["run", "scripts/bulk/postpone.rhai", "--days", "5", "--format", "json"],
    ] {
        let ran = bare(&p.office, line);
        assert_eq!(ran.code, 2, "{line:?}\n{}{}", ran.stdout, ran.stderr);
        assert!(Refused::read(&ran.stderr).error.starts_with("usage"), "{line:?}: {}", ran.stderr);
    }
}

#[test]
fn a_clock_that_is_none_is_refused() {
    let p = Prepared::new();
    for now in ["30/2/2023", "2022-09-22 25:00", "tomorrow"] {
        let ran = bare(&p.office, &["--now", now, "list", "--format", "json"]);
        assert_eq!(ran.code, 1, "{now}: {}", ran.stderr);
        let refused = Refused::read(&ran.stderr);
        assert_eq!((refused.error.as_str(), &refused.facts["typed"]), ("refusal-bad-date", &json!(now)));
    }
    p.is_untouched(&["--now"]);
}

#[test]
fn settings_that_cannot_be_read_end_with_2_and_name_the_file() {
    let p = Prepared::new();
    for text in ["lang = \"vi", "language = \"vi\"\n", "lang = 3\n"] {
        p.office.write("quytrinh.toml", text);
        let ran = bare(&p.office, &["list", "--format", "json"]);
        assert_eq!(ran.code, 2, "{text}: {}", ran.stderr);
        let refused = Refused::read(&ran.stderr);
        assert_eq!(refused.error, "config-malformed", "{}", refused.json);
        assert!(
            refused.facts["path"].as_str().is_some_and(|path| path.ends_with("quytrinh.toml")),
            "{}",
            refused.json
        );
    }
}

/// What is shown of settings that cannot be read, in a language, without the path of the folder.
fn shown(p: &Prepared, lang: &str, settings: &str) -> String {
    p.office.write("quytrinh.toml", settings);
    let ran = p.office.run_in(lang, &["remind"]);
    assert_eq!(ran.code, 2, "{settings}\n{}", ran.stderr);
    ran.stderr.replace(&format!("{}/", p.office.home().display()), "")
}

#[test]
fn a_slip_in_the_settings_is_shown_where_it_stands_in_both_languages() {
    let p = Prepared::new();
    let section = "[mail]\nserver = \"mail.example.vn\"\n";
    let whole = format!("{section}from = \"a@example.vn\"\n");
    let cases: [(&str, String, [&str; 2]); 8] = [
        ("2:1", "lang = \"vi\"\nchanels = 3\n".into(), ["Có thể là: channels", "Perhaps: channels"]),
        ("2:1", "lang = \"vi\"\nzz = 3\n".into(), ["Ở đây ghi được: lang, me,", "may stand here: lang, me,"]),
        (
            "2:11",
            "[channels]\nletters = \"fax\"\n".into(),
            ["một trong các từ: files, mail, command", "One of these: files, mail, command"],
        ),
        ("1:1", section.into(), ["còn thiếu khóa `from`", "the key `from` is missing"]),
        (
            "4:8",
            format!("{whole}port = \"587\"\n"),
            ["cần số nguyên, trong tệp lại ghi chữ", "wanted here is whole number, there is text"],
        ),
        (
            "4:19",
            format!("{whole}timeout_seconds = 0\n"),
            ["cần số nguyên từ 1 trở lên, trong tệp lại ghi 0", "a whole number from 1, there is 0"],
        ),
        (
            "2:1",
            "lang = \"vi\"\nlang = \"en\"\n".into(),
            ["`lang` được ghi hai lần", "`lang` is there twice"],
        ),
        ("1:", "lang = \"vi\n".into(), ["chưa đúng cách viết TOML", "not written as TOML wants it"]),
    ];
    for (place, settings, parts) in cases {
        for (lang, part) in ["vi", "en"].into_iter().zip(parts) {
            let said = shown(&p, lang, &settings);
            assert!(said.contains(part), "`{part}` is not in\n{said}");
            assert!(said.contains(&format!("--> quytrinh.toml:{place}")), "{said}");
            let (line, _) = place.split_once(':').expect("a line");
            let line = settings.lines().nth(line.parse::<usize>().expect("a number") - 1).expect("the line");
            assert!(said.contains(&format!(" | {line}\n")), "{said}");
            // The words of serde, the reader's insides, are for nobody.
            assert!(
                !["unknown", "invalid type", "expected one", "TOML parse"].iter().any(|w| said.contains(w))
            );
        }
    }
    let unclosed = shown(&p, "vi", &format!("{whole}password_file = \"bí mật\n"));
    assert!(unclosed.contains("quytrinh.toml:4:") && !unclosed.contains("bí mật"), "{unclosed}");
}

#[test]
fn settings_that_do_not_fit_together_say_what_is_missing_in_the_language_of_the_clerk() {
    let p = Prepared::new();
    let mail = "[mail]\nserver = \"mail.example.vn\"\nfrom = \"btctu@example.vn\"\n";
    let with_password = format!("{mail}password = \"bi-mat-thu\"\n");
    let no_sender = mail.replace("btctu@example.vn", "Ban Thử");
    let in_the_clear = format!("{mail}login = \"btctu\"\ntls = \"none\"\n");
    for (text, fault, vietnamese, english) in [
        (
            "[channels]\nletters = \"mail\"\n",
            "no-section",
            "thì phải có mục [mail]",
            "needs a section [mail]",
        ),
        (
            "[channels]\ndigests = \"command\"\n",
            "no-section",
            "Khai báo ở mục [command]",
            "or choose \"files\"",
        ),
        ("[command]\nrun = []\n", "no-program", "chưa nêu chương trình nào", "names no program"),
        (&with_password, "password-inside", "dòng 4 ghi mật khẩu", "password_file = "),
        (&no_sender, "bad-sender", "không phải địa chỉ thư điện tử", "`Ban Thử`"),
        (&in_the_clear, "login-in-the-clear", "không mã hóa", "in the clear"),
    ] {
        p.office.write("quytrinh.toml", text);
        for args in [&["remind"][..], &["schedule", "--once"], &["list"]] {
            assert_eq!(p.office.refused(2, args).facts["fault"], fault, "{text}");
        }
        for (lang, part, heading) in
            [("vi", vietnamese, "Lỗi thiết lập: "), ("en", english, "Settings error: ")]
        {
            let ran = p.office.run_in(lang, &["remind"]);
            assert_eq!(ran.code, 2, "{text}");
            assert!(ran.stderr.starts_with(heading) && ran.stderr.contains(part), "{text}\n{}", ran.stderr);
            assert!(
                ran.stderr.contains("quytrinh.toml") && !ran.stderr.contains("bi-mat-thu"),
                "{}",
                ran.stderr
            );
        }
    }
    p.office.write("quytrinh.toml", "lang = \"vi\"\n");
    p.is_untouched(&["remind"]);
}

#[test]
fn a_rehearsal_of_days_to_come_only_looks_ahead_and_says_so() {
    let p = Prepared::new();
    let line = ["rehearse", "--until", "21/9/2022"];
    let facts = p.refuses(1, "refusal-rehearsal-backwards", &line);
    assert_eq!((&facts["until"], &facts["today"]), (&json!("2022-09-21"), &json!("2022-09-22")));
    let told = p.office.run_in("vi", &line);
    assert!(told.code == 1 && told.stderr.contains("21/09/2022"), "{}", told.stderr);
}

#[test]
fn a_rehearsal_that_fails_half_done_names_the_failure_and_leaves_nothing() {
    let mut office = Office::untested();
    let path = "scripts/rotation/request/step1.rhai";
    let step = std::fs::read_to_string(office.home().join(path)).expect("a step");
    office.write(path, &format!("{step}\nfn expired(c, t) {{ throw \"chưa tính đến\"; }}\n"));
    office.ok(&["scripts", "publish"]);
    office.ok(&["open", "round", "--subject", "BTCTU"]);
    office.on("2022-09-22").ok(&["done", "VT-2022-001", "letter", "--doc", "01-CV/BTCTU 22/9/2022"]);
    office.ok(&["due", "VT-2022-001", "answer", "--term", "2 working days", "--basis", "x", "--escalate"]);
    let entries = office.verified();
    let line = ["rehearse", "--until", "30/9/2022"];
    let refused = office.refused(1, &line);
    assert_eq!(refused.error, "refusal-rehearsal-stops", "{}", refused.json);
    for (lang, way) in [("vi", "rồi"), ("en", "Find and mend")] {
        let told = office.run_in(lang, &line).stderr;
        for part in ["chưa tính đến", "request/step1.rhai", "scripts check", way] {
            assert!(told.contains(part), "`{part}` is not in\n{told}");
        }
    }
    assert_eq!(office.verified(), entries);
}

#[test]
fn a_broken_script_is_not_published_and_ends_with_3() {
    let p = Prepared::new();
    let step = "scripts/rotation/request/step1.rhai";
    let good = std::fs::read_to_string(p.office.home().join(step)).expect("the step's script");
    for (error, bad) in [
        ("script-syntax", good.replacen("fn closed(c, t) {", "fn closed(c, t {", 1)),
        ("script-unknown-function", good.replacen("add_answer(c);", "add_anwser(c);", 1)),
        (
            "script-unknown-function",
            good.replacen("c.has_task(", "c.has_tsk(", 1).replacen("office()", "ofice()", 1),
        ),
    ] {
        assert_ne!(bad, good);
        p.office.write(step, &bad);
        let refused = p.office.refused(3, &["scripts", "publish"]);
        assert_eq!(refused.error, error, "{}", refused.json);
        assert_eq!(refused.json["place"]["file"], "request/step1.rhai", "{}", refused.json);
        assert!(refused.json["place"]["line"].as_u64().is_some_and(|line| line > 1), "{}", refused.json);
        assert_eq!(p.office.fails(3, &["scripts", "check"]), "");
        p.is_untouched(&["scripts", "publish"]);
    }
}

#[test]
fn a_bulk_script_that_fails_leaves_nothing() {
    let p = Prepared::new();
    let first = r#"open_case("round", "BTCTU"); "#;
    for (code, error, rest) in [
        (3, "script-syntax", "let x = ;"),
        (3, "script-unknown-function", "frobnicate(1);"),
        (3, "script-unknown-property", "find_case(\"VT-2022-001\").offer;"),
        (3, "script-limit", "let x = 0; loop { x += 1; }"),
        (3, "script-limit", "fn f(n) { f(n + 1) } f(0);"),
        (3, "script-thrown", "throw \"enough\";"),
        (1, "refusal-by-script", "fail(\"thiếu dữ liệu\");"),
        (1, "refusal-wrong-outcome", "find_case(\"VT-2022-001\").done(\"answer\", \"agreed\");"),
        (1, "refusal-unknown-actor", "actor(\"nobody\");"),
    ] {
        // A function cannot stand within `main`.
        let (outside, inside) = if rest.starts_with("fn ") {
            rest.split_at(rest.find('}').map_or(0, |at| at + 1))
        } else {
            ("", rest)
        };
        p.office.write("scripts/bulk/bad.rhai", &format!("{outside}\nfn main() {{ {first}{inside} }}\n"));
        p.refuses(code, error, &["run", "scripts/bulk/bad.rhai"]);
    }
    p.office.write("scripts/bulk/bad.rhai", "fn min() { }\n");
    p.refuses(3, "script-missing-function", &["run", "scripts/bulk/bad.rhai"]);
    p.refuses(1, "file-missing", &["run", "scripts/bulk/absent.rhai"]);
}

#[test]
fn a_filter_that_is_none_ends_with_3() {
    let p = Prepared::new();
    p.refuses(3, "script-syntax", &["list", "c.kind =="]);
    p.refuses(3, "script-unknown-property", &["list", "c.knd == \"request\""]);
    p.refuses(3, "script-wrong-value", &["list", "c.kind"]);
    p.refuses(3, "script-unknown-variable", &["list", "kind == \"request\""]);
    p.refuses(3, "script-unknown-function", &["tasks", "late(t)"]);
    // A filter may call whatever a hook may, but it only reads.
    let found = p
        .office
        .json(&["list", "c.has_task(\"letter\") && c.task(\"letter\").is_done && c.tasks.open().len() == 1"]);
    assert_eq!(found.as_array().map(Vec::len), Some(1), "{found}");
    p.refuses(1, "refusal-only-reading", &["list", "c.remark(\"x\") == ()"]);
}

#[test]
fn a_roster_that_cannot_be_read_is_refused() {
    let p = Prepared::new();
    let import = |file: &Path, code: i32, error: &str| {
        p.refuses(code, error, &["actor", "import", &file.to_string_lossy()])
    };
    import(&p.office.home().join("absent.csv"), 1, "file-missing");
    import(&p.office.home().join("scripts"), 1, "file-trouble");
    import(&p.office.write("a.csv", ""), 1, "roster-no-rows");
    import(&p.office.write("b.csv", "Họ tên;Lương\nCán bộ Số 01;5\n"), 1, "roster-headings");
    let old = p.office.home().join("c.csv");
    std::fs::write(&old, b"Ho ten;Co quan\nC\xe1n b\xf4;SNV\n").expect("the file is written");
    assert_eq!(import(&old, 1, "roster-not-utf8")["line"], 2);
}

// ---- stores that are none

#[test]
fn no_store_at_all() {
    let office = Office::empty();
    for line in [&["list"][..], &["verify"], &["open", "round", "--subject", "BTCTU"], &["remind"]] {
        let refused = office.refused(4, line);
        assert_eq!(refused.error, "store-missing", "{}", refused.json);
        assert!(refused.json.to_string().contains("quytrinh.redb"), "{}", refused.json);
    }
    assert!(!office.store().exists(), "looking for a store does not make one");
}

#[test]
fn a_file_that_is_no_store_is_left_as_it_is() {
    let whole = std::fs::read(Office::new().store()).expect("a store");
    let long_text = "Danh sách cán bộ\n".repeat(1000);
    let mut garbled = whole.clone();
    garbled[4..512].fill(0xa5);
    for (what, bytes) in [
        ("text", long_text.as_bytes()),
        ("a word", b"redb"),
        ("empty", b""),
        ("cut in the header", &whole[..40]),
        ("cut", &whole[..whole.len() / 2]),
        ("garbled header", &garbled),
    ] {
        let office = Office::empty();
        office.write("store/quytrinh.redb", "");
        std::fs::write(office.store(), bytes).expect("the file is written");
        for line in [&["list"][..], &["verify"], &["open", "round", "--subject", "BTCTU"]] {
            let refused = office.refused(4, line);
            assert_eq!(refused.error, "store-not-a-store", "{what}, {line:?}: {}", refused.json);
        }
        assert_eq!(std::fs::read(office.store()).expect("the file"), bytes, "{what}: the file was changed");
        // Nor does `init` write over it.
        assert_eq!(office.refused(4, &["init"]).error, "store-exists");
        assert_eq!(std::fs::read(office.store()).expect("the file"), bytes, "{what}: the file was changed");
    }
}

#[test]
fn a_folder_in_the_place_of_the_store_is_no_store() {
    let office = Office::empty();
    std::fs::create_dir_all(office.store()).expect("a folder");
    assert!(office.refused(4, &["list"]).error.starts_with("store-"));
}

fn set_schema(store: &Path, schema: Option<&str>) {
    let db: Database = Builder::new()
        .set_concurrency_mode(ConcurrencyMode::MultiWriter)
        .open(store)
        .expect("the store opens");
    let tx = db.begin_write().expect("a transaction");
    {
        let mut meta = tx.open_table(META).expect("the table");
        match schema {
            Some(schema) => meta.insert("schema", schema).map(|_| ()).expect("a row"),
            None => meta.remove("schema").map(|_| ()).expect("no row"),
        }
    }
    tx.commit().expect("a commit");
}

#[test]
fn a_store_of_a_newer_schema_is_refused_with_both_versions() {
    let p = Prepared::new();
    set_schema(&p.office.store(), Some("99"));
    for line in [&["list"][..], &["verify"], &["done", "VT-2022-001", "answer", "--outcome", "no-reply"]] {
        let refused = p.office.refused(4, line);
        assert_eq!(refused.error, "store-newer", "{}", refused.json);
        assert!(refused.json.to_string().contains("99"), "{}", refused.json);
    }
    for schema in [Some("0"), Some("first"), None] {
        set_schema(&p.office.store(), schema);
        assert_eq!(p.office.refused(4, &["list"]).error, "store-not-a-store", "{schema:?}");
    }
    set_schema(&p.office.store(), Some("1"));
    p.is_untouched(&["list"]);
}

#[test]
fn a_database_of_another_program_is_no_store() {
    let office = Office::empty();
    office.write("store/other", "");
    drop(Database::create(office.store()).expect("a database"));
    for line in [&["list"][..], &["verify"], &["open", "round", "--subject", "BTCTU"]] {
        let refused = office.refused(4, line);
        assert_eq!(refused.error, "store-not-a-store", "{}", refused.json);
    }
}

// ---- places that cannot be written

#[test]
fn a_home_that_cannot_be_written_is_named() {
    let office = Office::empty();
    let file = office.write("a-file", "x");
    let home = file.join("home");
    let ran = Ran::of(
        Command::new(env!("CARGO_BIN_EXE_quytrinh"))
            .args(["--home", &home.to_string_lossy(), "--format", "json", "init"])
            .output()
            .expect("the program starts"),
    );
    assert_eq!(ran.code, 1, "{}{}", ran.stdout, ran.stderr);
    let refused = Refused::read(&ran.stderr);
    assert!(refused.error.starts_with("file-"), "{}", refused.json);
    assert!(refused.json.to_string().contains("a-file"), "{}", refused.json);
}

/// Runs the program through a shell line in which `"$@"` is its command line.
#[cfg(unix)]
fn through(office: &Office, shell: &[&str], args: &[&str]) -> Ran {
    let command = office.command(args);
    let mut outer = Command::new(shell[0]);
    outer.args(&shell[1..]).arg("sh").arg(command.get_program()).args(command.get_args());
    outer.env("USER", "clerk").env_remove("QUYTRINH_HOME");
    Ran::of(outer.output().expect("the shell starts"))
}

/// Opens rounds until one is not stored; gives how that one failed. The store has grown to its bound by then.
#[cfg(unix)]
fn fill(office: &Office, shell: &[&str]) -> (Refused, i32) {
    let one_more = |_| through(office, shell, &["open", "round", "--subject", "BTCTU", "--format", "json"]);
    let failed = (0..400).map(one_more).find(|ran| ran.code != 0).expect("the store fills its place");
    (Refused::read(&failed.stderr), failed.code)
}

/// When writes fail the act is lost and nothing else: the store verifies, and goes on once there is space.
#[cfg(unix)]
#[test]
fn a_file_that_cannot_grow_loses_the_act_and_nothing_else() {
    let p = Prepared::new();
    // Blocks of 512 bytes in a POSIX shell; some shells count in 1024.
    let blocks = std::fs::metadata(p.office.store()).expect("the store").len() / 1024 + 200;
    let limited = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$@\"");
    let (refused, code) = fill(&p.office, &["sh", "-c", &limited]);
    assert_eq!(code, 4, "{}", refused.json);
    assert!(refused.error.starts_with("store-"), "{}", refused.json);
    goes_on(&p.office, &["sh", "-c", "exec \"$@\""]);
}

/// The same with a disk that is full: a small file system in a mount namespace of its own, where the system allows it.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_loses_the_act_and_nothing_else() {
    let office = Office::empty();
    let home = office.home().to_string_lossy().into_owned();
    let prepared =
        format!("mount -t tmpfs -o size=4m,mode=700 tmpfs '{home}' && exec sh -c \"$SCRIPT\" sh \"$@\"");
    let script = r#"
        "$@" init >/dev/null || exit 90
        # An act that fails may leave room for one more: the disk is full when three in a row have failed.
        failed=0; while [ $failed -lt 3 ]; do
            "$@" open round --subject BTCTU --format json >/dev/null 2>/dev/null && failed=0 || failed=$((failed + 1))
        done
        "$@" open round --subject BTCTU --format json >/dev/null 2>/dev/null; echo "code $?"
        "$@" open round --subject BTCTU --format json 2>&1 >/dev/null | tail -1
        "$@" verify --format json || exit 91
        mount -o remount,size=8m "$HOME_" || exit 92
        "$@" open round --subject BTCTU --format json >/dev/null || exit 93
        "$@" verify --format json || exit 94
    "#;
    let command = office.command(&[]);
    let mut outer = Command::new("unshare");
    outer.args(["-rm", "sh", "-c", &prepared, "sh"]).arg(command.get_program()).args(command.get_args());
    outer.env("SCRIPT", script).env("HOME_", &home).env("USER", "clerk").env_remove("QUYTRINH_HOME");
    let Ok(output) = outer.output() else { return println!("skipped: no unshare here") };
    let ran = Ran::of(output);
    if ran.stdout.is_empty() && ran.code != 0 && ran.code < 90 {
        return println!("skipped: no mount here: {}", ran.stderr);
    }
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    let (code, rest) = ran.stdout.split_once('\n').expect("an exit code");
    assert_eq!(code, "code 4", "{}{}", ran.stdout, ran.stderr);
    let (failure, verdicts) = rest.split_once('\n').expect("a failure");
    assert_eq!(Refused::read(failure).error, "store-full", "{failure}");
    assert_eq!(verdicts.matches("\"ok\": true").count(), 2, "{verdicts}");
}

/// With space again the store takes acts and verifies.
#[cfg(unix)]
fn goes_on(office: &Office, shell: &[&str]) {
    let before = office.verified();
    let ran = through(office, shell, &["open", "round", "--subject", "BTCTU"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(office.verified() > before);
}

#[test]
fn settings_of_channels_that_cannot_be_are_refused_with_file_and_key() {
    let p = Prepared::new();
    for (settings, named) in [
        ("[channels]\nletters = \"fax\"\n", "fax"),
        ("[channels]\nletters = \"mail\"\n", "[mail]"),
        ("[channels]\ndigests = \"command\"\n", "[command]"),
        ("[mail]\nserver = \"mail.example.vn\"\nfrom = \"btctu\"\n", "from"),
        (
            "[mail]\nserver = \"mail.example.vn\"\nfrom = \"a@example.vn\"\npassword = \"bí mật\"\n",
            "password",
        ),
        ("[command]\nrun = []\n", "run"),
    ] {
        p.office.write("quytrinh.toml", settings);
        let said = p.office.fails(2, &["remind"]);
        assert!(said.contains("quytrinh.toml") && said.contains(named), "{settings}\n{said}");
        assert!(!said.contains("bí mật"), "a password is never told: {said}");
    }
    p.office.write("quytrinh.toml", "");
    p.office.ok(&["remind"]);
}
