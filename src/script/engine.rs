//! The Rhai engine: what scripts can call, and the bounds they run in.

use super::api;
use super::handle::{Actor, Blocker, Case, Date, Document, Rung, Task, Term};
use super::list::List;
use super::slot::Slot;
use super::test::Coverage;
use rhai::packages::{
    BasicArrayPackage, BasicMapPackage, BasicMathPackage, CorePackage, LogicPackage, MoreStringPackage,
    Package as _,
};
use rhai::{Dynamic, Engine, Module, Shared, def_package};
use std::any::TypeId;
use std::cell::Cell;
use std::rc::Rc;
use std::time::{Duration, Instant};

/// How many operations one call may do.
const MAX_OPERATIONS: u64 = 20_000_000;
/// How deep calls may go.
const MAX_CALLS: usize = 64;
/// How deep an expression may be, outside and inside functions.
const MAX_DEPTHS: (usize, usize) = (96, 64);
/// How long one hook may take.
const HOOK_TIME: Duration = Duration::from_millis(1500);
/// How long a script that a person runs may take.
const DOOR_TIME: Duration = Duration::from_secs(30 * 60);
/// How long one test may take.
const TEST_TIME: Duration = Duration::from_secs(20);
/// How much memory one call may hold.
const MAX_MEMORY: usize = 192 << 20;
/// How often, in operations, the time is looked at.
const TIME_EVERY: u64 = 256;

def_package! {
    /// The language's own library without the time package, since no clock but the run's counts, and without blobs,
    /// which no script needs and one call of which can fill the memory.
    pub(super) LanguagePackage(lib) :
        CorePackage, LogicPackage, BasicMathPackage, BasicArrayPackage, BasicMapPackage, MoreStringPackage {}
}

/// Parts shared by all engines of a process: building them is dear, sharing them is not.
#[derive(Clone)]
pub struct Parts {
    standard: Shared<Module>,
    host: Shared<Module>,
    slot: Slot,
    watch: Watch,
    coverage: Option<Rc<Coverage>>,
}

/// When the call that runs now has to be over, and how much memory there was before it.
#[derive(Clone)]
struct Watch(Rc<Cell<(Option<Instant>, usize)>>);

impl Parts {
    /// The parts for one process. With `coverage` it is noted what of the packages runs.
    pub fn new(slot: &Slot, coverage: Option<Rc<Coverage>>) -> Self {
        let mut host = api::module();
        let lent = slot.clone();
        host.set_iter_result(TypeId::of::<List>(), move |value: Dynamic| {
            let items = match (value.try_cast::<List>(), lent.get()) {
                (Some(list), Some(run)) => {
                    list.read(&run).map_err(|e| super::fault::host_error(e, rhai::Position::NONE))
                }
                _ => Ok(Vec::new()),
            };
            match items {
                Ok(items) => Box::new(items.into_iter().map(Ok)),
                Err(error) => Box::new(std::iter::once(Err(error))),
            }
        });
        Self {
            standard: LanguagePackage::new().as_shared_module(),
            host: host.into(),
            slot: slot.clone(),
            watch: Watch(Rc::new(Cell::new((None, 0)))),
            coverage,
        }
    }

    /// An engine for the scripts of a package.
    pub fn package_engine(&self) -> Engine {
        let mut engine = self.engine();
        if let Some(coverage) = &self.coverage {
            coverage.watch(&mut engine);
        }
        engine
    }

    /// An engine with everything scripts can call.
    pub fn engine(&self) -> Engine {
        let mut engine = Engine::new_raw();
        engine
            .register_global_module(Shared::clone(&self.standard))
            .register_global_module(Shared::clone(&self.host))
            .register_type_with_name::<Case>("Case")
            .register_type_with_name::<Task>("Task")
            .register_type_with_name::<Actor>("Actor")
            .register_type_with_name::<Document>("Document")
            .register_type_with_name::<Date>("Date")
            .register_type_with_name::<Term>("Term")
            .register_type_with_name::<Blocker>("Blocker")
            .register_type_with_name::<Rung>("Rung")
            .register_type_with_name::<List>("List")
            .set_max_operations(MAX_OPERATIONS)
            .set_max_call_levels(MAX_CALLS)
            .set_max_expr_depths(MAX_DEPTHS.0, MAX_DEPTHS.1)
            .set_max_functions(2048)
            .set_max_variables(512)
            .set_max_modules(64)
            .disable_symbol("eval")
            .set_default_tag(Dynamic::from(self.slot.clone()));
        let lent = self.slot.clone();
        engine.on_print(move |line| {
            if let Some(run) = lent.get() {
                run.print(line);
            }
        });
        let watch = self.watch.clone();
        engine.on_progress(move |count| watch.look(count));
        engine
    }

    /// Runs a call within the bounds of a hook.
    pub fn within<T>(&self, bound: Bound, call: impl FnOnce() -> T) -> T {
        let before = self.watch.0.get();
        let time = match bound {
            Bound::Hook => HOOK_TIME,
            Bound::Door => DOOR_TIME,
            Bound::Test(time) => time.unwrap_or(TEST_TIME),
        };
        // A hook inside a bulk script has its own time; a hook inside a hook keeps the outer one's.
        let until = Instant::now() + time;
        let until = before.0.map_or(until, |outer| outer.min(until));
        self.watch.0.set((Some(until), super::memory::live()));
        let result = call();
        self.watch.0.set(before);
        result
    }
}

/// Which bounds apply to a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// Those of a hook: short.
    Hook,
    /// Those of a script a person runs: long enough for bulk work.
    Door,
    /// Those of a test, or less time than is usual for one.
    Test(Option<Duration>),
}

impl Watch {
    /// Memory is looked at in every operation: a value can double in each, and 256 doublings are past any memory.
    fn look(&self, count: u64) -> Option<Dynamic> {
        let (until, before) = self.0.get();
        if count.is_multiple_of(TIME_EVERY) && until.is_some_and(|until| Instant::now() > until) {
            return Some("time".into());
        }
        (super::memory::live().saturating_sub(before) > MAX_MEMORY).then(|| "memory".into())
    }
}
