//! Owns what the primitives take: coroutine objects and futures of the program.
//!
//! Invariant: a coroutine object that is handed over is not warned of by the interpreter, but by the loop.

use std::collections::{BTreeMap, BTreeSet};

use futures::future::Either;

use crate::exception::{RuntimeError, TypeError};
use crate::python::exceptions::to_host;
use crate::python::machine::awaiting::is_async_step;
use crate::python::machine::execution::Running;
use crate::python::machine::generator::GeneratorState;
use crate::python::native::{Body, fail};
use crate::python::value::{FutureRef, Value, address};
use crate::python::vm::Vm;
use crate::{Coro, Result};

pub(super) type AnyAwaitable = Either<Coro<Body>, FutureRef>;

pub(super) fn is_coroutine(value: &Value) -> bool {
    match value {
        Value::Generator(generator) => generator.is_coroutine(),
        Value::Coroutine(_) => true,
        _ => false,
    }
}

/// A coroutine object as the loop takes it; none for what is no coroutine.
pub(super) fn coro(vm: &Vm, value: &Value) -> Result<Option<Coro<Body>>> {
    match value {
        Value::Generator(generator) if generator.is_coroutine() => {
            if generator.state() == GeneratorState::Finished {
                return fail(RuntimeError, "cannot reuse already awaited coroutine");
            }
            let running = Running::of_coroutine(vm, generator)?;
            let code = generator.coroutine().at(running.line());
            let body: Body = Box::pin(async move { running.await.map(|value| to_host(&value)) });
            Ok(Some(Coro::new(code, body)))
        }
        Value::Coroutine(coroutine) => match coroutine.body.take() {
            Some(body) => Ok(Some(Coro::new(coroutine.code.clone(), body))),
            None => fail(RuntimeError, "cannot reuse already awaited coroutine"),
        },
        _ => Ok(None),
    }
}

/// A coroutine object or future.
///
/// # Errors
/// TypeError for what is neither.
pub(super) fn awaitable(vm: &Vm, value: &Value) -> Result<AnyAwaitable> {
    if let Value::Future(future) = value {
        return Ok(Either::Right(future.clone()));
    }
    if let Some(coro) = coro(vm, value)? {
        return Ok(Either::Left(coro));
    }
    if is_async_step(value) || vm.special_of_any(value, "__await__")?.is_some() {
        let wrapped =
            crate::python::modules::library_coroutine(vm, "_asyncgen", "wrap_awaitable", vec![value.clone()])?;
        if let Some(coro) = coro(vm, &wrapped)? {
            return Ok(Either::Left(coro));
        }
    }
    fail(TypeError, "An asyncio.Future, a coroutine or an awaitable is required")
}

/// As [`awaitable`], for several. A coroutine that is given again is the same task again.
pub(super) fn awaitables(vm: &Vm, values: &[Value]) -> Result<Vec<AnyAwaitable>> {
    if distinct(values) == values.len() {
        return values.iter().map(|value| awaitable(vm, value)).collect();
    }
    let mut futures: BTreeMap<Option<usize>, FutureRef> = BTreeMap::new();
    let future = |value: &Value| {
        let address = address(value);
        if let Some(future) = futures.get(&address) {
            return Ok(Either::Right(future.clone()));
        }
        let future = match awaitable(vm, value)? {
            Either::Left(coro) => crate::create_task(coro)?.into(),
            Either::Right(future) => future,
        };
        futures.insert(address, future.clone());
        Ok(Either::Right(future))
    };
    values.iter().map(future).collect()
}

/// How many different objects there are.
pub(super) fn distinct(values: &[Value]) -> usize {
    values.iter().map(address).collect::<BTreeSet<_>>().len()
}

/// A callback as reprs show it, with the place where it is defined: `_format_callback_source` in Lib/asyncio/format_helpers.py.
pub(super) fn callback_name(vm: &Vm, function: &Value, args: &[Value]) -> String {
    let mut calls = arguments(vm, args);
    let mut function = function.clone();
    while &*vm.class_of(&function).full_name() == "functools.partial"
        && let Ok(Some(inner)) = vm.try_attribute(&function, "func")
    {
        let given = vm.try_attribute(&function, "args").ok().flatten().and_then(|args| vm.collect(&args).ok());
        calls = arguments(vm, &given.unwrap_or_default()) + &calls;
        function = inner;
    }
    let name = match vm.try_attribute(&function, "__qualname__") {
        Ok(Some(Value::Str(name))) => name.to_string(),
        _ => vm.repr(&function).unwrap_or_else(|_| "callback".to_owned()),
    };
    // Only a plain function has a place, and not a method.
    let code = match &function {
        Value::Function(function) => Some(&function.code),
        _ => None,
    };
    let place = code.filter(|code| !code.source.is_library);
    let place = place.map(|code| format!(" at {}:{}", code.source.file, code.first_line)).unwrap_or_default();
    format!("{name}{calls}{place}")
}

/// The arguments of a callback, which are shown in debug mode only.
fn arguments(vm: &Vm, args: &[Value]) -> String {
    if !crate::get_debug().unwrap_or(false) {
        return "()".to_owned();
    }
    format!("({})", args.iter().map(|arg| vm.short_repr(arg)).collect::<Vec<_>>().join(", "))
}
