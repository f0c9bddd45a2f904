//! `json`: the scanner and the writer; what is around them is written in Python.
//!
//! Invariant: places in a text count characters, as in CPython.

mod decode;
mod encode;

use super::Definition;

pub(super) const MODULE: Definition =
    Definition { name: "json", functions: &[], setup: |_, _| {}, source: Some(include_str!("../lib/json.py")) };

pub(super) const DECODER: Definition = Definition {
    name: "json.decoder",
    functions: &[("_scan", decode::scan)],
    setup: |_, _| {},
    source: Some(include_str!("../lib/json_decoder.py")),
};

pub(super) const ENCODER: Definition = Definition {
    name: "json.encoder",
    functions: &[("_write", encode::write), ("_quote", encode::quote)],
    setup: |_, _| {},
    source: Some(include_str!("../lib/json_encoder.py")),
};

/// How deep values may nest.
const DEEPEST: usize = 990;
