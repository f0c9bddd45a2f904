//! The native tests: one binary, a module a subject.
//!
//! Invariant: no test looks at a wall clock or sleeps.

#![cfg(not(target_arch = "wasm32"))]

mod cases;
mod conformance;
mod python;
