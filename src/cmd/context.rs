//! What every command is carried out in: the application, who acts, when, and in which language.

use super::failure::CmdError;
use super::{Format, Global};
use crate::app::{App, Me, Mode, Outcome, Request, Rights};
use crate::clock::Now;
use crate::domain::day;
use crate::domain::seal::PublicKey;
use crate::flow::{FlowError, Notice, Run, Who, find};
use crate::notify::{ChannelSettings, Channels};
use crate::ui::messages::Messages;
use chrono::NaiveDate;
use std::rc::Rc;

/// Which door a command came through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// The command line.
    Command,
    /// The REPL.
    Repl,
}

/// The surroundings of a command.
pub struct Context {
    /// The application.
    pub app: App,
    /// The texts, in the language chosen.
    pub messages: Messages,
    /// How results are printed.
    pub format: Format,
    /// The door.
    pub door: Door,
    /// The system's name for the user.
    pub user: String,
    /// Whose rights count.
    pub rights: Rights,
    /// On whose behalf, as typed.
    pub on_behalf: Option<String>,
    /// A set clock.
    pub now: Option<Now>,
    /// Whether what is done is kept.
    pub mode: Mode,
    /// The day as of whose end the store is read.
    pub as_of: Option<NaiveDate>,
    /// The command line, for the log.
    pub why: String,
    /// What the person should know besides the answer; printed on stderr.
    pub notices: Vec<Notice>,
    /// How messages leave, as the settings say.
    pub channels: ChannelSettings,
    /// The keys whose signatures on seals count, as the settings say.
    pub seal_keys: Vec<PublicKey>,
    /// What happened besides, in words; printed on stderr.
    pub asides: Vec<String>,
    /// Whether long work may show progress.
    pub terminal: bool,
}

impl Context {
    /// A text without arguments.
    pub fn say(&self, key: &str) -> String {
        self.messages.text(key, &[])
    }

    /// A text with arguments.
    pub fn tell(&self, key: &str, args: &[(&str, &str)]) -> String {
        let args: Vec<(&str, serde_json::Value)> = args.iter().map(|(k, v)| (*k, (*v).into())).collect();
        self.messages.text(key, &args)
    }

    /// Takes over the options of a line of the REPL; the home folder stays.
    pub fn adopt(&mut self, global: &Global) -> Result<(), CmdError> {
        if let Some(text) = &global.now {
            self.now = Some(parse_now(text)?);
        }
        if let Some(format) = global.format {
            self.format = format;
        }
        if let Some(on_behalf) = &global.on_behalf {
            self.on_behalf = Some(on_behalf.clone());
        }
        if let Some(text) = &global.as_of {
            self.as_of = Some(parse_day(text)?);
        }
        if global.rehearse {
            self.mode = Mode::Rehearsal;
        }
        if let Some(lang) = &global.lang {
            let lang = crate::ui::lang::Lang::parse(lang).ok_or_else(|| CmdError::bad_lang(lang))?;
            self.messages = Messages::new(lang, self.messages.prog());
        }
        Ok(())
    }

    /// Who acts, when and how.
    pub(super) fn request(&self) -> Request {
        let who = Who { by: self.user.clone(), on_behalf: self.on_behalf.clone() };
        let rights = self.rights.clone();
        Request { who, rights, why: self.why.clone(), now: self.now, mode: self.mode, as_of: self.as_of }
    }

    /// Does something that concerns the whole office, if the policy allows it: then with the rights of the office. A store
    /// that cannot be opened is told of by what was to be done.
    pub(super) fn for_office<T>(
        &mut self,
        act: &str,
        work: impl FnOnce(&mut Self) -> Result<T, CmdError>,
    ) -> Result<T, CmdError> {
        match self.read(|run| run.allow(act)) {
            Ok(_) | Err(CmdError::Flow(FlowError::Store(_))) => self.with(Rights::Office, work),
            Err(error) => Err(error),
        }
    }

    /// Does something with other rights than those of the person.
    pub(super) fn with<T>(&mut self, rights: Rights, work: impl FnOnce(&mut Self) -> T) -> T {
        let own = std::mem::replace(&mut self.rights, rights);
        let done = work(self);
        self.rights = own;
        done
    }

    /// Nobody in particular, as in an office that has not said who is who.
    pub(super) fn be_nobody(&mut self) {
        self.rights = Rights::Of(Me::Unsaid);
    }

    /// Reads on a snapshot.
    pub fn read<T>(
        &mut self,
        verb: impl FnOnce(&Rc<Run>) -> Result<T, FlowError>,
    ) -> Result<Outcome<T>, CmdError> {
        let request = self.request();
        let outcome = self.app.read(&request, verb)?;
        self.notices.extend(outcome.notices.iter().cloned());
        Ok(outcome)
    }

    /// Writes in one transaction, or rehearses.
    pub fn write<T>(
        &mut self,
        verb: impl FnOnce(&Rc<Run>) -> Result<T, FlowError>,
    ) -> Result<Outcome<T>, CmdError> {
        self.carry_out(|app, request| app.write(request, verb))
    }

    /// Does an act of a person, as [`Context::write`] does; what the procedure refuses is noted.
    pub fn act<T>(
        &mut self,
        verb: impl FnOnce(&Rc<Run>) -> Result<T, FlowError>,
    ) -> Result<Outcome<T>, CmdError> {
        self.carry_out(|app, request| app.act(request, verb))
    }

    fn carry_out<T>(
        &mut self,
        work: impl FnOnce(&mut App, &Request) -> Result<Outcome<T>, FlowError>,
    ) -> Result<Outcome<T>, CmdError> {
        let mut request = self.request();
        if let Some(typed) = request.who.on_behalf.take() {
            let actor = self.app.read(&request, |run| find::actor(run, &[], &typed))?.value;
            request.who.on_behalf = Some(actor.to_string());
        }
        let outcome = work(&mut self.app, &request)?;
        self.notices.extend(outcome.notices.iter().cloned());
        if self.now.is_some() {
            self.now = Some(outcome.now);
        }
        Ok(outcome)
    }

    /// How messages leave.
    pub(super) fn channels(&self) -> Channels {
        Channels::new(self.channels.clone(), self.app.home().outbox())
    }

    /// Whether results go to a program.
    pub fn is_json(&self) -> bool {
        self.format == Format::Json
    }
}

/// Reads a day as typed after an option.
pub fn parse_day(text: &str) -> Result<NaiveDate, CmdError> {
    day::parse(text).ok_or_else(|| crate::flow::Refusal::BadDate { typed: text.to_owned() }.into())
}

/// Reads what stands after `--now`.
pub fn parse_now(text: &str) -> Result<Now, CmdError> {
    Now::parse(text).ok_or_else(|| crate::flow::Refusal::BadDate { typed: text.to_owned() }.into())
}
