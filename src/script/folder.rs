//! The folder of a package: its scripts, its letters and the tests beside them; with a draft laid over it, those of the
//! edition that is being prepared.

use super::limits::{PACKAGE, beyond, check_size};
use super::package::Files;
use crate::domain::script_fault::{Place, ScriptFault, ScriptFaultKind};
use std::path::{Path, PathBuf};

/// The folder of a package's tests.
const TESTS: &str = "tests";
/// The file of a draft that names what it leaves out: a path a line, of a file or a folder.
const LEFT_OUT: &str = "left-out.txt";

/// Where the files of a package are.
#[derive(Debug, Clone)]
pub struct Folder {
    base: PathBuf,
    draft: Option<PathBuf>,
}

/// Which of the files in a package's folder are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    /// The rules. Tests stand beside them and are no part of them.
    Rules,
    /// The tests.
    Tests,
}

impl Folder {
    /// The folder of a package. The files of a draft take the place of those of the same path.
    pub fn new(base: PathBuf, draft: Option<PathBuf>) -> Self {
        Self { base, draft }
    }

    /// Scripts and letters: no links, nothing outside.
    pub fn files(&self) -> Result<Files, ScriptFault> {
        let files = self.read(Wanted::Rules)?;
        if !files.contains_key("package.rhai") {
            return Err(missing(&self.base.join("package.rhai")));
        }
        Ok(files)
    }

    /// The tests beside them; none when there are none.
    pub fn tests(&self) -> Result<Files, ScriptFault> {
        let mut files = self.read(Wanted::Tests)?;
        files.retain(|path, _| path.ends_with(".rhai"));
        Ok(files)
    }

    /// Where its tests would be.
    pub fn tests_path(&self) -> PathBuf {
        self.draft.as_ref().unwrap_or(&self.base).join(TESTS)
    }

    fn read(&self, wanted: Wanted) -> Result<Files, ScriptFault> {
        let mut files = Files::new();
        wanted.read(&self.base, &mut files)?;
        let Some(draft) = &self.draft else { return Ok(files) };
        if !draft.is_dir() {
            return Err(missing(draft));
        }
        let list = draft.join(LEFT_OUT);
        if list.is_file() {
            let text = std::fs::read_to_string(&list).map_err(|error| trouble(&list, &error))?;
            for (at, line) in text.lines().enumerate() {
                let path = line.trim();
                if !path.is_empty() && !path.starts_with('#') {
                    let (file, excerpt) = (LEFT_OUT.to_owned(), line.to_owned());
                    let place = Place { file, line: at + 1, column: 1, excerpt };
                    leave_out(&self.base, path, &mut files).map_err(|fault| fault.at(Some(place)))?;
                }
            }
        }
        wanted.read(draft, &mut files)?;
        files.remove(LEFT_OUT);
        Ok(files)
    }
}

/// Leaves out a file, or all below a folder, that the package has.
fn leave_out(base: &Path, path: &str, files: &mut Files) -> Result<(), ScriptFault> {
    let is_named =
        |file: &String| file == path || file.starts_with(&format!("{}/", path.trim_end_matches('/')));
    let before = files.len();
    files.retain(|file, _| !is_named(file));
    // Of another sort than those that are read now, it is there all the same.
    if files.len() < before || base.join(path).exists() {
        return Ok(());
    }
    Err(missing(&base.join(path)))
}

impl Wanted {
    fn read(self, root: &Path, files: &mut Files) -> Result<(), ScriptFault> {
        match self {
            Self::Rules => read_into(root, root, self, files),
            Self::Tests if root.join(TESTS).is_dir() => read_into(root, &root.join(TESTS), self, files),
            Self::Tests => Ok(()),
        }
    }
}

fn missing(path: &Path) -> ScriptFault {
    ScriptFault::new(ScriptFaultKind::MissingFile { file: path.display().to_string() })
}

fn trouble(path: &Path, error: &dyn std::fmt::Display) -> ScriptFault {
    ScriptFault::new(ScriptFaultKind::Host { message: format!("{}: {error}", path.display()) })
}

fn read_into(root: &Path, folder: &Path, wanted: Wanted, files: &mut Files) -> Result<(), ScriptFault> {
    let entries = std::fs::read_dir(folder).map_err(|e| trouble(folder, &e))?;
    for entry in entries {
        let entry = entry.map_err(|e| trouble(folder, &e))?;
        let (path, kind) = (entry.path(), entry.file_type().map_err(|e| trouble(&entry.path(), &e))?);
        let relative = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        if kind.is_symlink() {
            return Err(trouble(&path, &"links are not followed"));
        }
        if kind.is_dir() {
            if wanted == Wanted::Tests || relative != TESTS {
                read_into(root, &path, wanted, files)?;
            }
        } else if relative.ends_with(".rhai") || relative.ends_with(".txt") {
            check_size(&path)?;
            let bytes = std::fs::read(&path).map_err(|e| trouble(&path, &e))?;
            let text = String::from_utf8(bytes).map_err(|_| trouble(&path, &"not UTF-8"))?;
            if files.values().map(String::len).sum::<usize>() + text.len() > PACKAGE {
                return Err(beyond("package"));
            }
            files.insert(relative, text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned());
        }
    }
    Ok(())
}
