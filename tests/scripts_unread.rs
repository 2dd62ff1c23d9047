//! What cannot be read in a script is told in the words of the office, in both languages, at its line.

mod support;

use serde_json::Value;
use support::Office;

/// A script that cannot be read: its text, what is wrong by name, words of both messages, the line.
type Unread = (&'static str, &'static str, &'static str, &'static str, u64);

#[rustfmt::skip]
const UNREAD: &[Unread] = &[
    ("fn main() {\n    print(1", "not-closed", "thiếu dấu `)` để đóng", "a closing `)` is missing", 2),
    ("fn main() {\n    let a = 1;\n", "not-closed", "thiếu dấu `}` để đóng", "a closing `}` is missing", 3),
    ("fn main() {\n    let a = [1, 2;\n}", "no-comma", "thiếu dấu phẩy giữa hai phần tử", "a comma is missing between two elements", 2),
    ("fn main() {\n    let a = [1 2];\n}", "no-comma", "thiếu dấu phẩy", "a comma is missing", 2),
    ("fn main() {\n    let a = #{ x: 1 y: 2 };\n}", "no-comma", "thiếu dấu phẩy", "a comma is missing", 2),
    ("fn main() {\n    print(1 2);\n}", "no-comma", "thiếu dấu phẩy", "a comma is missing", 2),
    ("fn main() {\n    let a = 1\n    let b = 2;\n}", "no-end", "thiếu dấu `;` ở cuối câu lệnh trước đó", "a `;` is missing at the end of the statement before", 3),
    ("fn main() {\n    let a = #{ x 1 };\n}", "no-value", "thiếu dấu `:` sau một khóa", "a `:` is missing behind a key", 2),
    ("fn main() {\n    switch 1 { 2 print(1) }\n}", "no-arrow", "thiếu dấu `=>` sau một nhãn", "a `=>` is missing behind a label", 2),
    ("fn main() {\n    if true print(1);\n}", "no-block", "thiếu dấu `{` mở đầu các câu lệnh", "the `{` is missing that begins the statements", 2),
    ("fn main() {\n    switch 1 print(1)\n}", "no-block", "thiếu dấu `{` mở đầu các câu lệnh", "the `{` is missing", 2),
    ("fn main() {\n    for t of tasks() { }\n}", "missing", "thiếu `in`", "`in` is missing", 2),
    ("private main() { }", "missing", "thiếu `fn`", "`fn` is missing", 1),
    ("fn main() {\n    try { } print(1);\n}", "missing", "thiếu `catch`", "`catch` is missing", 2),
    ("fn main() {\n    let x = ;\n}", "stray", "ký hiệu `;` không có nghĩa ở chỗ này", "`;` means nothing here", 2),
    ("fn main() {\n    let x = 1 ; )\n}", "stray", "ký hiệu `)` không có nghĩa", "`)` means nothing", 2),
    ("fn main() {\n    let x = 5 @ 3;\n}", "stray", "ký hiệu `@` không có nghĩa", "`@` means nothing", 2),
    ("fn main() {\n    let a = 1; if a === 1 { }\n}", "foreign", "ở đây không viết `===` mà viết `==`", "not `===` but `==` is written here", 2),
    ("fn main() {\n    let a = 1; if a !== 1 { }\n}", "foreign", "mà viết `!=`", "but `!=`", 2),
    ("fn main() {\n    let x := 1;\n}", "foreign", "mà viết `=`", "but `=`", 2),
    ("fn main() {\n    let x = # { a: 1 };\n}", "foreign", "mà viết `#{`", "but `#{`", 2),
    ("fn main() {\n    let a = 1; let x = a -> 2;\n}", "foreign", "không có ký hiệu `->`", "there is no mark `->`", 2),
    ("fn main() {\n    if true || true = false { }\n}", "foreign", "mà viết `==`", "but `==`", 2),
    ("fn main() {\n    eval(\"1 + 1\");\n}", "unusable", "ở đây không dùng được `eval`", "`eval` cannot be used here", 2),
    ("fn main() {\n    print(\"xin chào);\n}", "open-text", "đoạn chữ chưa có dấu nháy đóng", "a text lacks its closing quotation mark", 2),
    ("fn main() {\n    print(\"C:\\quyet dinh\");\n}", "escape", "trong đoạn chữ, `\\q` không có nghĩa", "`\\q` means nothing in a text", 2),
    ("fn main() {\n    let x = 0xZZ;\n}", "number", "không phải là số", "is no number", 2),
    ("fn main() {\n    print('xin chào');\n}", "character", "không phải là một ký tự", "is not one character", 2),
    ("fn main() {\n    let __ = 1;\n}", "name", "`__` không dùng làm tên được", "`__` cannot be a name", 2),
    ("fn main() {\n    let = 1;\n}", "no-name", "chỗ này phải có một cái tên", "a name must stand here", 2),
    ("fn main() {\n    let a = 1;\n    print(a.);\n}", "no-property", "tên một thuộc tính", "the name of a property", 3),
    ("fn main() {\n    let x = 1;\n    if { true } { }\n}", "no-expression", "chỗ này phải có một giá trị", "a value must stand here", 3),
    ("fn main() {\n    let y = 1;\n    switch 1 { y + 1 => 2 }\n}", "no-label", "nhãn của switch phải là giá trị ghi sẵn", "a label of switch must be a fixed value", 3),
    ("fn main() {\n    if \"a\" { }\n}", "wrong-kind", "cần true hoặc false, không phải chữ", "wanted here is true or false, not text", 2),
    ("fn main() {\n    for x in 5 { }\n}", "wrong-kind", "cần một dãy […]", "wanted here is an array", 2),
    ("fn main() {\n    let a = [1];\n    print([1][\"x\"]);\n}", "index", "trong dấu ngoặc vuông không tìm được gì", "between the square brackets nothing can be found", 3),
    ("fn main() {\n    let a = #{ x: 1, x: 2 };\n}", "key-twice", "khóa `x` có hai lần", "the key `x` stands twice", 2),
    ("fn main() {\n    for (a, a) in [1] { }\n}", "name-twice", "tên `a` dùng hai lần", "the name `a` is used twice", 2),
    ("fn main(a, a) { }", "name-twice", "tên `a` dùng hai lần", "the name `a` is used twice", 1),
    ("fn main() { }\nfn main() { }", "function-twice", "tệp đã có hàm `main` nhận 0 tham số", "a function `main` with 0 parameters already", 2),
    ("fn main() {\n    fn inner() { }\n}", "function-inside", "hàm không viết bên trong hàm khác", "a function cannot stand inside another one", 2),
    ("fn () { }", "function-nameless", "sau fn thiếu tên hàm", "the name of the function is missing", 1),
    ("fn main { }", "no-parameters", "hàm `main` thiếu các tham số", "function `main` lacks its parameters", 1),
    ("fn main();", "no-body", "hàm `main` thiếu phần thân", "function `main` lacks its body", 1),
    ("fn main() {\n    /// Việc thứ nhất.\n    print(1);\n}", "stray-comment", "phải đứng ngay trên một hàm", "must stand right above a function", 2),
    ("fn main() {\n    switch 1 { _ => 1, 2 => 3 }\n}", "default-not-last", "nhãn _ của switch phải đứng cuối", "the label _ of switch must be the last", 2),
    ("fn main() {\n    switch 1 { _ if true => 1 }\n}", "default-if", "không kèm điều kiện được", "cannot have a condition", 2),
    ("fn main() {\n    switch 1 { 0..3 => 1, 5 => 2 }\n}", "number-after-range", "một số không đứng sau một khoảng số", "a number cannot stand behind a range", 2),
    ("fn main() {\n    const MOST = 1;\n    MOST = 2;\n}", "constant", "hằng `MOST` không nhận giá trị khác được", "the constant `MOST` cannot be given another value", 3),
    ("fn main() {\n    1 = 2;\n}", "constant", "một giá trị ghi sẵn không nhận giá trị khác được", "a fixed value cannot be given another one", 2),
    ("fn main() {\n    today() = 2;\n}", "not-assignable", "vế trái của dấu = không nhận giá trị được", "what stands before = cannot be given a value", 2),
    ("fn main() {\n    break;\n}", "no-loop", "break và continue chỉ dùng trong vòng lặp", "break and continue stand in loops only", 2),
    ("fn main() {\n    tools::help();\n}", "unknown-module", "không có mô-đun `tools`", "there is no module `tools`", 2),
];

/// The names of all mistakes that the program tells apart, from its source.
fn known() -> Vec<String> {
    let source = include_str!("../src/domain/syntax.rs");
    let variants = source.lines().filter_map(|line| {
        let word = line.strip_prefix("    ")?.split([' ', ',']).next()?;
        word.starts_with(|c: char| c.is_ascii_uppercase()).then_some(word)
    });
    let kebab = |word: &str| {
        word.char_indices().fold(String::new(), |mut kebab, (at, c)| {
            if at > 0 && c.is_ascii_uppercase() {
                kebab.push('-');
            }
            kebab.push(c.to_ascii_lowercase());
            kebab
        })
    };
    variants.map(kebab).collect()
}

#[test]
fn each_is_told_in_both_languages_with_a_way_out() {
    let office = Office::new();
    let mut wrong = Vec::new();
    for (text, name, vi, en, line) in UNREAD {
        office.write("scripts/bulk/unread.rhai", text);
        let run = ["run", "scripts/bulk/unread.rhai"];
        let refused = office.refused(3, &run).json;
        let (facts, place) = (&refused["facts"]["error"], &refused["place"]["line"]);
        let [vietnamese, english] = ["vi", "en"].map(|lang| office.run_in(lang, &run).stderr);
        let told = vietnamese.contains(&format!("Chưa đọc được kịch bản: {vi}"))
            || vietnamese.contains(vi) && vietnamese.contains("Chưa đọc được kịch bản");
        let right = refused["error"] == "script-syntax"
            && facts["syntax"] == *name
            && *place == *line
            && told
            && english.contains(en)
            && (*name == "foreign" || vietnamese.contains("Cách làm"));
        if !right {
            wrong.push(format!("{text:?} → {facts} at {place}\n{vietnamese}\n{english}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n\n"));
}

/// None of them is only there for show.
#[test]
fn all_that_are_told_apart_can_be_made() {
    let known = known();
    assert!(known.len() > 30, "{known:?}");
    let shown: Vec<&str> = UNREAD.iter().map(|(_, name, ..)| *name).collect();
    let never: Vec<&String> = known.iter().filter(|name| !shown.contains(&name.as_str())).collect();
    // A script that ends is told by what it lacks; what the parser may say one day stays in its words.
    assert_eq!(never, ["ends", "other"]);
}

#[test]
fn every_command_that_reads_a_script_says_it_so() {
    let office = Office::new();
    let (vi, en) =
        ("thiếu dấu `;` ở cuối câu lệnh trước đó", "a `;` is missing at the end of the statement before");
    office.edit("scripts/rotation/common.rhai", "p.remark(reason);", "p.remark(reason)\n    let x = 1");
    office.write(
        "scripts/jobs/broken.rhai",
        "fn job() {\n    let x = 1\n    #{ at: \"30 7 * * *\" }\n}\nfn main() { }\n",
    );
    for (args, code) in [
        (&["scripts", "check"][..], 3),
        (&["scripts", "publish"], 3),
        (&["schedule", "--once"], 3),
        (&["list", "let x = 1"], 3),
    ] {
        for (lang, words) in [("vi", vi), ("en", en)] {
            let ran = office.run_in(lang, args);
            let said = format!("{}{}", ran.stdout, ran.stderr);
            let is_filter = args[0] == "list";
            assert_eq!(ran.code, code, "{args:?}: {said}");
            assert!(said.contains(words) || is_filter, "{args:?}: {said}");
        }
    }
    let json: Value =
        serde_json::from_str(&office.run(&["scripts", "check", "--format", "json"]).stdout).expect("a list");
    assert!(json[0]["message"].as_str().is_some_and(|text| text.contains(en)), "{json}");
    assert_eq!(json[0]["facts"]["error"]["syntax"], "no-end");
}
