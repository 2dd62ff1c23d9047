//! What a function does in the end, with all that it calls: the tasks it adds, the gates it puts up, the terms it sets.

use super::facts::{Call, DefId, Fact, Given, Seen};
use super::layers::texts;
use super::program::Program;
use super::types::{Length, Map, Pattern, Type};
use rhai::Position;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What a function does.
#[derive(Debug, Default)]
pub struct Deeds {
    /// The tasks it adds.
    pub tasks: BTreeMap<Pattern, Task>,
    /// The texts of its blockers and refusals.
    pub gates: BTreeMap<String, Position>,
    /// The terms it sets, by task.
    pub terms: BTreeMap<Pattern, (Length, Position)>,
    /// The tasks it cancels, as far as named.
    pub cancels: Vec<(String, Position)>,
}

/// A task as it is added.
#[derive(Debug, Clone)]
pub struct Task {
    /// Where.
    pub at: Position,
    map: Map,
}

/// The calls of each function.
pub struct Ledger<'a> {
    program: &'a Program<'a>,
    calls: HashMap<DefId, Vec<&'a Call>>,
}

impl<'a> Ledger<'a> {
    /// The calls that were seen.
    pub fn new(program: &'a Program<'a>, seen: &'a [Seen]) -> Self {
        let mut calls: HashMap<DefId, Vec<&'a Call>> = HashMap::new();
        for seen in seen {
            if let Fact::Call(call) = &seen.fact {
                calls.entry(seen.def).or_default().push(call);
            }
        }
        Self { program, calls }
    }

    fn calls(&self, id: DefId) -> impl Iterator<Item = &'a Call> + '_ {
        self.calls.get(&id).into_iter().flatten().copied()
    }

    /// Whether a function calls the one of the base that it replaces: always (true), or only sometimes (false).
    pub fn calls_base(&self, id: DefId, name: &str) -> Option<bool> {
        let calls = self.calls(id).filter(|call| call.name == name && call.module.as_deref() == Some("base"));
        calls.map(|call| call.always).reduce(|a, b| a || b)
    }

    /// What a function does. A district's functions come before those of the base if one is named.
    pub fn of(&self, id: DefId, district: Option<&str>) -> Deeds {
        let mut deeds = Deeds::default();
        self.add(id, district, &mut deeds, &mut BTreeSet::new());
        deeds
    }

    fn add(&self, id: DefId, district: Option<&str>, deeds: &mut Deeds, been: &mut BTreeSet<DefId>) {
        if !been.insert(id) {
            return;
        }
        for call in self.calls(id) {
            deeds.note(call);
            if let Some(next) = self.meant(id, call, district) {
                self.add(next, district, deeds, been);
            }
        }
    }

    fn meant(&self, from: DefId, call: &Call, district: Option<&str>) -> Option<DefId> {
        if call.module.is_some() {
            let base = self.program.base(from.0, &call.name, call.args.len())?;
            return call.always.then_some(base);
        }
        let found = self.program.resolve(from.0, &call.name, call.args.len());
        let of = |wanted: Option<&str>| {
            found.iter().find(|id| self.program.script(**id).district.as_deref() == wanted)
        };
        if call.receiver.is_some() {
            return None;
        }
        district.and_then(|district| of(Some(district))).or_else(|| of(None)).copied()
    }

    /// The tasks that a function cancels, by itself or through what it calls; the place is in the function itself.
    pub fn cancelled_by(&self, id: DefId) -> Vec<(String, Position)> {
        let mut found = Vec::new();
        for call in self.calls(id).filter(|call| call.module.is_none()) {
            let mut deeds = Deeds::default();
            deeds.note(call);
            if let Some(next) = self.meant(id, call, self.program.script(id).district.as_deref())
                && self.program.script(next).district.is_none()
            {
                deeds.cancels.extend(self.of(next, None).cancels);
                // The names that are handed over here, not those handed over anywhere.
                let named: Vec<String> =
                    call.args.iter().filter_map(|arg| names(&arg.value)).flatten().collect();
                deeds.cancels.retain(|(name, _)| named.is_empty() || named.contains(name));
            }
            found.extend(deeds.cancels.into_iter().map(|(name, _)| (name, call.at)));
        }
        found
    }
}

fn names(value: &Type) -> Option<BTreeSet<String>> {
    match value {
        Type::Array(of) => texts(of),
        other => texts(other),
    }
}

impl Deeds {
    fn note(&mut self, call: &Call) {
        let (subject, args) = call.subject();
        match (call.name.as_str(), subject) {
            ("add_task", Some(Type::Case(_) | Type::Unknown)) => {
                if let (
                    Some(Given { value: Type::Text(key), .. }),
                    Some(Given { value: Type::Map(map), .. }),
                ) = (args.first(), args.get(1))
                {
                    for key in key.patterns().into_iter().flatten() {
                        self.tasks.entry(key).or_insert_with(|| Task { at: call.at, map: map.clone() });
                    }
                }
            }
            ("blocker" | "refuse", _) => {
                for (text, at) in gate_texts(call) {
                    self.gates.entry(text).or_insert(at);
                }
            }
            ("set_term", Some(Type::Task(tasks))) => {
                if let Some(Given { value: Type::Term(Some(length)), at }) = args.first() {
                    for key in tasks.keys.iter().flatten() {
                        self.terms.insert(key.clone(), (length.clone(), *at));
                    }
                }
            }
            ("cancel", Some(Type::Task(tasks))) => {
                let keys: Vec<String> = tasks.keys.iter().flatten().map(|key| key.start.clone()).collect();
                if keys.is_empty() {
                    self.cancels.push(("…".to_owned(), call.at));
                }
                self.cancels.extend(keys.into_iter().map(|key| (key, call.at)));
            }
            ("cancel_tasks", Some(Type::Case(_))) => self.cancels.push(("…".to_owned(), call.at)),
            _ => {}
        }
    }
}

/// The words of a blocker or refusal, as far as they are written.
fn gate_texts(call: &Call) -> Vec<(String, Position)> {
    let Some(Given { value: Type::Text(text), .. }) = call.args.first() else { return Vec::new() };
    text.written().map(|(pattern, at)| (pattern.to_string(), at)).collect()
}

impl Task {
    /// The code of its owner, if it is written; `None` inside when it is reckoned.
    pub fn owner(&self) -> Option<Option<BTreeSet<String>>> {
        let owner = &self.map.get("owner")?.value;
        match owner {
            Type::Text(_) => texts(owner).map(Some),
            Type::Actor => Some(None),
            _ => None,
        }
    }

    /// What stands behind a key.
    pub fn value(&self, key: &str) -> Option<&Type> {
        self.map.get(key).map(|entry| &entry.value)
    }

    /// The texts behind a key; none when not all are written.
    pub fn texts(&self, key: &str) -> Option<BTreeSet<String>> {
        match self.map.get(key).map(|entry| &entry.value) {
            None => Some(BTreeSet::new()),
            Some(Type::Array(of)) => texts(of),
            Some(_) => None,
        }
    }
}

impl Length {
    /// About how many days it is, to compare terms of different units.
    pub fn days(&self) -> i64 {
        match self.unit.as_str() {
            "working_days" => self.count * 7 / 5,
            "weeks" => self.count * 7,
            "months" => self.count * 30,
            _ => self.count,
        }
    }
}
