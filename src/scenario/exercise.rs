//! Exercises: requirements that a reader makes a scenario fulfil by changing some of its parameters.
//!
//! Invariant: whether a requirement holds is seen in the runs alone, so no setting is right because a list says so.

use crate::program::Ended;

/// What readers are asked to solve with a scenario.
pub struct Exercise {
    /// What is asked, in two or three sentences.
    pub text: &'static str,
    /// The names of the parameters that the reader may change.
    pub changes: &'static [&'static str],
    /// The values of other parameters, where they are not the defaults.
    pub fixed: &'static [(&'static str, &'static str)],
    /// Interventions in every run, as a specification has them: `WHEN:cancel:TASK` and the like.
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
    pub broken_by: fn(&Ended) -> Option<String>,
}
