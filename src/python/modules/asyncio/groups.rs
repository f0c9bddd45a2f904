//! `TaskGroup`, `timeout`, `timeout_at`: Lib/asyncio/taskgroups.py and timeouts.py.
//!
//! Invariant: the primitives' own enter and exit do all the work.

use std::borrow::Cow;
use std::rc::Rc;

use super::tasks;
use crate::python::exceptions::to_host;
use crate::python::modules::{method, seconds};
use crate::python::native::{Args, Coroutine, Host, Table};
use crate::python::value::Value;
use crate::python::vm::Vm;
use crate::repr::{Repr, Value as HostValue};
use crate::{AsyncContextManager, Result};

pub(super) const FUNCTIONS: Table = &[
    ("timeout", |vm, args| {
        let [delay] = args.bind("timeout", ["delay"], 1)?;
        let when = match seconds(vm, &Value::option(delay))? {
            Some(delay) => Some(crate::time()? + delay),
            None => None,
        };
        Ok(Value::host(Timeout(crate::Timeout::new(when))))
    }),
    ("timeout_at", timeout_object),
];

pub(super) fn timeout_object(vm: &Vm, args: Args) -> Result<Value> {
    let [when] = args.bind("timeout_at", ["when"], 1)?;
    Ok(Value::host(Timeout(crate::Timeout::new(seconds(vm, &Value::option(when))?))))
}

pub(super) fn task_group(_: &Vm, args: Args) -> Result<Value> {
    let [] = args.bind("TaskGroup", [], 0)?;
    Ok(Value::host(TaskGroup(crate::TaskGroup::new())))
}

/// The exception among the arguments of an exit.
fn exception_of(args: &Args) -> Option<crate::Exception> {
    args.positional.get(1).and_then(Value::as_exception).cloned()
}

struct Timeout(crate::Timeout);

impl Host for Timeout {
    fn type_name(&self) -> Cow<'_, str> {
        "Timeout".into()
    }

    fn module(&self) -> &str {
        "asyncio.timeouts"
    }

    fn repr(&self, _: &Vm) -> Option<String> {
        Some(self.0.repr())
    }

    fn attribute(self: Rc<Self>, _: &Vm, name: &str) -> Result<Option<Value>> {
        Ok(match name {
            "__aenter__" => method(&self, name, |this, vm, _| {
                let this = this.clone();
                Ok(Coroutine::value(vm, "Timeout.__aenter__", async move {
                    this.0.enter().await?;
                    Ok(to_host(&Value::hosted(this)))
                }))
            }),
            "__aexit__" => method(&self, name, |this, vm, args| {
                let (timeout, exception) = (this.0.clone(), exception_of(&args));
                Ok(Coroutine::value(
                    vm,
                    "__aexit__",
                    crate::coroutine(async move { timeout.exit(exception.as_ref()).await.map(|()| HostValue::None) }),
                ))
            }),
            "when" => method(&self, name, |this, _, _| Ok(this.0.when().map_or(Value::None, Value::Float))),
            "expired" => method(&self, name, |this, _, _| Ok(Value::Bool(this.0.expired()))),
            "reschedule" => method(&self, name, |this, vm, args| {
                let [when] = args.bind("reschedule", ["when"], 1)?;
                this.0.reschedule(seconds(vm, &Value::option(when))?).map(|()| Value::None)
            }),
            _ => None,
        })
    }
}

struct TaskGroup(crate::TaskGroup);

impl Host for TaskGroup {
    fn type_name(&self) -> Cow<'_, str> {
        "TaskGroup".into()
    }

    fn module(&self) -> &str {
        "asyncio.taskgroups"
    }

    fn repr(&self, _: &Vm) -> Option<String> {
        Some(self.0.repr())
    }

    fn attribute(self: Rc<Self>, _: &Vm, name: &str) -> Result<Option<Value>> {
        Ok(match name {
            "__aenter__" => method(&self, name, |this, vm, _| {
                let this = this.clone();
                Ok(Coroutine::value(vm, "TaskGroup.__aenter__", async move {
                    this.0.enter().await?;
                    Ok(to_host(&Value::hosted(this)))
                }))
            }),
            "__aexit__" => method(&self, name, |this, vm, args| {
                let (group, exception) = (this.0.clone(), exception_of(&args));
                Ok(Coroutine::value(
                    vm,
                    "__aexit__",
                    crate::coroutine(async move { group.exit(exception.as_ref()).await.map(HostValue::from) }),
                ))
            }),
            "create_task" => method(&self, name, |this, vm, args| {
                tasks::create(vm, args, |options| options, |coro, options| this.0.create_task_with(coro, options))
            }),
            "cancel" => method(&self, name, |this, _, _| {
                this.0.cancel();
                Ok(Value::None)
            }),
            _ => None,
        })
    }
}
