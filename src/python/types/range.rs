//! Owns `range` and `slice`.
//!
//! Invariant: a range is never made into a list to answer a question.

use crate::exception::ValueError;
use crate::python::iterator::IteratorState;
use crate::python::native::{Table, fail};
use crate::python::value::Value;

pub(crate) const METHODS: Table = &[
    ("count(object, /)", |vm, mut args| {
        let range = args.this()?;
        let [value] = args.values();
        Ok(Value::Int(i64::from(vm.contains(&range, &value)?)))
    }),
    ("index(object, /)", |vm, mut args| {
        let this = args.this()?;
        let [value] = args.values();
        match (&this, value.as_int()) {
            (Value::Range(range), Some(int)) if vm.contains(&this, &value)? => {
                Ok(Value::Int((int - range.start) / range.step))
            }
            (_, Some(_)) => fail(ValueError, "range.index(x): x not in range"),
            _ => fail(ValueError, "sequence.index(x): x not in sequence"),
        }
    }),
    ("__reversed__()", |_, mut args| match args.this()? {
        Value::Range(range) => {
            let len = range.len();
            let next = range.start + (len - 1).max(0) * range.step;
            Ok(Value::iterator(IteratorState::Range { next, left: len, step: -range.step }))
        }
        other => Ok(other),
    }),
];

pub(crate) const SLICE_METHODS: Table = &[("indices(object, /)", |vm, mut args| {
    let this = args.this()?;
    let [len] = args.values();
    let len = vm.index(&len)?;
    match &this {
        Value::Slice(parts) => {
            let (start, stop, step, _) = vm.slice_places(parts, || len.max(0) as usize)?;
            Ok(Value::tuple(vec![Value::Int(start), Value::Int(stop), Value::Int(step)]))
        }
        _ => Ok(Value::None),
    }
})];
