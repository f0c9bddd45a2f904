//! Python texts: programs of every kind, each with the output that CPython prints, and the texts of the scenarios.
//!
//! Invariant: nothing here needs Python; what CPython printed is recorded. Where one is found, the record is compared with it.

#![cfg(not(target_arch = "wasm32"))]

#[path = "python/cases.rs"]
mod cases;
#[expect(dead_code, reason = "these tests make their lines of reports")]
#[path = "support/console.rs"]
mod console;
#[path = "python/events.rs"]
mod events;
#[path = "python/facts.rs"]
mod facts;
#[path = "python/languages.rs"]
mod languages;
#[path = "python/limits.rs"]
mod limits;
#[path = "python/newer.rs"]
mod newer;
#[path = "python/normal.rs"]
mod normal;
#[path = "python/programs.rs"]
mod programs;
#[path = "support/python.rs"]
mod python;
#[path = "python/recorded.rs"]
mod recorded;
#[expect(dead_code, reason = "these tests have their own folder")]
#[path = "support/recording.rs"]
mod recording;
#[path = "python/refusals.rs"]
mod refusals;
#[path = "python/syntax.rs"]
mod syntax;
#[path = "python/turns.rs"]
mod turns;
