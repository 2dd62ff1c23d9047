//! A disk that is really full: a small file system of its own, where the system lets one be made. What is refused says so
//! with exit code 4, and everything goes on when there is space again.
#![cfg(target_os = "linux")]

mod support;

use serde_json::Value;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use support::{Office, Ran, Refused};
use tempfile::TempDir;

/// A word that no answer has.
const MARK: &str = "-=ended=-";
const ROUND: [&str; 2] = ["run", "scripts/bulk/rounds.rhai"];
const LETTER: [&str; 5] = ["done", "VT-2022-001", "letter", "--doc", "1-CV/BTCTU 21/9/2022"];

/// A shell that sees an office on a small disk.
struct SmallDisk {
    office: Office,
    /// A folder that both sides see.
    beside: TempDir,
    shell: Child,
    into: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl SmallDisk {
    /// An office with a round and a bulk script, on a disk with little space; or why no disk can be made here.
    fn new() -> Result<Self, &'static str> {
        let (office, outside) = (Office::empty(), Office::untested());
        outside.ok(&["open", "round", "--subject", "BTCTU"]);
        outside.write("scripts/bulk/rounds.rhai", "fn main() { open_case(\"round\", \"BTCTU\"); }\n");
        let mut shell = Command::new("unshare");
        shell.args(["-rm", "sh"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let Ok(mut shell) = shell.spawn() else {
            return Err("no unshare here");
        };
        let into = shell.stdin.take().expect("its input");
        let answers = BufReader::new(shell.stdout.take().expect("its output"));
        let mut disk = Self { office, beside: TempDir::new().expect("a folder"), shell, into, answers };
        let home = disk.home();
        let (code, _) = disk.sh(&format!(
            "mount -t tmpfs -o size=24m,mode=700 tmpfs '{home}' && cp -r '{}'/. '{home}'",
            outside.home().display()
        ));
        if code != 0 {
            return Err("no mount here");
        }
        Ok(disk)
    }

    fn home(&self) -> String {
        self.office.home().display().to_string()
    }

    /// Runs a line of the shell; gives its exit code and what it answered.
    fn sh(&mut self, line: &str) -> (i32, String) {
        if writeln!(self.into, "{line}\necho {MARK}$?").is_err() {
            return (-1, String::new());
        }
        let mut said = String::new();
        loop {
            let start = said.len();
            if self.answers.read_line(&mut said).expect("an answer") == 0 {
                return (-1, said);
            }
            if let Some(at) = said[start..].find(MARK) {
                let code = said[start + at + MARK.len()..].trim().parse().expect("an exit code");
                said.truncate(start + at);
                return (code, said);
            }
        }
    }

    /// A command line of the program, as the shell reads it.
    fn command(&self, args: &[&str]) -> String {
        let command = self.office.command(&[args, &["--format", "json"]].concat());
        let words = std::iter::once(command.get_program()).chain(command.get_args());
        words.fold("USER=clerk".to_owned(), |line, word| format!("{line} '{}'", word.to_string_lossy()))
    }

    /// Runs a command line of the program.
    fn runs(&mut self, args: &[&str]) -> Ran {
        let said = self.beside.path().join("said");
        let (code, stdout) = self.sh(&format!("{} 2>'{}'", self.command(args), said.display()));
        Ran { code, stdout, stderr: std::fs::read_to_string(&said).unwrap_or_default() }
    }

    fn ok(&mut self, args: &[&str]) -> String {
        let ran = self.runs(args);
        assert_eq!(ran.code, 0, "{args:?}: {}{}", ran.stdout, ran.stderr);
        ran.stdout
    }

    fn verified(&mut self) -> u64 {
        let verdict: Value = serde_json::from_str(&self.ok(&["verify"])).expect("JSON");
        assert_eq!(verdict["ok"], true, "{verdict}");
        verdict["entries"].as_u64().expect("a count")
    }

    /// Leaves no space on the disk, and in what the store has had of it already less than one more round takes.
    fn fills(&mut self) {
        let home = self.home();
        self.sh(&format!("cat /dev/zero > '{home}/filler' 2>/dev/null"));
        for turn in 0.. {
            assert!(turn < 50, "the disk is never full");
            let before = self.verified();
            let ran = self.runs(&ROUND);
            if ran.code != 0 {
                self.is_full(&ran);
                assert_eq!(self.verified(), before, "a bulk script left something");
                return;
            }
        }
    }

    /// Says that the disk is full, with exit code 4 and the file, and has done nothing.
    fn is_full(&self, ran: &Ran) {
        assert_eq!(ran.code, 4, "{}", ran.stderr);
        let refused = Refused::read(&ran.stderr);
        assert_eq!(refused.error, "store-full", "{}", refused.json);
        assert_eq!(refused.facts["path"], self.office.store().display().to_string(), "{}", refused.json);
    }

    /// How many letters are in a state.
    fn letters(&mut self, state: &str) -> usize {
        let filter = format!("t.key == \"letter\" && t.state == \"{state}\"");
        let found: Value = serde_json::from_str(&self.ok(&["tasks", &filter])).expect("JSON");
        found.as_array().expect("a list").len()
    }

    /// Sends every letter that is open, in one REPL; gives how many were told as sent, and how many met a full disk.
    fn sends_all(&mut self) -> (usize, usize) {
        let open: Value =
            serde_json::from_str(&self.ok(&["tasks", "t.key == \"letter\" && t.state == \"open\""]))
                .expect("JSON");
        let line = |task: &Value| {
            format!("done {} letter --doc \"1-CV/BTCTU 21/9/2022\"\n", task["case"].as_str().expect("a case"))
        };
        let lines: String = open.as_array().expect("a list").iter().map(line).collect();
        let (file, said) = (self.beside.path().join("lines"), self.beside.path().join("said"));
        std::fs::write(&file, lines).expect("the lines");
        let repl = self.command(&["repl"]);
        let (_, answers) = self.sh(&format!("{repl} <'{}' 2>'{}'", file.display(), said.display()));
        let said = std::fs::read_to_string(&said).expect("what it said");
        let others: Vec<&str> = said.lines().filter(|line| !line.contains("\"store-full\"")).collect();
        assert!(others.is_empty(), "{others:#?}");
        (answers.matches("\"rehearsed\": false").count(), said.matches("\"store-full\"").count())
    }

    fn has_space_again(&mut self) {
        let home = self.home();
        assert_eq!(self.sh(&format!("rm '{home}/filler'")).0, 0);
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.shell.kill();
        let _ = self.shell.wait();
    }
}

#[test]
fn acts_on_a_full_disk_are_refused_and_can_be_done_when_there_is_space() {
    let mut disk = match SmallDisk::new() {
        Ok(disk) => disk,
        Err(why) => return println!("skipped: {why}"),
    };
    let home = disk.home();
    disk.ok(&LETTER);
    let note = format!("echo '// Lời ghi chú.' >> '{home}/scripts/rotation/request/step1.rhai'");
    assert_eq!(disk.sh(&note).0, 0);
    disk.office.on("2022-10-20");
    disk.fills();
    let publish = ["scripts", "publish", "rotation", "--reason", "Thêm ghi chú"];
    let refused: [&[&str]; 3] = [&ROUND, &publish, &["remind"]];
    for line in refused {
        let before = disk.verified();
        let ran = disk.runs(line);
        disk.is_full(&ran);
        // A sweep is several acts, of which the first may find a place.
        assert!(disk.verified() == before || line == ["remind"], "{line:?} left something");
    }
    // Letters are small: some find a place still. Each is sent and told as sent, or neither.
    let (told, full) = disk.sends_all();
    assert!(full > 0, "there was a place for all {told}");
    disk.has_space_again();
    assert_eq!(disk.letters("done"), told + 1);
    refused.iter().for_each(|line| drop(disk.ok(line)));
    assert_eq!(disk.sends_all(), (full + 13, 0), "those that were refused, and those of the new round");
    assert!(disk.ok(&["outbox"]).contains("delivered"), "the reminders have left");
    disk.verified();
}

/// A REPL stays at its prompt when the disk is full, and goes on when there is space.
#[test]
fn a_repl_outlives_a_full_disk() {
    let mut disk = match SmallDisk::new() {
        Ok(disk) => disk,
        Err(why) => return println!("skipped: {why}"),
    };
    disk.fills();
    let (before, home) = (disk.verified(), disk.home());
    let said = disk.beside.path().join("said").display().to_string();
    let line = "open round --subject BTCTU";
    let talk = format!(
        "(echo '{line}'; for n in $(seq 200); do grep -q store-full '{said}' && break; sleep 0.1; done; \
         rm '{home}/filler'; echo '{line}') | {} 2>'{said}'",
        disk.command(&["repl"])
    );
    let (code, answer) = disk.sh(&talk);
    let stderr = std::fs::read_to_string(&said).expect("what it said");
    assert_eq!((code, stderr.matches("store-full").count()), (4, 1), "{answer}{stderr}");
    assert!(answer.contains("DOT-2022-"), "{answer}");
    assert!(disk.verified() > before);
}

/// An outbox on a disk of its own that is full: what could not be written waits, nothing is there by half, and it leaves
/// when there is space.
#[test]
fn an_outbox_on_a_full_disk_keeps_nothing_by_half_and_its_letters_wait() {
    let mut disk = match SmallDisk::new() {
        Ok(disk) => disk,
        Err(why) => return println!("skipped: {why}"),
    };
    disk.ok(&LETTER);
    disk.office.on("2022-10-20");
    let outbox = format!("{}/outbox", disk.home());
    let mount = format!("mkdir -p '{outbox}' && mount -t tmpfs -o size=8k tmpfs '{outbox}'");
    assert_eq!(disk.sh(&mount).0, 0);
    let ran = disk.runs(&["remind"]);
    assert_eq!(ran.code, 4, "{}{}", ran.stdout, ran.stderr);
    assert!(disk.ok(&["outbox"]).contains("No space left"), "the reason is kept");
    let files = disk.sh(&format!("ls -A '{outbox}'")).1;
    assert!(!files.contains(".part"), "{files}");
    assert_eq!(disk.sh(&format!("mount -o remount,size=8m '{outbox}'")).0, 0);
    disk.ok(&["remind"]);
    let waiting = disk.ok(&["outbox"]);
    assert!(!waiting.contains("No space left"), "{waiting}");
    let files = disk.sh(&format!("ls -A '{outbox}'")).1;
    assert!(files.contains(".docx") && !files.contains(".part"), "{files}");
    disk.verified();
}
