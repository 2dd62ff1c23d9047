//! From positions to places. Merged scripts keep positions but lose their file, so each file is compiled with a range
//! of line numbers of its own, and the range tells the file.

use crate::domain::script_fault::Place;
use rhai::Position;
use std::rc::Rc;

/// A file of a package, or a script at the door.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its path as people know it.
    pub path: String,
    /// Its text.
    pub text: Rc<str>,
    /// How many lines stand before it.
    pub first: usize,
}

/// The files of a package with their ranges of lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceMap(Vec<Source>);

/// Rhai counts lines in sixteen bits.
pub const MAX_LINES: usize = 60_000;

impl SourceMap {
    /// A map of one text, from line 1.
    pub fn single(path: &str, text: &str) -> Self {
        Self(vec![Source { path: path.to_owned(), text: text.into(), first: 0 }])
    }

    /// Adds a file after those there are.
    pub fn add(&mut self, path: &str, text: &str) {
        let first = self.lines();
        self.0.push(Source { path: path.to_owned(), text: text.into(), first });
    }

    /// How many lines there are in all.
    pub fn lines(&self) -> usize {
        self.0.last().map_or(0, |last| last.first + last.text.lines().count() + 1)
    }

    /// The file of this path.
    pub fn find(&self, path: &str) -> Option<&Source> {
        self.0.iter().find(|source| source.path == path)
    }

    /// Every file.
    pub fn iter(&self) -> impl Iterator<Item = &Source> {
        self.0.iter()
    }

    /// Where a file defines a function.
    pub fn place_of(&self, path: &str, function: &str) -> Option<Place> {
        let source = self.find(path)?;
        let start = format!("fn {function}(");
        let (line, excerpt) = source.text.lines().enumerate().find(|(_, line)| line.contains(&start))?;
        let column = excerpt.find(&start).map_or(1, |at| excerpt[..at].chars().count() + 1);
        Some(Place { file: path.to_owned(), line: line + 1, column, excerpt: excerpt.to_owned() })
    }

    /// Where the first of the files begins.
    pub fn first_line(&self) -> Option<Place> {
        self.place(Position::new(1, 1))
    }

    /// The file of a line of the whole, and the line in it.
    pub fn file_line(&self, line: usize) -> Option<(&str, usize)> {
        let at = self.0.partition_point(|source| source.first < line).checked_sub(1)?;
        Some((self.0[at].path.as_str(), line - self.0[at].first))
    }

    /// The place of a position.
    pub fn place(&self, position: Position) -> Option<Place> {
        let line = position.line()?;
        let at = self.0.partition_point(|source| source.first < line).checked_sub(1)?;
        let source = &self.0[at];
        let line = line - source.first;
        Some(Place {
            file: source.path.clone(),
            line,
            column: position.position().unwrap_or(1),
            excerpt: source.text.lines().nth(line - 1).unwrap_or_default().to_owned(),
        })
    }
}

impl Source {
    /// The text pushed down to its own range of lines.
    pub fn shifted(&self) -> String {
        let mut text = "\n".repeat(self.first);
        text.push_str(&self.text);
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_finds_its_file_again() {
        let mut map = SourceMap::default();
        map.add("a.rhai", "one\ntwo");
        map.add("b.rhai", "three\n  four\n");
        let engine = rhai::Engine::new_raw();
        let b = map.find("b.rhai").unwrap();
        let error = engine.compile(b.shifted().replace("four", "let let")).unwrap_err();
        let place = map.place(error.position()).unwrap();
        assert_eq!((place.file.as_str(), place.line, place.excerpt.as_str()), ("b.rhai", 2, "  four"));
    }
}
