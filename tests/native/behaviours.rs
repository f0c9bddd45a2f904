//! The behaviours that the primitives promise, each as one program in Rust and in Python with the console that both give.
//!
//! The Rust runs in a test named after the behaviour. Where CPython 3.13 or later is found, it runs the Python, and must give
//! the same lines. Invariant: a console is whole and in order; nothing that a program prints is left out.

use std::process::Command;

use except_star::{Result, print, sleep};

use crate::console::texts;
use crate::python;

/// The behaviours of a module: what their Python programs share, if they do, then each behaviour by its name.
macro_rules! behaviours {
    (shared: $shared:literal, $($behaviours:tt)*) => {
        behaviours! { @ $shared $($behaviours)* }
    };
    (@ $shared:literal $($(#[doc = $doc:literal])* $name:ident {
        $(debug: $debug:literal,)?
        python: $python:literal,
        rust: $rust:expr,
        console: [$($line:literal),* $(,)?] $(,)?
    })*) => {
        #[test]
        fn cpython_behaves_so() {
            $crate::behaviours::run_on_cpython($shared, &[$($crate::behaviours::Behaviour {
                name: stringify!($name),
                debug: false $(|| $debug)?,
                python: $python,
                console: &[$($line),*],
            }),*]);
        }
        #[cfg(feature = "python")]
        #[test]
        fn texts_behave_so() {
            $crate::behaviours::run_as_texts($shared, &[$($crate::behaviours::Behaviour {
                name: stringify!($name),
                debug: false $(|| $debug)?,
                python: $python,
                console: &[$($line),*],
            }),*]);
        }
        $(
            $(#[doc = $doc])*
            #[test]
            fn $name() {
                let runner = except_star::Runner::new().debug(false $(|| $debug)?);
                $crate::check::check_on(runner, except_star::coro!("main", $rust), &[$($line),*]);
            }
        )*
    };
    ($($behaviours:tt)*) => {
        behaviours! { @ "" $($behaviours)* }
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
mod eager;
mod eager_factory;
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
struct Behaviour {
    name: &'static str,
    /// Whether it runs in debug mode.
    debug: bool,
    /// The program, without its first line `import asyncio`, what it shares, and its last `asyncio.run(main())`.
    python: &'static str,
    /// `TIME TEXT`, with a `!` before what goes to standard error.
    console: &'static [&'static str],
}

impl Behaviour {
    /// The whole program.
    fn program(&self, shared: &str) -> String {
        let debug = if self.debug { ", debug=True" } else { "" };
        format!("import asyncio\n{shared}\n{}\n\nasyncio.run(main(){debug})\n", self.python.trim_end())
    }
}

/// Behaviours whose Python asks for files or for a private class of asyncio, of which a text has none.
#[cfg(feature = "python")]
const NOT_IN_TEXTS: [&str; 2] =
    ["an_error_of_the_system_is_raised_as_an_os_error", "an_eager_task_is_refused_a_context_that_something_runs_in"];

/// Compares the consoles of the behaviours of a module with those of their Python, run by the interpreter of this crate.
#[cfg(feature = "python")]
#[track_caller]
fn run_as_texts(shared: &str, behaviours: &[Behaviour]) {
    use except_star::program::{Settings, run};
    use except_star::{Instantly, python::Text};

    let mut wrong = Vec::new();
    for behaviour in behaviours.iter().filter(|behaviour| !NOT_IN_TEXTS.contains(&behaviour.name)) {
        let lines = match Text::new("program.py", &behaviour.program(shared)) {
            Ok(text) => {
                let ended = ::futures::executor::block_on(run(&text, &Settings::default(), Instantly));
                let console: Vec<_> = ended.report.console().iter().map(crate::console::Line::from).collect();
                texts(&crate::normal::normalise(&console))
            }
            Err(errors) => errors.iter().map(ToString::to_string).collect(),
        };
        if lines != behaviour.console {
            let at = lines.iter().zip(behaviour.console).take_while(|(a, b)| a == b).count();
            let (got, want) = (lines.get(at), behaviour.console.get(at));
            wrong.push(format!("{}, line {}\n   got  {got:?}\n   want {want:?}", behaviour.name, at + 1));
        }
    }
    assert!(wrong.is_empty(), "{} of {} differ:\n{}", wrong.len(), behaviours.len(), wrong.join("\n"));
}

/// Compares the consoles of the behaviours of a module with those that CPython gives, if one is found.
#[track_caller]
fn run_on_cpython(shared: &str, behaviours: &[Behaviour]) {
    let Some(python) = python::find() else {
        println!("no CPython 3.13 or later was found: the Python programs were not run");
        return;
    };
    let programs: Vec<_> = behaviours.iter().map(|behaviour| behaviour.program(shared)).collect();
    for ((behaviour, program), reference) in behaviours.iter().zip(&programs).zip(python::run(&python, &programs)) {
        let lines = texts(&reference.console);
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
    let this = std::env::current_exe().expect("the tests run");
    let listed = Command::new(this).args(["behaviours::", "--list"]).output().expect("they start");
    let listed = String::from_utf8(listed.stdout).expect("they print UTF-8");
    let is_there = |test: &str| listed.lines().any(|line| line.ends_with(&format!("::{test}: test")));
    let list = include_str!("behaviours/README.md");
    // What else stands between backticks there has fewer underscores than any test.
    let tests = |text: &'static str| text.split('`').skip(1).step_by(2).filter(|code| code.matches('_').count() > 2);
    for test in tests(list) {
        assert!(is_there(test), "{test}");
    }
    let rows = list.lines().filter(|line| line.starts_with("| ") && tests(line).next().is_some());
    let numbers = rows.filter_map(|row| row[2..].split(' ').next()?.parse::<usize>().ok());
    assert!(numbers.eq(1..=66));
}

/// Prints, as the last thing that a coroutine or a handler does.
fn say(line: impl AsRef<str>) -> Result<()> {
    print(line);
    Ok(())
}

/// Makes the iterations of the loop visible, one line each.
async fn turns(count: u32) -> Result<()> {
    for turn in 1..=count {
        print(format!("turn {turn}"));
        sleep(0.0).await?;
    }
    Ok(())
}
