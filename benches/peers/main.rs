//! `cargo bench`: the loop beside its peers, doing the same work in the same run. Owns which works there are.
//!
//! `cargo bench -- yield cancel` does only these works, `--rounds=3` makes fewer rounds, `--lines` prints every sample for
//! `cargo xtask bench`. Invariant: all systems get the same number of tasks, the same result to add up, and one thread.

mod figures;
mod measure;
mod ours;
mod theirs;

use std::hint::black_box;

use figures::Work;
use measure::{MEMORY, Way};
use theirs::{async_task, futures_unordered, local_executor, local_pool, tokio_join_set};

const TASKS: usize = 100_000;
const MILLION: usize = 1_000_000;
const YIELDERS: usize = 1_000;
const YIELDS: usize = 100;

const OURS: &str = "except-star";
const UNTRACED: &str = "except-star, trace off";

/// Names a way of doing a work.
fn way<'a>(system: &'a str, run: impl Fn() + 'a) -> Way<'a> {
    (system, Box::new(run))
}

fn spawn(tasks: usize) -> Vec<Way<'static>> {
    vec![
        way(OURS, move || ours::spawn(tasks, true)),
        way(UNTRACED, move || ours::spawn(tasks, false)),
        way("async-task", move || async_task::spawn(tasks)),
        way("LocalExecutor", move || local_executor::spawn(tasks)),
        way("LocalPool", move || local_pool::spawn(tasks)),
        way("FuturesUnordered (no handles)", move || futures_unordered::spawn(tasks)),
        way("tokio, one thread", move || tokio_join_set::spawn(tasks)),
    ]
}

/// Those of the above that are made for as many.
fn million() -> Vec<Way<'static>> {
    let mut ways = spawn(MILLION);
    ways.retain(|(name, _)| !matches!(*name, "LocalExecutor" | "FuturesUnordered (no handles)"));
    ways
}

fn yields() -> Vec<Way<'static>> {
    vec![
        way(OURS, || ours::yields(YIELDERS, YIELDS, true)),
        way(UNTRACED, || ours::yields(YIELDERS, YIELDS, false)),
        way("async-task", || async_task::yields(YIELDERS, YIELDS)),
        way("LocalExecutor", || local_executor::yields(YIELDERS, YIELDS)),
        way("LocalPool", || local_pool::yields(YIELDERS, YIELDS)),
        way("FuturesUnordered (no handles)", || futures_unordered::yields(YIELDERS, YIELDS)),
        way("tokio, one thread", || tokio_join_set::yields(YIELDERS, YIELDS)),
    ]
}

fn gather() -> Vec<Way<'static>> {
    vec![
        way(OURS, || ours::gathered(TASKS, true)),
        way(UNTRACED, || ours::gathered(TASKS, false)),
        way("LocalPool", || local_pool::gathered(TASKS)),
        way("tokio, one thread", || tokio_join_set::gathered(TASKS)),
    ]
}

fn cancel(tasks: usize) -> Vec<Way<'static>> {
    vec![
        way(OURS, move || ours::cancelled(tasks, true)),
        way(UNTRACED, move || ours::cancelled(tasks, false)),
        way("async-task", move || async_task::cancelled(tasks)),
        way("tokio, one thread", move || tokio_join_set::cancelled(tasks)),
    ]
}

/// The works of one word of the command line.
fn works(word: &str, rounds: usize) -> Vec<Work> {
    let time = |name, units, ways: Vec<Way<'_>>| measure::time(name, units, rounds, &ways);
    match word {
        "spawn" => vec![time("spawn and join, a task of 100,000", TASKS, spawn(TASKS))],
        "yield" => vec![time("yield, one of 100 by each of 1,000 tasks", YIELDERS * YIELDS, yields())],
        "gather" => vec![time("gather, a task of 100,000", TASKS, gather())],
        // The time for one is the same if the whole is linear.
        "cancel" => vec![
            time("cancel and collect, a sleeping task of 10,000", TASKS / 10, cancel(TASKS / 10)),
            time("cancel and collect, a sleeping task of 100,000", TASKS, cancel(TASKS)),
        ],
        "million" => {
            let name = "spawn and join, a task of 1,000,000";
            let times = measure::time(name, MILLION, rounds.div_ceil(2), &million());
            let memory = measure::memory("memory, a task of 1,000,000", MILLION, rounds.min(3), &million());
            [Some(times), memory].into_iter().flatten().collect()
        }
        _ => unreachable!("it is one of the words"),
    }
}

/// A line for each system, its fields parted by tabs.
fn lines_of(work: &Work) -> String {
    let line = |system: &figures::System| {
        let samples: Vec<String> = system.samples.iter().map(f64::to_string).collect();
        format!("{}\t{}\t{}\t{}\n", work.name, work.unit, system.name, samples.join(" "))
    };
    work.systems.iter().map(line).collect()
}

const WORDS: [&str; 5] = ["spawn", "yield", "gather", "cancel", "million"];

fn main() {
    // glibc gives memory back to the system after each round, and takes it again page by page, until it has once freed a large
    // block. The first system would pay for that.
    drop(black_box(Vec::<u8>::with_capacity(31 << 20)));
    let (options, words): (Vec<_>, Vec<_>) = std::env::args().skip(1).partition(|argument| argument.starts_with('-'));
    // `cargo test` runs benchmarks too, with an argument of its own; there is nothing to learn from that.
    if options.iter().any(|option| option == "--test") {
        return;
    }
    if let Some(system) = options.iter().find_map(|option| option.strip_prefix(MEMORY)) {
        return measure::memory_of(system, &million());
    }
    let rounds = options.iter().find_map(|option| option.strip_prefix("--rounds=")?.parse().ok()).unwrap_or(9);
    let lines = options.iter().any(|option| option == "--lines");
    for word in WORDS {
        if words.is_empty() || words.iter().any(|other| other == word) {
            for work in works(word, rounds) {
                print!("{}", if lines { lines_of(&work) } else { work.to_string() });
            }
        }
    }
}
