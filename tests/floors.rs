//! A file uses its own floor and those below it. The floors are those of the table in `src/lib.rs`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// A crate, and the only folder that may know it.
const WALLS: [(&str, &str); 2] = [("redb::", "store"), ("rhai::", "script")];

fn floors(src: &Path) -> io::Result<BTreeMap<String, u8>> {
    let text = fs::read_to_string(src.join("lib.rs"))?;
    let rows = text.lines().filter_map(|line| line.strip_prefix("//! | ")?.split_once(" | "));
    let rows = rows.filter_map(|(floor, rest)| Some((floor.parse().ok()?, rest.split(" | ").next()?)));
    Ok(rows
        .flat_map(|(floor, names)| names.split('`').skip(1).step_by(2).map(move |n| (n.into(), floor)))
        .collect())
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files(&path, found)?;
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    Ok(())
}

/// What follows `mark` in a line of code, wherever it stands as a word of its own.
fn after<'a>(line: &'a str, mark: &'a str) -> impl Iterator<Item = &'a str> {
    let starts = |at: usize| !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':');
    line.match_indices(mark).filter(move |(at, _)| starts(*at)).map(|(at, _)| &line[at + mark.len()..])
}

/// Every use of a floor above its own, and of a crate behind its wall.
fn violations(src: &Path) -> io::Result<Vec<String>> {
    let (floors, mut all, mut found) = (floors(src)?, Vec::new(), Vec::new());
    files(src, &mut all)?;
    for path in all.iter().filter(|path| !path.ends_with("src/lib.rs") && !path.ends_with("src/main.rs")) {
        let below = path.strip_prefix(src).expect("a file below src").to_string_lossy().replace('\\', "/");
        let module = below.split(['/', '.']).next().unwrap_or_default();
        let own = floors
            .get(module)
            .ok_or_else(|| io::Error::other(format!("{below} has no floor in src/lib.rs")))?;
        for line in fs::read_to_string(path)?.lines().filter(|line| !line.trim_start().starts_with("//")) {
            let used = after(line, "crate::")
                .map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next());
            let above = used.flatten().any(|name| floors.get(name).is_none_or(|floor| floor > own));
            let walled =
                WALLS.iter().any(|(name, home)| module != *home && after(line, name).next().is_some());
            if above || walled {
                found.push(format!("{below}: {}", line.trim()));
            }
        }
    }
    Ok(found)
}

#[test]
fn no_file_uses_a_floor_above_its_own() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    assert_eq!(floors(&src).unwrap().len(), 11, "the table in src/lib.rs");
    assert_eq!(violations(&src).unwrap(), Vec::<String>::new());
}

#[test]
fn a_use_of_a_floor_above_is_found() {
    let home = tempfile::tempdir().unwrap();
    let src = home.path().join("src");
    let plant = |file: &str, text: &str| {
        fs::create_dir_all(src.join(file).parent().unwrap()).unwrap();
        fs::write(src.join(file), text).unwrap();
    };
    plant("lib.rs", &fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap());
    plant(
        "store/tx.rs",
        "use redb::Database;\nuse crate::domain::event::Event;\n// crate::cmd may be named in a comment\n",
    );
    plant("flow.rs", "use crate::store::Tx;\n");
    assert_eq!(violations(&src).unwrap(), Vec::<String>::new());
    plant("domain/case.rs", "fn f() -> crate::flow::Run {}\n");
    plant("ui/table.rs", "use crate::{cmd::Context, domain};\n");
    plant("remind/mod.rs", "type Db = redb::Database;\n");
    let mut found = violations(&src).unwrap();
    found.sort_unstable();
    let files: Vec<&str> = found.iter().filter_map(|line| line.split(':').next()).collect();
    assert_eq!(files, ["domain/case.rs", "remind/mod.rs", "ui/table.rs"]);
}
