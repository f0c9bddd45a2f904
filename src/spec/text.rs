//! How a specification holds a program of the reader's own: its Python, and the name of its file.
//!
//! Invariant: a text that does not run is refused with all its reasons, each at its place.

use serde::Serialize;

#[cfg(feature = "python")]
use super::error::Place;
use super::{Found, SpecError};
#[cfg(feature = "python")]
use crate::python::{Text, TextError};

/// A program as Python text.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct TextSpec {
    /// The whole program.
    pub python: String,
    /// The name of its file, as tracebacks show it.
    pub file: String,
}

impl TextSpec {
    /// What a text is called that has no file.
    pub const FILE: &str = "program.py";

    /// A text without a file of its own.
    pub fn new(python: &str) -> Self {
        Self { python: python.to_owned(), file: Self::FILE.to_owned() }
    }

    /// The text as it can run; none where it cannot.
    #[cfg(feature = "python")]
    pub(super) fn check(&self, seed: u64, debug: Option<bool>, errors: &mut Vec<SpecError>) -> Option<Found> {
        match Text::new(&self.file, &self.python) {
            Ok(text) => Some(Found {
                program: std::rc::Rc::new(text.seed(seed)),
                spec: super::ProgramSpec::Text(self.clone()),
                debug: debug.unwrap_or(false),
            }),
            Err(wrong) => {
                errors.extend(wrong.into_iter().map(SpecError::from));
                None
            }
        }
    }

    #[cfg(not(feature = "python"))]
    pub(super) fn check(&self, _: u64, _: Option<bool>, errors: &mut Vec<SpecError>) -> Option<Found> {
        errors.push(SpecError::new("python", "a text needs a build with the feature python".to_owned()));
        None
    }
}

#[cfg(feature = "python")]
impl From<TextError> for SpecError {
    fn from(error: TextError) -> Self {
        let TextError { kind, message, advice, line, column, end_line, end_column } = error;
        let kind = if kind == "Missing" { "not supported" } else { &kind };
        let place = Some(Place { line, column, end_line, end_column });
        Self { place, advice, ..SpecError::new("python", format!("{kind}: {message}")) }
    }
}
