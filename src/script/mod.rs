//! Floor 3: scripts. The only code that knows Rhai; the rest of the program sees [`ScriptHost`].

mod api;
pub mod check;
mod convert;
mod declare;
mod door;
mod engine;
mod fault;
pub mod folder;
mod handle;
pub mod hooks;
mod host;
mod limits;
mod list;
mod map;
mod memory;
pub mod outline;
mod package;
mod parser;
pub mod policy;
pub mod publish;
pub mod reference;
pub mod replay;
pub mod said;
pub mod shapes;
mod show;
mod slot;
mod source;
mod syntax;
pub mod test;
mod watch;

pub use declare::{Argument, JobSpec};
pub use door::{DoorScript, Filter};
pub use host::ScriptHost;
pub(crate) use host::office;
pub use limits::check_size;
pub use package::Files;
pub use show::shown;
pub use syntax::{Completeness, completeness};

/// A value of a script, for those who only pass it on.
pub type Value = rhai::Dynamic;
/// The variables of a REPL.
pub type Variables = rhai::Scope<'static>;
/// The functions of a REPL.
pub type Functions = rhai::AST;
/// The arguments of a bulk script.
pub type Arguments = rhai::Map;

/// A checked value of a field as scripts see it.
pub fn value_of(spec: &crate::domain::field::FieldSpec, value: &serde_json::Value) -> Value {
    convert::to_script(&spec.kind, Some(value))
}
