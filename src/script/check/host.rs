//! What scripts can call, from what is registered: names, numbers and types of arguments, properties.

use super::types::{Domain, Tasks, Type};
use crate::script::engine::Parts;
use crate::script::handle::{Actor, Blocker, Case, Date, Document, Rung, Task, Term};
use crate::script::list::List;
use rhai::{Dynamic, FnPtr, ImmutableString};
use std::any::TypeId;
use std::collections::{BTreeMap, BTreeSet};

/// What a parameter takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Takes {
    /// A handle of the host.
    Handle(&'static str),
    /// A text.
    Text,
    /// A number.
    Number,
    /// True or false.
    Flag,
    /// An array.
    Array,
    /// A map.
    Map,
    /// A function.
    Function,
    /// Anything.
    Anything,
    /// Something that scripts of procedures have no use for.
    Other,
}

/// A function of the host or of the language.
#[derive(Debug, Clone)]
pub struct Signature {
    /// What its parameters take.
    pub takes: Vec<Takes>,
    /// Names of its parameters.
    pub names: Vec<String>,
    /// The name of what it gives.
    pub gives: String,
}

/// Everything that is registered.
pub struct Host {
    functions: BTreeMap<String, Vec<Signature>>,
    properties: BTreeMap<Takes, BTreeMap<String, String>>,
}

/// Functions the language itself knows without registering them, with the numbers of arguments they take.
const LANGUAGE: [(&str, &[usize]); 10] = [
    ("Fn", &[1]),
    ("call", &[1, 2, 3, 4, 5, 6]),
    ("curry", &[2, 3, 4, 5, 6]),
    ("type_of", &[1]),
    ("print", &[0, 1]),
    ("debug", &[0, 1]),
    ("is_def_var", &[1]),
    ("is_def_fn", &[2]),
    ("is_shared", &[1]),
    ("eval", &[]),
];

impl Host {
    /// The functions of an engine.
    pub fn new(parts: &Parts) -> Self {
        let mut host = Self { functions: BTreeMap::new(), properties: BTreeMap::new() };
        let found = parts.engine().collect_fn_metadata(
            None,
            |f| {
                let info = &f.metadata;
                let name_of = |text: &str| text.split(':').next().unwrap_or_default().trim().to_owned();
                let mut takes: Vec<Takes> = info.param_types.iter().map(|id| takes(*id)).collect();
                takes.resize(info.num_params, Takes::Anything);
                let names = info.params_info.iter().map(|text| name_of(text)).collect();
                let gives = info.return_type.to_string();
                Some((info.name.to_string(), Signature { takes, names, gives }))
            },
            true,
        );
        for (name, signature) in found {
            if let Some(property) = name.strip_prefix("get$") {
                let of = signature.takes.first().copied().unwrap_or(Takes::Other);
                host.properties.entry(of).or_default().insert(property.to_owned(), signature.gives);
            } else {
                host.functions.entry(name).or_default().push(signature);
            }
        }
        for (name, counts) in LANGUAGE {
            let any = |count: &usize| Signature {
                takes: vec![Takes::Anything; *count],
                names: vec!["…".to_owned(); *count],
                gives: String::new(),
            };
            host.functions.entry(name.to_owned()).or_default().extend(counts.iter().map(any));
        }
        host
    }

    /// The functions of this name.
    pub fn named(&self, name: &str) -> &[Signature] {
        self.functions.get(name).map_or(&[], Vec::as_slice)
    }

    /// Names of functions that a script can write.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let names = self.functions.keys().map(String::as_str);
        names.filter(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()) && !name.contains('$'))
    }

    /// Names of functions whose first argument is such a value.
    pub fn methods(&self, of: &Type) -> impl Iterator<Item = &str> {
        let wanted = takes_of(of);
        self.names().filter(move |name| self.named(name).iter().any(|f| f.takes.first().copied() == wanted))
    }

    /// The properties of such a value; none when its properties are not those of a type.
    pub fn properties(&self, of: &Type) -> Option<BTreeSet<&str>> {
        let known = self.properties.get(&takes_of(of)?)?;
        Some(known.keys().map(String::as_str).collect())
    }

    /// What a property of a host type gives.
    pub fn property(&self, of: &Type, name: &str) -> Option<Type> {
        let gives = self.properties.get(&takes_of(of)?)?.get(name)?;
        Some(refined(of, name).unwrap_or_else(|| plain(gives)))
    }
}

impl Signature {
    /// How it is written: `set_term(term, from)` after the receiver, or with all arguments.
    pub fn written(&self, name: &str, method: bool) -> String {
        let names: Vec<&str> = self.names.iter().skip(usize::from(method)).map(String::as_str).collect();
        format!("{name}({})", names.join(", "))
    }

    /// What it gives, as far as its own type says.
    pub fn gives(&self) -> Type {
        plain(&self.gives)
    }
}

impl Takes {
    /// Whether a value can be an argument.
    pub fn accepts(self, given: &Type) -> bool {
        match (self, given) {
            (Self::Anything, _) => true,
            (_, given) if given.is_vague() => true,
            (Self::Handle(name), given) => given.host_name() == Some(name),
            (Self::Text, given) => matches!(given, Type::Text(_)),
            (Self::Number, given) => *given == Type::Number,
            (Self::Flag, given) => *given == Type::Flag,
            (Self::Array, given) => matches!(given, Type::Array(_)),
            (Self::Map, given) => matches!(given, Type::Map(_)),
            (Self::Function, given) => matches!(given, Type::Function(..)),
            (Self::Other, _) => false,
        }
    }

    /// Its name for the author of a script.
    pub fn name(self) -> &'static str {
        match self {
            Self::Handle(name) => name,
            Self::Text => "string",
            Self::Number => "number",
            Self::Flag => "bool",
            Self::Array => "array",
            Self::Map => "map",
            Self::Function => "Fn",
            Self::Anything | Self::Other => "?",
        }
    }
}

fn takes(id: TypeId) -> Takes {
    let handles = [
        (TypeId::of::<Case>(), "Case"),
        (TypeId::of::<Task>(), "Task"),
        (TypeId::of::<Actor>(), "Actor"),
        (TypeId::of::<Document>(), "Document"),
        (TypeId::of::<Date>(), "Date"),
        (TypeId::of::<Term>(), "Term"),
        (TypeId::of::<Blocker>(), "Blocker"),
        (TypeId::of::<Rung>(), "Rung"),
        (TypeId::of::<List>(), "List"),
    ];
    if let Some((_, name)) = handles.iter().find(|(handle, _)| *handle == id) {
        return Takes::Handle(name);
    }
    let plain = [
        (TypeId::of::<ImmutableString>(), Takes::Text),
        (TypeId::of::<String>(), Takes::Text),
        (TypeId::of::<&str>(), Takes::Text),
        (TypeId::of::<i64>(), Takes::Number),
        (TypeId::of::<bool>(), Takes::Flag),
        (TypeId::of::<rhai::Array>(), Takes::Array),
        (TypeId::of::<rhai::Map>(), Takes::Map),
        (TypeId::of::<FnPtr>(), Takes::Function),
        (TypeId::of::<Dynamic>(), Takes::Anything),
    ];
    plain.iter().find(|(known, _)| *known == id).map_or(Takes::Other, |(_, takes)| *takes)
}

fn takes_of(of: &Type) -> Option<Takes> {
    Some(match of {
        Type::Text(_) => Takes::Text,
        Type::Number => Takes::Number,
        Type::Array(_) => Takes::Array,
        other => Takes::Handle(other.host_name()?),
    })
}

/// A type from its name in Rust.
fn plain(name: &str) -> Type {
    let name: String = name.chars().filter(|c| !c.is_whitespace()).collect();
    let inner = name.split_once('<').map_or(name.as_str(), |(_, rest)| rest.trim_end_matches('>'));
    let inner = inner.split(',').next().unwrap_or(inner);
    match inner.rsplit("::").next().unwrap_or(inner) {
        "String" | "ImmutableString" => Type::text(),
        "bool" => Type::Flag,
        "i64" | "INT" => Type::Number,
        "Actor" => Type::Actor,
        "Date" => Type::Date,
        "Term" => Type::Term(None),
        "Document" => Type::Document,
        "Blocker" => Type::Blocker,
        "Rung" => Type::Rung,
        "Array" => Type::array(Type::Unknown),
        "()" => Type::Unit,
        _ => Type::Unknown,
    }
}

fn fixed(what: &'static str, words: &[&str]) -> Type {
    Type::word(Domain::Fixed(what, words.iter().map(|&word| word.to_owned()).collect()))
}

/// What is known of a property beyond its Rust type. Properties of cases that lead to other kinds of case are told by
/// the package, not here.
fn refined(of: &Type, name: &str) -> Option<Type> {
    Some(match (of, name) {
        (Type::Case(_), "kind") => Type::word(Domain::CaseKind),
        (Type::Case(kinds), "step") => Type::word(Domain::Step(kinds.clone())),
        (Type::Case(_), "status") => fixed("status", &["open", "suspended", "closed"]),
        (Type::Case(kinds), "outcome") => Type::word(Domain::CaseOutcome(kinds.clone())),
        (Type::Case(_), "variation") => Type::Actor,
        (Type::Case(_), "closed_on") => Type::Date,
        (Type::Case(kinds), "tasks") => Type::list(Type::Task(Tasks::of(kinds.clone()))),
        (Type::Case(_), "documents") => Type::array(Type::Document),
        (Type::Case(_), "blockers") => Type::array(Type::Blocker),
        (Type::Case(_), "remarks") | (Type::Task(_), "rungs") => Type::array(Type::text()),
        (Type::Task(tasks), "key") => key_of(tasks),
        (Type::Task(tasks), "of_case") => Type::Case(tasks.kinds.clone()),
        (Type::Task(_), "state") => fixed("state", &["waiting", "open", "done", "cancelled"]),
        (Type::Task(tasks), "outcome") => Type::word(Domain::Outcome(tasks.clone())),
        (Type::Task(tasks), "outcomes") => Type::array(Type::word(Domain::Outcome(tasks.clone()))),
        (Type::Task(tasks), "step") => Type::word(Domain::Step(tasks.kinds.clone())),
        (Type::Task(_), "due" | "opened_on" | "closed_on") => Type::Date,
        (Type::Task(_), "document") => Type::Document,
        (Type::Task(_), "note") => Type::text(),
        (Type::Actor, "kind") => Type::word(Domain::ActorKind),
        (Type::Actor, "id") => Type::word(Domain::ActorCode),
        (Type::Actor, "parent" | "within" | "successor")
        | (Type::Task(_), "stands_for")
        | (Type::Document, "issuer")
        | (Type::Blocker, "owner") => Type::Actor,
        (Type::Document, "direction") => fixed("direction", &["in", "out"]),
        _ => return None,
    })
}

fn key_of(tasks: &Tasks) -> Type {
    Type::word(Domain::TaskKey(tasks.kinds.clone()))
}
