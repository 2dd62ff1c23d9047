//! The gate before an edition: what the history of the open cases would have been on it.

use super::publish::PublishArgs;
use crate::clock::to_local;
use crate::cmd::context::Context;
use crate::cmd::failure::{CmdError, of_flow};
use crate::cmd::view::time;
use crate::domain::event::{Accepted, Event};
use crate::domain::ids::{CaseId, PackageName};
use crate::domain::refused::RefusedAct;
use crate::flow::replay::{Difference, Replayed};
use crate::ui::event::words;
use crate::ui::excerpt;
use crate::ui::failure::Failure;
use crate::ui::paint::Paint;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// A kind of difference, given with the reason why it is accepted: `KIND=REASON`. A kind that ends in `*` stands for all
/// that begin so.
pub(super) fn parse_accept(typed: &str) -> Result<(String, String), String> {
    match typed.split_once('=') {
        Some((kind, reason)) if !kind.trim().is_empty() && !reason.trim().is_empty() => {
            Ok((kind.trim().to_owned(), reason.trim().to_owned()))
        }
        _ => Err("KIND=REASON".to_owned()),
    }
}

/// The differences of one kind.
struct Kind<'a> {
    first: &'a Difference,
    cases: BTreeSet<&'a CaseId>,
}

/// The differences by kind, in the order in which they were met.
fn kinds(replayed: &Replayed) -> Vec<Kind<'_>> {
    let (mut kinds, mut places): (Vec<Kind<'_>>, BTreeMap<&str, usize>) = (Vec::new(), BTreeMap::new());
    for difference in &replayed.differences {
        let at = *places.entry(&difference.kind).or_insert_with(|| {
            kinds.push(Kind { first: difference, cases: BTreeSet::new() });
            kinds.len() - 1
        });
        kinds[at].cases.extend(&difference.case);
    }
    kinds
}

/// Lets an edition pass when every kind of difference is accepted; gives what was accepted. Otherwise all that are not
/// are told, with the word that accepts each.
pub(super) fn judge(
    context: &Context,
    package: &PackageName,
    replayed: &Replayed,
    args: &PublishArgs,
) -> Result<Vec<Accepted>, CmdError> {
    let kinds = kinds(replayed);
    let reason = |kind: &Kind<'_>| reason(&args.accept, &kind.first.kind);
    let open: Vec<&Kind<'_>> = kinds.iter().filter(|kind| reason(kind).is_none()).collect();
    if open.is_empty() {
        let accepted = kinds.iter().filter_map(|kind| {
            let (difference, reason) = (kind.first.kind.clone(), reason(kind)?.to_owned());
            Some(Accepted { difference, cases: kind.cases.len(), reason })
        });
        return Ok(accepted.collect());
    }
    let names: Vec<&str> = open.iter().map(|kind| kind.first.kind.as_str()).collect();
    let facts = json!({
        "package": package,
        "kinds": names,
        "count": open.len(),
        "cases": replayed.cases.len(),
        "first": names.first(),
        "with": args.with.as_ref().map_or_else(String::new, |folder| format!(" --with {}", folder.display())),
        "differences": open.iter().map(|kind| of_kind(context, kind)).collect::<Value>(),
    });
    let lines = open.iter().map(|kind| describe(context, kind)).collect();
    Err(CmdError::Told(Box::new(Failure::told(1, "publish-differs", &facts, lines))))
}

/// Why a kind is accepted, if it is: by its name, or as one of those that begin alike.
fn reason<'a>(accept: &'a [(String, String)], kind: &str) -> Option<&'a str> {
    let begins = |name: &str| name.strip_suffix('*').is_some_and(|start| kind.starts_with(start));
    let named = accept.iter().find(|(name, _)| name == kind);
    named.or_else(|| accept.iter().find(|(name, _)| begins(name))).map(|(_, reason)| reason.as_str())
}

/// A kind of difference for programs.
fn of_kind(context: &Context, kind: &Kind<'_>) -> Value {
    let first = kind.first;
    json!({
        "difference": first.kind,
        "cases": kind.cases,
        "act": first.act,
        "recorded": first.recorded,
        "now": first.now,
        "changes": first.changes,
        "error": first.error.as_ref().map(|error| of_flow(error).json(&context.messages)),
        "place": first.place,
        "refused": first.refused.as_ref().map(|act| json!({
            "at": act.at,
            "by": act.on_behalf.as_ref().unwrap_or(&act.by),
            "why": act.why,
            "refusal": Failure::refusal(&act.refusal, None).json(&context.messages),
            "place": act.place,
        })),
    })
}

/// A kind of difference for people: what was recorded, what comes of it now, where in the scripts.
fn describe(context: &Context, kind: &Kind<'_>) -> String {
    let first = kind.first;
    let case = first.case.as_ref().map(ToString::to_string).unwrap_or_default();
    let count = kind.cases.len().to_string();
    let mut lines =
        vec![context.tell(
            "publish-difference",
            &[("kind", first.kind.as_str()), ("count", &count), ("case", &case)],
        )];
    let said = |event: Option<&Event>| match event {
        Some(event) => words(&context.messages, event),
        None => context.say("publish-nothing"),
    };
    let recorded = match &first.refused {
        Some(act) => refused(context, act),
        None => said(first.recorded.as_ref()),
    };
    lines.push(context.tell("publish-recorded", &[("words", &recorded)]));
    let old_place = first.refused.as_ref().and_then(|act| act.place.as_ref());
    lines.extend(old_place.map(|place| excerpt::draw(place, Paint::PLAIN)));
    let now = match &first.error {
        Some(error) => of_flow(error).print(&context.messages),
        None if first.refused.is_some() => {
            context.tell("publish-passes", &[("words", &said(first.now.as_ref()))])
        }
        None => said(first.now.as_ref()),
    };
    lines.push(context.tell("publish-now", &[("words", now.lines().next().unwrap_or_default())]));
    for change in &first.changes {
        lines.push(format!("    {}: {} → {}", change.fact, change.recorded, change.now));
    }
    lines.extend(first.place.as_ref().map(|place| excerpt::draw(place, Paint::PLAIN)));
    lines.join("\n")
}

/// What was refused, by whom and when.
fn refused(context: &Context, act: &RefusedAct) -> String {
    let words = Failure::refusal(&act.refusal, None).words(&context.messages);
    let at = time(to_local(act.at));
    let by = act.on_behalf.as_ref().unwrap_or(&act.by);
    context.tell("publish-refused", &[("words", &words), ("by", by), ("at", &at)])
}
