//! Remarks: what there is to say of values that are allowed, but do not do what somebody may expect of them.
//!
//! Invariant: the defaults are what a scenario is about, and nothing is said of them.

use serde::Serialize;

use super::{Param, Scenario, Values};

/// What is said beside a field: why its value does nothing, or something else than it seems.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Remark {
    /// The name of the parameter, or `interventions`.
    pub field: &'static str,
    /// One or two sentences.
    pub text: String,
}

/// The remarks on the values of one run, while a scenario makes them.
pub struct Remarks<'a> {
    values: &'a Values,
    params: &'static [Param],
    said: Vec<Remark>,
}

impl<'a> Remarks<'a> {
    /// All that a scenario has to say of these values.
    pub(crate) fn of(scenario: &'static Scenario, values: &'a Values) -> Vec<Remark> {
        let mut remarks = Self { values, params: scenario.params, said: Vec::new() };
        (scenario.remarks)(values, &mut remarks);
        remarks.said
    }

    /// Says this beside a parameter.
    pub fn say(&mut self, field: &'static str, text: impl Into<String>) {
        self.said.push(Remark { field, text: text.into() });
    }

    /// Says why a parameter is not used, unless it has its default: of a field that nobody has touched nothing is said.
    pub fn unused(&mut self, field: &'static str, why: impl Into<String>) {
        let param = self.params.iter().find(|param| param.name == field);
        if param.is_some_and(|param| param.parse(param.default).as_ref() != Ok(self.values.value(field))) {
            self.say(field, why);
        }
    }

    /// Says which numbers of a list are those of no task, because they are greater than the count of tasks.
    pub fn no_such_task(&mut self, field: &'static str, count: &str) {
        let count: i64 = self.values.get(count);
        let mut missing: Vec<i64> = self.values.get(field);
        missing.retain(|&number| number > count);
        missing.sort_unstable();
        missing.dedup();
        if missing.is_empty() {
            return;
        }
        let are = if count == 1 { "is only 1 task" } else { &format!("are only {count} tasks") };
        let nothing = if missing.len() == 1 { "does nothing" } else { "do nothing" };
        self.say(field, format!("There {are}, so {} {nothing}.", enumerate(&missing)));
    }
}

/// The numbers in words: `2`, `2 and 3`, `2, 3 and 4`.
pub(super) fn enumerate(numbers: &[i64]) -> String {
    let words: Vec<_> = numbers.iter().map(i64::to_string).collect();
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => words.concat(),
    }
}
