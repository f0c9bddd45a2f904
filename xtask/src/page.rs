//! From sources to what a browser loads: www/pkg (the WebAssembly module), then www/dist (the page).
//!
//! Invariant: tests, `serve` and `build` build in this one way, so what is tested is what is hosted.

use std::fs;

use crate::setup::wasm_pack;
use crate::shell::{Result, cmd_of, npm, npx, run, www};

/// Builds everything.
pub fn build() -> Result {
    build_wasm()?;
    build_page()
}

/// Builds www/pkg.
pub fn build_wasm() -> Result {
    let arguments = "build --release --target web --out-dir www/pkg --no-pack";
    run(&mut cmd_of(wasm_pack()?, arguments))?;
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

/// Builds www/dist from www/pkg.
pub fn build_page() -> Result {
    run(&mut npm("run build"))
}
