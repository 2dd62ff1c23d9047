//! The calendar at the door: terms with rules of their own, calendars of a district, and files that are wrong.

mod support;

use serde_json::{Value, json};
use std::process::Command;
use support::{Office, Ran};

const YEAR: &str = "calendars/2027.toml";
const OWN_DAY: &str = r#"
year = 2027
decision = "1/QĐ"
holidays = [{ date = 2027-03-24, name = "Ngày giải phóng", scope = "535" }]
observed = [{ date = 2027-03-25, name = "Ngày truyền thống", scope = "SNV" }]
"#;

fn with_own_days() -> Office {
    let office = Office::new();
    office.write(YEAR, OWN_DAY);
    office
}

fn due(office: &Office, date: &str, term: &str) -> Value {
    office.json(&["calendar", "add", date, term])["date"].clone()
}

/// What the program says in Vietnamese.
fn in_vietnamese(office: &Office, args: &[&str]) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_quytrinh"));
    command.args(["--home", &office.home().to_string_lossy(), "--lang", "vi", "--now", office.now()]);
    command.args(args).env("USER", "clerk").env_remove("QUYTRINH_HOME");
    Ran::of(command.output().expect("the program starts"))
}

#[test]
fn a_term_is_counted_by_the_rules_it_states() {
    let office = Office::new();
    for (date, term, end) in [
        ("3/10/2022", "5 days", "2022-10-10"),
        ("3/10/2022", "5 ngày (gặp ngày nghỉ thì lùi về trước)", "2022-10-07"),
        ("3/10/2022", "5 ngay (gap ngay nghi van giu nguyen)", "2022-10-08"),
        ("3/10/2022", "5 ngày làm việc (tính cả ngày đầu)", "2022-10-07"),
        ("28/2/2023", "1 month (last day stays last)", "2023-03-31"),
        ("25/12/2022", "1 month (rolls back; first day counts)", "2023-01-19"),
    ] {
        assert_eq!(due(&office, date, term), end, "{term}");
    }
    let told = in_vietnamese(&office, &["calendar", "add", "3/10/2022", "5 ngày (lùi về trước)"]);
    let expected = "\
tính từ ngày 03/10/2022 (ngày này không tính)
04/10/2022 – 08/10/2022: đến ngày thứ 5
08/10/2022 nghỉ cuối tuần
08/10/2022 là ngày nghỉ: lùi về 07/10/2022
= 07/10/2022
";
    assert_eq!((told.code, told.stdout.as_str()), (0, expected));
    let told =
        office.ok(&["calendar", "add", "28/2/2023", "1 month (first day counts, last day stays last)"]);
    let expected = "\
from 28/02/2023 (itself counted)
to 31/03/2023 (from a month's last day to a month's last day)
one day less, as the first day counts: 30/03/2023
= 30/03/2023
";
    assert_eq!(told, expected);
    let told = office.ok(&["calendar", "add", "25/12/2022", "1 month (may end on a day off)"]);
    assert!(told.contains("25/01/2023 holiday (Mùng bốn Tết Nguyên Đán): kept all the same"), "{told}");
}

#[test]
fn the_rules_of_a_term_stay_with_its_task() {
    let mut office = Office::new();
    office.ok(&["open", "round", "--subject", "BTCTU"]);
    office.on("2022-09-22").ok(&["done", "VT-2022-001", "letter", "--doc", "01-CV/BTCTU 22/9/2022"]);
    let term = "10 ngày làm việc (tính cả ngày đầu)";
    let line =
        ["due", "VT-2022-001", "answer", "--term", term, "--from", "3/10/2022", "--basis", "Công văn 2"];
    assert_eq!(office.json(&line)["due"], "2022-10-14");
    let why = office.json(&["why", "VT-2022-001"]);
    let task = &why["tasks"][0];
    assert_eq!(
        task["arithmetic"][0],
        json!({ "step": "anchor", "date": "2022-10-03", "first_day": "counted" })
    );
    assert!(task["due_origin"].as_str().is_some_and(|origin| origin.starts_with(term)), "{task}");
    office.verified();
}

#[test]
fn a_rule_that_is_none_is_told_with_the_nearest_one() {
    let office = Office::new();
    let add = |term| office.refused(1, &["calendar", "add", "3/10/2022", term]);
    let refused = add("10 days (first day count)");
    let fault = &refused.facts["fault"];
    assert_eq!(refused.error, "refusal-bad-term");
    assert_eq!((&fault["term"], &fault["near"]), (&json!("unknown-rule"), &json!("first-day-counts")));
    assert_eq!(fault["known"].as_array().map(Vec::len), Some(7));
    assert_eq!(refused.json["hint"], "Perhaps: first day counts");
    assert_eq!(add("10 days (rolls back, may end on a day off)").facts["fault"]["term"], "rule-twice");
    assert_eq!(add("10 days (rolls back").facts["fault"]["term"], "brackets");
    let told =
        in_vietnamese(&office, &["calendar", "add", "3/10/2022", "10 ngày (tính ngày đầu tiên của kỳ)"]);
    assert_eq!(told.code, 1);
    assert!(told.stderr.contains("không phải là một cách tính thời hạn"), "{}", told.stderr);
    assert!(told.stderr.contains("tính cả ngày đầu"), "{}", told.stderr);
}

#[test]
fn a_term_that_is_none_names_its_fault_in_both_languages() {
    let office = Office::new();
    for (term, fault, vietnamese, english) in [
        ("-3 days", "negative", "thời hạn không thể là số âm", "a term cannot be negative"),
        ("10 giờ", "unknown-unit", "`giờ` không phải là đơn vị", "`giờ` is no unit of a term"),
        ("10", "no-unit", "số 10 chưa có đơn vị", "the number 10 has no unit"),
    ] {
        let args = &["calendar", "add", "3/10/2022", term];
        let told = office.fails(1, args);
        assert!(told.contains(english), "{told}");
        let told = in_vietnamese(&office, args);
        assert!(told.code == 1 && told.stderr.contains(vietnamese), "{}", told.stderr);
        let json = office.fails(1, &[&["--format", "json"][..], args].concat());
        assert_eq!(support::Refused::read(&json).facts["fault"]["term"], fault);
    }
    let due = ["due", "VT-2022-001", "answer", "--basis", "x", "--term", "-3 days"];
    assert_eq!(office.refused(1, &due).facts["fault"]["term"], "negative");
    // What follows the term is still an option.
    let line = ["calendar", "add", "3/10/2022", "--of", "535", "5 days"];
    assert_eq!(office.refused(1, &line).facts["fault"]["calendar"], "unknown-scope");
}

#[test]
fn a_district_has_its_own_days_off() {
    let office = with_own_days();
    let between =
        |more: &[&str]| office.json(&[&["calendar", "between", "22/3/2027", "26/3/2027"], more].concat());
    assert_eq!(between(&[]), json!({ "working_days": 4, "days": 4 }));
    assert_eq!(between(&["--of", "535"]), json!({ "working_days": 3, "days": 4 }));
    let add = |more: &[&str]| office.json(&[&["calendar", "add", "23/3/2027", "1wd"], more].concat());
    assert_eq!(add(&[])["date"], "2027-03-24");
    assert_eq!(add(&["--of", "535"])["date"], "2027-03-25");
    let days = |more: &[&str]| {
        let days = office.json(&[&["calendar", "2027"], more].concat());
        days.as_array().cloned().unwrap_or_default()
    };
    let own = json!({ "date": "2027-03-24", "name": "Ngày giải phóng", "kind": "holiday", "decided": true, "scope": "535" });
    assert!(!days(&[]).contains(&own));
    assert!(days(&["--of", "535"]).contains(&own));
    assert_eq!(days(&["--of", "SNV"]).len(), days(&[]).len() + 1);
}

#[test]
fn a_calendar_that_is_none_names_those_there_are() {
    let office = with_own_days();
    for line in [
        &["calendar", "2027", "--of", "522"][..],
        &["calendar", "add", "23/3/2027", "1wd", "--of", "522"],
        &["calendar", "between", "22/3/2027", "26/3/2027", "--of", "522"],
    ] {
        let refused = office.refused(1, line);
        assert_eq!(refused.error, "refusal-no-calendar");
        let fault = json!({ "calendar": "unknown-scope", "scope": "522", "known": ["535", "SNV"] });
        assert_eq!(refused.facts["fault"], fault);
        assert_eq!(refused.json["hint"], "Those who have one: 535, SNV");
    }
    let told = in_vietnamese(&office, &["calendar", "--of", "522"]);
    assert!(told.code == 1 && told.stderr.contains("không có lịch riêng của `522`"), "{}", told.stderr);
    let refused = Office::new().refused(1, &["calendar", "--of", "535"]);
    assert!(
        refused.json["hint"].as_str().is_some_and(|hint| hint.starts_with("Nobody has")),
        "{}",
        refused.json
    );
}

#[test]
fn a_calendar_file_that_is_wrong_is_named_with_its_line() {
    let office = Office::new();
    let swaps = "swaps = [\n  { off = 2027-04-29, work = 2027-05-08 },\n  { off = 2027-04-28, work = 2027-05-08 },\n]";
    for (entries, fault, line, vietnamese) in [
        ("holidays = [{ date = \"30/2/2027\", name = \"A\" }]", "bad-date", 3, "không phải là ngày có thật"),
        ("holidays = [{ date = 2027-02-30, name = \"A\" }]", "malformed", 3, "chưa đúng cách viết"),
        (swaps, "swapped-twice", 5, "ngày 08/05/2027 bị hoán đổi hai lần"),
        ("holidays = [{ date = 2028-01-01, name = \"A\" }]", "other-year", 3, "không thuộc năm 2027"),
        ("holiday = []", "malformed", 3, "chưa đúng cách viết"),
    ] {
        office.write(YEAR, &format!("year = 2027\ndecision = \"x\"\n{entries}\n"));
        for args in [&["calendar", "2022"][..], &["calendar", "add", "3/10/2022", "5 days"]] {
            let refused = office.refused(1, args);
            assert_eq!(refused.error, "refusal-no-calendar");
            let found = &refused.facts["fault"];
            assert_eq!(
                (&found["calendar"], &found["place"]["line"]),
                (&json!(fault), &json!(line)),
                "{found}"
            );
            assert!(
                found["place"]["file"].as_str().is_some_and(|file| file.ends_with("2027.toml")),
                "{found}"
            );
        }
        let told = in_vietnamese(&office, &["calendar", "2022"]);
        let place = format!("2027.toml dòng {line}");
        assert_eq!(told.code, 1);
        assert!(told.stderr.contains(vietnamese) && told.stderr.contains(&place), "{}", told.stderr);
    }
    office.write(YEAR, "decision = \"x\"\nyear = 3027\n");
    let refused = office.refused(1, &["calendar"]);
    assert_eq!(refused.facts["fault"]["calendar"], "file-year");
    office.write(YEAR, "year = 2026\ndecision = \"x\"\n");
    let refused = office.refused(1, &["calendar"]);
    assert_eq!(refused.facts["fault"]["calendar"], "year-twice");
}
