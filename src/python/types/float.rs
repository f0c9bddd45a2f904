//! Owns `float` and `complex`.
//!
//! Invariant: results are those of IEEE doubles, rounded as C rounds them.

use num_bigint::BigInt;
use num_traits::{FromPrimitive, ToPrimitive};
use ruff_python_ast::Operator;

use crate::Result;
use crate::exception::{OverflowError, TypeError, ValueError, ZeroDivisionError};
use crate::python::native::{Args, Table, fail};
use crate::python::signature::signature;
use crate::python::value::Value;
use crate::python::vm::Vm;
use crate::repr::float;

pub(crate) const METHODS: Table = &[
    ("is_integer()", |_, args| {
        Ok(Value::Bool(args.positional.first().and_then(Value::as_float).is_some_and(|float| float.fract() == 0.0)))
    }),
    ("hex()", |_, args| Ok(Value::string(hex(args.positional.first().and_then(Value::as_float).unwrap_or(0.0))))),
    ("conjugate()", |_, args| Ok(args.positional.first().cloned().unwrap_or_default())),
    ("as_integer_ratio()", |_, args| {
        let float = args.positional.first().and_then(Value::as_float).unwrap_or(0.0);
        if float.is_nan() {
            return fail(ValueError, "cannot convert NaN to integer ratio");
        }
        if !float.is_finite() {
            return fail(OverflowError, "cannot convert Infinity to integer ratio");
        }
        let (mut numerator, mut denominator) = (float, BigInt::from(1));
        while numerator.fract() != 0.0 {
            numerator *= 2.0;
            denominator *= 2;
        }
        let numerator = BigInt::from_f64(numerator).unwrap_or_default();
        Ok(Value::tuple(vec![Value::big(numerator), Value::big(denominator)]))
    }),
];

pub(crate) const COMPLEX_METHODS: Table = &[("conjugate()", |_, mut args| match args.this()?.plain() {
    Value::Complex(parts) => Ok(Value::complex(parts.0, -parts.1)),
    other => Ok(other.clone()),
})];

fn hex(value: f64) -> String {
    if !value.is_finite() {
        return float(value);
    }
    let bits = value.to_bits();
    let sign = if value.is_sign_negative() { "-" } else { "" };
    let (exponent, mantissa) = ((bits >> 52 & 0x7ff) as i64, bits & ((1 << 52) - 1));
    match (exponent, mantissa) {
        (0, 0) => format!("{sign}0x0.0p+0"),
        (0, mantissa) => format!("{sign}0x0.{mantissa:013x}p-1022"),
        _ => format!("{sign}0x1.{mantissa:013x}p{:+}", exponent - 1023),
    }
}

/// `float.fromhex(text)`; digits beyond those of a double are rounded to the nearest.
pub(crate) fn from_hex(text: &str) -> Result<f64> {
    let wrong = "invalid hexadecimal floating-point string";
    let lower = text.trim().to_ascii_lowercase();
    let (sign, rest) = match lower.strip_prefix('-') {
        Some(rest) => (-1.0, rest),
        None => (1.0, lower.strip_prefix('+').unwrap_or(&lower)),
    };
    if let "inf" | "infinity" | "nan" = rest {
        return Ok(sign * if rest == "nan" { f64::NAN } else { f64::INFINITY });
    }
    let rest = rest.strip_prefix("0x").unwrap_or(rest);
    let (mantissa, exponent) = rest.split_once('p').unwrap_or((rest, "0"));
    let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let (digits, Ok(exponent)) = (format!("{whole}{part}"), exponent.parse::<i32>()) else {
        return fail(ValueError, wrong);
    };
    let Some(int) = BigInt::parse_bytes(digits.as_bytes(), 16).filter(|_| !digits.starts_with(['+', '-'])) else {
        return fail(ValueError, wrong);
    };
    let scale = exponent.saturating_sub(4 * part.len() as i32);
    // In two steps, since a power of two alone may be too small for a double.
    let value = int.to_f64().unwrap_or(f64::INFINITY) * 2_f64.powi(scale / 2) * 2_f64.powi(scale - scale / 2);
    if value.is_infinite() {
        return fail(OverflowError, "hexadecimal value too large to represent as a float");
    }
    Ok(sign * value)
}

pub(crate) fn hash(value: f64) -> i64 {
    if value.is_nan() {
        return 0;
    }
    if value.is_infinite() {
        return if value > 0.0 { 314_159 } else { -314_159 };
    }
    let modulus = (1_u64 << 61) - 1;
    let (mut mantissa, mut exponent) = (value.abs(), 0_i64);
    while mantissa != 0.0 && mantissa < 0.5 {
        mantissa *= 2.0;
        exponent -= 1;
    }
    while mantissa >= 1.0 {
        mantissa /= 2.0;
        exponent += 1;
    }
    let mut hash: u64 = 0;
    while mantissa != 0.0 {
        hash = (hash << 28) & modulus | hash >> (61 - 28);
        mantissa *= 268_435_456.0;
        exponent -= 28;
        let part = mantissa as u64;
        mantissa -= part as f64;
        hash += part;
        if hash >= modulus {
            hash -= modulus;
        }
    }
    let shift = exponent.rem_euclid(61) as u32;
    hash = (hash << shift) & modulus | hash >> (61 - shift);
    let hash = if value < 0.0 { -(hash as i64) } else { hash as i64 };
    if hash == -1 { -2 } else { hash }
}

pub(crate) fn binary(op: Operator, x: f64, y: f64) -> Result<Option<Value>> {
    let zero = y == 0.0;
    Ok(Some(Value::Float(match op {
        Operator::Add => x + y,
        Operator::Sub => x - y,
        Operator::Mult => x * y,
        Operator::Div | Operator::FloorDiv | Operator::Mod if zero => {
            return fail(ZeroDivisionError, "division by zero");
        }
        Operator::Div => x / y,
        Operator::FloorDiv => floor_divide(x, y).0,
        Operator::Mod => floor_divide(x, y).1,
        Operator::Pow => return power(x, y).map(Some),
        _ => return Ok(None),
    })))
}

/// `divmod(x, y)`: `float_divmod` in Objects/floatobject.c.
pub(crate) fn floor_divide(x: f64, y: f64) -> (f64, f64) {
    let mut rest = x % y;
    let mut quotient = (x - rest) / y;
    if rest != 0.0 {
        if (y < 0.0) != (rest < 0.0) {
            rest += y;
            quotient -= 1.0;
        }
    } else {
        rest = 0.0_f64.copysign(y);
    }
    let floored = if quotient != 0.0 {
        let floor = quotient.floor();
        if quotient - floor > 0.5 { floor + 1.0 } else { floor }
    } else {
        0.0_f64.copysign(x / y)
    };
    (floored, rest)
}

fn power(x: f64, y: f64) -> Result<Value> {
    if x == 0.0 && y < 0.0 {
        return fail(ZeroDivisionError, "zero to a negative power");
    }
    if x < 0.0 && x.is_finite() && y.is_finite() && y.fract() != 0.0 {
        let (length, angle) = ((-x).powf(y), std::f64::consts::PI * y);
        return Ok(Value::complex(length * angle.cos(), length * angle.sin()));
    }
    let result = x.powf(y);
    if result.is_infinite() && x.is_finite() && y.is_finite() {
        return crate::raise(OverflowError.with_args(vec![34.into(), "Numerical result out of range".into()]));
    }
    Ok(Value::Float(result))
}

/// Of two complex numbers, or of one and a real one, which has no imaginary part.
pub(crate) fn complex_binary(op: Operator, x: (f64, Option<f64>), y: (f64, Option<f64>)) -> Result<Option<Value>> {
    let ((a, b), (c, d)) = ((x.0, x.1.unwrap_or(0.0)), (y.0, y.1.unwrap_or(0.0)));
    Ok(Some(match op {
        Operator::Add => Value::complex(
            a + c,
            if x.1.is_none() {
                d
            } else if y.1.is_none() {
                b
            } else {
                b + d
            },
        ),
        Operator::Sub => Value::complex(
            a - c,
            if x.1.is_none() {
                -d
            } else if y.1.is_none() {
                b
            } else {
                b - d
            },
        ),
        Operator::Mult if x.1.is_none() => Value::complex(a * c, a * d),
        Operator::Mult if y.1.is_none() => Value::complex(a * c, b * c),
        Operator::Mult => Value::complex(a * c - b * d, a * d + b * c),
        Operator::Div if c == 0.0 && d == 0.0 => return fail(ZeroDivisionError, "division by zero"),
        Operator::Div if y.1.is_none() => Value::complex(a / c, b / c),
        // By the larger part of the divisor, so that nothing overflows on the way.
        Operator::Div if c.abs() >= d.abs() => {
            let ratio = d / c;
            let length = c + d * ratio;
            match x.1 {
                Some(b) => Value::complex((a + b * ratio) / length, (b - a * ratio) / length),
                None => Value::complex(a / length, -a * ratio / length),
            }
        }
        Operator::Div => {
            let ratio = c / d;
            let length = c * ratio + d;
            match x.1 {
                Some(b) => Value::complex((a * ratio + b) / length, (b * ratio - a) / length),
                None => Value::complex(a * ratio / length, -a / length),
            }
        }
        Operator::Pow => {
            if d == 0.0 && c.fract() == 0.0 && (0.0..100.0).contains(&c) {
                let mut result = (1.0, 0.0);
                for _ in 0..c as u32 {
                    result = (result.0 * a - result.1 * b, result.0 * b + result.1 * a);
                }
                return Ok(Some(Value::complex(result.0, result.1)));
            }
            let (length, angle) = (a.hypot(b), b.atan2(a));
            let new_length = length.powf(c) * (-d * angle).exp();
            let new_angle = c * angle + d * length.ln();
            Value::complex(new_length * new_angle.cos(), new_length * new_angle.sin())
        }
        _ => return Ok(None),
    }))
}

pub(crate) fn complex_repr(real: f64, imaginary: f64) -> String {
    let part = |value: f64| {
        let text = float(value);
        text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
    };
    if real == 0.0 && real.is_sign_positive() {
        return format!("{}j", part(imaginary));
    }
    let sign = if imaginary.is_sign_negative() && !imaginary.is_nan() { "" } else { "+" };
    format!("({}{sign}{}j)", part(real), part(imaginary))
}

/// `float(…)`
pub(crate) fn construct(vm: &Vm, args: Args) -> Result<Value> {
    let [value] = args.fit(signature!("float(x=0, /)"))?.options();
    let Some(value) = value else { return Ok(Value::Float(0.0)) };
    let is_own = vm.special(&value, "__float__").is_some();
    let (float, shown) = match value.plain() {
        Value::Str(text) if !is_own => (parse(text), crate::repr::string(text)),
        Value::Bytes(bytes) if !is_own => (std::str::from_utf8(bytes).ok().and_then(parse), super::bytes::repr(bytes)),
        _ => match number(vm, &value)? {
            Some(float) => return Ok(Value::Float(float)),
            None => {
                let name = vm.type_name(&value);
                return fail(TypeError, format!("float() argument must be a string or a real number, not '{name}'"));
            }
        },
    };
    match float {
        Some(float) => Ok(Value::Float(float)),
        None => fail(ValueError, format!("could not convert string to float: {shown}")),
    }
}

/// The number that a text is; underscores stand between digits.
fn parse(text: &str) -> Option<f64> {
    let text = super::str::with_plain_digits(text.trim());
    let is_digit = |c: Option<&u8>| c.is_some_and(u8::is_ascii_digit);
    let bytes = text.as_bytes();
    let is_between = |place: usize| is_digit(bytes.get(place + 1)) && place > 0 && is_digit(bytes.get(place - 1));
    if !text.match_indices('_').all(|(place, _)| is_between(place)) {
        return None;
    }
    text.replace('_', "").parse().ok()
}

/// The float of a real number, where one is wanted.
pub(crate) fn real(vm: &Vm, value: &Value) -> Result<f64> {
    match number(vm, value)? {
        Some(float) => Ok(float),
        None => fail(TypeError, format!("must be real number, not {}", vm.type_name(value))),
    }
}

/// The float of a number, or what its class gives; none for what is no real number.
fn number(vm: &Vm, value: &Value) -> Result<Option<f64>> {
    if let Some(function) = vm.special(value, "__float__") {
        let result = vm.call(&function, Args::default())?;
        let Value::Float(float) = result.plain() else {
            let (class, name) = (vm.type_name(value), vm.type_name(&result));
            return fail(TypeError, format!("{class}.__float__ returned non-float (type {name})"));
        };
        return Ok(Some(*float));
    }
    match value.plain() {
        Value::Float(_) | Value::Int(_) | Value::Bool(_) => Ok(value.as_float()),
        _ if vm.is_index(value) => match vm.integer(value)?.to_f64().filter(|float| float.is_finite()) {
            Some(float) => Ok(Some(float)),
            None => fail(OverflowError, "int too large to convert to float"),
        },
        _ => Ok(None),
    }
}
