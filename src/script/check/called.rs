//! What calls give, and what they hand on.

use super::facts::{Call, Fact, Given};
use super::rows;
use super::types::{Kinds, Length, Tasks, Type};
use super::walk::Walk;
use std::collections::BTreeSet;

/// Methods that give the same list, narrowed or put in order.
const SAME_LIST: [&str; 12] = [
    "open",
    "closed",
    "with_status",
    "of_subject",
    "in_step",
    "with_outcome",
    "of_variation",
    "below",
    "overdue",
    "owed",
    "owned_by",
    "filter",
];
/// Methods that give one element.
const ONE: [&str; 7] = ["first", "last", "pop", "shift", "find", "remove", "get"];
/// Methods that put their argument into an array.
const PUT: [&str; 3] = ["push", "insert", "append"];
/// Methods whose function is called with one element.
const EACH: [&str; 11] =
    ["filter", "map", "some", "all", "find", "find_map", "for_each", "index_of", "drain", "retain", "dedup"];
/// The functions that make a term of a number.
pub const UNITS: [&str; 4] = ["working_days", "days", "weeks", "months"];
/// Methods that give the same term, counted in another way.
const RULES: [&str; 4] = ["first_day_counts", "rolls_back", "may_end_on_day_off", "keeps_month_end"];

impl Walk<'_> {
    /// Notes a call, hands its arguments on, and gives what it gives.
    pub fn called(&mut self, call: &Call, variable: Option<&str>) -> Type {
        self.note(Fact::Call(call.clone()));
        if let Some(given) = self.by_script(call) {
            return given;
        }
        let (subject, args) = call.subject();
        let (subject, args) = (subject.cloned().unwrap_or(Type::Unit), args.to_vec());
        if subject == Type::Never {
            return Type::Never;
        }
        if let Some(variable) = variable
            && let (Type::Array(of), true) = (&subject, PUT.contains(&call.name.as_str()))
            && let Some(arg) = args.last()
        {
            let element = if call.name == "append" { arg.value.element() } else { arg.value.clone() };
            self.becomes(variable, &Type::array(of.join(&element)));
        }
        let applied = self.applied(&call.name, &subject, &args);
        if let Some(given) = self.given(&call.name, &subject, &args, applied) {
            return given;
        }
        self.by_signature(call, &subject)
    }

    /// What a function of the scripts gives, if the call means one.
    fn by_script(&mut self, call: &Call) -> Option<Type> {
        let program = self.program;
        // In method style a function of a script gets its first argument as `this`, not as a parameter.
        let defs = match (&call.module, &call.receiver) {
            (Some(module), _) if module == "base" => {
                program.base(self.here.0, &call.name, call.args.len()).into_iter().collect()
            }
            (Some(_), _) => return Some(Type::Unknown),
            (None, _) => program.resolve(self.here.0, &call.name, call.args.len()),
        };
        if defs.is_empty() || (call.receiver.is_some() && !program.host.named(&call.name).is_empty()) {
            return call.module.is_some().then_some(Type::Unknown);
        }
        let mut given = Type::Never;
        for def in defs {
            self.hand(def, &call.args);
            given = given.join(&self.given_by(def));
        }
        Some(given)
    }

    /// What the function among the arguments gives for an element.
    fn applied(&mut self, name: &str, subject: &Type, args: &[Given]) -> Option<Type> {
        let function = args.iter().map(|arg| &arg.value).find(|value| matches!(value, Type::Function(..)))?;
        if !EACH.contains(&name) || !matches!(subject, Type::List(_) | Type::Array(_)) {
            return None;
        }
        Some(self.perhaps(|walk| walk.apply(function, &[subject.element()])))
    }

    fn given(&self, name: &str, subject: &Type, args: &[Given], applied: Option<Type>) -> Option<Type> {
        let first = args.first().map(|arg| &arg.value);
        let program = self.program;
        let all = || Kinds { foreign: true, ..program.all_kinds() };
        Some(match (name, subject) {
            ("task" | "find_task" | "add_task", Type::Case(kinds)) => {
                Type::Task(Tasks { kinds: kinds.clone(), keys: keys(first) })
            }
            ("open_child", Type::Case(_)) => Type::Case(self.kinds_in(first)),
            ("open_case", kind @ Type::Text(_)) => Type::Case(self.kinds_in(Some(kind))),
            ("find_case", Type::Text(_)) => Type::Case(all()),
            ("find_actor", Type::Text(_)) => Type::Actor,
            ("cases", Type::Unit) => Type::list(Type::Case(all())),
            ("tasks", Type::Unit) => Type::list(Type::Task(Tasks::of(all()))),
            ("actors", Type::Unit) => Type::list(Type::Actor),
            ("of_kind", Type::List(of)) => Type::list(self.of_kind(of, first)),
            ("with_key", Type::List(of)) => match &**of {
                Type::Task(tasks) => {
                    Type::list(Type::Task(Tasks { kinds: tasks.kinds.clone(), keys: keys(first) }))
                }
                other => Type::list(other.clone()),
            },
            ("due_before" | "due_on", Type::List(_)) => subject.clone(),
            (name, Type::List(_) | Type::Array(_)) if SAME_LIST.contains(&name) => subject.clone(),
            (name, Type::List(_) | Type::Array(_)) if ONE.contains(&name) => subject.element(),
            ("to_array", Type::List(of)) => Type::Array(of.clone()),
            ("map", Type::List(_) | Type::Array(_)) => Type::array(applied.unwrap_or(Type::Unknown)),
            ("keys", Type::Map(_)) | ("split", Type::Text(_)) => Type::array(Type::text()),
            ("messages_on" | "messages_waiting" | "reaching_nobody", _) => {
                Type::array(rows::of(name, &all())?)
            }
            (rule, Type::Term(_)) if RULES.contains(&rule) => subject.clone(),
            _ => return None,
        })
    }

    fn by_signature(&self, call: &Call, subject: &Type) -> Type {
        let count = call.args.len() + usize::from(call.receiver.is_some());
        let fits = |takes: &super::host::Takes| takes.accepts(subject);
        let fitting = self.program.host.named(&call.name).iter();
        let mut fitting = fitting.filter(|f| f.takes.len() == count && f.takes.first().is_none_or(fits));
        let Some(first) = fitting.next() else { return Type::Unknown };
        let given = first.gives();
        if subject.is_vague() && count > 0 || fitting.any(|f| f.gives() != given) {
            return Type::Unknown;
        }
        given
    }

    /// The kinds that a text names.
    fn kinds_in(&self, name: Option<&Type>) -> Kinds {
        let all = || Kinds { foreign: true, ..self.program.all_kinds() };
        let Some(Type::Text(text)) = name else { return all() };
        let names: BTreeSet<String> = text.literals().map(|(name, _)| name.to_owned()).collect();
        if text.open
            || names.len() != text.words.len()
            || names.iter().any(|name| !self.program.kinds.contains_key(name))
        {
            return all();
        }
        Kinds { names, foreign: false }
    }

    fn of_kind(&self, of: &Type, name: Option<&Type>) -> Type {
        match of {
            Type::Case(_) => Type::Case(self.kinds_in(name)),
            Type::Task(tasks) => Type::Task(Tasks { kinds: self.kinds_in(name), keys: tasks.keys.clone() }),
            other => other.clone(),
        }
    }
}

fn keys(name: Option<&Type>) -> Option<BTreeSet<super::types::Pattern>> {
    match name {
        Some(Type::Text(text)) => text.patterns(),
        _ => None,
    }
}

/// The length of a term that a call makes of a written number.
pub fn length(name: &str, count: i64) -> Option<Length> {
    UNITS.contains(&name).then(|| Length { count, unit: name.to_owned() })
}
