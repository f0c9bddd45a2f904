//! The part of `operator` that is written in Rust: the operators themselves.
//!
//! Invariant: each does what its operator does in a program.

use ruff_python_ast::{CmpOp, Operator, UnaryOp};

use super::Definition;
use crate::python::value::Value;

macro_rules! binary {
    ($($name:literal $op:ident),* $(,)?) => {
        &[$((concat!($name, "(a, b, /)"), |vm, args| {
            let [a, b] = args.values();
            vm.binary(Operator::$op, &a, &b, false)
        })),*]
    };
}

macro_rules! in_place {
    ($($name:literal $op:ident),* $(,)?) => {
        &[$((concat!($name, "(a, b, /)"), |vm, args| {
            let [a, b] = args.values();
            vm.binary(Operator::$op, &a, &b, true)
        })),*]
    };
}

macro_rules! compare {
    ($($name:literal $op:ident),* $(,)?) => {
        &[$((concat!($name, "(a, b, /)"), |vm, args| {
            let [a, b] = args.values();
            vm.compare(CmpOp::$op, &a, &b)
        })),*]
    };
}

macro_rules! unary {
    ($($name:literal $op:ident),* $(,)?) => {
        &[$((concat!($name, "(a, /)"), |vm, args| {
            let [a] = args.values();
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
    functions: &[],
    setup: |_, dict| {
        for table in [BINARY, IN_PLACE, COMPARE, UNARY, OTHERS] {
            super::add_functions(dict, "_operator", table);
        }
    },
    source: Some(include_str!("../lib/operator.py")),
};

const OTHERS: Table = &[
    ("truth(a, /)", |vm, args| {
        let [value] = args.values();
        vm.truth(&value).map(Value::Bool)
    }),
    ("contains(a, b, /)", |vm, args| {
        let [container, item] = args.values();
        vm.contains(&container, &item).map(Value::Bool)
    }),
    ("getitem(a, b, /)", |vm, args| {
        let [container, index] = args.values();
        vm.get_item(&container, &index)
    }),
];
