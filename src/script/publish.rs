//! From a folder of scripts to an edition.

use super::host::ScriptHost;
use super::limits::{PACKAGE, beyond, check_size};
use super::package::{Files, Package};
use crate::domain::event::Edition;
use crate::domain::ids::{EditionId, PackageName};
use crate::domain::script_fault::{ScriptFault, ScriptFaultKind};
use crate::flow::{FlowError, Refusal, Run};
use crate::store::hash_text;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::path::Path;

/// An edition ready to be published, with the content of its files by hash.
#[derive(Debug, Clone)]
pub struct Built {
    /// The edition.
    pub edition: Edition,
    /// Hash of a file's content → the content.
    pub contents: BTreeMap<String, Vec<u8>>,
}

/// Reads the files of a package from its folder: scripts and letters, no links, nothing outside.
pub fn read_folder(folder: &Path) -> Result<Files, ScriptFault> {
    let mut files = Files::new();
    read_into(folder, folder, Wanted::Rules, &mut files)?;
    if !files.contains_key("package.rhai") {
        let file = folder.join("package.rhai").display().to_string();
        return Err(ScriptFault::new(ScriptFaultKind::MissingFile { file }));
    }
    Ok(files)
}

/// Reads the tests that stand beside a package, from the same folder; none when there are none.
pub fn read_tests(folder: &Path) -> Result<Files, ScriptFault> {
    let (mut files, tests) = (Files::new(), folder.join(TESTS));
    if tests.is_dir() {
        read_into(folder, &tests, Wanted::Tests, &mut files)?;
        files.retain(|path, _| path.ends_with(".rhai"));
    }
    Ok(files)
}

/// The folder of a package's tests.
const TESTS: &str = "tests";

/// Which of the files in a package's folder are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    /// The rules. Tests stand beside them and are no part of them.
    Rules,
    /// The tests.
    Tests,
}

fn read_into(root: &Path, folder: &Path, wanted: Wanted, files: &mut Files) -> Result<(), ScriptFault> {
    let trouble = |path: &Path, error: &dyn std::fmt::Display| {
        ScriptFault::new(ScriptFaultKind::Host { message: format!("{}: {error}", path.display()) })
    };
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

/// The files of an edition, from the store.
pub fn files_of(run: &Run, edition: &Edition) -> Result<Files, FlowError> {
    let mut files = Files::new();
    for (path, hash) in &edition.files {
        let unknown = || Refusal::UnknownEdition { edition: edition.id.to_string() };
        let bytes = run.tx().blob(hash)?.ok_or_else(unknown)?;
        files.insert(path.clone(), String::from_utf8_lossy(&bytes).into_owned());
    }
    Ok(files)
}

impl ScriptHost {
    /// Builds the edition that the files of a package make. Its identity is the hash of their names and contents.
    pub fn build(&self, name: &PackageName, files: &Files, reason: &str) -> Result<Built, FlowError> {
        let package = Package::new(name.clone(), files, self.parts())?;
        let spec = self.package_spec(&package)?;
        let (mut contents, mut manifest) = (BTreeMap::new(), BTreeMap::new());
        let mut digest = Sha256::new();
        for (path, text) in files {
            let hash = hash_text(&Sha256::digest(text.as_bytes()));
            digest.update(format!("{hash}  {path}\n").as_bytes());
            contents.insert(hash.clone(), text.clone().into_bytes());
            manifest.insert(path.clone(), hash);
        }
        let id: EditionId = hash_text(&digest.finalize()).parse()?;
        let edition = Edition {
            id,
            package: name.clone(),
            label: spec.label,
            title: spec.title,
            valid_from: spec.valid_from,
            basis: spec.basis,
            kinds: spec.kinds.iter().map(ToString::to_string).collect(),
            files: manifest,
            reason: reason.to_owned(),
            by: String::new(),
            on: None,
            accepted: Vec::new(),
        };
        Ok(Built { edition, contents })
    }
}
