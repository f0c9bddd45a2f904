//! Tasks: Lib/asyncio/tasks.py.
//!
//! Invariant: outside of a running loop no coroutine object is taken, so it is warned of when it is dropped.

use crate::python::memory::Counted;

use super::awaitables;
use super::future::{of_task, task_value};
use crate::exception::TypeError;
use crate::python::code::CodeKind;
use crate::python::modules::contextvars;
use crate::python::native::{Args, Body, Coroutine, Native, Table, fail};
use crate::python::types::set;
use crate::python::value::{Method, Value};
use crate::python::vm::Vm;
use crate::repr::Value as HostValue;
use crate::{Coro, Result, Task, TaskOptions};

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
    ("_begin_thread", |vm, _| Ok(vm.slept.replace(Some(0.0)).map_or(Value::None, Value::Float))),
    ("_end_thread", |vm, args| {
        let [around] = args.values();
        Ok(Value::Float(vm.slept.replace(around.as_float()).unwrap_or(0.0)))
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

/// What CPython has in C.
pub(super) const CURRENT: Table = &[
    ("current_task", |_, _| Ok(crate::current_task()?.as_ref().map_or(Value::None, of_task))),
    ("all_tasks", |vm, _| {
        let tasks = crate::all_tasks()?.iter().map(of_task).filter(|task| !task.is_none()).collect();
        set::from_items(vm, tasks).map(Value::set)
    }),
];

pub(super) const COROUTINES: Table = &[
    ("iscoroutine", |_, args| Ok(Value::Bool(args.positional.first().is_some_and(awaitables::is_coroutine)))),
    ("_is_coroutine_function", |_, args| Ok(Value::Bool(args.positional.first().is_some_and(is_coroutine_function)))),
];

/// Whether calling it gives a coroutine object.
pub(super) fn is_coroutine_function(function: &Value) -> bool {
    match function {
        Value::Function(function) => function.code.kind == CodeKind::Coroutine,
        Value::Method(method) => is_coroutine_function(&method.function),
        _ => false,
    }
}

/// Coroutine and options from the arguments of what creates tasks; what is left over is refused.
fn arguments(vm: &Vm, mut args: Args, function: &str) -> Result<(Value, TaskOptions)> {
    let mut options = TaskOptions::new();
    if let Some(name) = args.keyword("name").filter(|name| !name.is_none()) {
        options = options.name(&vm.str(&name)?);
    }
    if let Some(context) = contextvars::keyword(vm, &mut args)? {
        options = options.context(&context);
    }
    if let Some(eager) = args.keyword("eager_start") {
        options = options.eager_start(vm.truth(&eager)?);
    }
    let [coro] = args.bind(function, ["coro"], 1)?;
    Ok((Value::option(coro), options))
}

/// Creates a task as `create` does, from the arguments of `create_task`.
pub(super) fn create(
    vm: &Vm,
    args: Args,
    options: impl FnOnce(TaskOptions) -> TaskOptions,
    create: impl FnOnce(Coro<Body>, TaskOptions) -> Result<Task<HostValue>>,
) -> Result<Value> {
    let (value, given) = arguments(vm, args, "create_task")?;
    let Some(coro) = awaitables::coro(vm, &value)? else {
        return fail(TypeError, format!("a coroutine was expected, got {}", vm.repr(&value)?));
    };
    let task = create(coro, options(given))?;
    // One that has ended in an eager first step has let its coroutine go.
    if !task.done() {
        vm.remember_coroutine(&task, value);
    }
    Ok(task_value(task))
}

pub(crate) fn create_task(vm: &Vm, args: Args) -> Result<Value> {
    crate::current_task()?;
    create(vm, args, |options| options, crate::create_task_with)
}

/// `asyncio.Task(coro, …)`, which asks no task factory.
pub(crate) fn task(vm: &Vm, mut args: Args) -> Result<Value> {
    crate::current_task()?;
    args.keyword("loop");
    if args.keyword("eager_start").map_or(Ok(false), |eager| vm.truth(&eager))? {
        return create(vm, args, |options| options.eager_start(true), crate::create_task_with);
    }
    create(vm, args, |options| options.eager_start(false), crate::create_task_with)
}

fn method(
    task: &Task<HostValue>,
    name: &str,
    call: impl Fn(&Task<HostValue>, &Vm, Args) -> Result<Value> + 'static,
) -> Option<Value> {
    let task = task.clone();
    Some(Native::bound(task.id(), name, move |vm, args| call(&task, vm, args)))
}

/// What a task has that other futures have not.
pub(super) fn attribute(vm: &Vm, task: &Task<HostValue>, name: &str) -> Result<Option<Value>> {
    Ok(match name {
        "get_name" => method(task, name, |task, _, _| Ok(Value::string(task.name()))),
        "set_name" => method(task, name, |task, vm, args| {
            let [name] = args.bind("set_name", ["value"], 1)?;
            task.set_name(&vm.str(&Value::option(name))?);
            Ok(Value::None)
        }),
        "cancelling" => method(task, name, |task, _, _| Ok(Value::Int(i64::from(task.cancelling())))),
        "uncancel" => method(task, name, |task, _, _| Ok(Value::Int(i64::from(task.uncancel())))),
        "get_coro" => method(task, name, |task, vm, _| Ok(vm.coroutine_of(task))),
        "get_context" => method(task, name, |task, _, _| Ok(contextvars::value(task.context()))),
        "_peek_exception" => method(task, name, |task, _, _| {
            let core = task.cell.core();
            Ok(core.peek_error().map_or(Value::None, Value::Exception))
        }),
        // From a frame of the program, because they show its frames.
        "get_stack" | "print_stack" => {
            let function = vm.module_attribute("_asyncio_graph", name)?;
            let this = Value::Future(task.clone().into());
            Some(Value::Method(Counted::new(Method { this, function })))
        }
        _ => None,
    })
}
