//! Whatever is done in whatever order: the log gives the tables, the indexes give what a scan gives, a refused act leaves
//! nothing, no shipped script fails, and the same scripts make the same history again.

mod support;

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use quytrinh::clock::Now;
use quytrinh::domain::actor::{Actor, ActorKind};
use quytrinh::domain::case::{Case, CaseStatus};
use quytrinh::domain::deadline::Fate;
use quytrinh::domain::event::Event;
use quytrinh::domain::ids::{ActorId, CaseId};
use quytrinh::domain::message::{Form, Message};
use quytrinh::domain::task::{Task, TaskState};
use quytrinh::flow::refused::Note;
use quytrinh::flow::replay::Question;
use quytrinh::flow::{self, FlowError, Hooks, Run, View, Who};
use quytrinh::script::replay::history_on;
use quytrinh::store::{self, ActorsBy, CasesBy, Store, TaskRef, TasksBy, Tx};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::OnceLock;
use std::time::Duration;
use support::acts::{HOST, Op, all_tasks, cases, day, furnish, op, open_tasks, play, shipped};
use tempfile::TempDir;

const SEQUENCES: u32 = 200;
/// How many of them are done again from the log; each takes as long as all its acts.
const REPLAYS: u32 = 16;

/// A store in a folder of its own, with its clock.
struct Office {
    dir: TempDir,
    store: Store,
    today: NaiveDate,
}

const PATIENCE: Duration = Duration::from_secs(5);

/// In memory, where there is such a place: what a commit costs on a disk is not the question here.
fn folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    let dir = if memory.is_dir() { TempDir::new_in(memory) } else { TempDir::new() };
    dir.expect("a folder")
}

fn file(dir: &TempDir) -> PathBuf {
    dir.path().join("quytrinh.redb")
}

impl Office {
    /// An office with a new store.
    fn new(today: NaiveDate) -> Self {
        let dir = folder();
        let store = Store::create(&file(&dir)).expect("a store");
        Self { dir, store, today }
    }

    /// An office that starts as a store once stood.
    fn from((today, bytes): &(NaiveDate, Vec<u8>)) -> Self {
        let dir = folder();
        std::fs::write(file(&dir), bytes).expect("the store");
        let store = Store::open(&file(&dir), PATIENCE).expect("the store opens");
        Self { dir, store, today: *today }
    }

    /// An office that started from one of the stages, after these acts.
    fn after(stage: &prop::sample::Index, ops: &[Op]) -> Self {
        let mut office = Self::from(stage.get(stages()));
        for op in ops {
            office.act(op);
        }
        office
    }

    fn run(&self, tx: Tx) -> Rc<Run> {
        let who = Who { by: "clerk".to_owned(), on_behalf: None };
        let (host, calendar) = HOST.with(Clone::clone);
        let calendar = Rc::new(move || Ok(Rc::clone(&calendar)));
        Run::new(tx, Now::on(self.today), who, "at random".to_owned(), host as Rc<dyn Hooks>, calendar)
    }

    /// One act in a transaction of its own: all of it or nothing.
    fn write<T>(&self, verb: impl FnOnce(&Rc<Run>) -> Result<T, FlowError>) -> Result<T, FlowError> {
        let run = self.run(self.store.write("at random", String::new(), PATIENCE)?);
        run.listen()?;
        let value = match verb(&run) {
            Ok(value) => value,
            Err(error) => {
                let note = flow::refused::note(&run, &error);
                drop(run);
                self.keep(note.as_ref())?;
                return Err(error);
            }
        };
        run.commit()?;
        Ok(value)
    }

    /// Keeps what the procedure refused, as the program does.
    fn keep(&self, note: Option<&Note>) -> Result<(), FlowError> {
        let Some(note) = note else { return Ok(()) };
        let tx = self.store.write("a note", String::new(), PATIENCE)?;
        flow::refused::keep(&tx, note)?;
        Ok(tx.commit()?)
    }

    fn read<T>(&self, look: impl FnOnce(&Rc<Run>) -> Result<T, FlowError>) -> T {
        look(&self.run(self.store.read().expect("a snapshot"))).expect("a look at the store")
    }

    fn head(&self) -> (u64, store::Hash) {
        self.read(|run| run.tx().head())
    }

    /// Does an act. A refusal leaves nothing; any other failure is a mistake of the program or of its scripts.
    fn act(&mut self, op: &Op) -> bool {
        let before = self.head();
        if let Op::Wait { days } = op {
            self.today = self.today + Days::new(u64::from(*days));
            return true;
        }
        // A folder cannot be made where a file stands.
        match self.write(|run| play(run, op)) {
            Ok(()) => true,
            Err(error) => {
                assert!(matches!(error, FlowError::Refused(_)), "{op:?}: {error:?}");
                assert_eq!(self.head(), before, "a refused act left something: {op:?}");
                false
            }
        }
    }

    /// Everything that must hold at any time.
    fn check(&self) {
        let verdict = store::verify(&self.store, &[]).expect("a verdict");
        assert!(verdict.ok, "{verdict:?}");
        assert_eq!(self.read(|run| run.tx().log_len()), verdict.entries);
        self.read(|run| {
            indexes_are_scans(run)?;
            cases_are_whole(run)
        });
    }

    /// The same scripts make the same history again, and refuse what they refused.
    fn replays(&self) {
        let replayed = self.read(|run| history_on(run, &shipped("again")?, &Question::default()));
        assert!(replayed.differences.is_empty(), "{:#?}", replayed.differences);
        let refused = self.read(|run| {
            let of_case = |case: &Case| Ok(run.tx().refused_of(&case.id)?.len());
            cases(run)?.iter().map(of_case).sum::<Result<usize, FlowError>>()
        });
        assert_eq!(replayed.refused, refused);
    }
}

// ---- what must hold

/// Every index gives what reading all rows gives.
fn indexes_are_scans(run: &Rc<Run>) -> Result<(), FlowError> {
    let (tx, cases, tasks) = (run.tx(), cases(run)?, all_tasks(run)?);
    let ids = |fits: &dyn Fn(&Case) -> bool| -> Vec<CaseId> {
        cases.iter().filter(|c| fits(c)).map(|c| c.id.clone()).collect()
    };
    for case in &cases {
        let by = CasesBy::KindStatus(case.package.clone(), case.kind.clone(), case.status);
        assert_eq!(tx.case_ids(&by)?, ids(&|c| c.kind == case.kind && c.status == case.status));
        assert_eq!(
            tx.case_ids(&CasesBy::Kind(case.package.clone(), case.kind.clone()))?,
            ids(&|c| c.kind == case.kind)
        );
        assert_eq!(
            tx.case_ids(&CasesBy::Parent(case.id.clone()))?,
            ids(&|c| c.parent.as_ref() == Some(&case.id))
        );
        assert_eq!(
            tx.case_ids(&CasesBy::Subject(case.subject.clone()))?,
            ids(&|c| c.subject == case.subject)
        );
    }
    let refs = |fits: &dyn Fn(&Task) -> bool| -> BTreeSet<TaskRef> {
        tasks.iter().filter(|(_, t)| fits(t)).map(|(at, _)| at.clone()).collect()
    };
    let clock_runs = |t: &Task| t.state.is_live() && t.clock.as_ref().is_some_and(|clock| clock.runs());
    let due = tx.task_refs(&TasksBy::Due(NaiveDate::MIN, day("2100-01-01")))?;
    assert_eq!(due.into_iter().collect::<BTreeSet<_>>(), refs(&clock_runs));
    for owner in tasks.iter().map(|(_, t)| &t.owner).collect::<BTreeSet<_>>() {
        let owed = tx.task_refs(&TasksBy::Owner(owner.clone()))?;
        assert_eq!(
            owed.into_iter().collect::<BTreeSet<_>>(),
            refs(&|t| t.owner == *owner && t.state.is_live())
        );
    }
    let mut planned = BTreeSet::new();
    for (at, task) in tasks.iter().filter(|(_, t)| clock_runs(t)) {
        let rungs = task.clock.iter().flat_map(|clock| &clock.rungs).filter(|rung| rung.fired_on.is_none());
        planned.extend(rungs.map(|rung| (rung.day, at.clone(), rung.name.clone())));
    }
    assert_eq!(tx.rungs_until(day("2100-01-01"))?.into_iter().collect::<BTreeSet<_>>(), planned);
    let binds = |t: &Task| {
        clock_runs(t)
            && t.clock.as_ref().and_then(|c| c.expiry.as_ref()).is_some_and(|e| e.reached_on.is_none())
    };
    assert_eq!(tx.expired_before(day("2100-01-01"))?.into_iter().collect::<BTreeSet<_>>(), refs(&binds));
    let mut nobody = BTreeSet::new();
    for (at, task) in tasks.iter().filter(|(_, t)| t.state.is_live()) {
        let rungs = task.clock.iter().flat_map(|clock| &clock.rungs);
        let lost = rungs.filter(|rung| rung.fate == Some(Fate::Nobody));
        nobody.extend(lost.filter_map(|rung| Some((rung.fired_on?, at.clone(), rung.name.clone()))));
    }
    assert_eq!(tx.unreached()?.into_iter().collect::<BTreeSet<_>>(), nobody);
    entries_are_found(tx, &cases)?;
    actors_are_found(run)
}

/// The history of each case is what the log says of it, and each message waits unless it was delivered.
fn entries_are_found(tx: View<'_>, cases: &[Case]) -> Result<(), FlowError> {
    let mut by_case: BTreeMap<Option<CaseId>, Vec<u64>> = BTreeMap::new();
    let mut messages = BTreeSet::new();
    for stored in tx.entries(1, usize::MAX)? {
        by_case.entry(stored.entry.case.clone()).or_default().push(stored.entry.seq);
        let queued: Vec<Message> = match stored.entry.event {
            Event::RungFired { messages, .. } => messages,
            Event::DigestQueued { message, .. } | Event::NoteQueued { message } => vec![*message],
            _ => Vec::new(),
        };
        for message in queued {
            assert!(messages.insert(message.key.clone()), "queued twice: {}", message.key);
        }
    }
    for case in cases {
        let history: Vec<u64> = tx.history(&case.id)?.iter().map(|stored| stored.entry.seq).collect();
        assert_eq!(Some(&history), by_case.get(&Some(case.id.clone())), "{}", case.id);
    }
    let (mut waiting, mut digests) = (BTreeSet::new(), BTreeSet::new());
    for key in &messages {
        let message = tx.message(key)?.expect("a message that fired is kept");
        if message.state.waits() {
            waiting.insert(key.clone());
        }
        // At most one digest a person a day.
        if message.form == Form::Digest {
            assert!(digests.insert((message.to.clone(), message.on)), "two digests: {key}");
        }
        // Nothing is sent about a task that has ended but what had left before.
        if let Some(about) = message.about.filter(|_| message.state.waits()) {
            let task = TaskRef { case: about.case, key: about.task, turn: about.turn };
            assert!(tx.task(&task)?.is_some_and(|task| task.state.is_live()), "{key} waits for nothing");
        }
    }
    let made: BTreeSet<String> =
        tx.messages_made(NaiveDate::MIN, day("2100-01-01"))?.into_iter().map(|m| m.key).collect();
    assert_eq!(made, messages);
    assert_eq!(
        tx.messages_waiting()?.into_iter().map(|message| message.key).collect::<BTreeSet<_>>(),
        waiting
    );
    Ok(())
}

fn actors_are_found(run: &Rc<Run>) -> Result<(), FlowError> {
    let ids = run.tx().actor_ids(&ActorsBy::All)?;
    let rows = ids.iter().map(|id| run.actor(id)).collect::<Result<Vec<Rc<Actor>>, _>>()?;
    let scan = |fits: &dyn Fn(&Actor) -> bool| -> Vec<ActorId> {
        rows.iter().filter(|a| fits(a)).map(|a| a.id.clone()).collect()
    };
    for kind in ActorKind::ALL {
        assert_eq!(run.tx().actor_ids(&ActorsBy::Kind(kind))?, scan(&|a| a.is(kind)));
    }
    for id in &ids {
        assert_eq!(
            run.tx().actor_ids(&ActorsBy::Parent(id.clone()))?,
            scan(&|a| a.parent.as_ref() == Some(id))
        );
    }
    Ok(())
}

/// What an officer takes for granted of cases and their tasks.
fn cases_are_whole(run: &Rc<Run>) -> Result<(), FlowError> {
    let mut given = BTreeSet::new();
    for case in cases(run)? {
        let tasks = run.tasks(&case.id)?;
        let closed = case.status == CaseStatus::Closed;
        assert_eq!(
            closed,
            case.outcome.is_some() && case.closed_on.is_some() && case.step.is_none(),
            "{case:?}"
        );
        assert_eq!(case.status == CaseStatus::Suspended, case.suspended_on.is_some(), "{case:?}");
        let mut live = BTreeSet::new();
        for task in tasks.iter() {
            assert!(!(closed && task.state.is_live()), "{} owes {} although it has ended", case.id, task.key);
            assert!(!task.state.is_live() || live.insert(&task.key), "{} owes {} twice", case.id, task.key);
            assert_eq!(task.state == TaskState::Done, task.outcome.is_some(), "{task:?}");
            assert!(task.outcome.as_ref().is_none_or(|outcome| task.outcomes.contains(outcome)), "{task:?}");
            assert!(task.closed_on.is_none_or(|on| on <= run.today()), "{task:?}");
            assert!(
                !(task.state == TaskState::Waiting && task.after.is_empty() && task.awaits.is_none()),
                "{task:?}"
            );
        }
        let keeps_post = !closed || case.outcome.as_deref() == Some("posted");
        if let Some(post) = case.fields.get("post").filter(|_| keeps_post) {
            assert!(given.insert((case.parent.clone(), post.to_string())), "{post} is given twice");
        }
        // A request opened after Bước 1 may still wait for its answer when the round ends; a placement may not.
        if let Some(parent) = case.parent.as_ref().filter(|_| case.kind.as_str() == "placement") {
            let parent = run.case(parent)?;
            assert!(
                closed || parent.status != CaseStatus::Closed,
                "{} goes on below {} which has ended",
                case.id,
                parent.id
            );
        }
    }
    Ok(())
}

// ---- where the sequences start

/// The store as it stood every few acts of a round that went as planned.
fn stages() -> &'static [(NaiveDate, Vec<u8>)] {
    static STAGES: OnceLock<Vec<(NaiveDate, Vec<u8>)>> = OnceLock::new();
    STAGES.get_or_init(|| {
        let mut office = Office::new(day("2022-09-21"));
        office.write(furnish).expect("actors and scripts");
        assert!(office.act(&Op::Open { kind: 3, subject: 0 }));
        let mut stages = Vec::new();
        for count in 0.. {
            if count % 8 == 0 {
                stages.push((office.today, std::fs::read(file(&office.dir)).expect("the store")));
            }
            if !office.read(|run| Ok(!open_tasks(run)?.is_empty())) {
                break;
            }
            assert!(count < 400, "the round never ends");
            assert!(
                office.act(&Op::Done { task: 0, outcome: 0, days_ago: 0, bare: false }),
                "act {count} was refused"
            );
            office.act(&Op::Wait { days: u8::from(count % 3 == 0) });
        }
        let round = office.read(|run| run.case(&"DOT-2022-01".parse()?));
        assert_eq!(round.outcome.as_deref(), Some("completed"), "a round as planned comes to its end");
        office.check();
        stages
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: SEQUENCES, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn after_any_acts_the_store_is_what_its_log_says(stage: prop::sample::Index, ops in prop::collection::vec(op(), 1..16)) {
        Office::after(&stage, &ops).check();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: REPLAYS, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_same_scripts_make_the_same_history_again(stage: prop::sample::Index, ops in prop::collection::vec(op(), 8..24)) {
        Office::after(&stage, &ops).replays();
    }
}
