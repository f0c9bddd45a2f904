//! Owns the methods with two underscores of Python's own types, which programs call by `super()` or by name.
//!
//! Invariant: each does what its operator does with the value that the object is of that type.

use std::rc::Rc;

use ruff_python_ast::{CmpOp, Operator, UnaryOp};

use super::Type;
use crate::Result;
use crate::exception::TypeError;
use crate::python::class::Class;
use crate::python::native::{Args, Native, NativeFunction, fail};
use crate::python::signature::name_of;
use crate::python::value::Value;
use crate::python::vm::Vm;

fn two(args: Args) -> Result<(Value, Value)> {
    let [a, b] = args.values();
    Ok((a.plain().clone(), b))
}

fn compare(vm: &Vm, args: Args, op: CmpOp) -> Result<Value> {
    let (a, b) = two(args)?;
    match vm.compare(op, &a, b.plain()) {
        Err(error) if error.is(TypeError) => Ok(Value::NotImplemented),
        other => other,
    }
}

fn binary(vm: &Vm, args: Args, op: Operator, reflected: bool) -> Result<Value> {
    let (a, b) = two(args)?;
    let (a, b) = if reflected { (b.plain().clone(), a) } else { (a, b.plain().clone()) };
    match vm.binary(op, &a, &b, false) {
        Err(error) if error.is(TypeError) => Ok(Value::NotImplemented),
        other => other,
    }
}

const COMPARISONS: &[(&str, NativeFunction)] = &[
    ("__eq__", |vm, args| compare(vm, args, CmpOp::Eq)),
    ("__ne__", |vm, args| compare(vm, args, CmpOp::NotEq)),
    ("__lt__", |vm, args| compare(vm, args, CmpOp::Lt)),
    ("__le__", |vm, args| compare(vm, args, CmpOp::LtE)),
    ("__gt__", |vm, args| compare(vm, args, CmpOp::Gt)),
    ("__ge__", |vm, args| compare(vm, args, CmpOp::GtE)),
];

const NUMBERS: &[(&str, NativeFunction)] = &[
    ("__add__", |vm, args| binary(vm, args, Operator::Add, false)),
    ("__radd__", |vm, args| binary(vm, args, Operator::Add, true)),
    ("__sub__", |vm, args| binary(vm, args, Operator::Sub, false)),
    ("__rsub__", |vm, args| binary(vm, args, Operator::Sub, true)),
    ("__mul__", |vm, args| binary(vm, args, Operator::Mult, false)),
    ("__rmul__", |vm, args| binary(vm, args, Operator::Mult, true)),
    ("__truediv__", |vm, args| binary(vm, args, Operator::Div, false)),
    ("__floordiv__", |vm, args| binary(vm, args, Operator::FloorDiv, false)),
    ("__mod__", |vm, args| binary(vm, args, Operator::Mod, false)),
    ("__pow__", |vm, args| binary(vm, args, Operator::Pow, false)),
    ("__and__", |vm, args| binary(vm, args, Operator::BitAnd, false)),
    ("__or__", |vm, args| binary(vm, args, Operator::BitOr, false)),
    ("__xor__", |vm, args| binary(vm, args, Operator::BitXor, false)),
    ("__neg__", |vm, args| vm.unary(UnaryOp::USub, first(&args).plain())),
    ("__pos__", |vm, args| vm.unary(UnaryOp::UAdd, first(&args).plain())),
    ("__bool__", |vm, args| vm.truth(first(&args).plain()).map(Value::Bool)),
    ("__int__", |vm, args| super::int::truncate(vm, first(&args).plain())),
    ("__index__", |vm, args| super::int::truncate(vm, first(&args).plain())),
    ("__float__", |_, args| Ok(first(&args).as_float().map_or(Value::None, Value::Float))),
    ("__abs__", |vm, args| crate::python::builtins::numbers::absolute(vm, first(&args).plain())),
];

const CONTAINERS: &[(&str, NativeFunction)] = &[
    ("__len__", |vm, args| vm.len(first(&args).plain()).map(Value::Int)),
    ("__iter__", |vm, args| vm.iterate(first(&args).plain())),
    ("__contains__", |vm, args| {
        let (container, item) = two(args)?;
        vm.contains(&container, &item).map(Value::Bool)
    }),
    ("__getitem__", |vm, args| {
        let [this, index] = args.values();
        if let (Value::Dict(dict), Value::Instance(_)) = (this.plain(), &this)
            && vm.lookup(dict, &index)?.is_none()
            && let Some(function) = vm.special(&this, "__missing__")
        {
            return vm.call(&function, Args::one(&index));
        }
        vm.get_item(this.plain(), &index)
    }),
    ("__setitem__", |vm, args| {
        let [this, index, value] = args.values();
        vm.set_item(this.plain(), &index, value).map(|()| Value::None)
    }),
    ("__delitem__", |vm, args| {
        let (this, index) = two(args)?;
        vm.delete_item(&this, &index).map(|()| Value::None)
    }),
    ("__add__", |vm, args| binary(vm, args, Operator::Add, false)),
    ("__mul__", |vm, args| binary(vm, args, Operator::Mult, false)),
    ("__or__", |vm, args| binary(vm, args, Operator::BitOr, false)),
    ("__and__", |vm, args| binary(vm, args, Operator::BitAnd, false)),
    ("__sub__", |vm, args| binary(vm, args, Operator::Sub, false)),
];

const ALL: &[(&str, NativeFunction)] = &[
    ("__repr__", |vm, args| vm.repr(first(&args).plain()).map(Value::string)),
    ("__str__", |vm, args| vm.str(first(&args).plain()).map(Value::Str)),
    ("__hash__", |vm, args| vm.hash(first(&args).plain()).map(Value::Int)),
    ("__format__", |vm, args| {
        let (value, spec) = two(args)?;
        crate::python::format::format(vm, &value, &vm.str(&spec)?).map(Value::string)
    }),
];

fn first(args: &Args) -> &Value {
    args.positional.first().unwrap_or(&Value::None)
}

/// `cls.__new__(cls, …)` of a type whose values are made at once.
fn new(vm: &Vm, mut args: Args) -> Result<Value> {
    match args.this()? {
        Value::Class(class) => super::type_::new_object(vm, &class, &args),
        _ => fail(TypeError, "__new__(X): X is not a type object"),
    }
}

/// Adds to a type what it supports.
pub(super) fn add(class: &Rc<Class>, of: Type, owner: &'static str) {
    let put = |table: &[(&'static str, NativeFunction)]| {
        for (name, function) in table {
            if class.own(&name_of(name).into()).is_none() {
                class.add(owner, name, *function);
            }
        }
    };
    match of {
        Type::Int | Type::Float | Type::Bool | Type::Complex => {
            put(ALL);
            put(COMPARISONS);
            let is_whole = matches!(of, Type::Int | Type::Bool);
            let has = |name: &str| match name {
                "__index__" | "__and__" | "__or__" | "__xor__" => is_whole,
                "__int__" | "__float__" | "__floordiv__" | "__mod__" => of != Type::Complex,
                _ => true,
            };
            for (name, function) in NUMBERS.iter().filter(|(name, _)| has(name)) {
                if class.own(&name_of(name).into()).is_none() {
                    class.add(owner, name, *function);
                }
            }
        }
        Type::Str | Type::Bytes | Type::List | Type::Tuple | Type::Dict | Type::Set | Type::FrozenSet | Type::Range => {
            put(ALL);
            put(COMPARISONS);
            put(CONTAINERS);
            if matches!(of, Type::List | Type::Dict | Type::Set) {
                put(&[("__init__", |vm, mut args| {
                    let this = args.this()?;
                    super::type_::fill(vm, &this, &args).map(|()| Value::None)
                })]);
            }
        }
        _ => {}
    }
    match of {
        Type::Type => class.set("__new__", super::class_statement::type_new()),
        Type::Int
        | Type::Float
        | Type::Str
        | Type::Bytes
        | Type::List
        | Type::Tuple
        | Type::Dict
        | Type::Set
        | Type::FrozenSet
        | Type::Bool
        | Type::Complex
        | Type::Object => {
            class.set("__new__", Native::function("builtins", "__new__", new));
        }
        _ => {}
    }
    if of == Type::List || of == Type::Dict || of == Type::Set {
        class.set("__hash__", Value::None);
    }
}
