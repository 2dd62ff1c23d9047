//! The languages of the program's messages.

use unic_langid::LanguageIdentifier;

/// A language that messages are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// Vietnamese, the language of the offices.
    #[default]
    Vi,
    /// English.
    En,
}

impl Lang {
    /// Every language.
    pub const ALL: [Self; 2] = [Self::Vi, Self::En];

    /// The language's name in settings and after `--lang`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }

    /// Reads `vi` or `en`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        Self::ALL.into_iter().find(|lang| lang.name().eq_ignore_ascii_case(text))
    }

    /// The language of a system's locale (`vi_VN.UTF-8`, `en-GB`), if messages are written in it.
    pub fn of_locale(locale: &str) -> Option<Self> {
        locale.split(['_', '-', '.', '@']).next().and_then(Self::parse)
    }

    /// The language as Fluent wants it.
    pub(super) fn identifier(self) -> LanguageIdentifier {
        self.name().parse().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_gives_its_language() {
        assert_eq!(Lang::of_locale("vi_VN.UTF-8"), Some(Lang::Vi));
        assert_eq!(Lang::of_locale("en-GB"), Some(Lang::En));
        assert_eq!(Lang::of_locale("en"), Some(Lang::En));
        assert_eq!(Lang::of_locale("fr_FR.UTF-8"), None);
        assert_eq!(Lang::of_locale("C"), None);
        assert_eq!(Lang::of_locale(""), None);
    }

    #[test]
    fn a_language_is_read_by_its_name() {
        assert_eq!(Lang::parse("VI "), Some(Lang::Vi));
        assert_eq!(Lang::parse("english"), None);
    }
}
