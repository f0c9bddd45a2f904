//! `random`, bit for bit.
//!
//! Invariant: a program that sets no seed draws the numbers of the run's.

use super::Definition;
use crate::Result;
use crate::exception::{IndexError, TypeError, ValueError};
use crate::python::native::fail;
use crate::python::value::Value;
use crate::python::vm::Vm;
use crate::random::Random;

pub(super) const MODULE: Definition = Definition {
    name: "random",
    functions: &[
        ("seed", |vm, args| {
            let [seed] = args.up_to("seed", 0)?;
            match Value::option(seed) {
                Value::None => {}
                value => match value.as_int() {
                    Some(seed) => drop(vm.random.replace(Random::new(seed.unsigned_abs()))),
                    None => return fail(TypeError, "a seed that is no integer is not here"),
                },
            }
            Ok(Value::None)
        }),
        ("random", |vm, _| Ok(Value::Float(vm.random.borrow().random()))),
        ("uniform", |vm, args| {
            let [a, b] = args.bind("uniform", ["a", "b"], 2)?;
            let (a, b) = (float(vm, a)?, float(vm, b)?);
            Ok(Value::Float(vm.random.borrow().uniform(a, b)))
        }),
        ("randint", |vm, args| {
            let [a, b] = args.bind("randint", ["a", "b"], 2)?;
            let (a, b) = (vm.index(&Value::option(a))?, vm.index(&Value::option(b))?);
            if b < a {
                return fail(ValueError, format!("empty range in randrange({a}, {})", b + 1));
            }
            Ok(Value::Int(vm.random.borrow().randint(a, b)))
        }),
        ("randrange", |vm, args| {
            let [start, stop, step] = args.bind("randrange", ["start", "stop", "step"], 1)?;
            let start = vm.index(&Value::option(start))?;
            let (start, stop) = match stop {
                None | Some(Value::None) => (0, start),
                Some(stop) => (start, vm.index(&stop)?),
            };
            let step = step.map_or(Ok(1), |step| vm.index(&step))?;
            let range = crate::python::value::Range { start, stop, step };
            if step == 0 {
                return fail(ValueError, "zero step for randrange()");
            }
            if range.len() == 0 {
                return fail(ValueError, format!("empty range in randrange({start}, {stop})"));
            }
            Ok(Value::Int(start + step * vm.random.borrow().randint(0, range.len() - 1)))
        }),
        ("choice", |vm, args| {
            let [items] = args.bind("choice", ["seq"], 1)?;
            let items = vm.collect(&Value::option(items))?;
            let chosen = vm.random.borrow().choice(&items).cloned();
            match chosen {
                Some(item) => Ok(item),
                None => fail(IndexError, "Cannot choose from an empty sequence"),
            }
        }),
        ("choices", |vm, mut args| {
            let count = args.keyword("k").map_or(Ok(1), |count| vm.index(&count))?;
            let weights = args.keyword("weights");
            let [items, more] = args.bind("choices", ["population", "weights"], 1)?;
            let items = vm.collect(&Value::option(items))?;
            let weights = weights.or(more).filter(|weights| !weights.is_none());
            choices(vm, &items, weights, count.max(0) as usize)
        }),
        ("shuffle", |vm, args| {
            let [list] = args.bind("shuffle", ["x"], 1)?;
            let list = Value::option(list);
            let Some(list) = list.as_list() else { return fail(TypeError, "a list is needed") };
            let len = list.borrow().len();
            for index in (1..len).rev() {
                let other = vm.random.borrow().randint(0, index as i64) as usize;
                list.borrow_mut().swap(index, other);
            }
            Ok(Value::None)
        }),
        ("sample", |vm, args| {
            let [items, count] = args.bind("sample", ["population", "k"], 2)?;
            let items = vm.collect(&Value::option(items))?;
            sample(vm, &items, vm.index(&Value::option(count))?)
        }),
        ("getrandbits", |vm, args| {
            let [count] = args.bind("getrandbits", ["k"], 1)?;
            let count = vm.index(&Value::option(count))?.clamp(0, 64) as u32;
            Ok(Value::big(vm.random.borrow().bits(count).into()))
        }),
        ("expovariate", |vm, args| {
            let [rate] = args.bind("expovariate", ["lambd"], 0)?;
            let rate = rate.map_or(Ok(1.0), |rate| float(vm, Some(rate)))?;
            Ok(Value::Float(-(1.0 - vm.random.borrow().random()).ln() / rate))
        }),
    ],
    setup: |_, _| {},
    source: None,
};

fn float(vm: &Vm, value: Option<Value>) -> Result<f64> {
    let value = Value::option(value);
    match value.as_float() {
        Some(float) => Ok(float),
        None => fail(TypeError, format!("must be real number, not {}", vm.type_name(&value))),
    }
}

fn choices(vm: &Vm, items: &[Value], weights: Option<Value>, count: usize) -> Result<Value> {
    vm.reserve(count * size_of::<Value>())?;
    if items.is_empty() {
        return fail(IndexError, "Cannot choose from an empty sequence");
    }
    let mut total = 0.0;
    let mut sums = Vec::new();
    if let Some(weights) = weights {
        for weight in vm.collect(&weights)? {
            total += float(vm, Some(weight))?;
            sums.push(total);
        }
        if sums.len() != items.len() {
            return fail(ValueError, "The number of weights does not match the population");
        }
        if total <= 0.0 {
            return fail(ValueError, "Total of weights must be greater than zero");
        }
    }
    let random = vm.random.borrow();
    let pick = |_| {
        let drawn = random.random();
        let place = match sums.is_empty() {
            true => (drawn * items.len() as f64).floor() as usize,
            false => sums.partition_point(|sum| *sum <= drawn * total).min(items.len() - 1),
        };
        items[place].clone()
    };
    Ok(Value::list((0..count).map(pick).collect()))
}

/// `Random.sample` in Lib/random.py: by a pool if it is small, else by a set of places.
fn sample(vm: &Vm, items: &[Value], count: i64) -> Result<Value> {
    let (len, count) = (items.len(), usize::try_from(count).unwrap_or(usize::MAX));
    if count > len {
        return fail(ValueError, "Sample larger than population or is negative");
    }
    let random = vm.random.borrow();
    let mut set_size = 21;
    if count > 5 {
        set_size += 4_usize.pow(((count * 3) as f64).log(4.0).ceil() as u32);
    }
    let mut chosen = Vec::with_capacity(count);
    if len <= set_size {
        let mut pool = items.to_vec();
        for index in 0..count {
            let place = random.randint(0, (len - index) as i64 - 1) as usize;
            chosen.push(pool[place].clone());
            pool[place] = pool[len - index - 1].clone();
        }
    } else {
        let mut taken = std::collections::BTreeSet::new();
        for _ in 0..count {
            let mut place = random.randint(0, len as i64 - 1);
            while !taken.insert(place) {
                place = random.randint(0, len as i64 - 1);
            }
            chosen.push(items[place as usize].clone());
        }
    }
    Ok(Value::list(chosen))
}
