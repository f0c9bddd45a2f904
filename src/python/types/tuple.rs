//! Owns `tuple`.
//!
//! Invariant: a tuple never changes.

use crate::Result;
use crate::exception::ValueError;
use crate::python::native::{Table, fail};
use crate::python::value::{Value, is_same};
use crate::python::vm::Vm;

pub(crate) const METHODS: Table = &[
    ("count", |vm, mut args| {
        let items = args.this()?.as_tuple().cloned().unwrap_or_default();
        let [value] = args.exactly("tuple.count")?;
        count(vm, &items, &value)
    }),
    ("index", |vm, mut args| {
        let items = args.this()?.as_tuple().cloned().unwrap_or_default();
        let [value, start, stop] = args.up_to("index", 1)?;
        match index(vm, &items, &value.unwrap_or_default(), [start, stop])? {
            Some(index) => Ok(Value::size(index)),
            None => fail(ValueError, "tuple.index(x): x not in tuple"),
        }
    }),
];

pub(super) fn count(vm: &Vm, items: &[Value], value: &Value) -> Result<Value> {
    let mut count = 0;
    for item in items {
        vm.step()?;
        if is_same(item, value) || vm.equal(item, value)? {
            count += 1;
        }
    }
    Ok(Value::Int(count))
}

/// The place of a value between two others.
pub(super) fn index(
    vm: &Vm,
    items: &[Value],
    value: &Value,
    [start, stop]: [Option<Value>; 2],
) -> Result<Option<usize>> {
    let len = items.len() as i64;
    let place = |bound: Option<Value>, otherwise: i64| -> Result<usize> {
        let bound = bound.map(|bound| vm.index(&bound)).transpose()?.unwrap_or(otherwise);
        Ok((if bound < 0 { bound + len } else { bound }).clamp(0, len) as usize)
    };
    let (start, stop) = (place(start, 0)?, place(stop, len)?);
    for (index, item) in items.iter().enumerate().take(stop).skip(start) {
        vm.step()?;
        if is_same(item, value) || vm.equal(item, value)? {
            return Ok(Some(index));
        }
    }
    Ok(None)
}
