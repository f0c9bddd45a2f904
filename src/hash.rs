//! Sets and maps by hash, all with one hasher.
//!
//! Invariant: they are only looked up, never iterated, so the order that the hasher gives is nowhere seen; a lint of Clippy
//! (`iter_over_hash_type`) keeps it so. Keys are addresses and names of a program, so nobody floods a map with collisions.

use std::hash::{BuildHasherDefault, Hasher};

pub(crate) type HashMap<K, V> = std::collections::HashMap<K, V, BuildHasherDefault<Mixer>>;
pub(crate) type HashSet<K> = std::collections::HashSet<K, BuildHasherDefault<Mixer>>;

/// Mixes each number into those before it, by one rotation and one multiplication.
#[derive(Default)]
pub(crate) struct Mixer(u64);

impl Hasher for Mixer {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64((*byte).into());
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = (self.0.rotate_left(5) ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn write_usize(&mut self, number: usize) {
        self.write_u64(number as u64);
    }
}
