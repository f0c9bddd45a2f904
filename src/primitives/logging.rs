//! Loggers: Python's logging, as far as a program needs it to report what happens.

use std::rc::Rc;

use crate::event_loop::try_current;
use crate::exception::Exception;
use crate::trace::{Level, LogRecord};

/// A logger: `logging.getLogger(name)`. Outside a run it is silent.
///
/// ```
/// use except_star::report::Report;
/// use except_star::{Level, Logger, Runner, basic_config, coro};
///
/// let finished = futures::executor::block_on(Runner::new().run(coro!("main", async {
///     basic_config(Level::Info);
///     let logger = Logger::new("monitor");
///     logger.info("begins");
///     logger.debug("too fine");
///     Ok(())
/// })));
/// let report = Report::of(&finished.trace);
/// let lines: Vec<_> = report.console().iter().map(|line| line.text.as_str()).collect();
/// assert_eq!(lines, ["INFO:monitor:begins"]);
/// ```
#[derive(Clone, Debug)]
pub struct Logger {
    name: Rc<str>,
}

impl Logger {
    /// The logger of this name; `a` stands above `a.b`.
    pub fn new(name: &str) -> Self {
        Self { name: name.into() }
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Gives it, and those below it, a level that differs from that of the loggers above.
    pub fn set_level(&self, level: Level) {
        if let Some(event_loop) = try_current() {
            event_loop.logging.set_level(&self.name, level);
        }
    }

    /// Whether a record of this level would be logged.
    pub fn is_enabled_for(&self, level: Level) -> bool {
        try_current().is_some_and(|event_loop| level >= event_loop.logging.effective_level(&self.name))
    }

    /// Logs a message.
    pub fn log(&self, level: Level, message: impl AsRef<str>) {
        self.emit(level, message.as_ref(), None);
    }

    /// Logs at [`Level::Debug`].
    pub fn debug(&self, message: impl AsRef<str>) {
        self.log(Level::Debug, message);
    }

    /// Logs at [`Level::Info`].
    pub fn info(&self, message: impl AsRef<str>) {
        self.log(Level::Info, message);
    }

    /// Logs at [`Level::Warning`].
    pub fn warning(&self, message: impl AsRef<str>) {
        self.log(Level::Warning, message);
    }

    /// Logs at [`Level::Error`].
    pub fn error(&self, message: impl AsRef<str>) {
        self.log(Level::Error, message);
    }

    /// Logs at [`Level::Critical`].
    pub fn critical(&self, message: impl AsRef<str>) {
        self.log(Level::Critical, message);
    }

    /// Logs at [`Level::Error`], with the traceback of this exception.
    pub fn exception(&self, message: impl AsRef<str>, exception: &Exception) {
        self.emit(Level::Error, message.as_ref(), Some(exception));
    }

    /// As [`exception`](Self::exception), at another level: `logger.log(level, message, exc_info=exception)`.
    pub fn log_exception(&self, level: Level, message: impl AsRef<str>, exception: &Exception) {
        self.emit(level, message.as_ref(), Some(exception));
    }

    fn emit(&self, level: Level, message: &str, exception: Option<&Exception>) {
        if let Some(event_loop) = try_current() {
            event_loop.log(level, &self.name, message, exception);
        }
    }
}

/// Shows records from this level up, as `LEVEL:name:message`: `logging.basicConfig(level=…)`. Only the first call counts.
///
/// Without it only warnings and worse appear, as the bare message.
///
/// ```
/// use except_star::report::Report;
/// use except_star::{Level, Logger, Runner, basic_config, coro};
///
/// let finished = futures::executor::block_on(Runner::new().run(coro!("main", async {
///     Logger::new("app").warning("before");
///     basic_config(Level::Debug);
///     Logger::new("app").debug("after");
///     Ok(())
/// })));
/// let report = Report::of(&finished.trace);
/// let lines: Vec<_> = report.console().iter().map(|line| line.text.as_str()).collect();
/// assert_eq!(lines, ["before", "DEBUG:app:after"]);
/// ```
pub fn basic_config(level: Level) {
    if let Some(event_loop) = try_current() {
        event_loop.logging.basic_config(level);
    }
}

/// Shows a record on standard error as it stands, and records that: for programs with a logging of their own. See
/// [`Script::log_through`](crate::Script::log_through).
pub fn write_log(record: &LogRecord) {
    if let Some(event_loop) = try_current() {
        event_loop.write_log(record);
    }
}
