//! The functions that scripts have, a module a noun. The doc comments are the scripter's reference: first in English,
//! then after `vi: ` in Vietnamese, each beginning with a sentence short enough for a menu, then an example, which a
//! test runs.
#![allow(clippy::unwrap_used, clippy::needless_pass_by_value, reason = "the export macro makes such code")]

pub mod actors;
pub mod cases;
pub mod dates;
pub mod documents;
pub mod doors;
pub mod lists;
pub mod office;
pub mod reminders;
pub mod safety;
pub mod tasks;

use rhai::Module;

/// All of it as one module.
pub fn module() -> Module {
    modules().into_iter().fold(Module::new(), |mut all, (_, module)| {
        all.combine(module);
        all
    })
}

/// Each noun's functions by themselves, in the order of the reference.
pub fn modules() -> Vec<(&'static str, Module)> {
    vec![
        ("cases", rhai::exported_module!(cases::api)),
        ("tasks", rhai::exported_module!(tasks::api)),
        ("actors", rhai::exported_module!(actors::api)),
        ("documents", rhai::exported_module!(documents::api)),
        ("dates", rhai::exported_module!(dates::api)),
        ("lists", rhai::exported_module!(lists::api)),
        ("office", rhai::exported_module!(office::api)),
        ("reminders", rhai::exported_module!(reminders::api)),
        ("doors", rhai::exported_module!(doors::api)),
        ("language", rhai::exported_module!(safety::api)),
    ]
}
