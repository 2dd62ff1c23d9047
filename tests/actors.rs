//! Actors: those that `init` brings, how people name them, and cadres from a spreadsheet.

mod support;

use serde_json::{Value, json};
use support::Office;
use unicode_normalization::UnicodeNormalization as _;

fn count(office: &Office, args: &[&str]) -> usize {
    office.json(&[&["actor", "list"], args].concat()).as_array().expect("a list").len()
}

fn code(office: &Office, typed: &str) -> String {
    office.json(&["actor", "show", typed])["id"].as_str().expect("a code").to_owned()
}

#[test]
fn init_brings_the_province_of_2022() {
    let office = Office::new();
    let kinds =
        [("district", 13), ("commune", 173), ("post", 346), ("agency", 38), ("body", 5), ("cadre", 0)];
    for (kind, wanted) in kinds {
        assert_eq!(count(&office, &["--kind", kind]), wanted, "{kind}");
    }
    assert_eq!(count(&office, &[]), 574, "BTCTU is one actor, an agency and a body");
    assert_eq!(count(&office, &["--kind", "commune", "--below", "536"]), 0, "Lý Sơn has no commune");
    assert_eq!(count(&office, &["--kind", "post", "--below", "Thành phố Quảng Ngãi"]), 46);
    let communes: usize = office
        .json(&["actor", "list", "--kind", "district"])
        .as_array()
        .expect("districts")
        .iter()
        .map(|d| count(&office, &["--kind", "commune", "--below", d["id"].as_str().expect("a code")]))
        .sum();
    assert_eq!(communes, 173, "every commune lies in a district");

    let agencies = office.json(&["actor", "list", "--kind", "agency"]);
    let blocks = |block: Value| {
        agencies.as_array().expect("agencies").iter().filter(|a| a["fields"]["block"] == block).count()
    };
    assert_eq!(blocks(Value::Null), 1, "one agency's block is undecided");
    assert_eq!(blocks(json!("party")) + blocks(json!("state")), 37);
}

#[test]
fn an_actor_has_the_shape_that_others_rely_on() {
    let office = Office::new();
    let post = json!({
        "id": "21010-CT", "kind": "post", "name": "Chủ tịch Ủy ban nhân dân phường Lê Hồng Phong", "parent": "21010",
        "fields": { "role": "chairman", "district": "522" },
    });
    assert_eq!(office.json(&["actor", "show", "21010-CT"]), post);
    let listed = office.json(&["actor", "list", "--kind", "post"]);
    assert!(listed.as_array().expect("posts").contains(&post));
}

#[test]
fn a_name_resolves_with_and_without_marks() {
    let office = Office::new();
    for (typed, id) in [
        ("535", "535"),
        ("Huyện Ba Tơ", "535"),
        ("huyen ba to", "535"),
        ("HUYỆN BA TƠ", "535"),
        ("Huyện ủy Ba Tơ", "535"),
        ("huyện uỷ ba tơ", "535"),
        ("ban thuong vu thanh uy quang ngai", "522"),
        ("Thị xã Đức Phổ", "534"),
        ("thi xa duc pho", "534"),
        ("btctu", "BTCTU"),
        ("Ban Tổ chức Tỉnh ủy", "BTCTU"),
        ("ban to chuc tinh uy", "BTCTU"),
        ("sngv", "SNgV"),
        ("so noi vu", "SNV"),
        ("21010-bt", "21010-BT"),
        ("Phường Lê Hồng Phong", "21010"),
        ("bi thu phuong le hong phong", "21010-BT"),
        ("UBND tỉnh", "UBND"),
    ] {
        assert_eq!(code(&office, typed), id, "{typed}");
        // As some input methods and macOS send it.
        let decomposed: String = typed.nfd().collect();
        assert_eq!(code(&office, &decomposed), id, "{typed}, decomposed");
    }
}

#[test]
fn a_name_that_several_have_is_asked_back_and_a_district_settles_it() {
    let office = Office::new();
    for typed in ["Nguyễn Nghiêm", "nguyen nghiem", "Phường Nguyễn Nghiêm"] {
        let refused = office.refused(1, &["actor", "show", typed]);
        assert_eq!(refused.error, "refusal-ambiguous-actor");
        let candidates: Vec<&str> = refused.facts["candidates"]
            .as_array()
            .expect("candidates")
            .iter()
            .filter_map(Value::as_str)
            .collect();
        let both = [
            "21025 Phường Nguyễn Nghiêm (Thành phố Quảng Ngãi)",
            "21439 Phường Nguyễn Nghiêm (Thị xã Đức Phổ)",
        ];
        assert_eq!(candidates, both);
    }
    // Of the names that differ by marks alone, the marks decide when they are given.
    assert_eq!(office.refused(1, &["actor", "show", "xa binh thanh"]).error, "refusal-ambiguous-actor");
    assert_eq!(code(&office, "Xã Bình Thanh"), "21091");
    assert_eq!(code(&office, "Xã Bình Thạnh"), "21046");
    // `Ba Tơ` is a district and two communes; the kind that is wanted settles it.
    assert_eq!(office.refused(1, &["actor", "show", "Ba Tơ"]).error, "refusal-ambiguous-actor");
    office.ok(&["open", "round", "--subject", "BTCTU"]);
    let opened = office.json(&["open", "request", "--subject", "Ba Tơ"]);
    assert_eq!(office.json(&["show", opened["case"].as_str().expect("a case")])["case"]["subject"], "535");
}

#[test]
fn an_actor_is_added_and_changed() {
    let office = Office::new();
    office.ok(&["actor", "set", "CB1", "--kind", "cadre", "--name", "Cán bộ Số 01", "--parent", "Sở Nội vụ"]);
    let added =
        json!({ "id": "CB1", "kind": "cadre", "name": "Cán bộ Số 01", "parent": "SNV", "fields": {} });
    assert_eq!(office.json(&["actor", "show", "can bo so 01"]), added);

    office.ok(&["actor", "set", "CB1", "--set", "position=Phó Trưởng phòng", "--set", "note=x"]);
    office.ok(&[
        "actor",
        "set",
        "Cán bộ Số 01",
        "--name",
        "Cán bộ Số 1",
        "--set",
        "note=",
        "--parent",
        "STC",
    ]);
    let changed = office.json(&["actor", "show", "CB1"]);
    assert_eq!(changed["fields"], json!({ "position": "Phó Trưởng phòng" }));
    assert_eq!((&changed["name"], &changed["parent"]), (&json!("Cán bộ Số 1"), &json!("STC")));
    // The index of names follows.
    assert_eq!(code(&office, "Can bo So 1"), "CB1");
    assert_eq!(office.refused(1, &["actor", "show", "Cán bộ Số 01"]).error, "refusal-unknown-actor");
    assert_eq!(count(&office, &["--kind", "cadre", "--below", "STC"]), 1);
    assert_eq!(count(&office, &["--kind", "cadre", "--below", "SNV"]), 0);

    let entries = office.verified();
    office.ok(&["actor", "set", "CB1", "--set", "position=Phó Trưởng phòng"]);
    assert_eq!(office.verified(), entries, "what is so already is not recorded again");
}

#[test]
fn an_actor_stays_what_it_is() {
    let office = Office::new();
    let entries = office.verified();
    let refused = office.refused(1, &["actor", "set", "535", "--kind", "cadre", "--name", "Cán bộ Số 01"]);
    assert_eq!(refused.error, "refusal-actor-exists", "{}", refused.json);
    assert_eq!(refused.facts, json!({ "refusal": "actor-exists", "actor": "535", "kind": "district" }));
    assert_eq!(office.refused(1, &["actor", "set", "CB1", "--set", "note=x"]).error, "refusal-unknown-actor");
    let refused = office.refused(1, &["actor", "set", "CB 1", "--kind", "cadre"]);
    assert_eq!(refused.error, "refusal-bad-id", "{}", refused.json);
    let line = ["actor", "set", "CB1", "--kind", "cadre", "--parent", "Sở Xa"];
    assert_eq!(office.refused(1, &line).error, "refusal-unknown-actor");
    assert_eq!(office.verified(), entries);
}

// ---- rosters

const HEADINGS: &str = "Mã;Họ và tên;Ngày sinh;Giới tính;Dân tộc;Cơ quan;Chức vụ;Quy hoạch;Chuyên môn;\
    Lý luận chính trị;Ngày vào Đảng;Ngày chính thức;Xếp loại 3 năm;Kỷ luật;Quê quán;Ghi chú";
const FIRST: &str = "CB01;Cán bộ Số 01;05/03/1988;Nam;Kinh;SNV;Phó Trưởng phòng;Phó Giám đốc Sở 2020-2025;Đại học;\
    Cao cấp;03/02/2010;03/02/2011;\"Tốt; Tốt; Xuất sắc\";;533;";
const SECOND: &str =
    "CB02;Cán bộ Số 02;17/9/1990;Nữ;Hrê;Sở Tài chính;Trưởng phòng;;Thạc sĩ;Trung cấp;19/5/2012;;;;Ba Tơ;";

fn roster(rows: &[&str]) -> String {
    format!("{HEADINGS}\n{}\n", rows.join("\n"))
}

fn import(office: &Office, file: &str, bytes: &[u8], more: &[&str]) -> Value {
    let path = office.write(file, "");
    std::fs::write(&path, bytes).expect("the file is written");
    office.json(&[&["actor", "import", &path.to_string_lossy()], more].concat())
}

#[test]
fn a_roster_becomes_cadres() {
    let office = Office::new();
    let told = import(&office, "r.csv", roster(&[FIRST, SECOND]).as_bytes(), &[]);
    assert_eq!((&told["stored"], &told["unchanged"], &told["skipped"]), (&json!(2), &json!(0), &json!([])));
    assert_eq!(
        office.json(&["actor", "show", "CB01"]),
        json!({
            "id": "CB01", "kind": "cadre", "name": "Cán bộ Số 01", "parent": "SNV",
            "fields": {
                "birth_date": "1988-03-05", "sex": "male", "ethnicity": "Kinh", "position": "Phó Trưởng phòng",
                "succession_planning": ["Phó Giám đốc Sở 2020-2025"], "qualification": "Đại học",
                "political_theory_level": "advanced", "party_joined_on": "2010-02-03",
                "party_official_on": "2011-02-03", "ratings": ["Tốt", "Tốt", "Xuất sắc"], "home_district": "533",
            },
        })
    );
    let second = office.json(&["actor", "show", "CB02"]);
    assert_eq!((&second["parent"], &second["fields"]["home_district"]), (&json!("STC"), &json!("535")));
    assert_eq!(second["fields"]["party_joined_on"], "2012-05-19");
    office.verified();
}

#[test]
fn the_same_roster_again_changes_nothing() {
    let office = Office::new();
    let text = roster(&[FIRST, SECOND]);
    import(&office, "r.csv", text.as_bytes(), &[]);
    let entries = office.verified();
    let told = import(&office, "r.csv", text.as_bytes(), &[]);
    assert_eq!((&told["stored"], &told["unchanged"], &told["changes"]), (&json!(0), &json!(2), &json!([])));
    assert_eq!(office.verified(), entries);
    // One cell changed is one actor changed.
    let told = import(&office, "r.csv", text.replace("Trưởng phòng;;", "Phó Giám đốc;;").as_bytes(), &[]);
    assert_eq!((&told["stored"], &told["unchanged"]), (&json!(1), &json!(1)));
    assert_eq!(office.verified(), entries + 1);
}

#[test]
fn rows_without_codes_get_codes_and_are_known_again() {
    let office = Office::new();
    let text =
        "Họ tên,Cơ quan,Ngày sinh\nCán bộ Số 01,SNV,5/3/1988\nCán bộ Số 01,SNV,6/4/1989\nCán bộ Số 02,STC,\n";
    let told = import(&office, "r.csv", text.as_bytes(), &[]);
    assert_eq!(told["stored"], 3, "two people of one name are two people");
    assert_eq!(count(&office, &["--kind", "cadre"]), 3);
    let told = import(&office, "r.csv", text.as_bytes(), &[]);
    assert_eq!((&told["stored"], &told["unchanged"]), (&json!(0), &json!(3)));
    assert_eq!(count(&office, &["--kind", "cadre"]), 3);
}

#[test]
fn marks_separators_and_byte_order_do_not_matter() {
    let plain = roster(&[FIRST, SECOND]);
    let reference = Office::new();
    import(&reference, "r.csv", plain.as_bytes(), &[]);
    let wanted = reference.json(&["actor", "list", "--kind", "cadre"]);

    let with_commas =
        plain.replace("Tốt; Tốt; Xuất sắc", "Tốt| Tốt| Xuất sắc").replace(';', ",").replace('|', ";");
    let with_tabs =
        plain.replace("\"Tốt; Tốt; Xuất sắc\"", "Tốt| Tốt| Xuất sắc").replace(';', "\t").replace('|', ";");
    let decomposed: String = plain.nfd().collect();
    for (what, text) in [
        ("byte order mark", format!("\u{feff}{plain}")),
        ("commas", with_commas),
        (
            "commas and byte order mark",
            format!(
                "\u{feff}{}",
                plain
                    .replace("; Tốt", "| Tốt")
                    .replace("; Xuất", "| Xuất")
                    .replace(';', ",")
                    .replace('|', ";")
            ),
        ),
        ("tabs", with_tabs),
        ("lines as Windows ends them", plain.replace('\n', "\r\n")),
        ("decomposed letters", decomposed),
        ("blank lines", plain.replace('\n', "\n\n")),
        ("spaces", plain.replace("Nam;Kinh", " Nam ; Kinh ")),
        ("headings in capitals", plain.replace(HEADINGS, &HEADINGS.to_uppercase())),
    ] {
        let office = Office::new();
        import(&office, "r.csv", text.as_bytes(), &[]);
        assert_eq!(office.json(&["actor", "list", "--kind", "cadre"]), wanted, "{what}");
    }
}

/// A roster with bad rows on the lines 3, 4, 5, 7 and 8.
fn mixed() -> String {
    roster(&[
        FIRST,
        "CB03;Cán bộ Số 03;30/2/1990;Nam;Kinh;Sở Xa;;;;;;;;;;",
        "CB04;;1985;Nam;Kinh;SNV;;;;;;;;;;",
        "CB05;Cán bộ Số 05;5/3/85;Ông;Kinh;SNV;;;;;;;;;;",
        SECOND,
        "CB01;Cán bộ Số 07;1985;Nam;Kinh;SNV;;;;;;;;;;",
        "CB08;Cán bộ Số 08;1985",
    ])
}

#[test]
fn bad_rows_are_told_with_line_field_and_reason_and_nothing_is_stored() {
    let office = Office::new();
    let entries = office.verified();
    let path = office.write("r.csv", &mixed()).to_string_lossy().into_owned();
    let refused = office.refused(1, &["actor", "import", &path]);
    assert_eq!(refused.error, "roster-bad-rows", "{}", refused.json);
    let lines: Vec<&str> =
        refused.json["lines"].as_array().expect("lines").iter().filter_map(Value::as_str).collect();
    for (line, field, value) in [
        (3, "Ngày sinh", "30/2/1990"),
        (3, "Cơ quan", "Sở Xa"),
        (4, "Họ và tên", ""),
        (5, "Ngày sinh", "5/3/85"),
        (5, "Giới tính", "Ông"),
        (7, "Mã", "CB01"),
    ] {
        let start = format!("{path}:{line} ");
        let found = lines.iter().any(|l| l.starts_with(&start) && l.contains(field) && l.contains(value));
        assert!(found, "line {line}, {field}: {lines:#?}");
    }
    assert!(lines.iter().any(|l| l.starts_with(&format!("{path}:8"))), "{lines:#?}");
    assert_eq!(lines.len(), 7, "{lines:#?}");
    assert!(
        lines.iter().all(|l| !l.ends_with(": ") && !l.contains('[')),
        "a reason without its text: {lines:#?}"
    );
    assert_eq!(office.verified(), entries, "nothing of the file is stored");
    assert_eq!(count(&office, &["--kind", "cadre"]), 0);
}

#[test]
fn with_skip_bad_the_good_rows_are_stored() {
    let office = Office::new();
    let told = import(&office, "r.csv", mixed().as_bytes(), &["--skip-bad"]);
    assert_eq!(told["stored"], 2);
    let skipped = told["skipped"].as_array().expect("rows");
    let lines: Vec<u64> = skipped.iter().filter_map(|row| row["line"].as_u64()).collect();
    assert_eq!(lines, [3, 4, 5, 7, 8]);
    let reasons: Vec<&str> = skipped
        .iter()
        .flat_map(|r| r["faults"].as_array().expect("faults"))
        .filter_map(|f| f["reason"].as_str())
        .collect();
    assert_eq!(
        reasons,
        ["no-such-day", "unresolved", "empty", "short-year", "not-a-choice", "repeated-id", "ragged"]
    );
    let cadres = office.json(&["actor", "list", "--kind", "cadre"]);
    let ids: Vec<&str> = cadres.as_array().expect("cadres").iter().filter_map(|c| c["id"].as_str()).collect();
    assert_eq!(ids, ["CB01", "CB02"]);
    office.verified();
}

#[test]
fn an_agency_that_is_not_found_brings_those_that_look_like_it() {
    let office = Office::new();
    let path = office.write("r.csv", "Họ tên;Cơ quan\nCán bộ Số 01;Sở Nội vu\nCán bộ Số 02;Sở Nội vụu\n");
    let refused = office.refused(1, &["actor", "import", &path.to_string_lossy()]);
    assert!(refused.json["lines"].to_string().contains("SNV Sở Nội vụ"), "{}", refused.json);
}

#[test]
fn a_rehearsed_import_stores_nothing() {
    let office = Office::new();
    let entries = office.verified();
    let told = import(&office, "r.csv", roster(&[FIRST, SECOND]).as_bytes(), &["--rehearse"]);
    assert_eq!((&told["stored"], &told["rehearsed"]), (&json!(2), &json!(true)));
    assert_eq!(office.verified(), entries);
    assert_eq!(count(&office, &["--kind", "cadre"]), 0);
}

#[test]
fn a_cadre_code_cannot_take_the_place_of_another_actor() {
    let office = Office::new();
    let path = office.write("r.csv", "Mã;Họ tên;Cơ quan\nSNV;Cán bộ Số 01;STC\n");
    let refused = office.refused(1, &["actor", "import", &path.to_string_lossy()]);
    assert_eq!(refused.error, "refusal-actor-exists", "{}", refused.json);
    assert_eq!(office.json(&["actor", "show", "SNV"])["kind"], "agency");
}
