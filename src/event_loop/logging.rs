//! The logger of a run: levels by name, one format, one output. The model is Python's logging with at most `basicConfig`.
//!
//! Invariant: what is logged changes nothing but the console.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::{LoopState, Slot, errors};
use crate::exception::{Exception, format_exception};
use crate::trace::{Event, Level, LogRecord, TaskId};

/// A program's own logging, which takes what the loop logs; false if it does not take it.
pub(crate) type LogHandler = dyn Fn(&LogRecord) -> bool;

/// The logging of one run.
pub(crate) struct Logging {
    /// Whether there was a `basicConfig`. Before that only warnings and worse appear, as the bare message.
    configured: Cell<bool>,
    root: Cell<Level>,
    /// The loggers that have a level of their own.
    levels: RefCell<Vec<(Rc<str>, Level)>>,
    pub(crate) handler: Slot<Rc<LogHandler>>,
}

impl Default for Logging {
    fn default() -> Self {
        let (levels, handler) = (RefCell::default(), Slot::new());
        Self { configured: Cell::new(false), root: Cell::new(Level::Warning), levels, handler }
    }
}

impl Logging {
    pub(crate) fn basic_config(&self, level: Level) {
        // Only the first one counts, as in Python.
        if !self.configured.replace(true) {
            self.root.set(level);
        }
    }

    pub(crate) fn set_level(&self, logger: &str, level: Level) {
        let mut levels = self.levels.borrow_mut();
        levels.retain(|(name, _)| &**name != logger);
        levels.push((logger.into(), level));
    }

    /// The level of the logger, or of the nearest one above it, `a` above `a.b`, up to the root.
    pub(crate) fn effective_level(&self, logger: &str) -> Level {
        let levels = self.levels.borrow();
        let mut name = logger;
        loop {
            if let Some((_, level)) = levels.iter().find(|(other, _)| &**other == name) {
                return *level;
            }
            match name.rsplit_once('.') {
                Some((above, _)) => name = above,
                None => return self.root.get(),
            }
        }
    }

    /// Whether a record appears.
    fn shows(&self, level: Level, logger: &str) -> bool {
        level >= self.effective_level(logger) && (self.configured.get() || level >= Level::Warning)
    }

    /// The lines that appear.
    fn format(&self, level: Level, logger: &str, message: &str, exception: Option<&Exception>) -> String {
        let mut text = match self.configured.get() {
            true => format!("{}:{logger}:{message}", level.name()),
            false => message.to_owned(),
        };
        for line in exception.into_iter().flat_map(format_exception) {
            text.push('\n');
            text.push_str(&line);
        }
        text
    }
}

impl LoopState {
    /// Logs a message, with the traceback of an exception where there is one.
    pub(crate) fn log(&self, level: Level, logger: &str, message: &str, exception: Option<&Exception>) {
        self.emit(LogRecord {
            logger: logger.into(),
            level,
            message: message.into(),
            exception: exception.cloned(),
            about: None,
            is_lost: false,
            text: "".into(),
        });
    }

    /// Reports an error that nothing else handles, `about` a task where it is known.
    pub(super) fn log_lost(&self, message: &str, exception: Option<&Exception>, about: Option<TaskId>) {
        self.emit(LogRecord {
            logger: errors::LOGGER.into(),
            level: Level::Error,
            message: message.into(),
            exception: exception.cloned(),
            about,
            is_lost: true,
            text: "".into(),
        });
    }

    /// The record appears, unless the level is too low, or it would be neither shown nor recorded.
    fn emit(&self, record: LogRecord) {
        if self.logging.handler.get().is_some_and(|handler| handler(&record)) {
            return;
        }
        if self.has_console() && self.logging.shows(record.level, &record.logger) {
            let text = self.logging.format(record.level, &record.logger, &record.message, record.exception.as_ref());
            self.write_log(&LogRecord { text: text.into(), ..record });
        }
    }

    pub(crate) fn write_log(&self, record: &LogRecord) {
        self.write(if record.is_lost { Event::Lost { record } } else { Event::Log { record } });
    }
}
