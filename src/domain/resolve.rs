//! Which actor a person means by what they typed: a code, a name, a name without marks.

use super::actor::Actor;
use super::name::{fold, leaves_out_marks, normalise};

/// What was found for a typed name.
#[derive(Debug, Clone, PartialEq)]
pub enum Resolution<'a> {
    /// Exactly one actor.
    One(&'a Actor),
    /// No actor.
    None {
        /// The most similar ones as `21025 Phường Nguyễn Nghiêm`, best first, at most five.
        near: Vec<String>,
    },
    /// Several actors, in the order of the candidates; the person must say which.
    Many(Vec<&'a Actor>),
}

/// Decides which of the candidates is meant.
///
/// A code wins, in capitals or not. Then names and aliases that are equal with their marks; only when there is
/// none, those of which the typed text leaves out marks. Wrong marks do not match: `Sơn Hạ` (a commune)
/// must not become `Sơn Hà` (a district) because communes happen not to be among the candidates.
pub fn resolve<'a>(typed: &str, candidates: &'a [Actor]) -> Resolution<'a> {
    let code = typed.trim();
    if let Some(actor) = candidates.iter().find(|actor| actor.id.as_str() == code) {
        return Resolution::One(actor);
    }
    let wanted = normalise(typed);
    let by_code = |actor: &Actor| actor.id.as_str().eq_ignore_ascii_case(code);
    let with_marks = |actor: &Actor| names(actor).any(|name| normalise(name) == wanted);
    let without_marks = |actor: &Actor| {
        !fold(typed).is_empty()
            && names(actor).chain([actor.id.as_str()]).any(|name| leaves_out_marks(typed, name))
    };
    let stages: [&dyn Fn(&Actor) -> bool; 3] = [&by_code, &with_marks, &without_marks];
    for stage in stages {
        let found: Vec<&Actor> = candidates.iter().filter(|actor| stage(actor)).collect();
        match found[..] {
            [] => {}
            [actor] => return Resolution::One(actor),
            _ => return Resolution::Many(found),
        }
    }
    Resolution::None { near: near(typed, candidates) }
}

/// The folded texts under which an actor is looked up: its code, its name, its aliases.
///
/// Whatever [`resolve`] accepts for an actor, folded, is among its keys.
pub fn keys(actor: &Actor) -> Vec<String> {
    let mut keys: Vec<String> = names(actor).chain([actor.id.as_str()]).map(fold).collect();
    keys.retain(|key| !key.is_empty());
    keys.sort_unstable();
    keys.dedup();
    keys
}

fn names(actor: &Actor) -> impl Iterator<Item = &str> {
    std::iter::once(actor.name.as_str()).chain(actor.aliases.iter().map(String::as_str))
}

fn near(typed: &str, candidates: &[Actor]) -> Vec<String> {
    const ALIKE: f64 = 0.7;
    const MOST: usize = 5;
    let wanted = fold(typed);
    let likeness = |actor: &Actor| keys(actor).iter().map(|key| likeness(&wanted, key)).fold(0.0, f64::max);
    let mut scored: Vec<(f64, &Actor)> = candidates.iter().map(|actor| (likeness(actor), actor)).collect();
    scored.retain(|(score, _)| *score >= ALIKE);
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.id.cmp(&b.1.id)));
    scored.into_iter().take(MOST).map(|(_, actor)| format!("{} {}", actor.id, actor.name)).collect()
}

/// From 0 to 1. One measure favours a name that was only begun, the other a name with a wrong letter; both count.
fn likeness(typed: &str, key: &str) -> f64 {
    f64::midpoint(strsim::jaro_winkler(typed, key), strsim::normalized_damerau_levenshtein(typed, key))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::actor::ActorKind;
    use std::collections::BTreeMap;

    fn actor(id: &str, name: &str, alias: &str) -> Actor {
        Actor {
            id: id.parse().unwrap(),
            kind: ActorKind::Commune,
            also: Vec::new(),
            name: name.to_owned(),
            aliases: vec![alias.to_owned()],
            parent: None,
            fields: BTreeMap::new(),
            succession: None,
        }
    }

    fn communes() -> Vec<Actor> {
        vec![
            actor("21025", "Phường Nguyễn Nghiêm", "Nguyễn Nghiêm"),
            actor("21439", "Phường Nguyễn Nghiêm", "Nguyễn Nghiêm"),
            actor("21046", "Xã Bình Thạnh", "Bình Thạnh"),
            actor("21091", "Xã Bình Thanh", "Bình Thanh"),
            actor("21292", "Xã Sơn Hạ", "Sơn Hạ"),
            actor("SNgV", "Sở Ngoại vụ", "Ngoại vụ"),
            actor("BQL", "Ban Quản lý Hoà Bình", "-"),
        ]
    }

    fn codes(typed: &str) -> Vec<String> {
        match resolve(typed, &communes()) {
            Resolution::One(actor) => vec![actor.id.to_string()],
            Resolution::Many(actors) => actors.iter().map(|actor| actor.id.to_string()).collect(),
            Resolution::None { .. } => Vec::new(),
        }
    }

    #[test]
    fn a_code_wins_in_capitals_or_not() {
        assert_eq!(codes("21025"), ["21025"]);
        assert_eq!(codes(" sngv "), ["SNgV"]);
    }

    #[test]
    fn marks_may_be_left_out_and_decide_when_given() {
        assert_eq!(codes("Bình Thanh"), ["21091"]);
        assert_eq!(codes("XÃ BÌNH THẠNH"), ["21046"]);
        assert_eq!(codes("Binh Thanh"), ["21046", "21091"]);
        assert_eq!(codes("so ngoai  vu"), ["SNgV"]);
        assert_eq!(codes("Ban quản lý Hòa Bình"), ["BQL"]);
        assert_eq!(codes("Nguyễn Nghiêm"), ["21025", "21439"]);
        assert_eq!(codes("phuong nguyen nghiem"), ["21025", "21439"]);
    }

    #[test]
    fn wrong_marks_and_empty_text_match_nothing() {
        assert!(codes("Sơn Hà").is_empty());
        assert!(codes("Bình Thành").is_empty());
        assert!(codes("").is_empty());
        assert!(codes("?").is_empty());
    }

    #[test]
    fn what_is_not_found_brings_what_looks_like_it() {
        let communes = communes();
        let near = |typed: &str| match resolve(typed, &communes) {
            Resolution::None { near } => near,
            found => panic!("{found:?}"),
        };
        assert_eq!(near("Sơn Hà"), ["21292 Xã Sơn Hạ"]);
        assert_eq!(near("Nguyen Ngiem"), ["21025 Phường Nguyễn Nghiêm", "21439 Phường Nguyễn Nghiêm"]);
        assert_eq!(near("Bình Thành"), ["21046 Xã Bình Thạnh", "21091 Xã Bình Thanh"]);
        assert!(near("zzz").is_empty());
    }

    #[test]
    fn keys_are_folded_and_hold_the_code() {
        assert_eq!(keys(&communes()[5]), ["ngoai vu", "sngv", "so ngoai vu"]);
        assert_eq!(keys(&communes()[6]), ["ban quan ly hoa binh", "bql"]);
    }
}
