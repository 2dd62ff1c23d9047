//! What stands before the line.

use crate::app::Mode;
use crate::cmd::Context;
use crate::domain::day;
use reedline::{Color, PromptEditMode, PromptHistorySearch, PromptHistorySearchStatus};
use std::borrow::Cow;

/// The name of the home folder, and what is not as usual: no store, a set clock, a rehearsal.
pub struct Prompt {
    left: String,
    search: String,
    no_match: String,
}

impl Prompt {
    /// The prompt for the next line.
    pub fn new(context: &Context) -> Self {
        let home = context.app.home();
        let name = home.path().canonicalize().ok();
        let name = name.as_deref().and_then(|path| path.file_name()).and_then(|name| name.to_str());
        let mut parts = vec![name.unwrap_or("quytrinh").to_owned()];
        if !home.store().is_file() {
            parts.push(context.say("repl-prompt-no-store"));
        }
        if let Some(now) = context.now {
            parts.push(day::vietnamese(now.today()));
        }
        if context.mode == Mode::Rehearsal {
            parts.push(context.say("repl-prompt-rehearsal"));
        }
        Self {
            left: parts.join(" · "),
            search: context.say("repl-prompt-search"),
            no_match: context.say("repl-prompt-no-match"),
        }
    }
}

impl reedline::Prompt for Prompt {
    fn render_prompt_left(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.left)
    }

    fn render_prompt_right(&self) -> Cow<'_, str> {
        Cow::Borrowed("")
    }

    fn render_prompt_indicator(&self, _mode: PromptEditMode) -> Cow<'_, str> {
        Cow::Borrowed(" ❯ ")
    }

    fn render_prompt_multiline_indicator(&self) -> Cow<'_, str> {
        Cow::Borrowed("… ")
    }

    fn render_prompt_history_search_indicator(&self, search: PromptHistorySearch) -> Cow<'_, str> {
        let what = match search.status {
            PromptHistorySearchStatus::Passing => &self.search,
            PromptHistorySearchStatus::Failing => &self.no_match,
        };
        Cow::Owned(format!(" ({what}: {}) ", search.term))
    }

    fn get_prompt_color(&self) -> Color {
        Color::Green
    }

    fn get_indicator_color(&self) -> Color {
        Color::Green
    }

    fn get_prompt_multiline_color(&self) -> Color {
        Color::Green
    }
}
