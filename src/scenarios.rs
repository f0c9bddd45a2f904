//! The scenarios, one file each, with the Python that does the same beside it. The build script finds them.
//!
//! Invariant: a scenario uses the public primitives only, as anybody could.

include!(concat!(env!("OUT_DIR"), "/scenarios.rs"));
