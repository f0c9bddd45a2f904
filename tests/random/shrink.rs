//! Reduces a program on which the two sides differ to a small one on which they still do.
//!
//! Invariant: every step makes the program smaller, so this ends.

use std::path::Path;

use crate::compare::{run_on_cpython, text};
use crate::interpret;
use crate::program::{Block, Function, count};

pub(crate) fn shrink(python: &Path, mut program: Function) -> Function {
    while let Some(smaller) = smaller(python, &program) {
        program = smaller;
    }
    program
}

/// The smallest of the programs that lack one statement, or have its body in its place, and on which the sides differ.
fn smaller(python: &Path, program: &Function) -> Option<Function> {
    let size = count(&mut program.body.clone());
    let mut candidates = Vec::new();
    for place in 0..size {
        for change in [Change::Drop, Change::Unwrap, Change::DropBlocks] {
            let mut candidate = program.clone();
            if apply(&mut candidate.body, &mut place.clone(), change) == Some(true) {
                candidates.push(candidate);
            }
        }
    }
    let references = run_on_cpython(python, &candidates);
    let differing = candidates.into_iter().zip(references);
    differing
        .filter(|(candidate, theirs)| text(&interpret::run(candidate)) != *theirs)
        .map(|(candidate, _)| candidate)
        .min_by_key(|candidate| count(&mut candidate.body.clone()))
}

#[derive(Clone, Copy)]
enum Change {
    Drop,
    /// Puts the body in place of what stands around it.
    Unwrap,
    /// Empties all blocks within.
    DropBlocks,
}

/// Changes the statement at this place, counted from the outside inwards. None if it is not in this block; false if it
/// cannot be changed so.
fn apply(block: &mut Block, place: &mut usize, change: Change) -> Option<bool> {
    for index in 0..block.len() {
        if *place == 0 {
            match change {
                Change::Drop => drop(block.remove(index)),
                Change::Unwrap => {
                    let Some(inner) = block[index].inner().cloned() else { return Some(false) };
                    block.splice(index..=index, inner);
                }
                Change::DropBlocks => {
                    let mut blocks = block[index].blocks();
                    if blocks.iter().all(|block| block.is_empty()) {
                        return Some(false);
                    }
                    blocks.iter_mut().for_each(|block| block.clear());
                }
            }
            return Some(true);
        }
        *place -= 1;
        for inner in block[index].blocks() {
            if let Some(changed) = apply(inner, place, change) {
                return Some(changed);
            }
        }
    }
    None
}
