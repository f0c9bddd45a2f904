//! Where the console goes while the program runs.
//!
//! Invariant: it gets what the trace's console has, in the same order, whether or not there is a trace. The text that passes the
//! limit is the last.

use super::LoopState;
use crate::trace::{Event, Stream};

/// Takes what a program prints, at the moment at which it prints it.
///
/// A text is what one `print`, one log record or one warning writes: a line, or several with line breaks between them, and
/// none at the end. It must not use the primitives: it is called in the middle of whatever prints.
///
/// ```
/// use except_star::{Output, Runner, coro, print};
/// use std::cell::RefCell;
/// use std::rc::Rc;
///
/// #[derive(Clone, Default)]
/// struct Lines(Rc<RefCell<Vec<String>>>);
///
/// impl Output for Lines {
///     fn stdout(&self, text: &str) {
///         self.0.borrow_mut().push(text.to_owned());
///     }
///     fn stderr(&self, text: &str) {
///         self.0.borrow_mut().push(format!("! {text}"));
///     }
/// }
///
/// let lines = Lines::default();
/// Runner::new().output(lines.clone()).run_blocking(coro!("main", async {
///     print("hello");
///     Ok(())
/// }));
/// assert_eq!(*lines.0.borrow(), ["hello"]);
/// ```
pub trait Output {
    /// What `print` writes.
    fn stdout(&self, text: &str);

    /// Tracebacks, warnings and log records.
    fn stderr(&self, text: &str);
}

/// The standard output and standard error of the process. In a browser, where there are none, it shows nothing.
///
/// # Panics
/// As `println!` does, if they cannot be written to.
#[derive(Clone, Copy, Debug, Default)]
pub struct Stdio;

impl Output for Stdio {
    fn stdout(&self, text: &str) {
        println!("{text}");
    }

    fn stderr(&self, text: &str) {
        eprintln!("{text}");
    }
}

impl LoopState {
    /// Records an event that writes to the console, and shows what it writes.
    pub(crate) fn write(&self, event: Event<'_>) {
        if let Some((stream, text)) = event.written() {
            if self.recorder.written() > self.limits.output {
                return;
            }
            // Even an empty line takes room.
            self.recorder.count_written(text.len() + 1);
            match (self.output.get(), stream) {
                (Some(output), Stream::Stdout) => output.stdout(text),
                (Some(output), Stream::Stderr) => output.stderr(text),
                (None, _) => {}
            }
        }
        self.record(event);
    }

    /// Whether a text for the console would be seen or recorded.
    pub(super) fn has_console(&self) -> bool {
        self.recorder.is_on() || self.output.get().is_some()
    }
}
