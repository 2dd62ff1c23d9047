//! The lessons of scripts/README.md and its Vietnamese twin, typed from the first line to the last on an empty folder:
//! each file is written, each change made, each command run, and each answer is what the page shows.

mod support;

use std::path::PathBuf;
use std::process::Command;
use support::lessons::{Block, missing, read};
use support::{Office, Ran};

fn readme(name: &str) -> PathBuf {
    PathBuf::from(format!("{}/scripts/{name}", env!("CARGO_MANIFEST_DIR")))
}

/// Types a command in the folder, as the page has it.
fn typed(office: &Office, lang: &str, words: &[String]) -> Ran {
    assert_eq!(words[0], "quytrinh", "{words:?}");
    let mut command = Command::new(env!("CARGO_BIN_EXE_quytrinh"));
    command.args(["--lang", lang, "--now", office.now()]).args(&words[1..]).current_dir(office.home());
    command.env("USER", "clerk").env_remove("QUYTRINH_HOME");
    Ran::of(command.output().expect("the program starts"))
}

/// Which of the shipped tests run when the lessons publish.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shipped {
    /// All of them, as for the reader.
    All,
    /// None, which saves half a minute. What the tests of the lessons call stays.
    None,
}

/// The files of the shipped tests without a test, which help the others.
const HELPERS: [&str; 2] = ["common.rhai", "offering.rhai"];

/// Takes the shipped tests away, once they are there.
fn without_shipped_tests(office: &Office) {
    let folder = office.home().join("scripts/rotation/tests");
    for file in std::fs::read_dir(folder).expect("the shipped tests").flatten() {
        if !HELPERS.contains(&&*file.file_name().to_string_lossy()) {
            std::fs::remove_file(file.path()).expect("the file is removed");
        }
    }
}

/// Does everything a page tells; gives the office as it is then.
fn followed(name: &str, lang: &str, shipped: Shipped) -> Office {
    let office = Office::empty();
    let mut answers = String::new();
    for block in read(&readme(name)) {
        match block {
            Block::File { path, text } => {
                assert!(!office.home().join(&path).exists(), "{name}: {path} is there already");
                office.write(&path, &text);
            }
            Block::Change { path, changes } => {
                changes.iter().for_each(|(old, new)| office.edit(&path, old, new));
            }
            Block::Commands(commands) => {
                answers.clear();
                for (words, is_refused) in commands {
                    if ["mkdir", "cd"].contains(&words[0].as_str()) {
                        continue;
                    }
                    let ran = typed(&office, lang, &words);
                    let said = format!("{}{}", ran.stdout, ran.stderr);
                    assert_eq!(ran.code != 0, is_refused, "{name}: {}\n{said}", words.join(" "));
                    answers.push_str(&said);
                    if words[1] == "init" && shipped == Shipped::None {
                        without_shipped_tests(&office);
                    }
                }
            }
            Block::Answer(wanted) => {
                let missing = missing(&wanted, &answers);
                assert!(missing.is_empty(), "{name}: {missing:?} is not in\n{answers}");
            }
            Block::Picture => {}
        }
    }
    office
}

/// Where the lessons must have led.
fn arrived(office: &Office) {
    let asked = office.json(&["tasks", "--owner", "BDT"]);
    assert_eq!(asked[0]["key"], "opinion-BDT", "{asked}");
    let done = office.json(&["show", "NP-2022-001"]);
    assert_eq!(done["case"]["outcome"], "completed", "{done}");
    let moved = office.json(&["show", "NP-2022-002"]);
    assert_eq!(moved["case"]["step"], "handover", "{moved}");
    office.verified();
}

#[test]
fn the_lessons_in_vietnamese_do_what_they_say() {
    arrived(&followed("README.vi.md", "vi", Shipped::All));
}

#[test]
fn the_lessons_in_english_do_what_they_say() {
    arrived(&followed("README.md", "en", Shipped::None));
}

/// Both pages teach the same: the same files and changes, the same commands.
#[test]
fn the_lessons_are_the_same_in_both_languages() {
    let [vi, en] = ["README.vi.md", "README.md"].map(|name| read(&readme(name)));
    let scripts = vi.iter().filter(|block| matches!(block, Block::File { .. })).count();
    assert!(scripts > 10, "{scripts}");
    assert_eq!(vi.len(), en.len());
    for (vi, en) in vi.iter().zip(&en) {
        match (vi, en) {
            (Block::Answer(_), Block::Answer(_)) => {}
            (Block::Commands(vi), Block::Commands(en)) if vi[0].0[0] == "mkdir" => {
                assert_eq!(vi[2..], en[2..]);
            }
            (vi, en) => assert_eq!(vi, en),
        }
    }
}

/// Lesson 2 promises that its test fails when another body is asked.
#[test]
fn the_test_of_the_second_lesson_notices_another_body() {
    let office = Office::new();
    let blocks = read(&readme("README.vi.md"));
    let mut written = 0;
    for block in &blocks {
        if let Block::File { path, text } = block
            && (path.ends_with("529/placement/step4.rhai") || path.ends_with("son-ha.rhai"))
        {
            office.write(path, text);
            written += 1;
        }
    }
    assert_eq!(written, 2);
    office.edit("scripts/rotation/districts/529/placement/step4.rhai", "\"BDT\"", "\"STP\"");
    office.fails(3, &["scripts", "test", "rotation", "--filter", "son-ha"]);
}
