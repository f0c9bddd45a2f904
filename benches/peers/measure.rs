//! Measuring: time by rounds that alternate between the systems, memory by a process for each.
//!
//! Invariant: every system does the work once before its first round counts.

#![expect(clippy::disallowed_types, reason = "a benchmark measures real time")]

use std::process::Command;
use std::time::Instant;

use crate::figures::{System, Work};

/// One system's way to do a work, from the start to the end.
pub(crate) type Way<'a> = (&'a str, Box<dyn Fn() + 'a>);

/// Measures the time of each of `units` of a work. Rounds go through the systems forwards and backwards in turn, so that no
/// system always comes after the same neighbour, with its memory freed or its caches cold.
pub(crate) fn time(name: &str, units: usize, rounds: usize, ways: &[Way<'_>]) -> Work {
    let mut samples = vec![Vec::new(); ways.len()];
    for round in 0..=rounds {
        let mut order: Vec<usize> = (0..ways.len()).collect();
        if round % 2 == 1 {
            order.reverse();
        }
        for index in order {
            let begin = Instant::now();
            ways[index].1();
            let nanoseconds = begin.elapsed().as_nanos() as f64 / units as f64;
            if round > 0 {
                samples[index].push(nanoseconds);
            }
        }
    }
    let system = |((name, _), samples): (&Way<'_>, _)| System { name: (*name).to_owned(), samples };
    Work { name: name.to_owned(), unit: "ns".to_owned(), systems: ways.iter().zip(samples).map(system).collect() }
}

/// The option by which this program measures the memory of one system in a process of its own.
pub(crate) const MEMORY: &str = "--memory=";

/// Measures the memory for each of `units` of a work: how much more of it the process had at its peak than before.
/// `None` where the system does not say, which is everywhere but on Linux.
pub(crate) fn memory(name: &str, units: usize, rounds: usize, ways: &[Way<'_>]) -> Option<Work> {
    peak()?;
    let program = std::env::current_exe().expect("this program has a path");
    let measured = |system: &str| -> f64 {
        let output = Command::new(&program).arg(format!("{MEMORY}{system}")).output().expect("this program starts");
        let text = String::from_utf8(output.stdout).expect("it prints a number");
        text.trim().parse::<f64>().expect("it prints a number") / units as f64
    };
    let system = |(system, _): &Way<'_>| System {
        name: (*system).to_owned(),
        samples: (0..rounds).map(|_| measured(system)).collect(),
    };
    Some(Work { name: name.to_owned(), unit: "bytes".to_owned(), systems: ways.iter().map(system).collect() })
}

/// What the process does that [`memory`] starts: the work, by one system.
pub(crate) fn memory_of(system: &str, ways: &[Way<'_>]) {
    let (_, way) = ways.iter().find(|(name, _)| *name == system).expect("it is one of the systems");
    let before = peak();
    way();
    let bytes = before.zip(peak()).map_or(0, |(before, after)| after - before);
    println!("{bytes}");
}

/// The most memory that this process has had, in bytes.
fn peak() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let kilobytes = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.strip_suffix("kB"))?;
    Some(kilobytes.trim().parse::<usize>().ok()? * 1024)
}
