//! The package under check: its scripts, the kinds it declares, and which function a call means.

use super::facts::DefId;
use super::host::Host;
use super::parse::{Def, Role, Script};
use super::types::{Domain, Kinds, Tasks, Type};
use crate::domain::field::{FieldSpec, FieldType};
use crate::domain::script_fault::Place;
use crate::script::package::is_shared;
use crate::script::source::SourceMap;
use rhai::Position;
use std::collections::{BTreeMap, BTreeSet};

/// A package under check.
pub struct Program<'a> {
    /// Where positions lead.
    pub sources: &'a SourceMap,
    /// Its scripts.
    pub scripts: Vec<Script>,
    /// What scripts can call.
    pub host: Host,
    /// What `about()` says, as far as it can be read.
    pub about: About,
    /// The kinds of case that it names and whose file is there.
    pub kinds: BTreeMap<String, Kind>,
    /// Names of letter templates.
    pub letters: BTreeSet<String>,
    /// What `main` of a script at a door is handed, if its `args()` can be read.
    pub arguments: Option<Type>,
}

/// What a package says of itself.
#[derive(Debug, Default)]
pub struct About {
    /// Its kinds of case.
    pub kinds: Vec<String>,
    /// The code of its office.
    pub office: Option<String>,
}

/// What a kind of case says of itself.
#[derive(Debug, Clone, Default)]
pub struct Kind {
    /// Its fields; none when they cannot be read. The type of a field is none when that cannot be read.
    pub fields: Option<Vec<(String, Option<FieldType>)>>,
    /// The kind above it.
    pub parent: Option<String>,
    /// Its steps.
    pub steps: Vec<String>,
    /// The outcomes it has words for.
    pub outcomes: BTreeSet<String>,
}

impl Program<'_> {
    /// A function.
    pub fn def(&self, id: DefId) -> &Def {
        &self.scripts[id.0].defs[id.1]
    }

    /// The script that a function stands in.
    pub fn script(&self, id: DefId) -> &Script {
        &self.scripts[id.0]
    }

    /// The files beside `package.rhai`, which are part of every script.
    pub fn shared(&self) -> impl Iterator<Item = &str> {
        self.scripts.iter().map(|script| script.path.as_str()).filter(|path| is_shared(path))
    }

    /// Every function.
    pub fn defs(&self) -> impl Iterator<Item = (DefId, &Def)> {
        let of = |(at, script): (usize, &'_ Script)| (at, script.defs.len());
        let counts: Vec<(usize, usize)> = self.scripts.iter().enumerate().map(of).collect();
        let ids = counts.into_iter().flat_map(|(at, count)| (0..count).map(move |def| (at, def)));
        ids.map(|id| (id, self.def(id)))
    }

    /// Whether a script takes functions from elsewhere.
    pub fn imports(&self, script: usize) -> bool {
        let source = self.sources.find(&self.scripts[script].path);
        source.is_some_and(|source| source.text.lines().any(|line| line.trim_start().starts_with("import ")))
    }

    /// Where a position is.
    pub fn place(&self, at: Position) -> Option<Place> {
        self.sources.place(at)
    }

    /// Every kind of the package.
    pub fn all_kinds(&self) -> Kinds {
        Kinds { names: self.kinds.keys().cloned().collect(), foreign: false }
    }

    /// The kinds whose cases run a script.
    pub fn kinds_of(&self, script: usize) -> Kinds {
        match &self.scripts[script].role {
            Role::Kind(kind) | Role::Step(kind, _) => Kinds::one(kind),
            Role::Package | Role::Loose => self.all_kinds(),
            Role::Door => Kinds { foreign: true, ..self.all_kinds() },
        }
    }

    /// The kinds of the case above.
    pub fn above(&self, kinds: &Kinds) -> Kinds {
        let known = kinds.names.iter().filter_map(|name| self.kinds.get(name));
        let parents: Vec<Option<String>> = known.map(|kind| kind.parent.clone()).collect();
        if kinds.foreign || parents.iter().any(Option::is_none) {
            return Kinds { foreign: kinds.foreign, ..self.all_kinds() };
        }
        Kinds { names: parents.into_iter().flatten().collect(), foreign: false }
    }

    /// The kinds of the cases below.
    pub fn below(&self, kinds: &Kinds) -> Kinds {
        let is_below = |kind: &Kind| kind.parent.as_ref().is_none_or(|parent| kinds.names.contains(parent));
        let names: BTreeSet<String> =
            self.kinds.iter().filter(|(_, kind)| is_below(kind)).map(|(name, _)| name.clone()).collect();
        if names.is_empty() || kinds.foreign {
            return Kinds { foreign: kinds.foreign, ..self.all_kinds() };
        }
        Kinds { names, foreign: false }
    }

    /// What a field of cases of these kinds is; none when no kind declares it.
    pub fn field(&self, kinds: &Kinds, name: &str) -> Option<Type> {
        let mut found = None;
        for kind in kinds.names.iter().filter_map(|name| self.kinds.get(name)) {
            let Some(fields) = &kind.fields else { return Some(Type::Unknown) };
            if let Some((_, kind)) = fields.iter().find(|(field, _)| field == name) {
                let this = kind.as_ref().map_or(Type::Unknown, |kind| self.value_of(kind));
                found = Some(found.map_or_else(|| this.clone(), |known: Type| known.join(&this)));
            }
        }
        found
    }

    /// Names of the fields of these kinds; none when some cannot be read.
    pub fn fields(&self, kinds: &Kinds) -> Option<BTreeSet<&str>> {
        let mut names = BTreeSet::new();
        for name in &kinds.names {
            let fields = self.kinds.get(name)?.fields.as_ref()?;
            names.extend(fields.iter().map(|(name, _)| name.as_str()));
        }
        Some(names)
    }

    /// What a value of a field of this type is.
    pub fn value_of(&self, kind: &FieldType) -> Type {
        match kind {
            FieldType::Text => Type::text(),
            FieldType::Number => Type::Number,
            FieldType::Date => Type::Date,
            FieldType::YesNo => Type::Flag,
            FieldType::Choice(words) => Type::word(Domain::Fixed("choice", words.clone())),
            FieldType::Actor(_) => Type::Actor,
            FieldType::Case(Some(kind)) if self.kinds.contains_key(kind.as_str()) => {
                Type::Case(Kinds::one(kind.as_str()))
            }
            FieldType::Case(_) => Type::Case(Kinds { foreign: true, ..self.all_kinds() }),
            FieldType::List(item) => Type::array(self.value_of(item)),
            FieldType::Table(columns) => {
                let entry = |column: &FieldSpec| super::types::Entry {
                    name: column.name.clone(),
                    at: Position::NONE,
                    value: self.value_of(&column.kind),
                    value_at: Position::NONE,
                };
                let entries = columns.iter().map(entry).collect();
                Type::array(Type::Map(super::types::Map { entries, open: false, at: None }))
            }
        }
    }

    /// Whether two scripts can be parts of one.
    fn together(&self, a: usize, b: usize) -> bool {
        let (a, b) = (&self.scripts[a], &self.scripts[b]);
        let districts = match (&a.district, &b.district) {
            (Some(a), Some(b)) => a == b,
            _ => true,
        };
        districts
            && match (&a.role, &b.role) {
                (Role::Loose, _) | (_, Role::Loose) => false,
                // A script at a door is checked by itself.
                (Role::Door, _) | (_, Role::Door) => true,
                (Role::Package, _) | (_, Role::Package) => true,
                (Role::Kind(a), Role::Kind(b) | Role::Step(b, _)) | (Role::Step(a, _), Role::Kind(b)) => {
                    a == b
                }
                (Role::Step(a, s), Role::Step(b, t)) => a == b && s == t,
            }
    }

    /// The functions that a call in a script can mean: the most particular one of the base, and what districts put in
    /// its place.
    pub fn resolve(&self, script: usize, name: &str, params: usize) -> Vec<DefId> {
        let wanted = |def: &Def| !def.closure && def.name == name && def.params.len() == params;
        let found: Vec<DefId> = self
            .defs()
            .filter(|(id, def)| wanted(def) && self.together(script, id.0))
            .map(|(id, _)| id)
            .collect();
        let rank = |id: &DefId| self.rank_of(script, id.0);
        let Some(best) = found.iter().filter(|id| self.script(**id).district.is_none()).map(rank).min()
        else {
            return found;
        };
        found.into_iter().filter(|id| self.script(*id).district.is_some() || rank(id) == best).collect()
    }

    /// How far a script is from another: itself, the files it is merged with from the particular to the general, then
    /// those that are merged with it.
    pub fn rank_of(&self, from: usize, to: usize) -> usize {
        let level = |at: usize| match self.scripts[at].role {
            Role::Step(..) => 0,
            Role::Kind(_) => 1,
            _ => 2,
        };
        let (a, b) = (level(from), level(to));
        if b >= a { b - a } else { 10 + a - b }
    }

    /// The function of the base that `base::name` means in a district's script.
    pub fn base(&self, script: usize, name: &str, params: usize) -> Option<DefId> {
        let found = self.resolve(script, name, params);
        found.into_iter().find(|id| self.script(*id).district.is_none())
    }

    /// What the host hands to a function, if it calls it.
    pub fn handed(&self, id: DefId) -> Option<Vec<Type>> {
        let (script, def) = (self.script(id), self.def(id));
        let kinds = self.kinds_of(id.0);
        let case = || Type::Case(kinds.clone());
        let task = || Type::Task(Tasks::of(kinds.clone()));
        let child = || Type::Case(self.below(&kinds));
        let of_step = matches!(script.role, Role::Package | Role::Kind(_) | Role::Step(..));
        let of_kind = matches!(script.role, Role::Package | Role::Kind(_));
        let of_door = script.role == Role::Door;
        Some(match (def.name.as_str(), def.params.len()) {
            ("start" | "blockers" | "next", 1) if of_step => vec![case()],
            ("opened" | "closed" | "ladder" | "expired" | "extension_bound", 2) if of_step => {
                vec![case(), task()]
            }
            ("recipients", 3) if of_step => vec![case(), task(), Type::word(Domain::Role)],
            ("child_moved" | "child_closed", 2) if of_step => vec![case(), child()],
            ("title" | "variation", 1) if of_kind => vec![case()],
            ("plan_move" | "migrated", 2) if of_step => vec![case(), Type::text()],
            ("changed", 2) if of_kind => vec![case(), Type::word(Domain::Field(kinds.clone()))],
            ("about" | "kind" | "office_terms" | "letterhead", 0) => Vec::new(),
            ("args" | "job" | "main", 0) if of_door => Vec::new(),
            ("main", 1) if of_door => vec![self.arguments.clone().unwrap_or(Type::Unknown)],
            _ => return None,
        })
    }
}
