//! Owns what text a seed stands for.
//!
//! Invariant: the same seed gives the same text, on every machine.

use std::fs;
use std::path::Path;

use except_star::python::Text;

use crate::dice::Dice;
use crate::tokens::{WORDS, choose, one_in};
use crate::{expressions, mutations, nests};

/// The folders of the programs that are mutated.
const FOLDERS: [&str; 3] = ["tests/python/programs", "tests/python/cases", "src/scenarios"];

/// The programs.
pub(crate) struct Texts(Vec<String>);

impl Texts {
    pub(crate) fn new() -> Self {
        let mut paths = Vec::new();
        FOLDERS.iter().for_each(|folder| find(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut paths));
        paths.sort();
        let read = |path: &std::path::PathBuf| fs::read_to_string(path).expect("it can be read");
        Self(paths.iter().map(read).collect())
    }

    pub(crate) fn text(&self, seed: u64) -> String {
        let dice = &mut Dice::new(&format!("fuzz {seed}"));
        let (program, other): (&String, &String) = (choose(dice, &self.0), choose(dice, &self.0));
        match dice.below(100) {
            0..45 => compiling(|| mutations::mutate(dice, program, other)),
            45..75 => expressions::program(dice),
            75..92 => nests::nest(dice),
            92..96 => tokens(dice),
            kind @ 96..99 => {
                let text = if kind == 98 { nests::nest(dice) } else { expressions::program(dice) };
                mutations::mutate(dice, &text, other)
            }
            _ => bytes(dice),
        }
    }
}

/// The first text of a few that compiles; the last one, if none does.
fn compiling(mut make: impl FnMut() -> String) -> String {
    for _ in 0..5 {
        let text = make();
        if Text::new("program.py", &text).is_ok() {
            return text;
        }
    }
    make()
}

fn find(folder: &Path, paths: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).expect("it is there") {
        let path = entry.expect("it can be read").path();
        if path.is_dir() {
            find(&path, paths);
        } else if path.extension().is_some_and(|ending| ending == "py") {
            paths.push(path);
        }
    }
}

fn tokens(dice: &mut Dice) -> String {
    let mut text = String::new();
    for _ in 0..dice.below(400) {
        let word = *choose(dice, WORDS);
        text.push_str(word);
        if one_in(dice, 2) {
            text.push(' ');
        }
    }
    text
}

fn bytes(dice: &mut Dice) -> String {
    let most = *choose(dice, &[0x80, 0x100, 0x800, 0x11_0000]);
    let bytes = *choose(dice, &[10, 1_000, 20_000]);
    let bytes = 1 + dice.below(bytes);
    (0..bytes).filter_map(|_| char::from_u32(dice.below(most) as u32)).collect()
}
