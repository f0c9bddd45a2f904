//! Exercises: requirements that a reader makes a scenario fulfil by changing some of its parameters.
//!
//! Invariant: whether a requirement holds is seen in the runs alone, so that no setting is right because somebody says so.

use serde::Serialize;

use super::{Entry, Run, RunSpec, SpecError, SpecErrors, catalogue, run};
use crate::event_loop::Instantly;

/// What readers are asked to solve with a scenario.
pub struct Exercise {
    /// What is asked, in two or three sentences.
    pub text: &'static str,
    /// The names of the parameters that the reader may change.
    pub changes: &'static [&'static str],
    /// The values of other parameters, where they are not the defaults.
    pub fixed: &'static [(&'static str, &'static str)],
    /// What somebody does from outside, in every run, as a [`RunSpec`] has it: `WHEN:cancel:TASK` and the like.
    pub interventions: &'static [&'static str],
    /// The requirements have to hold for the seeds from 1 to this one.
    pub seeds: u32,
    /// All of them have to hold.
    pub requirements: &'static [Requirement],
}

/// Something that every run has to fulfil.
pub struct Requirement {
    /// What, in a sentence.
    pub text: &'static str,
    /// Why a run does not fulfil it; none if it does.
    pub broken_by: fn(&Run) -> Option<String>,
}

/// What there is to tell of an exercise before it is tried.
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
pub struct Verdict {
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
    /// What there is to tell of it.
    pub fn info(&self, scenario: &str) -> ExerciseInfo {
        ExerciseInfo {
            text: self.text,
            changes: self.changes,
            seeds: self.seeds,
            requirements: self.requirements.iter().map(|requirement| requirement.text).collect(),
            start: self.spec(&RunSpec::new(scenario), 1),
        }
    }

    /// The run of this seed: the reader's values where the reader may change them, otherwise what the exercise says.
    fn spec(&self, reader: &RunSpec, seed: u32) -> RunSpec {
        let of_reader = reader.params.iter().filter(|(name, _)| self.changes.contains(&name.as_str()));
        let fixed = self.fixed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        RunSpec {
            seed: f64::from(seed),
            params: of_reader.map(|(name, value)| (name.clone(), value.clone())).chain(fixed).collect(),
            interventions: self.interventions.iter().map(|text| (*text).to_owned()).collect(),
            ..RunSpec::new(&reader.scenario)
        }
    }
}

/// Judges the reader's values: one verdict for each requirement, in their order.
///
/// Of the specification only the scenario and the parameters that the reader may change count.
///
/// ```
/// use except_star::scenario::{RunSpec, judge};
///
/// let verdicts = futures::executor::block_on(judge(&RunSpec::new("task-runner"))).unwrap();
/// assert!(verdicts.iter().any(|verdict| verdict.broken.is_some()), "the defaults are no solution");
/// ```
///
/// # Errors
/// Everything that is wrong with the specification; a scenario without an exercise is named with those that have one.
pub async fn judge(spec: &RunSpec) -> Result<Vec<Verdict>, SpecErrors> {
    let Some(exercise) = spec.check()?.entry.scenario.exercise else {
        let has = |entry: &&&Entry| entry.scenario.exercise.is_some();
        let ids: Vec<_> = catalogue().iter().filter(has).map(|entry| entry.scenario.id).collect();
        let message = format!("{} has no exercise; there is one in: {}", spec.scenario, ids.join(", "));
        return Err(SpecErrors { errors: vec![SpecError::new("scenario", message)], right: None });
    };
    let new = |requirement: &Requirement| Verdict { requirement: requirement.text, held: 0, broken: None };
    let mut verdicts: Vec<_> = exercise.requirements.iter().map(new).collect();
    for seed in 1..=exercise.seeds {
        let run = run(&exercise.spec(spec, seed).check()?, Instantly).await;
        for (requirement, verdict) in exercise.requirements.iter().zip(&mut verdicts) {
            match (requirement.broken_by)(&run) {
                None => verdict.held += 1,
                Some(why) => _ = verdict.broken.get_or_insert_with(|| Broken { seed, why, spec: run.spec.clone() }),
            }
        }
    }
    Ok(verdicts)
}
