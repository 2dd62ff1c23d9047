//! The run is lent to scripts: host functions find it in a slot that is emptied when the run is over.

use super::fault::host_error;
use crate::domain::script_fault::{ScriptFault, ScriptFaultKind};
use crate::flow::{FlowError, Run};
use rhai::{EvalAltResult, NativeCallContext};
use std::cell::RefCell;
use std::rc::Rc;

/// The place where host functions find the run.
#[derive(Clone, Default)]
pub struct Slot(Rc<RefCell<Option<Rc<Run>>>>);

/// Lends a run for as long as it lives; then what was in the slot before is there again.
pub struct Loan {
    slot: Slot,
    before: Option<Rc<Run>>,
}

impl Slot {
    /// Lends a run.
    #[must_use]
    pub fn lend(&self, run: &Rc<Run>) -> Loan {
        Loan { slot: self.clone(), before: self.0.replace(Some(Rc::clone(run))) }
    }

    /// The run lent now.
    pub fn get(&self) -> Option<Rc<Run>> {
        self.0.borrow().clone()
    }
}

impl Drop for Loan {
    fn drop(&mut self) {
        *self.slot.0.borrow_mut() = self.before.take();
    }
}

/// The run a host function was called in.
pub fn run(ctx: &NativeCallContext<'_>) -> Result<Rc<Run>, Box<EvalAltResult>> {
    let slot = ctx.tag().and_then(|tag| tag.clone().try_cast::<Slot>());
    slot.and_then(|slot| slot.get()).ok_or_else(|| {
        let over = ScriptFault::new(ScriptFaultKind::RunOver);
        host_error(FlowError::from(over), ctx.call_position())
    })
}
