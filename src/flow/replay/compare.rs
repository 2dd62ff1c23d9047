//! What was recorded beside what comes of the same act now.

use crate::domain::event::{Entry, Event};
use crate::domain::ids::{CaseId, TaskKey};
use crate::domain::refused::RefusedAct;
use crate::domain::script_fault::Place;
use crate::flow::FlowError;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// Facts that follow from the calendar, from what went before or from what was sent, not from what the scripts say now.
const FOLLOWING: [&str; 14] = [
    "due",
    "day",
    "order",
    "left",
    "unsent",
    "told",
    "clocks",
    "fired_on",
    "fate",
    "missed",
    "epoch",
    "edition",
    "supersedes",
    "reached_on",
];

/// The first thing in which a case would have gone another way.
#[derive(Debug)]
pub struct Difference {
    /// Its kind: the same for all cases in which the scripts differ in the same way, as `task-added.answer.outcomes`.
    pub kind: String,
    /// The case.
    pub case: Option<CaseId>,
    /// The recorded act, by its first entry.
    pub act: u64,
    /// What was recorded; none where nothing was.
    pub recorded: Option<Event>,
    /// What comes of it now; none where nothing does.
    pub now: Option<Event>,
    /// The facts in which the two differ, when they are of one sort.
    pub changes: Vec<Change>,
    /// Why the act cannot be done again.
    pub error: Option<FlowError>,
    /// The line of the script.
    pub place: Option<Place>,
    /// The act that was refused then, where the difference is that it comes out otherwise now.
    pub refused: Option<RefusedAct>,
}

impl Difference {
    /// Whether all that was recorded of its case comes out the same: only what was refused then would not be now, or on
    /// another ground.
    pub fn keeps_history(&self) -> bool {
        self.refused.is_some() && !matches!(self.error, Some(FlowError::Script(_)))
    }
}

/// A fact that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Where it stands in the event, as `clock.term`.
    pub fact: String,
    /// As it was recorded.
    pub recorded: Value,
    /// As it comes out now.
    pub now: Value,
}

/// An event as it is compared.
struct Seen<'a> {
    entry: &'a Entry,
    place: Option<Place>,
    facts: Value,
}

/// The differences between the entries of an act and those that were made now, in each case up to the first whose kind
/// is not accepted. Cases with such a one have gone another way.
pub(super) fn differences(
    recorded: &[Entry],
    made: &[Entry],
    places: &[Option<Place>],
    accepted: &dyn Fn(&str) -> bool,
) -> Vec<Difference> {
    let act = recorded.first().map_or(0, |entry| entry.seq);
    let mut cases: BTreeMap<Option<&CaseId>, (Vec<Seen<'_>>, Vec<Seen<'_>>)> = BTreeMap::new();
    for entry in recorded {
        let pair = cases.entry(entry.case.as_ref()).or_default();
        pair.0.extend(seen(entry, None));
    }
    for (at, entry) in made.iter().enumerate() {
        let pair = cases.entry(entry.case.as_ref()).or_default();
        pair.1.extend(seen(entry, places.get(at).cloned().flatten()));
    }
    let mut found = Vec::new();
    for (old, now) in cases.values() {
        let (mut i, mut j) = (0, 0);
        while i < old.len() || j < now.len() {
            let (was, is) = (old.get(i), now.get(j));
            if let (Some(was), Some(is)) = (was, is)
                && was.facts == is.facts
            {
                (i, j) = (i + 1, j + 1);
                continue;
            }
            let step = Step::of(&old[i..], &now[j..]);
            let difference = step.tell(act, was, is, &now[..j]);
            let goes_on = accepted(&difference.kind);
            found.push(difference);
            if !goes_on {
                break;
            }
            (i, j) = match step {
                Step::New => (i, j + 1),
                Step::Gone => (i + 1, j),
                Step::Changed | Step::Order => (i + 1, j + 1),
            };
        }
    }
    found
}

/// How two rows of entries go on differently.
#[derive(Clone, Copy)]
enum Step {
    /// Of the same sort, with other facts.
    Changed,
    /// Made now and not recorded.
    New,
    /// Recorded and not made now.
    Gone,
    /// Both there, in another order.
    Order,
}

impl Step {
    fn of(old: &[Seen<'_>], now: &[Seen<'_>]) -> Self {
        match (old.first(), now.first()) {
            (Some(was), Some(is)) if was.name() == is.name() => Self::Changed,
            (_, Some(is)) if !old.iter().any(|other| other.name() == is.name()) => Self::New,
            (Some(_), _) => {
                match now.iter().any(|other| old.first().is_some_and(|was| was.name() == other.name())) {
                    true => Self::Order,
                    false => Self::Gone,
                }
            }
            (None, _) => Self::New,
        }
    }

    fn tell(
        self,
        act: u64,
        was: Option<&Seen<'_>>,
        is: Option<&Seen<'_>>,
        before: &[Seen<'_>],
    ) -> Difference {
        let (was, is) = match self {
            Self::New => (None, is),
            Self::Gone => (was, None),
            Self::Changed | Self::Order => (was, is),
        };
        let changes = match (self, was, is) {
            (Self::Changed, Some(was), Some(is)) => changes(&was.facts, &is.facts),
            _ => Vec::new(),
        };
        let facts: Vec<&str> = changes.iter().map(|change| change.fact.as_str()).collect();
        let what = match self {
            Self::Changed => facts.join("+"),
            Self::New => "new".to_owned(),
            Self::Gone => "gone".to_owned(),
            Self::Order => "order".to_owned(),
        };
        let one = was.or(is);
        // What is gone has no line in the new scripts; the one before it shows where they went on.
        let earlier = || before.iter().rev().find_map(|seen| seen.place.clone());
        Difference {
            kind: format!("{}.{what}", one.map_or_else(String::new, Seen::name)),
            case: one.and_then(|seen| seen.entry.case.clone()),
            act,
            recorded: was.map(|seen| seen.entry.event.clone()),
            now: is.map(|seen| seen.entry.event.clone()),
            changes,
            error: None,
            refused: None,
            place: is.and_then(|seen| seen.place.clone()).or_else(earlier),
        }
    }
}

/// The difference that an act cannot be done again at all; `main` is the entry that names it.
pub(super) fn failed(main: &Entry, act: u64, error: FlowError, place: Option<Place>) -> Difference {
    let (what, place) = match &error {
        FlowError::Script(fault) => ("fails", fault.place.clone().or(place)),
        _ => ("refused", place),
    };
    Difference {
        kind: format!("{}.{what}", name(&main.event)),
        case: main.case.clone(),
        act,
        recorded: Some(main.event.clone()),
        now: None,
        changes: Vec::new(),
        error: Some(error),
        place,
        refused: None,
    }
}

/// Whether an event is none of the procedure's: what is sent and what follows from the calendar comes of the rest, and a
/// move to another edition is none where all runs on one.
pub(super) fn stands_apart(event: &Event) -> bool {
    matches!(
        event,
        Event::RungFired { .. }
            | Event::DigestQueued { .. }
            | Event::NoteQueued { .. }
            | Event::MessageDelivered { .. }
            | Event::MessageFailed { .. }
            | Event::MessageCancelled { .. }
            | Event::TermMoved { .. }
            | Event::CaseMoved { .. }
            | Event::MoveReverted { .. }
            | Event::CalendarAdopted { .. }
            | Event::CalendarDiffers {}
            | Event::StoreRestored { .. }
            | Event::JobRan { .. }
    )
}

/// An entry as it is compared; none for what stands apart.
fn seen(entry: &Entry, place: Option<Place>) -> Option<Seen<'_>> {
    if stands_apart(&entry.event) {
        return None;
    }
    let mut facts = serde_json::to_value(&entry.event).unwrap_or_default();
    without_following(&mut facts);
    Some(Seen { entry, place, facts })
}

fn without_following(value: &mut Value) {
    match value {
        Value::Object(map) => {
            for fact in FOLLOWING {
                map.remove(fact);
            }
            map.values_mut().for_each(without_following);
        }
        Value::Array(items) => items.iter_mut().for_each(without_following),
        _ => {}
    }
}

impl Seen<'_> {
    fn name(&self) -> String {
        name(&self.entry.event)
    }
}

/// An event and what of a case it is about: `task-done.answer`.
fn name(event: &Event) -> String {
    let task = |task: &TaskKey| Some(task.to_string());
    let about = match event {
        Event::TaskAdded { task: added } => task(&added.key),
        Event::TaskOpened { task: key, .. }
        | Event::TaskShut { task: key }
        | Event::TermSet { task: key, .. }
        | Event::TermExtended { task: key, .. }
        | Event::TermExpired { task: key, .. }
        | Event::RungAdded { task: key, .. }
        | Event::TaskDone { task: key, .. }
        | Event::TaskCancelled { task: key, .. }
        | Event::TaskPassed { task: key, .. }
        | Event::TaskReopened { task: key, .. }
        | Event::TaskCorrected { task: key, .. } => task(key),
        Event::StepEntered { step } => Some(step.to_string()),
        Event::FieldSet { name, .. } => Some(name.clone()),
        Event::CaseOpened { case } => Some(case.kind.to_string()),
        _ => None,
    };
    match about {
        Some(about) => format!("{}.{about}", event.name()),
        None => event.name().to_owned(),
    }
}

/// The facts in which two values differ, by their paths.
fn changes(old: &Value, now: &Value) -> Vec<Change> {
    let mut found = Vec::new();
    compare("", old, now, &mut found);
    found
}

fn compare(path: &str, old: &Value, now: &Value, found: &mut Vec<Change>) {
    match (old, now) {
        (Value::Object(old), Value::Object(now)) => {
            let mut names: Vec<&String> = old.keys().chain(now.keys()).collect();
            names.sort();
            names.dedup();
            for name in names {
                let none = Value::Null;
                let path = match path {
                    // An event's own wrapping says nothing to people.
                    "" => name.clone(),
                    "task" | "case" => name.clone(),
                    path => format!("{path}.{name}"),
                };
                compare(&path, old.get(name).unwrap_or(&none), now.get(name).unwrap_or(&none), found);
            }
        }
        (old, now) if old != now => {
            found.push(Change { fact: path.to_owned(), recorded: old.clone(), now: now.clone() });
        }
        _ => {}
    }
}
