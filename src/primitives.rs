//! asyncio's primitives, one file each, under asyncio's names.
//!
//! All of them find the running loop and the current task by themselves. Invariant: each takes exactly as many handles of
//! the loop as its model in CPython, because that is what makes the order of events the same.

mod as_completed;
mod attempt;
mod awaitable;
mod barrier;
mod block;
mod call;
mod condition;
mod context_manager;
mod contextvars;
mod conversions;
mod create_task;
mod current_task;
mod debug;
mod event;
mod exception_handler;
mod external;
mod gather;
mod gathered;
mod intervention;
mod line;
mod lock;
mod logging;
mod print;
mod queue;
mod retry;
mod runner;
mod semaphore;
mod shield;
mod signals;
mod sleep;
mod task_group;
mod timeout;
mod wait;
mod wait_for;
mod waiters;

pub use as_completed::{AsCompleted, as_completed};
pub use attempt::{Attempt, Classes, attempt, caught};
pub use awaitable::Awaitable;
pub use barrier::Barrier;
pub use block::block;
pub use call::{Handle, call_at, call_at_in, call_later, call_soon, call_soon_in};
pub use condition::Condition;
pub use context_manager::{AsyncContextManager, ContextManager, Exit, async_with, with};
pub use contextvars::{ContextVar, Token};
pub use create_task::{
    create_named_task, create_task, create_task_with, is_eager_task_factory, set_eager_task_factory,
};
pub use current_task::{CallGraph, all_tasks, awaited_by, capture_call_graph, current_task};
pub use debug::{get_debug, get_slow_callback_duration, set_debug, set_slow_callback_duration};
pub use event::Event;
pub use exception_handler::{
    call_exception_handler, default_exception_handler, reset_exception_handler, set_exception_handler,
};
pub use external::external;
pub use gather::{gather, gather_return_exceptions};
pub use gathered::{AsValue, Awaitables, Results};
pub use intervention::{Intervention, ParseInterventionError};
pub use line::{at_line, exceed, is_ending, pause};
pub use lock::Lock;
pub use logging::{Logger, basic_config, write_log};
pub use print::{print, print_to};
pub use queue::Queue;
pub use retry::{Attempted, Jitter, Retry};
pub use runner::{End, Finished, OpenRunner, Runner, Script, run};
pub use semaphore::Semaphore;
pub use shield::shield;
pub use signals::{add_signal_handler, raise_signal, remove_signal_handler};
pub use sleep::{sleep, time};
pub use task_group::{TaskGroup, task_group};
pub use timeout::{Timeout, timeout, timeout_at};
pub use wait::{ReturnWhen, Waitable, wait};
pub use wait_for::wait_for;
