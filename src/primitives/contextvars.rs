//! `contextvars`: values that belong to the task, or the callback, that runs.
//!
//! Invariant: a task and a callback see what was set where they were created, and what they set themselves.

use std::cell::Cell;
use std::rc::{Rc, Weak};

use crate::Result;
use crate::event_loop::context::{self, Variables};
use crate::event_loop::{Context, raise};
use crate::exception::{LookupError, RuntimeError, ValueError};
use crate::repr::Repr;

/// A variable whose value belongs to the context: `contextvars.ContextVar`. Clones are the same variable.
///
/// Each task has a copy of the context in which it was created, unless it is [given](crate::TaskOptions::context) one; a
/// callback of [`call_soon`](crate::call_soon) and its like, a done callback and a signal handler run in a copy of the one in which
/// they were registered. Outside of a run each thread has a context, of which a run gets a copy.
///
/// # Differences from Python
/// A variable belongs to its thread. Each `get` clones its value.
///
/// ```
/// use except_star::{ContextVar, coro, create_task, run};
///
/// let request = ContextVar::new("request");
/// run(coro!("main", async move {
///     request.set(1);
///     let seen = request.clone();
///     let task = create_task(coro!("handler", async move {
///         let seen_first = seen.get()?;
///         seen.set(2);
///         Ok((seen_first, seen.get()?))
///     }))?;
///     request.set(3);
///     assert_eq!(task.await?, (1, 2));
///     assert_eq!(request.get()?, 3);
///     Ok(())
/// }))
/// .unwrap();
/// ```
pub struct ContextVar<T> {
    variable: Rc<Variable<T>>,
}

struct Variable<T> {
    number: u64,
    name: String,
    default: Option<T>,
}

impl<T> Clone for ContextVar<T> {
    fn clone(&self) -> Self {
        Self { variable: self.variable.clone() }
    }
}

impl<T: Clone + 'static> ContextVar<T> {
    /// A variable without a default: `ContextVar(name)`.
    pub fn new(name: &str) -> Self {
        Self::make(name, None)
    }

    /// A variable with a default: `ContextVar(name, default=default)`.
    pub fn with_default(name: &str, default: T) -> Self {
        Self::make(name, Some(default))
    }

    fn make(name: &str, default: Option<T>) -> Self {
        let variable = Variable { number: context::new_variable(), name: name.to_owned(), default };
        Self { variable: Rc::new(variable) }
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.variable.name
    }

    /// Its value here, or its default.
    ///
    /// # Errors
    /// LookupError if it has neither.
    pub fn get(&self) -> Result<T> {
        match self.value_in(&context::values()).as_deref().or(self.variable.default.as_ref()).cloned() {
            Some(value) => Ok(value),
            None => raise(LookupError.new(self.repr())),
        }
    }

    /// Gives it a value here. The token takes that back, see [`ContextVar::reset`].
    pub fn set(&self, value: T) -> Token<T> {
        let context = Rc::downgrade(&context::current_or_new());
        let old = self.value_in(&context::values());
        context::change(|values| values.insert(self.variable.number, Rc::new(value)));
        Token { variable: self.clone(), context, old, used: Cell::new(false) }
    }

    /// Takes back a [`ContextVar::set`]: the variable has again the value from before, or none.
    ///
    /// # Errors
    /// RuntimeError for a token that was used. ValueError for one of another variable or of another context, which stays usable.
    pub fn reset(&self, token: &Token<T>) -> Result<()> {
        if token.used.get() {
            return raise(RuntimeError.new(format!("{} has already been used once", token.repr())));
        }
        if token.variable.variable.number != self.variable.number {
            return raise(ValueError.new(format!("{} was created by a different ContextVar", token.repr())));
        }
        if token.context.as_ptr() != Rc::as_ptr(&context::current_or_new()) {
            return raise(ValueError.new(format!("{} was created in a different Context", token.repr())));
        }
        let number = self.variable.number;
        context::change(|values| match token.old.clone() {
            Some(old) => values.insert(number, old),
            None => values.remove(&number),
        });
        token.used.set(true);
        Ok(())
    }

    fn value_in(&self, values: &context::Values) -> Option<Rc<T>> {
        values.as_ref()?.get(&self.variable.number)?.clone().downcast().ok()
    }
}

/// Python's `repr`, without the address and the default.
impl<T> Repr for ContextVar<T> {
    fn repr(&self) -> String {
        format!("<ContextVar name={}>", self.variable.name.repr())
    }
}

/// What [`ContextVar::set`] gives: `contextvars.Token`.
#[must_use = "a token that is dropped cannot take the value back"]
pub struct Token<T> {
    variable: ContextVar<T>,
    /// Where the variable was set; weak, because a token may be a value of that context.
    context: Weak<Variables>,
    old: Option<Rc<T>>,
    used: Cell<bool>,
}

impl<T: Clone> Token<T> {
    /// The value that the variable had before; none if it had none.
    pub fn old_value(&self) -> Option<T> {
        self.old.as_deref().cloned()
    }
}

/// Python's `repr`, without the addresses.
impl<T> Repr for Token<T> {
    fn repr(&self) -> String {
        format!("<Token{} var={}>", if self.used.get() { " used" } else { "" }, self.variable.repr())
    }
}

impl Context {
    /// The value that is set for the variable in this context; its default does not count: `context.get(var)`.
    pub fn get<T: Clone + 'static>(&self, variable: &ContextVar<T>) -> Option<T> {
        variable.value_in(&self.variables.values()).as_deref().cloned()
    }
}
