//! Why the text of a script cannot be read.

use serde::Serialize;

/// A mistake in the grammar of a script.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "syntax", rename_all = "kebab-case")]
pub enum SyntaxFault {
    /// It ends in the middle of something.
    Ends,
    /// A mark stands where nothing can be read with it.
    Stray {
        /// The mark.
        text: String,
    },
    /// A mark of another language.
    Foreign {
        /// The mark.
        text: String,
        /// How it is written here.
        instead: Option<String>,
    },
    /// A word of the language that scripts here do not have, or not in this way.
    Unusable {
        /// The word.
        name: String,
    },
    /// A text without its closing quotation mark.
    OpenText,
    /// What follows `\` in a text means nothing.
    Escape {
        /// What was written.
        text: String,
    },
    /// No number.
    Number {
        /// What was written.
        text: String,
    },
    /// More or less than one character between single quotation marks.
    Character {
        /// What was written.
        text: String,
    },
    /// No name.
    Name {
        /// What was written.
        text: String,
    },
    /// A statement without the mark that ends it.
    NoEnd,
    /// Two elements without a comma between them.
    NoComma,
    /// A bracket that is not closed.
    NotClosed {
        /// What would close it.
        token: String,
    },
    /// A function, a condition or a loop without the bracket that opens its statements.
    NoBlock {
        /// What would open it.
        token: String,
    },
    /// A key of a map without its value.
    NoValue,
    /// A label of `switch` without what is done for it.
    NoArrow,
    /// A word or mark that must stand there.
    Missing {
        /// The word or mark.
        token: String,
    },
    /// A value must stand there.
    NoExpression,
    /// A name must stand there.
    NoName,
    /// The name of a property or key must stand there.
    NoProperty,
    /// A label of `switch` that is no fixed value.
    NoLabel,
    /// A value that the place cannot have.
    WrongKind {
        /// What was written, by kind.
        is: String,
        /// What can stand there.
        wanted: String,
    },
    /// A value between `[` and `]` by which nothing can be found.
    Index,
    /// A key that a map has twice.
    KeyTwice {
        /// The key.
        name: String,
    },
    /// A name used twice where it can stand once.
    NameTwice {
        /// The name.
        name: String,
    },
    /// A function that a file defines twice.
    FunctionTwice {
        /// The function.
        name: String,
        /// How many parameters both have.
        count: usize,
    },
    /// A function inside of something else.
    FunctionInside,
    /// A function without a name.
    FunctionNameless,
    /// A function without its parameters.
    NoParameters {
        /// The function.
        name: String,
    },
    /// A function without what it does.
    NoBody {
        /// The function.
        name: String,
    },
    /// A comment of a function that no function follows.
    StrayComment,
    /// The label `_` of `switch` before others.
    DefaultNotLast,
    /// A condition behind `_` of `switch`.
    DefaultIf,
    /// A number behind a range in `switch`.
    NumberAfterRange,
    /// A constant is given another value.
    Constant {
        /// The constant.
        name: String,
    },
    /// A value is given to something that can have none.
    NotAssignable,
    /// `break` or `continue` outside of a loop.
    NoLoop,
    /// A module that is not there.
    UnknownModule {
        /// The module.
        name: String,
    },
    /// Something else, in the words of the parser.
    Other {
        /// The words.
        message: String,
    },
}
