//! Owns the methods of `range` and `slice`.
//!
//! Invariant: a range is gone through only to find what is no `int` itself.

use num_bigint::BigInt;
use num_traits::Signed;

use crate::Result;
use crate::exception::ValueError;
use crate::python::native::{Table, fail};
use crate::python::value::{Value, is_same};
use crate::python::vm::Vm;

pub(crate) const METHODS: Table = &[
    ("count(object, /)", |vm, mut args| {
        let range = args.this()?;
        let [value] = args.values();
        if is_number(&value) {
            return Ok(Value::Int(i64::from(vm.contains(&range, &value)?)));
        }
        let mut count = 0;
        find(vm, &range, &value, |_| {
            count += 1;
            false
        })?;
        Ok(Value::Int(count))
    }),
    ("index(object, /)", |vm, mut args| {
        let this = args.this()?;
        let [value] = args.values();
        if let (Value::Range(range), true) = (&this, is_number(&value)) {
            return match range.place(&value) {
                Some(place) => Ok(Value::big(place)),
                None => fail(ValueError, "range.index(x): x not in range"),
            };
        }
        let mut found = None;
        find(vm, &this, &value, |place| {
            found = Some(place);
            true
        })?;
        match found {
            Some(place) => Ok(Value::Int(place)),
            None => fail(ValueError, "sequence.index(x): x not in sequence"),
        }
    }),
    ("__reversed__()", |vm, mut args| match args.this()? {
        Value::Range(range) => vm.iterate(&range.reversed()),
        other => Ok(other),
    }),
];

/// Whether a value needs no comparison to be found in a range.
pub(crate) fn is_number(value: &Value) -> bool {
    matches!(value, Value::Int(_) | Value::Bool(_) | Value::Big(_))
}

/// Hands on the places of what is equal to a value, until that says that it is enough.
fn find(vm: &Vm, range: &Value, value: &Value, mut is_enough: impl FnMut(i64) -> bool) -> Result<()> {
    let iterator = vm.iterate(range)?;
    let mut place = 0;
    while let Some(item) = vm.next(&iterator)? {
        if (is_same(&item, value) || vm.equal(&item, value)?) && is_enough(place) {
            break;
        }
        place += 1;
    }
    Ok(())
}

pub(crate) const SLICE_METHODS: Table = &[("indices(object, /)", |vm, mut args| {
    let this = args.this()?;
    let [len] = args.values();
    let len = vm.integer(&len)?;
    if len.is_negative() {
        return fail(ValueError, "length should not be negative");
    }
    match &this {
        Value::Slice(parts) => {
            let places: [BigInt; 3] = vm.slice_indices(parts, &len)?;
            Ok(Value::tuple(places.map(Value::big).into()))
        }
        _ => Ok(Value::None),
    }
})];
