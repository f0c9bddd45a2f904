//! `weakref`: references that do not keep their objects alive.
//!
//! Invariant: only objects of the program's own classes, functions and classes can be referred to, as in CPython.

use std::borrow::Cow;
use std::rc::{Rc, Weak};

use super::Definition;
use crate::Result;
use crate::exception::TypeError;
use crate::python::native::{Args, Host, fail};
use crate::python::value::{Function, Instance, Value};
use crate::python::vm::Vm;

pub(super) const MODULE: Definition = Definition {
    name: "weakref",
    functions: &[("ref", reference)],
    setup: |_, _| {},
    source: Some(include_str!("../lib/weakref.py")),
};

enum Target {
    Instance(Weak<Instance>),
    Function(Weak<Function>),
    Other(Value),
}

struct Reference(Target);

fn reference(vm: &Vm, args: Args) -> Result<Value> {
    let [value, _] = args.up_to("ref", 1)?;
    let target = match Value::option(value) {
        Value::Instance(instance) => Target::Instance(Rc::downgrade(&instance)),
        Value::Function(function) => Target::Function(Rc::downgrade(&function)),
        value @ (Value::None | Value::Int(_) | Value::Str(_) | Value::List(_) | Value::Tuple(_) | Value::Dict(_)) => {
            let name = vm.type_name(&value);
            return fail(TypeError, format!("cannot create weak reference to '{name}' object"));
        }
        other => Target::Other(other),
    };
    Ok(Value::host(Reference(target)))
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
        Ok(match &self.0 {
            Target::Instance(instance) => instance.upgrade().map_or(Value::None, Value::Instance),
            Target::Function(function) => function.upgrade().map_or(Value::None, Value::Function),
            Target::Other(value) => value.clone(),
        })
    }
}
