//! Tasks: Lib/asyncio/tasks.py.
//!
//! Invariant: outside of a running loop no coroutine object is taken, so it is warned of when it is dropped.

use super::awaitables;
use super::future::{of_task, task_value};
use crate::exception::TypeError;
use crate::python::native::{Args, Coroutine, Native, Table, fail};
use crate::python::types::set;
use crate::python::value::Value;
use crate::python::vm::Vm;
use crate::repr::Value as HostValue;
use crate::{Result, Task};

pub(super) const FUNCTIONS: Table = &[
    ("create_task", create_task),
    ("sleep", |vm, args| {
        let [delay, result] = args.bind("sleep", ["delay", "result"], 1)?;
        let delay = match Value::option(delay).as_float() {
            Some(delay) => delay,
            None => return fail(TypeError, "'<=' not supported between instances of 'str' and 'int'"),
        };
        let result = crate::python::exceptions::to_host(&Value::option(result));
        Ok(Coroutine::value(vm, "sleep", async move { crate::sleep(delay).await.map(|()| result) }))
    }),
    ("current_task", |_, _| Ok(crate::current_task()?.as_ref().map_or(Value::None, of_task))),
    ("all_tasks", |vm, _| {
        let tasks = crate::all_tasks()?.iter().map(of_task).filter(|task| !task.is_none()).collect();
        set::from_items(vm, tasks).map(Value::set)
    }),
    ("iscoroutine", |_, args| Ok(Value::Bool(args.positional.first().is_some_and(awaitables::is_coroutine)))),
    ("iscoroutinefunction", |_, args| {
        use crate::python::code::CodeKind;
        let is_async = |function: &Value| match function {
            Value::Function(function) => function.code.kind == CodeKind::Coroutine,
            Value::Method(method) => {
                matches!(&method.function, Value::Function(function) if function.code.kind == CodeKind::Coroutine)
            }
            _ => false,
        };
        Ok(Value::Bool(args.positional.first().is_some_and(is_async)))
    }),
    ("ensure_future", |vm, mut args| {
        args.keyword("loop");
        let [value] = args.bind("ensure_future", ["coro_or_future"], 1)?;
        let value = Value::option(value);
        match &value {
            Value::Future(_) => Ok(value),
            _ if awaitables::is_coroutine(&value) => create_task(vm, Args::new(vec![value])),
            _ => match awaitables::awaitable(vm, &value)? {
                futures::future::Either::Left(coro) => crate::create_task(coro).map(task_value),
                futures::future::Either::Right(future) => Ok(Value::Future(future)),
            },
        }
    }),
];

/// Coroutine and name from the arguments of the `create_task` functions.
pub(super) fn arguments(vm: &Vm, mut args: Args, function: &str) -> Result<(Value, Option<String>)> {
    let name = match args.keyword("name") {
        None | Some(Value::None) => None,
        Some(name) => Some(vm.str(&name)?.to_string()),
    };
    if args.keyword("context").is_some_and(|context| !context.is_none()) {
        return fail(TypeError, "a context of its own is not here");
    }
    let [coro] = args.bind(function, ["coro"], 1)?;
    Ok((Value::option(coro), name))
}

pub(crate) fn create_task(vm: &Vm, args: Args) -> Result<Value> {
    let (value, name) = arguments(vm, args, "create_task")?;
    crate::current_task()?;
    let Some(coro) = awaitables::coro(vm, &value)? else {
        return fail(TypeError, format!("a coroutine was expected, got {}", vm.repr(&value)?));
    };
    let task = match name {
        Some(name) => crate::create_named_task(&name, coro)?,
        None => crate::create_task(coro)?,
    };
    vm.remember_coroutine(&task, value);
    Ok(task_value(task))
}

fn method(
    task: &Task<HostValue>,
    name: &str,
    call: impl Fn(&Task<HostValue>, &Vm, Args) -> Result<Value> + 'static,
) -> Option<Value> {
    let task = task.clone();
    Some(Native::closure(name, move |vm, args| call(&task, vm, args)))
}

/// What a task has that other futures have not.
pub(super) fn attribute(task: &Task<HostValue>, name: &str) -> Option<Value> {
    match name {
        "get_name" => method(task, name, |task, _, _| Ok(Value::string(task.name()))),
        "set_name" => method(task, name, |task, vm, args| {
            let [name] = args.bind("set_name", ["value"], 1)?;
            task.set_name(&vm.str(&Value::option(name))?);
            Ok(Value::None)
        }),
        "cancelling" => method(task, name, |task, _, _| Ok(Value::Int(i64::from(task.cancelling())))),
        "uncancel" => method(task, name, |task, _, _| Ok(Value::Int(i64::from(task.uncancel())))),
        "get_coro" => method(task, name, |task, vm, _| Ok(vm.coroutine_of(task))),
        "get_context" => method(task, name, |_, _, _| Ok(Value::None)),
        "get_stack" => method(task, name, |_, _, _| Ok(Value::list(Vec::new()))),
        _ => None,
    }
}
