//! The logger of a run: levels by name, one format, one output. The model is Python's logging with at most `basicConfig`.
//!
//! Invariant: what is logged changes nothing but the console.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::LoopState;
use crate::exception::{Exception, format_exception};
use crate::trace::Kind;

/// How much a record matters; the numbers are Python's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Level {
    /// 10
    Debug = 10,
    /// 20
    Info = 20,
    /// 30
    Warning = 30,
    /// 40
    Error = 40,
    /// 50
    Critical = 50,
}

impl Level {
    /// All of them, the least first.
    pub const ALL: [Level; 5] = [Level::Debug, Level::Info, Level::Warning, Level::Error, Level::Critical];

    /// `DEBUG`, `INFO`, `WARNING`, `ERROR` or `CRITICAL`.
    pub fn name(self) -> &'static str {
        match self {
            Level::Debug => "DEBUG",
            Level::Info => "INFO",
            Level::Warning => "WARNING",
            Level::Error => "ERROR",
            Level::Critical => "CRITICAL",
        }
    }
}

/// The logging of one run.
pub(crate) struct Logging {
    /// Whether there was a `basicConfig`. Before that only warnings and worse appear, as the bare message.
    configured: Cell<bool>,
    root: Cell<Level>,
    /// The loggers that have a level of their own.
    levels: RefCell<Vec<(Rc<str>, Level)>>,
}

impl Default for Logging {
    fn default() -> Self {
        Self { configured: Cell::new(false), root: Cell::new(Level::Warning), levels: RefCell::default() }
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

    /// The lines that appear; none where the level is too low.
    fn format(&self, level: Level, logger: &str, message: &str, exception: Option<&Exception>) -> Option<String> {
        if level < self.effective_level(logger) || (!self.configured.get() && level < Level::Warning) {
            return None;
        }
        let mut text = match self.configured.get() {
            true => format!("{}:{logger}:{message}", level.name()),
            false => message.to_owned(),
        };
        for line in exception.into_iter().flat_map(format_exception) {
            text.push('\n');
            text.push_str(&line);
        }
        Some(text)
    }
}

impl LoopState {
    /// Logs a message, with the traceback of an exception where there is one.
    pub(crate) fn log(&self, kind: Kind, level: Level, logger: &str, message: &str, exception: Option<&Exception>) {
        if let Some(text) = self.logging.format(level, logger, message, exception) {
            self.note_text(kind, level as u8, &text);
        }
    }
}
