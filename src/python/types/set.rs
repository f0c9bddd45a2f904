//! Owns `set` and `frozenset`.
//!
//! Invariant: iteration is in insertion order, which CPython leaves open.

use crate::python::memory::{Counted, Growing};
use ruff_python_ast::{CmpOp, Operator};

use super::view;
use crate::Result;
use crate::exception::{KeyError, TypeError};
use crate::python::dict::{Dict, Key};
use crate::python::exceptions::to_host;
use crate::python::hash::Role;
use crate::python::native::{Args, Table, fail};
use crate::python::value::{Set, Value};
use crate::python::vm::Vm;

pub(crate) const METHODS: Table = &[
    ("add(object, /)", |vm, mut args| {
        let set = set(&args.this()?)?;
        let [item] = args.values();
        vm.add(&set.items, item).map(|()| Value::None)
    }),
    ("discard(object, /)", |vm, mut args| {
        let set = set(&args.this()?)?;
        let [item] = args.values();
        remove(vm, &set, &item).map(|_| Value::None)
    }),
    ("remove(object, /)", |vm, mut args| {
        let set = set(&args.this()?)?;
        let [item] = args.values();
        if remove(vm, &set, &item)? { Ok(Value::None) } else { crate::raise(KeyError.new(to_host(&item))) }
    }),
    ("pop()", |_, mut args| {
        let set = set(&args.this()?)?;
        let popped = set.items.borrow_mut().pop_first();
        match popped {
            Some(entry) => Ok(entry.object),
            None => fail(KeyError, "pop from an empty set"),
        }
    }),
    ("clear()", |_, mut args| {
        let entries = set(&args.this()?)?.items.borrow_mut().clear();
        drop(entries);
        Ok(Value::None)
    }),
    ("update(*others)", |vm, args| change(vm, args, Operator::BitOr)),
    ("difference_update(*others)", |vm, args| change(vm, args, Operator::Sub)),
    ("intersection_update(*others)", |vm, args| change(vm, args, Operator::BitAnd)),
    ("symmetric_difference_update(other, /)", |vm, args| change(vm, args, Operator::BitXor)),
    ("copy()", |_, args| copy(&args)),
    ("union(*others)", |vm, args| combine(vm, args, Operator::BitOr)),
    ("difference(*others)", |vm, args| combine(vm, args, Operator::Sub)),
    ("intersection(*others)", |vm, args| combine(vm, args, Operator::BitAnd)),
    ("symmetric_difference(other, /)", |vm, args| combine(vm, args, Operator::BitXor)),
    ("issubset(other, /)", |vm, args| relation(vm, args, CmpOp::LtE)),
    ("issuperset(other, /)", |vm, args| relation(vm, args, CmpOp::GtE)),
    ("isdisjoint(other, /)", |vm, args| disjoint(vm, args)),
];

pub(crate) const FROZEN_METHODS: Table = &[
    ("copy()", |_, args| copy(&args)),
    ("union(*others)", |vm, args| combine(vm, args, Operator::BitOr)),
    ("difference(*others)", |vm, args| combine(vm, args, Operator::Sub)),
    ("intersection(*others)", |vm, args| combine(vm, args, Operator::BitAnd)),
    ("symmetric_difference(other, /)", |vm, args| combine(vm, args, Operator::BitXor)),
    ("issubset(other, /)", |vm, args| relation(vm, args, CmpOp::LtE)),
    ("issuperset(other, /)", |vm, args| relation(vm, args, CmpOp::GtE)),
    ("isdisjoint(other, /)", |vm, args| disjoint(vm, args)),
];

fn set(value: &Value) -> Result<Counted<Set>> {
    match value.plain() {
        Value::Set(set) => Ok(set.clone()),
        _ => fail(TypeError, "descriptor requires a 'set' object"),
    }
}

pub(crate) fn from_items(vm: &Vm, items: Vec<Value>) -> Result<Dict> {
    hashed(vm, items, Role::SetElement)
}

fn hashed(vm: &Vm, items: Vec<Value>, role: Role) -> Result<Dict> {
    let dict = Growing::new(Dict::default());
    for item in items {
        vm.insert_in(&dict, item, Value::None, role)?;
    }
    Ok(dict.take())
}

/// The items that an operation of a set is made with.
pub(super) fn operand(vm: &Vm, op: Operator, other: &Value) -> Result<Dict> {
    hashed(vm, vm.collect(other)?, if op == Operator::BitAnd { Role::Item } else { Role::SetElement })
}

/// The key of an element that is looked for; of a set, that of a frozen one.
pub(crate) fn key(vm: &Vm, set: &Set, item: &Value) -> Result<Key> {
    match vm.key_in(&set.items, item, Role::SetElement) {
        Err(_) if let Value::Set(inner) = item => {
            let frozen = Value::frozenset(inner.items.borrow().clone());
            vm.key(&set.items, &frozen)
        }
        other => other,
    }
}

fn remove(vm: &Vm, set: &Set, item: &Value) -> Result<bool> {
    let key = key(vm, set, item)?;
    let removed = set.items.borrow_mut().remove(&key);
    Ok(removed.is_some())
}

fn copy(args: &Args) -> Result<Value> {
    let set = set(args.positional.first().unwrap_or(&Value::None))?;
    let items = set.items.borrow().clone();
    Ok(if set.is_frozen { Value::frozenset(items) } else { Value::set(items) })
}

pub(super) fn apply(op: Operator, a: &Dict, b: &Dict) -> Dict {
    let mut result = Dict::default();
    let mut put = |entry: &crate::python::dict::Entry| {
        result.insert(entry.key.clone(), entry.object.clone(), Value::None);
    };
    match op {
        Operator::BitOr => a.entries().chain(b.entries()).for_each(&mut put),
        Operator::BitAnd => a.entries().filter(|entry| b.contains(&entry.key)).for_each(&mut put),
        Operator::Sub => a.entries().filter(|entry| !b.contains(&entry.key)).for_each(&mut put),
        _ => {
            a.entries().filter(|entry| !b.contains(&entry.key)).for_each(&mut put);
            b.entries().filter(|entry| !a.contains(&entry.key)).for_each(&mut put);
        }
    }
    result
}

pub(crate) fn binary(vm: &Vm, op: Operator, a: &Value, b: &Value, inplace: bool) -> Result<Option<Value>> {
    let (Value::Set(x), Value::Set(y)) = (a, b) else {
        return if view::is_like_set(a) || view::is_like_set(b) {
            view::binary(vm, op, a, b).map(Some)
        } else {
            Ok(None)
        };
    };
    let result = apply(op, &x.items.borrow(), &y.items.borrow());
    if inplace && !x.is_frozen {
        let old = x.items.replace(result);
        drop(old);
        return Ok(Some(a.clone()));
    }
    Ok(Some(if x.is_frozen { Value::frozenset(result) } else { Value::set(result) }))
}

/// `a < b` and its like for sets; none for what is no set.
pub(crate) fn order(vm: &Vm, op: CmpOp, a: &Value, b: &Value) -> Result<Option<bool>> {
    let (Value::Set(a), Value::Set(b)) = (a, b) else { return view::order(vm, op, a, b) };
    let (a, b) = (a.items.borrow(), b.items.borrow());
    let within = |a: &Dict, b: &Dict| a.entries().all(|entry| b.contains(&entry.key));
    Ok(Some(match op {
        CmpOp::Lt => within(&a, &b) && a.len() < b.len(),
        CmpOp::LtE => within(&a, &b),
        CmpOp::Gt => within(&b, &a) && b.len() < a.len(),
        _ => within(&b, &a),
    }))
}

fn combine(vm: &Vm, mut args: Args, op: Operator) -> Result<Value> {
    let set = set(&args.this()?)?;
    let mut items = set.items.borrow().clone();
    for other in args.positional {
        items = apply(op, &items, &operand(vm, op, &other)?);
    }
    Ok(if set.is_frozen { Value::frozenset(items) } else { Value::set(items) })
}

fn change(vm: &Vm, mut args: Args, op: Operator) -> Result<Value> {
    let set = set(&args.this()?)?;
    for other in args.positional {
        let other = operand(vm, op, &other)?;
        let items = apply(op, &set.items.borrow(), &other);
        let old = set.items.replace(items);
        drop(old);
    }
    Ok(Value::None)
}

fn relation(vm: &Vm, mut args: Args, op: CmpOp) -> Result<Value> {
    let this = Value::Set(set(&args.this()?)?);
    let [other] = args.values();
    let role = if op == CmpOp::LtE { Role::Item } else { Role::SetElement };
    let other = Value::set(hashed(vm, vm.collect(&other)?, role)?);
    Ok(Value::Bool(order(vm, op, &this, &other)?.unwrap_or(false)))
}

fn disjoint(vm: &Vm, mut args: Args) -> Result<Value> {
    let set = set(&args.this()?)?;
    let [other] = args.values();
    let other = from_items(vm, vm.collect(&other)?)?;
    Ok(Value::Bool(apply(Operator::BitAnd, &set.items.borrow(), &other).is_empty()))
}
