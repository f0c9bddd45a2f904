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
    ("isinstance", |vm, args| {
        let [value, class] = args.exactly("isinstance")?;
        type_::is_instance(vm, &value, &class).map(Value::Bool)
    }),
    ("issubclass", |vm, args| {
        let [class, other] = args.exactly("issubclass")?;
        type_::is_subclass(vm, &class, &other).map(Value::Bool)
    }),
    ("callable", |vm, args| {
        let [value] = args.exactly("callable")?;
        Ok(Value::Bool(vm.is_callable(&value)))
    }),
    ("getattr", |vm, args| {
        let [value, name, default] = args.up_to("getattr", 2)?;
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
    ("hasattr", |vm, args| {
        let [value, name] = args.exactly("hasattr")?;
        match vm.try_attribute(&value, &vm.str(&name)?) {
            Ok(found) => Ok(Value::Bool(found.is_some())),
            Err(error) if error.is(AttributeError) => Ok(Value::Bool(false)),
            Err(error) => Err(error),
        }
    }),
    ("setattr", |vm, args| {
        let [value, name, new] = args.exactly("setattr")?;
        vm.set_attribute(&value, &vm.str(&name)?, new).map(|()| Value::None)
    }),
    ("delattr", |vm, args| {
        let [value, name] = args.exactly("delattr")?;
        vm.delete_attribute(&value, &vm.str(&name)?).map(|()| Value::None)
    }),
    ("vars", |vm, args| {
        let [value] = args.exactly("vars")?;
        match crate::python::types::object::dict_of(vm, &value) {
            Some(dict) => Ok(Value::Dict(dict)),
            None => fail(TypeError, "vars() argument must have __dict__ attribute"),
        }
    }),
    ("dir", |vm, args| {
        let [value] = args.exactly("dir")?;
        if let Some(function) = vm.special(&value, "__dir__") {
            let mut names = vm.collect(&vm.call(&function, crate::python::native::Args::default())?)?;
            names = crate::python::types::list::sort(vm, names, &mut crate::python::native::Args::default())?;
            return Ok(Value::list(names));
        }
        Ok(Value::list(names_of(vm, &value)?.iter().map(|name| Value::str(name)).collect()))
    }),
    ("id", |vm, args| {
        let [value] = args.exactly("id")?;
        Ok(Value::Int(vm.id(&value) as i64))
    }),
    ("hash", |vm, args| {
        let [value] = args.exactly("hash")?;
        vm.hash(&value).map(Value::Int)
    }),
    ("repr", |vm, args| {
        let [value] = args.exactly("repr")?;
        vm.repr(&value).map(Value::string)
    }),
    ("ascii", |vm, args| {
        let [value] = args.exactly("ascii")?;
        Ok(Value::string(crate::python::format::ascii(&vm.repr(&value)?)))
    }),
    ("format", |vm, args| {
        let [value, spec] = args.up_to("format", 1)?;
        let spec = spec.map(|spec| vm.str(&spec)).transpose()?.unwrap_or_else(|| "".into());
        crate::python::format::format(vm, &Value::option(value), &spec).map(Value::string)
    }),
    ("globals", |vm, _| {
        let main = vm.main.borrow().clone();
        Ok(main.map_or(Value::None, |main| Value::Dict(main.dict.clone())))
    }),
    ("locals", |_, _| Ok(Value::Dict(crate::python::value::DictRef::default()))),
    ("__import__", |vm, args| vm.import(&vm.str(args.positional.first().unwrap_or(&Value::None))?).map(Value::Module)),
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
