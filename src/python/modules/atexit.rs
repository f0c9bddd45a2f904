//! `atexit`, and `os._exit`, which ends what it is for.
//!
//! Invariant: handlers run after the traceback of an uncaught exception, the last one first.

use super::Definition;
use crate::python::native::Args;
use crate::python::value::Value;

pub(super) const MODULE: Definition = Definition {
    name: "atexit",
    functions: &[
        ("register", |vm, mut args| {
            let function = args.this()?;
            vm.exit_handlers.borrow_mut().push((function.clone(), args));
            Ok(function)
        }),
        ("unregister", |vm, args| {
            let [function] = args.exactly("unregister")?;
            vm.exit_handlers.borrow_mut().retain(|(other, _)| !crate::python::value::is_same(other, &function));
            Ok(Value::None)
        }),
        ("_exit", |vm, _: Args| {
            vm.exits_at_once.set(true);
            vm.output.flush();
            Ok(Value::None)
        }),
    ],
    setup: |_, _| {},
    source: None,
};
