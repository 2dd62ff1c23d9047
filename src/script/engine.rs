//! The Rhai engine: what scripts can call, and the bounds they run in.

use super::api;
use super::handle::{Actor, Blocker, Case, Date, Document, Rung, Task, Term};
use super::limits;
use super::list::List;
use super::slot::Slot;
use super::test::Coverage;
use super::watch::{Bound, Watch};
use crate::domain::script_fault::{ScriptFault, ScriptFaultKind};
use crate::flow::FlowError;
use rhai::packages::{
    BasicArrayPackage, BasicMapPackage, BasicMathPackage, CorePackage, LogicPackage, MoreStringPackage,
    Package as _,
};
use rhai::{Array, Dynamic, Engine, Module, Shared, def_package};
use std::any::TypeId;
use std::rc::Rc;

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

/// The items of a list or an array, one after the other; the watch learns of each.
fn walk(watch: &Watch, items: Array) -> impl Iterator<Item = Dynamic> + 'static {
    let watch = watch.clone();
    items.into_iter().inspect(move |item| watch.item(item))
}

impl Parts {
    /// The parts for one process. With `coverage` it is noted what of the packages runs.
    pub fn new(slot: &Slot, coverage: Option<Rc<Coverage>>) -> Self {
        let watch = Watch::new(slot);
        let mut host = api::module();
        let (lent, walked) = (slot.clone(), watch.clone());
        host.set_iter_result(TypeId::of::<List>(), move |value: Dynamic| {
            let over = || FlowError::from(ScriptFault::new(ScriptFaultKind::RunOver));
            let items = match (value.try_cast::<List>(), lent.get()) {
                (Some(list), Some(run)) => list.read(&run),
                _ => Err(over()),
            };
            match items {
                Ok(items) => Box::new(walk(&walked, items).map(Ok)),
                Err(error) => {
                    Box::new(std::iter::once(Err(super::fault::host_error(error, rhai::Position::NONE))))
                }
            }
        });
        let walked = watch.clone();
        host.set_iter(TypeId::of::<Array>(), move |value: Dynamic| Box::new(walk(&walked, value.cast())));
        Self {
            standard: LanguagePackage::new().as_shared_module(),
            host: host.into(),
            slot: slot.clone(),
            watch,
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
            .set_max_operations(limits::OPERATIONS)
            .set_max_call_levels(limits::CALLS)
            .set_max_expr_depths(limits::DEPTHS.0, limits::DEPTHS.1)
            .set_max_functions(limits::FUNCTIONS)
            .set_max_variables(limits::VARIABLES)
            .set_max_string_size(limits::TEXT)
            .set_max_array_size(limits::ITEMS)
            .set_max_map_size(limits::ITEMS)
            // Nothing can be imported: there is no resolver.
            .set_max_modules(0)
            .disable_symbol("eval")
            .set_default_tag(Dynamic::from(self.watch.clone()));
        let (lent, watch) = (self.slot.clone(), self.watch.clone());
        engine.on_print(move |line| {
            if let Some(run) = lent.get()
                && watch.prints(line)
            {
                run.print(line);
            }
        });
        let watch = self.watch.clone();
        engine.on_progress(move |count| watch.look(count));
        engine
    }

    /// Runs a call within its bounds.
    pub fn within<T>(&self, bound: Bound, call: impl FnOnce() -> T) -> Result<T, ScriptFault> {
        // A hook of a few operations is over before the time is looked at.
        if matches!(bound, Bound::Hook(spent) if spent > limits::HOOK_TIME) {
            return Err(limits::beyond("time"));
        }
        self.watch.within(bound, call).ok_or_else(|| limits::beyond("depth"))
    }
}
