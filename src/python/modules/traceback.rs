//! `traceback`
//!
//! Invariant: a traceback is that of the loop's own reports.

use super::Definition;
use crate::Result;
use crate::exception::{Exception, format_exception_only, format_exception_to};
use crate::python::native::Args;
use crate::python::value::Value;
use crate::python::vm::Vm;
use crate::trace::Stream;

pub(super) const MODULE: Definition = Definition {
    name: "traceback",
    functions: &[
        // The machine itself answers a call of this from a frame.
        (crate::python::machine::calls::PROGRAM_FRAMES, |_, _| Ok(Value::list(Vec::new()))),
        ("print_exc", |vm, args| {
            let [limit, file, chain] = args.bind("print_exc", ["limit", "file", "chain"], 0)?;
            let text = shown(vm, crate::handled(), limit, chain)?;
            write(vm, &Value::option(file), &text)
        }),
        ("format_exc", |vm, args| {
            let [limit, chain] = args.bind("format_exc", ["limit", "chain"], 0)?;
            shown(vm, crate::handled(), limit, chain).map(Value::string)
        }),
        ("print_exception", |vm, mut args| {
            let [limit, file, chain] = options(&mut args, ["limit", "file", "chain"]);
            let text = shown(vm, exception(&args), limit, chain)?;
            write(vm, &Value::option(file), &text)
        }),
        ("format_exception", |vm, mut args| {
            let [limit, chain] = options(&mut args, ["limit", "chain"]);
            let text = shown(vm, exception(&args), limit, chain)?;
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

/// What stands behind the exception, its value and its traceback, or is named.
fn options<const N: usize>(args: &mut Args, names: [&str; N]) -> [Option<Value>; N] {
    let mut places = 3..;
    names.map(|name| {
        let place = places.next().unwrap_or_default();
        args.keyword(name).or_else(|| args.positional.get(place).cloned())
    })
}

/// The text of an exception, of which each traceback has at most `limit` frames; without its chain if `chain=False` asks so.
fn shown(vm: &Vm, exception: Option<Exception>, limit: Option<Value>, chain: Option<Value>) -> Result<String> {
    let limit = limit.filter(|limit| !limit.is_none()).map(|limit| vm.index(&limit)).transpose()?;
    let is_alone = matches!(chain, Some(Value::Bool(false)));
    let Some(exception) = exception.as_ref().filter(|_| is_alone) else {
        return Ok(text(exception.as_ref(), limit));
    };
    let chain = (exception.cause(), exception.context(), exception.suppress_context());
    exception.set_cause(None);
    exception.set_context(None);
    let text = text(Some(exception), limit);
    exception.set_cause(chain.0);
    exception.set_context(chain.1);
    exception.set_suppress_context(chain.2);
    Ok(text)
}

fn text(exception: Option<&Exception>, limit: Option<i64>) -> String {
    match exception {
        Some(exception) => format_exception_to(exception, limit).join("\n") + "\n",
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
