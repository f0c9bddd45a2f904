//! The sources of a scenario: the Rust that runs, and the Python that does the same.
//!
//! Invariant: neither is a copy. The Rust shown is cut from the file that was compiled, the Python is the file that a test
//! runs on CPython, with other constants.

use super::{Checked, Entry};

/// In a scenario's Rust file, what is shown begins after this line and goes on to the end.
const SHOWN_FROM: &str = "// Shown beside the run, from here on.\n";

impl Entry {
    /// The Rust of the scenario, as it was compiled.
    pub fn rust(&self) -> &'static str {
        let shown = self.rust.split_once(SHOWN_FROM).map_or(self.rust, |(_, shown)| shown);
        shown.trim_start_matches('\n')
    }
}

impl Checked {
    /// The Rust of the scenario.
    pub fn rust(&self) -> &'static str {
        self.entry.rust()
    }

    /// The complete Python program for this run.
    ///
    /// It prints on CPython 3.13 or later what the run shows on its console.
    pub fn python(&self) -> String {
        let mut lines: Vec<String> = self.entry.python.lines().map(str::to_owned).collect();
        for param in self.entry.scenario.params {
            let constant = format!("{} = ", param.name.to_uppercase());
            if let Some(line) = lines.iter_mut().find(|line| line.starts_with(&constant)) {
                *line = format!("{constant}{}", self.values.value(param.name).python());
            }
        }
        lines.join("\n") + "\n"
    }
}
