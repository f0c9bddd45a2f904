//! `math`
//!
//! Invariant: errors are those of C's library as CPython reports them.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive};

use super::Definition;
use crate::Result;
use crate::exception::{OverflowError, ValueError};
use crate::python::native::{Args, fail};
use crate::python::types::int;
use crate::python::value::Value;
use crate::python::vm::Vm;

macro_rules! real {
    ($($name:literal => $function:expr),* $(,)?) => {
        &[$(($name, |vm, args| {
            let function: fn(f64) -> f64 = $function;
            let x = number(vm, args.positional.first())?;
            let result = function(x);
            if result.is_nan() && !x.is_nan() {
                return fail(ValueError, "math domain error");
            }
            if result.is_infinite() && x.is_finite() {
                return fail(OverflowError, "math range error");
            }
            Ok(Value::Float(result))
        })),*]
    };
}

const REAL: crate::python::native::Table = real! {
    "sin(x, /)" => f64::sin, "cos(x, /)" => f64::cos, "tan(x, /)" => f64::tan, "asin(x, /)" => f64::asin, "acos(x, /)" => f64::acos,
    "atan(x, /)" => f64::atan, "sinh(x, /)" => f64::sinh, "cosh(x, /)" => f64::cosh, "tanh(x, /)" => f64::tanh, "exp(x, /)" => f64::exp,
    "expm1(x, /)" => f64::exp_m1, "log1p(x, /)" => f64::ln_1p, "fabs(x, /)" => f64::abs, "degrees(x, /)" => f64::to_degrees,
    "radians(x, /)" => f64::to_radians, "cbrt(x, /)" => f64::cbrt, "exp2(x, /)" => f64::exp2, "asinh(x, /)" => f64::asinh,
    "acosh(x, /)" => f64::acosh, "atanh(x, /)" => f64::atanh,
};

pub(super) const MODULE: Definition = Definition {
    name: "math",
    functions: &[
        ("floor(x, /)", |vm, args| whole(vm, &args, "__floor__", f64::floor)),
        ("ceil(x, /)", |vm, args| whole(vm, &args, "__ceil__", f64::ceil)),
        ("trunc(x, /)", |vm, args| whole(vm, &args, "__trunc__", f64::trunc)),
        ("sqrt(x, /)", |vm, args| {
            let x = number(vm, args.positional.first())?;
            if x < 0.0 {
                let shown = crate::repr::float(x);
                return fail(ValueError, format!("expected a nonnegative input, got {shown}"));
            }
            Ok(Value::Float(x.sqrt()))
        }),
        ("pow(x, y, /)", |vm, args| {
            let (x, y) = (number(vm, args.positional.first())?, number(vm, args.positional.get(1))?);
            let result = x.powf(y);
            if result.is_nan() && !x.is_nan() && !y.is_nan() || x == 0.0 && y < 0.0 {
                return fail(ValueError, "math domain error");
            }
            if result.is_infinite() && x.is_finite() && y.is_finite() {
                return fail(OverflowError, "math range error");
            }
            Ok(Value::Float(result))
        }),
        ("log(x, base=None, /)", |vm, args| {
            let log = |value: Option<&Value>| -> Result<f64> {
                let x = of_any_size(vm, value)?;
                if x <= 0.0 {
                    return fail(ValueError, "expected a positive input");
                }
                Ok(scaled(value, x, f64::ln, std::f64::consts::LN_2))
            };
            let x = log(args.positional.first())?;
            match args.positional.get(1) {
                Some(_) => Ok(Value::Float(x / log(args.positional.get(1))?)),
                None => Ok(Value::Float(x)),
            }
        }),
        ("log2(x, /)", |vm, args| logarithm(vm, &args, f64::log2)),
        ("log10(x, /)", |vm, args| logarithm(vm, &args, f64::log10)),
        ("atan2(y, x, /)", |vm, args| {
            Ok(Value::Float(number(vm, args.positional.first())?.atan2(number(vm, args.positional.get(1))?)))
        }),
        ("hypot(*coordinates)", |vm, args| {
            let parts = args.positional.iter().map(|part| number(vm, Some(part))).collect::<Result<Vec<_>>>()?;
            Ok(Value::Float(parts.iter().fold(0.0_f64, |sum, part| sum.hypot(*part))))
        }),
        ("dist(p, q, /)", |vm, args| {
            let [p, q] = args.values();
            let (p, q) = (vm.collect(&p)?, vm.collect(&q)?);
            if p.len() != q.len() {
                return fail(ValueError, "both points must have the same number of dimensions");
            }
            let mut sum = 0.0_f64;
            for (a, b) in p.iter().zip(&q) {
                sum = sum.hypot(number(vm, Some(a))? - number(vm, Some(b))?);
            }
            Ok(Value::Float(sum))
        }),
        ("fmod(x, y, /)", |vm, args| {
            let [x, y] = args.values();
            let (x, y) = (number(vm, Some(&x))?, number(vm, Some(&y))?);
            if y == 0.0 && !x.is_nan() || x.is_infinite() && !y.is_nan() {
                return fail(ValueError, "math domain error");
            }
            Ok(Value::Float(x % y))
        }),
        ("modf(x, /)", |vm, args| {
            let x = number(vm, args.positional.first())?;
            Ok(Value::tuple(vec![Value::Float(x.fract()), Value::Float(x.trunc())]))
        }),
        ("copysign(x, y, /)", |vm, args| {
            Ok(Value::Float(number(vm, args.positional.first())?.copysign(number(vm, args.positional.get(1))?)))
        }),
        ("isnan(x, /)", |vm, args| Ok(Value::Bool(number(vm, args.positional.first())?.is_nan()))),
        ("isinf(x, /)", |vm, args| Ok(Value::Bool(number(vm, args.positional.first())?.is_infinite()))),
        ("isfinite(x, /)", |vm, args| Ok(Value::Bool(number(vm, args.positional.first())?.is_finite()))),
        ("isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)", |vm, args| {
            let [a, b, relative, absolute] = args.options();
            let relative = relative.map_or(Ok(1e-9), |value| number(vm, Some(&value)))?;
            let absolute = absolute.map_or(Ok(0.0), |value| number(vm, Some(&value)))?;
            let (a, b) = (number(vm, a.as_ref())?, number(vm, b.as_ref())?);
            let difference = (a - b).abs();
            let near = difference <= (relative * a.abs().max(b.abs())).max(absolute);
            Ok(Value::Bool(a == b || a.is_finite() && b.is_finite() && near))
        }),
        ("gcd(*integers)", |vm, args| fold(vm, args, BigInt::from(0), |a, b| a.gcd(b))),
        ("lcm(*integers)", |vm, args| fold(vm, args, BigInt::one(), |a, b| a.lcm(b))),
        ("factorial(n, /)", |vm, args| {
            let n = integer(vm, args.positional.first())?;
            if n.is_negative() {
                return fail(ValueError, "factorial() not defined for negative values");
            }
            let n: u32 = u32::try_from(&n).unwrap_or(u32::MAX);
            vm.spend(product_steps(n, 32))?;
            Ok(Value::big((1..=n).fold(BigInt::one(), |product, n| product * n)))
        }),
        ("isqrt(n, /)", |vm, args| {
            let n = integer(vm, args.positional.first())?;
            if n.is_negative() {
                return fail(ValueError, "isqrt() argument must be nonnegative");
            }
            vm.multiplying(16 * n.bits(), n.bits())?;
            Ok(Value::big(n.sqrt()))
        }),
        ("comb(n, k, /)", |vm, args| choose(vm, &args, true)),
        ("perm(n, k=None, /)", |vm, args| choose(vm, &args, false)),
        ("prod(iterable, /, *, start=1)", |vm, args| {
            let [items, start] = args.options();
            let start = start.unwrap_or(Value::Int(1));
            let multiply = |a: Value, b: &Value| vm.binary(ruff_python_ast::Operator::Mult, &a, b, false);
            vm.collect(&Value::option(items))?.iter().try_fold(start, multiply)
        }),
        ("fsum(seq, /)", |vm, args| {
            let [items] = args.values();
            let (mut sum, mut rest) = (0.0_f64, 0.0_f64);
            for item in vm.collect(&items)? {
                let item = number(vm, Some(&item))?;
                let next = sum + item;
                rest += if sum.abs() >= item.abs() { (sum - next) + item } else { (item - next) + sum };
                sum = next;
            }
            Ok(Value::Float(sum + rest))
        }),
    ],
    setup: |_, dict| {
        super::add_functions(dict, "math", MORE);
        super::add_functions(dict, "math", REAL);
        dict.set_str("pi", Value::Float(std::f64::consts::PI));
        dict.set_str("e", Value::Float(std::f64::consts::E));
        dict.set_str("tau", Value::Float(std::f64::consts::TAU));
        dict.set_str("inf", Value::Float(f64::INFINITY));
        dict.set_str("nan", Value::Float(f64::NAN));
    },
    source: None,
};

fn number(vm: &Vm, value: Option<&Value>) -> Result<f64> {
    crate::python::types::float::real(vm, value.unwrap_or(&Value::None))
}

/// As [`number`], but infinite for an integer that is too large for a float.
fn of_any_size(vm: &Vm, value: Option<&Value>) -> Result<f64> {
    match value.and_then(Value::as_float) {
        Some(number) => Ok(number),
        None => number(vm, value),
    }
}

fn integer(vm: &Vm, value: Option<&Value>) -> Result<BigInt> {
    let value = value.unwrap_or(&Value::None);
    match value.as_big() {
        Some(int) => Ok(int),
        None => vm.index(value).map(BigInt::from),
    }
}

fn whole(vm: &Vm, args: &Args, method: &str, round: fn(f64) -> f64) -> Result<Value> {
    let value = args.positional.first().unwrap_or(&Value::None);
    if let Some(function) = vm.special(value, method) {
        return vm.call(&function, Args::default());
    }
    match value.as_big() {
        Some(int) => Ok(Value::big(int)),
        None => int::from_float(round(number(vm, Some(value))?)),
    }
}

fn logarithm(vm: &Vm, args: &Args, log: fn(f64) -> f64) -> Result<Value> {
    let x = of_any_size(vm, args.positional.first())?;
    if x <= 0.0 {
        return fail(ValueError, "expected a positive input");
    }
    Ok(Value::Float(scaled(args.positional.first(), x, log, log(2.0))))
}

/// A logarithm, of a number that is too great for a double by its highest bits; `of_two` is the logarithm of 2.
fn scaled(value: Option<&Value>, x: f64, log: fn(f64) -> f64, of_two: f64) -> f64 {
    match value.and_then(Value::as_big).filter(|_| x.is_infinite()) {
        Some(int) => {
            let shift = int.bits().saturating_sub(64);
            let high = (int >> shift).to_f64().unwrap_or(1.0) / 2_f64.powi(64);
            log(high) + of_two * (shift + 64) as f64
        }
        None => log(x),
    }
}

fn fold(vm: &Vm, args: Args, start: BigInt, combine: fn(&BigInt, &BigInt) -> BigInt) -> Result<Value> {
    let mut result = start;
    for value in &args.positional {
        let value = integer(vm, Some(value))?;
        vm.multiplying(result.bits(), value.bits())?;
        vm.multiplying(result.bits(), value.bits())?;
        result = combine(&result, &value);
    }
    Ok(Value::big(result.abs()))
}

/// The steps of multiplying so many numbers of so many bits, one after the other.
fn product_steps(count: u32, bits: u64) -> u64 {
    let (count, limbs) = (u64::from(count), bits.div_ceil(64));
    count.saturating_mul(count).saturating_mul(bits / 2).saturating_mul(limbs) / 64 / 64
}

fn choose(vm: &Vm, args: &Args, unordered: bool) -> Result<Value> {
    let n = integer(vm, args.positional.first())?;
    let k = match args.positional.get(1) {
        Some(Value::None) | None => n.clone(),
        k => integer(vm, k)?,
    };
    if n.is_negative() || k.is_negative() {
        return fail(ValueError, "n must be a non-negative integer");
    }
    if k > n {
        return Ok(Value::Int(0));
    }
    let k: u32 = u32::try_from(&k).unwrap_or(u32::MAX);
    vm.spend(product_steps(k, n.bits()))?;
    let mut result = BigInt::one();
    for index in 0..k {
        result *= &n - index;
        if unordered {
            result /= index + 1;
        }
    }
    Ok(Value::big(result))
}

/// What is about the representation of numbers.
const MORE: crate::python::native::Table = &[
    ("sumprod(p, q, /)", |vm, args| {
        let [p, q] = args.values();
        let (p, q) = (vm.collect(&p)?, vm.collect(&q)?);
        if p.len() != q.len() {
            return fail(ValueError, "Inputs are not the same length");
        }
        let mut total = Value::Int(0);
        for (a, b) in p.iter().zip(&q) {
            let product = vm.binary(ruff_python_ast::Operator::Mult, a, b, false)?;
            total = vm.binary(ruff_python_ast::Operator::Add, &total, &product, false)?;
        }
        Ok(total)
    }),
    ("fma(x, y, z, /)", |vm, args| {
        let [x, y, z] = args.values();
        let (x, y, z) = (number(vm, Some(&x))?, number(vm, Some(&y))?, number(vm, Some(&z))?);
        Ok(Value::Float(x.mul_add(y, z)))
    }),
    ("remainder(x, y, /)", |vm, args| {
        let [x, y] = args.values();
        let (x, y) = (number(vm, Some(&x))?, number(vm, Some(&y))?);
        if y == 0.0 || x.is_infinite() && !y.is_nan() {
            return fail(ValueError, "math domain error");
        }
        if y.is_infinite() || x.is_nan() || y.is_nan() {
            return Ok(Value::Float(if y.is_infinite() { x } else { f64::NAN }));
        }
        // `m_remainder` in Modules/mathmodule.c.
        let (a, b) = (x.abs(), y.abs());
        let m = a % b;
        let c = b - m;
        let r = match m.partial_cmp(&c) {
            Some(std::cmp::Ordering::Less) => m,
            Some(std::cmp::Ordering::Greater) => -c,
            _ => m - 2.0 * ((0.5 * (a - m)) % b),
        };
        Ok(Value::Float(1.0_f64.copysign(x) * r))
    }),
    ("frexp(x, /)", |vm, args| {
        let [x] = args.values();
        let x = number(vm, Some(&x))?;
        if x == 0.0 || !x.is_finite() {
            return Ok(Value::tuple(vec![Value::Float(x), Value::Int(0)]));
        }
        let (mut mantissa, mut exponent) = (x, 0);
        while mantissa.abs() >= 1.0 {
            mantissa /= 2.0;
            exponent += 1;
        }
        while mantissa.abs() < 0.5 {
            mantissa *= 2.0;
            exponent -= 1;
        }
        Ok(Value::tuple(vec![Value::Float(mantissa), Value::Int(exponent)]))
    }),
    ("ldexp(x, i, /)", |vm, args| {
        let [x, power] = args.values();
        let x = number(vm, Some(&x))?;
        let power = integer(vm, Some(&power))?.to_i64().unwrap_or(i64::MAX).clamp(-5000, 5000) as i32;
        // In three steps, since a power of two alone may be no double.
        let steps = [power / 3, power / 3, power - 2 * (power / 3)];
        let result = steps.iter().fold(x, |x, step| x * 2_f64.powi(*step));
        if result.is_infinite() && x.is_finite() {
            fail(OverflowError, "math range error")
        } else {
            Ok(Value::Float(result))
        }
    }),
    ("nextafter(x, y, /, *, steps=None)", |vm, args| {
        let [x, y] = args.values();
        let (x, y) = (number(vm, Some(&x))?, number(vm, Some(&y))?);
        Ok(Value::Float(match x.partial_cmp(&y) {
            None => f64::NAN,
            Some(std::cmp::Ordering::Less) => x.next_up(),
            Some(std::cmp::Ordering::Greater) => x.next_down(),
            Some(std::cmp::Ordering::Equal) => y,
        }))
    }),
    ("ulp(x, /)", |vm, args| {
        let [x] = args.values();
        let x = number(vm, Some(&x))?.abs();
        Ok(Value::Float(if !x.is_finite() {
            x
        } else {
            match x.next_up() {
                next if next.is_infinite() => x - x.next_down(),
                next => next - x,
            }
        }))
    }),
];
