//! Remarks: what there is to say of values that are allowed, but do not do what somebody may expect of them.

use serde::Serialize;

use super::Values;

/// What is said beside a field: why its value does nothing, or something else than it seems.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Remark {
    /// The name of the parameter.
    pub field: &'static str,
    /// One or two sentences.
    pub text: String,
}

impl Remark {
    /// A remark beside the parameter of this name.
    pub fn new(field: &'static str, text: impl Into<String>) -> Self {
        Self { field, text: text.into() }
    }

    /// The remark on a list of numbers of tasks which has some that are greater than the count of tasks.
    pub fn no_such_task(values: &Values, field: &'static str, count: &str) -> Option<Self> {
        let count: i64 = values.get(count);
        let missing: Vec<String> =
            values.get::<Vec<i64>>(field).iter().filter(|&&number| number > count).map(i64::to_string).collect();
        let (are, those) =
            if missing.len() > 1 { ("are no tasks", "those numbers do") } else { ("is no task", "that number does") };
        (!missing.is_empty())
            .then(|| Self::new(field, format!("There {are} {} among {count}, so {those} nothing.", missing.join(", "))))
    }
}
