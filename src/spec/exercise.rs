//! Checking an exercise: which of its requirements hold with the reader's values.
//!
//! Invariant: whether a requirement holds is seen in the runs alone.

use futures::FutureExt;
use serde::Serialize;

use super::{ProgramSpec, RunSpec, ScenarioSpec, SpecError, SpecErrors};
use crate::event_loop::Instantly;
use crate::scenario::{Entry, Exercise, Requirement, catalogue, find};

/// What is known of an exercise before it is tried.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct ExerciseInfo {
    /// What is asked, in two or three sentences.
    pub text: &'static str,
    /// The names of the parameters that the reader may change.
    pub changes: &'static [&'static str],
    /// The requirements have to hold for the seeds from 1 to this one.
    pub seeds: u32,
    /// The requirements, a sentence each.
    pub requirements: Vec<&'static str>,
    /// Where the reader begins: the defaults, with what is fixed, at the first seed.
    pub start: RunSpec,
}

/// Whether a requirement holds.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(hashmap_as_object))]
pub struct RequirementResult {
    /// The requirement.
    pub requirement: &'static str,
    /// For how many seeds it holds.
    pub held: u32,
    /// The first run that breaks it; none if it holds for all seeds.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub broken: Option<Broken>,
}

/// A run that breaks a requirement.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Broken {
    /// Its seed.
    pub seed: u32,
    /// Why, in words.
    pub why: String,
    /// That very run.
    pub spec: RunSpec,
}

impl Exercise {
    /// What is known of it.
    pub fn info(&self, scenario: &str) -> ExerciseInfo {
        ExerciseInfo {
            text: self.text,
            changes: self.changes,
            seeds: self.seeds,
            requirements: self.requirements.iter().map(|requirement| requirement.text).collect(),
            start: self.spec(&ScenarioSpec::new(scenario), 1),
        }
    }

    /// The run of this seed: the reader's values where the reader may change them, otherwise what the exercise says.
    fn spec(&self, reader: &ScenarioSpec, seed: u32) -> RunSpec {
        let of_reader = reader.params.iter().filter(|(name, _)| self.changes.contains(&name.as_str()));
        let fixed = self.fixed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let mut scenario = ScenarioSpec::new(&reader.id);
        scenario.params.extend(of_reader.map(|(name, value)| (name.clone(), value.clone())).chain(fixed));
        RunSpec {
            seed: f64::from(seed),
            interventions: self.interventions.iter().map(|text| (*text).to_owned()).collect(),
            ..ProgramSpec::Scenario(scenario).into()
        }
    }
}

/// Checks the exercise of a scenario with the reader's values: one result for each requirement, in their order.
///
/// Of the specification only the scenario and the parameters that the reader may change count.
///
/// ```
/// use except_star::spec::{RunSpec, check_exercise};
///
/// let results = check_exercise(&RunSpec::new("task-runner")).unwrap();
/// assert!(results.iter().any(|result| result.broken.is_some()), "the defaults are no solution");
/// ```
///
/// # Errors
/// Everything that is wrong with the specification; for a scenario without an exercise, the scenarios that have one.
pub fn check_exercise(spec: &RunSpec) -> Result<Vec<RequirementResult>, SpecErrors> {
    spec.check()?;
    let reader = spec.scenario();
    let exercise = reader.and_then(|reader| find(&reader.id)).and_then(|entry| entry.scenario.exercise);
    let (Some(reader), Some(exercise)) = (reader, exercise) else {
        let has = |entry: &&&Entry| entry.scenario.exercise.is_some();
        let ids: Vec<_> = catalogue().iter().filter(has).map(|entry| entry.scenario.id).collect();
        let message = format!(
            "{} has no exercise; there is one in: {}",
            reader.map_or("a text", |reader| &reader.id),
            ids.join(", ")
        );
        return Err(SpecErrors { errors: vec![SpecError::new("scenario", message)], right: None });
    };
    let new = |requirement: &Requirement| RequirementResult { requirement: requirement.text, held: 0, broken: None };
    let mut results: Vec<_> = exercise.requirements.iter().map(new).collect();
    for seed in 1..=exercise.seeds {
        let run = exercise.spec(reader, seed).check()?.run(Instantly).now_or_never();
        let run = run.expect("at this pace a scenario waits for nothing");
        for (requirement, result) in exercise.requirements.iter().zip(&mut results) {
            match (requirement.broken_by)(&run) {
                None => result.held += 1,
                Some(why) => _ = result.broken.get_or_insert_with(|| Broken { seed, why, spec: run.spec().clone() }),
            }
        }
    }
    Ok(results)
}
