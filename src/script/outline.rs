//! What a package asks, script by script, as far as its text says it; and how two packages, or a district and the base,
//! differ in that.

use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What a package asks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    /// What it says of itself: label, title, basis and the like.
    pub about: BTreeMap<String, String>,
    /// Its kinds of case.
    pub kinds: BTreeMap<String, Kind>,
    /// What each script asks: by its path below the package.
    pub base: BTreeMap<String, Part>,
    /// The same as it is in a district that has a file of that path.
    pub districts: BTreeMap<String, BTreeMap<String, Part>>,
    /// Its letter templates, with their text.
    pub letters: BTreeMap<String, String>,
}

/// A kind of case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kind {
    /// Its steps in their order, with their titles.
    pub steps: Vec<(String, String)>,
    /// Its fields.
    pub fields: BTreeSet<String>,
}

/// What a script asks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Part {
    /// The title of its first line.
    pub title: String,
    /// The tasks it adds.
    pub tasks: BTreeMap<String, Task>,
    /// The words of its blockers and refusals.
    pub gates: BTreeSet<String>,
    /// The terms it sets, by task.
    pub terms: BTreeMap<String, String>,
    /// The default terms it gives, by name.
    pub defaults: BTreeMap<String, String>,
    /// The tasks it cancels.
    pub cancels: BTreeSet<String>,
    /// The steps it leads to.
    pub next: BTreeSet<String>,
    /// The functions of its own file: name and the first line of what is said of them. Of a district, those it replaces.
    pub functions: BTreeMap<String, String>,
    /// The text of its own file, without what only people read.
    pub text: String,
}

/// A task as a script adds it: each fact as it is written, as far as it is.
pub type Task = BTreeMap<String, String>;

/// A difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// What of.
    pub what: What,
    /// Its name: of a kind, step, field, task, default term or letter; the words of a gate.
    pub name: String,
    /// Which fact of a task.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub fact: String,
    /// As it was; empty when it was not there.
    pub from: String,
    /// As it is now; empty when it is gone.
    pub to: String,
}

/// What differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// What the package says of itself.
    About,
    /// A kind of case.
    Kind,
    /// A step.
    Step,
    /// A field.
    Field,
    /// The title of a script.
    Title,
    /// A task.
    Task,
    /// A fact of a task.
    TaskFact,
    /// The term of a task.
    Term,
    /// A default term.
    DefaultTerm,
    /// A blocker or refusal.
    Gate,
    /// A task that is cancelled.
    Cancels,
    /// Where a step leads.
    Next,
    /// A letter.
    Letter,
    /// Something else: the text differs, and nothing of the above does.
    Otherwise,
}

impl What {
    /// As texts name it.
    pub fn name(self) -> &'static str {
        match self {
            Self::About => "about",
            Self::Kind => "kind",
            Self::Step => "step",
            Self::Field => "field",
            Self::Title => "title",
            Self::Task => "task",
            Self::TaskFact => "task-fact",
            Self::Term => "term",
            Self::DefaultTerm => "default-term",
            Self::Gate => "gate",
            Self::Cancels => "cancels",
            Self::Next => "next",
            Self::Letter => "letter",
            Self::Otherwise => "otherwise",
        }
    }
}

impl Change {
    fn new(what: What, name: &str, from: &str, to: &str) -> Self {
        let text = |text: &str| text.to_owned();
        Self { what, name: text(name), fact: String::new(), from: text(from), to: text(to) }
    }

    /// `added`, `dropped` or `changed`.
    pub fn way(&self) -> &'static str {
        match (self.from.is_empty(), self.to.is_empty()) {
            (true, false) => "added",
            (false, true) => "dropped",
            _ => "changed",
        }
    }
}

/// Differences that belong together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Group {
    /// The district, when they are of its variation.
    pub district: Option<String>,
    /// The script; empty for the package itself.
    pub script: String,
    /// Its title.
    pub title: String,
    /// The differences.
    pub changes: Vec<Change>,
}

/// How a package differs from an earlier one.
pub fn changes(old: &Outline, new: &Outline) -> Vec<Group> {
    let (mut groups, mut whole) = (Vec::new(), Vec::new());
    whole.extend(texts(What::About, &old.about, &new.about));
    for (kind, from, to) in pairs(&old.kinds, &new.kinds) {
        match (from, to) {
            (Some(from), Some(to)) => of_kind(from, to, &mut whole),
            (from, to) => {
                let name = |kind: Option<&Kind>| kind.map_or("", |_| "✓");
                whole.push(Change::new(What::Kind, kind, name(from), name(to)));
            }
        }
    }
    whole.extend(texts(What::Letter, &old.letters, &new.letters));
    push(&mut groups, None, "", "", whole);
    let none = Part::default();
    for (script, from, to) in pairs(&old.base, &new.base) {
        let title = to.or(from).map_or("", |part| part.title.as_str());
        push(&mut groups, None, script, title, of_part(from.unwrap_or(&none), to.unwrap_or(&none)));
    }
    let nowhere = BTreeMap::new();
    for (district, from, to) in pairs(&old.districts, &new.districts) {
        for (script, from, to) in pairs(from.unwrap_or(&nowhere), to.unwrap_or(&nowhere)) {
            // Without a layer the base holds there; what differs in the base is told with the base.
            let base = |outline: &Outline| outline.base.get(script).cloned().unwrap_or_default();
            let (before, after) =
                (from.cloned().unwrap_or_else(|| base(old)), to.cloned().unwrap_or_else(|| base(new)));
            let of_base = of_part(&base(old), &base(new));
            let mut own = of_part(&before, &after);
            own.retain(|change| !of_base.contains(change));
            if before.text == after.text {
                own.retain(|change| change.what != What::Otherwise);
            }
            push(&mut groups, Some(district), script, &after.title, own);
        }
    }
    groups
}

/// How each district differs from the base: by district and script.
pub fn variations(outline: &Outline) -> Vec<Group> {
    let mut groups = Vec::new();
    for (district, parts) in &outline.districts {
        for (script, part) in parts {
            if let Some(base) = outline.base.get(script) {
                push(&mut groups, Some(district), script, &base.title, of_part(base, part));
            }
        }
    }
    groups
}

fn push(groups: &mut Vec<Group>, district: Option<&String>, script: &str, title: &str, changes: Vec<Change>) {
    if !changes.is_empty() {
        groups.push(Group {
            district: district.cloned(),
            script: script.to_owned(),
            title: title.to_owned(),
            changes,
        });
    }
}

fn of_kind(old: &Kind, new: &Kind, changes: &mut Vec<Change>) {
    let steps = |kind: &Kind| kind.steps.iter().cloned().collect();
    // A step whose title alone differs is told with its script.
    let moved = texts(What::Step, &steps(old), &steps(new));
    changes.extend(moved.into_iter().filter(|change| change.way() != "changed"));
    changes.extend(sets(What::Field, &old.fields, &new.fields));
}

fn of_part(old: &Part, new: &Part) -> Vec<Change> {
    let mut changes = Vec::new();
    if old.title != new.title && !old.title.is_empty() && !new.title.is_empty() {
        changes.push(Change::new(What::Title, "", &old.title, &new.title));
    }
    let title = |task: Option<&Task>| match task {
        Some(task) => task.get("title").cloned().unwrap_or_else(|| "…".to_owned()),
        None => String::new(),
    };
    for (name, from, to) in pairs(&old.tasks, &new.tasks) {
        match (from, to) {
            (Some(from), Some(to)) => {
                let facts = texts(What::TaskFact, from, to);
                changes.extend(facts.into_iter().map(only_what_differs).map(|change| Change {
                    fact: change.name.clone(),
                    name: name.clone(),
                    ..change
                }));
            }
            (from, to) => changes.push(Change::new(What::Task, name, &title(from), &title(to))),
        }
    }
    changes.extend(texts(What::Term, &old.terms, &new.terms));
    changes.extend(texts(What::DefaultTerm, &old.defaults, &new.defaults));
    changes.extend(sets(What::Gate, &old.gates, &new.gates));
    changes.extend(sets(What::Cancels, &old.cancels, &new.cancels));
    if old.next != new.next {
        let list = |next: &BTreeSet<String>| next.iter().cloned().collect::<Vec<_>>().join(", ");
        changes.push(Change::new(What::Next, "", &list(&old.next), &list(&new.next)));
    }
    if changes.is_empty() && old.text != new.text {
        let said = |(name, text): (&String, &String)| match text.as_str() {
            "" => format!("{name}()"),
            text => format!("{name}(): {text}"),
        };
        let said: Vec<String> = new.functions.iter().map(said).collect();
        changes.push(Change::new(What::Otherwise, &said.join("; "), "", ""));
    }
    changes
}

fn texts(what: What, old: &BTreeMap<String, String>, new: &BTreeMap<String, String>) -> Vec<Change> {
    pairs(old, new)
        .map(|(name, from, to)| {
            Change::new(what, name, from.map_or("", String::as_str), to.map_or("", String::as_str))
        })
        .collect()
}

/// Of two lists only what stands in one of them.
fn only_what_differs(change: Change) -> Change {
    let items = |text: &str| -> Vec<String> { text.split(", ").map(ToOwned::to_owned).collect() };
    let (from, to) = (items(&change.from), items(&change.to));
    if from.len() < 2 && to.len() < 2 {
        return change;
    }
    let rest = |items: &[String], others: &[String]| {
        items.iter().filter(|item| !others.contains(item)).cloned().collect::<Vec<_>>().join(", ")
    };
    Change { from: rest(&from, &to), to: rest(&to, &from), ..change }
}

fn sets(what: What, old: &BTreeSet<String>, new: &BTreeSet<String>) -> Vec<Change> {
    let added = new.difference(old).map(|name| Change::new(what, name, "", "✓"));
    added.chain(old.difference(new).map(|name| Change::new(what, name, "✓", ""))).collect()
}

/// The keys whose values differ, with the values.
fn pairs<'a, V: PartialEq>(
    old: &'a BTreeMap<String, V>,
    new: &'a BTreeMap<String, V>,
) -> impl Iterator<Item = (&'a String, Option<&'a V>, Option<&'a V>)> {
    let keys: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    keys.into_iter().map(|key| (key, old.get(key), new.get(key))).filter(|(_, from, to)| from != to)
}
