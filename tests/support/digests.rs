//! The recorded digests of runs, which are compared natively and in the browser.
//!
//! Invariant: both compare with the same file, so native runs and those in the browser are equal.

use except_star::spec::RunSpec;
use serde::{Deserialize, Serialize};

/// A run and its digest.
#[derive(Serialize, Deserialize, PartialEq, Debug)]
pub(crate) struct Digest {
    pub(crate) spec: RunSpec,
    pub(crate) digest: String,
}

/// All that are recorded, in the order of the scenarios.
pub(crate) fn recorded() -> Vec<Digest> {
    serde_json::from_str(include_str!("../recorded/digests.json")).expect("they are JSON")
}
