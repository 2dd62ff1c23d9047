//! The power goes at any moment: of what was written and not yet synced any part is on the disk, in pages, torn pages and
//! lengths. What was told as done is there afterwards, nothing is there by half, and the work goes on.
//!
//! `QUYTRINH_CUTS` says how many cuts are played; a seed gives the same ones each time, `QUYTRINH_CUT_SEED=N` plays it alone.

mod support;

use support::desk::{Acts, Desk, Head, well};
use support::dice::{Dice, asked};
use support::rigged::Moment;

/// Cuts of the usual run.
const FEW: u64 = 300;
/// How often the power goes on one store, one after another.
const OUTAGES: u64 = 3;
/// How many ends each of these outages is given; the work goes on from the last.
const ENDS: u64 = 5;
const CUTS_OF_A_SEED: u64 = OUTAGES * ENDS;

/// What was acknowledged, and when.
struct Acknowledged(Vec<(Moment, Head)>);

impl Acknowledged {
    /// What may stand after a cut at a moment: what was acknowledged last, or the act that was under way.
    fn may_stand(&self, at: Moment) -> &[(Moment, Head)] {
        let known = self.0.iter().filter(|(moment, _)| *moment <= at).count();
        &self.0[known - 1..self.0.len().min(known + 1)]
    }
}

/// What cuts came to.
#[derive(Default)]
struct Tally {
    /// The act under way was lost, or stood wholly.
    lost: u64,
    stood: u64,
    /// Between acts.
    idle: u64,
}

fn check(image: &[u8], known: &[(Moment, Head)], about: &str) -> Head {
    let mut desk = Desk::with(image);
    let head = well(desk.head(), about);
    assert!(known.iter().any(|(_, known)| *known == head), "{about}: {head:?} is none of {known:?}");
    let verdict = well(desk.verdict(), about);
    assert!(verdict.ok && verdict.entries == head.0, "{about}: {verdict:?}");
    head
}

fn play(seed: u64, tally: &mut Tally) {
    let mut dice = Dice(seed);
    let mut acts = Acts::of(&mut dice);
    let mut desk = Desk::amid_a_round();
    let mut head = desk.head().expect("a log");
    for outage in 0..OUTAGES {
        // The first thing recorded is what opening the store writes, after the last outage.
        desk.restarts();
        desk.disk.records(&desk.file());
        let mut known = Acknowledged(vec![(Moment(0), head)]);
        for _ in 0..=dice.below(6) {
            let op = acts.next();
            well(desk.act(&op), format_args!("seed {seed}: {op:?}"));
            let head = desk.head().expect("a log");
            known.0.push((desk.disk.moment(), head));
            if dice.below(4) == 0 {
                desk.restarts();
            }
        }
        let length = desk.disk.moment().0;
        for end in 0..ENDS {
            let at = Moment(dice.index(length + 1));
            let image = desk.disk.cut(at, &mut dice);
            let may = known.may_stand(at);
            head = check(
                &image,
                may,
                &format!("seed {seed}, outage {outage}, end {end}, at {at:?} of {length}"),
            );
            match may {
                [(_, before), (_, after)] if before != after && head == *before => tally.lost += 1,
                [(_, before), (_, after)] if before != after => tally.stood += 1,
                _ => tally.idle += 1,
            }
            if end == ENDS - 1 {
                desk.loses_power(&image);
            }
        }
    }
}

#[test]
fn what_was_told_as_done_is_there_after_a_power_cut_and_nothing_is_there_by_half() {
    let seeds = match asked("QUYTRINH_CUT_SEED") {
        Some(seed) => seed..seed + 1,
        None => 0..asked("QUYTRINH_CUTS").unwrap_or(FEW).div_ceil(CUTS_OF_A_SEED),
    };
    let mut tally = Tally::default();
    for seed in seeds.clone() {
        play(seed, &mut tally);
    }
    let Tally { lost, stood, idle } = tally;
    println!(
        "seeds {seeds:?}: {} cuts; in an act: {lost} before it stood, {stood} after; {idle} between acts",
        lost + stood + idle
    );
    assert!(lost > 0 && stood > 0, "no cut hit an act on both sides");
}
