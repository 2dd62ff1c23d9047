//! The host functions as completion offers them, from the scripter's reference.

use crate::script::reference::{self, Documented};
use crate::ui::lang::Lang;
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
    /// Whether it stands after a dot.
    pub is_member: bool,
    /// All that the reference says of it.
    documented: &'static Documented,
}

impl HostFunction {
    /// What it does: the first sentence of its reference.
    pub fn about(&self, lang: Lang) -> &str {
        self.documented.text.first_sentence(lang)
    }
}

/// Everything in the reference. Read when first asked for: it takes some milliseconds to make.
pub fn documented() -> &'static [Documented] {
    static DOCUMENTED: OnceLock<Vec<Documented>> = OnceLock::new();
    DOCUMENTED.get_or_init(reference::functions)
}

/// Every host function that a line of the prompt can call.
pub fn host() -> &'static [HostFunction] {
    static HOST: OnceLock<Vec<HostFunction>> = OnceLock::new();
    HOST.get_or_init(|| {
        let usable = |function: &&Documented| ![reference::TESTS, reference::HOOKS].contains(&function.noun);
        documented().iter().filter(usable).filter_map(read).collect()
    })
}

fn read(documented: &'static Documented) -> Option<HostFunction> {
    let (is_member, name, inserted) = typed(&documented.signature)?;
    Some(HostFunction { name, inserted, shown: documented.signature.clone(), is_member, documented })
}

/// Whether a function stands after a dot, its name, and what is put into the line.
fn typed(signature: &str) -> Option<(bool, String, String)> {
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
    Some((is_member, name.to_owned(), inserted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_tells_what_is_typed() {
        let typed = |signature| typed(signature).map(|(is_member, _, inserted)| (inserted, is_member));
        assert_eq!(typed("c.add_task(key, task)"), Some(("add_task(".to_owned(), true)));
        assert_eq!(typed("list.overdue()"), Some(("overdue()".to_owned(), true)));
        assert_eq!(typed("t.due"), Some(("due".to_owned(), true)));
        assert_eq!(typed("find_case(id)"), Some(("find_case(".to_owned(), false)));
        assert_eq!(typed("c.FIELD"), None);
        assert_eq!(typed("a == b"), None);
    }

    #[test]
    fn what_a_function_does_is_told_in_the_language_of_the_person() {
        let function = host().iter().find(|function| function.name == "days_late").expect("it is offered");
        assert_eq!(function.about(Lang::En), "Whole days past the due date; 0 when not late.");
        assert_eq!(function.about(Lang::Vi), "Số ngày quá hạn; 0 là không trễ.");
    }
}
