//! The loop as an object: Lib/asyncio/base_events.py.
//!
//! Invariant: there is one object for the loop of a program.

use std::borrow::Cow;
use std::rc::Rc;

use super::future::ended;
use super::{awaitables, eager, tasks};
use crate::exception::TypeError;
use crate::python::dict::Dict;
use crate::python::modules::{contextvars, method, signal};
use crate::python::native::{Args, Host, Table, fail};
use crate::python::value::{DictRef, Value};
use crate::python::vm::Vm;
use crate::repr::Repr;
use crate::{ErrorContext, Result};

pub(super) const FUNCTIONS: Table = &[("new_event_loop", |_, _| {
    fail(crate::exception::NotImplementedError, "a loop of one's own is not here: use asyncio.run")
})];

/// What CPython has in C.
pub(super) const CURRENT: Table = &[
    ("get_running_loop", |_, _| {
        crate::current_task()?;
        Ok(value())
    }),
    ("get_event_loop", |_, _| {
        crate::Future::<crate::repr::Value>::new()?;
        Ok(value())
    }),
    ("_get_running_loop", |_, _| Ok(if crate::is_running() { value() } else { Value::None })),
];

struct EventLoop;

pub(super) fn value() -> Value {
    thread_local! {
        static LOOP: Rc<EventLoop> = Rc::new(EventLoop);
    }
    Value::hosted(LOOP.with(Rc::clone))
}

/// `Handle` and `TimerHandle`
struct Handle(crate::Handle);

impl Host for Handle {
    fn type_name(&self) -> Cow<'_, str> {
        if self.0.when().is_some() { "TimerHandle".into() } else { "Handle".into() }
    }

    fn module(&self) -> &str {
        "asyncio.events"
    }

    fn is_instance_of(&self, name: &str) -> bool {
        name == "Handle" || name == self.type_name()
    }

    fn repr(&self, _: &Vm) -> Option<String> {
        Some(self.0.repr())
    }

    fn attribute(self: Rc<Self>, _: &Vm, name: &str) -> Result<Option<Value>> {
        Ok(match name {
            "cancel" => method(&self, name, |this, _, _| {
                this.0.cancel();
                Ok(Value::None)
            }),
            "cancelled" => method(&self, name, |this, _, _| Ok(Value::Bool(this.0.cancelled()))),
            "__lt__" => method(&self, name, |this, _, args| this.compare(args, f64::lt)),
            "__le__" => method(&self, name, |this, _, args| this.compare(args, f64::le)),
            "__gt__" => method(&self, name, |this, _, args| this.compare(args, f64::gt)),
            "__ge__" => method(&self, name, |this, _, args| this.compare(args, f64::ge)),
            "when" => method(&self, name, |this, _, _| Ok(this.0.when().map_or(Value::None, Value::Float))),
            _ => None,
        })
    }
}

impl Handle {
    /// Timer handles are in the order of their deadlines.
    fn compare(&self, args: Args, order: fn(&f64, &f64) -> bool) -> Result<Value> {
        let [other] = args.values();
        let other = match &other {
            Value::Host(host) => host.downcast::<Handle>().and_then(|other| other.0.when()),
            _ => None,
        };
        Ok(self.0.when().zip(other).map_or(Value::NotImplemented, |(a, b)| Value::Bool(order(&a, &b))))
    }
}

/// Calls a function with its arguments in the next iteration, or at a time, in the context that it is given: `method` of the loop.
fn call(vm: &Vm, when: Option<f64>, function: Value, mut args: Args, method: &str) -> Result<Value> {
    let name = in_loop(vm, || awaitables::callback_name(vm, &function, &args.positional));
    let owner = vm.rc();
    let context = contextvars::keyword(vm, &mut args)?;
    args.no_keywords(method)?;
    if in_loop(vm, crate::get_debug)? {
        check_callback(vm, &function, method)?;
    }
    let run = move || {
        let _entered = crate::python::vm::enter(&owner);
        ended(&owner, owner.call(&function, args))
    };
    let handle = in_loop(vm, || match (when, context) {
        (None, None) => crate::call_soon(name, run),
        (None, Some(context)) => crate::call_soon_in(&context, name, run),
        (Some(when), None) => crate::call_at(when, name, run),
        (Some(when), Some(context)) => crate::call_at_in(&context, when, name, run),
    });
    handle.map(|handle| Value::host(Handle(handle)))
}

/// What debug mode refuses: `_check_callback` in Lib/asyncio/base_events.py.
fn check_callback(vm: &Vm, function: &Value, method: &str) -> Result<()> {
    if awaitables::is_coroutine(function) || tasks::is_coroutine_function(function) {
        return fail(TypeError, format!("coroutines cannot be used with {method}()"));
    }
    if !vm.is_callable(function) {
        let function = vm.repr(function)?;
        return fail(TypeError, format!("a callable object was expected by {method}(), got {function}"));
    }
    Ok(())
}

fn number(vm: &Vm, value: &Value, name: &str) -> Result<f64> {
    match value.as_float() {
        Some(number) => Ok(number),
        None if value.is_none() => fail(TypeError, format!("{name} must not be None")),
        None => fail(TypeError, format!("must be real number, not {}", vm.type_name(value))),
    }
}

/// Calls a function that wants a running loop, also between the runs of one.
fn in_loop<T>(vm: &Vm, call: impl FnOnce() -> T) -> T {
    match vm.script() {
        Some(script) if !crate::is_running() => script.with_loop(call),
        _ => call(),
    }
}

impl Host for EventLoop {
    fn type_name(&self) -> Cow<'_, str> {
        "_UnixSelectorEventLoop".into()
    }

    fn module(&self) -> &str {
        "asyncio.unix_events"
    }

    fn is_instance_of(&self, name: &str) -> bool {
        matches!(name, "AbstractEventLoop" | "BaseEventLoop" | "_UnixSelectorEventLoop")
    }

    fn repr(&self, vm: &Vm) -> Option<String> {
        let running = if crate::is_running() { "True" } else { "False" };
        let debug = if crate::get_debug().unwrap_or(false) { "True" } else { "False" };
        let closed = if vm.loop_is_closed.get() { "True" } else { "False" };
        Some(format!("<_UnixSelectorEventLoop running={running} closed={closed} debug={debug}>"))
    }

    fn attribute(self: Rc<Self>, vm: &Vm, name: &str) -> Result<Option<Value>> {
        Ok(match name {
            "slow_callback_duration" => Some(Value::Float(in_loop(vm, crate::get_slow_callback_duration)?)),
            "time" => method(&self, name, |_, vm, _| Ok(Value::Float(vm.time()))),
            "get_debug" => method(&self, name, |_, vm, _| in_loop(vm, crate::get_debug).map(Value::Bool)),
            "set_debug" => method(&self, name, |_, vm, args| {
                let [enabled] = args.bind("set_debug", ["enabled"], 1)?;
                let enabled = vm.truth(&Value::option(enabled))?;
                in_loop(vm, || crate::set_debug(enabled)).map(|()| Value::None)
            }),
            "is_running" => method(&self, name, |_, _, _| Ok(Value::Bool(crate::is_running()))),
            "is_closed" => method(&self, name, |_, vm, _| Ok(Value::Bool(vm.loop_is_closed.get()))),
            "create_task" => method(&self, name, |_, vm, args| tasks::create_task(vm, args)),
            "create_future" => method(&self, name, |_, _, _| crate::Future::new().map(Value::Future)),
            "call_soon" | "call_soon_threadsafe" => method(&self, name, |_, vm, mut args| {
                let function = args.this()?;
                call(vm, None, function, args, "call_soon")
            }),
            "call_later" => method(&self, name, |_, vm, mut args| {
                let delay = number(vm, &args.this()?, "delay")?;
                let function = args.this()?;
                call(vm, Some(vm.time() + delay), function, args, "call_later")
            }),
            "call_at" => method(&self, name, |_, vm, mut args| {
                let when = number(vm, &args.this()?, "when")?;
                let function = args.this()?;
                call(vm, Some(when), function, args, "call_at")
            }),
            "add_signal_handler" => method(&self, name, |_, vm, mut args| {
                let signal = signal::signal_of(vm, &args.this()?)?;
                let function = args.this()?;
                let name = in_loop(vm, || awaitables::callback_name(vm, &function, &args.positional));
                let owner = vm.rc();
                in_loop(vm, || {
                    crate::add_signal_handler(signal, name, move || {
                        let _entered = crate::python::vm::enter(&owner);
                        ended(&owner, owner.call(&function, Args::new(args.positional.clone())))
                    })
                })?;
                Ok(Value::None)
            }),
            "remove_signal_handler" => method(&self, name, |_, vm, mut args| {
                let signal = signal::signal_of(vm, &args.this()?)?;
                in_loop(vm, || crate::remove_signal_handler(signal)).map(Value::Bool)
            }),
            "set_task_factory" => method(&self, name, |_, vm, args| {
                let [factory] = args.bind("set_task_factory", ["factory"], 1)?;
                let eager = eager::is_factory(vm, &Value::option(factory))?;
                in_loop(vm, || crate::set_eager_task_factory(eager)).map(|()| Value::None)
            }),
            "get_task_factory" => method(&self, name, |_, vm, _| match in_loop(vm, crate::is_eager_task_factory)? {
                true => eager::factory(vm),
                false => Ok(Value::None),
            }),
            "run_in_executor" => method(&self, name, |this, vm, mut args| {
                args.positional.insert(0, Value::hosted(this.clone()));
                let function = vm.module_attribute("_asyncio", "_run_in_executor")?;
                vm.call(&function, args)
            }),
            "get_exception_handler" => method(&self, name, |_, vm, _| Ok(vm.exception_handler.borrow().clone())),
            "set_exception_handler" => method(&self, name, set_exception_handler),
            "default_exception_handler" => method(&self, name, |_, vm, mut args| {
                let context = context_of(vm, &args.this()?)?;
                crate::default_exception_handler(&context).map(|()| Value::None)
            }),
            "call_exception_handler" => method(&self, name, |_, vm, mut args| {
                let given = args.this()?;
                let context = context_of(vm, &given)?;
                let _shown = Given::show(vm, given);
                crate::call_exception_handler(&context).map(|()| Value::None)
            }),
            _ => None,
        })
    }

    fn set_attribute(&self, vm: &Vm, name: &str, value: &Value) -> Result<bool> {
        if name != "slow_callback_duration" {
            return Ok(false);
        }
        let seconds = number(vm, value, "slow_callback_duration")?;
        in_loop(vm, || crate::set_slow_callback_duration(seconds)).map(|()| true)
    }
}

fn set_exception_handler(_: &Rc<EventLoop>, vm: &Vm, args: Args) -> Result<Value> {
    let [handler] = args.bind("set_exception_handler", ["handler"], 1)?;
    let handler = Value::option(handler);
    if handler.is_none() {
        drop(vm.exception_handler.take());
        return in_loop(vm, crate::reset_exception_handler).map(|()| Value::None);
    }
    if !vm.is_callable(&handler) {
        let handler = vm.repr(&handler)?;
        return fail(TypeError, format!("A callable object or None is expected, got {handler}"));
    }
    let old = vm.exception_handler.replace(handler.clone());
    drop(old);
    let owner = Rc::downgrade(&vm.rc());
    in_loop(vm, || {
        crate::set_exception_handler(move |context| {
            let Some(owner) = owner.upgrade() else { return Ok(()) };
            let _entered = crate::python::vm::enter(&owner);
            let given = owner.error_context.take();
            let args = Args::new(vec![value(), given.unwrap_or_else(|| context_dict(context))]);
            ended(&owner, owner.call(&handler, args))
        })
    })?;
    Ok(Value::None)
}

/// The dictionary that `call_exception_handler` was given, which a handler of the program gets as it is.
struct Given(Rc<Vm>);

impl Given {
    fn show(vm: &Vm, dict: Value) -> Self {
        let old = vm.error_context.replace(Some(dict));
        drop(old);
        Self(vm.rc())
    }
}

impl Drop for Given {
    fn drop(&mut self) {
        let dict = self.0.error_context.take();
        drop(dict);
    }
}

fn context_dict(context: &ErrorContext) -> Value {
    let mut dict = Dict::default();
    dict.set_str("message", Value::str(&context.message));
    if let Some(exception) = &context.exception {
        dict.set_str("exception", Value::Exception(exception.clone()));
    }
    if let Some((subject, repr)) = &context.subject {
        dict.set_str(subject, Value::host(Described { repr: repr.clone(), task: context.task.clone() }));
    }
    Value::dict(dict)
}

/// What an error is about, of which the loop gives the repr.
struct Described {
    repr: String,
    /// The name of the task that it is.
    task: Option<String>,
}

impl Host for Described {
    fn type_name(&self) -> Cow<'_, str> {
        "object".into()
    }

    fn repr(&self, _: &Vm) -> Option<String> {
        Some(self.repr.clone())
    }

    fn attribute(self: Rc<Self>, _: &Vm, name: &str) -> Result<Option<Value>> {
        match (&self.task, name) {
            (Some(task), "get_name") => {
                let task = task.clone();
                Ok(method(&self, name, move |_, _, _| Ok(Value::str(&task))))
            }
            _ => Ok(None),
        }
    }
}

fn context_of(vm: &Vm, value: &Value) -> Result<ErrorContext> {
    let empty = DictRef::default();
    let dict = value.as_dict().unwrap_or(&empty);
    let entry = |name: &str| vm.lookup(dict, &Value::str(name));
    let message = match entry("message")? {
        Some(message) => vm.str(&message)?.to_string(),
        None => "Unhandled exception in event loop".to_owned(),
    };
    let mut context = ErrorContext::new(message);
    context.exception = entry("exception")?.as_ref().and_then(Value::as_exception).cloned();
    for subject in ["future", "task", "handle"] {
        if let Some(about) = entry(subject)? {
            context.subject = Some((subject, vm.repr(&about)?));
        }
    }
    let entries: Vec<_> = dict.borrow().entries().map(|entry| (entry.object.clone(), entry.value.clone())).collect();
    for (key, value) in entries {
        let key = vm.str(&key)?.to_string();
        if !["message", "exception", "future", "task", "handle"].contains(&&*key) {
            context.details.push((key, vm.repr(&value)?));
        }
    }
    Ok(context)
}
