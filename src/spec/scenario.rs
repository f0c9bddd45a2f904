//! How a specification names a scenario with parameters, and what becomes of it when it is checked.
//!
//! Invariant: a text has one value, and a value one text.

use std::collections::BTreeMap;

use serde::Serialize;

use super::SpecError;
use super::error::there_are;
use crate::scenario::{Configured, Scenario, Values, catalogue, find};

/// A scenario with parameters; one that is absent has its default.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(hashmap_as_object))]
pub struct ScenarioSpec {
    /// The scenario's id.
    #[serde(rename = "scenario")]
    pub id: String,
    /// Parameters by name, each as text: `2`, `0.5`, `true`, `ValueError`, `2,3`, nothing for none.
    #[serde(default)]
    pub params: BTreeMap<String, String>,
}

impl ScenarioSpec {
    /// The scenario with this id and its defaults.
    pub fn new(id: &str) -> Self {
        Self { id: id.to_owned(), params: BTreeMap::new() }
    }

    /// The scenario as it can run, with defaults in place of what is wrong; none where the scenario is unknown.
    pub(super) fn check(&self, seed: u64, errors: &mut Vec<SpecError>) -> Option<Configured> {
        let Some(entry) = find(&self.id) else {
            let ids: Vec<_> = catalogue().iter().map(|entry| entry.scenario.id).collect();
            let there_are = there_are(&self.id, "there are", &ids);
            errors.push(SpecError::new("scenario", format!("there is no scenario '{}'; {there_are}", self.id)));
            return None;
        };
        Some(Configured { entry, values: self.values(entry.scenario, seed, errors) })
    }

    /// The values of all parameters; the default where one is absent or wrong.
    fn values(&self, scenario: &'static Scenario, seed: u64, errors: &mut Vec<SpecError>) -> Values {
        let params = scenario.params;
        errors.extend(self.params.keys().filter_map(|name| unknown_param(scenario, name)));
        let mut values = Values::with_seed(seed);
        for param in params {
            let given = self.params.get(param.name).map(|text| param.parse(text));
            let value = given.transpose().unwrap_or_else(|message| {
                errors.push(SpecError::new(param.name, message));
                None
            });
            let default = || param.parse(param.default).expect("a default is allowed");
            values.insert(param.name, value.unwrap_or_else(default));
        }
        values
    }
}

/// What is wrong with the name of a parameter, if the scenario has none of this name.
pub(super) fn unknown_param(scenario: &Scenario, name: &str) -> Option<SpecError> {
    let names: Vec<_> = scenario.params.iter().map(|param| param.name).collect();
    let it_has = || there_are(name, "it has", &names);
    let message = || format!("{} has no parameter '{name}'; {}", scenario.id, it_has());
    (!names.contains(&name)).then(|| SpecError::new(name, message()))
}

impl From<&Configured> for ScenarioSpec {
    /// Every parameter written out in the one way to write it.
    fn from(configured: &Configured) -> Self {
        let scenario = configured.entry.scenario;
        let text = |name: &str| configured.values.value(name).to_string();
        let mut spec = Self::new(scenario.id);
        spec.params.extend(scenario.params.iter().map(|param| (param.name.to_owned(), text(param.name))));
        spec
    }
}
