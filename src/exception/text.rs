//! Owns what `str()` and `repr()` of an exception say, and what a class makes of its arguments.
//!
//! Invariant: no text depends on how deep groups are nested, nor on anything but class, arguments and members.

use std::fmt;

use super::{
    BlockingIOError, BrokenPipeError, ChildProcessError, Class, ConnectionAbortedError, ConnectionRefusedError,
    ConnectionResetError, Exception, FileExistsError, FileNotFoundError, InterruptedError, IsADirectoryError, KeyError,
    NotADirectoryError, OSError, PermissionError, ProcessLookupError, TimeoutError,
};
use crate::repr::{Repr, Value, join};

/// The class that a call of `class` makes an instance of: `OSError` picks a subclass by Linux's error number.
pub(super) fn class_for(class: Class, args: &[Value]) -> Class {
    let (true, 2..=5, Some(Value::Int(number))) = (class == OSError, args.len(), args.first()) else {
        return class;
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
        _ => class,
    }
}

/// The file name of an `OSError`, its third argument.
fn file_name(class: Class, args: &[Value]) -> Option<&Value> {
    let (true, 3..=5, Some(name)) = (class.is_subclass_of(OSError), args.len(), args.get(2)) else {
        return None;
    };
    match name {
        Value::None => None,
        // The number of characters that were written takes that place in a BlockingIOError.
        Value::Bool(_) | Value::Int(_) if class.is_subclass_of(BlockingIOError) => None,
        name => Some(name),
    }
}

/// The arguments as `args` has them: without the file names of an `OSError`, which are attributes of their own.
pub(super) fn shown_args(class: Class, args: &[Value]) -> &[Value] {
    if file_name(class, args).is_some() { &args[..2] } else { args }
}

impl Exception {
    /// The text of an `OSError` that has an error number.
    fn os_error_text(&self) -> Option<String> {
        let args = &self.inner.args;
        let ([number, text, ..], 2..=5, true) = (args.as_slice(), args.len(), self.is(OSError)) else {
            return None;
        };
        let mut out = format!("[Errno {number}] {text}");
        if let Some(name) = file_name(self.class(), args) {
            out.push_str(&format!(": {}", name.repr()));
            if let Some(second) = args.get(4).filter(|name| **name != Value::None) {
                out.push_str(&format!(" -> {}", second.repr()));
            }
        }
        Some(out)
    }
}

impl fmt::Display for Exception {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_group() {
            let count = self.exceptions().len();
            let plural = if count == 1 { "" } else { "s" };
            return write!(f, "{} ({count} sub-exception{plural})", self.message());
        }
        if let Some(text) = self.os_error_text() {
            return f.write_str(&text);
        }
        match self.args() {
            [] => Ok(()),
            [key] if self.is(KeyError) => f.write_str(&key.repr()),
            [arg] => write!(f, "{arg}"),
            args => f.write_str(&tuple(args)),
        }
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
            out.push_str(exception.class().name());
            let Some(group) = &exception.inner.group else {
                match exception.args() {
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

/// The repr of a tuple that has not exactly one element.
fn tuple(values: &[Value]) -> String {
    format!("({})", join(values))
}
