//! Owns `object`: what every value can do and be asked.
//!
//! Invariant: nothing here looks at methods that a class of the program defines; who asks for those comes here if there are none.

use std::rc::Rc;

use super::Type;
use crate::Result;
use crate::exception::TypeError;
use crate::python::class::Class;
use crate::python::exceptions::from_host;
use crate::python::native::{Args, Native, Table, fail};
use crate::python::value::{DictRef, Value};
use crate::python::vm::Vm;

pub(crate) const METHODS: Table = &[
    ("__init__(*args, **kwargs)", |_, args| match args.positional.first() {
        Some(Value::Instance(instance)) if args.positional.len() + args.keywords.len() > 1 => {
            let class = instance.class.borrow();
            if class.lookup_in_program("__init__").is_some() {
                fail(TypeError, "object.__init__() takes exactly one argument (the instance to initialize)")
            } else {
                Ok(Value::None)
            }
        }
        _ => Ok(Value::None),
    }),
    ("__new__(*args, **kwargs)", |vm, mut args| match args.this()? {
        Value::Class(class) => super::type_::new_object(vm, &class, &args),
        _ => fail(TypeError, "object.__new__(X): X is not a type object"),
    }),
    ("__init_subclass__", |_, args| match args.positional.first() {
        Some(Value::Class(class)) if !args.keywords.is_empty() => {
            fail(TypeError, format!("{}.__init_subclass__() takes no keyword arguments", class.name()))
        }
        _ => Ok(Value::None),
    }),
    ("__repr__()", |vm, args| repr(vm, args.positional.first().unwrap_or(&Value::None)).map(Value::string)),
    ("__str__()", |vm, args| vm.repr(args.positional.first().unwrap_or(&Value::None)).map(Value::string)),
    ("__eq__(value, /)", |_, args| match &args.positional[..] {
        [a, b] if crate::python::value::is_same(a, b) => Ok(Value::Bool(true)),
        _ => Ok(Value::NotImplemented),
    }),
    ("__lt__(value, /)", |_, _| Ok(Value::NotImplemented)),
    ("__le__(value, /)", |_, _| Ok(Value::NotImplemented)),
    ("__gt__(value, /)", |_, _| Ok(Value::NotImplemented)),
    ("__ge__(value, /)", |_, _| Ok(Value::NotImplemented)),
    ("__ne__(value, /)", |vm, mut args| {
        let this = args.this()?;
        let equal = match vm.special(&this, "__eq__") {
            Some(function) => vm.call(&function, args)?,
            None => match crate::python::value::is_same(&this, &args.values::<1>()[0]) {
                true => Value::Bool(true),
                false => Value::NotImplemented,
            },
        };
        match equal {
            Value::NotImplemented => Ok(equal),
            equal => Ok(Value::Bool(!vm.truth(&equal)?)),
        }
    }),
    ("__hash__()", |vm, args| Ok(Value::Int((vm.id(args.positional.first().unwrap_or(&Value::None)) >> 4) as i64))),
    ("__format__(format_spec, /)", |vm, mut args| {
        let this = args.this()?;
        let [spec] = args.values();
        let spec = vm.str(&spec)?;
        if spec.is_empty() {
            return vm.str(&this).map(Value::Str);
        }
        fail(TypeError, format!("unsupported format string passed to {}.__format__", vm.type_name(&this)))
    }),
    ("__setattr__(name, value, /)", |vm, mut args| {
        let this = args.this()?;
        let [name, value] = args.values();
        vm.set_plain_attribute(&this, &vm.str(&name)?, value).map(|()| Value::None)
    }),
    ("__getattribute__(name, /)", |vm, mut args| {
        let this = args.this()?;
        let [name] = args.values();
        let name = vm.str(&name)?;
        match vm.plain_attribute(&this, &vm.class_of(&this), &name)? {
            Some(found) => Ok(found),
            None => {
                let class = vm.type_name(&this);
                let message = format!("'{class}' object has no attribute '{name}'");
                fail(crate::exception::AttributeError, message)
            }
        }
    }),
    ("__delattr__(name, /)", |vm, mut args| {
        let this = args.this()?;
        let [name] = args.values();
        vm.delete_plain_attribute(&this, &vm.str(&name)?).map(|()| Value::None)
    }),
    ("__dir__()", |vm, mut args| {
        let this = args.this()?;
        Ok(Value::list(crate::python::builtins::names_of(vm, &this)?.iter().map(|name| Value::str(name)).collect()))
    }),
];

/// An attribute that every object of its type has.
pub(crate) fn attribute(vm: &Vm, value: &Value, class: &Rc<Class>, name: &str) -> Result<Option<Value>> {
    if name == "__class__" {
        return Ok(Some(Value::Class(class.clone())));
    }
    Ok(match value {
        Value::Instance(instance) => match name {
            "__dict__" if instance.class.borrow().slots.is_none() => Some(Value::Dict(instance.dict.clone())),
            _ if matches!(instance.payload, Value::Host(_)) => vm.try_attribute(&instance.payload, name)?,
            _ if !instance.payload.is_none() => plain_attribute(vm, &instance.payload, name)?,
            _ => None,
        },
        Value::Exception(exception) => super::exception::attribute(vm, exception, name)?,
        Value::Future(future) => crate::python::modules::asyncio::future::attribute(vm, future, name)?,
        Value::Descriptor(_) => super::property::attribute(vm, value, name),
        other => plain_attribute(vm, other, name)?,
    })
}

fn plain_attribute(vm: &Vm, value: &Value, name: &str) -> Result<Option<Value>> {
    Ok(match value {
        Value::Function(function) => super::function::attribute(vm, function, name)?,
        Value::Native(native) => match name {
            "__name__" => Some(Value::Str(native.name.clone())),
            "__qualname__" => Some(Value::Str(native.qualname())),
            "__module__" if native.owner.is_none() => Some(Value::str(native.module)),
            "__doc__" => Some(Value::None),
            _ => None,
        },
        Value::Method(method) => match name {
            "__self__" => Some(method.this.clone()),
            "__func__" => Some(method.function.clone()),
            _ => vm.try_attribute(&method.function, name).ok().flatten(),
        },
        Value::Iterator(_) => match name {
            "__next__" => {
                let this = value.clone();
                Some(Native::closure("__next__()", move |vm, _| match vm.next(&this)? {
                    Some(item) => Ok(item),
                    None => crate::raise(crate::exception::StopIteration.empty()),
                }))
            }
            "__iter__" => {
                let this = value.clone();
                Some(Native::closure("__iter__()", move |_, _| Ok(this.clone())))
            }
            _ => None,
        },
        Value::Generator(generator) => super::function::generator_attribute(generator, name),
        Value::Coroutine(coroutine) => match name {
            "__name__" | "__qualname__" | "cr_code" => Some(Value::str(&coroutine.code.name().to_string())),
            "cr_await" | "cr_origin" => Some(Value::None),
            "cr_running" | "cr_suspended" => Some(Value::Bool(false)),
            "cr_frame" if coroutine.body.borrow().is_none() => Some(Value::None),
            "cr_frame" => Some(Value::str("frame")),
            _ => None,
        },
        Value::Int(_) | Value::Big(_) | Value::Bool(_) => match name {
            "real" | "numerator" => Some(value.as_big().map_or(Value::None, Value::big)),
            "imag" => Some(Value::Int(0)),
            "denominator" => Some(Value::Int(1)),
            _ => None,
        },
        Value::Float(_) => match name {
            "real" => Some(value.clone()),
            "imag" => Some(Value::Float(0.0)),
            _ => None,
        },
        Value::Complex(parts) => match name {
            "real" => Some(Value::Float(parts.0)),
            "imag" => Some(Value::Float(parts.1)),
            _ => None,
        },
        Value::Range(range) => match name {
            "start" => Some(range.start.clone()),
            "stop" => Some(range.stop.clone()),
            "step" => Some(range.step.clone()),
            _ => None,
        },
        Value::Slice(parts) => match name {
            "start" => Some(parts[0].clone()),
            "stop" => Some(parts[1].clone()),
            "step" => Some(parts[2].clone()),
            _ => None,
        },
        _ => None,
    })
}

/// `object.__repr__`, or that of the program's own class.
pub(crate) fn repr(vm: &Vm, value: &Value) -> Result<String> {
    if let Some(function) = vm.special(value, "__repr__") {
        let text = vm.call(&function, Args::default())?;
        return match text.as_str() {
            Some(text) => Ok(text.to_string()),
            None => fail(TypeError, format!("__repr__ returned non-string (type {})", vm.type_name(&text))),
        };
    }
    Ok(match value {
        Value::Class(class) => {
            let metaclass = class.metaclass.as_ref().map_or("class".to_owned(), |_| "class".to_owned());
            format!("<{metaclass} '{}'>", class.full_name())
        }
        Value::Instance(instance) if !instance.payload.is_none() => match &instance.payload {
            Value::Set(set) if !set.items.borrow().is_empty() => {
                let name = vm.type_name(value);
                let inner = vm.repr(&instance.payload)?;
                format!("{name}({})", inner.trim_start_matches("frozenset(").trim_end_matches(')'))
            }
            Value::Set(_) => format!("{}()", vm.type_name(value)),
            payload => vm.repr(payload)?,
        },
        _ => format!("<{} object at {}>", vm.class_of(value).module_name(), vm.address(value)),
    })
}

/// The attributes that an object holds itself, as a dictionary: `vars(value)`.
pub(crate) fn dict_of(vm: &Vm, value: &Value) -> Option<DictRef> {
    match value {
        Value::Instance(instance) => Some(instance.dict.clone()),
        Value::Module(module) => Some(module.dict.clone()),
        Value::Class(class) => Some(class.dict.clone()),
        Value::Function(function) => Some(function.dict.clone()),
        Value::Exception(exception) => {
            let dict = DictRef::default();
            for (name, field) in exception.fields() {
                dict.borrow_mut().set_str(&name, from_host(&field));
            }
            Some(dict)
        }
        other => {
            let _ = vm.types.get(Type::Object);
            match vm.try_attribute(other, "__dict__") {
                Ok(Some(Value::Dict(dict))) => Some(dict),
                _ => None,
            }
        }
    }
}
