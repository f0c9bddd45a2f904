//! A scenario whose Python runs: a program.
//!
//! Invariant: what runs is the text that it shows, and its tables are those of the scenario.

use super::Configured;
use crate::Runner;
use crate::program::{Program, Running};
use crate::python::Text;
use crate::report::{Report, Table};

/// A scenario with a value for each of its parameters, run by the interpreter.
pub struct Translated {
    configured: Configured,
    text: Text,
}

impl Translated {
    /// Compiles the scenario's Python.
    pub(crate) fn new(configured: Configured, python: &str) -> Self {
        let id = configured.entry.scenario.id;
        let text = Text::new("program.py", python).unwrap_or_else(|errors| panic!("{id}: {}", errors[0]));
        let seed = configured.values.seed();
        Self { configured, text: text.seed(seed) }
    }
}

impl Program for Translated {
    fn run(&self, runner: Runner) -> Running<'_> {
        self.text.run(runner)
    }

    fn tables(&self, report: &Report) -> Vec<Table> {
        self.configured.tables(report)
    }

    fn rust(&self) -> Option<&str> {
        self.configured.rust()
    }

    fn python(&self) -> String {
        self.text.python()
    }
}
