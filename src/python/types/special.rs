//! Owns the methods with two underscores of Python's own types, which programs call by `super()` or by name.
//!
//! Invariant: each does what its operator does with the value that the object is of that type.

use std::rc::Rc;

use ruff_python_ast::{CmpOp, Operator, UnaryOp};

use super::Type;
use crate::Result;
use crate::exception::TypeError;
use crate::python::builtins::numbers;
use crate::python::class::Class;
use crate::python::native::{Args, Native, Table, fail};
use crate::python::signature::name_of;
use crate::python::value::{Descriptor, MemberKind, Value, is_same};
use crate::python::vm::Vm;

/// The object as its type holds it, and the other operand.
fn two(args: Args) -> (Value, Value) {
    let [a, b] = args.values();
    (a.plain().clone(), b.plain().clone())
}

fn first(args: &Args) -> &Value {
    args.positional.first().map_or(&Value::None, Value::plain)
}

/// NotImplemented, where the operands are not of the types that the operation is for.
fn or_not_implemented(result: Result<Value>) -> Result<Value> {
    match result {
        Err(error) if error.is(TypeError) => Ok(Value::NotImplemented),
        other => other,
    }
}

fn compare(vm: &Vm, args: Args, op: CmpOp) -> Result<Value> {
    let (a, b) = two(args);
    or_not_implemented(vm.compare(op, &a, &b))
}

fn binary(vm: &Vm, args: Args, op: Operator) -> Result<Value> {
    let (a, b) = two(args);
    match a {
        // A sequence joins, and raises where it cannot.
        Value::Str(_) | Value::Bytes(_) | Value::List(_) | Value::Tuple(_) => vm.binary(op, &a, &b, false),
        _ => or_not_implemented(vm.binary(op, &a, &b, false)),
    }
}

fn reflected(vm: &Vm, args: Args, op: Operator) -> Result<Value> {
    let (a, b) = two(args);
    or_not_implemented(vm.binary(op, &b, &a, false))
}

/// `a += b` and the like, of what changes and stays what it is.
fn in_place(vm: &Vm, args: Args, op: Operator) -> Result<Value> {
    let this = args.positional.first().cloned().unwrap_or_default();
    let (a, b) = two(args);
    let changed = vm.binary(op, &a, &b, true);
    let changed = if matches!(a, Value::List(_)) { changed } else { or_not_implemented(changed) };
    Ok(if is_same(&changed?, &a) { this } else { Value::NotImplemented })
}

fn divmod(vm: &Vm, a: &Value, b: &Value) -> Result<Value> {
    let quotient = vm.binary(Operator::FloorDiv, a, b, false)?;
    Ok(Value::tuple(vec![quotient, vm.binary(Operator::Mod, a, b, false)?]))
}

fn whole(vm: &Vm, args: &Args, round: fn(f64) -> f64) -> Result<Value> {
    match first(args) {
        Value::Float(float) => super::int::from_float(round(*float)),
        int => super::int::truncate(vm, int),
    }
}

/// What every type can do that is named here.
const TEXTS: Table = &[
    ("__repr__()", |vm, args| vm.repr(first(&args)).map(Value::string)),
    ("__str__()", |vm, args| vm.str(first(&args)).map(Value::Str)),
    ("__hash__()", |vm, args| vm.hash(first(&args)).map(Value::Int)),
    ("__format__(format_spec, /)", |vm, args| {
        let (value, spec) = two(args);
        crate::python::format::format(vm, &value, &vm.str(&spec)?).map(Value::string)
    }),
];

const ORDER: Table = &[
    ("__eq__(value, /)", |vm, args| compare(vm, args, CmpOp::Eq)),
    ("__ne__(value, /)", |vm, args| compare(vm, args, CmpOp::NotEq)),
    ("__lt__(value, /)", |vm, args| compare(vm, args, CmpOp::Lt)),
    ("__le__(value, /)", |vm, args| compare(vm, args, CmpOp::LtE)),
    ("__gt__(value, /)", |vm, args| compare(vm, args, CmpOp::Gt)),
    ("__ge__(value, /)", |vm, args| compare(vm, args, CmpOp::GtE)),
];

const NUMBER: Table = &[
    ("__add__(value, /)", |vm, args| binary(vm, args, Operator::Add)),
    ("__radd__(value, /)", |vm, args| reflected(vm, args, Operator::Add)),
    ("__sub__(value, /)", |vm, args| binary(vm, args, Operator::Sub)),
    ("__rsub__(value, /)", |vm, args| reflected(vm, args, Operator::Sub)),
    ("__mul__(value, /)", |vm, args| binary(vm, args, Operator::Mult)),
    ("__rmul__(value, /)", |vm, args| reflected(vm, args, Operator::Mult)),
    ("__truediv__(value, /)", |vm, args| binary(vm, args, Operator::Div)),
    ("__rtruediv__(value, /)", |vm, args| reflected(vm, args, Operator::Div)),
    ("__pow__(value, mod=None, /)", |vm, args| match args.options() {
        [a, b, None | Some(Value::None)] => {
            binary(vm, Args::new([a, b].into_iter().flatten().collect()), Operator::Pow)
        }
        [a, b, Some(modulus)] => numbers::power(vm, &Value::option(a), &Value::option(b), &modulus),
    }),
    ("__rpow__(value, mod=None, /)", |vm, args| reflected(vm, args, Operator::Pow)),
    ("__neg__()", |vm, args| vm.unary(UnaryOp::USub, first(&args))),
    ("__pos__()", |vm, args| vm.unary(UnaryOp::UAdd, first(&args))),
    ("__abs__()", |vm, args| numbers::absolute(vm, first(&args))),
    ("__bool__()", |vm, args| vm.truth(first(&args)).map(Value::Bool)),
];

const REAL: Table = &[
    ("__floordiv__(value, /)", |vm, args| binary(vm, args, Operator::FloorDiv)),
    ("__rfloordiv__(value, /)", |vm, args| reflected(vm, args, Operator::FloorDiv)),
    ("__mod__(value, /)", |vm, args| binary(vm, args, Operator::Mod)),
    ("__rmod__(value, /)", |vm, args| reflected(vm, args, Operator::Mod)),
    ("__divmod__(value, /)", |vm, args| {
        let (a, b) = two(args);
        or_not_implemented(divmod(vm, &a, &b))
    }),
    ("__rdivmod__(value, /)", |vm, args| {
        let (a, b) = two(args);
        or_not_implemented(divmod(vm, &b, &a))
    }),
    ("__int__()", |vm, args| whole(vm, &args, f64::trunc)),
    ("__float__()", |_, args| Ok(first(&args).as_float().map_or(Value::None, Value::Float))),
    ("__trunc__()", |vm, args| whole(vm, &args, f64::trunc)),
    ("__floor__()", |vm, args| whole(vm, &args, f64::floor)),
    ("__ceil__()", |vm, args| whole(vm, &args, f64::ceil)),
    ("__round__(ndigits=None, /)", |vm, args| {
        let (value, digits) = two(args);
        numbers::round(vm, &value, &digits)
    }),
];

const BITS: Table = &[
    ("__and__(value, /)", |vm, args| binary(vm, args, Operator::BitAnd)),
    ("__rand__(value, /)", |vm, args| reflected(vm, args, Operator::BitAnd)),
    ("__or__(value, /)", |vm, args| binary(vm, args, Operator::BitOr)),
    ("__ror__(value, /)", |vm, args| reflected(vm, args, Operator::BitOr)),
    ("__xor__(value, /)", |vm, args| binary(vm, args, Operator::BitXor)),
    ("__rxor__(value, /)", |vm, args| reflected(vm, args, Operator::BitXor)),
];

const WHOLE: Table = &[
    ("__lshift__(value, /)", |vm, args| binary(vm, args, Operator::LShift)),
    ("__rlshift__(value, /)", |vm, args| reflected(vm, args, Operator::LShift)),
    ("__rshift__(value, /)", |vm, args| binary(vm, args, Operator::RShift)),
    ("__rrshift__(value, /)", |vm, args| reflected(vm, args, Operator::RShift)),
    ("__invert__()", |vm, args| vm.unary(UnaryOp::Invert, first(&args))),
    ("__index__()", |vm, args| super::int::truncate(vm, first(&args))),
];

const COMPLEX: Table = &[("__complex__()", |_, args| Ok(first(&args).clone()))];

const ITEMS: Table = &[
    ("__len__()", |vm, args| vm.len(first(&args)).map(Value::Int)),
    ("__iter__()", |vm, args| vm.iterate(first(&args))),
];

const CONTAINS: Table = &[("__contains__(key, /)", |vm, args| {
    let [container, item] = args.values();
    vm.contains(container.plain(), &item).map(Value::Bool)
})];

const GET: Table = &[("__getitem__(key, /)", |vm, args| {
    let [this, index] = args.values();
    if let (Value::Dict(dict), Value::Instance(_)) = (this.plain(), &this)
        && vm.lookup(dict, &index)?.is_none()
        && let Some(function) = vm.special(&this, "__missing__")
    {
        return vm.call(&function, Args::one(&index));
    }
    vm.get_item(this.plain(), &index)
})];

const SET: Table = &[
    ("__setitem__(key, value, /)", |vm, args| {
        let [this, index, value] = args.values();
        vm.set_item(this.plain(), &index, value).map(|()| Value::None)
    }),
    ("__delitem__(key, /)", |vm, args| {
        let [this, index] = args.values();
        vm.delete_item(this.plain(), &index).map(|()| Value::None)
    }),
];

const JOIN: Table = &[
    ("__add__(value, /)", |vm, args| binary(vm, args, Operator::Add)),
    ("__mul__(value, /)", |vm, args| times(vm, args)),
    ("__rmul__(value, /)", |vm, args| times(vm, args)),
];

fn times(vm: &Vm, args: Args) -> Result<Value> {
    let [this, count] = args.values();
    let count = vm.integer(&count)?;
    vm.binary(Operator::Mult, this.plain(), &Value::big(count), false)
}

const JOIN_IN_PLACE: Table = &[
    ("__iadd__(value, /)", |vm, args| in_place(vm, args, Operator::Add)),
    ("__imul__(value, /)", |vm, args| {
        let [this, count] = args.values();
        let count = vm.integer(&count)?;
        in_place(vm, Args::new(vec![this, Value::big(count)]), Operator::Mult)
    }),
];

const PERCENT: Table = &[
    ("__mod__(value, /)", |vm, args| binary(vm, args, Operator::Mod)),
    ("__rmod__(value, /)", |vm, args| reflected(vm, args, Operator::Mod)),
];

const MERGE: Table = &[
    ("__or__(value, /)", |vm, args| binary(vm, args, Operator::BitOr)),
    ("__ror__(value, /)", |vm, args| reflected(vm, args, Operator::BitOr)),
];

const MERGE_IN_PLACE: Table = &[("__ior__(value, /)", |vm, args| in_place(vm, args, Operator::BitOr))];

const SETS: Table = &[
    ("__sub__(value, /)", |vm, args| binary(vm, args, Operator::Sub)),
    ("__rsub__(value, /)", |vm, args| reflected(vm, args, Operator::Sub)),
];

const SETS_IN_PLACE: Table = &[
    ("__iand__(value, /)", |vm, args| in_place(vm, args, Operator::BitAnd)),
    ("__ior__(value, /)", |vm, args| in_place(vm, args, Operator::BitOr)),
    ("__isub__(value, /)", |vm, args| in_place(vm, args, Operator::Sub)),
    ("__ixor__(value, /)", |vm, args| in_place(vm, args, Operator::BitXor)),
];

const TRUTH: Table = &[("__bool__()", |vm, args| vm.truth(first(&args)).map(Value::Bool))];

const BYTES: Table = &[("__bytes__()", |_, args| Ok(first(&args).clone()))];

const FILL: Table = &[("__init__", |vm, mut args| {
    let this = args.this()?;
    super::type_::fill(vm, &this, &args).map(|()| Value::None)
})];

/// `cls.__new__(cls, …)` of a type whose values are made at once.
fn new(vm: &Vm, mut args: Args) -> Result<Value> {
    match args.this()? {
        Value::Class(class) => super::type_::new_object(vm, &class, &args),
        _ => fail(TypeError, "__new__(X): X is not a type object"),
    }
}

/// What a type supports.
fn tables(of: Type) -> &'static [Table] {
    match of {
        Type::Int | Type::Bool => &[TEXTS, ORDER, NUMBER, REAL, BITS, WHOLE],
        Type::Float => &[TEXTS, ORDER, NUMBER, REAL],
        Type::Complex => &[TEXTS, ORDER, NUMBER, COMPLEX],
        Type::Str => &[TEXTS, ORDER, ITEMS, CONTAINS, GET, JOIN, PERCENT],
        Type::Bytes => &[TEXTS, ORDER, ITEMS, CONTAINS, GET, JOIN, PERCENT, BYTES],
        Type::Tuple => &[TEXTS, ORDER, ITEMS, CONTAINS, GET, JOIN],
        Type::List => &[TEXTS, ORDER, ITEMS, CONTAINS, GET, JOIN, SET, JOIN_IN_PLACE, FILL],
        Type::Dict => &[TEXTS, ORDER, ITEMS, CONTAINS, GET, SET, MERGE, MERGE_IN_PLACE, FILL],
        Type::Set => &[TEXTS, ORDER, ITEMS, CONTAINS, BITS, SETS, SETS_IN_PLACE, FILL],
        Type::FrozenSet => &[TEXTS, ORDER, ITEMS, CONTAINS, BITS, SETS],
        Type::Range => &[TEXTS, ORDER, ITEMS, CONTAINS, GET, TRUTH],
        Type::DictKeys | Type::DictItems => &[ORDER, ITEMS, CONTAINS, BITS, SETS],
        Type::DictValues => &[ITEMS],
        Type::NoneType => &[TRUTH],
        _ => &[],
    }
}

/// The attributes that a type computes, and those that it holds.
fn attributes(of: Type) -> (&'static [&'static str], &'static [&'static str]) {
    match of {
        Type::Int => (&["real", "imag", "numerator", "denominator"], &[]),
        Type::Float => (&["real", "imag"], &[]),
        Type::Complex => (&[], &["real", "imag"]),
        Type::Range | Type::Slice => (&[], &["start", "stop", "step"]),
        Type::Property => (&[], &["fget", "fset", "fdel"]),
        _ => (&[], &[]),
    }
}

/// Adds to a type what it supports.
pub(super) fn add(class: &Rc<Class>, of: Type, owner: &'static str) {
    for (name, function) in tables(of).iter().copied().flatten() {
        if class.own(&name_of(name).into()).is_none() {
            class.add(owner, name, *function);
        }
    }
    let (computed, held) = attributes(of);
    for (names, kind) in [(computed, MemberKind::Computed), (held, MemberKind::ReadOnly)] {
        for name in names {
            let member = Descriptor::Member { name: (*name).into(), class: owner.into(), kind };
            class.set(name, Value::descriptor(member));
        }
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
