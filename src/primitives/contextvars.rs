//! `contextvars`: values that belong to the task, or the callback, that runs.
//!
//! Invariant: a task and a callback see what was set where they were created, and what they set themselves.

use std::cell::Cell;
use std::rc::Rc;

use crate::Result;
use crate::event_loop::{Context, context, raise};
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
        match self.value_in(&context::values()).or_else(|| self.variable.default.clone()) {
            Some(value) => Ok(value),
            None => raise(LookupError.new(self.repr())),
        }
    }

    /// Gives it a value here. The token takes that back, see [`ContextVar::reset`].
    pub fn set(&self, value: T) -> Token<T> {
        let token = Token { variable: self.clone(), old: self.value_in(&context::values()), used: Cell::new(false) };
        context::change(|values| values.insert(self.variable.number, Rc::new(value)));
        token
    }

    /// Takes back a [`ContextVar::set`]: the variable has again the value from before, or none.
    ///
    /// # Errors
    /// RuntimeError for a token that was used. ValueError for one of another variable.
    pub fn reset(&self, token: &Token<T>) -> Result<()> {
        if token.used.replace(true) {
            return raise(RuntimeError.new("Token has already been used once"));
        }
        if token.variable.variable.number != self.variable.number {
            return raise(ValueError.new("Token was created by a different ContextVar"));
        }
        let number = self.variable.number;
        context::change(|values| match token.old.clone() {
            Some(old) => values.insert(number, Rc::new(old)),
            None => values.remove(&number),
        });
        Ok(())
    }

    fn value_in(&self, values: &context::Values) -> Option<T> {
        values.as_ref()?.get(&self.variable.number)?.downcast_ref().cloned()
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
    old: Option<T>,
    used: Cell<bool>,
}

impl<T: Clone> Token<T> {
    /// The value that the variable had before; none if it had none.
    pub fn old_value(&self) -> Option<T> {
        self.old.clone()
    }
}

impl Context {
    /// The value that is set for the variable in this context; its default does not count: `context.get(var)`.
    pub fn get<T: Clone + 'static>(&self, variable: &ContextVar<T>) -> Option<T> {
        variable.value_in(&self.variables.values())
    }
}
