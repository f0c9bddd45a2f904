//! `asyncio`, on the primitives of this crate.
//!
//! Invariant: a function takes exactly as many handles of the loop as the primitive that it stands for.

mod awaitables;
mod call_graph;
mod eager;
mod event_loop;
pub(crate) mod future;
mod groups;
mod locks;
mod queues;
mod run;
pub(crate) mod tasks;
mod waiting;

use std::rc::{Rc, Weak};

use super::{Definition, library_coroutine};
use crate::python::dict::Dict;
use crate::python::machine::generator::Generator;
use crate::python::native::{Args, Body, NativeFunction};
use crate::python::types::Type;
use crate::python::value::Value;
use crate::python::vm::Vm;
use crate::{Coro, Result};

pub(super) const MODULE: Definition = Definition {
    name: "asyncio",
    functions: &[],
    setup,
    source: Some("from _asyncio import *\nfrom _asyncio_graph import *\n"),
};

/// What closes the asynchronous generators that are left at the end of a loop: `shutdown_asyncgens`.
pub(crate) fn shutdown_generators(vm: &Vm) -> Option<Coro<Body>> {
    let left: Vec<Value> = vm.async_generators.take().iter().filter_map(Weak::upgrade).map(Value::Generator).collect();
    if left.is_empty() {
        return None;
    }
    let coroutine = library_coroutine(vm, "_asyncgen", "shutdown", vec![Value::list(left)]);
    awaitables::coro(vm, &coroutine.ok()?).ok()?
}

/// Has the loop close an asynchronous generator that nothing holds any more: `_asyncgen_finalizer_hook`.
pub(crate) fn close_later(vm: &Vm, generator: Rc<Generator>) -> Result<()> {
    let closing = library_coroutine(vm, "_asyncgen", "aclose", vec![Value::Generator(generator)])?;
    let owner = vm.rc();
    let create = move || {
        let _entered = crate::python::vm::enter(&owner);
        tasks::create_task(&owner, Args::one(&closing)).map(drop)
    };
    crate::call_soon("BaseEventLoop.create_task()", create).map(drop)
}

fn setup(vm: &Vm, dict: &mut Dict) {
    for (module, table) in [
        ("asyncio.runners", run::FUNCTIONS),
        ("asyncio.tasks", tasks::FUNCTIONS),
        ("asyncio.coroutines", tasks::COROUTINES),
        ("_asyncio", tasks::CURRENT),
        ("asyncio.tasks", waiting::FUNCTIONS),
        ("asyncio.timeouts", groups::FUNCTIONS),
        ("asyncio.base_futures", future::FUNCTIONS),
        ("asyncio.events", event_loop::FUNCTIONS),
        ("_asyncio", event_loop::CURRENT),
        ("asyncio.tasks", eager::FUNCTIONS),
        ("asyncio.graph", call_graph::FUNCTIONS),
    ] {
        super::add_functions(dict, module, table);
    }
    for class in crate::exception::Class::builtins() {
        if class.module().starts_with("asyncio") {
            dict.set_str(class.name(), Value::Class(vm.class_of_exception(class)));
        }
    }
    dict.set_str("TimeoutError", Value::Class(vm.class_of_exception(&crate::exception::TimeoutError)));
    for name in ["FIRST_COMPLETED", "FIRST_EXCEPTION", "ALL_COMPLETED"] {
        dict.set_str(name, Value::str(name));
    }
    dict.set_str("Future", vm.class(Type::Future));
    dict.set_str("Task", vm.class(Type::Task));
    let classes: &[(&str, &str, NativeFunction)] = &[
        ("TaskGroup", "asyncio.taskgroups", groups::task_group),
        ("Timeout", "asyncio.timeouts", groups::timeout_object),
        ("Event", "asyncio.locks", locks::event),
        ("Lock", "asyncio.locks", locks::lock),
        ("Semaphore", "asyncio.locks", locks::semaphore),
        ("Condition", "asyncio.locks", locks::condition),
        ("Barrier", "asyncio.locks", locks::barrier),
        ("Queue", "asyncio.queues", queues::queue),
        ("Runner", "asyncio.runners", run::runner),
    ];
    for (name, module, constructor) in classes {
        dict.set_str(name, Value::Class(vm.classes.define_host(vm, name, module, *constructor)));
    }
    let derived: &[(&str, &str, &str, NativeFunction)] = &[
        ("BoundedSemaphore", "Semaphore", "asyncio.locks", locks::bounded_semaphore),
        ("LifoQueue", "Queue", "asyncio.queues", queues::lifo_queue),
        ("PriorityQueue", "Queue", "asyncio.queues", queues::priority_queue),
    ];
    for (name, base, module, constructor) in derived {
        let base = vm.classes.host(vm, base, module);
        dict.set_str(name, Value::Class(vm.classes.define_host_from(base, name, *constructor)));
    }
    for name in ["AbstractEventLoop", "Handle", "TimerHandle"] {
        dict.set_str(name, Value::Class(vm.classes.host(vm, name, "asyncio.events")));
    }
    future::add_methods(vm);
}
