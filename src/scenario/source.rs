//! The sources of a scenario: the Rust that runs, and the Python that does the same.
//!
//! Invariant: neither is a copy. The Rust shown is cut from the file that was compiled, the Python is the file that a test
//! runs on CPython, with other constants.

use super::{Checked, intervention};
use crate::trace::Intervene;

/// How every program beside a scenario ends; with `debug=True` where debug mode is its default.
const RUN: &str = "asyncio.run(main()";

impl Checked {
    /// The Rust of the scenario.
    pub fn rust(&self) -> &'static str {
        self.entry.rust
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
        if let Some(line) = lines.iter_mut().find(|line| line.starts_with("SEED = ")) {
            *line = format!("SEED = {}", self.values.seed());
        }
        let signals = self.interventions.iter().any(|i| matches!(i.action, Intervene::Signal(_)));
        if signals && !lines.iter().any(|line| line == "import signal") {
            lines.insert(1, "import signal".to_owned());
        }
        if lines.last().is_some_and(|line| line.starts_with(RUN)) {
            lines.pop();
        }
        lines.push(self.python_run());
        lines.join("\n") + "\n"
    }

    /// The last lines of the program: how it is run.
    fn python_run(&self) -> String {
        let debug = if self.debug { "debug=True" } else { "" };
        if self.interventions.is_empty() {
            return if self.debug { format!("{RUN}, {debug})") } else { format!("{RUN})") };
        }
        let calls: Vec<_> = self.interventions.iter().map(intervention::python).collect();
        let helpers = intervention::python_helpers(&self.interventions);
        let calls = calls.join("\n");
        format!("{helpers}with asyncio.Runner({debug}) as runner:\n{calls}\n    runner.run(main())")
    }
}
