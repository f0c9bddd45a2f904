//! Owns `print`, and what would read.
//!
//! Invariant: a line is recorded when it ends.

use crate::Result;
use crate::exception::{EOFError, TypeError};
use crate::python::native::{Args, Table, fail};
use crate::python::value::Value;
use crate::python::vm::Vm;
use crate::trace::Stream;

pub(super) const FUNCTIONS: Table = &[
    ("print(*args, sep=' ', end=None, file=None, flush=False)", print),
    ("input(prompt='', /)", |vm, args| {
        if let Some(prompt) = args.positional.first() {
            vm.output.write(Stream::Stdout, &vm.str(prompt)?);
        }
        fail(EOFError, "EOF when reading a line")
    }),
];

fn print(vm: &Vm, mut args: Args) -> Result<Value> {
    let mut text = |name: &str, default: &str| -> Result<String> {
        match args.keyword(name) {
            None | Some(Value::None) => Ok(default.to_owned()),
            Some(value) => match value.as_str() {
                Some(text) => Ok(text.to_string()),
                None => fail(TypeError, format!("{name} must be None or a string, not {}", vm.type_name(&value))),
            },
        }
    };
    let (separator, end) = (text("sep", " ")?, text("end", "\n")?);
    let file = args.keyword("file").unwrap_or_default();
    // What is before a value that has no text is there all the same.
    for (index, value) in args.positional.iter().enumerate() {
        if index > 0 {
            print_to(vm, &file, &separator)?;
        }
        let text = vm.str(value)?;
        vm.reserve(2 * text.len() as u64)?;
        print_to(vm, &file, &text)?;
    }
    print_to(vm, &file, &end)
}

/// Writes to standard output, or to the file that was named.
pub(crate) fn print_to(vm: &Vm, file: &Value, text: &str) -> Result<Value> {
    let replaced = if file.is_none() { crate::python::modules::sys::replaced_stdout(vm) } else { None };
    if file.is_none() && replaced.is_none() {
        vm.output.write(Stream::Stdout, text);
        return Ok(Value::None);
    }
    let file = replaced.as_ref().unwrap_or(file);
    let write = vm.get_attribute(file, "write")?;
    vm.call(&write, Args::new(vec![Value::str(text)]))?;
    Ok(Value::None)
}
