//! Random numbers that are the same on every machine, to choose test values with.
//!
//! Invariant: what comes out depends on the seed alone.

/// SplitMix64: a generator of five lines is enough to choose test values.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(name: &str) -> Self {
        Self(name.bytes().fold(0, |state: u64, byte| state.wrapping_mul(31).wrapping_add(u64::from(byte))))
    }

    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % bound
    }
}
