//! The behaviours that the primitives promise, each as one program in Rust and in Python with the console that both give.
//!
//! The Rust runs in a test named after the behaviour. Where CPython 3.13 or later is found, it runs the Python, and must give
//! the same lines. Invariant: a console is whole and in order; nothing that a program prints is left out.

use except_star::{Result, TaskRef, current_task, print, sleep};

use crate::python;

macro_rules! behaviours {
    ($($(#[doc = $doc:literal])* $name:ident {
        python: $python:literal,
        rust: $rust:expr,
        console: [$($line:literal),* $(,)?] $(,)?
    })*) => {
        pub(crate) const ALL: &[$crate::behaviours::Behaviour] = &[$($crate::behaviours::Behaviour {
            name: stringify!($name),
            python: $python,
            console: &[$($line),*],
        }),*];
        $(
            $(#[doc = $doc])*
            #[test]
            fn $name() {
                $crate::support::check(except_star::coro!("main", $rust), &[$($line),*]);
            }
        )*
    };
}

mod attempts;
mod cancellation;
mod cleanup;
mod events;
mod futures;
mod gather;
mod gather_cancelled;
mod groups;
mod hops;
mod interrupts;
mod leftovers;
mod no_hops;
mod order;
mod shutdown;
mod star_clauses;
mod task_group;
mod task_group_abort;
mod task_group_cancelled;
mod task_group_lifetime;
mod tasks;

/// One behaviour, as far as CPython is concerned.
pub(crate) struct Behaviour {
    name: &'static str,
    /// The program, without its first line `import asyncio` and its last `asyncio.run(main())`.
    python: &'static str,
    /// `TIME TEXT`, with a `!` before what goes to standard error.
    console: &'static [&'static str],
}

const MODULES: &[&[Behaviour]] = &[
    attempts::ALL,
    cancellation::ALL,
    cleanup::ALL,
    events::ALL,
    futures::ALL,
    gather::ALL,
    gather_cancelled::ALL,
    groups::ALL,
    hops::ALL,
    interrupts::ALL,
    leftovers::ALL,
    no_hops::ALL,
    order::ALL,
    shutdown::ALL,
    star_clauses::ALL,
    task_group::ALL,
    task_group_abort::ALL,
    task_group_cancelled::ALL,
    task_group_lifetime::ALL,
    tasks::ALL,
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
        .map(|behaviour| format!("import asyncio\n{}\n\nasyncio.run(main())\n", behaviour.python.trim_end()))
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
