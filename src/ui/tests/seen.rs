//! What a person sees.

use super::coverage::FAMILIES;
use crate::domain::script_fault::{Place, ScriptFault, ScriptFaultKind};
use crate::store::{Holder, StoreError};
use crate::ui::event;
use crate::ui::failure::Failure;
use crate::ui::lang::Lang;
use crate::ui::messages::Messages;
use crate::ui::table;
use serde_json::{Map, Value, json};

fn messages(lang: Lang) -> Messages {
    Messages::new(lang, "quytrinh ")
}

fn both(failure: &Failure) -> String {
    Lang::ALL.map(|lang| failure.print(&messages(lang))).join("\n\n")
}

#[test]
fn a_wrong_outcome_names_the_right_ones() {
    let refusal = json!({ "refusal": "wrong-outcome", "case": "VT-2022-001", "task": "answer", "outcome": "agreed",
                          "outcomes": ["proposed", "registered-next-year"] });
    let expected = "\
Chưa thực hiện được: Việc `answer` của hồ sơ VT-2022-001 không có kết quả `agreed`.
Cách làm: Các kết quả ghi được: proposed, registered-next-year
  quytrinh done VT-2022-001 answer --outcome proposed

Not done: The task `answer` of case VT-2022-001 has no outcome `agreed`.
Way out: The outcomes it can have: proposed, registered-next-year
  quytrinh done VT-2022-001 answer --outcome proposed";
    assert_eq!(both(&Failure::refusal(&refusal, None)), expected);
}

#[test]
fn in_the_repl_a_command_stands_without_the_program() {
    let refusal = json!({ "refusal": "case-rests", "case": "LC-2022-003", "since": "2022-11-02" });
    let expected = "\
Chưa thực hiện được: Hồ sơ LC-2022-003 đang tạm dừng từ ngày 02/11/2022.
Cách làm: Cho hồ sơ tiếp tục, rồi làm lại:
  resume LC-2022-003";
    assert_eq!(Failure::refusal(&refusal, None).print(&Messages::new(Lang::Vi, "")), expected);
}

#[test]
fn a_field_says_what_is_wrong_with_its_value() {
    let refusal = json!({ "refusal": "bad-field", "error": {
        "field": "post", "value": "Nguyễn Nghiêm", "pattern": "<post>",
        "fault": { "fault": "lookup", "lookup": "ambiguous",
                   "candidates": ["21025-BT Bí thư phường Nguyễn Nghiêm (Thành phố Quảng Ngãi)",
                                  "21439-BT Bí thư phường Nguyễn Nghiêm (Thị xã Đức Phổ)"] } } });
    let expected = "\
Chưa thực hiện được: Mục `post` không ghi được giá trị `Nguyễn Nghiêm`: có nhiều nơi cùng mang tên này.
Cách làm: Dùng mã ở đầu dòng thay cho tên:
    21025-BT Bí thư phường Nguyễn Nghiêm (Thành phố Quảng Ngãi)
    21439-BT Bí thư phường Nguyễn Nghiêm (Thị xã Đức Phổ)

Not done: The field `post` does not take `Nguyễn Nghiêm`: several share this name.
Way out: Use the code at the front instead of the name:
    21025-BT Bí thư phường Nguyễn Nghiêm (Thành phố Quảng Ngãi)
    21439-BT Bí thư phường Nguyễn Nghiêm (Thị xã Đức Phổ)";
    assert_eq!(both(&Failure::refusal(&refusal, None)), expected);
}

#[test]
fn an_error_in_a_script_shows_its_line() {
    let kind = ScriptFaultKind::UnknownFunction {
        call: "ad_task(Case, string)".to_owned(),
        near: vec!["add_task".to_owned()],
    };
    let excerpt = "\tc.ad_task(\"letter\");  // gửi văn bản".to_owned();
    let place = Place { file: "request/step1.rhai".to_owned(), line: 7, column: 4, excerpt };
    let fault =
        ScriptFault { kind, place: Some(place), calls: vec!["start".to_owned(), "letters".to_owned()] };
    let expected = "\
Lỗi trong kịch bản: Không có hàm nào nhận lời gọi `ad_task(Case, string)`.
 --> request/step1.rhai:7:4
  |
7 |     c.ad_task(\"letter\");  // gửi văn bản
  |       ^^^^^^^
Gọi lần lượt: start → letters
Cách làm: Có thể là: add_task
  quytrinh scripts reference";
    assert_eq!(Failure::script(&fault).print(&messages(Lang::Vi)), expected);
}

#[test]
fn a_rule_that_stops_a_script_is_told_with_it() {
    let refusal = json!({ "refusal": "task-exists", "case": "DOT-2022-01", "task": "letter" });
    let fault = ScriptFault::new(ScriptFaultKind::Refused { refusal });
    let expected = "\
Script error: The script asks for something that the rules do not allow.
Case DOT-2022-01 has a task `letter` that is still owed, so none of the same key can be added.
Way out: Mend the script at the place shown so that it does not ask for this, then check:
  quytrinh scripts check";
    assert_eq!(Failure::script(&fault).print(&messages(Lang::En)), expected);
}

#[test]
fn a_busy_store_says_who_holds_it() {
    let holder = Holder {
        pid: 4711,
        what: "run scripts/bulk/postpone.rhai".to_owned(),
        since: "2022-10-03T07:30:00+07:00".to_owned(),
    };
    let failure = Failure::store(&StoreError::Busy { waited_ms: 10_004, holder: Some(holder) });
    assert_eq!(failure.code, 4);
    let expected = "\
Lỗi kho dữ liệu: Kho dữ liệu đang được ghi bởi `run scripts/bulk/postpone.rhai` (tiến trình 4711, từ 2022-10-03T07:30:00+07:00); đã chờ 10004 ms.
Cách làm: Chờ chương trình kia xong rồi làm lại; chưa có gì được ghi.";
    assert_eq!(failure.print(&messages(Lang::Vi)), expected);
}

#[test]
fn what_the_system_said_stands_behind_the_failure() {
    let error = std::io::Error::other("No space left on device (os error 28)");
    let expected = "\
Lỗi kho dữ liệu: Ổ đĩa đã đầy nên không ghi được vào kho dữ liệu.
Nguyên nhân: No space left on device (os error 28)
Cách làm: Dọn bớt ổ đĩa rồi làm lại; thao tác này chưa được ghi, dữ liệu cũ còn nguyên.";
    assert_eq!(
        Failure::store(&StoreError::Full { path: None, cause: error }).print(&messages(Lang::Vi)),
        expected
    );
}

#[test]
fn a_program_reads_the_same_failure_as_data() {
    let refusal = json!({ "refusal": "future-date", "date": "2022-10-05", "today": "2022-10-03" });
    let expected = json!({
        "error": "refusal-future-date",
        "code": 1,
        "message": "The day 05/10/2022 lies after today (03/10/2022).",
        "hint": "Record what has happened: give a day up to 03/10/2022, or leave out --on for today.",
        "facts": refusal,
        "place": null,
        "calls": [],
        "causes": [],
        "lines": [],
    });
    assert_eq!(Failure::refusal(&refusal, None).json(&messages(Lang::En)), expected);
}

#[test]
fn a_long_list_is_cut_and_says_so() {
    let kinds: Vec<String> = (1..=23).map(|n| format!("kind{n}")).collect();
    let refusal = json!({ "refusal": "unknown-kind", "typed": "x", "kinds": kinds });
    let text = Failure::refusal(&refusal, None).print(&messages(Lang::Vi));
    assert!(text.contains("Các loại hồ sơ:\n    kind1\n    kind2\n"), "{text}");
    assert!(text.ends_with("    kind20\n    … và 3 mục nữa"), "{text}");
}

#[test]
fn events_are_told_with_their_facts() {
    let told = |event: Value, lang| event::words(&messages(lang), &serde_json::from_value(event).unwrap());
    let done = json!({ "type": "task-done", "task": "answer", "outcome": "proposed", "on": "2022-10-17" });
    assert_eq!(told(done.clone(), Lang::Vi), "Hoàn thành việc answer: proposed, ngày 17/10/2022");
    assert_eq!(told(done, Lang::En), "Did task answer: proposed, on 17/10/2022");
    let clock = json!({ "type": "term-set", "task": "answer", "clock": { "term": "15 working days",
        "anchor": "2022-10-03", "basis": "mặc định của cơ quan", "due": "2022-10-24" } });
    let expected =
        "Đặt hạn việc answer: ngày 24/10/2022 (15 ngày làm việc từ 03/10/2022; mặc định của cơ quan)";
    assert_eq!(told(clock, Lang::Vi), expected);
    let paper = json!({ "type": "document-recorded", "document": { "number_in_case": 1, "type": "CV", "number": "12",
        "symbol": "CV/BTCTU", "date": "2022-10-03", "direction": "out", "step": "step1" } });
    assert_eq!(told(paper, Lang::Vi), "Phát hành văn bản 12-CV/BTCTU ngày 03/10/2022");
    let field = json!({ "type": "field-set", "name": "offers", "value": [{ "post": "21010-BT", "from": "2023-03-01" }] });
    assert_eq!(told(field, Lang::Vi), "Ghi mục offers = from 01/03/2023, post 21010-BT");
    let fired = json!({ "type": "rung-fired", "task": "answer", "rung": "first-letter", "on": "2022-10-25", "fate": { "fate": "nobody" } });
    assert_eq!(
        told(fired, Lang::En),
        "Reminder first-letter of task answer came up, but nobody can be reached"
    );
}

#[test]
fn a_table_keeps_its_columns_in_place_and_wraps_long_texts() {
    let row = |cells: [&str; 3]| cells.map(ToOwned::to_owned).to_vec();
    let headings = row(["Hồ sơ", "Nội dung", "Trễ"]);
    let rows = [
        row(["VT-2022-001", "Thành phố Quảng Ngãi đề xuất vị trí người đứng đầu cấp xã", "12"]),
        row(["VT-2022-012", "Huye\u{323}\u{302}n Ly\u{301} So\u{31b}n", "3"]),
    ];
    let expected = "\
Hồ sơ        Nội dung                    Trễ
VT-2022-001  Thành phố Quảng Ngãi đề      12
             xuất vị trí người đứng đầu
             cấp xã
VT-2022-012  Huyện Lý Sơn                  3";
    assert_eq!(table::render(&headings, &rows, Some(46), false), expected);
    let wide = table::render(&headings, &rows, None, false);
    assert_eq!(wide.lines().count(), 3);
    let some = table::render_some(&messages(Lang::Vi), &headings, &rows, 1, None, false);
    assert!(some.contains("\nCòn 1 dòng không hiện."), "{some}");
    assert_eq!(
        table::render_some(&messages(Lang::Vi), &headings, &[], 1, None, false),
        "Không có gì để hiện."
    );
}

/// Every text of an error with made-up facts, once with all of them and once with only those it always has.
#[test]
fn every_failure_as_people_see_it() {
    for lang in Lang::ALL {
        let messages = messages(lang);
        let mut page = String::new();
        for family in FAMILIES.iter().filter(|family| family.area != "store") {
            for variant in family.variants() {
                let key = format!("{}-{}", family.area, variant.name);
                let mut seen = Vec::new();
                for full in [true, false] {
                    let facts: Map<String, Value> = variant
                        .fields
                        .iter()
                        .map(|(name, kind)| (name.clone(), sample(name, kind, full)))
                        .collect();
                    let text = Failure::told(1, &key, &Value::Object(facts), Vec::new()).print(&messages);
                    let text = text.split_once(": ").map_or(text.clone(), |(_, text)| text.to_owned());
                    if !seen.contains(&text) {
                        page.push_str(&format!("{key}\n{text}\n\n"));
                        seen.push(text);
                    }
                }
            }
        }
        let path = json!({ "path": "store/quytrinh.redb" });
        // What only the store itself can make is told by its key.
        let inner =
            [("store-not-a-store", &path), ("store-redb", &Value::Null), ("store-open-to-others", &path)];
        let inner = inner.map(|(key, facts)| Failure::told(4, key, facts, Vec::new()));
        for failure in store_errors().iter().map(Failure::store).chain(inner) {
            let failure = Failure { causes: Vec::new(), ..failure };
            page.push_str(&format!("{}\n{}\n\n", failure.key, failure.print(&messages)));
        }
        assert!(!page.contains('['), "{page}");
        insta::assert_snapshot!(lang.name(), page);
    }
}

fn store_errors() -> Vec<StoreError> {
    let path = || std::path::PathBuf::from("store/quytrinh.redb");
    let io = || std::io::Error::other("input/output error");
    let cause = serde_json::from_str::<Value>("{").unwrap_err();
    vec![
        StoreError::Missing { path: path() },
        StoreError::Exists { path: path() },
        StoreError::Newer { path: path(), found: 9, known: 1 },
        StoreError::Replaced { path: path() },
        StoreError::Busy { waited_ms: 10_000, holder: None },
        StoreError::Full { path: Some(path()), cause: io() },
        StoreError::Io { path: None, cause: io() },
        StoreError::Io { path: Some(path()), cause: io() },
        StoreError::Doubtful { path: path(), cause: io() },
        StoreError::NoLocks { path: Some(path()), cause: io() },
        StoreError::Corrupt { table: "cases", key: "VT-2022-001".to_owned(), cause },
        StoreError::Absent { table: "cases", key: "VT-2022-001".to_owned() },
        StoreError::ReadOnly,
    ]
}

fn sample(name: &str, kind: &str, full: bool) -> Value {
    match (kind, full) {
        (kind, false) if kind.starts_with("Option<") => Value::Null,
        (kind, false) if kind.starts_with("Vec<") => json!([]),
        (kind, true) if kind.starts_with("Vec<") => json!(["alpha", "beta"]),
        ("FieldError", _) => {
            json!({ "field": "reception_date", "value": "30/2/2023", "pattern": "dd/mm/yyyy",
                                      "fault": { "fault": "no-date" } })
        }
        ("serde_json::Value", _) => json!({ "refusal": "case-rests", "case": "LC-2022-003", "since": null }),
        ("Place", _) => json!({ "file": "2024.toml", "line": 12 }),
        ("SyntaxFault", true) => json!({ "syntax": "no-end" }),
        ("SyntaxFault", false) => json!({ "syntax": "foreign", "text": "->", "instead": null }),
        ("bool", full) => json!(full),
        ("String" | "PathBuf" | "&'static str" | "Option<String>" | "Term", full) => json!(word(name, full)),
        _ if kind.contains("NaiveDate") => json!("2022-10-03"),
        ("FirstDay", full) => json!(if full { "counted" } else { "excluded" }),
        _ if kind.contains("Rule") => json!("rolls-back"),
        _ if kind.contains("Unit") => json!("working-days"),
        _ => json!(7),
    }
}

fn word(name: &str, full: bool) -> &'static str {
    match (name, full) {
        ("kinds" | "title" | "of", false) => "",
        ("case" | "parent", _) => "VT-2022-001",
        ("kind" | "parent_kind", _) => "request",
        ("kinds", _) => "agency, body",
        ("wanted" | "is", _) => "agency",
        ("what", _) => "case id",
        ("task", _) => "answer",
        ("first" | "after", _) => "letter",
        ("outcome", _) => "proposed",
        ("step", _) => "step2",
        ("title", _) => "Vị trí đề xuất",
        ("state", full) => {
            if full {
                "done"
            } else {
                "cancelled"
            }
        }
        ("act", full) => {
            if full {
                "withdraw"
            } else {
                "correct"
            }
        }
        ("bound", full) => {
            if full {
                "operations"
            } else {
                "lines"
            }
        }
        ("fault", full) => {
            if full {
                "date"
            } else {
                "kind"
            }
        }
        ("typed", _) => "abc",
        ("path", _) => "store/quytrinh.redb",
        ("file", _) => "request/step1.rhai",
        ("term", _) => "10 working days",
        _ => "alpha",
    }
}
