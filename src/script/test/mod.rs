//! Tests of a package: Rhai functions that drive the ordinary verbs, each in a store of its own in memory and on a clock
//! of its own; what of the scripts they run; and which small changes of the scripts none of them notices.

pub(super) mod api;
mod coverage;
mod expect;
mod mutants;
mod mutate;
mod runner;
mod suite;
mod tokens;
mod world;

pub(super) use coverage::Coverage;
pub use coverage::{Covered, Gap};
pub use mutants::Mutant;
pub use mutate::{Fate, Mutated, mutate};
pub use runner::{TestFailure, TestResult, Watching, cover, run};
pub(super) use world::World;
pub use world::{Morning, Surroundings};

use super::package::Files;
use crate::domain::ids::PackageName;

/// A package with its tests.
#[derive(Debug, Clone)]
pub struct Tested {
    /// Its name.
    pub name: PackageName,
    /// Its files.
    pub files: Files,
    /// Its tests.
    pub tests: Files,
}
