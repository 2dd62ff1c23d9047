//! From the files of a package to an edition, and back.

use super::host::ScriptHost;
use super::package::{Files, Package};
use crate::domain::event::Edition;
use crate::domain::hex::to_hex;
use crate::domain::ids::{EditionId, PackageName};
use crate::flow::{FlowError, Refusal, Run};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;

/// An edition ready to be published, with the content of its files by hash.
#[derive(Debug, Clone)]
pub struct Built {
    /// The edition.
    pub edition: Edition,
    /// Hash of a file's content → the content.
    pub contents: BTreeMap<String, Vec<u8>>,
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
            let hash = to_hex(&Sha256::digest(text.as_bytes()));
            digest.update(format!("{hash}  {path}\n").as_bytes());
            contents.insert(hash.clone(), text.clone().into_bytes());
            manifest.insert(path.clone(), hash);
        }
        let id: EditionId = to_hex(&digest.finalize()).parse()?;
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
