//! Hostile input: whatever the readers of texts are given, they answer. Inputs are made from those in `tests/corpus` by
//! small changes, again and again; an input that once did harm is kept there.
//!
//! `QUYTRINH_FUZZ_SECONDS` says how long each reader is tried (one second without it), `QUYTRINH_FUZZ_SEED` where to begin.
#![expect(clippy::panic, reason = "a test stops where it fails, with the input")]

mod support;

use quytrinh::domain::calendar::{Term, YearDecision};
use quytrinh::domain::cron::Cron;
use quytrinh::domain::document::DocumentRef;
use quytrinh::domain::seal::Seal;
use quytrinh::domain::{day, name, roster};
use quytrinh::notify::letter::Template;
use quytrinh::script::{Files, ScriptHost};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, Instant};
use support::{Office, piped};

/// How long a reader may take for one input.
const PATIENCE: Duration = Duration::from_secs(5);
/// The most memory the process may have had, in KiB.
const MEMORY: u64 = 512 << 10;
/// Pieces that texts of all kinds are broken with.
const PIECES: [&str; 24] = [
    "\"",
    "'",
    "`",
    "${",
    "}",
    "(",
    "[",
    "#{",
    "|",
    ";",
    ",",
    "\\",
    "\n",
    "\r\n",
    "\t",
    "\0",
    "\u{feff}",
    "\u{301}",
    "-9223372036854775808",
    "99999999999999999999",
    "1e400",
    "/",
    "{{",
    "{%",
];

#[expect(clippy::disallowed_methods, reason = "how long a test runs is set from outside")]
fn set(name: &str) -> Option<u64> {
    std::env::var(name).ok().and_then(|text| text.parse().ok())
}

/// Numbers that look like chance and come again from the same seed (xorshift).
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 1).unwrap_or(0) % bound.max(1)
    }

    /// An input with some small changes.
    fn change(&mut self, seeds: &[Vec<u8>]) -> Vec<u8> {
        let mut input = seeds[self.below(seeds.len())].clone();
        for _ in 0..=self.below(6) {
            let at = self.below(input.len() + 1);
            let to = (at + self.below(12)).min(input.len());
            match self.below(7) {
                0 => drop(input.drain(at..to)),
                1 => drop(input.splice(at..at, PIECES[self.below(PIECES.len())].bytes())),
                2 => drop(input.splice(at..to, PIECES[self.below(PIECES.len())].bytes())),
                3 => {
                    let again = input[at..to].repeat(1 + self.below(300));
                    input.splice(at..at, again);
                }
                4 => {
                    let other = &seeds[self.below(seeds.len())];
                    let from = self.below(other.len() + 1);
                    let end = (from + self.below(80)).min(other.len());
                    input.splice(at..at, other[from..end].iter().copied());
                }
                5 if at < input.len() => input[at] = u8::try_from(self.below(256)).unwrap_or(0),
                _ => input.truncate(at.max(1)),
            }
        }
        input
    }
}

/// The inputs of the corpus for a reader: whole files, or their lines.
fn corpus(reader: &str, by_line: bool) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").join(reader);
    let mut seeds = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the corpus").flatten() {
        let bytes = std::fs::read(entry.path()).expect("a file of the corpus");
        if by_line {
            seeds.extend(
                bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).map(<[u8]>::to_vec),
            );
        } else {
            seeds.push(bytes);
        }
    }
    seeds
}

/// Feeds a reader; nothing of it may panic, or take too long, or take too much memory.
fn feed(reader: &str, seeds: &[Vec<u8>], mut eat: impl FnMut(&[u8])) {
    let mut chance = Chance(set("QUYTRINH_FUZZ_SEED").unwrap_or(0x9e37_79b9_7f4a_7c15).max(1));
    let until = Instant::now() + Duration::from_secs(set("QUYTRINH_FUZZ_SECONDS").unwrap_or(1));
    let mut count = 0_u64;
    while Instant::now() < until || count < seeds.len() as u64 {
        // The corpus itself comes first.
        let as_it_is = usize::try_from(count).ok().and_then(|at| seeds.get(at)).cloned();
        let input = as_it_is.unwrap_or_else(|| chance.change(seeds));
        let start = Instant::now();
        let eaten = catch_unwind(AssertUnwindSafe(|| eat(&input)));
        let took = start.elapsed();
        if eaten.is_err() || took > PATIENCE {
            panic!("{reader}: input {count} took {took:?}: {:?}", String::from_utf8_lossy(&input));
        }
        count += 1;
    }
    if let Some(most) = memory() {
        assert!(most < MEMORY, "{reader}: {most} KiB after {count} inputs");
    }
    assert!(count > seeds.len() as u64, "{reader}: only the corpus was tried");
}

/// The most memory this process ever had, in KiB, where the system says it.
fn memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().strip_suffix(" kB")?.parse().ok()
}

fn with_text(mut eat: impl FnMut(&str)) -> impl FnMut(&[u8]) {
    move |input| eat(&String::from_utf8_lossy(input))
}

#[test]
fn terms_days_times_and_lines_of_seals() {
    let eat = with_text(|text| {
        if let Ok(term) = text.parse::<Term>() {
            assert_eq!(term.to_string().parse::<Term>().ok(), Some(term), "{text}");
        }
        if let Some(date) = day::parse(text) {
            assert_eq!(day::parse(&day::vietnamese(date)), Some(date), "{text}");
        }
        let _ = (Cron::parse(text), Seal::parse(text), name::fold(text), name::given_name_key(text));
    });
    feed("term", &corpus("term", true), eat);
}

#[test]
fn references_of_papers() {
    let eat = with_text(|text| {
        if let Ok(paper) = DocumentRef::parse(text) {
            let again = DocumentRef::parse(&paper.to_string()).map(|again| (again.number, again.date));
            assert_eq!(again.ok(), Some((paper.number.clone(), paper.date)), "{text} → {paper}");
        }
    });
    feed("paper", &corpus("paper", true), eat);
}

#[test]
fn decisions_on_days_off() {
    let eat = with_text(|text| drop(YearDecision::parse("2022.toml", text)));
    feed("calendar", &corpus("calendar", false), eat);
}

#[test]
fn templates_of_letters() {
    let facts =
        serde_json::json!({ "task": { "title": "Trả lời", "days_late": 3 }, "sent_on": ["2022-09-30"] });
    let eat = with_text(|text| drop(Template::new("second", text).fill(&facts)));
    feed("letter", &corpus("letter", false), eat);
}

#[test]
fn rosters() {
    let eat = |input: &[u8]| {
        if let Ok(read) =
            roster::read(input, &mut |_, typed| typed.parse().map_err(|_| "không rõ".to_owned()))
        {
            assert!(read.rows.len() <= input.len());
        }
    };
    feed("roster", &corpus("roster", false), eat);
}

#[test]
fn filters() {
    let host = ScriptHost::default();
    let eat = with_text(|text| drop(host.filter(text)));
    feed("filter", &corpus("filter", true), eat);
}

#[test]
fn scripts_of_a_package() {
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/procedures/leave");
    let mut files = Files::new();
    for path in ["package.rhai", "leave/kind.rhai"] {
        files.insert(path.to_owned(), std::fs::read_to_string(shipped.join(path)).expect("a script"));
    }
    let leave = "leave".parse().expect("a name");
    let eat = with_text(|text| {
        let mut files = files.clone();
        files.insert("leave/request.rhai".to_owned(), text.to_owned());
        // What it loads is forgotten each time.
        drop(ScriptHost::default().build(&leave, &files, "thử"));
    });
    feed("script", &corpus("script", false), eat);
}

#[test]
fn lines_of_the_prompt() {
    let office = Office::untested();
    office.ok(&["open", "round", "--subject", "BTCTU"]);
    let seeds = corpus("line", true);
    let mut lines: Vec<u8> = Vec::new();
    let mut chance = Chance(set("QUYTRINH_FUZZ_SEED").unwrap_or(88_172_645_463_325_252).max(1));
    let count = 60 * usize::try_from(set("QUYTRINH_FUZZ_SECONDS").unwrap_or(1)).unwrap_or(1);
    for line in seeds.iter().cloned().chain((0..count).map(|_| chance.change(&seeds))) {
        // A line is a line, and the end comes at the end.
        lines.extend(line.iter().map(|byte| if b"\n\r".contains(byte) { b' ' } else { *byte }));
        lines.push(b'\n');
    }
    let ran = piped(office.command(&["repl"]), &lines);
    assert!(ran.code >= 0, "it was killed by itself: {}", ran.stderr);
    for said in [&ran.stdout, &ran.stderr] {
        assert!(!said.contains("panicked") && !said.contains("internal error"), "{said}");
    }
    office.verified();
}
