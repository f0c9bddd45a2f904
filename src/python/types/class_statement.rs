//! Owns the class statement: bases, metaclass, namespace, and the class that comes of them.
//!
//! Invariant: what runs, and in which order, is what `__build_class__` and `type.__new__` run.

use std::rc::Rc;

use super::Type;
use super::type_::{call, unwrapped};
use crate::Result;
use crate::exception::{self, TypeError};
use crate::python::class::{Class, ClassParts};
use crate::python::dict::{Dict, Key};
use crate::python::machine::frame::ClassBody;
use crate::python::native::{Args, Native, fail};
use crate::python::value::{Descriptor, DictRef, MemberKind, Str, Value};
use crate::python::vm::Vm;

/// Bases of a class statement: aliases stand for their origins.
pub(crate) fn resolve_bases(vm: &Vm, bases: Vec<Value>) -> Result<(Vec<Value>, Option<Vec<Value>>)> {
    let mut resolved = Vec::new();
    let mut changed = false;
    for base in &bases {
        match base {
            Value::Class(_) => resolved.push(base.clone()),
            Value::Descriptor(descriptor) => match &**descriptor {
                Descriptor::Alias { origin, .. } => {
                    changed = true;
                    resolved.push(origin.clone());
                }
                _ => return fail(TypeError, "bases must be types"),
            },
            other => match vm.special_of_any(other, "__mro_entries__")? {
                Some(function) => {
                    changed = true;
                    let bases = Value::tuple(bases.clone());
                    resolved.extend(vm.collect(&vm.call(&function, Args::one(&bases))?)?);
                }
                None => return fail(TypeError, "bases must be types"),
            },
        }
    }
    Ok((resolved, changed.then_some(bases)))
}

pub(crate) const METACLASS_CONFLICT: &str = "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases";

/// The most derived metaclass.
pub(crate) fn metaclass_of(vm: &Vm, given: Option<Rc<Class>>, bases: &[Value]) -> Result<Option<Rc<Class>>> {
    let plain = vm.types.get(Type::Type);
    let mut best = given.filter(|class| !Rc::ptr_eq(class, plain));
    for base in bases {
        let Value::Class(base) = base else { continue };
        let Some(metaclass) = &base.metaclass else { continue };
        match &best {
            Some(current) if current.is_subclass_of(metaclass) => {}
            Some(current) if !metaclass.is_subclass_of(current) => {
                return fail(TypeError, METACLASS_CONFLICT);
            }
            _ => best = Some(metaclass.clone()),
        }
    }
    Ok(best)
}

/// The namespace of a class body.
pub(crate) fn prepare(
    vm: &Vm,
    metaclass: Option<&Rc<Class>>,
    name: &Str,
    bases: &[Value],
    keywords: &[(Str, Value)],
) -> Result<DictRef> {
    if let Some(metaclass) = metaclass
        && let Some(function) = metaclass.lookup_in_program("__prepare__")
    {
        let function = vm.bind(&function, None, metaclass)?;
        let args = Args {
            positional: vec![Value::Str(name.clone()), Value::tuple(bases.to_vec())],
            keywords: keywords.to_vec(),
        };
        if let Some(dict) = vm.call(&function, args)?.as_dict() {
            return Ok(dict.clone());
        }
    }
    let dict = DictRef::default();
    vm.heap.track_dict(&dict);
    Ok(dict)
}

/// The class of a statement whose body has run.
pub(crate) fn build(vm: &Vm, body: &ClassBody, namespace: DictRef) -> Result<Value> {
    if let Some(metaclass) = &body.metaclass {
        let args = Args {
            positional: vec![Value::Str(body.name.clone()), Value::tuple(body.bases.clone()), Value::Dict(namespace)],
            keywords: body.keywords.clone(),
        };
        return call(vm, metaclass, args);
    }
    new_class(vm, None, &body.name, &body.bases, &namespace, &body.keywords)
}

/// Calls a metaclass of the program: `__new__`, then `__init__`.
pub(crate) fn create_class(vm: &Vm, metaclass: &Rc<Class>, args: Args) -> Result<Value> {
    let class = match metaclass.lookup_in_program("__new__") {
        Some(function) => {
            let mut args = args.clone();
            args.positional.insert(0, Value::Class(metaclass.clone()));
            vm.call(&unwrapped(&function), args)?
        }
        None => class_from(vm, metaclass, &args)?,
    };
    if let Some(init) = metaclass.lookup_in_program("__init__") {
        let mut args = args;
        args.positional.insert(0, class.clone());
        vm.call(&init, args)?;
    }
    Ok(class)
}

/// `type.__new__(metaclass, name, bases, namespace)`
pub(crate) fn class_from(vm: &Vm, metaclass: &Rc<Class>, args: &Args) -> Result<Value> {
    let [name, bases, namespace] = &args.positional[..] else {
        let given = args.positional.len();
        return fail(TypeError, format!("type.__new__() takes exactly 3 arguments ({given} given)"));
    };
    let (name, bases) = (vm.str(name)?, vm.collect(bases)?);
    let Some(namespace) = namespace.as_dict() else {
        return fail(TypeError, "type.__new__() argument 3 must be dict");
    };
    let is_plain = Rc::ptr_eq(metaclass, vm.types.get(Type::Type));
    let metaclass = metaclass_of(vm, (!is_plain).then(|| metaclass.clone()), &bases)?;
    new_class(vm, metaclass, &name, &bases, namespace, &args.keywords)
}

fn new_class(
    vm: &Vm,
    metaclass: Option<Rc<Class>>,
    name: &Str,
    bases: &[Value],
    namespace: &DictRef,
    keywords: &[(Str, Value)],
) -> Result<Value> {
    let mut classes: Vec<Rc<Class>> = Vec::new();
    for base in bases {
        match base {
            Value::Class(class) => classes.push(class.clone()),
            _ => return fail(TypeError, "bases must be types"),
        }
    }
    if classes.is_empty() {
        classes.push(vm.types.get(Type::Object).clone());
    }
    let mut dict = namespace.borrow().clone();
    let text = |dict: &Dict, name: &str| dict.get_str(name).and_then(|value| value.as_str().cloned());
    let qualname = text(&dict, "__qualname__").unwrap_or_else(|| name.clone());
    let module = text(&dict, "__module__").unwrap_or_else(|| "__main__".into());
    dict.remove(&Key::from("__qualname__"));
    for method in ["__init_subclass__", "__class_getitem__"] {
        if let Some(function @ Value::Function(_)) = dict.get_str(method).cloned() {
            dict.set_str(method, Value::descriptor(Descriptor::ClassMethod(function)));
        }
    }
    if dict.get_str("__eq__").is_some() && dict.get_str("__hash__").is_none() {
        dict.set_str("__hash__", Value::None);
    }
    let slots = slots_of(vm, name, &mut dict, &classes)?;
    let parts = ClassParts { name: name.clone(), qualname, module, bases: classes.clone(), dict, metaclass, slots };
    let class = Class::create(parts)?;
    vm.spend((class.ancestors.len() * class.ancestors.len()) as u64 / 32)?;
    vm.heap.track_dict(&class.dict);
    if class.layout == Type::BaseException {
        super::exception::define(vm, &class)?;
    }
    let value = Value::Class(class.clone());
    let entries: Vec<_> = class.dict.borrow().entries().cloned().collect();
    for entry in entries {
        if let Some(function) = vm.special(&entry.value, "__set_name__") {
            vm.call(&function, Args::new(vec![value.clone(), entry.object.clone()]))?;
        }
    }
    init_subclass(vm, &class, keywords)?;
    Ok(value)
}

fn init_subclass(vm: &Vm, class: &Rc<Class>, keywords: &[(Str, Value)]) -> Result<()> {
    let inherited = class.lookup_behind(class, "__init_subclass__");
    match inherited {
        Some(found @ Value::Descriptor(_)) => {
            let function = vm.bind(&found, None, class)?;
            vm.call(&function, Args { positional: Vec::new(), keywords: keywords.to_vec() }).map(drop)
        }
        _ if !keywords.is_empty() && class.metaclass.is_none() => {
            let name = class.name();
            fail(TypeError, format!("{name}.__init_subclass__() takes no keyword arguments"))
        }
        _ => Ok(()),
    }
}

/// The names of `__slots__`, where no base has a `__dict__`.
fn slots_of(vm: &Vm, class: &Str, dict: &mut Dict, bases: &[Rc<Class>]) -> Result<Option<Vec<Str>>> {
    let Some(slots) = dict.get_str("__slots__").cloned() else { return Ok(None) };
    let names = match &slots {
        Value::Str(name) => vec![Value::Str(name.clone())],
        other => vm.collect(other)?,
    };
    let mut names: Vec<Str> = names.iter().filter_map(|name| name.as_str().cloned()).collect();
    for name in &names {
        if &**name != "__dict__" && &**name != "__weakref__" {
            if dict.get_str(name).is_some() {
                let text = format!("'{name}' in __slots__ conflicts with class variable");
                return fail(exception::ValueError, text);
            }
            let member = Descriptor::Member { name: name.clone(), class: class.clone(), kind: MemberKind::Slot };
            dict.set_str(name, Value::descriptor(member));
        }
    }
    let has_dict = names.iter().any(|name| &**name == "__dict__");
    let object = vm.types.get(Type::Object);
    let base_has_dict =
        bases.iter().any(|base| !Rc::ptr_eq(base, object) && base.slots.is_none() && !base.is_builtin());
    if has_dict || base_has_dict {
        return Ok(None);
    }
    names.extend(bases.iter().filter_map(|base| base.slots.clone()).flatten());
    Ok(Some(names))
}
/// The function `type.__new__` for metaclasses that call `super().__new__(…)`.
pub(crate) fn type_new() -> Value {
    Native::function("builtins", "__new__", |vm, mut args| match args.this()? {
        Value::Class(metaclass) => class_from(vm, &metaclass, &args),
        _ => fail(TypeError, "type.__new__(X): X is not a type object"),
    })
}
