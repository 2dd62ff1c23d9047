//! What went wrong in a script, as the person who wrote it must see it.

use super::syntax::SyntaxFault;
use serde::{Deserialize, Serialize};
use std::fmt;

/// An error in a script: what, where, and what may have been meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ScriptFault {
    /// What is wrong, by kind.
    pub kind: ScriptFaultKind,
    /// Where, as far as known.
    pub place: Option<Place>,
    /// The hook or function calls that led there, outermost first.
    pub calls: Vec<String>,
}

/// A place in a script.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The file, below the package or the home folder.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The text of the line.
    pub excerpt: String,
}

/// The kinds of error in scripts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum ScriptFaultKind {
    /// The text is not Rhai.
    Syntax {
        /// Why not.
        error: SyntaxFault,
    },
    /// No function of this name takes these arguments.
    UnknownFunction {
        /// The call as written.
        call: String,
        /// Functions of a close name.
        near: Vec<String>,
    },
    /// A function takes another number of arguments.
    WrongArguments {
        /// The function.
        function: String,
        /// How many were given.
        given: usize,
        /// How it can be called.
        takes: Vec<String>,
    },
    /// A function that nobody calls, of a name close to one that the program calls.
    NeverCalled {
        /// The function.
        function: String,
        /// What the program calls.
        near: Vec<String>,
    },
    /// No variable of this name.
    UnknownVariable {
        /// The name.
        name: String,
        /// Names close to it.
        near: Vec<String>,
    },
    /// No property or field of this name.
    UnknownProperty {
        /// The name.
        name: String,
        /// What it was asked of.
        of: String,
        /// Names close to it.
        near: Vec<String>,
    },
    /// A key the host does not read, in a map it reads.
    UnknownKey {
        /// The key.
        key: String,
        /// The map, by the function that reads it.
        map: String,
        /// The keys it reads.
        expected: Vec<String>,
    },
    /// A map without a key that it must have.
    MissingKey {
        /// The key.
        key: String,
        /// The map, by the function that reads it.
        map: String,
    },
    /// A property that only the program sets.
    ReadOnly {
        /// The property.
        name: String,
        /// Of what.
        of: String,
    },
    /// A word that is none of those there are: an outcome, a task, a step …
    UnknownWord {
        /// What it should be: `outcome`, `task`, `step` …
        kind: String,
        /// The word.
        word: String,
        /// Words close to it, or all there are.
        near: Vec<String>,
    },
    /// A term given as a mere number or text.
    TermWithoutUnit {
        /// What was given.
        given: String,
    },
    /// A letter template that cannot be filled in.
    Template {
        /// What is wrong with it.
        message: String,
    },
    /// A bracket that is never closed.
    UnclosedBracket {
        /// The bracket.
        bracket: String,
    },
    /// A word of the language used as a name.
    ReservedWord {
        /// The word.
        word: String,
    },
    /// A value of the wrong type or shape.
    WrongValue {
        /// What was wanted.
        wanted: String,
        /// What was given.
        given: String,
    },
    /// An argument that a script uses and does not declare.
    UnknownArgument {
        /// Its name.
        name: String,
        /// Names close to it, or all that are declared.
        near: Vec<String>,
    },
    /// The time at which a script is to run by itself is none.
    BadTime {
        /// What was given.
        given: String,
    },
    /// It ran too long, called too deep or took too much memory.
    Limit {
        /// Which bound: `operations`, `time`, `depth`, `memory` or `size`.
        bound: String,
    },
    /// The script threw an error itself.
    Thrown {
        /// What it threw.
        message: String,
    },
    /// A handle was used after its run.
    RunOver,
    /// A file that a package must have is missing.
    MissingFile {
        /// The file.
        file: String,
    },
    /// A file that belongs to no kind and no step.
    UnreachedFile {
        /// The file.
        file: String,
        /// Files of close names that would be read.
        near: Vec<String>,
    },
    /// A step that no other step leads to.
    UnreachedStep {
        /// The step.
        step: String,
        /// The kind of case.
        of: String,
    },
    /// Tasks that wait for each other.
    Circle {
        /// The tasks, each after the next.
        tasks: Vec<String>,
    },
    /// A variation asks less than the base, which is not open to that.
    Loosens {
        /// In what: `task`, `gate`, `term` …
        loosened: String,
        /// The task, term or text.
        name: String,
        /// The function.
        function: String,
        /// File and line of the base.
        base: String,
    },
    /// A function that a file must define is missing.
    MissingFunction {
        /// The function with its parameters.
        function: String,
    },
    /// A variation redefines nothing: the base file has no such function.
    OverridesNothing {
        /// The function with its parameters.
        function: String,
        /// Functions of the base it may mean.
        near: Vec<String>,
    },
    /// Two things that must differ are the same, or one is named that is not there.
    Inconsistent {
        /// In words.
        message: String,
    },
    /// A rule of the host refused what the script asked for.
    Refused {
        /// The refusal with its facts, as JSON.
        refusal: serde_json::Value,
    },
    /// A test found something else than it expects.
    Unexpected {
        /// What was looked at: `due`, `step`, `blocker` …
        aspect: String,
        /// Of what: a case, with the task, field or reminder.
        of: String,
        /// What the test expects.
        expected: String,
        /// What is there.
        found: String,
    },
    /// Something in the host went wrong that no script should see.
    Host {
        /// What.
        message: String,
    },
}

impl ScriptFault {
    /// A fault at no known place.
    pub fn new(kind: ScriptFaultKind) -> Self {
        Self { kind, place: None, calls: Vec::new() }
    }

    /// The same fault at a place.
    pub fn at(mut self, place: Option<Place>) -> Self {
        self.place = self.place.or(place);
        self
    }
}

impl fmt::Display for ScriptFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(f, "{}:{}:{}: ", place.file, place.line, place.column)?;
        }
        write!(f, "{:?}", self.kind)
    }
}

impl std::error::Error for ScriptFault {}
