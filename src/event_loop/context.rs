//! Context variables: which values the code that runs now sees.
//!
//! A context has a map that is never changed, only replaced, so a copy of its values is a count. Most programs set no variable:
//! then a task and a callback have no context of their own. Invariant: what runs in a context leaves the one around it as it was.

use std::any::Any;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::{LoopState, Slot, raise, try_current};
use crate::Result;
use crate::exception::{Exception, RuntimeError};

/// The values by the numbers of their variables.
pub(crate) type Map = BTreeMap<u64, Rc<dyn Any>>;

/// The values of a context; none while nothing is set.
pub(crate) type Values = Option<Rc<Map>>;

/// What a context is, for those who share it.
#[derive(Default)]
pub(crate) struct Variables {
    values: Slot<Rc<Map>>,
    /// Something runs in it.
    entered: Cell<bool>,
}

impl Variables {
    /// A new context that starts with these values.
    pub(crate) fn with(values: Values) -> Rc<Self> {
        let variables = Self::default();
        variables.values.replace(values);
        Rc::new(variables)
    }

    pub(crate) fn values(&self) -> Values {
        self.values.get()
    }

    pub(crate) fn is_entered(&self) -> bool {
        self.entered.get()
    }

    /// Something begins to run in it, or runs there no longer.
    pub(super) fn mark_entered(&self, entered: bool) {
        self.entered.set(entered);
    }
}

/// Why a context that something runs in cannot be entered.
pub(super) fn already_entered() -> Exception {
    RuntimeError.new("cannot enter context: <Context> is already entered")
}

/// A context: `contextvars.Context`. What is set while something runs in it stays in it. Clones are the same context.
///
/// ```
/// use except_star::{ContextVar, copy_context};
///
/// let user = ContextVar::with_default("user", "nobody");
/// let context = copy_context();
/// context.run(|| drop(user.set("ada")))?;
/// assert_eq!(user.get()?, "nobody");
/// assert_eq!(context.run(|| user.get())??, "ada");
/// # Ok::<(), except_star::Exception>(())
/// ```
#[derive(Clone)]
pub struct Context {
    pub(crate) variables: Rc<Variables>,
}

impl Context {
    /// Runs `function` in this context: `context.run(function)`.
    ///
    /// # Errors
    /// RuntimeError while something runs in it already.
    pub fn run<T>(&self, function: impl FnOnce() -> T) -> Result<T> {
        /// Puts the context around it back, also when the function panics.
        struct Leave<'a>(&'a Variables, Option<Rc<Variables>>);
        impl Drop for Leave<'_> {
            fn drop(&mut self) {
                replace(self.1.take());
                self.0.entered.set(false);
            }
        }
        if self.variables.entered.replace(true) {
            return raise(already_entered());
        }
        current_or_new();
        let _leave = Leave(&self.variables, replace(Some(self.variables.clone())));
        Ok(function())
    }

    /// An empty context, in which no variable is set: `contextvars.Context()`.
    ///
    /// ```
    /// use except_star::{Context, ContextVar};
    ///
    /// let user = ContextVar::new("user");
    /// drop(user.set("ada"));
    /// let context = Context::new();
    /// assert!(context.run(|| user.get())?.is_err());
    /// let copied = context.copy();
    /// context.run(|| drop(user.set("grace")))?;
    /// assert_eq!((context.get(&user), copied.get(&user)), (Some("grace"), None));
    /// # Ok::<(), except_star::Exception>(())
    /// ```
    pub fn new() -> Self {
        Self { variables: Variables::with(None) }
    }

    /// A copy of it, in constant time, also while something runs in it: `context.copy()`.
    pub fn copy(&self) -> Self {
        Self { variables: Variables::with(self.variables.values()) }
    }

    /// Whether the two are one context: `context is other`.
    pub fn is(&self, other: &Context) -> bool {
        Rc::ptr_eq(&self.variables, &other.variables)
    }
}

impl Default for Context {
    fn default() -> Self {
        Self::new()
    }
}

/// A copy of the context that is current here, in constant time: `contextvars.copy_context()`.
pub fn copy_context() -> Context {
    Context { variables: Variables::with(values()) }
}

thread_local! {
    /// What code outside of a run sees.
    static OUTSIDE: Slot<Rc<Variables>> = const { Slot::new() };
}

/// The number of a new variable.
pub(crate) fn new_variable() -> u64 {
    thread_local! {
        static VARIABLES: Cell<u64> = const { Cell::new(0) };
    }
    VARIABLES.set(VARIABLES.get() + 1);
    VARIABLES.get()
}

/// The context that is current here, if it has been needed yet.
fn current() -> Option<Rc<Variables>> {
    match try_current() {
        Some(event_loop) => event_loop.context().get(),
        None => OUTSIDE.with(Slot::get),
    }
}

/// Makes another context the current one, and hands back that which was.
fn replace(context: Option<Rc<Variables>>) -> Option<Rc<Variables>> {
    match try_current() {
        Some(event_loop) => event_loop.context().replace(context),
        None => OUTSIDE.with(|outside| outside.replace(context)),
    }
}

/// The context that is current here. From now on the running task has one, also where others run within its step.
pub(crate) fn current_or_new() -> Rc<Variables> {
    current().unwrap_or_else(|| {
        let new = Variables::with(None);
        new.entered.set(true);
        replace(Some(new.clone()));
        if let Some(task) = try_current().and_then(|event_loop| event_loop.current_task()) {
            task.header().context.set(new.clone());
        }
        new
    })
}

/// The values of the context that is current here.
pub(crate) fn values() -> Values {
    current()?.values()
}

/// A copy of the context that is current here; none while nothing is set.
pub(crate) fn copy() -> Option<Rc<Variables>> {
    values().map(|values| Variables::with(Some(values)))
}

/// As [`copy`], of the context in this slot.
#[inline]
pub(super) fn copy_of(context: &Slot<Rc<Variables>>) -> Option<Rc<Variables>> {
    context.get()?.values().map(|values| Variables::with(Some(values)))
}

/// Changes the values of the context that is current here.
pub(crate) fn change<T>(change: impl FnOnce(&mut Map) -> T) -> T {
    let context = current_or_new();
    let mut values = context.values.take().unwrap_or_default();
    let result = change(Rc::make_mut(&mut values));
    context.values.set(values);
    result
}

impl LoopState {
    /// Runs `call` in this context, which is free.
    #[inline]
    pub(super) fn in_context<T>(&self, context: Option<Rc<Variables>>, call: impl FnOnce() -> T) -> T {
        if let Some(context) = &context {
            context.mark_entered(true);
        }
        let around = self.step.context.replace(context);
        let result = call();
        if let Some(context) = self.step.context.replace(around) {
            context.mark_entered(false);
        }
        result
    }
}
