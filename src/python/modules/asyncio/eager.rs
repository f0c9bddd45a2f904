//! Task factories: `eager_task_factory` of Lib/asyncio/tasks.py.
//!
//! Invariant: the loop knows two factories, the one that it begins with and the eager one; others are refused.

use crate::Result;
use crate::exception::{NotImplementedError, TypeError};
use crate::python::native::{Table, fail};
use crate::python::types::Type;
use crate::python::value::{Value, is_same};
use crate::python::vm::Vm;

pub(super) const FUNCTIONS: Table = &[
    ("eager_task_factory", |vm, mut args| {
        args.this()?;
        let eager = args.keyword("eager_start").unwrap_or(Value::Bool(true));
        args.keywords.push(("eager_start".into(), eager));
        super::tasks::task(vm, args)
    }),
    ("create_eager_task_factory", |vm, args| {
        let [constructor] = args.bind("create_eager_task_factory", ["custom_task_constructor"], 1)?;
        match is_same(&Value::option(constructor), &vm.class(Type::Task)) {
            true => factory(vm),
            false => refuse("a task constructor"),
        }
    }),
];

/// `asyncio.eager_task_factory`
pub(super) fn factory(vm: &Vm) -> Result<Value> {
    vm.module_attribute("asyncio", "eager_task_factory")
}

/// Whether a factory is the eager one; none is the loop's own.
///
/// # Errors
/// TypeError for what is no factory, NotImplementedError for one of the program.
pub(super) fn is_factory(vm: &Vm, value: &Value) -> Result<bool> {
    if value.is_none() {
        return Ok(false);
    }
    if is_same(value, &factory(vm)?) {
        return Ok(true);
    }
    if !vm.is_callable(value) {
        return fail(TypeError, "task factory must be a callable or None");
    }
    refuse("a task factory")
}

fn refuse<T>(what: &str) -> Result<T> {
    fail(NotImplementedError, format!("{what} of one's own is not here: use asyncio.eager_task_factory"))
}
