//! Runs programs on CPython under the virtual clock, where a CPython is found.
//!
//! Invariant: each program has a process of its own, so what it does depends on its text alone.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use crate::console::Line;

/// What CPython did with one program.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Reference {
    pub(crate) status: String,
    pub(crate) console: Vec<Line>,
    pub(crate) end_time: f64,
}

#[derive(Deserialize)]
struct Output {
    runs: Vec<Reference>,
}

/// How many programs are worth another interpreter: about as many as run in the time in which it starts.
const WORTHWHILE: usize = 8;

/// A CPython 3.13 or later: the one that `EXCEPT_STAR_PYTHON` names, one on the path, or one of pyenv's.
pub(crate) fn find() -> Option<PathBuf> {
    // Every candidate has to be started, so they are searched once.
    static FOUND: OnceLock<Option<PathBuf>> = OnceLock::new();
    FOUND.get_or_init(search).clone()
}

fn search() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("EXCEPT_STAR_PYTHON").map(PathBuf::from) {
        // A Python that was asked for is not silently passed over.
        assert!(is_recent(&named), "EXCEPT_STAR_PYTHON={} is no CPython 3.13 or later", named.display());
        return Some(named);
    }
    let on_path = ["python3.14", "python3.13", "python3"].map(PathBuf::from);
    let pyenv = std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".pyenv/versions"));
    let mut versions: Vec<PathBuf> = pyenv
        .and_then(|versions| std::fs::read_dir(versions).ok())
        .into_iter()
        .flatten()
        .filter_map(|version| Some(version.ok()?.path().join("bin/python3")))
        .collect();
    versions.sort();
    on_path.into_iter().chain(versions).find(is_recent)
}

/// A name on the path may be a shim that runs nothing, so it has to prove itself.
fn is_recent(python: &PathBuf) -> bool {
    let test = "import sys; sys.exit(sys.implementation.name != 'cpython' or sys.version_info < (3, 13))";
    let run = Command::new(python).args(["-c", test]).stdout(Stdio::null()).stderr(Stdio::null()).status();
    run.is_ok_and(|status| status.success())
}

/// What the interpreter makes of these programs. Each has a process of its own, so they are shared out among the cores.
pub(crate) fn run(python: &Path, programs: &[String]) -> Vec<Reference> {
    let cores = std::thread::available_parallelism().map_or(1, |cores| cores.get());
    let size = programs.len().div_ceil(cores).max(WORTHWHILE);
    std::thread::scope(|scope| {
        let parts: Vec<_> = programs.chunks(size).map(|part| scope.spawn(|| run_part(python, part))).collect();
        parts.into_iter().flat_map(|part| part.join().expect("the part is run")).collect()
    })
}

fn run_part(python: &Path, programs: &[String]) -> Vec<Reference> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/python/reference.py");
    let mut child = Command::new(python)
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the interpreter that was found starts");
    let input = serde_json::to_vec(programs).expect("strings are JSON");
    let mut stdin = child.stdin.take().expect("it is piped");
    // From a thread of its own, because both sides could fill their pipe.
    #[expect(clippy::disallowed_methods, reason = "feeds a pipe; the order of output is the child's")]
    let feeder = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().expect("it can be waited for");
    feeder.join().expect("it does not panic").expect("the reference runner reads its input");
    assert!(output.status.success(), "the reference runner failed");
    serde_json::from_slice::<Output>(&output.stdout).expect("it prints its output as JSON").runs
}
