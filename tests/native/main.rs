//! The native tests: one binary, a module a subject.
//!
//! Invariant: no test looks at a wall clock or sleeps.

#![cfg(not(target_arch = "wasm32"))]

#[macro_use]
mod behaviours;
mod cancellations;
mod cases;
mod command;
mod conformance;
mod dice;
mod foreign;
mod group_cancel;
mod layers;
mod limits;
mod pace;
mod python;
mod readme;
mod reports;
mod retry;
mod runners;
mod scenarios;
mod specs;
mod support;
