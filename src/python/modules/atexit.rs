//! `atexit`, and `os._exit`, which ends what it is for.
//!
//! Invariant: handlers run after the traceback of an uncaught exception, the last one first.

use super::Definition;
use crate::exception::TypeError;
use crate::python::native::{Args, fail};
use crate::python::value::Value;

pub(super) const MODULE: Definition = Definition {
    name: "atexit",
    functions: &[
        ("register", |vm, mut args| {
            if args.positional.is_empty() {
                return fail(TypeError, "register() takes at least 1 argument (0 given)");
            }
            let function = args.this()?;
            if !vm.is_callable(&function) {
                return fail(TypeError, "the first argument must be callable");
            }
            vm.exit_handlers.borrow_mut().push((function.clone(), args));
            Ok(function)
        }),
        ("unregister(func, /)", |vm, args| {
            let [function] = args.values();
            vm.exit_handlers.borrow_mut().retain(|(other, _)| !crate::python::value::is_same(other, &function));
            Ok(Value::None)
        }),
        ("_exit(status)", |vm, _: Args| {
            vm.exits_at_once.set(true);
            vm.output.flush();
            Ok(Value::None)
        }),
    ],
    setup: |_, _| {},
    source: None,
};
