//! The texts themselves.

use super::scan;
use crate::ui::lang::Lang;
use crate::ui::messages::{Messages, sources};
use fluent_bundle::{FluentBundle, FluentResource};
use serde_json::json;

#[test]
fn both_languages_have_the_same_texts_with_the_same_facts() {
    let (vi, en) = (scan::texts(sources(Lang::Vi)), scan::texts(sources(Lang::En)));
    let (vi_keys, en_keys): (Vec<_>, Vec<_>) = (vi.keys().collect(), en.keys().collect());
    assert_eq!(vi_keys, en_keys);
    for (key, text) in &vi {
        assert_eq!(text.variables, en[key].variables, "{key}");
    }
}

#[test]
fn every_text_can_be_read() {
    for lang in Lang::ALL {
        let mut bundle = FluentBundle::new(vec![lang.identifier()]);
        for source in sources(lang) {
            let resource =
                FluentResource::try_new((*source).to_owned()).map_err(|(_, errors)| errors).unwrap();
            bundle.add_resource(resource).unwrap();
        }
        for key in scan::texts(sources(lang)).keys().filter(|key| !key.contains('.')) {
            assert!(bundle.get_message(key).and_then(|m| m.value()).is_some(), "{key}");
        }
    }
}

#[test]
fn a_text_is_composed_and_ends_without_spaces() {
    for source in Lang::ALL.iter().flat_map(|lang| sources(*lang)) {
        assert_eq!(crate::domain::name::nfc(source), *source);
        assert!(source.lines().all(|line| line == line.trim_end()));
    }
}

#[test]
fn an_unknown_key_gives_the_key_in_brackets() {
    let messages = Messages::new(Lang::Vi, "");
    assert_eq!(messages.text("no-such-key", &[]), "[no-such-key]");
    assert_eq!(messages.find("no-such-key", &[]), None);
    assert_eq!(messages.hint("report-opened", &[]), None);
}

#[test]
fn what_is_not_given_is_absent() {
    let messages = Messages::new(Lang::Vi, "");
    let given = [("case", json!("VT-2022-001")), ("outcome", json!(null))];
    assert_eq!(messages.text("refusal-case-ended", &given), "Hồ sơ VT-2022-001 đã kết thúc.");
}

#[test]
fn facts_are_shown_as_offices_write_them() {
    let vi = Messages::new(Lang::Vi, "");
    let en = Messages::new(Lang::En, "");
    let days = [("days", json!("1"))];
    assert_eq!(vi.text("report-days-late", &days), "trễ 1 ngày");
    assert_eq!(en.text("report-days-late", &days), "1 day late");
    assert_eq!(en.text("report-days-late", &[("days", json!(12))]), "12 days late");
    assert_eq!(vi.text("rung-queued", &[("date", json!("2022-10-03"))]), "đã nhắc ngày 03/10/2022");
    assert_eq!(en.text("rung-queued", &[("date", json!("2022-10-03"))]), "fired on 03/10/2022");
    let given = [("typed", json!("2022-13-01"))];
    assert_eq!(en.text("refusal-bad-date", &given), "`2022-13-01` is no day of the calendar.");
}

/// The doors ask for texts by key; a key without a text would be printed in brackets.
#[test]
fn every_key_the_doors_ask_for_has_a_text() {
    let texts = scan::texts(sources(Lang::Vi));
    let mut wrong = Vec::new();
    for folder in ["cmd", "repl", "app", "remind"] {
        for (file, source) in
            rust_files(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(folder))
        {
            for key in source.split('"').skip(1).step_by(2).filter(|text| asks(text)) {
                if !texts.contains_key(key) {
                    wrong.push(format!("{}: {key}", file.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn asks(text: &str) -> bool {
    const AREAS: [&str; 10] =
        ["label-", "report-", "usage-", "roster-", "table-", "repl-", "day-", "config-", "plan-", "seal-"];
    AREAS.iter().any(|area| text.starts_with(area))
        && text.len() > text.find('-').map_or(0, |at| at + 1)
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

fn rust_files(folder: &std::path::Path) -> Vec<(std::path::PathBuf, String)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(rust_files(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            let source = std::fs::read_to_string(&path).unwrap();
            found.push((path, source));
        }
    }
    found
}
