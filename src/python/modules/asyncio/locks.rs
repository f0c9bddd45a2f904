//! `Event`, `Lock`, `Semaphore`, `BoundedSemaphore`, `Condition`, `Barrier`: Lib/asyncio/locks.py.
//!
//! Invariant: the object is the primitive.

use std::borrow::Cow;
use std::rc::Rc;

use crate::Result;
use crate::python::modules::{library_coroutine, method};
use crate::python::native::{Args, Coroutine, Host};
use crate::python::value::Value;
use crate::python::vm::Vm;
use crate::repr::{Repr, Value as HostValue};

fn count(vm: &Vm, value: Option<Value>, otherwise: i64) -> Result<i64> {
    value.map_or(Ok(otherwise), |value| vm.index(&value))
}

pub(super) fn event(_: &Vm, args: Args) -> Result<Value> {
    let [] = args.bind("Event", [], 0)?;
    Ok(Value::host(Event(crate::Event::new())))
}

pub(super) fn lock(_: &Vm, args: Args) -> Result<Value> {
    let [] = args.bind("Lock", [], 0)?;
    Ok(Value::host(Lock(crate::Lock::new())))
}

pub(super) fn semaphore(vm: &Vm, args: Args) -> Result<Value> {
    let [value] = args.bind("Semaphore.__init__", ["value"], 0)?;
    Ok(Value::host(Semaphore(crate::Semaphore::new(count(vm, value, 1)?)?, "Semaphore")))
}

pub(super) fn bounded_semaphore(vm: &Vm, args: Args) -> Result<Value> {
    let [value] = args.bind("BoundedSemaphore.__init__", ["value"], 0)?;
    Ok(Value::host(Semaphore(crate::Semaphore::bounded(count(vm, value, 1)?)?, "BoundedSemaphore")))
}

pub(super) fn condition(_: &Vm, args: Args) -> Result<Value> {
    let [lock] = args.bind("Condition.__init__", ["lock"], 0)?;
    let lock = match &lock {
        Some(Value::Host(host)) => host.downcast::<Lock>().map(|lock| lock.0.clone()),
        _ => None,
    };
    Ok(Value::host(Condition(crate::Condition::new(lock.unwrap_or_default()))))
}

pub(super) fn barrier(vm: &Vm, args: Args) -> Result<Value> {
    let [parties] = args.bind("Barrier.__init__", ["parties"], 1)?;
    Ok(Value::host(Barrier(crate::Barrier::new(count(vm, parties, 1)?)?)))
}

struct Event(crate::Event);

impl Host for Event {
    fn type_name(&self) -> Cow<'_, str> {
        "Event".into()
    }

    fn module(&self) -> &str {
        "asyncio.locks"
    }

    fn repr(&self, vm: &Vm) -> Option<String> {
        let _ = vm;
        Some(self.0.repr())
    }

    fn attribute(self: Rc<Self>, _: &Vm, name: &str) -> Result<Option<Value>> {
        Ok(match name {
            "set" => method(&self, name, |this, _, _| {
                this.0.set();
                Ok(Value::None)
            }),
            "clear" => method(&self, name, |this, _, _| {
                this.0.clear();
                Ok(Value::None)
            }),
            "is_set" => method(&self, name, |this, _, _| Ok(Value::Bool(this.0.is_set()))),
            "wait" => method(&self, name, |this, vm, _| {
                let event = this.0.clone();
                Ok(Coroutine::value(vm, "Event.wait", async move { event.wait().await.map(|()| true.into()) }))
            }),
            _ => None,
        })
    }
}

/// What a lock, a semaphore and a condition have in common: `acquire`, `release`, `locked`, `async with`.
macro_rules! acquirable {
    ($this:expr, $name:expr, $class:literal) => {
        match $name {
            "acquire" => method($this, $name, |this, vm, _| {
                let lock = this.0.clone();
                Ok(Coroutine::value(
                    vm,
                    "acquire",
                    crate::coroutine(async move { lock.acquire().await.map(|()| true.into()) }),
                ))
            }),
            "__aenter__" => method($this, $name, |this, vm, _| {
                let lock = this.0.clone();
                Ok(Coroutine::value(
                    vm,
                    "__aenter__",
                    crate::coroutine(async move { lock.acquire().await.map(|()| HostValue::None) }),
                ))
            }),
            "__aexit__" => method($this, $name, |this, vm, _| {
                let lock = this.0.clone();
                Ok(Coroutine::value(vm, concat!($class, ".__aexit__"), async move {
                    lock.release().map(|()| HostValue::None)
                }))
            }),
            "release" => method($this, $name, |this, _, _| this.0.release().map(|()| Value::None)),
            "locked" => method($this, $name, |this, _, _| Ok(Value::Bool(this.0.locked()))),
            _ => None,
        }
    };
}

struct Lock(crate::Lock);

impl Host for Lock {
    fn type_name(&self) -> Cow<'_, str> {
        "Lock".into()
    }

    fn module(&self) -> &str {
        "asyncio.locks"
    }

    fn repr(&self, _: &Vm) -> Option<String> {
        Some(self.0.repr())
    }

    fn attribute(self: Rc<Self>, _: &Vm, name: &str) -> Result<Option<Value>> {
        Ok(acquirable!(&self, name, "Lock"))
    }
}

struct Semaphore(crate::Semaphore, &'static str);

impl Host for Semaphore {
    fn type_name(&self) -> Cow<'_, str> {
        self.1.into()
    }

    fn module(&self) -> &str {
        "asyncio.locks"
    }

    fn is_instance_of(&self, name: &str) -> bool {
        name == "Semaphore" || name == self.1
    }

    fn repr(&self, _: &Vm) -> Option<String> {
        Some(self.0.repr())
    }

    fn attribute(self: Rc<Self>, _: &Vm, name: &str) -> Result<Option<Value>> {
        Ok(acquirable!(&self, name, "Semaphore"))
    }
}

struct Condition(crate::Condition);

impl Host for Condition {
    fn type_name(&self) -> Cow<'_, str> {
        "Condition".into()
    }

    fn module(&self) -> &str {
        "asyncio.locks"
    }

    fn repr(&self, _: &Vm) -> Option<String> {
        Some(self.0.repr())
    }

    fn attribute(self: Rc<Self>, _: &Vm, name: &str) -> Result<Option<Value>> {
        Ok(match name {
            "wait" => method(&self, name, |this, vm, _| {
                let condition = this.0.clone();
                Ok(Coroutine::value(
                    vm,
                    "wait",
                    crate::coroutine(async move { condition.wait().await.map(|()| true.into()) }),
                ))
            }),
            "wait_for" => method(&self, name, |this, vm, args| {
                let [predicate] = args.bind("wait_for", ["predicate"], 1)?;
                let this = Value::hosted(this.clone());
                library_coroutine(vm, "_asyncgen", "condition_wait_for", vec![this, Value::option(predicate)])
            }),
            "notify" => method(&self, name, |this, vm, args| {
                let [n] = args.bind("notify", ["n"], 0)?;
                this.0.notify(count(vm, n, 1)?.max(0) as usize).map(|()| Value::None)
            }),
            "notify_all" => method(&self, name, |this, _, _| this.0.notify_all().map(|()| Value::None)),
            _ => acquirable!(&self, name, "Condition"),
        })
    }
}

struct Barrier(crate::Barrier);

impl Host for Barrier {
    fn type_name(&self) -> Cow<'_, str> {
        "Barrier".into()
    }

    fn module(&self) -> &str {
        "asyncio.locks"
    }

    fn repr(&self, _: &Vm) -> Option<String> {
        Some(self.0.repr())
    }

    fn attribute(self: Rc<Self>, _: &Vm, name: &str) -> Result<Option<Value>> {
        Ok(match name {
            "wait" | "__aenter__" => method(&self, name, |this, vm, _| {
                let barrier = this.0.clone();
                Ok(Coroutine::value(
                    vm,
                    "wait",
                    crate::coroutine(async move { barrier.wait().await.map(HostValue::from) }),
                ))
            }),
            "__aexit__" => method(&self, name, |_, vm, _| {
                Ok(Coroutine::value(vm, "Barrier.__aexit__", async { Ok(HostValue::None) }))
            }),
            "reset" => method(&self, name, |this, vm, _| {
                let barrier = this.0.clone();
                Ok(Coroutine::value(
                    vm,
                    "Barrier.reset",
                    async move { barrier.reset().await.map(|()| HostValue::None) },
                ))
            }),
            "abort" => method(&self, name, |this, vm, _| {
                let barrier = this.0.clone();
                Ok(Coroutine::value(
                    vm,
                    "Barrier.abort",
                    async move { barrier.abort().await.map(|()| HostValue::None) },
                ))
            }),
            "parties" => Some(Value::Int(self.0.parties())),
            "n_waiting" => Some(Value::Int(self.0.n_waiting())),
            "broken" => Some(Value::Bool(self.0.broken())),
            _ => None,
        })
    }
}
