//! The line editor: how keys, colours, completion and history come together.

use super::candidates::Shared;
use super::completer::Offers;
use super::highlighter::Colours;
use super::menu::OfferMenu;
use super::prompt::Prompt;
use super::session::Session;
use super::terminal;
use super::validator::Wholeness;
use crate::app::Home;
use reedline::{
    Color, DefaultHinter, Emacs, FileBackedHistory, KeyCode, KeyModifiers, Reedline, ReedlineEvent,
    ReedlineMenu, Signal, default_emacs_keybindings,
};
use std::io;
use std::path::Path;
use std::sync::Arc;

/// How many lines the history keeps.
const KEPT_LINES: usize = 2_000;
const MENU: &str = "offers";

/// The line editor of a talk.
pub struct Editor {
    /// None only while it is being changed.
    editor: Option<Reedline>,
    keeps_history: bool,
}

/// What a person did at the prompt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// Gave a text.
    Text(String),
    /// Dropped the line.
    Nothing,
    /// Ended the talk.
    End,
}

impl Editor {
    /// The editor for a talk; `shared` is what completion offers.
    pub fn new(session: &Session, shared: &Shared) -> Self {
        let commands = &session.commands;
        let mut keys = default_emacs_keybindings();
        let open_or_next =
            ReedlineEvent::UntilFound(vec![ReedlineEvent::Menu(MENU.to_owned()), ReedlineEvent::MenuNext]);
        keys.add_binding(KeyModifiers::NONE, KeyCode::Tab, open_or_next);
        keys.add_binding(KeyModifiers::SHIFT, KeyCode::BackTab, ReedlineEvent::MenuPrevious);
        let menu = OfferMenu::new(MENU, session.context.say("repl-no-offers"));
        let editor = Reedline::create()
            .with_edit_mode(Box::new(Emacs::new(keys)))
            .with_validator(Box::new(Wholeness(Arc::clone(commands))))
            .with_highlighter(Box::new(Colours(Arc::clone(commands))))
            .with_hinter(Box::new(DefaultHinter::default().with_style(Color::DarkGray.normal())))
            .with_completer(Box::new(Offers::new(
                Arc::clone(commands),
                shared.clone(),
                session.context.messages.lang(),
            )))
            .with_menu(ReedlineMenu::EngineCompleter(Box::new(menu)))
            .with_quick_completions(true)
            .with_ansi_colors(terminal::colours())
            .use_bracketed_paste(true);
        Self { editor: Some(editor), keeps_history: false }
    }

    /// Keeps the history in the home folder as soon as it has a store. Where no file can be kept, the talk has its
    /// own lines only.
    pub fn keep_history(&mut self, home: &Home) {
        if self.keeps_history || !home.store().is_file() {
            return;
        }
        self.keeps_history = true;
        let file = home.history();
        let history = private(&file).ok().and_then(|()| FileBackedHistory::with_file(KEPT_LINES, file).ok());
        if let Some(history) = history {
            self.editor = self.editor.take().map(|editor| editor.with_history(Box::new(history)));
        }
    }

    /// Asks for a text.
    pub fn ask(&mut self, prompt: &Prompt) -> io::Result<Asked> {
        let Some(editor) = &mut self.editor else { return Ok(Asked::End) };
        match editor.read_line(prompt)? {
            Signal::Success(text) => {
                // Written now, so that a window closed without `exit` loses nothing.
                let _ = editor.sync_history();
                Ok(Asked::Text(text))
            }
            Signal::CtrlD => Ok(Asked::End),
            _ => Ok(Asked::Nothing),
        }
    }
}

/// Makes the file if it is not there, readable by its owner alone: lines hold names of persons.
fn private(file: &Path) -> io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file).map(drop)
}
