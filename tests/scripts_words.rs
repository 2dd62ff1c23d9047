//! Editions in the words of the office: what differs between two, how districts differ from the base, what is known of one,
//! and which line did what in a case.

mod support;

use support::Office;
use support::clerk::Clerk;

const STEP1: &str = "scripts/rotation/request/step1.rhai";

/// Every part must stand in the text.
fn says(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "`{part}` is not in\n{text}");
    }
}

#[test]
fn what_was_changed_is_told_as_tasks_terms_and_conditions_with_the_cases_that_run() {
    let office = Office::untested();
    office.ok(&["open", "round", "--subject", "BTCTU"]);
    says(&office.ok(&["scripts", "diff"]), &["Nothing differs."]);
    office.edit(
        "scripts/rotation/package.rhai",
        "\"answer\": working_days(15)",
        "\"answer\": working_days(10)",
    );
    office.edit("scripts/rotation/package.rhai", "label: \"2022\"", "label: \"2022b\"");
    office.edit(STEP1,
        "    carry_registration(c);\n}",
        "    carry_registration(c);\n    c.add_task(\"advice\", #{ title: \"Xin ý kiến\", owner: office() });\n}",
    );
    office.edit(STEP1, "\"no-reply\"],", "\"no-reply\", \"late\"],");
    office.edit(STEP1, "\"Chưa ghi vị trí nào được đề xuất\"", "\"Chưa có vị trí\"");
    office.edit("scripts/rotation/letters/due-soon.txt", "Kính gửi", "Kính  gửi");
    let vi = office.run_in("vi", &["scripts", "diff"]).stdout;
    says(
        &vi,
        &[
            "label: 2022 → 2022b",
            "hạn mặc định answer: 15 ngày làm việc → 10 ngày làm việc",
            "(request/step1.rhai) – 13 hồ sơ đang chạy",
            "thêm việc advice (Xin ý kiến)",
            "việc answer: thêm kết quả late",
            "thêm điều kiện «Chưa có vị trí»",
            "bỏ điều kiện «Chưa ghi vị trí nào được đề xuất»",
            "sửa lời mẫu thư due-soon",
        ],
    );
    let source = office.ok(&["scripts", "diff", "--source"]);
    says(&source, &["--- request/step1.rhai", "-        outcomes: ", "+    c.add_task(\"advice\""]);
    assert_eq!(office.refused(1, &["scripts", "diff", "--from", "zz"]).error, "refusal-which-edition");
    assert_eq!(office.refused(1, &["scripts", "show", "--package", "zz"]).error, "refusal-which-package");
}

#[test]
fn what_only_reads_otherwise_is_told_as_that() {
    let office = Office::untested();
    office.edit(STEP1, "return [];", "return [ ];");
    says(&office.ok(&["scripts", "diff"]), &["request/step1.rhai", "written otherwise"]);
    office.edit(STEP1, "return [ ];", "return [];");
    office.edit(STEP1, "fn start(c) {", "// Lời ghi chú.\nfn start(c) {");
    says(&office.ok(&["scripts", "diff"]), &["Nothing differs."]);
}

#[test]
fn each_districts_own_rules_stand_in_one_table() {
    let office = Office::untested();
    let vi = office.run_in("vi", &["scripts", "variations"]).stdout;
    for parts in [
        &["530", "hạn mặc định answer: 15 ngày làm việc → 25 ngày làm việc"][..],
        &["535", "consultees(): Ví dụ về quy định riêng"],
        &["536", "hủy việc answer"],
    ] {
        assert!(vi.lines().any(|line| parts.iter().all(|part| line.contains(part))), "{parts:?} in\n{vi}");
    }
    let json = office.json(&["scripts", "variations"]);
    let lyson = json.as_array().expect("groups").iter().find(|group| group["district"] == "536");
    assert_eq!(lyson.expect("Lý Sơn")["changes"][0]["what"], "cancels");
}

#[test]
fn an_edition_says_who_published_it_and_which_cases_are_on_it() {
    let office = Office::untested();
    office.ok(&["open", "round", "--subject", "BTCTU"]);
    let old = office.json(&["scripts", "show"])["edition"]["id"].as_str().expect("a hash").to_owned();
    office.edit(STEP1, "fn start(c) {", "// Lời ghi chú.\nfn start(c) {");
    office.ok(&["scripts", "publish", "--reason", "Công văn 20-CV/BTCTU", "rotation"]);
    let new = office.json(&["scripts", "show"]);
    assert_eq!((&new["open"], &new["active"]), (&0.into(), &true.into()));
    assert_eq!(new["edition"]["on"], "2022-09-21");
    says(&office.ok(&["scripts", "show"]), &["Công văn 20-CV/BTCTU", "21/09/2022", "request/step1.rhai"]);
    let shown = office.json(&["scripts", "show", &old[..12]]);
    assert_eq!((&shown["open"], &shown["active"]), (&14.into(), &false.into()));
}

#[test]
fn a_trace_names_the_line_that_did_it() {
    let mut clerk = Clerk::at(Office::untested());
    clerk.office.ok(&["open", "round", "--subject", "BTCTU"]);
    let request = clerk.number("request", "533");
    clerk.records(&request, "letter", "done", &[]);
    let before = clerk.office.verified();
    let trace = clerk.office.ok(&["scripts", "trace", &request]);
    says(
        &trace,
        &[
            "Did task letter",
            "request/step1.rhai:",
            "set_term(office_term(\"answer\"), t)",
            "Task answer is due on 12/10/2022",
        ],
    );
    assert_eq!(clerk.office.verified(), before, "a trace changes nothing");
    clerk.office.ok(&["withdraw", "DOT-2022-01", "--reason", "thôi"]);
    says(&clerk.office.ok(&["scripts", "trace", &request]), &["has ended"]);
}
