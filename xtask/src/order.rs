//! The order of a module's functions.
//!
//! A compressor finds a repetition sooner the nearer it is, so functions that are alike are to be neighbours. Invariant: nothing
//! changes but the names of the functions, by which wasm-opt then orders them; and of the same module the order is the same.

use std::collections::HashMap;
use std::ops::Range;

/// How many bytes of a function are one piece of it. Functions are alike as far as they have the same pieces.
const PIECE: usize = 4;

/// A piece that stands in so many functions says nothing of any.
const COMMON: usize = 400;

/// Names the functions of a module, which has no names, by their places in the order: `000000`, `000001`, and so on.
pub fn name_by_order(module: &mut Vec<u8>) {
    let Functions { imported, bodies } = functions(module);
    let pieces: Vec<_> = bodies.iter().map(|body| pieces(&module[body.clone()])).collect();
    let mut names: Vec<_> = order(&pieces).into_iter().enumerate().map(|(place, index)| (index, place)).collect();
    names.sort_unstable();
    let mut map = Vec::new();
    write(&mut map, names.len());
    for (index, place) in names {
        let name = format!("{place:06}");
        write(&mut map, imported + index);
        write(&mut map, name.len());
        map.extend(name.bytes());
    }
    let mut section = b"\x04name\x01".to_vec();
    write(&mut section, map.len());
    section.extend(map);
    module.push(CUSTOM);
    write(module, section.len());
    module.extend(section);
}

/// One function after the other: after each the one that is most like it, of equal ones the first. It begins with the one of
/// the most pieces.
fn order(pieces: &[Vec<u64>]) -> Vec<usize> {
    let mut functions_with: HashMap<u64, Vec<usize>> = HashMap::new();
    for (index, pieces) in pieces.iter().enumerate() {
        for piece in pieces {
            functions_with.entry(*piece).or_default().push(index);
        }
    }
    let mut left = vec![true; pieces.len()];
    let mut next = (0..pieces.len()).rev().max_by_key(|index| pieces[*index].len());
    let mut order = Vec::new();
    while let Some(last) = next {
        order.push(last);
        left[last] = false;
        let mut shared = vec![0; pieces.len()];
        for functions in pieces[last].iter().map(|piece| &functions_with[piece]).filter(|all| all.len() <= COMMON) {
            functions.iter().for_each(|index| shared[*index] += 1);
        }
        // The part of the pieces of both that they share, in millionths.
        let alike =
            |index: &usize| shared[*index] * 1_000_000 / (pieces[last].len() + pieces[*index].len() - shared[*index]);
        next = (0..pieces.len()).rev().filter(|index| left[*index]).max_by_key(alike);
    }
    order
}

/// The different pieces of a function.
fn pieces(body: &[u8]) -> Vec<u64> {
    let number = |piece: &[u8]| piece.iter().fold(0, |number, byte| number << 8 | u64::from(*byte));
    let mut pieces: Vec<_> = body.windows(PIECE.min(body.len())).map(number).collect();
    pieces.sort_unstable();
    pieces.dedup();
    pieces
}

struct Functions {
    /// How many are imported. They come first where functions are counted.
    imported: usize,
    bodies: Vec<Range<usize>>,
}

// The numbers of sections: <https://webassembly.github.io/spec/core/binary/modules.html#sections>.
const CUSTOM: u8 = 0;
const IMPORT: u8 = 2;
const CODE: u8 = 10;

fn functions(module: &[u8]) -> Functions {
    let mut functions = Functions { imported: 0, bodies: Vec::new() };
    let mut at = b"\0asm\x01\0\0\0".len();
    while at < module.len() {
        let section = module[at];
        at += 1;
        let end = read(module, &mut at) + at;
        match section {
            IMPORT => {
                for _ in 0..read(module, &mut at) {
                    // Module and name.
                    for _ in 0..2 {
                        at += read(module, &mut at);
                    }
                    at += 1;
                    assert_eq!(module[at - 1], 0, "wasm-bindgen imports functions alone");
                    read(module, &mut at);
                    functions.imported += 1;
                }
            }
            CODE => {
                for _ in 0..read(module, &mut at) {
                    let length = read(module, &mut at);
                    functions.bodies.push(at..at + length);
                    at += length;
                }
            }
            _ => {}
        }
        at = end;
    }
    functions
}

/// Reads an unsigned number in LEB128, and goes behind it.
fn read(module: &[u8], at: &mut usize) -> usize {
    let mut number = 0;
    for shift in (0..).step_by(7) {
        let byte = module[*at];
        *at += 1;
        number |= usize::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            break;
        }
    }
    number
}

fn write(bytes: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Imports one function `m.f`; its own functions have these bodies.
    fn module(bodies: &[&[u8]]) -> Vec<u8> {
        let mut module = b"\0asm\x01\0\0\0\x02\x07\x01\x01m\x01f\0\0".to_vec();
        let mut code = Vec::new();
        write(&mut code, bodies.len());
        for body in bodies {
            write(&mut code, body.len());
            code.extend(*body);
        }
        module.push(CODE);
        write(&mut module, code.len());
        module.extend(code);
        module
    }

    #[test]
    fn functions_that_are_alike_become_neighbours() {
        let long: Vec<u8> = (0..200).collect();
        let like: Vec<u8> = (100..200).collect();
        let mut named = module(&[b"nothing like them", &like, b"another", &long]);
        let before = named.clone();
        name_by_order(&mut named);
        assert!(named.starts_with(&before), "what was there stays");
        // Function 0 is imported. The one of the most pieces comes first, then the one that is like it, then the others as they stand.
        let names = b"\0\x28\x04name\x01\x21\x04\x01\x06000002\x02\x06000001\x03\x06000003\x04\x06000000";
        assert_eq!(named[before.len()..], *names);
    }

    #[test]
    fn numbers_are_read_as_they_are_written() {
        for number in [0, 1, 127, 128, 300, 16_384, 1 << 30] {
            let mut bytes = Vec::new();
            write(&mut bytes, number);
            let mut at = 0;
            assert_eq!((read(&bytes, &mut at), at), (number, bytes.len()));
        }
    }
}
