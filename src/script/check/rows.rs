//! The rows that functions of the host give as maps: which keys each has, and what stands behind them.

use super::types::{Domain, Entry, Kinds, Map, Tasks, Type};
use rhai::Position;

/// What one row of a function's array is, for cases of these kinds; none when the function gives no such rows.
pub fn of(function: &str, kinds: &Kinds) -> Option<Type> {
    let task = || Type::Task(Tasks::of(kinds.clone()));
    Some(match function {
        "messages_on" | "messages_waiting" => row([
            ("key", Type::text()),
            ("form", fixed("form", &["letter", "item", "digest", "note"])),
            ("of_case", Type::Case(kinds.clone())),
            ("task", Type::word(Domain::TaskKey(kinds.clone()))),
            ("rung", Type::text()),
            ("to", Type::Actor),
            ("subject", Type::text()),
            ("state", fixed("message-state", &["queued", "folded", "delivered", "failed", "cancelled"])),
            ("detail", Type::text()),
            ("tries", Type::Number),
        ]),
        "reaching_nobody" => row([("on", Type::Date), ("task", task()), ("rung", Type::text())]),
        _ => return None,
    })
}

fn row<const N: usize>(cells: [(&str, Type); N]) -> Type {
    let entry = |(name, value): (&str, Type)| Entry {
        name: name.to_owned(),
        at: Position::NONE,
        value,
        value_at: Position::NONE,
    };
    Type::Map(Map { entries: cells.into_iter().map(entry).collect(), open: false, at: None })
}

fn fixed(what: &'static str, words: &[&str]) -> Type {
    Type::word(Domain::Fixed(what, words.iter().map(|&word| word.to_owned()).collect()))
}
