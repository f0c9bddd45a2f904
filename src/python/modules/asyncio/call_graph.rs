//! What `get_stack` and `capture_call_graph` ask of the machine; the rest of them is lib/asyncio_graph.py.
//!
//! Invariant: only frames of the program are seen.

use super::future::of_task;
use crate::python::native::Table;
use crate::python::value::Value;

pub(super) const FUNCTIONS: Table = &[
    // The frames of a task that is suspended, the innermost last.
    ("_task_frames", |vm, args| {
        let [future] = args.values();
        let task = match &future {
            Value::Future(future) if !future.done() => future.as_task(),
            _ => None,
        };
        Ok(Value::list(match task.map(|task| vm.coroutine_of(&task)) {
            Some(Value::Generator(coroutine)) => coroutine.program_frames(),
            _ => Vec::new(),
        }))
    }),
    // Where an exception has passed: file, line, function and source.
    ("_traceback_frames", |vm, args| {
        let [error] = args.values();
        let frames = error.as_exception().map(crate::exception::Exception::frames).unwrap_or_default();
        let described = frames.iter().map(|frame| {
            let source = Value::str(vm.source.line_text(frame.line()).trim());
            let (file, function) = (Value::str(&frame.file()), Value::str(&frame.function()));
            Value::tuple(vec![
                file,
                Value::Int(frame.line().into()),
                function.clone(),
                source,
                function,
                Value::str(""),
            ])
        });
        Ok(Value::list(described.collect()))
    }),
    ("_awaited_by", |_, args| {
        let [future] = args.values();
        Ok(Value::tuple(match &future {
            Value::Future(future) => crate::awaited_by(future).iter().map(of_task).collect(),
            _ => Vec::new(),
        }))
    }),
];
