//! Lessons of a README: files to write, changes to make, commands to type, and what they answer.

use std::path::Path;

/// A block of a lesson.
#[derive(Debug, PartialEq, Eq)]
pub enum Block {
    /// A new file with its text.
    File { path: String, text: String },
    /// Lines of a file, each with what comes in its place.
    Change { path: String, changes: Vec<(String, String)> },
    /// Commands, each with whether it is refused.
    Commands(Vec<(Vec<String>, bool)>),
    /// What the commands before it answer, among other things; `…` stands for anything within a line.
    Answer(Vec<String>),
    /// Something to look at.
    Picture,
}

/// The words that mark a command that is refused.
const REFUSED: [&str; 2] = ["# refused", "# bị từ chối"];

/// The blocks of a README, in order.
pub fn read(readme: &Path) -> Vec<Block> {
    let text = std::fs::read_to_string(readme).expect("the README");
    let mut lines = text.lines();
    let (mut blocks, mut before) = (Vec::new(), "");
    while let Some(line) = lines.next() {
        let Some(lang) = line.strip_prefix("```") else {
            before = if line.is_empty() { before } else { line };
            continue;
        };
        let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        let follows = matches!(blocks.last(), Some(Block::Commands(_))) && before == "```";
        blocks.push(block(lang, &body, named(before), follows));
        before = "```";
    }
    blocks
}

/// The file that a line ending in `` `scripts/…`: `` names.
fn named(line: &str) -> Option<String> {
    let path = line.strip_suffix("`:")?.rsplit('`').next()?;
    path.starts_with("scripts/").then(|| path.to_owned())
}

fn block(lang: &str, body: &[&str], path: Option<String>, follows: bool) -> Block {
    match (lang, path) {
        ("rhai" | "text", Some(path)) => Block::File { path, text: body.join("\n") + "\n" },
        ("diff", Some(path)) => Block::Change { path, changes: changes(body) },
        ("sh", None) => Block::Commands(body.iter().map(|line| command(line)).collect()),
        ("text", None) if follows => Block::Answer(body.iter().map(|line| (*line).to_owned()).collect()),
        ("", None) => Block::Picture,
        (lang, path) => panic!("nobody knows what to do with this: {lang} {path:?}\n{}", body.join("\n")),
    }
}

fn changes(body: &[&str]) -> Vec<(String, String)> {
    let mut changes: Vec<(String, String)> = Vec::new();
    let mut is_new = true;
    for line in body {
        if let Some(old) = line.strip_prefix('-') {
            if std::mem::take(&mut is_new) {
                changes.push((String::new(), String::new()));
            }
            changes.last_mut().expect("a change").0.push_str(&format!("{old}\n"));
        } else {
            let new = line.strip_prefix('+').unwrap_or_else(|| panic!("neither old nor new: {line}"));
            is_new = true;
            changes.last_mut().expect("an old line before the new").1.push_str(&format!("{new}\n"));
        }
    }
    changes
}

fn command(line: &str) -> (Vec<String>, bool) {
    let is_refused = REFUSED.iter().any(|mark| line.ends_with(mark));
    let typed = line.split(" # ").next().unwrap_or(line);
    (shlex::split(typed).expect("a command line"), is_refused)
}

/// The lines that none of the answers has.
pub fn missing<'a>(wanted: &'a [String], answers: &str) -> Vec<&'a str> {
    let has = |wanted: &str| answers.lines().any(|line| is_in(wanted, line));
    wanted.iter().map(String::as_str).filter(|line| !has(line)).collect()
}

fn is_in(wanted: &str, line: &str) -> bool {
    let mut rest = line;
    wanted.split('…').map(str::trim).all(|part| match rest.find(part) {
        Some(at) => {
            rest = &rest[at + part.len()..];
            true
        }
        None => false,
    })
}
