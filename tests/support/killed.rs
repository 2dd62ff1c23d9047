//! Commands that are killed.

use super::Office;
use std::process::{Command, Stdio};
use std::time::Instant;

/// Kills a command at different moments of its life, each time in another copy of an office; `{home}` in `args` is its
/// folder. The store must verify each time, and what `holds` says must hold.
pub fn killed(office: &Office, args: &[&str], mut holds: impl FnMut(Office)) {
    let command = |office: &Office| -> Command {
        let home = office.home().display().to_string();
        let args: Vec<String> = args.iter().map(|arg| arg.replace("{home}", &home)).collect();
        office.command(&args.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let (whole, start) = (office.copy(), Instant::now());
    assert!(command(&whole).stdout(Stdio::null()).status().expect("it runs").success());
    let life = start.elapsed();
    let mut cut = 0;
    for moment in 1..=6 {
        let office = office.copy();
        let mut child =
            command(&office).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts");
        std::thread::sleep(life * moment / 6);
        child.kill().expect("it runs or has ended");
        cut += u32::from(child.wait().expect("it ended").code().is_none());
        office.verified();
        holds(office);
    }
    assert!(cut > 0, "it was never cut off");
}
