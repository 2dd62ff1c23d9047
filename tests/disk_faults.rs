//! Every call to the disk fails once in its turn: what was told as done stays, what failed is told and can be done again by
//! the same program, and nothing stands by half.

mod support;

use quytrinh::flow::FlowError;
use quytrinh::store::StoreError;
use std::io::ErrorKind;
use std::sync::OnceLock;
use support::acts::Op;
use support::desk::{Acts, Desk, well};
use support::dice::Dice;
use support::rigged::{Call, Fault};

/// A short day's work: a round, which is a large act, and some others that leave something.
fn work() -> &'static [Op] {
    static WORK: OnceLock<Vec<Op>> = OnceLock::new();
    WORK.get_or_init(|| {
        let (mut desk, mut acts) = (Desk::amid_a_round(), Acts::of(&mut Dice(1)));
        let leaves_something = |op: &Op| {
            let before = desk.head().expect("a log");
            desk.act(op).expect("an act");
            desk.head().expect("a log") != before
        };
        let round = std::iter::once(Op::Open { kind: 3, subject: 0 });
        round.chain(std::iter::repeat_with(|| acts.next())).filter(leaves_something).take(3).collect()
    })
}

/// What came of a fault: acts that failed, and those among them that may stand nevertheless.
#[derive(Debug, Default)]
struct Tally {
    calls: u32,
    failed: u32,
    doubtful: u32,
}

/// Works with a fault after so many calls; gives whether it was ever met.
fn works(fault: Fault, tally: &mut Tally) -> bool {
    let mut desk = Desk::amid_a_round();
    let mut head = desk.head().expect("a log");
    desk.restarts();
    desk.disk.breaks(fault);
    let mut met = false;
    for op in work() {
        let told = desk.act(op);
        if let Err(error) = told {
            let doubtful = is_told(&error, fault);
            tally.failed += 1;
            tally.doubtful += u32::from(doubtful);
            assert!(desk.disk.heals() > 0, "{fault:?}: {error:?} without a fault");
            met = true;
            // The same program goes on.
            let now = well(desk.head(), format_args!("{fault:?}"));
            assert!(now == head || doubtful, "{fault:?}: {op:?} stands although it was told as not stored");
            if now == head {
                well(desk.act(op), format_args!("{fault:?}: {op:?} again"));
            }
        }
        let now = desk.head().or_else(|error| {
            is_told(&error, fault);
            assert!(desk.disk.heals() > 0, "{fault:?}: {error:?} without a fault");
            met = true;
            desk.head()
        });
        let now = well(now, format_args!("{fault:?}"));
        assert!(now.0 > head.0, "{fault:?}: {op:?} left nothing");
        head = now;
    }
    met |= desk.disk.heals() > 0;
    desk.restarts();
    assert_eq!(desk.head().expect("a log"), head, "{fault:?}");
    let verdict = desk.verdict().expect("a verdict");
    assert!(verdict.ok && verdict.entries == head.0, "{fault:?}: {verdict:?}");
    met
}

/// The fault must be told as what it is, with the file. Gives whether the act may stand.
fn is_told(error: &FlowError, fault: Fault) -> bool {
    use StoreError::{Doubtful, Full, Io};
    let doubtful = matches!(error, FlowError::Store(Doubtful { .. }));
    let told = match fault.error {
        ErrorKind::StorageFull => matches!(error, FlowError::Store(Full { path: Some(_), .. })),
        _ => matches!(error, FlowError::Store(Io { path: Some(_), .. })),
    };
    assert!(doubtful || told, "{fault:?} is told as {error:?}");
    doubtful
}

/// Each call of a kind fails in its turn; gives what came of it.
fn every_call(on: Call, error: ErrorKind, stays: bool) -> Tally {
    let mut tally = Tally::default();
    while works(Fault { on, after: tally.calls, stays, error }, &mut tally) {
        tally.calls += 1;
    }
    // A full disk is met only where the file grows.
    assert!(tally.calls > 2 && tally.failed > 2, "{tally:?}");
    tally
}

#[test]
fn a_call_that_reads_fails() {
    println!("{:?}", every_call(Call::Read, ErrorKind::Other, false));
}

#[test]
fn nothing_can_be_read_for_a_while() {
    println!("{:?}", every_call(Call::Read, ErrorKind::Other, true));
}

#[test]
fn a_call_that_writes_fails() {
    let tally = every_call(Call::Write, ErrorKind::Other, false);
    println!("{tally:?}");
    assert!(tally.doubtful > 0, "the last sync of a commit comes too late to take anything back");
}

#[test]
fn nothing_can_be_written_for_a_while() {
    println!("{:?}", every_call(Call::Write, ErrorKind::Other, true));
}

#[test]
fn the_disk_is_full_for_a_while() {
    let tally = every_call(Call::Fill, ErrorKind::StorageFull, true);
    println!("{tally:?}");
    assert_eq!(tally.doubtful, 0, "a full disk is told as one");
}

/// Where files cannot be locked, several processes would write over each other: nothing is opened there.
#[test]
fn a_store_where_files_cannot_be_locked_is_refused() {
    let mut desk = Desk::amid_a_round();
    desk.disk.breaks(Fault { on: Call::Lock, after: 0, stays: true, error: ErrorKind::Unsupported });
    for error in [desk.head().map(|_| ()), desk.act(&Op::Open { kind: 2, subject: 1 })] {
        match error {
            Err(FlowError::Store(StoreError::NoLocks { path: Some(path), .. })) => {
                assert_eq!(path, desk.file());
            }
            other => panic!("{other:?}"),
        }
    }
    desk.disk.heals();
    desk.act(&Op::Open { kind: 2, subject: 1 }).expect("with locks it goes on");
}

/// A program that runs for months meets a full disk at each of its turns: it must not gather open files.
#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_stays_full_costs_no_open_files() {
    let mut desk = Desk::amid_a_round();
    let open = || std::fs::read_dir("/proc/self/fd").expect("the open files").count();
    let fail = |desk: &mut Desk| {
        desk.disk.breaks(Fault { on: Call::Fill, after: 0, stays: true, error: ErrorKind::StorageFull });
        desk.act(&Op::Open { kind: 3, subject: 0 }).expect_err("the disk is full");
        desk.disk.heals();
    };
    fail(&mut desk);
    let before = open();
    for _ in 0..20 {
        fail(&mut desk);
    }
    assert!(open() <= before + 4, "{before} open files became {}", open());
}
