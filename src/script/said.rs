//! What is told to scripters, in both languages.

use crate::ui::lang::Lang;

/// A text in English and in Vietnamese.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Said<T = &'static str> {
    /// In English.
    pub en: T,
    /// In Vietnamese.
    pub vi: T,
}

impl<T: AsRef<str>> Said<T> {
    /// The text in a language.
    pub fn of(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => self.en.as_ref(),
            Lang::Vi => self.vi.as_ref(),
        }
    }

    /// Its first sentence, for menus.
    pub fn first_sentence(&self, lang: Lang) -> &str {
        let text = self.of(lang);
        text.split_inclusive(". ").next().unwrap_or(text).trim_end()
    }
}
