//! Owns what `range` is: whole numbers of any size, from a start up or down to a stop.
//!
//! Invariant: each part is an `int`, and the step is not zero; no question is answered by going through the numbers.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{Signed, ToPrimitive};

use super::Value;
use crate::python::iterator::IteratorState;
use crate::python::memory::Counted;

pub(crate) struct Range {
    pub(crate) start: Value,
    pub(crate) stop: Value,
    pub(crate) step: Value,
}

impl Range {
    fn of([start, stop, step]: [BigInt; 3]) -> Value {
        Self::value([start, stop, step].map(Value::big))
    }

    pub(crate) fn value([start, stop, step]: [Value; 3]) -> Value {
        Value::Range(Counted::new(Range { start, stop, step }))
    }

    /// Its parts, where each fits into 64 bits; with room for what is reckoned from them.
    fn small(&self) -> Option<[i128; 3]> {
        match (&self.start, &self.stop, &self.step) {
            (Value::Int(start), Value::Int(stop), Value::Int(step)) => Some([*start, *stop, *step].map(i128::from)),
            _ => None,
        }
    }

    fn big(&self) -> [BigInt; 3] {
        [&self.start, &self.stop, &self.step].map(|part| part.as_big().unwrap_or_default())
    }

    pub(crate) fn len(&self) -> BigInt {
        match self.small() {
            Some([start, stop, step]) => count(start, stop, &step).into(),
            None => {
                let [start, stop, step] = self.big();
                count(start, stop, &step)
            }
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.len() == BigInt::ZERO
    }

    /// The number at a place, which may be one behind the last.
    pub(crate) fn at(&self, place: &BigInt) -> BigInt {
        let [start, _, step] = self.big();
        start + place * step
    }

    /// The place of a number.
    pub(crate) fn place(&self, number: &Value) -> Option<BigInt> {
        match (self.small(), number.as_int()) {
            (Some([start, stop, step]), Some(number)) => place(start, &stop, &step, number.into()).map(BigInt::from),
            _ => {
                let [start, stop, step] = self.big();
                place(start, &stop, &step, number.as_big()?)
            }
        }
    }

    /// Those between two places, each so many from the one before.
    pub(crate) fn slice(&self, start: &BigInt, stop: &BigInt, step: BigInt) -> Value {
        let [.., own] = self.big();
        Self::of([self.at(start), self.at(stop), own * step])
    }

    pub(crate) fn reversed(&self) -> Value {
        self.slice(&(self.len() - 1), &BigInt::from(-1), BigInt::from(-1))
    }

    /// What makes it equal to another one: how many numbers there are, and as far as these tell them, the first and the step.
    pub(crate) fn identity(&self) -> [Value; 3] {
        let len = Value::big(self.len());
        match len {
            Value::Int(0) => [len, Value::None, Value::None],
            Value::Int(1) => [len, self.start.clone(), Value::None],
            _ => [len, self.start.clone(), self.step.clone()],
        }
    }
}

impl IteratorState {
    pub(crate) fn of_range(range: &Counted<Range>) -> Self {
        let small = range.small().and_then(|[start, stop, step]| {
            let left = count(start, stop, &step);
            let is_small = i64::try_from(start + left * step).is_ok();
            Some((start.to_i64()?, left.to_i64().filter(|_| is_small)?, step.to_i64()?))
        });
        match small {
            Some((next, left, step)) => IteratorState::Range { next, left, step },
            None => IteratorState::LongRange(range.clone(), 0),
        }
    }
}

fn count<T: Integer + Signed>(start: T, stop: T, step: &T) -> T {
    let distance = if step.is_positive() { stop - start } else { start - stop };
    if distance.is_positive() { (distance - T::one()) / step.abs() + T::one() } else { T::zero() }
}

fn place<T: Integer + Signed>(start: T, stop: &T, step: &T, number: T) -> Option<T> {
    let is_inside =
        if step.is_positive() { start <= number && number < *stop } else { *stop < number && number <= start };
    let (place, rest) = (number - start).div_rem(step);
    (is_inside && rest.is_zero()).then_some(place)
}
