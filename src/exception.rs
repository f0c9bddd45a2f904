//! Owns the exception as a value: cheap to clone, with an identity, with context, cause, notes, and as a group.
//!
//! Invariant: a clone is the same exception. Whatever is set on one is seen through the other, as with names in Python.
//!
//! Classes are constants with Python's names, so code reads as it does there:
//!
//! ```
//! use except_star::exception::*;
//!
//! fn parse(text: &str) -> Result<i64> {
//!     text.parse().map_err(|_| ValueError.new(format!("not a number: {text}")))
//! }
//!
//! let error = parse("x").unwrap_err();
//! assert!(error.is(ValueError));
//! assert_eq!(format!("{error:?}"), "ValueError('not a number: x')");
//! ```
//!
//! Classes of one's own are defined in the source with [`class!`](crate::class), or created at run time with
//! [`Class::builder`].
//!
//! # Differences from Python
//! A program in Rust has no frames: there a traceback is a mere token that shows whether an exception was raised, and whether
//! two exceptions were raised by the same `raise`. An interpreter adds its frames with [`push_frame`](Exception::push_frame). Exceptions
//! whose contexts or causes form a ring are never freed.

mod args;
mod behaviour;
mod class;
mod classes;
mod created;
mod except_star;
mod group;
mod frames;
pub(crate) mod nesting;
mod text;
mod traceback;

#[cfg(test)]
mod behaviour_tests;
#[cfg(test)]
mod except_star_tests;
#[cfg(test)]
mod group_tests;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod traceback_group_tests;
#[cfg(test)]
mod traceback_tests;

pub use crate::class;
pub use behaviour::{Behaviour, Derive, Init, Parts, Split, Str};
pub use class::{Class, ClassDef};
pub use classes::*;
pub use created::{ClassBuilder, CreatedClass};
pub use except_star::{match_star, prepare_reraise_star};
pub use frames::{Traceback, TracebackFrame};
pub use group::{Condition, Leaves, base_exception_group, exception_group};
pub(crate) use traceback::format_exception_to;
pub use traceback::{format_exception, format_exception_only};

use std::borrow::Borrow;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::memory::Charge;
use crate::repr::Value;
use args::Args;
use group::Group;

/// A result whose error is an [`Exception`](struct@Exception).
pub type Result<T, E = Exception> = std::result::Result<T, E>;

/// An exception. Cloning gives the same exception again, not a copy.
///
/// [`Display`](std::fmt::Display) is Python's `str()`; [`Debug`](std::fmt::Debug) and [`Repr`](crate::repr::Repr) are its
/// `repr()`.
#[derive(Clone)]
pub struct Exception {
    inner: Rc<Inner>,
}

/// How many bytes an exception takes without what it holds.
const SIZE: usize = 352;

struct Inner {
    class: Class,
    args: RefCell<Args>,
    own: Own,
    fields: RefCell<Vec<(Rc<str>, Value)>>,
    context: RefCell<Option<Exception>>,
    cause: RefCell<Option<Exception>>,
    suppress_context: Cell<bool>,
    notes: RefCell<Vec<Rc<str>>>,
    traceback: RefCell<Option<Traceback>>,
    charge: Charge,
    /// See [`Exception::weight`].
    weight: Cell<u64>,
}

/// What CPython keeps in the struct of some classes.
enum Own {
    Nothing,
    Group(Group),
    /// The arguments that an `OSError` has read: number, text and file names. Empty if it has no number.
    Os(RefCell<Vec<Value>>),
}

impl Exception {
    fn build(class: Class, args: Args, own: Own) -> Self {
        let members = if let Own::Group(group) = &own { group.exceptions.len() } else { 0 };
        let charge = Charge::new(SIZE + 8 * members + args.size());
        let weight = Cell::new(nesting::weight(&args, &own));
        Exception {
            inner: Rc::new(Inner {
                class,
                args: RefCell::new(args),
                own,
                fields: RefCell::default(),
                context: RefCell::default(),
                cause: RefCell::default(),
                suppress_context: Cell::new(false),
                notes: RefCell::default(),
                traceback: RefCell::new(None),
                charge,
                weight,
            }),
        }
    }

    /// The class of the exception.
    pub fn class(&self) -> &Class {
        &self.inner.class
    }

    /// Whether the exception is an instance of the class or of a subclass.
    pub fn is(&self, class: impl Borrow<Class>) -> bool {
        self.class().is_subclass_of(class)
    }

    /// Whether the two are one exception, which Python asks with `is`.
    pub fn same(&self, other: &Exception) -> bool {
        Rc::ptr_eq(&self.inner, &other.inner)
    }

    /// The exception that was being handled when this one was raised.
    pub fn context(&self) -> Option<Exception> {
        self.inner.context.borrow().clone()
    }

    /// Sets the context alone; raising uses [`chain_context`].
    pub fn set_context(&self, context: Option<Exception>) {
        // The old value is dropped after the borrow: dropping may run through many exceptions.
        drop(self.inner.context.replace(context));
    }

    /// The exception that this one was raised from.
    pub fn cause(&self) -> Option<Exception> {
        self.inner.cause.borrow().clone()
    }

    /// Sets the cause, as `raise … from cause` does. The context is no longer printed, even if the cause is none.
    pub fn set_cause(&self, cause: Option<Exception>) {
        self.set_suppress_context(true);
        drop(self.inner.cause.replace(cause));
    }

    /// Whether the traceback text leaves the context out.
    pub fn suppress_context(&self) -> bool {
        self.inner.suppress_context.get()
    }

    /// Sets whether the traceback text leaves the context out.
    pub fn set_suppress_context(&self, suppress: bool) {
        self.inner.suppress_context.set(suppress);
    }

    /// The notes, in the order in which they were added.
    pub fn notes(&self) -> Vec<Rc<str>> {
        self.inner.notes.borrow().clone()
    }

    /// Adds a note, which the traceback text shows below the exception.
    pub fn add_note(&self, note: impl Into<Rc<str>>) {
        let note = note.into();
        self.inner.charge.add(note.len());
        self.inner.notes.borrow_mut().push(note);
    }

    /// Whether it stops the loop instead of ending a task or a callback: KeyboardInterrupt and SystemExit.
    pub(crate) fn leaves_the_loop(&self) -> bool {
        self.is(KeyboardInterrupt) || self.is(SystemExit)
    }

    /// A number that no other exception has while this one lives, Python's `id(e)`.
    pub fn id(&self) -> usize {
        self.address().addr()
    }

    /// Where the exception is, to be distinguished from others as long as it lives.
    pub(crate) fn address(&self) -> *const () {
        Rc::as_ptr(&self.inner).cast()
    }
}

impl std::error::Error for Exception {}

impl Drop for Inner {
    /// Frees a chain or a nest of any length without recursion.
    fn drop(&mut self) {
        let mut pending = Vec::new();
        self.release_into(&mut pending);
        while let Some(exception) = pending.pop() {
            if let Some(mut inner) = Rc::into_inner(exception.inner) {
                inner.release_into(&mut pending);
            }
        }
    }
}

impl Inner {
    fn release_into(&mut self, pending: &mut Vec<Exception>) {
        pending.extend(self.context.take());
        pending.extend(self.cause.take());
        if let Own::Group(group) = &mut self.own {
            pending.append(&mut group.exceptions);
        }
        let args = std::mem::replace(self.args.get_mut(), Args::None);
        Exception::release_values(args, self.fields.take(), pending);
    }
}

/// Sets the context of an exception that is raised while another is handled, as every `raise` does.
///
/// Nothing happens if they are one exception. Where the handled one's chain of contexts already leads to the new one, that
/// link is cut first, so that no ring comes about.
///
/// ```
/// use except_star::exception::*;
/// let (first, second) = (ValueError.new(1), ValueError.new(2));
/// chain_context(&second, &first);
/// chain_context(&first, &second);
/// assert!(first.context().unwrap().same(&second));
/// assert!(second.context().is_none());
/// ```
pub fn chain_context(new: &Exception, handled: &Exception) {
    if new.same(handled) {
        return;
    }
    // The slow one follows at half the speed; it is met only on a ring that a program has made by hand.
    let mut slow = handled.clone();
    let mut slow_moves = false;
    let mut current = handled.clone();
    while let Some(context) = current.context() {
        if context.same(new) {
            current.set_context(None);
            break;
        }
        current = context;
        if current.same(&slow) {
            break;
        }
        if slow_moves && let Some(next) = slow.context() {
            slow = next;
        }
        slow_moves = !slow_moves;
    }
    new.set_context(Some(handled.clone()));
}

/// An outcome looks like the value or the exception that it is, as in the list that `gather(…, return_exceptions=True)` gives.
impl<T: crate::repr::Repr> crate::repr::Repr for Result<T> {
    fn repr(&self) -> String {
        match self {
            Ok(value) => value.repr(),
            Err(exception) => exception.repr(),
        }
    }
}
