//! The part of `operator` that is written in Rust: the operators themselves.
//!
//! Invariant: each does what its operator does in a program.

use ruff_python_ast::{CmpOp, Operator, UnaryOp};

use super::Definition;
use crate::python::value::Value;

macro_rules! binary {
    ($($name:literal $op:ident),* $(,)?) => {
        &[$(($name, |vm, args| {
            let [a, b] = args.exactly($name)?;
            vm.binary(Operator::$op, &a, &b, false)
        })),*]
    };
}

macro_rules! in_place {
    ($($name:literal $op:ident),* $(,)?) => {
        &[$(($name, |vm, args| {
            let [a, b] = args.exactly($name)?;
            vm.binary(Operator::$op, &a, &b, true)
        })),*]
    };
}

macro_rules! compare {
    ($($name:literal $op:ident),* $(,)?) => {
        &[$(($name, |vm, args| {
            let [a, b] = args.exactly($name)?;
            vm.compare(CmpOp::$op, &a, &b)
        })),*]
    };
}

macro_rules! unary {
    ($($name:literal $op:ident),* $(,)?) => {
        &[$(($name, |vm, args| {
            let [a] = args.exactly(concat!("_operator.", $name))?;
            vm.unary(UnaryOp::$op, &a)
        })),*]
    };
}

type Table = crate::python::native::Table;

const BINARY: Table = binary![
    "add" Add, "sub" Sub, "mul" Mult, "truediv" Div, "floordiv" FloorDiv, "mod" Mod, "pow" Pow, "matmul" MatMult,
    "lshift" LShift, "rshift" RShift, "and_" BitAnd, "or_" BitOr, "xor" BitXor,
];
const IN_PLACE: Table = in_place![
    "iadd" Add, "isub" Sub, "imul" Mult, "itruediv" Div, "ifloordiv" FloorDiv, "imod" Mod, "ipow" Pow, "imatmul" MatMult,
    "ilshift" LShift, "irshift" RShift, "iand" BitAnd, "ior" BitOr, "ixor" BitXor,
];
const COMPARE: Table = compare![
    "eq" Eq, "ne" NotEq, "lt" Lt, "le" LtE, "gt" Gt, "ge" GtE, "is_" Is, "is_not" IsNot,
];
const UNARY: Table = unary!["neg" USub, "pos" UAdd, "invert" Invert, "inv" Invert, "not_" Not];

pub(super) const MODULE: Definition = Definition {
    name: "operator",
    functions: &[
        ("truth", |vm, args| {
            let [value] = args.exactly("_operator.truth")?;
            vm.truth(&value).map(Value::Bool)
        }),
        ("contains", |vm, args| {
            let [container, item] = args.exactly("contains")?;
            vm.contains(&container, &item).map(Value::Bool)
        }),
        ("getitem", |vm, args| {
            let [container, index] = args.exactly("getitem")?;
            vm.get_item(&container, &index)
        }),
    ],
    setup: |_, dict| {
        for table in [BINARY, IN_PLACE, COMPARE, UNARY] {
            for (name, function) in table {
                dict.set_str(name, crate::python::native::Native::function(name, *function));
            }
        }
    },
    source: Some(include_str!("../lib/operator.py")),
};
