//! `print`.

use crate::event_loop::try_current;
use crate::trace::{Event, Stream};

/// Prints a line on the run's standard output, at the current loop time.
///
/// A text with line breaks is several lines. [`run`](crate::run) shows it on the standard output of the process, a
/// [`Runner`](crate::Runner) where its [`Output`](crate::Output) says. Outside a run it goes nowhere.
///
/// ```
/// use except_star::report::Report;
/// use except_star::{Runner, coro, print};
///
/// let finished = Runner::new().run_blocking(coro!("main", async {
///     print("hello");
///     Ok(())
/// }));
/// assert_eq!(Report::of(&finished.trace).console()[0].text, "hello");
/// ```
pub fn print(line: impl AsRef<str>) {
    print_to(Stream::Stdout, line);
}

/// As [`print`](fn@print), on this stream: `print(line, file=sys.stderr)`.
pub fn print_to(stream: Stream, line: impl AsRef<str>) {
    if let Some(event_loop) = try_current() {
        event_loop.write(Event::Print { stream, text: line.as_ref() });
    }
}
