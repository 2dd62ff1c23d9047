//! Runs the tests of a package.

use super::Tested;
use super::coverage::{Coverage, Covered, Hits};
use super::suite::{Suite, Test};
use super::world::{Base, Published, Surroundings, World};
use crate::domain::ids::CaseId;
use crate::domain::script_fault::{Place, ScriptFault, ScriptFaultKind};
use crate::flow::{FlowError, Picture, Refusal, Run};
use crate::script::fault::{Caller, from_rhai, place_of};
use crate::script::host::ScriptHost;
use crate::script::package::Package;
use crate::script::watch::Bound;
use rhai::{CallFnOptions, Dynamic, Scope};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use std::time::{Duration, Instant};

/// What came of a test.
#[derive(Debug)]
pub struct TestResult {
    /// Its file, below the package.
    pub file: String,
    /// Its function.
    pub function: String,
    /// Its name for people.
    pub name: String,
    /// How long it took.
    pub time: Duration,
    /// Why it failed; none when it passed.
    pub failure: Option<TestFailure>,
    /// What it printed.
    pub output: Vec<String>,
}

/// Why a test failed.
#[derive(Debug)]
pub struct TestFailure {
    /// What went wrong.
    pub error: FlowError,
    /// Where in the test.
    pub place: Option<Place>,
    /// The case it was about, as it stood then.
    pub picture: Option<Picture>,
}

/// Told before each test: how many are done, of how many, and the name of the next.
pub type Watching<'a> = &'a mut dyn FnMut(usize, usize, &str);

/// Runs the tests of a package whose file, function or name contains `filter`. Each has a store of its own in memory;
/// nothing is written to the disk. An error means that the package or its tests cannot be run at all.
pub fn run(
    tested: &Tested,
    filter: Option<&str>,
    surroundings: &Surroundings,
    watching: Watching<'_>,
) -> Result<Vec<TestResult>, FlowError> {
    let bench = Bench::new(tested, Rc::default(), surroundings)?;
    bench.run_all(filter, watching, |_| ())
}

/// Runs the tests as [`run`] does, and tells which statements of the package they ran.
pub fn cover(
    tested: &Tested,
    filter: Option<&str>,
    surroundings: &Surroundings,
    watching: Watching<'_>,
) -> Result<(Vec<TestResult>, Covered), FlowError> {
    let coverage = Rc::new(Coverage::default());
    let bench = Bench::new(tested, Rc::new(ScriptHost::observed(&coverage)), surroundings)?;
    let mut all = coverage.take();
    let results = bench.run_all(filter, watching, |_| all.extend(coverage.take()))?;
    let package = Package::new(tested.name.clone(), &tested.files, bench.host.parts())?;
    Ok((results, Covered::new(&package, &all)?))
}

/// The tests of a package, ready to run on its files or on changed ones.
pub(super) struct Bench {
    pub host: Rc<ScriptHost>,
    pub suite: Suite,
    base: Base,
    tested: Tested,
}

impl Bench {
    /// Makes ready what all tests of a package share.
    pub fn new(
        tested: &Tested,
        host: Rc<ScriptHost>,
        surroundings: &Surroundings,
    ) -> Result<Self, FlowError> {
        let suite = Suite::new(&tested.name, &tested.tests, host.parts())?;
        Ok(Self { host, suite, base: Base::new(surroundings)?, tested: tested.clone() })
    }

    /// The edition that the files make, published in a store of its own.
    pub fn publish(&self, files: &crate::script::Files) -> Result<Published, FlowError> {
        self.host.forget();
        let built = self.host.build(&self.tested.name, files, "test")?;
        self.base.publish(&self.host, &built)
    }

    fn run_all(
        &self,
        filter: Option<&str>,
        watching: Watching<'_>,
        mut after: impl FnMut(&Test),
    ) -> Result<Vec<TestResult>, FlowError> {
        let published = self.publish(&self.tested.files)?;
        let tests: Vec<&Test> = self.suite.tests.iter().filter(|test| wanted(test, filter)).collect();
        let mut results = Vec::new();
        for (done, test) in tests.iter().enumerate() {
            watching(done, tests.len(), &test.name);
            results.push(self.run_one(test, &published, None));
            after(test);
        }
        Ok(results)
    }

    /// What each test runs of the package, and how long it takes.
    pub fn observe(
        &self,
        coverage: &Coverage,
        watching: Watching<'_>,
    ) -> Result<Vec<(TestResult, Hits)>, FlowError> {
        let published = self.publish(&self.tested.files)?;
        let mut observed = Vec::new();
        for (done, test) in self.suite.tests.iter().enumerate() {
            watching(done, self.suite.tests.len(), &test.name);
            // What is read once for an edition counts for every test.
            self.host.forget();
            coverage.take();
            let result = self.run_one(test, &published, None);
            observed.push((result, coverage.take()));
        }
        Ok(observed)
    }

    /// Runs one test in a world of its own.
    pub fn run_one(&self, test: &Test, published: &Published, time: Option<Duration>) -> TestResult {
        let start = Instant::now();
        let mut output = Vec::new();
        let failure = match self.play(test, published, time, &mut output) {
            Ok(failure) => failure,
            Err(error) => Some(TestFailure { error, place: None, picture: None }),
        };
        TestResult {
            file: test.file.clone(),
            function: test.function.clone(),
            name: test.name.clone(),
            time: start.elapsed(),
            failure,
            output,
        }
    }

    fn play(
        &self,
        test: &Test,
        published: &Published,
        time: Option<Duration>,
        output: &mut Vec<String>,
    ) -> Result<Option<TestFailure>, FlowError> {
        let why = format!("{} {}", test.file, test.function);
        let world = Rc::new(World::new(published, &self.host, why)?);
        let slot = self.host.slot();
        let _loan = slot.lend_world(&world, world.begin()?);
        let options = CallFnOptions::new().eval_ast(false);
        let called = self.host.parts().within(Bound::Test(time), || {
            catch_unwind(AssertUnwindSafe(|| {
                let (engine, scope) = (&self.suite.engine, &mut Scope::new());
                engine.call_fn_with_options::<Dynamic>(options, scope, &test.ast, &test.function, ())
            }))
        })?;
        let Some(run) = slot.get() else { return Err(over(test)) };
        *output = run.take_output();
        let error = match called {
            Ok(Ok(_)) => match run.check_whole() {
                Ok(()) => return Ok(None),
                Err(error) => return Ok(Some(failed(error, self.start_of(test), &world, &run))),
            },
            Ok(Err(error)) => error,
            Err(_) => return Err(over(test)),
        };
        let place = place_of(&error, &self.suite.sources).or_else(|| self.start_of(test));
        let error = from_rhai(&error, &self.suite.sources, Caller::Test);
        Ok(Some(failed(error, place, &world, &run)))
    }

    fn start_of(&self, test: &Test) -> Option<Place> {
        self.suite.sources.place_of(&test.file, &test.function)
    }
}

fn wanted(test: &Test, filter: Option<&str>) -> bool {
    let Some(filter) = filter.map(crate::domain::name::fold) else { return true };
    [&test.file, &test.function, &test.name]
        .iter()
        .any(|text| crate::domain::name::fold(text).contains(&filter))
}

fn over(test: &Test) -> FlowError {
    let message = format!("panic in {} {}", test.file, test.function);
    ScriptFault::new(ScriptFaultKind::Host { message }).into()
}

/// A failure with the case that the refusal names, or else that was looked at or acted on last.
fn failed(error: FlowError, place: Option<Place>, world: &World, run: &Run) -> TestFailure {
    if let FlowError::Refused(refusal) | FlowError::RefusedAt(refusal, _) = &error
        && let Some(case) = case_of(refusal)
    {
        world.look_at(run, case);
    }
    let picture = world.seen(run).and_then(|case| Picture::of(run, &case).ok());
    TestFailure { error, place, picture }
}

/// The case that a refusal names.
pub(super) fn case_of(refusal: &Refusal) -> Option<CaseId> {
    serde_json::to_value(refusal).ok()?.get("case")?.as_str()?.parse().ok()
}
