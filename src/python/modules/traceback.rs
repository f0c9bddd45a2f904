//! `traceback`
//!
//! Invariant: a traceback is that of the loop's own reports.

use super::Definition;
use crate::Result;
use crate::exception::{Exception, NotImplementedError, format_exception, format_exception_only};
use crate::python::native::{Args, fail};
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
            only_whole(&args, "print_exc")?;
            write(vm, &file, &text(crate::handled().as_ref()))
        }),
        ("format_exc", |_, _| Ok(Value::string(text(crate::handled().as_ref())))),
        ("print_exception", |vm, mut args| {
            let file = args.keyword("file").unwrap_or_default();
            let text = shown(&args, "print_exception")?;
            write(vm, &file, &text)
        }),
        ("format_exception", |_, args| {
            let text = shown(&args, "format_exception")?;
            Ok(Value::list(text.split_inclusive('\n').map(Value::str).collect()))
        }),
        ("format_exception_only", |_, args| {
            let Some(exception) = exception(&args) else {
                return Ok(Value::list(vec![Value::str("NoneType: None\n")]));
            };
            // Class and text are one item, of however many lines; each line of the notes is one.
            let lines = format_exception_only(&exception);
            let of_notes: usize = exception.notes().iter().map(|note| note.split('\n').count()).sum();
            let (text, notes) = lines.split_at(lines.len().saturating_sub(of_notes));
            let items = std::iter::once(text.join("\n")).chain(notes.iter().cloned());
            Ok(Value::list(items.map(|line| Value::string(line + "\n")).collect()))
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

/// An argument that changes what is shown of the frames is refused rather than ignored.
fn only_whole(args: &Args, function: &str) -> Result<()> {
    match args.keywords.iter().find(|(name, value)| &**name == "limit" && !value.is_none()) {
        Some(_) => fail(NotImplementedError, format!("'limit' of traceback.{function} is not here")),
        None => Ok(()),
    }
}

/// The text of the exception among the arguments; without its chain if `chain=False` asks so.
fn shown(args: &Args, function: &str) -> Result<String> {
    only_whole(args, function)?;
    let is_alone = args.keywords.iter().any(|(name, value)| &**name == "chain" && matches!(value, Value::Bool(false)));
    let Some(exception) = exception(args).filter(|_| is_alone) else { return Ok(text(exception(args).as_ref())) };
    let chain = (exception.cause(), exception.context(), exception.suppress_context());
    exception.set_cause(None);
    exception.set_context(None);
    let text = text(Some(&exception));
    exception.set_cause(chain.0);
    exception.set_context(chain.1);
    exception.set_suppress_context(chain.2);
    Ok(text)
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
