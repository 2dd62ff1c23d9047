//! Words that must be one of a set: outcomes, keys of tasks, steps, kinds, actors, letters and the like.

use super::book::{self, Book, Words};
use super::facts::{Call, Fact, Given, Seen};
use super::report::{Report, is_slip, near};
use super::types::{Domain, Pattern, Piece, Tasks, Text, Type, Word};
use crate::domain::calendar::Term;
use crate::domain::day;
use crate::domain::script_fault::ScriptFaultKind;
use crate::flow::RungPlan;
use rhai::Position;

/// How many words of a set are listed.
const LISTED: usize = 12;

/// Checks the words in everything that was seen.
pub fn check(book: &Book<'_>, seen: &[Seen], report: &mut Report<'_>) {
    for Seen { fact, .. } in seen {
        match fact {
            Fact::Call(call) => in_call(book, call, report),
            Fact::Compare(a, b) => {
                compare(book, &a.value, &b.value, report);
                compare(book, &b.value, &a.value, report);
            }
            Fact::Switch(value, labels) => {
                for (label, at) in labels {
                    compare(book, value, &Type::literal(label, *at), report);
                }
            }
            Fact::Property(property) => {
                if let Some(given) = &property.set
                    && let (Type::Case(kinds), name) = (&property.of, &property.name)
                    && let Some(Type::Text(field)) = book.program.field(kinds, name)
                    && let Some(domain) = only_domain(&field)
                {
                    value(book, given, &domain, report);
                }
            }
            _ => {}
        }
    }
}

fn only_domain(text: &Text) -> Option<Domain> {
    match text.words.first() {
        Some(Word::Of(domain)) if text.words.len() == 1 => Some(domain.clone()),
        _ => None,
    }
}

/// Checks the texts that a value is made of against a set.
pub fn value(book: &Book<'_>, given: &Given, domain: &Domain, report: &mut Report<'_>) {
    for option in given.value.options() {
        let parts = match option {
            Type::Array(of) | Type::List(of) => of.options(),
            one => vec![one],
        };
        for part in parts {
            if let Type::Text(text) = part {
                texts(book, text, domain, report);
            }
        }
    }
}

fn texts(book: &Book<'_>, text: &Text, domain: &Domain, report: &mut Report<'_>) {
    match domain {
        Domain::Actor | Domain::ActorCode => {
            let Some(actors) = book.actors else { return };
            let known = |code: &str| {
                if *domain == Domain::Actor { actors.have(code) } else { actors.have_code(code) }
            };
            for (code, at) in text.literals().filter(|(code, _)| !known(code)) {
                tell("actor", &Pattern::whole(code), at, &book.words(domain), report);
            }
        }
        Domain::Recipient => {
            for (to, at) in text.literals() {
                if RungPlan::is_role(to) {
                    judge(domain, &book.words(domain), &Pattern::whole(to), at, report);
                } else {
                    texts(book, &literal(to, at), &Domain::Actor, report);
                }
            }
        }
        _ => {
            let words = book.words(domain);
            for (word, at) in text.written() {
                if !(*domain == Domain::CaseKind && word.start.contains('/')) {
                    judge(domain, &words, &word, at, report);
                }
            }
        }
    }
}

fn literal(text: &str, at: Position) -> Text {
    Text { words: [Word::Literal(text.to_owned(), at)].into(), open: false }
}

/// Tells a word that is none of a set. Of a set that has others besides, only a slip of the pen is told.
fn judge(domain: &Domain, words: &Words, word: &Pattern, at: Position, report: &mut Report<'_>) {
    if wrong(words, word) {
        tell(book::what(domain), word, at, words, report);
    }
}

fn wrong(words: &Words, word: &Pattern) -> bool {
    if words.have(word) {
        return false;
    }
    !words.open
        || words
            .patterns
            .iter()
            .any(|known| known.end.is_none() && word.end.is_none() && is_slip(&word.start, &known.start))
}

fn tell(what: &str, word: &Pattern, at: Position, words: &Words, report: &mut Report<'_>) {
    let known: Vec<String> = words.patterns.iter().map(ToString::to_string).collect();
    let word = word.to_string();
    let mut listed = near(&word, known.iter().map(String::as_str));
    if listed.is_empty() && known.len() <= LISTED {
        listed = known;
    }
    report.at(at, ScriptFaultKind::UnknownWord { kind: what.to_owned(), word, near: listed });
}

/// Compares a value with what is written: it can only be one of its words.
fn compare(book: &Book<'_>, value: &Type, written: &Type, report: &mut Report<'_>) {
    let [written] = written.options()[..] else { return };
    let Type::Text(written) = written else { return };
    let text = match value {
        Type::Actor => return texts(book, written, &Domain::ActorCode, report),
        Type::Text(text) => text,
        _ => return,
    };
    if let (Some(Word::Joined(pieces, _)), 1, false) = (text.words.first(), text.words.len(), text.open) {
        for (word, at) in written.literals() {
            joined(book, pieces, word, at, report);
        }
        return;
    }
    let domain = text.words.iter().find_map(|word| match word {
        Word::Of(domain) => Some(domain),
        _ => None,
    });
    if let Some(domain @ (Domain::Actor | Domain::ActorCode)) = domain {
        return texts(book, written, domain, report);
    }
    let Some(words) = book.words_of(text) else { return };
    let kind = domain.map_or("word", book::what);
    for (word, at) in written.literals() {
        let word = Pattern::whole(word);
        if wrong(&words, &word) {
            tell(kind, &word, at, &words, report);
        }
    }
}

/// Compares a text made of words of the host with what is written: `t.key + ":" + t.outcome` with `"answer:proposed"`.
fn joined(book: &Book<'_>, pieces: &[Piece], written: &str, at: Position, report: &mut Report<'_>) {
    let mut rest = written;
    let mut keys: Option<Pattern> = None;
    let mut pieces = pieces.iter().peekable();
    while let Some(piece) = pieces.next() {
        match piece {
            Piece::Text(text) => match rest.strip_prefix(text.as_str()) {
                Some(after) => rest = after,
                None => return,
            },
            Piece::Word(domain) => {
                let word = match pieces.peek() {
                    Some(Piece::Text(text)) => match rest.split_once(text.as_str()) {
                        Some((word, _)) => word,
                        None => return tell("word", &Pattern::whole(written), at, &Words::default(), report),
                    },
                    _ => rest,
                };
                rest = &rest[word.len()..];
                let word = Pattern::whole(word);
                let mut domain = domain.clone();
                if let (Domain::Outcome(Tasks { keys: of @ None, .. }), Some(key)) = (&mut domain, &keys) {
                    *of = Some([key.clone()].into());
                }
                judge(&domain, &book.words(&domain), &word, at, report);
                if matches!(domain, Domain::TaskKey(_)) {
                    keys = Some(word);
                }
            }
        }
    }
}

/// The sets from which the arguments of a call of the host must be.
fn in_call(book: &Book<'_>, call: &Call, report: &mut Report<'_>) {
    if call.module.is_some() {
        return;
    }
    let (subject, args) = call.subject();
    let name = call.name.as_str();
    let mut must = |at: usize, domain: Domain| {
        if let Some(given) = args.get(at) {
            value(book, given, &domain, report);
        }
    };
    match (name, subject) {
        ("task" | "find_task" | "has_task" | "done", Some(Type::Case(kinds))) => {
            must(0, Domain::TaskKey(kinds.clone()));
            if name == "done" {
                let keys = args.first().and_then(|arg| match &arg.value {
                    Type::Text(text) => text.patterns(),
                    _ => None,
                });
                must(1, Domain::Outcome(Tasks { kinds: kinds.clone(), keys }));
            }
        }
        ("done", Some(Type::Task(tasks))) => must(0, Domain::Outcome(tasks.clone())),
        ("close", Some(Type::Case(kinds))) => {
            if let Some(Given { value: Type::Text(text), .. }) = args.first() {
                let words = Words { open: true, ..book.case_outcomes(kinds, false) };
                for (word, at) in text.written() {
                    judge(&Domain::CaseOutcome(kinds.clone()), &words, &word, at, report);
                }
            }
        }
        ("set", Some(Type::Case(kinds))) => must(0, Domain::Field(kinds.clone())),
        ("open_child", Some(Type::Case(_))) => {
            must(0, Domain::CaseKind);
            must(1, Domain::Actor);
        }
        ("succeed", Some(Type::Actor)) => must(0, Domain::Actor),
        ("is_a", Some(Type::Actor)) => must(0, Domain::ActorKind),
        ("of_kind", Some(Type::List(of))) => match &**of {
            Type::Actor => must(0, Domain::ActorKind),
            Type::Case(_) | Type::Task(_) => must(0, Domain::CaseKind),
            _ => {}
        },
        ("with_status", Some(Type::List(_))) => {
            must(0, Domain::Fixed("status", ["open", "suspended", "closed"].map(ToOwned::to_owned).to_vec()));
        }
        ("in_step", Some(Type::List(of))) => {
            if let Type::Case(kinds) = &**of {
                must(0, Domain::Step(kinds.clone()));
            }
        }
        ("with_outcome", Some(Type::List(of))) => {
            if let Type::Case(kinds) = &**of {
                must(0, Domain::CaseOutcome(kinds.clone()));
            }
        }
        ("with_key", Some(Type::List(of))) => {
            if let Type::Task(tasks) = &**of {
                must(0, Domain::TaskKey(tasks.kinds.clone()));
            }
        }
        ("owned_by" | "of_subject" | "of_variation", Some(Type::List(_))) => must(0, Domain::Actor),
        ("starts_with" | "ends_with" | "contains", Some(Type::Text(text))) => {
            if let Some(arg) = args.first() {
                part(book, name, text, arg, report);
            }
        }
        _ => free(book, call, report),
    }
}

/// Functions that are called with all their arguments.
fn free(book: &Book<'_>, call: &Call, report: &mut Report<'_>) {
    if call.receiver.is_some() {
        return;
    }
    match (call.name.as_str(), call.args.len()) {
        ("rung", 4) => {
            spelled(call, "the name of a reminder, such as \"first-letter\"", RungPlan::is_name, report);
        }
        ("date", 1) => spelled(call, "a date such as 3/10/2022", |text| day::parse(text).is_some(), report),
        ("term", 1) => {
            let fits = |text: &str| text.parse::<Term>().is_ok();
            spelled(call, "a term such as working_days(15)", fits, report);
        }
        _ => {}
    }
    let mut must = |at: usize, domain: &Domain| {
        if let Some(given) = call.args.get(at) {
            value(book, given, domain, report);
        }
    };
    match (call.name.as_str(), call.args.len()) {
        ("actor", 1) => must(0, &Domain::Actor),
        ("find_actor", 1) => must(0, &Domain::ActorCode),
        ("office_term", 1) => must(0, &Domain::OfficeTerm),
        ("rung", 4) => {
            must(2, &Domain::Recipient);
            must(3, &Domain::Letter);
        }
        ("blocker", 3) => must(2, &Domain::Actor),
        ("note", 4) => must(1, &Domain::Actor),
        ("open_case", 2 | 3) => {
            must(0, &Domain::CaseKind);
            must(1, &Domain::Actor);
        }
        _ => {}
    }
}

/// A first argument that is written, but not as it must be.
fn spelled(call: &Call, wanted: &str, fits: impl Fn(&str) -> bool, report: &mut Report<'_>) {
    let Some(Given { value: Type::Text(text), .. }) = call.args.first() else { return };
    for (given, at) in text.literals().filter(|(given, _)| !fits(given)) {
        let kind = ScriptFaultKind::WrongValue { wanted: wanted.to_owned(), given: format!("\"{given}\"") };
        report.at(at, kind);
    }
}

/// A part of a word that no word of its set begins or ends with.
fn part(book: &Book<'_>, how: &str, text: &Text, part: &Given, report: &mut Report<'_>) {
    let Some(words) = book.words_of(text).filter(|words| !words.open) else { return };
    let Type::Text(given) = &part.value else { return };
    for (written, at) in given.literals() {
        let fits = |known: &Pattern| match how {
            "starts_with" => {
                known.start.starts_with(written) || known.end.is_some() && written.starts_with(&known.start)
            }
            "ends_with" => {
                known.end.as_ref().unwrap_or(&known.start).ends_with(written) || known.end.is_some()
            }
            _ => known.start.contains(written) || known.end.is_some(),
        };
        if !words.patterns.iter().any(fits) {
            let kind = only_domain(text).map_or("word", |domain| book::what(&domain));
            tell(kind, &Pattern::whole(written), at, &words, report);
        }
    }
}
