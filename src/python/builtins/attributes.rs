//! Owns the builtins that ask about objects.
//!
//! Invariant: names are listed in order.

use std::collections::BTreeSet;

use crate::Result;
use crate::exception::{AttributeError, RuntimeError, TypeError};
use crate::python::native::{Table, fail};
use crate::python::types::type_;
use crate::python::value::{Descriptor, Value};
use crate::python::vm::Vm;

pub(super) const FUNCTIONS: Table = &[
    ("isinstance(obj, class_or_tuple, /)", |vm, args| {
        let [value, class] = args.values();
        type_::is_instance(vm, &value, &class).map(Value::Bool)
    }),
    ("issubclass(cls, class_or_tuple, /)", |vm, args| {
        let [class, other] = args.values();
        type_::is_subclass(vm, &class, &other).map(Value::Bool)
    }),
    ("callable(obj, /)", |vm, args| {
        let [value] = args.values();
        Ok(Value::Bool(vm.is_callable(&value)))
    }),
    ("getattr(object, name, default=None, /)", |vm, args| {
        let [value, name, default] = args.options();
        let (value, name) = (Value::option(value), Value::option(name));
        let Some(name) = name.as_str() else {
            return fail(TypeError, format!("attribute name must be string, not '{}'", vm.type_name(&name)));
        };
        let Some(default) = default else { return vm.get_attribute(&value, name) };
        match vm.try_attribute(&value, name) {
            Ok(found) => Ok(found.unwrap_or(default)),
            Err(error) if error.is(AttributeError) => Ok(default),
            Err(error) => Err(error),
        }
    }),
    ("hasattr(obj, name, /)", |vm, args| {
        let [value, name] = args.values();
        match vm.try_attribute(&value, &vm.str(&name)?) {
            Ok(found) => Ok(Value::Bool(found.is_some())),
            Err(error) if error.is(AttributeError) => Ok(Value::Bool(false)),
            Err(error) => Err(error),
        }
    }),
    ("setattr(obj, name, value, /)", |vm, args| {
        let [value, name, new] = args.values();
        vm.set_attribute(&value, &vm.str(&name)?, new).map(|()| Value::None)
    }),
    ("delattr(obj, name, /)", |vm, args| {
        let [value, name] = args.values();
        vm.delete_attribute(&value, &vm.str(&name)?).map(|()| Value::None)
    }),
    ("vars(object, /)", |vm, args| {
        let [value] = args.values();
        match crate::python::types::object::dict_of(vm, &value) {
            Some(dict) => Ok(Value::Dict(dict)),
            None => fail(TypeError, "vars() argument must have __dict__ attribute"),
        }
    }),
    ("dir(object, /)", |vm, args| {
        let [value] = args.values();
        if let Some(function) = vm.special(&value, "__dir__") {
            let mut names = vm.collect(&vm.call(&function, crate::python::native::Args::default())?)?;
            names = crate::python::types::list::sort(vm, names, crate::python::native::Args::default())?;
            return Ok(Value::list(names));
        }
        Ok(Value::list(names_of(vm, &value)?.iter().map(|name| Value::str(name)).collect()))
    }),
    ("id(obj, /)", |vm, args| {
        let [value] = args.values();
        Ok(Value::Int(vm.id(&value) as i64))
    }),
    ("hash(obj, /)", |vm, args| {
        let [value] = args.values();
        vm.hash(&value).map(Value::Int)
    }),
    ("repr(obj, /)", |vm, args| {
        let [value] = args.values();
        vm.repr(&value).map(Value::string)
    }),
    ("ascii(obj, /)", |vm, args| {
        let [value] = args.values();
        Ok(Value::string(crate::python::format::ascii(&vm.repr(&value)?)))
    }),
    ("format(value, format_spec='', /)", |vm, args| {
        let [value, spec] = args.options();
        let spec = spec.map(|spec| vm.str(&spec)).transpose()?.unwrap_or_else(|| "".into());
        crate::python::format::format(vm, &Value::option(value), &spec).map(Value::string)
    }),
    ("globals()", |vm, _| {
        let main = vm.main.borrow().clone();
        Ok(main.map_or(Value::None, |main| Value::Dict(main.dict.clone())))
    }),
    ("locals()", |_, _| Ok(Value::Dict(crate::python::value::DictRef::default()))),
    ("__import__(name, globals=None, locals=None, fromlist=(), level=0)", |vm, args| {
        let [name, ..] = args.values::<5>();
        vm.import(&vm.str(&name)?).map(Value::Module)
    }),
];

/// `super(class, object)`; without arguments the machine fills them in.
pub(crate) fn super_of(vm: &Vm, class: &Value, this: &Value) -> Result<Value> {
    let Value::Class(behind) = class else { return fail(RuntimeError, "super(): no arguments") };
    let class = match this {
        Value::Class(class) if class.is_subclass_of(behind) => class.clone(),
        other => vm.class_of(other),
    };
    if !class.is_subclass_of(behind) {
        return fail(TypeError, "super(type, obj): obj must be an instance or subtype of type");
    }
    Ok(Value::descriptor(Descriptor::Super { behind: behind.clone(), this: this.clone(), class }))
}

/// `dir(value)`
pub(crate) fn names_of(vm: &Vm, value: &Value) -> Result<Vec<String>> {
    let mut names = BTreeSet::new();
    let mut add = |dict: &crate::python::value::DictRef| {
        names.extend(dict.borrow().entries().filter_map(|entry| entry.object.as_str().map(|name| name.to_string())));
    };
    if let Some(dict) = crate::python::types::object::dict_of(vm, value) {
        add(&dict);
    }
    if !matches!(value, Value::Module(_)) {
        let class = match value {
            Value::Class(class) => class.clone(),
            other => vm.class_of(other),
        };
        add(&class.dict);
        class.ancestors.iter().for_each(|class| add(&class.dict));
        names.insert("__class__".to_owned());
    }
    Ok(names.into_iter().collect())
}
