//! The home folder: `quytrinh.toml`, `scripts/`, `calendars/`, `store/`, `outbox/`.

use crate::domain::calendar::{Calendar, YearDecision};
use crate::domain::ids::PackageName;
use crate::flow::{FlowError, Refusal};
use crate::store::{private, private_folder};
use include_dir::{Dir, include_dir};
use std::cell::RefCell;
use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// The scripts that `init` puts into a home folder.
static SCRIPTS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/scripts");
/// The calendar decisions that `init` puts into a home folder.
static CALENDARS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/store/calendars");

/// The policy of an office, below its home folder.
pub const POLICY: &str = "scripts/policy.rhai";

/// A home folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home(PathBuf);

/// A home folder could not be furnished.
#[derive(Debug, thiserror::Error)]
#[error("`{}` cannot be written", path.display())]
pub struct HomeError {
    /// The file.
    pub path: PathBuf,
    /// Why.
    #[source]
    pub cause: io::Error,
}

impl Home {
    /// The home folder at `path`.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self(path.into())
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// The settings.
    pub fn config(&self) -> PathBuf {
        self.0.join("quytrinh.toml")
    }

    /// The store.
    pub fn store(&self) -> PathBuf {
        self.0.join("store").join("quytrinh.redb")
    }

    /// Copies of the store.
    pub fn backups(&self) -> PathBuf {
        self.0.join("backups")
    }

    /// The scripts.
    pub fn scripts(&self) -> PathBuf {
        self.0.join("scripts")
    }

    /// Who may read and do what.
    pub fn policy(&self) -> PathBuf {
        self.0.join(POLICY)
    }

    /// Scripts that run by themselves.
    pub fn jobs(&self) -> PathBuf {
        self.scripts().join("jobs")
    }

    /// The lock that whoever delivers messages holds.
    pub fn post(&self) -> PathBuf {
        self.0.join("store").join("quytrinh.post")
    }

    /// Outgoing messages.
    pub fn outbox(&self) -> PathBuf {
        self.0.join("outbox")
    }

    /// The lines typed in the REPL.
    pub fn history(&self) -> PathBuf {
        self.0.join("store").join("history.txt")
    }

    /// The packages below `scripts/`: folders that have a `package.rhai`.
    pub fn packages(&self) -> Vec<PackageName> {
        let entries = std::fs::read_dir(self.scripts()).into_iter().flatten().flatten();
        let named = entries.filter(|e| e.path().join("package.rhai").is_file());
        let mut names: Vec<PackageName> =
            named.filter_map(|e| e.file_name().to_str().and_then(|n| n.parse().ok())).collect();
        names.sort_unstable();
        names
    }

    /// Writes what a home folder starts with; files that are there already stay as they are.
    pub fn furnish(&self) -> Result<(), HomeError> {
        write_new(&self.config(), super::config::TEMPLATE.as_bytes())?;
        copy(&SCRIPTS, &self.scripts())?;
        copy(&CALENDARS, &self.0.join("calendars"))
    }

    /// The working-day calendar: the decisions in `calendars/`, or those shipped when there is no such folder.
    pub fn calendar(&self) -> Result<Rc<Calendar>, FlowError> {
        calendar_of(&self.decisions()?)
    }

    /// The files of decisions, each with its text.
    fn decisions(&self) -> Result<Decisions, FlowError> {
        let folder = self.0.join("calendars");
        let unreadable = |path: &Path, error: &dyn std::fmt::Display| -> FlowError {
            Refusal::NoCalendar { fault: format!("{}: {error}", path.display()).into() }.into()
        };
        let mut decisions = Decisions::new();
        if folder.is_dir() {
            let entries = std::fs::read_dir(&folder).map_err(|e| unreadable(&folder, &e))?;
            let mut files: Vec<PathBuf> = entries.flatten().map(|e| e.path()).collect();
            files.sort_unstable();
            for path in files.iter().filter(|p| p.extension().is_some_and(|e| e == "toml")) {
                let text = std::fs::read_to_string(path).map_err(|e| unreadable(path, &e))?;
                decisions.push((path.to_string_lossy().into_owned(), text));
            }
        } else {
            for file in CALENDARS.files() {
                let text = file.contents_utf8().unwrap_or_default();
                decisions.push((file.path().to_string_lossy().into_owned(), text.to_owned()));
            }
        }
        Ok(decisions)
    }
}

/// The names and texts of files.
type Decisions = Vec<(String, String)>;

fn calendar_of(decisions: &Decisions) -> Result<Rc<Calendar>, FlowError> {
    let years = decisions.iter().map(|(file, text)| YearDecision::parse(file, text));
    Ok(Rc::new(Calendar::new(years.collect::<Result<_, _>>()?)?))
}

/// The calendar of a home folder as it was made last. Its files are read for every run; it is made anew when one of
/// them is another than before.
#[derive(Debug, Default)]
pub(super) struct KeptCalendar(RefCell<Option<(Decisions, Rc<Calendar>)>>);

impl KeptCalendar {
    /// The working-day calendar of `home`.
    pub fn of(&self, home: &Home) -> Result<Rc<Calendar>, FlowError> {
        let decisions = home.decisions()?;
        if let Some((made_of, calendar)) = &*self.0.borrow()
            && *made_of == decisions
        {
            return Ok(Rc::clone(calendar));
        }
        let calendar = calendar_of(&decisions)?;
        self.0.replace(Some((decisions, Rc::clone(&calendar))));
        Ok(calendar)
    }
}

fn copy(from: &Dir<'_>, to: &Path) -> Result<(), HomeError> {
    for file in from.files() {
        write_new(&to.join(file.path().file_name().unwrap_or_default()), file.contents())?;
    }
    for folder in from.dirs() {
        copy(folder, &to.join(folder.path().file_name().unwrap_or_default()))?;
    }
    Ok(())
}

fn write_new(path: &Path, content: &[u8]) -> Result<(), HomeError> {
    let trouble = |cause| HomeError { path: path.to_owned(), cause };
    if path.exists() {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        private_folder(folder).map_err(trouble)?;
    }
    let mut options = OpenOptions::new();
    options.create_new(true).write(true);
    private(&mut options);
    options.open(path).and_then(|mut file| file.write_all(content)).map_err(trouble)
}
