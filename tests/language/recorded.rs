//! What CPython printed for the first seeds: a digest each, a line each.
//!
//! Invariant: what is recorded is CPython's, whatever the interpreter here prints.

use crate::recording::{self, Recording};

/// How many seeds are recorded, from 0 on.
pub(crate) const SEEDS: u64 = 1000;

const FILE: &str = "language.txt";

pub(crate) fn read() -> Vec<String> {
    recording::read(FILE).lines().map(str::to_owned).collect()
}

pub(crate) fn write(recording: &Recording, texts: &[String]) {
    let digests: String = texts.iter().map(|text| digest(text) + "\n").collect();
    recording.write(&recording::file(FILE), &digests);
}

/// The digest of a text; no two of a thousand are likely to share one.
pub(crate) fn digest(text: &str) -> String {
    let mut hash = 0;
    for byte in text.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
    }
    format!("{hash:016x}")
}
