//! What the walk through the scripts saw, for the rules to judge.

use super::types::Type;
use rhai::Position;

/// A function of a package: the script's place among the scripts, and the function's in it.
pub type DefId = (usize, usize);

/// Something a script does.
#[derive(Debug, Clone)]
pub enum Fact {
    /// It calls a function.
    Call(Call),
    /// It reads or sets a property or field.
    Property(Property),
    /// It compares two values, or looks for one in an array.
    Compare(Given, Given),
    /// It chooses by a value with these labels.
    Switch(Type, Vec<(String, Position)>),
    /// It names a variable that is not there; those that are.
    Variable(String, Position, Vec<String>),
    /// It gives a value.
    Return(Given),
    /// It uses what it is called on.
    This,
}

/// A value, and where it is written.
#[derive(Debug, Clone)]
pub struct Given {
    /// The value.
    pub value: Type,
    /// Where.
    pub at: Position,
}

/// A call.
#[derive(Debug, Clone)]
pub struct Call {
    /// The name.
    pub name: String,
    /// Where it stands.
    pub at: Position,
    /// What it is called on, in method style.
    pub receiver: Option<Type>,
    /// The arguments.
    pub args: Vec<Given>,
    /// The module it is called in: `base`.
    pub module: Option<String>,
    /// Whether it happens whatever else is the case.
    pub always: bool,
}

/// A property read or set.
#[derive(Debug, Clone)]
pub struct Property {
    /// Of what.
    pub of: Type,
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub at: Position,
    /// What it is set to.
    pub set: Option<Given>,
}

/// A fact with the function it stands in.
#[derive(Debug, Clone)]
pub struct Seen {
    /// The function.
    pub def: DefId,
    /// The fact.
    pub fact: Fact,
}

impl Call {
    /// The receiver in method style, or else the first argument; and the arguments after it.
    pub fn subject(&self) -> (Option<&Type>, &[Given]) {
        match &self.receiver {
            Some(receiver) => (Some(receiver), &self.args),
            None => match self.args.split_first() {
                Some((first, rest)) => (Some(&first.value), rest),
                None => (None, &[]),
            },
        }
    }
}
