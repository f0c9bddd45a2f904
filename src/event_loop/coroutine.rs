//! Coroutine objects: a Rust future that has not been started, with its name.
//!
//! Invariant: one that is dropped before it was started is reported, as CPython's "coroutine 'x' was never awaited".

use std::cell::Cell;
use std::rc::Rc;

use super::{Frame, LoopState, try_current};
use crate::Result;
use crate::trace::{Event, Name, Warning};

/// What is known of a coroutine function: CPython's code object. Cloning gives the same one.
#[derive(Clone, Debug)]
pub struct Code(Source);

#[derive(Clone, Debug)]
enum Source {
    Static(&'static StaticCode),
    /// With the line at which this very coroutine stands, where an interpreter keeps it.
    Shared(Rc<SharedCode>, Option<Rc<Cell<u32>>>),
}

/// The code of a coroutine function of a compiled program; [`coro!`](crate::coro) creates one for each place.
#[derive(Debug)]
pub struct StaticCode {
    name: &'static str,
    file: &'static str,
    line: u32,
}

#[derive(Debug)]
struct SharedCode {
    name: Rc<str>,
    file: Rc<str>,
    line: u32,
}

impl StaticCode {
    /// Used by [`coro!`](crate::coro).
    pub const fn new(name: &'static str, file: &'static str, line: u32) -> Self {
        Self { name, file, line }
    }
}

impl Code {
    /// The code of a function that a program, read at run time, defines in this line of this file. Each call gives another one.
    ///
    /// ```
    /// use except_star::{Code, Coro, create_task, current_task, run};
    ///
    /// let main = Code::new("main", "program.py", 3);
    /// let name = run(Coro::new(main, async { Ok(current_task()?.unwrap().coroutine().to_string()) }));
    /// assert_eq!(name.unwrap(), "main");
    /// ```
    pub fn new(name: impl Into<Rc<str>>, file: impl Into<Rc<str>>, line: u32) -> Self {
        Self(Source::Shared(Rc::new(SharedCode { name: name.into(), file: file.into(), line }), None))
    }

    /// The same code for one coroutine of it, of which an interpreter keeps the line at which it stands: reprs show it. 0 is
    /// where the program stands.
    ///
    /// ```
    /// use std::cell::Cell;
    /// use std::rc::Rc;
    ///
    /// use except_star::repr::Repr;
    /// use except_star::{Code, Coro, current_task, run};
    ///
    /// let line = Rc::new(Cell::new(7));
    /// let main = Code::new("main", "program.py", 3).at(line);
    /// let repr = run(Coro::new(main, async { Ok(current_task()?.unwrap().repr()) })).unwrap();
    /// assert_eq!(repr, "<Task pending name='Task-1' coro=<main() running at program.py:7> cb=[_run_until_complete_cb() at …]>");
    /// ```
    pub fn at(&self, line: Rc<Cell<u32>>) -> Self {
        match &self.0 {
            Source::Static(_) => self.clone(),
            Source::Shared(code, _) => Self(Source::Shared(code.clone(), Some(line))),
        }
    }

    /// Where it is defined, or where it stands, as reprs show it; `…` for a compiled program, which has no lines in Python.
    pub(super) fn place(&self, defined: bool) -> String {
        match &self.0 {
            Source::Shared(code, Some(line)) => {
                let line = match line.get() {
                    _ if defined => code.line,
                    0 => line_now().unwrap_or(code.line),
                    line => line,
                };
                format!("{}:{line}", code.file)
            }
            _ => "…".to_owned(),
        }
    }

    /// The function's name.
    pub fn name(&self) -> Name {
        match &self.0 {
            Source::Static(code) => Name::of(code.name),
            Source::Shared(code, _) => code.name.clone().into(),
        }
    }

    /// The file in which the function is defined; of a compiled program the one in which the coroutine object is created.
    pub fn file(&self) -> &str {
        match &self.0 {
            Source::Static(code) => code.file,
            Source::Shared(code, _) => &code.file,
        }
    }

    /// The line of that file.
    pub fn line(&self) -> u32 {
        match &self.0 {
            Source::Static(code) => code.line,
            Source::Shared(code, _) => code.line,
        }
    }

    /// Whether the two are one function.
    fn is(&self, other: &Code) -> bool {
        match (&self.0, &other.0) {
            (Source::Static(code), Source::Static(other)) => std::ptr::eq(*code, *other),
            (Source::Shared(code, _), Source::Shared(other, _)) => Rc::ptr_eq(code, other),
            _ => false,
        }
    }
}

impl From<&'static StaticCode> for Code {
    fn from(code: &'static StaticCode) -> Self {
        Self(Source::Static(code))
    }
}

/// A coroutine object: what calling an `async def` gives in Python. [`coro!`](crate::coro) creates it.
///
/// Await it, or create a task for it. If neither happens before it is dropped, the program gets Python's
/// RuntimeWarning `coroutine 'x' was never awaited`, once for each place.
#[must_use = "a coroutine that is never awaited does nothing, and warns"]
pub struct Coro<F> {
    pub(crate) code: Code,
    future: Option<F>,
}

impl<F> Coro<F> {
    /// A call of the function with this code, whose body is `future`. In Rust programs [`coro!`](crate::coro) is shorter.
    pub fn new(code: impl Into<Code>, future: F) -> Self {
        Self { code: code.into(), future: Some(future) }
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
        let code = self.code.clone();
        Frame::new(code, self.take())
    }
}

impl<F> Drop for Coro<F> {
    fn drop(&mut self) {
        if self.future.is_some() {
            dropped(&self.code);
        }
    }
}

/// The line at which the program stands.
fn line_now() -> Option<u32> {
    let place = try_current()?.source_place.get()?;
    place().map(|place| place.line)
}

/// Warns that a coroutine was dropped before its first step, where a loop runs.
pub(super) fn dropped(code: &Code) {
    if let Some(event_loop) = try_current() {
        never_awaited(&event_loop, code);
    }
}

/// Warns that a coroutine was dropped before its first step.
pub(super) fn never_awaited(event_loop: &LoopState, code: &Code) {
    let place = event_loop.source_place.get().map(|place| place());
    let line = place.as_ref().map_or(0, |place| place.as_ref().map_or(0, |place| place.line));
    let mut warned = event_loop.never_awaited.borrow_mut();
    if warned.iter().any(|(other, other_line)| other.is(code) && *other_line == line) {
        return;
    }
    warned.push((code.clone(), line));
    drop(warned);
    let hint = "\nRuntimeWarning: Enable tracemalloc to get the object allocation traceback";
    warn(event_loop, code.name(), place, hint);
}

/// A line of the program's source, as warnings show it.
#[derive(Clone, Debug)]
pub struct SourceLine {
    /// The file.
    pub file: Rc<str>,
    /// The line, counted from 1.
    pub line: u32,
    /// Its text, without blanks around it.
    pub text: String,
}

/// Where the program stands, for warnings; none when nothing of it runs any more.
pub(crate) type SourcePlace = dyn Fn() -> Option<SourceLine>;

fn warn(event_loop: &LoopState, coroutine: Name, place: Option<Option<SourceLine>>, hint: &str) {
    let message = format!("coroutine '{coroutine}' was never awaited");
    let category = Name::of("RuntimeWarning");
    let (before, source) = match place {
        Some(Some(SourceLine { file, line, text })) => (format!("{file}:{line}: "), format!("\n  {text}")),
        Some(None) => ("sys:1: ".to_owned(), String::new()),
        None => (String::new(), String::new()),
    };
    let text = format!("{before}{category}: {message}{source}{hint}").into();
    let warning = Warning { category, message: message.into(), coroutine: Some(coroutine), text };
    event_loop.write(Event::Warn { warning: &warning });
}

/// Warns of the coroutines that have not begun when the interpreter ends: by their names, each once, and without the hint,
/// whose module is gone by then.
pub(super) fn never_awaited_at_the_end(event_loop: &LoopState, codes: impl Iterator<Item = Code>) {
    let mut names = Vec::new();
    for code in codes {
        let name = code.name();
        // Coroutines that are dropped from here on warn no more.
        event_loop.never_awaited.borrow_mut().push((code, 0));
        if !names.contains(&name) {
            let place = event_loop.source_place.get().map(|_| None);
            warn(event_loop, name.clone(), place, "");
            names.push(name);
        }
    }
}

/// Creates a named [`Coro`] from a call: `coro!(worker("A"))`, or from any future: `coro!("worker", async { … })`.
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
        static CODE: $crate::StaticCode = $crate::StaticCode::new($name, file!(), line!());
        $crate::Coro::new(&CODE, $future)
    }};
    ($function:ident ( $($argument:expr),* $(,)? )) => {{
        static CODE: $crate::StaticCode = $crate::StaticCode::new(stringify!($function), file!(), line!());
        $crate::Coro::new(&CODE, $function($($argument),*))
    }};
}
