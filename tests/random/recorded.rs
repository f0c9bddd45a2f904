//! What CPython printed for the first seeds: a digest each, since the texts would be megabytes.
//!
//! Invariant: only what both sides agree on is ever recorded.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::recording::{self, Recording};

/// How many seeds are recorded, from 0 on.
pub(crate) const SEEDS: u64 = 2000;

const FILE: &str = "random.json";

#[derive(Serialize, Deserialize)]
pub(crate) struct Recorded {
    /// How many programs ended how, and how many lines they printed, so that a change of the generator shows.
    ends: BTreeMap<String, usize>,
    lines: usize,
    pub(crate) digests: Vec<String>,
}

pub(crate) fn read() -> Recorded {
    serde_json::from_str(&recording::read(FILE)).expect("it is JSON")
}

pub(crate) fn write(recording: &Recording, texts: &[String]) {
    let mut ends = BTreeMap::new();
    for text in texts {
        *ends.entry(status(text)).or_insert(0) += 1;
    }
    let lines = texts.iter().map(|text| text.lines().count()).sum();
    let recorded = Recorded { ends, lines, digests: texts.iter().map(|text| digest(text)).collect() };
    let json = serde_json::to_string(&recorded).expect("it is JSON");
    // A digest a line, so that a change shows as the programs that changed.
    recording.write(&recording::file(FILE), &(json.replace("\",\"", "\",\n\"") + "\n"));
}

/// How the run of a text ended.
pub(crate) fn status(text: &str) -> String {
    let last = text.lines().last().unwrap_or_default();
    last.split(' ').next().unwrap_or_default().to_owned()
}

/// FNV-1a with 64 bits: short, and no two of a few thousand texts are likely to share one.
pub(crate) fn digest(text: &str) -> String {
    let hash = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
    format!("{hash:016x}")
}
