//! asyncio's primitives, one file each, under asyncio's names.
//!
//! All of them find the running loop and the current task by themselves. Invariant: each takes exactly as many handles of
//! the loop as its model in CPython, because that is what makes the order of events the same.

mod attempt;
mod awaitable;
mod create_task;
mod event;
mod gather;
mod print;
mod runner;
mod sleep;
mod task_group;

pub use attempt::{Attempt, Classes, attempt};
pub use awaitable::Awaitable;
pub use create_task::{create_named_task, create_task, current_task_name};
pub use event::Event;
pub use gather::{Gather, GatherAll, gather, gather_return_exceptions};
pub use print::print;
pub use runner::{End, Finished, Runner, run};
pub use sleep::{sleep, time};
pub use task_group::{TaskGroup, task_group};
