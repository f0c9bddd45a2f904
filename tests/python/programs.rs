//! Programs of the kind that people write: `programs/NAME.py`, and beside it what CPython prints.
//!
//! Invariant: the output is compared whole: standard output in `NAME.out`, standard error in `NAME.err` where there is any.

use std::fs;
use std::path::{Path, PathBuf};

use except_star::Instantly;
use except_star::program::{Settings, run};
use except_star::python::Text;
use except_star::trace::Stream;
use futures::executor::block_on;

fn programs() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/python/programs");
    let mut found: Vec<PathBuf> = fs::read_dir(folder)
        .expect("it is there")
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "py"))
        .collect();
    found.sort();
    found
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

#[test]
fn programs_print_what_cpython_prints() {
    let only = std::env::var("EXCEPT_STAR_PROGRAM").ok();
    let mut wrong = Vec::new();
    let programs = programs();
    assert!(!programs.is_empty());
    for path in &programs {
        let name = path.file_stem().expect("it has one").to_string_lossy().into_owned();
        if only.as_ref().is_some_and(|only| *only != name) {
            continue;
        }
        let want = ["out", "err"].map(|ending| fs::read_to_string(path.with_extension(ending)).unwrap_or_default());
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
