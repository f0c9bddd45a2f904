//! What the tests share: run a program, see its console.

use except_star::report::{ConsoleLine, Report};
use except_star::repr::float;
use except_star::trace::Stream;
use except_star::{Coro, End, Finished, Result, Runner};
use futures::executor::block_on;

/// Runs `main` and gives its console as `TIME TEXT` lines, those of standard error with a `!`.
fn lines<F: Future<Output = Result<()>> + 'static>(runner: Runner, main: Coro<F>) -> Vec<String> {
    let finished = block_on(runner.run(main));
    assert!(matches!(finished.end, End::Ok | End::Raised(_)), "{:?}", finished.end);
    console_of(&finished)
}

pub(crate) fn console_of<T>(finished: &Finished<T>) -> Vec<String> {
    let line = |line: &ConsoleLine| {
        let mark = if line.stream == Stream::Stderr { "! " } else { "" };
        format!("{} {mark}{}", float(line.time), line.text)
    };
    Report::of(&finished.trace).console().iter().map(line).collect()
}

/// Runs `main` and compares its console, whole and in order.
#[track_caller]
pub(crate) fn check<F: Future<Output = Result<()>> + 'static>(main: Coro<F>, expected: &[&str]) {
    check_on(Runner::new(), main, expected);
}

/// As [`check`], on a runner that was made ready.
#[track_caller]
pub(crate) fn check_on<F: Future<Output = Result<()>> + 'static>(runner: Runner, main: Coro<F>, expected: &[&str]) {
    let lines = lines(runner, main);
    assert!(lines == expected, "expected:\n  {}\ngot:\n  {}", expected.join("\n  "), lines.join("\n  "));
}
