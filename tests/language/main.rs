//! Random programs of the language: each runs on the interpreter and on CPython; both must print the same.
//!
//! What CPython printed for the first seeds is recorded as digests, so these need no Python. Invariant: a seed stands for one
//! program, so a difference can be looked at again.

#![cfg(not(target_arch = "wasm32"))]

mod compare;
mod generate;
mod grammar;
mod recorded;

#[path = "../support/dice.rs"]
mod dice;
#[path = "../support/recording.rs"]
mod recording;

use compare::{interpreted, is_same, on_cpython};
use grammar::Grammar;
use recording::Recording;

/// How many programs are handed to CPython at once.
const BATCH: usize = 500;

fn programs(seeds: impl Iterator<Item = u64>) -> Vec<String> {
    let grammar = Grammar::new();
    seeds.map(|seed| generate::program(&grammar, seed)).collect()
}

#[test]
fn fixed_seeds_print_what_cpython_printed() {
    let recorded = recorded::read();
    assert_eq!(recorded.len() as u64, recorded::SEEDS, "{}", recording::RENEW);
    let cores = std::thread::available_parallelism().map_or(1, |cores| cores.get());
    let cases: Vec<_> = (0..).zip(programs(0..recorded::SEEDS)).zip(&recorded).collect();
    let different_of = |cases: &[((u64, String), &String)]| -> Vec<u64> {
        let is_different =
            |((_, program), digest): &&((u64, String), &String)| recorded::digest(&interpreted(program)) != **digest;
        cases.iter().filter(is_different).map(|((seed, _), _)| *seed).collect()
    };
    let different: Vec<u64> = std::thread::scope(|scope| {
        let parts: Vec<_> =
            cases.chunks(cases.len().div_ceil(cores)).map(|part| scope.spawn(move || different_of(part))).collect();
        parts.into_iter().flat_map(|part| part.join().expect("the part is run")).collect()
    });
    assert!(
        different.is_empty(),
        "these seeds print something else than CPython did: {different:?}\n`cargo xtask conformance --seeds {}..{}` shows \
         the difference. If the generator was changed: {}",
        different[0],
        different[0] + 1,
        recording::RENEW
    );
}

/// Compares any number of programs, for `cargo xtask conformance --seeds FROM..TO`.
/// With `EXCEPT_STAR_WHOLE=1` it prints the programs, too.
#[test]
#[ignore = "takes as long as it is told; needs CPython 3.14, as `cargo xtask conformance` gets it"]
fn language_live() {
    let range = std::env::var("EXCEPT_STAR_SEEDS").unwrap_or_else(|_| "0..1000".to_owned());
    let (from, to) = range.split_once("..").expect("EXCEPT_STAR_SEEDS is FROM..TO");
    let seeds: Vec<u64> = (from.parse().expect("a number")..to.parse().expect("a number")).collect();
    let mut different = 0;
    for batch in seeds.chunks(BATCH) {
        let programs = programs(batch.iter().copied());
        for ((seed, program), theirs) in batch.iter().zip(&programs).zip(on_cpython(&programs)) {
            // What has no end on CPython has none here either, and no line to compare.
            if theirs == "killed" {
                println!("seed {seed} takes too long on CPython");
                continue;
            }
            let ours = interpreted(program);
            if !is_same(&ours, &theirs) {
                different += 1;
                show(*seed, program, &ours, &theirs);
            }
        }
    }
    assert!(different == 0, "{different} of {} programs differ", seeds.len());
    println!("{} programs print what CPython prints", seeds.len());
}

/// The first line that differs, with the two before it.
fn show(seed: u64, program: &str, ours: &str, theirs: &str) {
    let at = ours.lines().zip(theirs.lines()).take_while(|(a, b)| a == b).count();
    let before: Vec<&str> = theirs.lines().take(at).skip(at.saturating_sub(2)).collect();
    println!("seed {seed}, line {}: {before:?}", at + 1);
    println!("   here    {:?}\n   CPython {:?}", ours.lines().nth(at), theirs.lines().nth(at));
    if std::env::var_os("EXCEPT_STAR_WHOLE").is_some() {
        println!("{program}\n== here\n{ours}\n== CPython\n{theirs}");
    }
}

/// Renews what is recorded: a part of `cargo xtask bless`.
#[test]
#[ignore = "records the digests for `cargo xtask bless`; needs CPython 3.14, as `cargo xtask conformance` gets it"]
fn bless() {
    let Some(recording) = Recording::permitted() else { return };
    recorded::write(&recording, &on_cpython(&programs(0..recorded::SEEDS)));
}
