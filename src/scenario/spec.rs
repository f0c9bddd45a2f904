//! What to run: the specification as people write it, and as it is after checking.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Entry, Values, catalogue, find, intervention};
use crate::event_loop::Limits;
use crate::primitives::Intervention;

/// The largest seed: the largest integer that every number of JavaScript can hold exactly.
pub const SEED_MAX: u64 = (1 << 53) - 1;

const DEFAULT_SEED: f64 = 42.0;

/// Says everything about a run. What is absent has its default.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(hashmap_as_object, missing_as_null))]
pub struct RunSpec {
    /// The scenario's id.
    pub scenario: String,
    /// Parameters by name, each as text: `2`, `0.5`, `true`, `ValueError`, `2,3`, nothing for none.
    #[serde(default)]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Record<string, string>"))]
    pub params: BTreeMap<String, String>,
    /// The seed of the run's random numbers: a whole number from 0 to 2^53 − 1.
    #[serde(default = "default_seed")]
    pub seed: f64,
    /// asyncio's debug mode; the scenario's own default where it is absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub debug: Option<bool>,
    /// What is done from outside: `WHEN:cancel:TASK[:MESSAGE]`, `WHEN:raise:TASK:CLASS[:MESSAGE]`, `WHEN:signal:SIGINT`.
    #[serde(default)]
    pub interventions: Vec<String>,
}

fn default_seed() -> f64 {
    DEFAULT_SEED
}

impl RunSpec {
    /// A scenario with its defaults.
    pub fn new(scenario: &str) -> Self {
        Self {
            scenario: scenario.to_owned(),
            params: BTreeMap::new(),
            seed: DEFAULT_SEED,
            debug: None,
            interventions: Vec::new(),
        }
    }

    /// The same with a parameter.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.params.insert(name.to_owned(), value.to_owned());
        self
    }

    /// Checks it.
    ///
    /// # Errors
    /// Everything that is wrong with it, each with what is allowed.
    pub fn check(&self) -> Result<Checked, SpecErrors> {
        let Some(entry) = find(&self.scenario) else {
            let ids: Vec<_> = catalogue().iter().map(|entry| entry.scenario.id).collect();
            let message = format!("there is no scenario '{}'; there are: {}", self.scenario, ids.join(", "));
            return Err(SpecErrors { errors: vec![SpecError { field: "scenario".to_owned(), message }] });
        };
        let params = entry.scenario.params;
        let mut errors = Vec::new();
        let mut error = |field: &str, message| errors.push(SpecError { field: field.to_owned(), message });
        for name in self.params.keys() {
            if !params.iter().any(|param| param.name == name) {
                let names: Vec<_> = params.iter().map(|param| param.name).collect();
                error(name, format!("{} has no parameter '{name}'; it has: {}", self.scenario, names.join(", ")));
            }
        }
        let mut values = Values::with_seed(self.seed as u64);
        for param in params {
            let value = match self.params.get(param.name) {
                Some(text) => param.parse(text),
                None => param.parse(param.default),
            };
            match value {
                Ok(value) => values.insert(param.name, value),
                Err(message) => error(param.name, message),
            }
        }
        if !(0.0..=SEED_MAX as f64).contains(&self.seed) || self.seed.fract() != 0.0 {
            error("seed", format!("must be a whole number from 0 to {SEED_MAX}"));
        }
        let mut interventions = Vec::new();
        for text in &self.interventions {
            match intervention::parse(text) {
                Ok(intervention) => interventions.push(intervention),
                Err(message) => error("interventions", message),
            }
        }
        if errors.is_empty() {
            Ok(Checked {
                entry,
                values,
                debug: self.debug.unwrap_or(entry.scenario.debug),
                interventions,
                limits: Limits::default(),
            })
        } else {
            Err(SpecErrors { errors })
        }
    }
}

/// A specification that can run.
pub struct Checked {
    pub(crate) entry: &'static Entry,
    pub(crate) values: Values,
    pub(crate) debug: bool,
    pub(crate) interventions: Vec<Intervention>,
    pub(crate) limits: Limits,
}

impl Checked {
    /// The same with other limits than the default ones.
    pub fn with_limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// The specification with every parameter written out in the one way to write it.
    pub fn spec(&self) -> RunSpec {
        let scenario = self.entry.scenario;
        let params =
            scenario.params.iter().map(|param| (param.name.to_owned(), self.values.value(param.name).to_string()));
        RunSpec {
            scenario: scenario.id.to_owned(),
            params: params.collect(),
            seed: self.values.seed() as f64,
            debug: Some(self.debug),
            interventions: self.interventions.iter().map(intervention::to_text).collect(),
        }
    }
}

/// What is wrong with one field of a specification.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct SpecError {
    /// `scenario`, `seed`, `interventions`, or the name of a parameter.
    pub field: String,
    /// What is wrong, and what is allowed.
    pub message: String,
}

/// Everything that is wrong with a specification.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct SpecErrors {
    /// At least one.
    pub errors: Vec<SpecError>,
}

impl std::fmt::Display for SpecErrors {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (index, error) in self.errors.iter().enumerate() {
            let separator = if index > 0 { "\n" } else { "" };
            write!(f, "{separator}{}: {}", error.field, error.message)?;
        }
        Ok(())
    }
}

impl std::error::Error for SpecErrors {}
