//! The run is lent to scripts: host functions find it in a slot that is emptied when the run is over.

use super::fault::host_error;
use super::package::Package;
use super::source::SourceMap;
use super::test::World;
use super::watch::Watch;
use crate::domain::ids::PackageName;
use crate::domain::script_fault::{Place, ScriptFault, ScriptFaultKind};
use crate::flow::{FlowError, Run};
use rhai::{EvalAltResult, NativeCallContext, Position};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// The place where host functions find the run.
#[derive(Clone, Default)]
pub struct Slot(Rc<RefCell<Option<Lent>>>);

/// A run, and the package whose script it is lent to; a script at a door has none. A test has a world besides.
#[derive(Clone)]
struct Lent {
    run: Option<Rc<Run>>,
    package: Option<PackageName>,
    world: Option<Rc<World>>,
    /// The files of the package, and where in them a host function was called last.
    sources: Option<Rc<SourceMap>>,
    at: Cell<Position>,
}

/// Lends a run for as long as it lives; then what was in the slot before is there again.
pub struct Loan {
    slot: Slot,
    before: Option<Lent>,
}

impl Slot {
    /// Lends a run to a script of a package, or to one at a door.
    #[must_use]
    pub fn lend(&self, run: &Rc<Run>, package: Option<&Package>) -> Loan {
        self.put(Lent {
            run: Some(Rc::clone(run)),
            package: package.map(|package| package.name.clone()),
            world: None,
            sources: package.map(|package| Rc::clone(&package.sources)),
            at: Cell::default(),
        })
    }

    /// Lends a world to a test, with the run that is open in it.
    #[must_use]
    pub fn lend_world(&self, world: &Rc<World>, run: Rc<Run>) -> Loan {
        let world = Some(Rc::clone(world));
        self.put(Lent { run: Some(run), package: None, world, sources: None, at: Cell::default() })
    }

    fn put(&self, lent: Lent) -> Loan {
        Loan { slot: self.clone(), before: self.0.replace(Some(lent)) }
    }

    /// Where in its package the script that is running called a host function last.
    pub fn place(&self) -> Option<Place> {
        self.0.borrow().as_ref().and_then(|lent| lent.sources.as_ref()?.place(lent.at.get()))
    }

    /// Puts another run, or none for now, in the place of the one lent; gives that one back.
    pub fn exchange(&self, run: Option<Rc<Run>>) -> Option<Rc<Run>> {
        self.0.borrow_mut().as_mut().and_then(|lent| std::mem::replace(&mut lent.run, run))
    }

    /// The world lent now.
    fn world(&self) -> Option<Rc<World>> {
        self.0.borrow().as_ref().and_then(|lent| lent.world.clone())
    }

    /// The run lent now.
    pub fn get(&self) -> Option<Rc<Run>> {
        self.0.borrow().as_ref().and_then(|lent| lent.run.clone())
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
    watch(ctx).map(|watch| watch.slot().clone())
}

/// The watch over the script that called a host function.
pub fn watch(ctx: &NativeCallContext<'_>) -> Option<Watch> {
    ctx.tag().and_then(|tag| tag.clone().try_cast::<Watch>())
}

/// The package whose script called a host function; none for a script at a door.
pub fn package(ctx: &NativeCallContext<'_>) -> Option<PackageName> {
    slot(ctx).and_then(|slot| slot.package())
}

/// The run a host function was called in.
pub fn run(ctx: &NativeCallContext<'_>) -> Result<Rc<Run>, Box<EvalAltResult>> {
    let found = slot(ctx).and_then(|slot| {
        let lent = slot.0.borrow();
        let lent = lent.as_ref()?;
        lent.at.set(ctx.call_position());
        lent.run.clone()
    });
    found.ok_or_else(|| {
        let over = ScriptFault::new(ScriptFaultKind::RunOver);
        host_error(FlowError::from(over), ctx.call_position())
    })
}

/// The world of the test that called a host function.
pub fn world(ctx: &NativeCallContext<'_>) -> Result<(Slot, Rc<World>), Box<EvalAltResult>> {
    let found = slot(ctx).and_then(|slot| slot.world().map(|world| (slot, world)));
    found.ok_or_else(|| {
        let over = ScriptFault::new(ScriptFaultKind::RunOver);
        host_error(FlowError::from(over), ctx.call_position())
    })
}
