//! `Future` and what tasks have of it: Lib/asyncio/futures.py.
//!
//! Invariant: a callback gets the very future that it was added to.

use crate::exception::TypeError;
use crate::python::exceptions::{from_host, to_host};
use crate::python::machine::awaiting::iterator_of;
use crate::python::machine::raising::to_exception;
use crate::python::modules::contextvars;
use crate::python::native::{Args, Native, Table, fail};
use crate::python::types::Type;
use crate::python::value::{FutureRef, Value, is_same_callable};
use crate::python::vm::Vm;
use crate::{Result, Task};

pub(super) const FUNCTIONS: Table =
    &[("isfuture", |_, args| Ok(Value::Bool(matches!(args.positional.first(), Some(Value::Future(_))))))];

/// `asyncio.Future()`
pub(crate) fn create(_: &Vm, mut args: Args) -> Result<Value> {
    args.keyword("loop");
    args.no_keywords("Future")?;
    crate::Future::new().map(Value::Future)
}

/// The methods of the classes, as in `key=asyncio.Task.get_name`.
pub(super) fn add_methods(vm: &Vm) {
    const OF_FUTURES: [&str; 9] = [
        "done",
        "cancelled",
        "result",
        "exception",
        "set_result",
        "set_exception",
        "cancel",
        "add_done_callback",
        "remove_done_callback",
    ];
    const OF_TASKS: [&str; 6] = ["get_name", "set_name", "cancelling", "uncancel", "get_coro", "get_context"];
    for (of, owner, names) in [(Type::Future, "Future", &OF_FUTURES[..]), (Type::Task, "Task", &OF_TASKS[..])] {
        for name in names {
            let function = Native::owned(owner, name, move |vm, mut args| match args.this()? {
                Value::Future(future) => match attribute(vm, &future, name)? {
                    Some(method) => vm.call(&method, args),
                    None => fail(TypeError, format!("descriptor '{name}' requires a '_asyncio.{owner}' object")),
                },
                other => {
                    let class = vm.type_name(&other);
                    fail(
                        TypeError,
                        format!(
                            "descriptor '{name}' for '_asyncio.{owner}' objects doesn't apply to a '{class}' object"
                        ),
                    )
                }
            });
            vm.types.get(of).set(name, function);
        }
    }
}

fn method(
    future: &FutureRef,
    name: &str,
    call: impl Fn(&FutureRef, &Vm, Args) -> Result<Value> + 'static,
) -> Option<Value> {
    let (future, address) = (future.clone(), future.id());
    Some(Native::bound(address, name, move |vm, args| call(&future, vm, args)))
}

pub(crate) fn attribute(vm: &Vm, future: &FutureRef, name: &str) -> Result<Option<Value>> {
    if let Some(task) = future.as_task()
        && let Some(found) = super::tasks::attribute(vm, &task, name)?
    {
        return Ok(Some(found));
    }
    Ok(match name {
        "done" => method(future, name, |future, _, _| Ok(Value::Bool(future.done()))),
        "cancelled" => method(future, name, |future, _, _| Ok(Value::Bool(future.cancelled()))),
        "result" => method(future, name, |future, _, _| future.result().map(|value| from_host(&value))),
        "exception" => {
            method(future, name, |future, _, _| Ok(future.exception()?.map_or(Value::None, Value::Exception)))
        }
        "set_result" => method(future, name, |future, _, args| {
            let [result] = args.bind("set_result", ["result"], 1)?;
            future.set_result(to_host(&Value::option(result))).map(|()| Value::None)
        }),
        "set_exception" => method(future, name, |future, vm, args| {
            let [exception] = args.bind("set_exception", ["exception"], 1)?;
            match to_exception(vm, &Value::option(exception)) {
                Ok(error) => future.set_exception(error).map(|()| Value::None),
                Err(error) if error.is(TypeError) => fail(TypeError, "invalid exception object"),
                Err(error) => Err(error),
            }
        }),
        "cancel" => method(future, name, |future, vm, args| {
            let [message] = args.bind("cancel", ["msg"], 0)?;
            Ok(Value::Bool(match message {
                None | Some(Value::None) => future.cancel(),
                Some(message) => future.cancel_with(&vm.str(&message)?),
            }))
        }),
        "add_done_callback" => method(future, name, add_done_callback),
        "remove_done_callback" => method(future, name, remove_done_callback),
        "get_loop" => method(future, name, |_, _, _| Ok(super::event_loop::value())),
        "__await__" | "__iter__" => {
            method(future, name, |future, _, _| Ok(iterator_of(&Value::Future(future.clone()))))
        }
        "_state" => Some(Value::str(match (future.done(), future.cancelled()) {
            (_, true) => "CANCELLED",
            (true, _) => "FINISHED",
            _ => "PENDING",
        })),
        _ => None,
    })
}

fn add_done_callback(future: &FutureRef, vm: &Vm, mut args: Args) -> Result<Value> {
    let context = contextvars::keyword(vm, &mut args)?;
    let [function] = args.bind("add_done_callback", ["fn"], 1)?;
    let function = Value::option(function);
    let name = super::awaitables::callback_name(vm, &function, &[]);
    let owner = vm.rc();
    let called = function.clone();
    let run = move |future| {
        let _entered = crate::python::vm::enter(&owner);
        ended(&owner, owner.call(&called, Args::new(vec![Value::Future(future)])))
    };
    let callback = match context {
        Some(context) => future.add_done_callback_in(&context, name, run),
        None => future.add_done_callback(name, run),
    };
    vm.callbacks.borrow_mut().push((future.id(), function, callback));
    Ok(Value::None)
}

/// What a callback gives to the loop: a limit ends the run by itself.
pub(super) fn ended(vm: &Vm, result: Result<Value>) -> Result<()> {
    if vm.is_stopped() { Ok(()) } else { result.map(drop) }
}

fn remove_done_callback(future: &FutureRef, vm: &Vm, args: Args) -> Result<Value> {
    let [function] = args.bind("remove_done_callback", ["fn"], 1)?;
    let function = Value::option(function);
    let mut removed = 0;
    let mut callbacks = vm.callbacks.borrow_mut();
    callbacks.retain(|(id, other, callback)| {
        let same = *id == future.id() && is_same_callable(other, &function);
        if same {
            removed += future.remove_done_callback(callback);
        }
        !same
    });
    Ok(Value::size(removed))
}

/// A task whose type was erased, as a value.
pub(super) fn of_task(task: &crate::TaskRef) -> Value {
    task.downcast::<crate::repr::Value>().map_or(Value::None, Value::Future)
}

/// A task as a value.
pub(super) fn task_value(task: Task<crate::repr::Value>) -> Value {
    Value::Future(task.into())
}

/// The future of the program that a value is.
pub(super) fn future_of(value: &Value) -> Option<&FutureRef> {
    match value {
        Value::Future(future) => Some(future),
        _ => None,
    }
}
