//! except-star: asyncio's error handling as Rust primitives, on a deterministic loop that runs natively and in the browser.
//!
//! The same program gives the same lines in the same order at the same loop time as on CPython 3.14: tasks, cancellation,
//! exception groups and `except*` included. Everything that happens is recorded, and the record is the same everywhere.
//!
//! ```
//! use except_star::exception::{CancelledError, ValueError};
//! use except_star::{Runner, attempt, coro, print, raise, report, sleep, task_group};
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
//! let finished = futures::executor::block_on(Runner::new().run(coro!(program())));
//! let lines: Vec<_> = report::console(&finished.trace).into_iter().map(|line| line.text).collect();
//! assert_eq!(lines, ["B cancelled", "caught unhandled errors in a TaskGroup (1 sub-exception)"]);
//! ```
//!
//! The modules are layers. Each uses only those that stand above it here; a test keeps it so.

pub mod repr;
pub mod random;
#[macro_use]
pub mod exception;
pub mod trace;
mod event_loop;
mod primitives;
pub mod report;
pub mod scenario;
#[cfg(target_arch = "wasm32")]
pub mod wasm;

pub use event_loop::{
    Callback, Code, Coro, ErrorContext, Frame, Future, Instantly, Join, Level, Limit, Limits, Object, Pace, Paced,
    Signal, Task, TaskRef, raise, raise_from,
};
pub use exception::{Exception, Result};
pub use primitives::*;

#[doc = include_str!("../README.md")]
#[cfg(doctest)]
struct Readme;
