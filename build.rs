//! Finds the scenarios: every `src/scenarios/NAME.rs`, with `NAME.py` beside it, is one. So there is no list to keep.
//!
//! Of the Rust file only what is shown in the page goes into the binary, cut from the very file that is compiled. With the feature
//! `traps` the scenarios in `tests/traps` are there as well.

use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

/// In a scenario's Rust file, the part that is shown is everything after this line.
const SHOWN_FROM: &str = "// Shown beside the run, from here on.\n";

fn main() {
    let root = env::var("CARGO_MANIFEST_DIR").expect("cargo sets it");
    let mut folders = vec!["src/scenarios"];
    if env::var_os("CARGO_FEATURE_TRAPS").is_some() {
        folders.push("tests/traps");
    }
    let mut files = Vec::new();
    for folder in folders {
        let folder = Path::new(&root).join(folder);
        println!("cargo::rerun-if-changed={}", folder.display());
        let all = fs::read_dir(&folder).expect("the folder is there");
        let all = all.map(|entry| entry.expect("it can be listed").path());
        files.extend(all.filter(|path| path.extension().is_some_and(|ending| ending == "rs")));
    }
    files.sort();
    let out = env::var("OUT_DIR").expect("cargo sets it");
    let out = Path::new(&out);
    let mut code = String::new();
    let name = |file: &Path| file.file_stem().and_then(|name| name.to_str()).expect("it is a name").to_owned();
    for file in &files {
        writeln!(code, "#[path = {file:?}] mod {};", name(file)).expect("a string takes all");
    }
    writeln!(code, "pub(super) static ALL: &[crate::scenario::Entry] = &[").expect("a string takes all");
    for file in &files {
        let rust = fs::read_to_string(file).expect("it was found");
        let (name, shown) = (name(file), rust.split_once(SHOWN_FROM));
        let (_, shown) = shown.unwrap_or_else(|| panic!("{name}.rs has no line {SHOWN_FROM}"));
        let shown_file = out.join(format!("{name}.shown.rs"));
        fs::write(&shown_file, shown.trim_start()).expect("OUT_DIR can be written");
        writeln!(
            code,
            "crate::scenario::Entry {{ scenario: &{name}::SCENARIO, rust: include_str!({shown_file:?}), python: include_str!({:?}) }},",
            file.with_extension("py")
        )
        .expect("a string takes all");
    }
    writeln!(code, "];").expect("a string takes all");
    fs::write(out.join("scenarios.rs"), code).expect("OUT_DIR can be written");
}
