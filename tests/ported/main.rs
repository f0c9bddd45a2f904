//! CPython's own tests, ported to Rust: a module for each file of CPython. README.md beside this lists what is left out.
//!
//! Invariant: every program runs in loop time, and nothing that it prints, or that the loop reports, goes unseen.

#![cfg(not(target_arch = "wasm32"))]

mod base_events;
mod eager_task_factory;
mod events;
mod except_star;
mod exception_group;
mod futures;
mod locks;
mod queues;
mod runners;
mod support;
mod taskgroups;
mod tasks;
mod timeouts;
mod traceback;
mod waitfor;

#[path = "../support/check.rs"]
mod check;
#[path = "../support/console.rs"]
mod console;
