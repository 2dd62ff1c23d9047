//! What a value of a script can be, as far as that follows from the text. What is not known is not reported.

use rhai::Position;
use std::collections::BTreeSet;
use std::fmt;

/// How many different things a value can be before nothing is said of it.
const MOST: usize = 4;

/// What a value can be. `()` is left out of account: a value that may be nothing is checked as what it else is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Type {
    /// Nothing was seen yet.
    Never,
    /// It could be anything.
    Unknown,
    /// `()`.
    Unit,
    /// True or false.
    Flag,
    /// A number.
    Number,
    /// A number that is not whole.
    Fraction,
    /// A text.
    Text(Text),
    /// A case of one of these kinds.
    Case(Kinds),
    /// A task.
    Task(Tasks),
    /// An actor.
    Actor,
    /// A document.
    Document,
    /// A date.
    Date,
    /// A term, with its length if that is written.
    Term(Option<Length>),
    /// A blocker.
    Blocker,
    /// A reminder of a ladder.
    Rung,
    /// A list of the host.
    List(Box<Type>),
    /// An array.
    Array(Box<Type>),
    /// A map.
    Map(Map),
    /// One of several.
    OneOf(BTreeSet<Type>),
    /// A function value: its name, and what is bound to its first parameters.
    Function(String, Vec<Type>),
}

/// The length of a term.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Length {
    /// How many.
    pub count: i64,
    /// The function that gives the unit: `working_days`, `days`, `weeks`, `months`.
    pub unit: String,
}

/// Kinds of case.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Kinds {
    /// Those of the package.
    pub names: BTreeSet<String>,
    /// Whether it may be one of another package too.
    pub foreign: bool,
}

/// Which tasks.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tasks {
    /// Of cases of these kinds.
    pub kinds: Kinds,
    /// With these keys, if they are known.
    pub keys: Option<BTreeSet<Pattern>>,
}

/// A text with a known beginning and end; the whole text when nothing lies between.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pattern {
    /// How it begins.
    pub start: String,
    /// How it ends, when only a part is known.
    pub end: Option<String>,
}

/// A text.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Text {
    /// What it can be.
    pub words: BTreeSet<Word>,
    /// Whether it can be something else besides.
    pub open: bool,
}

/// One thing that a text can be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Word {
    /// Written in a script.
    Literal(String, Position),
    /// Partly written.
    Partly(Pattern, Position),
    /// A word of the host.
    Of(Domain),
    /// Words of the host with text between them: `t.key + ":" + t.outcome`.
    Joined(Vec<Piece>, Position),
}

/// A piece of a joined text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Piece {
    /// Written.
    Text(String),
    /// A word of the host.
    Word(Domain),
}

/// A set of words that something of the host can be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Domain {
    /// Keys of tasks.
    TaskKey(Kinds),
    /// Outcomes of tasks.
    Outcome(Tasks),
    /// How cases end.
    CaseOutcome(Kinds),
    /// Steps.
    Step(Kinds),
    /// Fields of cases.
    Field(Kinds),
    /// Kinds of case.
    CaseKind,
    /// Kinds of actor.
    ActorKind,
    /// Codes of actors.
    ActorCode,
    /// Codes and names of actors.
    Actor,
    /// Roles that a reminder can go to, or actors.
    Recipient,
    /// Roles that `recipients` knows.
    Role,
    /// Letter templates.
    Letter,
    /// Names of default terms of the office.
    OfficeTerm,
    /// `"document"` or a field.
    Need(Kinds),
    /// Words with a name for what they are.
    Fixed(&'static str, Vec<String>),
}

/// A map whose keys are known.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Map {
    /// Its keys, each with where it is written and what stands behind it.
    pub entries: Vec<Entry>,
    /// Whether it may have others.
    pub open: bool,
    /// Where it is written.
    pub at: Option<Position>,
}

/// An entry of a map.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// The key.
    pub name: String,
    /// Where it is written.
    pub at: Position,
    /// What stands behind it.
    pub value: Type,
    /// Where that is written.
    pub value_at: Position,
}

impl Type {
    /// Any text.
    pub fn text() -> Self {
        Self::Text(Text { words: BTreeSet::new(), open: true })
    }

    /// A word of a set.
    pub fn word(domain: Domain) -> Self {
        Self::Text(Text { words: [Word::Of(domain)].into(), open: false })
    }

    /// A text written in a script.
    pub fn literal(text: &str, at: Position) -> Self {
        Self::Text(Text { words: [Word::Literal(text.to_owned(), at)].into(), open: false })
    }

    /// A host list.
    pub fn list(of: Self) -> Self {
        Self::List(Box::new(of))
    }

    /// An array.
    pub fn array(of: Self) -> Self {
        Self::Array(Box::new(of))
    }

    /// What one element is.
    pub fn element(&self) -> Self {
        match self {
            Self::List(of) | Self::Array(of) => (**of).clone(),
            Self::Never => Self::Never,
            _ => Self::Unknown,
        }
    }

    /// Whether nothing can be said about it.
    pub fn is_vague(&self) -> bool {
        matches!(self, Self::Never | Self::Unknown | Self::Unit | Self::OneOf(_))
    }

    /// What it can be, one by one.
    pub fn options(&self) -> Vec<&Self> {
        match self {
            Self::OneOf(types) => types.iter().collect(),
            one => vec![one],
        }
    }

    /// The host's name for it; none for what the language has itself.
    pub fn host_name(&self) -> Option<&'static str> {
        Some(match self {
            Self::Case(_) => "Case",
            Self::Task(_) => "Task",
            Self::Actor => "Actor",
            Self::Document => "Document",
            Self::Date => "Date",
            Self::Term(_) => "Term",
            Self::Blocker => "Blocker",
            Self::Rung => "Rung",
            Self::List(_) => "List",
            _ => return None,
        })
    }

    /// The name of the type, for the author of a script.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Never | Self::Unknown | Self::OneOf(_) => "?",
            Self::Unit => "()",
            Self::Flag => "bool",
            Self::Number => "number",
            Self::Fraction => "fraction",
            Self::Text(_) => "string",
            Self::Array(_) => "array",
            Self::Map(_) => "map",
            Self::Function(..) => "Fn",
            other => other.host_name().unwrap_or("?"),
        }
    }

    /// What it is when it can be one or the other.
    pub fn join(&self, other: &Self) -> Self {
        self.merged(other).unwrap_or_else(|| self.beside(other))
    }

    /// One type for both, if there is one.
    fn merged(&self, other: &Self) -> Option<Self> {
        Some(match (self, other) {
            (a, b) if a == b => a.clone(),
            (Self::Never | Self::Unit, b) => b.clone(),
            (a, Self::Never | Self::Unit) => a.clone(),
            (Self::Unknown, _) | (_, Self::Unknown) => Self::Unknown,
            (Self::Text(a), Self::Text(b)) => Self::Text(a.join(b)),
            (Self::Case(a), Self::Case(b)) => Self::Case(a.join(b)),
            (Self::Task(a), Self::Task(b)) => Self::Task(a.join(b)),
            (Self::Term(_), Self::Term(_)) => Self::Term(None),
            (Self::List(a), Self::List(b)) => Self::list(a.join(b)),
            (Self::List(a) | Self::Array(a), Self::List(b) | Self::Array(b)) => Self::array(a.join(b)),
            (Self::Map(a), Self::Map(b)) => Self::Map(a.join(b)),
            _ => return None,
        })
    }

    fn beside(&self, other: &Self) -> Self {
        let mut types: Vec<Self> = self.options().into_iter().cloned().collect();
        for new in other.options() {
            match types.iter_mut().find_map(|known| known.merged(new).map(|both| (known, both))) {
                Some((known, both)) => *known = both,
                None => types.push(new.clone()),
            }
        }
        if types.len() > MOST { Self::Unknown } else { Self::OneOf(types.into_iter().collect()) }
    }
}

impl Kinds {
    /// One kind.
    pub fn one(name: &str) -> Self {
        Self { names: [name.to_owned()].into(), foreign: false }
    }

    /// Either of both.
    pub fn join(&self, other: &Self) -> Self {
        Self {
            names: self.names.union(&other.names).cloned().collect(),
            foreign: self.foreign || other.foreign,
        }
    }
}

impl Tasks {
    /// Every task of these kinds.
    pub fn of(kinds: Kinds) -> Self {
        Self { kinds, keys: None }
    }

    fn join(&self, other: &Self) -> Self {
        let keys = match (&self.keys, &other.keys) {
            (Some(a), Some(b)) => Some(a.union(b).cloned().collect()),
            _ => None,
        };
        Self { kinds: self.kinds.join(&other.kinds), keys }
    }
}

impl Text {
    fn join(&self, other: &Self) -> Self {
        Self { words: self.words.union(&other.words).cloned().collect(), open: self.open || other.open }
    }

    /// What of it is written in scripts, with the places.
    pub fn written(&self) -> impl Iterator<Item = (Pattern, Position)> + '_ {
        self.words.iter().filter_map(|word| match word {
            Word::Literal(text, at) => Some((Pattern::whole(text), *at)),
            Word::Partly(pattern, at) => Some((pattern.clone(), *at)),
            Word::Joined(pieces, at) => {
                let edge = |piece: Option<&Piece>| match piece {
                    Some(Piece::Text(text)) => text.clone(),
                    _ => String::new(),
                };
                let pattern = Pattern { start: edge(pieces.first()), end: Some(edge(pieces.last())) };
                Some((pattern, *at))
            }
            Word::Of(_) => None,
        })
    }

    /// The whole texts that are written in scripts.
    pub fn literals(&self) -> impl Iterator<Item = (&str, Position)> {
        self.words.iter().filter_map(|word| match word {
            Word::Literal(text, at) => Some((text.as_str(), *at)),
            _ => None,
        })
    }

    /// Everything it can be, if all of that is written.
    pub fn patterns(&self) -> Option<BTreeSet<Pattern>> {
        let written: BTreeSet<Pattern> = self.written().map(|(pattern, _)| pattern).collect();
        let all = self.words.iter().all(|word| !matches!(word, Word::Of(_)));
        (all && !self.open && !written.is_empty()).then_some(written)
    }
}

impl Pattern {
    /// A text known in full.
    pub fn whole(text: &str) -> Self {
        Self { start: text.to_owned(), end: None }
    }

    /// Whether both can be the same text.
    pub fn meets(&self, other: &Self) -> bool {
        match (&self.end, &other.end) {
            (None, None) => self.start == other.start,
            (Some(end), None) => {
                other.start.len() >= self.start.len() + end.len()
                    && other.start.starts_with(&self.start)
                    && other.start.ends_with(end.as_str())
            }
            (None, Some(_)) => other.meets(self),
            (Some(a), Some(b)) => {
                (self.start.starts_with(&other.start) || other.start.starts_with(&self.start))
                    && (a.ends_with(b.as_str()) || b.ends_with(a.as_str()))
            }
        }
    }
}

impl fmt::Display for Pattern {
    /// The text as far as it is known, with `…` for the rest.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.end {
            None => write!(f, "{}", self.start),
            Some(end) => write!(f, "{}…{end}", self.start),
        }
    }
}

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.count, self.unit.replace('_', " "))
    }
}

impl Map {
    /// The entry of this key.
    pub fn get(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.name == name)
    }

    /// Puts a value behind a key.
    pub fn put(&mut self, entry: Entry) {
        match self.entries.iter_mut().find(|known| known.name == entry.name) {
            Some(known) => known.value = known.value.join(&entry.value),
            None => self.entries.push(entry),
        }
    }

    fn join(&self, other: &Self) -> Self {
        let mut both = self.clone();
        other.entries.iter().for_each(|entry| both.put(entry.clone()));
        both.open |= other.open;
        both
    }
}
