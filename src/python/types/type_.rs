//! Owns `type`: creating classes and their instances, and asking about them.
//!
//! Invariant: an instance is laid out as the one type of Python's own that its class is made from.

use std::rc::Rc;

use super::Type;
use crate::Result;
use crate::exception::TypeError;
use crate::python::class::Class;
use crate::python::code::CodeKind;
use crate::python::dict::Dict;
use crate::python::memory::Counted;
use crate::python::native::{Args, Table, fail};
use crate::python::signature::signature;
use crate::python::value::{Descriptor, DictRef, Function, MemberKind, Str, Value};
use crate::python::vm::Vm;

pub(crate) const METHODS: Table = &[
    ("mro()", |_, mut args| match args.this()? {
        Value::Class(class) => Ok(Value::list(order(&class))),
        _ => fail(TypeError, "type.mro() needs a class"),
    }),
    ("__subclasses__()", |_, mut args| match args.this()? {
        Value::Class(class) => {
            let subclasses = class.subclasses.borrow();
            Ok(Value::list(subclasses.iter().filter_map(std::rc::Weak::upgrade).map(Value::Class).collect()))
        }
        _ => fail(TypeError, "type.__subclasses__() needs a class"),
    }),
    ("__call__(*args, **kwargs)", |vm, mut args| match args.this()? {
        Value::Class(class) => create(vm, &class, args),
        _ => fail(TypeError, "type.__call__() needs a class"),
    }),
    ("__instancecheck__(instance, /)", |vm, mut args| {
        let class = args.this()?;
        let [value] = args.values();
        Ok(Value::Bool(plain_is_instance(vm, &value, &class)))
    }),
    ("__subclasscheck__(subclass, /)", |_, mut args| {
        let class = args.this()?;
        let [other] = args.values();
        Ok(Value::Bool(matches!((&other, &class), (Value::Class(a), Value::Class(b)) if a.is_subclass_of(b))))
    }),
    ("__prepare__", |_, _| Ok(Value::Dict(DictRef::default()))),
];

/// The type of a value of Python's own.
pub(crate) fn of(value: &Value) -> Type {
    use crate::python::value::ViewKind;
    match value {
        Value::None => Type::NoneType,
        Value::NotImplemented => Type::NotImplemented,
        Value::Ellipsis => Type::Ellipsis,
        Value::Bool(_) => Type::Bool,
        Value::Int(_) | Value::Big(_) => Type::Int,
        Value::Float(_) => Type::Float,
        Value::Complex(_) => Type::Complex,
        Value::Str(_) => Type::Str,
        Value::Bytes(_) => Type::Bytes,
        Value::List(_) => Type::List,
        Value::Tuple(_) => Type::Tuple,
        Value::Dict(_) => Type::Dict,
        Value::View(view) => match view.kind {
            ViewKind::Keys => Type::DictKeys,
            ViewKind::Values => Type::DictValues,
            ViewKind::Items => Type::DictItems,
        },
        Value::Set(set) => {
            if set.is_frozen {
                Type::FrozenSet
            } else {
                Type::Set
            }
        }
        Value::Range(_) => Type::Range,
        Value::Slice(_) => Type::Slice,
        Value::Function(_) => Type::Function,
        Value::Native(_) => Type::BuiltinFunction,
        Value::Method(method) => match method.function {
            Value::Native(_) => Type::BuiltinFunction,
            _ => Type::Method,
        },
        Value::Class(_) => Type::Type,
        Value::Instance(_) => Type::Object,
        Value::Exception(_) => Type::BaseException,
        Value::Generator(generator) => match generator.kind() {
            CodeKind::Coroutine => Type::Coroutine,
            CodeKind::AsyncGenerator => Type::AsyncGenerator,
            _ => Type::Generator,
        },
        Value::Coroutine(_) => Type::Coroutine,
        Value::Iterator(state) => state.try_borrow().map_or(Type::Iterator, |state| state.kind()),
        Value::Future(future) => {
            if future.as_task().is_some() {
                Type::Task
            } else {
                Type::Future
            }
        }
        Value::Module(_) => Type::Module,
        Value::Descriptor(descriptor) => match &**descriptor {
            Descriptor::StaticMethod(_) => Type::StaticMethod,
            Descriptor::ClassMethod(_) => Type::ClassMethod,
            Descriptor::Property { .. } => Type::Property,
            Descriptor::Super { .. } => Type::Super,
            Descriptor::Alias { .. } => Type::Alias,
            Descriptor::Union(_) => Type::Union,
            Descriptor::Member { kind: MemberKind::Computed, .. } => Type::Attribute,
            Descriptor::Member { .. } => Type::Member,
        },
        Value::Host(_) => Type::Host,
    }
}

fn order(class: &Rc<Class>) -> Vec<Value> {
    std::iter::once(class).chain(&class.ancestors).cloned().map(Value::Class).collect()
}

/// What a class can be asked, behind what it defines.
pub(crate) fn attribute(vm: &Vm, class: &Rc<Class>, name: &str) -> Option<Value> {
    Some(match name {
        "__name__" => Value::Str(class.name()),
        "__qualname__" => Value::Str(class.qualname.borrow().clone()),
        "__module__" => Value::Str(class.module.borrow().clone()),
        "__doc__" => Value::None,
        "__bases__" => Value::tuple(class.bases.iter().cloned().map(Value::Class).collect()),
        "__base__" => class.bases.first().cloned().map_or(Value::None, Value::Class),
        "__mro__" => Value::tuple(order(class)),
        "__dict__" => Value::Dict(class.dict.clone()),
        "__class__" => Value::Class(vm.class_of(&Value::Class(class.clone()))),
        "__annotations__" => Value::Dict(DictRef::default()),
        "__type_params__" => Value::tuple(Vec::new()),
        _ => return None,
    })
}

/// What setting an attribute of a class changes besides its dictionary.
pub(crate) fn set_attribute(class: &Rc<Class>, name: &str, value: &Value) {
    if let Some(text) = value.as_str() {
        match name {
            "__name__" => drop(class.name.replace(text.clone())),
            "__qualname__" => drop(class.qualname.replace(text.clone())),
            "__module__" => drop(class.module.replace(text.clone())),
            _ => {}
        }
    }
}

impl Class {
    /// Module and qualified name, the module of the program's own classes included.
    pub(crate) fn module_name(&self) -> String {
        let (module, name) = (self.module.borrow(), self.qualname.borrow());
        if &**module == "builtins" { name.to_string() } else { format!("{module}.{name}") }
    }
}

/// Calls a class: `type(value)` for `type` itself, else a new instance, by its metaclass where that has a `__call__`.
pub(crate) fn call(vm: &Vm, class: &Rc<Class>, args: Args) -> Result<Value> {
    if let Some(metaclass) = &class.metaclass
        && let Some(function) = metaclass.lookup_in_program("__call__")
    {
        let mut args = args;
        args.positional.insert(0, Value::Class(class.clone()));
        return vm.call(&function, args);
    }
    create(vm, class, args)
}

/// `type.__call__`
fn create(vm: &Vm, class: &Rc<Class>, args: Args) -> Result<Value> {
    if class.is_builtin() {
        return match class.exception_class() {
            Some(exception) => super::exception::create(vm, class, &exception, args),
            None => crate::python::builtins::construct(vm, class, args),
        };
    }
    if class.layout == Type::Type {
        return super::class_statement::create_class(vm, class, args);
    }
    let object = match class.lookup_in_program("__new__") {
        Some(function) => {
            let function = unwrapped(&function);
            let mut args = args.clone();
            args.positional.insert(0, Value::Class(class.clone()));
            vm.call(&function, args)?
        }
        None => match class.exception_class() {
            Some(exception) => return super::exception::create(vm, class, &exception, args),
            None => new_object(vm, class, &args)?,
        },
    };
    let is_own = match &object {
        Value::Instance(instance) => instance.class.borrow().is_subclass_of(class),
        Value::Exception(_) => vm.class_of(&object).is_subclass_of(class),
        _ => false,
    };
    if is_own && let Some(init) = class.lookup_in_program("__init__") {
        let mut args = args;
        args.positional.insert(0, object.clone());
        let returned = vm.call(&init, args)?;
        if !returned.is_none() {
            let name = vm.type_name(&returned);
            return fail(TypeError, format!("__init__() should return None, not '{name}'"));
        }
    } else if let (Value::Exception(error), true) = (&object, is_own) {
        error.set_args(args.positional.iter().map(crate::python::exceptions::to_host).collect());
    } else if is_own && class.layout == Type::Object {
        refuse_arguments(class, &args)?;
    } else if is_own {
        fill(vm, &object, &args)?;
    }
    Ok(object)
}

/// A function in a `staticmethod`, as `__new__` is by itself.
pub(super) fn unwrapped(value: &Value) -> Value {
    match value {
        Value::Descriptor(descriptor) => match &**descriptor {
            Descriptor::StaticMethod(function) => function.clone(),
            _ => value.clone(),
        },
        other => other.clone(),
    }
}

fn refuse_arguments(class: &Rc<Class>, args: &Args) -> Result<()> {
    let none = args.positional.is_empty() && args.keywords.is_empty();
    if none || class.lookup_in_program("__new__").is_some() {
        return Ok(());
    }
    fail(TypeError, format!("{}() takes no arguments", class.name()))
}

/// The new object of a plain class whose `__init__` is a function of the program: it runs next.
pub(crate) fn begin_instance(vm: &Vm, class: &Rc<Class>, args: &Args) -> Result<Option<(Value, Counted<Function>)>> {
    if class.is_builtin()
        || class.layout != Type::Object
        || class.metaclass.as_ref().is_some_and(|metaclass| metaclass.lookup_in_program("__call__").is_some())
        || class.lookup_in_program("__new__").is_some()
    {
        return Ok(None);
    }
    match class.lookup_in_program("__init__") {
        Some(Value::Function(init)) if init.code.kind == CodeKind::Function => {
            Ok(Some((new_object(vm, class, args)?, init)))
        }
        _ => Ok(None),
    }
}

/// `object.__new__(class)`, and those of Python's own types.
pub(crate) fn new_object(vm: &Vm, class: &Rc<Class>, args: &Args) -> Result<Value> {
    if class.is_builtin() && class.layout != Type::Object {
        return match class.layout {
            Type::Str => super::str::construct(vm, args.clone(), false),
            _ => crate::python::builtins::construct(vm, class, args.clone()),
        };
    }
    if let Some(names) = abstract_methods(class) {
        let s = if names.len() == 1 { "" } else { "s" };
        let list = names.iter().map(|name| format!("'{name}'")).collect::<Vec<_>>().join(", ");
        let name = class.name();
        return fail(
            TypeError,
            format!("Can't instantiate abstract class {name} without an implementation for abstract method{s} {list}"),
        );
    }
    let base = vm.types.get(class.layout).clone();
    let payload = match class.layout {
        Type::Object | Type::BaseException => Value::None,
        Type::Host => match class.ancestors.iter().find(|class| vm.classes.constructor(class).is_some()) {
            Some(base) => crate::python::builtins::construct(vm, base, args.clone())?,
            None => Value::None,
        },
        // Filled by `__init__`.
        Type::List => Value::list(Vec::new()),
        Type::Dict => Value::Dict(DictRef::default()),
        Type::Set => Value::set(Dict::default()),
        Type::Str => super::str::construct(vm, args.clone(), false)?,
        // Keywords are for its own `__init__`.
        Type::Tuple | Type::Float | Type::FrozenSet if class.lookup_in_program("__init__").is_some() => {
            crate::python::builtins::construct(vm, &base, Args::new(args.positional.clone()))?
        }
        _ => crate::python::builtins::construct(vm, &base, args.clone())?,
    };
    Ok(vm.new_instance(class, payload))
}

/// The names of abstract methods that no class has filled in.
fn abstract_methods(class: &Rc<Class>) -> Option<Vec<Str>> {
    let names = class.lookup_in_program("__abstractmethods__")?;
    let names: Vec<Str> = match &names {
        Value::Set(set) => set.items.borrow().entries().filter_map(|entry| entry.object.as_str().cloned()).collect(),
        _ => Vec::new(),
    };
    (!names.is_empty()).then_some(names)
}

/// `list.__init__` and the like.
pub(crate) fn fill(vm: &Vm, object: &Value, args: &Args) -> Result<()> {
    match object.plain() {
        Value::List(list) => {
            let [items] = args.clone().fit(signature!("list(iterable=(), /)"))?.options();
            let items = match items {
                Some(items) => vm.listed(&items)?,
                None => Vec::new(),
            };
            let old = list.replace(items);
            drop(old);
        }
        Value::Dict(dict) => super::dict::fill(vm, dict, args)?,
        Value::Set(set) if !set.is_frozen => {
            let [items] = args.clone().fit(signature!("set(iterable=(), /)"))?.options();
            if let Some(items) = items {
                for item in vm.collect(&items)? {
                    vm.add(&set.items, item)?;
                }
            }
        }
        _ => {}
    }
    Ok(())
}

/// `isinstance(value, class)`
pub(crate) fn is_instance(vm: &Vm, value: &Value, class: &Value) -> Result<bool> {
    match class {
        Value::Tuple(classes) => {
            for class in &**classes {
                if vm.nested(|| is_instance(vm, value, class))? {
                    return Ok(true);
                }
            }
            Ok(false)
        }
        Value::Descriptor(descriptor) if matches!(&**descriptor, Descriptor::Union(_)) => {
            let Descriptor::Union(parts) = &**descriptor else { return Ok(false) };
            let parts = parts.as_tuple().cloned().unwrap_or_default();
            for part in &*parts {
                if if part.is_none() { value.is_none() } else { vm.nested(|| is_instance(vm, value, part))? } {
                    return Ok(true);
                }
            }
            Ok(false)
        }
        Value::Descriptor(descriptor) if matches!(&**descriptor, Descriptor::Alias { .. }) => {
            fail(TypeError, "isinstance() argument 2 cannot be a parameterized generic")
        }
        Value::Class(of) => {
            if let Some(metaclass) = &of.metaclass
                && let Some(function) = metaclass.lookup_in_program("__instancecheck__")
            {
                return vm.truth(&vm.call(&function, Args::new(vec![class.clone(), value.clone()]))?);
            }
            Ok(plain_is_instance(vm, value, class))
        }
        other => match vm.special(other, "__instancecheck__") {
            Some(function) => vm.truth(&vm.call(&function, Args::one(value))?),
            None => fail(TypeError, "isinstance() arg 2 must be a type, a tuple of types, or a union"),
        },
    }
}

fn plain_is_instance(vm: &Vm, value: &Value, class: &Value) -> bool {
    let Value::Class(class) = class else { return false };
    if vm.class_of(value).is_subclass_of(class) {
        return true;
    }
    match value {
        Value::Host(host) => class.is_builtin() && host.is_instance_of(&class.name()),
        _ => false,
    }
}

/// `issubclass(class, other)`
pub(crate) fn is_subclass(vm: &Vm, class: &Value, other: &Value) -> Result<bool> {
    let Value::Class(class) = class else { return fail(TypeError, "issubclass() arg 1 must be a class") };
    match other {
        Value::Tuple(others) => {
            for other in &**others {
                if vm.nested(|| is_subclass(vm, &Value::Class(class.clone()), other))? {
                    return Ok(true);
                }
            }
            Ok(false)
        }
        Value::Class(other) => {
            if let Some(metaclass) = &other.metaclass
                && let Some(function) = metaclass.lookup_in_program("__subclasscheck__")
            {
                let args = Args::new(vec![Value::Class(other.clone()), Value::Class(class.clone())]);
                return vm.truth(&vm.call(&function, args)?);
            }
            Ok(class.is_subclass_of(other))
        }
        _ => fail(TypeError, "issubclass() arg 2 must be a class, a tuple of classes, or a union"),
    }
}
