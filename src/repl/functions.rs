//! The host functions as completion offers them, from the scripter's reference.

use crate::script::reference;
use std::sync::OnceLock;

/// A host function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostFunction {
    /// Its name.
    pub name: String,
    /// What is put into the line: `overdue()`, `find_case(`, `due`.
    pub inserted: String,
    /// How it is called: `c.add_task(key, task)`.
    pub shown: String,
    /// What it does: the first sentence of its reference.
    pub about: String,
    /// Whether it stands after a dot.
    pub is_member: bool,
}

/// Every host function. Read when first asked for: the reference takes some milliseconds to make.
pub fn host() -> &'static [HostFunction] {
    static HOST: OnceLock<Vec<HostFunction>> = OnceLock::new();
    HOST.get_or_init(|| {
        let functions = reference::functions();
        let usable = functions.iter().filter(|function| function.noun != reference::TESTS);
        usable.filter_map(|function| read(&function.signature, &function.text)).collect()
    })
}

fn read(signature: &str, text: &str) -> Option<HostFunction> {
    let (head, params) = match signature.split_once('(') {
        Some((head, params)) => (head, Some(params)),
        None => (signature, None),
    };
    let (is_member, name) = match head.rsplit_once('.') {
        Some((_, name)) => (true, name),
        None => (false, head),
    };
    // Operators and `c.FIELD` are not typed by name.
    if name.is_empty() || !name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_') {
        return None;
    }
    let inserted = match params {
        None => name.to_owned(),
        Some(")") => format!("{name}()"),
        Some(_) => format!("{name}("),
    };
    let about = text.split_inclusive(". ").next().unwrap_or(text).trim().to_owned();
    Some(HostFunction { name: name.to_owned(), inserted, shown: signature.to_owned(), about, is_member })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_tells_what_is_typed() {
        let read = |signature| read(signature, "Does it. More.").map(|f| (f.inserted, f.is_member, f.about));
        let about = || "Does it.".to_owned();
        assert_eq!(read("c.add_task(key, task)"), Some(("add_task(".to_owned(), true, about())));
        assert_eq!(read("list.overdue()"), Some(("overdue()".to_owned(), true, about())));
        assert_eq!(read("t.due"), Some(("due".to_owned(), true, about())));
        assert_eq!(read("find_case(id)"), Some(("find_case(".to_owned(), false, about())));
        assert_eq!(read("c.FIELD"), None);
        assert_eq!(read("a == b"), None);
    }
}
