//! Random programs: each runs on the Rust primitives and, as Python text, on CPython; both must print the same.
//!
//! What CPython printed for the first seeds is recorded as digests, so these need no Python. Invariant: a seed stands for one
//! program, so a difference can be looked at again.

#![cfg(not(target_arch = "wasm32"))]

mod compare;
mod emit;
mod generate;
mod interpret;
mod names;
mod program;
mod recorded;
mod shrink;
#[cfg(feature = "python")]
mod text;

#[path = "../support/console.rs"]
mod console;
#[path = "../support/dice.rs"]
mod dice;
#[path = "../support/python.rs"]
mod python;
#[cfg(feature = "python")]
#[path = "../python/normal.rs"]
mod normal;
#[path = "../support/recording.rs"]
mod recording;

use std::collections::BTreeMap;
use std::path::PathBuf;

use compare::{compare, text};
use program::Block;
use recording::Recording;

/// The seeds whose programs are run again on CPython by every test, if there is one.
const LIVE: u64 = 300;

/// How many programs are handed to CPython at once.
const BATCH: usize = 500;

fn found_python() -> Option<PathBuf> {
    let python = python::find();
    if python.is_none() {
        println!("no CPython 3.13 or later was found: no random program was run on it");
    }
    python
}

#[test]
fn fixed_seeds_print_what_cpython_printed() {
    let recorded = recorded::read();
    assert_eq!(recorded.digests.len() as u64, recorded::SEEDS, "{}", recording::RENEW);
    for (seed, digest) in (0..).zip(&recorded.digests) {
        let program = generate::program(seed);
        let text = text(&interpret::run(&program));
        assert!(
            recorded::digest(&text) == *digest,
            "seed {seed} prints something else than CPython did:\n{}\n{text}\nEXCEPT_STAR_SEEDS={seed}..{} and the test \
             random_live show the difference. If the generator was changed: {}",
            emit::functions(&program),
            seed + 1,
            recording::RENEW
        );
    }
}

#[test]
fn cpython_prints_the_same_today() {
    let Some(python) = found_python() else { return };
    let seeds: Vec<u64> = (0..LIVE).collect();
    let texts = compare(&python, &seeds);
    let digests: Vec<String> = texts.iter().map(|text| recorded::digest(text)).collect();
    assert!(recorded::read().digests.starts_with(&digests), "CPython prints something else than what is recorded");
    println!("{LIVE} random programs were run on {}", python.display());
}

/// Compares any number of programs: `EXCEPT_STAR_SEEDS=0..20000 cargo test --test random random_live -- --ignored --nocapture`.
#[test]
#[ignore = "takes as long as it is told; needs CPython 3.13 or later"]
fn random_live() {
    let Some(python) = found_python() else { return };
    let range = std::env::var("EXCEPT_STAR_SEEDS").unwrap_or_else(|_| "0..2000".to_owned());
    let (from, to) = range.split_once("..").expect("EXCEPT_STAR_SEEDS is FROM..TO");
    let seeds: Vec<u64> = (from.parse().expect("a number")..to.parse().expect("a number")).collect();
    let mut statements = BTreeMap::new();
    let mut ends = BTreeMap::new();
    let mut lines = 0;
    for batch in seeds.chunks(BATCH) {
        for (seed, text) in batch.iter().zip(compare(&python, batch)) {
            count(&mut generate::program(*seed).body, &mut statements);
            *ends.entry(recorded::status(&text)).or_insert(0) += 1;
            lines += text.lines().count();
        }
    }
    println!("{} programs, {lines} lines: {ends:?}\n{statements:?}", seeds.len());
}

fn count(block: &mut Block, counts: &mut BTreeMap<String, usize>) {
    for stmt in block {
        *counts.entry(stmt.name()).or_insert(0) += 1;
        stmt.blocks().into_iter().for_each(|block| count(block, counts));
    }
}

/// Renews what is recorded: a part of `cargo xtask bless`.
#[test]
#[ignore = "records the digests for `cargo xtask bless`; needs CPython 3.13 or later"]
fn bless() {
    let Some(recording) = Recording::permitted() else { return };
    let python = found_python().expect("recording needs CPython 3.13 or later");
    let seeds: Vec<u64> = (0..recorded::SEEDS).collect();
    recorded::write(&recording, &seeds.chunks(BATCH).flat_map(|batch| compare(&python, batch)).collect::<Vec<_>>());
}
