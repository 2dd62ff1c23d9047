//! A clerk at a program whose store lies on a rigged disk. The program lives on when its disk fails.

use super::acts::{Op, day, furnish, op, play};
use super::dice::Dice;
use super::rigged::Rigged;
use chrono::{Days, NaiveDate};
use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};
use quytrinh::app::{App, Home, Mode, Request, Rights};
use quytrinh::clock::Now;
use quytrinh::flow::{FlowError, Run, Who};
use quytrinh::store::{self, Hash, Verdict};
use std::fmt::Display;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::{Arc, OnceLock};
use tempfile::TempDir;

/// The last entry of a log.
pub type Head = (u64, Hash);

pub struct Desk {
    dir: TempDir,
    pub disk: Rigged,
    app: App,
    today: NaiveDate,
}

impl Desk {
    /// At an office with its actors and scripts, in the middle of a round.
    pub fn amid_a_round() -> Self {
        static STORE: OnceLock<Vec<u8>> = OnceLock::new();
        Self::with(STORE.get_or_init(|| {
            let mut desk = Self::empty();
            desk.app.create_store().expect("a store");
            desk.writes(furnish).expect("actors and scripts");
            desk.app.settle_store().expect("a store");
            desk.act(&Op::Open { kind: 3, subject: 0 }).expect("a round");
            for _ in 0..20 {
                desk.act(&Op::Done { task: 0, outcome: 0, days_ago: 0, bare: false }).expect("an act");
            }
            desk.restarts();
            std::fs::read(desk.file()).expect("the store")
        }))
    }

    /// At a store with these bytes.
    pub fn with(store: &[u8]) -> Self {
        let desk = Self::empty();
        desk.replaces(store);
        desk
    }

    fn empty() -> Self {
        let memory = Path::new("/dev/shm");
        let dir = if memory.is_dir() { TempDir::new_in(memory) } else { TempDir::new() };
        let dir = dir.expect("a folder");
        let disk = Rigged::default();
        let app = App::on(Arc::new(disk.clone()), Home::new(dir.path()));
        Self { dir, disk, app, today: day("2022-10-20") }
    }

    pub fn file(&self) -> PathBuf {
        Home::new(self.dir.path()).store()
    }

    /// Puts another file in the place of the store.
    fn replaces(&self, store: &[u8]) {
        let file = self.file();
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("the folder");
        // Locks belong to the file that was there.
        let _ = std::fs::remove_file(&file);
        std::fs::write(&file, store).expect("the store");
    }

    /// The power goes; when it is back the file is this.
    pub fn loses_power(&mut self, left: &[u8]) {
        self.disk.loses_all();
        self.app.close();
        self.replaces(left);
    }

    /// Ends the program and starts it again.
    pub fn restarts(&mut self) {
        self.app.close();
        // What a process had open ends with it.
        self.disk.loses_all();
    }

    fn request(&self) -> Request {
        let who = Who { by: "clerk".to_owned(), on_behalf: None };
        Request {
            who,
            rights: Rights::Office,
            why: "at random".to_owned(),
            now: Some(Now::on(self.today)),
            mode: Mode::Real,
            as_of: None,
        }
    }

    fn writes(&mut self, verb: impl FnOnce(&Rc<Run>) -> Result<(), FlowError>) -> Result<(), FlowError> {
        let request = self.request();
        self.app.act(&request, verb).map(|_| ())
    }

    /// Does an act, which the procedure may refuse.
    pub fn act(&mut self, op: &Op) -> Result<(), FlowError> {
        if let Op::Wait { days } = op {
            self.today = self.today + Days::new(u64::from(*days));
        }
        match self.writes(|run| play(run, op)) {
            Err(FlowError::Refused(_)) => Ok(()),
            other => other,
        }
    }

    /// Where the log ends.
    pub fn head(&mut self) -> Result<Head, FlowError> {
        let request = self.request();
        Ok(self.app.read(&request, |run| run.tx().head())?.value)
    }

    /// What `verify` finds.
    pub fn verdict(&mut self) -> Result<Verdict, FlowError> {
        Ok(store::verify(self.app.store()?, &[])?)
    }
}

/// What must go well; `about` says where it did not.
pub fn well<T>(result: Result<T, FlowError>, about: impl Display) -> T {
    result.unwrap_or_else(|error| panic!("{about}: {error:?}"))
}

/// Acts at random.
pub struct Acts(TestRunner);

impl Acts {
    pub fn of(dice: &mut Dice) -> Self {
        let mut seed = [0; 32];
        seed.chunks_mut(8).for_each(|part| part.copy_from_slice(&dice.next().to_le_bytes()));
        let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
        Self(TestRunner::new_with_rng(proptest::test_runner::Config::default(), rng))
    }

    pub fn next(&mut self) -> Op {
        op().new_tree(&mut self.0).expect("an act").current()
    }
}
