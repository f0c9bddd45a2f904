//! From sources to what a browser loads: www/pkg (the WebAssembly module), then www/dist (the page).
//!
//! Invariant: tests, `serve` and `build` build in this one way, so what is tested is what is hosted; and the same compiler
//! makes the same bytes of the same sources, wherever they lie.

use std::fs;
use std::path::{Path, PathBuf};

use crate::setup::{TARGET, cargo_home, wasm_pack};
use crate::shell::{Result, cmd, cmd_of, npm, npx, output, root, run, www};

/// Builds everything.
pub fn build() -> Result {
    build_wasm()?;
    build_page()
}

/// Builds www/pkg.
pub fn build_wasm() -> Result {
    let arguments = "build --release --target web --out-dir www/pkg --no-pack";
    run(cmd_of(wasm_pack()?, arguments).env("CARGO_ENCODED_RUSTFLAGS", without_paths()?))?;
    // wasm-pack would download this tool; the frontend's packages have it already.
    let module = "pkg/except_star_bg.wasm";
    // Bodies put into their only caller make the module smaller, but what is sent, which is compressed, much larger: the
    // compressor finds no repetition in them. It finds more where functions with like names, which are like, are neighbours.
    let flags = "--one-caller-inline-max-function-size=1 --reorder-functions-by-name --strip-producers";
    run(&mut npx(&format!("wasm-opt -Oz {flags} {module} -o {module}")))?;
    let size = fs::metadata(www().join(module)).map_err(|error| format!("www/{module}: {error}"))?;
    println!("www/{module} has {} bytes.", size.len());
    Ok(())
}

/// Flags of the compiler that keep the paths of this machine out of what it makes. A panic names the file that it is in, so they
/// would be in the module, another text on each machine.
fn without_paths() -> Result<String> {
    // On a new machine the sources of the packages come only now.
    run(&mut cmd(&format!("cargo fetch --target {TARGET}")))?;
    let mut shortened: Vec<(PathBuf, String)> = Vec::new();
    let registries = cargo_home().map(|directory| directory.join("registry/src"));
    for registry in registries.and_then(|folder| fs::read_dir(folder).ok()).into_iter().flatten().flatten() {
        shortened.push((registry.path(), String::new()));
    }
    shortened.push((root(), String::new()));
    // Where the sources of the standard library are installed, the compiler names those instead of its own.
    let sysroot = output(&mut cmd("rustc --print sysroot"));
    let version = output(&mut cmd("rustc --version --verbose"));
    let commit = version.as_deref().and_then(|text| text.lines().find_map(|line| line.strip_prefix("commit-hash: ")));
    if let (Some(sysroot), Some(commit)) = (sysroot, commit) {
        shortened.push((Path::new(&sysroot).join("lib/rustlib/src/rust"), format!("/rustc/{commit}")));
    }
    let flag = |(path, short): (PathBuf, String)| format!("--remap-path-prefix={}={short}", path.display());
    Ok(shortened.into_iter().map(flag).collect::<Vec<_>>().join("\x1f"))
}

/// Builds www/dist from www/pkg.
pub fn build_page() -> Result {
    run(&mut npm("run build"))
}
