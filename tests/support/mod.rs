//! A test office: a home folder of its own and the real program.

// Each test file uses its own part of this.
#![allow(dead_code)]
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "a test stops where it fails"
)]

pub mod acts;
pub mod clerk;
pub mod desk;
pub mod dice;
pub mod forger;
pub mod killed;
pub mod lessons;
pub mod many;
pub mod rigged;
pub mod smtp;
pub mod tables;
pub mod talk;

use serde_json::Value;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// A home folder with the program run in it.
pub struct Office {
    home: TempDir,
    now: String,
}

/// What one command line came to.
pub struct Ran {
    /// The exit code.
    pub code: i32,
    /// What it answered.
    pub stdout: String,
    /// What it said besides.
    pub stderr: String,
}

impl Office {
    /// A home folder after `init`.
    pub fn new() -> Self {
        let office = Self::empty();
        office.ok(&["init"]);
        office
    }

    /// A home folder after `init`, without the tests of the shipped package, which publishing would run each time.
    pub fn untested() -> Self {
        let office = Self::new();
        let tests = office.home().join("scripts/rotation/tests");
        std::fs::remove_dir_all(tests).expect("the tests of the package");
        office
    }

    /// An empty home folder.
    pub fn empty() -> Self {
        Self { home: TempDir::new().expect("a temporary folder"), now: "2022-09-21".to_owned() }
    }

    /// Another office that starts as this one stands.
    pub fn copy(&self) -> Self {
        let copy = Self { now: self.now.clone(), ..Self::empty() };
        copy_folder(self.home(), copy.home());
        copy
    }

    /// Where the clock stands.
    pub fn now(&self) -> &str {
        &self.now
    }

    /// Moves the clock.
    pub fn on(&mut self, day: &str) -> &mut Self {
        day.clone_into(&mut self.now);
        self
    }

    /// The home folder.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// The store's file.
    pub fn store(&self) -> PathBuf {
        self.home().join("store/quytrinh.redb")
    }

    /// Puts a file into the home folder.
    pub fn write(&self, path: &str, text: &str) -> PathBuf {
        let file = self.home().join(path);
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("the folder is made");
        std::fs::write(&file, text).expect("the file is written");
        // Whatever the umask of who runs the tests.
        #[cfg(unix)]
        std::fs::set_permissions(&file, std::os::unix::fs::PermissionsExt::from_mode(0o600)).expect("rights");
        file
    }

    /// Changes a file of the home folder, which must have the text that is replaced.
    pub fn edit(&self, path: &str, from: &str, to: &str) {
        let text = std::fs::read_to_string(self.home().join(path)).expect("the file is there");
        assert!(text.contains(from), "{path} has no `{from}`");
        self.write(path, &text.replace(from, to));
    }

    /// The program with this home, in English, at this office's time.
    pub fn command(&self, args: &[&str]) -> Command {
        self.command_in("en", args)
    }

    /// The program with this home, in a language, at this office's time.
    pub fn command_in(&self, lang: &str, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_quytrinh"));
        command.args(["--home", &self.home().to_string_lossy(), "--lang", lang, "--now", &self.now]);
        command.args(args).env("USER", "clerk").env_remove("QUYTRINH_HOME");
        command
    }

    /// Runs a command line.
    pub fn run(&self, args: &[&str]) -> Ran {
        Ran::of(self.command(args).output().expect("the program starts"))
    }

    /// Runs a command line in a language.
    pub fn run_in(&self, lang: &str, args: &[&str]) -> Ran {
        Ran::of(self.command_in(lang, args).output().expect("the program starts"))
    }

    /// Runs a command line that must succeed; gives its answer.
    pub fn ok(&self, args: &[&str]) -> String {
        let ran = self.run(args);
        assert_eq!(ran.code, 0, "quytrinh {}\n{}{}", args.join(" "), ran.stdout, ran.stderr);
        ran.stdout
    }

    /// Runs a command line that must succeed, with JSON.
    pub fn json(&self, args: &[&str]) -> Value {
        let text = self.ok(&[args, &["--format", "json"]].concat());
        serde_json::from_str(&text).unwrap_or_else(|e| panic!("{e}: {text}"))
    }

    /// Runs a command line that must end with `code`; gives what it said.
    pub fn fails(&self, code: i32, args: &[&str]) -> String {
        let ran = self.run(args);
        assert_eq!(ran.code, code, "quytrinh {}\n{}{}", args.join(" "), ran.stdout, ran.stderr);
        ran.stderr
    }

    /// Runs a command line that must end with `code`; gives the failure it named.
    pub fn refused(&self, code: i32, args: &[&str]) -> Refused {
        Refused::read(&self.fails(code, &[args, &["--format", "json"]].concat()))
    }

    /// The store must verify; gives how many entries it has.
    pub fn verified(&self) -> u64 {
        let verdict = self.json(&["verify"]);
        assert_eq!(verdict["ok"], true, "{verdict}");
        verdict["entries"].as_u64().expect("a count")
    }
}

/// A failure as a program reads it from stderr.
pub struct Refused {
    /// Its kind: `refusal-wrong-outcome`.
    pub error: String,
    /// Its facts.
    pub facts: Value,
    /// All of it.
    pub json: Value,
}

impl Refused {
    /// The failure on the last line of `stderr`; what goes before are notices.
    pub fn read(stderr: &str) -> Self {
        let last = stderr.lines().last().unwrap_or_default();
        let json: Value = serde_json::from_str(last).unwrap_or_else(|e| panic!("{e}: {stderr}"));
        let error = json["error"].as_str().unwrap_or_else(|| panic!("no kind: {json}")).to_owned();
        Self { error, facts: json["facts"].clone(), json }
    }
}

/// Gives a command these lines through a pipe, while what it answers is taken from it; waits for its end.
pub fn piped(mut command: Command, lines: &[u8]) -> Ran {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program starts");
    let mut into = child.stdin.take().expect("its input");
    let output = std::thread::scope(|scope| {
        scope.spawn(move || into.write_all(lines).expect("it reads"));
        child.wait_with_output().expect("it ends")
    });
    Ran::of(output)
}

impl Ran {
    /// From what the process left.
    pub fn of(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

/// Copies a folder with all that is below it.
pub fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("the folder is made");
    for entry in std::fs::read_dir(from).expect("the folder is read").flatten() {
        let (path, copy) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy_folder(&path, &copy);
        } else {
            std::fs::copy(&path, &copy).expect("the file is copied");
        }
    }
}
