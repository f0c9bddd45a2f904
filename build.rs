//! Finds the scenarios: every `src/scenarios/NAME.rs`, with `NAME.py` beside it, is one. So there is no list to keep.
//!
//! Of the Rust file only what is shown in the page goes into the binary, cut from the very file that is compiled.

use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

/// In a scenario's Rust file, the part that is shown is everything after this line.
const SHOWN_FROM: &str = "// Shown beside the run, from here on.\n";

fn main() {
    let root = env::var("CARGO_MANIFEST_DIR").expect("cargo sets it");
    let folder = Path::new(&root).join("src/scenarios");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut names: Vec<String> = fs::read_dir(&folder)
        .expect("src/scenarios is there")
        .filter_map(|entry| entry.expect("it can be listed").file_name().into_string().ok())
        .filter_map(|name| name.strip_suffix(".rs").map(str::to_owned))
        .collect();
    names.sort();
    let out = env::var("OUT_DIR").expect("cargo sets it");
    let out = Path::new(&out);
    let mut code = String::new();
    for name in &names {
        writeln!(code, "#[path = {:?}] mod {name};", folder.join(format!("{name}.rs"))).expect("a string takes all");
    }
    writeln!(code, "pub(super) static ALL: &[crate::scenario::Entry] = &[").expect("a string takes all");
    for name in &names {
        let rust = fs::read_to_string(folder.join(format!("{name}.rs"))).expect("it was found");
        let (_, shown) = rust.split_once(SHOWN_FROM).unwrap_or_else(|| panic!("{name}.rs has no line {SHOWN_FROM}"));
        let shown_file = out.join(format!("{name}.shown.rs"));
        fs::write(&shown_file, shown.trim_start()).expect("OUT_DIR can be written");
        writeln!(
            code,
            "crate::scenario::Entry {{ scenario: &{name}::SCENARIO, rust: include_str!({:?}), python: include_str!({:?}) }},",
            shown_file,
            folder.join(format!("{name}.py"))
        )
        .expect("a string takes all");
    }
    writeln!(code, "];").expect("a string takes all");
    fs::write(out.join("scenarios.rs"), code).expect("OUT_DIR can be written");
}
