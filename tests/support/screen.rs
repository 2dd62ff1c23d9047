//! The program in a pseudo-terminal, with a small emulator for its screen.

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::num::NonZero;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// The emulator that the program writes to.
type Emulator = Arc<Mutex<vt100::Parser>>;
/// What types to the program.
type Keys = Arc<Mutex<Box<dyn Write + Send>>>;

/// How long the screen may take to show what is waited for.
const PATIENCE: Duration = Duration::from_secs(15);
const ROWS: u16 = 40;

/// A terminal with the REPL in it.
pub struct Screen {
    emulator: Emulator,
    keys: Keys,
    child: Box<dyn Child + Send + Sync>,
    _terminal: Box<dyn MasterPty + Send>,
}

impl Screen {
    /// Starts the REPL of a home on 22/9/2022, in English, and waits for its prompt.
    pub fn repl(home: &Path, columns: u16) -> Self {
        let rows = NonZero::new(ROWS).expect("some rows");
        let width = NonZero::new(columns).expect("some columns");
        let size = PtySize { rows: ROWS, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_quytrinh"));
        command.args(["--lang", "en", "--now", "22/9/2022", "--home"]);
        command.arg(home);
        for (name, value) in [("TERM", "xterm-256color"), ("LANG", "C.UTF-8"), ("USER", "clerk")] {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).expect("the program starts");
        let output = pair.master.try_clone_reader().expect("its output");
        let keys = Arc::new(Mutex::new(pair.master.take_writer().expect("its input")));
        let emulator = Arc::new(Mutex::new(vt100::Parser::new(rows, width, 1000)));
        let (shown, answers) = (Arc::clone(&emulator), Arc::clone(&keys));
        std::thread::spawn(move || show(output, &shown, &answers));
        let screen = Self { emulator, keys, child, _terminal: pair.master };
        screen.wait("❯");
        screen
    }

    /// Types bytes as they are.
    pub fn keys(&self, bytes: &str) -> &Self {
        let mut keys = self.keys.lock().expect("the keys");
        keys.write_all(bytes.as_bytes()).and_then(|()| keys.flush()).expect("the program reads");
        self
    }

    /// Types a line and waits until it was carried out, which shows in a new prompt.
    pub fn line(&self, text: &str) -> &Self {
        self.keys(text).until(|screen| !screen.is_asking(), text);
        self.keys("\r").wait_prompt()
    }

    /// Waits for a text.
    pub fn wait(&self, text: &str) -> &Self {
        self.until(|screen| screen.text().contains(text), text)
    }

    /// Waits until a text is gone.
    pub fn wait_without(&self, text: &str) -> &Self {
        self.until(|screen| !screen.text().contains(text), text)
    }

    /// Waits for an empty prompt.
    pub fn wait_prompt(&self) -> &Self {
        self.until(Self::is_asking, "a prompt")
    }

    /// What the screen shows.
    pub fn text(&self) -> String {
        self.emulator.lock().expect("the screen").screen().contents()
    }

    /// The last line that is not empty.
    pub fn last(&self) -> String {
        self.text().trim_end().lines().next_back().unwrap_or_default().to_owned()
    }

    /// Waits for the end of the program; gives its exit code.
    pub fn end(mut self) -> u32 {
        let until = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().expect("the program") {
                return status.exit_code();
            }
            assert!(Instant::now() < until, "the program did not end:\n{}", self.text());
            sleep(Duration::from_millis(5));
        }
    }

    /// Whether the last thing on the screen is an empty prompt.
    fn is_asking(&self) -> bool {
        self.last().trim_end().ends_with('❯')
    }

    fn until(&self, holds: impl Fn(&Self) -> bool, what: &str) -> &Self {
        let until = Instant::now() + PATIENCE;
        while !holds(self) {
            assert!(Instant::now() < until, "waited in vain for {what:?}:\n{}", self.text());
            sleep(Duration::from_millis(5));
        }
        self
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

/// Feeds the emulator, and answers when the program asks where the cursor is.
fn show(mut output: Box<dyn Read + Send>, emulator: &Emulator, keys: &Keys) {
    const ASKED: &[u8] = b"\x1b[6n";
    let mut bytes = [0; 4096];
    let mut rest: Vec<u8> = Vec::new();
    while let Ok(count @ 1..) = output.read(&mut bytes) {
        rest.extend_from_slice(&bytes[..count]);
        let mut emulator = emulator.lock().expect("the screen");
        while let Some(at) = rest.windows(ASKED.len()).position(|window| window == ASKED) {
            emulator.process(&rest[..at]);
            rest.drain(..at + ASKED.len());
            let (row, column) = emulator.screen().cursor_position();
            let answer = format!("\x1b[{};{}R", row + 1, column + 1);
            let _ = keys.lock().expect("the keys").write_all(answer.as_bytes());
        }
        // The question may come in two pieces.
        let held = (1..ASKED.len()).rev().find(|n| rest.ends_with(&ASKED[..*n])).unwrap_or(0);
        let whole = rest.len() - held;
        emulator.process(&rest[..whole]);
        rest.drain(..whole);
    }
}
