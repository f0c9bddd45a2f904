//! What the commands need on a machine. Owns, for each part: whether it is there, what prevents its installation,
//! and how it is got.
//!
//! Invariant: everything that people have to do themselves is in one message, before anything is installed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::browser;
use crate::shell::{Result, cmd, find, npm, output, root, run, succeeds, www};
use crate::version::Version;

/// One thing that may be missing.
pub struct Part {
    pub name: &'static str,
    pub is_there: fn() -> bool,
    /// Why the part cannot be got by itself, and what people can do; `None` when `get` will do.
    pub obstacle: fn() -> Option<String>,
    pub get: fn() -> Result,
}

/// For building and serving the page.
pub const FOR_PAGE: &[Part] = &[NODE, NPM, WASM_TARGET, WASM_PACK, NODE_MODULES];
/// For `lint`.
pub const FOR_LINT: &[Part] = &[NODE, NPM, WASM_TARGET, RUSTFMT, CLIPPY, NODE_MODULES];
/// For formatting.
pub const FOR_FORMATTING: &[Part] = &[RUSTFMT];
/// For `test`: everything.
pub const FOR_TEST: &[Part] = &[NODE, NPM, WASM_TARGET, RUSTFMT, CLIPPY, browser::PART, WASM_PACK, NODE_MODULES];

/// For `bench`: what the page needs, what is measured in, and what is measured against.
pub const FOR_BENCH: &[Part] = &[NODE, NPM, WASM_TARGET, browser::PART, WASM_PACK, NODE_MODULES, BENCH_MODULES];

/// For `conformance`: an interpreter of Python is among what is measured against.
pub const FOR_CONFORMANCE: &[Part] = &[NODE, NPM, BENCH_MODULES];

/// Gets whatever of these parts is missing.
pub fn set_up(parts: &[Part]) -> Result {
    let missing: Vec<&Part> = parts.iter().filter(|part| !(part.is_there)()).collect();
    let obstacles: Vec<String> =
        missing.iter().filter_map(|part| Some(format!("  {}: {}", part.name, (part.obstacle)()?))).collect();
    if !obstacles.is_empty() {
        return Err(format!(
            "some of what is needed has to be installed by hand:\n\n{}\n\nThen run the command again; it sets up the rest.",
            obstacles.join("\n")
        ));
    }
    for part in missing {
        println!("Setting up {}", part.name);
        (part.get)()?;
    }
    Ok(())
}

/// The oldest that Vite runs on.
const OLDEST_NODE: Version = Version::new(20, 19);

const NODE: Part = Part {
    name: "Node.js",
    is_there: || node_version().is_some_and(|version| version >= OLDEST_NODE),
    obstacle: || {
        let found =
            node_version().map_or_else(|| "not found on PATH".to_owned(), |version| format!("{version} is too old"));
        Some(format!("{found}; install version {OLDEST_NODE} or newer from https://nodejs.org/en/download"))
    },
    get: by_hand,
};

fn node_version() -> Option<Version> {
    Version::find(&output(&mut cmd("node --version"))?)
}

const NPM: Part = Part {
    name: "npm",
    is_there: || succeeds(&mut npm("--version")),
    obstacle: || Some("not found on PATH; it comes with Node.js, on Debian as `apt-get install npm`".into()),
    get: by_hand,
};

/// For a part whose obstacle always stands.
fn by_hand() -> Result {
    unreachable!("a part with an obstacle is never got by itself")
}

pub const TARGET: &str = "wasm32-unknown-unknown";

const WASM_TARGET: Part = Part {
    name: "Rust's WebAssembly target",
    // Asked of rustc rather than of rustup, since some machines have the target without rustup.
    is_there: || {
        let line = format!("rustc --print target-libdir --target {TARGET}");
        output(&mut cmd(&line)).is_some_and(|directory| PathBuf::from(directory).is_dir())
    },
    obstacle: without_rustup,
    get: || run(&mut cmd(&format!("rustup target add {TARGET}"))),
};

const RUSTFMT: Part = Part {
    name: "rustfmt",
    is_there: || succeeds(&mut cmd("cargo fmt --version")) && succeeds(&mut cmd("rustfmt --version")),
    obstacle: without_rustup,
    get: || run(&mut cmd("rustup component add rustfmt")),
};

const CLIPPY: Part = Part {
    name: "clippy",
    is_there: || succeeds(&mut cmd("cargo clippy --version")),
    obstacle: without_rustup,
    get: || run(&mut cmd("rustup component add clippy")),
};

fn without_rustup() -> Option<String> {
    let message = "missing, and there is no rustup to get it; install Rust from https://rustup.rs";
    find("rustup").is_none().then(|| message.to_owned())
}

/// Older ones do not know wasm-bindgen's newer releases.
const OLDEST_WASM_PACK: Version = Version::new(0, 13);

const WASM_PACK: Part = Part {
    name: "wasm-pack (built from source once, some minutes)",
    is_there: || wasm_pack().is_ok(),
    obstacle: || None,
    get: || {
        run(&mut cmd("cargo install wasm-pack --locked"))?;
        wasm_pack().map(drop)
    },
};

/// The wasm-pack to use. Cargo's own directory is looked in too: it need not be on PATH.
pub fn wasm_pack() -> Result<PathBuf> {
    let installed =
        cargo_directory().map(|directory| directory.join(format!("bin/wasm-pack{}", std::env::consts::EXE_SUFFIX)));
    [find("wasm-pack"), installed]
        .into_iter()
        .flatten()
        .find(|path| {
            let text = output(Command::new(path).arg("--version")).unwrap_or_default();
            Version::find(&text).is_some_and(|version| version >= OLDEST_WASM_PACK)
        })
        .ok_or_else(|| format!("no wasm-pack of version {OLDEST_WASM_PACK} or newer found"))
}

/// Where `cargo install` puts programs, below `bin`.
fn cargo_directory() -> Option<PathBuf> {
    std::env::var_os("CARGO_INSTALL_ROOT").map(PathBuf::from).or_else(cargo_home)
}

/// Where cargo keeps the sources of packages, below `registry/src`.
pub fn cargo_home() -> Option<PathBuf> {
    std::env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| Some(std::env::home_dir()?.join(".cargo")))
}

const NODE_MODULES: Part = Part {
    name: "the frontend's packages",
    is_there: || has_packages(&www()),
    obstacle: || None,
    get: || run(&mut npm(INSTALL)),
};

const BENCH_MODULES: Part = Part {
    name: "the packages to measure against",
    is_there: || has_packages(&browser_bench()),
    obstacle: || None,
    get: || run(npm(INSTALL).current_dir(browser_bench())),
};

const INSTALL: &str = "ci --no-audit --no-fund";

/// What the browser's part of `bench` stands in.
pub fn browser_bench() -> PathBuf {
    root().join("benches/browser")
}

fn has_packages(folder: &Path) -> bool {
    let changed = |file: &str| fs::metadata(folder.join(file)).and_then(|file| file.modified());
    // npm writes the second file at the end of each installation.
    match (changed("package-lock.json"), changed("node_modules/.package-lock.json")) {
        (Ok(wanted), Ok(installed)) => wanted <= installed,
        _ => false,
    }
}
