//! Errors of Rust's own library as exceptions, so that `?` raises them.
//!
//! Invariant: the conversion is a `raise`: it links what is being handled as the context, as Python's own functions do.

use std::convert::Infallible;
use std::io;
use std::num::{IntErrorKind, ParseFloatError, ParseIntError};

use crate::event_loop::raise;
use crate::exception::{
    BlockingIOError, BrokenPipeError, Class, ConnectionAbortedError, ConnectionRefusedError, ConnectionResetError,
    EOFError, Exception, FileExistsError, FileNotFoundError, InterruptedError, IsADirectoryError, MemoryError,
    NotADirectoryError, OSError, PermissionError, TimeoutError, ValueError,
};
use crate::repr::Value;

/// `?` on an [`io::Error`] raises what Python would: an OSError with the error number and its text, of the subclass of that
/// number.
///
/// An error that does not come from the system has no number. Its kind decides the class of the exception, which has
/// its text: EOFError for an unexpected end, ValueError for invalid input or data, MemoryError, or OSError
/// and its subclasses.
///
/// # Differences from Python
/// The name of the file is not known.
///
/// ```
/// use except_star::exception::FileNotFoundError;
/// use except_star::{Result, coro, run};
///
/// async fn read() -> Result<String> {
///     Ok(std::fs::read_to_string("/no/such/file")?)
/// }
/// let error = run(coro!(read())).unwrap_err();
/// assert!(error.is(FileNotFoundError));
/// # #[cfg(target_os = "linux")]
/// assert_eq!(error.to_string(), "[Errno 2] No such file or directory");
/// ```
impl From<io::Error> for Exception {
    fn from(error: io::Error) -> Self {
        let (class, text) = (class_of(error.kind()), error.to_string());
        raised(match error.raw_os_error() {
            None => class.unwrap_or(OSError).new(text),
            Some(number) => {
                let text = text.strip_suffix(&format!(" (os error {number})")).unwrap_or(&text);
                let class = class.filter(|class| class.is_subclass_of(OSError)).unwrap_or(OSError);
                class.with_args(vec![Value::Int(number.into()), text.into()])
            }
        })
    }
}

fn class_of(kind: io::ErrorKind) -> Option<Class> {
    use io::ErrorKind;
    Some(match kind {
        ErrorKind::NotFound => FileNotFoundError,
        ErrorKind::PermissionDenied => PermissionError,
        ErrorKind::ConnectionRefused => ConnectionRefusedError,
        ErrorKind::ConnectionReset => ConnectionResetError,
        ErrorKind::ConnectionAborted => ConnectionAbortedError,
        ErrorKind::BrokenPipe => BrokenPipeError,
        ErrorKind::AlreadyExists => FileExistsError,
        ErrorKind::WouldBlock => BlockingIOError,
        ErrorKind::NotADirectory => NotADirectoryError,
        ErrorKind::IsADirectory => IsADirectoryError,
        ErrorKind::TimedOut => TimeoutError,
        ErrorKind::Interrupted => InterruptedError,
        ErrorKind::UnexpectedEof => EOFError,
        ErrorKind::InvalidInput | ErrorKind::InvalidData => ValueError,
        ErrorKind::OutOfMemory => MemoryError,
        _ => return None,
    })
}

/// `?` on what `"…".parse::<i64>()` gives raises a ValueError, as `int("…")` does.
///
/// # Differences from Python
/// Python's text quotes the literal, which the error does not have: the text is Python's for an empty one, and Rust's else. A
/// number that is too large for its type is a ValueError, too; Python's have no limit.
///
/// ```
/// use except_star::exception::{Exception, ValueError};
///
/// let error = Exception::from("".parse::<i64>().unwrap_err());
/// assert!(error.is(ValueError));
/// assert_eq!(error.to_string(), "invalid literal for int() with base 10: ''");
/// ```
impl From<ParseIntError> for Exception {
    fn from(error: ParseIntError) -> Self {
        raised(ValueError.new(match error.kind() {
            IntErrorKind::Empty => "invalid literal for int() with base 10: ''".to_owned(),
            _ => error.to_string(),
        }))
    }
}

/// `?` on what `"…".parse::<f64>()` gives raises a ValueError, as `float("…")` does.
///
/// # Differences from Python
/// Python's text quotes the literal, which the error does not have: the text is Python's for an empty one, and Rust's else.
///
/// ```
/// use except_star::exception::{Exception, ValueError};
///
/// let error = Exception::from("".parse::<f64>().unwrap_err());
/// assert!(error.is(ValueError));
/// assert_eq!(error.to_string(), "could not convert string to float: ''");
/// ```
impl From<ParseFloatError> for Exception {
    fn from(error: ParseFloatError) -> Self {
        let is_empty = "".parse::<f64>().is_err_and(|empty| empty == error);
        raised(ValueError.new(match is_empty {
            true => "could not convert string to float: ''".to_owned(),
            false => error.to_string(),
        }))
    }
}

/// What `?` turns an error into is raised where the `?` stands.
fn raised(exception: Exception) -> Exception {
    match raise::<Infallible>(exception) {
        Ok(never) => match never {},
        Err(exception) => exception,
    }
}
