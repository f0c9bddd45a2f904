//! except-star: asyncio's error handling as Rust primitives, on a deterministic loop that runs natively and in the browser.
//!
//! The same program gives the same lines in the same order at the same loop time as on CPython 3.14: tasks, cancellation,
//! exception groups and `except*` included. Everything that happens is recorded, and the record is the same everywhere.
//!
//! ```
//! use except_star::exception::{CancelledError, ValueError};
//! use except_star::report::Report;
//! use except_star::{Runner, attempt, coro, print, raise, sleep, task_group};
//!
//! async fn worker(name: &str, delay: f64) -> except_star::Result<()> {
//!     attempt(async {
//!         sleep(delay).await?;
//!         raise(ValueError.new(format!("{name} failed")))
//!     })
//!     .except(CancelledError, async |e| {
//!         print(format!("{name} cancelled"));
//!         Err(e)
//!     })
//!     .await
//! }
//!
//! async fn program() -> except_star::Result<()> {
//!     attempt(task_group(async |tg| {
//!         tg.create_task(coro!(worker("A", 1.0)))?;
//!         tg.create_task(coro!(worker("B", 2.0)))?;
//!         Ok(())
//!     }))
//!     .except_star(ValueError, async |group| {
//!         print(format!("caught {group}"));
//!         Ok(())
//!     })
//!     .await
//! }
//!
//! let finished = Runner::new().run_blocking(coro!(program()));
//! let report = Report::of(&finished.trace);
//! let lines: Vec<_> = report.console().iter().map(|line| line.text.as_str()).collect();
//! assert_eq!(lines, ["B cancelled", "caught unhandled errors in a TaskGroup (1 sub-exception)"]);
//! ```
//!
//! # Raising in Rust
//!
//! A function that may raise gives a [`Result`]. Python's forms of `raise` are these:
//!
//! | Python | Rust |
//! |---|---|
//! | `raise ValueError("bad")` | `raise(ValueError.new("bad"))` |
//! | `raise error from cause` | `raise_from(error, Some(cause))` |
//! | `raise` | `Err(error)`, with the error that the handler was given |
//! | an exception passes through | `?` |
//! | a function of the library raises | `?` on a [`std::io::Error`] or a parse error |
//!
//! [`raise`](fn@raise) links what is being handled to the new exception, as its context, and gives it a traceback. `Err` does neither: it
//! passes on what was raised before, unchanged.
//!
//! ```
//! use except_star::exception::{KeyError, RuntimeError};
//! use except_star::{Result, attempt, coro, raise, run};
//!
//! async fn look_up() -> Result<()> {
//!     raise(KeyError.new("tea"))
//! }
//! async fn again() -> Result<()> {
//!     attempt(look_up()).except(KeyError, async |e| Err(e)).await
//! }
//! async fn other() -> Result<()> {
//!     attempt(look_up()).except(KeyError, async |_| raise(RuntimeError.new("no tea"))).await
//! }
//! let error = run(coro!(again())).unwrap_err();
//! assert!(error.is(KeyError) && error.context().is_none());
//! let error = run(coro!(other())).unwrap_err();
//! assert!(error.is(RuntimeError) && error.context().unwrap().is(KeyError));
//! ```
//!
//! So a *new* exception in a bare `Err` is a mistake: it has no context, where Python's has one. The compiler does not find it. A
//! type for what was raised would have to stand in the signature of every function in place of [`struct@Exception`], and `Err`
//! would still take it out of any variable.
//!
//! ```
//! use except_star::exception::{KeyError, RuntimeError};
//! use except_star::{attempt, coro, raise, run};
//!
//! let error = run(coro!("main", async {
//!     attempt(async { raise::<()>(KeyError.new("tea")) })
//!         .except(KeyError, async |_| Err(RuntimeError.new("not raised")))
//!         .await
//! }))
//! .unwrap_err();
//! assert!(error.context().is_none(), "the KeyError is forgotten");
//! ```
//!
//! # Layers
//!
//! The modules are layers. Each uses only those that stand above it here; a test keeps it so.

mod hash;
mod memory;
pub mod repr;
pub mod random;
#[macro_use]
pub mod exception;
pub mod trace;
mod event_loop;
mod primitives;
pub mod report;
pub mod program;
#[cfg(feature = "python")]
pub mod python;
pub mod scenario;
pub mod spec;
#[cfg(target_arch = "wasm32")]
pub mod wasm;

pub use event_loop::{
    Callback, Code, Context, Coro, Coroutine, ErrorContext, Frame, Future, Handling, Instantly, Join, Limit, Limits,
    Object, Output, Pace, Paced, SourceLine, StaticCode, Stdio, Stopper, Task, TaskOptions, TaskRef, copy_context,
    coroutine, entered, handled, in_frame, is_running, left, raise, raise_from,
};
pub use exception::{Exception, Result};
pub use primitives::*;
pub use trace::{Intervene, Level, Signal};

#[doc = include_str!("../README.md")]
#[cfg(doctest)]
struct Readme;
