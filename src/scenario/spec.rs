//! What to run: the specification as people write it, and as it is after checking.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Entry, Scenario, Values, catalogue, find};
use crate::event_loop::Limits;
use crate::primitives::{Intervention, ParseInterventionError};

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
    /// Everything that is wrong with it, each with what is allowed, and beside that what is right.
    pub fn check(&self) -> Result<Checked, SpecErrors> {
        let Some(entry) = find(&self.scenario) else {
            let ids: Vec<_> = catalogue().iter().map(|entry| entry.scenario.id).collect();
            let message = format!("there is no scenario '{}'; {}", self.scenario, there_are(&self.scenario, &ids));
            return Err(SpecErrors { errors: vec![SpecError::new("scenario", message)], right: None });
        };
        let mut errors = Vec::new();
        let values = self.values(entry.scenario, &mut errors);
        if !self.has_seed() {
            errors.push(SpecError::new("seed", format!("must be a whole number from 0 to {SEED_MAX}")));
        }
        let mut interventions = Vec::new();
        for (index, text) in self.interventions.iter().enumerate() {
            match text.parse() {
                Ok(intervention) => interventions.push(intervention),
                Err(error) => {
                    let error: ParseInterventionError = error;
                    errors.push(SpecError { index: Some(index), ..SpecError::new("interventions", error.to_string()) });
                }
            }
        }
        let debug = self.debug.unwrap_or(entry.scenario.debug);
        let checked = Checked { entry, values, debug, interventions, limits: Limits::default() };
        if errors.is_empty() { Ok(checked) } else { Err(SpecErrors { errors, right: Some(checked.spec()) }) }
    }

    fn has_seed(&self) -> bool {
        (0.0..=SEED_MAX as f64).contains(&self.seed) && self.seed.fract() == 0.0
    }

    /// The values of all parameters; the default where one is absent or wrong.
    fn values(&self, scenario: &'static Scenario, errors: &mut Vec<SpecError>) -> Values {
        let params = scenario.params;
        for name in self.params.keys().filter(|name| params.iter().all(|param| param.name != **name)) {
            let names: Vec<_> = params.iter().map(|param| param.name).collect();
            let message = format!("{} has no parameter '{name}'; {}", self.scenario, it_has(name, &names));
            errors.push(SpecError::new(name, message));
        }
        let mut values = Values::with_seed(if self.has_seed() { self.seed } else { DEFAULT_SEED } as u64);
        for param in params {
            let given = self.params.get(param.name).map(|text| param.parse(text));
            let value = match given.transpose() {
                Ok(value) => value,
                Err(message) => {
                    errors.push(SpecError::new(param.name, message));
                    None
                }
            };
            values
                .insert(param.name, value.unwrap_or_else(|| param.parse(param.default).expect("a default is allowed")));
        }
        values
    }
}

/// What there is, and first what comes close to the name that was given.
fn there_are(given: &str, names: &[&str]) -> String {
    match closest(given, names) {
        Some(name) => format!("did you mean '{name}'? There are: {}", names.join(", ")),
        None => format!("there are: {}", names.join(", ")),
    }
}

fn it_has(given: &str, names: &[&str]) -> String {
    match closest(given, names) {
        Some(name) => format!("did you mean '{name}'? It has: {}", names.join(", ")),
        None => format!("it has: {}", names.join(", ")),
    }
}

/// The name that a slip of the keyboard may have made the given one of: a third of its letters differ at the most.
pub(super) fn closest<'a>(given: &str, names: &[&'a str]) -> Option<&'a str> {
    let distance = |name: &str| strsim::osa_distance(&given.to_lowercase(), &name.to_lowercase());
    // A long text is no slip, and comparing it takes long.
    let near = names.iter().filter(|name| given.len() <= 2 * name.len()).map(|name| (distance(name), *name));
    let (distance, name) = near.min_by_key(|(distance, _)| *distance)?;
    (distance <= name.chars().count().div_ceil(3)).then_some(name)
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
            interventions: self.interventions.iter().map(Intervention::to_string).collect(),
        }
    }
}

/// What is wrong with one field of a specification.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct SpecError {
    /// `scenario`, `seed`, `interventions`, or the name of a parameter.
    pub field: String,
    /// Which of the interventions, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub index: Option<usize>,
    /// What is wrong, and what is allowed.
    pub message: String,
}

impl SpecError {
    pub(super) fn new(field: &str, message: String) -> Self {
        Self { field: field.to_owned(), index: None, message }
    }
}

/// Everything that is wrong with a specification, and what is right.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(hashmap_as_object))]
pub struct SpecErrors {
    /// At least one.
    pub errors: Vec<SpecError>,
    /// The specification with defaults in place of what is wrong, and without the interventions that are; none where the
    /// scenario is unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub right: Option<RunSpec>,
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
