//! Coroutine objects: a Rust future that has not been started, with its name.
//!
//! Invariant: one that is dropped before it was started says so, as CPython's "coroutine 'x' was never awaited".

use super::{Frame, LoopState, try_current};
use crate::Result;
use crate::trace::Kind;

/// What is known of a coroutine function: CPython's code object.
#[derive(Debug)]
#[non_exhaustive]
pub struct Code {
    /// The function's name.
    pub name: &'static str,
    /// The Rust file in which the coroutine object is made.
    pub file: &'static str,
    /// The line of that file.
    pub line: u32,
}

impl Code {
    /// Used by [`coro!`](crate::coro).
    pub const fn new(name: &'static str, file: &'static str, line: u32) -> Self {
        Self { name, file, line }
    }
}

/// A coroutine object: what calling an `async def` gives in Python. Make it with [`coro!`](crate::coro).
///
/// Await it, or hand it to what makes a task of it. If neither happens before it is dropped, the program gets Python's
/// RuntimeWarning `coroutine 'x' was never awaited`, once for each place.
#[must_use = "a coroutine that is never awaited does nothing, and warns"]
pub struct Coro<F> {
    pub(crate) code: &'static Code,
    future: Option<F>,
}

impl<F> Coro<F> {
    /// Used by [`coro!`](crate::coro).
    pub fn new(code: &'static Code, future: F) -> Self {
        Self { code, future: Some(future) }
    }

    /// Takes the future out, to start it or to drop it without a warning (`coroutine.close()`).
    pub(crate) fn take(mut self) -> F {
        self.future.take().expect("taken once: this consumes the coroutine")
    }
}

mod sealed {
    pub trait Sealed {}
    impl<F> Sealed for super::Coro<F> {}
}

/// A coroutine object with a result of type `T`: a [`Coro`], and nothing else. It stands where only a coroutine will do, so that
/// the compiler can say what to do with a bare `async fn`.
///
/// ```compile_fail
/// async fn program() -> except_star::Result<()> {
///     Ok(())
/// }
/// // `impl Future<…>` is not a coroutine object. Help: wrap it, `coro!(program())`.
/// except_star::run(program());
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a coroutine object whose result is an `except_star::Result`",
    label = "not a coroutine object",
    note = "make one of a call: `coro!(work(1.0))`, or of any future: `coro!(\"work\", async {{ … }})`",
    note = "the future's output has to be an `except_star::Result<T>`"
)]
pub trait Coroutine<T>: sealed::Sealed {
    /// The future that it runs.
    type Future: std::future::Future<Output = Result<T>> + 'static;

    /// The coroutine object itself.
    fn into_coro(self) -> Coro<Self::Future>;
}

impl<F: std::future::Future<Output = Result<T>> + 'static, T> Coroutine<T> for Coro<F> {
    type Future = F;

    fn into_coro(self) -> Coro<F> {
        self
    }
}

impl<F: std::future::Future<Output = Result<T>>, T> IntoFuture for Coro<F> {
    type Output = Result<T>;
    type IntoFuture = Frame<F>;

    fn into_future(self) -> Frame<F> {
        Frame::new(self.take())
    }
}

impl<F> Drop for Coro<F> {
    fn drop(&mut self) {
        if self.future.is_some() {
            dropped(self.code);
        }
    }
}

fn dropped(code: &'static Code) {
    if let Some(event_loop) = try_current() {
        never_awaited(&event_loop, code);
    }
}

/// Warns that a coroutine was dropped before its first step.
pub(super) fn never_awaited(event_loop: &LoopState, code: &'static Code) {
    if event_loop.warned.borrow().iter().any(|warned| std::ptr::eq(*warned, code)) {
        return;
    }
    event_loop.warned.borrow_mut().push(code);
    event_loop.note_text(
        Kind::Warn,
        0,
        &format!(
            "RuntimeWarning: coroutine '{}' was never awaited\n\
             RuntimeWarning: Enable tracemalloc to get the object allocation traceback",
            code.name
        ),
    );
}

/// Warns of the coroutines that have not begun when the interpreter ends: by their names, each once, and without the hint,
/// whose module is gone by then.
pub(super) fn never_awaited_at_the_end(event_loop: &LoopState, codes: impl Iterator<Item = &'static Code>) {
    let mut names = Vec::new();
    for code in codes {
        // What is dropped from here on has nothing more to say.
        event_loop.warned.borrow_mut().push(code);
        if !names.contains(&code.name) {
            names.push(code.name);
            let text = format!("RuntimeWarning: coroutine '{}' was never awaited", code.name);
            event_loop.note_text(Kind::Warn, 0, &text);
        }
    }
}

/// Makes a named [`Coro`] of a call: `coro!(worker("A"))`, or of any future: `coro!("worker", async { … })`.
///
/// The name is what Python shows as `coro=<worker() …>`. The future's output is a [`Result`](crate::Result).
///
/// ```
/// use except_star::{Result, coro, print, run};
///
/// async fn worker(name: &str) -> Result<()> {
///     print(format!("{name} works"));
///     Ok(())
/// }
/// run(coro!(worker("A"))).unwrap();
/// ```
#[macro_export]
macro_rules! coro {
    ($name:literal, $future:expr) => {{
        static CODE: $crate::Code = $crate::Code::new($name, file!(), line!());
        $crate::Coro::new(&CODE, $future)
    }};
    ($function:ident ( $($argument:expr),* $(,)? )) => {{
        static CODE: $crate::Code = $crate::Code::new(stringify!($function), file!(), line!());
        $crate::Coro::new(&CODE, $function($($argument),*))
    }};
}
