//! Which small changes of the scripts no test notices.

use super::Tested;
use super::coverage::{Coverage, Hits};
use super::mutants::{Mutant, mutants};
use super::runner::{Bench, TestResult, Watching};
use super::world::Surroundings;
use crate::domain::ids::KindName;
use crate::flow::FlowError;
use crate::script::host::ScriptHost;
use crate::script::package::Package;
use std::collections::BTreeSet;
use std::rc::Rc;
use std::time::Duration;

/// The least time a test of a changed script may take.
const LEAST_TIME: Duration = Duration::from_secs(2);
/// How many times as long as on the true scripts it may take.
const TIMES_AS_LONG: u32 = 10;

/// What became of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// A test failed.
    Caught,
    /// All tests passed.
    Missed,
    /// It is no script any more, or checking finds it; it does not count.
    Void,
}

/// What came of changing a package.
#[derive(Debug)]
pub enum Mutated {
    /// The tests fail on the scripts as they are, so nothing can be said.
    Failing(Vec<TestResult>),
    /// Each change with what became of it.
    Done(Vec<(Mutant, Fate)>),
}

/// Changes the scripts of a package, one small way at a time, and runs the tests that reach the place. `only` limits the
/// changes to files whose path contains it.
pub fn mutate(
    tested: &Tested,
    only: Option<&str>,
    surroundings: &Surroundings,
    watching: Watching<'_>,
) -> Result<Mutated, FlowError> {
    let coverage = Rc::new(Coverage::default());
    let observed = Bench::new(tested, Rc::new(ScriptHost::observed(&coverage)), surroundings)?;
    let results = observed.observe(&coverage, watching)?;
    if results.iter().any(|(result, _)| result.failure.is_some()) {
        return Ok(Mutated::Failing(results.into_iter().map(|(result, _)| result).collect()));
    }
    let bench = Bench::new(tested, Rc::default(), surroundings)?;
    let reach = Reach::new(&bench, tested, &results)?;
    let outcomes = outcomes(&bench, tested)?;
    let scripts = tested.files.iter().filter(|(path, _)| path.ends_with(".rhai"));
    let scripts = scripts.filter(|(path, _)| only.is_none_or(|only| path.contains(only)));
    let all: Vec<Mutant> = scripts.flat_map(|(path, text)| mutants(path, text, &outcomes)).collect();
    let mut fates = Vec::new();
    for (done, mutant) in all.iter().enumerate() {
        watching(done, all.len(), &format!("{}:{}", mutant.file, mutant.line));
        fates.push((mutant.clone(), fate(&bench, tested, mutant, &reach)?));
    }
    Ok(Mutated::Done(fates))
}

/// The outcomes that the kinds of a package declare.
fn outcomes(bench: &Bench, tested: &Tested) -> Result<BTreeSet<String>, FlowError> {
    let package = Package::new(tested.name.clone(), &tested.files, bench.host.parts())?;
    let kinds: Vec<KindName> = bench.host.package_spec(&package)?.kinds;
    let mut outcomes = BTreeSet::new();
    for kind in &kinds {
        outcomes.extend(bench.host.kind_spec(&package, kind)?.outcomes.into_keys());
    }
    Ok(outcomes)
}

/// Which tests reach what; the quickest first.
struct Reach(Vec<Reaching>);

/// What one test reaches.
struct Reaching {
    /// Its place in the suite.
    at: usize,
    /// The files and lines of the package that it runs.
    lines: BTreeSet<(String, usize)>,
    /// How long it takes.
    time: Duration,
}

impl Reach {
    fn new(bench: &Bench, tested: &Tested, results: &[(TestResult, Hits)]) -> Result<Self, FlowError> {
        let package = Package::new(tested.name.clone(), &tested.files, bench.host.parts())?;
        let reaching = results.iter().enumerate().map(|(at, (result, hits))| {
            let places = hits.iter().filter_map(|(line, _)| package.sources.file_line(*line));
            let lines = places.map(|(file, line)| (file.to_owned(), line)).collect();
            Reaching { at, lines, time: result.time }
        });
        let mut tests: Vec<Reaching> = reaching.collect();
        tests.sort_by_key(|test| test.time);
        Ok(Self(tests))
    }

    /// The tests that run the function of a change, those that run its very line first.
    fn of(&self, mutant: &Mutant) -> Vec<&Reaching> {
        let (first, last) = mutant.within;
        let spot = |line: usize| (mutant.file.clone(), line);
        let reaches =
            |test: &Reaching| last == 0 || test.lines.range(spot(first)..=spot(last)).next().is_some();
        let mut found: Vec<&Reaching> = self.0.iter().filter(|test| reaches(test)).collect();
        found.sort_by_key(|test| !test.lines.contains(&spot(mutant.line)));
        found
    }
}

fn fate(bench: &Bench, tested: &Tested, mutant: &Mutant, reach: &Reach) -> Result<Fate, FlowError> {
    let mut files = tested.files.clone();
    if let Some(text) = files.get_mut(&mutant.file) {
        *text = mutant.applied(text);
    }
    if !bench.host.check(&tested.name, &files, None).is_empty() {
        return Ok(Fate::Void);
    }
    let published = match bench.publish(&files) {
        Ok(published) => published,
        Err(FlowError::Store(error)) => return Err(error.into()),
        Err(_) => return Ok(Fate::Void),
    };
    for reaching in reach.of(mutant) {
        let time = (reaching.time * TIMES_AS_LONG).max(LEAST_TIME);
        if bench.run_one(&bench.suite.tests[reaching.at], &published, Some(time)).failure.is_some() {
            return Ok(Fate::Caught);
        }
    }
    Ok(Fate::Missed)
}
