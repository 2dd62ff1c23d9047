//! Colours. Whether there are any is decided at the door, which knows the terminal and `NO_COLOR`.

/// What a piece of text is, for the eye.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// A heading.
    Strong,
    /// Of less weight than its surroundings.
    Faint,
    /// Something is wrong.
    Bad,
    /// Something needs attention.
    Warn,
    /// The way out.
    Good,
}

/// Whether texts are coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paint {
    color: bool,
}

impl Paint {
    /// No colours.
    pub const PLAIN: Self = Self { color: false };

    /// Colours, or none.
    pub fn new(color: bool) -> Self {
        Self { color }
    }

    /// The text in a style. Without colours it is the text itself.
    pub fn paint(self, style: Style, text: &str) -> String {
        if !self.color || text.is_empty() {
            return text.to_owned();
        }
        let code = match style {
            Style::Strong => "1",
            Style::Faint => "2",
            Style::Bad => "1;31",
            Style::Warn => "33",
            Style::Good => "32",
        };
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_colours_a_text_stays_itself() {
        assert_eq!(Paint::PLAIN.paint(Style::Bad, "hạn"), "hạn");
        assert_eq!(Paint::new(true).paint(Style::Bad, "hạn"), "\u{1b}[1;31mhạn\u{1b}[0m");
    }
}
