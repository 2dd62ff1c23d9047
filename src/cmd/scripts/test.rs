//! `scripts test`.

use super::{folder, packages};
use crate::cmd::context::Context;
use crate::cmd::failure::{CmdError, of_flow};
use crate::cmd::output;
use crate::cmd::report::Report;
use crate::cmd::show::task_lines;
use crate::cmd::view::task_json;
use crate::domain::ids::PackageName;
use crate::flow::Picture;
use crate::remind::morning;
use crate::script::Files;
use crate::script::folder::Folder;
use crate::script::test::{
    Covered, Fate, Gap, Mutant, Mutated, Surroundings, TestFailure, TestResult, Tested, cover, mutate,
    run as run_tests,
};
use crate::ui::failure::Failure;
use clap::Args;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::rc::Rc;

/// The exit code when a test fails.
const FAILED: i32 = 3;
/// How much of a change is shown.
const SHOWN: usize = 70;

/// Arguments of `scripts test`.
#[derive(Debug, Args)]
pub struct TestArgs {
    /// The package (all of them if left out)
    pub package: Option<String>,
    /// Lay the draft in this folder over the package
    #[arg(long, value_name = "FOLDER", requires = "package")]
    pub with: Option<PathBuf>,
    /// Only tests with this text in their name, function or file
    #[arg(long, value_name = "TEXT", conflicts_with = "mutate")]
    pub filter: Option<String>,
    /// Name the lines of the package that no test runs
    #[arg(long, conflicts_with = "mutate")]
    pub coverage: bool,
    /// Change the scripts one small way at a time and name the changes that no test notices
    #[arg(long)]
    pub mutate: bool,
    /// With --mutate: change only files with this text in their path
    #[arg(long, value_name = "TEXT", requires = "mutate")]
    pub only: Option<String>,
}

/// What is said of a package: to people, to programs, and whether its tests passed.
struct Said {
    text: Vec<String>,
    json: Value,
    passed: bool,
    tests: usize,
}

/// Runs the tests of the packages; exit code 3 when one fails.
pub(super) fn run(args: &TestArgs, context: &mut Context) -> Result<Report, CmdError> {
    let mut said = Vec::new();
    for package in packages(context, args.package.as_deref())? {
        said.push(of_package(args, context, &package)?);
    }
    if let Some(filter) = args.filter.as_deref().filter(|_| said.iter().all(|one| one.tests == 0)) {
        return Err(CmdError::usage(context.tell("usage-no-such-test", &[("filter", filter)])));
    }
    let passed = said.iter().all(|one| one.passed);
    let text = said.iter().flat_map(|one| one.text.iter().cloned()).collect::<Vec<_>>().join("\n");
    let mut report = Report::text(text, said.into_iter().map(|one| one.json).collect());
    report.code = if passed { 0 } else { FAILED };
    Ok(report)
}

fn of_package(args: &TestArgs, context: &Context, package: &PackageName) -> Result<Said, CmdError> {
    let folder = folder(context, package, args.with.as_deref());
    let (files, tests) = (folder.files()?, folder.tests()?);
    if tests.is_empty() {
        let folder = folder.tests_path().display().to_string();
        let text = context.tell("report-no-tests", &[("package", package.as_str()), ("folder", &folder)]);
        let json = json!({ "package": package, "tests": [], "passed": 0, "failed": 0 });
        return Ok(Said { text: vec![text], json, passed: true, tests: 0 });
    }
    let tested = Tested { name: package.clone(), files, tests };
    let surroundings = surroundings(context);
    let (filter, mut progress) =
        (args.filter.as_deref(), |done, count, name: &str| progress(context, done, count, name));
    let said = if args.mutate {
        let mutated = mutate(&tested, args.only.as_deref(), &surroundings, &mut progress)?;
        of_changes(context, package, &mutated)
    } else if args.coverage {
        let (results, covered) = cover(&tested, filter, &surroundings, &mut progress)?;
        let mut said = of_tests(context, package, &results);
        add_coverage(context, package, &covered, &mut said);
        said
    } else {
        of_tests(context, package, &run_tests(&tested, filter, &surroundings, &mut progress)?)
    };
    if context.terminal {
        output::progress("");
    }
    Ok(said)
}

/// The tests of a package that fail, each with what went wrong; there may be none at all.
pub(super) fn failing(
    context: &Context,
    package: &PackageName,
    folder: &Folder,
    files: Files,
) -> Result<Vec<String>, CmdError> {
    let tests = folder.tests()?;
    if tests.is_empty() {
        return Ok(Vec::new());
    }
    let tested = Tested { name: package.clone(), files, tests };
    let mut watching = |done, count, name: &str| progress(context, done, count, name);
    let results = run_tests(&tested, None, &surroundings(context), &mut watching)?;
    if context.terminal {
        output::progress("");
    }
    let failed = results.iter().filter_map(|result| {
        let mut lines = vec![format!("{package}/{}: {}", result.file, result.name)];
        lines.extend(
            failure_lines(context, result.failure.as_ref()?).into_iter().map(|line| format!("  {line}")),
        );
        Some(lines.join("\n"))
    });
    Ok(failed.collect())
}

/// The calendar of the home folder, and the sweep of each morning.
fn surroundings(context: &Context) -> Surroundings {
    let home = context.app.home().clone();
    Surroundings { calendar: Rc::new(move || home.calendar()), morning: Rc::new(morning) }
}

/// Where it is, on a terminal only.
fn progress(context: &Context, done: usize, count: usize, name: &str) {
    if context.terminal {
        let (done, count) = ((done + 1).to_string(), count.to_string());
        let line =
            context.tell("report-tests-running", &[("done", &done), ("count", &count), ("name", name)]);
        output::progress(&line);
    }
}

fn of_tests(context: &Context, package: &PackageName, results: &[TestResult]) -> Said {
    let (mut text, mut file) = (Vec::new(), "");
    for result in results {
        if result.file != file {
            file = &result.file;
            text.push(format!("{package}/{file}"));
        }
        let key = if result.failure.is_some() { "report-test-failed" } else { "report-test-passed" };
        let ms = result.time.as_millis().to_string();
        text.push(format!("  {}", context.tell(key, &[("name", &result.name), ("ms", &ms)])));
        text.extend(result.output.iter().map(|line| format!("    {line}")));
        if let Some(failure) = &result.failure {
            text.extend(failure_lines(context, failure).into_iter().map(|line| format!("    {line}")));
        }
    }
    let failed = results.iter().filter(|result| result.failure.is_some()).count();
    let passed = results.len() - failed;
    let ms = results.iter().map(|result| result.time.as_millis()).sum::<u128>().to_string();
    let facts = [
        ("package", package.as_str()),
        ("passed", &passed.to_string()),
        ("failed", &failed.to_string()),
        ("ms", &ms),
    ];
    text.push(context.tell("report-tests", &facts));
    let tests = results.iter().map(|result| test_json(context, result)).collect::<Vec<_>>();
    let json = json!({ "package": package, "tests": tests, "passed": passed, "failed": failed });
    Said { text, json, passed: failed == 0, tests: results.len() }
}

/// What went wrong, where in the test, and the tasks of the case as they stood then.
fn failure_lines(context: &Context, failure: &TestFailure) -> Vec<String> {
    let told = told(failure);
    let mut lines: Vec<String> = told.print(&context.messages).lines().map(ToOwned::to_owned).collect();
    if let Some(place) = failure.place.as_ref().filter(|place| told.place.as_ref() != Some(place)) {
        let line = place.line.to_string();
        lines.push(context.tell("report-test-place", &[("file", &place.file), ("line", &line)]));
    }
    if let Some(picture) = &failure.picture {
        let Picture { case, .. } = picture;
        let step = case.step.as_ref().map_or_else(String::new, |step| format!(" · {step}"));
        let status = context.state(case.status.name());
        lines.push(format!("{} · {}{step} · {status}", case.id, case.title));
        let tasks = task_lines(context, picture).collect::<Vec<_>>().join("\n");
        lines.extend(tasks.lines().map(|line| format!("  {line}")));
    }
    lines
}

/// The failure in words, at its own place or else at that of the test.
fn told(failure: &TestFailure) -> Failure {
    let mut told = of_flow(&failure.error);
    if told.place.is_none() {
        told.place = failure.place.clone();
    }
    told
}

fn test_json(context: &Context, result: &TestResult) -> Value {
    let error = result.failure.as_ref().map(|failure| told(failure).json(&context.messages));
    let place = result.failure.as_ref().and_then(|failure| failure.place.clone());
    let picture = result.failure.as_ref().and_then(|failure| failure.picture.as_ref());
    let tasks =
        picture.map(|p| p.tasks.iter().map(|task| task_json(&p.case, task, p.today)).collect::<Vec<_>>());
    json!({
        "file": result.file,
        "function": result.function,
        "name": result.name,
        "passed": result.failure.is_none(),
        "ms": u64::try_from(result.time.as_millis()).unwrap_or(u64::MAX),
        "output": result.output,
        "error": error,
        "place": place,
        "case": picture.map(|p| p.case.id.clone()),
        "tasks": tasks,
    })
}

fn add_coverage(context: &Context, package: &PackageName, covered: &Covered, said: &mut Said) {
    let (run, statements) = (covered.run.to_string(), covered.statements.to_string());
    let facts = [("package", package.as_str()), ("run", &run), ("statements", &statements)];
    said.text.push(context.tell("report-coverage", &facts));
    if !covered.is_whole() {
        said.text.push(context.say("report-coverage-gaps"));
        said.text.extend(
            covered.gaps.iter().map(|gap| format!("  {}  {}", lines_of(gap), gap.place.excerpt.trim())),
        );
    }
    let gaps = covered.gaps.iter().map(|gap| {
        json!({ "file": gap.place.file, "line": gap.place.line, "last": gap.last, "excerpt": gap.place.excerpt.trim() })
    });
    said.json["coverage"] =
        json!({ "statements": covered.statements, "run": covered.run, "gaps": gaps.collect::<Vec<_>>() });
}

fn lines_of(gap: &Gap) -> String {
    let (file, line) = (&gap.place.file, gap.place.line);
    if gap.last == line { format!("{file}:{line}") } else { format!("{file}:{line}–{}", gap.last) }
}

fn of_changes(context: &Context, package: &PackageName, mutated: &Mutated) -> Said {
    let changes = match mutated {
        Mutated::Failing(results) => {
            let mut said = of_tests(context, package, results);
            said.text.push(context.tell("report-mutants-failing", &[("package", package.as_str())]));
            return said;
        }
        Mutated::Done(changes) => changes,
    };
    let of = |wanted: Fate| changes.iter().filter(move |(_, fate)| *fate == wanted).map(|(mutant, _)| mutant);
    let (caught, void) = (of(Fate::Caught).count(), of(Fate::Void).count());
    let count = changes.len() - void;
    let share = if count == 0 { 100.0 } else { per_cent(caught, count) };
    let facts = [
        ("package", package.as_str()),
        ("caught", &caught.to_string()),
        ("count", &count.to_string()),
        ("share", &format!("{share:.1}")),
        ("void", &void.to_string()),
    ];
    let mut text = vec![context.tell("report-mutants", &facts)];
    if caught < count {
        text.push(context.say("report-mutants-missed"));
        text.extend(of(Fate::Missed).map(|mutant| format!("  {}", change_line(context, mutant))));
    }
    let missed = of(Fate::Missed).map(|mutant| json!(mutant)).collect::<Vec<_>>();
    let json = json!({
        "package": package, "changes": count, "caught": caught, "share": share, "void": void, "missed": missed,
    });
    Said { text, json, passed: true, tests: 0 }
}

#[expect(clippy::cast_precision_loss, reason = "counts of changes are small")]
fn per_cent(part: usize, whole: usize) -> f64 {
    (part as f64 * 1000.0 / whole as f64).floor() / 10.0
}

/// Where a change is, and what stood there and stands there now.
fn change_line(context: &Context, mutant: &Mutant) -> String {
    let short = |text: &str| {
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        crate::ui::width::cut(&words, SHOWN)
    };
    let after = if mutant.after.is_empty() { context.say("report-mutant-out") } else { short(&mutant.after) };
    format!("{}:{}:{}  {} → {after}", mutant.file, mutant.line, mutant.column, short(&mutant.before))
}
