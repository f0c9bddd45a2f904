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
        Self { kind: RefusalKind::Syntax("SyntaxError"), message: message.into(), advice: None, range }
    }

    pub(crate) fn missing(message: impl Into<String>, advice: Option<String>, range: (u32, u32)) -> Self {
        Self { kind: RefusalKind::Missing, message: message.into(), advice, range }
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
            column: source.column(start),
            end_line: source.line(end),
            end_column: source.column(end),
        }
    }
}
