//! Programs of the kind that people write: `programs/**/NAME.py`, and beside it what CPython 3.14 prints. The programs of
//! `programs/starting` are those that the page offers: they stand in `www/src/programs`, their outputs here.
//!
//! Invariant: the output is compared whole: standard output in `NAME.out`, standard error in `NAME.err` where there is any. Addresses
//! become `…`, as corpus.py, which records the outputs, has it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use except_star::Instantly;
use except_star::program::{Settings, run};
use except_star::python::Text;
use except_star::trace::Stream;
use futures::executor::block_on;

use crate::python;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/python/programs")
}

fn starting() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("www/src/programs")
}

/// Where the outputs of a program stand: this path, with another ending.
fn kept(program: &Path) -> PathBuf {
    program.strip_prefix(starting()).map_or(program.to_owned(), |name| folder().join("starting").join(name))
}

/// The programs of a folder and of those in it.
fn programs(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("it is there") {
        let path = entry.expect("it can be read").path();
        if path.is_dir() {
            found.extend(programs(&path));
        } else if path.extension().is_some_and(|ending| ending == "py") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// ` at 0x7f…` becomes ` at 0x…`.
fn without_addresses(line: &str) -> String {
    let mut parts = line.split(" at 0x");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str(" at 0x…");
        out.push_str(part.trim_start_matches(|c: char| c.is_ascii_hexdigit()));
    }
    out
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
                stream.push_str(&without_addresses(&line.text));
                stream.push('\n');
            }
        }
    }
    streams
}

#[test]
fn programs_print_what_cpython_prints() {
    let only = std::env::var("EXCEPT_STAR_PROGRAM").ok();
    let (folder, mut wrong) = (folder(), Vec::new());
    let programs = [programs(&folder), programs(&starting())].concat();
    assert!(!programs.is_empty());
    for path in &programs {
        let kept = kept(path);
        let name = kept.with_extension("").strip_prefix(&folder).expect("it is in it").to_string_lossy().into_owned();
        if only.as_ref().is_some_and(|only| *only != name) {
            continue;
        }
        let want = ["out", "err"].map(|ending| fs::read_to_string(kept.with_extension(ending)).unwrap_or_default());
        let got = output(path);
        for (got, want) in got.iter().zip(&want) {
            if got != want {
                let at = got.lines().zip(want.lines()).take_while(|(a, b)| a == b).count();
                println!(
                    "{name}, line {}\n   got  {:?}\n   want {:?}",
                    at + 1,
                    got.lines().nth(at),
                    want.lines().nth(at)
                );
                wrong.push(name.clone());
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {} print something else: {wrong:?}", wrong.len(), programs.len());
}

#[test]
fn the_kept_outputs_are_what_the_cpython_that_is_found_prints() {
    let Some(found) = python::find() else {
        println!("no CPython 3.13 or later is found, so this is left out");
        return;
    };
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/python/corpus.py");
    let run = Command::new(found).arg(script).output().expect("the interpreter that was found starts");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
}
