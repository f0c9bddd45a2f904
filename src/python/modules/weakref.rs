//! `weakref`: references that do not keep their objects alive.
//!
//! Invariant: what CPython has no references to (numbers, text, lists, tuples, dictionaries) is refused here, too.

use std::borrow::Cow;
use std::rc::Rc;

use super::Definition;
use crate::Result;
use crate::exception::{NotImplementedError, TypeError};
use crate::python::memory::{Counted, Size};
use crate::python::native::{Args, Host, fail};
use crate::python::signature::signature;
use crate::python::value::Value;
use crate::python::vm::Vm;

pub(super) const MODULE: Definition = Definition {
    name: "weakref",
    functions: &[("ref", reference)],
    setup: |_, _| {},
    source: Some(include_str!("../lib/weakref.py")),
};

/// Gives the object as long as it is alive.
struct Reference(Box<dyn Fn() -> Option<Value>>);

fn reference(vm: &Vm, args: Args) -> Result<Value> {
    let [value, callback] = args.fit(signature!("__new__(object, callback=None, /)"))?.options();
    if callback.is_some_and(|callback| !callback.is_none()) {
        return fail(
            NotImplementedError,
            "a callback of weakref.ref is not here: nothing is called when an object goes",
        );
    }
    let value = Value::option(value);
    let upgrade: Box<dyn Fn() -> Option<Value>> = match &value {
        Value::Instance(instance) => counted(instance, Value::Instance),
        Value::Function(function) => counted(function, Value::Function),
        Value::Method(method) => counted(method, Value::Method),
        Value::Native(native) => counted(native, Value::Native),
        Value::Class(class) => weakly(class, Value::Class),
        Value::Generator(generator) => weakly(generator, Value::Generator),
        Value::Coroutine(coroutine) => weakly(coroutine, Value::Coroutine),
        Value::Module(module) => weakly(module, Value::Module),
        Value::Set(set) => counted(set, Value::Set),
        Value::Future(future) => {
            let future = future.downgrade();
            Box::new(move || future().map(Value::Future))
        }
        Value::Host(host) => counted(host, Value::Host),
        other => {
            let name = vm.type_name(other);
            return fail(TypeError, format!("cannot create weak reference to '{name}' object"));
        }
    };
    Ok(Value::host(Reference(upgrade)))
}

fn counted<T: Size + ?Sized>(object: &Counted<T>, value: fn(Counted<T>) -> Value) -> Box<dyn Fn() -> Option<Value>> {
    let object = object.downgrade();
    Box::new(move || Counted::upgrade(&object).map(value))
}

fn weakly<T: 'static>(object: &Rc<T>, value: fn(Rc<T>) -> Value) -> Box<dyn Fn() -> Option<Value>> {
    let object = Rc::downgrade(object);
    Box::new(move || object.upgrade().map(value))
}

impl Host for Reference {
    fn type_name(&self) -> Cow<'_, str> {
        "ReferenceType".into()
    }

    fn module(&self) -> &str {
        "weakref"
    }

    fn attribute(self: Rc<Self>, _: &Vm, _: &str) -> Result<Option<Value>> {
        Ok(None)
    }

    fn call(self: Rc<Self>, _: &Vm, _: Args) -> Result<Value> {
        Ok(self.0().unwrap_or_default())
    }
}
