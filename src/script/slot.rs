//! The run is lent to scripts: host functions find it in a slot that is emptied when the run is over.

use super::fault::host_error;
use crate::domain::ids::PackageName;
use crate::domain::script_fault::{ScriptFault, ScriptFaultKind};
use crate::flow::{FlowError, Run};
use rhai::{EvalAltResult, NativeCallContext};
use std::cell::RefCell;
use std::rc::Rc;

/// The place where host functions find the run.
#[derive(Clone, Default)]
pub struct Slot(Rc<RefCell<Option<Lent>>>);

/// A run, and the package whose script it is lent to; a script at a door has none.
#[derive(Clone)]
struct Lent {
    run: Rc<Run>,
    package: Option<PackageName>,
}

/// Lends a run for as long as it lives; then what was in the slot before is there again.
pub struct Loan {
    slot: Slot,
    before: Option<Lent>,
}

impl Slot {
    /// Lends a run to a script of a package, or to one at a door.
    #[must_use]
    pub fn lend(&self, run: &Rc<Run>, package: Option<&PackageName>) -> Loan {
        let lent = Lent { run: Rc::clone(run), package: package.cloned() };
        Loan { slot: self.clone(), before: self.0.replace(Some(lent)) }
    }

    /// The run lent now.
    pub fn get(&self) -> Option<Rc<Run>> {
        self.0.borrow().as_ref().map(|lent| Rc::clone(&lent.run))
    }

    /// The package it is lent to.
    fn package(&self) -> Option<PackageName> {
        self.0.borrow().as_ref().and_then(|lent| lent.package.clone())
    }
}

impl Drop for Loan {
    fn drop(&mut self) {
        *self.slot.0.borrow_mut() = self.before.take();
    }
}

fn slot(ctx: &NativeCallContext<'_>) -> Option<Slot> {
    ctx.tag().and_then(|tag| tag.clone().try_cast::<Slot>())
}

/// The package whose script called a host function; none for a script at a door.
pub fn package(ctx: &NativeCallContext<'_>) -> Option<PackageName> {
    slot(ctx).and_then(|slot| slot.package())
}

/// The run a host function was called in.
pub fn run(ctx: &NativeCallContext<'_>) -> Result<Rc<Run>, Box<EvalAltResult>> {
    slot(ctx).and_then(|slot| slot.get()).ok_or_else(|| {
        let over = ScriptFault::new(ScriptFaultKind::RunOver);
        host_error(FlowError::from(over), ctx.call_position())
    })
}
