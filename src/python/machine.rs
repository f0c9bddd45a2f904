//! Owns the machine: frames, and how one runs, calls, suspends and raises.
//!
//! One kind of frame is a call, a coroutine, a generator and an asynchronous generator. Calls of Python by Python, awaits and
//! iteration over generators put a frame on the stack of an [`Execution`](execution::Execution) and use none of Rust's own stack.
//! Invariant: a frame is on one stack or in one generator, never in both.

pub(crate) mod arguments;
pub(crate) mod awaiting;
mod blocks;
pub(crate) mod calls;
mod collections;
mod execute;
pub(crate) mod execution;
pub(crate) mod frame;
pub(crate) mod generator;
mod imports;
mod iteration;
mod names;
mod patterns;
pub(crate) mod raising;
mod strings;
mod unwind;
