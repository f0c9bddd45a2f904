//! `gather`, `shield`, `wait`, `wait_for`, `as_completed`: Lib/asyncio/tasks.py.
//!
//! Invariant: futures are waited for in the order in which they are given.

use std::borrow::Cow;
use std::cell::Cell;
use std::rc::Rc;

use super::awaitables::{self, awaitable};
use super::future::future_of;
use crate::exception::{StopAsyncIteration, StopIteration, TypeError};
use crate::python::exceptions::to_host;
use crate::python::modules::{flag, method, seconds};
use crate::python::native::{Coroutine, Host, Table, fail};
use crate::python::types::set;
use crate::python::value::{FutureRef, Value};
use crate::python::vm::Vm;
use crate::repr::Value as HostValue;
use crate::{Result, ReturnWhen};

pub(super) const FUNCTIONS: Table = &[
    ("gather", |vm, mut args| {
        let return_exceptions = args.keyword("return_exceptions");
        let return_exceptions = flag(vm, return_exceptions)?;
        args.no_keywords("gather")?;
        check_loop(&args.positional)?;
        let children = awaitables::awaitables(vm, &args.positional)?;
        Ok(Value::Future(match return_exceptions {
            true => crate::gather_return_exceptions::<HostValue>(crate::AsValue(children))?,
            false => crate::gather::<HostValue>(crate::AsValue(children))?,
        }))
    }),
    ("shield", |vm, args| {
        let [value] = args.bind("shield", ["arg"], 1)?;
        let value = Value::option(value);
        check_loop(std::slice::from_ref(&value))?;
        Ok(Value::Future(crate::shield::<HostValue>(awaitable(vm, &value)?)?))
    }),
    ("wait_for", |vm, args| {
        let [value, limit] = args.bind("wait_for", ["fut", "timeout"], 2)?;
        let (value, limit, owner) = (Value::option(value), Value::option(limit), vm.rc());
        Ok(Coroutine::value(vm, "wait_for", async move {
            let limit = seconds(&owner, &limit)?;
            let inner = awaitable(&owner, &value)?;
            drop(value);
            crate::wait_for::<HostValue>(inner, limit).await
        }))
    }),
    ("wait", |vm, mut args| {
        let (limit, when) = (args.keyword("timeout"), args.keyword("return_when"));
        let [futures] = args.bind("wait", ["fs"], 1)?;
        let (futures, owner) = (Value::option(futures), vm.rc());
        Ok(Coroutine::value(vm, "wait", async move { wait(&owner, &futures, Value::option(limit), when).await }))
    }),
    ("as_completed", |vm, mut args| {
        let limit = seconds(vm, &Value::option(args.keyword("timeout")))?;
        let [futures] = args.bind("as_completed", ["fs"], 1)?;
        let futures = Value::option(futures);
        if future_of(&futures).is_some() || awaitables::is_coroutine(&futures) {
            let name = vm.class_of(&futures).name();
            return fail(TypeError, format!("expects an iterable of awaitables, not {name}"));
        }
        let values = vm.collect(&futures)?;
        check_loop(&values)?;
        let count = awaitables::distinct(&values);
        let completed = crate::as_completed::<HostValue, _>(awaitables::awaitables(vm, &values)?, limit)?;
        Ok(Value::host(AsCompleted { completed: Rc::new(completed), left: Cell::new(count) }))
    }),
];

/// The iterator that `as_completed` gives: plain iteration gives coroutines, asynchronous iteration what was given.
struct AsCompleted {
    completed: Rc<crate::AsCompleted<HostValue>>,
    /// How many more there are.
    left: Cell<usize>,
}

impl Host for AsCompleted {
    fn type_name(&self) -> Cow<'_, str> {
        "_AsCompletedIterator".into()
    }

    fn module(&self) -> &str {
        "asyncio.tasks"
    }

    fn attribute(self: Rc<Self>, _: &Vm, name: &str) -> Result<Option<Value>> {
        Ok(match name {
            "__iter__" | "__aiter__" => method(&self, name, |this, _, _| Ok(Value::hosted(this.clone()))),
            "__next__" => method(&self, name, |this, vm, _| {
                let Some(left) = this.left.get().checked_sub(1) else { return crate::raise(StopIteration.empty()) };
                this.left.set(left);
                let completed = this.completed.clone();
                Ok(Coroutine::value(vm, "_AsCompletedIterator._wait_for_one", async move {
                    match completed.next().await {
                        Some(result) => result,
                        None => crate::raise(StopIteration.empty()),
                    }
                }))
            }),
            "__anext__" => method(&self, name, |this, vm, _| {
                let Some(left) = this.left.get().checked_sub(1) else {
                    return crate::raise(StopAsyncIteration.empty());
                };
                this.left.set(left);
                let completed = this.completed.clone();
                Ok(Coroutine::value(vm, "_AsCompletedIterator._wait_for_one", async move {
                    match completed.next_future().await? {
                        Some(future) => Ok(to_host(&Value::Future(future))),
                        None => crate::raise(StopAsyncIteration.empty()),
                    }
                }))
            }),
            _ => None,
        })
    }
}

/// Coroutine objects need a running loop, and are not taken without one.
fn check_loop(values: &[Value]) -> Result<()> {
    if !values.is_empty() && values.iter().any(awaitables::is_coroutine) {
        crate::Future::<HostValue>::new().map(drop)?;
    }
    Ok(())
}

async fn wait(vm: &Vm, futures: &Value, limit: Value, when: Option<Value>) -> Result<HostValue> {
    if future_of(futures).is_some() || awaitables::is_coroutine(futures) {
        let name = vm.class_of(futures).name();
        return fail(TypeError, format!("expect a list of futures, not {name}"));
    }
    let values = vm.collect(futures)?;
    if values.is_empty() {
        return fail(crate::exception::ValueError, "Set of Tasks/Futures is empty.");
    }
    let when = match &when {
        None => ReturnWhen::AllCompleted,
        Some(Value::Str(when)) if **when == *"ALL_COMPLETED" => ReturnWhen::AllCompleted,
        Some(Value::Str(when)) if **when == *"FIRST_COMPLETED" => ReturnWhen::FirstCompleted,
        Some(Value::Str(when)) if **when == *"FIRST_EXCEPTION" => ReturnWhen::FirstException,
        Some(other) => {
            let other = vm.str(other)?;
            return fail(crate::exception::ValueError, format!("Invalid return_when value: {other}"));
        }
    };
    if values.iter().any(awaitables::is_coroutine) {
        return fail(TypeError, "Passing coroutines is forbidden, use tasks explicitly.");
    }
    let Some(futures) = values.iter().map(|value| future_of(value).cloned()).collect::<Option<Vec<FutureRef>>>() else {
        return fail(TypeError, "An asyncio.Future, a coroutine or an awaitable is required");
    };
    let limit = seconds(vm, &limit)?;
    let (done, pending) = crate::wait(futures, limit, when).await?;
    let set = |futures: Vec<FutureRef>| -> Result<Value> {
        set::from_items(vm, futures.into_iter().map(Value::Future).collect()).map(Value::set)
    };
    Ok(to_host(&Value::tuple(vec![set(done)?, set(pending)?])))
}
