//! From sources to what a browser loads: www/pkg (the WebAssembly module), then www/dist (the page).
//!
//! Invariant: tests, `serve` and `build` build in this one way, so what is tested is what is hosted; and the same compiler
//! makes the same bytes of the same sources, wherever they lie.

use std::fs;
use std::path::{Path, PathBuf};

use crate::order::name_by_order;
use crate::setup::{TARGET, cargo_home, wasm_pack};
use crate::shell::{Result, cmd, cmd_of, npm, npx, output, root, run, www};

/// Builds everything.
pub fn build() -> Result {
    build_wasm()?;
    build_page()
}

/// Builds www/pkg.
pub fn build_wasm() -> Result {
    build_module(&root(), &www().join("pkg"), SHIPPED)?;
    let module = "www/pkg/except_star_bg.wasm";
    let size = fs::metadata(root().join(module)).map_err(|error| format!("{module}: {error}"))?;
    println!("{module} has {} bytes.", size.len());
    Ok(())
}

/// Builds www/pkg/traps: the module with a scenario that traps, for the end-to-end tests.
pub fn build_traps() -> Result {
    compile(&root(), &www().join("pkg/traps"), SHIPPED.0, "--features traps").map(|_| ())
}

/// How a module is optimised: by the compiler, after it by wasm-opt, and whether its functions are put in order for a compressor.
pub type Optimised = (&'static str, &'static str, bool);

// Bodies put into their only caller make the module smaller, but what is sent, which is compressed, much larger if they are not
// short: the compressor finds no repetition in them; and so do expressions put into locals that are used again, and what -Oz
// does beyond -Os. Short bodies make both smaller, and a browser compiles each function when it is first called.
pub const SHIPPED: Optimised =
    ("z", "-Os --skip-pass=local-cse --one-caller-inline-max-function-size=20 --strip-debug --strip-producers", true);
pub const FOR_SPEED: Optimised = ("3", "-O3 --strip-debug --strip-producers", false);

/// Builds a crate's module and its glue into a folder.
pub fn build_module(source: &Path, target: &Path, (level, flags, ordered): Optimised) -> Result {
    let module = compile(source, target, level, "")?;
    wasm_opt(flags, &module)?;
    if !ordered {
        return Ok(());
    }
    let mut bytes = fs::read(&module).map_err(|error| format!("{}: {error}", module.display()))?;
    name_by_order(&mut bytes);
    fs::write(&module, bytes).map_err(|error| format!("{}: {error}", module.display()))?;
    wasm_opt("--reorder-functions-by-name --strip-debug", &module)
}

/// Compiles a crate to a module and its glue, with options that name its features; returns where the module is.
fn compile(source: &Path, target: &Path, level: &str, features: &str) -> Result<PathBuf> {
    let mut command = cmd_of(wasm_pack()?, "build --release --target web --no-pack --out-dir");
    command.arg(target).arg("--").args(features.split_whitespace()).current_dir(source);
    command.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", level);
    command.env("CARGO_ENCODED_RUSTFLAGS", flags()?);
    run(&mut command)?;
    let modules = fs::read_dir(target).map_err(|error| format!("{}: {error}", target.display()))?;
    let files = modules.filter_map(|entry| Some(entry.ok()?.path()));
    let module = files.filter(|file| file.extension().is_some_and(|ending| ending == "wasm")).last();
    module.ok_or_else(|| format!("wasm-pack wrote no module to {}", target.display()))
}

/// Rewrites a module. wasm-pack would download this tool; the frontend's packages have it already.
fn wasm_opt(flags: &str, module: &Path) -> Result {
    run(npx(&format!("wasm-opt {flags}")).arg(module).arg("-o").arg(module))
}

/// The stack of a module: what Python calls through Rust, a `key=` or a chain of awaits, takes of it, and a program may go 1,000
/// calls deep before it gets its RecursionError.
const STACK: &str = "-Clink-arg=-zstack-size=8388608";

/// Flags of the compiler: how much stack there is, and what keeps the paths of this machine out of what it makes. A panic names the
/// file that it is in, so they would be in the module, another text on each machine.
fn flags() -> Result<String> {
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
    let remap = |(path, short): (PathBuf, String)| format!("--remap-path-prefix={}={short}", path.display());
    let flags = [STACK.to_owned()].into_iter().chain(shortened.into_iter().map(remap));
    Ok(flags.collect::<Vec<_>>().join("\x1f"))
}

/// Builds www/dist from www/pkg.
pub fn build_page() -> Result {
    run(&mut npm("run build"))
}
