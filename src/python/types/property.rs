//! Owns `property`, and what descriptors can be asked.
//!
//! Invariant: `setter` and `deleter` give a new property.

use crate::python::memory::Counted;

use crate::Result;
use crate::exception::TypeError;
use crate::python::native::{Args, Table, fail};
use crate::python::signature::signature;
use crate::python::types::Type;
use crate::python::value::{Descriptor, Value};
use crate::python::vm::Vm;

pub(crate) const METHODS: Table = &[
    ("getter(object, /)", |_, args| with(args, 0)),
    ("setter(object, /)", |_, args| with(args, 1)),
    ("deleter(object, /)", |_, args| with(args, 2)),
];

fn with(mut args: Args, place: usize) -> Result<Value> {
    let this = args.this()?;
    let [function] = args.values();
    let Value::Descriptor(descriptor) = &this else { return fail(TypeError, "a property is needed") };
    let Descriptor::Property { get, set, delete, doc } = &**descriptor else {
        return fail(TypeError, "a property is needed");
    };
    let mut parts = [get.clone(), set.clone(), delete.clone()];
    parts[place] = function;
    let [get, set, delete] = parts;
    Ok(Value::descriptor(Descriptor::Property { get, set, delete, doc: doc.clone() }))
}

pub(crate) fn attribute(vm: &Vm, value: &Value, name: &str) -> Option<Value> {
    let Value::Descriptor(descriptor) = value else { return None };
    let wrapped = |function: &Value| match name {
        "__func__" | "__wrapped__" => Some(function.clone()),
        _ => vm.nested(|| vm.try_attribute(function, name)).ok().flatten(),
    };
    match &**descriptor {
        Descriptor::StaticMethod(function) | Descriptor::ClassMethod(function) => wrapped(function),
        Descriptor::Property { get, set, delete, doc } => match name {
            "fget" => Some(get.clone()),
            "fset" => Some(set.clone()),
            "fdel" => Some(delete.clone()),
            "__doc__" if !doc.is_none() => Some(doc.clone()),
            "__isabstractmethod__" | "__doc__" | "__name__" => vm.nested(|| vm.try_attribute(get, name)).ok().flatten(),
            _ => None,
        },
        Descriptor::Member { name: member, class, .. } => match name {
            "__name__" => Some(Value::Str(member.clone())),
            "__qualname__" => Some(Value::string(format!("{class}.{member}"))),
            _ => None,
        },
        Descriptor::Union(parts) if name == "__args__" => {
            let class = |part: &Value| if part.is_none() { vm.class(Type::NoneType) } else { part.clone() };
            parts.as_tuple().map(|parts| Value::tuple(parts.iter().map(class).collect()))
        }
        _ => None,
    }
}

/// `property(…)`
pub(crate) fn construct(args: Args) -> Result<Value> {
    let [get, set, delete, doc] =
        args.fit(signature!("property(fget=None, fset=None, fdel=None, doc=None)"))?.options();
    Ok(Value::Descriptor(Counted::new(Descriptor::Property {
        get: Value::option(get),
        set: Value::option(set),
        delete: Value::option(delete),
        doc: Value::option(doc),
    })))
}
