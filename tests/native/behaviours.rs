//! The behaviours that the primitives promise, each as one program in Rust and in Python with the console that both give.
//!
//! The Rust runs in a test named after the behaviour. Where CPython 3.13 or later is found, it runs the Python, and must give
//! the same lines. Invariant: a console is whole and in order; nothing that a program prints is left out.

use except_star::{Result, TaskRef, current_task, print, sleep};

use crate::python;

macro_rules! behaviours {
    ($($(#[doc = $doc:literal])* $name:ident {
        $(debug: $debug:literal,)?
        python: $python:literal,
        rust: $rust:expr,
        console: [$($line:literal),* $(,)?] $(,)?
    })*) => {
        pub(crate) const ALL: &[$crate::behaviours::Behaviour] = &[$($crate::behaviours::Behaviour {
            name: stringify!($name),
            debug: false $(|| $debug)?,
            python: $python,
            console: &[$($line),*],
        }),*];
        $(
            $(#[doc = $doc])*
            #[test]
            fn $name() {
                let runner = except_star::Runner::new().debug(false $(|| $debug)?);
                $crate::support::check_on(runner, except_star::coro!("main", $rust), &[$($line),*]);
            }
        )*
    };
}

mod attempts;
mod awaitables;
mod blocks;
mod cancellation;
mod cleanup;
mod context_variables;
mod contexts;
mod conversions;
mod debug_mode;
mod differences;
mod events;
mod frames;
mod futures;
mod gather;
mod gather_cancelled;
mod gather_reports;
mod groups;
mod hops;
mod interrupted_groups;
mod interrupts;
mod leftovers;
mod locks;
mod logs;
mod mixtures;
mod no_hops;
mod order;
mod own_bases;
mod own_classes;
mod own_groups;
mod queues;
mod reprs;
mod shield;
mod shutdown;
mod shutdown_contexts;
mod signal_handlers;
mod signals;
mod star_clauses;
mod star_values;
mod task_group;
mod task_group_abort;
mod task_group_cancelled;
mod task_group_lifetime;
mod tasks;
mod timeout_contexts;
mod timeout_ends;
mod timeouts;
mod wait_for;
mod waiting;

/// One behaviour, as far as CPython is concerned.
pub(crate) struct Behaviour {
    name: &'static str,
    /// Whether it runs in debug mode.
    debug: bool,
    /// The program, without its first line `import asyncio` and its last `asyncio.run(main())`.
    python: &'static str,
    /// `TIME TEXT`, with a `!` before what goes to standard error.
    console: &'static [&'static str],
}

const MODULES: &[&[Behaviour]] = &[
    attempts::ALL,
    awaitables::ALL,
    blocks::ALL,
    cancellation::ALL,
    cleanup::ALL,
    context_variables::ALL,
    contexts::ALL,
    conversions::ALL,
    debug_mode::ALL,
    events::ALL,
    frames::ALL,
    futures::ALL,
    gather::ALL,
    gather_cancelled::ALL,
    gather_reports::ALL,
    groups::ALL,
    hops::ALL,
    interrupted_groups::ALL,
    interrupts::ALL,
    leftovers::ALL,
    locks::ALL,
    logs::ALL,
    mixtures::ALL,
    no_hops::ALL,
    order::ALL,
    own_bases::ALL,
    own_classes::ALL,
    own_groups::ALL,
    queues::ALL,
    reprs::ALL,
    shield::ALL,
    shutdown::ALL,
    shutdown_contexts::ALL,
    signal_handlers::ALL,
    signals::ALL,
    star_clauses::ALL,
    star_values::ALL,
    task_group::ALL,
    task_group_abort::ALL,
    task_group_cancelled::ALL,
    task_group_lifetime::ALL,
    tasks::ALL,
    timeout_contexts::ALL,
    timeout_ends::ALL,
    timeouts::ALL,
    wait_for::ALL,
    waiting::ALL,
];

#[test]
fn cpython_behaves_so() {
    let Some(python) = python::find() else {
        println!("no CPython 3.13 or later was found: the Python programs were not run");
        return;
    };
    let behaviours: Vec<&Behaviour> = MODULES.iter().copied().flatten().collect();
    let programs: Vec<_> = behaviours
        .iter()
        .map(|behaviour| {
            let debug = if behaviour.debug { ", debug=True" } else { "" };
            format!("import asyncio\n{}\n\nasyncio.run(main(){debug})\n", behaviour.python.trim_end())
        })
        .collect();
    for ((behaviour, program), reference) in behaviours.iter().zip(&programs).zip(python::run(&python, &programs)) {
        let lines: Vec<_> = reference.console.iter().map(python::Line::as_text).collect();
        assert!(
            lines == behaviour.console,
            "{}:\n{program}\nexpected:\n  {}\nCPython:\n  {}",
            behaviour.name,
            behaviour.console.join("\n  "),
            lines.join("\n  ")
        );
    }
    println!("{} programs were run on {}", programs.len(), python.display());
}

/// The list of behaviours in the README beside them has no gap, and every test that it names is there.
#[test]
fn every_test_that_the_list_names_is_there() {
    let list = include_str!("behaviours/README.md");
    let differences = include_str!("behaviours/differences.rs");
    let shield = include_str!("behaviours/shield.rs");
    let is_there = |test: &str| {
        let function = format!("\nfn {test}() {{");
        MODULES.iter().copied().flatten().any(|behaviour| behaviour.name == test)
            || [differences, shield].iter().any(|source| source.contains(&function))
    };
    // What else stands between backticks there has fewer underscores than any test.
    let tests = |text: &'static str| text.split('`').skip(1).step_by(2).filter(|code| code.matches('_').count() > 2);
    for test in tests(list) {
        assert!(is_there(test), "{test}");
    }
    let rows = list.lines().filter(|line| line.starts_with("| ") && tests(line).next().is_some());
    let numbers = rows.filter_map(|row| row[2..].split(' ').next()?.parse::<usize>().ok());
    assert!(numbers.eq(1..=66));
}

/// Makes the turns of the loop visible, one line each.
async fn turns(count: u32) -> Result<()> {
    for turn in 1..=count {
        print(format!("turn {turn}"));
        sleep(0.0).await?;
    }
    Ok(())
}

/// The task that runs: `asyncio.current_task()`.
fn this_task() -> TaskRef {
    current_task().expect("a loop runs").expect("a task runs")
}
