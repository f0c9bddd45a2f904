//! What futures and tasks look like: Python's `repr`, as in Lib/asyncio/base_futures.py and base_tasks.py.
//!
//! `at …` stands where CPython shows a file and a line. Invariant: looking at a future changes nothing.

use std::any::Any;
use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

use super::task::{AnyTask, Header};
use super::{Core, Object, State};
use crate::exception::Exception;
use crate::repr::{Repr, Value, short_string, shorten, string};

impl Core {
    /// `<Future pending cb=[…]>`, given the repr of the result.
    pub(crate) fn repr(&self, class: &str, result: &str) -> String {
        let mut parts = vec![state(self)];
        parts.extend(ending(self, result));
        format!("<{class} {}>", parts.join(" "))
    }
}

/// `<Task pending name='A' coro=<worker() running at …> wait_for=<Future pending cb=[Task.task_wakeup()]>>`
pub(super) fn task(task: &dyn AnyTask) -> String {
    task_header(task.header(), &task.short_result())
}

pub(super) fn task_header(header: &Header, result: &str) -> String {
    let Some(_shown) = Shown::enter(header) else {
        return "...".to_owned();
    };
    let core = &header.core;
    let done = core.is_done();
    let state = if header.is_cancelling() && !done { "cancelling".to_owned() } else { state(core) };
    let is_over = done || header.closed.get();
    let stands = if is_over { "done, defined" } else { "running" };
    let mut parts = vec![state, format!("name={}", string(&header.name().to_string()))];
    if !header.ended_eagerly.get() {
        let place = header.code.place(is_over);
        parts.push(format!("coro=<{}() {stands} at {place}>", header.code.name()));
    }
    if let Some(future) = header.waits_for.get() {
        parts.push(format!("wait_for={}", future.repr()));
    }
    parts.extend(ending(core, result));
    format!("<Task {}>", parts.join(" "))
}

thread_local! {
    /// The tasks whose repr is being written.
    static SHOWN: RefCell<Vec<*const Header>> = const { RefCell::new(Vec::new()) };
}

/// Keeps a repr finite: a task within its own repr is `...`, as in `reprlib.recursive_repr`, and so is one that is too deep.
struct Shown;

impl Shown {
    const DEEPEST: usize = 100;

    fn enter(header: &Header) -> Option<Self> {
        let header: *const Header = header;
        SHOWN.with_borrow_mut(|shown| {
            let fits = shown.len() < Self::DEEPEST && !shown.contains(&header);
            fits.then(|| shown.push(header)).map(|()| Self)
        })
    }
}

impl Drop for Shown {
    fn drop(&mut self) {
        SHOWN.with_borrow_mut(Vec::pop);
    }
}

fn state(core: &Core) -> String {
    match core.state() {
        State::Pending => "pending",
        State::Cancelled => "cancelled",
        State::Result | State::Exception => "finished",
    }
    .to_owned()
}

/// A callback: `at …` is added to the bare name of one of the program; one of asyncio's own has its place.
pub(super) fn callback(name: &str) -> String {
    if name.contains('(') { name.to_owned() } else { format!("{name}() at …") }
}

/// How it ended, and what waits for it.
fn ending(core: &Core, result: &str) -> Vec<String> {
    let mut parts = Vec::new();
    match core.state() {
        State::Result => parts.push(format!("result={result}")),
        State::Exception => parts.extend(core.peek_error().map(|error| format!("exception={}", error.repr()))),
        State::Pending | State::Cancelled => {}
    }
    let callbacks: Vec<_> = core.callbacks().iter().map(|waiter| callback(&waiter.name())).collect();
    match &callbacks[..] {
        [] => {}
        [first] => parts.push(format!("cb=[{first}]")),
        [first, last] => parts.push(format!("cb=[{first}, {last}]")),
        [first, .., last] => parts.push(format!("cb=[{first}, <{} more>, {last}]", callbacks.len() - 2)),
    }
    if core.shows_origin {
        parts.push("created at …".to_owned());
    }
    parts
}

/// The repr of a value of a type that has one in Python; none of any other type.
///
/// The type is known where this is compiled, so nothing of the search is left when it runs.
#[inline]
pub(super) fn value<T: 'static>(value: &T) -> Option<Cow<'static, str>> {
    search(value)
}

/// As [`value`], of a value whose type is known only when it runs.
pub(super) fn any_value(value: &dyn Any) -> Option<Cow<'static, str>> {
    search(value)
}

#[inline(always)]
fn search(value: &dyn Any) -> Option<Cow<'static, str>> {
    if value.is::<()>() || matches!(value.downcast_ref(), Some(Value::None)) {
        return Some(Cow::Borrowed("None"));
    }
    macro_rules! first_of {
        ($($type:ty),* $(,)?) => {
            $(if let Some(value) = value.downcast_ref::<$type>() { return Some(Cow::Owned(value.repr())); })*
        };
    }
    first_of!(bool, i64, i32, u32, f64, &'static str, String, Rc<str>, Value, Exception, Object);
    first_of!(Vec<i64>, Vec<f64>, Vec<String>, Vec<Value>);
    None
}

/// What a repr shows of a value: Python's `reprlib.repr`, which cuts what is long in its middle, and a list behind its
/// sixth element. `…` for a type that has no repr in Python.
pub(super) fn short(value: &dyn Any) -> String {
    macro_rules! texts {
        ($($type:ty),*) => { $(if let Some(text) = value.downcast_ref::<$type>() { return short_string(text); })* };
    }
    macro_rules! lists {
        ($($type:ty),*) => { $(if let Some(list) = value.downcast_ref::<Vec<$type>>() {
            return short_list(list.iter().map(|element| short(element)));
        })* };
    }
    macro_rules! others {
        ($($type:ty),*) => { $(if let Some(value) = value.downcast_ref::<$type>() { return cut(&value.repr()); })* };
    }
    texts!(&'static str, String, Rc<str>);
    lists!(i64, f64, &'static str, String, Value);
    match value.downcast_ref::<Value>() {
        Some(Value::Str(text)) => return short_string(text),
        Some(Value::List(list)) => return short_list(list.iter().map(|element| short(element))),
        Some(Value::Object(object)) => return object.short(),
        _ => {}
    }
    others!((), bool, i64, i32, u32, f64, Value, Exception, Object);
    "…".to_owned()
}

/// A list of what `short` gives.
pub(crate) fn short_list(elements: impl Iterator<Item = String>) -> String {
    let mut shown: Vec<_> = elements.take(7).collect();
    if let Some(seventh) = shown.get_mut(6) {
        *seventh = "...".to_owned();
    }
    format!("[{}]", shown.join(", "))
}

/// Cuts a repr in its middle if it is long.
pub(crate) fn cut(repr: &str) -> String {
    shorten(repr, 30)
}
