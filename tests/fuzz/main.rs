//! Random texts: whatever a text says, its run ends by itself, within its limits.
//!
//! Each text runs in a child process, because a full stack aborts. Invariant: a seed stands for one text, as long as the programs that are
//! mutated stay as they are.
//!
//! `EXCEPT_STAR_FUZZ=FROM,COUNT,PROCESSES cargo test --release --test fuzz -- --ignored --nocapture many` runs as many as are wanted,
//! `EXCEPT_STAR_FUZZ_TEXT=SEED … show` prints the text of a seed, and `EXCEPT_STAR_FUZZ_TEXTS=FILE` with a range writes texts, a line of
//! JSON each, for the browser (`www/e2e/fuzz.test.js`).

#![cfg(not(target_arch = "wasm32"))]

mod expressions;
mod memory;
mod mutations;
mod nests;
mod texts;
mod tokens;
mod worker;

#[path = "../support/dice.rs"]
mod dice;

use std::env;
use std::fmt::Write;
use std::ops::Range;

use texts::Texts;

/// The seeds that every test run takes.
const ALWAYS: Range<u64> = 0..200;
/// The seeds that `cargo xtask test --all` takes.
const MANY: u64 = 200_000;
/// How many processes share the work unless it is said otherwise.
const PROCESSES: u64 = 2;

/// The range that the environment asks for, and among how many processes it is divided.
fn wanted(count: u64) -> (Range<u64>, u64) {
    let text = env::var("EXCEPT_STAR_FUZZ").unwrap_or_default();
    let mut numbers = text.split(',').map(|number| number.trim().parse::<u64>().ok());
    let mut next = |otherwise| numbers.next().flatten().unwrap_or(otherwise);
    let (from, count, processes) = (next(0), next(count), next(PROCESSES));
    (from..from + count, processes.max(1))
}

#[track_caller]
fn check(seeds: Range<u64>, processes: u64) {
    let texts = Texts::new();
    let (failures, summary) = worker::run(seeds, processes);
    let mut report = String::new();
    for (seed, failure) in &failures {
        let text = texts.text(*seed);
        let shown: String = text.chars().take(3000).collect();
        let cut = if shown.len() < text.len() { "\n[…]" } else { "" };
        let _ = writeln!(report, "==== seed {seed}: {failure}\n{shown}{cut}");
    }
    println!("{summary}");
    assert!(failures.is_empty(), "{} texts failed\n{report}", failures.len());
}

#[test]
fn the_first_texts_end_within_their_limits() {
    check(ALWAYS, PROCESSES);
}

#[test]
#[ignore = "takes minutes"]
fn many_texts_end_within_their_limits() {
    let (seeds, processes) = wanted(MANY);
    check(seeds, processes);
}

/// What the child processes run.
#[test]
#[ignore = "a part of the others"]
fn worker() {
    worker::work();
}

#[test]
#[ignore = "prints the text of the seed in EXCEPT_STAR_FUZZ_TEXT"]
fn show() {
    let seed = env::var("EXCEPT_STAR_FUZZ_TEXT").ok().and_then(|seed| seed.parse().ok());
    if let Some(seed) = seed {
        println!("{}", Texts::new().text(seed));
    }
}

#[test]
#[ignore = "writes the file in EXCEPT_STAR_FUZZ_TEXTS"]
fn write() {
    let Ok(path) = env::var("EXCEPT_STAR_FUZZ_TEXTS") else { return };
    let texts = Texts::new();
    let line = |seed| format!("{}\n", serde_json::json!({ "seed": seed, "text": texts.text(seed) }));
    let lines: String = wanted(ALWAYS.end).0.map(line).collect();
    std::fs::write(&path, lines).unwrap_or_else(|error| panic!("{path}: {error}"));
}
