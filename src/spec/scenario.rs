//! How a specification names a scenario with parameters, and what becomes of it when it is checked.
//!
//! Invariant: a text has one value, and a value one text.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::error::there_are;
use super::{Found, ProgramSpec, SpecError};
use crate::program::Program;
#[cfg(feature = "python")]
use crate::program::Settings;
#[cfg(feature = "python")]
use crate::scenario::Translated;
use crate::scenario::{Configured, Scenario, Values, catalogue, find};

/// A scenario with parameters; one that is absent has its default.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(hashmap_as_object))]
pub struct ScenarioSpec {
    /// The scenario's id.
    #[serde(rename = "scenario")]
    pub id: String,
    /// Parameters by name, each as text: `2`, `0.5`, `true`, `ValueError`, `2,3`, nothing for none.
    pub params: BTreeMap<String, String>,
    /// In which language its program runs.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub language: Language,
}

/// The languages in which a scenario is written. Both programs print the same, and nearly all of their events are the same; only the
/// Python has lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// The Rust of this crate.
    #[default]
    Rust,
    /// The Python beside it, run by the interpreter of this crate.
    Python,
}

impl Language {
    /// Its word: `rust` or `python`.
    pub fn name(self) -> &'static str {
        match self {
            Language::Rust => "rust",
            Language::Python => "python",
        }
    }

    /// The program of a scenario in this language.
    #[cfg(feature = "python")]
    fn program(self, configured: Configured, debug: bool, _: &mut Vec<SpecError>) -> Rc<dyn Program> {
        match self {
            Language::Rust => Rc::new(configured),
            Language::Python => {
                let python =
                    super::intervention::python(&configured.python(), &Settings { debug, ..Settings::default() });
                Rc::new(Translated::new(configured, &python))
            }
        }
    }

    #[cfg(not(feature = "python"))]
    fn program(self, configured: Configured, _: bool, errors: &mut Vec<SpecError>) -> Rc<dyn Program> {
        if self == Language::Python {
            errors.push(SpecError::new("language", "python needs a build with the feature python".to_owned()));
        }
        Rc::new(configured)
    }
}

impl FromStr for Language {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let all = [Language::Rust, Language::Python];
        let found = all.into_iter().find(|language| language.name() == text);
        found.ok_or_else(|| format!("must be rust or python, not '{text}'"))
    }
}

impl ScenarioSpec {
    /// The scenario with this id and its defaults.
    pub fn new(id: &str) -> Self {
        Self { id: id.to_owned(), params: BTreeMap::new(), language: Language::default() }
    }

    /// The scenario as it can run, with defaults in place of what is wrong; none where the scenario is unknown.
    pub(super) fn check(&self, seed: u64, debug: Option<bool>, errors: &mut Vec<SpecError>) -> Option<Found> {
        let Some(entry) = find(&self.id) else {
            let ids: Vec<_> = catalogue().iter().map(|entry| entry.scenario.id).collect();
            let there_are = there_are(&self.id, "there are", &ids);
            errors.push(SpecError::new("scenario", format!("there is no scenario '{}'; {there_are}", self.id)));
            return None;
        };
        let configured = Configured { entry, values: self.values(entry.scenario, seed, errors) };
        let spec = ProgramSpec::Scenario(Self { language: self.language, ..Self::from(&configured) });
        let debug = debug.unwrap_or(entry.scenario.debug);
        let program = self.language.program(configured, debug, errors);
        Some(Found { program, spec, debug })
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
