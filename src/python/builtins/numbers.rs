//! Owns the builtins for numbers.
//!
//! Invariant: rounding is to the nearest, and to the even one of two.

use num_bigint::{BigInt, Sign};
use num_integer::Integer;
use num_traits::{One, Signed, Zero};
use ruff_python_ast::Operator;

use crate::Result;
use crate::exception::{TypeError, ValueError};
use crate::python::native::{Args, Table, fail};
use crate::python::signature::signature;
use crate::python::types::{bytes, float, int};
use crate::python::value::Value;
use crate::python::vm::Vm;

pub(super) const FUNCTIONS: Table = &[
    ("abs(x, /)", |vm, args| {
        let [value] = args.values();
        absolute(vm, &value)
    }),
    ("round(number, ndigits=None)", |vm, args| {
        let [number, digits] = args.options();
        round(vm, &Value::option(number), &Value::option(digits))
    }),
    ("divmod(x, y, /)", |vm, args| {
        let [a, b] = args.values();
        if let Some(function) = vm.special(&a, "__divmod__") {
            return vm.call(&function, Args::one(&b));
        }
        let quotient = match vm.binary(Operator::FloorDiv, &a, &b, false) {
            Err(error)
                if error.is(TypeError) && error.to_string().starts_with("unsupported operand type(s) for //:") =>
            {
                let (a, b) = (vm.type_name(&a), vm.type_name(&b));
                return fail(TypeError, format!("unsupported operand type(s) for divmod(): '{a}' and '{b}'"));
            }
            other => other?,
        };
        Ok(Value::tuple(vec![quotient, vm.binary(Operator::Mod, &a, &b, false)?]))
    }),
    ("pow(base, exp, mod=None)", |vm, args| {
        let [base, exponent, modulus] = args.options();
        let (base, exponent) = (Value::option(base), Value::option(exponent));
        match modulus {
            None | Some(Value::None) => vm.binary(Operator::Pow, &base, &exponent, false),
            Some(modulus) => power(vm, &base, &exponent, &modulus),
        }
    }),
    ("bin(number, /)", |vm, args| radix(vm, args, 'b')),
    ("oct(number, /)", |vm, args| radix(vm, args, 'o')),
    ("hex(number, /)", |vm, args| radix(vm, args, 'x')),
    ("chr(i, /)", |vm, args| {
        let [code] = args.values();
        let code = match code.plain() {
            Value::Big(_) => -1,
            _ => vm.index(&code)?,
        };
        match char::from_u32(u32::try_from(code).unwrap_or(u32::MAX)) {
            Some(c) => Ok(Value::str(c.encode_utf8(&mut [0; 4]))),
            None => fail(ValueError, "chr() arg not in range(0x110000)"),
        }
    }),
    ("ord(character, /)", |vm, args| {
        let [value] = args.values();
        match value.plain() {
            Value::Str(text) => {
                let mut chars = text.chars();
                match (chars.next(), chars.next()) {
                    (Some(c), None) => Ok(Value::Int(i64::from(u32::from(c)))),
                    _ => {
                        let len = text.chars().count();
                        fail(TypeError, format!("ord() expected a character, but string of length {len} found"))
                    }
                }
            }
            Value::Bytes(bytes) if bytes.len() == 1 => Ok(Value::Int(i64::from(bytes[0]))),
            _ => {
                let name = vm.type_name(&value);
                match value.plain() {
                    Value::Bytes(bytes) => {
                        let len = bytes.len();
                        fail(TypeError, format!("ord() expected a character, but string of length {len} found"))
                    }
                    _ => fail(TypeError, format!("ord() expected string of length 1, but {name} found")),
                }
            }
        }
    }),
];

pub(crate) fn absolute(vm: &Vm, value: &Value) -> Result<Value> {
    if let Some(function) = vm.special(value, "__abs__") {
        return vm.call(&function, Args::default());
    }
    match value.plain() {
        Value::Float(float) => Ok(Value::Float(float.abs())),
        Value::Complex(parts) => Ok(Value::Float(parts.0.hypot(parts.1))),
        plain => match plain.as_big() {
            Some(int) => Ok(Value::big(int.abs())),
            None => fail(TypeError, format!("bad operand type for abs(): '{}'", vm.type_name(value))),
        },
    }
}

pub(crate) fn round(vm: &Vm, number: &Value, digits: &Value) -> Result<Value> {
    if let Some(function) = vm.special(number, "__round__") {
        let args = if digits.is_none() { Args::default() } else { Args::one(digits) };
        return vm.call(&function, args);
    }
    match number.plain() {
        Value::Float(value) if digits.is_none() => int::from_float(value.round_ties_even()),
        Value::Float(value) => {
            let places = vm.index(digits)?.clamp(-400, 400);
            if !value.is_finite() {
                return Ok(Value::Float(*value));
            }
            if places >= 0 {
                let text = format!("{value:.*}", places as usize);
                return Ok(Value::Float(text.parse().unwrap_or(*value)));
            }
            Ok(Value::Float(round_before_point(*value, -places)))
        }
        plain => match plain.as_big() {
            Some(value) if digits.is_none() => Ok(Value::big(value)),
            Some(value) => {
                let places = vm.index(digits)?;
                if places >= 0 {
                    return Ok(Value::big(value));
                }
                let unit = BigInt::from(10).pow((-places).min(5000) as u32);
                let (quotient, rest) = value.div_mod_floor(&unit);
                let double = &rest * 2;
                let up = double > unit || double == unit && quotient.is_odd();
                Ok(Value::big((quotient + if up { BigInt::one() } else { BigInt::zero() }) * unit))
            }
            None => {
                let name = vm.type_name(number);
                fail(TypeError, format!("type {name} doesn't define __round__ method"))
            }
        },
    }
}

/// Rounds to so many digits before the point, from the number's exact decimal digits.
fn round_before_point(value: f64, places: i64) -> f64 {
    let read = |text: &str| text.parse::<f64>().unwrap_or(value);
    let exponent =
        format!("{value:e}").rsplit_once('e').and_then(|(_, exponent)| exponent.parse().ok()).unwrap_or(0_i64);
    match usize::try_from(exponent - places) {
        Ok(digits) => read(&format!("{value:.digits$e}")),
        // It has fewer digits: what is more than half of the unit counts as one.
        Err(_) if exponent + 1 == places && value.abs() > read(&format!("5e{exponent}")) => {
            read(&format!("1e{places}")).copysign(value)
        }
        Err(_) => 0.0_f64.copysign(value),
    }
}

pub(crate) fn power(vm: &Vm, base: &Value, exponent: &Value, modulus: &Value) -> Result<Value> {
    let all = [base, exponent, modulus];
    let (Some(base), Some(exponent), Some(modulus)) = (base.as_big(), exponent.as_big(), modulus.as_big()) else {
        if all.iter().any(|value| matches!(value.plain(), Value::Float(_))) {
            return fail(TypeError, "pow() 3rd argument not allowed unless all arguments are integers");
        }
        let [base, exponent, modulus] = all.map(|value| vm.type_name(value));
        let text = format!("unsupported operand type(s) for ** or pow(): '{base}', '{exponent}', '{modulus}'");
        return fail(TypeError, text);
    };
    if modulus.is_zero() {
        return fail(ValueError, "pow() 3rd argument cannot be 0");
    }
    vm.dividing(&base, &modulus)?;
    let limbs = modulus.bits().div_ceil(64);
    vm.spend(exponent.bits().saturating_mul(limbs * limbs + 4) / 32)?;
    if !exponent.is_negative() {
        return Ok(Value::big(base.modpow(&exponent, &modulus)));
    }
    let inverse = base.extended_gcd(&modulus);
    if !inverse.gcd.abs().is_one() {
        return fail(ValueError, "base is not invertible for the given modulus");
    }
    Ok(Value::big(inverse.x.mod_floor(&modulus).modpow(&-exponent, &modulus)))
}

fn radix(vm: &Vm, args: Args, kind: char) -> Result<Value> {
    let [value] = args.values();
    let int = match value.as_big() {
        Some(int) => int,
        None => BigInt::from(vm.index(&value)?),
    };
    let radix = match kind {
        'b' => 2,
        'o' => 8,
        _ => 16,
    };
    vm.reserve(int.bits())?;
    let sign = if int.is_negative() { "-" } else { "" };
    Ok(Value::string(format!("{sign}0{kind}{}", int.magnitude().to_str_radix(radix))))
}

/// `int.from_bytes(…)`, with the class first.
pub(super) fn from_bytes(vm: &Vm, mut args: Args) -> Result<Value> {
    args.this()?;
    let [bytes, order, signed] = args.options();
    let signed = vm.truth(&Value::option(signed))?;
    let big = match order {
        None => true,
        Some(Value::Str(order)) if &*order == "big" => true,
        Some(Value::Str(order)) if &*order == "little" => false,
        Some(Value::Str(_)) => return fail(ValueError, "byteorder must be either 'little' or 'big'"),
        Some(other) => {
            let name = vm.type_name(&other);
            return fail(TypeError, format!("from_bytes() argument 'byteorder' must be str, not {name}"));
        }
    };
    let bytes = bytes::of_items(vm, &Value::option(bytes))?;
    Ok(Value::big(match (big, signed) {
        (true, false) => BigInt::from_bytes_be(Sign::Plus, &bytes),
        (true, true) => BigInt::from_signed_bytes_be(&bytes),
        (false, false) => BigInt::from_bytes_le(Sign::Plus, &bytes),
        (false, true) => BigInt::from_signed_bytes_le(&bytes),
    }))
}

/// `complex(…)`
pub(super) fn complex(vm: &Vm, args: Args) -> Result<Value> {
    let [real, imaginary] = args.fit(signature!("complex(real=0, imag=0)"))?.options();
    let part = |value: &Value| -> Result<(f64, f64)> {
        match value {
            Value::Complex(parts) => Ok(**parts),
            Value::Str(text) => match complex_from(text) {
                Some(parts) => Ok(parts),
                None => fail(ValueError, "complex() arg is a malformed string"),
            },
            value if vm.special(value, "__complex__").is_some() => {
                let function = vm.special(value, "__complex__").unwrap_or_default();
                match vm.call(&function, Args::default())? {
                    Value::Complex(parts) => Ok(*parts),
                    other => {
                        let name = vm.type_name(&other);
                        fail(TypeError, format!("__complex__ returned non-complex (type {name})"))
                    }
                }
            }
            value => match float::construct(vm, Args::one(value))? {
                Value::Float(float) => Ok((float, 0.0)),
                _ => Ok((0.0, 0.0)),
            },
        }
    };
    let Some(real) = real else {
        return Ok(Value::complex(0.0, imaginary.map_or(Ok(0.0), |i| part(&i).map(|p| p.0))?));
    };
    let (a, b) = part(&real)?;
    let Some(imaginary) = imaginary else { return Ok(Value::complex(a, b)) };
    let (c, d) = part(&imaginary)?;
    if !matches!(real, Value::Complex(_)) && !matches!(imaginary, Value::Complex(_)) {
        return Ok(Value::complex(a, c));
    }
    Ok(Value::complex(a - d, b + c))
}

/// The parts of `1+2j`, `3`, `-j`, in brackets or not.
fn complex_from(text: &str) -> Option<(f64, f64)> {
    let text = text.trim();
    let text = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')).unwrap_or(text).trim();
    let number = |text: &str| match text {
        "" | "+" => Some(1.0),
        "-" => Some(-1.0),
        _ => text.parse::<f64>().ok(),
    };
    let Some(rest) = text.strip_suffix(['j', 'J']) else { return Some((text.parse().ok()?, 0.0)) };
    // The sign between the parts is the last one that belongs to no exponent.
    let mut signs = rest
        .char_indices()
        .filter(|(place, c)| matches!(c, '+' | '-') && *place > 0 && !rest[..*place].ends_with(['e', 'E']));
    match signs.next_back() {
        Some((place, _)) => Some((rest[..place].parse().ok()?, number(&rest[place..])?)),
        None => Some((0.0, number(rest)?)),
    }
}
