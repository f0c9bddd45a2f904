//! Owns the classes of exceptions: their names, their bases, and the macro that makes new ones.
//!
//! Invariant: a class is the address of its definition, so two classes of one name are two classes.

use std::fmt;
use std::hash::{Hash, Hasher};

use super::{Exception, Result, classes};
use crate::repr::{Repr, Value};

/// How a group of one's own class makes the group of some of its members; see [`class!`](crate::class).
pub type Derive = fn(group: &Exception, exceptions: Vec<Exception>) -> Result<Exception>;

/// What a [`Class`] points to. Made by [`class!`](crate::class), which also gives it its fixed address.
pub struct ClassDef {
    name: &'static str,
    module: &'static str,
    bases: &'static [Class],
    derive: Option<Derive>,
}

impl ClassDef {
    /// A definition; `module` is what Python calls `__module__`.
    pub const fn new(name: &'static str, module: &'static str, bases: &'static [Class]) -> Self {
        ClassDef { name, module, bases, derive: None }
    }

    /// The same with its own way to derive groups.
    pub const fn with_derive(mut self, derive: Derive) -> Self {
        self.derive = Some(derive);
        self
    }
}

/// A class of exceptions, such as [`ValueError`](super::ValueError).
///
/// ```
/// use except_star::exception::*;
/// assert!(KeyError.is_subclass_of(LookupError));
/// assert_eq!(CancelledError.qualified_name(), "asyncio.exceptions.CancelledError");
/// assert_eq!(ValueError.new("bad").to_string(), "bad");
/// ```
#[derive(Clone, Copy)]
pub struct Class(&'static ClassDef);

impl Class {
    /// The class of a definition, which must be a `static`: its address is the class's identity.
    pub const fn of(definition: &'static ClassDef) -> Self {
        Class(definition)
    }

    /// The class of that name among Python's and asyncio's own.
    pub fn builtin(name: &str) -> Option<Class> {
        Self::builtins().iter().copied().find(|class| class.name() == name)
    }

    /// All of Python's and asyncio's own classes that exist here, bases before subclasses.
    pub fn builtins() -> &'static [Class] {
        classes::ALL
    }

    /// The name alone: `CancelledError`.
    pub const fn name(self) -> &'static str {
        self.0.name
    }

    /// The module that Python would name in `__module__`: `builtins`, `__main__`, `asyncio.exceptions`.
    pub const fn module(self) -> &'static str {
        self.0.module
    }

    /// The name as tracebacks print it: `asyncio.exceptions.CancelledError`, but `ValueError`.
    pub fn qualified_name(self) -> String {
        match self.module() {
            "builtins" | "__main__" => self.name().to_owned(),
            module => format!("{module}.{}", self.name()),
        }
    }

    /// The classes that this one is made from; none for [`BaseException`](super::BaseException).
    pub const fn bases(self) -> &'static [Class] {
        self.0.bases
    }

    /// Whether this is `other`, or made from it.
    pub fn is_subclass_of(self, other: Class) -> bool {
        self == other || self.bases().iter().any(|base| base.is_subclass_of(other))
    }

    /// How groups of this class are derived, where the class or one of its bases says so.
    pub(super) fn derive(self) -> Option<Derive> {
        self.0.derive.or_else(|| self.bases().iter().find_map(|base| base.derive()))
    }

    /// A new exception with one argument: `ValueError("bad")`.
    #[expect(clippy::new_ret_no_self, reason = "calling a class makes an exception, as in Python")]
    pub fn new(self, arg: impl Into<Value>) -> Exception {
        self.with_args(vec![arg.into()])
    }

    /// A new exception without arguments: `ValueError()`.
    pub fn empty(self) -> Exception {
        self.with_args(Vec::new())
    }

    /// A new exception with any number of arguments.
    ///
    /// A group cannot be made from plain values. In Python the call raises TypeError or ValueError; here that error is
    /// returned in place of the group. Groups are made with [`Exception::group`]. As in Python, an `OSError` with a known error number
    /// becomes the subclass of that number.
    pub fn with_args(self, args: Vec<Value>) -> Exception {
        Exception::with_class_and_args(self, args)
    }
}

impl PartialEq for Class {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

impl Eq for Class {}

impl Hash for Class {
    fn hash<H: Hasher>(&self, state: &mut H) {
        std::ptr::hash(self.0, state);
    }
}

impl Repr for Class {
    fn repr(&self) -> String {
        match self.module() {
            "builtins" => format!("<class '{}'>", self.name()),
            module => format!("<class '{module}.{}'>", self.name()),
        }
    }
}

impl fmt::Debug for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.repr())
    }
}

/// Makes classes of one's own, as `class Name(Base): pass` does.
///
/// A class of groups may say how parts of its groups are made, as overriding `derive` does in Python. Without that a part
/// is a plain `ExceptionGroup` or `BaseExceptionGroup`.
///
/// ```
/// use except_star::exception::*;
///
/// class! {
///     /// Whatever an API answers instead of a result.
///     pub ApiError(Exception);
///     /// An API that wants a pause.
///     pub RateLimited(ApiError);
///     /// Errors of several calls.
///     pub ApiErrors(ExceptionGroup) derive |group, exceptions| {
///         Exception::group(ApiErrors, group.message(), exceptions)
///     }
/// }
///
/// assert!(RateLimited.new("wait").is(ApiError));
/// let all = Exception::group(ApiErrors, "calls", vec![RateLimited.new("wait"), ValueError.new(1)])?;
/// let (limited, _) = all.split(RateLimited);
/// assert!(limited.unwrap().is(ApiErrors));
/// # Ok::<(), Exception>(())
/// ```
#[macro_export]
macro_rules! class {
    ($($(#[$meta:meta])* $vis:vis $name:ident($($base:path),+ $(,)?) $(derive $derive:expr)?);+ $(;)?) => {$(
        $(#[$meta])*
        #[allow(non_upper_case_globals, reason = "a class is named as it is in Python")]
        $vis const $name: $crate::exception::Class = {
            static DEFINITION: $crate::exception::ClassDef =
                $crate::exception::ClassDef::new(stringify!($name), "__main__", &[$($base),+])
                $(.with_derive($derive))?;
            $crate::exception::Class::of(&DEFINITION)
        };
    )+};
}
