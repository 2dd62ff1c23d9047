//! Scheduled scripts: those below `scripts/jobs/` that say when they run.

use super::stage::Stage;
use crate::app::Home;
use crate::domain::calendar::Calendar;
use crate::domain::cron::Cron;
use crate::domain::job::JobState;
use crate::flow::FlowError;
use crate::script::{DoorScript, ScriptHost, check_size};
use chrono::{Days, NaiveDateTime, NaiveTime};
use std::io;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// A script that runs by itself.
pub struct Job {
    /// Its name, that of its file without the ending.
    pub name: String,
    /// Its file, below the home folder.
    pub path: String,
    /// What it does, from its first line.
    pub title: String,
    /// Its cron pattern, as written.
    pub at: String,
    /// Whether it rests on days off.
    pub working_days: bool,
    cron: Cron,
    script: DoorScript,
}

/// Why a job cannot be run.
#[derive(Debug, thiserror::Error)]
pub enum JobFault {
    /// Its file, or the folder, cannot be read.
    #[error("`{}` cannot be read", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        cause: io::Error,
    },
    /// The script fails.
    #[error(transparent)]
    Script(FlowError),
}

/// The jobs of a home folder, by name, and those that cannot be run.
#[derive(Default)]
pub struct Jobs {
    /// The jobs.
    pub jobs: Vec<Job>,
    /// File and fault of those that cannot be run.
    pub faults: Vec<(String, JobFault)>,
}

impl Jobs {
    /// Reads the scripts that say when they run. One that cannot be read does not hide the others.
    pub fn read(home: &Home, host: &Rc<ScriptHost>, stage: &mut impl Stage) -> Self {
        let mut jobs = Self::default();
        let folder = home.jobs();
        let files = match files(&folder) {
            Ok(files) => files,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return jobs,
            Err(cause) => {
                let fault = JobFault::Unreadable { path: folder.clone(), cause };
                jobs.faults.push((folder.display().to_string(), fault));
                return jobs;
            }
        };
        for path in files {
            match read(&path, host, stage) {
                Ok(Some(job)) => jobs.jobs.push(job),
                Ok(None) => {}
                Err(fault) => jobs.faults.push((name_of(&path), fault)),
            }
        }
        jobs
    }
}

/// The scripts in the folder of jobs, in the order of their names.
fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)?.flatten().map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "rhai"));
    files.sort_unstable();
    Ok(files)
}

/// The names of the scripts in the folder of jobs, whether they can be read or not; none when there is no such folder.
pub fn names(home: &Home) -> Vec<String> {
    files(&home.jobs()).unwrap_or_default().iter().map(|path| name_of(path)).collect()
}

fn name_of(path: &Path) -> String {
    path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn read(path: &Path, host: &Rc<ScriptHost>, stage: &mut impl Stage) -> Result<Option<Job>, JobFault> {
    let unreadable = |cause| JobFault::Unreadable { path: path.to_owned(), cause };
    check_size(path).map_err(|fault| JobFault::Script(fault.into()))?;
    let text = std::fs::read_to_string(path).map_err(unreadable)?;
    let name = name_of(path);
    let below = format!("scripts/jobs/{name}.rhai");
    let script = host.door_script(&below, &text).map_err(JobFault::Script)?;
    let declared = stage.read(|run| host.job(run, &script)).map_err(JobFault::Script)?;
    let Some(spec) = declared else { return Ok(None) };
    let title = text.lines().next().and_then(|line| line.strip_prefix("//!")).unwrap_or_default();
    Ok(Some(Job {
        cron: spec.cron,
        name,
        path: below,
        title: title.trim().to_owned(),
        at: spec.at,
        working_days: spec.working_days,
        script,
    }))
}

impl Job {
    /// The script.
    pub fn script(&self) -> &DoorScript {
        &self.script
    }

    /// The time it should have run last and has not, if any: a run makes up for all that were missed, once. A job that
    /// has never run is only due for times of the same day. One that rests on days off also makes up on working days
    /// only.
    pub fn due(
        &self,
        now: NaiveDateTime,
        last: Option<&JobState>,
        calendar: &Calendar,
    ) -> Option<NaiveDateTime> {
        let since = match last {
            Some(state) => crate::clock::to_local(state.slot),
            None => now.date().and_time(NaiveTime::MIN) - chrono::Duration::seconds(1),
        };
        if self.working_days && !calendar.is_working(now.date()) {
            return None;
        }
        let mut slot = self.cron.last(now)?;
        while self.working_days && !calendar.is_working(slot.date()) {
            if slot <= since {
                return None;
            }
            slot = self.cron.before(slot.date().and_time(NaiveTime::MIN))?;
        }
        (slot > since).then_some(slot)
    }

    /// The first time after `now` at which it will run.
    pub fn next(&self, now: NaiveDateTime, calendar: &Calendar) -> Option<NaiveDateTime> {
        let mut slot = self.cron.next(now)?;
        while self.working_days && !calendar.is_working(slot.date()) {
            // The last second of the day off: whatever the pattern, the next time is on another day.
            let end = slot.date().checked_add_days(Days::new(1))?.and_time(NaiveTime::MIN);
            slot = self.cron.next(end - chrono::Duration::seconds(1))?;
        }
        Some(slot)
    }
}
