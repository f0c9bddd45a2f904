//! Finds the scenarios: every `src/scenarios/NAME.rs`, with `NAME.py` beside it, is one. So there is no list to keep.

use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

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
    let mut code = String::new();
    for name in &names {
        writeln!(code, "#[path = {:?}] mod {name};", folder.join(format!("{name}.rs"))).expect("a string takes all");
    }
    writeln!(code, "pub(super) static ALL: &[crate::scenario::Entry] = &[").expect("a string takes all");
    for name in &names {
        let file = |ending: &str| folder.join(format!("{name}.{ending}"));
        writeln!(
            code,
            "crate::scenario::Entry {{ scenario: &{name}::SCENARIO, rust: include_str!({:?}), python: include_str!({:?}) }},",
            file("rs"),
            file("py")
        )
        .expect("a string takes all");
    }
    writeln!(code, "];").expect("a string takes all");
    let out = env::var("OUT_DIR").expect("cargo sets it");
    fs::write(Path::new(&out).join("scenarios.rs"), code).expect("OUT_DIR can be written");
}
