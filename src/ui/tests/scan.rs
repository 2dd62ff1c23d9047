//! Reading the sources of errors and of texts.

use std::collections::{BTreeMap, BTreeSet};

/// A variant of an enum, from its Rust source.
#[derive(Debug)]
pub struct Variant {
    /// Its name as data has it: `wrong-outcome`.
    pub name: String,
    /// Its fields with their types.
    pub fields: Vec<(String, String)>,
}

/// The variants of the enum that begins after `marker`; the sources are formatted, so indentation tells what is what.
pub fn variants(source: &str, marker: &str) -> Vec<Variant> {
    let (_, rest) = source.split_once(marker).expect("the marker stands in the source");
    let mut found: Vec<Variant> = Vec::new();
    for line in rest.lines().skip(1).take_while(|line| !line.starts_with('}')) {
        let word: String =
            line.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        match line.len() - line.trim_start().len() {
            4 if word.starts_with(char::is_uppercase) => {
                found.push(Variant { name: kebab(&word), fields: Vec::new() });
            }
            8 if !word.is_empty() && !line.contains("///") => {
                let kind = line.trim_start()[word.len()..].trim_matches([':', ' ', ',']).to_owned();
                found.last_mut().expect("a variant stands before its fields").fields.push((word, kind));
            }
            _ => {}
        }
    }
    found
}

fn kebab(name: &str) -> String {
    let mut kebab = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !kebab.is_empty() {
            kebab.push('-');
        }
        kebab.extend(c.to_lowercase());
    }
    kebab
}

/// A text or its `.hint`, from its Fluent source.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// Its lines.
    pub lines: Vec<String>,
    /// The facts it speaks of.
    pub variables: BTreeSet<String>,
}

/// Every text by key; a way out by `key.hint`.
pub fn texts(sources: &[&str]) -> BTreeMap<String, Text> {
    let mut found: BTreeMap<String, Text> = BTreeMap::new();
    for source in sources {
        let (mut key, mut part) = (String::new(), String::new());
        for line in source.lines().filter(|line| !line.starts_with('#')) {
            if let Some((id, _)) = line.split_once(" =").filter(|(id, _)| is_key(id)) {
                id.clone_into(&mut key);
                part.clone_from(&key);
                assert!(!found.contains_key(&key), "`{key}` is there twice");
            } else if line.trim_start().starts_with(".hint =") {
                part = format!("{key}.hint");
            }
            if !part.is_empty() {
                let text = found.entry(part.clone()).or_default();
                text.lines.push(line.to_owned());
                text.variables.extend(variables(line));
            }
        }
    }
    found
}

fn is_key(id: &str) -> bool {
    id.starts_with(|c: char| c.is_ascii_lowercase())
        && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

fn variables(line: &str) -> impl Iterator<Item = String> + '_ {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    line.split('$').skip(1).map(move |rest| {
        let name: String = rest.chars().take_while(|c| is_name(*c)).collect();
        // `{ $near ->` is a selector: the arrow's dash is no part of the name.
        name.trim_end_matches('-').to_owned()
    })
}
