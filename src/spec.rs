//! What to run: the specification as people write it, and as it is after checking.
//!
//! A [`RunSpec`] says everything about a run. Invariant: nothing runs unless all of it is known and within its bounds.

mod error;
mod exercise;
mod hint;
mod info;
mod intervention;
mod link;
mod packed;
mod request;
mod scenario;
mod text;

pub use error::{Place, SpecError, SpecErrors};
pub use exercise::{Broken, ExerciseInfo, RequirementResult, check_exercise};
pub use hint::Hint;
pub use info::{ParamInfo, ParamKind, ScenarioInfo, ScenarioTitle};
pub use request::{Answer, Draft, Request, parse_seed};
pub use scenario::{Language, ScenarioSpec};
pub use text::TextSpec;

use std::collections::BTreeMap;
use std::ops::Deref;
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use crate::event_loop::{Limits, Pace, Stopper};
use crate::primitives::{Intervention, ParseInterventionError};
use crate::program::{self, Ended, Program, Settings};
use crate::report::Table;

/// The largest seed: the largest integer that every number of JavaScript can hold exactly.
pub const SEED_MAX: u64 = (1 << 53) - 1;

const DEFAULT_SEED: f64 = 42.0;

/// Says everything about a run. What is absent has its default.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(hashmap_as_object, missing_as_null))]
pub struct RunSpec {
    /// What runs.
    #[serde(flatten)]
    pub program: ProgramSpec,
    /// The seed of the run's random numbers: a whole number from 0 to 2^53 − 1.
    #[serde(default = "default_seed")]
    pub seed: f64,
    /// asyncio's debug mode; the program's own default where it is absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub debug: Option<bool>,
    /// What is done from outside: `WHEN:cancel:TASK[:MESSAGE]`, `WHEN:raise:TASK:CLASS[:MESSAGE]`, `WHEN:signal:SIGINT`.
    #[serde(default)]
    pub interventions: Vec<String>,
}

/// Names a program. Its type for JavaScript, which an interface can extend, stands in `wasm.rs`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum ProgramSpec {
    /// A scenario of the catalogue.
    Scenario(ScenarioSpec),
    /// A text of the reader's own.
    Text(TextSpec),
}

/// Read as the one structure that it is when written. What would be derived of the parts has no words for what is no structure.
impl<'de> Deserialize<'de> for RunSpec {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Written {
            scenario: Option<String>,
            #[serde(default)]
            params: BTreeMap<String, String>,
            #[serde(default)]
            language: Language,
            python: Option<String>,
            file: Option<String>,
            #[serde(default = "default_seed")]
            seed: f64,
            #[serde(default)]
            debug: Option<bool>,
            #[serde(default)]
            interventions: Vec<String>,
        }
        let Written { scenario, params, language, python, file, seed, debug, interventions } =
            Written::deserialize(deserializer)?;
        let program = match (scenario, python) {
            (Some(id), None) => ProgramSpec::Scenario(ScenarioSpec { id, params, language }),
            (None, Some(python)) => {
                ProgramSpec::Text(TextSpec { python, file: file.unwrap_or_else(|| TextSpec::FILE.to_owned()) })
            }
            (None, None) => return Err(serde::de::Error::missing_field("scenario")),
            (Some(_), Some(_)) => {
                return Err(serde::de::Error::custom("either scenario or python says what runs, not both"));
            }
        };
        Ok(Self { program, seed, debug, interventions })
    }
}

impl ProgramSpec {
    /// The program as it can run; none if there is no program.
    fn check(&self, seed: u64, debug: Option<bool>, errors: &mut Vec<SpecError>) -> Option<Found> {
        match self {
            Self::Scenario(scenario) => scenario.check(seed, debug, errors),
            Self::Text(text) => text.check(seed, debug, errors),
        }
    }
}

/// What a specification names.
struct Found {
    program: Rc<dyn Program>,
    /// How it is named with everything written out.
    spec: ProgramSpec,
    /// Whether it runs in debug mode.
    debug: bool,
}

fn default_seed() -> f64 {
    DEFAULT_SEED
}

impl From<ProgramSpec> for RunSpec {
    /// The program in the circumstances that are the default.
    fn from(program: ProgramSpec) -> Self {
        Self { program, seed: DEFAULT_SEED, debug: None, interventions: Vec::new() }
    }
}

impl RunSpec {
    /// A scenario with its defaults.
    pub fn new(scenario: &str) -> Self {
        ProgramSpec::Scenario(ScenarioSpec::new(scenario)).into()
    }

    /// A text of the reader's own.
    ///
    /// ```
    /// use except_star::Instantly;
    /// use except_star::spec::RunSpec;
    ///
    /// let spec = RunSpec::text("import asyncio\n\nasync def main():\n    print('seen')\n\nasyncio.run(main())\n").check().unwrap();
    /// let run = futures::executor::block_on(spec.run(Instantly));
    /// assert_eq!(run.report.console()[0].text, "seen");
    /// ```
    pub fn text(python: &str) -> Self {
        ProgramSpec::Text(TextSpec::new(python)).into()
    }

    /// The same with a parameter of the scenario; a text has none.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        if let ProgramSpec::Scenario(scenario) = &mut self.program {
            scenario.params.insert(name.to_owned(), value.to_owned());
        }
        self
    }

    /// The same with the scenario's program in this language; a text is in Python.
    pub fn in_language(mut self, language: Language) -> Self {
        if let ProgramSpec::Scenario(scenario) = &mut self.program {
            scenario.language = language;
        }
        self
    }

    /// The scenario, where it is one.
    pub fn scenario(&self) -> Option<&ScenarioSpec> {
        match &self.program {
            ProgramSpec::Scenario(scenario) => Some(scenario),
            ProgramSpec::Text(_) => None,
        }
    }

    /// The parameters that it names; a text has none.
    pub fn params(&self) -> &BTreeMap<String, String> {
        static NONE: BTreeMap<String, String> = BTreeMap::new();
        self.scenario().map_or(&NONE, |scenario| &scenario.params)
    }

    /// Checks it.
    ///
    /// # Errors
    /// Everything that is wrong with it, each with what is allowed, and beside that what is right.
    pub fn check(&self) -> Result<Checked, SpecErrors> {
        let mut errors = Vec::new();
        let has_seed = (0.0..=SEED_MAX as f64).contains(&self.seed) && self.seed.fract() == 0.0;
        let seed = if has_seed { self.seed } else { DEFAULT_SEED };
        let Some(Found { program, spec, debug }) = self.program.check(seed as u64, self.debug, &mut errors) else {
            return Err(SpecErrors { errors, right: None });
        };
        if !has_seed {
            errors.push(SpecError::new("seed", format!("must be a whole number from 0 to {SEED_MAX}")));
        }
        let interventions = self.checked_interventions(&mut errors);
        let right = RunSpec {
            program: spec,
            seed,
            debug: Some(debug),
            interventions: interventions.iter().map(Intervention::to_string).collect(),
        };
        if !errors.is_empty() {
            return Err(SpecErrors { errors, right: Some(right) });
        }
        let settings = Settings { debug, interventions, ..Settings::default() };
        Ok(Checked { spec: right, program, settings })
    }

    fn checked_interventions(&self, errors: &mut Vec<SpecError>) -> Vec<Intervention> {
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
        interventions
    }
}

/// A specification that can run.
#[derive(Clone)]
pub struct Checked {
    spec: RunSpec,
    program: Rc<dyn Program>,
    settings: Settings,
}

impl Checked {
    /// The same with other limits than the default ones.
    pub fn with_limits(mut self, limits: Limits) -> Self {
        self.settings.limits = limits;
        self
    }

    /// The same with something that stops it from outside.
    pub fn with_stopper(mut self, stopper: &Stopper) -> Self {
        self.settings.stopper = stopper.clone();
        self
    }

    /// The specification with everything written out in the one way to write it.
    pub fn spec(&self) -> &RunSpec {
        &self.spec
    }

    /// What is done from outside.
    pub fn interventions(&self) -> &[Intervention] {
        &self.settings.interventions
    }

    /// Runs it at this pace.
    ///
    /// ```
    /// use except_star::Instantly;
    /// use except_star::program::Status;
    /// use except_star::spec::RunSpec;
    ///
    /// let spec = RunSpec::new("task-group").with("delays", "1,3").check().unwrap();
    /// let run = futures::executor::block_on(spec.run(Instantly));
    /// assert_eq!((run.outcome.status, run.end_time), (Status::Ok, 3.0));
    /// ```
    pub async fn run(self, pace: impl Pace + 'static) -> Run {
        let ended = program::run(&*self.program, &self.settings, pace).await;
        Run { checked: self, ended }
    }

    /// The Rust of the program, where it is written in Rust.
    pub fn rust(&self) -> Option<&str> {
        self.program.rust()
    }

    /// The text that runs, where that is Python: the lines of the run's events are lines of it. The interventions are not in it.
    pub fn text(&self) -> Option<String> {
        let rust = self.spec.scenario().is_some_and(|scenario| scenario.language == Language::Rust);
        (!rust).then(|| self.program.python())
    }

    /// The complete Python program for this run: with its values, its debug mode and its interventions.
    ///
    /// It prints on CPython 3.13 or later what the run shows on its console.
    pub fn python(&self) -> String {
        intervention::python(&self.program.python(), &self.settings)
    }
}

/// A run: its specification, and what there is now that it has ended.
pub struct Run {
    checked: Checked,
    ended: Ended,
}

impl Deref for Run {
    type Target = Ended;

    fn deref(&self) -> &Ended {
        &self.ended
    }
}

impl Run {
    /// What ran, with everything written out.
    pub fn spec(&self) -> &RunSpec {
        self.checked.spec()
    }

    /// The tables of the program's own. Within another run nothing runs, and there are none.
    pub fn tables(&self) -> Vec<Table> {
        if self.report.trace().is_empty() { Vec::new() } else { self.checked.program.tables(&self.report) }
    }

    /// The Rust of the program, where it is written in Rust.
    pub fn rust(&self) -> Option<&str> {
        self.checked.rust()
    }

    /// The text that runs, where that is Python: see [`Checked::text`].
    pub fn text(&self) -> Option<String> {
        self.checked.text()
    }

    /// The complete Python program that prints the same: see [`Checked::python`].
    pub fn python(&self) -> String {
        self.checked.python()
    }
}
