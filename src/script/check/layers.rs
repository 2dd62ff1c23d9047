//! Variations: what a district redefines must be there, and may only tighten what the base asks, unless the base function
//! is marked as open to more.

use super::deeds::{Deeds, Ledger};
use super::facts::{DefId, Seen};
use super::parse::{Def, Role};
use super::program::Program;
use super::report::{Report, near};
use super::types::{Entry, Map, Text, Type};
use crate::domain::script_fault::ScriptFaultKind;
use rhai::Position;
use std::collections::{BTreeSet, HashMap};

/// Checks every function of every variation.
pub fn check(program: &Program<'_>, seen: &[Seen], returns: &HashMap<DefId, Type>, report: &mut Report<'_>) {
    let ledger = Ledger::new(program, seen);
    for (id, def) in program.defs() {
        let script = program.script(id);
        if script.district.is_none() || def.closure || script.role == Role::Loose {
            continue;
        }
        let base =
            program.base(id.0, &def.name, def.params.len()).filter(|base| program.rank_of(id.0, base.0) < 10);
        match base {
            Some(base) => Layer { program, ledger: &ledger, returns, id, base, report }.check(),
            None if !def.private => overrides_nothing(program, id, def, report),
            None => {}
        }
    }
}

fn overrides_nothing(program: &Program<'_>, id: DefId, def: &Def, report: &mut Report<'_>) {
    if program.scripts.iter().any(|script| script.lost.contains(&def.name)) {
        return;
    }
    let base = program.defs().filter(|(other, def)| {
        program.script(*other).district.is_none() && !def.closure && program.rank_of(id.0, other.0) < 10
    });
    let near = near(&def.name, base.map(|(_, def)| def.name.as_str()).collect::<BTreeSet<_>>());
    let function = format!("{}({})", def.name, def.params.join(", "));
    report.at(def.at, ScriptFaultKind::OverridesNothing { function, near });
}

/// A function of a variation beside the one it replaces.
struct Layer<'a, 'r> {
    program: &'a Program<'a>,
    ledger: &'a Ledger<'a>,
    returns: &'a HashMap<DefId, Type>,
    id: DefId,
    base: DefId,
    report: &'a mut Report<'r>,
}

impl Layer<'_, '_> {
    fn check(mut self) {
        let def = self.program.def(self.id);
        if !def.readable || !self.program.def(self.base).readable {
            return;
        }
        let calls_base = self.ledger.calls_base(self.id, &def.name);
        // What a hook does about one task, it may do by itself and leave the other tasks to the base.
        let about_a_task = matches!(
            def.name.as_str(),
            "opened" | "closed" | "expired" | "changed" | "child_moved" | "child_closed"
        );
        let keeps = if about_a_task { calls_base.is_some() } else { calls_base == Some(true) };
        let (base, own) = (
            self.ledger.of(self.base, None),
            self.ledger.of(self.id, self.program.script(self.id).district.as_deref()),
        );
        self.cancels(&base);
        if !keeps {
            self.drops(&base, &own);
        }
        self.changes(&base, &own);
        self.gives(keeps);
    }

    /// Tells something that the base asks and the layer does not.
    fn loosens(&mut self, what: &str, name: &str, at: Position, base: Position) {
        let may = self.program.def(self.base).relax.as_ref();
        if may.is_some_and(|names| names.is_empty() || names.contains(name)) {
            return;
        }
        let place = self.program.place(base);
        let base = place.map(|place| format!("{}:{}", place.file, place.line)).unwrap_or_default();
        let function = self.program.def(self.base).name.clone();
        let kind =
            ScriptFaultKind::Loosens { loosened: what.to_owned(), name: name.to_owned(), function, base };
        self.report.at(at, kind);
    }

    fn cancels(&mut self, base: &Deeds) {
        if base.cancels.is_empty() {
            for (name, at) in self.ledger.cancelled_by(self.id) {
                self.loosens("cancelled", &name, at, self.program.def(self.base).at);
            }
        }
    }

    fn drops(&mut self, base: &Deeds, own: &Deeds) {
        let at = self.program.def(self.id).at;
        for (key, task) in &base.tasks {
            if !own.tasks.keys().any(|own| own.meets(key)) {
                self.loosens("task", &key.to_string(), at, task.at);
            }
        }
        for (text, base_at) in &base.gates {
            if !own.gates.contains_key(text) {
                self.loosens("gate", text, at, *base_at);
            }
        }
    }

    fn changes(&mut self, base: &Deeds, own: &Deeds) {
        for (key, task) in &own.tasks {
            let Some(before) = base.tasks.get(key).filter(|before| before.at != task.at) else { continue };
            if let (Some(a), Some(b)) = (before.owner(), task.owner())
                && a != b
                && !(a.is_some() != b.is_some() && self.is_office(a.as_ref().or(b.as_ref())))
            {
                self.loosens("owner", &key.to_string(), task.at, before.at);
            }
            for what in ["needs", "after"] {
                let (Some(a), Some(b)) = (before.texts(what), task.texts(what)) else { continue };
                for gone in a.difference(&b) {
                    self.loosens(what, gone, task.at, before.at);
                }
            }
        }
        for (key, (length, at)) in &own.terms {
            if let Some((before, base_at)) = base.terms.get(key)
                && length.days() > before.days()
            {
                self.loosens("term", &key.to_string(), *at, *base_at);
            }
        }
    }

    /// Whether a written code may be that of `office()` in the other place.
    fn is_office(&self, codes: Option<&BTreeSet<String>>) -> bool {
        let office = self.program.about.office.as_ref();
        codes.is_some_and(|codes| codes.len() == 1 && codes.first() == office)
    }

    /// Compares what both give.
    fn gives(&mut self, keeps: bool) {
        let value = |id: DefId| self.returns.get(&id).cloned().unwrap_or(Type::Unknown);
        let (base, own) = (value(self.base), value(self.id));
        let name = self.program.def(self.id).name.clone();
        match (&base, &own) {
            (Type::Map(base), Type::Map(own)) if name == "office_terms" => self.terms(base, own),
            (Type::Map(base), Type::Map(own)) if name == "letterhead" => self.letterhead(base, own),
            (Type::Text(base), own) if name == "next" => self.steps(base, own),
            (Type::Array(base), Type::Array(own)) if !keeps => self.entries(base, own),
            _ => {}
        }
    }

    fn terms(&mut self, base: &Map, own: &Map) {
        let def_at = self.program.def(self.id).at;
        for before in &base.entries {
            match own.get(&before.name) {
                None if !own.open => self.loosens("term-dropped", &before.name, def_at, before.at),
                Some(Entry { value: Type::Term(Some(length)), at, .. }) => {
                    if let Type::Term(Some(known)) = &before.value
                        && length.days() > known.days()
                    {
                        self.loosens("term", &before.name, *at, before.at);
                    }
                }
                _ => {}
            }
        }
    }

    fn letterhead(&mut self, base: &Map, own: &Map) {
        for name in ["superior", "issuer", "symbol"] {
            let (Some(before), Some(now)) = (base.get(name), own.get(name)) else { continue };
            if texts(&before.value) != texts(&now.value) {
                self.loosens("issuer", name, now.at, before.at);
            }
        }
    }

    /// A layer may go back or stay longer, but not leave out steps.
    fn steps(&mut self, base: &Text, own: &Type) {
        let Role::Step(kind, _) = &self.program.script(self.base).role else { return };
        let Some(steps) = self.program.kinds.get(kind).map(|kind| &kind.steps) else { return };
        let place = |step: &str| steps.iter().position(|known| known == step);
        let Some(last) = base.literals().filter_map(|(step, _)| place(step)).max() else { return };
        let (base_at, def_at) = (self.program.def(self.base).at, self.program.def(self.id).at);
        match own {
            Type::Text(own) => {
                let further: Vec<(String, Position)> = own
                    .literals()
                    .filter(|(step, _)| place(step).is_some_and(|at| at > last))
                    .map(|(step, at)| (step.to_owned(), at))
                    .collect();
                for (step, at) in further {
                    self.loosens("step", &step, at, base_at);
                }
            }
            Type::Unit => self.loosens("step", &steps[last].clone(), def_at, base_at),
            _ => {}
        }
    }

    fn entries(&mut self, base: &Type, own: &Type) {
        let (Some(base_texts), Some(own_texts)) = (texts(base), texts(own)) else { return };
        let def_at = self.program.def(self.id).at;
        for gone in base_texts.difference(&own_texts) {
            let at = match base {
                Type::Text(text) => text.literals().find(|(text, _)| text == gone).map(|(_, at)| at),
                _ => None,
            };
            self.loosens("entry", gone, def_at, at.unwrap_or(Position::NONE));
        }
    }
}

/// The texts a value can be, when all are written; an empty array has none.
pub fn texts(value: &Type) -> Option<BTreeSet<String>> {
    match value {
        Type::Never => Some(BTreeSet::new()),
        Type::Text(text) if !text.open => {
            let all: BTreeSet<String> = text.literals().map(|(text, _)| text.to_owned()).collect();
            (all.len() == text.words.len()).then_some(all)
        }
        _ => None,
    }
}
