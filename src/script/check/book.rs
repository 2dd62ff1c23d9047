//! What the scripts of a package add up to: its tasks, outcomes, roles, terms; and whether a word is one of them.

use super::actors::Actors;
use super::facts::{Call, Fact, Given, Seen};
use super::parse::Role;
use super::program::Program;
use super::report::is_slip;
use super::types::{Domain, Kinds, Pattern, Tasks, Text, Type, Word};
use crate::domain::actor::ActorKind;
use crate::flow::RungPlan;
use rhai::Position;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A task that a script adds.
#[derive(Debug, Clone)]
pub struct Added {
    /// To cases of these kinds.
    pub kinds: Kinds,
    /// Under these keys; none when they are not known.
    pub keys: Option<BTreeSet<Pattern>>,
    /// With these outcomes; none when they are not known.
    pub outcomes: Option<BTreeSet<String>>,
    /// After these tasks.
    pub after: Vec<(Pattern, Position)>,
}

/// Everything the rules look words up in.
pub struct Book<'a> {
    /// The package.
    pub program: &'a Program<'a>,
    /// The actors of the store, if there is one.
    pub actors: Option<&'a Actors>,
    /// The tasks.
    pub added: Vec<Added>,
    /// How scripts end cases.
    pub ends: Vec<(Kinds, Option<BTreeSet<String>>)>,
    roles_asked: BTreeSet<String>,
    roles_known: BTreeSet<String>,
    roles_open: bool,
    /// Words that values are compared with.
    pub mentioned: BTreeSet<String>,
    terms: Option<BTreeSet<String>>,
    terms_asked: BTreeSet<String>,
}

/// The words of a domain.
#[derive(Debug, Clone, Default)]
pub struct Words {
    /// The words.
    pub patterns: BTreeSet<Pattern>,
    /// Whether there can be others.
    pub open: bool,
}

impl Words {
    /// Whether a text is one of them.
    pub fn have(&self, word: &Pattern) -> bool {
        self.patterns.iter().any(|known| known.meets(word))
    }

    fn add(&mut self, other: Self) {
        self.patterns.extend(other.patterns);
        self.open |= other.open;
    }

    fn of<S: AsRef<str>>(words: impl IntoIterator<Item = S>) -> Self {
        let patterns = words.into_iter().map(|word| Pattern::whole(word.as_ref())).collect();
        Self { patterns, open: false }
    }
}

impl<'a> Book<'a> {
    /// Reads what was seen.
    pub fn new(
        program: &'a Program<'a>,
        actors: Option<&'a Actors>,
        seen: &[Seen],
        returns: &HashMap<super::facts::DefId, Type>,
    ) -> Self {
        let mut book = Self {
            program,
            actors,
            added: Vec::new(),
            ends: Vec::new(),
            roles_asked: BTreeSet::new(),
            roles_known: ["owner", "office"].map(ToOwned::to_owned).into(),
            roles_open: false,
            mentioned: BTreeSet::new(),
            terms: Some(BTreeSet::new()),
            terms_asked: BTreeSet::new(),
        };
        book.leave_open();
        for seen in seen {
            match &seen.fact {
                Fact::Call(call) => book.read_call(call),
                Fact::Compare(a, b) => {
                    book.mention(&a.value);
                    book.mention(&b.value);
                    book.read_role(&a.value, &b.value);
                    book.read_role(&b.value, &a.value);
                }
                Fact::Switch(value, labels) => {
                    let labels: Vec<String> = labels.iter().map(|(label, _)| label.clone()).collect();
                    if is_role(value) {
                        book.roles_known.extend(labels.iter().cloned());
                    }
                    let parts = labels.iter().flat_map(|label| label.split(':'));
                    book.mentioned.extend(parts.map(ToOwned::to_owned));
                }
                _ => {}
            }
        }
        for (id, def) in program.defs().filter(|(_, def)| def.name == "office_terms" && def.params.is_empty())
        {
            if program.script(id).district.is_some() {
                continue;
            }
            match (returns.get(&id), def.readable, &mut book.terms) {
                (Some(Type::Map(map)), true, Some(terms)) if !map.open => {
                    terms.extend(map.entries.iter().map(|entry| entry.name.clone()));
                }
                _ => book.terms = None,
            }
        }
        book
    }

    /// What functions do that cannot be read, nobody knows.
    fn leave_open(&mut self) {
        let named = |name: &str| name == "recipients" || is_slip(name, "recipients");
        let mut defs = self.program.defs().map(|(_, def)| def).filter(|def| named(&def.name)).peekable();
        self.roles_open =
            defs.peek().is_some() && !defs.any(|def| def.name == "recipients" && def.params.len() == 3);
        for (at, script) in self.program.scripts.iter().enumerate() {
            if script.lost.is_empty() && script.defs.iter().all(|def| def.readable) {
                continue;
            }
            let kinds = self.program.kinds_of(at);
            self.ends.push((kinds.clone(), None));
            self.added.push(Added { kinds, keys: None, outcomes: None, after: Vec::new() });
            self.roles_open |= script.lost.contains("recipients")
                || script.defs.iter().any(|def| def.name == "recipients" && !def.readable);
        }
    }

    fn read_call(&mut self, call: &Call) {
        let (subject, args) = call.subject();
        let is_slip = is_slip(&call.name, "add_task") && self.program.host.named(&call.name).is_empty();
        match (if is_slip { "add_task" } else { call.name.as_str() }, subject) {
            ("add_task", Some(of @ (Type::Case(_) | Type::Unknown))) => self.read_task(of, args),
            ("close", Some(Type::Case(kinds))) => {
                let outcome = args.first().map(|arg| &arg.value);
                self.ends.push((kinds.clone(), outcome.and_then(whole)));
            }
            ("office_term", _) => {
                if let Some(Given { value: Type::Text(name), .. }) = call.args.first() {
                    self.terms_asked.extend(name.literals().map(|(name, _)| name.to_owned()));
                }
            }
            ("rung", _) => {
                if let Some(Given { value: Type::Text(to), .. }) = call.args.get(2) {
                    self.roles_asked.extend(to.literals().map(|(to, _)| to.to_owned()));
                }
            }
            _ => {}
        }
    }

    fn read_task(&mut self, of: &Type, args: &[Given]) {
        let kinds = match of {
            Type::Case(kinds) => kinds.clone(),
            _ => self.program.all_kinds(),
        };
        let keys = match args.first().map(|arg| &arg.value) {
            Some(Type::Text(text)) => text.patterns(),
            Some(Type::Never) => return,
            _ => None,
        };
        let map = match args.get(1).map(|arg| &arg.value) {
            Some(Type::Map(map)) => map.clone(),
            _ => super::types::Map { open: true, ..Default::default() },
        };
        let outcomes = match map.get("outcomes").map(|entry| &entry.value) {
            None if map.open => None,
            None => Some(["done".to_owned()].into()),
            Some(Type::Array(of)) => whole(of),
            Some(_) => None,
        };
        let after = match map.get("after").map(|entry| &entry.value) {
            Some(Type::Array(of)) => match &**of {
                Type::Text(text) => text.written().collect(),
                _ => Vec::new(),
            },
            _ => Vec::new(),
        };
        self.added.push(Added { kinds, keys, outcomes, after });
    }

    fn mention(&mut self, value: &Type) {
        if let Type::Text(text) = value {
            self.mentioned.extend(text.literals().map(|(word, _)| word.to_owned()));
        }
    }

    fn read_role(&mut self, role: &Type, word: &Type) {
        if let (true, Type::Text(word)) = (is_role(role), word) {
            self.roles_known.extend(word.literals().map(|(word, _)| word.to_owned()));
        }
    }

    /// The tasks added to cases of these kinds.
    pub fn tasks(&self, kinds: &Kinds) -> impl Iterator<Item = &Added> {
        let kinds = kinds.clone();
        self.added.iter().filter(move |added| !added.kinds.names.is_disjoint(&kinds.names))
    }

    /// The words of a domain.
    pub fn words(&self, domain: &Domain) -> Words {
        let program = self.program;
        match domain {
            Domain::TaskKey(kinds) => {
                let mut words = Words { open: kinds.foreign, ..Words::default() };
                for added in self.tasks(kinds) {
                    match &added.keys {
                        Some(keys) => words.patterns.extend(keys.iter().cloned()),
                        None => words.open = true,
                    }
                }
                words
            }
            Domain::Outcome(tasks) => self.outcomes(tasks),
            Domain::CaseOutcome(kinds) => self.case_outcomes(kinds, true),
            Domain::Step(kinds) => {
                let known = kinds.names.iter().filter_map(|name| program.kinds.get(name));
                let mut words = Words::of(known.flat_map(|kind| &kind.steps));
                words.open = kinds.foreign || words.patterns.is_empty();
                words
            }
            Domain::Field(kinds) | Domain::Need(kinds) => {
                let fields = program.fields(kinds);
                let mut words = Words::of(fields.iter().flatten());
                words.open = kinds.foreign || fields.is_none();
                if matches!(domain, Domain::Need(_)) {
                    words.add(Words::of(["document"]));
                }
                words
            }
            Domain::CaseKind => {
                let folders = program.scripts.iter().filter_map(|script| match &script.role {
                    Role::Kind(kind) => Some(kind),
                    _ => None,
                });
                let open = program.about.kinds.is_empty();
                Words { open, ..Words::of(program.about.kinds.iter().chain(folders)) }
            }
            Domain::ActorKind => Words::of(ActorKind::ALL.map(ActorKind::name)),
            Domain::ActorCode | Domain::Actor => match self.actors {
                Some(actors) => Words::of(actors.codes()),
                None => Words { open: true, ..Words::default() },
            },
            Domain::Recipient => Words { open: self.roles_open, ..Words::of(&self.roles_known) },
            Domain::Role => {
                let roles = self.roles_asked.iter().filter(|role| RungPlan::is_role(role));
                Words { open: true, ..Words::of(roles) }
            }
            Domain::Letter => Words::of(&program.letters),
            Domain::OfficeTerm => match &self.terms {
                Some(terms) => Words::of(terms),
                None => Words { open: true, ..Words::default() },
            },
            Domain::Fixed(_, words) => Words::of(words),
        }
    }

    /// The tasks and terms that the name of a term may be a slip of, if it is none of them.
    pub fn near_terms(&self, name: &str) -> Vec<String> {
        let tasks = self.words(&Domain::TaskKey(self.program.all_kinds()));
        if tasks.have(&Pattern::whole(name)) || self.terms_asked.contains(name) {
            return Vec::new();
        }
        let tasks = tasks.patterns.iter().filter(|task| task.end.is_none()).map(|task| task.start.clone());
        let mut near: Vec<String> =
            tasks.chain(self.terms_asked.iter().cloned()).filter(|task| is_slip(name, task)).collect();
        near.sort();
        near.dedup();
        near
    }

    fn outcomes(&self, tasks: &Tasks) -> Words {
        let mut words = Words { open: tasks.kinds.foreign, ..Words::default() };
        for added in self.tasks(&tasks.kinds) {
            let meant = match (&tasks.keys, &added.keys) {
                (Some(wanted), Some(keys)) => {
                    wanted.iter().any(|key| keys.iter().any(|known| known.meets(key)))
                }
                _ => true,
            };
            match &added.outcomes {
                Some(outcomes) if meant => words.add(Words::of(outcomes)),
                None if meant => words.open = true,
                _ => {}
            }
        }
        words.open |= words.patterns.is_empty();
        words
    }

    /// How cases of these kinds can end; without what scripts themselves end them with, what they should.
    pub fn case_outcomes(&self, kinds: &Kinds, with_ends: bool) -> Words {
        let known = kinds.names.iter().filter_map(|name| self.program.kinds.get(name));
        if known.clone().any(|kind| kind.fields.is_none()) {
            return Words { open: true, ..Words::default() };
        }
        let mut words = Words::of(known.flat_map(|kind| &kind.outcomes));
        words.add(Words::of(["completed", "withdrawn"]));
        words.add(Words { open: false, ..self.outcomes(&Tasks::of(kinds.clone())) });
        words.open = kinds.foreign;
        if with_ends {
            for (_, ends) in self.ends.iter().filter(|(of, _)| !of.names.is_disjoint(&kinds.names)) {
                match ends {
                    Some(ends) => words.add(Words::of(ends)),
                    None => words.open = true,
                }
            }
        }
        words
    }

    /// The words that a value can be; none when nothing of it is a word of the host.
    pub fn words_of(&self, text: &Text) -> Option<Words> {
        let mut words = Words { open: text.open, ..Words::default() };
        let mut found = false;
        for word in &text.words {
            match word {
                Word::Of(domain) => {
                    found = true;
                    words.add(self.words(domain));
                }
                Word::Literal(text, _) => {
                    words.patterns.insert(Pattern::whole(text));
                }
                Word::Partly(pattern, _) => {
                    words.patterns.insert(pattern.clone());
                }
                Word::Joined(..) => words.open = true,
            }
        }
        // Of what is only written, not every place where it is written may be seen.
        words.open |= !found;
        (found || !words.patterns.is_empty()).then_some(words)
    }
}

fn is_role(value: &Type) -> bool {
    matches!(value, Type::Text(text) if text.words.contains(&Word::Of(Domain::Role)))
}

/// Every text a value can be, when all are written in full.
fn whole(value: &Type) -> Option<BTreeSet<String>> {
    match value {
        Type::Never => Some(BTreeSet::new()),
        // How a task ended is among the outcomes of tasks already.
        Type::Text(text)
            if text
                .words
                .iter()
                .all(|word| matches!(word, Word::Literal(..) | Word::Of(Domain::Outcome(_)))) =>
        {
            (!text.open).then(|| text.literals().map(|(text, _)| text.to_owned()).collect())
        }
        _ => None,
    }
}

/// What a domain is a set of, as messages name it.
pub fn what(domain: &Domain) -> &'static str {
    match domain {
        Domain::TaskKey(_) => "task",
        Domain::Outcome(_) => "outcome",
        Domain::CaseOutcome(_) => "case-outcome",
        Domain::Step(_) => "step",
        Domain::Field(_) => "field",
        Domain::Need(_) => "need",
        Domain::CaseKind => "case-kind",
        Domain::ActorKind => "actor-kind",
        Domain::ActorCode | Domain::Actor => "actor",
        Domain::Recipient | Domain::Role => "role",
        Domain::Letter => "letter",
        Domain::OfficeTerm => "office-term",
        Domain::Fixed(what, _) => what,
    }
}

/// The tasks of each kind by key, with what they come after.
pub fn order(book: &Book<'_>, kind: &str) -> BTreeMap<Pattern, Vec<(Pattern, Position)>> {
    let mut order: BTreeMap<Pattern, Vec<(Pattern, Position)>> = BTreeMap::new();
    for added in book.tasks(&Kinds::one(kind)) {
        for key in added.keys.iter().flatten() {
            order.entry(key.clone()).or_default().extend(added.after.iter().cloned());
        }
    }
    order
}
