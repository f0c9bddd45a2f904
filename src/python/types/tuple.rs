//! Owns `tuple`.
//!
//! Invariant: a tuple never changes.

use crate::Result;
use crate::exception::ValueError;
use crate::python::native::{Table, fail};
use crate::python::value::{Value, is_same};
use crate::python::vm::Vm;

pub(crate) const METHODS: Table = &[
    ("count(value, /)", |vm, mut args| {
        let items = args.this()?.as_tuple().cloned().unwrap_or_default();
        let [value] = args.values();
        count(vm, |place| items.get(place).cloned(), &value)
    }),
    ("index(value, start=0, stop=None, /)", |vm, mut args| {
        let items = args.this()?.as_tuple().cloned().unwrap_or_default();
        let [value, start, stop] = args.options();
        let item = |place: usize| items.get(place).cloned();
        match index(vm, item, || items.len(), &value.unwrap_or_default(), [start, stop])? {
            Some(index) => Ok(Value::size(index)),
            None => fail(ValueError, "tuple.index(x): x not in tuple"),
        }
    }),
];

pub(super) fn count(vm: &Vm, item: impl Fn(usize) -> Option<Value>, value: &Value) -> Result<Value> {
    let mut count = 0;
    for place in 0.. {
        let Some(item) = item(place) else { break };
        vm.step()?;
        if is_same(&item, value) || vm.equal(&item, value)? {
            count += 1;
        }
    }
    Ok(Value::Int(count))
}

/// The place of a value between two others. The items are asked for one by one, since a comparison may change a list.
pub(super) fn index(
    vm: &Vm,
    item: impl Fn(usize) -> Option<Value>,
    len: impl Fn() -> usize,
    value: &Value,
    [start, stop]: [Option<Value>; 2],
) -> Result<Option<usize>> {
    let bound = |bound: Option<Value>| bound.map(|bound| vm.index(&bound)).transpose();
    let (start, stop) = (bound(start)?, bound(stop)?);
    let len = len() as i64;
    let place = |bound: i64| (if bound < 0 { bound + len } else { bound }).clamp(0, len) as usize;
    for index in start.map_or(0, place)..stop.map_or(len as usize, place) {
        let Some(item) = item(index) else { break };
        vm.step()?;
        if is_same(&item, value) || vm.equal(&item, value)? {
            return Ok(Some(index));
        }
    }
    Ok(None)
}
