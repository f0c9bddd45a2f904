//! The part of `random` that is written in Rust: the Mersenne Twister, and the hash that makes seeds of texts.
//!
//! Invariant: a program that sets no seed draws the numbers of the run's.

use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

use num_bigint::{BigInt, BigUint};

use super::{Definition, method};
use crate::Result;
use crate::exception::{TypeError, ValueError};
use crate::python::native::{Host, fail};
use crate::python::value::Value;
use crate::python::vm::Vm;
use crate::random::Random;

pub(super) const MODULE: Definition = Definition {
    name: "random",
    functions: &[
        ("_new_core", |_, _| Ok(Value::host(Core(RefCell::new(Random::new(0)))))),
        ("_run_core", |vm, _| Ok(Value::host(Core(RefCell::new(vm.random.borrow().clone()))))),
        ("_sha512", |vm, args| {
            let [data] = args.values();
            match data.plain() {
                Value::Bytes(bytes) => Ok(Value::Bytes(sha512(bytes).into())),
                other => fail(TypeError, format!("bytes are needed, not {}", vm.type_name(other))),
            }
        }),
    ],
    setup: |_, _| {},
    source: Some(include_str!("../lib/random.py")),
};

struct Core(RefCell<Random>);

impl Host for Core {
    fn type_name(&self) -> Cow<'_, str> {
        "Random".into()
    }

    fn module(&self) -> &str {
        "_random"
    }

    fn attribute(self: Rc<Self>, _: &Vm, name: &str) -> Result<Option<Value>> {
        Ok(match name {
            "random" => method(&self, name, |this, _, _| Ok(Value::Float(this.0.borrow().random()))),
            "getrandbits" => method(&self, name, |this, vm, args| {
                let [count] = args.values();
                let count = vm.index(&count)?.max(0);
                vm.reserve(count as u64 / 8)?;
                let count = count as usize;
                let random = this.0.borrow();
                let words = (0..count.div_ceil(32)).map(|word| random.bits((count - 32 * word).min(32) as u32) as u32);
                Ok(Value::big(BigUint::new(words.collect()).into()))
            }),
            "seed" => method(&self, name, |this, _, args| {
                let [seed] = args.values();
                let seed = seed.as_big().unwrap_or_else(BigInt::default).magnitude().to_u32_digits();
                // The run's own generator is changed where it stands, since all share it.
                this.0.borrow().seed(if seed.is_empty() { &[0] } else { &seed });
                Ok(Value::None)
            }),
            "getstate" => method(&self, name, |this, _, _| {
                Ok(Value::tuple(this.0.borrow().state().into_iter().map(|word| Value::Int(word.into())).collect()))
            }),
            "setstate" => method(&self, name, |this, vm, args| {
                let [state] = args.values();
                let Some(words) = state.as_tuple() else { return fail(TypeError, "state vector must be a tuple") };
                let words = words.iter().map(|word| Ok(vm.index(word)? as u32)).collect::<Result<Vec<_>>>()?;
                match this.0.borrow().set_state(&words) {
                    true => Ok(Value::None),
                    false => fail(ValueError, "state vector is the wrong size"),
                }
            }),
            _ => None,
        })
    }
}

/// SHA-512 of FIPS 180-4, whose constants are fractions of the roots of the first primes.
fn sha512(data: &[u8]) -> Vec<u8> {
    let primes: Vec<u32> = (2..410).filter(|n| (2..*n).all(|d| n % d != 0)).collect();
    let fraction = |root: BigUint| root.to_u64_digits().first().copied().unwrap_or(0);
    let mut state: Vec<u64> =
        primes[..8].iter().map(|prime| fraction((BigUint::from(*prime) << 128u32).sqrt())).collect();
    let round: Vec<u64> = primes[..80].iter().map(|prime| fraction((BigUint::from(*prime) << 192u32).cbrt())).collect();
    let mut message = data.to_vec();
    message.push(0x80);
    while message.len() % 128 != 112 {
        message.push(0);
    }
    message.extend((data.len() as u128 * 8).to_be_bytes());
    for block in message.chunks(128) {
        let mut words: Vec<u64> =
            block.chunks(8).map(|bytes| bytes.iter().fold(0, |word, byte| word << 8 | u64::from(*byte))).collect();
        for index in 16..80 {
            let (a, b) = (words[index - 15], words[index - 2]);
            let first = a.rotate_right(1) ^ a.rotate_right(8) ^ a >> 7;
            let second = b.rotate_right(19) ^ b.rotate_right(61) ^ b >> 6;
            words.push(words[index - 16].wrapping_add(first).wrapping_add(words[index - 7]).wrapping_add(second));
        }
        let mut s = state.clone();
        for (constant, word) in round.iter().zip(&words) {
            let mixed = s[4].rotate_right(14) ^ s[4].rotate_right(18) ^ s[4].rotate_right(41);
            let chosen = s[4] & s[5] ^ !s[4] & s[6];
            let first = s[7].wrapping_add(mixed).wrapping_add(chosen).wrapping_add(*constant).wrapping_add(*word);
            let mixed = s[0].rotate_right(28) ^ s[0].rotate_right(34) ^ s[0].rotate_right(39);
            let majority = s[0] & s[1] ^ s[0] & s[2] ^ s[1] & s[2];
            s.rotate_right(1);
            s[4] = s[4].wrapping_add(first);
            s[0] = first.wrapping_add(mixed).wrapping_add(majority);
        }
        state.iter_mut().zip(s).for_each(|(sum, word)| *sum = sum.wrapping_add(word));
    }
    state.iter().flat_map(|word| word.to_be_bytes()).collect()
}
