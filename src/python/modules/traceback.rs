//! `traceback`
//!
//! Invariant: a traceback is that of the loop's own reports.

use super::Definition;
use crate::Result;
use crate::exception::{Exception, format_exception, format_exception_only};
use crate::python::native::Args;
use crate::python::value::Value;
use crate::python::vm::Vm;
use crate::trace::Stream;

pub(super) const MODULE: Definition = Definition {
    name: "traceback",
    functions: &[
        // The machine itself answers a call of this from a frame.
        (crate::python::machine::calls::PROGRAM_FRAMES, |_, _| Ok(Value::list(Vec::new()))),
        ("print_exc", |vm, mut args| {
            let file = args.keyword("file").unwrap_or_default();
            write(vm, &file, &text(crate::handled().as_ref()))
        }),
        ("format_exc", |_, _| Ok(Value::string(text(crate::handled().as_ref())))),
        ("print_exception", |vm, mut args| {
            let file = args.keyword("file").unwrap_or_default();
            write(vm, &file, &text(exception(&args).as_ref()))
        }),
        ("format_exception", |_, args| {
            let nothing = || vec!["NoneType: None".to_owned()];
            let lines = exception(&args).as_ref().map_or_else(nothing, format_exception);
            Ok(Value::list(lines.into_iter().map(|line| Value::string(line + "\n")).collect()))
        }),
        ("format_exception_only", |_, args| {
            let nothing = || vec!["NoneType: None".to_owned()];
            let lines = exception(&args).as_ref().map_or_else(nothing, format_exception_only);
            Ok(Value::list(lines.into_iter().map(|line| Value::string(line + "\n")).collect()))
        }),
    ],
    setup: |_, _| {},
    source: Some(include_str!("../lib/traceback.py")),
};

/// The exception among the arguments: alone, or behind its class.
fn exception(args: &Args) -> Option<Exception> {
    let value = args.keywords.iter().find(|(keyword, _)| matches!(&**keyword, "exc" | "value"));
    let value = value.map(|(_, value)| value);
    args.positional.iter().take(2).chain(value).find_map(Value::as_exception).cloned()
}

fn text(exception: Option<&Exception>) -> String {
    match exception {
        Some(exception) => format_exception(exception).join("\n") + "\n",
        None => "NoneType: None\n".to_owned(),
    }
}

fn write(vm: &Vm, file: &Value, text: &str) -> Result<Value> {
    if file.is_none() {
        vm.output.write(Stream::Stderr, text);
        return Ok(Value::None);
    }
    crate::python::builtins::print_to(vm, file, text)
}
