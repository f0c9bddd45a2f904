//! What the native and the ported tests share: run a program, compare its console.
//!
//! Invariant: a console is compared whole and in order.

use except_star::{Coro, End, Finished, Result, Runner, TaskRef, current_task};
use futures::executor::block_on;

use crate::console::{console, texts};

/// The console of a run as `TIME TEXT` lines, those of standard error with a `!`.
pub(crate) fn lines_of<T>(finished: &Finished<T>) -> Vec<String> {
    texts(&console(&finished.trace))
}

/// Runs `main`, which must return or raise, and compares its console.
#[track_caller]
pub(crate) fn check<F: Future<Output = Result<()>> + 'static>(main: Coro<F>, expected: &[&str]) -> Finished<()> {
    check_on(Runner::new(), main, expected)
}

/// As [`check`], on a runner that was made ready.
#[track_caller]
pub(crate) fn check_on<F: Future<Output = Result<()>> + 'static>(
    runner: Runner,
    main: Coro<F>,
    expected: &[&str],
) -> Finished<()> {
    let finished = block_on(runner.run(main));
    let lines = lines_of(&finished);
    assert!(matches!(finished.end, End::Ok | End::Raised(_)), "{:?}\n  {}", finished.end, lines.join("\n  "));
    assert!(lines == expected, "expected:\n  {}\ngot:\n  {}", expected.join("\n  "), lines.join("\n  "));
    finished
}

/// The task that runs: `asyncio.current_task()`.
#[track_caller]
pub(crate) fn this_task() -> TaskRef {
    current_task().expect("a loop runs").expect("a task runs")
}
