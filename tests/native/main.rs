//! The native tests: one binary, a module a subject.
//!
//! Invariant: no test looks at a wall clock or sleeps.

#![cfg(not(target_arch = "wasm32"))]

mod awaits;
mod behaviours;
mod cancellations;
mod cases;
mod command;
mod conformance;
mod exceptions;
mod external;
mod findings;
mod group_cancel;
mod layers;
mod limits;
mod links;
mod narrative;
mod pace;
mod readme;
mod reports;
mod retry;
mod runners;
mod scenarios;
mod show;
mod specs;
mod timeline;

#[path = "../support/check.rs"]
mod check;
#[path = "../support/console.rs"]
mod console;
#[path = "../support/dice.rs"]
mod dice;
#[path = "../support/digests.rs"]
mod digests;
#[cfg(feature = "python")]
#[path = "../python/normal.rs"]
mod normal;
#[path = "../support/python.rs"]
mod python;
#[path = "../support/recording.rs"]
mod recording;
