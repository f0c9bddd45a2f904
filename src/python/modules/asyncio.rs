//! `asyncio`, on the primitives of this crate.
//!
//! Invariant: a function takes exactly as many handles of the loop as the primitive that it stands for.

mod awaitables;
mod eager;
mod event_loop;
pub(crate) mod future;
mod groups;
mod locks;
mod queues;
mod run;
pub(crate) mod tasks;
mod waiting;

use super::Definition;
use crate::python::dict::Dict;
use crate::python::native::NativeFunction;
use crate::python::types::Type;
use crate::python::value::Value;
use crate::python::vm::Vm;

pub(super) const MODULE: Definition =
    Definition { name: "asyncio", functions: &[], setup, source: Some("from _asyncio import *\n") };

fn setup(vm: &Vm, dict: &mut Dict) {
    use crate::python::native::Native;
    for table in [
        run::FUNCTIONS,
        tasks::FUNCTIONS,
        waiting::FUNCTIONS,
        groups::FUNCTIONS,
        future::FUNCTIONS,
        event_loop::FUNCTIONS,
        eager::FUNCTIONS,
    ] {
        for (name, function) in table {
            dict.set_str(name, Native::function(name, *function));
        }
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
        ("BoundedSemaphore", "asyncio.locks", locks::bounded_semaphore),
        ("Condition", "asyncio.locks", locks::condition),
        ("Barrier", "asyncio.locks", locks::barrier),
        ("Queue", "asyncio.queues", queues::queue),
        ("LifoQueue", "asyncio.queues", queues::lifo_queue),
        ("PriorityQueue", "asyncio.queues", queues::priority_queue),
        ("Runner", "asyncio.runners", run::runner),
    ];
    for (name, module, constructor) in classes {
        dict.set_str(name, Value::Class(vm.classes.define_host(vm, name, module, *constructor)));
    }
    for name in ["AbstractEventLoop", "Handle", "TimerHandle"] {
        dict.set_str(name, Value::Class(vm.classes.host(vm, name, "asyncio.events")));
    }
}
