//! The exception classes from which readers choose, where more than one scenario offers them.

use super::Values;
use crate::exception::Class;

/// What a task raises.
pub(super) const RAISES: &[&str] =
    &["ValueError", "TypeError", "RuntimeError", "KeyError", "OSError", "ConnectionError", "TimeoutError"];

/// What a handler takes.
pub(super) const CATCHES: &[&str] = &[
    "ValueError",
    "TypeError",
    "RuntimeError",
    "KeyError",
    "LookupError",
    "OSError",
    "ConnectionError",
    "TimeoutError",
    "Exception",
];

/// How a task ends: with an error of this class, or well.
pub(super) const OUTCOMES: &[&str] = &[
    "ValueError",
    "TypeError",
    "RuntimeError",
    "KeyError",
    "IndexError",
    "OSError",
    "ConnectionError",
    "TimeoutError",
    "ok",
];

/// The class that each task raises, from the parameter `outcomes`; none for `ok`.
pub(super) fn outcomes(values: &Values) -> Vec<Option<Class>> {
    values.get::<Vec<&str>>("outcomes").into_iter().map(Class::builtin).collect()
}
