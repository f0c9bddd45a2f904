//! Owns the builtin functions, and calls of Python's own types.
//!
//! Invariant: what is named here is found by every module.

pub(crate) mod attributes;
mod iterables;
pub(crate) mod numbers;
mod output;

use std::rc::Rc;

use super::class::Class;
use super::memory::Counted;
use super::modules::add_functions;
use super::native::{Args, Native, fail};
use super::signature::signature;
use super::types::{self, Type};
use super::value::{Descriptor, DictRef, Range, Value};
use super::vm::Vm;
use crate::Result;
use crate::exception::{self, TypeError, ValueError};
pub(crate) use attributes::{names_of, super_of};
pub(crate) use output::print_to;

/// The types that have a builtin name.
const NAMED: &[Type] = &[
    Type::Object,
    Type::Type,
    Type::Int,
    Type::Bool,
    Type::Float,
    Type::Complex,
    Type::Str,
    Type::Bytes,
    Type::List,
    Type::Tuple,
    Type::Dict,
    Type::Set,
    Type::FrozenSet,
    Type::Range,
    Type::Slice,
    Type::StaticMethod,
    Type::ClassMethod,
    Type::Property,
    Type::Super,
    Type::Enumerate,
    Type::Zip,
    Type::Map,
    Type::Filter,
    Type::Reversed,
];

/// Puts the builtins in their place.
pub(crate) fn install(vm: &Vm) {
    let mut names = vm.builtins.borrow_mut();
    for of in NAMED {
        names.set_str(&vm.types.get(*of).name(), vm.class(*of));
    }
    for class in exception::Class::builtins() {
        if class.module() == "builtins" {
            names.set_str(class.name(), Value::Class(vm.class_of_exception(class)));
        }
    }
    names.set_str("EnvironmentError", Value::Class(vm.class_of_exception(&exception::OSError)));
    names.set_str("IOError", Value::Class(vm.class_of_exception(&exception::OSError)));
    names.set_str("NotImplemented", Value::NotImplemented);
    names.set_str("Ellipsis", Value::Ellipsis);
    names.set_str("__name__", Value::str("builtins"));
    names.set_str("None", Value::None);
    names.set_str("True", Value::Bool(true));
    names.set_str("False", Value::Bool(false));
    names.set_str("__debug__", Value::Bool(true));
    for table in [attributes::FUNCTIONS, iterables::FUNCTIONS, numbers::FUNCTIONS, output::FUNCTIONS] {
        add_functions(&mut names, "builtins", table);
    }
    let from_keys = Native::closure("fromkeys(iterable, value=None, /)", |vm, mut args| {
        let class = args.this()?;
        let [keys, value] = args.options();
        let made = types::dict::from_keys(vm, &keys.unwrap_or_default(), &Value::option(value))?;
        match &class {
            Value::Class(class) if !class.is_builtin() => vm.call(&Value::Class(class.clone()), Args::one(&made)),
            _ => Ok(made),
        }
    });
    class_method(vm, Type::Dict, "fromkeys", from_keys);
    class_method(
        vm,
        Type::Bytes,
        "maketrans",
        Native::closure("maketrans(frm, to, /)", types::bytes::make_translation),
    );
    class_method(vm, Type::Str, "maketrans", Native::closure("maketrans(x, y=None, z=None, /)", make_translation));
    class_method(
        vm,
        Type::Float,
        "fromhex",
        Native::closure("fromhex(string, /)", |vm, args| {
            types::float::from_hex(&vm.str(args.positional.get(1).unwrap_or(&Value::None))?).map(Value::Float)
        }),
    );
    class_method(
        vm,
        Type::Int,
        "from_bytes",
        Native::closure("from_bytes(bytes, byteorder='big', *, signed=False)", numbers::from_bytes),
    );
    class_method(
        vm,
        Type::Bytes,
        "fromhex",
        Native::closure("fromhex(string, /)", |vm, args| {
            let text = vm.str(args.positional.get(1).unwrap_or(&Value::None))?;
            let (mut bytes, mut place) = (Vec::new(), 0);
            let chars: Vec<char> = text.chars().collect();
            while place < chars.len() {
                if chars[place].is_ascii_whitespace() {
                    place += 1;
                    continue;
                }
                let digit = |place: usize| chars.get(place).and_then(|c| c.to_digit(16));
                match (digit(place), digit(place + 1)) {
                    (Some(high), Some(low)) => bytes.push((high * 16 + low) as u8),
                    (Some(_), None) if place + 1 == chars.len() => {
                        return fail(ValueError, "fromhex() arg must contain an even number of hexadecimal digits");
                    }
                    (high, _) => {
                        let place = place + usize::from(high.is_some());
                        let message = format!("non-hexadecimal number found in fromhex() arg at position {place}");
                        return fail(ValueError, message);
                    }
                }
                place += 2;
            }
            Ok(Value::Bytes(bytes.into()))
        }),
    );
}

fn class_method(vm: &Vm, of: Type, name: &str, function: Value) {
    let function = match function {
        Value::Native(native) => match native.into_inner() {
            Some(native) => {
                let module = of.name();
                Value::Native(Counted::new(Native { owner: Some(Native::CLASS_METHOD), module, ..native }))
            }
            None => Value::None,
        },
        other => other,
    };
    vm.types.get(of).set(name, Value::descriptor(Descriptor::ClassMethod(function)));
}

fn make_translation(vm: &Vm, mut args: Args) -> Result<Value> {
    args.this()?;
    let [from, to, deleted] = args.options();
    let dict = DictRef::default();
    let code = |c: char| Value::Int(i64::from(u32::from(c)));
    match (from, to) {
        (Some(table), None) => {
            let Some(table) = table.as_dict() else {
                return fail(TypeError, "if you give only one argument to maketrans it must be a dict");
            };
            for entry in table.borrow().entries() {
                let key = match entry.object.as_str() {
                    Some(text) => text.chars().next().map_or(Value::None, code),
                    None => entry.object.clone(),
                };
                vm.insert(&dict, key, entry.value.clone())?;
            }
        }
        (Some(from), Some(to)) => {
            let (from, to) = (vm.str(&from)?, vm.str(&to)?);
            if from.chars().count() != to.chars().count() {
                return fail(ValueError, "the first two maketrans arguments must have equal length");
            }
            for (from, to) in from.chars().zip(to.chars()) {
                vm.insert(&dict, code(from), code(to))?;
            }
        }
        _ => {}
    }
    if let Some(deleted) = deleted {
        for c in vm.str(&deleted)?.chars() {
            vm.insert(&dict, code(c), Value::None)?;
        }
    }
    Ok(Value::Dict(dict))
}

/// Calls one of Python's own types.
pub(crate) fn construct(vm: &Vm, class: &Rc<Class>, args: Args) -> Result<Value> {
    let Some(of) = class.builtin else { return fail(TypeError, "not a builtin type") };
    match of {
        Type::Object if args.positional.is_empty() && args.keywords.is_empty() => {
            Ok(vm.new_instance(class, Value::None))
        }
        Type::Object => fail(TypeError, "object() takes no arguments"),
        Type::Type => match &args.positional[..] {
            [value] => Ok(Value::Class(vm.class_of(value))),
            [_, bases, _] => {
                let bases = vm.collect(bases)?;
                if bases.iter().any(|base| !matches!(base, Value::Class(_))) {
                    return fail(TypeError, types::class_statement::METACLASS_CONFLICT);
                }
                match types::class_statement::metaclass_of(vm, None, &bases)? {
                    Some(metaclass) => types::class_statement::create_class(vm, &metaclass, args),
                    None => types::class_statement::class_from(vm, class, &args),
                }
            }
            _ => fail(TypeError, "type() takes 1 or 3 arguments"),
        },
        Type::Int => types::int::construct(vm, args),
        Type::Bool => {
            let [value] = args.fit(signature!("bool(object=False, /)"))?.options();
            Ok(Value::Bool(value.map(|value| vm.truth(&value)).transpose()?.unwrap_or(false)))
        }
        Type::Float => types::float::construct(vm, args),
        Type::Complex => numbers::complex(vm, args),
        Type::Str => types::str::construct(vm, args, true),
        Type::Bytes => types::bytes::construct(vm, args),
        Type::List => {
            let [items] = args.fit(signature!("list(iterable=(), /)"))?.options();
            Ok(Value::list(items.map(|items| vm.listed(&items)).transpose()?.unwrap_or_default()))
        }
        Type::Tuple => {
            let [items] = args.fit(signature!("tuple(iterable=(), /)"))?.options();
            if let Some(Value::Tuple(items)) = &items {
                return Ok(Value::Tuple(items.clone()));
            }
            Ok(Value::tuple(items.map(|items| vm.collect(&items)).transpose()?.unwrap_or_default()))
        }
        Type::Dict => {
            let dict = DictRef::default();
            types::dict::fill(vm, &dict, &args)?;
            Ok(Value::Dict(dict))
        }
        Type::Set | Type::FrozenSet => {
            let [items] = args
                .fit(if of == Type::Set {
                    signature!("set(iterable=(), /)")
                } else {
                    signature!("frozenset(iterable=(), /)")
                })?
                .options();
            let items = items.map(|items| vm.collect(&items)).transpose()?.unwrap_or_default();
            let items = types::set::from_items(vm, items)?;
            Ok(if of == Type::Set { Value::set(items) } else { Value::frozenset(items) })
        }
        Type::Range => range(vm, args),
        Type::Slice => {
            let [a, b, c] = args.fit(signature!("slice(start, stop=None, step=None, /)"))?.options();
            let parts = match (a, b) {
                (stop, None) => [Value::None, Value::option(stop), Value::None],
                (start, stop) => [Value::option(start), Value::option(stop), Value::option(c)],
            };
            Ok(Value::Slice(Counted::new(parts)))
        }
        Type::StaticMethod => {
            let [function] = args.fit(signature!("staticmethod(function, /)"))?.values();
            Ok(Value::descriptor(Descriptor::StaticMethod(function)))
        }
        Type::ClassMethod => {
            let [function] = args.fit(signature!("classmethod(function, /)"))?.values();
            Ok(Value::descriptor(Descriptor::ClassMethod(function)))
        }
        Type::Property => types::property::construct(args),
        Type::Enumerate | Type::Zip | Type::Map | Type::Filter | Type::Reversed => iterables::construct(vm, of, args),
        Type::Future => crate::python::modules::asyncio::future::create(vm, args),
        Type::Task => crate::python::modules::asyncio::tasks::task(vm, args),
        Type::Super if !args.keywords.is_empty() => fail(TypeError, "super() takes no keyword arguments"),
        Type::Super if args.positional.len() > 2 => {
            let given = args.positional.len();
            fail(TypeError, format!("super() expected at most 2 arguments, got {given}"))
        }
        Type::Super => {
            let [class, this] = args.values();
            attributes::super_of(vm, &class, &this)
        }
        Type::NoneType | Type::NotImplemented | Type::Ellipsis => {
            if args.positional.is_empty() && args.keywords.is_empty() {
                return Ok(match of {
                    Type::NoneType => Value::None,
                    Type::NotImplemented => Value::NotImplemented,
                    _ => Value::Ellipsis,
                });
            }
            let name = if of == Type::Ellipsis { "EllipsisType".into() } else { class.name() };
            fail(TypeError, format!("{name} takes no arguments"))
        }
        Type::Host => match vm.classes.constructor(class) {
            Some(constructor) => constructor(vm, args),
            None => fail(TypeError, format!("cannot create '{}' instances", class.full_name())),
        },
        Type::Alias => {
            let [origin, arguments] = args.fit(signature!("GenericAlias(origin, args, /)"))?.values();
            Ok(Value::descriptor(Descriptor::Alias { origin, arguments, is_unpacked: false }))
        }
        Type::Method => {
            let [function, this] = args.fit(signature!("method(function, instance, /)"))?.values();
            Ok(Value::method(&this, function))
        }
        Type::Module => {
            let [name, doc] = args.fit(signature!("module(name, doc=None)"))?.options();
            let module = vm.new_module(&vm.str(&Value::option(name))?, super::dict::Dict::default());
            let old = module.dict.borrow_mut().set_str("__doc__", Value::option(doc));
            drop(old);
            Ok(Value::Module(module))
        }
        _ => fail(TypeError, format!("cannot create '{}' instances", class.full_name())),
    }
}

fn range(vm: &Vm, args: Args) -> Result<Value> {
    let [a, b, c] = args.fit(signature!("range(start, stop=0, step=1, /)"))?.options();
    let number = |value: Option<Value>| vm.integer(&Value::option(value)).map(Value::big);
    let parts = match (a, b) {
        (stop, None) => [Value::Int(0), number(stop)?, Value::Int(1)],
        (start, stop) => [number(start)?, number(stop)?, number(c.or(Some(Value::Int(1))))?],
    };
    if matches!(parts[2], Value::Int(0)) {
        return fail(ValueError, "range() arg 3 must not be zero");
    }
    Ok(Range::value(parts))
}
