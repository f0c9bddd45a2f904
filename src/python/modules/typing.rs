//! The part of `typing` that is written in Rust: unions, and the evaluation of annotations.
//!
//! Invariant: a union made here is the one that `|` makes.

use super::Definition;
use crate::python::value::Value;

pub(super) const MODULE: Definition = Definition {
    name: "typing",
    functions: &[
        ("_union", |vm, args| {
            let [a, b] = args.values();
            vm.union(&a, &b)
        }),
        ("_evaluate", |vm, args| {
            let [text, of] = args.values();
            let main = vm.main.borrow().clone();
            let globals = match vm.try_attribute(&of, "__globals__")? {
                Some(Value::Dict(globals)) => globals,
                _ => main.map(|main| main.dict.clone()).unwrap_or_default(),
            };
            vm.evaluate(&vm.str(&text)?, &[&globals])
        }),
    ],
    setup: |_, _| {},
    source: Some(include_str!("../lib/typing.py")),
};
