//! Owns what views of a dictionary's keys and items have of sets.
//!
//! Invariant: an item is looked for in the dictionary, so that its value need not be hashable.

use ruff_python_ast::{CmpOp, Operator};

use super::set::{apply, from_items, operand};
use crate::Result;
use crate::python::value::{Value, View, ViewKind};
use crate::python::vm::Vm;

fn of(value: &Value) -> Option<&View> {
    match value {
        Value::View(view) if view.kind != ViewKind::Values => Some(view),
        _ => None,
    }
}

pub(crate) fn is_like_set(value: &Value) -> bool {
    of(value).is_some()
}

/// An operation of which one operand is a view: the other one is whatever has items.
pub(super) fn binary(vm: &Vm, op: Operator, a: &Value, b: &Value) -> Result<Value> {
    if op == Operator::BitAnd {
        return intersection(vm, a, b);
    }
    if let (Operator::BitXor, Some(x), Some(y)) = (op, of(a), of(b))
        && x.kind == ViewKind::Items
        && y.kind == ViewKind::Items
    {
        let mut different = missing(vm, a, b)?;
        different.append(&mut missing(vm, b, a)?);
        return from_items(vm, different).map(Value::set);
    }
    let items = from_items(vm, vm.collect(a)?)?;
    Ok(Value::set(apply(op, &items, &operand(vm, op, b)?)))
}

fn intersection(vm: &Vm, a: &Value, b: &Value) -> Result<Value> {
    let (mut view, mut other) = if is_like_set(a) { (a, b) } else { (b, a) };
    if let Value::Set(set) = other
        && !set.is_frozen
        && vm.len(view)? <= vm.len(other)?
    {
        let items = operand(vm, Operator::BitAnd, view)?;
        return Ok(Value::set(apply(Operator::BitAnd, &items, &set.items.borrow())));
    }
    if is_like_set(other) && vm.len(other)? > vm.len(view)? {
        (view, other) = (other, view);
    }
    let mut found = Vec::new();
    let iterator = vm.iterate(other)?;
    while let Some(item) = vm.next(&iterator)? {
        if vm.contains(view, &item)? {
            found.push(item);
        }
    }
    from_items(vm, found).map(Value::set)
}

/// The items of the first that the second does not have.
fn missing(vm: &Vm, of: &Value, within: &Value) -> Result<Vec<Value>> {
    let mut missing = Vec::new();
    for item in vm.collect(of)? {
        if !vm.contains(within, &item)? {
            missing.push(item);
        }
    }
    Ok(missing)
}

/// `a < b` and its like; none where neither is a view, or one is nothing like a set.
pub(crate) fn order(vm: &Vm, op: CmpOp, a: &Value, b: &Value) -> Result<Option<bool>> {
    let is_comparable = |value: &Value| is_like_set(value) || matches!(value, Value::Set(_));
    if !is_comparable(a) || !is_comparable(b) {
        return Ok(None);
    }
    let (small, large) = if matches!(op, CmpOp::Gt | CmpOp::GtE) { (b, a) } else { (a, b) };
    let (few, many) = (vm.len(small)?, vm.len(large)?);
    let may_be = match op {
        CmpOp::Eq => few == many,
        CmpOp::Lt | CmpOp::Gt => few < many,
        _ => few <= many,
    };
    Ok(Some(may_be && missing(vm, small, large)?.is_empty()))
}
