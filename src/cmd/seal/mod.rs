//! `seal`: what the log comes to, to be kept where the store is not. It reads only: a note of it in the log would move
//! the head that was sealed, and would go with the log when that is replaced.

mod file;
mod key;

pub(super) use file::read;

use super::context::Context;
use super::failure::CmdError;
use super::report::Report;
use super::verify;
use crate::app::Mode;
use crate::domain::seal::{CheckText, Mark, Seal, SealFault, SignedSeal};
use crate::flow::FlowError;
use crate::store::{self, Verdict};
use crate::ui::failure::Failure;
use clap::Args;
use serde_json::json;
use std::path::{Path, PathBuf};

/// Arguments of `seal`.
#[derive(Debug, Args)]
pub struct SealArgs {
    /// Sign with the key in this file; the seal goes to the file of --to
    #[arg(long, value_name = "KEYFILE", requires = "to")]
    pub sign: Option<PathBuf>,
    /// The file that signed seals are added to; keep it where the store is not
    #[arg(long, value_name = "FILE", requires = "sign")]
    pub to: Option<PathBuf>,
    /// Make a new key to sign with, in this file
    #[arg(long, value_name = "FILE", conflicts_with_all = ["sign", "to"])]
    pub new_key: Option<PathBuf>,
}

/// Seals the log as it stands, or makes a key.
pub fn run(args: &SealArgs, context: &mut Context) -> Result<Report, CmdError> {
    let writes = args.new_key.is_some() || args.sign.is_some();
    if writes && context.mode == Mode::Rehearsal {
        return Err(CmdError::usage(context.say("usage-seal-rehearse")));
    }
    match (&args.new_key, &args.sign, &args.to) {
        (Some(file), ..) => new_key(file, context),
        (None, Some(key), Some(file)) => sign(key, file, context),
        _ => on_paper(context),
    }
}

fn new_key(file: &Path, context: &Context) -> Result<Report, CmdError> {
    let public = key::make(file)?.to_string();
    let path = file.display().to_string();
    let text = context.tell("report-new-key", &[("file", &path), ("key", &public)]);
    Ok(Report::text(text, json!({ "file": path, "public_key": public })))
}

/// The line for the register.
fn on_paper(context: &mut Context) -> Result<Report, CmdError> {
    let head = verified(context, &[])?;
    if !head.ok {
        return Ok(not_sealed(context, &head));
    }
    let (entry, hash) = (head.entries, &head.last);
    let seal = Seal { entry, day: today(context), mark: Mark::Text(CheckText::of(hash)) };
    let line = seal.to_string();
    context.asides.push(context.say("report-seal-on-paper"));
    let json = json!({ "entry": entry, "day": seal.day, "hash": head.head, "line": line });
    Ok(Report::text(line, json))
}

/// Adds a signed seal to a file whose earlier seals still fit.
fn sign(key: &Path, file: &Path, context: &mut Context) -> Result<Report, CmdError> {
    let key = key::read(key)?;
    let mut keys = context.seal_keys.clone();
    keys.push(key.public().map_err(|e| fault(&e))?);
    let earlier = if file.exists() { read(file, &keys)? } else { Vec::new() };
    let head = verified(context, &earlier)?;
    if !head.ok {
        return Ok(not_sealed(context, &head));
    }
    let signed = SignedSeal::new(head.entries, today(context), &head.last, &key);
    file::append(file, &signed)?;
    let path = file.display().to_string();
    let text = context.tell("report-signed", &[("entry", &head.entries.to_string()), ("file", &path)]);
    let mut json = json!(signed);
    json["file"] = path.into();
    Ok(Report::text(text, json))
}

/// What the store comes to, which must be something.
fn verified(context: &mut Context, seals: &[Seal]) -> Result<Verdict, CmdError> {
    let verdict = store::verify(context.app.store()?, seals).map_err(FlowError::from)?;
    match (verdict.ok, verdict.entries) {
        (true, 0) => Err(CmdError::Told(Box::new(Failure::told(1, "seal-nothing", &json!({}), Vec::new())))),
        _ => Ok(verdict),
    }
}

/// What is wrong, instead of a seal on it.
fn not_sealed(context: &mut Context, verdict: &Verdict) -> Report {
    context.asides.push(context.say("report-not-sealed"));
    verify::told(context, verdict)
}

fn today(context: &Context) -> chrono::NaiveDate {
    context.request().present().today()
}

/// A seal or a key that is none.
pub(super) fn fault(fault: &SealFault) -> CmdError {
    CmdError::Told(Box::new(Failure::of_seal(fault)))
}
