//! A scenario with values for its parameters: a program.
//!
//! Invariant: neither of its sources is a copy. The Rust is cut from the file that was compiled, the Python is the file that a
//! test runs on CPython, with other constants.

use super::{Entry, Values};
use crate::Runner;
use crate::program::{self, Program, Running};
use crate::report::{Report, Table};

/// A scenario with a value for each of its parameters.
pub struct Configured {
    /// The scenario.
    pub entry: &'static Entry,
    /// Its values.
    pub values: Values,
}

impl Program for Configured {
    fn run(&self, runner: Runner) -> Running<'_> {
        program::main(runner, (self.entry.scenario.main)(&self.values))
    }

    fn tables(&self, report: &Report) -> Vec<Table> {
        (self.entry.scenario.tables)(&self.values, report)
    }

    fn rust(&self) -> Option<&str> {
        Some(self.entry.rust)
    }

    fn python(&self) -> String {
        let mut lines: Vec<String> = self.entry.python.lines().map(str::to_owned).collect();
        let mut set = |constant: &str, value: &str| {
            let begin = format!("{constant} = ");
            if let Some(line) = lines.iter_mut().find(|line| line.starts_with(&begin)) {
                *line = begin + value;
            }
        };
        for param in self.entry.scenario.params {
            set(&param.name.to_ascii_uppercase(), &self.values.value(param.name).python());
        }
        set("SEED", &self.values.seed().to_string());
        lines.join("\n") + "\n"
    }
}
