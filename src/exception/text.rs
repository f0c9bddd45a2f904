//! Owns what `str()` and `repr()` of an exception say, and what a class makes of its arguments.
//!
//! Invariant: no text depends on how deep groups are nested, nor on anything but class, arguments and members,
//! unless the class has a text of its own.

use std::cell::RefCell;
use std::fmt;

use super::args::Args;
use super::behaviour::{Behaviour, GROUP, KEY, OS};
use super::nesting::Writing;
use super::{
    BlockingIOError, BrokenPipeError, ChildProcessError, Class, ConnectionAbortedError, ConnectionRefusedError,
    ConnectionResetError, Exception, FileExistsError, FileNotFoundError, InterruptedError, IsADirectoryError,
    NotADirectoryError, OSError, Own, PermissionError, ProcessLookupError, Result, TimeoutError,
};
use crate::repr::{Repr, Value, tuple};

/// The class that a call of `class` makes an instance of: `OSError` picks a subclass by Linux's error number.
fn class_for(class: &Class, args: &[Value]) -> Class {
    let (true, 2..=5, Some(Value::Int(number))) = (class == OSError, args.len(), args.first()) else {
        return class.clone();
    };
    match number {
        1 | 13 => PermissionError,
        2 => FileNotFoundError,
        3 => ProcessLookupError,
        4 => InterruptedError,
        10 => ChildProcessError,
        11 | 114 | 115 => BlockingIOError,
        17 => FileExistsError,
        20 => NotADirectoryError,
        21 => IsADirectoryError,
        32 | 108 => BrokenPipeError,
        103 => ConnectionAbortedError,
        104 => ConnectionResetError,
        110 => TimeoutError,
        111 => ConnectionRefusedError,
        _ => class.clone(),
    }
}

/// The file name of an `OSError`, its third argument.
fn file_name<'a>(class: &Class, args: &'a [Value]) -> Option<&'a Value> {
    let (3..=5, Some(name)) = (args.len(), args.get(2)) else {
        return None;
    };
    match name {
        Value::None => None,
        // The number of characters that were written takes that place in a BlockingIOError.
        Value::Bool(_) | Value::Int(_) if class.is_subclass_of(BlockingIOError) => None,
        name => Some(name),
    }
}

/// What calling a class of `OSError`s creates, before `__init__` runs: `OSError_new` in Objects/exceptions.c.
pub(super) fn os_error(class: &Class, args: Vec<Value>) -> Exception {
    let class = if reads_in_init(class) { class.clone() } else { class_for(class, &args) };
    let error = Exception::build(class, Args::None, Own::Os(RefCell::default()));
    if !reads_in_init(error.class()) {
        take_os_args(&error, &args);
    }
    error
}

/// `OSError.__init__`, which does nothing where creating the exception has read the arguments already.
pub(super) fn init_os_error(error: &Exception, args: &[Value]) {
    if reads_in_init(error.class()) {
        take_os_args(error, args);
    }
}

/// Whether the arguments are read by `__init__`, because that of the class is another one than `OSError`'s own:
/// `oserror_use_init` in Objects/exceptions.c.
fn reads_in_init(class: &Class) -> bool {
    let initializer = class.definer(Behaviour::Init);
    !(initializer.is_builtin() && initializer.has(OS))
}

/// Takes number, text and file names from the arguments. The file names are left out of `args`.
fn take_os_args(error: &Exception, args: &[Value]) {
    let Own::Os(known) = &error.inner.own else {
        return;
    };
    let has_number = (2..=5).contains(&args.len());
    drop(known.replace(if has_number { args.to_vec() } else { Vec::new() }));
    let shown = if file_name(error.class(), args).is_some() { &args[..2] } else { args };
    error.set_args(shown.to_vec());
}

/// The file names of an `OSError`: `filename` and `filename2`.
pub(super) fn os_file_names(error: &Exception) -> [Option<Value>; 2] {
    let Own::Os(args) = &error.inner.own else { return [None, None] };
    let args = args.borrow().clone();
    let second = args.get(4).filter(|name| **name != Value::None).cloned();
    [file_name(error.class(), &args).cloned(), second]
}

/// The text of an `OSError` that has an error number.
fn os_error_text(error: &Exception) -> Option<String> {
    let Own::Os(args) = &error.inner.own else {
        return None;
    };
    let args = args.borrow().clone();
    let [number, text, ..] = args.as_slice() else {
        return None;
    };
    let mut out = format!("[Errno {number}] {text}");
    if let Some(name) = file_name(error.class(), &args) {
        out.push_str(&format!(": {}", name.repr()));
        if let Some(second) = args.get(4).filter(|name| **name != Value::None) {
            out.push_str(&format!(" -> {}", second.repr()));
        }
    }
    Some(out)
}

/// The text that the `__str__` of one of Python's own classes gives, by the bits of that class.
pub(super) fn of(exception: &Exception, bits: u8) -> String {
    if bits & GROUP != 0 && exception.is_group() {
        let count = exception.exceptions().len();
        let plural = if count == 1 { "" } else { "s" };
        return format!("{} ({count} sub-exception{plural})", exception.message());
    }
    if bits & OS != 0
        && let Some(text) = os_error_text(exception)
    {
        return text;
    }
    match exception.args().as_slice() {
        [key] if bits & KEY != 0 => key.repr(),
        _ => of_args(exception),
    }
}

/// The text that the `__str__` of BaseException gives.
pub(super) fn of_args(exception: &Exception) -> String {
    match exception.args().as_slice() {
        [] => String::new(),
        [arg] => arg.to_string(),
        args => tuple(args),
    }
}

impl Exception {
    /// Python's `str(e)`.
    ///
    /// # Errors
    /// Whatever an own `__str__` of the class raises. [`Display`](fmt::Display) writes `<exception str() failed>` then, as
    /// tracebacks do.
    pub fn str(&self) -> Result<String> {
        let Some(_writing) = Writing::begin() else { return Ok("...".to_owned()) };
        self.class().str(self)
    }
}

impl fmt::Display for Exception {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.str().as_deref().unwrap_or("<exception str() failed>"))
    }
}

impl fmt::Debug for Exception {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.repr())
    }
}

impl Repr for Exception {
    fn repr(&self) -> String {
        enum Piece {
            Text(&'static str),
            Exception(Exception),
        }
        let Some(_writing) = Writing::begin() else { return "...".to_owned() };
        let mut out = String::new();
        // What is still to be written, the next piece last: nests of any depth need no recursion.
        let mut pieces = vec![Piece::Exception(self.clone())];
        while let Some(piece) = pieces.pop() {
            let exception = match piece {
                Piece::Text(text) => {
                    out.push_str(text);
                    continue;
                }
                Piece::Exception(exception) => exception,
            };
            if let Some(text) = exception.class().own_repr(&exception) {
                out.push_str(text.as_deref().unwrap_or("<exception repr() failed>"));
                continue;
            }
            out.push_str(exception.class().name());
            let group = match (&*exception.inner.args.borrow(), &exception.inner.own) {
                (Args::OfGroup, Own::Group(group)) => Some(group),
                _ => None,
            };
            let Some(group) = group else {
                match exception.args().as_slice() {
                    [arg] => out.push_str(&format!("({})", arg.repr())),
                    args => out.push_str(&tuple(args)),
                }
                continue;
            };
            let (open, close) = group.brackets();
            out.push_str(&format!("({}, {open}", exception.message().repr()));
            pieces.push(Piece::Text(close));
            for (index, member) in group.exceptions.iter().enumerate().rev() {
                pieces.push(Piece::Exception(member.clone()));
                if index > 0 {
                    pieces.push(Piece::Text(", "));
                }
            }
        }
        out
    }
}
