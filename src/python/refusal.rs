//! Owns why a text does not run: a syntax error, or something that is not here.
//!
//! Invariant: it names a place of the text.

use super::source::Source;

/// Why a text does not run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) kind: RefusalKind,
    pub(crate) message: String,
    /// What to do instead.
    pub(crate) advice: Option<String>,
    pub(crate) range: (u32, u32),
    /// Whether the place is more than the line.
    pub(crate) is_marked: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RefusalKind {
    /// CPython refuses it, too.
    Syntax(&'static str),
    /// CPython takes it, but it is not here.
    Missing,
}

impl Refusal {
    pub(crate) fn syntax(message: impl Into<String>, range: (u32, u32)) -> Self {
        Self::of_class("SyntaxError", message, range)
    }

    /// An error of another class than `SyntaxError`.
    pub(crate) fn of_class(class: &'static str, message: impl Into<String>, range: (u32, u32)) -> Self {
        Self { kind: RefusalKind::Syntax(class), message: message.into(), advice: None, range, is_marked: true }
    }

    /// An error of which CPython knows the line alone.
    pub(crate) fn unmarked(class: &'static str, message: impl Into<String>, at: u32) -> Self {
        Self { is_marked: false, ..Self::of_class(class, message, (at, at)) }
    }

    pub(crate) fn missing(message: impl Into<String>, advice: Option<String>, range: (u32, u32)) -> Self {
        Self { kind: RefusalKind::Missing, message: message.into(), advice, range, is_marked: true }
    }

    /// As the public interface gives it.
    pub(crate) fn describe(&self, source: &Source) -> super::TextError {
        let (start, end) = self.range;
        super::TextError {
            kind: match self.kind {
                RefusalKind::Syntax(class) => class.to_owned(),
                RefusalKind::Missing => "Missing".to_owned(),
            },
            message: self.message.clone(),
            advice: self.advice.clone(),
            line: source.line(start),
            column: if self.is_marked { source.column(start) } else { 0 },
            end_line: source.line(end),
            end_column: if self.is_marked { source.column(end) } else { 0 },
        }
    }
}
