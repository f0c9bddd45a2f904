//! Python's random numbers, bit for bit: Lib/random.py and Modules/_randommodule.c.
//!
//! Invariant: the numbers follow from the seed alone.

use std::cell::RefCell;
use std::rc::Rc;

use mt19937::MT19937;

/// A generator of random numbers: `random.Random`, the Mersenne Twister. Clones are the same generator.
///
/// ```
/// use except_star::random::Random;
///
/// let random = Random::new(42);
/// assert_eq!(random.random(), 0.6394267984578837);
/// assert_eq!(random.random(), 0.025010755222666936);
/// assert_eq!(random.uniform(1.0, 2.0), 1.2750293183691193);
/// assert_eq!(random.randint(1, 6), 2);
/// assert_eq!(random.choice(&['a', 'b', 'c']), Some(&'a'));
/// ```
#[derive(Clone)]
pub struct Random {
    twister: Rc<RefCell<MT19937>>,
}

impl Random {
    /// A generator with this seed: `random.seed(seed)`.
    pub fn new(seed: u64) -> Self {
        // The seed's 32-bit words, little end first, without leading zeros but at least one.
        let words = [seed as u32, (seed >> 32) as u32];
        let words = if words[1] == 0 { &words[..1] } else { &words[..] };
        Self { twister: Rc::new(RefCell::new(MT19937::new_with_slice_seed(words))) }
    }

    /// Begins anew with a seed of these 32-bit words, little end first; clones do so, too.
    #[cfg(feature = "python")]
    pub(crate) fn seed(&self, words: &[u32]) {
        self.twister.replace(MT19937::new_with_slice_seed(words));
    }

    /// The words of the state, and the place among them behind.
    #[cfg(feature = "python")]
    pub(crate) fn state(&self) -> Vec<u32> {
        let twister = self.twister.borrow();
        twister.get_state().iter().copied().chain([twister.get_index() as u32]).collect()
    }

    /// Takes over what [`state`](Self::state) has given; false if it is no state.
    #[cfg(feature = "python")]
    pub(crate) fn set_state(&self, state: &[u32]) -> bool {
        let Some((index, words)) = state.split_last() else { return false };
        let Ok(words) = words.try_into() else { return false };
        let mut twister = self.twister.borrow_mut();
        twister.set_state(words);
        twister.set_index(*index as usize);
        true
    }

    /// A number from 0 up to but not 1.
    pub fn random(&self) -> f64 {
        mt19937::gen_res53(&mut *self.twister.borrow_mut())
    }

    /// A number between `a` and `b`.
    pub fn uniform(&self, a: f64, b: f64) -> f64 {
        a + (b - a) * self.random()
    }

    /// A whole number from `a` to `b`, both included; `a` if `b` is not greater.
    ///
    /// # Differences from Python
    /// There an empty range is a ValueError.
    pub fn randint(&self, a: i64, b: i64) -> i64 {
        let width = b.wrapping_sub(a) as u64;
        if b < a {
            return a;
        }
        // The whole of i64 is the one width that does not fit.
        let below = match width.checked_add(1) {
            Some(bound) => self.below(bound),
            None => self.bits(64),
        };
        a.wrapping_add(below as i64)
    }

    /// One of the items; none if there are none.
    pub fn choice<'a, T>(&self, items: &'a [T]) -> Option<&'a T> {
        if items.is_empty() { None } else { items.get(self.below(items.len() as u64) as usize) }
    }

    /// A number of so many bits, at most 64: `getrandbits`.
    pub fn bits(&self, count: u32) -> u64 {
        let word = || u64::from(rand_core::Rng::next_u32(&mut *self.twister.borrow_mut()));
        match count {
            0 => 0,
            1..=32 => word() >> (32 - count),
            _ => {
                let low = word();
                low | (word() >> (64 - count.min(64))) << 32
            }
        }
    }

    /// `_randbelow`: draws again what is too great. `bound` is not 0.
    fn below(&self, bound: u64) -> u64 {
        let bits = u64::BITS - bound.leading_zeros();
        loop {
            let number = self.bits(bits);
            if number < bound {
                return number;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Random;

    /// What CPython 3.13 gives for `random.seed(seed)`, `random.random()`, `random.randint(-5, 5)`,
    /// `random.getrandbits(64)`, `random.randint(1, 1)`, `random.uniform(-1, 1)`.
    #[test]
    fn the_numbers_are_cpythons() {
        let check = |seed, expected: (f64, i64, u64, i64, f64)| {
            let random = Random::new(seed);
            let drawn = (
                random.random(),
                random.randint(-5, 5),
                random.bits(64),
                random.randint(1, 1),
                random.uniform(-1.0, 1.0),
            );
            assert_eq!(drawn, expected, "seed {seed}");
        };
        check(0, (0.8444218515250481, 1, 4776171008201404212, 1, -0.19013172509917142));
        check(1, (0.13436424411240122, -4, 2175216119781798972, 1, 0.5219248898251512));
        check(42, (0.6394267984578837, -5, 5073395517033431291, 1, -0.5535785237023545));
        check(4294967295, (0.6353574441341173, -2, 11203936300126224297, 1, 0.20610152691644146));
        check(4294967296, (0.11299430095636409, 1, 307624781732766930, 1, 0.2234429251565504));
        check(1099511627783, (0.6137037779936511, 5, 13015927955237707764, 1, -0.49831108826200254));
        check(9007199254740991, (0.09425040007102303, -2, 3529811900423032910, 1, -0.7673663929567649));
        check(18446744073709551615, (0.021825695401270107, 0, 3910109989525945107, 1, 0.2302519991251455));
    }
}
