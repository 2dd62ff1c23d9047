//! Every error that reaches a person has a text and a way out, and speaks only of facts that it has.

use super::scan::{self, Text, Variant};
use crate::ui::lang::Lang;
use crate::ui::messages::sources;
use std::collections::BTreeMap;

/// An enum whose variants are told: its source, where it begins, the area of its texts, and whether a way out is owed.
pub struct Family {
    pub area: &'static str,
    pub hints: bool,
    source: &'static str,
    marker: &'static str,
}

impl Family {
    pub fn variants(&self) -> Vec<Variant> {
        let mut variants = scan::variants(self.source, self.marker);
        // A lookup fault is told as such, wherever it stands.
        variants.retain(|variant| !(self.area == "field" && variant.name == "lookup"));
        variants
    }
}

macro_rules! family {
    ($area:literal, $hints:literal, $source:literal, $marker:literal) => {
        Family {
            area: $area,
            hints: $hints,
            source: include_str!(concat!("../../", $source)),
            marker: $marker,
        }
    };
}

pub const FAMILIES: [Family; 16] = [
    family!("refusal", true, "flow/refusal.rs", "\nrefusals! {"),
    family!("notice", true, "flow/run.rs", "pub enum Notice {"),
    family!("script", true, "domain/script_fault.rs", "pub enum ScriptFaultKind {"),
    family!("syntax", false, "domain/syntax.rs", "pub enum SyntaxFault {"),
    family!("field", true, "domain/field/error.rs", "pub enum FieldFault {"),
    family!("lookup", true, "domain/field/error.rs", "pub enum LookupFault {"),
    family!("roster", true, "domain/roster/error.rs", "pub enum Reason {"),
    family!("roster-heading", true, "domain/roster/error.rs", "pub enum HeadingFault {"),
    family!("verify", true, "store/verify.rs", "pub enum Fault {"),
    family!("seal", true, "domain/seal/error.rs", "pub enum SealFault {"),
    family!("fit", false, "store/seals.rs", "pub enum Fit {"),
    family!("calendar", true, "domain/calendar/error.rs", "pub enum CalendarError {"),
    family!("term", true, "domain/calendar/term.rs", "pub enum TermError {"),
    family!("toml", true, "app/toml_file.rs", "pub enum TomlMistake {"),
    family!("store", true, "store/error.rs", "pub enum StoreError {"),
    family!("calendar-step", false, "domain/calendar/step.rs", "pub enum Step {"),
];

/// What a text may speak of besides the fields of its error.
const ALWAYS: [&str; 1] = ["prog"];
/// What facts inside facts give: the failure told, its way out, and a field with its pattern.
const NESTED: [(&str, &[&str]); 5] = [
    ("error", &["why", "way", "field", "value"]),
    ("refusal", &["why"]),
    ("fault", &["why", "way"]),
    ("place", &["file", "line"]),
    ("holder", &["pid", "since"]),
];

#[test]
fn every_error_has_a_text_and_a_way_out() {
    for lang in Lang::ALL {
        let texts = scan::texts(sources(lang));
        for family in &FAMILIES {
            let variants = family.variants();
            assert!(!variants.is_empty(), "{}", family.area);
            for variant in variants {
                let key = format!("{}-{}", family.area, variant.name);
                assert!(texts.contains_key(&key), "{key} in {lang:?}");
                assert!(
                    !family.hints || texts.contains_key(&format!("{key}.hint")),
                    "{key}.hint in {lang:?}"
                );
            }
        }
        let events = scan::variants(include_str!("../../domain/event.rs"), "pub enum Event {");
        for event in events {
            let key = format!("event-{}", event.name);
            assert!(texts.contains_key(&key), "{key} in {lang:?}");
        }
    }
}

#[test]
fn a_text_speaks_only_of_facts_its_error_has() {
    for lang in Lang::ALL {
        let texts = scan::texts(sources(lang));
        for family in &FAMILIES {
            for variant in family.variants() {
                for part in ["", ".hint"] {
                    let key = format!("{}-{}{part}", family.area, variant.name);
                    check(&key, &texts, family, &variant);
                }
            }
        }
    }
}

fn check(key: &str, texts: &BTreeMap<String, Text>, family: &Family, variant: &Variant) {
    let Some(text) = texts.get(key) else { return };
    let mut known: Vec<String> = ALWAYS.iter().map(|name| (*name).to_owned()).collect();
    for (name, _) in &variant.fields {
        let nested = NESTED.iter().filter(|(of, _)| of == name).flat_map(|(_, names)| names.iter());
        known.extend(nested.map(|name| (*name).to_owned()));
        known.extend(["", "-word", "-first"].map(|suffix| format!("{name}{suffix}")));
    }
    if matches!(family.area, "field" | "lookup") {
        known.extend(["field", "pattern"].map(ToOwned::to_owned));
    }
    for variable in &text.variables {
        assert!(known.contains(variable), "{key} speaks of ${variable}, which it has not");
    }
}

/// A long list is printed below its line, so nothing may follow it there.
#[test]
fn a_list_ends_its_line() {
    for lang in Lang::ALL {
        let texts = scan::texts(sources(lang));
        for family in &FAMILIES {
            for variant in family.variants() {
                let lists = variant.fields.iter().filter(|(_, kind)| kind.starts_with("Vec<"));
                for (name, _) in lists {
                    for part in ["", ".hint"] {
                        let key = format!("{}-{}{part}", family.area, variant.name);
                        let lines = texts.get(&key).map(|text| text.lines.as_slice()).unwrap_or_default();
                        let shown = format!("{{ ${name} }}");
                        let wrong =
                            lines.iter().find(|line| line.contains(&shown) && !line.ends_with(&shown));
                        assert_eq!(wrong, None, "{key} in {lang:?}");
                    }
                }
            }
        }
    }
}
