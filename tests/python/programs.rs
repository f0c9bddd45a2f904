//! Programs of the kind that people write: `programs/NAME.py`, and beside it what CPython prints.
//!
//! Invariant: the output is compared whole: standard output in `NAME.out`, standard error in `NAME.err` where there is any.
//! [`bless`] records both with CPython 3.13, and [`the_recorded_output_is_what_cpython_prints`] compares them with it again.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use except_star::Instantly;
use except_star::program::{Settings, run};
use except_star::python::Text;
use except_star::trace::Stream;
use futures::executor::block_on;

use crate::python;
use crate::recording::Recording;

/// Programs whose recorded output is right for CPython 3.14 and not for 3.13, so that it is kept by hand.
const NEWER: &[&str] = &["asyncio_primitives"];

/// The programs, those of sub-folders included, in the order of their paths.
fn programs() -> Vec<PathBuf> {
    let only = std::env::var("EXCEPT_STAR_PROGRAM").ok();
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/python/programs")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("it is there") {
            let path = entry.expect("it can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "py")
                && only.as_ref().is_none_or(|only| *only == name(&path))
            {
                found.push(path);
            }
        }
    }
    found.sort();
    assert!(!found.is_empty());
    found
}

fn name(path: &Path) -> String {
    path.file_stem().expect("it has one").to_string_lossy().into_owned()
}

/// What a program prints on its two streams.
fn output(path: &Path) -> [String; 2] {
    let text = fs::read_to_string(path).expect("it can be read");
    let name = path.file_name().expect("it has one").to_string_lossy();
    let mut streams = [String::new(), String::new()];
    match Text::new(&name, &text) {
        Err(errors) => errors.iter().for_each(|error| streams[1] += &format!("{error}\n")),
        Ok(text) => {
            let ended = block_on(run(&text, &Settings::default(), Instantly));
            for line in ended.report.console() {
                let stream = &mut streams[usize::from(line.stream == Stream::Stderr)];
                stream.push_str(&line.text);
                stream.push('\n');
            }
        }
    }
    streams
}

fn recorded(path: &Path) -> [String; 2] {
    ["out", "err"].map(|ending| fs::read_to_string(path.with_extension(ending)).unwrap_or_default())
}

/// Prints the first line that differs in each stream; whether there is any.
fn differs(path: &Path, got: &[String; 2], want: &[String; 2]) -> bool {
    for (got, want) in got.iter().zip(want).filter(|(got, want)| got != want) {
        let at = got.lines().zip(want.lines()).take_while(|(a, b)| a == b).count();
        let (got, want) = (got.lines().nth(at), want.lines().nth(at));
        println!("{}, line {}\n   got  {got:?}\n   want {want:?}", name(path), at + 1);
    }
    got != want
}

#[test]
fn programs_print_what_cpython_prints() {
    let programs = programs();
    let instead = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let mut wrong = Vec::new();
    for path in &programs {
        let got = output(path);
        if differs(path, &got, &recorded(path)) {
            wrong.push(name(path));
            for (got, ending) in got.iter().zip(["out", "err"]) {
                fs::write(instead.join(name(path)).with_extension(ending), got).expect("it can be written");
            }
        }
    }
    let instead = instead.display();
    let count = format!("{} of {}", wrong.len(), programs.len());
    assert!(wrong.is_empty(), "{count} print something else, which is in {instead}: {wrong:?}");
}

/// CPython 3.13, where it is found.
fn recorder() -> Option<PathBuf> {
    python::find().filter(|python| {
        let version = Command::new(python).arg("--version").output().expect("it was found");
        String::from_utf8_lossy(&version.stdout).starts_with("Python 3.13.")
    })
}

/// What CPython prints for the programs.
fn references(python: &Path, programs: &[PathBuf]) -> Vec<[String; 2]> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/python/written.py");
    let run = Command::new(python).arg(script).args(programs).output().expect("the interpreter that was found starts");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    serde_json::from_slice(&run.stdout).expect("it prints its output as JSON")
}

#[test]
fn the_recorded_output_is_what_cpython_prints() {
    let Some(python) = recorder() else {
        println!("there is no CPython 3.13");
        return;
    };
    let programs: Vec<_> = programs().into_iter().filter(|path| !NEWER.contains(&&*name(path))).collect();
    let references = references(&python, &programs);
    let wrong = programs.iter().zip(&references).filter(|(path, printed)| differs(path, &recorded(path), printed));
    assert_eq!(wrong.count(), 0, "EXCEPT_STAR_BLESS=1 and the ignored test beside this record anew");
}

/// Renews what is recorded; `EXCEPT_STAR_PROGRAM` names one program.
#[test]
#[ignore = "records the outputs of the programs; needs CPython 3.13"]
fn bless() {
    let Some(recording) = Recording::permitted() else { return };
    let python = recorder().expect("recording needs CPython 3.13: on the path, or named by EXCEPT_STAR_PYTHON");
    let programs: Vec<_> = programs().into_iter().filter(|path| !NEWER.contains(&&*name(path))).collect();
    for (path, printed) in programs.iter().zip(references(&python, &programs)) {
        for (printed, ending) in printed.iter().zip(["out", "err"]) {
            let file = path.with_extension(ending);
            if !printed.is_empty() {
                recording.write(&file, printed);
            } else if file.exists() {
                fs::remove_file(&file).expect("it can be removed");
            }
        }
    }
}
